#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
//! The published Korean list is read whole: the ids, texts, tags and notes of the
//! hand-made transcript come out of its HWPX, and every character is accounted for.

mod corpus;
mod hwpx;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use tricord::model::{Hash, Kind, List, ListSnapshot, Paragraph, Parsed};
use tricord::normalize::{Document, kr, snapshot};

/// A document of the Korean list.
fn document(name: &str) -> Option<PathBuf> {
    Some(corpus::corpus()?.join("kr").join(name))
}

struct Row {
    code: String,
    regimes: Vec<String>,
    kind: String,
    text: String,
}

fn transcript() -> Option<Vec<Row>> {
    let text = std::fs::read_to_string(document("byeolpyo2.rows.tsv")?).unwrap();
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
    let bytes = std::fs::read(document("byeolpyo2.hwpx")?).unwrap();
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
    assert_eq!(wrong_kinds, "");
    assert!(wrong_ids.lines().count() * 1000 <= ids * 5, "{wrong_ids}");
    assert!(wrong_notes.lines().count() * 100 <= notes * 3, "{wrong_notes}");
}

#[test]
fn every_character_has_its_place() {
    let Some(list) = list() else { return };
    let coverage = &list.value.coverage;
    assert!(list.ledgers.iter().all(|ledger| ledger.placed_twice().is_empty()));
    assert_eq!(coverage.dispositions.values().sum::<u64>(), coverage.characters);
    let unplaced = coverage.dispositions.get("unparsed").copied().unwrap_or(0);
    assert!(unplaced * 100 <= coverage.characters, "{:?}", coverage.dispositions);
    let ids: BTreeSet<&str> = list.value.paragraphs.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids.len(), list.value.paragraphs.len());
    assert!(ids.iter().all(|id| id.is_ascii()));
}

#[test]
fn the_outline_is_the_same() {
    let Some(list) = list() else { return };
    let mut out = String::new();
    let mut kinds: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut hashes = BTreeMap::new();
    for p in &list.value.paragraphs {
        let top = p.id.local().split(['#', '.']).next().unwrap().get(..2).unwrap_or("-").to_owned();
        *kinds.entry((top.clone(), format!("{:?}", p.kind))).or_default() += 1;
        assert_eq!(p.text_sha256, Hash::of(p.text.as_bytes()), "{}", p.id);
        let line = format!("{} {:?} {} {}\n", p.id, p.regimes, p.label, p.text_sha256);
        hashes.entry(top).or_insert_with(String::new).push_str(&line);
    }
    for ((top, kind), count) in kinds {
        writeln!(out, "{top} {kind} {count}").unwrap();
    }
    for (top, lines) in hashes {
        writeln!(out, "{top} {}", &Hash::of(lines.as_bytes()).to_string()[..16]).unwrap();
    }
    writeln!(out, "{:?}", list.value.coverage.dispositions).unwrap();
    for d in list.diagnostics.iter().filter(|d| d.code.starts_with("kr-id") || d.code.starts_with("kr-number")) {
        writeln!(out, "{} {}:{}", d.code, d.place.line, d.place.column).unwrap();
    }
    insta::assert_snapshot!(out);
}

#[test]
fn every_locator_of_the_gold_is_there() {
    let (Some(file), Some(list)) = (document("byeolpyo2.hwpx"), list()) else { return };
    let gold = file.ancestors().nth(3).unwrap().join("gold");
    let texts: BTreeMap<&str, &str> = list.value.paragraphs.iter().map(|p| (p.id.as_str(), p.text.as_str())).collect();
    let table = |name: &str| std::fs::read_to_string(gold.join(name)).unwrap();
    for row in table("kr_bounds.tsv").lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        assert_eq!(texts.get(columns[1]), Some(&columns[2].trim()), "{}", columns[1]);
    }
    for row in table("divergences_dev.tsv").lines().skip(1) {
        for id in row.split('\t').nth(5).unwrap().split_whitespace() {
            assert!(texts.contains_key(id), "{id}");
        }
    }
}

/// A row as the real document has it, in the order of its columns.
fn real_rows() -> Option<Vec<hwpx::Row>> {
    let rows = transcript()?;
    let bytes = std::fs::read(document("byeolpyo2.hwpx")?).unwrap();
    let tree = kr::trees(&Document { file: "byeolpyo2.hwpx".to_owned(), bytes }).unwrap().remove(0);
    let mut texts = rows.into_iter().map(|row| row.text);
    let mut out = Vec::new();
    for row in tree.below(tree.root()).filter(|n| tree.name(*n) == "tr") {
        let cells: Vec<_> = tree.children_named(row, "tc").collect();
        if tree.text(cells[0]).starts_with("통제번호") {
            continue;
        }
        let numbers = tree.children_named(cells[0], "p").map(|p| tree.text(p).to_owned()).collect();
        out.push([numbers, vec![texts.next().unwrap()], vec![String::new()]]);
    }
    Some(out)
}

#[test]
fn pages_of_rows_give_the_same_ids() {
    let (Some(rows), Some(list)) = (real_rows(), list()) else { return };
    let whole: Vec<&str> = list.value.paragraphs.iter().map(|p| p.id.as_str()).collect();
    for (cut, least) in [(hwpx::Cut::Pages(25), 1000), (hwpx::Cut::BarePages(5), 995), (hwpx::Cut::BarePages(25), 990)]
    {
        let bytes = hwpx::document(&[hwpx::section(&hwpx::cut(vec![rows.clone()], cut))]);
        let paged = kr::structure(&[Document { file: "pages.hwpx".to_owned(), bytes }]).unwrap().value;
        let lost: Vec<_> = paged.paragraphs.iter().zip(&whole).filter(|(p, id)| p.id.as_str() != **id).collect();
        assert_eq!(paged.paragraphs.len(), whole.len());
        assert!((whole.len() - lost.len()) * 1000 >= whole.len() * least, "{cut:?}: {} ids differ", lost.len());
    }
}
