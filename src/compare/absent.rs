//! Paragraphs that another list does not have, and those of which it cannot be told.

use std::collections::BTreeSet;

use super::doubt::Doubt;
use super::finding::{Finding, Kind, Side};
use super::standing::is_empty;
use super::terms;
use crate::correlate::group::{Absence, Group};
use crate::correlate::tree::{Node, Trees};
use crate::correlate::{Correlation, SIDES};
use crate::model::List;
use crate::quantity::Relation;

/// `lone` without the paragraphs of which something below has a counterpart on that
/// list, or is covered there: the control is divided otherwise, not missing.
pub fn without_divided(correlation: &Correlation<'_>, mut lone: BTreeSet<(Node, List)>) -> BTreeSet<(Node, List)> {
    let trees = &correlation.trees;
    let mut seen: BTreeSet<(Node, List)> = BTreeSet::new();
    let mut met = |node: Node, list: List| {
        for above in std::iter::successors(trees.parent(node), |n| trees.parent(*n)) {
            // All above it were gone through with it.
            if !seen.insert((above, list)) {
                break;
            }
            lone.remove(&(above, list));
        }
    };
    for group in &correlation.groups {
        for list in List::ALL.iter().filter(|l| group.of(**l).next().is_some()) {
            group.members.iter().filter(|m| m.list != *list).for_each(|m| met(*m, *list));
        }
    }
    for ((node, list), why) in &correlation.read {
        if matches!(why, Absence::Covered(_)) {
            met(*node, *list);
        }
    }
    lone
}

/// The finding about the lists without a member in `group`, if there is one to report:
/// where the paragraph above is missing there too, that one is the root and reported.
pub fn finding(
    correlation: &Correlation<'_>,
    group: &Group,
    lone: &dyn Fn(Node, List) -> bool,
    doubt: &Doubt,
) -> Option<Finding> {
    let trees = &correlation.trees;
    if group.members.iter().all(|m| is_empty(trees, *m) || refers_away(trees, *m)) {
        return None;
    }
    // A member's parent in the same group is the root itself.
    let above = |m: &Node| parent_control(trees, *m).filter(|p| !group.members.contains(p));
    let is_root = |list: List| !group.members.iter().any(|m| above(m).is_some_and(|p| lone(p, list)));
    let missing = |list: List| group.members.iter().all(|m| lone(*m, list));
    let reported: Vec<&(List, Absence)> = group
        .absent
        .iter()
        .filter(|(_, why)| matches!(why, Absence::None(_) | Absence::Undetermined(_)))
        .filter(|(list, _)| missing(*list) && is_root(*list))
        .collect();
    let reasons: Vec<(List, Option<&str>)> = reported
        .iter()
        .map(|(list, why)| match why {
            Absence::None(_) => (*list, doubt.reason(trees, &group.members, *list)),
            _ => (*list, Some("")),
        })
        .collect();
    let missing = |list: List| reasons.contains(&(list, None));
    let sure = reasons.iter().any(|(list, _)| missing(*list));
    let kind = if sure { Kind::NoCounterpart } else { Kind::Undetermined };
    let parameter = if sure { "" } else { reasons.iter().find_map(|(_, reason)| *reason)? };
    let of = |list: List| -> Vec<Node> {
        let divided = || in_parts(trees, group, list, &|l| missing(l), doubt);
        if group.of(list).next().is_some() { group.of(list).collect() } else { divided() }
    };
    let there = List::ALL.iter().map(|l| of(*l)).collect::<Vec<_>>();
    let has = |list: List| there.get(list as usize).is_some_and(|nodes| !nodes.is_empty());
    let relations = SIDES.map(|(a, b)| match (missing(a), missing(b), has(a), has(b)) {
        (false, true, true, _) => Some(Relation::Broader),
        (true, false, _, true) => Some(Relation::Narrower),
        (_, _, true, true) => None,
        _ if kind == Kind::Undetermined => Some(Relation::Unknown),
        _ => None,
    });
    let mut sides: [Side; 3] = Default::default();
    for (side, paragraphs) in sides.iter_mut().zip(there) {
        side.paragraphs = paragraphs;
    }
    Some(Finding::new(kind, parameter, sides, relations))
}

/// The counterparts on `list` of what stands below the members of `group`, where all of it has
/// some there, and none on the lists that are without.
fn in_parts(trees: &Trees<'_>, group: &Group, list: List, missing: &dyn Fn(List) -> bool, doubt: &Doubt) -> Vec<Node> {
    if missing(list) || !List::ALL.iter().any(|l| missing(*l)) {
        return Vec::new();
    }
    let items: Vec<Node> = group.members.iter().flat_map(|m| trees.items(*m)).collect();
    let parts: BTreeSet<Node> = items.iter().flat_map(|n| doubt.of(*n, list)).copied().collect();
    let alone = |n: &Node| List::ALL.iter().filter(|l| missing(**l)).all(|l| doubt.of(*n, *l).is_empty());
    let all = items.iter().all(|n| !doubt.of(*n, list).is_empty()) && parts.iter().all(alone);
    if all { parts.into_iter().collect() } else { Vec::new() }
}

