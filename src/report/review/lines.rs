//! A table a cell a line, for `git diff`: a change of one cell is a change of one line.

use std::fmt::Write as _;

use super::input::Input;
use super::is_place;
use super::table::Table;
use crate::error::Error;

/// The rows in the order of their keys, each with its cells below it. Empty cells, and
/// those that only say where a text stands, are left out. What is no table of tricord is
/// given as it is, since git asks for every file of a pattern.
///
/// # Errors
/// Where the file cannot be opened.
pub fn text(input: &Input) -> Result<Vec<u8>, Error> {
    let bytes = input.bytes()?;
    let Ok(table) = Table::parse(input, &bytes) else { return Ok(bytes) };
    let mut text = String::new();
    for row in table.rows() {
        let _ = writeln!(text, "{}", table.shown(Some(row)));
        for (column, cell) in table.header.iter().zip(row) {
            if !cell.is_empty() && !is_place(table.of, column) {
                let _ = writeln!(text, "  {column}: {}", cell.replace('\n', "\n    "));
            }
        }
    }
    Ok(text.into_bytes())
}
