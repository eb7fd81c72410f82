//! Places to paragraphs: ids, parents, kinds, tags, provenance, and the ledger.

use std::collections::BTreeMap;

use super::label::{Code, Number, Path, Reference, enumerator, reference};
use super::place::{As, NoteKind, Place, head, is_bare_head, is_deleted, is_title};
use super::rows::{Line, Numbered, Sheet};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Hash, Id, Kind, ListSnapshot, Paragraph, Provenance};
use crate::source::{Disposition, Ledger, SourceTree};
use crate::text::Span;

/// Builds the paragraphs of `snapshot` and places every leaf of the lines.
pub(super) fn paragraphs(
    sheet: Sheet,
    places: &[Place],
    trees: &[SourceTree],
    ledgers: &mut [Ledger],
    snapshot: &mut ListSnapshot,
) -> Vec<Diagnostic> {
    let mut build = Build {
        trees,
        ledgers,
        paragraphs: &mut snapshot.paragraphs,
        ids: BTreeMap::new(),
        counts: BTreeMap::new(),
        diagnostics: Vec::new(),
        open: Open::default(),
    };
    let mut codes: Vec<Option<Numbered>> = sheet.codes.into_iter().map(Some).collect();
    let next = next_items(places);
    let named = named(&sheet.lines, places);
    for (i, (line, place)) in sheet.lines.into_iter().zip(places).enumerate() {
        let numbered = place.code.and_then(|c| codes.get_mut(c)?.take());
        let after = places.get(i + 1);
        let around = Around {
            next: next.get(i).copied().flatten(),
            named: named.get(i).copied().flatten(),
            before_entry: after.is_some_and(|p| matches!(p.is, As::Item { own: 0 })),
        };
        build.line(line, place, numbered, around);
    }
    for numbered in codes.into_iter().flatten() {
        build.left_over(&numbered);
    }
    build.diagnostics
}

/// For each line the item that comes next after it: nothing where the entry ends.
fn next_items(places: &[Place]) -> Vec<Option<Path>> {
    let mut next = None;
    let mut out: Vec<Option<Path>> = places
        .iter()
        .rev()
        .map(|place| {
            let here = next;
            match place.is {
                As::Item { own } if own > 0 => next = Some(place.path.cut(usize::from(own))),
                As::Item { .. } | As::Part(_) | As::Chapter(_) | As::Group(_) => next = None,
                As::Head(..) | As::Enumerated { .. } | As::Plain => {}
            }
            here
        })
        .collect();
    out.reverse();
    out
}

/// For each head of a note the control number that it names: in its own text or, where
/// it has none ("기술해설:"), in those of its paragraphs, what they have in common.
fn named(lines: &[Line], places: &[Place]) -> Vec<Option<Reference>> {
    let mut bare: Option<Reference> = None;
    // The second note of a series speaks for a first one that names nothing.
    let mut second: Option<(NoteKind, Reference)> = None;
    let mut out: Vec<_> = lines
        .iter()
        .zip(places)
        .rev()
        .map(|(line, place)| match place.is {
            As::Head(kind, number) => {
                let below = bare.take();
                let body = head(&line.text).map_or(line.text.as_str(), |(.., body)| body);
                let own = reference(body).or_else(|| below.filter(|_| is_bare_head(&line.text)));
                match number {
                    0 => own,
                    1 => own.or(second.take().filter(|s| s.0 == kind).map(|s| s.1)),
                    _ => {
                        second = own.filter(|_| number == 2).map(|own| (kind, own));
                        own
                    }
                }
            }
            As::Plain if reference(&line.text).is_some() => {
                bare = reference(&line.text);
                None
            }
            As::Enumerated { .. } | As::Plain => {
                let found = reference(enumerator(&line.text).map_or(line.text.as_str(), |(_, rest)| rest));
                bare = match (bare, found) {
                    (Some(a), Some(b)) if a.number == b.number => Some(Reference { path: a.path.common(&b.path), ..a }),
                    (below, found) => found.or(below),
                };
                None
            }
            _ => {
                (bare, second) = (None, None);
                None
            }
        })
        .collect();
    out.reverse();
    out
}

