//! The US list: eCFR XML of 15 CFR Part 774, Supplement No. 1.
//!
//! The supplement's blocks are flat siblings; what belongs to what stands in the text
//! alone. One pass reads them in order and keeps the place in the outline:
//!
//! - categories `US:3`, the parts of Category 5 `US:5.1`, groups `US:3A` (`US:5.1A`),
//!   other headings `US:1#h1`, entries `US:3A001`, items `US:3A001.b.2.a.1`;
//! - notes below what they speak of: `#note1`, `#tn1` (technical), `#nb1`, `#ln1` (licence
//!   requirement and exception notes), their enumerated paragraphs `#note1.a.1`, further
//!   blocks of theirs `#note1.p1`;
//! - texts of an entry that control nothing by themselves: `#rc1` related controls, `#rd1`
//!   related definitions, `#ec1` ECCN controls, `#lr1` licence requirements, `#le1` licence
//!   exceptions, `#sta1`, `#rr1` reporting, `#unit1`, `#ed1` editorial notes, `#row1` rows of
//!   a table that is no licence table, `#t1` any other. `N/A` alone is no paragraph, nor is a
//!   licence row or line that the entry's [controls](crate::model::Control) hold entirely.
//!
//! A block that reserves a range of paragraphs is one paragraph with the first one's id
//! and the range in its label. An item whose parent the list does not print hangs on the
//! nearest ancestor that it does print (`us-parent-missing`); its id and depth are by its path.

mod block;
mod build;
mod controls;
mod entry;
mod heading;
mod label;
mod note;
mod refs;
mod regime;
mod run;

use rayon::prelude::*;
use smol_str::{SmolStr, format_smolstr};

use crate::diag::Severity;
use crate::error::Error;
use crate::model::{Kind, ListSnapshot, Parsed, Source};
use crate::source::{Disposition, NodeId, SourceTree};

use block::{Block, render, render_into};
use build::{Build, New, id};
use entry::Entry;
use heading::{Outline, outline};
use run::Run;

/// The supplement's page at the official site, as it is today.
const PAGE: &str = "https://www.ecfr.gov/current/title-15/part-774/appendix-Supplement%20No.%201%20to%20Part%20774";

/// The element that holds the list: Supplement No. 1, in a whole part or alone.
pub fn supplement(tree: &SourceTree) -> Option<NodeId> {
    let root = tree.root();
    std::iter::once(root).chain(tree.below(root)).find(|n| {
        tree.name(*n) == "DIV9"
            && tree.attribute(*n, "N").is_some_and(|n| n.starts_with("Supplement No. 1 to Part 774"))
    })
}

/// The list from its one document.
///
/// # Errors
/// [`Error::Unreadable`] where the document has no Supplement No. 1 to Part 774;
/// [`Error::Usage`] where there is not exactly one document.
pub fn structure(trees: &[SourceTree]) -> Result<Parsed<ListSnapshot>, Error> {
    let [tree] = trees else {
        return Err(Error::Usage(format!("the US list is one document, and {} were given", trees.len())));
    };
    if supplement(tree).is_none() {
        return Err(Error::unreadable(tree.file(), "no Supplement No. 1 to Part 774 in it")
            .advise("give the eCFR XML of 15 CFR Part 774, or of its Supplement No. 1"));
    }
    let mut parsed = read(tree, 0);
    parsed.value.sources.push(Source {
        file: tree.file().to_owned(),
        sha256: String::new(),
        bytes: tree.size() as u64,
        url: PAGE.to_owned(),
    });
    Ok(parsed)
}

