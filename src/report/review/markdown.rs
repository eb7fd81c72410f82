//! A review as a summary for a pull request.

use std::fmt::Write as _;

use super::{Cause, Cell, Change, Changes, Review};

/// Rows of a part that are shown; a pull request holds some 65,000 characters.
const SHOWN: usize = 200;

/// The summary: what changed at the top, then the rows of each table, the law's first.
pub fn text(review: &Review) -> String {
    let mut text = String::from("# Review\n\n");
    for cause in Cause::ALL {
        let count = review.count(cause);
        let line = match (cause, count) {
            (Cause::Law, 0) => "The law did **not** change: no text has another hash.".to_owned(),
            (Cause::Law, n) => format!("**The law changed**: {n} rows whose text changed, came or went."),
            (Cause::Parser, 0) => "The parser reads the same.".to_owned(),
            (Cause::Parser, n) => format!("**The parser changed**: {n} rows of unchanged text are read otherwise."),
            (Cause::Correlation, 0) => "The correlation is the same.".to_owned(),
            (Cause::Correlation, n) => {
                format!("**The correlation changed**: {n} rows of unchanged text stand beside others.")
            }
            (Cause::Undetermined, 0) => continue,
            (Cause::Undetermined, n) => {
                format!("**Not determined**: {n} rows; a table lacks the hashes of their texts.")
            }
        };
        // Without a hash on every text it cannot be said that none changed.
        let line = match (cause, count, review.count(Cause::Undetermined)) {
            (Cause::Law, 0, 1..) => "No change of law is shown, and some rows are not determined.".to_owned(),
            _ => line,
        };
        let _ = writeln!(text, "- {line}");
    }
    let _ = writeln!(text, "\n| table | changed | added | removed | moved | only shifted |\n|---|--:|--:|--:|--:|--:|");
    for t in &review.tables {
        let (changed, added, removed, moved) = (t.changed.len(), t.added.len(), t.removed.len(), t.moved.len());
        let _ = writeln!(text, "| {} | {changed} | {added} | {removed} | {moved} | {} |", escaped(&t.table), t.shifted);
    }
    for changes in &review.tables {
        table(&mut text, changes);
    }
    text
}

fn table(text: &mut String, changes: &Changes) {
    for (what, columns) in [("new", &changes.columns_added), ("dropped", &changes.columns_removed)] {
        if !columns.is_empty() {
            let names = columns.iter().map(|c| escaped(c)).collect::<Vec<_>>().join(", ");
            let _ = writeln!(text, "\n{}: {what} columns, not compared: {names}", escaped(&changes.table));
        }
    }
    let parts = [
        ("changed", &changes.changed),
        ("added", &changes.added),
        ("removed", &changes.removed),
        ("moved", &changes.moved),
    ];
    for (name, rows) in parts {
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n## {}: {name}\n", escaped(&changes.table));
        let mut sorted: Vec<&Change> = rows.iter().collect();
        sorted.sort_by_key(|c| c.cause);
        for change in sorted.iter().take(SHOWN) {
            row(text, change);
        }
        if rows.len() > SHOWN {
            let _ = writeln!(text, "- … and {} more, which `--format json` names", rows.len() - SHOWN);
        }
    }
}

fn row(text: &mut String, change: &Change) {
    let from = change.from.as_ref().map_or_else(String::new, |f| format!("`{f}` → "));
    let label = if change.label.is_empty() { String::new() } else { format!(" {}", escaped(&change.label)) };
    let _ = writeln!(text, "- {}: {from}`{}`{label}", change.cause.word(), change.key);
    for cell in &change.cells {
        let _ = writeln!(text, "  - {}: {}", escaped(&cell.column), shown(cell));
    }
}

/// A cell's difference: inline, or old → new where nothing of it stayed.
fn shown(cell: &Cell) -> String {
    if cell.pieces.iter().any(|(sign, piece)| *sign == '=' && !piece.trim().is_empty()) {
        return cell.pieces.iter().fold(String::new(), |mut all, (sign, piece)| {
            let piece = escaped(piece);
            all.push_str(&match sign {
                '-' => format!("<del>{piece}</del>"),
                '+' => format!("<ins>{piece}</ins>"),
                _ => piece,
            });
            all
        });
    }
    let side = |text: &str| if text.is_empty() { "(nothing)".to_owned() } else { escaped(text) };
    // Of a hash the first digits say enough.
    let short = |text: &str| if cell.pieces.is_empty() { text.chars().take(40).collect() } else { text.to_owned() };
    format!("{} → {}", side(&short(&cell.old)), side(&short(&cell.new)))
}

/// Text that Markdown shows as it is, on one line.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut all, c| {
        match c {
            '\n' | '\r' => all.push(' '),
            '<' => all.push_str("&lt;"),
            '&' => all.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => all.extend(['\\', c]),
            _ => all.push(c),
        }
        all
    })
}
