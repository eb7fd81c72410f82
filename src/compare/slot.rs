//! Slots: the bounds of the three lists that speak of one constraint.

use std::cmp::Ordering;
use std::sync::Arc;

use num_traits::{Signed as _, Zero as _};

use crate::correlate::tree::Node;
use crate::model::{Base, Bound, List, Op, Value};
use crate::quantity::{Interval, Rational, Relation, Unit, rational};

/// A bound in base units.
#[derive(Debug, Clone)]
pub struct Reduced<'s> {
    /// Where it stands.
    pub node: Node,
    /// As read.
    pub bound: &'s Bound,
    /// How the value bounds what is controlled: the other way round where the text takes
    /// out what meets the bound.
    op: Op,
    /// What it is worth in base units.
    base: Arc<Base>,
    /// Whether it is a number in a unit that is not one of a rate a year.
    is_plain: bool,
}

impl<'s> Reduced<'s> {
    /// A bound with its worth; `excluded` where it says what is not controlled.
    pub fn new(node: Node, bound: &'s Bound, base: Arc<Base>, excluded: bool) -> Self {
        let is_plain = matches!(bound.value, Value::Exact(_)) && !bound.unit.code().ends_with("/a");
        Self { node, bound, op: if excluded { reversed(bound.op) } else { bound.op }, base, is_plain }
    }

    /// How the values that satisfy it relate to those that satisfy `other`.
    pub fn relation(&self, other: &Self) -> Relation {
        if self.same_count(other) {
            return Relation::Equal;
        }
        if self.same_value(other) {
            let zero = Rational::zero();
            return self.interval(zero.clone()).relation(&other.interval(zero));
        }
        match (self.base.values.first(), other.base.values.first()) {
            (Some(a), Some(b)) if self.base.dimension == other.base.dimension => {
                self.interval(a.clone()).relation(&other.interval(b.clone()))
            }
            _ => Relation::Unknown,
        }
    }

    /// The value in `unit`, as `OP VALUE UNIT`, where the own unit is another of the same
    /// dimension.
    pub fn converted(&self, unit: &Unit) -> Option<String> {
        let scale =
            unit.scale().filter(|s| Some(&s.dimension) == self.base.dimension.as_ref() && !s.factor.is_zero())?;
        if self.bound.unit == *unit {
            return None;
        }
        let value = (self.base.values.first()? - &scale.offset) / &scale.factor;
        Some(format!("{} {} {unit}", self.op.word(), rational::print(&value)))
    }

    fn interval(&self, value: Rational) -> Interval {
        match self.op {
            Op::Greater => Interval::above(value, false),
            Op::AtLeast => Interval::above(value, true),
            Op::Less => Interval::below(value, false),
            Op::AtMost => Interval::below(value, true),
            Op::Exactly | Op::About => Interval::only(value),
        }
    }

    /// Whether the two print the same quantity: exactly in one unit, within the rounding
    /// of a printed conversion (0.4 %, 0.15 K) in two.
    fn same_value(&self, other: &Self) -> bool {
        // Most bounds of two groups measure different things.
        let (measured, there) = (&self.base.dimension, &other.base.dimension);
        let are_plain = self.is_plain && other.is_plain;
        if are_plain && measured != there {
            return false;
        }
        if self.bound.value == other.bound.value && self.bound.unit == other.bound.unit {
            return true;
        }
        if are_plain && measured.is_none() {
            return false;
        }
        if let (Some(a), Some(b)) = (&self.base.formula, &other.base.formula) {
            return a == b && self.bound.unit.measures_as(&other.bound.unit);
        }
        match (share_of_a_wavelength(self.bound), share_of_a_wavelength(other.bound)) {
            (Some(share), None) => return other.bound.unit == Unit::ONE && other.base.values.first() == Some(&share),
            (None, Some(share)) => return self.bound.unit == Unit::ONE && self.base.values.first() == Some(&share),
            _ => {}
        }
        if self.within_a_year(other) || other.within_a_year(self) {
            return true;
        }
        if self.base.dimension.is_none() || self.base.dimension != other.base.dimension {
            return false;
        }
        let exact = self.bound.unit == other.bound.unit;
        let close = |a: &Rational, b: &Rational| {
            rational::is_same(a, b) || (!exact && is_rounding(a, b, self.bound, other.bound))
        };
        self.base.values.iter().any(|a| other.base.values.iter().any(|b| close(a, b)))
    }

