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
        let run = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if let Some((letters, after)) = rest.split_at_checked(run).filter(|_| run > 0) {
            out.push_str(letters);
            (spaced, rest) = (false, after);
        }
        let mut after = rest.chars();
        let Some(c) = after.next().map(half_width) else { break };
        rest = after.as_str();
        let gap = match c {
            // Kana, ideographs and syllables are neither space nor of a case.
            '\u{3041}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {
                out.push(c);
                spaced = false;
                continue;
            }
            'a'..='z' | 'A'..='Z' | '0'..='9' => false,
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
        out.extend(c.to_lowercase());
    }
    out.make_ascii_lowercase();
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
