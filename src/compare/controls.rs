//! Reasons for control of the US entry against the regime references of the Korean one.

use std::collections::BTreeSet;

use super::finding::{Finding, Kind, Side};
use super::standing::{Regime, controls};
use crate::correlate::Correlation;
use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::model::{Control, ControlKind, Kind as ParagraphKind, List};
use crate::quantity::Relation;

/// The findings of a group of entries whose regimes are not the same. An entry without
/// any reason for control (a stub that refers to the ITAR, say) or without any tag says
/// nothing, and is not compared.
pub fn findings(correlation: &Correlation<'_>, group: &Group) -> Vec<Finding> {
    let trees = &correlation.trees;
    let entries = |list: List| -> Vec<Node> {
        let is_entry = |n: &Node| trees.paragraph(*n).is_some_and(|p| p.kind == ParagraphKind::Entry);
        group.of(list).filter(is_entry).collect()
    };
    let (mut us, mut kr) = (entries(List::Us), entries(List::Kr));
    // Where the counterpart of an entry is an item of a Korean one, its own tags count.
    if kr.is_empty() {
        kr = group.of(List::Kr).collect();
    }
    let mut found = Vec::new();
    // Of several entries each is set against that of its number.
    if us.len() > 1 {
        let local = |n: Node| trees.paragraph(n).map(|p| p.id.local());
        for entry in std::mem::take(&mut us) {
            match kr.iter().position(|n| local(*n) == local(entry)) {
                Some(twin) => found.extend(finding(correlation, group, vec![entry], vec![kr.remove(twin)])),
                None => us.push(entry),
            }
        }
    }
    found.extend(finding(correlation, group, us, kr));
    found
}

fn finding(correlation: &Correlation<'_>, group: &Group, us: Vec<Node>, kr: Vec<Node>) -> Option<Finding> {
    let trees = &correlation.trees;
    let stated = us.iter().flat_map(|n| controls(trees, *n)).filter(|c| c.kind == ControlKind::Reason);
    let stated: Vec<(&Control, Regime)> = stated.filter_map(|c| Some((c, Regime::of_reason(&c.code)?))).collect();
    let tags: BTreeSet<Regime> = kr.iter().flat_map(|n| tags(trees, *n)).collect();
    let mut reasons: BTreeSet<Regime> = stated.iter().map(|(_, regime)| *regime).collect();
    if reasons.is_empty() || tags.is_empty() || reasons == tags {
        return None;
    }
    // What holds for a paragraph alone is said in Korea where the counterpart of that one stands.
    let elsewhere = |control: &Control, regime: Regime| {
        let mut applies = control.applies_to.iter().filter_map(|id| trees.find(id)).peekable();
        let there = |n: Node| {
            let mut partners = correlation.pairs.iter().filter(|p| p.left == n && p.right.list == List::Kr);
            partners.any(|p| self::tags(trees, p.right).contains(&regime))
        };
        applies.peek().is_some() && applies.all(there)
    };
    let is_met = |regime: &Regime| {
        let mut of = stated.iter().filter(|(_, r)| r == regime);
        !tags.contains(regime) && of.all(|(c, r)| elsewhere(c, *r))
    };
    reasons.retain(|regime| !is_met(regime));
    if reasons.is_empty() || reasons == tags {
        return None;
    }
    let words = |regimes: &BTreeSet<Regime>| regimes.iter().map(|r| r.word().to_owned()).collect::<Vec<_>>();
    let side = |paragraphs: Vec<Node>, values| Side { paragraphs, values, ..Side::default() };
    let relation = match (reasons.is_superset(&tags), tags.is_superset(&reasons)) {
        (true, _) => Relation::Broader,
        (_, true) => Relation::Narrower,
        _ => Relation::Overlaps,
    };
    let tied = |n: &Node| {
        let mut ends = group.pairs.iter().filter_map(|i| correlation.pairs.get(*i)).map(|p| [p.left, p.right]);
        ends.any(|ends| ends.contains(n) && ends.iter().any(|e| us.contains(e) || kr.contains(e)))
    };
    let japanese = group.of(List::Jp).filter(tied).collect();
    let sides = [side(us, words(&reasons)), side(japanese, Vec::new()), side(kr, words(&tags))];
    let apart: Vec<&str> = reasons.symmetric_difference(&tags).map(|r| r.word()).collect();
    Some(Finding::new(Kind::Controls, apart.join(" "), sides, [None, Some(relation), None]))
}

/// The regimes of a Korean paragraph and of all below it that is not deleted.
fn tags(trees: &Trees<'_>, entry: Node) -> Vec<Regime> {
    let tree = trees.of(entry.list);
    let mut found = Vec::new();
    let mut open = vec![entry.index];
    while let Some(index) = open.pop() {
        let Some(paragraph) = tree.paragraph(index).filter(|p| p.kind != ParagraphKind::Reserved) else { continue };
        let tags = paragraph.regimes.as_slice();
        found.extend(tags.iter().filter_map(|t| Regime::of_tag(t)));
        open.extend(tree.children(index));
    }
    // An item without a tag has that of what it stands below.
    let up = std::iter::successors(tree.parent(entry.index), |n| tree.parent(*n)).filter_map(|n| tree.paragraph(n));
    if found.is_empty()
        && let Some(above) = up.map(|p| p.regimes.as_slice()).find(|tags| !tags.is_empty())
    {
        found.extend(above.iter().filter_map(|t| Regime::of_tag(t)));
    }
    found
}
