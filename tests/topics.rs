//! Promise: every entry of the three lists belongs to a topic of the dialogue, and known
//! ones to the topic that an official would look under.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;

use corpus::corpus;
use std::collections::BTreeSet;
use std::path::Path;

use tricord::correlate::known::Known;
use tricord::correlate::tree::Node;
use tricord::model::{Id, Kind, List, ListSnapshot};
use tricord::normalize::{Document, snapshot};
use tricord::report::topic::{Topics, topics};

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

fn lists(root: &Path) -> [ListSnapshot; 3] {
    DOCUMENTS.map(|(list, files)| {
        let documents: Vec<Document> = files
            .iter()
            .map(|f| Document { file: (*f).to_owned(), bytes: std::fs::read(root.join(f)).unwrap() })
            .collect();
        snapshot(list, &documents).unwrap().value
    })
}

#[test]
fn every_entry_has_a_topic() {
    let Some(root) = corpus() else { return };
    let lists = lists(&root);
    let lists_folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lists/correlation");
    let correlation = tricord::correlate::correlate(&lists, &Known::read(&lists_folder).unwrap());
    let found = Topics::new(&correlation);
    let trees = &correlation.trees;
    let mut entries = 0;
    let mut without = Vec::new();
    let mut all = BTreeSet::new();
    for list in List::ALL {
        for (index, paragraph) in (0..).zip(&trees.of(*list).snapshot.paragraphs) {
            if paragraph.kind != Kind::Entry {
                continue;
            }
            entries += 1;
            let of = found.of(trees, Node { list: *list, index });
            if of.is_empty() {
                without.push(paragraph.id.as_str());
            }
            all.extend(of);
        }
    }
    assert!(entries > 1400, "only {entries} entries");
    assert!(without.is_empty(), "{} of {entries} entries without a topic: {without:?}", without.len());
    assert_eq!(all.len(), topics().len(), "a topic without an entry");

    let topics_of = |id: &str| found.of(trees, trees.find(&Id::new(id)).unwrap_or_else(|| panic!("no {id}")));
    for (id, topic) in [
        ("US:3B001", "semiconductors"),
        ("KR:3B001", "semiconductors"),
        ("JP:6/1.17", "semiconductors"),
        ("US:3A090", "quantum-and-ai"),
        ("US:3A904", "quantum-and-ai"),
        ("US:4A906", "quantum-and-ai"),
        ("KR:4A901", "quantum-and-ai"),
        ("JP:7/1.6", "quantum-and-ai"),
        ("US:1C226", "critical-minerals"),
        ("US:3C001", "critical-minerals"),
        ("US:9A012", "missiles-and-unmanned-aircraft"),
        ("KR:9A012", "missiles-and-unmanned-aircraft"),
        ("JP:12/1.10_2", "missiles-and-unmanned-aircraft"),
        ("JP:3/1.1", "missiles-and-unmanned-aircraft"),
        ("US:8A002", "marine-and-shipbuilding"),
        ("US:6A001", "marine-and-shipbuilding"),
        ("JP:11/1.14", "marine-and-shipbuilding"),
        ("US:2B001", "additive-manufacturing-and-machine-tools"),
        ("US:2B910", "additive-manufacturing-and-machine-tools"),
        ("KR:2B901", "additive-manufacturing-and-machine-tools"),
        ("KR:0C001", "nuclear"),
        ("US:2B201", "nuclear"),
        ("JP:1/1.1", "nuclear"),
        ("US:1C351", "chemistry-and-biology"),
        ("KR:1C350", "chemistry-and-biology"),
        ("JP:2_2/1.1", "chemistry-and-biology"),
        ("US:5A002", "cryptography"),
        ("KR:5D002", "cryptography"),
        ("JP:8/1.9", "cryptography"),
        ("US:0A501", "conventional-arms-and-law-enforcement"),
    ] {
        assert!(topics_of(id).contains(topic), "{id} is not under {topic}: {:?}", topics_of(id));
    }
    for (id, topic) in [
        ("US:3B001", "nuclear"),
        ("US:5A002", "semiconductors"),
        ("US:1C351", "nuclear"),
        ("US:9A012", "cryptography"),
        ("KR:0C001", "conventional-arms-and-law-enforcement"),
        ("US:2B001", "chemistry-and-biology"),
    ] {
        assert!(!topics_of(id).contains(topic), "{id} is under {topic}");
    }
}

#[test]
fn concepts_of_the_topics_are_in_the_terms() {
    let known: BTreeSet<&str> = tricord::normalize::terms::concepts().iter().map(|c| c.slug.as_str()).collect();
    for topic in topics() {
        for concept in &topic.concepts {
            assert!(known.contains(concept.as_str()), "{}: no concept {concept}", topic.id);
        }
    }
    assert!(topics().len() >= 9);
}
