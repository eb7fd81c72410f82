//! Promise: most bounds say which words they constrain; where two paragraphs that a reader
//! confirmed as the same print the same bound, they name the same quantity.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::collections::BTreeMap;
use std::path::Path;

use tricord::model::{Bound, ListSnapshot};
use tricord::normalize::parameters;
use tricord::report::snapshot;

fn lists() -> [ListSnapshot; 3] {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("lists");
    ["us/2026-08-18", "jp/2026-02-14", "kr/2025-02-28"].map(|folder| snapshot::read(&root.join(folder)).unwrap())
}

/// Floors in thousandths: bounds with a phrase, and bounds with a quantity that is known.
const FLOORS: [(u64, u64); 3] = [(940, 700), (965, 885), (930, 725)];

#[test]
fn bounds_say_what_they_constrain() {
    for (list, (phrases, parameters)) in lists().iter().zip(FLOORS) {
        let bounds: Vec<&Bound> = list.paragraphs.iter().flat_map(|p| &p.bounds).collect();
        let share =
            |has: fn(&Bound) -> bool| 1000 * bounds.iter().filter(|b| has(b)).count() as u64 / bounds.len() as u64;
        let found = (share(|b| b.phrase.is_some()), share(|b| b.parameter.is_some()));
        assert!(found.0 >= phrases && found.1 >= parameters, "{:?}: {found:?}", list.list);
    }
}

#[test]
fn the_same_bound_names_the_same_quantity() {
    let lists = lists();
    let by_id: BTreeMap<&str, &[Bound]> =
        lists.iter().flat_map(|l| &l.paragraphs).map(|p| (p.id.as_str(), p.bounds.as_slice())).collect();
    let pins = Path::new(env!("CARGO_MANIFEST_DIR")).join("lists/correlation/pins.csv");
    let (mut both, mut alike, mut unlike) = (0, 0, Vec::new());
    for row in csv::Reader::from_path(pins).unwrap().records() {
        let row = row.unwrap();
        let (Some(left), Some(right), "same") = (by_id.get(&row[0]), by_id.get(&row[1]), &row[2]) else { continue };
        for a in left.iter().filter(|b| b.unit.code() != "1") {
            let same = |b: &&Bound| (b.op, &b.value, &b.unit) == (a.op, &a.value, &a.unit);
            let Some(b) = right.iter().find(same) else { continue };
            let (Some(here), Some(there)) = (&a.parameter, &b.parameter) else { continue };
            both += 1;
            if here == there {
                alike += 1;
            } else {
                unlike.push(format!("{} {here}, {} {there}", &row[0], &row[1]));
            }
        }
    }
    assert!(both > 1_000, "{both} bounds to compare");
    assert!(alike * 100 >= both * 94, "{alike} of {both}: {unlike:#?}");
}

#[test]
fn a_quantity_says_how_exact_something_is_or_not() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("lists/parameters.csv");
    let rows: Vec<csv::StringRecord> = csv::Reader::from_path(table).unwrap().records().map(Result::unwrap).collect();
    assert!(rows.iter().all(|row| matches!(&row[5], "" | "yes")));
    for row in &rows {
        assert_eq!(parameters::is_exactness(&row[0]), &row[5] == "yes", "{}", &row[0]);
    }
    assert!(parameters::is_exactness("accuracy") && !parameters::is_exactness("mass"));
}
