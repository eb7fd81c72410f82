#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
//! Every irregularity of the US list has a fixture and is read as its snapshot says, in
//! both serialisations, as the whole part and as the supplement alone; what is no document
//! of the list is refused with its place and advice.
//!
//! Fixtures are numbered as the corpus' FORMAT.md numbers the irregularities. 19 to 21
//! (exponents, signs, quotes) are for the grammar: here they stand as printed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tricord::error::Error;
use tricord::model::{Control, Kind, List, ListSnapshot, Paragraph, Parsed};
use tricord::normalize::{Document, snapshot, us};
use tricord::source::{Disposition, SourceTree, xml};

fn folder(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/us").join(kind)
}

fn fixtures() -> BTreeMap<String, String> {
    let files = std::fs::read_dir(folder("ok")).unwrap().map(|f| f.unwrap().path());
    files
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

fn read(text: &str) -> (SourceTree, Parsed<ListSnapshot>) {
    let trees = [xml::read("list.xml", text.as_bytes()).unwrap()];
    let parsed = us::structure(&trees).unwrap();
    let [tree] = trees;
    (tree, parsed)
}

/// The paragraphs of the fixture whose name begins with `number`.
fn fixture(number: &str) -> Parsed<ListSnapshot> {
    let text = fixtures().into_iter().find(|(name, _)| name.starts_with(number)).unwrap().1;
    read(&text).1
}

fn find<'p>(parsed: &'p Parsed<ListSnapshot>, id: &str) -> &'p Paragraph {
    parsed.value.paragraphs.iter().find(|p| p.id.local() == id).unwrap_or_else(|| panic!("no {id}"))
}

fn parent<'p>(parsed: &'p Parsed<ListSnapshot>, id: &str) -> &'p str {
    let at = find(parsed, id).parent.unwrap();
    parsed.value.paragraphs[at as usize].id.local()
}

/// Ids of items and reserved paragraphs.
fn items(parsed: &Parsed<ListSnapshot>) -> Vec<&str> {
    let item = |p: &&Paragraph| matches!(p.kind, Kind::Item | Kind::Reserved);
    parsed.value.paragraphs.iter().filter(item).map(|p| p.id.local()).collect()
}

fn codes(parsed: &Parsed<ListSnapshot>) -> Vec<&'static str> {
    parsed.diagnostics.iter().map(|d| d.code).collect()
}

/// `NS=NS Column 2 on a except b ?`
fn control(c: &Control) -> String {
    let mut out = format!("{}={}", c.code, c.value);
    for (word, ids) in [("on", &c.applies_to), ("except", &c.except)] {
        if !ids.is_empty() {
            let ids: Vec<&str> = ids.iter().map(|id| id.local().get(6..).unwrap_or("")).collect();
            write!(out, " {word} {}", ids.join(",")).unwrap();
        }
    }
    if c.conditional { out + " ?" } else { out }
}

fn controls(parsed: &Parsed<ListSnapshot>, entry: &str) -> Vec<String> {
    find(parsed, entry).controls.iter().map(control).collect()
}

/// All that reading gave, a line a paragraph, then diagnostics and the account.
fn show(tree: &SourceTree, parsed: &Parsed<ListSnapshot>) -> String {
    let mut out = String::new();
    for p in &parsed.value.paragraphs {
        let parent = p.parent.map_or("-", |i| parsed.value.paragraphs[i as usize].id.local());
        writeln!(out, "{} {} <{parent} {} [{}] {}", p.id.local(), p.kind.word(), p.depth, p.label, p.text).unwrap();
        for c in &p.controls {
            writeln!(out, "  {} {}", c.kind.word(), control(c)).unwrap();
        }
        assert_eq!((p.provenance.line, p.provenance.column), tree.line_column(p.provenance.bytes.start));
    }
    for d in &parsed.diagnostics {
        writeln!(out, "! {} {} ({})", d.code, d.message, d.place).unwrap();
    }
    let [ledger] = parsed.ledgers.as_slice() else { panic!("one document, one account") };
    assert!(ledger.placed_twice().is_empty());
    for (disposition, characters) in ledger.characters(tree) {
        if disposition != Disposition::Boilerplate("white space") {
            writeln!(out, "{disposition:?}: {characters}").unwrap();
        }
    }
    out
}

