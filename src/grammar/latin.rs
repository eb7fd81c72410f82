//! Mentions in texts with Latin digits: English and Korean.

use std::ops::Range;

use super::mention::Mention;
use super::number::{Number, begins_with_number_word, number, number_word, number_words, word_before_unit};
use super::unit::unit;
use crate::model::{Alias, Value};
use crate::quantity::Unit;
use crate::text::words::{Places, first, is_letter};
use crate::text::{Language, Span};

/// Start of the first run of digits in `stretch`; a vulgar fraction is one.
pub fn next_run(text: &str, stretch: Range<usize>) -> Option<usize> {
    let from = stretch.start;
    let bytes = text.as_bytes().get(stretch)?;
    let mut at = 0;
    while let Some(n) = bytes.get(at..)?.iter().position(|b| b.is_ascii_digit() || matches!(b, 0xC2 | 0xE2)) {
        at += n;
        if bytes.get(at).is_some_and(u8::is_ascii_digit) || is_vulgar(text, from + at) {
            return Some(from + at);
        }
        at += 1;
    }
    None
}

/// Whether a vulgar fraction stands at `at`.
fn is_vulgar(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|t| t.starts_with(['½', '¼', '¾', '⅓', '⅔', '⅛']))
}

/// As [`next_run`], and the number words of English as well ("two or more"). Each stretch ends
/// behind the run that was found last.
pub fn runs_and_words(text: &str) -> impl FnMut(Range<usize>) -> Option<usize> {
    let bytes = text.as_bytes();
    let digit = |byte: u8| byte.wrapping_sub(b'0') < 10;
    let letter = |byte: u8| (byte | 0x20).wrapping_sub(b'a') < 26;
    // Digits and words begin there, vulgar fractions at the first bytes of some characters.
    let mut places = Places::new(bytes, 0, move |before, byte, _| {
        (digit(byte) & !digit(before)) | (letter(byte) & !is_letter(before)) | (byte == 0xC2) | (byte == 0xE2)
    });
    let words = number_words();
    let begins = move |at: usize| {
        let rest = bytes.get(at..).unwrap_or_default();
        match rest {
            [b'0'..=b'9', ..] => true,
            [0x80..=0xFF, ..] => is_vulgar(text, at),
            // In lower case, as the words are.
            _ => words.has(first(rest) | 0x2020_2020) && is_number_word(text, at) && !is_inside_word(text, at),
        }
    };
    // The one that stood behind the last stretch.
    let mut kept = None;
    move |stretch| {
        // Within a run that was taken in part, the next one begins at once.
        let rest = bytes.get(stretch.clone()).and_then(<[u8]>::first);
        if rest.is_some_and(u8::is_ascii_digit) {
            return Some(stretch.start);
        }
        let next = kept.take().filter(|at| *at >= stretch.start);
        let next = next.or_else(|| places.find_map(|at| (at >= stretch.start && begins(at)).then_some(at)));
        kept = next;
        next.filter(|at| *at < stretch.end)
    }
}

/// Whether what stands at `at` goes on with a word.
fn is_inside_word(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
}

/// Whether a number word, or a word that is a value for the unit behind it, stands at `at`.
fn is_number_word(text: &str, at: usize) -> bool {
    text.as_bytes().get(at..).is_some_and(begins_with_number_word)
        && text
            .get(at..)
            .is_some_and(|w| number_word(w).is_ok_and(|(rest, _)| !rest.starts_with('-')) || before_unit(w).is_some())
}

