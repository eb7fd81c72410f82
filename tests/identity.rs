//! Promise: a paragraph keeps its identity when its number moves, also where the number
//! that it left goes to another: the move is shown as a move.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;

use corpus::corpus;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn tricord(args: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_tricord")).args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A folder of its own for a test, below cargo's.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("identity").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a table of paragraphs and gives its path.
fn table(root: &Path, side: &str, rows: &str) -> String {
    std::fs::create_dir_all(root.join(side)).unwrap();
    let path = root.join(side).join("paragraphs.csv");
    std::fs::write(&path, format!("id,parent,kind,label,joiner,text_sha256,line\n{rows}")).unwrap();
    path.display().to_string()
}

fn review(old: &str, new: &str) -> Value {
    serde_json::from_slice(&tricord(&["review", old, new, "--format", "json"])).unwrap()
}

/// The keys of a part of the first table, and whence they came.
fn rows(review: &Value, part: &str) -> Vec<(String, String)> {
    let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
    let row = |r: &Value| (text(&r["key"]), text(&r["from"]));
    review["tables"][0][part].as_array().unwrap().iter().map(row).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(key, from)| ((*key).to_owned(), (*from).to_owned())).collect()
}

#[test]
fn numbers_that_move_up_one() {
    let root = folder("chain");
    // A new の2 is put in: what was の2 is の3, what was の3 is の4. 18 is amended in its place.
    let old =
        table(&root, "old", "J:17_2,,entry,17_2,none,aa,1\nJ:17_3,,entry,17_3,none,bb,2\nJ:18,,entry,18,none,cc,3\n");
    let new = table(
        &root,
        "new",
        "J:17_2,,entry,17_2,none,xx,1\nJ:17_3,,entry,17_3,none,aa,2\nJ:17_4,,entry,17_4,none,bb,3\nJ:18,,entry,18,none,dd,4\n",
    );
    let review = review(&old, &new);
    assert_eq!(rows(&review, "moved"), pairs(&[("J:17_3", "J:17_2"), ("J:17_4", "J:17_3")]));
    assert_eq!(rows(&review, "added"), pairs(&[("J:17_2", "")]));
    assert_eq!(rows(&review, "changed"), pairs(&[("J:18", "")]));
    assert_eq!(rows(&review, "removed"), pairs(&[]));
    assert_eq!((&review["law"], &review["parser"]), (&Value::from(4), &Value::from(0)));
}

#[test]
fn a_text_that_stands_in_many_places_moves_nowhere() {
    let root = folder("many");
    // "Any of the following" goes from 1 to 2, and has always stood at 3 too.
    let old = table(&root, "old", "J:1,,item,1,none,any,1\nJ:2,,item,2,none,bb,2\nJ:3,,item,3,none,any,3\n");
    let new = table(&root, "new", "J:1,,item,1,none,cc,1\nJ:2,,item,2,none,any,2\nJ:3,,item,3,none,any,3\n");
    let review = review(&old, &new);
    assert_eq!(rows(&review, "changed"), pairs(&[("J:1", ""), ("J:2", "")]));
    assert_eq!(rows(&review, "moved"), pairs(&[]));
}

#[test]
fn editions_of_the_japanese_list() {
    let Some(root) = corpus() else { return };
    let work = folder("editions");
    let editions = [
        ("2025-11-15", "20251115_507M60000400072", "20251115_507CO0000000376", "20250528_507CO0000000102"),
        ("2026-02-14", "20260214_507M60000400072", "20260605_508CO0000000194", "20260605_508CO0000000194"),
    ];
    let [old, new] = editions.map(|(edition, ordinance, first, second)| {
        let document =
            |law: &str, name: &str| root.join("jp").join(law).join(format!("{name}.xml")).display().to_string();
        let [a, b, c] = [
            document("403M50000400049", ordinance),
            document("324CO0000000378", first),
            document("355CO0000000260", second),
        ];
        let out = work.join(edition).display().to_string();
        tricord(&["snapshot", "--list", "jp", "--edition", edition, "-o", &out, &a, &b, &c]);
        out
    });
    let moved = rows(&review(&old, &new), "moved");
    // The criteria for reusable separators went down a step; the number of one of them now
    // holds the single-use separators.
    for (to, from) in [
        ("JP:2_2/2.3.1.1", "JP:2_2/2.3.3"),
        ("JP:2_2/2.3.1.2", "JP:2_2/2.3.2"),
        ("JP:2_2/2.3.1.3", "JP:2_2/2.3.4"),
        ("JP:9/1.10.4.1.2.4", "JP:9/1.10.4.1.2.2"),
        ("JP:9/1.10.4.1.2.5", "JP:9/1.10.4.1.2.3"),
    ] {
        assert!(moved.contains(&(to.to_owned(), from.to_owned())), "{from} to {to} is not among {moved:?}");
    }
    assert_eq!(moved.len(), 5);
}
