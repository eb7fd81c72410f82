//! Differences in words that a reader found, of `lists/correlation/readings.csv`. Where a
//! text changed since it was read, nothing is known of it any more, and that is said.

use super::finding::{Cause, Finding, Kind, Side};
use crate::correlate::known::{Reading, begins_with};
use crate::correlate::tree::Node;
use crate::correlate::{Correlation, SIDES};
use crate::model::List;
use crate::quantity::Relation;

/// What the evidence of a reading begins with.
pub const EVIDENCE: &str = "read: ";

/// The findings of the readings. What the program finds by itself in the same paragraphs is
/// not said again.
pub fn findings(correlation: &Correlation<'_>, found: &[Finding]) -> Vec<Finding> {
    let said = |new: &Finding| found.iter().any(|old| old.kind == new.kind && meet(old, new));
    let readings = correlation.readings.iter().filter_map(|reading| finding(correlation, reading));
    readings.filter(|new| !said(new)).collect()
}

/// Whether two findings stand at the same paragraph of every list that both name.
fn meet(old: &Finding, new: &Finding) -> bool {
    let shared = |list: List| {
        let (a, b) = (&old.side(list).paragraphs, &new.side(list).paragraphs);
        (!a.is_empty() && !b.is_empty()).then(|| b.iter().any(|n| a.contains(n)))
    };
    let sides: Vec<bool> = List::ALL.iter().filter_map(|l| shared(*l)).collect();
    sides.len() > 1 && sides.into_iter().all(|s| s)
}

fn finding(correlation: &Correlation<'_>, reading: &Reading) -> Option<Finding> {
    let trees = &correlation.trees;
    let mut stands = true;
    let nodes: Vec<Node> = reading
        .paragraphs()
        .filter_map(|(id, text)| {
            let node = trees.find(&id);
            let same = node.and_then(|n| trees.paragraph(n)).is_some_and(|p| begins_with(p.text_sha256, text));
            stands &= same && !text.is_empty();
            node
        })
        .collect();
    if nodes.is_empty() {
        return None;
    }
    let side = |list: List, says: &str| Side {
        paragraphs: nodes.iter().copied().filter(|n| n.list == list).collect(),
        values: if stands && !says.is_empty() { vec![says.to_owned()] } else { Vec::new() },
        ..Side::default()
    };
    let sides = [side(List::Us, &reading.us_says), side(List::Jp, &reading.jp_says), side(List::Kr, &reading.kr_says)];
    if !stands {
        let both = |a: List, b: List| nodes.iter().any(|n| n.list == a) && nodes.iter().any(|n| n.list == b);
        let relations = SIDES.map(|(a, b)| both(a, b).then_some(Relation::Unknown));
        return Some(Finding::new(Kind::Undetermined, "reading", sides, relations));
    }
    let relations = [&reading.us_jp, &reading.us_kr, &reading.jp_kr].map(|r| Relation::from_word(r));
    let mut finding = Finding::new(Kind::from_word(&reading.kind)?, reading.subject.as_str(), sides, relations);
    finding.cause = Cause::from_word(&reading.cause)?;
    finding.cause_evidence = format!("{EVIDENCE}{}", reading.reason);
    Some(finding)
}
