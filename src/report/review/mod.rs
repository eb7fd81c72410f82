//! What changed between two tables, or two folders of tables, and whether it was the law,
//! the parser or the correlation.

mod cause;
mod cell;
pub mod input;
pub mod json;
pub mod lines;
pub mod markdown;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;
use serde::Serialize;
use similar::ChangeTag;

use self::cause::{Paragraphs, Texts};
use self::input::Input;
use self::table::{Of, Table};
use crate::error::Error;

/// Why a row is not as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// The text of a paragraph changed, came or went.
    Law,
    /// The same text was read otherwise.
    Parser,
    /// The same texts stand beside others.
    Correlation,
    /// The hashes of the texts are not in the tables.
    Undetermined,
}

impl Cause {
    /// All of them, the gravest first.
    pub const ALL: [Self; 4] = [Self::Law, Self::Parser, Self::Correlation, Self::Undetermined];

    /// Its word in outputs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Parser => "parser",
            Self::Correlation => "correlation",
            Self::Undetermined => "undetermined",
        }
    }
}

/// Columns that say where a text stands: all of them differ as soon as a line is put in above.
const PLACES: [&str; 8] = ["source", "line", "column", "start", "end", "us_at", "jp_at", "kr_at"];

/// The tables of a folder, in the order in which they are reviewed.
const TABLES: [&str; 7] =
    ["paragraphs.csv", "bounds.csv", "controls.csv", "citations.csv", "unread.csv", "correlation.csv", "findings.csv"];

/// One side of a review.
#[derive(Debug)]
pub struct Side {
    /// The tables under review.
    tables: Vec<Table>,
    /// The correlation beside a table of findings, for the hashes of its texts.
    beside: Option<Table>,
    /// Hashes of the documents that a snapshot was made of.
    documents: Vec<String>,
}

/// A row that is not as it was.
#[derive(Debug, Serialize)]
pub struct Change {
    /// Its key: an id, or paragraph and number.
    pub key: String,
    /// The key before, of a paragraph that moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Why.
    pub cause: Cause,
    /// What it is about, where the table has a label.
    pub label: String,
    /// The cells that differ; none where the row came or went.
    pub cells: Vec<Cell>,
}

/// A cell that is not as it was.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// Its column.
    pub column: String,
    /// As it was.
    pub old: String,
    /// As it is.
    pub new: String,
    /// Pieces in order: kept `=`, taken out `-`, put in `+`.
    pub pieces: Vec<(char, String)>,
}

/// What changed in one table; each part in the order of the keys.
#[derive(Debug, Serialize)]
pub struct Changes {
    /// File name.
    pub table: String,
    /// Rows that came.
    pub added: Vec<Change>,
    /// Rows that went.
    pub removed: Vec<Change>,
    /// Rows with other cells.
    pub changed: Vec<Change>,
    /// Paragraphs with the same text under another id.
    pub moved: Vec<Change>,
    /// Rows that only stand elsewhere in their document.
    pub shifted: usize,
    /// Columns that only the new table has; their cells are not compared.
    pub columns_added: Vec<String>,
    /// Columns that only the old table has.
    pub columns_removed: Vec<String>,
}

/// What changed in all tables.
#[derive(Debug)]
pub struct Review {
    /// One a table.
    pub tables: Vec<Changes>,
}

impl Changes {
    /// All rows that are not as they were.
    pub fn all(&self) -> impl Iterator<Item = &Change> {
        self.changed.iter().chain(&self.added).chain(&self.removed).chain(&self.moved)
    }
}

impl Review {
    /// The cause of every row that is not as it was.
    pub fn causes(&self) -> impl Iterator<Item = Cause> {
        self.tables.iter().flat_map(Changes::all).map(|c| c.cause)
    }

    /// Rows with this cause.
    pub fn count(&self, cause: Cause) -> usize {
        self.causes().filter(|c| *c == cause).count()
    }
}

