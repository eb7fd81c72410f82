//! Bounds of notes that answer to each other: up to where they take out, bring in or define.
//! What the Japanese ordinance takes out in its sentences is set beside them.

use super::bounds::distinct;
use super::ends;
use super::exclusion::effect;
use super::finding::{Finding, Kind, Side, measured};
use super::pool::{above, of_node, reduced};
use super::slot::{Direction, Reduced, Slot, Step, says_same, slots, stands_in};
use crate::correlate::SIDES;
use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::model::{List, NoteEffect, Role, Standing};
use crate::quantity::Relation;

/// The findings about the bounds in the notes of one group; `pairs` are those that answer to each
/// other.
pub fn findings(trees: &Trees<'_>, group: &Group, pairs: &[(Node, Node)]) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for (us, kr) in pairs.iter().copied() {
        let effect = effect(trees, us);
        let excluded = effect == Some(NoteEffect::Excludes);
        let (ours, theirs) = (stated(trees, us, excluded), stated(trees, kr, excluded));
        let mut there = if excluded { taken_out(trees, group) } else { Vec::new() };
        there.retain(|b| stands_in(b, &ours) || stands_in(b, &theirs));
        // The ordinance says as a condition of the item what a note takes out or brings in.
        let answers = |b: &&Reduced<'_>| {
            let said = |n: &Reduced<'_>| n.is_beside(b) && stands_in(b, std::slice::from_ref(n));
            ours.iter().chain(&theirs).any(said)
        };
        there.extend(limits(trees, group).iter().filter(answers).cloned());
        let there = distinct(there);
        let count = |all: &[Reduced<'_>], b: &Reduced<'_>| all.iter().filter(|o| o.is_beside(b)).count();
        for slot in slots([ours.clone(), there, theirs.clone()]) {
            let (Some(a), Some(b)) = (slot.of(List::Us), slot.of(List::Kr)) else { continue };
            let limits = [a, b].iter().all(|r| r.direction() != Direction::At);
            let kind = match slot.step() {
                Step::Strictness => Kind::Strictness,
                // Of several values it could not be told which answers to which.
                Step::Value if effect.is_some() && count(&ours, a) == 1 && count(&theirs, b) == 1 => Kind::Value,
                Step::Condition if effect.is_some() && limits => Kind::Undetermined,
                _ => continue,
            };
            found.push(finding(trees, group, us, kr, &slot, kind));
        }
    }
    found
}

/// The bounds of a note and of those below it.
fn stated<'s>(trees: &Trees<'s>, note: Node, excluded: bool) -> Vec<Reduced<'s>> {
    let bounds = trees.below(note).into_iter().flat_map(|n| of_node(trees, n, move |_| excluded));
    distinct(bounds.filter(|r| r.bound.role != Role::Example).collect())
}

/// The bounds of what the Japanese paragraphs of the group, and those above and below them,
/// take out: in clauses, and in items that are excepted.
fn taken_out<'s>(trees: &Trees<'s>, group: &Group) -> Vec<Reduced<'s>> {
    let mut bounds = Vec::new();
    for node in group.of(List::Jp).flat_map(|n| above(trees, n).chain(trees.below(n))) {
        let Some(paragraph) = trees.paragraph(node) else { continue };
        let excepted =
            above(trees, node).any(|n| trees.paragraph(n).is_some_and(|p| p.standing == Standing::Exclusion));
        let own = of_node(trees, node, |_| true);
        bounds.extend(own.filter(|r| excepted || paragraph.is_excluded(r.bound.span)));
    }
    distinct(bounds)
}

/// The limits that the Japanese paragraphs of the group, and those below them, set themselves, and
/// the items of the other lists do not, strictly or less so.
fn limits<'s>(trees: &Trees<'s>, group: &Group) -> Vec<Reduced<'s>> {
    let of = |list: List| {
        let controls = |n: &Node| trees.of(list).is_control(n.index);
        reduced(trees, group.of(list).flat_map(|n| trees.below(n)).filter(controls))
    };
    let (us, kr) = (of(List::Us), of(List::Kr));
    let said = |r: &Reduced<'_>, items: &[Reduced<'_>]| {
        says_same(r, items) || items.iter().any(|item| item.is_stricter_or_looser(r))
    };
    let alone = |r: &Reduced<'_>| !said(r, &us) && !said(r, &kr);
    of(List::Jp).into_iter().filter(|r| r.bound.role == Role::Limit && alone(r)).collect()
}

fn finding(trees: &Trees<'_>, group: &Group, us: Node, kr: Node, slot: &Slot<'_>, kind: Kind) -> Finding {
    let unit = slot.bounds.iter().flatten().next().map(|r| &r.bound.unit);
    let side = |list: List| {
        let of = slot.of(list);
        let note = [us, kr].into_iter().find(|n| n.list == list);
        Side {
            paragraphs: group.of(list).chain(note).collect(),
            values: of.map(|r| r.bound.to_string()).into_iter().collect(),
            printed: of.map(|r| r.bound.literal.to_string()).into_iter().collect(),
            converted: of.zip(unit).and_then(|(r, u)| r.converted(u)).into_iter().collect(),
        }
    };
    let relations = SIDES.map(|(a, b)| match (slot.of(a), slot.of(b)) {
        (Some(_), Some(_)) if kind == Kind::Undetermined => Some(Relation::Unknown),
        (Some(x), Some(y)) => Some(ends::relation(trees, x, y)),
        _ => None,
    });
    let parameter = slot.parameter();
    let parameter = match kind {
        Kind::Undetermined => "direction".to_owned(),
        _ => parameter.or_else(|| unit.map(|u| measured(u).to_owned())).unwrap_or_default(),
    };
    Finding::new(kind, parameter, [side(List::Us), side(List::Jp), side(List::Kr)], relations)
}
