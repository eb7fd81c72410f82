//! What notes do and to which paragraphs, the clauses inside texts, and terms in quotes.
//!
//! A note that names what it speaks of, in its label or in its first words, applies to
//! that; any other to its parent. An enumerated paragraph of a note does what the note
//! does, unless it defines a term of its own. Japan has no notes: what it leaves out
//! stands in [clauses](crate::model::Clause) of the paragraph itself.

use std::ops::Range;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use rayon::prelude::*;
use smol_str::SmolStr;

use super::citations::entry;
use crate::grammar::effect;
use crate::model::{Citation, Clause, Id, Kind, ListSnapshot, NoteEffect, NoteReading, Paragraph, Quoted, Target};
use crate::text::{Language, Span};

/// Gives notes what they have from those above them, and quoted terms where they are defined.
pub fn tie(snapshot: &mut ListSnapshot) {
    let paragraphs = &mut snapshot.paragraphs;
    // A note goes by the one above it, which stands before it.
    for at in 0..paragraphs.len() {
        let is_note = |p: &&mut Paragraph| matches!(p.kind, Kind::Note | Kind::TechnicalNote | Kind::Nb | Kind::Text);
        let Some(paragraph) = paragraphs.get_mut(at).filter(is_note) else { continue };
        let mut note = paragraph.note.take();
        if let Some(paragraph) = paragraphs.get(at) {
            inherit(&mut note, paragraph, paragraphs);
        }
        if let Some(paragraph) = paragraphs.get_mut(at) {
            paragraph.note = note;
        }
    }
    define(paragraphs);
}

/// What a note's own words do, or a text's that says what its entry controls; `None` for others.
/// `citations` are those in it.
pub fn read(paragraph: &Paragraph, citations: &[Citation], language: Language) -> Option<NoteReading> {
    let of_note = match paragraph.kind {
        Kind::Nb => effect::of_reference,
        Kind::TechnicalNote => effect::of_technical_note,
        Kind::Note => effect::of_note,
        Kind::Text if language == Language::En => {
            let effect = effect::of_text(&paragraph.text, entry(paragraph.id.local()))?;
            return Some(NoteReading { effect, targets: Vec::new(), defines: Vec::new() });
        }
        _ => return None,
    };
    let body = body(paragraph);
    let effect = of_note(body, language);
    let mut targets = subjects(paragraph, body, citations, language);
    targets.dedup();
    let defines = if effect == NoteEffect::Defines { defined(body, language) } else { Vec::new() };
    Some(NoteReading { effect, targets, defines })
}

/// A note's text without its label.
fn body(paragraph: &Paragraph) -> &str {
    paragraph.text.strip_prefix(paragraph.label.as_str()).unwrap_or(&paragraph.text).trim_start()
}

/// Gives the `note` of `paragraph` what it has from the one above it.
fn inherit(note: &mut Option<NoteReading>, paragraph: &Paragraph, paragraphs: &[Paragraph]) {
    let Some(parent) = paragraph.parent.and_then(|p| paragraphs.get(p as usize)) else { return };
    let above = parent.note.as_ref().filter(|_| parent.kind == paragraph.kind);
    match (note, above) {
        (note @ None, Some(above)) if paragraph.kind == Kind::Text => {
            *note = Some(NoteReading { effect: above.effect, targets: Vec::new(), defines: Vec::new() });
        }
        (Some(note), Some(above)) if paragraph.kind != Kind::Text => {
            // A block without an enumerator goes on with the note only after a colon.
            let goes_on = !paragraph.label.is_empty() || parent.text.trim_end().ends_with([':', '：']);
            if goes_on
                && note.effect == NoteEffect::Explains
                && matches!(above.effect, NoteEffect::Excludes | NoteEffect::Includes)
            {
                note.effect = above.effect;
            }
            // Below a note, what that one applies to.
            if note.targets.is_empty() {
                let of_parent = || parent.parent.and_then(|p| paragraphs.get(p as usize)).map(|p| p.id.clone());
                note.targets.clone_from(&above.targets);
                note.targets.extend(if above.targets.is_empty() { of_parent() } else { None });
            }
        }
        // That it applies to its parent goes without saying.
        (Some(note), None) if note.targets == [parent.id.clone()] => note.targets.clear(),
        _ => {}
    }
}

