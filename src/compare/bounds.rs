//! Bounds against bounds, group by group.

use super::finding::{Finding, Kind, Side};
use super::slot::{Reduced, Slot, Step, says_same, slots, stands_in};
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
    let made = std::cell::OnceCell::new();
    let pools = || {
        made.get_or_init(|| {
            [List::Us, List::Jp, List::Kr].map(|list| {
                let nodes = group.of(list).chain(neighbours(trees, group, list));
                reduced(trees, nodes)
            })
        })
    };
    slots(own)
        .into_iter()
        .filter_map(|slot| {
            // Most slots say the same on every list: they need no look around.
            if slot.step() == Step::Same && present.iter().all(|l| slot.of(*l).is_some()) {
                return None;
            }
            let pools = pools();
            let slot = unsettled(slot, &present, pools);
            let kind = kind(&slot, &present, pools)?;
            Some(finding(group, &slot, kind))
        })
        .collect()
}

/// Leaves out the bounds that every other list states as well, only at another place:
/// a partner of another value was then not the right one.
fn unsettled<'s>(mut slot: Slot<'s>, present: &[List], pools: &[Vec<Reduced<'s>>; 3]) -> Slot<'s> {
    if slot.step() == Step::Same {
        return slot;
    }
    for (place, cell) in slot.bounds.iter_mut().enumerate() {
        let settled = cell.as_ref().is_some_and(|bound| {
            let others = present.iter().filter(|l| **l as usize != place);
            others.clone().all(|l| pools.get(*l as usize).is_some_and(|pool| says_same(bound, pool)))
        });
        if settled {
            *cell = None;
        }
    }
    slot
}

pub(super) fn reduced<'s>(trees: &Trees<'s>, nodes: impl Iterator<Item = Node>) -> Vec<Reduced<'s>> {
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
fn kind(slot: &Slot<'_>, present: &[List], pools: &[Vec<Reduced<'_>>; 3]) -> Option<Kind> {
    let conditions = slot.bounds.iter().flatten().all(|r| matches!(r.bound.op, Op::Exactly | Op::About));
    match slot.step() {
        Step::Value if conditions => return Some(Kind::Condition),
        Step::Value => return Some(Kind::Value),
        Step::Strictness => return Some(Kind::Strictness),
        Step::Unit => return Some(Kind::Unit),
        Step::Condition => return Some(Kind::Condition),
        Step::Same => {}
    }
    let some = slot.bounds.iter().flatten().next()?;
    let missing = present
        .iter()
        .any(|l| slot.of(*l).is_none() && !pools.get(*l as usize).is_some_and(|pool| stands_in(some, pool)));
    // A condition that one list leaves out is mostly said elsewhere or by the method of measuring.
    (missing && some.bound.op != Op::Exactly).then_some(Kind::BoundMissing)
}

fn finding(group: &Group, slot: &Slot<'_>, kind: Kind) -> Finding {
    let unit = slot.bounds.iter().flatten().next().map(|r| &r.bound.unit);
    let side = |list: List| {
        let of = slot.of(list);
        Side {
            paragraphs: group.of(list).collect(),
            values: of.map(|r| r.bound.to_string()).into_iter().collect(),
            printed: of.map(|r| r.bound.literal.clone()).into_iter().collect(),
            converted: of.zip(unit).and_then(|(r, u)| r.converted(u)).into_iter().collect(),
        }
    };
    let parameter = slot.bounds.iter().flatten().find_map(|r| r.bound.parameter.clone());
    let parameter = parameter.or_else(|| unit.map(|u| u.code().to_owned())).unwrap_or_default();
    let relations = SIDES.map(|(a, b)| relation(group, slot, a, b));
    Finding::new(kind, parameter, [side(List::Us), side(List::Jp), side(List::Kr)], relations)
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
