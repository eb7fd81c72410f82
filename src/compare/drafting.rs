//! A list at odds with itself: a value whose alias in brackets is another value.

use super::citation::of_one;
use super::finding::{Finding, Kind};
use crate::correlate::tree::{Node, Trees};
use crate::model::List;

/// One finding a bound with an alias that does not fit.
pub fn findings(trees: &Trees<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for list in List::ALL {
        for (index, paragraph) in (0..).zip(&trees.of(*list).snapshot.paragraphs) {
            for bound in &paragraph.bounds {
                for alias in bound.aliases.iter().filter(|a| a.agrees == Some(false)) {
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
