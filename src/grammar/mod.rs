//! Productions: numbers, units, comparators, bounds, labels, citations.
//!
//! A paragraph is read in three steps: [`scan`] finds every run of digits and makes it
//! a [`mention`] (a value with its unit and aliases) or a claim (a control number, a
//! name, a date); a language's part of [`bound`] gives each mention its verdict from
//! the words before and behind it; [`bound::assemble`] puts both together.

pub mod bound;
pub mod citation;
mod counted;
pub mod effect;
pub mod expression;
pub mod formula;
mod grade;
pub mod hangul;
pub mod joiner;
pub mod kanji;
pub mod label_ja;
pub mod latin;
pub mod mention;
pub mod name;
pub mod name_ja;
pub mod number;
pub mod phrase;
mod plain;
pub mod role;
pub mod scan;
mod tail;
pub mod unit;
pub mod unit_ja;

use smallvec::SmallVec;

use crate::model::{Bound, Op, Role, Unread};
use crate::text::{Language, Span};

/// What a span of text was recognised as, so that its digits are no bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimKind {
    /// Value of a bound or of its alias.
    Bound,
    /// Enumerator.
    Label,
    /// Control number or paragraph of a list, or another law.
    Citation,
    /// A date or a year.
    Date,
    /// Chemical name, CAS number, isotope, grade, model, standard.
    Name,
    /// Inside a formula that is kept as such.
    Formula,
    /// A word that only looks like a number: "one or more" that means any; 一般.
    Word,
}

/// A claimed span, in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Bytes, half-open.
    pub span: Span,
    /// As what.
    pub kind: ClaimKind,
}

/// As many numbers, quotes or brackets as most paragraphs have.
const FEW: usize = 4;

/// What was read in one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Bounds in order of appearance.
    pub bounds: Vec<Bound>,
    /// Everything that was claimed, in order, without overlaps.
    pub claims: SmallVec<[Claim; FEW]>,
    /// Numbers that nothing claimed.
    pub unread: Vec<Unread>,
    /// How many runs of digits or kanji numerals the text has.
    pub numbers: u32,
}

/// Bytes of a paragraph that is read; the longest of the three lists has 2,400. Time grows
/// with the square of them.
const LONGEST: usize = 16 << 10;

/// Reads every number of `text`, a paragraph as [`crate::model::Paragraph::text`] has it.
/// One that is longer than any paragraph is counted as one number that was not read.
pub fn read(text: &str, language: Language) -> Reading {
    if text.len() > LONGEST {
        let literal = text.chars().take(40).collect();
        let unread = Unread { span: Span::new(0, text.len()), literal, code: "too-long".into() };
        return Reading { unread: vec![unread], numbers: 1, ..Reading::default() };
    }
    match plain::Plain::of(text, language) {
        Some(plain) => plain.back(read_plain(&plain.text, language), text),
        None => read_plain(text, language),
    }
}

fn read_plain(text: &str, language: Language) -> Reading {
    match language {
        Language::En => bound::en::read(text),
        // The Korean list prints some paragraphs in English alone.
        Language::Ko if is_english(text) => bound::en::read(text),
        Language::Ko => bound::ko::read(text),
        Language::Ja => bound::ja::read(text),
    }
}

/// Whether a text without a syllable of Hangul has words of English.
fn is_english(text: &str) -> bool {
    let word = |w: &&str| w.len() >= 3 && w.bytes().all(|b| b.is_ascii_lowercase());
    !text.contains(hangul::is_hangul) && text.split(' ').filter(word).count() >= 3
}

/// Gives values that a paragraph states without a comparator the one that the paragraph
/// above it announces: "0.9 GPa in the solution annealed stage" below "equal to or greater
/// than:", 5×10^3 Gy인 것 below 다음 중 하나를 초과하는, 〇・一パーセント below 次の数値未満のもの.
/// `label` is how many bytes of the text the enumerator takes, `above` the text above.
pub fn complete(bounds: &mut [Bound], text: &str, label: usize, above: &str, language: Language) {
    // The English value leads its paragraph, the Japanese and the Korean one ends it.
    let bound = if language == Language::En { bounds.first_mut() } else { bounds.last_mut() };
    let Some(bound) = bound.filter(|b| b.op == Op::Exactly) else { return };
    let range = bound.span.range();
    let tail = text.get(range.end..).unwrap_or("");
    let (stands, announced): (_, fn(&str) -> Option<Op>) = match language {
        Language::En => {
            // "A total dose of 5 × 10^3 Gy (Si)" below "exceeding any of the following:"
            let gap = text.get(label..range.start);
            let leads = |gap: &str| gap.trim_end().ends_with(" of") && !gap.contains(|c: char| c.is_ascii_digit());
            (gap.is_some_and(|gap| gap.trim().is_empty() || leads(gap)), bound::en::lead)
        }
        Language::Ja => (tail.trim_matches('。').is_empty(), bound::ja::lead),
        Language::Ko => (bound::ko::ends(tail), bound::ko::lead),
    };
    if stands && let Some(op) = announced(above) {
        (bound.op, bound.role) = (op, Role::Limit);
    }
}
