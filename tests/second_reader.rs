//! Promise: nothing is lost on the way from the bytes to the paragraphs: what readers of other
//! people see in a document (roxmltree in XML, unhwp in HWPX), ours has, no more and no less,
//! and every character of it has its place in the account.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;
mod hwpx;

use std::path::{Path, PathBuf};

use hwpx::Cut;
use tricord::model::List;
use tricord::normalize::{self, Document, kr};
use tricord::source::xml;
use unhwp::model::{Block, Paragraph, Table};

/// All files below a folder with that extension, sorted.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for path in std::fs::read_dir(next).unwrap().map(|e| e.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn fixtures(list: List) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(list.word())
}

/// Checks the account of a document that is one of the list; whether it is.
fn is_accounted_for(list: List, name: &str, bytes: &[u8], characters: usize) -> bool {
    let document = Document { file: name.to_owned(), bytes: bytes.to_vec() };
    let Ok(parsed) = normalize::snapshot(list, &[document]) else { return false };
    let coverage = &parsed.value.coverage;
    assert_eq!(coverage.characters, characters as u64, "{name}");
    assert_eq!(coverage.dispositions.values().sum::<u64>(), coverage.characters, "{name}");
    assert!(parsed.ledgers.iter().all(|ledger| ledger.placed_twice().is_empty()), "{name}");
    true
}

/// Whether roxmltree and our reader see the same text in an XML document, or neither reads it;
/// whether it is a document of the list.
fn xml_is_read_alike(list: List, path: &Path) -> bool {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).unwrap();
    let other = std::str::from_utf8(&bytes).ok();
    let other = other.and_then(|text| roxmltree::Document::parse(text).ok());
    let (tree, other) = match (xml::read(&name, &bytes), other) {
        (Ok(tree), Some(other)) => (tree, other),
        (Err(_), None) => return false,
        (_, theirs) => panic!("{name}: read by {}", if theirs.is_some() { "roxmltree alone" } else { "us alone" }),
    };
    let theirs: String = other.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
    // What XML says of the ends of lines is done by roxmltree alone.
    let ours = tree.text(tree.root()).replace("\r\n", "\n").replace('\r', "\n");
    assert!(ours == theirs, "{name}: {} and {} characters", ours.chars().count(), theirs.chars().count());
    let names = other.descendants().filter(|n| n.is_element()).count();
    let elements = std::iter::once(tree.root()).chain(tree.below(tree.root())).filter(|n| !tree.is_text(*n)).count();
    assert_eq!(elements, names, "{name}: elements");
    is_accounted_for(list, &name, &bytes, tree.characters())
}

#[test]
fn roxmltree_sees_the_same_text_in_every_fixture() {
    for (list, least) in [(List::Us, 25), (List::Jp, 25)] {
        let read = files(&fixtures(list), "xml").iter().filter(|path| xml_is_read_alike(list, path)).count();
        assert!(read >= least, "only {read} documents of {}", list.code());
    }
}

#[test]
fn roxmltree_sees_the_same_text_in_every_real_document() {
    let Some(corpus) = corpus::corpus() else { return };
    for (list, least) in [(List::Us, 2), (List::Jp, 8)] {
        let read = files(&corpus.join(list.word()), "xml").iter().filter(|path| xml_is_read_alike(list, path)).count();
        assert!(read >= least, "only {read} documents of {}", list.code());
    }
}

/// The letters of all paragraphs, tables in their places.
fn letters_of(blocks: &[Block], out: &mut String) {
    let paragraph = |p: &Paragraph, out: &mut String| out.push_str(&letters(&p.plain_text()));
    for block in blocks {
        match block {
            Block::Paragraph(p) => paragraph(p, out),
            Block::Table(table) => cells(table, out),
        }
    }
}

fn cells(table: &Table, out: &mut String) {
    for cell in table.rows.iter().flat_map(|r| &r.cells) {
        cell.content.iter().for_each(|p| out.push_str(&letters(&p.plain_text())));
    }
}

/// Without white space, of which layout has its own.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn hwpx_is_read_alike(name: &str, bytes: &[u8]) {
    let trees = kr::trees(&Document { file: name.to_owned(), bytes: bytes.to_vec() }).unwrap();
    let ours: String = trees.iter().map(|tree| letters(tree.text(tree.root()))).collect();
    let mut theirs = String::new();
    let other = unhwp::parse_bytes(bytes).unwrap();
    other.sections.iter().for_each(|section| letters_of(&section.content, &mut theirs));
    let apart = ours.chars().zip(theirs.chars()).take_while(|(a, b)| a == b).count();
    assert!(ours == theirs, "{name}: apart from character {apart} on");
    assert!(!ours.is_empty(), "{name}");
    let characters = trees.iter().map(tricord::source::SourceTree::characters).sum();
    is_accounted_for(List::Kr, name, bytes, characters);
}

#[test]
fn unhwp_sees_the_same_text_in_every_fixture() {
    let files = files(&fixtures(List::Kr), "rows");
    assert!(files.len() > 15);
    for path in files {
        let rows = hwpx::tables(&std::fs::read_to_string(&path).unwrap());
        for cut in [Cut::Rows, Cut::Pages(4)] {
            let document = hwpx::document(&[hwpx::section(&hwpx::cut(rows.clone(), cut))]);
            hwpx_is_read_alike(&path.display().to_string(), &document);
        }
    }
}

#[test]
fn unhwp_sees_the_same_text_in_the_real_document() {
    let Some(corpus) = corpus::corpus() else { return };
    hwpx_is_read_alike("byeolpyo2.hwpx", &std::fs::read(corpus.join("kr/byeolpyo2.hwpx")).unwrap());
}
