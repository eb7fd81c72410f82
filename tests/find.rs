//! Promise: a group is found by its control number, its official citations and a word in
//! any of the three languages; what is not there is said so, with exit code 2; and
//! `tricord correlate` writes the table that `tricord diff` writes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn tricord(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tricord")).args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
}

fn found(args: &[&str]) -> String {
    let output = tricord(&[&["find"], args].concat());
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The block of the group that goes by `name`: its first line and the three sides.
fn group<'t>(text: &'t str, name: &str) -> &'t str {
    let start = text.split("\n\n").find(|block| block.trim_start().starts_with(&format!("{name} [")));
    start.unwrap_or_else(|| panic!("{name} is not in\n{text}"))
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("find").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn numbers_citations_and_words_lead_to_one_group() {
    for query in ["3B001", "第6条第17号", "別表第一 7の項(16)", "etching", "エッチング", "식각"] {
        let text = found(&[query, "--limit", "500"]);
        let etcher = group(&text, "US:3B001.c.1.a");
        for cite in ["ECCN 3B001.c.1.a, 15 CFR Part 774 Supp. No. 1", "貨物等省令第6条第17号カ(一)", "별표 2 3B901.a"]
        {
            assert!(etcher.contains(cite), "{query}: no {cite} in\n{etcher}");
        }
        assert!(etcher.contains("[strong]") && etcher.contains("etch selectivity"), "{query}:\n{etcher}");
    }
}

#[test]
fn a_korean_number_is_of_the_korean_list_alone() {
    let text = found(&["별표 2 3B001", "--limit", "500"]);
    assert!(group(&text, "US:3B001").contains("貨物等省令第6条第17号"), "{text}");
    assert!(!text.contains("\nUS:3B001.c.1.a ["), "KR 3B901 is not below KR 3B001");
}

#[test]
fn part_of_a_term_leads_to_the_terms_that_have_it() {
    for query in ["amplifier", "amplifiers", "増幅器", "증폭기"] {
        let text = found(&[query, "--limit", "1000"]);
        assert!(text.contains("ECCN 3A001.b.4"), "{query}: {text}");
    }
}

#[test]
fn three_languages_give_one_answer() {
    let groups = |query: &str| -> Vec<String> {
        let text = found(&[query, "--limit", "1000"]);
        text.lines().filter(|l| l.contains(" [")).map(str::to_owned).collect()
    };
    let etching = groups("etching");
    assert!(etching.len() > 10);
    assert_eq!(etching, groups("エッチング"));
    assert_eq!(etching, groups("식각"));
    assert!(!groups("dry etching").is_empty() && groups("dry etching").len() < etching.len());
}

#[test]
fn a_long_answer_is_cut_and_says_so() {
    let count = |text: &str| text.lines().filter(|l| l.contains(" [")).count();
    let (short, all) = (found(&["3B001", "--limit", "3"]), found(&["3B001", "--limit", "1000"]));
    assert_eq!(count(&short), 3);
    assert!(short.contains(&format!("and {} more groups", count(&all) - 3)), "{short}");
    assert!(!all.contains("more groups"));
    assert!(short.contains("Below it, "));
}

#[test]
fn rows_and_reserved_numbers_are_named_as_what_they_are() {
    let row = found(&["輸出令別表第一の7の項(16)", "--limit", "1"]);
    assert!(row.contains("specified in 貨物等省令第6条第17号; 貨物等省令第6条第17号の2"), "{row}");
    let firearms = found(&["輸出令別表第一の1の項(1)"]);
    assert!(firearms.contains("ECCN 0A501, "), "{firearms}");
    let reserved = found(&["KR:3B001.c"]);
    assert!(reserved.contains("별표 2 3B001.c: reserved"), "{reserved}");
    assert!(reserved.contains("ECCN 3B001, "), "the group above it:\n{reserved}");
}

#[test]
fn nothing_found_is_said() {
    for query in ["3B999.z", "第99条第1号", "zzyzx", "..", " "] {
        let output = tricord(&["find", query]);
        assert_eq!(output.status.code(), Some(2), "{query}");
        assert!(output.stdout.is_empty(), "{query}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("found") || query.trim().len() < 3, "{query}");
    }
    let silent = String::from_utf8(tricord(&["find", "zzyzx"]).stderr).unwrap();
    assert!(silent.contains("the texts of US, JP, KR were not searched"), "{silent}");
}

#[test]
fn correlate_writes_what_diff_writes() {
    let folder = scratch("correlate");
    let (alone, out) = (folder.join("alone.csv"), folder.join("diff"));
    assert!(tricord(&["correlate", "-o", alone.to_str().unwrap()]).status.success());
    assert!(tricord(&["diff", "--out", out.to_str().unwrap()]).status.success());
    let table = std::fs::read(&alone).unwrap();
    assert!(table.len() > 100_000);
    assert_eq!(table, std::fs::read(out.join("correlation.csv")).unwrap());
    assert_eq!(table, tricord(&["correlate"]).stdout, "without -o to the standard output");
}
