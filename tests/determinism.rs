//! Promise: same input, same bytes; the order of the documents does not show; a list
//! against itself has no finding; an entry that nothing else speaks of changes nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;

use std::path::{Path, PathBuf};
use std::process::Command;

use tricord::compare::{Finding, Kind, compare};
use tricord::correlate::{correlate, known::Known};
use tricord::model::{Id, List, ListSnapshot, Paragraph};
use tricord::report::snapshot;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("determinism").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

fn diff(name: &str, args: &[String], envs: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    let out = scratch(name);
    let status = Command::new(env!("CARGO_BIN_EXE_tricord"))
        .arg("diff")
        .arg("--out")
        .arg(&out)
        .args(args)
        .envs(envs.iter().copied())
        .current_dir(root())
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    ["correlation.csv", "findings.csv", "coverage.csv", "run.json"]
        .map(|f| (f.to_owned(), std::fs::read(out.join(f)).unwrap()))
        .to_vec()
}

#[test]
fn two_runs_give_the_same_bytes_whatever_the_surroundings() {
    let plain = diff("plain", &[], &[]);
    let other = diff("other", &[], &[("LANG", "ja_JP.UTF-8"), ("TZ", "Asia/Seoul"), ("RAYON_NUM_THREADS", "8")]);
    assert!(plain.iter().zip(&other).all(|(a, b)| a == b));
    let findings = String::from_utf8(plain[1].1.clone()).unwrap();
    assert!(findings.lines().count() > 100, "there is something to compare");
}

#[test]
fn the_order_of_documents_does_not_show() {
    let Some(corpus) = corpus::corpus() else { return };
    let jp: Vec<String> = [
        "403M50000400049/20260214_507M60000400072.xml",
        "324CO0000000378/20260605_508CO0000000194.xml",
        "355CO0000000260/20260605_508CO0000000194.xml",
    ]
    .iter()
    .map(|f| format!("--jp={}", corpus.join("jp").join(f).display()))
    .collect();
    let there = diff("there", &jp, &[]);
    let back: Vec<String> = jp.into_iter().rev().collect();
    assert_eq!(there[..3], diff("back", &back, &[])[..3]);
}

fn list(list: &str, edition: &str) -> ListSnapshot {
    snapshot::read(&root().join("lists").join(list).join(edition)).unwrap()
}

/// What the comparison says of `us` and `kr`, in words that do not name a finding's id.
fn said(us: &ListSnapshot, kr: &ListSnapshot) -> Vec<(Kind, String)> {
    let lists = [us.clone(), ListSnapshot::new(List::Jp), kr.clone()];
    let correlation = correlate(&lists, &Known::default());
    let told = |f: &Finding| {
        let ids: Vec<&str> = f.nodes().map(|n| correlation.trees.id(n)).collect();
        let values: Vec<String> = f.sides.iter().map(|s| s.values.join(" | ")).collect();
        format!("{} {ids:?} {values:?} {:?}", f.parameter, f.relations)
    };
    compare(&correlation).iter().map(|f| (f.kind, told(f))).collect()
}

/// The Korean list under the ids of the US one.
fn mirrored(kr: &ListSnapshot) -> ListSnapshot {
    let mut us = kr.clone();
    us.list = List::Us;
    for paragraph in &mut us.paragraphs {
        paragraph.id = Id::new(paragraph.id.as_str().replacen("KR:", "US:", 1));
    }
    us
}

#[test]
fn a_list_against_itself_differs_nowhere() {
    let kr = list("kr", "2025-02-28");
    // What is said of a list alone, or of the empty Japanese one, is not meant here.
    let between: Vec<(Kind, String)> = said(&mirrored(&kr), &kr)
        .into_iter()
        .filter(|(kind, _)| {
            !matches!(
                kind,
                Kind::NoCounterpart
                    | Kind::Undetermined
                    | Kind::Citation
                    | Kind::Drafting
                    | Kind::Controls
                    | Kind::Licence
            )
        })
        .collect();
    assert!(between.is_empty(), "{} differences: {:#?}", between.len(), &between[..between.len().min(12)]);
}

#[test]
fn an_entry_that_nothing_else_speaks_of_changes_nothing_else() {
    let (us, kr) = (list("us", "2026-08-18"), list("kr", "2025-02-28"));
    let before = said(&us, &kr);
    let mut more = us;
    let text = "a commodity of which no list speaks".to_owned();
    more.paragraphs.push(Paragraph::new(Id::new("US:9Z999"), tricord::model::Kind::Entry, text));
    let mut after = said(&more, &kr);
    after.retain(|(_, told)| !told.contains("US:9Z999"));
    assert!(before.len() > 500);
    assert_eq!(before, after);
}
