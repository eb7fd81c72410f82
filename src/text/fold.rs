//! Folding of texts for looking terms up. Legal text itself is never normalised: NFKC
//! would turn 10⁻³ into 10−3.

use std::sync::LazyLock;

use super::Language;

/// `text` as terms are looked up in it: lower-case, full-width Latin as half-width,
/// without quotation marks; English with hyphens as spaces and one space at a time,
/// Japanese and Korean without any space.
pub fn fold(text: &str, language: Language) -> String {
    let spaces = language == Language::En;
    let [plain, spaced] = &*ASCII;
    let ascii = if spaces { spaced } else { plain };
    let mut out: Vec<u8> = Vec::with_capacity(text.len() + 2);
    let mut rest = text;
    while !rest.is_empty() {
        let length = rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len());
        let (plain, wide) = rest.split_at_checked(length).unwrap_or((rest, ""));
        fold_ascii(plain, ascii, &mut out);
        let (same, after) = wide.split_at_checked(caseless(wide.as_bytes())).unwrap_or_default();
        out.extend_from_slice(same.as_bytes());
        let mut after = after.chars();
        match after.next().map(half_width) {
            None | Some('\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' | '「' | '」') => {}
            Some(c) if c.is_ascii() => fold_ascii(c.encode_utf8(&mut [0; 4]), ascii, &mut out),
            Some(c) if c.is_whitespace() || (spaces && is_hyphen(c)) => fold_ascii(" ", ascii, &mut out),
            Some(c) => c.to_lowercase().for_each(|c| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes())),
        }
        rest = after.as_str();
    }
    String::from_utf8(out).unwrap_or_default()
}

/// By whether hyphens fold to spaces, what each byte of ASCII folds to; 0 where to nothing.
static ASCII: LazyLock<[[u8; 256]; 2]> = LazyLock::new(|| {
    [false, true].map(|spaces| {
        std::array::from_fn(|byte| match u8::try_from(byte).unwrap_or_default() {
            b'"' | b'\'' => 0,
            b' ' | b'\t'..=b'\r' => u8::from(spaces) * b' ',
            b'-' | b'/' if spaces => b' ',
            byte => byte.to_ascii_lowercase(),
        })
    })
});

/// Folds `text`, all of it ASCII, by that table to the end of `out`. Without a branch, as
/// words are too short for one to be foreseen.
fn fold_ascii(text: &str, table: &[u8; 256], out: &mut Vec<u8>) {
    let mut last = out.last().copied().unwrap_or_default();
    let start = out.len();
    out.resize(start + text.len(), 0);
    let folded = out.get_mut(start..).unwrap_or_default();
    let mut length = 0;
    for byte in text.bytes() {
        let byte = table.get(usize::from(byte)).copied().unwrap_or_default();
        if let Some(slot) = folded.get_mut(length) {
            *slot = byte;
        }
        length += usize::from((byte != 0) & !((byte == b' ') & (last == b' ')));
        last = if byte == 0 { last } else { byte };
    }
    out.truncate(start + length);
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
