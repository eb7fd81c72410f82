//! Numbers in Latin digits, as the US and Korean lists print them.
//!
//! `1,600` (3A090.a.2), `.50` (0A501.a), `8.41 × 10^5` (9A107), `10^−4` (4A906.a.1),
//! `3/8` (2B350.g.1), `100:1` (3B001.c.1.a), `1 part in 10^11`, `1 000`.

use std::sync::OnceLock;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, digit1, multispace0, one_of, satisfy, space0};
use nom::combinator::{map_opt, opt, peek, recognize, verify};
use nom::sequence::{pair, preceded, terminated};
use nom::{IResult, Parser as _};
use num_traits::{One as _, Zero as _};

use crate::quantity::{Rational, rational};
use crate::text::words::Beginnings;

/// A number without its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its exact value, with its sign.
    pub value: Rational,
    /// Whether it is printed as ± or +/-.
    pub plus_minus: bool,
    /// Whether it is the quotient of two like quantities (`100:1`, `1 part in 10^11`).
    pub ratio: bool,
}

/// A signed number with an optional power of ten, or a ratio.
pub fn number(input: &str) -> IResult<&str, Number> {
    // The first byte tells most numbers, which have no sign, and most words from both.
    let (rest, sign) = match input.as_bytes().first() {
        Some(b'+' | b'-' | b'p' | 0xC2 | 0xE2 | 0xEF) => opt(terminated(sign, space0)).parse(input)?,
        _ => (input, None),
    };
    let length = printed_length(rest.as_bytes());
    if length == 0 && !rest.starts_with(is_vulgar) {
        return Err(no_number(input));
    }
    // What follows the digits tells which form it can be, so that each is read once.
    let (digits, after) = rest.split_at_checked(length).unwrap_or(("", rest));
    let follows = after.trim_start_matches([' ', '\u{a0}', '\t']);
    let (rest, (magnitude, ratio)) = if follows.starts_with("part") {
        alt((part_in, part_to, plain)).parse(rest)?
    } else if follows.starts_with([':', '：']) {
        alt((ratio, plain)).parse(rest)?
    } else {
        match worth(digits).filter(|_| ends(follows)) {
            // As most numbers are, by the first bytes behind them.
            Some(value) if !begins_multiple(follows) => (after, (value, false)),
            Some(value) => multiplied(after, value),
            None => plain(rest)?,
        }
    };
    let value = if sign == Some(Sign::Minus) { -magnitude } else { magnitude };
    Ok((rest, Number { value, plus_minus: sign == Some(Sign::PlusMinus), ratio }))
}

fn no_number(input: &str) -> nom::Err<nom::error::Error<&str>> {
    nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Digit))
}

