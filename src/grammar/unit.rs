//! Units as the US and Korean lists print them, composed from the atoms of
//! [`crate::quantity::unit`].
//!
//! `g/cm^3` (1C107.a), `kg/h` (2B352.f.1), `fT (rms) per square root Hz`
//! (6A006.a.1.a), `gigabytes per second per square millimeter` (3A090.c),
//! `°/√h` (KR 7A002.a.2.b), `dBc/Hz`.

use std::borrow::Cow;

use nom::IResult;
use nom::error::{Error, ErrorKind};

use crate::quantity::Unit;
use crate::quantity::unit::longest_alias;
use crate::text::Language;

/// A unit at the start of `input`; spaces before it are taken with it.
pub fn unit(language: Language) -> impl Fn(&str) -> IResult<&str, Unit> {
    move |input| printed(input, language).ok_or_else(|| nom::Err::Error(Error::new(input, ErrorKind::Tag)))
}

fn printed(input: &str, language: Language) -> Option<(&str, Unit)> {
    let (mut rest, mut code) = factor(past_spaces(input), language)?;
    while continues(rest, &code) {
        let Some((after, whole)) = further(rest, &code, language) else { break };
        (rest, code) = (after, Cow::Owned(whole));
    }
    // A dose has no acceleration: "0.5 rad/s²" is of an angle.
    Some((rest, Unit::new(if code == "rd/s^2" { Cow::Borrowed("rad/s^2") } else { code })))
}

/// The unit `own` with the part that goes on behind it.
fn further<'i>(rest: &'i str, own: &str, language: Language) -> Option<(&'i str, String)> {
    let divided = || {
        let divisor = divide(rest)?;
        let under = radical(divisor);
        let (after, code) = factor(under.unwrap_or(divisor), language)?;
        // "kg/kWh" divides by both.
        Some((after, format!("{own}/{}{}", code.replace('.', "/"), if under.is_some() { "^0.5" } else { "" })))
    };
    let multiplied = || {
        let signed = times(rest).and_then(|r| factor(r, language));
        signed.or_else(|| factor(rest.strip_prefix(' ')?, language).filter(|(_, next)| beside(own, next)))
    };
    divided().or_else(|| multiplied().map(|(after, code)| (after, format!("{own}.{code}"))))
}

/// Whether what stands behind `code` can belong to the unit, which spares most units the
/// search for a further factor.
fn continues(rest: &str, code: &str) -> bool {
    let mut letters = rest.chars();
    match letters.next() {
        Some('(' | '/' | '∕' | '·' | '⋅' | '•' | '∙' | '․' | '.' | '-' | '\t') => true,
        Some(' ') => {
            let tail = letters.as_str();
            matches!(code, "Ohm" | "g" | "kg" | "mm")
                || !tail.starts_with(|c: char| c.is_alphanumeric())
                || ["per ", "x ", "rms"].iter().any(|w| tail.starts_with(w))
                || tail.bytes().take_while(|b| *b != b' ').any(|b| b == b'^')
        }
        _ => false,
    }
}

/// An atom with its power: `cm^3`, `square millimeter`, `m²`.
fn factor(input: &str, language: Language) -> Option<(&str, Cow<'static, str>)> {
    let (rest, word) = power_word(input).map_or((input, None), |(rest, power)| (rest, Some(power)));
    let (rest, code) = atom(rest, language)?;
    let (rest, power) = match power(rest) {
        // "V^2.65" is part of a formula.
        Some((after, power)) if !is_decimal(after) => (after, Some(power)),
        Some(_) => (rest, None),
        None if matches!(code, "m" | "cm" | "mm" | "km" | "in" | "ft") => {
            lost_script(rest).map_or((rest, None), |(after, power)| (after, Some(power)))
        }
        None => (rest, None),
    };
    let power = power.or(word).unwrap_or(1);
    Some((rest, if power == 1 { Cow::Borrowed(code) } else { Cow::Owned(format!("{code}^{power}")) }))
}

fn is_decimal(after: &str) -> bool {
    matches!(after.as_bytes(), [b'.', b'0'..=b'9', ..])
}