/// What stands after a line.
struct Around {
    /// The next item of the entry.
    next: Option<Path>,
    /// What the head of a note names.
    named: Option<Reference>,
    /// Whether an entry comes next.
    before_entry: bool,
}

/// The note that is open.
#[derive(Debug, Clone)]
struct Note {
    index: u32,
    kind: NoteKind,
    number: u16,
    /// The paragraph that it belongs to.
    anchor: Option<u32>,
    /// Its open paragraphs: how deep, and which.
    stack: Vec<(usize, u32)>,
    plain: u16,
}

/// What is open at a line.
#[derive(Debug, Default)]
struct Open {
    part: Option<u32>,
    chapter: Option<(u16, u32)>,
    group: Option<u32>,
    number: Number,
    entry: Option<u32>,
    /// The items of the entry so far.
    items: BTreeMap<Path, u32>,
    path: Path,
    note: Option<Note>,
    /// The note in whose list that one was opened.
    outer: Option<Note>,
    /// The annex, table or general explanation that holds what follows.
    aside: Option<u32>,
    /// The last item of the group that speaks of a table; of several in one entry what
    /// they have in common.
    table: Option<(Number, Path, u32)>,
}

struct Build<'b> {
    trees: &'b [SourceTree],
    ledgers: &'b mut [Ledger],
    paragraphs: &'b mut Vec<Paragraph>,
    /// Where each id stands.
    ids: BTreeMap<String, u32>,
    /// How many of a kind stand below a paragraph.
    counts: BTreeMap<(Option<u32>, &'static str), u16>,
    diagnostics: Vec<Diagnostic>,
    open: Open,
}

