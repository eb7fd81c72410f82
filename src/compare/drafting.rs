//! A list at odds with itself: a value whose alias in brackets is another value, an item
//! that stands twice.

use std::collections::BTreeSet;

use super::citation::of_one;
use super::finding::{Finding, Kind};
use crate::correlate::tree::{Node, Trees};
use crate::model::{Alias, Bound, List};
use crate::quantity::Unit;

/// One finding a bound with an alias that does not fit, and one an item that stands twice.
pub fn findings(trees: &Trees<'_>, repeated: &BTreeSet<Node>) -> Vec<Finding> {
    let label = |node: &Node| trees.paragraph(*node).map(|p| p.label.to_string()).into_iter().collect();
    let twice = |node: &Node| of_one(Kind::Drafting, "twice", *node, label(node), Vec::new());
    let mut findings: Vec<Finding> = repeated.iter().map(twice).collect();
    for list in List::ALL {
        for (index, paragraph) in (0..).zip(&trees.of(*list).snapshot.paragraphs) {
            for bound in &paragraph.bounds {
                for alias in bound.aliases.iter().filter(|a| a.agrees == Some(false) && !is_interval(bound, a)) {
                    let node = Node { list: *list, index };
                    let values = vec![format!("{bound} (= {} {})", alias.value, alias.unit)];
                    let printed = vec![bound.literal.to_string(), alias.literal.to_string()];
                    let found = of_one(Kind::Drafting, "alias", node, values, printed);
                    // What one paragraph prints twice is one slip.
                    if findings.last() != Some(&found) {
                        findings.push(found);
                    }
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
