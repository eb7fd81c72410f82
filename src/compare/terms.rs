//! Concepts that two lists name at one place and the third does not.

use std::collections::BTreeSet;

use super::finding::{Finding, Kind, Side};
use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::correlate::{Correlation, SIDES};
use crate::model::List;
use crate::normalize::terms::concept;
use crate::quantity::Relation;

/// The findings about the concepts of a group of all three lists.
pub fn findings(correlation: &Correlation<'_>, group: &Group) -> Vec<Finding> {
    let trees = &correlation.trees;
    if List::ALL.iter().any(|l| group.of(*l).count() != 1) {
        return Vec::new();
    }
    let own = [List::Us, List::Jp, List::Kr].map(|l| named(trees, group.of(l)));
    let wide = [List::Us, List::Jp, List::Kr].map(|l| around(trees, group.of(l)));
    let at =
        |sets: &[BTreeSet<&str>; 3], list: List, term: &str| sets.get(list as usize).is_some_and(|s| s.contains(term));
    let all: BTreeSet<&str> = own.iter().flatten().copied().collect();
    let mut findings = Vec::new();
    for term in all {
        let without: Vec<List> = List::ALL.iter().copied().filter(|l| !at(&wide, *l, term)).collect();
        let [one] = without.as_slice() else { continue };
        if !can_be_missed(term, *one) {
            continue;
        }
        let with = List::ALL.iter().filter(|l| *l != one);
        if !with.clone().all(|l| at(&own, *l, term)) {
            continue;
        }
        let side = |list: List| Side {
            paragraphs: group.of(list).collect(),
            values: if list == *one { Vec::new() } else { vec![term.to_owned()] },
            ..Side::default()
        };
        let relations =
            SIDES.map(|(a, b)| Some(if a == *one || b == *one { Relation::Unknown } else { Relation::Equal }));
        findings.push(Finding::new(Kind::Terms, term, [side(List::Us), side(List::Jp), side(List::Kr)], relations));
    }
    findings
}

/// Whether a list that does not name `term` says something else: there are words for it in
/// the list's language, and it says what is meant and not how ("specially designed").
fn can_be_missed(term: &str, list: List) -> bool {
    concept(term).is_none_or(|c| !c.category.is_empty() && !c.variants(list.language()).is_empty())
}

fn named<'s>(trees: &Trees<'s>, nodes: impl Iterator<Item = Node>) -> BTreeSet<&'s str> {
    nodes.filter_map(|n| trees.paragraph(n)).flat_map(|p| &p.terms).map(String::as_str).collect()
}

/// The concepts of the nodes, of all above and of all below them.
fn around<'s>(trees: &Trees<'s>, nodes: impl Iterator<Item = Node>) -> BTreeSet<&'s str> {
    let mut found = BTreeSet::new();
    for node in nodes {
        let tree = trees.of(node.list);
        found.extend(named(trees, std::iter::successors(Some(node), |n| trees.parent(*n))));
        let mut open = tree.children(node.index).to_vec();
        while let Some(index) = open.pop() {
            found.extend(named(trees, std::iter::once(Node { list: node.list, index })));
            open.extend(tree.children(index));
        }
    }
    found
}
