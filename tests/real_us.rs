#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
//! The published US list is read whole: as many entries as the register has, every item
//! that an independent reader of the XML finds, every note and table in its place, and
//! between two editions the differences that there are and no others.

mod corpus;

use corpus::corpus;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use tricord::model::{ControlKind, Hash, Kind, List, ListSnapshot, Paragraph, Parsed};
use tricord::normalize::{Document, us};
use tricord::source::{Disposition, SourceTree, xml};

const EARLIER: &str = "2026-07-30";
const NEWEST: &str = "2026-08-18";

fn file(root: &Path, edition: &str) -> String {
    std::fs::read_to_string(root.join("us").join(edition).join("title-15-part-774.xml")).unwrap()
}

fn read(text: &str) -> (SourceTree, Parsed<ListSnapshot>) {
    let trees = [xml::read("part.xml", text.as_bytes()).unwrap()];
    let parsed = us::structure(&trees).unwrap();
    let [tree] = trees;
    (tree, parsed)
}

fn own(p: &Paragraph) -> bool {
    matches!(p.kind, Kind::Item | Kind::Reserved) && !p.id.as_str().contains('#')
}

#[test]
fn the_newest_edition_in_figures() {
    let Some(root) = corpus() else { return };
    let (tree, parsed) = read(&file(&root, NEWEST));
    let list = &parsed.value;
    let entries: Vec<&str> =
        list.paragraphs.iter().filter(|p| p.kind == Kind::Entry).map(|p| p.label.as_str()).collect();
    assert_eq!(entries.len(), 638);
    let by = |place: usize| {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        entries.iter().for_each(|e| *counts.entry(e.chars().nth(place).unwrap()).or_default() += 1);
        counts.into_values().collect::<Vec<usize>>()
    };
    assert_eq!(by(0), [62, 136, 89, 78, 24, 25, 60, 46, 22, 96]);
    assert_eq!(by(1), [198, 130, 84, 114, 112]);
    let items: Vec<&Paragraph> = list.paragraphs.iter().filter(|p| own(p)).collect();
    assert_eq!(items.len(), 4490);
    assert_eq!(items.iter().filter(|p| p.kind == Kind::Reserved).count(), 228);
    assert_eq!(items.iter().map(|p| p.depth).max(), Some(7));

    let ids: BTreeSet<&str> = list.paragraphs.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids.len(), list.paragraphs.len(), "an id twice");
    assert!(!ids.iter().any(|id| id.contains('~')), "an id that had to be told apart");
    for (index, p) in list.paragraphs.iter().enumerate() {
        assert!(p.parent.is_none_or(|parent| (parent as usize) < index), "{}", p.id);
        assert!(!p.text.is_empty(), "{}", p.id);
        let (line, column) = tree.line_column(p.provenance.bytes.start);
        assert_eq!((p.provenance.line, p.provenance.column), (line, column), "{}", p.id);
    }
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    parsed.diagnostics.iter().for_each(|d| *codes.entry(d.code).or_default() += 1);
    insta::assert_debug_snapshot!("real_us_diagnostics", codes);
    insta::assert_snapshot!("real_us_outline", outline(list));
}

/// A line an entry (and a line for each category and group): kinds with their counts,
/// controls, hashes of ids with labels and of texts.
fn outline(list: &ListSnapshot) -> String {
    let mut out = String::new();
    let mut tops: Vec<(&str, Vec<&Paragraph>)> = Vec::new();
    for p in &list.paragraphs {
        let top = p.id.as_str().split(['.', '#']).next().unwrap();
        match tops.last_mut() {
            Some((last, of)) if *last == top => of.push(p),
            _ => tops.push((top, vec![p])),
        }
    }
    for (top, paragraphs) in tops {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        paragraphs.iter().for_each(|p| *kinds.entry(p.kind.word()).or_default() += 1);
        let kinds: Vec<String> = kinds.iter().map(|(k, n)| format!("{k} {n}")).collect();
        let controls: usize = paragraphs.iter().map(|p| p.controls.len()).sum();
        let hash = |text: String| Hash::of(text.as_bytes()).to_string()[..12].to_owned();
        let ids = hash(paragraphs.iter().map(|p| format!("{} {}\n", p.id, p.label)).collect());
        let texts = hash(paragraphs.iter().map(|p| format!("{}\n", p.text)).collect());
        writeln!(out, "{top}: {} | controls {controls} | ids {ids} | texts {texts}", kinds.join(", ")).unwrap();
    }
    out
}

