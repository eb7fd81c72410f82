//! Promise: every unit of the table says where its factor is from; what the lists print is
//! composed of units of the table; and an alias that is printed for two units has a rule.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use tricord::model::{List, ListSnapshot, Value};
use tricord::normalize::{self, Document};
use tricord::text::Language;

#[derive(Deserialize)]
struct File {
    prefix: Vec<Prefix>,
    unit: Vec<Unit>,
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
struct Prefix {
    code: String,
    symbols: Option<Vec<String>>,
    en: String,
    ja: String,
}

#[derive(Deserialize)]
struct Unit {
    code: String,
    source: String,
    #[serde(default)]
    prefixes: bool,
    #[serde(default)]
    symbols: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
    #[serde(default)]
    ja: Vec<String>,
    #[serde(default)]
    ko: Vec<String>,
}

#[derive(Deserialize)]
struct Rule {
    language: Language,
    alias: String,
    codes: BTreeSet<String>,
    by: String,
}

type Meanings = BTreeMap<(Language, String), BTreeSet<String>>;

fn table() -> File {
    toml::from_str(include_str!("../src/quantity/units.toml")).unwrap()
}

/// Every alias of the table with the codes that it stands for.
fn aliases(file: &File) -> Meanings {
    let mut meanings = Meanings::new();
    let mut add = |language, alias: String, code: &str| {
        meanings.entry((language, alias)).or_default().insert(code.to_owned());
    };
    for unit in &file.unit {
        for (language, words) in [(Language::En, &unit.en), (Language::Ja, &unit.ja), (Language::Ko, &unit.ko)] {
            let symbols: &[String] = if language == Language::Ja { &[] } else { &unit.symbols };
            words.iter().chain(symbols).for_each(|a| add(language, a.clone(), &unit.code));
        }
        for prefix in file.prefix.iter().filter(|_| unit.prefixes) {
            let code = format!("{}{}", prefix.code, unit.code);
            let own = vec![prefix.code.clone()];
            for sign in prefix.symbols.as_ref().unwrap_or(&own) {
                for symbol in &unit.symbols {
                    add(Language::En, format!("{sign}{symbol}"), &code);
                    add(Language::Ko, format!("{sign}{symbol}"), &code);
                }
            }
            unit.en.iter().for_each(|w| add(Language::En, format!("{}{w}", prefix.en), &code));
            unit.ja.iter().for_each(|w| add(Language::Ja, format!("{}{w}", prefix.ja), &code));
        }
    }
    meanings
}

fn ambiguous(meanings: Meanings) -> Meanings {
    meanings.into_iter().filter(|(_, codes)| codes.len() > 1).collect()
}

fn rules(file: &File) -> Meanings {
    assert!(file.rule.iter().all(|r| r.by.len() > 10), "a rule says what decides");
    file.rule.iter().map(|r| ((r.language, r.alias.clone()), r.codes.clone())).collect()
}

#[test]
fn every_unit_says_where_its_factor_is_from() {
    let sources = ["SI", "ISO", "INT", "NIST", "LIST", "COUNT"];
    let file = table();
    let bad: Vec<_> = file.unit.iter().filter(|u| !sources.contains(&u.source.as_str())).map(|u| &u.code).collect();
    assert!(bad.is_empty(), "{bad:?}");
}

#[test]
fn an_alias_that_the_table_gives_twice_has_a_rule() {
    let file = table();
    let rules = rules(&file);
    for (alias, codes) in ambiguous(aliases(&file)) {
        assert_eq!(rules.get(&alias), Some(&codes), "{alias:?}");
    }
}

fn lists() -> Option<[ListSnapshot; 3]> {
    let corpus = corpus::corpus()?;
    let read = |list: List, paths: &[&str]| {
        let document = |p: &&str| Document { file: (*p).to_owned(), bytes: std::fs::read(corpus.join(p)).unwrap() };
        normalize::snapshot(list, &paths.iter().map(document).collect::<Vec<_>>()).unwrap().value
    };
    Some([
        read(List::Us, &["us/2026-08-18/title-15-part-774.xml"]),
        read(
            List::Jp,
            &[
                "jp/403M50000400049/20260214_507M60000400072.xml",
                "jp/324CO0000000378/20260605_508CO0000000194.xml",
                "jp/355CO0000000260/20260605_508CO0000000194.xml",
            ],
        ),
        read(List::Kr, &["kr/byeolpyo2.hwpx"]),
    ])
}

/// The unit as printed behind the number of a literal.
fn printed(literal: &str) -> &str {
    let number = |c: char| {
        c.is_ascii_digit() || "〇一二三四五六七八九十百千万億兆,.・、/ ^−–-×x½¼¾⅓:±+(".contains(c) || c.is_whitespace()
    };
    literal.trim_start_matches(number).trim()
}

#[test]
fn what_the_lists_print_is_in_the_table_and_has_one_meaning_or_a_rule() {
    let Some(lists) = lists() else { return };
    let mut meanings = Meanings::new();
    let mut seen = 0;
    for list in &lists {
        let exact = |b: &&tricord::model::Bound| matches!(b.value, Value::Exact(_));
        for bound in list.paragraphs.iter().flat_map(|p| &p.bounds).filter(exact) {
            assert!(bound.unit.scale().is_some(), "{} of “{}” is not composed of units", bound.unit, bound.literal);
            seen += 1;
            // What a value counts per may stand before it; its own unit is printed with it.
            let base = bound.unit.code().split('/').next().unwrap().to_owned();
            let unit = printed(&bound.literal);
            if base != "1" && !unit.is_empty() && !unit.contains('/') {
                meanings.entry((list.list.language(), unit.to_owned())).or_default().insert(base);
            }
        }
    }
    assert!(seen > 8_000, "{seen} bounds");
    let rules = rules(&table());
    for (alias, codes) in ambiguous(meanings) {
        assert_eq!(rules.get(&alias), Some(&codes), "{alias:?}");
    }
}
