#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
//! The published Korean list is read whole: the ids, texts, tags and notes of the
//! hand-made transcript come out of its HWPX, and every character is accounted for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use tricord::model::{Hash, Kind, List, ListSnapshot, Paragraph, Parsed};
use tricord::normalize::{Document, kr, snapshot};
use tricord::source::Disposition;

/// The corpus, or nothing where it is not there and not required.
fn corpus(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("TRICORD_CORPUS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), PathBuf::from);
    let file = root.join(path);
    if file.exists() {
        return Some(file);
    }
    assert!(std::env::var_os("TRICORD_REQUIRE_CORPUS").is_none(), "{} is not there", file.display());
    eprintln!("skipped: {} is not there", file.display());
    None
}

struct Row {
    code: String,
    regimes: Vec<String>,
    kind: String,
    text: String,
}

fn transcript() -> Option<Vec<Row>> {
    let text = std::fs::read_to_string(corpus("kr/byeolpyo2.rows.tsv")?).unwrap();
    let row = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        Row {
            code: columns[0].to_owned(),
            regimes: columns[1].split([';', ',']).filter(|t| !t.trim().is_empty()).map(spelling).collect(),
            kind: columns[2].to_owned(),
            text: columns[3].trim().to_owned(),
        }
    };
    Some(text.lines().skip(1).map(row).collect())
}

fn spelling(tag: &str) -> String {
    let bare: String = tag.split_whitespace().collect();
    bare.replace("..", ".").trim_end_matches('.').to_owned()
}

fn list() -> Option<Parsed<ListSnapshot>> {
    let bytes = std::fs::read(corpus("kr/byeolpyo2.hwpx")?).unwrap();
    Some(snapshot(List::Kr, &[Document { file: "byeolpyo2.hwpx".to_owned(), bytes }]).unwrap())
}

/// The paragraph outside notes that `paragraph` belongs to.
fn anchor<'l>(list: &'l ListSnapshot, paragraph: &'l Paragraph) -> Option<&'l Paragraph> {
    let mut current = Some(paragraph);
    while let Some(p) = current.filter(|p| p.id.local().contains(['#']) || p.id.local().starts_with("general")) {
        current = p.parent.map(|i| &list.paragraphs[i as usize]);
    }
    current
}

#[test]
fn every_row_of_the_transcript_is_a_paragraph() {
    let (Some(rows), Some(list)) = (transcript(), list()) else { return };
    let list = list.value;
    if let Some((r, p)) = rows.iter().zip(&list.paragraphs).find(|(r, p)| r.text != p.text) {
        println!("FIRST {} {:?} / {} {:?}", r.code, r.text, p.id, p.text);
    }
    assert_eq!(rows.len(), list.paragraphs.len());
    let (mut ids, mut wrong_ids, mut notes, mut wrong_notes) = (0, String::new(), 0, String::new());
    let (mut wrong, mut wrong_kinds) = (String::new(), String::new());
    for (row, paragraph) in rows.iter().zip(&list.paragraphs) {
        let id = paragraph.id.local();
        let show = |to: &mut String| {
            writeln!(to, "{} {} | {id} | {}", row.code, row.kind, row.text.chars().take(40).collect::<String>())
                .unwrap();
        };
        if row.text != paragraph.text || row.regimes != paragraph.regimes {
            writeln!(wrong, "{:?} {:?}", row.text, paragraph.text).unwrap();
            writeln!(wrong, "{id} {:?} {:?}", row.regimes, paragraph.regimes).unwrap();
        }
        let code = row.code.trim_start_matches(['?', '@']);
        if matches!(row.kind.as_str(), "entry" | "item") || (row.kind == "deleted" && !row.code.starts_with('@')) {
            ids += 1;
            if id != code {
                show(&mut wrong_ids);
            }
        } else if row.code.starts_with('@') {
            notes += 1;
            let found = anchor(&list, paragraph).map_or("", |p| p.id.local());
            let same = match code.strip_prefix('제') {
                None => found == code || code == "1장 부속서" && found == "1",
                Some(rest) => rest.replace("부", "").replace(" 제", ".").replace("장", "") == found,
            };
            // a second 5A
            if !(same || found.strip_suffix('2') == Some(code)) {
                show(&mut wrong_notes);
            }
        }
        let kinds: &[Kind] = match row.kind.as_str() {
            "entry" => &[Kind::Entry],
            "item" => &[Kind::Item],
            "deleted" => &[Kind::Reserved],
            "group" => &[Kind::Group],
            "part" => &[Kind::Category],
            _ => continue,
        };
        if !kinds.contains(&paragraph.kind) {
            writeln!(wrong_kinds, "{id} is a {:?}, not a {}", paragraph.kind, row.kind).unwrap();
        }
    }
    println!("ids {ids}, wrong:\n{wrong_ids}notes {notes}, wrong:\n{wrong_notes}kinds:\n{wrong_kinds}");
    assert_eq!(wrong, "", "texts and tags");
    assert!(wrong_ids.lines().count() * 1000 <= ids * 5, "{wrong_ids}");
    assert!(wrong_notes.lines().count() * 100 <= notes * 3, "{wrong_notes}");
}
