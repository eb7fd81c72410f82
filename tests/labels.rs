//! Promise: every paragraph has a short English label of its own words: what it is about,
//! then its limits, ranges as ranges.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::Path;

use tricord::correlate::tree::{Node, Trees};
use tricord::grammar;
use tricord::model::{Id, Kind, List, ListSnapshot, Paragraph};
use tricord::report::{label, snapshot};
use tricord::text::Language;

/// Three lists; of the US one these paragraphs, each below the one before.
fn lists(us: &[(&str, &[&str], &str)]) -> [ListSnapshot; 3] {
    let mut lists = [List::Us, List::Jp, List::Kr].map(ListSnapshot::new);
    for (i, (id, terms, limits)) in us.iter().enumerate() {
        let kind = if i == 0 { Kind::Entry } else { Kind::Item };
        let mut paragraph = Paragraph::new(Id::new(*id), kind, String::new());
        paragraph.terms = terms.iter().map(|t| (*t).into()).collect();
        paragraph.bounds = grammar::read(limits, Language::En).bounds;
        paragraph.parent = u32::try_from(i).unwrap().checked_sub(1);
        lists[0].paragraphs.push(paragraph);
    }
    lists
}

/// The label of the last of these paragraphs.
fn label_of(us: &[(&str, &[&str], &str)]) -> String {
    let lists = lists(us);
    let index = u32::try_from(us.len() - 1).unwrap();
    label::of(&Trees::new(&lists), &[Node { list: List::Us, index }])
}

#[test]
fn the_longest_concept_stands_first_and_limits_follow() {
    for (paragraphs, expected) in [
        (
            vec![("US:2A001.a", &["bearing", "monel"][..], "an outer diameter of more than 75 mm")],
            "bearing; Monel; > 75 mm",
        ),
        // What another name holds is not said twice.
        (vec![("US:6A005", &["laser", "tunable-laser"][..], "")], "tunable laser"),
        // The parent's, where it has none of its own.
        (
            vec![("US:2B001", &["machine-tool"][..], ""), ("US:2B001.a", &[][..], "a travel of 1 m or more")],
            "machine tool; \u{2265} 1 m",
        ),
        // The number's, where nothing is named at all.
        (vec![("US:3C001", &[][..], "")], "electronics, materials"),
        (vec![("US:3E001", &["wafer"][..], "")], "technology; wafer"),
        (vec![("US:3D001", &[][..], "")], "software"),
        // A concept that says how is no head.
        (vec![("US:9A001", &["specially-designed", "turbofan"][..], "")], "turbofan engine"),
    ] {
        let label = label_of(&paragraphs);
        let expected = expected.replace("turbofan engine", label::english("turbofan"));
        assert_eq!(label, expected, "{paragraphs:?}");
    }
}

#[test]
fn ranges_are_ranges() {
    for (text, expected) in [
        ("a power of 75 W or more", "\u{2265} 75 W"),
        ("exceeding 2.7 GHz up to and including 2.9 GHz", "> 2.7 to \u{2264} 2.9 GHz"),
        ("less than 5 \u{b5}m", "< 5 \u{b5}m"),
    ] {
        assert_eq!(label::bounds(&grammar::read(text, Language::En).bounds).join("; "), expected, "{text}");
    }
}

#[test]
fn every_paragraph_of_lists_has_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("lists");
    let lists = [("us", "2026-08-18"), ("jp", "2026-02-14"), ("kr", "2025-02-28")]
        .map(|(list, edition)| snapshot::read(&root.join(list).join(edition)).unwrap());
    let trees = Trees::new(&lists);
    for list in List::ALL {
        let (mut own, mut all) = (0_u32, 0_u32);
        for index in trees.of(*list).controls() {
            let node = Node { list: *list, index };
            let label = label::of(&trees, &[node]);
            assert!(!label.is_empty() && label.chars().count() <= 100, "{}: {label:?}", trees.id(node));
            assert!(label.is_ascii() || !label.chars().any(|c| c >= '\u{3040}'), "{}: {label:?}", trees.id(node));
            all += 1;
            own += u32::from(
                std::iter::successors(Some(node), |n| trees.parent(*n))
                    .any(|n| trees.paragraph(n).is_some_and(|p| !p.terms.is_empty())),
            );
            if std::env::var_os("TRICORD_SHOW").is_some() {
                println!("LABEL\t{}\t{label}", trees.id(node));
            }
        }
        println!("{}: {own} of {all} by a concept, the others by their number", list.code());
        // The US list has entries that neither other list has, and that terms.csv leaves out.
        assert!(own * 100 >= all * 80, "{}: {own} of {all} by a concept", list.code());
    }
}
