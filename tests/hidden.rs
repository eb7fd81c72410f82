//! Promise: what stands in a group of several paragraphs, in a heading whose children alone
//! are paired, in a list of names or in the entries that a technology is for hides no difference,
//! and a group whose bounds were not compared is not called equal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::Path;
use std::sync::Arc;

use tricord::compare::{Finding, Kind, compare};
use tricord::correlate::group::Absence;
use tricord::correlate::{Correlation, correlate, known::Known};
use tricord::model::List;
use tricord::quantity::Relation::{self, Broader, Equal, Narrower, Unknown};
use tricord::report::snapshot;

/// Ids that a finding names, its values, how the US relates to JP and to KR, and JP to KR.
type Row = (&'static str, Kind, [&'static [&'static str]; 3], [&'static [&'static str]; 3], [Option<Relation>; 3]);

/// Of two paragraphs of a list, one differs and the other agrees.
const TWINS: [Row; 5] = [
    (
        "US:2B116.a",
        Kind::Strictness,
        [&["US:2B116.a"], &["JP:1/1.21.1.1"], &["KR:2B116.a"]],
        [&[">= 20 Hz"], &["> 20 Hz"], &[">= 20 Hz"]],
        [Some(Unknown), Some(Equal), Some(Unknown)],
    ),
    (
        "US:2B201.a",
        Kind::Strictness,
        [&["US:2B201.a"], &[], &["KR:2B201.c"]],
        [&["< 4.5 um"], &[], &["<= 4.5 um"]],
        [None, Some(Narrower), None],
    ),
    // A part of the range of the others asks for more.
    (
        "US:6A005.d.1.b.1",
        Kind::Value,
        [&["US:6A005.d.1.b.1"], &["JP:9/1.10.4.1.2.2"], &["KR:6A005.d.1.b.1"]],
        [&["> 25 W"], &["> 30 W"], &["> 25 W"]],
        [Some(Broader), Some(Equal), Some(Narrower)],
    ),
    // Two paragraphs of a list state what each of two others states.
    (
        "US:3B001.c.1.c.2",
        Kind::Value,
        [&["US:3B001.c.1.c.2", "US:3B993.c.3.b"], &["JP:6/1.17.14.2.2"], &["KR:3B901.b.2"]],
        [&["< 500 ms"], &["< 500 ms"], &["< 300 ms"]],
        [Some(Equal), Some(Broader), Some(Broader)],
    ),
    (
        "KR:9B106.b.2.b",
        Kind::Undetermined,
        [&["US:9B106.b.2.b"], &["JP:3/1.25.4.1"], &["KR:9B106.b.2.b"]],
        [&[">= -50 Cel"], &[">= -50 Cel"], &["< 223 K"]],
        [Some(Unknown), Some(Unknown), Some(Unknown)],
    ),
];

/// A heading says more than the counterparts of its children.
const HEADS: [Row; 1] = [(
    "KR:1B101",
    Kind::BoundMissing,
    [&["US:1B101"], &["JP:3/1.11"], &["KR:1B101"]],
    [&[">= 300 km"], &[">= 300 km"], &[]],
    [Some(Equal), Some(Narrower), Some(Narrower)],
)];

/// A bound of a further alternative widens.
const ALTERNATIVES: [Row; 3] = [
    (
        "US:9A012.a.1",
        Kind::BoundMissing,
        [&["US:9A012.a.1"], &[], &[]],
        [&["< 3 h"], &[], &[]],
        [Some(Broader), Some(Broader), Some(Equal)],
    ),
    (
        "US:9A012.a.2",
        Kind::Value,
        [&["US:9A012.a.2"], &[], &[]],
        [&[">= 3 h"], &[">= 1 h"], &[">= 1 h"]],
        [Some(Broader), Some(Broader), Some(Equal)],
    ),
    (
        "US:3A002.e.2",
        Kind::BoundMissing,
        [&["US:3A002.e.2"], &["JP:6/1.14.1"], &["KR:3A002.e.1"]],
        [&["> 1 mW"], &[], &[]],
        [Some(Broader), Some(Broader), Some(Equal)],
    ),
];

/// The entries that one list alone names as what a technology or a program is for.
const GOODS: [(&str, &[&str], &[&str]); 9] = [
    ("1E101", &["1C007", "1C011", "1D001"], &[]),
    ("1E001", &["1A008", "1A231"], &["1C450"]),
    ("2E101", &["2B105", "2B117", "2D001", "2D002"], &[]),
    ("2E201", &["2B229", "2D002"], &["2B008", "2B009"]),
    ("3E201", &[], &["3A001.g"]),
    ("5E101", &["5D101"], &[]),
    ("6E201", &["6A005.c.1.b", "6A005.d.2"], &[]),
    ("9E002", &[], &["9B117"]),
    ("9D101", &["9B104"], &[]),
];

/// Checks the lists as they are, without what readers found of `without`.
fn with(without: &[&str], check: impl Fn(&Correlation<'_>, &[Finding])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lists = [("us", "2026-08-18"), ("jp", "2026-02-14"), ("kr", "2025-02-28")]
        .map(|(list, edition)| snapshot::read(&root.join("lists").join(list).join(edition)).unwrap());
    let mut known = Known::read(&root.join("lists/correlation")).unwrap();
    known.pins.retain(|p| !without.contains(&p.a.as_str()));
    // What readers wrote down would answer for the program.
    known.readings = Arc::default();
    known.dismissed = Arc::default();
    let correlation = correlate(&lists, &known);
    let findings = compare(&correlation);
    check(&correlation, &findings);
}

fn is_told(correlation: &Correlation<'_>, findings: &[Finding], (_, kind, ids, values, relations): &Row) -> bool {
    findings.iter().any(|f| {
        let named = List::ALL.iter().all(|l| {
            let side = f.side(*l);
            let has = |id: &&str| side.paragraphs.iter().any(|n| correlation.trees.id(*n) == *id);
            ids[*l as usize].iter().all(has) && side.values == values[*l as usize]
        });
        f.kind == *kind && named && f.relations == *relations
    })
}

#[test]
fn what_a_pool_hides_is_told() {
    with(&[], |correlation, findings| {
        for row in TWINS.iter().chain(&HEADS).chain(&ALTERNATIVES) {
            assert!(is_told(correlation, findings, row), "{}: {:?} {:?}", row.0, row.1, row.3);
        }
    });
}

#[test]
fn entries_that_one_list_names_are_told() {
    with(&[], |correlation, findings| {
        for (number, us, kr) in GOODS {
            let of = |f: &&Finding| f.nodes().any(|n| correlation.trees.id(n).ends_with(&format!(":{number}")));
            let mut told = findings.iter().filter(|f| f.kind == Kind::Terms && f.parameter == "entries").filter(of);
            let told = told.next().unwrap_or_else(|| panic!("{number}: no finding"));
            assert_eq!(
                [told.side(List::Us).values.as_slice(), told.side(List::Kr).values.as_slice()],
                [us, kr],
                "{number}"
            );
        }
    });
}

#[test]
fn a_list_of_names_covers_what_it_names() {
    let left_out = ["US:1C351.d.15", "US:1C351.d.16"];
    with(&left_out, |correlation, _| {
        for id in left_out {
            let group =
                correlation.groups.iter().find(|g| g.members.iter().any(|n| correlation.trees.id(*n) == id)).unwrap();
            let covered =
                group.absent.iter().any(|(list, why)| *list == List::Jp && matches!(why, Absence::Covered(_)));
            assert!(!covered, "{id}");
        }
    });
}

#[test]
fn equal_is_said_of_what_was_compared() {
    with(&[], |_, findings| {
        let moved: Vec<&Finding> = findings.iter().filter(|f| f.kind == Kind::Moved).collect();
        assert!(moved.len() > 100 && moved.iter().all(|f| !f.relations.contains(&Some(Equal))));
    });
}
