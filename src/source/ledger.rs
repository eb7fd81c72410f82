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
    /// By the number of the node; what is beyond the end has none yet.
    by_leaf: Vec<Option<Disposition>>,
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
        for (leaf, disposition) in later.placed() {
            if let Some(slot) = self.slot(leaf) {
                slot.get_or_insert(disposition);
            }
        }
        self.twice.extend(later.twice);
    }

    fn slot(&mut self, leaf: NodeId) -> Option<&mut Option<Disposition>> {
        let index = leaf.0.checked_sub(self.first)? as usize;
        if index >= self.by_leaf.len() {
            self.by_leaf.resize(index + 1, None);
        }
        self.by_leaf.get_mut(index)
    }

    /// Gives `leaf` its disposition. A second one for the same leaf is kept out and
    /// counted in [`Ledger::placed_twice`].
    pub fn place(&mut self, leaf: NodeId, disposition: Disposition) {
        match self.slot(leaf) {
            Some(slot @ None) => *slot = Some(disposition),
            _ => self.twice.push(leaf),
        }
    }

    /// Gives every leaf below `node` that has none yet the same disposition.
    pub fn place_below(&mut self, tree: &SourceTree, node: NodeId, disposition: Disposition) {
        for leaf in tree.leaves_below(node) {
            if let Some(slot) = self.slot(leaf) {
                slot.get_or_insert(disposition);
            }
        }
    }

    /// The disposition of `leaf`, if it has one yet.
    pub fn of(&self, leaf: NodeId) -> Option<Disposition> {
        let index = leaf.0.checked_sub(self.first)?;
        self.by_leaf.get(index as usize).copied().flatten()
    }

    /// Leaves that were given a second disposition: always an error of a reader.
    pub fn placed_twice(&self) -> &[NodeId] {
        &self.twice
    }

    /// Closes the account: white space becomes boilerplate, and a leaf that nobody
    /// placed becomes unparsed with the code `unplaced`.
    pub fn close(&mut self, tree: &SourceTree) {
        for leaf in tree.leaves() {
            if let Some(slot @ None) = self.slot(leaf) {
                *slot = Some(if tree.text(leaf).trim().is_empty() {
                    Disposition::Boilerplate("white space")
                } else {
                    Disposition::Unparsed("unplaced")
                });
            }
        }
    }

    fn placed(&self) -> impl Iterator<Item = (NodeId, Disposition)> + '_ {
        (self.first..).zip(&self.by_leaf).filter_map(|(index, d)| Some((NodeId(index), (*d)?)))
    }

    /// Characters by disposition, in their order.
    pub fn characters(&self, tree: &SourceTree) -> BTreeMap<Disposition, usize> {
        let mut sums: Vec<(Disposition, usize)> = Vec::new();
        // There are few of them, and leaves of one mostly stand together.
        let mut last = 0;
        for (leaf, disposition) in self.placed() {
            if sums.get(last).is_none_or(|(of, _)| *of != disposition) {
                last = sums.iter().position(|(of, _)| *of == disposition).unwrap_or(sums.len());
            }
            match sums.get_mut(last) {
                Some((_, sum)) => *sum += tree.text(leaf).chars().count(),
                None => sums.push((disposition, tree.text(leaf).chars().count())),
            }
        }
        sums.into_iter().collect()
    }

    /// The leaves that are unparsed, with their codes, in document order.
    pub fn unparsed(&self) -> impl Iterator<Item = (NodeId, &'static str)> + '_ {
        self.placed().filter_map(|(leaf, d)| match d {
            Disposition::Unparsed(code) => Some((leaf, code)),
            _ => None,
        })
    }
}