/// Reads both sides, at the same time.
///
/// # Errors
/// Those of the tables; [`Error::Usage`] where the two are not of one kind.
pub fn read(old: &Input, new: &Input) -> Result<(Side, Side), Error> {
    let is_folder = old.is_folder()?;
    if is_folder != new.is_folder()? {
        return Err(Error::Usage("review compares two files or two folders, not one with the other".to_owned()));
    }
    let mut names: Vec<Option<&str>> = Vec::new();
    if is_folder {
        for name in TABLES {
            if old.file(name).is_file()? || new.file(name).is_file()? {
                names.push(Some(name));
            }
        }
    } else {
        names.push(None);
    }
    if names.is_empty() {
        return Err(Error::unreadable(&old.name(), "no table of tricord in this folder"));
    }
    let (old, new) = std::thread::scope(|scope| {
        let old = scope.spawn(|| side(old, &names));
        let new = side(new, &names);
        let stopped = || Err(Error::Usage("a reader stopped; please report this".to_owned()));
        (old.join().unwrap_or_else(|_| stopped()), new)
    });
    let (old, new) = (old?, new?);
    if let Some((a, b)) = old.tables.iter().zip(&new.tables).find(|(a, b)| a.of != b.of) {
        return Err(Error::Usage(format!("{} and {} are not tables of one kind", a.name, b.name)));
    }
    Ok((old, new))
}

/// One side: its folder's tables of these names, or the table itself where it is none.
fn side(input: &Input, names: &[Option<&str>]) -> Result<Side, Error> {
    let file = |name: &Option<&str>| name.map_or_else(|| input.clone(), |n| input.file(n));
    let tables = names.iter().map(|n| Table::read(&file(n))).collect::<Result<Vec<_>, _>>()?;
    let near = |name: &str| if names.contains(&None) { input.beside(name) } else { input.file(name) };
    let has = |of: Of| tables.iter().any(|t| t.of == of);
    let correlation = near("correlation.csv");
    let wanted = has(Of::Findings) && !has(Of::Groups) && correlation.is_file()?;
    let beside = if wanted { Some(Table::read(&correlation)?) } else { None };
    let documents = if has(Of::Paragraphs) { documents(&near("manifest.json")) } else { Vec::new() };
    Ok(Side { tables, beside, documents })
}

/// The hashes of the documents that a manifest names; none where it names none.
fn documents(manifest: &Input) -> Vec<String> {
    let manifest: serde_json::Value =
        manifest.bytes().ok().and_then(|b| serde_json::from_slice(&b).ok()).unwrap_or_default();
    let sources = manifest.get("sources").and_then(|s| s.as_array()).cloned().unwrap_or_default();
    let hash = |s: &serde_json::Value| s.get("sha256").and_then(|h| h.as_str()).map(str::to_owned);
    sources.iter().filter_map(hash).collect()
}

/// Compares two sides.
pub fn review(old: &Side, new: &Side) -> Review {
    let texts = (Texts::named(old), Texts::named(new));
    let mut pairs = old.tables.iter().zip(&new.tables);
    let mut paragraphs =
        pairs.find(|(a, _)| a.of == Of::Paragraphs).map(|(a, b)| cause::of_paragraphs(a, b)).unwrap_or_default();
    // Made of the same bytes: whatever differs, it is not the law.
    if !old.documents.is_empty() && old.documents == new.documents {
        paragraphs.causes.values_mut().for_each(|c| *c = Cause::Parser);
    }
    let tables = old.tables.iter().zip(&new.tables).map(|(a, b)| changes(a, b, &texts, &paragraphs)).collect();
    Review { tables }
}

