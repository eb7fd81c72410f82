//! Appended tables: 輸出令 別表第一, 外為令 別表, and those of the ordinance.
//!
//! A row is number, contents and, in the orders, destinations. The contents are a flat
//! list of sentences: an optional preamble, `（一）　…`, and below it `１　…`, with no nesting.

use super::{Document, Instrument, New, is_deleted};
use crate::diag::Severity;
use crate::model::{Id, Kind, numeral};
use crate::source::{Disposition, NodeId};

/// A table or a row that paragraphs are added to.
#[derive(Clone)]
struct Place {
    id: String,
    index: u32,
    /// Paragraphs without a number of their own so far below it.
    below: u32,
}

impl Document<'_, '_> {
    /// Reads an appended table; `false` where it is no part of the list.
    pub(super) fn appended_table(&mut self, instrument: Instrument, node: NodeId) -> bool {
        let tree = self.tree;
        let title = tree.children_named(node, "AppdxTableTitle").next();
        let label = self.fold(title.as_slice());
        let Some(code) = code(instrument, &label) else { return false };
        let head: Vec<NodeId> = tree
            .children(node)
            .filter(|n| !matches!(tree.name(*n), "" | "AppdxTableTitle" | "TableStruct" | "Remarks"))
            .collect();
        let text = self.fold(&head);
        let structs: Vec<NodeId> = tree.children_named(node, "TableStruct").collect();
        let deleted = structs.is_empty() && is_deleted(text.trim());
        let (kind, disposition) =
            if deleted { (Kind::Reserved, Disposition::Reserved) } else { (Kind::Category, Disposition::Heading) };
        self.place(&head, disposition);
        self.place(title.as_slice(), disposition);
        let start = tree.raw(node).start;
        let end = head.into_iter().chain(title).map(|n| tree.raw(n).end).max().unwrap_or(start);
        let id = format!("JP:{code}");
        let new = New { id: Id::new(&*id), parent: None, kind, depth: 0, label: &label, text, bytes: start..end };
        let index = self.add(new, node);
        let table = Place { id, index, below: 0 };
        let mut row = None;
        for part in structs {
            let titles: Vec<NodeId> = tree.children_named(part, "TableStructTitle").collect();
            self.place(&titles, Disposition::Heading);
            for node in tree.children_named(part, "Table").flat_map(|t| tree.children(t)) {
                match (tree.name(node), instrument) {
                    ("TableHeaderRow", _) => self.place(&[node], Disposition::Heading),
                    ("TableRow", Instrument::Ordinance) => self.technique_row(&table, &mut row, node),
                    ("TableRow", _) => self.list_row(&table, &mut row, node),
                    _ => {}
                }
            }
        }
        let remarks = tree.below(node).filter(|n| tree.name(*n) == "Remarks");
        for (position, node) in remarks.enumerate() {
            let id = format!("{}#note{}", table.id, position + 1);
            let (labels, own): (Vec<_>, Vec<_>) = tree.children(node).partition(|n| tree.name(*n) == "RemarksLabel");
            let label = self.fold(&labels);
            self.place(&labels, Disposition::Note);
            self.leaf(id, &table, Kind::Note, &label, &own, Disposition::Note);
        }
        true
    }

    /// A row of one of the orders.
    fn list_row(&mut self, table: &Place, row: &mut Option<Place>, node: NodeId) {
        let tree = self.tree;
        let mut columns = tree.children(node).filter(|n| !tree.name(*n).is_empty());
        let number_column = columns.next();
        let label = self.fold(number_column.as_slice());
        let Some(number) = numeral::branched(&label) else {
            if row.is_none() && label.is_empty() {
                return self.place(&[node], Disposition::Heading);
            }
            self.say("jp-row-without-number", Severity::Error, "a row of the table without a number", node);
            return self.place(&[node], Disposition::Unparsed("jp-row-without-number"));
        };
        self.place(number_column.as_slice(), Disposition::Entry);
        let sentences: Vec<NodeId> = columns
            .next()
            .map(|c| tree.children(c).filter(|n| !tree.name(*n).is_empty()).collect())
            .unwrap_or_default();
        let preamble = sentences.iter().take_while(|s| marker(&self.fold(&[**s])).is_none()).count();
        let (own, items) = sentences.split_at_checked(preamble).unwrap_or_default();
        let text = self.fold(own);
        self.place(own, Disposition::Entry);
        let start = tree.raw(node).start;
        let end = own.iter().copied().chain(number_column).map(|n| tree.raw(n).end).max().unwrap_or(start);
        let id = format!("{}/{number}", table.id);
        let kind = if is_deleted(&text) { Kind::Reserved } else { Kind::Entry };
        let new = New {
            id: Id::new(&*id),
            parent: Some(table.index),
            kind,
            depth: 0,
            label: &label,
            text,
            bytes: start..end,
        };
        let place = Place { id, index: self.add(new, node), below: 0 };
        self.row_items(&place, items);
        for (position, column) in columns.enumerate() {
            let id = format!("{}#area{}", place.id, position + 1);
            self.leaf(id, &place, Kind::Text, "", &[column], Disposition::Entry);
        }
        *row = Some(place);
    }

