//! `items.csv` of a meeting folder: what the program knows of each item, and what people
//! write beside it. A column that people write in is never changed here.

use std::path::Path;

use crate::diag::Place;
use crate::error::Error;
use crate::model::words;
use crate::report::csv_table::{MARK, writer};
use crate::report::message::messages;
use crate::text::Language;

/// The columns in the order of a new file. A file of a person may have them in any
/// order, and others beside.
pub const COLUMNS: [&str; 20] = [
    "id",
    "topic",
    "point",
    "owner",
    "status",
    "decision",
    "note",
    "since_last",
    "first_meeting",
    "kind",
    "parameter",
    "us",
    "jp",
    "kr",
    "us_value",
    "jp_value",
    "kr_value",
    "cause",
    "weight",
    "findings",
];

/// The columns that people write in.
pub const PEOPLE: [&str; 4] = ["owner", "status", "decision", "note"];

/// Without these a file is no table of items.
const REQUIRED: [&str; 5] = ["id", "owner", "status", "decision", "note"];

/// How far an item is. A blank cell is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Status {
    /// Nothing decided.
    #[default]
    Open,
    /// Agreed, not carried out.
    Agreed,
    /// Being carried out.
    InProgress,
    /// Carried out.
    Done,
    /// Set aside.
    Dropped,
}

words!(Status {
    Open => "open",
    Agreed => "agreed",
    InProgress => "in-progress",
    Done => "done",
    Dropped => "dropped",
});

impl Status {
    /// What a person wrote: the word in any of the three languages, `in progress` with a
    /// space or a hyphen, in any case.
    pub fn read(cell: &str) -> Option<Self> {
        let written = cell.trim().to_lowercase();
        if written.is_empty() {
            return Some(Self::Open);
        }
        let said = |s: &Self, language| messages(language).text(&format!("status.{}", s.word())).to_owned();
        Self::ALL.iter().copied().find(|s| {
            s.word() == written.replace(' ', "-")
                || [Language::En, Language::Ja, Language::Ko].into_iter().any(|l| said(s, l) == written)
        })
    }
}

/// The table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Items {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    /// A spreadsheet marked the file as UTF-8, and looks for the mark again.
    marked: bool,
}

impl Default for Items {
    /// An empty table with all columns.
    fn default() -> Self {
        Self { header: COLUMNS.iter().map(|c| (*c).to_owned()).collect(), rows: Vec::new(), marked: false }
    }
}