/// Reads the list from `tree`, the document of number `source`. A tree without the
/// supplement gives an empty list and the diagnostic `us-no-supplement`.
///
/// Bounds, joiners, citations and terms are not read here.
fn read(tree: &SourceTree, source: u16) -> Parsed<ListSnapshot> {
    let mut whole = Reader::new(tree, source, tree.root());
    let Some(supplement) = supplement(tree) else {
        let message = "no Supplement No. 1 to Part 774 in it".to_owned();
        whole.build.diagnose("us-no-supplement", Severity::Error, tree.root(), message);
        return whole.build.finish(Vec::new());
    };
    // What is not the supplement is not the list.
    whole.build.place_around(supplement, Disposition::Boilerplate("outside Supplement No. 1"));
    let categories = categories(tree, supplement);
    let parts: Vec<Build<'_>> = categories
        .par_iter()
        .with_max_len(1)
        .filter_map(|part| {
            let mut reader = Reader::new(tree, source, *part.first()?);
            // Most blocks are one paragraph, and a note has several.
            reader.build.expect(part.len());
            reader.blocks(part);
            reader.close_entry();
            Some(reader.build)
        })
        .collect();
    // Categories know nothing of each other, unless a document has one of them twice.
    if Build::are_apart(&parts) {
        return whole.build.finish(parts);
    }
    drop(parts);
    whole.blocks(&categories.concat());
    whole.close_entry();
    whole.build.finish(Vec::new())
}

/// The blocks of the supplement, cut before each category: with it a reader starts anew.
fn categories(tree: &SourceTree, supplement: NodeId) -> Vec<Vec<NodeId>> {
    let begins =
        |node: NodeId| tree.name(node) == "HD1" && matches!(outline(&render(tree, node).text), Outline::Category(_));
    let mut parts = vec![Vec::new()];
    for node in tree.children(supplement).filter(|n| !tree.is_text(*n)) {
        if begins(node) {
            parts.push(Vec::new());
        }
        parts.last_mut().into_iter().for_each(|part| part.push(node));
    }
    parts
}

/// Where the reader stands in the outline.
struct Reader<'t> {
    build: Build<'t>,
    category: Option<u32>,
    /// The innermost of category, part, group and heading.
    scope: Option<u32>,
    /// What a further heading of the same depth hangs on.
    group: Option<u32>,
    /// Id that group letters follow: `US:3`, `US:5.1`.
    stem: String,
    entry: Option<Entry>,
    /// An enumeration outside of `NOTE` elements.
    run: Option<Run>,
    /// The enumeration of the last `NOTE` element.
    noted: Option<Run>,
    /// Notes since the last item whose enumeration may go on behind a technical note.
    open_notes: Vec<Run>,
    /// The paragraphs of a line that ends in a colon (1A008, 1C240), which are no items.
    listing: Option<Run>,
}

impl<'t> Reader<'t> {
    /// For what begins with the node `first`.
    fn new(tree: &'t SourceTree, source: u16, first: NodeId) -> Self {
        Self {
            build: Build::new(tree, source, first),
            category: None,
            scope: None,
            group: None,
            stem: String::new(),
            entry: None,
            run: None,
            noted: None,
            open_notes: Vec::new(),
            listing: None,
        }
    }