/// The paragraphs that a note speaks of: those cited in its label, else those that its
/// body begins with.
fn subjects(paragraph: &Paragraph, body: &str, citations: &[Citation], language: Language) -> Vec<Id> {
    let offset = paragraph.text.len() - body.len();
    let named = |citation: &Citation| citation.target.ids().to_vec();
    let in_label: Vec<Id> = citations.iter().filter(|c| (c.span.end as usize) <= offset).flat_map(named).collect();
    if !in_label.is_empty() {
        return in_label;
    }
    if paragraph.kind == Kind::Nb {
        return Vec::new();
    }
    let mut lead = body;
    if language == Language::En {
        // "Cryptography Note: ECCNs 5A002, 5A003 … do not control"
        if let Some((_, rest)) =
            lead.split_once(": ").filter(|(title, rest)| title.len() < 30 && rest.starts_with("ECCN"))
        {
            lead = rest;
        }
        for word in [
            "For the purposes of ",
            "For the purpose of ",
            "For purposes of ",
            "In ",
            "The ",
            "ECCNs ",
            "ECCN ",
            "paragraph ",
        ] {
            lead = lead.strip_prefix(word).unwrap_or(lead);
        }
    }
    let mut at = paragraph.text.len() - lead.len();
    let mut ids = Vec::new();
    for citation in citations {
        let gap = paragraph.text.get(at..citation.span.start as usize);
        let joins = gap.is_some_and(|g| {
            let joint = g.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.'));
            matches!(joint, "" | "and" | "or" | "및" | "과" | "와" | "또는" | "항 및" | "ECCN") && (g.len() < 10)
        });
        // Only its own list's paragraphs, one after the other from the first word on.
        if !joins
            || (ids.is_empty() && citation.span.start as usize != at)
            || matches!(citation.target, Target::Outside)
        {
            break;
        }
        ids.extend(citation.target.ids().iter().cloned());
        at = citation.span.end as usize;
    }
    // 주의: 1B102를 참조, 1C010을 제외한: no subject.
    let after = paragraph.text.get(at..).unwrap_or("").trim_start_matches(['.', ' ']);
    let subject = language != Language::Ko
        || ["은", "는", "에서", "의", "항", "에", "상", "이 ", "가 ", "중"].iter().any(|w| after.starts_with(w));
    if subject { ids } else { Vec::new() }
}

/// The local terms that `body` defines: those that a verb of definition follows; where none
/// does, the first.
fn defined(body: &str, language: Language) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for quote in effect::quotes(body).into_iter().filter(|q| q.local) {
        let rest = body.get(quote.span.end..).unwrap_or("");
        if effect::defines_here(rest, language) {
            let term = brief(body.get(quote.term).unwrap_or("").trim()).to_string();
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
    }
    terms
}

/// Clauses that take out, bring in or define. They name what is cited there: what the structure
/// links already, and `citations`.
pub fn clauses(paragraph: &Paragraph, citations: &[Citation], language: Language) -> Vec<Clause> {
    let of = |(range, effect): (Range<usize>, NoteEffect)| {
        let span = Span::new(range.start, range.end);
        let all = paragraph.citations.iter().chain(citations);
        let inside = all.filter(|c| span.start <= c.span.start && c.span.end <= span.end);
        let mut names: Vec<Id> = inside.flat_map(|c| c.target.ids().to_vec()).collect();
        names.dedup();
        Clause { effect, span, names }
    };
    effect::clauses(&paragraph.text, language).into_iter().map(of).collect()
}

/// A term as it is kept: a long one is a run of the law's words, and is cut.
fn brief(term: &str) -> SmolStr {
    const LONGEST: usize = 32;
    if term.len() <= LONGEST {
        return term.into();
    }
    let mut kept: String = term.chars().take(LONGEST).collect();
    if kept.len() < term.len() {
        kept.push('…');
    }
    kept.into()
}

/// Terms in quotes; Japan defines none so.
pub fn quoted(text: &str, language: Language) -> Vec<Quoted> {
    if language == Language::Ja {
        return Vec::new();
    }
    let quotes = effect::quotes(text);
    let mut out: Vec<Quoted> = Vec::with_capacity(quotes.len());
    for quote in quotes {
        let term = text.get(quote.term.clone()).unwrap_or("").trim().trim_end_matches([',', '.', ';']).trim();
        let term = brief(term);
        if !term.is_empty() && !out.iter().any(|q| q.term == term && q.local == quote.local) {
            let span = Span::new(quote.span.start, quote.span.end);
            out.push(Quoted { term, span, local: quote.local, defined_in: Vec::new() });
        }
    }
    out
}

/// Ties local terms to the notes that define them: those that stand nearest in the tree,
/// in the paragraph's own entry, else anywhere on the list.
fn define(paragraphs: &mut [Paragraph]) {
    let key = |term: &str| term.to_lowercase();
    let mut definitions: IndexMap<String, Vec<Id>, RandomState> = IndexMap::default();
    for paragraph in &*paragraphs {
        for term in paragraph.note.iter().flat_map(|n| &n.defines) {
            definitions.entry(key(term)).or_default().push(paragraph.id.clone());
        }
    }
    paragraphs.par_iter_mut().for_each(|paragraph| {
        let own = paragraph.id.as_str();
        for quoted in paragraph.quoted.iter_mut().filter(|q| q.local) {
            let term = key(&quoted.term);
            let singular = term.strip_suffix("es").or_else(|| term.strip_suffix('s'));
            let found = definitions
                .get(&term)
                .or_else(|| definitions.get(term.strip_suffix('s').unwrap_or(&term)))
                .or_else(|| singular.and_then(|s| definitions.get(s)))
                .or_else(|| definitions.get(&format!("{term}s")));
            let nearness = |id: &Id| own.bytes().zip(id.as_str().bytes()).take_while(|(a, b)| a == b).count();
            let Some(best) = found.and_then(|f| f.iter().map(nearness).max()) else { continue };
            quoted.defined_in = found.into_iter().flatten().filter(|id| nearness(id) == best).cloned().collect();
        }
    });
}