impl Items {
    /// Reads the bytes of `file`.
    ///
    /// # Errors
    /// [`Error::Unreadable`] with file, line, column and excerpt where the table is not
    /// UTF-8, lacks a column, has one twice, has a row of another length, an id twice, a
    /// quote that does not close, or a status that is none.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Error> {
        let fail = |line: usize, column: usize, excerpt: &str, message: String| Error::Unreadable {
            place: Some(Place {
                file: file.to_owned(),
                line: u32::try_from(line).unwrap_or(u32::MAX),
                column: u32::try_from(column).unwrap_or(u32::MAX),
                excerpt: excerpt.chars().take(40).collect(),
            }),
            message,
            advice: Some("nothing was written; mend the cell, or set the file aside to begin a new one".to_owned()),
        };
        let text = std::str::from_utf8(bytes).map_err(|e| {
            let before = bytes.get(..e.valid_up_to()).unwrap_or_default();
            let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
            let excerpt = String::from_utf8_lossy(before.get(line_start..).unwrap_or_default()).into_owned();
            let line = before.iter().filter(|b| **b == b'\n').count() + 1;
            let tail: String = excerpt.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
            fail(line, before.len() - line_start + 1, &tail, "not UTF-8; save the table as CSV in UTF-8".to_owned())
        })?;
        let (marked, text) = text.strip_prefix(MARK).map_or((false, text), |rest| (true, rest));
        let lines: Vec<&str> = text.lines().collect();
        // Where a cell stands: in its line, the first place that shows it.
        let column = |line: usize, cell: &str| {
            let shown = lines.get(line.saturating_sub(1)).copied().unwrap_or("");
            shown.find(cell.lines().next().unwrap_or("")).map_or(1, |i| i + 1)
        };
        if text.matches('"').count() % 2 == 1 {
            let line = odd_quote(&lines);
            let shown = lines.get(line.saturating_sub(1)).copied().unwrap_or("");
            let at = shown.rfind('"').unwrap_or(0);
            return Err(fail(line, at + 1, shown.get(at..).unwrap_or(""), "a quote that does not close".to_owned()));
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut header: Vec<String> = Vec::new();
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for record in reader.records() {
            let record = record.map_err(|e| fail(1, 1, "", e.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            let line = usize::try_from(line).unwrap_or(usize::MAX);
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if header.is_empty() {
                for name in REQUIRED {
                    if !cells.iter().any(|c| c.trim() == name) {
                        let first = lines.get(line.saturating_sub(1)).copied().unwrap_or("");
                        let hint = if first.contains(';') { "; the columns must be parted by commas" } else { "" };
                        return Err(fail(line, 1, first, format!("no column \u{201c}{name}\u{201d}{hint}")));
                    }
                }
                for (i, name) in cells.iter().enumerate() {
                    if !name.trim().is_empty() && cells.iter().take(i).any(|c| c.trim() == name.trim()) {
                        let at = column(line, name);
                        return Err(fail(line, at, name, format!("the column \u{201c}{name}\u{201d} stands twice")));
                    }
                }
                header = cells.iter().map(|c| c.trim().to_owned()).collect();
                continue;
            }
            if cells.len() != header.len() {
                let message = format!("{} cells, and the header has {}", cells.len(), header.len());
                let excerpt = lines.get(line.saturating_sub(1)).copied().unwrap_or("");
                return Err(fail(line, 1, excerpt, message));
            }
            let cell = |name: &str| header.iter().position(|h| h == name).and_then(|i| cells.get(i));
            let id = cell("id").cloned().unwrap_or_default();
            if !id.trim().is_empty() && !seen.insert(id.clone()) {
                return Err(fail(line, column(line, &id), &id, format!("the id {id} stands twice")));
            }
            let status = cell("status").cloned().unwrap_or_default();
            if Status::read(&status).is_none() {
                let message = format!(
                    "\u{201c}{}\u{201d} is no status; it is one of open, agreed, in progress, done, dropped",
                    status.trim()
                );
                return Err(fail(line, column(line, &status), &status, message));
            }
            rows.push(cells);
        }
        if header.is_empty() {
            return Err(fail(1, 1, "", "no header".to_owned()));
        }
        Ok(Self { header, rows, marked })
    }

    /// Reads the table of the folder; `None` where it has none.
    ///
    /// # Errors
    /// As [`Items::read`], and [`Error::Io`].
    pub fn of_folder(folder: &Path) -> Result<Option<Self>, Error> {
        let path = folder.join("items.csv");
        match std::fs::read(&path) {
            Ok(bytes) => Self::read(&path.display().to_string(), &bytes).map(Some),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(Error::io(&path, e)),
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A cell; empty where there is no such column.
    pub fn cell(&self, row: usize, column: &str) -> &str {
        let place = self.header.iter().position(|h| h == column);
        place.and_then(|i| self.rows.get(row)?.get(i)).map_or("", String::as_str)
    }

    /// The row with that id.
    pub fn find(&self, id: &str) -> Option<usize> {
        (0..self.rows.len()).find(|row| self.cell(*row, "id") == id)
    }

    /// Whether a person added the row: it has none of the program's ids.
    pub fn is_own(&self, row: usize) -> bool {
        !self.cell(row, "id").starts_with("A-")
    }

    /// What a person wrote as the status of a row.
    pub fn status(&self, row: usize) -> Status {
        Status::read(self.cell(row, "status")).unwrap_or_default()
    }

    /// Adds an empty row and gives its number.
    pub fn add(&mut self) -> usize {
        self.rows.push(vec![String::new(); self.header.len()]);
        self.rows.len() - 1
    }

    /// Takes over all cells of a row of another table, columns that are not here at the end.
    pub fn carry(&mut self, other: &Self, row: usize) -> usize {
        let new = self.add();
        for column in &other.header {
            self.set(new, column, other.cell(row, column));
        }
        new
    }

    /// Sets a cell; a column that is not there is added at the end, for what is not empty.
    pub fn set(&mut self, row: usize, column: &str, value: &str) {
        let place = match self.header.iter().position(|h| h == column) {
            Some(place) => place,
            None if value.is_empty() => return,
            None => {
                self.header.push(column.to_owned());
                self.rows.iter_mut().for_each(|r| r.push(String::new()));
                self.header.len() - 1
            }
        };
        if let Some(cell) = self.rows.get_mut(row).and_then(|r| r.get_mut(place)) {
            value.clone_into(cell);
        }
    }

    /// The bytes of the file: LF, quotes where needed.
    pub fn bytes(&self) -> Vec<u8> {
        let mut writer = writer();
        for record in std::iter::once(&self.header).chain(&self.rows) {
            // Into memory, rows of one length: there is nothing that can fail.
            let _ = writer.write_record(record);
        }
        let table = writer.into_inner().unwrap_or_default();
        if self.marked { [MARK.as_bytes(), &table].concat() } else { table }
    }
}

/// The line, from 1, of the last quote that opens a cell and does not close.
fn odd_quote(lines: &[&str]) -> usize {
    let mut open = None;
    for (line, number) in lines.iter().zip(1..) {
        if line.matches('"').count() % 2 == 1 {
            open = if open.is_some() { None } else { Some(number) };
        }
    }
    open.unwrap_or(1)
}