    fn tree(&self) -> &'t SourceTree {
        self.build.tree
    }

    fn blocks(&mut self, blocks: &[NodeId]) {
        let tree = self.tree();
        let mut block = Block::default();
        for node in blocks.iter().copied() {
            match tree.name(node) {
                "HEAD" => self.build.place(node, Disposition::Heading),
                "HD1" | "HD2" | "HD3" | "HD4" => self.heading(node),
                "P" | "FP" | "FP-1" | "FP-2" | "FP-3" => {
                    render_into(&mut block, tree, node);
                    self.block(node, &block);
                }
                "NOTE" => self.note(node),
                "DIV" | "GPOTABLE" | "TABLE" => self.table(node),
                "EDNOTE" => self.editorial(node),
                "XREF" => {
                    let message = "an amendment is pending here".to_owned();
                    self.build.diagnose("us-amendment-pending", Severity::Note, node, message);
                    self.build.place(node, Disposition::Boilerplate("pending amendment"));
                }
                "CITA" | "SOURCE" | "AUTH" => self.build.place(node, Disposition::Boilerplate("source note")),
                "img" => self.build.diagnose(
                    "us-image",
                    Severity::Warning,
                    node,
                    "an image, most likely of a formula, which cannot be read".to_owned(),
                ),
                "" => {}
                _ => self.unknown(node),
            }
        }
    }

    /// An element of another name: its blocks where it has some, else a block itself.
    fn unknown(&mut self, node: NodeId) {
        let tree = self.tree();
        let blocks = ["P", "FP", "FP-1", "FP-2", "NOTE", "DIV", "HD1", "HD2"];
        if tree.children(node).any(|c| blocks.contains(&tree.name(c))) {
            return self.blocks(&tree.children(node).collect::<Vec<_>>());
        }
        let block = render(tree, node);
        if !block.text.is_empty() {
            let message = format!("an element <{}>, which no block of the list is known to be", tree.name(node));
            self.build.diagnose("us-element", Severity::Warning, node, message);
            self.block(node, &block);
        }
    }

    fn heading(&mut self, node: NodeId) {
        let Block { text, .. } = render(self.tree(), node);
        if text.is_empty() {
            return;
        }
        // 3A090 sets the headers of its sections as headings of the list.
        if self.entry.is_some() && heading::section(&text).is_some() {
            return self.block(node, &Block { switch: text.len(), text, ..Block::default() });
        }
        self.build.place(node, Disposition::Heading);
        let level = self.tree().name(node);
        // 6E003 has headings between its items; they close nothing.
        if level == "HD2"
            && let Some(entry) = &self.entry
        {
            let parent = entry.at;
            return self.add_heading(Some(parent), text, node);
        }
        self.close_entry();
        match outline(&text) {
            Outline::Category(digit) => {
                self.stem = format!("US:{digit}");
                let id = self.stem.clone();
                self.category = self.open(id, None, Kind::Category, text, node);
                (self.scope, self.group) = (self.category, self.category);
            }
            Outline::Part(number) => {
                let Some(category) = self.category else { return self.add_heading(None, text, node) };
                self.stem = format!("{}.{number}", self.build.id(category).unwrap_or("US:"));
                let id = self.stem.clone();
                self.scope = self.open(id, Some(category), Kind::Heading, text, node);
                self.group = self.scope;
            }
            Outline::Group(letter) => {
                let id = format!("{}{letter}", self.stem);
                let parent = self.build.find(&self.stem);
                self.scope = self.open(id, parent, Kind::Group, text, node);
                self.group = self.scope;
            }
            // `Annex to Category 1` and what stands below the last group.
            Outline::Other if starts_annex(&text) => self.add_heading(self.category, text, node),
            Outline::Other if level == "HD1" => self.add_heading(self.group, text, node),
            Outline::Other => self.add_heading(self.scope, text, node),
        }
    }

    fn open(&mut self, id: String, parent: Option<u32>, kind: Kind, text: String, node: NodeId) -> Option<u32> {
        let label = match kind {
            Kind::Group => text.get(..2),
            _ => text.split(['—', '–']).next().map(str::trim),
        };
        let label = SmolStr::new(label.unwrap_or(""));
        let id = id.into();
        Some(self.build.scope(New { id, parent, kind, label, text, depth: 0 }, node))
    }

    /// Adds a heading without a place of its own in the numbering. Outside of entries it
    /// is what follows hangs on.
    fn add_heading(&mut self, parent: Option<u32>, text: String, node: NodeId) {
        let id = self.numbered(parent, "h");
        let depth = if self.entry.is_some() { self.build.below(parent) } else { 0 };
        let new = New { id, parent, kind: Kind::Heading, label: SmolStr::default(), text, depth };
        if self.entry.is_some() {
            self.build.add(new, node, 0);
        } else {
            self.scope = Some(self.build.scope(new, node));
        }
    }

    /// The next id `parent#word1` of that word.
    fn numbered(&mut self, parent: Option<u32>, word: &str) -> SmolStr {
        let prefix = id(&[parent.and_then(|p| self.build.id(p)).unwrap_or("US:"), "#", word]);
        let number = self.build.number(&prefix);
        format_smolstr!("{prefix}{number}")
    }

    /// Adds a text that controls nothing by itself, without its label where that says no more
    /// than the id does.
    fn add_text(&mut self, parent: Option<u32>, word: &str, text: String, node: NodeId) -> u32 {
        let id = self.numbered(parent, word);
        let depth = self.build.below(parent);
        self.build.add(New { id, parent, kind: Kind::Text, label: SmolStr::default(), text, depth }, node, 0)
    }
}

fn starts_annex(text: &str) -> bool {
    heading::starts(text, "Annex")
}
