//! Tables as CSV: a header always, LF, quotes only where needed; and the form of the
//! same table that a spreadsheet opens without harm.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::Serialize;

/// What tells a spreadsheet that a file is UTF-8.
pub const MARK: &str = "\u{feff}";

/// A table with a header, of which there may be no rows.
pub fn table<R: Serialize + Default>(rows: impl Iterator<Item = R>) -> Vec<u8> {
    append(header::<R>(), rows)
}

/// The same of items that make a row each, on all cores, in their order.
pub fn table_of<T: Sync, R: Serialize + Default>(items: &[T], row: impl Fn(&T) -> R + Sync) -> Vec<u8> {
    const AT_ONCE: usize = 128;
    let parts: Vec<Vec<u8>> = items.par_chunks(AT_ONCE).map(|part| append(Vec::new(), part.iter().map(&row))).collect();
    let mut table = header::<R>();
    table.reserve_exact(parts.iter().map(Vec::len).sum());
    // Each part is let go once it is copied: a table is large.
    for part in parts {
        table.extend(part);
    }
    table
}

/// The line that names the columns. The names come with a row, so an empty one is written.
fn header<R: Serialize + Default>() -> Vec<u8> {
    let mut header = writer();
    let _ = header.serialize(R::default());
    let header = header.into_inner().unwrap_or_default();
    header.split_inclusive(|b| *b == b'\n').next().unwrap_or_default().to_vec()
}

fn append<R: Serialize>(table: Vec<u8>, rows: impl Iterator<Item = R>) -> Vec<u8> {
    let mut builder = csv::WriterBuilder::new();
    let mut writer = builder.has_headers(false).terminator(csv::Terminator::Any(b'\n')).from_writer(table);
    for row in rows {
        // Flat rows of strings and numbers into memory: there is nothing that can fail.
        let _ = writer.serialize(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// A writer of tables into memory.
pub fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new())
}

/// The same table for a spreadsheet: marked as UTF-8, and no cell a formula.
pub fn excel(table: &[u8]) -> Vec<u8> {
    let mut writer = writer();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table);
    for record in reader.records().map_while(Result::ok) {
        let _ = writer.write_record(record.iter().map(|cell| guarded(cell).into_owned()));
    }
    [MARK.as_bytes(), &writer.into_inner().unwrap_or_default()].concat()
}

/// A cell that no spreadsheet takes for a formula: behind an apostrophe where it would be
/// one. A plain number is none, whatever its sign. [`bare`] takes the apostrophe off again.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let is_number = || cell.contains(|c: char| c.is_ascii_digit()) && cell.parse::<f64>().is_ok();
    if is_formula(cell.trim_start_matches('\'')) && !is_number() {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

/// The cell that [`guarded`] was given.
pub fn bare(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Whether a spreadsheet would reckon with the text.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
