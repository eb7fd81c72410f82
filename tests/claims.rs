//! Promise: a finding claims no more than the texts show: no direction where the words leave it
//! open, no lack of what a term, a note or a part says, no unit for a quantity, and no cause that
//! the tags and the reasons for control contradict.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::Path;
use std::sync::Arc;

use tricord::compare::{Cause, Finding, Kind, compare};
use tricord::correlate::{Correlation, correlate, known::Known};
use tricord::model::List;
use tricord::quantity::Relation::{self, Broader, Equal, Narrower, Unknown};
use tricord::report::snapshot;

/// Checks the lists as they are, without what readers wrote down of differences.
fn checked(check: impl Fn(&Correlation<'_>, &[Finding])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lists = [("us", "2026-08-18"), ("jp", "2026-02-14"), ("kr", "2025-02-28")]
        .map(|(list, edition)| snapshot::read(&root.join("lists").join(list).join(edition)).unwrap());
    let mut known = Known::read(&root.join("lists/correlation")).unwrap();
    known.readings = Arc::default();
    known.dismissed = Arc::default();
    let correlation = correlate(&lists, &known);
    check(&correlation, &compare(&correlation));
}

/// The findings of a kind that name `id`.
fn at<'f>(
    correlation: &'f Correlation<'_>,
    findings: &'f [Finding],
    kind: Kind,
    id: &'f str,
) -> impl Iterator<Item = &'f Finding> {
    findings.iter().filter(move |f| f.kind == kind && f.nodes().any(|n| correlation.trees.id(n) == id))
}

/// A kind, a paragraph, values and relations of the one finding there.
type Row = (Kind, &'static str, [&'static [&'static str]; 3], [Option<Relation>; 3]);

const TOLD: [Row; 11] = [
    // What a sister entry names, which this one covers, is not missing (3D201 to 3D203).
    (Kind::Terms, "KR:3E201", [&[], &[], &["3A001.g"]], [None, Some(Narrower), None]),
    // Above one temperature or below another: who lacks the one alternative controls less.
    (
        Kind::BoundMissing,
        "US:4A994.a",
        [&[], &["< -45 Cel"], &["< -45 Cel"]],
        [Some(Narrower), Some(Narrower), Some(Equal)],
    ),
    // "Between A and B" does not say whether A and B are in.
    (
        Kind::Strictness,
        "US:2B209.b",
        [&[">= 75 mm"], &["> 75 mm"], &[">= 75 mm"]],
        [Some(Unknown), Some(Equal), Some(Unknown)],
    ),
    // Where one alternative ends another goes on.
    (
        Kind::Value,
        "US:3A002.d.4.b",
        [&["<= 90 GHz"], &["<= 110 GHz"], &["<= 110 GHz"]],
        [Some(Unknown), Some(Unknown), Some(Equal)],
    ),
    // The length of a test shuts no other out.
    (
        Kind::Condition,
        "US:2B006.b.3.c",
        [&["= 30 s"], &["> 30 s"], &["= 30 s"]],
        [Some(Unknown), Some(Equal), Some(Unknown)],
    ),
    // Missiles are a defined term where they stand in quotes.
    (
        Kind::BoundMissing,
        "US:9A115",
        [&[], &[">= 500 kg"], &["missile"]],
        [Some(Broader), Some(Broader), Some(Unknown)],
    ),
    // A note takes out what another list does not reach.
    (
        Kind::Strictness,
        "US:1C355.a.1",
        [&[">= 30 %"], &["> 30 %"], &["> 30 %"]],
        [Some(Broader), Some(Broader), Some(Equal)],
    ),
    (
        Kind::Strictness,
        "US:9A106.d",
        [&["< 100 ms"], &["< 100 ms"], &["<= 100 ms"]],
        [Some(Equal), Some(Narrower), Some(Narrower)],
    ),
    // A reason for control belongs to the entry that states it.
    (Kind::Controls, "US:2A226", [&["NSG", "AG"], &[], &["NSG"]], [None, Some(Broader), None]),
    // What an entry takes out, and its twin on the other list does not.
    (Kind::Terms, "US:9E002", [&[], &[], &["9B117"]], [None, Some(Narrower), None]),
    // A head without a counterpart of its own, which its items have.
    (Kind::NoCounterpart, "JP:6/1.17.28", [&[], &[], &[]], [None, Some(Broader), Some(Broader)]),
];

/// What is not to be told.
const NOT_TOLD: [(Kind, &str); 9] = [
    // Korea says it by a term that its list does not define.
    (Kind::BoundMissing, "KR:9A117"),
    (Kind::BoundMissing, "KR:9A101.b"),
    // An entry that only names another.
    (Kind::NoCounterpart, "US:4A611"),
    (Kind::NoCounterpart, "US:6A611"),
    // An entry of which an item has a counterpart.
    (Kind::NoCounterpart, "US:9A604"),
    // The tag of a deleted paragraph, and a reason that holds for a paragraph alone.
    (Kind::Controls, "US:4A003"),
    (Kind::Controls, "US:1C111"),
    // Entries whose technology is under another law.
    (Kind::Terms, "US:9E001"),
    (Kind::Terms, "US:7D101"),
];

#[test]
fn no_more_is_claimed_than_the_words_say() {
    checked(|correlation, findings| {
        for (kind, id, values, relations) in &TOLD {
            let told = |f: &&Finding| {
                List::ALL.iter().all(|l| f.side(*l).values == values[*l as usize]) && f.relations == *relations
            };
            assert!(at(correlation, findings, *kind, id).any(|f| told(&f)), "{} {id}", kind.word());
        }
        for (kind, id) in NOT_TOLD {
            assert_eq!(at(correlation, findings, kind, id).count(), 0, "{} {id}", kind.word());
        }
    });
}

#[test]
fn a_unit_is_no_quantity() {
    checked(|_, findings| {
        for finding in findings.iter().filter(|f| f.kind != Kind::Undetermined) {
            let units = finding.sides.iter().flat_map(|s| &s.values).filter_map(|v| v.split(' ').nth(2));
            for unit in units {
                assert_ne!(finding.parameter, unit, "{}", finding.id);
            }
        }
    });
}

#[test]
fn a_cause_is_what_the_texts_print() {
    const CAUSES: [(&str, Cause, &str); 5] = [
        // Two lists have it, and the reasons of the one name no regime.
        ("US:3B001.k", Cause::Open, "3B001: reasons for control NS"),
        ("US:3B993.c.1", Cause::Open, "3B993: 9xx series"),
        ("US:0A521", Cause::Unilateral, "0A521: holding entry"),
        ("US:9A515.e.1", Cause::Unilateral, "9A515: former munitions"),
        ("KR:1C901.b", Cause::Open, "BWC"),
    ];
    checked(|correlation, findings| {
        for (id, cause, evidence) in CAUSES {
            let found = at(correlation, findings, Kind::NoCounterpart, id).next().unwrap_or_else(|| panic!("{id}"));
            assert_eq!(found.cause, cause, "{id}");
            assert!(found.cause_evidence.starts_with(evidence), "{id}: {}", found.cause_evidence);
        }
    });
}
