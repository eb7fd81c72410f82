//! Folding of texts for looking terms up. Legal text itself is never normalised: NFKC
//! would turn 10⁻³ into 10−3.

use super::Language;

/// `text` as terms are looked up in it: lower-case, full-width Latin as half-width,
/// without quotation marks; English with hyphens as spaces and one space at a time,
/// Japanese and Korean without any space.
pub fn fold(text: &str, language: Language) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Most of a text is letters that only change their case.
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if plain > 0 {
            let (word, tail) = rest.split_at_checked(plain).unwrap_or((rest, ""));
            let start = out.len();
            out.push_str(word);
            if let Some(word) = out.get_mut(start..) {
                word.make_ascii_lowercase();
            }
            rest = tail;
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        let c = half_width(c);
        match c {
            '\u{201c}' | '\u{201d}' | '"' | '\'' | '\u{2018}' | '\u{2019}' | '「' | '」' => {}
            c if c.is_whitespace() || (language == Language::En && is_hyphen(c)) => {
                if language == Language::En && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
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
