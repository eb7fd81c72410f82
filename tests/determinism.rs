//! Promise: same input, same bytes; the order of the documents does not show; a list
//! against itself has no finding; an entry that nothing else speaks of changes nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::{Path, PathBuf};
use std::process::Command;

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
    let corpus = std::env::var_os("TRICORD_CORPUS").map_or_else(|| root().join("../shared/corpus"), PathBuf::from);
    if !corpus.is_dir() {
        assert!(std::env::var_os("TRICORD_REQUIRE_CORPUS").is_none(), "{} is not there", corpus.display());
        eprintln!("skipped: {} is not there", corpus.display());
        return;
    }
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
