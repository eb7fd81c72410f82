//! Texts as the readers know them: what only prints otherwise (full-width digits, a space
//! between a kanji numeral and its unit) is read from a plain copy, and every span is led
//! back to the text.

use super::{Reading, unit_ja};
use crate::text::fold::half_width;
use crate::text::{Language, Span};

/// A plain copy of a text.
pub(super) struct Plain {
    /// The copy.
    pub text: String,
    /// By byte of the copy, the bytes of its character in the text.
    places: Vec<(usize, usize)>,
}

impl Plain {
    /// The copy, where it differs from the text.
    pub fn of(text: &str, language: Language) -> Option<Self> {
        match language {
            Language::Ja => text.contains(char::is_whitespace).then(|| Self::without_gaps(text))?,
            _ => has_wide_digit(text).then(|| Self::of_characters(text, |_, c| Some(half_width(c))).0),
        }
    }

    /// Without the spaces that part a kanji numeral from its unit; `None` where there are none.
    fn without_gaps(text: &str) -> Option<Self> {
        let is_gap = |at: usize, c: char| {
            let before = text.get(..at).unwrap_or("").trim_end().chars().next_back();
            let after = text.get(at..).unwrap_or("").trim_start();
            // Behind full-width digits stand formulae, which have spaces of their own.
            let numeral = before.is_some_and(|b| super::kanji::is_numeral(b) && !is_wide_digit(b));
            c.is_whitespace() && numeral && unit_ja::unit(after).is_some()
        };
        let (copy, whole) = Self::of_characters(text, |at, c| (!is_gap(at, c)).then_some(c));
        (!whole).then_some(copy)
    }

    /// The copy that `change` gives, and whether it has every character.
    fn of_characters(text: &str, change: impl Fn(usize, char) -> Option<char>) -> (Self, bool) {
        let mut plain = Self { text: String::with_capacity(text.len()), places: Vec::new() };
        let mut whole = true;
        for (at, c) in text.char_indices() {
            let Some(new) = change(at, c) else {
                whole = false;
                continue;
            };
            plain.text.push(new);
            plain.places.resize(plain.text.len(), (at, at + c.len_utf8()));
        }
        (plain, whole)
    }

    /// What was read in the copy, with the spans and literals of `text`.
    pub fn back(&self, mut reading: Reading, text: &str) -> Reading {
        for bound in &mut reading.bounds {
            let shown = bound.literal == bound.span.of(&self.text);
            bound.span = self.span(bound.span);
            bound.phrase = bound.phrase.map(|p| self.span(p));
            if shown {
                bound.literal = bound.span.of(text).into();
            }
        }
        for unread in &mut reading.unread {
            unread.span = self.span(unread.span);
            unread.literal = unread.span.of(text).into();
        }
        for claim in &mut reading.claims {
            claim.span = self.span(claim.span);
        }
        reading
    }

    fn span(&self, span: Span) -> Span {
        let range = span.range();
        let start = self.places.get(range.start).map_or(0, |p| p.0);
        let end = range.end.checked_sub(1).and_then(|last| self.places.get(last)).map_or(start, |p| p.1);
        Span::new(start, end.max(start))
    }
}

fn has_wide_digit(text: &str) -> bool {
    memchr::memchr_iter(0xEF, text.as_bytes()).any(|at| text.get(at..).is_some_and(|t| t.starts_with(is_wide_digit)))
}

fn is_wide_digit(c: char) -> bool {
    matches!(c, '０'..='９')
}