#[test]
fn every_irregularity_is_read() {
    let fixtures = fixtures();
    // Those that FORMAT.md numbers, and one that it does not.
    assert_eq!(fixtures.len(), 27);
    for (index, (name, text)) in fixtures.iter().enumerate() {
        assert!(name.starts_with(&format!("{:02}-", index + 1)), "{name}");
        let (tree, parsed) = read(text);
        insta::assert_snapshot!(format!("us-{name}"), show(&tree, &parsed));
    }
}

#[test]
fn both_serialisations_and_the_whole_part_read_the_same() {
    let facts = |text: &str| {
        let (_, parsed) = read(text);
        let fact =
            |p: &Paragraph| (p.id.clone(), p.kind, p.label.clone(), p.text.clone(), p.controls.clone(), p.parent);
        parsed.value.paragraphs.iter().map(fact).collect::<Vec<_>>()
    };
    for (name, text) in fixtures() {
        let expected = facts(&text);
        assert!(!expected.is_empty(), "{name}");
        let mut raw = String::new();
        let mut rest = text.as_str();
        while let Some((head, tail)) = rest.split_once("&#x") {
            let (digits, after) = tail.split_once(';').unwrap();
            raw.push_str(head);
            raw.push(char::from_u32(u32::from_str_radix(digits, 16).unwrap()).unwrap());
            rest = after;
        }
        let raw = (raw + rest).replace("<br/>", "<br></br>");
        assert_ne!(raw, text);
        assert_eq!(facts(&raw), expected, "{name}");
        let body = text.split_once("?>").unwrap().1;
        let part = format!(
            "<DIV5 N=\"774\" TYPE=\"PART\">\n<HEAD>PART 774</HEAD>\n<DIV8 N=\"774.1\" TYPE=\"SECTION\">\
             <P>a. No item of the list.</P></DIV8>{body}<DIV9 N=\"Supplement No. 2 to Part 774\"><P>b. Nor this.</P></DIV9></DIV5>"
        );
        assert_eq!(facts(&part), expected, "{name}");
    }
}

#[test]
fn labels_and_parents() {
    assert_eq!(find(&fixture("01"), "8D001").kind, Kind::Entry);
    let strays = fixture("02");
    assert_eq!(parent(&strays, "6A002.a.3"), "6A002.a");
    assert_eq!(parent(&strays, "6A002.a.3.a"), "6A002.a.3");
    assert_eq!(codes(&strays), ["us-item-in-note"]);
    assert_eq!(items(&fixture("03")), ["5E001.a", "5E001.b"]);
    assert_eq!(items(&fixture("04")), ["5A001.a", "5A001.b", "5A610.a", "5A610.b"]);
    assert_eq!(items(&fixture("05")), ["3A001.a", "3A001.b", "3A002.a", "3A003.a", "3A003.b"]);
    assert_eq!(items(&fixture("06")), ["3A090.a", "3A090.b"]);
    let dots = fixture("07");
    assert_eq!(items(&dots), ["5A001.a", "5A001.a.1", "5A001.a.1.a", "5A001.a.1.b"]);
    assert_eq!(codes(&dots), ["us-dot-missing", "us-dot-twice"]);
    let missing = fixture("08");
    assert_eq!(parent(&missing, "3A001.z.1.b"), "3A001.z");
    assert_eq!(find(&missing, "3A001.z.1.b").depth, 3);
    assert_eq!(codes(&missing).iter().filter(|c| **c == "us-parent-missing").count(), 3);
    let relative = fixture("09");
    assert_eq!(parent(&relative, "1A607.f.2.1"), "1A607.f.2");
    assert_eq!(parent(&relative, "1A101.a.2"), "1A101.a");
    assert_eq!(parent(&relative, "1A101.b"), "1A101");
    assert!(find(&fixture("10"), "1C116.a").text.ends_with("; or"));
    assert_eq!(find(&fixture("11"), "1B230").text, "1B230 Pumps for liquid ammonia (NH^3), as follows.");
    let brackets = fixture("26");
    let letters = ["h", "i", "i.1", "j", "v", "x"].map(|l| format!("2A992.{l}"));
    let charges = ["2A008.a", "2A008.b"].map(str::to_owned);
    assert_eq!(items(&brackets), [letters.as_slice(), charges.as_slice()].concat());
    assert_eq!(find(&brackets, "2A008#rc1.b").kind, Kind::Text);
    assert!(find(&brackets, "2A008.b").text.contains("Quiet"));
}

