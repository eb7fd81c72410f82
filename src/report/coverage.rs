//! The three percentages of a list, and what lies behind them.

use std::fmt::Write as _;

use crate::error::Error;
use crate::model::{Coverage, Kind, ListSnapshot, Parsed};

/// A share in hundredths of a percent, rounded down, so that 100.00 means all.
pub fn hundredths(part: u64, whole: u64) -> u64 {
    part.saturating_mul(10_000).checked_div(whole).unwrap_or(10_000)
}

/// `99.87` of hundredths of a percent.
pub fn percent(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Text accounted, text placed and numbers read, each in hundredths of a percent.
pub fn shares(coverage: &Coverage) -> [(&'static str, u64); 3] {
    let accounted: u64 = coverage.dispositions.values().sum();
    let unparsed = coverage.dispositions.get("unparsed").copied().unwrap_or(0);
    [
        ("text accounted", hundredths(accounted, coverage.characters)),
        ("text placed", hundredths(coverage.characters.saturating_sub(unparsed), coverage.characters)),
        ("numbers read", hundredths(coverage.numbers_read, coverage.numbers)),
    ]
}

/// Checks that no share lies below `minimum` percent.
///
/// # Errors
/// [`Error::Coverage`] naming the share that does.
pub fn demand(snapshot: &ListSnapshot, minimum: Option<u8>) -> Result<(), Error> {
    let Some(minimum) = minimum else { return Ok(()) };
    match shares(&snapshot.coverage).into_iter().find(|(_, share)| *share < u64::from(minimum) * 100) {
        None => Ok(()),
        Some((name, share)) => {
            let list = snapshot.list.code();
            Err(Error::Coverage(format!("{list}: {name} {} %, and at least {minimum} % was asked", percent(share))))
        }
    }
}

/// The ledger of a list for a person: shares, counts by kind, and every unplaced or
/// unread piece with its place.
pub fn text(parsed: &Parsed<ListSnapshot>) -> Vec<u8> {
    let snapshot = &parsed.value;
    let mut out = format!("{} {}\n", snapshot.list.code(), snapshot.edition.in_force);
    for (name, share) in shares(&snapshot.coverage) {
        let _ = writeln!(out, "  {name:<16} {:>7} %", percent(share));
    }
    for (disposition, characters) in &snapshot.coverage.dispositions {
        let _ = writeln!(out, "  characters as {disposition:<12} {characters:>9}");
    }
    for kind in Kind::ALL {
        let count = snapshot.paragraphs.iter().filter(|p| p.kind == *kind).count();
        let _ = writeln!(out, "  {:<16} {count:>7}", kind.word());
    }
    for d in &parsed.diagnostics {
        let _ = writeln!(out, "{}: {} [{}]", d.place, d.message, d.code);
    }
    for p in &snapshot.paragraphs {
        for u in &p.unread {
            let file = snapshot.sources.get(usize::from(p.provenance.source)).map_or("", |s| s.file.as_str());
            let (line, column) = (p.provenance.line, p.provenance.column);
            let _ =
                writeln!(out, "{file}:{line}:{column}: {}: \u{201c}{}\u{201d} unread [{}]", p.id, u.literal, u.code);
        }
    }
    out.into_bytes()
}
