//! Promise: of the paragraphs that a reader found to belong together few are apart, of those
//! that do not few are together, and almost all counterparts sought by hand are found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod readings;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use readings::facts;
use tricord::correlate::correlate;
use tricord::correlate::group::Absence;
use tricord::correlate::known::Known;
use tricord::correlate::pair::Confidence;
use tricord::report::snapshot;

/// The rows that each paragraph stands in, and what covers it on another list or divides it.
struct Rows {
    of: BTreeMap<String, BTreeSet<usize>>,
    covered: BTreeSet<(String, String)>,
}

impl Rows {
    /// Of the lists in lists/; `sure` leaves out rows below confidence likely.
    fn read(sure: bool) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("lists");
        let lists = ["us/2026-08-18", "jp/2026-02-14", "kr/2025-02-28"].map(|l| snapshot::read(&root.join(l)).unwrap());
        let correlation = correlate(&lists, &Known::read(&root.join("correlation")).unwrap());
        let mut rows = Self { of: BTreeMap::new(), covered: BTreeSet::new() };
        for (number, (group, pairs)) in correlation.rows().enumerate() {
            let ids = || group.members.iter().map(|n| correlation.trees.id(*n).to_owned());
            for (_, why) in &group.absent {
                if let Absence::Covered(there) | Absence::Divided(there) = why {
                    let pairs = ids().flat_map(|id| there.iter().map(move |by| (id.clone(), *by)));
                    rows.covered.extend(pairs.map(|(id, by)| (id, correlation.trees.id(by).to_owned())));
                }
            }
            if !sure || group.confidence(pairs) >= Some(Confidence::Likely) {
                ids().for_each(|id| {
                    rows.of.entry(id).or_default().insert(number);
                });
            }
        }
        rows
    }

    fn are_together(&self, a: &str, b: &str) -> bool {
        self.of.get(a).zip(self.of.get(b)).is_some_and(|(a, b)| a.intersection(b).next().is_some())
    }
}

fn ids(cell: &str) -> Vec<&str> {
    cell.split(' ').filter(|id| id.contains(':')).collect()
}

#[test]
fn groups_are_as_read() {
    let rows = Rows::read(true);
    let (mut right, mut apart, mut wrong) = (0, 0, Vec::new());
    let facts = facts("groups.tsv");
    assert!(facts.len() >= 200, "{} groups", facts.len());
    for fact in &facts {
        let members: Vec<&str> = fact[..3].iter().flat_map(|cell| ids(cell)).collect();
        let strange = ids(&fact[5]);
        for (i, a) in members.iter().enumerate() {
            for b in members[i + 1..].iter().filter(|b| a[..2] != b[..2]) {
                match (strange.contains(a), strange.contains(b), rows.are_together(a, b)) {
                    (false, false, true) => right += 1,
                    (false, false, false) => apart += 1,
                    (true, false, true) | (false, true, true) => wrong.push(format!("{a} {b}")),
                    _ => {}
                }
            }
        }
    }
    println!("{right} pairs right, {apart} apart, {} wrong", wrong.len());
    assert!(wrong.len() * 98 <= right * 2, "{} of {right}: {wrong:#?}", wrong.len());
    assert!(apart * 95 <= right * 5, "{apart} of {right} apart");
}

#[test]
fn counterparts_sought_by_hand_are_found() {
    let rows = Rows::read(false);
    let (mut sought, mut missing) = (0, Vec::new());
    let facts = facts("recall.tsv");
    assert!(facts.len() >= 200, "{} paragraphs", facts.len());
    for fact in &facts {
        for counterpart in fact[1..3].iter().flat_map(|cell| ids(cell)) {
            sought += 1;
            let covered = rows.covered.contains(&(fact[0].clone(), counterpart.to_owned()));
            if !covered && !rows.are_together(&fact[0], counterpart) {
                missing.push(format!("{} {counterpart}", fact[0]));
            }
        }
    }
    println!("{} of {sought} found", sought - missing.len());
    assert!(sought > 300 && missing.len() * 100 <= sought * 5, "{} of {sought}: {missing:#?}", missing.len());
}
