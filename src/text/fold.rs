//! Folding of texts for looking terms up. Legal text itself is never normalised: NFKC
//! would turn 10⁻³ into 10−3.

use super::Language;

/// `text` as terms are looked up in it: lower-case, full-width Latin as half-width,
/// without quotation marks; English with hyphens as spaces and one space at a time,
/// Japanese and Korean without any space.
pub fn fold(text: &str, language: Language) -> String {
    let mut out = Vec::new();
    fold_bytes(&mut out, text, language);
    String::from_utf8(out).unwrap_or_default()
}

/// As [`fold`], in a buffer that serves one text after the other.
pub fn fold_in<'b>(buffer: &'b mut Vec<u8>, text: &str, language: Language) -> &'b str {
    buffer.clear();
    fold_bytes(buffer, text, language);
    str::from_utf8(buffer).unwrap_or_default()
}

fn fold_bytes(out: &mut Vec<u8>, text: &str, language: Language) {
    let spaces = language == Language::En;
    out.reserve(text.len() + BLOCK);
    let mut rest = text;
    while let Some((plain, wide)) = rest.split_at_checked(ascii_at_start(rest.as_bytes())) {
        out.extend_from_slice(plain.as_bytes());
        if wide.is_empty() {
            break;
        }
        rest = fold_wide(out, wide, spaces);
    }
    fold_ascii(out, spaces);
}

/// Folds the characters that `text` begins with, which are not ASCII; gives what follows them.
fn fold_wide<'t>(out: &mut Vec<u8>, text: &'t str, spaces: bool) -> &'t str {
    let (same, after) = text.split_at_checked(caseless(text.as_bytes())).unwrap_or_default();
    if !same.is_empty() {
        out.extend_from_slice(same.as_bytes());
    }
    let mut after = after.chars();
    match after.next().map(half_width) {
        None | Some('\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' | '「' | '」') => {}
        Some(c) if c.is_whitespace() || (spaces && is_hyphen(c)) => out.push(b' '),
        Some(c) => c.to_lowercase().for_each(|c| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes())),
    }
    after.as_str()
}

/// Bytes that are folded at once.
const BLOCK: usize = 32;

/// Folds what is ASCII of a text in UTF-8.
fn fold_ascii(text: &mut Vec<u8>, spaces: bool) {
    let space = u8::from(spaces) * b' ';
    let mut gone = 0;
    // In whole blocks, so that none is folded by itself.
    let length = text.len();
    text.resize(length.next_multiple_of(BLOCK), b' ');
    let blocks = text.as_chunks_mut::<BLOCK>().0.as_flattened_mut();
    // Without branches, so that many are folded at once.
    for byte in blocks.iter_mut() {
        let quote = (*byte == b'"') | (*byte == b'\'');
        let hyphen = (*byte == b'-') | (*byte == b'/');
        let blank = (*byte == b' ') | (byte.wrapping_sub(b'\t') < 5) | (hyphen & spaces);
        let folded = if blank { space } else { byte.to_ascii_lowercase() };
        *byte = if quote { 0 } else { folded };
        gone |= u8::from(*byte == 0);
    }
    text.truncate(length);
    // Most English texts have nothing to take out.
    if gone != 0 {
        text.retain(|byte| *byte != 0);
    }
    let pairs = text.iter().zip(text.get(1..).unwrap_or_default());
    // Without an end at the first one, many are looked at at once.
    if spaces && pairs.fold(false, |any, (a, b)| any | ((*a == b' ') & (*b == b' '))) {
        text.dedup_by(|b, a| *a == b' ' && *b == b' ');
    }
}

/// How many bytes at the start of `text` are ASCII.
fn ascii_at_start(text: &[u8]) -> usize {
    let (eights, rest) = text.as_chunks::<8>();
    let mut at = 0;
    for eight in eights {
        let wide = u64::from_le_bytes(*eight) & 0x8080_8080_8080_8080;
        if wide != 0 {
            return at + wide.trailing_zeros() as usize / 8;
        }
        at += eight.len();
    }
    at + rest.iter().take_while(|byte| byte.is_ascii()).count()
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
