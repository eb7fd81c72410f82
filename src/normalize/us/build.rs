//! The snapshot under construction: paragraphs with unique ids, parents that exist, places.

use foldhash::fast::RandomState;
use indexmap::{IndexMap, IndexSet};
use rayon::prelude::*;
use smol_str::{SmolStr, SmolStrBuilder};

use crate::diag::{Diagnostic, Severity};
use crate::model::{Control, Coverage, Hash, Id, Kind, List, ListSnapshot, Paragraph, Parsed, Provenance};
use crate::source::{Disposition, Ledger, NodeId, SourceTree};
use crate::text::Span;

/// An id made of these, one after the other: nearly all are too short to need memory.
pub(super) fn id(parts: &[&str]) -> SmolStr {
    let mut id = SmolStrBuilder::new();
    parts.iter().for_each(|part| id.push_str(part));
    id.finish()
}

/// A paragraph to be added.
pub(super) struct New {
    pub id: SmolStr,
    pub parent: Option<u32>,
    pub kind: Kind,
    pub label: SmolStr,
    pub text: String,
    pub depth: u8,
}

/// A paragraph in its place, of whose text nothing is read: a third of the memory of a whole one,
/// as those of all parts of the document are brought together.
pub(super) struct Bare {
    new: New,
    provenance: Provenance,
    /// Of an entry, as are its controls.
    pub regimes: Vec<String>,
    pub controls: Vec<Control>,
}

impl Bare {
    fn paragraph(self) -> Paragraph {
        let Self { new, provenance, regimes, controls } = self;
        let New { id, parent, kind, label, text, depth } = new;
        let stored = Paragraph::stored(Id::new(id), kind, text, Hash::default());
        Paragraph { parent, label, depth, provenance, regimes, controls, ..stored }
    }
}

pub(super) struct Build<'t> {
    pub tree: &'t SourceTree,
    source: u16,
    paragraphs: Vec<Bare>,
    diagnostics: Vec<Diagnostic>,
    ledger: Ledger,
    /// Ids since the last scope began. An id starts with its scope's, which is checked apart.
    index: IndexMap<SmolStr, u32, RandomState>,
    scopes: IndexMap<SmolStr, u32, RandomState>,
    /// Running numbers of notes and texts, by id without the number.
    numbers: IndexMap<SmolStr, u32, RandomState>,
}

impl<'t> Build<'t> {
    /// For what begins with the node `first`.
    pub fn new(tree: &'t SourceTree, source: u16, first: NodeId) -> Self {
        Self {
            tree,
            source,
            paragraphs: Vec::new(),
            diagnostics: Vec::new(),
            ledger: Ledger::from(first),
            index: IndexMap::default(),
            scopes: IndexMap::default(),
            numbers: IndexMap::default(),
        }
    }

    /// Makes room for so many paragraphs.
    pub fn expect(&mut self, paragraphs: usize) {
        self.paragraphs.reserve(paragraphs);
    }

    pub fn place(&mut self, node: NodeId, disposition: Disposition) {
        self.ledger.place_below(self.tree, node, disposition);
    }

    pub fn place_around(&mut self, node: NodeId, disposition: Disposition) {
        self.ledger.place_around(self.tree, node, disposition);
    }

    pub fn diagnose(&mut self, code: &'static str, severity: Severity, node: NodeId, message: String) {
        let raw = self.tree.raw(node).start;
        let excerpt: String = self.tree.text(node).split_whitespace().take(8).collect::<Vec<_>>().join(" ");
        let place = self.tree.place(raw, &excerpt);
        self.diagnostics.push(Diagnostic { code, severity, message, place });
    }

    /// Adds a category, group, heading or entry, whose id begins those of all that follow.
    pub fn scope(&mut self, new: New, node: NodeId) -> u32 {
        self.index.clear();
        let id = new.id.clone();
        let at = self.add(new, node, 0);
        let id = self.id(at).map_or(id, SmolStr::from);
        self.scopes.insert(id, at);
        at
    }