#[test]
fn every_character_is_placed_once() {
    let Some(root) = corpus() else { return };
    for edition in [EARLIER, NEWEST] {
        let (tree, parsed) = read(&file(&root, edition));
        let [ledger] = parsed.ledgers.as_slice() else { panic!("{edition}") };
        assert!(ledger.placed_twice().is_empty(), "{edition}");
        assert!(tree.leaves().all(|leaf| ledger.of(leaf).is_some()), "{edition}");
        let characters = ledger.characters(&tree);
        assert_eq!(characters.values().sum::<usize>(), tree.characters(), "{edition}");
        let lost: Vec<_> = characters.iter().filter(|(d, _)| matches!(d, Disposition::Unparsed(_))).collect();
        assert!(lost.is_empty(), "{edition}: {lost:?}");
    }
}

fn text(node: roxmltree::Node<'_, '_>) -> String {
    let all: String = node.descendants().filter_map(|n| if n.is_text() { n.text() } else { None }).collect();
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The supplement's blocks, of an independent reader of XML.
fn supplement<'d>(document: &'d roxmltree::Document<'d>) -> roxmltree::Node<'d, 'd> {
    let named = |n: &roxmltree::Node<'_, '_>| n.attribute("N").is_some_and(|n| n.starts_with("Supplement No. 1 "));
    document.descendants().find(|n| n.has_tag_name("DIV9") && named(n)).unwrap()
}

fn is_eccn(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() >= 5 && b[0].is_ascii_digit() && (b'A'..=b'E').contains(&b[1]) && b[2..5].iter().all(u8::is_ascii_digit)
}

/// A path of an item at the head of a text, written without a look at the reader's.
fn dotted(text: &str) -> Option<String> {
    let token = text.split(' ').next()?;
    let mut path: Vec<&str> = Vec::new();
    let mut ended = false;
    for part in token.split('.') {
        let letter = part.len() == 1 && part.as_bytes()[0].is_ascii_lowercase();
        let number = (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()) && !path.is_empty();
        if letter || number {
            path.push(part);
            continue;
        }
        if part.starts_with(char::is_alphanumeric) {
            return None;
        }
        ended = true;
        break;
    }
    let path = path.join(".");
    ((ended || path.contains('.')) && !path.is_empty() && path != "e.g" && path != "i.e").then_some(path)
}

/// `3A001.b.2` and its text for every paragraph of an entry that carries a label, roman,
/// outside of notes and tables, from the List of Items Controlled on.
fn labelled(document: &roxmltree::Document<'_>) -> Vec<(String, String)> {
    let (mut entry, mut items, mut found) = (None::<String>, false, Vec::new());
    for node in supplement(document).children().filter(roxmltree::Node::is_element) {
        let mut text = text(node);
        let tag = node.tag_name().name();
        let bold = node.descendants().any(|n| n.has_tag_name("B"));
        if matches!(tag, "FP-1" | "FP-2") && bold && is_eccn(&text) {
            (entry, items) = (Some(text[..5].to_owned()), false);
            continue;
        }
        let header = ["License", "List", "Special", "Reporting"].iter().any(|w| text.starts_with(w));
        if text.starts_with("EAR99") || tag == "HD1" && !header {
            entry = None;
        }
        let Some(entry) = &entry else { continue };
        if let Some(rest) = text.strip_prefix("List of Items Controlled") {
            items = true;
            text = rest.trim_start().to_owned();
        }
        let first = node.children().find(|n| n.is_element() || n.text().is_some_and(|t| !t.trim().is_empty()));
        let mut italic = first.is_some_and(|n| n.has_tag_name("I"));
        for label in ["Items:", "Items"] {
            let rest = text.strip_prefix(label).map(str::trim_start);
            if let Some(rest) = rest.filter(|r| r.is_empty() || r.starts_with("a.")) {
                (text, italic) = (rest.to_owned(), false);
                break;
            }
        }
        if !items || italic || !matches!(tag, "P" | "FP" | "FP-1") {
            continue;
        }
        if let Some(path) = dotted(&text) {
            found.push((format!("{entry}.{path}"), text));
        }
    }
    found
}

