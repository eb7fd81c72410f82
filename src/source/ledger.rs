//! The ledger: every leaf of a source tree gets exactly one disposition, and the
//! characters of all dispositions add up to the document's.

use std::collections::BTreeMap;
use std::ops::Range;

use super::tree::{NodeId, SourceTree};

/// What became of a leaf's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case", tag = "as", content = "code")]
pub enum Disposition {
    /// Part of an entry or an item below it, its controls included.
    Entry,
    /// A heading of the list (category, group, table header, caption).
    Heading,
    /// Part of a note, technical note or N.B.
    Note,
    /// A reserved, repealed or deleted paragraph.
    Reserved,
    /// Not part of the list; the rule that says so.
    Boilerplate(&'static str),
    /// Not placed; the code that says why.
    Unparsed(&'static str),
}

/// Dispositions of the leaves of one document.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The node that `by_leaf` begins with; nothing before it is placed.
    first: u32,
    /// By the number of the node, the number of its disposition, from 1; 0 has none yet, and
    /// so has what is beyond the end.
    by_leaf: Vec<u16>,
    /// The dispositions that any leaf has: there are few.
    known: Vec<Disposition>,
    twice: Vec<NodeId>,
}

impl Ledger {
    /// An account of the leaves from `first` on.
    pub fn from(first: NodeId) -> Self {
        Self { first: first.0, ..Self::default() }
    }

    /// Takes over the account of a later part of the document. What both have placed keeps
    /// its disposition.
    pub fn append(&mut self, later: Self) {
        let numbers: Vec<u16> = later.known.iter().map(|d| self.number(*d)).collect();
        let end = later.first + u32::try_from(later.by_leaf.len()).unwrap_or(u32::MAX);
        let before = self.first.saturating_sub(later.first) as usize;
        let placed = later.by_leaf.get(before..).unwrap_or_default();
        for (slot, placed) in self.slots(later.first..end).iter_mut().zip(placed) {
            if let (0, Some(number)) = (*slot, usize::from(*placed).checked_sub(1).and_then(|at| numbers.get(at))) {
                *slot = *number;
            }
        }
        self.twice.extend(later.twice);
    }

    /// The number of a disposition, a new one where it is not known yet.
    fn number(&mut self, disposition: Disposition) -> u16 {
        let at = self.known.iter().position(|d| *d == disposition).unwrap_or_else(|| {
            self.known.push(disposition);
            self.known.len() - 1
        });
        u16::try_from(at + 1).unwrap_or(u16::MAX)
    }

    /// The slots of these nodes, but of none before the first.
    fn slots(&mut self, nodes: Range<u32>) -> &mut [u16] {
        let (start, end) = (nodes.start.saturating_sub(self.first), nodes.end.saturating_sub(self.first));
        let (start, end) = (start as usize, end as usize);
        if end > self.by_leaf.len() {
            // Some more at once: the next ones are likely to come.
            self.by_leaf.resize(end.next_multiple_of(256), 0);
        }
        self.by_leaf.get_mut(start..end).unwrap_or_default()
    }

    /// Gives every leaf among these nodes that has none yet the disposition of that number.
    fn give(&mut self, tree: &SourceTree, nodes: Range<u32>, number: u16) {
        let nodes = nodes.start.max(self.first)..nodes.end;
        let these = tree.nodes.get(nodes.start as usize..nodes.end as usize).unwrap_or_default();
        for (node, slot) in these.iter().zip(self.slots(nodes)) {
            if *slot == 0 && node.name.is_none() {
                *slot = number;
            }
        }
    }

    /// Gives `leaf` its disposition. A second one for the same leaf is kept out and
    /// counted in [`Ledger::placed_twice`].
    pub fn place(&mut self, leaf: NodeId, disposition: Disposition) {
        let number = self.number(disposition);
        match self.slots(leaf.0..leaf.0 + 1) {
            [slot @ 0] => *slot = number,
            _ => self.twice.push(leaf),
        }
    }

    /// Gives every leaf below `node` that has none yet the same disposition.
    pub fn place_below(&mut self, tree: &SourceTree, node: NodeId, disposition: Disposition) {
        let number = self.number(disposition);
        self.give(tree, tree.below_with(node), number);
    }

    /// Gives every leaf that is not below `node` and has none yet the same disposition.
    pub fn place_around(&mut self, tree: &SourceTree, node: NodeId, disposition: Disposition) {
        let number = self.number(disposition);
        let (inside, whole) = (tree.below_with(node), tree.below_with(tree.root()));
        self.give(tree, whole.start..inside.start, number);
        self.give(tree, inside.end..whole.end, number);
    }

    /// The disposition of `leaf`, if it has one yet.
    pub fn of(&self, leaf: NodeId) -> Option<Disposition> {
        let index = leaf.0.checked_sub(self.first)?;
        self.by_leaf.get(index as usize).and_then(|number| self.disposition(*number))
    }

    /// Leaves that were given a second disposition: always an error of a reader.
    pub fn placed_twice(&self) -> &[NodeId] {
        &self.twice
    }

    /// Closes the account: white space becomes boilerplate, and a leaf that nobody
    /// placed becomes unparsed with the code `unplaced`.
    pub fn close(&mut self, tree: &SourceTree) {
        let space = self.number(Disposition::Boilerplate("white space"));
        let unplaced = self.number(Disposition::Unparsed("unplaced"));
        let nodes = tree.below_with(tree.root()).end;
        let first = self.first;
        let these = tree.nodes.get(first as usize..).unwrap_or_default();
        for (node, slot) in these.iter().zip(self.slots(first..nodes)) {
            if *slot == 0 && node.name.is_none() {
                *slot = if tree.text_of(node).trim().is_empty() { space } else { unplaced };
            }
        }
    }

    fn disposition(&self, number: u16) -> Option<Disposition> {
        self.known.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// The leaves that have a disposition, with its number.
    fn placed(&self) -> impl Iterator<Item = (NodeId, u16)> + '_ {
        (self.first..).zip(&self.by_leaf).filter(|(_, number)| **number != 0).map(|(i, number)| (NodeId(i), *number))
    }

    /// Characters by disposition, in their order.
    pub fn characters(&self, tree: &SourceTree) -> BTreeMap<Disposition, usize> {
        let mut sums = vec![None; self.known.len() + 1];
        let mut add = |number: u16, text: Range<u32>| {
            if let Some(sum) = sums.get_mut(usize::from(number)).filter(|_| number != 0) {
                *sum = Some(sum.unwrap_or(0) + tree.text_at(text).chars().count());
            }
        };
        // Leaves of one disposition that follow each other are counted together.
        let (mut run, mut text) = (0, 0..0);
        let nodes = tree.nodes.get(self.first as usize..).unwrap_or_default();
        for (node, number) in nodes.iter().zip(&self.by_leaf) {
            if *number == 0 {
                continue;
            }
            if *number == run && node.text.start == text.end {
                text.end = node.text.end;
            } else {
                add(run, std::mem::replace(&mut text, node.text.clone()));
                run = *number;
            }
        }
        add(run, text);
        (0..).zip(sums).filter_map(|(number, sum)| Some((self.disposition(number)?, sum?))).collect()
    }

    /// The leaves that are unparsed, with their codes, in document order.
    pub fn unparsed(&self) -> impl Iterator<Item = (NodeId, &'static str)> + '_ {
        self.placed().filter_map(|(leaf, number)| match self.disposition(number) {
            Some(Disposition::Unparsed(code)) => Some((leaf, code)),
            _ => None,
        })
    }
}
