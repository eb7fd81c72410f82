//! The Korean list, 전략물자수출입고시 별표 2, from HWPX or HWP 5.
//!
//! ```text
//! trees → rows (lines and numbers) → place (what each line is) → paragraphs
//! ```
//!
//! Ids: `KR:3` a part (제10부 is `KR:0`), `KR:5.1` a chapter, `KR:5A` a group (one that
//! occurs again takes its chapter's number, `KR:5A2`), `KR:1A002.b.1.a` an entry or
//! item, `…#note1`, `#tn1`, `#nb1` what stands below it, `…#note1.a` in it, `#note1.p2` a
//! paragraph without enumerator, `#text1` a text and `#title1` a heading without code;
//! `KR:general1` and `KR:1#annex1` explanations and lists beside the parts.

mod build;
mod label;
mod place;
mod rows;

use super::Document;
use crate::error::Error;
use crate::model::{List, ListSnapshot, Parsed, Source};
use crate::source::sniff::{self, Format};
use crate::source::{Ledger, SourceTree, hwp, hwpx};

/// The notice's page at the official site.
const PAGE: &str = "https://www.law.go.kr/행정규칙/전략물자수출입고시";

/// The structure of the list: every paragraph with its id, place and tags. Bounds,
/// citations and terms are read later.
///
/// # Errors
/// [`Error::Unreadable`] where a document is broken, is neither HWPX nor HWP 5, or has
/// no control number in it.
pub fn structure(documents: &[Document]) -> Result<Parsed<ListSnapshot>, Error> {
    let mut snapshot = ListSnapshot::new(List::Kr);
    let mut trees = Vec::new();
    for document in documents {
        for tree in self::trees(document)? {
            snapshot.sources.push(Source {
                file: tree.file().to_owned(),
                sha256: String::new(),
                bytes: document.bytes.len() as u64,
                url: PAGE.to_owned(),
            });
            trees.push(tree);
        }
    }
    let mut ledgers = vec![Ledger::default(); trees.len()];
    let sheet = rows::read(&trees, &mut ledgers);
    if sheet.codes.is_empty() {
        let file = documents.first().map_or("", |d| d.file.as_str());
        return Err(Error::unreadable(file, "no control number of the Korean list in it")
            .advise("give 별표 2 (이중용도품목) of 전략물자수출입고시"));
    }
    let places = place::places(&sheet);
    let diagnostics = build::paragraphs(sheet, &places, &trees, &mut ledgers, &mut snapshot);
    for (ledger, tree) in ledgers.iter_mut().zip(&trees) {
        ledger.close(tree);
        snapshot.coverage.add(tree, ledger);
    }
    Ok(Parsed { value: snapshot, diagnostics, ledgers })
}

/// The trees of one document, in the order of its sections.
///
/// # Errors
/// [`Error::Unreadable`] where it is broken or neither HWPX nor HWP 5.
pub fn trees(document: &Document) -> Result<Vec<SourceTree>, Error> {
    match sniff::format(&document.bytes) {
        Format::Hwpx | Format::OtherZip => hwpx::read(&document.file, &document.bytes),
        Format::Hwp5 => hwp::read(&document.file, &document.bytes),
        Format::Empty => Err(Error::unreadable(&document.file, "the file is empty")),
        _ => Err(Error::unreadable(&document.file, "neither HWPX nor HWP 5")
            .advise("give 별표 2 as .hwpx or .hwp from the official site")),
    }
}
