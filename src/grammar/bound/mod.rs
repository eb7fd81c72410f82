//! From mentions to bounds: which comparator goes with which value.

pub mod en;
pub mod ja;
pub mod ko;
mod merit;

use super::mention::Mention;
use super::scan::Scanned;
use super::{Claim, ClaimKind, Reading};
use num_traits::{Signed as _, Zero as _};

use crate::model::{Alias, Bound, Op, Role, Unread, Value};
use crate::quantity::{Rational, Unit};

/// What a language's assembler decided about one mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// One or two bounds on it, with the unit that holds (a range's first value may take its partner's).
    Bounds(Vec<Op>, Option<Unit>),
    /// A number that bounds nothing: "one or more", "two-dimensional".
    Word,
    /// A number inside a formula that another bound keeps, or that the text only defines.
    Formula,
    /// Not understood; the code says why.
    Unread(&'static str),
}

/// Puts mentions and verdicts together.
pub fn assemble(text: &str, scanned: Scanned, verdicts: Vec<Verdict>) -> Reading {
    let mut reading = Reading { numbers: scanned.runs, claims: scanned.claims, ..Reading::default() };
    for (mention, verdict) in scanned.mentions.into_iter().zip(verdicts) {
        match verdict {
            Verdict::Bounds(ops, unit) => {
                reading.claims.push(Claim { span: mention.whole, kind: ClaimKind::Bound });
                reading.bounds.extend(ops.into_iter().map(|op| bound(text, &mention, op, unit.clone())));
            }
            Verdict::Word => reading.claims.push(Claim { span: mention.whole, kind: ClaimKind::Word }),
            Verdict::Formula => reading.claims.push(Claim { span: mention.whole, kind: ClaimKind::Formula }),
            Verdict::Unread(code) => reading.unread.push(unread(text, mention.span, code)),
        }
    }
    reading.unread.extend(scanned.left.into_iter().map(|span| unread(text, span, "no-number")));
    reading.unread.sort();
    reading.claims.sort_by_key(|c| c.span);
    reading
}

fn bound(text: &str, mention: &Mention, op: Op, unit: Option<Unit>) -> Bound {
    let unit = unit.or_else(|| mention.unit.clone()).unwrap_or(Unit::ONE);
    let unit_code = &unit.clone();
    Bound {
        op,
        value: mention.value.clone(),
        unit,
        literal: literal(text, mention),
        span: mention.span,
        aliases: mention.aliases.iter().map(|a| alias(mention, unit_code, a)).collect(),
        role: if op == Op::Exactly { Role::Condition } else { Role::Limit },
        parameter: None,
        phrase: None,
    }
}

/// As printed; of a long formula its folded form, as lists/ repeats no long run of a text.
fn literal(text: &str, mention: &Mention) -> String {
    const LONG: usize = 100;
    match (&mention.value, mention.span.of(text).trim()) {
        (Value::Formula(folded), printed) if printed.len() > LONG => folded.clone(),
        (_, printed) => printed.to_owned(),
    }
}

/// The alias with the verdict whether it is the main value within the precision printed.
fn alias(mention: &Mention, unit: &Unit, alias: &Alias) -> Alias {
    let agrees = match (&mention.value, &alias.value) {
        (Value::Exact(main), Value::Exact(other)) => agrees((main, unit), (other, &alias.unit)),
        _ => None,
    };
    Alias { agrees, ..alias.clone() }
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
    let near = (&a_base - &b_base).abs() * Rational::from_integer(100.into()) <= a_base.abs().max(b_base.abs());
    let kelvins = matches!(a_unit.code(), "K" | "Cel") && matches!(b_unit.code(), "K" | "Cel");
    if near && !kelvins {
        return Some(true);
    }
    let a_there = (a_base - &to.offset) / &to.factor;
    let b_there = (b_base - &from.offset) / &from.factor;
    Some((a_there - b).abs() <= half_step(b) || (b_there - a).abs() <= half_step(a))
}

/// Half of the last digit that a value shows other than zero: 0.005 of 1.25, 50 of 1,200.
fn half_step(value: &Rational) -> Rational {
    let ten = Rational::from_integer(10.into());
    let mut step = Rational::from_integer(1.into());
    if value.is_zero() {
        return step / Rational::from_integer(2.into());
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
    step / Rational::from_integer(2.into())
}

fn unread(text: &str, span: crate::text::Span, code: &str) -> Unread {
    Unread { span, literal: span.of(text).to_owned(), code: code.to_owned() }
}
