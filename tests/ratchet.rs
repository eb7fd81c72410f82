//! Promise: what is accounted for, placed and read of each list never falls below the
//! figures here, and the counts of each list are those of its FORMAT.md.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::Path;

use tricord::model::{Kind, ListSnapshot};
use tricord::report::coverage::shares;
use tricord::report::snapshot;

/// List, edition; text accounted, text placed and numbers read in hundredths of a
/// percent. They may only rise; the last fell once, when compared grades ("class 2 or better")
/// were no longer passed over in silence.
const FLOOR: [(&str, &str, [u64; 3]); 3] = [
    ("us", "2026-08-18", [10_000, 10_000, 9_993]),
    ("jp", "2026-02-14", [10_000, 10_000, 9_992]),
    ("kr", "2025-02-28", [10_000, 10_000, 9_994]),
];

fn list(list: &str, edition: &str) -> ListSnapshot {
    snapshot::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("lists").join(list).join(edition)).unwrap()
}

#[test]
fn coverage_only_rises() {
    for (name, edition, floor) in FLOOR {
        let snapshot = list(name, edition);
        assert!(snapshot.coverage.characters > 100_000, "{name}: {} characters", snapshot.coverage.characters);
        assert!(snapshot.coverage.numbers > 4_000, "{name}: {} numbers", snapshot.coverage.numbers);
        for ((what, share), least) in shares(&snapshot.coverage).into_iter().zip(floor) {
            println!("{name}: {what} {share}");
            assert!(share >= least, "{name}: {what} is {share}, was {least}");
        }
    }
}

#[test]
fn counts_are_those_of_the_lists() {
    let count = |l: &ListSnapshot, kind| l.paragraphs.iter().filter(|p| p.kind == kind).count();
    let us = list("us", "2026-08-18");
    assert_eq!(count(&us, Kind::Entry), 638);
    let kr = list("kr", "2025-02-28");
    assert_eq!((count(&kr, Kind::Entry), count(&kr, Kind::Item)), (382, 2882));
    let jp = list("jp", "2026-02-14");
    // 号 of the ordinance, in articles whose id does not begin with a table's letter.
    let items = jp.paragraphs.iter().filter(|p| {
        let local = p.id.local();
        local.starts_with(|c: char| c.is_ascii_digit()) && local.matches('.').count() == 1
    });
    let numbered: u32 = items
        .map(|p| p.id.local().rsplit('.').next().unwrap())
        .map(|n| match n.split_once(':') {
            // 十二及び十三, 七から十まで: one node of several numbers.
            Some((first, last)) => last.parse::<u32>().unwrap_or(0) - first.parse::<u32>().unwrap_or(0) + 1,
            None => 1,
        })
        .sum();
    assert!(numbered >= 538, "{numbered} 号");
}
