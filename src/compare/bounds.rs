//! Bounds against bounds, group by group.

use super::finding::{Finding, Kind, Side};
use super::pool::{Pool, reduced};
use super::seam;
use super::slot::{Direction, Reduced, Slot, Step, says_same, slots, stands_in};
use crate::correlate::group::Group;
use crate::correlate::tree::Trees;
use crate::correlate::{Correlation, SIDES};
use crate::model::{List, NoteEffect, Op};
use crate::quantity::Relation;

/// The findings about the bounds of one group.
pub fn findings(correlation: &Correlation<'_>, group: &Group) -> Vec<Finding> {
    let trees = &correlation.trees;
    let present: Vec<List> = List::ALL.iter().copied().filter(|l| group.of(*l).next().is_some()).collect();
    if present.len() < 2 {
        return Vec::new();
    }
    let own = [List::Us, List::Jp, List::Kr].map(|list| reduced(trees, group.of(list)));
    // Most slots say the same on every list: they need no look around.
    let open: Vec<Slot<'_>> = slots(own.clone())
        .into_iter()
        .filter(|slot| slot.step() != Step::Same || !present.iter().all(|l| slot.of(*l).is_some()))
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let pools = [List::Us, List::Jp, List::Kr].map(|list| Pool::new(trees, group, list));
    let open: Vec<Slot<'_>> = open.into_iter().map(|slot| filled(unsettled(slot, &present, &pools), &pools)).collect();
    let around = Around { trees, present: &present, pools: &pools, own: &own, open: &open };
    let mut findings: Vec<Finding> = Vec::new();
    for slot in &open {
        let Some((kind, reason)) = around.kind(slot) else { continue };
        let found = finding(group, slot, kind, reason);
        // What one list prints at several places is one point.
        if !findings.contains(&found) {
            findings.push(found);
        }
    }
    findings
}

/// Leaves out the bounds that every other list states as well, only at another place:
/// a partner of another value was then not the right one.
fn unsettled<'s>(mut slot: Slot<'s>, present: &[List], pools: &[Pool<'s>; 3]) -> Slot<'s> {
    if slot.step() == Step::Same {
        return slot;
    }
    for (place, cell) in slot.bounds.iter_mut().enumerate() {
        let settled = cell.as_ref().is_some_and(|bound| {
            let others = present.iter().filter(|l| **l as usize != place);
            others.clone().all(|l| pools.get(*l as usize).is_some_and(|pool| says_same(bound, &pool.near)))
        });
        if settled {
            *cell = None;
        }
    }
    slot
}

/// Adds what the lists without a bound of their own say at another place.
fn filled<'s>(mut slot: Slot<'s>, pools: &[Pool<'s>; 3]) -> Slot<'s> {
    let Some(some) = slot.bounds.iter().flatten().next().cloned() else { return slot };
    for (cell, pool) in slot.bounds.iter_mut().zip(pools).filter(|(cell, _)| cell.is_none()) {
        *cell = pool.wide.iter().find(|p| says_same(p, std::slice::from_ref(&some))).cloned();
    }
    slot
}

/// What a slot is looked at with.
struct Around<'a, 's> {
    trees: &'a Trees<'s>,
    present: &'a [List],
    pools: &'a [Pool<'s>; 3],
    own: &'a [Vec<Reduced<'s>>; 3],
    /// The slots of the group that are not settled.
    open: &'a [Slot<'s>],
}

