//! Groups: paragraphs of the three lists that pairs tie together, and the state in
//! which each paragraph ends.

use std::collections::{BTreeMap, BTreeSet};

use super::pair::{Confidence, Pair};
use super::tree::{Node, Trees};
use crate::model::{Kind, List};

/// Paragraphs that speak of the same thing; or one paragraph that has no counterpart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The first member that stands in no other group; a group goes by it.
    pub name: Option<Node>,
    /// The members, US first, then as the documents are.
    pub members: Vec<Node>,
    /// The members that stand in other groups too.
    pub shared: Vec<Node>,
    /// Indices into the pairs that tie them.
    pub pairs: Vec<usize>,
    /// For each list without a member, why.
    pub absent: Vec<(List, Absence)>,
}

/// Why a list has no member in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// A broader paragraph there covers it.
    Covered(Node),
    /// Nothing there; the nearest that was looked at, and how alike it is.
    None(Option<(Node, u32)>),
    /// Too little to tell.
    Undetermined(Option<(Node, u32)>),
}

impl Absence {
    /// The word that outputs show.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Covered(_) => "covered",
            Self::None(_) => "none",
            Self::Undetermined(_) => "undetermined",
        }
    }

    /// The nearest that was looked at, and how alike it is.
    pub fn near(&self) -> Option<(Node, u32)> {
        match self {
            Self::Covered(_) => None,
            Self::None(near) | Self::Undetermined(near) => *near,
        }
    }

    /// The paragraph there that it refers to.
    pub fn node(&self) -> Option<Node> {
        match self {
            Self::Covered(node) => Some(*node),
            Self::None(near) | Self::Undetermined(near) => near.map(|(node, _)| node),
        }
    }
}

impl Group {
    /// The members of `list`.
    pub fn of(&self, list: List) -> impl Iterator<Item = Node> + '_ {
        self.members.iter().copied().filter(move |n| n.list == list)
    }

    /// The least sure of the pairs that tie it; `None` for a paragraph alone.
    pub fn confidence(&self, pairs: &[Pair]) -> Option<Confidence> {
        self.pairs.iter().filter_map(|i| pairs.get(*i)).map(|p| p.confidence).min()
    }
}

/// How many paragraphs of one list a group may hold before it is taken apart at the
/// paragraphs that tie it together.
const LARGEST: usize = 8;

/// Ties the paragraphs that `pairs` of at least likely confidence join. Every entry and
/// item of the lists is in one group; a paragraph that is the counterpart of many on
/// another list (technology for the goods of four entries) stands in the group of each
/// of them. `absence` says why a list has none.
pub fn tie(trees: &Trees<'_>, pairs: &[Pair], absence: &dyn Fn(&[Node], List) -> Absence) -> Vec<Group> {
    let mut nodes: Vec<Node> =
        List::ALL.iter().flat_map(|list| trees.of(*list).controls().map(|index| Node { list: *list, index })).collect();
    nodes.sort_unstable();
    let links = links(trees, pairs, &nodes);
    let mut groups: Vec<Group> = Vec::new();
    for (members, shared) in sets(&links, &nodes) {
        let is_member = |i: &usize| members.binary_search(i).is_ok();
        let ties =
            |(a, b): (usize, usize)| is_member(&a) && is_member(&b) && !(shared.contains(&a) && shared.contains(&b));
        let at = members.iter().flat_map(|m| links.of.get(*m)).flatten();
        let tied: BTreeSet<usize> =
            at.filter(|i| links.pairs.get(i).is_some_and(|ends| ties(*ends))).copied().collect();
        let named = members.iter().find(|m| !shared.contains(m)).or(members.first());
        groups.push(Group {
            name: named.and_then(|m| nodes.get(*m)).copied(),
            members: members.iter().filter_map(|m| nodes.get(*m)).copied().collect(),
            shared: shared.iter().filter_map(|m| nodes.get(*m)).copied().collect(),
            pairs: tied.into_iter().collect(),
            absent: Vec::new(),
        });
    }
    groups.sort_by_key(|g| g.name);
    for group in &mut groups {
        for list in List::ALL {
            if group.of(*list).next().is_none() {
                let why = absence(&group.members, *list);
                group.absent.push((*list, why));
            }
        }
    }
    groups
}

/// The pairs that tie, as places in the sorted nodes.
struct Links {
    /// Ends by index of the pair.
    pairs: BTreeMap<usize, (usize, usize)>,
    /// Neighbours by place.
    around: Vec<Vec<usize>>,
    /// Pairs by place.
    of: Vec<Vec<usize>>,
}

