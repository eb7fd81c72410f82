//! A list at odds with itself: a value whose alias in brackets is another value.

use super::citation::of_one;
use super::finding::{Finding, Kind};
use crate::correlate::tree::{Node, Trees};
use crate::model::{Alias, Bound, List};
use crate::quantity::Unit;

/// One finding a bound with an alias that does not fit.
pub fn findings(trees: &Trees<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for list in List::ALL {
        for (index, paragraph) in (0..).zip(&trees.of(*list).snapshot.paragraphs) {
            for bound in &paragraph.bounds {
                for alias in bound.aliases.iter().filter(|a| a.agrees == Some(false) && !is_interval(bound, a)) {
                    let node = Node { list: *list, index };
                    let values = vec![format!("{bound} (= {} {})", alias.value, alias.unit)];
                    let printed = vec![bound.literal.clone(), alias.literal.clone()];
                    findings.push(of_one(Kind::Drafting, "alias", node, values, printed));
                }
            }
        }
    }
    findings
}

/// Whether it says how far two temperatures are apart: ±1 K is ±1 °C.
fn is_interval(bound: &Bound, alias: &Alias) -> bool {
    let temperature = |unit: &Unit| matches!(unit.code(), "K" | "Cel");
    bound.value == alias.value && temperature(&bound.unit) && temperature(&alias.unit)
}
