//! Promise: every concept of lists/terms.csv is named by at least two of the three lists;
//! there are at least 1,500; and a word of a language means one concept.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;

use corpus::corpus;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tricord::model::List;
use tricord::normalize::terms::{Concept, concepts, finder};
use tricord::normalize::{Document, snapshot};
use tricord::text::Language;
use tricord::text::fold::fold;

const LANGUAGES: [Language; 3] = [Language::En, Language::Ja, Language::Ko];

const DOCUMENTS: [(List, &[&str]); 3] = [
    (List::Us, &["us/2026-08-18/title-15-part-774.xml"]),
    (
        List::Jp,
        &[
            "jp/403M50000400049/20260214_507M60000400072.xml",
            "jp/324CO0000000378/20260605_508CO0000000194.xml",
            "jp/355CO0000000260/20260605_508CO0000000194.xml",
        ],
    ),
    (List::Kr, &["kr/byeolpyo2.hwpx"]),
];

#[test]
fn every_concept_is_named_by_two_lists() {
    assert!(concepts().len() >= 1500, "{} concepts", concepts().len());
    let Some(root) = corpus() else { return };
    let mut named: BTreeMap<&str, BTreeSet<List>> =
        concepts().iter().map(|c| (c.slug.as_str(), BTreeSet::new())).collect();
    for (list, files) in DOCUMENTS {
        let documents: Vec<Document> = files
            .iter()
            .map(|f| Document { file: (*f).to_owned(), bytes: std::fs::read(root.join(f)).unwrap() })
            .collect();
        for paragraph in snapshot(list, &documents).unwrap().value.paragraphs {
            for term in &paragraph.terms {
                if let Some(lists) = named.get_mut(term.as_str()) {
                    lists.insert(list);
                }
            }
        }
    }
    let few: Vec<&str> = named.iter().filter(|(_, lists)| lists.len() < 2).map(|(slug, _)| *slug).collect();
    assert!(few.is_empty(), "on fewer than two lists: {few:?}");
}

#[test]
fn the_table_is_sorted_and_every_row_is_whole() {
    let file = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("lists/terms.csv")).unwrap();
    let slugs: Vec<&str> = file.lines().skip(1).map(|l| l.split(',').next().unwrap()).collect();
    // As many as were read: a row that is not whole is not read.
    assert_eq!(slugs.len(), concepts().len());
    for pair in slugs.windows(2) {
        assert!(pair[0] < pair[1], "{} is not before {}", pair[0], pair[1]);
    }
    for Concept { slug, en, ja, ko, category } in concepts() {
        assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{slug}");
        assert!(!en.is_empty(), "{slug} has no English, which labels show");
        assert!(!ja.is_empty() || !ko.is_empty(), "{slug} is of one language alone");
        // A concept that says how, not what, is of no category.
        let is_category = category.len() <= 1 && category.bytes().all(|b| b.is_ascii_digit());
        assert!(is_category, "{slug}: category {category:?}");
    }
}

#[test]
fn a_word_means_one_concept() {
    for language in LANGUAGES {
        let mut of: BTreeMap<String, &str> = BTreeMap::new();
        for concept in concepts() {
            for variant in concept.variants(language) {
                let folded = fold(variant, language).trim().to_owned();
                assert!(!folded.is_empty() && variant.trim() == variant, "{}: {variant:?}", concept.slug);
                if let Some(other) = of.insert(folded, &concept.slug) {
                    panic!("{variant} is of {other} and of {}", concept.slug);
                }
            }
        }
    }
}

#[test]
fn the_longest_term_wins_and_variants_are_one_concept() {
    let find = |language, text: &str| finder(language).find(text);
    for (language, text, slugs) in [
        (Language::En, "ball bearings of Monel", vec!["ball-bearing", "monel"]),
        (Language::Ja, "玉軸受", vec!["ball-bearing"]),
        (Language::Ja, "ベアリング", vec!["bearing"]),
        (Language::Ja, "軸受", vec!["bearing"]),
        (Language::Ko, "볼 베어링", vec!["ball-bearing"]),
        (Language::En, "African swine fever virus", vec!["african-swine-fever-virus"]),
        (Language::Ja, "アフリカ豚熱ウイルス", vec!["african-swine-fever-virus"]),
        (Language::Ja, "豚熱ウイルス", vec!["classical-swine-fever-virus"]),
        (Language::Ja, "重水素", vec!["deuterium"]),
        (Language::En, "a virusoid", vec![]),
    ] {
        assert_eq!(find(language, text), slugs, "{text}");
    }
}
