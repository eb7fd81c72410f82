//! What every list's paragraphs get once their structure stands: bounds, terms, joiners,
//! citations, what notes do, and the account of the numbers.

use std::sync::Arc;

use rayon::prelude::*;
use smol_str::SmolStr;

use super::{citations, joiners, notes, parameters, terms};
use crate::diag::{Diagnostic, Place, Severity};
use crate::grammar;
use crate::grammar::bound::ja::{self, Announced};
use crate::grammar::citation::control::Cited;
use crate::model::{Bound, Hash, Kind, ListSnapshot, NoteEffect, Paragraph, Parsed};
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
    let language = snapshot.list.language();
    let marks = mark(&mut snapshot.paragraphs, language);
    govern(&mut snapshot.paragraphs, language);
    let numbers: u64 = marks.iter().map(|m| u64::from(m.numbers)).sum();
    let unread: u64 = snapshot.paragraphs.iter().map(|p| p.unread.len() as u64).sum();
    snapshot.coverage.numbers = numbers;
    snapshot.coverage.numbers_read = numbers.saturating_sub(unread);
    let mut findings = Findings { files, diagnostics: Vec::new() };
    let children = joiners::children(&snapshot.paragraphs);
    joiners::join(snapshot, &children, &mut findings);
    citations::cite(snapshot, &children, &marks, &mut findings);
    notes::read(snapshot, &marks);
    parsed.diagnostics.extend(findings.diagnostics);
}

/// Reads the text of each paragraph by itself, so that the number of threads does not show.
fn mark(paragraphs: &mut [Paragraph], language: Language) -> Vec<Marks> {
    let announced = announced(paragraphs, language);
    let of = |i: usize| announced.get(i).cloned().flatten();
    let with_buffer = |buffer: &mut Vec<u8>, (i, p)| marks(p, language, of(i), buffer);
    paragraphs.par_iter_mut().enumerate().map_init(Vec::new, with_buffer).collect()
}

/// Gives bounds what the text above says of them, and their roles.
fn govern(paragraphs: &mut [Paragraph], language: Language) {
    let mut bounds: Vec<Vec<Bound>> = paragraphs.iter_mut().map(|p| std::mem::take(&mut p.bounds)).collect();
    let all = &*paragraphs;
    bounds.par_iter_mut().zip(all).filter(|(bounds, _)| !bounds.is_empty()).for_each(|(bounds, paragraph)| {
        let label = label(paragraph);
        if let Some(parent) = paragraph.parent.and_then(|p| all.get(p as usize)) {
            grammar::complete(bounds, &paragraph.text, label, &parent.text, language);
        }
        grammar::role::assign(bounds, &paragraph.text, label, language);
        grammar::phrase::examples(bounds, &paragraph.text);
    });
    for (paragraph, bounds) in paragraphs.iter_mut().zip(bounds) {
        paragraph.bounds = bounds;
    }
}

/// What a paragraph's text says by itself, for the steps that need the whole list.
#[derive(Default)]
pub struct Marks {
    /// How many numbers it has.
    pub numbers: u32,
    /// Citations by control number, not yet resolved.
    pub cited: Vec<Cited>,
    /// What its text does, as a note.
    pub effect: Option<NoteEffect>,
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

/// Reads a paragraph by itself, and with what another announced. The buffer serves one after the
/// other.
fn marks(
    paragraph: &mut Paragraph,
    language: Language,
    announced: Option<Arc<Announced>>,
    buffer: &mut Vec<u8>,
) -> Marks {
    let mut marks = Marks::default();
    paragraph.text_sha256 = Hash::of(paragraph.text.as_bytes());
    if !matches!(paragraph.kind, Kind::Category | Kind::Group | Kind::Heading | Kind::Reserved) {
        let reading = grammar::read(&paragraph.text, language);
        marks.numbers = reading.numbers;
        paragraph.bounds = reading.bounds;
        if let Some(announced) = announced {
            announced.apply(&mut paragraph.bounds, &paragraph.text);
        }
        paragraph.bounds.shrink_to_fit();
        let label = label(paragraph);
        let behind = grammar::phrase::behind(&paragraph.bounds, &paragraph.text, language);
        grammar::phrase::assign(&mut paragraph.bounds, &paragraph.text, label, language, &behind);
        let behind = behind.into_iter().chain(std::iter::repeat(None));
        for (bound, behind) in paragraph.bounds.iter_mut().zip(behind) {
            let mut names =
                |p: Span| Some((p, parameters::named(buffer, p.of(&paragraph.text), &bound.unit, language)?));
            let named = bound.phrase.and_then(&mut names).or_else(|| behind.and_then(names));
            bound.phrase = named.map(|(p, _)| p).or(bound.phrase).or(behind);
            bound.parameter = named.map(|(_, parameter)| parameter.into());
        }
        paragraph.unread = reading.unread;
        paragraph.terms = named(buffer, &paragraph.text, language);
    }
    if paragraph.kind != Kind::Reserved {
        if language != Language::Ja {
            marks.cited = citations::marks(paragraph, language);
            paragraph.quoted = notes::quoted(&paragraph.text);
        }
        paragraph.clauses = notes::clauses(&paragraph.text, language);
        marks.effect = notes::effect(paragraph, language);
    }
    marks
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
