//! What every list's paragraphs get once their structure stands: bounds, terms, joiners,
//! citations, what notes do, and the account of the numbers.

use super::{citations, joiners, notes, terms};
use crate::diag::{Diagnostic, Place, Severity};
use crate::grammar;
use crate::model::{Kind, ListSnapshot, Paragraph, Parsed};
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
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    annotate_in(threads, parsed, files);
}

/// The same in so many threads: paragraphs are read by themselves, so how many does not show.
pub fn annotate_in(threads: usize, parsed: &mut Parsed<ListSnapshot>, files: Vec<String>) {
    let snapshot = &mut parsed.value;
    let language = snapshot.list.language();
    let share = snapshot.paragraphs.len().div_ceil(threads.max(1)).max(1);
    let counts: Vec<(u64, u64)> = std::thread::scope(|scope| {
        let parts: Vec<_> =
            snapshot.paragraphs.chunks_mut(share).map(|part| scope.spawn(move || read(part, language))).collect();
        parts.into_iter().map(|part| part.join().unwrap_or_else(|stop| std::panic::resume_unwind(stop))).collect()
    });
    let numbers: u64 = counts.iter().map(|(numbers, _)| numbers).sum();
    let unread: u64 = counts.iter().map(|(_, unread)| unread).sum();
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
    citations::cite(snapshot, &children, &mut findings);
    notes::read(snapshot);
    parsed.diagnostics.extend(findings.diagnostics);
}

/// Reads bounds and terms of some paragraphs; gives how many numbers they have, and how
/// many of them were not read.
fn read(paragraphs: &mut [Paragraph], language: Language) -> (u64, u64) {
    let finder = terms::finder(language);
    let (mut numbers, mut unread) = (0_u64, 0_u64);
    for paragraph in paragraphs {
        if matches!(paragraph.kind, Kind::Category | Kind::Group | Kind::Heading | Kind::Reserved) {
            continue;
        }
        let reading = grammar::read(&paragraph.text, language);
        numbers += u64::from(reading.numbers);
        unread += reading.unread.len() as u64;
        paragraph.bounds = reading.bounds;
        paragraph.unread = reading.unread;
        paragraph.terms = finder.map(|f| f.find(&paragraph.text)).unwrap_or_default();
        let substances = grammar::name::cas_numbers(&paragraph.text).map(|cas| format!("cas-{cas}"));
        let known = paragraph.terms.len();
        paragraph.terms.extend(substances);
        if paragraph.terms.len() > known {
            paragraph.terms.sort();
            paragraph.terms.dedup();
        }
    }
    (numbers, unread)
}