/// `square `, `cubic `: the power before its unit.
fn power_word(input: &str) -> Option<(&str, i32)> {
    const WORDS: [(&str, i32); 5] = [("square ", 2), ("sq. ", 2), ("sq ", 2), ("cubic ", 3), ("cu. ", 3)];
    // Two letters tell most units from them.
    let ([b's' | b'S', b'q' | b'Q', ..] | [b'c' | b'C', b'u' | b'U', ..]) = input.as_bytes() else { return None };
    WORDS.iter().find_map(|(word, power)| {
        let (begins, rest) = input.split_at_checked(word.len())?;
        begins.eq_ignore_ascii_case(word).then_some((rest, *power))
    })
}

/// Whether `next` is multiplied with `code` where a mere space parts them: "ohm cm",
/// "2.5 mm mrad", "0.2 g mm per kg", "kg N^−1 h^−1".
fn beside(code: &str, next: &str) -> bool {
    next.contains("^-") || matches!((code, next), ("Ohm" | "g" | "kg", "cm" | "mm" | "m") | ("mm", "mrad"))
}

/// "J/cm2": the script that the file has lost (6A004.a.4.b.2).
fn lost_script(input: &str) -> Option<(&str, i32)> {
    let (rest, power) = match input.strip_prefix('2') {
        Some(rest) => (rest, 2),
        None => (input.strip_prefix('3')?, 3),
    };
    (!rest.starts_with(|c: char| c.is_alphanumeric())).then_some((rest, power))
}

fn atom(input: &str, language: Language) -> Option<(&str, &'static str)> {
    // "1 MJ/M^3" (3A991.l.2)
    if input.starts_with("M^") {
        return input.strip_prefix('M').map(|rest| (rest, "m"));
    }
    let (length, code) = longest_alias(input, language)?;
    Some((input.get(length..).unwrap_or(""), code))
}

/// The power behind an atom; `^` takes one digit.
fn power(input: &str) -> Option<(&str, i32)> {
    const WORDS: [(&str, i32); 4] = [("²", 2), ("³", 3), (" squared", 2), (" cubed", 3)];
    match input.as_bytes() {
        [b'^', ..] => {
            let signed = input.strip_prefix('^')?;
            let digits = signed.strip_prefix(['-', '−', '–', '－']).unwrap_or(signed);
            let [digit @ b'0'..=b'9', after @ ..] = digits.as_bytes() else { return None };
            let magnitude = i32::from(digit - b'0');
            let power = if digits.len() == signed.len() { magnitude } else { -magnitude };
            let rest = digits.get(1..)?;
            (!after.first().is_some_and(u8::is_ascii_digit)).then_some((rest, power))
        }
        // The first bytes of those words.
        [0xC2, ..] | [b' ', b's' | b'c', ..] => {
            WORDS.iter().find_map(|(word, power)| Some((input.strip_prefix(word)?, *power)))
        }
        _ => None,
    }
}

/// What follows a sign of division.
fn divide(input: &str) -> Option<&str> {
    let bare = input.strip_prefix(" rms").unwrap_or(input);
    let note = noted(bare, " (").unwrap_or(bare);
    let rest = noted(note, "(").unwrap_or(note);
    let sign = past_spaces(rest).strip_prefix(['/', '∕']).map(past_spaces);
    sign.or_else(|| rest.strip_prefix(" per "))
}

/// What follows a note of how a value is taken, behind a bracket printed as `open`.
fn noted<'i>(input: &'i str, open: &str) -> Option<&'i str> {
    let inside = input.strip_prefix(open)?;
    ["rms)", "RMS)", "1 sigma or rms)", "1 sigma)"].iter().find_map(|note| inside.strip_prefix(note))
}

/// What follows a sign of a square root.
fn radical(input: &str) -> Option<&str> {
    let sign = input.strip_prefix('√').map(past_spaces);
    sign.or_else(|| ["square root of ", "square root ", "root "].iter().find_map(|w| input.strip_prefix(w)))
}

/// What follows a sign of multiplication.
fn times(input: &str) -> Option<&str> {
    let sign = past_spaces(input).strip_prefix(['·', '⋅', '•', '∙', '․']).map(past_spaces);
    sign.or_else(|| input.strip_prefix(['.', '-'])).or_else(|| input.strip_prefix(" x "))
}

fn past_spaces(input: &str) -> &str {
    input.trim_start_matches([' ', '\t'])
}
