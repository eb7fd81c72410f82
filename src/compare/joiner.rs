//! Children that must all hold on one list, and of which one is enough on another.

use super::finding::{Finding, Kind, Side};
use crate::correlate::group::Group;
use crate::correlate::tree::Node;
use crate::correlate::{Correlation, SIDES};
use crate::model::{Joiner, List, Standing};
use crate::quantity::Relation;

/// The finding about how the children of a group's paragraphs belong together. Only
/// paragraphs with two children that control something are compared, one on each list:
/// elsewhere the joiner says nothing. Children that are excepted are no part of it.
pub fn finding(correlation: &Correlation<'_>, group: &Group) -> Option<Finding> {
    let trees = &correlation.trees;
    let joined = |list: List| {
        let mut members = group.of(list);
        let (node, None) = (members.next()?, members.next()) else { return None };
        let joiner = trees.paragraph(node)?.joiner;
        let controls = |n: &Node| trees.paragraph(*n).is_some_and(|p| p.standing != Standing::Exclusion);
        (joiner != Joiner::None && trees.items(node).filter(controls).nth(1).is_some()).then_some(joiner)
    };
    let joiners = [List::Us, List::Jp, List::Kr].map(joined);
    // One list may join in a paragraph what another joins in one below it.
    let opposed = |(a, b): (List, List)| {
        let of = |list: List| Some((group.of(list).next()?, joiners.get(list as usize).copied().flatten()?));
        let (Some((a, left)), Some((b, right))) = (of(a), of(b)) else { return false };
        matches!((left, right), (Joiner::All, Joiner::Any) | (Joiner::Any, Joiner::All))
            && children_meet(correlation, a, b)
    };
    if !SIDES.into_iter().any(opposed) {
        return None;
    }
    let side = |list: List| {
        let values = joiners.get(list as usize).copied().flatten().map(|j| j.word().to_owned());
        Side { paragraphs: group.of(list).collect(), values: values.into_iter().collect(), ..Side::default() }
    };
    let of = |list: List| joiners.get(list as usize).copied().flatten();
    let relations = SIDES.map(|(a, b)| match (of(a)?, of(b)?) {
        (Joiner::Any, Joiner::All) => Some(Relation::Broader),
        (Joiner::All, Joiner::Any) => Some(Relation::Narrower),
        _ => Some(Relation::Equal),
    });
    Some(Finding::new(Kind::Joiner, "joiner", [side(List::Us), side(List::Jp), side(List::Kr)], relations))
}

/// Whether a child of `a` is paired with one of `b`.
fn children_meet(correlation: &Correlation<'_>, a: Node, b: Node) -> bool {
    let trees = &correlation.trees;
    let below = |child: Node, parent: Node| trees.parent(child) == Some(parent);
    correlation.pairs.iter().any(|p| below(p.left, a) && below(p.right, b) || below(p.left, b) && below(p.right, a))
}
