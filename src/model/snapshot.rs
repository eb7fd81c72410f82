//! A list at one edition.

use serde::{Deserialize, Serialize};

use super::bound::{Op, Value};
use super::id::{Id, List};
use super::paragraph::{Hash, Paragraph};
use crate::diag::Diagnostic;
use crate::quantity::Unit;
use crate::source::{Disposition, Ledger, SourceTree};

/// Version of the common schema. A change of meaning raises it.
pub const SCHEMA: u32 = 1;

/// When a list is in force.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Edition {
    /// In force from this date, `YYYY-MM-DD`.
    pub in_force: String,
    /// The amending law or notice, where known.
    pub amendment: Option<String>,
}

/// A document that a list was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// File name without folders; of a container, `file!inner/path`.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Official address, where known.
    pub url: String,
}

/// What was accounted for, placed and read, in counts that add up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Coverage {
    /// Characters of all documents.
    pub characters: u64,
    /// Characters by disposition (`entry`, `heading`, `note`, `reserved`, `boilerplate`, `unparsed`).
    pub dispositions: std::collections::BTreeMap<String, u64>,
    /// Runs of digits or kanji numerals inside entries.
    pub numbers: u64,
    /// Of these, claimed by a bound, label, citation, date, name or formula.
    pub numbers_read: u64,
}

impl Coverage {
    /// Counts a document in: its characters and their dispositions.
    pub fn add(&mut self, tree: &SourceTree, ledger: &Ledger) {
        let (all, by_disposition) = rayon::join(|| tree.characters(), || ledger.characters(tree));
        self.characters += all as u64;
        for (disposition, characters) in by_disposition {
            let key = match disposition {
                Disposition::Entry => "entry",
                Disposition::Heading => "heading",
                Disposition::Note => "note",
                Disposition::Reserved => "reserved",
                Disposition::Boilerplate(_) => "boilerplate",
                Disposition::Unparsed(_) => "unparsed",
            };
            *self.dispositions.entry(key.to_owned()).or_insert(0) += characters as u64;
        }
    }
}

/// A list at one edition, in the common schema.
#[derive(Debug, Clone, PartialEq)]
pub struct ListSnapshot {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Which list.
    pub list: List,
    /// Which edition.
    pub edition: Edition,
    /// The documents.
    pub sources: Vec<Source>,
    /// Every paragraph, a parent before its children, in the order of the documents.
    pub paragraphs: Vec<Paragraph>,
    /// Accounts.
    pub coverage: Coverage,
    /// What earlier editions said where this one says something else.
    pub amended: Vec<Amended>,
}

/// A bound that a paragraph of an earlier edition stated, and no longer states so.
#[derive(Debug, Clone, PartialEq)]
pub struct Amended {
    /// The paragraph, by its id in both editions.
    pub paragraph: Id,
    /// In force on this date, `YYYY-MM-DD`.
    pub edition: String,
    /// Comparator.
    pub op: Op,
    /// Value as then printed.
    pub value: Value,
    /// Unit as then printed.
    pub unit: Unit,
}

impl ListSnapshot {
    /// An empty snapshot of `list`.
    pub fn new(list: List) -> Self {
        Self {
            schema: SCHEMA,
            list,
            edition: Edition::default(),
            sources: Vec::new(),
            paragraphs: Vec::new(),
            coverage: Coverage::default(),
            amended: Vec::new(),
        }
    }

    /// Parents of `paragraph`, nearest first.
    pub fn ancestors<'s>(&'s self, paragraph: &Paragraph) -> impl Iterator<Item = &'s Paragraph> + use<'s> {
        std::iter::successors(paragraph.parent, |i| self.paragraphs.get(*i as usize)?.parent)
            .map_while(|i| self.paragraphs.get(i as usize))
    }

    /// SHA-256 of a document, as [`Source::sha256`] has it.
    pub fn hash(bytes: &[u8]) -> String {
        Hash::of(bytes).to_string()
    }
}

/// What a reader gives: a value whatever the content, what it has to say, and an
/// account of every leaf, a ledger for each document.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// The value.
    pub value: T,
    /// What was irregular or could not be read.
    pub diagnostics: Vec<Diagnostic>,
    /// One ledger for each source, in their order.
    pub ledgers: Vec<Ledger>,
}