/// "one minute", "half an octave", "zero to 13.3 kPa": a word that is a value for the unit
/// behind it.
fn before_unit(input: &str) -> Option<(&str, Number)> {
    let (rest, number) = word_before_unit(input).ok()?;
    // One of a letter or two, or "in", is rather a word.
    let long = rest.chars().take_while(|c| c.is_alphabetic()).count() >= 4;
    // "more than one dimension" bounds a count.
    let is_value = rest.starts_with("to ") || rest.starts_with("dimension") || long && unit(Language::En)(rest).is_ok();
    is_value.then_some((rest, number))
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
    // Most numbers stand behind a word and a space: no sign can.
    if matches!(before.as_bytes(), [.., b'a'..=b'r' | b't'..=b'z' | b'0'..=b'9', b' ']) {
        return digit;
    }
    let head = before
        .strip_suffix('.')
        .filter(|h| !h.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.'))
        .unwrap_or(before);
    let lead = head.trim_end();
    if lead.ends_with(['±', '-', '−', 's']) {
        for sign in ["±", "+/-", "+/−", "plus or minus"] {
            if let Some(rest) = lead.strip_suffix(sign) {
                return rest.len();
            }
        }
    }
    // "to + 125 °C"
    if let Some(rest) = head.strip_suffix("+ ").filter(|r| r.ends_with(' ')) {
        return rest.len();
    }
    let bare = head.trim_end_matches(['-', '−', '–', '－', '+']);
    // A hyphen after a letter or a digit joins words or ends, it is no sign.
    let joins = bare.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '"' | '”' | '\''));
    if joins { head.len() } else { bare.len() }
}

/// The mention whose first digit is at `digit`.
pub fn mention_at(text: &str, digit: usize, language: Language) -> Option<Mention> {
    if let Some(formula) = super::formula::formula_at(text, digit, language) {
        return Some(formula);
    }
    let start = number_start(text, digit);
    let input = text.get(start..)?;
    let (rest, number) = match number(input).or_else(|_| number_word(input)) {
        Ok(found) => found,
        Err(_) => before_unit(input)?,
    };
    // "(10^−4) Torr" (9B515.b)
    let bracketed = || text.get(..start).is_some_and(|b| b.ends_with('('));
    let power = || text.get(start..text.len() - rest.len()).is_some_and(|n| n.contains('^'));
    let closed = rest.strip_prefix(')').filter(|r| bracketed() && power() && unit(language)(r).is_ok());
    let rest = closed.unwrap_or(rest);
    let (rest, unit) = unit_behind(rest, number.ratio, language).map_or((rest, None), |(after, unit)| {
        (after, Some(if is_gravity(&unit, text, after) { Unit::new("gn") } else { unit }))
    });
    let end = text.len() - rest.len();
    let (aliases, whole_end) = aliases(text, end, language);
    let mut mention = Mention {
        value: Value::Exact(number.value),
        unit,
        plus_minus: number.plus_minus,
        ratio: number.ratio,
        span: Span::new(start, end),
        whole: Span::new(start, whole_end),
        aliases,
    };
    // A quality of gears by the scale of that name.
    if mention.unit.is_none() && text.get(..start).is_some_and(|b| b.trim_end().ends_with("AGMA")) {
        mention.unit = Some(Unit::new("AGMA"));
    }
    if language == Language::En {
        divided(&mut mention, text);
        if mention.unit.is_none() && text.get(..start).is_some_and(|b| b.trim_end().ends_with("Mach")) {
            mention.unit = Some(Unit::new("Mach"));
        }
    }
    Some(mention)
}

/// The unit behind a number, joined with a hyphen too ("12-bit"). In English "in" is an
/// inch only where no word follows that it leads ("aspect ratio of 5:1 in a chamber"),
/// and an "N" before a bracket is nitrogen ("NTNT (1 N (2 nitrotriazolo) …").
fn unit_behind(rest: &str, ratio: bool, language: Language) -> Option<(&str, Unit)> {
    if language != Language::En {
        return unit(language)(rest).ok();
    }
    let joined = rest.strip_prefix('-').filter(|r| r.chars().take_while(char::is_ascii_alphabetic).count() >= 3);
    let (after, found) = unit(language)(joined.unwrap_or(rest)).ok()?;
    let led = || {
        after.strip_prefix(' ').is_some_and(|a| {
            let word = a.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
            !matches!(word, "" | "or" | "and" | "to" | "by" | "x" | "long" | "thick" | "wide")
        })
    };
    let preposition = found.code() == "in" && (ratio || rest.trim_start().starts_with("in ") && led());
    let nitrogen =
        found.code() == "N" && after.strip_prefix(" (").is_some_and(|a| a.starts_with(|c: char| c.is_ascii_digit()));
    let freedom = found.code() == "deg" && [" of freedom", " of 'freedom"].iter().any(|w| after.starts_with(w));
    match (preposition || nitrogen, freedom) {
        (true, _) => None,
        (_, true) => Some((after, Unit::ONE)),
        _ => Some((after, found)),
    }
}

