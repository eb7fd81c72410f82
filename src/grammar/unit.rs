//! Units as the US and Korean lists print them, composed from the atoms of
//! [`crate::quantity::unit`].
//!
//! `g/cm^3` (1C107.a), `kg/h` (2B352.f.1), `fT (rms) per square root Hz`
//! (6A006.a.1.a), `gigabytes per second per square millimeter` (3A090.c),
//! `°/√h` (KR 7A002.a.2.b), `dBc/Hz`.

use std::borrow::Cow;

use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case};
use nom::character::complete::{char, digit1, one_of, space0};
use nom::combinator::{map, opt, recognize, verify};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser as _};

use crate::quantity::Unit;
use crate::quantity::unit::longest_alias;
use crate::text::Language;

/// A unit at the start of `input`; spaces before it are taken with it.
pub fn unit(language: Language) -> impl Fn(&str) -> IResult<&str, Unit> {
    move |input| {
        let (mut rest, mut code) = preceded(space0, factor(language)).parse(input)?;
        while continues(rest, &code) {
            let tail = alt((
                map((divide, opt(radical), factor(language)), |(_, root, f)| {
                    // "kg/kWh" divides by both.
                    format!("/{}{}", f.replace('.', "/"), if root.is_some() { "^0.5" } else { "" })
                }),
                map(preceded(times, factor(language)), |f| format!(".{f}")),
                map(preceded(char(' '), verify(factor(language), |f: &Cow<'_, str>| beside(&code, f))), |f| {
                    format!(".{f}")
                }),
            ))
            .parse(rest);
            match tail {
                Ok((after, part)) => {
                    code.to_mut().push_str(&part);
                    rest = after;
                }
                Err(_) => break,
            }
        }
        // A dose has no acceleration: "0.5 rad/s²" is of an angle.
        Ok((rest, Unit::new(if code == "rd/s^2" { Cow::Borrowed("rad/s^2") } else { code })))
    }
}

/// Whether what stands behind `code` can belong to the unit, which spares most units the
/// search for a further factor.
fn continues(rest: &str, code: &str) -> bool {
    let mut letters = rest.chars();
    match letters.next() {
        Some('(' | '/' | '∕' | '·' | '⋅' | '•' | '∙' | '․' | '.' | '-' | '\t') => true,
        Some(' ') => {
            let tail = letters.as_str();
            let word = tail.split(' ').next().unwrap_or("");
            matches!(code, "Ohm" | "g" | "kg" | "mm")
                || word.contains('^')
                || !tail.starts_with(|c: char| c.is_alphanumeric())
                || ["per ", "x ", "rms"].iter().any(|w| tail.starts_with(w))
        }
        _ => false,
    }
}

/// An atom with its power: `cm^3`, `square millimeter`, `m²`.
fn factor(language: Language) -> impl Fn(&str) -> IResult<&str, Cow<'static, str>> {
    move |input| {
        let (rest, word) =
            if input.starts_with(['s', 'S', 'c', 'C']) { opt(power_word).parse(input)? } else { (input, None) };
        let (rest, code) = atom(rest, language)?;
        // "V^2.65" is part of a formula.
        let (rest, power) = match opt(power).parse(rest)? {
            (after, Some(_)) if is_decimal(after) => (rest, None),
            found => found,
        };
        let (rest, power) = match power {
            None if matches!(code, "m" | "cm" | "mm" | "km" | "in" | "ft") => opt(lost_script).parse(rest)?,
            power => (rest, power),
        };
        let power = power.or(word).unwrap_or(1);
        Ok((rest, if power == 1 { Cow::Borrowed(code) } else { Cow::Owned(format!("{code}^{power}")) }))
    }
}

fn is_decimal(after: &str) -> bool {
    after.strip_prefix('.').is_some_and(|d| d.starts_with(|c: char| c.is_ascii_digit()))
}

/// `square `, `cubic `: the power before its unit.
fn power_word(input: &str) -> IResult<&str, i32> {
    alt((
        alt((tag_no_case("square "), tag_no_case("sq. "), tag_no_case("sq "))).map(|_| 2),
        alt((tag_no_case("cubic "), tag_no_case("cu. "))).map(|_| 3),
    ))
    .parse(input)
}

/// Whether `next` is multiplied with `code` where a mere space parts them: "ohm cm",
/// "2.5 mm mrad", "0.2 g mm per kg", "kg N^−1 h^−1".
fn beside(code: &str, next: &str) -> bool {
    next.contains("^-") || matches!((code, next), ("Ohm" | "g" | "kg", "cm" | "mm" | "m") | ("mm", "mrad"))
}

/// "J/cm2": the script that the file has lost (6A004.a.4.b.2).
fn lost_script(input: &str) -> IResult<&str, i32> {
    let (rest, power) = one_of("23").map(|d| if d == '2' { 2 } else { 3 }).parse(input)?;
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric());
    if ends {
        Ok((rest, power))
    } else {
        Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Not)))
    }
}

fn atom(input: &str, language: Language) -> IResult<&str, &'static str> {
    // "1 MJ/M^3" (3A991.l.2)
    if let Some(rest) = input.strip_prefix('M').filter(|r| r.starts_with('^')) {
        return Ok((rest, "m"));
    }
    match longest_alias(input, language) {
        Some((length, code)) => Ok((input.get(length..).unwrap_or(""), code)),
        None => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag))),
    }
}

fn power(input: &str) -> IResult<&str, i32> {
    let caret = (char('^'), recognize((opt(one_of("-−–－").map(|_| '-')), verify(digit1, |d: &str| d.len() == 1))))
        .map(|(_, p): (char, &str)| {
            let magnitude = p.trim_start_matches(['-', '−', '–', '－']).parse().unwrap_or(1);
            if p.starts_with(|c: char| c.is_ascii_digit()) { magnitude } else { -magnitude }
        });
    let word = alt((tag(" squared").map(|_| 2), tag(" cubed").map(|_| 3), char('²').map(|_| 2), char('³').map(|_| 3)));
    alt((caret, word)).parse(input)
}

fn divide(input: &str) -> IResult<&str, ()> {
    let words = || alt((tag("rms"), tag("RMS"), tag("1 sigma or rms"), tag("1 sigma")));
    let bare = opt(tag(" rms"));
    let note = opt(delimited(tag(" ("), words(), char(')')));
    let note_tight = opt(delimited(char('('), words(), char(')')));
    map((bare, note, note_tight, alt(((space0, one_of("/∕"), space0).map(|_| ()), tag(" per ").map(|_| ())))), |_| ())
        .parse(input)
}

fn radical(input: &str) -> IResult<&str, ()> {
    alt((
        map((char('√'), space0), |_| ()),
        map(tag("square root of "), |_| ()),
        map(tag("square root "), |_| ()),
        map(tag("root "), |_| ()),
    ))
    .parse(input)
}

fn times(input: &str) -> IResult<&str, ()> {
    map(alt((recognize((space0, one_of("·⋅•∙․"), space0)), tag("."), tag("-"), tag(" x "))), |_| ()).parse(input)
}