/// As [`rational::parse`], sooner of the whole numbers that most are.
fn worth(digits: &str) -> Option<Rational> {
    // All that 64 bits hold.
    const LONGEST: usize = 18;
    let add = |number: u64, byte: u8| match byte {
        b'0'..=b'9' => Some(10 * number + u64::from(byte - b'0')),
        b',' => Some(number),
        _ => None,
    };
    let whole = || digits.bytes().try_fold(0, add).filter(|_| !digits.is_empty());
    match (digits.len() <= LONGEST).then(whole).flatten() {
        Some(number) => Some(Rational::from_integer(number.into())),
        None => rational::parse(digits),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
    PlusMinus,
}

fn sign(input: &str) -> IResult<&str, Sign> {
    alt((
        alt((tag("±"), tag("+/-"), tag("+/−"), tag("+ or -"), tag("+ or −"), tag("plus or minus")))
            .map(|_| Sign::PlusMinus),
        // "(−-34 °C)" in 1C996.b prints the sign twice.
        nom::multi::many1_count(one_of("-−–－")).map(|_| Sign::Minus),
        char('+').map(|_| Sign::Plus),
    ))
    .parse(input)
}

/// Whether what follows the digits of a number is no part of it, nor of a fraction or power.
fn ends(follows: &str) -> bool {
    let sign = |c: char| matches!(c, '^' | '/' | '-' | '×' | 'x' | 'X' | '*' | '·' | '⋅');
    let goes_on = |c: char| c.is_ascii_digit() || sign(c) || c.is_whitespace() || is_vulgar(c);
    !follows.starts_with(goes_on)
}

fn plain(input: &str) -> IResult<&str, (Rational, bool)> {
    let (rest, value) = alt((power, scientific)).parse(input)?;
    Ok(multiplied(rest, value))
}

/// A value with the word behind it: 1.5 million; it is no ratio.
fn multiplied(input: &str, value: Rational) -> (&str, (Rational, bool)) {
    match multiple(input).and_then(|(rest, power)| Some((rest, rational::power_of_ten(power)?))) {
        Some((rest, factor)) => (rest, (rational::product(&value, &factor), false)),
        None => (input, (value, false)),
    }
}

/// Whether one of the words that [`multiple`] knows may stand at the start of `text`.
fn begins_multiple(text: &str) -> bool {
    MULTIPLES.iter().any(|(word, _)| word.as_bytes().first_chunk::<2>() == text.as_bytes().first_chunk())
}

/// Words that multiply, with their powers of ten.
const MULTIPLES: [(&str, i64); 7] = [
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("kilobases", 3),
    ("킬로베이스", 3),
    // "1.3 Giga Samples Per Second", "13.43 Giga Pixels/s"
    ("Giga", 9),
    ("Mega", 6),
];

/// The word that multiplies the value before it, as a power of ten.
fn multiple(input: &str) -> Option<(&str, i64)> {
    let word = input.trim_start_matches([' ', '\t']);
    MULTIPLES.iter().find_map(|(multiple, power)| {
        let rest = word.strip_prefix(multiple)?;
        (!matches!(*multiple, "Giga" | "Mega") || rest.starts_with(' ')).then_some((rest, *power))
    })
}

/// `100:1` is 100; `1:100` is 1/100.
fn ratio(input: &str) -> IResult<&str, (Rational, bool)> {
    let (rest, (left, _, right)) =
        (decimal, (space0, one_of(":："), space0), verify(decimal, |v: &Rational| !v.is_zero())).parse(input)?;
    // "$5000: 3A001.a"
    peek(nom::combinator::not(one_of("ABCDE"))).parse(rest)?;
    Ok((rest, (left / right, true)))
}

/// `1 part in 10^11`, `5 parts in 10^−9`, `1 part per 10^6`.
fn part_in(input: &str) -> IResult<&str, (Rational, bool)> {
    let (rest, parts) = decimal(input)?;
    let (rest, _) = (space0, tag("part"), opt(char('s')), space0, alt((tag("in"), tag("per"))), space0).parse(rest)?;
    let (rest, whole) = verify(alt((power, scientific)), |v: &Rational| !v.is_zero()).parse(rest)?;
    Ok((rest, (parts / whole, true)))
}

/// `1 part hafnium to 500 parts zirconium` is 1/500.
fn part_to(input: &str) -> IResult<&str, (Rational, bool)> {
    let word = || take_while1(|c: char| c.is_ascii_alphabetic());
    let (rest, parts) = decimal(input)?;
    let (rest, _) = (space0, tag("part"), opt(char('s')), opt((char(' '), word())), tag(" to ")).parse(rest)?;
    let (rest, whole) = verify(decimal, |v: &Rational| !v.is_zero()).parse(rest)?;
    let (rest, _) = (space0, tag("part"), opt(char('s'))).parse(rest)?;
    Ok((rest, (parts / whole, true)))
}

/// `8.41 × 10^5`, `10.15 x 10^6`, or a decimal alone.
fn scientific(input: &str) -> IResult<&str, Rational> {
    let (rest, mantissa) = alt((mixed, decimal)).parse(input)?;
    let tail = preceded((multispace0, one_of("×xX*·⋅"), multispace0), power).parse(rest);
    match tail {
        Ok((rest, factor)) => Ok((rest, rational::product(&mantissa, &factor))),
        Err(_) => Ok((rest, mantissa)),
    }
}

/// `10^6`, `10^−4`, `2^16`.
fn power(input: &str) -> IResult<&str, Rational> {
    // A power of any other base is a misprint ("5 × 104^−4", 1C003.b.1).
    let base = map_opt(digit1, |d: &str| d.parse::<u32>().ok().filter(|b| matches!(b, 2 | 10)));
    let minus = one_of("-−–－");
    let exponent = pair(opt(preceded(opt(char('+')), minus)), map_opt(digit1, |d: &str| d.parse::<i64>().ok()));
    map_opt((base, preceded((space0, char('^'), opt(char(' '))), exponent)), |(base, (minus, exponent))| {
        let exponent = if minus.is_some() { -exponent } else { exponent };
        if base == 10 { rational::power_of_ten(exponent) } else { small_power(base, exponent) }
    })
    .parse(input)
}

fn small_power(base: u32, exponent: i64) -> Option<Rational> {
    let magnitude = u32::try_from(exponent.abs()).ok().filter(|e| *e <= 1024)?;
    let power = Rational::from_integer(num_bigint::BigInt::from(base).pow(magnitude));
    if exponent >= 0 { Some(power) } else { (!power.is_zero()).then(|| Rational::one() / power) }
}

/// `3/8`, `1 1/2`, `½`.
fn mixed(input: &str) -> IResult<&str, Rational> {
    // Whether it is one is seen from the marks behind the digits, before any value is taken.
    let whole = || recognize((opt((digit1, alt((tag(" "), tag("-"))))), digit1, char('/')));
    let marks = alt((whole().map(|_| ()), (opt(digit1), vulgar_sign).map(|_| ())));
    let (_, ()) = peek(marks).parse(input)?;
    let whole = terminated(map_opt(digit1, rational::parse), alt((tag(" "), tag("-"))));
    alt((
        map_opt((whole, fraction), |(w, f)| Some(w + f)),
        fraction,
        map_opt((opt(map_opt(digit1, rational::parse)), vulgar), |(w, f)| Some(w.unwrap_or_else(Rational::zero) + f)),
    ))
    .parse(input)
}

fn vulgar_sign(input: &str) -> IResult<&str, char> {
    satisfy(is_vulgar).parse(input)
}

fn is_vulgar(c: char) -> bool {
    matches!(c, '½' | '¼' | '¾' | '⅓' | '⅔' | '⅛')
}

fn fraction(input: &str) -> IResult<&str, Rational> {
    map_opt(
        recognize((digit1, char('/'), grouped, peek(nom::combinator::not(one_of(".^0123456789"))))),
        rational::parse,
    )
    .parse(input)
}

fn vulgar(input: &str) -> IResult<&str, Rational> {
    map_opt(vulgar_sign, |c| {
        rational::parse(match c {
            '½' => "1/2",
            '¼' => "1/4",
            '¾' => "3/4",
            '⅓' => "1/3",
            '⅔' => "2/3",
            _ => "1/8",
        })
    })
    .parse(input)
}

/// Digits with separators of thousands and a decimal point: `1,250.5`, `1 000`, `.50`.
pub fn decimal(input: &str) -> IResult<&str, Rational> {
    map_opt(printed, rational::parse).parse(input)
}

/// A decimal number as printed.
pub fn printed(input: &str) -> IResult<&str, &str> {
    match input.split_at_checked(printed_length(input.as_bytes())) {
        Some((digits, rest)) if !digits.is_empty() => Ok((rest, digits)),
        _ => Err(no_number(input)),
    }
}

/// How many bytes of `text` a decimal number at its start takes; 0 where none stands there.
fn printed_length(text: &[u8]) -> usize {
    let whole = grouped_length(text);
    let point = match text.get(whole..) {
        Some([b'.', ..]) => 1,
        // "․"
        Some([0xE2, 0x80, 0xA4, ..]) => 3,
        _ => return whole,
    };
    match digits_at(text, whole + point) {
        0 => whole,
        decimals => whole + point + decimals,
    }
}

/// As [`printed_length`], of `1,250`, `1 000 000` or plain digits. A comma that three digits
/// do not follow is no separator.
fn grouped_length(text: &[u8]) -> usize {
    let mut end = digits_at(text, 0);
    if !matches!(end, 1..=3) {
        return end;
    }
    loop {
        let separator = match text.get(end..) {
            Some([b',' | b' ', ..]) => 1,
            // A space that does not break.
            Some([0xC2, 0xA0, ..]) => 2,
            _ => return end,
        };
        if digits_at(text, end + separator) != 3 {
            return end;
        }
        end += separator + 3;
    }
}

/// How many digits stand at byte `at` of `text`.
fn digits_at(text: &[u8], at: usize) -> usize {
    text.get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count()
}

fn grouped(input: &str) -> IResult<&str, &str> {
    match input.split_at_checked(grouped_length(input.as_bytes())) {
        Some((digits, rest)) if !digits.is_empty() => Ok((rest, digits)),
        _ => Err(no_number(input)),
    }
}

/// How the words that [`number_word`] or [`word_before_unit`] may read begin, in lower case.
pub fn number_words() -> &'static Beginnings {
    static BEGINNINGS: OnceLock<Beginnings> = OnceLock::new();
    BEGINNINGS.get_or_init(|| Beginnings::of(known_words().map(str::as_bytes)))
}