/// The pairs of at least likely confidence, without those that two others imply: where
/// 3A001.b.5 is paired with 第2号ヘ and 3A001.b.5.a with 第2号ヘ（二）, a pair of 3A001.b.5.a
/// with 第2号ヘ says nothing more.
fn links(trees: &Trees<'_>, pairs: &[Pair], nodes: &[Node]) -> Links {
    let place = |node: Node| nodes.binary_search(&node).ok();
    let mut ends: BTreeMap<usize, (usize, usize)> = pairs
        .iter()
        .enumerate()
        .filter(|(_, p)| p.confidence >= Confidence::Likely)
        .filter_map(|(i, p)| Some((i, (place(p.left)?, place(p.right)?))))
        .collect();
    let around = around(ends.values(), nodes.len());
    let of = |place: usize| nodes.get(place).copied();
    let beside = |place: usize| around.get(place).map_or(&[][..], Vec::as_slice);
    // `upper` is also paired with something above `lower`, and `lower` with something below `upper`.
    let implied = |upper: usize, lower: usize| {
        let (Some(u), Some(l)) = (of(upper), of(lower)) else { return false };
        let above = |n: Node| n.list == l.list && n != l && trees.of(l.list).contains(n.index, l.index);
        let below = |n: Node| n.list == u.list && n != u && trees.of(u.list).contains(u.index, n.index);
        beside(upper).iter().filter_map(|n| of(*n)).any(above) && beside(lower).iter().filter_map(|n| of(*n)).any(below)
    };
    ends.retain(|_, (a, b)| !implied(*a, *b) && !implied(*b, *a));
    let around = self::around(ends.values(), nodes.len());
    let mut of = vec![Vec::new(); nodes.len()];
    for (i, (a, b)) in &ends {
        for place in [a, b] {
            if let Some(pairs) = of.get_mut(*place) {
                pairs.push(*i);
            }
        }
    }
    Links { pairs: ends, around, of }
}

fn around<'e>(ends: impl Iterator<Item = &'e (usize, usize)>, count: usize) -> Vec<Vec<usize>> {
    let mut around = vec![Vec::new(); count];
    for (a, b) in ends {
        for (from, to) in [(*a, *b), (*b, *a)] {
            if let Some(list) = around.get_mut(from) {
                list.push(to);
            }
        }
    }
    around
}

/// The members of each group, sorted, and those of them that stand in other groups too.
fn sets(links: &Links, nodes: &[Node]) -> Vec<(Vec<usize>, BTreeSet<usize>)> {
    let mut found = Vec::new();
    let everything: BTreeSet<usize> = (0..nodes.len()).collect();
    let mut open: Vec<(BTreeSet<usize>, BTreeSet<usize>)> =
        components(links, &everything).into_iter().map(|c| (c, BTreeSet::new())).collect();
    while let Some((set, mut hubs)) = open.pop() {
        let most = List::ALL
            .iter()
            .map(|list| set.iter().filter_map(|i| nodes.get(*i)).filter(|n| n.list == *list).count())
            .max();
        let beside = |i: usize| links.around.get(i).map_or(&[][..], Vec::as_slice);
        let inside = |i: usize| beside(i).iter().filter(|n| set.contains(n)).count();
        // The paragraph with the most counterparts on other lists, the first of them.
        let hub = set.iter().copied().max_by_key(|i| (inside(*i), std::cmp::Reverse(*i)));
        match hub {
            Some(hub) if most > Some(LARGEST) && inside(hub) > 2 => {
                hubs.insert(hub);
                let rest: BTreeSet<usize> = set.iter().copied().filter(|i| *i != hub).collect();
                open.extend(components(links, &rest).into_iter().map(|part| (part, hubs.clone())));
            }
            _ => {
                let shared: BTreeSet<usize> =
                    hubs.iter().copied().filter(|h| beside(*h).iter().any(|n| set.contains(n))).collect();
                let mut members: Vec<usize> = set.into_iter().chain(shared.iter().copied()).collect();
                members.sort_unstable();
                found.push((members, shared));
            }
        }
    }
    found
}

/// The connected parts of `set`.
fn components(links: &Links, set: &BTreeSet<usize>) -> Vec<BTreeSet<usize>> {
    let mut left = set.clone();
    let mut parts = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut part = BTreeSet::from([first]);
        let mut open = vec![first];
        while let Some(i) = open.pop() {
            for next in links.around.get(i).into_iter().flatten() {
                if left.remove(next) {
                    part.insert(*next);
                    open.push(*next);
                }
            }
        }
        parts.push(part);
    }
    parts
}

/// Whether a paragraph by its nature has no counterpart: reserved, repealed, a heading.
pub fn is_by_nature_alone(kind: Kind) -> bool {
    matches!(kind, Kind::Reserved | Kind::Heading | Kind::Category | Kind::Group)
}
