//! Promise: a difference in words that a reader found is told with what was read, as long as
//! the texts are those that were read, and a finding that a reader found to be none is not
//! told; once a text changes, nothing is claimed of it, and the finding is back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::Path;

use tricord::compare::{Cause, Finding, Kind, compare};
use tricord::correlate::correlate;
use tricord::correlate::known::{Dismissed, Known, Reading, begins_with};
use tricord::model::{Hash, Id, List, ListSnapshot};
use tricord::quantity::Relation;
use tricord::report::snapshot::read;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/lists"))
}

fn lists() -> [ListSnapshot; 3] {
    ["us/2026-08-18", "jp/2026-02-14", "kr/2025-02-28"].map(|folder| read(&root().join(folder)).unwrap())
}

fn digits(lists: &[ListSnapshot], id: &str) -> String {
    let id = Id::new(id);
    let paragraph = lists.iter().flat_map(|l| &l.paragraphs).find(|p| p.id == id);
    paragraph.unwrap_or_else(|| panic!("{id}: no such paragraph")).text_sha256.to_string().chars().take(12).collect()
}

/// The finding that one reading of two paragraphs gives, the texts having these hashes.
fn told(texts: &str) -> Finding {
    let lists = lists();
    let reading = Reading {
        us: "US:8A002.d.2.b".into(),
        jp: "JP:11/1.4.5.2.2".into(),
        kr: String::new(),
        kind: "terms".into(),
        subject: "a test of readings".into(),
        us_says: "range-gated lasers".into(),
        jp_says: "any laser".into(),
        kr_says: String::new(),
        us_jp: "narrower".into(),
        us_kr: String::new(),
        jp_kr: String::new(),
        cause: "open".into(),
        reason: "the one names a kind, the other all".into(),
        by: "a test".into(),
        texts: texts.into(),
    };
    let known = Known { readings: vec![reading].into(), ..Known::read(&root().join("correlation")).unwrap() };
    let correlation = correlate(&lists, &known);
    let of_reading = |f: &Finding| f.parameter == "a test of readings" || f.parameter == "reading";
    compare(&correlation).into_iter().find(of_reading).expect("the reading is told")
}

#[test]
fn what_was_read_is_told() {
    let lists = lists();
    let found = told(&format!("{} {}", digits(&lists, "US:8A002.d.2.b"), digits(&lists, "JP:11/1.4.5.2.2")));
    assert_eq!((found.kind, found.cause), (Kind::Terms, Cause::Open));
    assert_eq!(found.cause_evidence, "read: the one names a kind, the other all");
    assert_eq!(found.sides[1].values, ["any laser"]);
    assert_eq!(found.relations, [Some(Relation::Narrower), None, None]);
}

#[test]
fn nothing_is_claimed_of_a_changed_text() {
    let found = told(&format!("{} 000000000000", digits(&lists(), "US:8A002.d.2.b")));
    assert_eq!(found.kind, Kind::Undetermined);
    assert!(found.sides.iter().all(|s| s.values.is_empty()));
    assert_eq!(found.relations[0], Some(Relation::Unknown));
}

#[test]
fn every_reading_holds_on_the_lists_as_they_are() {
    let (lists, known) = (lists(), Known::read(&root().join("correlation")).unwrap());
    let mut before = None;
    for r in known.readings.iter() {
        let name = format!("{} {} {} {}", r.us, r.jp, r.kr, r.subject);
        assert!(Kind::from_word(&r.kind).is_some() && Cause::from_word(&r.cause).is_some(), "{name}");
        for relation in [&r.us_jp, &r.us_kr, &r.jp_kr] {
            assert!(relation.is_empty() || Relation::from_word(relation).is_some(), "{name}: {relation}");
        }
        assert!(!r.reason.is_empty() && !r.reason.contains(';'), "{name}: the reason");
        let counted = r.paragraphs().inspect(|(id, text)| assert_eq!(digits(&lists, id.as_str()), *text, "{id}"));
        assert_eq!(counted.count(), r.texts.split_whitespace().count(), "{name}: a hash for each paragraph");
        assert!(before.as_ref().is_none_or(|b| *b < r), "{name}: sorted, none twice");
        before = Some(r);
    }
}

