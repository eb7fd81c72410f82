//! Limits that are formulae of the US list, kept as printed: `(1.7 + L/1,000) µm`
//! (2B006.a), `− (126 + 20log_10F − 20log_10f)` (3A001.b.10), `(10log(f) + 169.77)dB`
//! (6A001.a.1.c.1.a), `λ/10` (6A004.a.4), `505.62 divided by the …` (3A001.b.12.a).

use nom::Parser as _;
use nom::character::complete::{char, digit1, one_of, space0};
use nom::combinator::{opt, recognize};

use super::expression::folded;
use super::mention::Mention;
use super::number::printed;
use super::unit::unit;
use crate::model::Value;
use crate::text::{Language, Span};

/// The formula that the digit run at `digit` belongs to, with its unit.
pub fn formula_at(text: &str, digit: usize) -> Option<Mention> {
    let (start, end) = bracketed(text, digit)
        .or_else(|| fraction(text, digit))
        .or_else(|| divided(text, digit))
        .or_else(|| misprint(text, digit))?;
    let literal = text.get(start..end)?;
    let (rest, unit) = match unit(Language::En)(text.get(end..)?) {
        Ok((rest, unit)) => (rest, Some(unit)),
        Err(_) => (text.get(end..)?, None),
    };
    let span = Span::new(start, text.len() - rest.len());
    Some(Mention {
        value: Value::Formula(folded(literal)),
        unit,
        plus_minus: false,
        ratio: true,
        span,
        whole: span,
        aliases: Vec::new(),
    })
}

/// Terms in brackets, the sign before them included.
fn bracketed(text: &str, digit: usize) -> Option<(usize, usize)> {
    let before = text.get(..digit)?;
    let open = before.strip_suffix('(')?;
    let mut depth = 0_usize;
    let inside = text.get(open.len() + 1..)?;
    let close = inside.char_indices().find(|(_, c)| {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return true,
            ')' => depth -= 1,
            _ => {}
        }
        false
    });
    let inside = inside.get(..close?.0)?;
    let variable = inside
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty() && !w.eq_ignore_ascii_case("log"))
        .fold(None, |short, w| Some(short.unwrap_or(true) && w.trim_start_matches("log").chars().count() <= 1));
    let operator = inside.contains(['+', '−', '×', '/', '*']) || inside.contains("log");
    let plain = inside.chars().all(|c| c.is_alphanumeric() || " .,+-−–×*/()_".contains(c));
    if !(variable == Some(true) && operator && plain) {
        return None;
    }
    let end = open.len() + 2 + inside.len();
    let head = open.trim_end();
    let signed = head.strip_suffix(['-', '−', '–']).filter(|h| h.is_empty() || h.ends_with(' '));
    Some((signed.map_or(open.len(), str::len), end))
}

/// `λ/10`: a wavelength's part.
fn fraction(text: &str, digit: usize) -> Option<(usize, usize)> {
    let start = text.get(..digit)?.strip_suffix('/')?.strip_suffix('λ')?.len();
    let digits = text.get(digit..)?.bytes().take_while(u8::is_ascii_digit).count();
    Some((start, digit + digits))
}

/// `505.62 divided by the maximum operating frequency (in GHz) squared`: to the end of
/// the phrase.
fn divided(text: &str, digit: usize) -> Option<(usize, usize)> {
    let (rest, _) = printed(text.get(digit..)?).ok()?;
    rest.strip_prefix(" divided by ")?;
    let end = [" [", ",", ";", " for ", " and "].iter().filter_map(|stop| rest.find(stop)).min();
    Some((digit, text.len() - rest.len() + end.unwrap_or(rest.len())))
}

/// `5 × 104^−4`: a power whose base can only be misprinted is no number.
fn misprint(text: &str, digit: usize) -> Option<(usize, usize)> {
    let exponent = (space0, char('^'), opt(one_of("-−–")), digit1);
    let (rest, whole) =
        recognize((printed, space0, one_of("×x"), space0, digit1, exponent)).parse(text.get(digit..)?).ok()?;
    let base = whole.split(['×', 'x']).nth(1)?.trim_start().split('^').next()?.trim_end();
    (!matches!(base, "10" | "2")).then(|| (digit, text.len() - rest.len()))
}