#[test]
fn every_labelled_paragraph_is_an_item() {
    let Some(root) = corpus() else { return };
    let text = file(&root, NEWEST);
    let document = roxmltree::Document::parse(&text).unwrap();
    let found = labelled(&document);
    assert_eq!(found.len(), 4500);
    let (_, parsed) = read(&text);
    let mut items: BTreeMap<&str, &Paragraph> =
        parsed.value.paragraphs.iter().filter(|p| own(p)).map(|p| (p.id.local(), p)).collect();
    let all = items.clone();
    let mut over: Vec<&str> = Vec::new();
    for (id, text) in &found {
        // What a line before the items lists comes first, so that its words tell.
        match all.get(id.as_str()).filter(|p| letters(&p.text).starts_with(&letters(text))) {
            Some(_) => drop(items.remove(id.as_str()).unwrap_or_else(|| panic!("{id} twice"))),
            None => over.push(id),
        }
    }
    // Listed below Related Controls or ECCN Controls: what the entry does not control.
    let listed = [("1A008#rc1", "abcdefg"), ("1C230#ec1", "abc"), ("1C237#ec1", "ab"), ("1C240#ec1", "ab")];
    let mut expected = Vec::new();
    for (text, letters) in listed {
        for letter in letters.chars() {
            expected.push(format!("{}.{letter}", &text[..5]));
            let paragraph = parsed.value.paragraphs.iter().find(|p| p.id.local() == format!("{text}.{letter}"));
            assert_eq!(paragraph.unwrap().kind, Kind::Text);
        }
    }
    assert_eq!(over, expected);
    // Two stand inside a NOTE element, two have no path of their own.
    assert_eq!(items.into_keys().collect::<Vec<_>>(), ["1C001.b", "6A002.a.3", "7A101.a.1", "7A101.a.2"]);
}

#[test]
fn every_item_hangs_on_the_nearest_ancestor_printed() {
    let Some(root) = corpus() else { return };
    let (_, parsed) = read(&file(&root, NEWEST));
    let list = &parsed.value;
    let ids: BTreeSet<&str> = list.paragraphs.iter().map(|p| p.id.local()).collect();
    let mut missing = BTreeSet::new();
    for p in list.paragraphs.iter().filter(|p| own(p)) {
        let parent = list.paragraphs[p.parent.unwrap() as usize].id.local();
        let mut above = p.id.local().rsplit_once('.').unwrap().0;
        while !ids.contains(above) {
            missing.insert(above.to_owned());
            above = above.rsplit_once('.').unwrap().0;
        }
        assert_eq!(parent, above, "{}", p.id);
    }
    insta::assert_snapshot!("real_us_paths_not_printed", missing.into_iter().collect::<Vec<_>>().join(" "));
}

#[test]
fn every_note_and_every_table_is_in_its_place() {
    let Some(root) = corpus() else { return };
    let text_of_file = file(&root, NEWEST);
    let document = roxmltree::Document::parse(&text_of_file).unwrap();
    let (_, parsed) = read(&text_of_file);
    let list = &parsed.value;
    let within = |node: &roxmltree::Node<'_, '_>| {
        let range = node.range();
        list.paragraphs
            .iter()
            .filter(|p| range.contains(&(p.provenance.bytes.start as usize)))
            .collect::<Vec<&Paragraph>>()
    };
    let notes: Vec<_> = supplement(&document).descendants().filter(|n| n.has_tag_name("NOTE")).collect();
    assert_eq!(notes.len(), 846);
    for note in &notes {
        let mut printed = letters(&text(*note));
        let held = within(note);
        for p in &held {
            let own = letters(&p.text);
            // What one paragraph holds is printed in one piece.
            let at = printed.find(&own).unwrap_or_else(|| panic!("{} is not in its note", p.id));
            printed.replace_range(at..at + own.len(), "");
        }
        assert_eq!(printed, "", "text of a note that no paragraph of it holds");
    }

    let tables: Vec<_> = supplement(&document).descendants().filter(|n| n.has_tag_name("TABLE")).collect();
    assert_eq!(tables.len(), 570);
    let entry_at =
        |at: usize| list.paragraphs.iter().rfind(|p| p.kind == Kind::Entry && (p.provenance.bytes.start as usize) < at);
    for table in &tables {
        let head = table.descendants().find(|n| n.has_tag_name("TH")).map(text).unwrap_or_default();
        let rows = table.descendants().filter(|n| n.has_tag_name("TR"));
        for row in rows.filter(|r| r.children().any(|c| c.has_tag_name("TD"))) {
            let cells: Vec<String> = row.children().filter(|c| c.has_tag_name("TD")).map(text).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            let held = within(&row);
            let words: String = held.iter().map(|p| letters(&p.text)).collect();
            if !held.is_empty() {
                assert_eq!(words, letters(&cells.concat()), "{cells:?}");
                continue;
            }
            // A licence row that the entry's controls hold entirely.
            assert!(head.starts_with("Control"), "{cells:?}");
            let code = cells[0].split(' ').next().unwrap();
            let entry = entry_at(row.range().start).unwrap();
            let control = entry.controls.iter().find(|c| c.kind == ControlKind::Reason && c.code.starts_with(code));
            assert!(control.is_some(), "{}: {code}", entry.id);
        }
    }
}

