//! Promise: what METI's matrix of October 2013 refers to comes out of the correlation
//! without being put in: for at least 95 % of the 号 with a reference ECCN one of the
//! reference is among ours, and the others are listed here, each with its reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::collections::BTreeSet;
use std::path::Path;

use tricord::correlate::correlate;
use tricord::correlate::known::Known;
use tricord::model::{Id, List};
use tricord::report::snapshot;

/// 号 of which no reference ECCN is among ours, and why.
const OTHERWISE: [(&str, &str); 0] = [];

#[test]
fn the_reference_is_among_ours() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("TRICORD_CORPUS").map_or_else(|| root.join("../shared/corpus"), Into::into);
    let file = corpus.join("links/jp-meti-matrix-3-7.csv");
    if !file.is_file() {
        assert!(std::env::var_os("TRICORD_REQUIRE_CORPUS").is_none(), "{} is not there", file.display());
        return println!("no corpus: nothing was compared");
    }
    let lists = [("us", "2026-08-18"), ("jp", "2026-02-14"), ("kr", "2025-02-28")]
        .map(|(list, edition)| snapshot::read(&root.join("lists").join(list).join(edition)).unwrap());
    // Without the official links, which are this matrix.
    let known = Known { official: Vec::new(), ..Known::read(&root.join("lists/correlation")).unwrap() };
    let correlation = correlate(&lists, &known);
    let trees = &correlation.trees;
    let (mut rows, mut apart) = (0, Vec::new());
    for record in csv::Reader::from_path(file).unwrap().records() {
        let record = record.unwrap();
        let cell = |i: usize| record.get(i).unwrap();
        let eccn = |r: &str| r.trim().chars().take(5).collect::<String>();
        let reference: BTreeSet<String> = cell(5).split(';').map(eccn).filter(|e| e.len() == 5).collect();
        if reference.is_empty() {
            continue;
        }
        rows += 1;
        let id = format!("JP:{}/{}.{}", cell(2), cell(3), cell(4));
        let Some(top) = trees.find(&Id::new(id.as_str())) else {
            apart.push((id, "no such 号".to_owned()));
            continue;
        };
        let within =
            |n: tricord::correlate::tree::Node| n.list == top.list && trees.of(top.list).contains(top.index, n.index);
        let ours: BTreeSet<String> = correlation
            .groups
            .iter()
            .filter(|g| g.members.iter().any(|n| within(*n)))
            .flat_map(|g| g.of(List::Us))
            .map(|n| trees.id(n)[3..8].to_owned())
            .collect();
        if ours.is_disjoint(&reference) {
            apart.push((id, format!("reference {reference:?}, ours {ours:?}")));
        }
    }
    println!("{rows} 号 with a reference, {} apart", apart.len());
    for (id, how) in &apart {
        println!("{id}: {how}");
    }
    assert!(rows > 100 && apart.len() * 20 <= rows, "{} of {rows} apart", apart.len());
    let listed: Vec<&str> = OTHERWISE.iter().map(|(id, _)| *id).collect();
    let found: Vec<&str> = apart.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(found, listed);
}
