//! Bounds against bounds, group by group.

use super::finding::{Finding, Kind, Side};
use super::slot::{Reduced, Slot, Step, slots, stands_in};
use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::correlate::{Correlation, SIDES};
use crate::model::{List, Op};
use crate::quantity::Relation;

/// The findings about the bounds of one group.
pub fn findings(correlation: &Correlation<'_>, group: &Group) -> Vec<Finding> {
    let trees = &correlation.trees;
    let present: Vec<List> = List::ALL.iter().copied().filter(|l| group.of(*l).next().is_some()).collect();
    if present.len() < 2 {
        return Vec::new();
    }
    let own = [List::Us, List::Jp, List::Kr].map(|list| reduced(trees, group.of(list)));
    let around = [List::Us, List::Jp, List::Kr].map(|list| reduced(trees, neighbours(trees, group, list).into_iter()));
    slots(own)
        .iter()
        .filter_map(|slot| {
            let kind = kind(slot, &present, &around)?;
            Some(finding(group, slot, kind))
        })
        .collect()
}

fn reduced<'s>(trees: &Trees<'s>, nodes: impl Iterator<Item = Node>) -> Vec<Reduced<'s>> {
    nodes
        .flat_map(|node| {
            let bounds = trees.paragraph(node).map(|p| p.bounds.as_slice()).unwrap_or_default();
            bounds.iter().map(move |b| Reduced::new(node, b))
        })
        .collect()
}

/// Where a bound of the group may stand on `list` instead: above the members, and below them.
fn neighbours(trees: &Trees<'_>, group: &Group, list: List) -> Vec<Node> {
    let tree = trees.of(list);
    let mut nodes = Vec::new();
    for member in group.of(list) {
        nodes.extend(std::iter::successors(trees.parent(member), |n| trees.parent(*n)));
        let mut below: Vec<u32> = tree.children(member.index).to_vec();
        while let Some(index) = below.pop() {
            nodes.push(Node { list, index });
            below.extend(tree.children(index));
        }
    }
    nodes
}

/// What kind of finding a slot is, if any.
fn kind(slot: &Slot<'_>, present: &[List], around: &[Vec<Reduced<'_>>; 3]) -> Option<Kind> {
    match slot.step() {
        Step::Value => return Some(Kind::Value),
        Step::Strictness => return Some(Kind::Strictness),
        Step::Unit => return Some(Kind::Unit),
        Step::Condition => return Some(Kind::Condition),
        Step::Same => {}
    }
    let some = slot.bounds.iter().flatten().next()?;
    let missing = present
        .iter()
        .any(|l| slot.of(*l).is_none() && !around.get(*l as usize).is_some_and(|pool| stands_in(some, pool)));
    // A condition that one list leaves out is mostly said elsewhere or by the method of measuring.
    (missing && some.bound.op != Op::Exactly).then_some(Kind::BoundMissing)
}

fn finding(group: &Group, slot: &Slot<'_>, kind: Kind) -> Finding {
    let side = |list: List| Side {
        paragraphs: group.of(list).collect(),
        values: slot.of(list).map(|r| r.bound.to_string()).into_iter().collect(),
    };
    let parameter = slot.bounds.iter().flatten().find_map(|r| r.bound.parameter.clone());
    let unit = slot.bounds.iter().flatten().next().map(|r| r.bound.unit.code().to_owned());
    Finding {
        id: String::new(),
        kind,
        parameter: parameter.or(unit).unwrap_or_default(),
        sides: [side(List::Us), side(List::Jp), side(List::Kr)],
        relations: SIDES.map(|(a, b)| relation(group, slot, a, b)),
    }
}

/// How what `a` controls relates to what `b` does, by this slot alone.
fn relation(group: &Group, slot: &Slot<'_>, a: List, b: List) -> Option<Relation> {
    if group.of(a).next().is_none() || group.of(b).next().is_none() {
        return None;
    }
    Some(match (slot.of(a), slot.of(b)) {
        (Some(x), Some(y)) => x.relation(y),
        (Some(_), None) => Relation::Narrower,
        (None, Some(_)) => Relation::Broader,
        (None, None) => Relation::Equal,
    })
}
