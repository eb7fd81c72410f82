//! Citations that have the form of a paragraph of their list, where there is no such paragraph
//! or only a reserved one.

use super::finding::{Finding, Kind, Side};
use crate::correlate::tree::{Node, Trees};
use crate::model::{Citation, Id, Kind as ParagraphKind, List, Target};

/// One finding a dangling citation, list by list.
pub fn findings(trees: &Trees<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_reserved =
        |id: &Id| trees.find(id).and_then(|n| trees.paragraph(n)).is_some_and(|p| p.kind == ParagraphKind::Reserved);
    let dangles = |c: &&Citation| match &c.target {
        Target::Inside(ids) => !ids.is_empty() && ids.iter().all(is_reserved),
        Target::Nowhere => true,
        Target::Outside => false,
    };
    for list in List::ALL {
        for (index, paragraph) in (0..).zip(&trees.of(*list).snapshot.paragraphs) {
            for citation in paragraph.citations.iter().filter(dangles) {
                let node = Node { list: *list, index };
                findings.push(of_one(Kind::Citation, "citation", node, vec![citation.literal.to_string()], Vec::new()));
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
