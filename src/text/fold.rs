//! Folding of texts for looking terms up. Legal text itself is never normalised: NFKC
//! would turn 10⁻³ into 10−3.

use super::Language;

/// `text` as terms are looked up in it: lower-case, full-width Latin as half-width,
/// without quotation marks; English with hyphens as spaces and one space at a time,
/// Japanese and Korean without any space.
pub fn fold(text: &str, language: Language) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len() + 2);
    let spaces = language == Language::En;
    let mut spaced = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        let (gap, length) = match byte {
            // What is ASCII is put into lower case at the end, all at once.
            b'0'..=b'~' => (false, rest.iter().take_while(|b| (b'0'..=b'~').contains(*b)).count()),
            b'"' | b'\'' => {
                at += 1;
                continue;
            }
            b' ' | b'\t'..=b'\r' => (true, 1),
            b'-' | b'/' => (spaces, 1),
            0..0x80 => (false, 1),
            _ => match caseless(rest) {
                0 => {
                    let c = text.get(at..).and_then(|t| t.chars().next()).unwrap_or_default();
                    at += c.len_utf8();
                    match half_width(c) {
                        '\u{201c}' | '\u{201d}' | '"' | '\'' | '\u{2018}' | '\u{2019}' | '「' | '」' => continue,
                        c if c.is_whitespace() || (spaces && is_hyphen(c)) => (true, 0),
                        c => {
                            c.to_lowercase().for_each(|c| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()));
                            (false, 0)
                        }
                    }
                }
                length => (false, length),
            },
        };
        if !gap {
            out.extend_from_slice(rest.get(..length).unwrap_or_default());
        } else if spaces && !spaced {
            out.push(b' ');
        }
        (spaced, at) = (gap, at + length);
    }
    out.make_ascii_lowercase();
    String::from_utf8(out).unwrap_or_default()
}

/// How many bytes at the start of `text` are kana, ideographs and syllables, which are neither
/// space nor of a case, nor are 、 and 。.
fn caseless(text: &[u8]) -> usize {
    let mut at = 0;
    while let [0xE3, 0x80, 0x81 | 0x82, ..]
    | [0xE3, 0x81..=0xBF, ..]
    | [0xE4..=0xE9 | 0xEB..=0xEC, ..]
    | [0xEA, 0xB0..=0xBF, ..]
    | [0xED, 0x80..=0x9D, ..] = text.get(at..).unwrap_or_default()
    {
        at += 3;
    }
    at
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
