//! Promise: what METI's matrix of October 2013 refers to comes out of the correlation
//! without being put in: for at least 95 % of the 号 with a reference ECCN one of the
//! reference is among ours; and every row of the matrix is a row of links.csv.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tricord::correlate::correlate;
use tricord::correlate::known::Known;
use tricord::model::{Id, Kind, List, ListSnapshot};
use tricord::report::snapshot;

/// Rows of the matrix that links.csv has under another subparagraph: the matrix prints the
/// number of the 号, and the text beside it is that of one subparagraph.
const CLOSER: [(&str, &str); 6] = [
    ("JP:T1/5.10", "JP:4/1.11.2"),
    ("JP:T1/5.11", "JP:4/1.11.3"),
    ("JP:T1/5.12", "JP:4/1.11.4"),
    ("JP:T1/5.13", "JP:4/1.12.1"),
    ("JP:T1/5.14", "JP:4/1.12.3"),
    ("JP:T1/5.15", "JP:4/1.12.5"),
];

/// A row of the matrix: item of the appended table, 号, ECCNs that it refers to.
type Reference = (String, String, BTreeSet<String>);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn matrix() -> Option<Vec<Reference>> {
    let file = corpus::corpus()?.join("links/jp-meti-matrix-3-7.csv");
    let rows = csv::Reader::from_path(file).unwrap().into_records().map(|record| {
        let record = record.unwrap();
        let eccn = |r: &str| r.trim().chars().take(5).collect::<String>();
        let item = format!("JP:T1/{}.{}", &record[0], record[1].replace("2-", "2.").replace('-', "_"));
        // `11ハ` is a subparagraph that the row gives the text of.
        let gou = record[4].trim_end_matches(|c: char| !c.is_ascii_digit());
        let eccns = record[5].split(';').map(eccn).filter(|e| e.len() == 5).collect();
        (item, format!("JP:{}/{}.{gou}", &record[2], &record[3]), eccns)
    });
    Some(rows.collect())
}

fn lists() -> [ListSnapshot; 3] {
    [("us", "2026-08-18"), ("jp", "2026-02-14"), ("kr", "2025-02-28")]
        .map(|(list, edition)| snapshot::read(&root().join("lists").join(list).join(edition)).unwrap())
}

/// The 号 none of whose reference ECCNs is among ours, of how many.
fn apart(matrix: &[Reference], lists: &[ListSnapshot; 3], known: &Known) -> (usize, Vec<String>) {
    let correlation = correlate(lists, known);
    let trees = &correlation.trees;
    let referred = matrix.iter().filter(|(.., eccns)| !eccns.is_empty());
    let apart = referred.clone().filter_map(|(_, gou, eccns)| {
        let top = trees.find(&Id::new(gou.as_str())).unwrap_or_else(|| panic!("no {gou}"));
        let tree = trees.of(top.list);
        let groups = correlation
            .groups
            .iter()
            .filter(|g| g.members.iter().any(|n| n.list == top.list && tree.contains(top.index, n.index)));
        let ours: BTreeSet<String> =
            groups.flat_map(|g| g.of(List::Us)).map(|n| trees.id(n)[3..8].to_owned()).collect();
        ours.is_disjoint(eccns).then(|| format!("{gou}: reference {eccns:?}, ours {ours:?}"))
    });
    let apart = apart.collect();
    (referred.count(), apart)
}

#[test]
fn the_reference_is_among_ours() {
    let Some(matrix) = matrix() else { return };
    let lists = lists();
    // Without the official links, which are this matrix.
    let known = Known { official: Vec::new(), ..Known::read(&root().join("lists/correlation")).unwrap() };
    let (rows, missed) = apart(&matrix, &lists, &known);
    // None of the references of 2013 is out of date as a whole: each has an ECCN that is among ours.
    assert_eq!((rows, missed), (32, Vec::new()));
    // Nor the pins: what the computation finds by itself.
    let (rows, missed) = apart(&matrix, &lists, &Known::default());
    println!("without pins {} of {rows} come out; not: {}", rows - missed.len(), missed.join("; "));
    assert!(missed.len() <= 4, "{} of {rows} missed", missed.len());
}

#[test]
fn the_matrix_is_in_links() {
    let Some(matrix) = matrix() else { return };
    let links = links();
    let differing: Vec<(&str, &str)> = matrix
        .iter()
        .filter(|(item, gou, _)| {
            !links.iter().any(|(i, g)| i == item && (g == gou || g.starts_with(&format!("{gou}."))))
        })
        .map(|(item, gou, _)| (item.as_str(), gou.as_str()))
        .collect();
    assert_eq!(matrix.len(), 146);
    assert_eq!(differing, Vec::new());
    for link in CLOSER {
        assert!(links.contains(&(link.0.to_owned(), link.1.to_owned())), "{link:?}");
    }
}

/// The rows of links.csv: item, paragraph of the ordinance or nothing.
fn links() -> Vec<(String, String)> {
    let rows = csv::Reader::from_path(root().join("lists/jp/2026-02-14/links.csv")).unwrap().into_records();
    rows.map(|r| r.unwrap()).map(|r| (r[0].to_owned(), r[1].to_owned())).collect()
}

#[test]
fn every_item_and_every_gou_has_its_link() {
    let [_, japan, _] = lists();
    let by_id: BTreeMap<&str, Kind> = japan.paragraphs.iter().map(|p| (p.id.as_str(), p.kind)).collect();
    let links = links();
    for (item, paragraph) in &links {
        assert!(by_id.contains_key(item.as_str()), "no {item}");
        assert!(paragraph.is_empty() || by_id.contains_key(paragraph.as_str()), "no {paragraph}");
    }
    let ids: Vec<(Id, Id)> = links.iter().map(|(i, g)| (Id::new(i.as_str()), Id::new(g.as_str()))).collect();
    assert!(ids.windows(2).all(|w| w[0] < w[1]), "links.csv is not sorted, or has a row twice");
    let below = |cell: &str, id: &str| cell == id || cell.strip_prefix(id).is_some_and(|rest| rest.starts_with('.'));
    let (mut items, mut gou) = ([0, 0], [0, 0]);
    for p in &japan.paragraphs {
        let id = p.id.as_str();
        let local = p.id.local();
        if local.starts_with('T') && p.label.starts_with('（') {
            items[usize::from(local.starts_with("T2"))] += 1;
            assert!(links.iter().any(|(i, _)| below(i, id)), "{id} has no link");
        } else if !local.starts_with(['T', 'A']) && local.contains('.') && p.depth == 0 {
            let article: u32 = local.split(['/', '_']).next().unwrap().parse().unwrap();
            gou[usize::from(article > 14)] += 1;
            let linked = links.iter().any(|(_, g)| below(g, id));
            assert!(linked || p.kind == Kind::Reserved, "{id} is reached from no item");
        }
    }
    assert_eq!((items, gou), ([248, 62], [335, 203]));
}