    /// "130 micro g over a period of one year" is 0.00128 m/s² a year.
    fn within_a_year(&self, other: &Self) -> bool {
        let Some(code) = self.bound.unit.code().strip_suffix("/a") else { return false };
        if other.bound.unit.code().ends_with("/a") {
            return false;
        }
        let (Value::Exact(value), Some(scale)) = (&self.bound.value, Unit::new(code.to_owned()).scale()) else {
            return false;
        };
        let (own, Some(there)) = (value * &scale.factor, other.base.values.first()) else { return false };
        Some(&scale.dimension) == other.base.dimension.as_ref() && rational::is_within(&own, there, 5)
    }

    /// Itself as it is printed, where it takes out what meets it and `other` prints the same
    /// limit: that may take it out in words that were not seen.
    pub fn printed_as(&self, other: &Self) -> Option<Self> {
        let taken_out = self.op != self.bound.op && other.op == other.bound.op;
        let alike = taken_out && self.bound.op == other.op && self.same_value(other);
        alike.then(|| Self { op: self.bound.op, ..self.clone() })
    }

    /// Itself with twice the value: the whole width of what is printed as ± half of it.
    pub fn doubled(&self) -> Option<Self> {
        let (Value::Exact(value), Some(scale)) = (&self.bound.value, self.bound.unit.scale()) else { return None };
        let whole = scale.to_base(&(value * Rational::from_integer(2.into())));
        let base = Base { dimension: self.base.dimension.clone(), values: vec![whole], formula: None };
        Some(Self { base: Arc::new(base), ..self.clone() })
    }

    /// Whether the two name different quantities.
    pub fn is_of_another(&self, other: &Self) -> bool {
        matches!((&self.bound.parameter, &other.bound.parameter), (Some(p), Some(q)) if p != q)
    }

    /// What is controlled by it, as `OP VALUE UNIT`.
    pub fn left_in(&self) -> String {
        format!("{} {} {}", self.op.word(), self.bound.value, self.bound.unit)
    }

    /// "more than 5" of things that are counted is "6 or more".
    fn same_count(&self, other: &Self) -> bool {
        let counts = self.bound.unit == Unit::ONE && other.bound.unit == Unit::ONE;
        let first_whole = |r: &Self| {
            let value = r.base.values.first().filter(|v| v.is_integer())?;
            let one = Rational::from_integer(1.into());
            match r.op {
                Op::Greater => Some((Direction::Low, value + one)),
                Op::AtLeast => Some((Direction::Low, value.clone())),
                Op::Less => Some((Direction::High, value - one)),
                Op::AtMost => Some((Direction::High, value.clone())),
                Op::Exactly | Op::About => None,
            }
        };
        counts && self.op != other.op && first_whole(self).is_some_and(|a| first_whole(other) == Some(a))
    }

    /// Whether it is the range that makes a rocket or an unmanned aircraft a missile, 300 km.
    pub fn is_missile_range(&self) -> bool {
        self.is_worth(300, "km")
    }

    /// Whether it is the payload of a missile as the US list defines it, 500 kg.
    pub fn is_missile_payload(&self) -> bool {
        self.is_worth(500, "kg")
    }

