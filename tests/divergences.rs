//! Promise: the divergences that were read by hand come out of lists/: their paragraphs
//! in one group, value and strictness as findings of that kind, and no such finding
//! where the lists say the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::Path;

use tricord::compare::{Kind, compare};
use tricord::correlate::{correlate, known::Known};
use tricord::report::snapshot;

/// Rows whose paragraphs stand in two groups, and why.
const APART: [(&str, &str); 1] =
    [("H5", "the row sets the Japanese 第5号イ beside 3A001.e.1; the reader's pin sets it beside 3A001.e.1.a")];

#[test]
fn hand_read_divergences_come_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let gold = std::env::var("TRICORD_GOLD").map_or_else(|_| root.join("../shared/gold"), Into::into);
    let file = gold.join("divergences_dev.tsv");
    if !file.exists() {
        assert!(std::env::var("TRICORD_REQUIRE_CORPUS").is_err(), "no {}", file.display());
        println!("no gold files here; nothing compared");
        return;
    }
    let lists = [("us", "2026-08-18"), ("jp", "2026-02-14"), ("kr", "2025-02-28")]
        .map(|(list, edition)| snapshot::read(&root.join("lists").join(list).join(edition)).unwrap());
    let known = Known::read(&root.join("lists/correlation")).unwrap();
    let correlation = correlate(&lists, &known);
    let findings = compare(&correlation);
    let id = |n| correlation.trees.id(n).to_owned();
    let (mut rows, mut grouped) = (0, 0);
    for row in std::fs::read_to_string(file).unwrap().lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (name, class) = (cells[0], cells[1]);
        let ids: Vec<&str> = cells[3..6].iter().flat_map(|c| c.split_whitespace()).collect();
        rows += 1;
        if cells[3..6].iter().filter(|c| !c.is_empty()).count() > 1 {
            let together = correlation.groups.iter().any(|g| {
                let members: Vec<String> = g.members.iter().map(|n| id(*n)).collect();
                ids.iter().all(|i| members.iter().any(|m| m == i))
            });
            assert_eq!(together, APART.iter().all(|(apart, _)| *apart != name), "{name}: {ids:?} in one group");
            grouped += usize::from(together);
        }
        let about = |kinds: &[Kind]| {
            findings.iter().any(|f| kinds.contains(&f.kind) && f.nodes().any(|n| ids.contains(&id(n).as_str())))
        };
        match class {
            "value" => assert!(about(&[Kind::Value, Kind::BoundMissing]), "{name}: no finding of a value"),
            "strictness" => assert!(about(&[Kind::Strictness]), "{name}: no finding of strictness"),
            "absent" => assert!(about(&[Kind::NoCounterpart]), "{name}: no missing counterpart"),
            // A group of several paragraphs may well differ at another of them.
            "match" if ids.len() == 3 => {
                assert!(
                    !about(&[Kind::Value, Kind::Strictness, Kind::Unit]),
                    "{name}: a finding where all say the same"
                );
            }
            _ => {}
        }
    }
    println!("{rows} rows, {grouped} in one group");
    assert!(rows > 30 && grouped > 25);
}
