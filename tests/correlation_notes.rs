//! Promise: notes that answer to each other stand in one row: those of the US and of the Korean
//! list, and the items that the Japanese ordinance takes out; and a head is told as divided
//! where all that stands below it has its counterparts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::collections::BTreeSet;
use std::path::Path;

use tricord::correlate::group::Absence;
use tricord::correlate::{Correlation, correlate, known::Known};
use tricord::model::{List, ListSnapshot};
use tricord::report::snapshot;

fn lists() -> [ListSnapshot; 3] {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("lists");
    ["us/2026-08-18", "jp/2026-02-14", "kr/2025-02-28"].map(|l| snapshot::read(&root.join(l)).unwrap())
}

/// The paragraphs of each row in which all of `ids` stand.
fn rows_with(correlation: &Correlation<'_>, ids: &[&str]) -> Vec<BTreeSet<String>> {
    let of = |nodes: &[_]| -> BTreeSet<String> { nodes.iter().map(|n| correlation.trees.id(*n).to_owned()).collect() };
    let rows = correlation.rows().map(|(group, _)| of(&group.members));
    rows.filter(|row| ids.iter().all(|id| row.contains(*id))).collect()
}

#[test]
fn notes_that_say_the_same_are_one_row() {
    let lists = lists();
    // With what readers know, and by the notes alone.
    let known = Known::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("lists/correlation")).unwrap();
    let correlation = correlate(&lists, &known);
    for row in [
        ["US:9A001#note1", "JP:12/1.1.1", "KR:9A001#note1"],
        ["US:2B001#note2.b", "JP:5/1.2.6.3", "KR:2B001#note2.b"],
        ["US:6A008.k.2#note1.a", "JP:9/1.13.11.2.1", "KR:6A008.k.2#note1.a"],
        ["US:5A002.a#note1.j.1.a.2", "JP:8/1.9.1.18.1.1.2", "KR:5A002.a#note2.j.1.a.2"],
    ] {
        assert_eq!(rows_with(&correlation, &row).len(), 1, "{row:?}");
        // It does not stand alone as well.
        assert_eq!(rows_with(&correlation, &row[1..2]).len(), 1, "{row:?}");
    }
    // Numbered and hung otherwise.
    for pair in [["US:2E003.f#note7", "KR:2E003.f#table3#nb6"], ["US:1C008.f#tn1", "KR:1C008.a.2#tn1"]] {
        assert_eq!(rows_with(&correlation, &pair).len(), 1, "{pair:?}");
    }
    let both = |list| correlation.notes.groups.iter().filter(|g| g.of(list).next().is_some()).count();
    let [us, jp, kr] = [List::Us, List::Jp, List::Kr].map(both);
    println!(
        "{} rows of notes: {us} with a US note, {jp} with a Japanese item, {kr} with a Korean note",
        correlation.notes.groups.len()
    );
    assert!(us > 1000 && jp > 60 && kr > 1000);
    // Notes tie no controls.
    let control =
        |n: &_| correlation.trees.paragraph(*n).is_some_and(|p| p.is_control() && p.id.list() != Some(List::Jp));
    assert!(!correlation.notes.groups.iter().flat_map(|g| &g.members).any(control));
}

#[test]
fn a_head_of_what_has_counterparts_is_divided() {
    let lists = lists();
    let known = Known::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("lists/correlation")).unwrap();
    let correlation = correlate(&lists, &known);
    let on_japan = |id: &str| {
        let group =
            correlation.groups.iter().find(|g| g.members.iter().any(|n| correlation.trees.id(*n) == id)).unwrap();
        let (_, why) = group.absent.iter().find(|(list, _)| *list == List::Jp).unwrap();
        (why.word(), why.nodes().into_iter().map(|n| correlation.trees.id(n)).collect::<Vec<_>>())
    };
    assert_eq!(on_japan("US:4D001.b"), ("divided", vec!["JP:20/2.3", "JP:20/2.5"]));
    assert_eq!(on_japan("US:1C355").0, "divided");
    // Of 3E993 only one of three has a counterpart.
    assert_ne!(on_japan("US:3E993").0, "divided");
    for (_, why) in correlation.groups.iter().flat_map(|g| &g.absent) {
        if let Absence::Covered(there) | Absence::Divided(there) = why {
            assert!(!there.is_empty());
        }
    }
}
