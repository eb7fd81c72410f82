#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
//! Each irregularity of the Korean list is read as its snapshot says, however the rows
//! are cut; a broken container is one error with its name.

mod hwpx;

use std::fmt::Write as _;
use std::path::Path;

use hwpx::Cut;
use tricord::error::Error;
use tricord::model::{List, ListSnapshot, Parsed};
use tricord::normalize::{Document, kr};

fn read(bytes: Vec<u8>) -> Result<Parsed<ListSnapshot>, Error> {
    kr::structure(&[Document { file: "list.hwpx".to_owned(), bytes }])
}

fn fixture(path: &Path, cut: Cut) -> Parsed<ListSnapshot> {
    let notation = std::fs::read_to_string(path).unwrap();
    read(hwpx::document(&[hwpx::section(&hwpx::cut(hwpx::tables(&notation), cut))])).unwrap()
}

fn outline(parsed: &Parsed<ListSnapshot>) -> String {
    let mut out = String::new();
    let list = &parsed.value;
    for p in &list.paragraphs {
        let parent = p.parent.map_or("-", |i| list.paragraphs[i as usize].id.local());
        let tags = p.regimes.join(" ");
        writeln!(out, "{} {:?} <{parent} {:?} {tags}| {}", p.id, p.kind, p.label, p.text).unwrap();
    }
    for d in &parsed.diagnostics {
        writeln!(out, "! {} {}", d.code, d.message).unwrap();
    }
    writeln!(out, "{:?}", list.coverage.dispositions).unwrap();
    out
}

fn fixtures(kind: &str) -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/kr").join(kind);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn every_irregularity_is_read() {
    for kind in ["ok", "err"] {
        for path in fixtures(kind) {
            let name = format!("{kind}_{}", path.file_stem().unwrap().to_string_lossy());
            let parsed = fixture(&path, Cut::Rows);
            assert!(parsed.ledgers.iter().all(|l| l.placed_twice().is_empty()), "{name}");
            insta::assert_snapshot!(name, outline(&parsed));
        }
    }
}

#[test]
fn the_cut_of_the_rows_does_not_matter() {
    let ids = |parsed: &Parsed<ListSnapshot>| {
        let line = |p: &tricord::model::Paragraph| format!("{} {:?} {}\n", p.id, p.regimes, p.text);
        parsed.value.paragraphs.iter().map(line).collect::<String>()
    };
    for path in fixtures("ok") {
        let rows = ids(&fixture(&path, Cut::Rows));
        for cut in [Cut::Pages(3), Cut::Pages(50), Cut::BarePages(3), Cut::BarePages(50)] {
            assert_eq!(rows, ids(&fixture(&path, cut)), "{} {cut:?}", path.display());
        }
    }
}

#[test]
fn sections_are_read_in_their_order() {
    let section = |rows: &str| hwpx::section(&hwpx::tables(rows));
    let mut sections = vec![section("1A | 시스템")];
    sections.extend((1..=11).map(|n| section(&format!("1A{n:03} | 장치 {n}"))));
    let parsed = read(hwpx::document(&sections)).unwrap();
    let ids: Vec<&str> = parsed.value.paragraphs.iter().map(|p| p.id.local()).collect();
    assert_eq!(ids[0], "1A");
    assert_eq!(ids[11], "1A011");
    assert_eq!(parsed.value.sources[10].file, "list.hwpx!Contents/section10.xml");
    assert_eq!(parsed.value.paragraphs[10].provenance.source, 10);
}

#[test]
fn provenance_points_at_the_text() {
    let section = hwpx::section(&hwpx::tables("1A001 | 10^6 m &<장치"));
    let parsed = read(hwpx::document(std::slice::from_ref(&section))).unwrap();
    let p = &parsed.value.paragraphs[0];
    assert_eq!(p.text, "10^6 m &<장치");
    let raw = &section[p.provenance.bytes.range()];
    assert!(raw.starts_with("10<") && raw.ends_with("&amp;&lt;장치"), "{raw}");
    assert_eq!(p.provenance.line, 4);
}

fn message(bytes: Vec<u8>) -> String {
    read(bytes).expect_err("it is broken").to_string()
}

#[test]
fn broken_containers_are_one_error() {
    let good = hwpx::document(&[hwpx::section(&hwpx::tables("1A001 | 장치"))]);
    assert!(message(Vec::new()).contains("list.hwpx: the file is empty"));
    assert!(message(b"1A001 in plain text".to_vec()).contains("neither HWPX nor HWP 5"));
    assert!(message(good[..good.len() / 2].to_vec()).contains("broken zip"));
    assert!(message(hwpx::archive(&[("../hwp/up".to_owned(), "x")])).contains("climbs out"));
    assert!(message(hwpx::archive(&[("hwp".to_owned(), "x")])).contains("no Contents/section"));
    let one = |xml: &str| hwpx::document(&[xml.to_owned()]);
    assert!(message(one("<s><p>")).contains("list.hwpx!Contents/section0.xml:1:"));
    assert!(message(one("<s><p>&bomb;</p></s>")).contains("unknown entity"));
    assert!(message(one("<s/>")).contains("no control number"));
    assert!(message(one(&format!("<s>{}</s>", "<p/>".repeat(500_000)))).contains("more than"));
    assert!(message(one(&format!("<s>{}</s>", " ".repeat(40 << 20)))).contains("larger than"));
}

#[test]
fn a_wrong_declared_size_is_an_error() {
    let mut bytes = hwpx::document(&[hwpx::section(&hwpx::tables("1A001 | 장치"))]);
    // the uncompressed size of the last entry in the central directory
    let entry = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&7u32.to_le_bytes());
    assert!(message(bytes).contains("size"));
}

proptest::proptest! {
    #[test]
    fn damaged_documents_never_panic(at in 0usize..4000, byte: u8, rows in "[0-9A-E.a-c |주:기술해설삭제()\\[\\]\n]{0,200}") {
        let mut bytes = hwpx::document(&[hwpx::section(&hwpx::tables(&rows))]);
        let _ = read(bytes.clone());
        let at = at % bytes.len();
        bytes[at] ^= byte;
        let _ = tricord::normalize::snapshot(List::Kr, &[Document { file: "x".to_owned(), bytes }]);
    }
}
