//! The Japanese list: 輸出貿易管理令 別表第一, 外国為替令 別表 and 貨物等省令, in the e-Gov law XML.
//!
//! Ids are those of [`crate::model::Id`], from the `Num` attributes: an article is a
//! [`Kind::Category`], its 項 a [`Kind::Group`] (an entry where it has no 号, or 号 that must all be met), a 号 of a
//! group an [`Kind::Entry`], what is below an item. A 別表 is a category, its row an entry, (n)
//! and the sub-entries below it items; the third column of a row is `#area1`.

mod articles;
mod law;
mod links;
mod tables;
mod text;

use std::collections::BTreeSet;

use law::{Instrument, Law};

use crate::diag::{Diagnostic, Severity};
use crate::error::Error;
use crate::model::{Edition, Hash, Id, Kind, List, ListSnapshot, Paragraph, Parsed, Provenance, Source};
use crate::source::{Disposition, Ledger, NodeId, SourceTree};
use crate::text::Span;

/// Reads any of the three instruments, at most one edition of each, bare or in an
/// envelope of the e-Gov API. Their order does not matter: sources and ledgers come
/// out as 輸出令, 外為令, 省令. The sources have the names of their trees; their hashes are left to
/// the caller, who has the bytes.
///
/// # Errors
/// [`Error::Unreadable`] where a document is not e-Gov law XML, is another law, or is
/// a second, different edition of an instrument; [`Error::Usage`] where there is none.
pub fn read(trees: &[SourceTree]) -> Result<Parsed<ListSnapshot>, Error> {
    let laws = law::recognise(trees)?;
    let mut reader = Reader::default();
    let mut snapshot = ListSnapshot::new(List::Jp);
    let mut ledgers = Vec::with_capacity(laws.len());
    for (index, law) in laws.iter().enumerate() {
        let repeated = index.checked_sub(1).and_then(|i| laws.get(i)).is_some_and(|l| l.instrument == law.instrument);
        let ledger = reader.read(u16::try_from(index).unwrap_or(u16::MAX), law, repeated);
        snapshot.coverage.add(law.tree, &ledger);
        ledgers.push(ledger);
        snapshot.sources.push(Source {
            file: law.tree.file().to_owned(),
            sha256: String::new(),
            bytes: law.tree.size() as u64,
            url: law.instrument.url(),
        });
    }
    links::link(&mut reader.paragraphs, &laws, &mut reader.diagnostics);
    snapshot.edition = edition(&laws);
    snapshot.paragraphs = reader.paragraphs;
    Ok(Parsed { value: snapshot, diagnostics: reader.diagnostics, ledgers })
}

/// That of the ordinance, whose specifications are the list; of the orders without it.
fn edition(laws: &[Law<'_>]) -> Edition {
    let ordinance = laws.iter().find(|l| l.instrument == Instrument::Ordinance).and_then(|l| l.edition.clone());
    ordinance.or_else(|| laws.iter().filter_map(|l| l.edition.clone()).max()).unwrap_or_default()
}

/// What reading gathers over all documents.
#[derive(Default)]
struct Reader {
    paragraphs: Vec<Paragraph>,
    diagnostics: Vec<Diagnostic>,
    /// Ids so far, in the order of their bytes, which is quicker than the natural one.
    ids: BTreeSet<String>,
}

impl Reader {
    fn read(&mut self, source: u16, law: &Law<'_>, repeated: bool) -> Ledger {
        let mut document = Document { tree: law.tree, source, ledger: Ledger::default(), reader: self };
        if repeated {
            document.say("jp-same-document", Severity::Note, "the same document again; it was left out", law.root);
            document.ledger.place_below(law.tree, law.tree.root(), Disposition::Boilerplate("same document again"));
        } else {
            document.law(law);
        }
        document.ledger.close(law.tree);
        document.ledger
    }
}

/// One document while it is read.
struct Document<'r, 't> {
    tree: &'t SourceTree,
    source: u16,
    ledger: Ledger,
    reader: &'r mut Reader,
}

/// A paragraph about to be added.
struct New<'a> {
    id: Id,
    parent: Option<u32>,
    kind: Kind,
    depth: u8,
    label: &'a str,
    text: String,
    /// Raw bytes of the paragraph's own label and text.
    bytes: std::ops::Range<u32>,
}

