//! Notes: what opens one, what it hangs on, and its paragraphs.

use smol_str::{SmolStr, format_smolstr};

use super::block::{Block, render, render_into};
use super::build::{New, id};
use super::heading::{Section, starts, starts_with_word};
use super::label::{self, enumerator};
use super::run::Run;
use super::{Reader, refs};
use crate::diag::Severity;
use crate::model::Kind;
use crate::source::{Disposition, NodeId};

/// The head of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head<'t> {
    kind: Kind,
    /// What its id says.
    word: &'static str,
    /// As printed, `Technical Note 2 to 2B350.g:`.
    label: &'t str,
    /// Its number, where one is printed.
    number: Option<u32>,
    /// What follows `to` or `for` in the label.
    target: &'t str,
    /// What follows the label.
    body: &'t str,
}

/// How far a label may reach: none of the list comes near it.
const LONGEST_LABEL: usize = 120;

/// The head of a note in `text`. Inside a `HED` the label needs no colon.
///
/// `Note 1:` · `Technical Notes for paragraphs a and b:` · `N.B. to paragraph y.1:` ·
/// `Note: 5B001.a does not apply …` · `License Requirement Note:`
fn head(text: &str, hed: bool) -> Option<Head<'_>> {
    const WORDS: [(&str, Kind, &str); 10] = [
        ("Technical Note", Kind::TechnicalNote, "tn"),
        ("License Requirements Note", Kind::Text, "ln"),
        ("License Requirement Note", Kind::Text, "ln"),
        ("License Exceptions Note", Kind::Text, "ln"),
        ("License Exception Note", Kind::Text, "ln"),
        ("Editorial Note", Kind::Text, "ed"),
        ("Heading Note", Kind::Note, "note"),
        ("Nota Bene", Kind::Nb, "nb"),
        ("Note", Kind::Note, "note"),
        ("N.B.", Kind::Nb, "nb"),
    ];
    if !starts_with_word(text) && !starts(text, "N.") {
        return None;
    }
    let (lead, kind, word) = *WORDS.iter().find(|(lead, ..)| starts(text, lead))?;
    let rest = text.get(lead.len()..)?;
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    let tail = rest.trim_start();
    let digits = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, after) = tail.split_at_checked(digits)?;
    let named = after.trim_start();
    let target = ["to ", "for ", "on "].iter().find_map(|w| named.strip_prefix(w));
    if !(after.is_empty()
        || after.starts_with([':', '.', ','])
        || target.is_some()
        || hed && !rest.starts_with(char::is_alphanumeric))
    {
        return None;
    }
    let from = text.len() - after.len();
    // `Notes to Table on … 1. The term` has an enumerator in place of the colon.
    let first = if hed { text.find(" 1. ") } else { None };
    let colon = text.find(':').map(|at| at + 1).filter(|at| *at >= from && *at <= LONGEST_LABEL);
    let end = match (colon, first) {
        (Some(colon), Some(first)) => colon.min(first),
        (Some(end), None) | (None, Some(end)) => end,
        (None, None) if hed || after.is_empty() => text.len(),
        (None, None) => return None,
    };
    let (label, body) = text.split_at_checked(end)?;
    let target = target.and_then(|t| t.get(..end.checked_sub(text.len() - t.len())?)).unwrap_or("");
    Some(Head { kind, word, label: label.trim(), number: number.parse().ok(), target, body: body.trim() })
}

/// Whether it may stand in the midst of a note, which goes on behind it.
fn is_aside(run: &Run) -> bool {
    matches!(run.kind, Kind::TechnicalNote | Kind::Nb)
}

