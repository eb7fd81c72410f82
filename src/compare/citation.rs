//! Citations that have the form of a paragraph of their list, and no such paragraph.

use super::finding::{Finding, Kind, Side};
use crate::correlate::tree::{Node, Trees};
use crate::model::{List, Target};

/// One finding a dangling citation, list by list.
pub fn findings(trees: &Trees<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for list in List::ALL {
        for (index, paragraph) in (0..).zip(&trees.of(*list).snapshot.paragraphs) {
            for citation in paragraph.citations.iter().filter(|c| c.target == Target::Nowhere) {
                let node = Node { list: *list, index };
                findings.push(of_one(Kind::Citation, "citation", node, vec![citation.literal.clone()], Vec::new()));
            }
        }
    }
    findings
}

/// A finding about one paragraph alone.
pub fn of_one(kind: Kind, parameter: &str, node: Node, values: Vec<String>, printed: Vec<String>) -> Finding {
    let mut sides: [Side; 3] = Default::default();
    if let Some(side) = sides.get_mut(node.list as usize) {
        *side = Side { paragraphs: vec![node], values, printed, ..Side::default() };
    }
    Finding::new(kind, parameter, sides, [None; 3])
}
