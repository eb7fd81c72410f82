//! Tables to lines: each paragraph of the Korean column is a line, and a row keeps
//! the control numbers that its first column has. Which line a number belongs to is
//! settled in [`super::place`], because a row may hold one paragraph or a page.

use std::ops::Range;

use super::label::{self, Code, Mark};
use crate::source::{Disposition, Ledger, NodeId, SourceTree};

/// A paragraph of the Korean column.
#[derive(Debug)]
pub(super) struct Line {
    /// With raised runs as `^…`, lowered ones as `_…`; trimmed.
    pub text: String,
    /// Index of the document's tree.
    pub tree: usize,
    pub leaves: Vec<NodeId>,
}

/// A control number of the first column, with its tags.
#[derive(Debug)]
pub(super) struct Numbered {
    pub code: Code,
    pub tags: Vec<String>,
    pub tree: usize,
    pub leaves: Vec<NodeId>,
}

/// A table row, or a paragraph outside tables.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Into [`Sheet::codes`].
    pub codes: Range<usize>,
    /// Into [`Sheet::lines`].
    pub lines: Range<usize>,
    /// For each line its number, where the two columns have as many paragraphs
    /// (counting a number with its tags as one).
    pub aligned: Option<Vec<Option<usize>>>,
}

/// The whole of the documents.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub lines: Vec<Line>,
    pub codes: Vec<Numbered>,
    pub rows: Vec<Row>,
}

/// What belongs to no paragraph of the list, and tags without a number, go into the
/// ledgers here.
pub(super) fn read(trees: &[SourceTree], ledgers: &mut [Ledger]) -> Sheet {
    let mut sheet = Sheet::default();
    for (index, (tree, ledger)) in trees.iter().zip(ledgers).enumerate() {
        let mut reader = Columns { tree, index, ledger, sheet: &mut sheet };
        for paragraph in tree.children_named(tree.root(), "p") {
            reader.top(paragraph);
        }
    }
    sheet
}

struct Columns<'t> {
    tree: &'t SourceTree,
    index: usize,
    ledger: &'t mut Ledger,
    sheet: &'t mut Sheet,
}

/// A text that grows, with its leaves.
#[derive(Default)]
struct Draft {
    text: String,
    leaves: Vec<NodeId>,
    /// How the last piece was set.
    script: Option<char>,
}