impl Reader<'_> {
    /// A `NOTE` element: one note, several, or the rest of the one before it; and now and
    /// then items of the list that strayed into it (6A002.a.3, 1C001.b).
    pub(super) fn note(&mut self, node: NodeId) {
        let tree = self.tree();
        let mut open: Option<Run> = None;
        let (mut roman, mut blank) = (true, false);
        // An enumerator at the heading's end, which the first paragraph goes on from.
        let mut lead = String::new();
        // The first paragraph, which tells what the note speaks of.
        let mut ahead: Option<(NodeId, Block)> = None;
        let mut block = Block::default();
        for child in tree.children(node).filter(|c| !tree.is_text(*c)) {
            match ahead.take_if(|(node, _)| *node == child) {
                Some((_, rendered)) => block = rendered,
                None => render_into(&mut block, tree, child),
            }
            if tree.name(child) == "HED" {
                blank = block.text.is_empty();
                if !blank {
                    roman = !block.italic;
                    let following = ahead.get_or_insert_with(|| self.first_paragraph(node));
                    (open, lead) = self.note_heading(&block.text, child, &following.1.text);
                }
                continue;
            }
            if block.text.is_empty() {
                continue;
            }
            if !lead.is_empty() {
                block.text = format!("{} {}", std::mem::take(&mut lead), block.text);
            }
            if open.is_none() && blank {
                // A note without a heading goes on where the last one stopped (3B001, around an image).
                open = self.noted.take();
            }
            let resumed = open.as_ref().filter(|run| is_aside(run) && run.is_new());
            open = resumed.and_then(|_| self.interrupted(&block)).or(open);
            open = self.note_paragraph(open, &block, roman, child);
            self.keep(open.as_ref());
        }
        self.build.place(node, Disposition::Note);
        self.noted = open.or(self.noted.take());
    }

    /// The note that a technical note in its midst interrupted, where `block` goes on with it.
    fn interrupted(&mut self, block: &Block) -> Option<Run> {
        let label = enumerator(&block.text)?;
        let at = self.open_notes.iter().rposition(|run| run.is_continued_by(label))?;
        self.open_notes.drain(at..).next()
    }

    /// Keeps the enumeration of a note, which may go on behind a technical note.
    fn keep(&mut self, run: Option<&Run>) {
        if let Some(run) = run.filter(|run| !is_aside(run) && !run.is_new()) {
            self.open_notes.retain(|open| open.owner != run.owner);
            self.open_notes.push(run.clone());
        }
    }

    /// The heading of a `NOTE`: opens the note, and gives what is left over at its end.
    fn note_heading(&mut self, text: &str, hed: NodeId, following: &str) -> (Option<Run>, String) {
        let plain = Head { kind: Kind::Note, word: "note", label: text, number: None, target: "", body: "" };
        let head = head(text, true).unwrap_or(plain);
        let Some(label) = enumerator(head.body) else {
            let subject = if head.body.is_empty() { following } else { head.body };
            return (Some(self.open_note(&head, subject, hed)), String::new());
        };
        let mut run = self.open_note(&Head { body: "", ..head }, following, hed);
        if label.len == head.body.len() {
            return (Some(run), head.body.to_owned());
        }
        self.enumerated(&mut run, head.body, hed);
        (Some(run), String::new())
    }

    /// The first paragraph in a `NOTE`.
    fn first_paragraph(&self, note: NodeId) -> (NodeId, Block) {
        let tree = self.tree();
        let first = tree.children(note).find(|c| !tree.is_text(*c) && tree.name(*c) != "HED");
        first.map_or_else(|| (note, Block::default()), |p| (p, render(tree, p)))
    }

    /// A paragraph of a `NOTE`; gives the note that is open behind it.
    fn note_paragraph(&mut self, open: Option<Run>, block: &Block, roman: bool, node: NodeId) -> Option<Run> {
        if let Some(head) = head(&block.text, false) {
            return Some(self.open_note(&head, head.body, node));
        }
        if !roman && !block.italic && self.stray_item(block, node) {
            return None;
        }
        let Some(mut run) = open else {
            let text = block.text.as_str();
            let head = Head { kind: Kind::Note, word: "note", label: "", number: None, target: "", body: text };
            return Some(self.open_note(&head, text, node));
        };
        self.enumerated(&mut run, &block.text, node);
        Some(run)
    }

    /// Adds the next paragraph of `run`: an enumerated one, or one more block of the last one.
    pub(super) fn enumerated(&mut self, run: &mut Run, text: &str, node: NodeId) {
        let owner = SmolStr::new(self.build.id(run.owner).unwrap_or(""));
        if let Some(label) = enumerator(text) {
            let path = run.step(label);
            let id = id(&[&owner, ".", &path]);
            let mut parent = None;
            let mut above = path.as_str();
            while let (Some(before), _) = label::split_last(above) {
                // The id of a paragraph begins with that of the one above it.
                parent = parent.or_else(|| self.build.find(id.get(..owner.len() + 1 + before.len())?));
                above = before;
            }
            let parent = Some(parent.unwrap_or(run.owner));
            let label = SmolStr::new(text.get(..label.len).unwrap_or(""));
            let reserved = run.kind == Kind::Item && label::is_reserved(text.get(label.len()..).unwrap_or(""));
            let kind = if reserved { Kind::Reserved } else { run.kind };
            let depth = self.build.below(parent);
            self.build.add(New { id, parent, kind, label, text: text.to_owned(), depth }, node, 0);
            return;
        }
        // `Note 1:` in one block, its text in the next.
        let bare = self.build.get(run.owner).is_some_and(|p| p.text == p.label && run.is_new());
        if bare {
            return self.build.extend(run.owner, text, node);
        }
        let prefix = match run.path() {
            path if path.is_empty() => format!("{owner}.p"),
            path => format!("{owner}.{path}.p"),
        };
        let parent = self.build.find(prefix.trim_end_matches(".p")).unwrap_or(run.owner);
        let number = self.build.number(&prefix);
        let new = New {
            id: format_smolstr!("{prefix}{number}"),
            parent: Some(parent),
            kind: run.kind,
            label: SmolStr::default(),
            text: text.to_owned(),
            depth: self.build.below(Some(parent)),
        };
        self.build.add(new, node, 0);
    }

    /// An item inside a note: roman where the note is in italics, with a path that has
    /// its place in the entry.
    fn stray_item(&mut self, block: &Block, node: NodeId) -> bool {
        let Some(label) = label::item(&block.text) else { return false };
        let Some(entry) = self.entry.as_ref().filter(|e| e.section == Section::Items) else { return false };
        let body = block.text.get(label.len..).map_or(0, |b| block.text.len() - b.trim_start().len());
        let above = label::split_last(label.path).0.map(|p| format!("{}.{p}", entry.id));
        let known = above.is_none_or(|p| self.build.find(&p).is_some());
        let new = self.build.find(&format!("{}.{}", entry.id, label.path)).is_none();
        if block.italic_at(body) || !known || !new {
            return false;
        }
        let message = format!("{}.{} stands inside a note", entry.id, label.path);
        self.build.diagnose("us-item-in-note", Severity::Warning, node, message);
        let disposition = self.item(label, &block.text, node, 0);
        self.build.place(node, disposition);
        true
    }

    /// A note outside of `NOTE` elements (5D001.e, 1A613.y.1): opens it, and its
    /// enumerated paragraphs follow as blocks of their own.
    pub(super) fn loose_note(&mut self, text: &str, node: NodeId) -> bool {
        let Some(head) = head(text, false) else { return false };
        self.run = Some(self.open_note(&head, head.body, node));
        self.build.place(node, Disposition::Note);
        true
    }

    pub(super) fn editorial(&mut self, node: NodeId) {
        let Block { text, .. } = render(self.tree(), node);
        self.build.diagnose("us-editorial-note", Severity::Warning, node, "the publisher has a note here".to_owned());
        let parent = self.entry.as_ref().map(|e| e.at).or(self.scope);
        self.add_text(parent, "ed", text, node);
        self.build.place(node, Disposition::Note);
    }

    /// Adds the note itself. `subject` is the text that tells what it speaks of.
    fn open_note(&mut self, head: &Head<'_>, subject: &str, node: NodeId) -> Run {
        if !matches!(head.kind, Kind::TechnicalNote | Kind::Nb) {
            self.open_notes.clear();
        }
        let parent = self.target(head, subject);
        let id = self.numbered(parent, head.word);
        if let (Some(number), Some(entry), Kind::Note) = (head.number, &mut self.entry, head.kind) {
            entry.notes.insert(number, id.clone());
        }
        let text = match (head.label.trim_start(), head.body) {
            (label, "") => label.to_owned(),
            ("", body) => body.trim_start().to_owned(),
            (label, body) => [label, " ", body].concat(),
        };
        let depth = self.build.below(parent);
        let new = New { id, parent, kind: head.kind, label: SmolStr::new(head.label), text, depth };
        Run::new(self.build.add(new, node, 0), head.kind)
    }

    /// What a note hangs on: the paragraph that its label names, else the one that its
    /// text begins with, else the item before it. Of several paragraphs, the nearest
    /// that has them all below it.
    fn target(&self, head: &Head<'_>, subject: &str) -> Option<u32> {
        let Some(entry) = &self.entry else { return self.scope };
        let find = |path: &str| match path {
            "" => Some(entry.at),
            _ => self.build.find(&id(&[&entry.id, ".", path])),
        };
        if !head.target.is_empty()
            && let Some((path, number)) = head.target.split_once("of Note ")
        {
            let number = number.trim_end_matches([':', '.']).parse().ok();
            let note = number.and_then(|n: u32| entry.notes.get(&n));
            let path = refs::common(&refs::named(path, &entry.number).refs).unwrap_or_default();
            let found = note.and_then(|n| self.build.find(&format!("{n}.{path}")).or_else(|| self.build.find(n)));
            if found.is_some() {
                return found;
            }
        }
        if entry.section != Section::Items {
            return Some(entry.at);
        }
        let named = || refs::common(&refs::named(head.target, &entry.number).refs);
        (if head.target.is_empty() { None } else { named() })
            .and_then(|p| find(&p))
            .or_else(|| refs::subject(subject, &entry.number).and_then(|p| find(&p)))
            .or(entry.last)
            .or(Some(entry.at))
    }
}