    fn is_worth(&self, value: i64, unit: &'static str) -> bool {
        let worth = |s: &crate::quantity::Scale| Rational::from_integer(value.into()) * &s.factor;
        let scale = Unit::new(unit).scale().filter(|s| self.base.dimension.as_ref() == Some(&s.dimension));
        scale.is_some_and(|s| self.base.values.first() == Some(&worth(&s)))
    }

    /// Whether it has the same number as `other`, the unit aside where one prints none.
    pub fn same_number(&self, other: &Self) -> bool {
        let unitless = [self, other].iter().any(|r| r.bound.unit == Unit::ONE);
        self.same_value(other) || (unitless && self.bound.value == other.bound.value)
    }

    /// Whether it bounds at the same value as `other`, to the same side, and only one of the two
    /// includes the value.
    pub fn is_stricter_or_looser(&self, other: &Self) -> bool {
        matches!(self.distance(other), Some((Step::Strictness, _)))
    }

    /// Whether it bounds the same quantity as `other`, to the same side.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.direction() == other.direction()
            && self.base.dimension.is_some()
            && self.base.dimension == other.base.dimension
    }

    /// Whether it is the other end of a range that `other` ends.
    pub fn ends_with(&self, other: &Self) -> bool {
        let opposite = matches!(
            (self.direction(), other.direction()),
            (Direction::Low, Direction::High) | (Direction::High, Direction::Low)
        );
        opposite
            && self.node == other.node
            && self.base.dimension.is_some()
            && self.base.dimension == other.base.dimension
    }

    /// Whether it bounds to the other side at the same number.
    pub fn meets(&self, other: &Self) -> bool {
        let sides = (self.direction(), other.direction());
        matches!(sides, (Direction::Low, Direction::High) | (Direction::High, Direction::Low))
            && self.same_number(other)
    }

    /// Whether it bounds to the other side of the same quantity, and nothing can meet both.
    pub fn leaves_a_gap(&self, other: &Self) -> bool {
        let (low, high) = match (self.direction(), other.direction()) {
            (Direction::Low, Direction::High) => (self, other),
            (Direction::High, Direction::Low) => (other, self),
            _ => return false,
        };
        let (Some(from), Some(to)) = (low.base.values.first(), high.base.values.first()) else { return false };
        low.base.dimension.is_some() && low.base.dimension == high.base.dimension && from > to
    }

    /// Whether it lets more through than `other`, which is beside it.
    pub fn is_wider(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (self.base.values.first(), other.base.values.first()) else { return false };
        self.is_beside(other) && if self.direction() == Direction::Low { a < b } else { a > b }
    }

    /// Whether it names the middle of the range from `low` to `high`, or how far from the
    /// middle that goes: "20 ± 1 °C".
    pub fn is_middle(&self, low: &Self, high: &Self) -> bool {
        let (Some(a), Some(b)) = (low.base.values.first(), high.base.values.first()) else { return false };
        let two = Rational::from_integer(2.into());
        let half = (b - a).abs() / &two;
        let offset = self.bound.unit.scale().map(|s| s.offset.clone()).unwrap_or_else(Rational::zero);
        let own = |v: &Rational| *v == (a + b) / &two || v - &offset == half;
        self.direction() == Direction::At
            && self.base.dimension == low.base.dimension
            && self.base.values.first().is_some_and(own)
    }

    /// A small whole number of things, which other texts put into words: "multiple", Me, Et
    /// and Pr for up to three carbon atoms.
    pub fn is_small_count(&self) -> bool {
        let ten = Rational::from_integer(10.into());
        self.bound.unit == Unit::ONE && self.base.values.first().is_some_and(|v| v.is_integer() && v.abs() < ten)
    }

    /// Whether it cannot be set against another value: it has no unit, an unknown one, or is
    /// a formula.
    pub fn is_bare(&self) -> bool {
        self.bound.unit == Unit::ONE || self.base.dimension.is_none()
    }

    /// Which way it bounds.
    pub fn direction(&self) -> Direction {
        match self.op {
            Op::Greater | Op::AtLeast => Direction::Low,
            Op::Less | Op::AtMost => Direction::High,
            Op::Exactly | Op::About => Direction::At,
        }
    }

    /// Whether it bounds at the same value as `other` and not to the other side.
    pub fn bounds_alike(&self, other: &Self) -> bool {
        matches!(self.step(other), Some(step) if step != Step::Condition)
    }

    /// How far two bounds at the same value are from saying the same.
    fn step(&self, other: &Self) -> Option<Step> {
        if self.same_value(other) {
            return Some(match (self.direction() == other.direction(), self.op == other.op) {
                (_, true) => Step::Same,
                // About 50 % and 50 %: the word stands before the first of several.
                (true, _) if self.direction() == Direction::At => Step::Same,
                (true, false) => Step::Strictness,
                (false, false) => Step::Condition,
            });
        }
        self.same_count(other).then_some(Step::Same)
    }

    /// How far two bounds are from saying the same, and how far their values are apart in
    /// parts of 2^60; `None` where they cannot speak of one constraint.
    fn distance(&self, other: &Self) -> Option<(Step, u128)> {
        if let Some(step) = self.step(other) {
            return Some((step, 0));
        }
        if self.direction() != other.direction() {
            return None;
        }
        let (a, b) = (self.base.values.first()?, other.base.values.first()?);
        // The same number in another unit: a slip of a unit, or nothing to do with each other.
        let same_number = self.bound.value == other.bound.value;
        if self.base.dimension == other.base.dimension {
            return Some((Step::Value, if same_number { 0 } else { rational::apart(a, b) }));
        }
        same_number.then_some((Step::Unit, 0))
    }
}

