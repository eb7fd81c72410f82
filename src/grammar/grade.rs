//! Grades of quality: "ISO 492 Tolerance Class 4 or better", 精度が二級以上, 공차등급 4 이상. Which
//! number is the better grade, the scale says, so that such a number is listed as unread.

use super::kanji::is_numeral;
use super::tail::{first_chars, past_bracket};
use crate::text::Language;

/// How many characters behind a grade its comparator may stand.
const REACH: usize = 100;

/// Whether the number at `range` of `text` is a grade that is compared.
pub fn is_compared(text: &str, range: &std::ops::Range<usize>, language: Language) -> bool {
    let (Some(before), Some(tail)) = (text.get(..range.start), text.get(range.end..)) else { return false };
    match language {
        Language::En => en(before, tail),
        Language::Ja => ja(tail),
        Language::Ko => ko(before, tail),
    }
}

fn en(before: &str, tail: &str) -> bool {
    const SCALES: [&str; 7] = ["Class ", "class ", "Grade ", "grade ", "Order ", "ABEC ", "grades "];
    const COMPARES: [&str; 6] = ["or better", "or Better", "or worse", "or higher", "or above", "or lower"];
    // The last letters tell most words from a scale.
    let scale = match before.as_bytes() {
        [.., b'I', b'T'] => true,
        [.., b'C', b'-'] => before.ends_with("ABEC-"),
        [.., b's' | b'e' | b'r' | b'C', b' '] => SCALES.iter().any(|s| before.ends_with(s)),
        _ => false,
    };
    scale && {
        let clause = tail.find([';', ':']).and_then(|end| tail.get(..end)).unwrap_or(tail);
        let near = first_chars(clause, REACH);
        COMPARES.iter().any(|w| near.contains(w))
    }
}

fn ja(tail: &str) -> bool {
    let Some(rest) = tail.strip_prefix('級') else { return false };
    // 二級又は四級以上
    let rest = rest.strip_prefix("又は").map_or(rest, |r| r.trim_start_matches(is_numeral).trim_start_matches('級'));
    ["以上", "以下", "を超える", "より"].iter().any(|w| rest.starts_with(w))
}

fn ko(before: &str, tail: &str) -> bool {
    // 공차등급 4 또는 2; 1a 등급
    let lead = before.trim_end();
    let lead = lead.strip_suffix("또는").map_or(lead, |l| l.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()));
    let behind = tail.trim_start_matches(|c: char| c.is_ascii_lowercase()).trim_start();
    let scale = lead.trim_end().ends_with("등급");
    let rest = match behind.strip_prefix("등급") {
        Some(rest) => rest,
        None if scale => behind,
        None => return false,
    };
    // The other grade and brackets: 4 또는 2 (또는 국내 동등 규격) 이상.
    let rest = rest.strip_prefix("또는").map_or(rest, |r| {
        let number = r.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
        if number.len() < r.trim_start().len() { number } else { rest }
    });
    let rest = past_bracket(rest).trim_start_matches([',', ' ']);
    ["이상", "이하", "또는 그 이상", "보다"].iter().any(|w| rest.starts_with(w))
}
