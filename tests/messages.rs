//! Promise: what the program says, it says in English, Japanese and Korean: the three
//! message files have the same keys and placeholders, and every key that is used is there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tricord::compare::{Cause, Kind, Materiality};
use tricord::report::agenda::{SinceLast, Status};
use tricord::report::message::messages;
use tricord::report::topic::topics;
use tricord::text::Language;

const LANGUAGES: [Language; 3] = [Language::En, Language::Ja, Language::Ko];

/// The files as tables, apart from the program's own reader.
fn file(language: &str) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/report/messages/{language}.toml"));
    let table: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut texts = BTreeMap::new();
    for (section, messages) in &table {
        for (key, text) in messages.as_table().unwrap() {
            texts.insert(format!("{section}.{key}"), text.as_str().unwrap().to_owned());
        }
    }
    texts
}

fn placeholders(text: &str) -> BTreeSet<String> {
    text.split('{').skip(1).map(|rest| rest.split_once('}').expect("an open bracket").0.to_owned()).collect()
}

#[test]
fn three_files_have_the_same_messages() {
    let en = file("en");
    assert!(en.len() > 150);
    for other in ["ja", "ko"] {
        let texts = file(other);
        let missing: Vec<_> = en.keys().filter(|k| !texts.contains_key(*k)).collect();
        let extra: Vec<_> = texts.keys().filter(|k| !en.contains_key(*k)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{other}: missing {missing:?}, extra {extra:?}");
        for (key, text) in &en {
            assert_eq!(placeholders(text), placeholders(&texts[key]), "{other}: placeholders of {key}");
            assert!(!texts[key].trim().is_empty(), "{other}: {key} is empty");
        }
    }
    for language in LANGUAGES {
        let read: Vec<&str> = messages(language).keys().collect();
        assert_eq!(read, en.keys().map(String::as_str).collect::<Vec<_>>(), "what the program reads of {language:?}");
    }
}

#[test]
fn messages_are_in_their_language() {
    let (ja, ko) = (file("ja"), file("ko"));
    let kana_or_kanji = |c: char| ('\u{3041}'..='\u{30ff}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c);
    let hangul = |c: char| ('\u{ac00}'..='\u{d7a3}').contains(&c);
    // Sentences, not joints and marks.
    for (key, _) in file("en").iter().filter(|(_, t)| t.matches(char::is_alphabetic).count() > 20) {
        assert!(ja[key].contains(kana_or_kanji), "ja: {key} is not Japanese: {}", ja[key]);
        assert!(ko[key].contains(hangul), "ko: {key} is not Korean: {}", ko[key]);
    }
}

#[test]
fn every_word_of_the_schema_has_its_message() {
    let en = file("en");
    let mut keys: Vec<String> = Vec::new();
    for kind in Kind::ALL {
        keys.extend([format!("kind.{}", kind.word()), format!("point.{}", kind.word())]);
        // A proposal goes by the cause where that is known, else by the kind.
        if *kind != Kind::Drafting {
            keys.push(format!("proposal.{}", kind.word()));
        }
    }
    keys.extend(Cause::ALL.iter().map(|c| format!("cause.{}", c.word())));
    keys.extend(Materiality::ALL.iter().map(|m| format!("materiality.{}", m.word())));
    keys.extend(Status::ALL.iter().map(|s| format!("status.{}", s.word())));
    keys.extend(SinceLast::ALL.iter().map(|s| format!("since-last.{}", s.word())));
    keys.extend(topics().iter().map(|t| format!("topic.{}", t.id)));
    keys.extend(["equal", "broader", "narrower", "overlaps", "disjoint", "unknown"].map(|r| format!("stand.{r}")));
    keys.extend(["official", "strong", "likely", "weak"].map(|c| format!("confidence.{c}")));
    keys.extend(["covered", "elsewhere", "none", "undetermined"].map(|a| format!("absent.{a}")));
    for key in keys {
        assert!(en.contains_key(&key), "no message for {key}");
    }
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// Every literal of the source that has the form of a key of a known section.
fn used() -> BTreeSet<String> {
    let en = file("en");
    let sections: BTreeSet<&str> = en.keys().map(|k| k.split_once('.').unwrap().0).collect();
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report"), &mut files);
    let mut used = BTreeSet::new();
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        for literal in source.split('"').skip(1).step_by(2) {
            let Some((section, key)) = literal.split_once('.') else { continue };
            let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b"-0123456789".contains(&b));
            let is_file = ["md", "csv", "json", "html", "docx", "toml", "xml"].contains(&key);
            if sections.contains(section) && is_key && !is_file {
                used.insert(literal.to_owned());
            }
        }
    }
    used
}

#[test]
fn every_key_in_the_source_is_there_and_every_message_is_used() {
    let en = file("en");
    let used = used();
    assert!(used.len() > 80, "only {} keys seen: the test reads the wrong place", used.len());
    for key in &used {
        assert!(en.contains_key(key), "the source asks for {key}");
    }
    // These are looked up by the word of an enumeration.
    let by_word = [
        "kind",
        "point",
        "cause",
        "materiality",
        "status",
        "since-last",
        "topic",
        "stand",
        "proposal",
        "value",
        "confidence",
        "absent",
        "measure",
        "parameter",
        "about",
    ];
    let idle: Vec<_> =
        en.keys().filter(|k| !used.contains(*k) && !by_word.contains(&k.split_once('.').unwrap().0)).collect();
    assert!(idle.is_empty(), "no one says {idle:?}");
}

#[test]
fn what_is_filled_in_is_not_filled_again() {
    let en = messages(Language::En);
    let filled = en.fill("join.two", &[("a", "{b}"), ("b", "x")]);
    assert_eq!(filled, "{b} and x");
    assert_eq!(en.text("no.such-key"), "no.such-key");
}