    /// The sentences of a row from its first marker on.
    fn row_items(&mut self, row: &Place, sentences: &[NodeId]) {
        let tree = self.tree;
        let mut item: Option<Place> = None;
        let mut last = row.index;
        // `５の` at the end of a line, of which `２　…` is the rest.
        let mut broken: Option<(NodeId, String)> = None;
        for sentence in sentences {
            let folded = self.fold(&[*sentence]);
            if folded.ends_with('の') && !folded.contains(' ') && marker(&format!("{folded}一 ")).is_some() {
                self.say("jp-broken-label", Severity::Warning, "a label broken off at the end of a line", *sentence);
                self.place(&[*sentence], Disposition::Entry);
                broken = Some((*sentence, folded));
                continue;
            }
            let (start, whole) = match broken.take() {
                Some((head, label)) => (tree.raw(head).start, label + &folded),
                None => (tree.raw(*sentence).start, folded),
            };
            let Some((label, number, text)) = marker(&whole) else {
                self.say(
                    "jp-sentence-without-marker",
                    Severity::Warning,
                    "read as part of what precedes it",
                    *sentence,
                );
                self.place(&[*sentence], Disposition::Entry);
                self.append(last, &whole);
                continue;
            };
            let parent = match &item {
                Some(item) if !label.starts_with('（') => item.clone(),
                _ => row.clone(),
            };
            let id = format!("{}.{number}", parent.id);
            let (kind, disposition) = if is_deleted(text) {
                (Kind::Reserved, Disposition::Reserved)
            } else {
                (Kind::Item, Disposition::Entry)
            };
            self.place(&[*sentence], disposition);
            let new = New {
                id: Id::new(&*id),
                parent: Some(parent.index),
                kind,
                depth: if parent.index == row.index { 1 } else { 2 },
                label,
                text: text.to_owned(),
                bytes: start..tree.raw(*sentence).end,
            };
            last = self.add(new, *sentence);
            if parent.index == row.index {
                item = Some(Place { id, index: last, below: 0 });
            }
        }
        if let Some((_, label)) = broken {
            self.append(last, &label);
        }
    }

    /// A row of a table of the ordinance: technique, substrate, coating. The first column
    /// spans rows; a row without its number goes on with the last one.
    fn technique_row(&mut self, table: &Place, row: &mut Option<Place>, node: NodeId) {
        let tree = self.tree;
        let cells: Vec<NodeId> =
            tree.children(node).filter(|n| !tree.name(*n).is_empty() && !tree.text(*n).trim().is_empty()).collect();
        let Some((first, rest)) = cells.split_first() else { return };
        let label = self.fold(&[*first]);
        let mut pairs = cells.as_slice();
        if let (Some(number), Some((technique, others))) = (numeral::branched(&label), rest.split_first()) {
            let text = self.fold(&[*technique]);
            self.place(&[*first, *technique], Disposition::Entry);
            let id = format!("{}/{number}", table.id);
            let bytes = tree.raw(node).start..tree.raw(*technique).end;
            let new = New {
                id: Id::new(&*id),
                parent: Some(table.index),
                kind: Kind::Text,
                depth: 0,
                label: &label,
                text,
                bytes,
            };
            *row = Some(Place { id, index: self.add(new, node), below: 0 });
            pairs = others;
        }
        let Some(place) = row else {
            return self.place(&cells, Disposition::Heading);
        };
        let (Some(start), Some(end)) = (pairs.first(), pairs.last()) else { return };
        place.below += 1;
        let id = Id::new(format!("{}.{}", place.id, place.below));
        let text = self.fold(pairs);
        self.place(pairs, Disposition::Entry);
        let bytes = tree.raw(*start).start..tree.raw(*end).end;
        let new = New { id, parent: Some(place.index), kind: Kind::Text, depth: 1, label: "", text, bytes };
        self.add(new, node);
    }

    /// Adds a paragraph that is all of `nodes`, if they have any text.
    fn leaf(
        &mut self,
        id: String,
        parent: &Place,
        kind: Kind,
        label: &str,
        nodes: &[NodeId],
        disposition: Disposition,
    ) {
        let text = self.fold(nodes);
        let (Some(first), Some(last), false) = (nodes.first(), nodes.last(), text.is_empty()) else { return };
        self.place(nodes, disposition);
        let bytes = self.tree.raw(*first).start..self.tree.raw(*last).end;
        let new = New { id: Id::new(id), parent: Some(parent.index), kind, depth: 1, label, text, bytes };
        self.add(new, *first);
    }

    /// Adds to the text of a paragraph that is there.
    fn append(&mut self, index: u32, text: &str) {
        if let Some(paragraph) = self.reader.paragraphs.get_mut(index as usize) {
            paragraph.text.push_str(text);
        }
    }
}

/// The code of an appended table in ids; `None` where it is no part of the list.
fn code(instrument: Instrument, title: &str) -> Option<String> {
    let title = title.strip_prefix("別表")?.split(['（', '(', ' ']).next()?;
    let number = title.strip_prefix('第').and_then(numeral::branched);
    match (instrument, number) {
        (Instrument::ExportOrder, Some(n)) if n == "1" => Some("T1".to_owned()),
        (Instrument::ExchangeOrder, None) if title.is_empty() => Some("T2".to_owned()),
        (Instrument::Ordinance, Some(n)) => Some(format!("A{n}")),
        (Instrument::Ordinance, None) if title.is_empty() => Some("A".to_owned()),
        _ => None,
    }
}

/// Splits `（一の二） …` or `１０ …` into label, number of the id and text.
fn marker(text: &str) -> Option<(&str, String, &str)> {
    let (label, text) = text.split_once(' ')?;
    let inner = match label.strip_prefix('（') {
        Some(rest) => rest.strip_suffix('）')?,
        // Sub-entries have full-width digits; a text may open with a kanji number.
        None if label.starts_with(|c: char| ('０'..='９').contains(&c)) => label,
        None => return None,
    };
    Some((label, numeral::branched(inner)?, text))
}