/// Whether `text` begins with one of them.
pub fn begins_with_number_word(text: &[u8]) -> bool {
    let length = text.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let Some(word) = text.get(..length).filter(|w| w.len() <= LONGEST_WORD) else { return false };
    known_words().any(|known| known.len() == length && known.as_bytes().eq_ignore_ascii_case(word))
}

fn known_words() -> impl Iterator<Item = &'static str> {
    ["one", "half", "zero"].into_iter().chain(WORDS).chain(TENS)
}

/// Letters of the longest of [`WORDS`] and [`TENS`].
const LONGEST_WORD: usize = 7;

const WORDS: [&str; 11] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Number words of English up to twelve: "two or more", "less than three". "one" is
/// left out: "one or more" means any.
pub fn number_word(input: &str) -> IResult<&str, Number> {
    let (rest, word) = take_while1(|c: char| c.is_ascii_alphabetic()).parse(input)?;
    match WORDS.iter().position(|w| w.eq_ignore_ascii_case(word)) {
        Some(i) => {
            let value = Rational::from_integer(num_bigint::BigInt::from(i + 2));
            Ok((rest, Number { value, plus_minus: false, ratio: false }))
        }
        None => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag))),
    }
}

/// Words that are values only where a unit follows: "less than one minute", "half an
/// octave".
pub fn word_before_unit(input: &str) -> IResult<&str, Number> {
    let half = || Rational::new(num_bigint::BigInt::from(1), num_bigint::BigInt::from(2));
    let (rest, value) = alt((
        alt((tag("one-half "), tag("one half "), tag("half an "), tag("half a "))).map(|_| half()),
        alt((tag("one "), tag("One "))).map(|_| Rational::one()),
        terminated(tag("zero "), peek(tag("to "))).map(|_| Rational::zero()),
        terminated(tens, char(' ')),
    ))
    .parse(input)?;
    Ok((rest, Number { value, plus_minus: false, ratio: false }))
}

/// `thirty-five`, `twenty`.
fn tens(input: &str) -> IResult<&str, Rational> {
    const UNITS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let word = || take_while1(|c: char| c.is_ascii_lowercase());
    let place = |words: &[&str], word: &str| words.iter().position(|w| *w == word);
    let (rest, ten) = map_opt(word(), |w: &str| place(&TENS, w).map(|n| (n + 2) * 10)).parse(input)?;
    let (rest, unit) =
        opt(preceded(char('-'), map_opt(word(), |w: &str| place(&UNITS, w).map(|n| n + 1)))).parse(rest)?;
    Ok((rest, Rational::from_integer(num_bigint::BigInt::from(ten + unit.unwrap_or(0)))))
}
