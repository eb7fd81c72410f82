//! A list at odds with itself: a value whose alias in brackets is another value, an item
//! that stands twice.

use std::collections::BTreeSet;

use super::citation::of_one;
use super::finding::{Finding, Kind};
use crate::correlate::tree::{Node, Trees};
use crate::model::{Hash, Kind as ParagraphKind, List};

/// The items that repeat one before them below the same paragraph, word for word, and have
/// nothing below them.
pub fn repeated(trees: &Trees<'_>) -> BTreeSet<Node> {
    let mut repeated = BTreeSet::new();
    for list in List::ALL {
        let tree = trees.of(*list);
        let mut seen: BTreeSet<(Option<u32>, &str, Hash)> = BTreeSet::new();
        for (index, paragraph) in (0..).zip(&tree.snapshot.paragraphs) {
            if paragraph.kind == ParagraphKind::Item
                && tree.children(index).is_empty()
                && !seen.insert((paragraph.parent, &paragraph.label, paragraph.text_sha256))
            {
                repeated.insert(Node { list: *list, index });
            }
        }
    }
    repeated
}

/// One finding a bound with an alias that does not fit, and one an item that stands twice.
pub fn findings(trees: &Trees<'_>, repeated: &BTreeSet<Node>) -> Vec<Finding> {
    let label = |node: &Node| trees.paragraph(*node).map(|p| p.label.clone()).into_iter().collect();
    let twice = |node: &Node| of_one(Kind::Drafting, "twice", *node, label(node), Vec::new());
    let mut findings: Vec<Finding> = repeated.iter().map(twice).collect();
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