#[test]
fn notes_and_what_stands_outside_entries() {
    let several = fixture("17");
    assert_eq!(parent(&several, "1A613.a#note1"), "1A613.a");
    let kinds: Vec<Kind> = several.value.paragraphs.iter().map(|p| p.kind).collect();
    // The note without a heading goes on with the last one.
    assert_eq!(parent(&several, "1A613.a#tn1.p1"), "1A613.a#tn1");
    assert_eq!(kinds.iter().filter(|k| **k == Kind::TechnicalNote).count(), 2);
    assert_eq!(kinds.iter().filter(|k| **k == Kind::Note).count(), 3);
    assert_eq!(items(&several), ["1A613.a", "1A613.b", "1A613.c"]);
    assert_eq!(codes(&fixture("18")), ["us-image"]);
    let outside = fixture("22");
    assert_eq!(parent(&outside, "2#note1"), "2");
    assert_eq!(parent(&outside, "2A001.a"), "2A001");
    assert_ne!(parent(&outside, "2A002"), "2A001");
    assert!(items(&outside).iter().filter(|id| id.starts_with("2#h")).count() == 4);
    let empty = fixture("23");
    assert!(items(&empty).is_empty());
    assert_eq!(controls(&empty, "1C521"), ["RS1= ?"]);
    assert!(empty.value.paragraphs.iter().any(|p| p.label == "EAR99" && p.kind == Kind::Text));
    assert_eq!(codes(&fixture("24")), ["us-amendment-pending", "us-editorial-note"]);
}

#[test]
fn controls_however_they_are_set() {
    assert_eq!(controls(&fixture("06"), "3A090"), ["RS=§ 742.6(a)(6)(iii)(A) on a ?", "AT=AT Column 1", "LVS=N/A"]);
    let header = fixture("12");
    assert_eq!(controls(&header, "1C240"), ["NP=NP Column 4", "AT=AT Column 1", "LVS=$2750", "GBS=N/A"]);
    assert_eq!(controls(&header, "1C241"), ["NP=NP Column 1"]);
    let prose = fixture("13");
    assert_eq!(controls(&prose, "5A980")[..2], ["SL=§ 742.13 ?", "AT=§ 742.13 ?"]);
    assert_eq!(controls(&prose, "5A981")[..1], ["SS= ?"]);
    let tables = fixture("14");
    assert_eq!(controls(&tables, "1A231")[..2], ["NP=NP Column 4", "AT=AT Column 1"]);
    assert_eq!(controls(&tables, "1A350")[..4], ["CB=CB Column 2", "NS=NS Column 1", "AT=AT Column 1", "MT= ?"]);
    assert!(find(&tables, "1A350#lr1").text.starts_with("Note to the NS row"));
    let labels = fixture("15");
    assert_eq!(controls(&labels, "2A001")[..3], ["NS=NS Column 2", "MT=MT Column 1 on a", "AT=AT Column 2"]);
    assert_eq!(controls(&labels, "2A919"), ["RS=RS Column 1", "AT=AT Column 1", "LVS=N/A"]);
    assert_eq!(controls(&labels, "2A920")[..2], ["NS=NS Column 3", "AT=AT Column 1"]);
    assert_eq!(
        controls(&fixture("16"), "3A001")[2..],
        [
            "LVS=N/A ?",
            "LVS=$1500 on c",
            "LVS=$3000 on a,b,d",
            "GBS=Yes except c,d",
            "NAC=Yes on d",
            "ACA=Yes on d",
            "NAC=N/A on a",
            "ACA=N/A on a",
            "STA=N/A on b ?",
        ]
    );
}

