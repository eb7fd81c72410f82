//! Limits that are formulae of the US and Korean lists, kept as printed: `(1.7 + L/1,000) µm`
//! (2B006.a), `− (126 + 20log_10F − 20log_10f)` (3A001.b.10), `λ/10` (6A004.a.4); those in
//! words with the letter that the other lists print: `505.62 divided by the maximum
//! operating frequency (in GHz) squared` (3A001.b.12.a) is `505.62/f^2`.

use nom::character::complete::{char, digit1, one_of, space0};
use nom::combinator::opt;
use nom::{IResult, Parser as _};

use super::expression::{expression_at, folded};
use super::mention::Mention;
use super::number::printed;
use super::unit::unit;
use crate::model::Value;
use crate::quantity::{Rational, Unit, rational};
use crate::text::{Language, Span};

/// The formula that the digit run at `digit` belongs to, with its unit.
pub fn formula_at(text: &str, digit: usize, language: Language) -> Option<Mention> {
    if let Some(range) = expression_at(text, digit) {
        let printed = text.get(range.clone())?;
        let given = if printed.contains(")^") { given_in(text.get(..range.start)?, language) } else { None };
        let found = mention(text, range, folded(printed), language);
        return Some(Mention { unit: found.unit.clone().or(given), ..found });
    }
    if language != Language::En {
        return None;
    }
    let (rest, number) = printed(text.get(digit..)?).ok()?;
    divided(text, digit, number, rest).or_else(|| {
        let range = misprint(text, digit, rest)?;
        let formula = folded(text.get(range.clone())?);
        Some(mention(text, range, formula, language))
    })
}

/// A formula that stands at `range`, and the unit behind it.
fn mention(text: &str, range: std::ops::Range<usize>, formula: String, language: Language) -> Mention {
    let rest = text.get(range.end..).unwrap_or("");
    let (rest, unit) = unit(language)(rest).map_or((rest, None), |(after, unit)| (after, Some(unit)));
    let span = Span::new(range.start, text.len() - rest.len());
    let value = Value::Formula(formula);
    Mention { value, unit, plus_minus: false, ratio: true, span, whole: span, aliases: Vec::new() }
}

/// `505.62 divided by the maximum operating frequency (in GHz) squared`: to the end of
/// the phrase. Its unit is the one in which the words before it give the quantity: "power
/// output (in watts), P_sat, greater than".
fn divided(text: &str, digit: usize, dividend: &str, rest: &str) -> Option<Mention> {
    let words = rest.strip_prefix(" divided by ")?;
    let end = [" [", ",", ";", " for ", " and "].iter().filter_map(|stop| words.find(stop)).min();
    let divisor = words.get(..end.unwrap_or(words.len()))?.trim_end_matches('.');
    let formula = quotient(&rational::parse(dividend)?, divisor);
    let end = text.len() - words.len() + divisor.len();
    let unit = given_in(text.get(..digit)?, Language::En);
    Some(Mention { unit, ..mention(text, digit..end, formula, Language::En) })
}

/// `505.62/f^2`: a number divided by what words name, with the letter of that quantity.
pub fn quotient(dividend: &Rational, divisor: &str) -> String {
    const LETTERS: [(&str, &str); 8] = [
        ("frequency", "f"),
        ("주파수", "f"),
        ("wavelength", "λ"),
        ("파장", "λ"),
        ("length", "L"),
        ("길이", "L"),
        ("bandwidth", "B"),
        ("대역폭", "B"),
    ];
    let letter = LETTERS.iter().find(|(word, _)| divisor.contains(word)).map_or("x", |(_, letter)| letter);
    let square = if ["squared", "제곱"].iter().any(|w| divisor.contains(w)) { "^2" } else { "" };
    format!("{}/{letter}{square}", rational::print(dividend))
}

/// The unit that the clause before a value names in brackets: "length d (in cm) equal to",
/// 길이 d (단위 : cm)가.
pub fn given_in(before: &str, language: Language) -> Option<Unit> {
    let (ends, open): (&[char], _) = if language == Language::Ko { (&[';'], "(단위") } else { (&[';', ':'], "(in ") };
    let clause = before.get(before.rfind(ends).map_or(0, |at| at + 1)..)?;
    let (_, inside) = clause.rsplit_once(open)?;
    let inside = inside.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    let (rest, unit) = unit(language)(inside).ok()?;
    rest.starts_with(')').then_some(unit)
}

/// `5 × 104^−4`: a power whose base can only be misprinted is no number.
fn misprint(text: &str, digit: usize, rest: &str) -> Option<std::ops::Range<usize>> {
    // Few numbers are multiplied.
    if !rest.trim_start_matches([' ', '\t']).starts_with(['×', 'x']) {
        return None;
    }
    let exponent = (space0, char('^'), opt(one_of("-−–")), digit1);
    let read: IResult<&str, _> = (space0, one_of("×x"), space0, digit1, exponent).parse(rest);
    let (rest, (_, _, _, base, _)) = read.ok()?;
    (!matches!(base, "10" | "2")).then(|| digit..text.len() - rest.len())
}
