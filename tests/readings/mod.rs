//! Facts of tests/readings/, read by hand against the US list of 2026-08-18, the Japanese
//! list of 2026-02-14 and the Korean list of the corpus, and the lists to hold them against.
#![allow(dead_code)]

#[path = "../corpus/mod.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::path::Path;

use tricord::model::{Id, List, ListSnapshot, Paragraph, Parsed};
use tricord::normalize::{Document, snapshot};

const US: [&str; 1] = ["us/2026-08-18/title-15-part-774.xml"];
const JP: [&str; 3] = [
    "jp/403M50000400049/20260214_507M60000400072.xml",
    "jp/324CO0000000378/20260605_508CO0000000194.xml",
    "jp/355CO0000000260/20260605_508CO0000000194.xml",
];
const KR: [&str; 1] = ["kr/byeolpyo2.hwpx"];

/// A list of the corpus, or nothing where it is not there and not required.
pub fn read(list: List) -> Option<Parsed<ListSnapshot>> {
    let root = corpus::corpus()?;
    let paths: &[&str] = match list {
        List::Us => &US,
        List::Jp => &JP,
        List::Kr => &KR,
    };
    let documents: Vec<Document> = paths
        .iter()
        .map(|p| root.join(p))
        .map(|p| Document {
            file: p.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: std::fs::read(&p).unwrap(),
        })
        .collect();
    Some(snapshot(list, &documents).unwrap())
}

/// The rows of a table of facts, without comments.
pub fn facts(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings").join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let rows = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    rows.map(|l| l.split('\t').map(str::to_owned).collect()).collect()
}

/// The lists of `lists` with their paragraphs by id.
pub fn each(lists: &[List], mut check: impl FnMut(List, &ListSnapshot, &BTreeMap<&str, &Paragraph>)) {
    for list in lists {
        if let Some(parsed) = read(*list) {
            let by_id = parsed.value.paragraphs.iter().map(|p| (p.id.as_str(), p)).collect();
            check(*list, &parsed.value, &by_id);
        }
    }
}

pub fn shown(ids: &[Id]) -> String {
    match ids {
        [] => "-".to_owned(),
        [first, .., last] if ids.len() > 8 => format!("{first} .. {last} {}", ids.len()),
        _ => ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" "),
    }
}