#[test]
fn signs_stand_as_printed() {
    let exponents = fixture("19");
    let text = |l: &str| find(&exponents, &format!("6A004.{l}")).text.clone();
    assert_eq!(text("a"), "a. Over 10^6 grooves;");
    assert_eq!(text("b"), "b. Under 3 × 10^−4 of them;");
    assert_eq!(text("c"), "c. Under 3 × 10^−4 of them;");
    assert_eq!(text("d"), "d. Over 2 kW/cm^2 of light;");
    assert_eq!(text("e"), "e. Over 2 kW/cm2 of light;");
    assert_eq!(text("g"), "g. CO_2 and x^2.");
    // The lost script is read, the misprinted power is not taken for a number.
    let file = std::fs::read(folder("ok").join("19-exponents.xml")).unwrap();
    let document = Document { file: "list.xml".to_owned(), bytes: file };
    let parsed = snapshot(List::Us, &[document]).unwrap();
    let bounds = |l: &str| {
        let p = find(&parsed, &format!("6A004.{l}"));
        p.bounds.iter().map(|b| b.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(bounds("a"), ["> 1000000 1"]);
    assert_eq!(bounds("c"), ["< 0.0003 1"]);
    assert_eq!(bounds("d"), bounds("e"));
    assert_eq!(bounds("f"), ["> [5×104^-4] 1"]);
    assert_eq!(find(&fixture("20"), "1C996.e").text, "e. Under 12 µm.");
    assert_eq!(find(&fixture("21"), "9A619.b").text, "b. 'Kites' of ‘our own’;");
}

fn refused(name: &str) -> String {
    let bytes = std::fs::read(folder("err").join(name)).unwrap();
    let document = Document { file: name.to_owned(), bytes };
    match snapshot(List::Us, &[document]) {
        Err(error @ Error::Unreadable { .. }) => error.to_string(),
        other => panic!("{name}: {:?}", other.map(|p| p.value.paragraphs.len())),
    }
}

#[test]
fn no_documents_of_the_list_are_refused_with_their_place() {
    assert!(refused("cut-off.xml").starts_with("cut-off.xml:51:16: the document ends with 2 elements still open"));
    assert!(refused("crossed-tags.xml").starts_with("crossed-tags.xml:48:16 near “</P></I>”: broken XML"));
    assert!(refused("wrong-encoding.xml").starts_with("wrong-encoding.xml:5:25 near “"));
    assert!(refused("wrong-encoding.xml").contains("the text is not UTF-8"));
    assert!(refused("another-part.xml").starts_with("another-part.xml: no Supplement No. 1 to Part 774 in it"));
    assert!(refused("another-part.xml").contains("give the eCFR XML of 15 CFR Part 774"));
    assert!(refused("not-xml.txt").starts_with("not-xml.txt: not a document of this list"));
    assert!(refused("empty.xml").starts_with("empty.xml: the file is empty"));
    let two = ["cut-off.xml", "empty.xml"].map(|f| Document { file: f.to_owned(), bytes: b"<DIV9/>".to_vec() });
    assert!(snapshot(List::Us, &two).unwrap_err().to_string().contains("one document"));
}

proptest::proptest! {
    #[test]
    fn damaged_documents_never_panic(at in 0usize..6000, byte: u8, label in "[a-z0-9.]{0,6}", words in "[ -~“”‘’§]{0,60}") {
        let text = fixtures().into_iter().nth(at % 26).unwrap().1;
        let changed = text.replacen("<P>a.", &format!("<P>{label} {} a.", words.replace(['<', '&'], "")), 1);
        let mut bytes = changed.into_bytes();
        let _ = snapshot(List::Us, &[Document { file: "x.xml".to_owned(), bytes: bytes.clone() }]);
        let at = at % bytes.len();
        bytes[at] ^= byte;
        let _ = snapshot(List::Us, &[Document { file: "x.xml".to_owned(), bytes }]);
    }
}