fn changes(old: &Table, new: &Table, texts: &(Texts<'_>, Texts<'_>), paragraphs: &Paragraphs<'_>) -> Changes {
    let only = |a: &Table, b: &Table| {
        // A table without a row has no header.
        let is_empty = a.header.is_empty() || b.header.is_empty();
        a.header.iter().filter(|c| !is_empty && b.column(c).is_none()).map(str::to_owned).collect::<Vec<String>>()
    };
    let mut changes = Changes {
        table: new.name.clone(),
        added: Vec::new(),
        removed: Vec::new(),
        changed: Vec::new(),
        moved: Vec::new(),
        shifted: 0,
        columns_added: only(new, old),
        columns_removed: only(old, new),
    };
    let why = |before: Option<&StringRecord>, after: Option<&StringRecord>| match new.of {
        Of::Groups | Of::Findings => cause::of_row((old, before), (new, after), (&texts.0, &texts.1)),
        Of::Paragraphs | Of::Facts => {
            let id = before.map(|r| old.key(r)).or_else(|| after.map(|r| new.key(r))).map_or("", |[id, _]| id);
            // Reasons for control stand under the entry, and are read from its tables and notes.
            let by_notes = || new.column("applies_to").is_some() && paragraphs.is_amended_below(id);
            let other = || if by_notes() { Cause::Law } else { Cause::Parser };
            paragraphs.causes.get(id).copied().unwrap_or_else(other)
        }
    };
    let columns = columns(old, new);
    let moves = if new.of == Of::Paragraphs { Some(&paragraphs.moved) } else { None };
    let moved_from: BTreeSet<&str> = moves.into_iter().flat_map(|m| m.values().copied()).collect();
    let mut left: BTreeMap<&str, &StringRecord> = BTreeMap::new();
    let (mut before, mut after) = (old.rows().peekable(), new.rows().peekable());
    let (mut went, mut came): (Vec<&StringRecord>, Vec<&StringRecord>) = (Vec::new(), Vec::new());
    let is_other = |row: &StringRecord| {
        let [id, _] = old.key(row);
        moved_from.contains(id) || moves.is_some_and(|m| m.contains_key(id))
    };
    loop {
        let order = match (before.peek(), after.peek()) {
            (None, None) => break,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(a), Some(b)) => old.key(a).cmp(&new.key(b)),
        };
        let a = if order.is_le() { before.next() } else { None };
        let b = if order.is_ge() { after.next() } else { None };
        match (a, b) {
            // The number is the same, and the paragraph another.
            (Some(a), Some(b)) if is_other(a) => {
                went.push(a);
                came.push(b);
            }
            (Some(a), Some(b)) => {
                let (cells, shifted) = cells(a, b, &columns);
                if !cells.is_empty() {
                    changes.changed.push(change(new, b, None, why(Some(a), Some(b)), cells));
                } else if shifted {
                    changes.shifted += 1;
                }
            }
            (Some(a), None) => went.push(a),
            (None, Some(b)) => came.push(b),
            (None, None) => break,
        }
    }
    for a in went {
        let [id, _] = old.key(a);
        if moved_from.contains(id) {
            left.insert(id, a);
        } else {
            changes.removed.push(change(old, a, None, why(Some(a), None), Vec::new()));
        }
    }
    for b in came {
        let [id, _] = new.key(b);
        let from = moves.and_then(|m| m.get(id)).and_then(|from| Some((*from, *left.get(from)?)));
        match from {
            Some((from, a)) => {
                let cells = cells(a, b, &columns).0.into_iter().filter(|c| c.column != "id").collect();
                changes.moved.push(change(new, b, Some(from.to_owned()), why(None, Some(b)), cells));
            }
            None => changes.added.push(change(new, b, None, why(None, Some(b)), Vec::new())),
        }
    }
    changes
}

fn change(table: &Table, row: &StringRecord, from: Option<String>, cause: Cause, cells: Vec<Cell>) -> Change {
    let label = table.cell(row, "label").to_owned();
    Change { key: table.shown(Some(row)), from, cause, label, cells }
}

/// A column that both tables have.
struct Column<'t> {
    name: &'t str,
    old: usize,
    new: usize,
    is_place: bool,
}

/// Whether a column says where a text stands. Facts have their places within their
/// paragraph's text; those stay when it shifts.
fn is_place(of: Of, column: &str) -> bool {
    of != Of::Facts && PLACES.contains(&column)
}

fn columns<'t>(old: &Table, new: &'t Table) -> Vec<Column<'t>> {
    let of = new.of;
    let shared = |(new, name): (usize, &'t str)| {
        Some(Column { name, old: old.column(name)?, new, is_place: is_place(of, name) })
    };
    new.header.iter().enumerate().filter_map(shared).collect()
}

/// The cells that differ, and whether the row's place does.
fn cells(old: &StringRecord, new: &StringRecord, columns: &[Column<'_>]) -> (Vec<Cell>, bool) {
    let mut cells = Vec::new();
    let mut shifted = false;
    for column in columns {
        let (a, b) = (old.get(column.old).unwrap_or(""), new.get(column.new).unwrap_or(""));
        if a == b {
            continue;
        }
        if column.is_place {
            shifted = true;
            continue;
        }
        let is_hash = column.name == "text_sha256" || column.name.ends_with("_sha");
        let pieces = if is_hash { Vec::new() } else { cell::pieces(a, b) };
        let sign = |tag: ChangeTag| match tag {
            ChangeTag::Equal => '=',
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
        };
        let pieces = pieces.into_iter().map(|(tag, text)| (sign(tag), text)).collect();
        cells.push(Cell { column: column.name.to_owned(), old: a.to_owned(), new: b.to_owned(), pieces });
    }
    (cells, shifted)
}
