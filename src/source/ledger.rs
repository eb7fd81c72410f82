//! The ledger: every leaf of a source tree gets exactly one disposition, and the
//! characters of all dispositions add up to the document's.

use std::collections::BTreeMap;

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
        for (leaf, number) in later.placed() {
            let number = numbers.get(usize::from(number - 1)).copied().unwrap_or_default();
            self.give(leaf, number);
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

    /// Gives `leaf` the disposition of that number, and says whether it had none.
    fn give(&mut self, leaf: NodeId, number: u16) -> bool {
        let Some(index) = leaf.0.checked_sub(self.first).map(|i| i as usize) else { return false };
        if index >= self.by_leaf.len() {
            self.by_leaf.resize(index + 1, 0);
        }
        match self.by_leaf.get_mut(index) {
            Some(slot @ 0) => {
                *slot = number;
                true
            }
            _ => false,
        }
    }

    /// Gives `leaf` its disposition. A second one for the same leaf is kept out and
    /// counted in [`Ledger::placed_twice`].
    pub fn place(&mut self, leaf: NodeId, disposition: Disposition) {
        let number = self.number(disposition);
        if !self.give(leaf, number) {
            self.twice.push(leaf);
        }
    }

    /// Gives every leaf below `node` that has none yet the same disposition.
    pub fn place_below(&mut self, tree: &SourceTree, node: NodeId, disposition: Disposition) {
        let number = self.number(disposition);
        for leaf in tree.leaves_below(node) {
            self.give(leaf, number);
        }
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
        for leaf in tree.leaves() {
            if self.of(leaf).is_none() {
                let space = tree.text(leaf).trim().is_empty();
                let rest =
                    if space { Disposition::Boilerplate("white space") } else { Disposition::Unparsed("unplaced") };
                let number = self.number(rest);
                self.give(leaf, number);
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
        for (leaf, number) in self.placed() {
            if let Some(sum) = sums.get_mut(usize::from(number)) {
                *sum = Some(sum.unwrap_or(0) + tree.text(leaf).chars().count());
            }
        }
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
