//! Promise: where an earlier edition of a list had the value that the others still have,
//! the list that moved is named, and not told to catch up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::Path;

use tricord::compare::{Cause, Finding, Kind, compare};
use tricord::correlate::correlate;
use tricord::correlate::known::Known;
use tricord::model::List;
use tricord::report::amended;
use tricord::report::snapshot::read;

fn lists() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/lists"))
}

/// The finding on the endurance of 9A012, of the newest lists with the US list of `edition`.
fn endurance(edition: &str) -> Option<Finding> {
    let of = |folder: &str| read(&lists().join(folder)).unwrap();
    let lists_of = [of(&format!("us/{edition}")), of("jp/2026-02-14"), of("kr/2025-02-28")];
    let known = Known::read(&lists().join("correlation")).unwrap();
    let correlation = correlate(&lists_of, &known);
    compare(&correlation).into_iter().find(|f| {
        let us = &f.side(List::Us).paragraphs;
        f.kind == Kind::Value && us.iter().any(|n| correlation.trees.id(*n).starts_with("US:9A012.a.2"))
    })
}

#[test]
fn a_list_that_moved_is_named() {
    let found = endurance("2026-08-18").expect("the endurance differs");
    assert_eq!(found.cause, Cause::Lag);
    assert_eq!(found.cause_evidence, "US said what the others say until its edition of 2026-07-30");
}

#[test]
fn before_it_moved_nothing_differs() {
    assert_eq!(endurance("2026-07-30").map(|f| f.cause_evidence), None);
}

#[test]
fn an_edition_holds_what_those_before_it_said_otherwise() {
    let now = read(&lists().join("jp/2026-02-14")).unwrap();
    let before = read(&lists().join("jp/2025-11-15")).unwrap();
    assert!(now.amended.iter().all(|a| a.edition == "2025-11-15") && !now.amended.is_empty());
    assert_eq!(amended::since(&now, before), now.amended);
}

#[test]
fn a_list_against_itself_has_nothing_amended() {
    let now = read(&lists().join("us/2026-08-18")).unwrap();
    assert_eq!(
        amended::since(&now, {
            let mut same = now.clone();
            same.amended.clear();
            same
        }),
        Vec::new()
    );
}
