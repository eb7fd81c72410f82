//! Notes that answer to each other: a note of the US list, the Korean note that says the same,
//! and what the Japanese ordinance takes out in an item of its own. They are looked for where
//! the paragraphs that they speak of are paired; they tie no controls.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::align;
use super::feature::FeatureTable;
use super::group::Group;
use super::pair::{Confidence, Pair};
use super::tree::{Node, Trees};
use crate::model::{Id, Kind, List, NoteEffect, Standing};

/// Likeness below which two notes that say something are not paired.
const ALIKE: u32 = 250;

/// Notes that answer to each other.
#[derive(Default)]
pub struct Notes {
    /// All pairs, sorted.
    pub pairs: Vec<Pair>,
    /// What they tie, by the first member.
    pub groups: Vec<Group>,
}

impl Notes {
    /// Below `pairs` of controls. `read` are the pairs of which a reader says that one is a note.
    pub(super) fn new(
        trees: &Trees<'_>,
        features: &FeatureTable,
        pairs: &[Pair],
        read: Vec<Pair>,
        rejected: &BTreeSet<(Node, Node)>,
    ) -> Self {
        let search = Search { trees, features };
        let mut found: BTreeMap<(Node, Node), Pair> = read.into_iter().map(|p| ((p.left, p.right), p)).collect();
        let mut taken: BTreeSet<(Node, List)> = BTreeSet::new();
        for (a, b) in found.keys() {
            taken.extend([(*a, b.list), (*b, a.list)]);
        }
        let mut add = |taken: &mut BTreeSet<(Node, List)>, sought: Vec<Vec<Pair>>| {
            for pair in sought.into_iter().flatten() {
                let (a, b) = (pair.left, pair.right);
                let free = !taken.contains(&(a, b.list)) && !taken.contains(&(b, a.list));
                if free && !rejected.contains(&(a, b)) {
                    taken.extend([(a, b.list), (b, a.list)]);
                    found.insert((a, b), pair);
                }
            }
        };
        let mut tied: Vec<(Node, Node)> =
            pairs.iter().filter(|p| p.confidence >= Confidence::Likely).map(|p| (p.left, p.right)).collect();
        let entries: BTreeSet<(Node, Node)> = tied.iter().map(|(a, b)| (trees.entry(*a), trees.entry(*b))).collect();
        tied.extend(search.scopes());
        // The nearest first: those of one paragraph, then of one entry.
        add(&mut taken, tied.par_iter().map(|ends| search.of_pair(*ends)).collect());
        let entries: Vec<(Node, Node)> = entries.into_iter().collect();
        let far = entries.par_iter().map(|ends| search.of_entries(*ends, &taken)).collect();
        add(&mut taken, far);
        let pairs: Vec<Pair> = found.into_values().collect();
        let groups = groups(&pairs);
        Self { pairs, groups }
    }
}

struct Search<'a, 's> {
    trees: &'a Trees<'s>,
    features: &'a FeatureTable,
}

impl Search<'_, '_> {
    /// Pairs among the notes of two paragraphs, and below those.
    fn of_pair(&self, (a, b): (Node, Node)) -> Vec<Pair> {
        self.among(&self.beside(a), &self.there(b, a.list))
    }

    /// Pairs among all notes of two entries that are not `taken`.
    fn of_entries(&self, (a, b): (Node, Node), taken: &BTreeSet<(Node, List)>) -> Vec<Pair> {
        let all = |entry: Node, other: List| -> Vec<Node> {
            let notes = self.trees.below(entry).into_iter().flat_map(|n| self.beside(n));
            let free: BTreeSet<Node> = notes.filter(|n| !taken.contains(&(*n, other))).collect();
            free.into_iter().collect()
        };
        if a.list == List::Jp || b.list == List::Jp {
            return Vec::new();
        }
        // So far apart, a number in common is nothing to go by.
        let mut pairs = self.among(&all(a, b.list), &all(b, a.list));
        pairs.retain(|p| p.likeness >= ALIKE);
        pairs
    }