/// Whether a paragraph has nothing but the name of goods that it leaves to another law ("subject
/// to the ITAR"): that law is not compared here.
fn refers_away(trees: &Trees<'_>, node: Node) -> bool {
    trees.paragraph(node).is_some_and(|p| {
        p.bounds.is_empty()
            && p.quoted.iter().any(|q| q.term.starts_with("subject to the ITAR"))
            && trees.items(node).next().is_none()
    })
}

/// The findings about single members of a group that the group's members on another list
/// do not meet: a paragraph of one list holds what three of another hold and a fourth,
/// which the third list lacks. That it lacks it is said only where it nowhere names a concept
/// that all the others name here; else it cannot be told.
pub fn partial(correlation: &Correlation<'_>, group: &Group) -> Vec<Finding> {
    let pairs: Vec<(Node, Node)> =
        group.pairs.iter().filter_map(|i| correlation.pairs.get(*i)).map(|p| (p.left, p.right)).collect();
    let beside = |node: Node| {
        pairs.iter().filter_map(move |(a, b)| if *a == node { Some(*b) } else { (*b == node).then_some(*a) })
    };
    let mut findings = Vec::new();
    for list in List::ALL.iter().filter(|l| group.of(**l).next().is_some()) {
        for member in group.members.iter().copied().filter(|m| m.list != *list && !group.shared.contains(m)) {
            // Where a partner speaks for this member alone, its counterpart is this member's too.
            let alone = |partner: Node| beside(partner).filter(|n| n.list == member.list).count() == 1;
            let met = beside(member).any(|n| n.list == *list)
                || beside(member).any(|partner| alone(partner) && beside(partner).any(|n| n.list == *list))
                || above_met(correlation, member, *list, &|n| beside(n).collect());
            if met || is_read_away(correlation, member, *list) {
                continue;
            }
            let nodes: Vec<Node> = beside(member).chain([member]).collect();
            let kind = match is_unnamed(&correlation.trees, &nodes, group.of(*list)) {
                true => Kind::NoCounterpart,
                false => Kind::Undetermined,
            };
            findings.push(lacking(kind, &nodes, *list));
        }
    }
    findings
}

/// The finding that `list` lacks what `nodes` control.
fn lacking(kind: Kind, nodes: &[Node], list: List) -> Finding {
    let mut sides: [Side; 3] = Default::default();
    for node in nodes {
        if let Some(side) = sides.get_mut(node.list as usize) {
            side.paragraphs.push(*node);
        }
    }
    let present = |l: List| sides.get(l as usize).is_some_and(|s| !s.paragraphs.is_empty());
    let relations = SIDES.map(|(a, b)| {
        let one_lacks = (a == list && present(b)) || (b == list && present(a));
        match kind {
            Kind::Undetermined => one_lacks.then_some(Relation::Unknown),
            _ if a == list => present(b).then_some(Relation::Narrower),
            _ => one_lacks.then_some(Relation::Broader),
        }
    });
    Finding::new(kind, if kind == Kind::Undetermined { "counterpart" } else { "" }, sides, relations)
}

/// Whether every list of `nodes` names a concept here that the paragraphs of `there`, those
/// above and those below them do not name.
fn is_unnamed(trees: &Trees<'_>, nodes: &[Node], there: impl Iterator<Item = Node>) -> bool {
    let around = terms::around(trees, there);
    let lists: BTreeSet<List> = nodes.iter().map(|n| n.list).collect();
    let of_list = |list: List| terms::named(trees, nodes.iter().copied().filter(move |n| n.list == list));
    let mut named = lists.iter().map(|l| (*l, of_list(*l)));
    let Some((first, concepts)) = named.next() else { return false };
    let rest: Vec<(List, BTreeSet<&str>)> = named.collect();
    // The Japanese list prints no CAS number.
    let said = |set: &BTreeSet<&str>, list: List, term: &str| {
        set.contains(term) || (list == List::Jp && terms::is_substance(term))
    };
    let all: BTreeSet<&str> =
        rest.iter().flat_map(|(_, set)| set.iter().copied()).chain(concepts.iter().copied()).collect();
    all.into_iter().filter(|term| terms::says_what(term)).any(|term| {
        said(&concepts, first, term) && rest.iter().all(|(list, set)| said(set, *list, term)) && !around.contains(term)
    })
}

/// Whether a reader found that `list` has `member` in broader words, or another law has it.
fn is_read_away(correlation: &Correlation<'_>, member: Node, list: List) -> bool {
    std::iter::successors(Some(member), |n| correlation.trees.parent(*n))
        .find_map(|n| correlation.read.get(&(n, list)))
        .is_some_and(|why| matches!(why, Absence::Covered(_) | Absence::Elsewhere(_)))
}

/// Whether a paragraph above `member` in the same group has a counterpart on `list`.
fn above_met(correlation: &Correlation<'_>, member: Node, list: List, beside: &dyn Fn(Node) -> Vec<Node>) -> bool {
    std::iter::successors(correlation.trees.parent(member), |n| correlation.trees.parent(*n))
        .any(|n| beside(n).iter().any(|partner| partner.list == list))
}

/// The parent, where it controls something itself.
fn parent_control(trees: &Trees<'_>, node: Node) -> Option<Node> {
    trees.parent(node).filter(|p| trees.of(p.list).is_control(p.index))
}