impl Build<'_> {
    fn line(&mut self, line: Line, place: &Place, numbered: Option<Numbered>, around: Around) {
        match place.is {
            As::Part(n) => {
                let index = self.push(format!("KR:{}", n % 10), Kind::Category, None, line, numbered);
                self.open = Open { part: Some(index), ..Open::default() };
            }
            As::Chapter(n) => {
                let part = self.open.part;
                let id = format!("{}.{n}", self.id(part, "KR:0"));
                let index = self.push(id, Kind::Category, part, line, numbered);
                self.open = Open { part, chapter: Some((n, index)), ..Open::default() };
            }
            As::Group(group) => {
                let mut id = format!("KR:{}", String::from_utf8_lossy(&group));
                if let Some((n, _)) = self.open.chapter.filter(|_| self.ids.contains_key(&id)) {
                    id.push_str(&n.to_string());
                }
                let parent = self.division();
                let index = self.push(id, Kind::Group, parent, line, numbered);
                let Open { part, chapter, .. } = self.open;
                self.open = Open { part, chapter, group: Some(index), ..Open::default() };
            }
            As::Item { own } => self.item(line, place.path.cut(usize::from(own)), numbered),
            As::Head(kind, number) => self.head(line, kind, number, &around),
            As::Enumerated { outer } => self.enumerated(line, place.inner, outer),
            As::Plain => self.plain(line, around.before_entry),
        }
    }

    fn item(&mut self, line: Line, path: Path, numbered: Option<Numbered>) {
        if let Some(Code::Entry(number, _)) = numbered.as_ref().map(|n| n.code)
            && (number != self.open.number || path == Path::ROOT)
        {
            let Open { part, chapter, group, table, .. } = self.open;
            self.open = Open { part, chapter, group, table, number, ..Open::default() };
        }
        (self.open.note, self.open.outer, self.open.aside) = (None, None, None);
        let deleted = is_deleted(&line.text);
        let parent = (0..path.len()).rev().find_map(|len| self.open.items.get(&path.cut(len)).copied());
        let parent = parent.or_else(|| self.open.group.or_else(|| self.division()));
        let kind = match path.len() {
            _ if deleted => Kind::Reserved,
            0 => Kind::Entry,
            _ => Kind::Item,
        };
        let id = format!("KR:{}{path}", String::from_utf8_lossy(&self.open.number));
        let index = self.push(id, kind, parent, line, numbered);
        self.open.items.insert(path, index);
        if self.paragraphs.last().is_some_and(|p| speaks_of_table(&p.text)) {
            let before = self.open.table.filter(|(number, ..)| *number == self.open.number);
            let path = before.map_or(path, |(_, before, _)| before.common(&path));
            self.open.table = self.open.items.get(&path).map(|index| (self.open.number, path, *index));
        }
        self.open.path = path;
        if path == Path::ROOT {
            self.open.entry = Some(index);
        }
    }

    fn head(&mut self, line: Line, kind: NoteKind, number: u16, around: &Around) {
        if kind == NoteKind::Title && around.before_entry {
            return self.sub_heading(line);
        }
        let anchor = self.anchor(&line.text, kind, number, around);
        let paragraph = match kind {
            _ if is_deleted(&line.text) => Kind::Reserved,
            NoteKind::Annex | NoteKind::General | NoteKind::Title | NoteKind::Table => Kind::Heading,
            _ => kind.kind(),
        };
        let id = self.counted(anchor, kind.name());
        let index = self.push(id, paragraph, anchor, line, None);
        match kind {
            NoteKind::General | NoteKind::Annex => {
                let Open { part, chapter, group, table, .. } = self.open;
                self.open = Open { part, chapter, group, table, aside: Some(index), ..Open::default() };
            }
            NoteKind::Table => self.open.aside = Some(index),
            _ => {}
        }
        let note = Note { index, kind, number, anchor, stack: Vec::new(), plain: 0 };
        let around = self.open.note.replace(note).filter(|n| !n.stack.is_empty());
        self.open.outer = around.or(self.open.outer.take());
    }

    /// The paragraph that a note belongs to: the one that it names; that of the note
    /// before it, where it goes on counting; else the one after whose items it stands.
    fn anchor(&self, text: &str, kind: NoteKind, number: u16, around: &Around) -> Option<u32> {
        let open = &self.open;
        let here = open.items.get(&open.path).copied();
        match kind {
            NoteKind::Annex | NoteKind::General => return self.division(),
            NoteKind::Title => {
                let above = match around.next {
                    None => open.entry,
                    Some(next) if text.starts_with('[') => {
                        open.items.get(&open.path.cut(next.len().saturating_sub(1))).copied()
                    }
                    Some(_) => here,
                };
                return above.or(here).or(open.group).or_else(|| self.division());
            }
            NoteKind::Table => {
                return open.table.map(|(.., index)| index).or(here).or(open.group).or_else(|| self.division());
            }
            NoteKind::Note | NoteKind::Technical | NoteKind::Nb => {}
        }
        if open.aside.is_some() || (open.entry.is_none() && open.items.is_empty()) {
            return open.aside.or(open.group).or_else(|| self.division());
        }
        let table = open.table.filter(|(number, ..)| *number == open.number && speaks_of_table(text));
        if let Some((.., index)) = table {
            return Some(index);
        }
        let before = open.note.as_ref();
        if let Some(note) = before.filter(|n| n.kind == kind && number > 1 && n.number + 1 == number) {
            return note.anchor;
        }
        if kind != NoteKind::Nb {
            let named = around.named.filter(|named| named.number == open.number);
            if let Some((named, index)) = named.and_then(|n| Some((n, *open.items.get(&n.path)?))) {
                // A note between two items speaks of the first, though it names but their entry.
                let place = around.next.map(|next| open.path.cut(next.len()));
                let place = place.filter(|p| number == 0 && !named.joint && p.starts_with(&named.path));
                return place.and_then(|p| open.items.get(&p).copied()).or(Some(index));
            }
            if let Some(note) = before.filter(|n| kind == NoteKind::Technical && n.kind != NoteKind::Nb) {
                return note.anchor;
            }
        }
        // In 제10부 a note follows its item; a list "(a), (b)" is part of it.
        if open.number.starts_with(b"0") {
            let bracketed =
                |index: &u32| self.paragraphs.get(*index as usize).is_some_and(|p| p.label.starts_with('('));
            let above = || open.items.get(&open.path.cut(open.path.len().saturating_sub(1))).copied();
            return if here.as_ref().is_some_and(bracketed) { above() } else { here };
        }
        let len = around.next.map_or(0, |n| n.len()).min(open.path.len());
        if let Some(topic) = topic(text) {
            let chain = (len + 1..=open.path.len()).rev().filter_map(|len| open.items.get(&open.path.cut(len)));
            for index in chain {
                if self.paragraphs.get(*index as usize).is_some_and(|p| p.text.contains(topic)) {
                    return Some(*index);
                }
            }
        }
        open.items.get(&open.path.cut(len)).or(open.entry.as_ref()).copied()
    }

    fn enumerated(&mut self, line: Line, inner: Path, outer: bool) {
        if outer {
            self.open.note = self.open.outer.take().or(self.open.note.take());
        }
        let Some(mut note) = self.open.note.take() else { return self.plain(line, false) };
        note.stack.retain(|(depth, _)| *depth < inner.len());
        let parent = note.stack.last().map_or(note.index, |(_, index)| *index);
        let kind = if is_deleted(&line.text) { Kind::Reserved } else { note.kind.kind() };
        let id = format!("{}{inner}", self.id(Some(note.index), ""));
        let index = self.push(id, kind, Some(parent), line, None);
        note.stack.push((inner.len(), index));
        self.open.note = Some(note);
    }

    fn plain(&mut self, line: Line, before_entry: bool) {
        if before_entry && is_title(&line.text) {
            return self.sub_heading(line);
        }
        if let Some(mut note) = self.open.note.take() {
            note.plain += 1;
            let parent = note.stack.last().map_or(note.index, |(_, index)| *index);
            let id = format!("{}.p{}", self.id(Some(note.index), ""), note.plain);
            self.push(id, note.kind.kind(), Some(parent), line, None);
            self.open.note = Some(note);
            return;
        }
        let open = &self.open;
        let parent = open.items.get(&open.path).copied().or(open.group).or_else(|| self.division());
        let id = self.counted(parent, "text");
        self.push(id, Kind::Text, parent, line, None);
    }

    /// A heading without a number, between the entries of a group.
    fn sub_heading(&mut self, line: Line) {
        let parent = self.open.group.or_else(|| self.division());
        let id = self.counted(parent, NoteKind::Title.name());
        self.push(id, Kind::Heading, parent, line, None);
        self.open.note = None;
    }

    /// The open chapter or part.
    fn division(&self) -> Option<u32> {
        self.open.chapter.map(|(_, index)| index).or(self.open.part)
    }

    fn id(&self, index: Option<u32>, otherwise: &str) -> String {
        let paragraph = index.and_then(|i| self.paragraphs.get(i as usize));
        paragraph.map_or_else(|| otherwise.to_owned(), |p| p.id.as_str().to_owned())
    }

    /// The next id of a kind below `anchor`.
    fn counted(&mut self, anchor: Option<u32>, name: &'static str) -> String {
        let count = self.counts.entry((anchor, name)).or_insert(0);
        *count += 1;
        let count = *count;
        match anchor {
            None => format!("KR:{name}{count}"),
            Some(_) => format!("{}#{name}{count}", self.id(anchor, "")),
        }
    }

    /// Adds a paragraph. An id that is there already gets a suffix and a diagnostic.
    fn push(&mut self, id: String, kind: Kind, parent: Option<u32>, line: Line, numbered: Option<Numbered>) -> u32 {
        let index = u32::try_from(self.paragraphs.len()).unwrap_or(u32::MAX);
        let Line { text, tree, leaves, .. } = line;
        let start = leaves.first().map_or(0, |l| self.raw(tree, *l).start);
        let end = leaves.last().map_or(start, |l| self.raw(tree, *l).end);
        let mut unique = id;
        if self.ids.contains_key(&unique) {
            self.say(tree, start, "kr-id-twice", Severity::Warning, &format!("{unique} occurs twice"), &text);
            let base = unique;
            let mut n = 2;
            unique = loop {
                let tried = format!("{base}_{n}");
                if !self.ids.contains_key(&tried) {
                    break tried;
                }
                n += 1;
            };
        }
        self.ids.insert(unique.clone(), index);
        let depth = parent.and_then(|p| self.paragraphs.get(p as usize)).map_or(0, |p| match kind {
            Kind::Category | Kind::Group | Kind::Entry => 0,
            _ => p.depth.saturating_add(1),
        });
        let disposition = match kind {
            Kind::Category | Kind::Group | Kind::Heading => Disposition::Heading,
            Kind::Entry | Kind::Item | Kind::Text => Disposition::Entry,
            Kind::Reserved => Disposition::Reserved,
            Kind::Note | Kind::TechnicalNote | Kind::Nb | Kind::Definition => Disposition::Note,
        };
        let (line, column) = self.trees.get(tree).map_or((0, 0), |t| t.line_column(start));
        let mut paragraph = Paragraph::stored(Id::new(unique), kind, text, Hash::default());
        paragraph.parent = parent;
        paragraph.depth = depth;
        paragraph.label = printed_label(&paragraph.text, kind).into();
        paragraph.provenance =
            Provenance { source: u16::try_from(tree).unwrap_or(u16::MAX), bytes: Span { start, end }, line, column };
        self.settle(tree, &leaves, disposition);
        if let Some(numbered) = numbered {
            self.settle(numbered.tree, &numbered.leaves, disposition);
            paragraph.regimes = numbered.tags;
        }
        self.paragraphs.push(paragraph);
        index
    }

    fn settle(&mut self, tree: usize, leaves: &[crate::source::NodeId], disposition: Disposition) {
        if let Some(ledger) = self.ledgers.get_mut(tree) {
            leaves.iter().for_each(|leaf| ledger.place(*leaf, disposition));
        }
    }

    fn raw(&self, tree: usize, leaf: crate::source::NodeId) -> std::ops::Range<u32> {
        self.trees.get(tree).map_or(0..0, |t| t.raw(leaf))
    }

    /// A number that no line took.
    fn left_over(&mut self, numbered: &Numbered) {
        let Some((&leaf, tree)) = numbered.leaves.first().zip(self.trees.get(numbered.tree)) else { return };
        let text = tree.text(leaf).to_owned();
        let start = self.raw(numbered.tree, leaf).start;
        self.say(
            numbered.tree,
            start,
            "kr-number-without-text",
            Severity::Error,
            "no paragraph for this number",
            &text,
        );
        self.settle(numbered.tree, &numbered.leaves, Disposition::Unparsed("kr-number-without-text"));
    }

    fn say(&mut self, tree: usize, raw: u32, code: &'static str, severity: Severity, message: &str, excerpt: &str) {
        if let Some(tree) = self.trees.get(tree) {
            let place = tree.place(raw, excerpt);
            self.diagnostics.push(Diagnostic { code, severity, message: message.to_owned(), place });
        }
    }
}

