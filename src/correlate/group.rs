//! Groups: paragraphs of the three lists that pairs tie together, and the state in
//! which each paragraph ends.

use std::collections::BTreeMap;

use super::pair::{Confidence, Pair};
use super::tree::{Node, Trees};
use crate::model::{Kind, List};

/// Paragraphs that speak of the same thing; or one paragraph that has no counterpart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The members, US first, then as the documents are.
    pub members: Vec<Node>,
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

/// Ties the paragraphs that `pairs` of at least likely confidence join. Every entry
/// and item of the lists is in exactly one group; `absence` says why a list has none.
pub fn tie(trees: &Trees<'_>, pairs: &[Pair], absence: &dyn Fn(&[Node], List) -> Absence) -> Vec<Group> {
    let mut nodes: Vec<Node> =
        List::ALL.iter().flat_map(|list| trees.of(*list).controls().map(|index| Node { list: *list, index })).collect();
    nodes.sort_unstable();
    let mut sets = Sets::new(nodes.len());
    let place = |node: Node| nodes.binary_search(&node).ok();
    for pair in pairs.iter().filter(|p| p.confidence >= Confidence::Likely) {
        if let (Some(a), Some(b)) = (place(pair.left), place(pair.right)) {
            sets.join(a, b);
        }
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for (i, node) in nodes.iter().enumerate() {
        let group = groups.entry(sets.root(i)).or_insert_with(|| Group {
            members: Vec::new(),
            pairs: Vec::new(),
            absent: Vec::new(),
        });
        group.members.push(*node);
    }
    for (i, pair) in pairs.iter().enumerate().filter(|(_, p)| p.confidence >= Confidence::Likely) {
        if let Some(group) = place(pair.left).and_then(|p| groups.get_mut(&sets.root(p))) {
            group.pairs.push(i);
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
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

/// Whether a paragraph by its nature has no counterpart: reserved, repealed, a heading.
pub fn is_by_nature_alone(kind: Kind) -> bool {
    matches!(kind, Kind::Reserved | Kind::Heading | Kind::Category | Kind::Group)
}

/// Disjoint sets; the smallest member is the root, so that the order of joining does
/// not show.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut i: usize) -> usize {
        while let Some(parent) = self.0.get(i).copied().filter(|p| *p != i) {
            let above = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.0.get_mut(i) {
                *slot = above;
            }
            i = above;
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}
