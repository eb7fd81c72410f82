//! Bounds of a heading that has no counterpart itself, where what stands below it has: the
//! counterparts of the children would have to state them.

use std::collections::BTreeSet;

use super::bounds::{self, distinct};
use super::doubt::Doubt;
use super::finding::{Finding, Kind};
use super::missing::{Around, Missing};
use super::pool::{Pool, reduced};
use super::slot::{Slot, slots};
use crate::correlate::Correlation;
use crate::correlate::group::{Absence, Group};
use crate::correlate::tree::Node;
use crate::model::List;

/// The findings about the bounds of one group against the lists that have no member in it.
pub fn findings(correlation: &Correlation<'_>, group: &Group, doubt: &Doubt) -> Vec<Finding> {
    let trees = &correlation.trees;
    let own = [List::Us, List::Jp, List::Kr].map(|list| distinct(reduced(trees, group.of(list))));
    if own.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let stated = slots(own.clone());
    let everywhere = |slot: &&Slot<'_>| group.members.iter().all(|m| slot.of(m.list).is_some());
    let without: Vec<(List, BTreeSet<Node>)> = group
        .absent
        .iter()
        .filter(|(_, why)| !matches!(why, Absence::Elsewhere(_)))
        .map(|(list, _)| (*list, counterparts(correlation, group, *list, doubt)))
        .filter(|(_, there)| !there.is_empty())
        .collect();
    let mut findings = Vec::new();
    for slot in stated.iter().filter(everywhere) {
        let lacks = |(list, there): &&(List, BTreeSet<Node>)| {
            let members: Vec<Node> = group.members.iter().chain(there).copied().collect();
            let present: Vec<List> =
                List::ALL.iter().copied().filter(|l| members.iter().any(|m| m.list == *l)).collect();
            let of = |l: List| members.iter().copied().filter(|m| m.list == l).collect();
            let pools = [List::Us, List::Jp, List::Kr].map(|l| Pool::around(trees, of(l), l));
            let term = pools.get(*list as usize).zip(slot.bounds.iter().flatten().next());
            let around = Around { trees, present: &present, pools: &pools, own: &own, open: &[] };
            term.is_some_and(|(pool, bound)| pool.term(bound).is_none())
                && matches!(around.missing(slot), Some(Missing::Sure))
        };
        let lacking: Vec<Node> = without.iter().filter(lacks).flat_map(|(_, there)| there.iter().copied()).collect();
        if !lacking.is_empty() {
            let mut members: Vec<Node> = group.members.iter().copied().chain(lacking).collect();
            members.sort_unstable();
            let wide = Group { members, pairs: Vec::new(), shared: Vec::new(), absent: Vec::new(), name: group.name };
            findings.push(bounds::finding(trees, &wide, slot, Kind::BoundMissing, None, &own));
        }
    }
    findings
}

/// What stands on `list` for the paragraphs below those of `group`, by a pair or by way of the
/// third list.
fn counterparts(correlation: &Correlation<'_>, group: &Group, list: List, doubt: &Doubt) -> BTreeSet<Node> {
    let trees = &correlation.trees;
    let items = group.members.iter().flat_map(|m| trees.below(*m).into_iter().filter(move |n| n != m));
    let third = |n: Node| {
        let lists = List::ALL.iter().copied().filter(move |l| *l != list);
        lists.flat_map(move |l| doubt.of(n, l)).flat_map(move |m| doubt.of(*m, list)).copied()
    };
    items.flat_map(|n| doubt.of(n, list).iter().copied().chain(third(n))).collect()
}