impl<'t> Document<'_, 't> {
    fn law(&mut self, law: &Law<'t>) {
        let tree = self.tree;
        for node in tree.children(law.root) {
            match tree.name(node) {
                "LawNum" | "LawTitle" => self.ledger.place_below(tree, node, Disposition::Heading),
                "Page" => self.ledger.place_below(tree, node, Disposition::Boilerplate("page")),
                "LawBody" => self.body(law.instrument, node),
                _ => {}
            }
        }
        if tree.root() != law.root {
            // What is outside the law stands in the envelope; leaves inside are placed or stay unplaced.
            let inside = tree.raw(law.root);
            for leaf in tree.leaves().filter(|leaf| !inside.contains(&tree.raw(*leaf).start)) {
                self.ledger.place(leaf, Disposition::Boilerplate("envelope"));
            }
        }
    }

    fn body(&mut self, instrument: Instrument, body: NodeId) {
        let tree = self.tree;
        for node in tree.children(body) {
            let disposition = match tree.name(node) {
                "MainProvision" if instrument == Instrument::Ordinance => {
                    self.main_provision(node);
                    continue;
                }
                "AppdxTable" if self.appended_table(instrument, node) => continue,
                "LawTitle" => Disposition::Heading,
                "EnactStatement" | "Preamble" => Disposition::Boilerplate("enacting words"),
                "TOC" => Disposition::Boilerplate("table of contents"),
                "MainProvision" => Disposition::Boilerplate("articles of the order"),
                "SupplProvision" => Disposition::Boilerplate("supplementary provisions"),
                "AppdxTable" | "AppdxNote" | "AppdxStyle" | "AppdxFormat" | "AppdxFig" | "Appdx" => {
                    Disposition::Boilerplate("another appendix")
                }
                _ => continue,
            };
            self.ledger.place_below(tree, node, disposition);
        }
    }

    /// Adds a paragraph; to an id that is taken goes `~` and the running number of the
    /// paragraph, so that nothing is lost.
    fn add(&mut self, new: New<'_>, node: NodeId) -> u32 {
        let mut id = new.id;
        if !self.reader.ids.insert(id.as_str().to_owned()) {
            self.say("jp-id-twice", Severity::Error, &format!("a second paragraph {id}"), node);
            id = Id::new(format!("{id}~{}", self.reader.paragraphs.len()));
        }
        let mut paragraph = Paragraph::stored(id, new.kind, new.text, Hash::default());
        paragraph.parent = new.parent;
        paragraph.label = new.label.into();
        paragraph.depth = new.depth;
        let (line, column) = self.tree.line_column(new.bytes.start);
        let bytes = Span { start: new.bytes.start, end: new.bytes.end };
        paragraph.provenance = Provenance { source: self.source, bytes, line, column };
        self.reader.paragraphs.push(paragraph);
        u32::try_from(self.reader.paragraphs.len() - 1).unwrap_or(u32::MAX)
    }

    fn say(&mut self, code: &'static str, severity: Severity, message: &str, node: NodeId) {
        let raw = self.tree.raw(node).start;
        let excerpt = self.tree.text(node).trim().lines().next().unwrap_or_default();
        let place = self.tree.place(raw, excerpt);
        self.reader.diagnostics.push(Diagnostic { code, severity, message: message.to_owned(), place });
    }

    /// Text of the nodes as one paragraph has it.
    fn fold(&self, nodes: &[NodeId]) -> String {
        let mut out = text::Folded::default();
        nodes.iter().for_each(|node| out.push(self.tree, *node));
        out.finish()
    }

    /// Gives the leaves of the nodes their disposition; readings of characters are no text of the law.
    fn place(&mut self, nodes: &[NodeId], disposition: Disposition) {
        for node in nodes {
            for reading in self.tree.below(*node).filter(|n| self.tree.name(*n) == text::READING) {
                self.ledger.place_below(self.tree, reading, Disposition::Boilerplate("reading of a character"));
            }
            self.ledger.place_below(self.tree, *node, disposition);
        }
    }
}

/// Whether a text says that its paragraph is no longer in force.
fn is_deleted(text: &str) -> bool {
    text == "削除"
}