    /// Adds a paragraph that stands at `node`, from the raw byte `start` where that is not 0.
    /// A second paragraph of one id gets `~2` behind it.
    pub fn add(&mut self, mut new: New, node: NodeId, start: u32) -> u32 {
        if self.find(&new.id).is_some() {
            self.diagnose("us-id-twice", Severity::Warning, node, format!("{} stands here a second time", new.id));
            let number = self.number(&format!("{}~", new.id)) + 1;
            new.id = id(&[&new.id, "~", &number.to_string()]);
        }
        let at = u32::try_from(self.paragraphs.len()).unwrap_or(u32::MAX);
        let raw = self.tree.raw(node);
        let start = raw.start.max(start);
        let (line, column) = self.tree.line_column(start);
        self.index.insert(new.id.clone(), at);
        let provenance = Provenance { source: self.source, bytes: Span { start, end: raw.end }, line, column };
        self.paragraphs.push(Bare { new, provenance, regimes: Vec::new(), controls: Vec::new() });
        at
    }

    /// Adds to a paragraph's text what `node` holds of it.
    pub fn extend(&mut self, at: u32, text: &str, node: NodeId) {
        let end = self.tree.raw(node).end;
        if let Some(paragraph) = self.paragraphs.get_mut(at as usize) {
            let whole = &mut paragraph.new.text;
            if !whole.is_empty() {
                whole.push(' ');
            }
            whole.push_str(text);
            paragraph.provenance.bytes.end = end;
        }
    }

    /// The paragraph with that id in the current scope, or a scope of that id.
    pub fn find(&self, id: &str) -> Option<u32> {
        self.index.get(id).or_else(|| self.scopes.get(id)).copied()
    }

    /// Ids of the current scope that start with `prefix`, as they stand.
    pub fn starting<'b>(&'b self, prefix: &'b str) -> impl Iterator<Item = &'b str> {
        self.index.keys().map(SmolStr::as_str).filter(move |id| id.starts_with(prefix))
    }

    /// Whether parts of a document share no name that an id could be built on: then none of
    /// them depends on another.
    pub fn are_apart(parts: &[Self]) -> bool {
        let mut names: IndexSet<&SmolStr, RandomState> = IndexSet::default();
        let rootless = |part: &&Self| part.numbers.keys().any(|prefix| prefix.starts_with("US:#"));
        parts.iter().flat_map(|p| p.scopes.keys()).all(|id| names.insert(id))
            && parts.iter().filter(rootless).count() <= 1
    }

    /// The next running number for `prefix`, from 1.
    pub fn number(&mut self, prefix: &str) -> u32 {
        match self.numbers.get_mut(prefix) {
            Some(n) => {
                *n += 1;
                *n
            }
            None => {
                self.numbers.insert(SmolStr::new(prefix), 1);
                1
            }
        }
    }

    pub fn id(&self, at: u32) -> Option<&str> {
        self.get(at).map(|p| p.id.as_str())
    }

    pub fn get(&self, at: u32) -> Option<&New> {
        self.paragraphs.get(at as usize).map(|p| &p.new)
    }

    pub fn get_mut(&mut self, at: u32) -> Option<&mut Bare> {
        self.paragraphs.get_mut(at as usize)
    }

    /// The depth of what hangs on `at`.
    pub fn below(&self, at: Option<u32>) -> u8 {
        at.and_then(|i| self.get(i)).map_or(0, |p| p.depth.saturating_add(1))
    }

    /// Takes over what was read of later parts of the document, in their order, and closes the
    /// account.
    pub fn finish(self, parts: Vec<Self>) -> Parsed<ListSnapshot> {
        let Self { tree, mut paragraphs, mut diagnostics, mut ledger, .. } = self;
        paragraphs.reserve_exact(parts.iter().map(|part| part.paragraphs.len()).sum());
        let mut ledgers = Vec::new();
        for part in parts {
            diagnostics.extend(part.diagnostics);
            append(&mut paragraphs, part.paragraphs);
            ledgers.push(part.ledger);
        }
        let whole = || paragraphs.into_par_iter().map(Bare::paragraph).collect();
        let account = || {
            ledgers.into_iter().for_each(|later| ledger.append(later));
            ledger.close(tree);
            let mut coverage = Coverage::default();
            coverage.add(tree, &ledger);
            coverage
        };
        let (paragraphs, coverage) = rayon::join(whole, account);
        let list = ListSnapshot { paragraphs, coverage, ..ListSnapshot::new(List::Us) };
        Parsed { value: list, diagnostics, ledgers: vec![ledger] }
    }
}

/// Adds the paragraphs of a later part.
fn append(paragraphs: &mut Vec<Bare>, later: Vec<Bare>) {
    let before = u32::try_from(paragraphs.len()).unwrap_or(u32::MAX);
    paragraphs.extend(later.into_iter().map(|mut paragraph| {
        paragraph.new.parent = paragraph.new.parent.map(|p| before + p);
        paragraph
    }));
}
