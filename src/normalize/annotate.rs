//! What every list's paragraphs get once their structure stands: bounds, terms, joiners,
//! citations, what notes do, and the account of the numbers.

use std::ops::Range;

use rayon::prelude::*;

use super::{citations, joiners, notes, parameters, terms};
use crate::diag::{Diagnostic, Place, Severity};
use crate::grammar;
use crate::grammar::citation::control::Cited;
use crate::grammar::effect::{self, Quote};
use crate::model::{Hash, Kind, ListSnapshot, NoteEffect, Paragraph, Parsed};
use crate::text::Language;

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
    // Paragraphs are read by themselves, so the number of threads does not show.
    let marks: Vec<Marks> = snapshot.paragraphs.par_iter_mut().map(|p| marks(p, language)).collect();
    let numbers: u64 = marks.iter().map(|m| u64::from(m.numbers)).sum();
    let unread: u64 = snapshot.paragraphs.iter().map(|p| p.unread.len() as u64).sum();
    for index in 0..snapshot.paragraphs.len() {
        let (above, below) = snapshot.paragraphs.split_at_mut(index);
        let Some(paragraph) = below.first_mut() else { continue };
        let Some(parent) = paragraph.parent.and_then(|p| above.get(p as usize)) else { continue };
        let label = paragraph.label.len();
        grammar::complete(&mut paragraph.bounds, &paragraph.text, label, &parent.text, language);
    }
    snapshot.coverage.numbers = numbers;
    snapshot.coverage.numbers_read = numbers.saturating_sub(unread);
    let mut findings = Findings { files, diagnostics: Vec::new() };
    let children = joiners::children(&snapshot.paragraphs);
    joiners::join(snapshot, &children, &mut findings);
    citations::cite(snapshot, &children, &marks, &mut findings);
    notes::read(snapshot, &marks);
    parsed.diagnostics.extend(findings.diagnostics);
}

/// What a paragraph's text says by itself, for the steps that need the whole list.
#[derive(Default)]
pub struct Marks {
    /// How many numbers it has.
    pub numbers: u32,
    /// Citations by control number, not yet resolved.
    pub cited: Vec<Cited>,
    /// Clauses that take out, bring in or define.
    pub clauses: Vec<(Range<usize>, NoteEffect)>,
    /// Terms in quotes.
    pub quotes: Vec<Quote>,
    /// What its text does, as a note.
    pub effect: Option<NoteEffect>,
}

/// Reads a paragraph by itself.
fn marks(paragraph: &mut Paragraph, language: Language) -> Marks {
    let mut marks = Marks::default();
    paragraph.text_sha256 = Hash::of(paragraph.text.as_bytes());
    if !matches!(paragraph.kind, Kind::Category | Kind::Group | Kind::Heading | Kind::Reserved) {
        let reading = grammar::read(&paragraph.text, language);
        marks.numbers = reading.numbers;
        paragraph.bounds = reading.bounds;
        paragraph.bounds.shrink_to_fit();
        let label = paragraph.label.as_str();
        let label = if paragraph.text.starts_with(label) { label.len() } else { 0 };
        grammar::phrase::assign(&mut paragraph.bounds, &paragraph.text, label, language);
        grammar::phrase::examples(&mut paragraph.bounds, &paragraph.text);
        for bound in &mut paragraph.bounds {
            let phrase = bound.phrase.map(|p| p.of(&paragraph.text));
            bound.parameter = phrase.and_then(|p| parameters::named(p, &bound.unit, language)).map(str::to_owned);
        }
        paragraph.unread = reading.unread;
        paragraph.terms = named(&paragraph.text, language);
    }
    if paragraph.kind != Kind::Reserved {
        if language != Language::Ja {
            marks.cited = citations::marks(paragraph, language);
            marks.quotes = effect::quotes(&paragraph.text);
        }
        marks.clauses = effect::clauses(&paragraph.text, language);
        marks.effect = notes::effect(paragraph, language);
    }
    marks
}

/// The concepts and substances that `text` names.
fn named(text: &str, language: Language) -> Vec<String> {
    let mut terms = terms::finder(language).map(|f| f.find(text)).unwrap_or_default();
    let known = terms.len();
    terms.extend(grammar::name::cas_numbers(text).map(|cas| format!("cas-{cas}")));
    if terms.len() > known {
        terms.sort();
        terms.dedup();
    }
    terms
}
