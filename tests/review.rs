//! Promise: a review tells a change of law from one of the parser and of the correlation,
//! by the hashes of the texts, and names every row and cell that is not as it was.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;

use corpus::corpus;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn tricord(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tricord")).args(args).output().unwrap()
}

/// A folder of its own for a test, below cargo's.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("review").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes `old/name` and `new/name` and gives their paths.
fn pair(test: &str, name: &str, old: &str, new: &str) -> [String; 2] {
    let root = folder(test);
    [("old", old), ("new", new)].map(|(side, content)| {
        std::fs::create_dir_all(root.join(side)).unwrap();
        let path = root.join(side).join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    })
}

fn json(old: &str, new: &str) -> Value {
    let output = tricord(&["review", old, new, "--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn exit(old: &str, new: &str, fail_on: &str) -> i32 {
    tricord(&["review", old, new, "--fail-on", fail_on]).status.code().unwrap()
}

/// `key cause` of the rows of a part of a table.
fn rows(review: &Value, table: usize, part: &str) -> Vec<String> {
    let row = |r: &Value| format!("{} {}", r["key"].as_str().unwrap(), r["cause"].as_str().unwrap());
    review["tables"][table][part].as_array().unwrap().iter().map(row).collect()
}

const PARAGRAPHS: &str = "id,parent,kind,label,joiner,text_sha256,line\n";

#[test]
fn a_text_with_another_hash_is_law_and_the_same_text_read_otherwise_the_parser() {
    let old = format!(
        "{PARAGRAPHS}X:1,,entry,1,all,aa,1\nX:1.a,X:1,item,a,none,bb,2\nX:1.b,X:1,item,b,none,cc,3\nX:2,,entry,2,none,dd,4\n"
    );
    // 1.a rewritten, 1.b renumbered to 1.c, 1 read with another joiner, 2 only a line below.
    let new = format!(
        "{PARAGRAPHS}X:1,,entry,1,any,aa,1\nX:1.a,X:1,item,a,none,ee,2\nX:1.c,X:1,item,c,none,cc,3\nX:2,,entry,2,none,dd,5\nX:3,,entry,3,none,ff,6\n"
    );
    let [old, new] = pair("paragraphs", "paragraphs.csv", &old, &new);
    let review = json(&old, &new);
    assert_eq!(rows(&review, 0, "changed"), ["X:1 parser", "X:1.a law"]);
    assert_eq!(rows(&review, 0, "added"), ["X:3 law"]);
    assert_eq!(rows(&review, 0, "removed"), Vec::<String>::new());
    assert_eq!(rows(&review, 0, "moved"), ["X:1.c law"]);
    assert_eq!(review["tables"][0]["moved"][0]["from"], "X:1.b");
    assert_eq!(review["tables"][0]["shifted"], 1);
    assert_eq!((&review["law"], &review["parser"]), (&Value::from(3), &Value::from(1)));
    let cell = &review["tables"][0]["changed"][0]["cells"][0];
    assert_eq!((&cell["column"], &cell["old"], &cell["new"]), (&"joiner".into(), &"all".into(), &"any".into()));
    assert_eq!((exit(&old, &new, "law"), exit(&old, &new, "parser"), exit(&old, &new, "correlation")), (1, 1, 0));
    assert_eq!((exit(&old, &old, "any"), exit(&old, &new, "any")), (0, 1));
}

#[test]
fn the_same_documents_are_never_a_change_of_law() {
    let old = format!("{PARAGRAPHS}X:1,,entry,1,none,aa,1\n");
    let new = format!("{PARAGRAPHS}X:1,,entry,1,none,bb,1\nX:1.a,X:1,item,a,none,cc,1\n");
    let [old, new] = pair("documents", "paragraphs.csv", &old, &new);
    for side in [&old, &new] {
        let manifest = Path::new(side).with_file_name("manifest.json");
        std::fs::write(manifest, r#"{"sources":[{"file":"x.xml","sha256":"11"}]}"#).unwrap();
    }
    let review = json(&old, &new);
    assert_eq!((&review["law"], &review["parser"]), (&Value::from(0), &Value::from(2)));
}

const GROUPS: &str = "group,us,jp,kr,confidence,us_sha,jp_sha,kr_sha\n";

#[test]
fn groups_of_unchanged_texts_are_the_correlation() {
    let old = format!("{GROUPS}US:1,US:1,JP:1,,high,aa,bb,\nUS:2,US:2,,,high,cc,,\nKR:1,,,KR:1,,,,dd\n");
    let new = format!("{GROUPS}US:1,US:1,JP:1,KR:1,high,aa,bb,dd\nUS:2,US:2,,,high,ee,,\n");
    let [old, new] = pair("groups", "correlation.csv", &old, &new);
    let review = json(&old, &new);
    assert_eq!(rows(&review, 0, "changed"), ["US:1 correlation", "US:2 law"]);
    assert_eq!(rows(&review, 0, "removed"), ["KR:1 correlation"]);
    assert_eq!(exit(&old, &new, "correlation"), 1);
}

const FINDINGS: &str = "id,kind,us,jp,kr,us_value,us_sha,jp_sha,kr_sha\n";

#[test]
fn a_finding_changes_with_its_text_its_reading_or_its_counterparts() {
    let old = format!(
        "{FINDINGS}f1,value,US:1,JP:1,,at most 75 GHz,aa,bb,\nf2,value,US:2,JP:2,,1,cc,dd,\nf3,value,US:3,JP:3,,1,ee,ff,\n"
    );
    let new = format!(
        "{FINDINGS}f1,value,US:1,JP:1,,at most 90 GHz,aa,bb,\nf2,value,US:2,JP:2,,2,c1,dd,\nf3,value,US:3,JP:1,,1,ee,bb,\nf4,value,US:9,JP:1,,1,99,bb,\n"
    );
    let [old, new] = pair("findings", "findings.csv", &old, &new);
    let review = json(&old, &new);
    // Nothing says of JP:3 or US:9 whether they stand on both lists.
    assert_eq!(rows(&review, 0, "changed"), ["f1 parser", "f2 law", "f3 undetermined"]);
    assert_eq!(rows(&review, 0, "added"), ["f4 undetermined"]);
    let text = String::from_utf8(tricord(&["review", &old, &new]).stdout).unwrap();
    assert!(text.contains("at most <del>75</del><ins>90</ins> GHz"), "{text}");
    assert!(text.lines().any(|l| l.starts_with("- **The law changed**: 1 rows")), "{text}");
    // With the correlations beside, it can be said: JP:3 is as it was, and US:9 is new.
    let groups = "US:1,US:1,JP:1,,high,aa,bb,\nUS:2,US:2,JP:2,,high,cc,dd,\nUS:3,US:3,JP:3,,high,ee,ff,\n";
    std::fs::write(Path::new(&old).with_file_name("correlation.csv"), format!("{GROUPS}{groups}")).unwrap();
    let groups = format!("{GROUPS}{}US:9,US:9,,,high,99,,\n", groups.replace("cc", "c1"));
    std::fs::write(Path::new(&new).with_file_name("correlation.csv"), groups).unwrap();
    let review = json(&old, &new);
    assert_eq!(rows(&review, 0, "changed"), ["f1 parser", "f2 law", "f3 correlation"]);
    assert_eq!(rows(&review, 0, "added"), ["f4 law"]);
}

#[test]
fn tables_without_hashes_are_not_said_to_be_unchanged_law() {
    let [old, new] = pair(
        "bare",
        "findings.csv",
        "id,kind,us,jp,kr,us_value\nf1,value,US:1,,,1\n",
        "id,kind,us,jp,kr,us_value\nf1,value,US:1,,,2\n",
    );
    assert_eq!(json(&old, &new)["undetermined"], 1);
    assert_eq!(exit(&old, &new, "law"), 1);
    let text = String::from_utf8(tricord(&["review", &old, &new]).stdout).unwrap();
    assert!(!text.contains("did **not** change"), "{text}");
}

#[test]
fn a_broken_table_is_named_with_file_line_and_excerpt() {
    let good = format!("{GROUPS}US:1,US:1,,,high,aa,,\n");
    let cases = [
        ("twice", format!("{good}US:2,US:2,,,,bb,,\nUS:1,US:1,,,low,aa,,\n"), ":4:1", "US:1,US:1,,,low", "line 2"),
        ("short", format!("{good}US:2,US:2\n"), ":3:1", "US:2,US:2", "broken CSV"),
        ("other", "a,b\n1,2\n".to_owned(), ":1:1", "a,b", "neither"),
    ];
    for (name, broken, line, excerpt, why) in cases {
        let [old, new] = pair(name, "correlation.csv", &good, &broken);
        let output = tricord(&["review", &old, &new]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{said}");
        for part in [format!("{new}{line}"), excerpt.to_owned(), why.to_owned()] {
            assert!(said.contains(&part), "{name}: {said}");
        }
    }
    let [groups, _] = pair("kinds", "correlation.csv", &good, &good);
    let [findings, _] = pair("kinds2", "findings.csv", FINDINGS, FINDINGS);
    assert_eq!(tricord(&["review", &groups, &findings]).status.code(), Some(2));
}

#[test]
fn two_editions_of_the_us_list() {
    let Some(root) = corpus() else { return };
    let work = folder("editions");
    let [old, new] = ["2026-07-30", "2026-08-18"].map(|edition| {
        let document = root.join("us").join(edition).join("title-15-part-774.xml").display().to_string();
        let out = work.join(edition).display().to_string();
        let output = tricord(&["snapshot", "--list", "us", "--edition", edition, "-o", &out, &document]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        out
    });
    let review = json(&old, &new);
    let mut law: BTreeSet<String> = BTreeSet::new();
    for part in ["changed", "added", "removed", "moved"] {
        let rows = rows(&review, 0, part);
        law.extend(rows.iter().filter_map(|r| r.strip_suffix(" law")).map(str::to_owned));
    }
    for id in ["", ".a.1", ".a.2", ".a.3", ".a.4", ".a.5"] {
        assert!(law.contains(&format!("US:9A012{id}")), "US:9A012{id} is not among {law:#?}");
    }
    for id in ["US:9A610#lr1", "US:9A610.a#note1", "US:9A012.a.1.a", "US:9A012.a.1.b"] {
        assert!(law.contains(id), "{id} is not among {law:#?}");
    }
    // A line by line comparison of the two documents finds differences in these entries only.
    let amended = ["9A012", "9A610", "9D001", "9D002", "9D004", "9E001"];
    let outside = |id: &&String| !amended.iter().any(|a| id.starts_with(&format!("US:{a}")));
    assert_eq!(law.iter().filter(outside).collect::<Vec<_>>(), Vec::<&String>::new());
    // Nothing outside them is read otherwise either, and no reason for control without its cause.
    for (table, part) in (0..5).flat_map(|t| ["changed", "added", "removed", "moved"].map(|p| (t, p))) {
        for row in rows(&review, table, part) {
            assert!(!outside(&&row), "table {table} {part}: {row}");
            assert!(table != 2 || row.ends_with(" law"), "controls.csv {part}: {row}");
        }
    }
}