/// What a note is about: the term in quotes, or what stands before the topic's particle.
fn topic(text: &str) -> Option<&str> {
    let (.., body) = head(text)?;
    let quoted = body.strip_prefix('\'').and_then(|rest| rest.split_once('\'')).map(|(term, _)| term);
    let before = || {
        let word = body.find("는 ").into_iter().chain(body.find("은 ")).min()?;
        body.get(..word)
    };
    quoted.or_else(before).filter(|topic| topic.chars().count() >= 3)
}

/// "다음 표의 3번 열", "이 표는 …".
fn speaks_of_table(text: &str) -> bool {
    text.split(' ').any(|word| ["표의", "표는", "표와", "표에"].contains(&word))
}

/// What is printed before the text: "a.", "(a)", "주 1:".
fn printed_label(text: &str, kind: Kind) -> &str {
    let rest = match kind {
        Kind::Category | Kind::Group | Kind::Entry | Kind::Heading => return "",
        _ => match enumerator(text) {
            Some((_, rest)) => rest,
            None => match head(text) {
                Some((.., rest)) => rest,
                None => return "",
            },
        },
    };
    text.get(..text.len() - rest.len()).unwrap_or("").trim_end()
}

impl NoteKind {
    fn kind(self) -> Kind {
        match self {
            Self::Note => Kind::Note,
            Self::Technical => Kind::TechnicalNote,
            Self::Nb => Kind::Nb,
            Self::Annex | Self::General | Self::Title | Self::Table => Kind::Text,
        }
    }

    /// As ids have it.
    fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Technical => "tn",
            Self::Nb => "nb",
            Self::Annex => "annex",
            Self::General => "general",
            Self::Title => "title",
            Self::Table => "table",
        }
    }
}