/// Whether the first difference of values is told, once a reader dismissed it with these texts.
fn told_though_dismissed(texts: impl Fn(&str) -> String) -> bool {
    let lists = lists();
    let known = Known::read(&root().join("correlation")).unwrap();
    let correlation = correlate(&lists, &known);
    let found =
        compare(&correlation).into_iter().find(|f| f.kind == Kind::Value && f.side(List::Us).paragraphs.len() == 1);
    let found = found.expect("a difference of values");
    let ids = |list: List| -> Vec<String> {
        found.side(list).paragraphs.iter().map(|n| correlation.trees.id(*n).to_owned()).collect()
    };
    let all: Vec<String> = List::ALL.iter().flat_map(|l| ids(*l)).map(|id| digits(&lists, &id)).collect();
    let dismissed = Dismissed {
        us: ids(List::Us).join(" "),
        jp: ids(List::Jp).join(" "),
        kr: ids(List::Kr).join(" "),
        kind: "value".into(),
        parameter: found.parameter.clone(),
        reason: "a test".into(),
        by: "a test".into(),
        texts: texts(&all.join(" ")),
    };
    let known = Known { dismissed: vec![dismissed].into(), ..known };
    let correlation = correlate(&lists, &known);
    compare(&correlation).iter().any(|f| f.id == found.id)
}

#[test]
fn a_dismissed_finding_is_not_told_until_a_text_changes() {
    assert!(!told_though_dismissed(str::to_owned));
    assert!(told_though_dismissed(|texts| texts.replace(|c| c != ' ', "0")));
}

#[test]
fn every_dismissal_holds_on_the_lists_as_they_are() {
    let (lists, known) = (lists(), Known::read(&root().join("correlation")).unwrap());
    let mut before = None;
    for d in known.dismissed.iter() {
        assert!(Kind::from_word(&d.kind).is_some() && !d.reason.is_empty(), "{d:?}");
        let counted = d.paragraphs().inspect(|(id, text)| assert_eq!(digits(&lists, id.as_str()), *text, "{id}"));
        assert_eq!(counted.count(), d.texts.split_whitespace().count(), "{d:?}");
        assert!(before.as_ref().is_none_or(|b| *b < d), "{d:?}: sorted, none twice");
        before = Some(d);
    }
}

/// What the program finds at the same paragraphs does not swallow a reading that gives other
/// figures; a bare "excludes" gives way to one that says what is excluded.
#[test]
fn a_reading_is_told_beside_what_the_program_finds() {
    let lists = lists();
    let correlation = correlate(&lists, &Known::read(&root().join("correlation")).unwrap());
    let findings = compare(&correlation);
    let at = |kind: Kind, id: &str| -> Vec<&Finding> {
        let names = |f: &&Finding| f.nodes().any(|n| correlation.trees.id(n) == id);
        findings.iter().filter(|f| f.kind == kind).filter(names).collect()
    };
    // Two US items answer to 第6条第14号イ: the program gives the power of the one, a reading of the other.
    let values = at(Kind::Value, "US:3A002.e.2");
    let values: Vec<&str> = values.iter().flat_map(|f| &f.side(List::Us).values).map(String::as_str).collect();
    assert_eq!(values, ["> 31.62 mW", "> 1 mW"]);
    let of_note = at(Kind::Exclusion, "US:5A001.g#note1");
    assert_eq!(of_note.len(), 1);
    assert!(of_note[0].cause_evidence.starts_with("read: ") && of_note[0].parameter != "excludes");
}

/// A table that is not there is empty; one that cannot be read is named, with the line of the row.
#[test]
fn a_table_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Known::read(folder.path()).unwrap(), Known::default());
    let pins = folder.path().join("pins.csv");
    let rows = "a,b,verdict,reason,by,a_text,b_text\nUS:1A001,KR:1A001,same,,reader,,\n";
    std::fs::write(&pins, rows).unwrap();
    assert_eq!(Known::read(folder.path()).unwrap().pins.len(), 1);
    std::fs::write(&pins, format!("{rows}US:1A002\n")).unwrap();
    let error = Known::read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("pins.csv:3:"), "{error}");
    // It is there, and is no file.
    std::fs::remove_file(&pins).unwrap();
    std::fs::create_dir(&pins).unwrap();
    let error = Known::read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("pins.csv"), "{error}");
}

/// A text is known by the first digits of its hash, few or all.
#[test]
fn a_text_is_known_by_the_digits_of_its_hash() {
    let hash = Hash::of(b"a text");
    let all = hash.to_string();
    for digits in [1, 12, 33, 34, 35, 64] {
        assert!(begins_with(hash, all.get(..digits).unwrap()), "{digits}");
    }
    assert!(!begins_with(hash, &format!("{all}0")));
    assert!(!begins_with(Hash::of(b"another text"), &all));
}
