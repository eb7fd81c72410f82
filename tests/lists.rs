//! Promise: lists/ is what the documents in the corpus give, and a diff on lists/ is the
//! diff on the documents, line for line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;

use corpus::corpus;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A document of the corpus and its official address.
type Documents = &'static [(&'static str, &'static str)];

/// List, edition in lists/, documents with their official addresses.
const LISTS: [(&str, &str, Documents); 3] = [
    (
        "us",
        "2026-08-18",
        &[(
            "us/2026-08-18/title-15-part-774.xml",
            "https://www.ecfr.gov/api/versioner/v1/full/2026-08-18/title-15.xml?part=774",
        )],
    ),
    (
        "jp",
        "2026-02-14",
        &[
            (
                "jp/403M50000400049/20260214_507M60000400072.xml",
                "https://laws.e-gov.go.jp/law/403M50000400049/20260214_507M60000400072",
            ),
            (
                "jp/324CO0000000378/20260605_508CO0000000194.xml",
                "https://laws.e-gov.go.jp/law/324CO0000000378/20260605_508CO0000000194",
            ),
            (
                "jp/355CO0000000260/20260605_508CO0000000194.xml",
                "https://laws.e-gov.go.jp/law/355CO0000000260/20260605_508CO0000000194",
            ),
        ],
    ),
    ("kr", "2025-02-28", &[("kr/byeolpyo2.hwpx", "https://www.law.go.kr/행정규칙/전략물자수출입고시")]),
];

/// Earlier editions, from which it is known since when a list has its present words.
const EARLIER: [(&str, &str, Documents); 3] = [
    (
        "us",
        "2026-07-30",
        &[(
            "us/2026-07-30/title-15-part-774.xml",
            "https://www.ecfr.gov/api/versioner/v1/full/2026-07-30/title-15.xml?part=774",
        )],
    ),
    (
        "jp",
        "2025-11-15",
        &[
            (
                "jp/403M50000400049/20251115_507M60000400072.xml",
                "https://laws.e-gov.go.jp/law/403M50000400049/20251115_507M60000400072",
            ),
            (
                "jp/324CO0000000378/20251115_507CO0000000376.xml",
                "https://laws.e-gov.go.jp/law/324CO0000000378/20251115_507CO0000000376",
            ),
            (
                "jp/355CO0000000260/20250528_507CO0000000102.xml",
                "https://laws.e-gov.go.jp/law/355CO0000000260/20250528_507CO0000000102",
            ),
        ],
    ),
    (
        "jp",
        "2025-05-28",
        &[
            (
                "jp/403M50000400049/20250528_507M60000400034.xml",
                "https://laws.e-gov.go.jp/law/403M50000400049/20250528_507M60000400034",
            ),
            (
                "jp/324CO0000000378/20250528_507CO0000000102.xml",
                "https://laws.e-gov.go.jp/law/324CO0000000378/20250528_507CO0000000102",
            ),
            (
                "jp/355CO0000000260/20250528_507CO0000000102.xml",
                "https://laws.e-gov.go.jp/law/355CO0000000260/20250528_507CO0000000102",
            ),
        ],
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn tricord(args: &[String]) {
    let output = Command::new(env!("CARGO_BIN_EXE_tricord")).args(args).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lists").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

/// Both files, or the first line in which they differ.
fn assert_same(left: &Path, right: &Path) {
    let (a, b) = (std::fs::read(left).unwrap(), std::fs::read(right).unwrap());
    if a == b {
        return;
    }
    let (a, b) = (String::from_utf8_lossy(&a).into_owned(), String::from_utf8_lossy(&b).into_owned());
    let line = a.lines().zip(b.lines()).position(|(x, y)| x != y);
    panic!("{} differs from {} at line {:?}", left.display(), right.display(), line.map(|n| n + 1));
}

#[test]
fn lists_are_what_the_documents_give() {
    let Some(corpus) = corpus() else { return };
    // An edition says what those before it said, so they come first.
    let root_of = scratch("editions");
    for (list, edition, documents) in EARLIER.into_iter().rev().chain(LISTS) {
        let out = root_of.join(list).join(edition);
        let mut args: Vec<String> =
            ["snapshot", "--list", list, "--edition", edition, "-o"].map(str::to_owned).to_vec();
        args.push(out.display().to_string());
        for (document, url) in documents {
            args.push(corpus.join(document).display().to_string());
            args.push(format!("--url={url}"));
        }
        tricord(&args);
        for file in tricord::report::snapshot::FILES {
            let stored = root().join("lists").join(list).join(edition).join(file);
            if std::env::var_os("TRICORD_UPDATE_LISTS").is_some() {
                std::fs::create_dir_all(stored.parent().unwrap()).unwrap();
                std::fs::copy(out.join(file), &stored).unwrap();
            }
            assert_same(&out.join(file), &stored);
        }
    }
}

#[test]
fn every_document_stands_with_its_own_address() {
    let Some(corpus) = corpus() else { return };
    for (list, edition, documents) in LISTS.into_iter().chain(EARLIER) {
        let stored = tricord::report::snapshot::read(&root().join("lists").join(list).join(edition)).unwrap();
        assert_eq!(stored.sources.len(), documents.len(), "{list}");
        for (document, url) in documents {
            let hash = tricord::model::ListSnapshot::hash(&std::fs::read(corpus.join(document)).unwrap());
            let source = stored.sources.iter().find(|s| s.sha256 == hash);
            assert_eq!(source.map(|s| s.url.as_str()), Some(*url), "{document}");
        }
    }
}

#[test]
fn a_diff_on_lists_is_the_diff_on_the_documents() {
    let Some(corpus) = corpus() else { return };
    let (from_lists, from_documents) = (scratch("from-lists"), scratch("from-documents"));
    tricord(&["diff".to_owned(), "--out".to_owned(), from_lists.display().to_string()]);
    let mut args = vec!["diff".to_owned(), "--out".to_owned(), from_documents.display().to_string()];
    for (list, _, documents) in LISTS {
        args.extend(documents.iter().map(|(d, _)| format!("--{list}={}", corpus.join(d).display())));
    }
    tricord(&args);
    for file in ["correlation.csv", "findings.csv", "coverage.csv"] {
        assert_same(&from_lists.join(file), &from_documents.join(file));
    }
}
