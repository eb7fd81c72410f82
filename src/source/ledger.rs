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
    by_leaf: BTreeMap<NodeId, Disposition>,
    twice: Vec<NodeId>,
}

impl Ledger {
    /// Gives `leaf` its disposition. A second one for the same leaf is kept out and
    /// counted in [`Ledger::placed_twice`].
    pub fn place(&mut self, leaf: NodeId, disposition: Disposition) {
        if self.by_leaf.contains_key(&leaf) {
            self.twice.push(leaf);
        } else {
            self.by_leaf.insert(leaf, disposition);
        }
    }

    /// Gives every leaf below `node` that has none yet the same disposition.
    pub fn place_below(&mut self, tree: &SourceTree, node: NodeId, disposition: Disposition) {
        for leaf in tree.leaves_below(node) {
            self.by_leaf.entry(leaf).or_insert(disposition);
        }
    }

    /// The disposition of `leaf`, if it has one yet.
    pub fn of(&self, leaf: NodeId) -> Option<Disposition> {
        self.by_leaf.get(&leaf).copied()
    }

    /// Leaves that were given a second disposition: always an error of a reader.
    pub fn placed_twice(&self) -> &[NodeId] {
        &self.twice
    }

    /// Closes the account: white space becomes boilerplate, and a leaf that nobody
    /// placed becomes unparsed with the code `unplaced`.
    pub fn close(&mut self, tree: &SourceTree) {
        for leaf in tree.leaves() {
            self.by_leaf.entry(leaf).or_insert_with(|| {
                if tree.text(leaf).trim().is_empty() {
                    Disposition::Boilerplate("white space")
                } else {
                    Disposition::Unparsed("unplaced")
                }
            });
        }
    }

    /// Characters by disposition, in their order.
    pub fn characters(&self, tree: &SourceTree) -> BTreeMap<Disposition, usize> {
        let mut sums = BTreeMap::new();
        for (leaf, disposition) in &self.by_leaf {
            *sums.entry(*disposition).or_insert(0) += tree.text(*leaf).chars().count();
        }
        sums
    }

    /// The leaves that are unparsed, with their codes, in document order.
    pub fn unparsed(&self) -> impl Iterator<Item = (NodeId, &'static str)> + '_ {
        self.by_leaf.iter().filter_map(|(leaf, d)| match d {
            Disposition::Unparsed(code) => Some((*leaf, *code)),
            _ => None,
        })
    }
}
