//! Mentions in texts with Latin digits: English and Korean.

use nom::Parser as _;
use nom::branch::alt;

use super::mention::Mention;
use super::number::{Number, number, number_word};
use super::unit::unit;
use crate::model::{Alias, Value};
use crate::quantity::Unit;
use crate::text::{Language, Span};

/// Start of the next digit run at or after `from`; a vulgar fraction is one.
pub fn next_run(text: &str, from: usize) -> Option<usize> {
    let tail = text.get(from..)?;
    tail.find(|c: char| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾' | '⅓' | '⅔' | '⅛')).map(|n| from + n)
}

/// As [`next_run`], and the number words of English as well ("two or more").
pub fn next_run_or_word(text: &str, from: usize) -> Option<usize> {
    let digit = next_run(text, from);
    let stop = digit.unwrap_or(text.len());
    let tail = text.get(from..stop)?;
    let mut inside = text.get(..from)?.ends_with(|c: char| c.is_alphanumeric() || c == '-');
    for (i, c) in tail.char_indices() {
        if !inside && matches!(c, 't' | 'f' | 's' | 'e' | 'n' | 'T' | 'F' | 'S' | 'E' | 'N') {
            let is_number = tail.get(i..).is_some_and(|w| number_word(w).is_ok_and(|(rest, _)| !rest.starts_with('-')));
            if is_number {
                return Some(from + i);
            }
        }
        inside = c.is_alphanumeric() || c == '-';
    }
    digit
}

/// End of the digit run at `start`.
pub fn run_end(text: &str, start: usize) -> usize {
    let tail = text.get(start..).unwrap_or("");
    let length = tail.bytes().take_while(u8::is_ascii_digit).count();
    start + if length == 0 { tail.chars().next().map_or(0, char::len_utf8) } else { length }
}

/// Where a number whose first digit is at `digit` begins: a decimal point and a sign
/// before it belong to it.
fn number_start(text: &str, digit: usize) -> usize {
    let before = text.get(..digit).unwrap_or("");
    let head = before
        .strip_suffix('.')
        .filter(|h| !h.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.'))
        .unwrap_or(before);
    for sign in ["±", "+/-", "+/−"] {
        if let Some(rest) = head.trim_end().strip_suffix(sign) {
            return rest.len();
        }
    }
    let bare = head.trim_end_matches(['-', '−', '–', '－', '+']);
    // A hyphen after a letter or a digit joins words or ends, it is no sign.
    let joins = bare.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '"' | '”' | '\''));
    if joins { head.len() } else { bare.len() }
}

/// The mention whose first digit is at `digit`.
pub fn mention_at(text: &str, digit: usize, language: Language) -> Option<Mention> {
    let start = number_start(text, digit);
    let input = text.get(start..)?;
    let (rest, number) = alt((number, number_word)).parse(input).ok()?;
    let (rest, unit) = match unit(language)(rest) {
        Ok((after, unit)) => (after, Some(if is_gravity(&unit, text, after) { Unit::new("gn") } else { unit })),
        Err(_) => (rest, None),
    };
    let end = text.len() - rest.len();
    let (aliases, whole_end) = aliases(text, end, language);
    Some(Mention {
        value: Value::Exact(number.value),
        unit,
        plus_minus: number.plus_minus,
        ratio: number.ratio,
        span: Span::new(start, end),
        whole: Span::new(start, whole_end),
        aliases,
    })
}

/// Whether "g" is standard gravity: where "rms" or "peak" follows, or the paragraph
/// speaks of acceleration or vibration, in English or Korean.
fn is_gravity(unit: &Unit, text: &str, after: &str) -> bool {
    const WORDS: [&str; 6] = ["accelerat", "vibrat", "gravit", "가속", "진동", "중력"];
    let after = after.trim_start_matches([' ', '(']);
    unit.code() == "g"
        && (after.starts_with("rms") || after.starts_with("peak") || WORDS.iter().any(|w| text.contains(w)))
}

/// Brackets behind a value that hold nothing but the same value in other units:
/// `75 W (48.75 dBm)`, `4.5 K (−268.65 °C)`.
fn aliases(text: &str, end: usize, language: Language) -> (Vec<Alias>, usize) {
    let tail = text.get(end..).unwrap_or("");
    let Some(open) = tail.strip_prefix(" (").or_else(|| tail.strip_prefix('(')).or_else(|| tail.strip_prefix("  ("))
    else {
        return (Vec::new(), end);
    };
    let Some((inside, after)) = open.split_once(')') else { return (Vec::new(), end) };
    let mut found = Vec::new();
    for part in inside.split([';', '=']).map(str::trim).filter(|p| !p.is_empty()) {
        match alias(part, language) {
            Some(alias) => found.push(alias),
            None => return (Vec::new(), end),
        }
    }
    let whole = if found.is_empty() { end } else { text.len() - after.len() };
    (found, whole)
}

fn alias(text: &str, language: Language) -> Option<Alias> {
    let value =
        ["equivalent to ", "approximately ", "about "].iter().find_map(|p| text.strip_prefix(p)).unwrap_or(text);
    let (rest, Number { value, .. }) = number(value).ok()?;
    let (rest, unit) = unit(language)(rest).ok()?;
    // "(22.15 dBm EIRP)": a word behind the unit says what it is.
    rest.trim().chars().all(|c| c.is_ascii_uppercase()).then(|| Alias {
        value: Value::Exact(value),
        unit,
        literal: text.to_owned(),
        agrees: None,
    })
}

/// The unit of a bound: what is printed, else a count or ratio.
pub fn unit_or_one(mention: &Mention) -> Unit {
    mention.unit.clone().unwrap_or(Unit::ONE)
}
