//! Tables as they are read for a review: rows sorted by their key.

use csv::{Position, StringRecord};

use super::input::Input;
use crate::diag::Place;
use crate::error::Error;
use crate::report::csv_table::{MARK, bare};

/// What a table is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// `paragraphs.csv` of a snapshot.
    Paragraphs,
    /// Another table of a snapshot: facts of paragraphs, numbered.
    Facts,
    /// `correlation.csv`.
    Groups,
    /// `findings.csv`.
    Findings,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// File name without folders.
    pub name: String,
    /// What it is of.
    pub of: Of,
    /// The header.
    pub header: StringRecord,
    rows: Vec<StringRecord>,
    order: Vec<usize>,
    key: Vec<usize>,
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// Those of [`Input::bytes`] and [`Table::parse`].
    pub fn read(input: &Input) -> Result<Self, Error> {
        Self::parse(input, &input.bytes()?)
    }

    /// Reads the table that `input` holds; one for a spreadsheet is read as what it was
    /// made of.
    ///
    /// # Errors
    /// [`Error::Unreadable`] with line and excerpt where it is no table that tricord writes,
    /// a row is broken or a key stands twice.
    pub fn parse(input: &Input, bytes: &[u8]) -> Result<Self, Error> {
        let file = input.name();
        let is_marked = bytes.starts_with(MARK.as_bytes());
        let mut reader = csv::Reader::from_reader(bytes);
        let broken = |e: &csv::Error| {
            let line = e.position().map_or(1, Position::line);
            unreadable(&file, line, excerpt(bytes, line), format!("broken CSV: {e}"))
        };
        let header = reader.headers().map_err(|e| broken(&e))?.clone();
        if let Some(twice) = header.iter().enumerate().find_map(|(i, c)| header.iter().take(i).find(|d| *d == c)) {
            return Err(unreadable(
                &file,
                1,
                excerpt(bytes, 1),
                format!("column \u{201c}{twice}\u{201d} stands twice"),
            ));
        }
        let column = |name: &str| header.iter().position(|c| c == name);
        let (of, key) = match (column("id"), column("text_sha256"), column("group"), column("paragraph"), column("n")) {
            (Some(id), Some(_), ..) => (Of::Paragraphs, vec![id]),
            (_, _, Some(group), ..) if column("us").is_some() => (Of::Groups, vec![group]),
            (Some(id), ..) if column("kind").is_some() && column("us").is_some() => (Of::Findings, vec![id]),
            (.., Some(paragraph), Some(n)) => (Of::Facts, vec![paragraph, n]),
            // A table without a row had no header in earlier versions.
            _ if bytes.is_empty() && named(&input.file_name()).is_some() => {
                (named(&input.file_name()).unwrap_or(Of::Facts), Vec::new())
            }
            _ => {
                let message = "neither findings.csv nor correlation.csv nor a table of a snapshot".to_owned();
                return Err(unreadable(&file, 1, excerpt(bytes, 1), message));
            }
        };
        let mut rows = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|e| broken(&e))?;
            rows.push(if is_marked { unguarded(&row) } else { row });
        }
        let name = input.file_name();
        let mut table = Self { name, of, header, order: (0..rows.len()).collect(), rows, key };
        let mut order = std::mem::take(&mut table.order);
        order.sort_by(|a, b| table.key_of(*a).cmp(&table.key_of(*b)));
        let twice = order.iter().zip(order.iter().skip(1)).find(|(a, b)| table.key_of(**a) == table.key_of(**b));
        if let Some((first, second)) = twice {
            let line = |i: usize| table.rows.get(i).and_then(StringRecord::position).map_or(0, Position::line);
            let (first, second, key) = (line(*first), line(*second), table.shown(table.rows.get(*second)));
            let message = format!("the key \u{201c}{key}\u{201d} stands on line {first} already");
            return Err(unreadable(&file, second, excerpt(bytes, second), message));
        }
        table.order = order;
        Ok(table)
    }

    fn key_of(&self, row: usize) -> [&str; 2] {
        self.rows.get(row).map_or(["", ""], |r| self.key(r))
    }

    /// The key of a row.
    pub fn key<'r>(&self, row: &'r StringRecord) -> [&'r str; 2] {
        let cell = |i: usize| self.key.get(i).and_then(|c| row.get(*c)).unwrap_or("");
        [cell(0), cell(1)]
    }

    /// The key of a row, for the eye: `US:3A001.b 2`.
    pub fn shown(&self, row: Option<&StringRecord>) -> String {
        let [first, second] = row.map_or(["", ""], |r| self.key(r));
        if second.is_empty() { first.to_owned() } else { format!("{first} {second}") }
    }

    /// Place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|c| c == name)
    }

    /// A cell by its column's name; empty where there is no such column.
    pub fn cell<'r>(&self, row: &'r StringRecord, column: &str) -> &'r str {
        self.column(column).and_then(|c| row.get(c)).unwrap_or("")
    }

    /// The rows in the order of their keys.
    pub fn rows(&self) -> impl Iterator<Item = &StringRecord> {
        self.order.iter().filter_map(|i| self.rows.get(*i))
    }
}

/// A row without the apostrophes that keep a spreadsheet from reckoning.
fn unguarded(row: &StringRecord) -> StringRecord {
    let mut plain: StringRecord = row.iter().map(bare).collect();
    plain.set_position(row.position().cloned());
    plain
}

/// What a table is of, by its name.
fn named(file: &str) -> Option<Of> {
    match file {
        "paragraphs.csv" => Some(Of::Paragraphs),
        "correlation.csv" => Some(Of::Groups),
        "findings.csv" => Some(Of::Findings),
        "bounds.csv" | "controls.csv" | "citations.csv" | "unread.csv" => Some(Of::Facts),
        _ => None,
    }
}

fn unreadable(file: &str, line: u64, excerpt: String, message: String) -> Error {
    let line = u32::try_from(line).unwrap_or(0);
    let place = Some(Place { file: file.to_owned(), line, column: 1, excerpt });
    Error::Unreadable { place, message, advice: None }
}

/// The start of a line, from 1.
fn excerpt(bytes: &[u8], line: u64) -> String {
    let skipped = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
    let line = bytes.split(|b| *b == b'\n').nth(skipped).unwrap_or_default();
    String::from_utf8_lossy(line).chars().take(60).collect()
}