impl Around<'_, '_> {
    /// What kind of finding a slot is, if any, and why nothing can be said where so.
    fn kind(&self, slot: &Slot<'_>) -> Option<(Kind, Option<&'static str>)> {
        let bounds = || slot.bounds.iter().flatten();
        match slot.step() {
            Step::Value if bounds().all(|r| r.direction() == Direction::At) => return Some((Kind::Condition, None)),
            Step::Value => return Some((Kind::Value, None)),
            Step::Strictness => return Some((Kind::Strictness, None)),
            Step::Unit => return Some((Kind::Unit, None)),
            Step::Condition => return Some(condition(slot)),
            Step::Same => {}
        }
        let some = bounds().next()?;
        let missing: Vec<List> = self.present.iter().copied().filter(|l| self.lacks(slot, *l, some)).collect();
        // A condition that one list leaves out is mostly said elsewhere or by the method of measuring.
        if missing.is_empty() || some.bound.op == Op::Exactly || bounds().all(|r| self.is_seam(r)) {
            return None;
        }
        let reason = self.reason(some, &missing);
        Some((if reason.is_some() { Kind::Undetermined } else { Kind::BoundMissing }, reason))
    }

    fn lacks(&self, slot: &Slot<'_>, list: List, bound: &Reduced<'_>) -> bool {
        let Some(pool) = self.pools.get(list as usize) else { return false };
        slot.of(list).is_none() && !stands_in(bound, &pool.wide) && !pool.defines(bound)
    }

    fn is_seam(&self, bound: &Reduced<'_>) -> bool {
        self.own.get(bound.node.list as usize).is_some_and(|own| seam::is_inner(bound, own))
    }

    /// Why it cannot be told whether the lists in `missing` say `bound`.
    fn reason(&self, bound: &Reduced<'_>, missing: &[List]) -> Option<&'static str> {
        if bound.is_small_count() {
            return Some("count");
        }
        let paragraph = self.trees.paragraph(bound.node)?;
        let defined = paragraph.clauses.iter().any(|c| {
            c.effect == NoteEffect::Defines
                && c.span.start <= bound.bound.span.start
                && bound.bound.span.end <= c.span.end
        });
        if defined {
            return Some("definition");
        }
        // Something there is said in a unit that was not read, or by a formula.
        let like = |r: &Reduced<'_>| r.direction() == bound.direction() && (r.is_bare() || bound.is_bare());
        let alone = self.open.iter().filter(|s| s.of(bound.node.list).is_none());
        let any = alone.flat_map(|s| missing.iter().filter_map(|l| s.of(*l))).any(like);
        any.then_some("unit")
    }
}

/// The same value once as a limit and once not, or as limits of opposite ends. A value
/// without a word beside a lower limit has lost the word; beside an upper limit it mostly
/// says how exact something is. Opposite ends say the same where one text negates.
fn condition(slot: &Slot<'_>) -> (Kind, Option<&'static str>) {
    let has = |direction| slot.bounds.iter().flatten().any(|r| r.direction() == direction);
    match (has(Direction::Low), has(Direction::High)) {
        (true, true) => (Kind::Undetermined, Some("direction")),
        (false, true) => (Kind::Undetermined, Some("condition")),
        _ => (Kind::Condition, None),
    }
}

fn finding(group: &Group, slot: &Slot<'_>, kind: Kind, reason: Option<&str>) -> Finding {
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
    let named = reason.map(str::to_owned);
    let named = named.or_else(|| slot.bounds.iter().flatten().find_map(|r| r.bound.parameter.clone()));
    let parameter = named.or_else(|| unit.map(|u| u.code().to_owned())).unwrap_or_default();
    let relations = SIDES.map(|(a, b)| match kind {
        Kind::Undetermined => both(group, a, b).then_some(Relation::Unknown),
        _ => relation(group, slot, a, b),
    });
    Finding::new(kind, parameter, [side(List::Us), side(List::Jp), side(List::Kr)], relations)
}

fn both(group: &Group, a: List, b: List) -> bool {
    group.of(a).next().is_some() && group.of(b).next().is_some()
}

/// How what `a` controls relates to what `b` does, by this slot alone.
fn relation(group: &Group, slot: &Slot<'_>, a: List, b: List) -> Option<Relation> {
    both(group, a, b).then(|| match (slot.of(a), slot.of(b)) {
        (Some(x), Some(y)) => x.relation(y),
        (Some(_), None) => Relation::Narrower,
        (None, Some(_)) => Relation::Broader,
        (None, None) => Relation::Equal,
    })
}
