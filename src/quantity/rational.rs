//! Exact numbers from decimals, and back.

use num_bigint::BigInt;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};

use super::Rational;

/// 10 to the power of `exponent`, exactly. Exponents beyond ±4,096 give `None`: no
/// list prints one, and a hostile document must not exhaust memory.
pub fn power_of_ten(exponent: i64) -> Option<Rational> {
    if exponent.abs() > 4096 {
        return None;
    }
    let power = BigInt::from(10).pow(u32::try_from(exponent.abs()).ok()?);
    Some(if exponent < 0 { Rational::new_raw(BigInt::one(), power) } else { Rational::from_integer(power) })
}

/// Reads `12`, `-1,250.5`, `.50`, `9.1e-31`, `5/9`, all digits ASCII. Commas and
/// spaces between digits are separators of thousands.
pub fn parse(text: &str) -> Option<Rational> {
    if let Some((numerator, denominator)) = text.split_once('/') {
        let denominator = parse(denominator)?;
        return (!denominator.is_zero()).then(|| parse(numerator).map(|n| n / denominator))?;
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((m, e)) => (m, e.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let (negative, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (mut digits, mut scale, mut fraction) = (String::with_capacity(mantissa.len()), 0_i64, false);
    for c in mantissa.chars() {
        match c {
            '0'..='9' => {
                digits.push(c);
                scale += i64::from(fraction);
            }
            '.' if !fraction => fraction = true,
            ',' | ' ' | '_' => {}
            _ => return None,
        }
    }
    if let Some(value) = small(&digits, negative, exponent - scale) {
        return Some(value);
    }
    let number: BigInt = digits.parse().ok()?;
    let value = Rational::from_integer(if negative { -number } else { number });
    Some(if exponent == scale { value } else { value * power_of_ten(exponent - scale)? })
}

/// `digits` times a power of ten, where all of it fits into 64 bits, as almost every number does.
fn small(digits: &str, negative: bool, exponent: i64) -> Option<Rational> {
    let mut number: u64 = digits.parse().ok()?;
    let power = 10_u64.checked_pow(u32::try_from(exponent.abs()).ok()?)?;
    let mut denominator = 1;
    if exponent >= 0 {
        number = number.checked_mul(power)?;
    } else {
        let common = gcd(number.into(), power.into());
        let common = u64::try_from(common).ok()?;
        (number, denominator) = (number / common, power / common);
    }
    let number = BigInt::from(number);
    Some(Rational::new_raw(if negative { -number } else { number }, BigInt::from(denominator)))
}

/// The product, without big integers where the parts of both fit into 64 bits, as those of
/// almost all values and units do.
pub fn product(a: &Rational, b: &Rational) -> Rational {
    let small = || {
        let (numerator, denominator) = (
            i128::from(a.numer().to_i64()?) * i128::from(b.numer().to_i64()?),
            i128::from(a.denom().to_i64()?) * i128::from(b.denom().to_i64()?),
        );
        let common = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let common = i128::try_from(common).ok().filter(|c| *c > 0)?;
        Some(Rational::new_raw(BigInt::from(numerator / common), BigInt::from(denominator / common)))
    };
    if b.is_one() { a.clone() } else { small().unwrap_or_else(|| a * b) }
}

/// Whether two values are one; both are in lowest terms, as all that this crate makes.
pub fn is_same(a: &Rational, b: &Rational) -> bool {
    a.numer() == b.numer() && a.denom() == b.denom()
}

/// The distance of two values and the size of the greater, brought to one denominator that is
/// left out; `None` where the parts do not fit into 64 bits.
fn spread(a: &Rational, b: &Rational) -> Option<(u128, u128)> {
    let over = |v: &Rational, w: &Rational| Some(i128::from(v.numer().to_i64()?) * i128::from(w.denom().to_i64()?));
    let (a, b) = (over(a, b)?, over(b, a)?);
    Some((a.abs_diff(b), a.unsigned_abs().max(b.unsigned_abs())))
}

/// How far two values are apart, in parts of 2^60 of the greater, rounded down.
pub fn apart(a: &Rational, b: &Rational) -> u128 {
    const PARTS: u32 = 60;
    match spread(a, b) {
        Some((_, 0)) => 0,
        Some((distance, size)) if distance.leading_zeros() >= PARTS => (distance << PARTS) / size,
        _ => {
            let share = (a - b).abs() / a.abs().max(b.abs());
            (share * Rational::from_integer(BigInt::one() << PARTS)).to_integer().to_u128().unwrap_or(u128::MAX)
        }
    }
}

/// Whether two values are no more than so many thousandths of the greater apart.
pub fn is_within(a: &Rational, b: &Rational, thousandths: u16) -> bool {
    let small = || {
        let (distance, size) = spread(a, b)?;
        Some(distance.checked_mul(1000)? <= size.checked_mul(thousandths.into())?)
    };
    small().unwrap_or_else(|| {
        let share = Rational::new(thousandths.into(), 1000.into());
        (a - b).abs() <= a.abs().max(b.abs()) * share
    })
}

/// The greatest common divisor; of nothing and a number, the number.
fn gcd(mut a: u128, mut b: u128) -> u128 {
    while a != 0 {
        (a, b) = (b % a, a);
    }
    b
}

/// Prints exactly: a decimal where it ends, in scientific form (`8.41e5`, `1e-31`)
/// where that is shorter, a fraction (`1/3`) elsewhere. [`parse`] reads it back.
pub fn print(value: &Rational) -> String {
    let Some(places) = decimal_places(value.denom()) else {
        return format!("{}/{}", value.numer(), value.denom());
    };
    let scaled = if places == 0 {
        value.numer().clone()
    } else {
        value.numer() * (BigInt::from(10).pow(places) / value.denom())
    };
    let sign = if scaled.is_negative() { "-" } else { "" };
    let digits = scaled.abs().to_string();
    let significant = digits.trim_end_matches('0');
    let places = i64::from(places);
    let exponent = i64::try_from(digits.len()).unwrap_or(0) - places - 1;
    if !value.is_zero() && !(-5..7).contains(&exponent) {
        let (first, tail) = significant.split_at_checked(1).unwrap_or((significant, ""));
        let point = if tail.is_empty() { "" } else { "." };
        return format!("{sign}{first}{point}{tail}e{exponent}");
    }
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let places = usize::try_from(places).unwrap_or(0);
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at_checked(padded.len() - places).unwrap_or((&padded, ""));
    format!("{sign}{whole}.{fraction}")
}

/// How many decimals a fraction with this denominator has, if they end.
fn decimal_places(denominator: &BigInt) -> Option<u32> {
    let (mut twos, mut fives) = (0_u32, 0_u32);
    let mut rest = denominator.clone();
    if let Some(mut small) = denominator.to_u64().filter(|d| *d > 0) {
        twos = small.trailing_zeros();
        small >>= twos;
        while small % 5 == 0 {
            small /= 5;
            fives += 1;
        }
        return (small == 1).then_some(twos.max(fives));
    }
    while (&rest % 2_u8).is_zero() {
        rest /= 2_u8;
        twos += 1;
    }
    while (&rest % 5_u8).is_zero() {
        rest /= 5_u8;
        fives += 1;
    }
    rest.is_one().then_some(twos.max(fives))
}

/// The value as a small integer, where it is one.
pub fn small_integer(value: &Rational) -> Option<i64> {
    value.is_integer().then(|| value.to_integer().to_i64())?
}
