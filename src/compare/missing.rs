//! Whether a list lacks a bound that others set, or only says it elsewhere and otherwise.

use super::pool::{Pool, above};
use super::seam;
use super::slot::{Reduced, Slot, says_same, stands_in};
use crate::correlate::tree::{Node, Trees};
use crate::model::{Citation, Id, List, NoteEffect, Op, Target};

/// How sure it is.
pub enum Missing {
    /// It lacks it.
    Sure,
    /// It cannot be told, and why.
    Unsure(&'static str),
}

/// What a slot is looked at with.
pub struct Around<'a, 's> {
    /// The lists.
    pub trees: &'a Trees<'s>,
    /// Those with a member in the group.
    pub present: &'a [List],
    /// What stands around the members.
    pub pools: &'a [Pool<'s>; 3],
    /// The bounds of the members.
    pub own: &'a [Vec<Reduced<'s>>; 3],
    /// The slots of the group that are not settled.
    pub open: &'a [Slot<'s>],
}

impl<'s> Around<'_, 's> {
    /// Whether a list lacks the bound of `slot`, whose bounds say the same.
    pub fn missing(&self, slot: &Slot<'s>) -> Option<Missing> {
        let some = slot.bounds.iter().flatten().next()?;
        let missing: Vec<&Pool<'s>> = self
            .present
            .iter()
            .filter(|l| slot.of(**l).is_none() && slot.term(**l).is_none())
            .filter_map(|l| self.pools.get(*l as usize))
            .filter(|pool| !pool.wide.iter().any(|p| p.bounds_alike(some)))
            .collect();
        // A condition that one list leaves out is mostly said elsewhere or by the method of measuring.
        if missing.is_empty() || some.bound.op == Op::Exactly {
            return None;
        }
        if slot.bounds.iter().flatten().all(|r| seam::is_inner(r, self.own(r.node.list), &self.lone(r.node.list))) {
            return None;
        }
        if missing.iter().all(|pool| self.is_tolerance(some, pool)) {
            return None;
        }
        Some(self.reason(some, &missing).map_or(Missing::Sure, Missing::Unsure))
    }

    /// Whether a list has many entries in the group: of which of them a bound is missing
    /// cannot be told.
    fn is_pooled(&self) -> bool {
        self.pools.iter().any(|pool| pool.entries(self.trees) > 2)
    }

    fn own(&self, list: List) -> &[Reduced<'s>] {
        self.own.get(list as usize).map_or(&[], Vec::as_slice)
    }

    /// The bounds of `list` that stand in a slot of their own.
    fn lone(&self, list: List) -> Vec<Reduced<'s>> {
        let alone = self.open.iter().filter(|s| s.bounds.iter().flatten().count() == 1);
        alone.filter_map(|s| s.of(list)).cloned().collect()
    }

    /// Whether `pool` says the range that `bound` ends as "20 ± 1 °C".
    fn is_tolerance(&self, bound: &Reduced<'_>, pool: &Pool<'_>) -> bool {
        let mut ends = self.own(bound.node.list).iter().filter(|r| r.ends_with(bound));
        ends.any(|end| pool.wide.iter().any(|r| r.is_middle(bound, end)))
    }

    /// Why it cannot be told whether `missing` say `bound`.
    fn reason(&self, bound: &Reduced<'_>, missing: &[&Pool<'_>]) -> Option<&'static str> {
        if bound.is_small_count() {
            Some("count")
        } else if self.is_definition(bound) {
            Some("definition")
        } else if missing.iter().any(|pool| self.cites(bound, pool)) {
            Some("cited")
        } else if missing.iter().any(|pool| self.is_part_of_a_range(bound, pool)) {
            Some("range")
        } else if missing.iter().any(|pool| self.is_otherwise_said(bound, pool)) {
            Some("unit")
        } else if self.is_pooled() {
            Some("pooled")
        } else if missing.iter().any(|pool| stands_in(bound, &pool.wide)) {
            // It bounds to the other side there: a negation was not seen, or the lists disagree.
            Some("opposite")
        } else if missing.iter().any(|pool| pool.members.iter().all(|n| is_stub(self.trees, *n))) {
            Some("other-law")
        } else {
            None
        }
    }

    /// Whether it only says what a term means: other lists define theirs elsewhere.
    fn is_definition(&self, bound: &Reduced<'_>) -> bool {
        let inside = bound.bound.span;
        let defines = |c: &crate::model::Clause| {
            c.effect == NoteEffect::Defines && c.span.start <= inside.start && inside.end <= c.span.end
        };
        self.trees.paragraph(bound.node).is_some_and(|p| p.clauses.iter().any(defines))
    }

    /// Whether these are software or technology for goods that they cite, whose bounds are
    /// theirs too, or parts for vehicles that they or the heads above them cite and whose range
    /// is asked.
    fn cites(&self, bound: &Reduced<'_>, pool: &Pool<'_>) -> bool {
        let cited = |n: Node| -> Vec<&Id> {
            let Some(p) = self.trees.paragraph(n) else { return Vec::new() };
            p.citations.iter().filter(|c| !p.is_excluded(c.span)).flat_map(|c| c.target.ids()).collect()
        };
        let knowledge = |n: Node| self.trees.paragraph(n).is_some_and(|p| is_knowledge(&p.id));
        let own = |n: &Node| (knowledge(*n) || bound.is_missile_range()) && !cited(*n).is_empty();
        let heads =
            |n: &Node| above(self.trees, *n).skip(1).any(|h| cited(h).into_iter().any(|id| self.is_vehicle(id)));
        pool.members.iter().any(|n| own(n) || (bound.is_missile_range() && heads(n)))
    }

    /// Whether a paragraph names vehicles of which the range is asked.
    fn is_vehicle(&self, id: &Id) -> bool {
        const VEHICLES: [&str; 4] = ["missile", "sounding-rocket", "space-launch-vehicle", "unmanned-aerial-vehicle"];
        let paragraph = self.trees.find(id).and_then(|n| self.trees.paragraph(n));
        paragraph.is_some_and(|p| p.terms.iter().any(|t| VEHICLES.contains(&t.as_str())))
    }

    /// Whether what lies beyond `bound` may be controlled in another paragraph: the range's other
    /// end is that of `pool`, both have a wider range in another entry, or another paragraph of
    /// the list says all that the one of `pool` says.
    fn is_part_of_a_range(&self, bound: &Reduced<'_>, pool: &Pool<'_>) -> bool {
        let own = self.own(bound.node.list);
        let entry = |r: &Reduced<'_>| self.trees.of(r.node.list).entry(r.node.index);
        own.iter().any(|end| end.ends_with(bound) && says_same(end, pool.near()))
            || own
                .iter()
                .any(|wide| wide.is_wider(bound) && entry(wide) != entry(bound) && says_same(wide, pool.near()))
            || own.iter().any(|other| other.node != bound.node && self.says_all(other.node, pool))
    }

    /// Whether `node` sets all bounds of the one member of `pool`.
    fn says_all(&self, node: Node, pool: &Pool<'_>) -> bool {
        let there = self.own(pool.list);
        let own: Vec<Reduced<'_>> = self.own(node.list).iter().filter(|r| r.node == node).cloned().collect();
        let more = there.iter().any(|b| !b.is_missile_range());
        pool.members.len() == 1 && more && there.iter().all(|b| says_same(b, &own))
    }

    /// Whether something there is said in a unit that was not read, or by a formula.
    fn is_otherwise_said(&self, bound: &Reduced<'_>, pool: &Pool<'_>) -> bool {
        let bare = |r: &Reduced<'_>| r.direction() == bound.direction() && (r.is_bare() || bound.is_bare());
        let mut alone = self.open.iter().filter(|s| s.of(bound.node.list).is_none());
        alone.any(|s| s.of(pool.list).is_some_and(bare)) || pool.wide.iter().any(|r| bare(r) && r.same_number(bound))
    }
}

/// Whether a paragraph has nothing but the name of the goods, and leaves the rest to another law.
fn is_stub(trees: &Trees<'_>, node: Node) -> bool {
    trees.paragraph(node).is_some_and(|p| p.bounds.is_empty()) && is_left_to_another_law(trees, node)
}

/// Whether a paragraph controls nothing itself and names the law that does ("subject to the ITAR").
pub fn is_left_to_another_law(trees: &Trees<'_>, node: Node) -> bool {
    let itar = |c: &&Citation| c.target == Target::Outside && c.literal.starts_with("22 CFR");
    let named = trees.paragraph(node).is_some_and(|p| p.citations.iter().filter(itar).any(|c| !p.is_excluded(c.span)));
    named && trees.items(node).next().is_none()
}

/// Whether a paragraph is of software or technology: 3D001, 3E001, 第十五条 to 第二十八条.
pub fn is_knowledge(id: &Id) -> bool {
    let local = id.local();
    match id.list() {
        Some(List::Jp) => local.split(['/', '_']).next().and_then(|a| a.parse().ok()).is_some_and(|a: u8| a >= 15),
        _ => local.get(1..2).is_some_and(|letter| matches!(letter, "D" | "E")),
    }
}