/// Whether two values in base units differ by no more than the rounding of a printed
/// conversion.
fn is_rounding(a: &Rational, b: &Rational, left: &Bound, right: &Bound) -> bool {
    let temperature = |u: &Unit| matches!(u.code(), "K" | "Cel" | "Fah");
    if temperature(&left.unit) && temperature(&right.unit) {
        return (a - b).abs() <= Rational::new(15.into(), 100.into());
    }
    rational::is_within(a, b, 4)
}

/// What a bound that takes out leaves in.
fn reversed(op: Op) -> Op {
    match op {
        Op::Greater => Op::AtMost,
        Op::AtLeast => Op::Less,
        Op::Less => Op::AtLeast,
        Op::AtMost => Op::Greater,
        Op::Exactly | Op::About => op,
    }
}

/// The part of a wavelength that `λ/10` is: another list prints 0.1.
fn share_of_a_wavelength(bound: &Bound) -> Option<Rational> {
    let Value::Formula(formula) = &bound.value else { return None };
    let parts = rational::parse(formula.strip_prefix("λ/")?)?;
    (!parts.is_zero()).then(|| parts.recip())
}

/// Which way a bound bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From below.
    Low,
    /// From above.
    High,
    /// It names a value.
    At,
}

/// What lies between two bounds of one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Nothing.
    Same,
    /// Whether the value itself is included.
    Strictness,
    /// Whether it limits or conditions.
    Condition,
    /// The unit.
    Unit,
    /// The value.
    Value,
}

