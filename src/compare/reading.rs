//! What a reader found: differences in words, of `lists/correlation/readings.csv`, and
//! findings that are none, of `dismissed.csv`. Where a text changed since it was read,
//! nothing is known of it any more: that is said, and the finding is back.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Cause, Finding, Kind, Side};
use crate::correlate::known::{Reading, begins_with};
use crate::correlate::tree::{Node, Trees};
use crate::correlate::{Correlation, SIDES};
use crate::model::{Id, List};
use crate::quantity::Relation;

/// What the evidence of a reading begins with.
pub const EVIDENCE: &str = "read: ";

/// Adds the findings of the readings. What the program finds by itself in the same paragraphs
/// is not said again, where it gives every figure that was read. It gives way to a reading that
/// gives its figures and more, or says in words what its notes exclude.
pub fn add(correlation: &Correlation<'_>, found: &mut Vec<Finding>) {
    let readings = correlation.readings.iter().filter_map(|reading| finding(correlation, reading));
    let mut read: Vec<Finding> = readings.collect();
    // Only findings of one kind at one paragraph can say the same.
    let mut at: BTreeMap<(Kind, Node), Vec<usize>> = BTreeMap::new();
    for (i, old) in found.iter().enumerate() {
        old.nodes().for_each(|n| at.entry((old.kind, n)).or_default().push(i));
    }
    let same = |new: &Finding| -> BTreeSet<usize> {
        let near = new.nodes().filter_map(|n| at.get(&(new.kind, n))).flatten().copied();
        near.filter(|i| found.get(*i).is_some_and(|old| meet(old, new))).collect()
    };
    read.retain(|new| {
        let old: Vec<&Finding> = same(new).into_iter().filter_map(|i| found.get(i)).collect();
        old.is_empty() || !has_figures(new) || !gives_figures(&old, new)
    });
    let mut replaced: BTreeSet<usize> = BTreeSet::new();
    for new in &read {
        let says_more = |old: &Finding| match old.kind {
            Kind::Exclusion => names_notes(&correlation.trees, new, old),
            _ => has_figures(old) && gives_figures(&[new], old),
        };
        replaced.extend(same(new).into_iter().filter(|i| found.get(*i).is_some_and(says_more)));
    }
    let mut place = 0..;
    found.retain(|_| place.next().is_some_and(|i| !replaced.contains(&i)));
    found.extend(read);
}

/// Whether the notes of `old` are those of `new`, or stand above or below one of them.
fn names_notes(trees: &Trees<'_>, new: &Finding, old: &Finding) -> bool {
    let is_note = |n: &Node| !trees.of(n.list).is_control(n.index);
    let mut notes = old.nodes().filter(is_note).peekable();
    notes.peek().is_some()
        && notes.all(|note| new.nodes().filter(is_note).any(|n| trees.is_below(n, note) || trees.is_below(note, n)))
}

fn figures(values: &[String]) -> impl Iterator<Item = &str> {
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    values.iter().flat_map(move |v| v.split(move |c| !digits(c))).filter(|f| f.contains(|c: char| c.is_ascii_digit()))
}

fn has_figures(finding: &Finding) -> bool {
    finding.sides.iter().any(|s| figures(&s.values).next().is_some())
}

/// Whether `old` together give all figures of `new`, on the lists that both name.
fn gives_figures(old: &[&Finding], new: &Finding) -> bool {
    List::ALL.iter().filter(|l| old.iter().any(|o| !o.side(**l).paragraphs.is_empty())).all(|list| {
        let there: BTreeSet<&str> = old.iter().flat_map(|o| figures(&o.side(*list).values)).collect();
        figures(&new.side(*list).values).all(|f| there.contains(f))
    })
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
    let (nodes, stands) = read(trees, reading.paragraphs());
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

/// The paragraphs there are, and whether all are there in the words that were read.
fn read<'r>(trees: &Trees<'_>, paragraphs: impl Iterator<Item = (Id, &'r str)>) -> (Vec<Node>, bool) {
    let mut stands = true;
    let nodes = paragraphs
        .filter_map(|(id, text)| {
            let node = trees.find(&id);
            let same = node.and_then(|n| trees.paragraph(n)).is_some_and(|p| begins_with(p.text_sha256, text));
            stands &= same && !text.is_empty();
            node
        })
        .collect();
    (nodes, stands)
}

/// Takes out what a reader found to be no difference.
pub fn dismiss(correlation: &Correlation<'_>, findings: &mut Vec<Finding>) {
    let dismissed: BTreeSet<(&str, &str, BTreeSet<Node>)> = correlation
        .dismissed
        .iter()
        .filter_map(|d| {
            let (nodes, stands) = read(&correlation.trees, d.paragraphs());
            stands.then(|| (d.kind.as_str(), d.parameter.as_str(), nodes.into_iter().collect()))
        })
        .collect();
    findings.retain(|f| !dismissed.contains(&(f.kind.word(), f.parameter.as_str(), f.nodes().collect())));
}
