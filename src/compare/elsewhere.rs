//! Commitments that a government keeps under another law than its list: what the list
//! lacks then is no gap, and nothing that was compared either.

use std::sync::OnceLock;

use serde::Deserialize;

use super::finding::{Finding, Kind};
use crate::correlate::tree::{Node, Trees};
use crate::model::List;

/// A row of `lists/elsewhere.csv`.
#[derive(Deserialize)]
struct Row {
    /// The list that leaves it out.
    list: String,
    /// What the Korean list's regime tags of it begin with.
    tag: String,
    /// The law that has it.
    law: String,
    /// Where a government says so.
    source: String,
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let table = include_str!("../../lists/elsewhere.csv").as_bytes();
        csv::Reader::from_reader(table).into_deserialize().filter_map(Result::ok).collect()
    })
}

/// Under which law every list without a counterpart has it, if that is known.
pub fn law(finding: &Finding, trees: &Trees<'_>) -> Option<String> {
    if finding.kind != Kind::NoCounterpart {
        return None;
    }
    let tags: Vec<&str> = finding.side(List::Kr).paragraphs.iter().flat_map(|n| tags(trees, *n)).collect();
    let of = |list: &List| {
        let row = rows().iter().find(|r| r.list == list.word() && tags.iter().any(|t| t.starts_with(&r.tag)))?;
        Some(format!("under {}, outside the list of {} ({})", row.law, list.code(), row.source))
    };
    let missing = List::ALL.iter().filter(|l| finding.side(**l).paragraphs.is_empty());
    let laws: Option<Vec<String>> = missing.map(of).collect();
    laws.map(|l| l.join("; ")).filter(|l| !l.is_empty())
}

/// The regime tags of a paragraph, or of the nearest one above it that has some.
fn tags<'t>(trees: &Trees<'t>, node: Node) -> Vec<&'t str> {
    std::iter::successors(Some(node), |n| trees.parent(*n))
        .filter_map(|n| trees.paragraph(n))
        .map(|p| p.regimes.iter().map(String::as_str).collect::<Vec<_>>())
        .find(|tags| !tags.is_empty())
        .unwrap_or_default()
}
