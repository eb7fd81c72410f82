//! Promise: a module uses only what stands to its left in the picture of src/lib.rs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::{Path, PathBuf};

const EVERYWHERE: [&str; 2] = ["diag", "error"];

fn stations() -> Vec<String> {
    let lib = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let picture = lib.lines().find(|l| l.contains("source → text")).expect("the picture in src/lib.rs");
    picture.trim_start_matches("//!").split('→').map(|s| s.trim().to_owned()).collect()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// Every module that `source` names as `crate::module`, tests and docs aside.
fn used(source: &str) -> Vec<String> {
    source
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .flat_map(|l| l.match_indices("crate::").map(|(i, m)| &l[i + m.len()..]).collect::<Vec<_>>())
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect())
        .filter(|m: &String| !m.is_empty())
        .collect()
}

#[test]
fn arrows_point_left() {
    let stations = stations();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut arrows = 0;
    for (place, station) in stations.iter().enumerate() {
        let mut files = Vec::new();
        rust_files(&src.join(station), &mut files);
        assert!(!files.is_empty(), "{station} has no files");
        for file in files {
            for module in used(&std::fs::read_to_string(&file).unwrap()) {
                arrows += 1;
                let to = stations.iter().position(|s| *s == module);
                assert!(
                    EVERYWHERE.contains(&module.as_str()) || to.is_some_and(|to| to <= place),
                    "{} uses {module}, which stands to its right",
                    file.display()
                );
            }
        }
    }
    assert!(arrows > 50, "only {arrows} arrows seen: the test reads the wrong place");
}

#[test]
fn nom_stays_in_the_grammar() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let users: Vec<_> = files
        .iter()
        .filter(|f| std::fs::read_to_string(f).unwrap().lines().any(|l| l.starts_with("use nom")))
        .collect();
    assert!(!users.is_empty());
    for file in users {
        assert!(file.starts_with(src.join("grammar")), "{} uses nom", file.display());
    }
}
