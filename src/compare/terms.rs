//! Substances that two lists name by different CAS numbers. That a list does not name a
//! concept of `lists/terms.csv` is no finding: read by hand, such findings were all wrong,
//! since a list says the same in words of its own.

use std::collections::BTreeSet;

use super::finding::{Finding, Kind, Side};
use super::pool::above;
use smol_str::SmolStr;

use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::correlate::{Correlation, SIDES};
use crate::model::List;
use crate::normalize::terms::concept;
use crate::quantity::Relation;

/// The finding about the substances of a group. The Japanese list prints no CAS number.
pub fn finding(correlation: &Correlation<'_>, group: &Group) -> Option<Finding> {
    let trees = &correlation.trees;
    let alone = |list: List, other: List| -> Vec<String> {
        let mut own = named(trees, group.of(list));
        own.retain(|t| is_substance(t));
        if !own.is_empty() {
            let there = around(trees, group.of(other));
            own.retain(|t| !there.contains(t));
        }
        own.into_iter().map(str::to_owned).collect()
    };
    let (us, kr) = (alone(List::Us, List::Kr), alone(List::Kr, List::Us));
    let parameter = us.first().filter(|_| !kr.is_empty())?.clone();
    let side =
        |list: List, values: Vec<String>| Side { paragraphs: group.of(list).collect(), values, ..Side::default() };
    let sides = [side(List::Us, us), side(List::Jp, Vec::new()), side(List::Kr, kr)];
    let relations = SIDES.map(|(a, b)| match (a, b) {
        (List::Us, List::Kr) => Some(Relation::Overlaps),
        _ => group.of(List::Jp).next().map(|_| Relation::Unknown),
    });
    Some(Finding::new(Kind::Terms, parameter, sides, relations))
}

/// Whether a concept is a substance by its CAS number.
pub fn is_substance(term: &str) -> bool {
    term.starts_with("cas-")
}

/// Whether a concept says what is meant and not how ("specially designed").
pub fn says_what(term: &str) -> bool {
    concept(term).is_none_or(|c| !c.category.is_empty())
}

/// The concepts that `nodes` name.
pub fn named<'s>(trees: &Trees<'s>, nodes: impl Iterator<Item = Node>) -> BTreeSet<&'s str> {
    nodes.filter_map(|n| trees.paragraph(n)).flat_map(|p| &p.terms).map(SmolStr::as_str).collect()
}

/// The concepts of the nodes, of all above and of all below them.
pub fn around<'s>(trees: &Trees<'s>, nodes: impl Iterator<Item = Node>) -> BTreeSet<&'s str> {
    let mut found = BTreeSet::new();
    for node in nodes {
        found.extend(named(trees, above(trees, node)));
        found.extend(named(trees, trees.below(node).into_iter()));
    }
    found
}
