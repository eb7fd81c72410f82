//! What every list's paragraphs get once their structure stands: bounds, terms, joiners,
//! citations, what notes do, and the account of the numbers.

use std::sync::Arc;

use rayon::prelude::*;
use smol_str::SmolStr;

use super::citations::Index;
use super::joiners::Joined;
use super::{citations, joiners, notes, parameters, terms};
use crate::diag::{Diagnostic, Place, Severity};
use crate::grammar;
use crate::grammar::bound::ja::{self, Announced};
use crate::model::{
    Bound, Citation, Clause, Hash, Kind, ListSnapshot, NoteReading, Paragraph, Parsed, Quoted, Target, Unread,
};
use crate::text::{Language, Span};

/// What the steps have to say, each with the paragraph's place.
pub struct Findings {
    files: Vec<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Findings {
    /// Adds a diagnostic at the place of `paragraph`.
    pub fn say(&mut self, code: &'static str, severity: Severity, message: String, paragraph: &Paragraph) {
        self.say_near(code, severity, message, paragraph, &paragraph.text);
    }

    /// The same near an excerpt of it.
    pub fn say_near(
        &mut self,
        code: &'static str,
        severity: Severity,
        message: String,
        paragraph: &Paragraph,
        excerpt: &str,
    ) {
        let place = Place {
            file: self.files.get(usize::from(paragraph.provenance.source)).cloned().unwrap_or_default(),
            line: paragraph.provenance.line,
            column: paragraph.provenance.column,
            excerpt: excerpt.chars().take(40).collect(),
        };
        self.diagnostics.push(Diagnostic { code, severity, message, place });
    }
}

/// Reads the text of every paragraph. `files` are the names of the documents by the
/// number that provenances have.
pub fn annotate(parsed: &mut Parsed<ListSnapshot>, files: Vec<String>) {
    let snapshot = &mut parsed.value;
    let mut readings = readings(snapshot);
    let paragraphs = &mut snapshot.paragraphs;
    snapshot.coverage.numbers = readings.iter().map(|r| u64::from(r.numbers)).sum();
    let unread: u64 = readings.iter().map(|r| r.unread.len() as u64).sum();
    snapshot.coverage.numbers_read = snapshot.coverage.numbers.saturating_sub(unread);

    let mut findings = Findings { files, diagnostics: Vec::new() };
    for (paragraph, reading) in paragraphs.iter().zip(&readings).filter(|(_, r)| r.joined.conflict) {
        let word = reading.joined.joiner.word();
        let message = format!("{} announces {word}, and its paragraphs are joined otherwise", paragraph.id);
        findings.say("joiner-conflict", Severity::Note, message, paragraph);
    }
    for (paragraph, reading) in paragraphs.iter().zip(&readings) {
        for nowhere in reading.citations.iter().filter(|c| c.target == Target::Nowhere) {
            let message = format!("{} cites {}, and there is no such paragraph", paragraph.id, nowhere.literal);
            findings.say_near("citation-nowhere", Severity::Warning, message, paragraph, &nowhere.literal);
        }
    }
    for (child, standing) in readings.iter_mut().flat_map(|r| r.joined.standings.drain(..)) {
        paragraphs.get_mut(child as usize).into_iter().for_each(|child| child.standing = standing);
    }
    paragraphs.par_iter_mut().zip(readings).for_each(|(paragraph, reading)| reading.store(paragraph));
    notes::tie(snapshot);
    parsed.diagnostics.extend(findings.diagnostics);
}

/// What the text of every paragraph says, each read for itself, so that the number of threads
/// does not show. One thing after the other is read of all: a processor then has its code at hand.
fn readings(snapshot: &ListSnapshot) -> Vec<Reading> {
    let (paragraphs, language) = (&snapshot.paragraphs, snapshot.list.language());
    let index = Index::new(paragraphs);
    let hashed = |p: &Paragraph| Reading { sha256: Hash::of(p.text.as_bytes()), ..Reading::default() };
    let mut readings: Vec<Reading> = paragraphs.par_iter().map(hashed).collect();

    each(&mut readings, paragraphs).filter(|(_, p)| has_numbers(p.kind)).for_each(|(reading, paragraph)| {
        let grammar::Reading { bounds, unread, numbers, .. } = grammar::read(&paragraph.text, language);
        (reading.bounds, reading.unread, reading.numbers) = (bounds, unread, numbers);
    });
    let announced = announced(paragraphs, language);
    each(&mut readings, paragraphs).enumerate().for_each_init(Vec::new, |buffer, (at, (reading, paragraph))| {
        if !reading.bounds.is_empty() {
            let above = paragraph.parent.and_then(|p| paragraphs.get(p as usize));
            let announced = announced.get(at).and_then(Option::as_deref);
            govern(&mut reading.bounds, paragraph, above, announced, language, buffer);
        }
    });
    each(&mut readings, paragraphs).filter(|(_, p)| has_numbers(p.kind)).for_each_init(
        Vec::new,
        |buffer, (reading, paragraph)| {
            reading.terms = named(buffer, &paragraph.text, language);
        },
    );
    if language == Language::Ja {
        readings.iter_mut().zip(citations::in_order(&index)).for_each(|(reading, found)| reading.citations = found);
    } else {
        each(&mut readings, paragraphs).for_each(|(reading, paragraph)| {
            reading.citations = citations::of_control(&index, paragraph, language);
        });
    }
    // What notes and clauses speak of goes by what is cited.
    each(&mut readings, paragraphs).enumerate().for_each(|(at, (reading, paragraph))| {
        reading.joined = joiners::joined(&index, at, paragraph, language);
        if paragraph.kind != Kind::Reserved {
            reading.note = notes::read(paragraph, &reading.citations, language);
            reading.clauses = notes::clauses(paragraph, &reading.citations, language);
            reading.quoted = notes::quoted(&paragraph.text, language);
        }
    });
    readings
}

/// Each of the readings with its paragraph.
fn each<'r>(
    readings: &'r mut [Reading],
    paragraphs: &'r [Paragraph],
) -> impl IndexedParallelIterator<Item = (&'r mut Reading, &'r Paragraph)> {
    readings.par_iter_mut().zip(paragraphs)
}

