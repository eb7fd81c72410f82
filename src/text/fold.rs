//! Folding of texts for looking terms up. Legal text itself is never normalised: NFKC
//! would turn 10⁻³ into 10−3.

use super::Language;

/// `text` as terms are looked up in it: lower-case, full-width Latin as half-width,
/// without quotation marks; English with hyphens as spaces and one space at a time,
/// Japanese and Korean without any space.
pub fn fold(text: &str, language: Language) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let spaces = language == Language::En;
    let mut spaced = false;
    let mut rest = text;
    loop {
        // What is ASCII is put into lower case at the end, all at once.
        if let Some((same, after)) = rest.split_at_checked(unfolded(rest, spaces)).filter(|(s, _)| !s.is_empty()) {
            out.push_str(same);
            (spaced, rest) = (false, after);
        }
        let mut after = rest.chars();
        let Some(c) = after.next().map(half_width) else { break };
        rest = after.as_str();
        let gap = match c {
            '\u{201c}' | '\u{201d}' | '"' | '\'' | '\u{2018}' | '\u{2019}' | '「' | '」' => continue,
            c => c.is_whitespace() || (spaces && is_hyphen(c)),
        };
        if gap {
            if spaces && !spaced {
                out.push(' ');
                spaced = true;
            }
            continue;
        }
        spaced = false;
        if c.is_ascii() { out.push(c) } else { out.extend(c.to_lowercase()) }
    }
    out.make_ascii_lowercase();
    out
}

/// How many bytes of `text` fold to themselves, or as letters of ASCII to lower case.
/// `spaces` is whether hyphens fold to spaces.
fn unfolded(text: &str, spaces: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += match bytes.get(at..).unwrap_or_default() {
            [b'-' | b'/', ..] if spaces => return at,
            [b'!' | b'#'..=b'&' | b'('..=b'~', ..] => 1,
            // Kana, ideographs and syllables are neither space nor of a case, nor are 、 and 。.
            [0xE3, 0x80, 0x81 | 0x82, ..] | [0xE3, 0x81..=0xBF, ..] | [0xE4..=0xE9 | 0xEB..=0xEC, ..] => 3,
            [0xEA, 0xB0..=0xBF, ..] | [0xED, 0x80..=0x9D, ..] => 3,
            _ => return at,
        }
    }
}

/// Full-width ASCII as ASCII, other characters as they are.
pub fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2014}' | '/')
}
