//! Children that must all hold on one list, and of which one is enough on another.

use super::finding::{Finding, Kind, Side};
use crate::correlate::group::Group;
use crate::correlate::pair::Confidence;
use crate::correlate::tree::Node;
use crate::correlate::{Correlation, SIDES};
use crate::model::{Joiner, List, Standing};
use crate::quantity::Relation;

/// The finding about how the children of a group's paragraphs belong together. Only
/// paragraphs with two children that control something are compared, one on each list:
/// elsewhere the joiner says nothing. Children that are excepted are no part of it, and where the
/// children are not one to one, the lists divide the control at other places.
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
    let of = |list: List| joiners.get(list as usize).copied().flatten();
    let opposed = |a: List, b: List| {
        matches!((of(a), of(b)), (Some(Joiner::All), Some(Joiner::Any)) | (Some(Joiner::Any), Some(Joiner::All)))
    };
    let one_to_one = |a: List, b: List| {
        let nodes = group.of(a).next().zip(group.of(b).next());
        nodes.is_some_and(|(x, y)| are_paired(correlation, x, y) && are_paired(correlation, y, x))
    };
    if !SIDES.iter().any(|(a, b)| opposed(*a, *b) && one_to_one(*a, *b)) {
        return None;
    }
    let side = |list: List| {
        let values = of(list).map(|j| j.word().to_owned());
        Side { paragraphs: group.of(list).collect(), values: values.into_iter().collect(), ..Side::default() }
    };
    let relations = SIDES.map(|(a, b)| match (of(a)?, of(b)?) {
        (Joiner::Any, Joiner::All) => Some(Relation::Broader),
        (Joiner::All, Joiner::Any) => Some(Relation::Narrower),
        _ => Some(Relation::Equal),
    });
    Some(Finding::new(Kind::Joiner, "joiner", [side(List::Us), side(List::Jp), side(List::Kr)], relations))
}

/// Whether most children of `a` that control something have a counterpart among those of `b`.
fn are_paired(correlation: &Correlation<'_>, a: Node, b: Node) -> bool {
    let trees = &correlation.trees;
    let below = |n: Node| trees.parent(n) == Some(b);
    let is_paired = |child: &Node| {
        let tied = correlation.pairs.iter().filter(|p| p.confidence >= Confidence::Likely);
        let mut tied = tied.filter(|p| p.left == *child || p.right == *child);
        tied.any(|p| below(p.left) || below(p.right))
    };
    let (paired, alone): (Vec<Node>, Vec<Node>) = trees.items(a).partition(is_paired);
    paired.len() > alone.len()
}
