//! Reasons for control of the US entry against the regime references of the Korean one.

use std::collections::BTreeSet;

use super::finding::{Finding, Kind, Side};
use super::standing::{Regime, controls};
use crate::correlate::Correlation;
use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::model::{ControlKind, Kind as ParagraphKind, List};
use crate::quantity::Relation;

/// The finding of a group of entries whose regimes are not the same. An entry without
/// any reason for control (a stub that refers to the ITAR, say) or without any tag says
/// nothing, and is not compared.
pub fn finding(correlation: &Correlation<'_>, group: &Group) -> Option<Finding> {
    let trees = &correlation.trees;
    let entries = |list: List| -> Vec<Node> {
        let is_entry = |n: &Node| trees.paragraph(*n).is_some_and(|p| p.kind == ParagraphKind::Entry);
        group.of(list).filter(is_entry).collect()
    };
    let (us, kr) = (entries(List::Us), entries(List::Kr));
    let reasons: BTreeSet<Regime> = us
        .iter()
        .flat_map(|n| controls(trees, *n))
        .filter(|c| c.kind == ControlKind::Reason)
        .filter_map(|c| Regime::of_reason(&c.code))
        .collect();
    let tags: BTreeSet<Regime> = kr.iter().flat_map(|n| tags(trees, *n)).collect();
    if reasons.is_empty() || tags.is_empty() || reasons == tags {
        return None;
    }
    let words = |regimes: &BTreeSet<Regime>| regimes.iter().map(|r| r.word().to_owned()).collect::<Vec<_>>();
    let side = |paragraphs: Vec<Node>, values| Side { paragraphs, values, ..Side::default() };
    let relation = match (reasons.is_superset(&tags), tags.is_superset(&reasons)) {
        (true, _) => Relation::Broader,
        (_, true) => Relation::Narrower,
        _ => Relation::Overlaps,
    };
    let sides = [side(us, words(&reasons)), side(group.of(List::Jp).collect(), Vec::new()), side(kr, words(&tags))];
    let apart: Vec<&str> = reasons.symmetric_difference(&tags).map(|r| r.word()).collect();
    Some(Finding::new(Kind::Controls, apart.join(" "), sides, [None, Some(relation), None]))
}

/// The regimes of a Korean entry and of all below it.
fn tags(trees: &Trees<'_>, entry: Node) -> Vec<Regime> {
    let tree = trees.of(entry.list);
    let mut found = Vec::new();
    let mut open = vec![entry.index];
    while let Some(index) = open.pop() {
        let tags = tree.paragraph(index).map(|p| p.regimes.as_slice()).unwrap_or_default();
        found.extend(tags.iter().filter_map(|t| Regime::of_tag(t)));
        open.extend(tree.children(index));
    }
    found
}