/// What a value is counted by: "37 GBq (1 curie) per kg", "3 × 10^−6/K", "205,000
/// frames/s", "10^19 atoms/cm^3", "125 full frames per second".
fn divided(mention: &mut Mention, text: &str) {
    let end = mention.whole.range().end;
    let tail = text.get(end..).unwrap_or("");
    let by = |rest: &str| {
        unit(Language::En)(rest).ok().map(|(after, unit)| (text.len() - after.len(), unit.code().to_owned()))
    };
    if let Some(own) = &mention.unit {
        if !tail.starts_with(' ') {
            return;
        }
        if let Some((end, per)) = tail.strip_prefix(" per ").filter(|_| !mention.aliases.is_empty()).and_then(by) {
            mention.unit = Some(Unit::new(format!("{}/{per}", own.code())));
            mention.whole = Span::new(mention.whole.range().start, end);
        } else if let Some((end, per)) = per_one(text, end).or_else(|| per_time(text, end)) {
            mention.unit = Some(Unit::new(format!("{}/{per}", own.code())));
            mention.whole = Span::new(mention.whole.range().start, end);
        }
        return;
    }
    let noun = tail.strip_prefix(' ').map_or(0, |t| 1 + t.bytes().take_while(u8::is_ascii_alphabetic).count());
    // "1/F_i" is a formula.
    let by_sign = tail.get(noun..).and_then(|t| t.strip_prefix('/')).and_then(by);
    let by_sign = by_sign.filter(|(end, _)| !text.get(*end..).is_some_and(|t| t.starts_with(['_', '('])));
    if let Some((mut end, mut per)) = by_sign {
        // "errors/bit/day" is one unit; its words are taken with it.
        if let Some((further, more)) = text.get(end..).and_then(|t| t.strip_prefix('/')).and_then(by) {
            (end, per) = (further, format!("{per}/{more}"));
        }
        mention.unit = Some(Unit::new(format!("1/{per}")));
        mention.span = Span::new(mention.span.range().start, end);
        mention.whole = mention.span;
        return;
    }
    let plain = |w: &str| {
        !w.ends_with([',', ';', ':', '.', ')'])
            && (w.contains('-') || !w.starts_with(|c: char| c.is_ascii_digit()))
            && !matches!(w, "and" | "of" | "in" | "at" | "with" | "than" | "for" | "having" | "more" | "less" | "to")
    };
    // The first word tells most from what is counted.
    if !tail.split_whitespace().next().is_some_and(plain) {
        return;
    }
    let Some((words, per)) = tail.split_once(" per ") else { return };
    let per = per.strip_prefix("flight ").unwrap_or(per);
    let counted = (1..=6).contains(&words.split_whitespace().count())
        && words.split_whitespace().all(plain)
        && per.chars().take_while(char::is_ascii_alphabetic).count() >= 4;
    if let Some((_, per)) = by(per).filter(|_| counted) {
        mention.unit = Some(Unit::new(format!("1/{per}")));
    }
}

