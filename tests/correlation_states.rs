//! Promise: every ECCN, every 号, every Korean entry and every row of the 別表 that
//! delegates nothing ends in a state, and few paragraphs are undetermined.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::collections::BTreeMap;
use std::path::Path;

use tricord::correlate::group::Absence;
use tricord::correlate::known::Known;
use tricord::correlate::{Correlation, correlate};
use tricord::model::{Kind, List, ListSnapshot, Paragraph};
use tricord::report::snapshot;

/// At most so many of ten thousand paragraphs stand in a group with an undetermined
/// side, and so many of ten thousand entries. They may only fall.
const UNDETERMINED: usize = 30;
const UNDETERMINED_ENTRIES: usize = 30;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn lists() -> [ListSnapshot; 3] {
    [("us", "2026-08-18"), ("jp", "2026-02-14"), ("kr", "2025-02-28")]
        .map(|(list, edition)| snapshot::read(&root().join("lists").join(list).join(edition)).unwrap())
}

/// Whether it is an ECCN, a 号 of the ordinance (repealed ones too) or a Korean entry.
fn is_entry(p: &Paragraph) -> bool {
    let local = p.id.local();
    match p.id.list() {
        Some(List::Jp) => !local.starts_with(['T', 'A']) && local.contains('.') && p.depth == 0,
        _ => local.len() == 5 && p.kind == Kind::Entry,
    }
}

/// For each paragraph that controls something, and each other list, whether a group says
/// so: `None` where it is undetermined in all of them.
fn states(correlation: &Correlation<'_>) -> BTreeMap<(String, List), Option<&'static str>> {
    let mut states = BTreeMap::new();
    for group in &correlation.groups {
        for member in &group.members {
            for other in List::ALL.iter().filter(|l| **l != member.list) {
                let absence = group.absent.iter().find(|(list, _)| list == other).map(|(_, why)| why);
                assert_eq!(absence.is_none(), group.of(*other).next().is_some(), "a side without a word");
                let state = match absence {
                    None => Some("paired"),
                    Some(Absence::Undetermined(_)) => None,
                    Some(why) => Some(why.word()),
                };
                let slot = states.entry((correlation.trees.id(*member).to_owned(), *other)).or_insert(state);
                *slot = slot.or(state);
            }
        }
    }
    states
}

#[test]
fn every_entry_has_its_state() {
    let lists = lists();
    let known = Known::read(&root().join("lists/correlation")).unwrap();
    let correlation = correlate(&lists, &known);
    let states = states(&correlation);
    let (mut counts, mut open) = ([0; 3], Vec::new());
    for p in lists.iter().flat_map(|l| &l.paragraphs).filter(|p| is_entry(p)) {
        let list = p.id.list().unwrap();
        counts[list as usize] += 1;
        for other in List::ALL.iter().filter(|l| **l != list) {
            match states.get(&(p.id.as_str().to_owned(), *other)) {
                None => assert!(is_by_nature_alone(p.kind), "{} has no state", p.id),
                Some(None) => open.push(format!("{} on {}", p.id, other.code())),
                Some(Some(_)) => {}
            }
        }
    }
    assert_eq!(counts, [638, 538, 382]);
    let entries: usize = counts.iter().sum();
    println!("{} of {entries} entries undetermined: {}", open.len(), open.join(", "));
    assert!(open.len() * 10_000 <= entries * UNDETERMINED_ENTRIES, "{} of {entries}", open.len());

    let links = csv::Reader::from_path(root().join("lists/jp/2026-02-14/links.csv")).unwrap().into_records();
    let rows: Vec<csv::StringRecord> =
        links.map(Result::unwrap).filter(|r| r[1].is_empty() && &r[3] != "deleted").collect();
    assert!(rows.len() > 20);
    for row in rows {
        assert!(states.contains_key(&(row[0].to_owned(), List::Us)), "{} delegates nothing and has no state", &row[0]);
    }
}

#[test]
fn every_pin_names_paragraphs_as_they_are() {
    let lists = lists();
    let known = Known::read(&root().join("lists/correlation")).unwrap();
    let review = correlate(&lists, &known).review;
    assert_eq!(review.iter().map(|(pin, why)| (&pin.a, &pin.b, *why)).collect::<Vec<_>>(), Vec::new());
    // A word that is none of these would be taken for a rejection.
    let verdicts = ["same", "different", "covered", "none", "elsewhere"];
    assert!(known.pins.iter().all(|p| verdicts.contains(&p.verdict.as_str())));
}

#[test]
fn few_are_undetermined() {
    let lists = lists();
    let known = Known::read(&root().join("lists/correlation")).unwrap();
    let correlation = correlate(&lists, &known);
    let is_open = |(_, why): &(List, Absence)| matches!(why, Absence::Undetermined(_));
    let members = |open: bool| -> usize {
        let groups = correlation.groups.iter().filter(|g| !open || g.absent.iter().any(is_open));
        groups.map(|g| g.members.len()).sum()
    };
    let (open, all) = (members(true), members(false));
    println!("{open} of {all} paragraphs stand in a group with an undetermined side");
    assert!(open * 10_000 <= all * UNDETERMINED, "{open} of {all}");
}

/// Whether a paragraph by its nature has no counterpart: reserved, repealed, a heading.
fn is_by_nature_alone(kind: Kind) -> bool {
    matches!(kind, Kind::Reserved | Kind::Heading | Kind::Category | Kind::Group)
}