/// Whether numbers and terms are read in paragraphs of that kind.
fn has_numbers(kind: Kind) -> bool {
    !matches!(kind, Kind::Category | Kind::Group | Kind::Heading | Kind::Reserved)
}

/// What a paragraph's text says.
#[derive(Default)]
struct Reading {
    sha256: Hash,
    bounds: Vec<Bound>,
    unread: Vec<Unread>,
    /// How many numbers it has.
    numbers: u32,
    terms: Vec<SmolStr>,
    citations: Vec<Citation>,
    clauses: Vec<Clause>,
    quoted: Vec<Quoted>,
    /// What it does, as a note, but for what it has from the one above it.
    note: Option<NoteReading>,
    joined: Joined,
}

impl Reading {
    /// Gives it to its paragraph.
    fn store(self, paragraph: &mut Paragraph) {
        paragraph.text_sha256 = self.sha256;
        paragraph.bounds = self.bounds;
        paragraph.unread = self.unread;
        paragraph.terms = self.terms;
        paragraph.clauses = self.clauses;
        paragraph.quoted = self.quoted;
        paragraph.note = self.note;
        paragraph.joiner = self.joined.joiner;
        if paragraph.citations.is_empty() {
            paragraph.citations = self.citations;
        } else {
            paragraph.citations.extend(self.citations);
        }
    }
}

/// How many bytes of a paragraph's text its enumerator takes.
fn label(paragraph: &Paragraph) -> usize {
    let label = paragraph.label.as_str();
    if paragraph.text.starts_with(label) { label.len() } else { 0 }
}

/// By paragraph, the denominators that one before it in its entry announced; only Japanese
/// texts do.
fn announced(paragraphs: &[Paragraph], language: Language) -> Vec<Option<Arc<Announced>>> {
    if language != Language::Ja {
        return Vec::new();
    }
    let mut current = None;
    let by_paragraph = paragraphs.iter().map(|p| {
        if p.kind == Kind::Entry {
            current = None;
        }
        let holds = current.clone();
        if let Some(announced) = ja::announced(&p.text) {
            current = Some(Arc::new(announced));
        }
        holds
    });
    by_paragraph.collect()
}

/// Gives the bounds of a paragraph what it calls them, what the one `above` says of them, and
/// their roles.
fn govern(
    bounds: &mut Vec<Bound>,
    paragraph: &Paragraph,
    above: Option<&Paragraph>,
    announced: Option<&Announced>,
    language: Language,
    buffer: &mut Vec<u8>,
) {
    let (text, label) = (&paragraph.text, label(paragraph));
    if let Some(announced) = announced {
        announced.apply(bounds, text);
    }
    bounds.shrink_to_fit();
    let behind = grammar::phrase::behind(bounds, text, language);
    grammar::phrase::assign(bounds, text, label, language, &behind);
    let behind = behind.into_iter().chain(std::iter::repeat(None));
    for (bound, behind) in bounds.iter_mut().zip(behind) {
        let mut names = |p: Span| Some((p, parameters::named(buffer, p.of(text), &bound.unit, language)?));
        let named = bound.phrase.and_then(&mut names).or_else(|| behind.and_then(names));
        bound.phrase = named.map(|(p, _)| p).or(bound.phrase).or(behind);
        bound.parameter = named.map(|(_, parameter)| parameter.into());
    }
    if let Some(above) = above {
        grammar::complete(bounds, text, label, &above.text, language);
    }
    grammar::role::assign(bounds, text, label, language);
    grammar::phrase::examples(bounds, text);
}

/// The concepts and substances that `text` names.
fn named(buffer: &mut Vec<u8>, text: &str, language: Language) -> Vec<SmolStr> {
    let mut terms = terms::finder(language).find_in(buffer, text);
    let known = terms.len();
    terms.extend(grammar::name::cas_numbers(text).map(|cas| SmolStr::from(format!("cas-{cas}"))));
    if terms.len() > known {
        terms.sort();
        terms.dedup();
    }
    terms
}