impl Columns<'_> {
    /// A paragraph outside tables: its own text, and the tables in it.
    fn top(&mut self, paragraph: NodeId) {
        let tree = self.tree;
        for table in tree.children_named(paragraph, "tbl") {
            for row in tree.children_named(table, "tr") {
                self.row(row);
            }
        }
        let mut draft = Draft::default();
        for child in tree.children(paragraph).filter(|c| tree.name(*c) != "tbl") {
            self.extend(&mut draft, child);
        }
        let first = self.sheet.lines.len();
        self.line(&mut draft);
        self.close_row(self.sheet.codes.len(), first, &[]);
    }

    fn row(&mut self, row: NodeId) {
        let tree = self.tree;
        let cells: Vec<NodeId> = tree.children_named(row, "tc").collect();
        let (first_code, first_line) = (self.sheet.codes.len(), self.sheet.lines.len());
        let mut slots = Vec::new();
        match cells.as_slice() {
            [only] => self.cell(*only),
            [numbers, korean, rest @ ..] => {
                let beside = !tree.text(*korean).trim().is_empty();
                self.numbers(*numbers, beside, &mut slots);
                self.cell(*korean);
                for cell in rest {
                    self.ledger.place_below(tree, *cell, Disposition::Boilerplate("English column, an aid"));
                }
            }
            [] => {}
        }
        self.close_row(first_code, first_line, &slots);
    }

    fn close_row(&mut self, first_code: usize, first_line: usize, slots: &[Option<usize>]) {
        let sheet = &mut *self.sheet;
        let (codes, lines) = (first_code..sheet.codes.len(), first_line..sheet.lines.len());
        if !codes.is_empty() || !lines.is_empty() {
            let aligned = (!codes.is_empty() && slots.len() == lines.len()).then(|| slots.to_vec());
            sheet.rows.push(Row { codes, lines, aligned });
        }
    }

    /// The first column. A paragraph in it that is neither number nor tag (제1장 부속서) is a
    /// heading where there is text beside it, else a line itself.
    fn numbers(&mut self, cell: NodeId, beside: bool, slots: &mut Vec<Option<usize>>) {
        let tree = self.tree;
        for paragraph in tree.children_named(cell, "p") {
            let mut draft = Draft::default();
            tree.children(paragraph).for_each(|c| self.extend(&mut draft, c));
            if draft.text.trim().is_empty() {
                slots.push(None);
                continue;
            }
            let mut marks = Vec::new();
            if is_column_head(&draft.text) {
                self.ledger.place_below(tree, paragraph, Disposition::Heading);
                continue;
            }
            if !label::numbers(&draft.text, |mark| marks.push(mark)) {
                if beside {
                    self.ledger.place_below(tree, paragraph, Disposition::Heading);
                } else {
                    self.line(&mut draft);
                }
                continue;
            }
            for mark in marks {
                match mark {
                    Mark::Code(code) => {
                        slots.push(Some(self.sheet.codes.len()));
                        let numbered = Numbered { code, tags: Vec::new(), tree: self.index, leaves: Vec::new() };
                        self.sheet.codes.push(numbered);
                    }
                    Mark::Tag(tag) => {
                        if let Some(numbered) = self.sheet.codes.last_mut() {
                            numbered.tags.push(tag);
                        }
                    }
                }
            }
            match self.sheet.codes.last_mut().filter(|c| c.tree == self.index) {
                Some(numbered) => numbered.leaves.append(&mut draft.leaves),
                None => {
                    for leaf in draft.leaves {
                        self.ledger.place(leaf, Disposition::Unparsed("kr-tag-without-number"));
                    }
                }
            }
        }
    }

    /// A cell of text: a line each paragraph, and a line each row of a table in it.
    fn cell(&mut self, cell: NodeId) {
        let tree = self.tree;
        for paragraph in tree.children_named(cell, "p") {
            let mut draft = Draft::default();
            for child in tree.children(paragraph) {
                if tree.name(child) != "tbl" {
                    self.extend(&mut draft, child);
                    continue;
                }
                self.line(&mut draft);
                for row in tree.children_named(child, "tr") {
                    for (i, cell) in tree.children_named(row, "tc").enumerate() {
                        draft.text.push_str(if i == 0 { "" } else { " | " });
                        self.extend(&mut draft, cell);
                    }
                    self.line(&mut draft);
                }
            }
            self.line(&mut draft);
        }
    }

    fn line(&mut self, draft: &mut Draft) {
        let Draft { text, leaves, .. } = std::mem::take(draft);
        let trimmed = text.trim();
        if is_column_head(trimmed) {
            leaves.into_iter().for_each(|leaf| self.ledger.place(leaf, Disposition::Heading));
        } else if !trimmed.is_empty() {
            let text = if trimmed.len() == text.len() { text } else { trimmed.to_owned() };
            self.sheet.lines.push(Line { text, tree: self.index, leaves });
        }
    }

    /// Adds the text of `node` and all below it.
    fn extend(&self, draft: &mut Draft, node: NodeId) {
        let tree = self.tree;
        for piece in std::iter::once(node).chain(tree.below(node)) {
            if !tree.is_text(piece) {
                if tree.name(piece) == "br" && !draft.text.ends_with(' ') {
                    draft.text.push(' ');
                }
                continue;
            }
            let text = tree.text(piece);
            let script = match tree.parent(piece).map_or("", |p| tree.name(p)) {
                "sup" => Some('^'),
                "sub" => Some('_'),
                _ => None,
            };
            if !text.trim().is_empty() {
                if script != draft.script {
                    draft.text.extend(script);
                }
                draft.script = script;
            }
            draft.text.push_str(text);
            draft.leaves.push(piece);
        }
    }
}

/// The head of the first or second column, which every table or page repeats.
fn is_column_head(text: &str) -> bool {
    let text = text.trim();
    text == "통제기준" || text.starts_with("통제번호")
}
