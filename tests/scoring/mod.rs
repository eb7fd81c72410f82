//! Bounds as `score_bounds.py` scores them: by operator, value and dimension.
#![allow(dead_code)]

use std::collections::BTreeMap;

use tricord::model::{Bound, Op, Value};
use tricord::quantity::{Unit, rational};

/// Operator, value and dimension in one text, so that equal bounds are equal texts.
fn canonical(op: &str, value: &Value, unit: &Unit) -> String {
    match value {
        Value::Formula(formula) => format!("{op} {}", folded(formula)),
        Value::Exact(number) => match unit.scale() {
            Some(scale) => {
                let base = number * &scale.factor + &scale.offset;
                format!("{op} {} {:?}", rational::print(&base), scale.dimension)
            }
            None => format!("{op} {} {unit}", rational::print(number)),
        },
    }
}

fn folded(formula: &str) -> String {
    formula.chars().filter(|c| !c.is_whitespace() && !"[]×*·,".contains(*c)).collect()
}

/// One bound of a gold file: `>= 4 mm (=…)`; an alias is not scored.
fn wanted(text: &str) -> String {
    let text = text.trim();
    let text = text.split_once(" (=").map_or(text, |(head, _)| head).trim();
    let cut = text.find(|c: char| !"<>=~".contains(c)).unwrap();
    let (op, rest) = text.split_at(cut);
    let op = Op::from_word(op).unwrap().word();
    let (value, unit) = match rest.trim().strip_prefix('[') {
        Some(formula) => {
            let (formula, unit) = formula.rsplit_once(']').unwrap();
            (Value::Formula(formula.to_owned()), unit)
        }
        None => {
            let (number, unit) = rest.trim().split_once(' ').unwrap_or((rest.trim(), "1"));
            (Value::Exact(rational::parse(number).unwrap_or_else(|| panic!("{text}"))), unit)
        }
    };
    canonical(op, &value, &Unit::new(unit.trim().to_owned()))
}

/// What was hit and missed so far.
#[derive(Default)]
pub struct Score {
    pub hits: i32,
    pub wrong: i32,
    pub missed: i32,
    pub right: i32,
    pub rows: i32,
}

impl Score {
    /// Scores one paragraph: the bounds as a person read them against those read. A row that
    /// ends in `?` is left out. What is wrong is returned to be shown.
    pub fn add(&mut self, row: &str, read: &[Bound]) -> Option<String> {
        if row.trim().ends_with('?') {
            return None;
        }
        let mut balance: BTreeMap<String, i32> = BTreeMap::new();
        for bound in row.split(" | ").filter(|b| b.trim() != "-") {
            *balance.entry(wanted(bound)).or_default() += 1;
        }
        let want: i32 = balance.values().sum();
        for b in read {
            *balance.entry(canonical(b.op.word(), &b.value, &b.unit)).or_default() -= 1;
        }
        let missing: i32 = balance.values().filter(|n| **n > 0).sum();
        let extra: i32 = -balance.values().filter(|n| **n < 0).sum::<i32>();
        self.hits += want - missing;
        self.missed += missing;
        self.wrong += extra;
        self.rows += 1;
        self.right += i32::from(missing + extra == 0);
        let shown = || read.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ");
        (missing + extra > 0).then(|| format!("want {row}, read {}", shown()))
    }

    /// Whether F1 and the share of paragraphs that are wholly right reach these percentages.
    pub fn reaches(&self, f1: i32, wholly: i32) -> bool {
        // F1 is 2·hits / (2·hits + wrong + missed).
        let found = 2 * self.hits;
        found * 100 >= f1 * (found + self.wrong + self.missed) && self.right * 100 >= wholly * self.rows
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { hits, wrong, missed, right, rows } = self;
        write!(f, "{hits} hits, {wrong} wrong, {missed} missed; {right} of {rows} wholly right")
    }
}
