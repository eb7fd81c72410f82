//! Findings with one root: the same values against each other at several places of one
//! entry are one point for a meeting.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::finding::{Finding, Kind};
use crate::correlate::tree::Trees;

/// Gives every finding the id of the first finding of its root. One root have the
/// findings of one kind of difference, in one entry, about the same values.
pub fn gather(findings: &mut [Finding], trees: &Trees<'_>) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let keys: Vec<String> = findings.par_iter().map(|f| key(f, trees)).collect();
    for (finding, key) in findings.iter_mut().zip(keys) {
        let root = first.entry(key).or_insert_with(|| finding.id.clone());
        finding.root = root.clone();
    }
}

fn key(finding: &Finding, trees: &Trees<'_>) -> String {
    let entry = finding.nodes().next().map_or("", |n| {
        let tree = trees.of(n.list);
        tree.paragraph(tree.entry(n.index)).map_or("", |p| p.id.as_str())
    });
    // A limit of one list is a lower end at one place and an upper end at the next.
    let values = |i: usize| -> String {
        let of = finding.sides.get(i).map(|s| s.values.as_slice()).unwrap_or_default();
        of.iter().map(|v| v.trim_start_matches(['<', '>', '=', '~', ' '])).collect::<Vec<_>>().join(",")
    };
    let kind = match finding.kind {
        Kind::Value | Kind::Strictness | Kind::Unit | Kind::Condition => "bound",
        kind => kind.word(),
    };
    let what = match finding.kind {
        // Items that one list lacks are points of their own.
        Kind::NoCounterpart | Kind::Exclusion | Kind::Undetermined => finding.id.clone(),
        _ => format!("{}|{}|{}|{}", finding.parameter, values(0), values(1), values(2)),
    };
    format!("{entry}|{kind}|{what}")
}
