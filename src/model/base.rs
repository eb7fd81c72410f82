//! Bounds in the base units of what they measure.

use super::{Bound, Value};
use crate::quantity::formula::{Worth, worth};
use crate::quantity::{Dimension, Rational, Unit};

/// What a bound is worth in base units.
#[derive(Debug, PartialEq, Eq)]
pub struct Base {
    /// What it measures; `None` where the unit is not known or the value is a formula.
    pub dimension: Option<Dimension>,
    /// The value and those of its aliases.
    pub values: Vec<Rational>,
    /// What a formula with a variable is worth.
    pub formula: Option<Worth>,
}

impl From<&Bound> for Base {
    fn from(bound: &Bound) -> Self {
        let formula = match &bound.value {
            Value::Formula(formula) => worth(formula),
            Value::Exact(_) => None,
        };
        // A formula without a variable is a number, misprinted or not.
        let constant = formula.as_ref().filter(|w| !w.varies).and_then(|w| w.values.first().map(|[v, _]| v));
        let base = |value: &Value, unit: &Unit| {
            let number = match value {
                Value::Exact(number) => Some(number),
                Value::Formula(_) => constant,
            };
            number.and_then(|n| unit.scale().map(|s| (s.to_base(n), s.dimension.clone())))
        };
        let (mut values, mut dimension) = (Vec::with_capacity(1 + bound.aliases.len()), None);
        if let Some((value, measured)) = base(&bound.value, &bound.unit) {
            values.push(value);
            dimension = Some(measured);
        }
        for alias in &bound.aliases {
            let alike = base(&alias.value, &alias.unit).filter(|(_, d)| Some(d) == dimension.as_ref());
            values.extend(alike.map(|(v, _)| v));
        }
        let scaled = |w: Worth| match bound.unit.scale() {
            Some(s) => {
                Worth { values: w.values.iter().map(|tried| tried.each_ref().map(|v| v * &s.factor)).collect(), ..w }
            }
            None => w,
        };
        Self { dimension, values, formula: formula.filter(|w| w.varies).map(scaled) }
    }
}