/// One constraint: at most one bound of each list, in the order of [`List::ALL`].
#[derive(Debug, Clone, Default)]
pub struct Slot<'s> {
    /// The bounds.
    pub bounds: [Option<Reduced<'s>>; 3],
    /// The defined terms that say the same where no bound does.
    pub terms: [Option<&'static str>; 3],
}

impl<'s> Slot<'s> {
    /// The bound of `list`.
    pub fn of(&self, list: List) -> Option<&Reduced<'s>> {
        self.bounds.get(list as usize).and_then(Option::as_ref)
    }

    /// The parameter that any of its bounds names.
    pub fn parameter(&self) -> Option<String> {
        self.bounds.iter().flatten().find_map(|r| r.bound.parameter.as_ref().map(ToString::to_string))
    }

    /// The defined term by which `list` says it.
    pub fn term(&self, list: List) -> Option<&'static str> {
        self.terms.get(list as usize).copied().flatten()
    }

    /// The widest step between any two of its bounds. Two values that both are that of the third,
    /// in its unit or in that of its alias, are apart by no more than its rounding; where the two
    /// are printed in one unit, only if the third prints either.
    pub fn step(&self) -> Step {
        let all: Vec<&Reduced<'s>> = self.bounds.iter().flatten().collect();
        let prints = |c: &Reduced<'s>, r: &Reduced<'s>| r.base.values.iter().any(|v| c.base.values.contains(v));
        let joined = |a: &Reduced<'s>, b: &Reduced<'s>| {
            let one_unit = a.bound.unit == b.bound.unit;
            let both = |c: &&&Reduced<'s>| !one_unit || (prints(c, a) && prints(c, b));
            all.iter().filter(both).any(|c| c.same_value(a) && c.same_value(b))
        };
        let apart = |a: &Reduced<'s>, b: &Reduced<'s>| {
            let (step, _) = a.distance(b)?;
            (step != Step::Value || !joined(a, b)).then_some(step)
        };
        all.iter()
            .enumerate()
            .flat_map(|(i, a)| all.iter().skip(i + 1).filter_map(move |b| apart(a, b)))
            .max()
            .unwrap_or(Step::Same)
    }
}

/// Sorts the bounds of a group into slots: what says the same first, then what is
/// nearest. A bound without a partner has a slot of its own.
pub fn slots<'s>(bounds: [Vec<Reduced<'s>>; 3]) -> Vec<Slot<'s>> {
    let all: Vec<Reduced<'s>> = bounds.into_iter().flatten().collect();
    let mut near: Vec<(Step, bool, u128, usize, usize)> = Vec::new();
    for (i, a) in all.iter().enumerate() {
        for (j, b) in all.iter().enumerate().skip(i + 1).filter(|(_, b)| b.node.list != a.node.list) {
            let odd = a.is_of_another(b);
            near.extend(a.distance(b).map(|(step, apart)| (step, odd, apart, i, j)));
        }
    }
    // Of values as near to each other, those of one parameter first.
    near.sort();
    let mut slot_of: Vec<usize> = (0..all.len()).collect();
    for (_, _, _, i, j) in near {
        let (Some(a), Some(b)) = (slot_of.get(i).copied(), slot_of.get(j).copied()) else { continue };
        let lists = |slot: usize| -> Vec<List> {
            slot_of.iter().zip(&all).filter(|(s, _)| **s == slot).map(|(_, r)| r.node.list).collect()
        };
        if a != b && lists(a).iter().all(|l| !lists(b).contains(l)) {
            let (keep, drop) = match a.cmp(&b) {
                Ordering::Less => (a, b),
                _ => (b, a),
            };
            slot_of.iter_mut().filter(|s| **s == drop).for_each(|s| *s = keep);
        }
    }
    let mut slots: std::collections::BTreeMap<usize, Slot<'s>> = std::collections::BTreeMap::new();
    for (reduced, slot) in all.into_iter().zip(slot_of) {
        let place = reduced.node.list as usize;
        if let Some(cell) = slots.entry(slot).or_default().bounds.get_mut(place) {
            *cell = Some(reduced);
        }
    }
    slots.into_values().collect()
}

/// Whether `pool` has a bound that says the same as `bound`.
pub fn says_same(bound: &Reduced<'_>, pool: &[Reduced<'_>]) -> bool {
    pool.iter().any(|p| p.step(bound) == Some(Step::Same))
}

/// Whether `pool` has a bound that says the same as `bound`, strictness aside.
pub fn stands_in(bound: &Reduced<'_>, pool: &[Reduced<'_>]) -> bool {
    pool.iter().any(|p| p.step(bound).is_some())
}