/// The denominator of "1,000 mV rms per 1 g", a unit of its own with its number, and where it ends.
fn per_one(text: &str, end: usize) -> Option<(usize, String)> {
    let tail = text.get(end..)?;
    let one = tail.strip_prefix(" rms").unwrap_or(tail).strip_prefix(" per 1")?;
    let (after, per) = unit(Language::En)(one).ok()?;
    let per = if is_gravity(&per, text, after) { Unit::new("gn") } else { per };
    Some((text.len() - after.len(), per.code().to_owned()))
}

/// The time that stands behind what a value measures: "250 g of fluorine per hour".
fn per_time(text: &str, end: usize) -> Option<(usize, String)> {
    let (words, per) = text.get(end..)?.strip_prefix(" of ")?.split_once(" per ")?;
    let noun = (1..=3).contains(&words.split(' ').count())
        && words.chars().all(|c| c.is_ascii_lowercase() || matches!(c, ' ' | '-'));
    let (after, per) = unit(Language::En)(per).ok().filter(|_| noun)?;
    let timed = matches!(per.code(), "s" | "min" | "h" | "d" | "a");
    timed.then(|| (text.len() - after.len(), per.code().to_owned()))
}

/// Whether "g" is standard gravity: where "rms", "peak" or an environment follows, or the
/// paragraph speaks of acceleration or vibration, in English or Korean.
fn is_gravity(unit: &Unit, text: &str, after: &str) -> bool {
    const WORDS: [&str; 6] = ["accelerat", "vibrat", "gravit", "가속", "진동", "중력"];
    const BEHIND: [&str; 6] = ["rms", "peak", "environment", "환경", "의 환경", "조건"];
    let behind = || {
        let after = after.trim_start_matches([' ', '(']);
        BEHIND.iter().any(|w| after.starts_with(w))
    };
    unit.code() == "g" && (behind() || WORDS.iter().any(|w| text.contains(w)))
}

/// Brackets behind a value that hold nothing but the same value in other units:
/// `75 W (48.75 dBm)`, `4.5 K (−268.65 °C)`.
fn aliases(text: &str, end: usize, language: Language) -> (Vec<Alias>, usize) {
    let tail = text.get(end..).unwrap_or("");
    let open = match tail.as_bytes() {
        [b'(', ..] => 1,
        [b' ', b'(', ..] => 2,
        [b' ', b' ', b'(', ..] => 3,
        _ => return (Vec::new(), end),
    };
    let Some((inside, after)) = tail.get(open..).and_then(balanced) else { return (Vec::new(), end) };
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

/// What stands before the bracket that closes the one opened before `text`, and behind it.
fn balanced(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let close = text.char_indices().find(|(_, c)| {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return true,
            ')' => depth -= 1,
            _ => {}
        }
        false
    });
    let (inside, after) = text.split_at_checked(close?.0)?;
    Some((inside, after.strip_prefix(')')?))
}

fn alias(text: &str, language: Language) -> Option<Alias> {
    let value = ["equivalent to ", "approximately ", "about ", "i.e., "]
        .iter()
        .find_map(|p| text.strip_prefix(p))
        .unwrap_or(text);
    let (rest, mut found) = number(value).ok()?;
    let mut rest = rest;
    // "20 to 60 MPa (200-600 atmospheres)": the last value's.
    if let Some(high) = ["-", "–", " to "].iter().find_map(|w| rest.strip_prefix(w))
        && let Ok((after, number)) = number(high)
    {
        (rest, found) = (after, number);
    }
    let (rest, unit) = unit(language)(rest).ok()?;
    // "(22.15 dBm Effective Isotropic Radiated Power (EIRP))": names behind the unit say what it is.
    let named = rest.split_whitespace().all(|w| w.starts_with(|c: char| c == '(' || c.is_ascii_uppercase()));
    named.then(|| Alias { value: Value::Exact(found.value), unit, literal: text.into(), agrees: None })
}

/// The unit of a bound: what is printed, else a count or ratio.
pub fn unit_or_one(mention: &Mention) -> Unit {
    mention.unit.clone().unwrap_or(Unit::ONE)
}