#[test]
fn two_editions_differ_where_they_do() {
    let Some(root) = corpus() else { return };
    let texts = |edition: &str| {
        let (_, parsed) = read(&file(&root, edition));
        let controls = parsed.value.paragraphs.iter().filter(|p| p.kind == Kind::Entry).map(|p| {
            let facts: Vec<String> = p.controls.iter().map(|c| format!("{c:?}")).collect();
            (format!("{} controls", p.id), Hash::of(facts.join("\n").as_bytes()))
        });
        let texts = parsed.value.paragraphs.iter().map(|p| (p.id.to_string(), Hash::of(p.text.as_bytes())));
        texts.chain(controls).collect::<BTreeMap<String, Hash>>()
    };
    let (before, after) = (texts(EARLIER), texts(NEWEST));
    let mut out = String::new();
    for id in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        match (before.get(id), after.get(id)) {
            (Some(a), Some(b)) if a == b => {}
            (Some(_), Some(_)) => writeln!(out, "changed {id}").unwrap(),
            (Some(_), None) => writeln!(out, "gone {id}").unwrap(),
            _ => writeln!(out, "new {id}").unwrap(),
        }
    }
    insta::assert_snapshot!("real_us_editions", out);
}

#[test]
fn the_supplement_alone_and_the_other_serialisation_read_the_same() {
    let Some(root) = corpus() else { return };
    let whole = file(&root, NEWEST);
    let start = whole.find("<DIV9 N=\"Supplement No. 1 to Part 774\"").unwrap();
    let end = start + whole[start..].find("</DIV9>").unwrap() + "</DIV9>".len();
    let alone = &whole[start..end];
    // The raw serialisation: characters for references, and breaks with an end tag.
    let mut raw = String::new();
    let mut rest = alone;
    while let Some((head, tail)) = rest.split_once("&#x") {
        let (digits, after) = tail.split_once(';').unwrap();
        raw.push_str(head);
        raw.push(char::from_u32(u32::from_str_radix(digits, 16).unwrap()).unwrap());
        rest = after;
    }
    raw.push_str(rest);
    let raw = raw.replace("<br/>", "<br></br>");
    assert_ne!(raw, alone);
    let facts = |text: &str| {
        let (_, parsed) = read(text);
        let fact =
            |p: &Paragraph| (p.id.clone(), p.kind, p.label.clone(), p.text.clone(), p.controls.clone(), p.parent);
        parsed.value.paragraphs.iter().map(fact).collect::<Vec<_>>()
    };
    let expected = facts(&whole);
    assert_eq!(facts(alone), expected);
    assert_eq!(facts(&raw), expected);
}

#[test]
fn numbers_are_read() {
    let Some(root) = corpus() else { return };
    let bytes = file(&root, NEWEST).into_bytes();
    let document = Document { file: "part.xml".to_owned(), bytes };
    let parsed = tricord::normalize::snapshot(List::Us, &[document]).unwrap();
    assert!(parsed.value.paragraphs.iter().all(|p| p.text_sha256 == Hash::of(p.text.as_bytes())));
    let coverage = &parsed.value.coverage;
    assert!(coverage.numbers > 5000);
    assert!(coverage.numbers_read * 100 >= coverage.numbers * 99, "{coverage:?}");
}