    /// What of `node` is set against the notes of another list: its notes, of the Japanese
    /// ordinance the items that it takes out.
    fn beside(&self, node: Node) -> Vec<Node> {
        let tree = self.trees.of(node.list);
        let is_out = |n: Node| self.trees.paragraph(n).is_some_and(|p| p.standing == Standing::Exclusion);
        let children = tree.children(node.index).iter().map(|index| Node { list: node.list, index: *index });
        match node.list {
            List::Jp if is_out(node) => Vec::new(),
            List::Jp => children.filter(|n| is_out(*n)).collect(),
            _ => children.filter(|n| self.is_note(*n)).collect(),
        }
    }

    /// Where the counterparts of what stands beside a paragraph of `list` are sought: a Japanese
    /// exclusion may be any paragraph of a note of `node` or of what it stands below.
    fn there(&self, node: Node, list: List) -> Vec<Node> {
        if list != List::Jp && node.list != List::Jp {
            return self.beside(node);
        }
        let entry = self.trees.entry(node);
        let up = std::iter::successors(Some(node), |n| self.trees.parent(*n).filter(|_| *n != entry));
        let beside = up.flat_map(|n| self.beside(n)).filter(|n| node.list == List::Jp || self.excludes(*n));
        beside.flat_map(|n| self.trees.below(n)).collect()
    }

    fn is_note(&self, node: Node) -> bool {
        self.trees.paragraph(node).is_some_and(|p| p.note.is_some())
    }

    fn excludes(&self, note: Node) -> bool {
        let note = self.trees.paragraph(note).and_then(|p| p.note.as_ref());
        note.is_some_and(|n| n.effect == NoteEffect::Excludes)
    }

    /// Pairs of `left` and `right`, and of what stands below them.
    fn among(&self, left: &[Node], right: &[Node]) -> Vec<Pair> {
        if left.is_empty() || right.is_empty() {
            return Vec::new();
        }
        let mut pairs = align::among(self.trees, self.features, left, right);
        pairs.retain(|p| p.confidence >= Confidence::Likely && (p.likeness >= ALIKE || self.features.is_bare(p.left)));
        let below = |n: Node| -> Vec<Node> {
            let children = self.trees.of(n.list).children(n.index);
            children.iter().map(|index| Node { list: n.list, index: *index }).collect()
        };
        let deeper: Vec<Pair> = pairs.iter().flat_map(|p| self.among(&below(p.left), &below(p.right))).collect();
        pairs.extend(deeper);
        pairs
    }

    /// The categories and groups that the US and Korean lists number alike.
    fn scopes(&self) -> Vec<(Node, Node)> {
        let us = self.trees.of(List::Us);
        let heads = (0..).zip(&us.snapshot.paragraphs);
        heads
            .filter(|(_, p)| matches!(p.kind, Kind::Category | Kind::Group))
            .filter_map(|(index, p)| {
                let there = self.trees.find(&Id::new(format!("KR:{}", p.id.local())))?;
                Some((Node { list: List::Us, index }, there))
            })
            .collect()
    }
}

/// What `pairs` tie together.
fn groups(pairs: &[Pair]) -> Vec<Group> {
    let mut around: BTreeMap<Node, Vec<usize>> = BTreeMap::new();
    for (i, pair) in pairs.iter().enumerate() {
        around.entry(pair.left).or_default().push(i);
        around.entry(pair.right).or_default().push(i);
    }
    let mut seen: BTreeSet<Node> = BTreeSet::new();
    let mut groups = Vec::new();
    for first in around.keys() {
        if !seen.insert(*first) {
            continue;
        }
        let (mut members, mut tied) = (vec![*first], BTreeSet::new());
        let mut next = 0;
        while let Some(node) = members.get(next).copied() {
            next += 1;
            for i in around.get(&node).into_iter().flatten() {
                tied.insert(*i);
                let ends = pairs.get(*i).map_or([node; 2], |p| [p.left, p.right]);
                members.extend(ends.into_iter().filter(|n| seen.insert(*n)));
            }
        }
        members.sort_unstable();
        let pairs = tied.into_iter().collect();
        groups.push(Group { name: Some(*first), members, shared: Vec::new(), pairs, absent: Vec::new() });
    }
    groups
}
