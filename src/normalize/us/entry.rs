//! An entry: its heading, sections, items, controls.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::block::{Block, render, render_into};
use super::build::{New, id};
use super::controls::{self, Draft};
use super::heading::{Line, Section, line, section, starts};
use super::label::{self, Label, enumerator};
use super::refs::Ref;
use super::run::Run;
use super::{Reader, regime};
use crate::diag::Severity;
use crate::model::{Control, ControlKind, Id, Kind};
use crate::source::{Disposition, NodeId};

/// The entry in work.
pub(super) struct Entry {
    pub at: u32,
    /// Its id, `US:3A001`.
    pub id: String,
    /// Its number, `3A001`.
    pub number: String,
    pub section: Section,
    /// The last item.
    pub last: Option<u32>,
    /// Ids of its notes by their printed number.
    pub notes: BTreeMap<u32, SmolStr>,
    /// The licence exception whose line was read last.
    exception: String,
    reasons: Vec<SmolStr>,
    drafts: Vec<Draft>,
}

impl Reader<'_> {
    /// A block of running text.
    pub(super) fn block(&mut self, node: NodeId, block: &Block) {
        let text = block.text.as_str();
        if text.is_empty() {
            return;
        }
        let disposition = self.dispose(node, block);
        self.build.place(node, disposition);
    }

    fn dispose(&mut self, node: NodeId, block: &Block) -> Disposition {
        let text = block.text.as_str();
        let heading = self.tree().name(node) == "FP-2";
        if let Some(number) = label::eccn(text).filter(|_| heading || block.bold) {
            self.open_entry(number, text, node);
            return Disposition::Entry;
        }
        if heading && text.starts_with("EAR99") {
            self.close_entry();
            self.scope = self.category;
            let id = self.numbered(self.category, "ear99-");
            let new = New {
                id,
                parent: self.category,
                kind: Kind::Text,
                label: SmolStr::new_static("EAR99"),
                text: text.to_owned(),
                depth: 1,
            };
            self.build.add(new, node, 0);
            return Disposition::Entry;
        }
        if self.entry.is_none() {
            return self.outside(node, block);
        }
        if let Some((section, rest)) = section(text) {
            self.run = None;
            let items = section == Section::Items;
            if let Some(entry) = &mut self.entry {
                entry.section = section;
                entry.exception.clear();
            }
            if rest.is_empty() {
                return Disposition::Heading;
            }
            return if items && self.items_line(rest, node) {
                Disposition::Entry
            } else {
                self.other(node, rest, false)
            };
        }
        if let Some((line, rest)) = line(text) {
            return self.line(line, rest, text, node);
        }
        self.unlabelled(node, block)
    }

    /// A block below a category, group or heading.
    fn outside(&mut self, node: NodeId, block: &Block) -> Disposition {
        if self.loose_note(&block.text, node) {
            return Disposition::Note;
        }
        let kind = if block.italic { Kind::Note } else { Kind::Item };
        if enumerator(&block.text).is_some()
            && let Some(scope) = self.scope
        {
            let mut run = self.run.take().filter(|r| r.kind == kind).unwrap_or_else(|| Run::new(scope, kind));
            self.enumerated(&mut run, &block.text, node);
            self.run = Some(run);
            let reserved =
                block.text.get(enumerator(&block.text).map_or(0, |l| l.len)..).is_some_and(label::is_reserved);
            return if reserved { Disposition::Reserved } else { Disposition::Entry };
        }
        self.add_text(self.scope, "t", block.text.clone(), node);
        Disposition::Note
    }

    fn open_entry(&mut self, number: &str, text: &str, node: NodeId) {
        self.close_entry();
        let new = New {
            id: id(&["US:", number]),
            parent: self.scope,
            kind: Kind::Entry,
            label: SmolStr::new(number),
            text: text.to_owned(),
            depth: 0,
        };
        let at = self.build.scope(new, node);
        self.entry = Some(Entry {
            at,
            id: self.build.id(at).unwrap_or("").to_owned(),
            number: number.to_owned(),
            section: Section::Head,
            last: None,
            notes: BTreeMap::new(),
            exception: String::new(),
            reasons: Vec::new(),
            drafts: Vec::new(),
        });
    }

    fn line(&mut self, line: Line<'_>, rest: &str, text: &str, node: NodeId) -> Disposition {
        (self.run, self.listing) = (None, None);
        let Some(entry) = &mut self.entry else { return Disposition::Entry };
        match line {
            Line::Reasons => entry.reasons.extend(controls::codes(rest).map(SmolStr::new)),
            Line::Prose => self.prose(rest, node),
            Line::Exception(symbol) => {
                symbol.clone_into(&mut entry.exception);
                self.granted(symbol, rest, text, node);
            }
            Line::Items => {
                entry.section = Section::Items;
                if rest.is_empty() {
                    return Disposition::Heading;
                }
                if self.items_line(rest, node) {
                    let reserved = self.entry.as_ref().and_then(|e| self.build.get(e.last?));
                    let reserved = reserved.is_some_and(|p| p.kind == Kind::Reserved);
                    return if reserved { Disposition::Reserved } else { Disposition::Entry };
                }
                return self.other(node, rest, false);
            }
            Line::Text(word) => {
                let parent = Some(entry.at);
                if !is_nil(rest) {
                    let added = self.add_text(parent, word, text.to_owned(), node);
                    // 1A008 lists what is under another law before its items, and 1C240 what it leaves free.
                    self.listing = rest.ends_with(':').then(|| Run::new(added, Kind::Text));
                }
            }
        }
        Disposition::Entry
    }

    /// An item that stands behind `Items:` or on the header of the section.
    fn items_line(&mut self, rest: &str, node: NodeId) -> bool {
        let Some(label) = label::item(rest) else { return false };
        let tree = self.tree();
        // The item starts after the label's own element, or in the leaf that begins with its enumerator.
        let first = rest.split(' ').next().unwrap_or("");
        let start = tree.leaves_below(node).find_map(|leaf| {
            let at = tree.text(leaf).find(first)?;
            Some(tree.raw_offset(tree.text_range(leaf).start + u32::try_from(at).ok()?))
        });
        let disposition = self.item(label, rest, node, start.unwrap_or(0));
        self.build.place(node, disposition);
        true
    }

    fn unlabelled(&mut self, node: NodeId, block: &Block) -> Disposition {
        let text = block.text.as_str();
        if self.loose_note(text, node) {
            return Disposition::Note;
        }
        let Some(entry) = &self.entry else { return Disposition::Unparsed("unplaced") };
        let items = entry.section == Section::Items;
        let listed = items && entry.last.is_some();
        if enumerator(text).is_none() {
            self.listing = None;
        }
        if let Some(mut run) = self.listing.take() {
            self.enumerated(&mut run, text, node);
            self.listing = Some(run);
            return Disposition::Entry;
        }
        if !block.italic
            && items
            && let Some(label) = label::item(text)
        {
            return self.item(label, text, node, 0);
        }
        let numbered = enumerator(text);
        // Italics continue a note or a heading of the list in italics; roman numbers stand below an item.
        let run = match numbered {
            Some(_) if block.italic => self.run.take(),
            Some(_) if listed => {
                let open = self.run.take().filter(|r| r.kind == Kind::Item);
                open.or_else(|| entry.last.map(|at| Run::new(at, Kind::Item)))
            }
            _ => None,
        };
        if let Some(mut run) = run {
            self.enumerated(&mut run, text, node);
            let disposition = if run.kind == Kind::Item { Disposition::Entry } else { Disposition::Note };
            self.run = Some(run);
            return disposition;
        }
        if listed
            && matches!(text.trim_matches([',', ';', '.', ' ']), "or" | "and")
            && let Some(last) = entry.last
        {
            self.build.extend(last, text, node);
            return Disposition::Entry;
        }
        self.other(node, text, block.italic)
    }

    /// A block without label or enumerator, by the section that it stands in.
    fn other(&mut self, node: NodeId, text: &str, italic: bool) -> Disposition {
        let Some(entry) = &self.entry else { return Disposition::Unparsed("unplaced") };
        let at = Some(entry.at);
        let parent = entry.last.or(at);
        match entry.section {
            Section::Exceptions if !entry.exception.is_empty() => {
                let symbol = entry.exception.clone();
                self.granted(&symbol, text, text, node);
            }
            Section::Requirements => self.prose(text, node),
            Section::Head => {
                self.add_text(at, "t", text.to_owned(), node);
                if let (Some(entry), Some(draft)) = (&mut self.entry, controls::subject(text)) {
                    entry.drafts.push(draft);
                }
            }
            Section::Exceptions => drop(self.add_text(at, "le", text.to_owned(), node)),
            Section::Sta => self.granted("STA", text, text, node),
            Section::Reporting => drop(self.add_text(at, "rr", text.to_owned(), node)),
            Section::Items if starts(text, "The list of items controlled is contained in the ECCN heading") => {
                return Disposition::Boilerplate("contained in the heading");
            }
            Section::Items => {
                let added = self.add_text(parent, "t", text.to_owned(), node);
                self.run = italic.then(|| Run::new(added, Kind::Text));
            }
        }
        Disposition::Entry
    }

    /// Adds an item of the entry, for whose block it gives the disposition.
    pub(super) fn item(&mut self, label: Label<'_>, text: &str, node: NodeId, start: u32) -> Disposition {
        let Some(entry) = &self.entry else { return Disposition::Unparsed("unplaced") };
        let at = entry.at;
        let id = id(&[&entry.id, ".", label.path]);
        let mut parent = None;
        let mut above = label::split_last(label.path).0;
        let mut missing = false;
        while let (None, Some(path)) = (parent, above) {
            // The id of an item begins with that of the one above it.
            parent = id.get(..entry.id.len() + 1 + path.len()).and_then(|id| self.build.find(id));
            missing |= parent.is_none();
            above = label::split_last(path).0;
        }
        if missing {
            let message = format!("{id} has no parent in the list");
            self.build.diagnose("us-parent-missing", Severity::Warning, node, message);
        }
        if let Some(code) = label.odd {
            let message = format!("the label of {id} is not dotted as the others are");
            self.build.diagnose(code, Severity::Note, node, message);
        }
        let printed = SmolStr::new(text.get(..label.len).unwrap_or("").trim_end());
        let reserved = label::is_reserved(text.get(label.len..).unwrap_or(""));
        let new = New {
            id,
            parent: parent.or(Some(at)),
            kind: if reserved { Kind::Reserved } else { Kind::Item },
            label: printed,
            text: text.to_owned(),
            depth: u8::try_from(label.path.bytes().filter(|b| *b == b'.').count() + 1).unwrap_or(u8::MAX),
        };
        let added = self.build.add(new, node, start);
        self.run = None;
        self.open_notes.clear();
        if let Some(entry) = &mut self.entry {
            entry.last = Some(added);
            entry.section = Section::Items;
        }
        if reserved { Disposition::Reserved } else { Disposition::Entry }
    }

    /// A licence table, or another table below the last item.
    pub(super) fn table(&mut self, node: NodeId) {
        let tree = self.tree();
        let rows = || tree.below(node).filter(|n| tree.name(*n) == "TR");
        let cells = |row| tree.children(row).filter(|c| matches!(tree.name(*c), "TD" | "TH"));
        let first = rows().next().and_then(|row| cells(row).next());
        let licence = first.is_some_and(|cell| starts(&render(tree, cell).text, "Control"));
        // The texts of a row's cells, in the memory of those of the rows before it.
        let mut texts: Vec<Block> = Vec::new();
        for row in rows() {
            if tree.children_named(row, "TH").next().is_some() {
                self.build.place(row, Disposition::Heading);
                continue;
            }
            let mut filled = 0;
            for cell in cells(row) {
                if filled == texts.len() {
                    texts.push(Block::default());
                }
                if let Some(block) = texts.get_mut(filled) {
                    render_into(block, tree, cell);
                    filled += usize::from(!block.text.is_empty());
                }
            }
            let cells = texts.get(..filled).unwrap_or_default();
            if licence && self.entry.is_some() {
                self.licence_row(cells, row);
            } else if !cells.is_empty() {
                let parent = self.entry.as_ref().map(|e| e.last.unwrap_or(e.at)).or(self.scope);
                self.add_text(parent, "row", joined(cells), row);
            }
        }
        let rest = if self.entry.is_some() { Disposition::Entry } else { Disposition::Note };
        self.build.place(node, rest);
    }

    fn licence_row(&mut self, cells: &[Block], row: NodeId) {
        let (control, chart) = match cells {
            [] => return,
            [control] => (control.text.as_str(), ""),
            [control, chart, ..] => (control.text.as_str(), chart.text.as_str()),
        };
        let Some(entry) = &mut self.entry else { return };
        let at = entry.at;
        if !controls::reasons(&mut entry.drafts, control, chart, &entry.number) {
            self.add_text(Some(at), "lr", joined(cells), row);
        }
    }

    /// Controls as prose.
    fn prose(&mut self, text: &str, node: NodeId) {
        let Some(entry) = &mut self.entry else { return };
        if text.is_empty() {
            return;
        }
        controls::reasons(&mut entry.drafts, text, "", &entry.number);
        let at = Some(entry.at);
        self.add_text(at, "lr", text.to_owned(), node);
    }

    /// A line on the licence exception `symbol`; `text` is the line with its label.
    fn granted(&mut self, symbol: &str, rest: &str, text: &str, node: NodeId) {
        let Some(entry) = &mut self.entry else { return };
        let at = entry.at;
        let held = controls::exceptions(&mut entry.drafts, symbol, rest, &entry.number);
        if !held && !is_nil(rest) {
            let word = if symbol == "STA" { "sta" } else { "le" };
            self.add_text(Some(at), word, text.to_owned(), node);
        }
    }

    /// Ends the entry: its controls get the paragraphs that they name.
    pub(super) fn close_entry(&mut self) {
        (self.run, self.noted, self.listing) = (None, None, None);
        self.open_notes.clear();
        let Some(entry) = self.entry.take() else { return };
        let mut controls: Vec<Control> = entry.drafts.into_iter().map(|d| self.control(d, &entry.id)).collect();
        for code in entry.reasons {
            if !controls.iter().any(|c| c.kind == ControlKind::Reason && c.code == code) {
                controls.push(Control {
                    kind: ControlKind::Reason,
                    code,
                    value: SmolStr::default(),
                    applies_to: Vec::new(),
                    except: Vec::new(),
                    conditional: true,
                });
            }
        }
        let reasons: Vec<&str> =
            controls.iter().filter(|c| c.kind == ControlKind::Reason).map(|c| c.code.as_str()).collect();
        let regimes = regime::of(&entry.number, &reasons).map(str::to_owned).into_iter().collect();
        if let Some(paragraph) = self.build.get_mut(entry.at) {
            paragraph.regimes = regimes;
            paragraph.controls = controls;
        }
    }

    fn control(&self, draft: Draft, entry: &str) -> Control {
        let mut missing = false;
        let mut ids = |refs: &[Ref]| -> Vec<Id> {
            let mut ids = Vec::new();
            for name in refs.iter().filter(|r| !r.path.is_empty()) {
                let before = ids.len();
                self.resolve(name, entry, &mut ids);
                missing |= ids.len() == before;
            }
            if ids.len() > 1 {
                let mut seen = BTreeSet::new();
                ids.retain(|id| seen.insert(id.clone()));
            }
            ids
        };
        let (applies_to, except) = (ids(&draft.applies), ids(&draft.except));
        let conditional = draft.conditional || missing;
        Control { kind: draft.kind, code: draft.code, value: draft.value, applies_to, except, conditional }
    }

    /// Adds the paragraphs that a name stands for: itself, all of a range, or where it is not
    /// in the list (`9A610.w`) what is printed below it.
    fn resolve(&self, name: &Ref, entry: &str, ids: &mut Vec<Id>) {
        let from = id(&[entry, ".", &name.path]);
        if let Some(to) = &name.to {
            let parent = label::split_last(&name.path).0;
            let (first, last) = (label::split_last(&name.path).1, label::split_last(to).1);
            let prefix = parent.map_or_else(|| format!("{entry}."), |p| format!("{entry}.{p}."));
            let within = |segment: &str| {
                let key = |s: &str| (s.len(), s.to_owned());
                label::alike(segment, first) && (key(first)..=key(last)).contains(&key(segment))
            };
            let siblings = self.build.starting(&prefix).filter_map(|id| {
                let segment = id.get(prefix.len()..)?;
                (!segment.contains(['.', '#', '~']) && within(segment)).then(|| Id::new(id))
            });
            let mut siblings: Vec<Id> = siblings.collect();
            siblings.sort();
            ids.append(&mut siblings);
            return;
        }
        if self.build.find(&from).is_some() {
            ids.push(Id::new(from));
            return;
        }
        let prefix = format!("{from}.");
        let children = self.build.starting(&prefix);
        let own = children.filter(|id| id.get(prefix.len()..).is_some_and(|s| !s.contains(['.', '#', '~'])));
        let mut own: Vec<&str> = own.collect();
        own.sort_unstable();
        ids.extend(own.into_iter().map(Id::new));
    }
}

/// The cells of a row as one text.
fn joined(cells: &[Block]) -> String {
    cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ")
}

/// Whether a line says that there is nothing to say.
fn is_nil(text: &str) -> bool {
    matches!(text.trim_end_matches(['.', ' ']), "" | "N/A" | "None" | "n/a")
}
