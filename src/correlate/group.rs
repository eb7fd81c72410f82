//! Groups: paragraphs of the three lists that pairs tie together, and the state in
//! which each paragraph ends.

use rayon::prelude::*;

use super::pair::{Confidence, Pair};
use super::tree::{Node, Trees};
use crate::model::List;

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
    /// Broader paragraphs there cover it: one, or a few of which each takes a part.
    Covered(Vec<Node>),
    /// It is a head, and all that stands below it has its counterparts there: these.
    Divided(Vec<Node>),
    /// Another law of that country has it; which, in a reader's words.
    Elsewhere(String),
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
            Self::Divided(_) => "divided",
            Self::Elsewhere(_) => "elsewhere",
            Self::None(_) => "none",
            Self::Undetermined(_) => "undetermined",
        }
    }

    /// The nearest that was looked at, and how alike it is.
    pub fn near(&self) -> Option<(Node, u32)> {
        match self {
            Self::Covered(_) | Self::Divided(_) | Self::Elsewhere(_) => None,
            Self::None(near) | Self::Undetermined(near) => *near,
        }
    }

    /// The paragraphs there that it refers to.
    pub fn nodes(&self) -> Vec<Node> {
        match self {
            Self::Covered(nodes) | Self::Divided(nodes) => nodes.clone(),
            _ => self.near().map(|(node, _)| node).into_iter().collect(),
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
pub fn tie(trees: &Trees<'_>, pairs: &[Pair], absence: &(dyn Fn(&[Node], List) -> Absence + Sync)) -> Vec<Group> {
    // In the order of their places.
    let nodes: Vec<Node> =
        List::ALL.iter().flat_map(|list| trees.of(*list).controls().map(|index| Node { list: *list, index })).collect();
    let links = links(trees, pairs, &nodes);
    let mut groups: Vec<Group> = Vec::new();
    let heads = heads(trees, &links, &nodes);
    for (members, shared) in sets(&links, &nodes, &heads) {
        let is_member = |i: &usize| members.binary_search(i).is_ok();
        let ties =
            |(a, b): (usize, usize)| is_member(&a) && is_member(&b) && !(shared.contains(&a) && shared.contains(&b));
        let at = members.iter().flat_map(|m| links.of.get(*m)).flatten();
        let mut tied: Vec<usize> =
            at.filter(|i| links.pairs.get(**i).copied().flatten().is_some_and(ties)).copied().collect();
        tied.sort_unstable();
        tied.dedup();
        let named = members.iter().find(|m| !shared.contains(m)).or(members.first());
        groups.push(Group {
            name: named.and_then(|m| nodes.get(*m)).copied(),
            members: members.iter().filter_map(|m| nodes.get(*m)).copied().collect(),
            shared: shared.iter().filter_map(|m| nodes.get(*m)).copied().collect(),
            pairs: tied,
            absent: Vec::new(),
        });
    }
    groups.sort_by_key(|g| g.name);
    groups.par_iter_mut().for_each(|group| {
        for list in List::ALL {
            if group.of(*list).next().is_none() {
                let why = absence(&group.members, *list);
                group.absent.push((*list, why));
            }
        }
    });
    groups
}

/// Two paragraphs, as places in the nodes.
type Ends = (usize, usize);

/// The pairs that tie, as places in the nodes.
struct Links {
    /// Ends by index of the pair, of those that tie.
    pairs: Vec<Option<Ends>>,
    /// Neighbours by place.
    around: Vec<Vec<usize>>,
    /// Pairs by place.
    of: Vec<Vec<usize>>,
}

/// The pairs of at least likely confidence, without those that two others imply: where
/// 3A001.b.5 is paired with 第2号ヘ and 3A001.b.5.a with 第2号ヘ（二）, a pair of 3A001.b.5.a
/// with 第2号ヘ says nothing more.
fn links(trees: &Trees<'_>, pairs: &[Pair], nodes: &[Node]) -> Links {
    let mut places: Vec<Option<usize>> = vec![None; trees.size()];
    for (i, node) in nodes.iter().enumerate() {
        if let Some(place) = places.get_mut(trees.place(*node)) {
            *place = Some(i);
        }
    }
    let place = |node: Node| places.get(trees.place(node)).copied().flatten();
    let ends = |p: &Pair| (p.confidence >= Confidence::Likely).then(|| Some((place(p.left)?, place(p.right)?)))?;
    let mut ends: Vec<Option<Ends>> = pairs.iter().map(ends).collect();
    let around = around(&ends, nodes.len());
    let of = |place: usize| nodes.get(place).copied();
    let beside = |place: usize| around.get(place).map_or(&[][..], Vec::as_slice);
    // `upper` is also paired with something above `lower`, and `lower` with something below `upper`.
    let implied = |upper: usize, lower: usize| {
        let (Some(u), Some(l)) = (of(upper), of(lower)) else { return false };
        let above = |n: Node| n.list == l.list && n != l && trees.of(l.list).contains(n.index, l.index);
        let below = |n: Node| n.list == u.list && n != u && trees.of(u.list).contains(u.index, n.index);
        beside(upper).iter().filter_map(|n| of(*n)).any(above) && beside(lower).iter().filter_map(|n| of(*n)).any(below)
    };
    for end in &mut ends {
        *end = end.filter(|(a, b)| !implied(*a, *b) && !implied(*b, *a));
    }
    let around = self::around(&ends, nodes.len());
    let mut of = vec![Vec::new(); nodes.len()];
    for (i, (a, b)) in ends.iter().enumerate().filter_map(|(i, ends)| Some((i, (*ends)?))) {
        for place in [a, b] {
            if let Some(pairs) = of.get_mut(place) {
                pairs.push(i);
            }
        }
    }
    Links { pairs: ends, around, of }
}

fn around(ends: &[Option<Ends>], count: usize) -> Vec<Vec<usize>> {
    let mut around = vec![Vec::new(); count];
    for (a, b) in ends.iter().flatten() {
        for (from, to) in [(*a, *b), (*b, *a)] {
            if let Some(list) = around.get_mut(from) {
                list.push(to);
            }
        }
    }
    around
}

/// The heads that tie nothing: two counterparts or more on a list are paired with items
/// below the head as well, so those pairs say which answers to which.
fn heads(trees: &Trees<'_>, links: &Links, nodes: &[Node]) -> Vec<bool> {
    let beside =
        |i: usize| links.around.get(i).map_or(&[][..], Vec::as_slice).iter().filter_map(|n| nodes.get(*n)).copied();
    let is_head = |(i, head): (usize, &Node)| {
        let closer = |i: usize| {
            let below = |n: Node| n != *head && trees.of(n.list).contains(head.index, n.index);
            beside(i).filter(|n| n.list == head.list).any(below)
        };
        let own: Vec<Node> = links
            .around
            .get(i)
            .into_iter()
            .flatten()
            .filter(|n| closer(**n))
            .filter_map(|n| nodes.get(*n))
            .copied()
            .collect();
        // A sentence that another list divides into a head and its conditions is one control.
        let apart = |a: &Node, b: &Node| {
            let holds = |x: &Node, y: &Node| trees.of(x.list).contains(x.index, y.index);
            a.list == b.list && !holds(a, b) && !holds(b, a)
        };
        own.iter().enumerate().any(|(i, a)| own.iter().skip(i + 1).any(|b| apart(a, b)))
    };
    nodes.iter().enumerate().map(is_head).collect()
}

/// The members of each group, sorted, and those of them that stand in other groups too:
/// `heads` do, and what ties a large group together.
fn sets(links: &Links, nodes: &[Node], heads: &[bool]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut found = Vec::new();
    let mut parts = Parts { links, seen: vec![true; nodes.len()] };
    let is_head = |i: &usize| heads.get(*i) == Some(&true);
    // Heads that are paired with heads alone stand by themselves.
    let alone = |i: &usize| links.around.get(*i).is_some_and(|n| n.iter().all(is_head));
    let (mut everything, mut lone) = (Vec::new(), Vec::new());
    for i in 0..nodes.len() {
        if !is_head(&i) {
            everything.push(i);
        } else if alone(&i) {
            lone.push(i);
        }
    }
    found.extend(parts.of(&lone).into_iter().map(|part| (part, Vec::new())));
    let mut open: Vec<(Vec<usize>, Vec<usize>)> =
        parts.of(&everything).into_iter().map(|part| (part, Vec::new())).collect();
    while let Some((set, mut hubs)) = open.pop() {
        let beside = |i: usize| links.around.get(i).map_or(&[][..], Vec::as_slice);
        let inside = |i: usize| beside(i).iter().filter(|n| set.binary_search(n).is_ok()).count();
        let of = |list: List| set.iter().filter_map(|i| nodes.get(*i)).filter(|n| n.list == list).count();
        let large = set.len() > LARGEST && List::ALL.iter().any(|list| of(*list) > LARGEST);
        // The paragraph with the most counterparts on other lists, the first of them.
        let hub = set.iter().copied().filter(|_| large).max_by_key(|i| (inside(*i), std::cmp::Reverse(*i)));
        match hub {
            Some(hub) if inside(hub) > 2 => {
                hubs.push(hub);
                let rest: Vec<usize> = set.iter().copied().filter(|i| *i != hub).collect();
                open.extend(parts.of(&rest).into_iter().map(|part| (part, hubs.clone())));
            }
            _ => {
                let mut shared: Vec<usize> =
                    hubs.iter().copied().filter(|h| beside(*h).iter().any(|n| set.binary_search(n).is_ok())).collect();
                shared.extend(set.iter().flat_map(|i| beside(*i)).copied().filter(is_head));
                shared.sort_unstable();
                shared.dedup();
                let mut members: Vec<usize> = set.into_iter().chain(shared.iter().copied()).collect();
                members.sort_unstable();
                found.push((members, shared));
            }
        }
    }
    found
}

/// Takes sets apart into what hangs together.
struct Parts<'l> {
    links: &'l Links,
    /// Whether a place was seen, or is not in the set.
    seen: Vec<bool>,
}

impl Parts<'_> {
    /// The connected parts of `set`, each sorted.
    fn of(&mut self, set: &[usize]) -> Vec<Vec<usize>> {
        for i in set {
            self.see(*i, false);
        }
        let mut parts = Vec::new();
        for first in set {
            if !self.see(*first, true) {
                continue;
            }
            let mut part = vec![*first];
            let mut next = 0;
            while let Some(i) = part.get(next).copied() {
                next += 1;
                for beside in self.links.around.get(i).into_iter().flatten() {
                    if self.see(*beside, true) {
                        part.push(*beside);
                    }
                }
            }
            part.sort_unstable();
            parts.push(part);
        }
        parts
    }

    /// Marks `place`, and gives whether that was new.
    fn see(&mut self, place: usize, seen: bool) -> bool {
        self.seen.get_mut(place).is_some_and(|s| std::mem::replace(s, seen) != seen)
    }
}
