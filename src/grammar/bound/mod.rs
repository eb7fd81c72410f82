//! From mentions to bounds: which comparator goes with which value.

pub mod en;
pub mod ja;
pub mod ko;
mod merit;

use super::mention::Mention;
use super::scan::Scanned;
use super::{Claim, ClaimKind, FEW, Reading};
use num_traits::{Signed as _, ToPrimitive as _, Zero as _};
use smallvec::SmallVec;
use smol_str::SmolStr;

use crate::model::{Bound, Op, Role, Unread, Value};
use crate::quantity::{Rational, Scale, Unit, rational};

/// What a language's assembler decided about one mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// A bound on it, none where it only belongs to another, with the unit that holds (a range's
    /// first value may take its partner's).
    Bounds(Option<Op>, Option<Unit>),
    /// A number that bounds nothing: "one or more", "two-dimensional".
    Word,
    /// A number inside a formula that another bound keeps, or that the text only defines.
    Formula,
    /// Not understood; the code says why.
    Unread(&'static str),
}

/// What was decided about each mention of a paragraph.
pub type Verdicts = SmallVec<[Verdict; FEW]>;

/// Puts mentions and verdicts together.
pub fn assemble(text: &str, scanned: Scanned, mut verdicts: Verdicts) -> Reading {
    let bounds = verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Bounds(Some(_), _))).count();
    let bounds = Vec::with_capacity(bounds);
    let mut reading = Reading { numbers: scanned.runs, claims: scanned.claims, bounds, unread: Vec::new() };
    for (mention, verdict) in scanned.mentions.into_iter().zip(&mut verdicts) {
        match verdict {
            Verdict::Bounds(op, unit) => {
                reading.claims.push(Claim { span: mention.whole, kind: ClaimKind::Bound });
                if let Some(op) = *op {
                    reading.bounds.push(bound(text, mention, op, unit.take()));
                }
            }
            Verdict::Word => reading.claims.push(Claim { span: mention.whole, kind: ClaimKind::Word }),
            Verdict::Formula => reading.claims.push(Claim { span: mention.whole, kind: ClaimKind::Formula }),
            Verdict::Unread(code) => reading.unread.push(unread(text, mention.span, code)),
        }
    }
    for span in scanned.left {
        reading.unread.push(unread(text, span, "no-number"));
    }
    reading.unread.sort();
    reading.claims.sort_by_key(|c| c.span);
    reading
}

fn bound(text: &str, mention: Mention, op: Op, unit: Option<Unit>) -> Bound {
    let literal = literal(text, &mention);
    let unit = unit.or(mention.unit).unwrap_or(Unit::ONE);
    let mut aliases = mention.aliases;
    for alias in &mut aliases {
        alias.agrees = match (&mention.value, &alias.value) {
            (Value::Exact(main), Value::Exact(other)) => agrees((main, &unit), (other, &alias.unit)),
            _ => None,
        };
    }
    Bound {
        op,
        value: mention.value,
        unit,
        literal,
        span: mention.span,
        aliases,
        role: if op == Op::Exactly { Role::Condition } else { Role::Limit },
        parameter: None,
        phrase: None,
    }
}

/// As printed; of a long formula its folded form, as lists/ repeats no long run of a text.
fn literal(text: &str, mention: &Mention) -> SmolStr {
    const LONG: usize = 100;
    match (&mention.value, mention.span.of(text).trim()) {
        (Value::Formula(folded), printed) if printed.len() > LONG => folded.into(),
        (_, printed) => printed.into(),
    }
}

/// Whether one of two values, taken into the other's unit, rounds to it; `None` where the
/// units do not measure the same.
fn agrees((a, a_unit): (&Rational, &Unit), (b, b_unit): (&Rational, &Unit)) -> Option<bool> {
    let (from, to) = (a_unit.scale()?, b_unit.scale()?);
    if from.dimension != to.dimension || from.factor.is_zero() || to.factor.is_zero() || a_unit == b_unit {
        return None;
    }
    let a_base = from.to_base(a);
    let b_base = to.to_base(b);
    // Conventional equivalents (25.4 mm for 1 inch as 25 mm) pass within one part in a hundred.
    let near = rational::is_within(&a_base, &b_base, 10);
    let kelvins = matches!(a_unit.code(), "K" | "Cel") && matches!(b_unit.code(), "K" | "Cel");
    if near && !kelvins {
        return Some(true);
    }
    Some(rounds_to(&a_base, &to, b) || rounds_to(&b_base, &from, a))
}

/// Whether a value in base units, taken into the unit of `scale`, rounds to `printed`.
fn rounds_to(base: &Rational, scale: &Scale, printed: &Rational) -> bool {
    let value = if scale.offset.is_zero() { base.clone() } else { base - &scale.offset };
    // value ÷ factor, without the common divisors, which take longest to find.
    let (over, under) = (value.numer() * scale.factor.denom(), value.denom() * scale.factor.numer());
    let distance = over * printed.denom() - printed.numer() * &under;
    let step = last_digit(printed);
    distance.abs() * step.denom() * 2 <= step.numer() * under.abs() * printed.denom()
}

/// The last digit that a value shows other than zero: 0.01 of 1.25, 100 of 1,200.
fn last_digit(value: &Rational) -> Rational {
    if let Some(digit) = small_digit(value) {
        return digit;
    }
    let ten = Rational::from_integer(10.into());
    let mut step = Rational::from_integer(1.into());
    if value.is_zero() {
        return step;
    }
    let mut guard = 0;
    while !(value / &step).is_integer() && guard < 30 {
        step /= &ten;
        guard += 1;
    }
    while (value / (&step * &ten)).is_integer() && guard < 60 {
        step *= &ten;
        guard += 1;
    }
    step
}

/// As [`last_digit`], where all of the value fits into 64 bits.
fn small_digit(value: &Rational) -> Option<Rational> {
    let (number, parts) = (value.numer().to_i64()?, value.denom().to_u64()?);
    let mut power = 1_u64;
    if parts > 1 {
        while !power.is_multiple_of(parts) {
            power = power.checked_mul(10)?;
        }
        return Some(Rational::new_raw(1.into(), power.into()));
    }
    let mut rest = Some(number).filter(|n| *n != 0)?;
    while rest % 10 == 0 {
        (rest, power) = (rest / 10, power.checked_mul(10)?);
    }
    Some(Rational::from_integer(power.into()))
}

fn unread(text: &str, span: crate::text::Span, code: &str) -> Unread {
    Unread { span, literal: span.of(text).into(), code: code.into() }
}
