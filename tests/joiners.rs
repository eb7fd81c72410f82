//! Promise: whether the children of a paragraph are alternatives or conditions together is
//! read as a person reads it. The facts were drawn from every category (or article) in
//! proportion to its paragraphs with two children or more, by a seeded draw, and the
//! places that FORMAT.md names were added.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod readings;

use readings::{each, facts, read};
use tricord::model::{Joiner, Kind, List, ListSnapshot, Paragraph};
use tricord::normalize::{Document, snapshot};

/// The enumerated paragraphs that a joiner is about.
fn members<'s>(list: &'s ListSnapshot, parent: &Paragraph) -> Vec<&'s Paragraph> {
    let children = list
        .paragraphs
        .iter()
        .filter(|p| p.parent.and_then(|i| list.paragraphs.get(i as usize)).is_some_and(|above| above.id == parent.id));
    match parent.kind {
        Kind::Group | Kind::Entry | Kind::Item => {
            children.filter(|c| matches!(c.kind, Kind::Entry | Kind::Item)).collect()
        }
        kind => children.filter(|c| c.kind == kind && !c.label.is_empty()).collect(),
    }
}

#[test]
fn joiners_are_right() {
    let facts = facts("joiners.tsv");
    each(List::ALL, |list, snapshot, by_id| {
        let own: Vec<_> = facts.iter().filter(|f| f[0].starts_with(list.code())).collect();
        assert!(own.len() >= 60, "{} facts of {}", own.len(), list.code());
        let mut wrong = Vec::new();
        for fact in own {
            let paragraph = by_id.get(fact[0].as_str()).unwrap_or_else(|| panic!("no paragraph {}", fact[0]));
            let standings: Vec<String> = members(snapshot, paragraph).iter().map(|p| p.standing.word()).collect();
            let standings = if standings.iter().all(|s| s == "member") { "-".to_owned() } else { standings.join(" ") };
            if paragraph.joiner.word() != fact[1] || standings != fact[2] {
                wrong.push(format!("{fact:?}, read {} {standings}", paragraph.joiner.word()));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

/// A text that contradicts itself is said, not settled in silence.
#[test]
fn texts_that_contradict_themselves_are_said() {
    let Some(parsed) = read(List::Us) else { return };
    let said: Vec<&str> =
        parsed.diagnostics.iter().filter(|d| d.code == "joiner-conflict").map(|d| d.message.as_str()).collect();
    // "any of the following: a. …; and b. …"
    assert!(said.iter().any(|m| m.starts_with("US:1B002 ")), "{said:?}");
    assert!(said.len() < 30, "{said:?}");
}

/// How many must hold is said before what they are called, and where they stand does not unsay it.
#[test]
fn traits_described_in_the_list_are_joined_as_announced() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/planted");
    let text = std::fs::read_to_string(folder.join("us.xml")).unwrap();
    for (said, joiner) in [("any", Joiner::Any), ("all", Joiner::All)] {
        let described = format!("{said} of the following characteristics described in the List of Items Controlled");
        let text = text.replacen("any of the following:", &format!("{described}:"), 1);
        let document = Document { file: "us.xml".to_owned(), bytes: text.into_bytes() };
        let read = snapshot(List::Us, &[document]).unwrap().value;
        let tubes = read.paragraphs.iter().find(|p| p.id.local() == "3A001.b").unwrap();
        assert_eq!(tubes.joiner, joiner, "{}", tubes.text);
    }
}

/// A head whose list is gone still says how it was joined, so that it is not read as one that
/// controls everything.
#[test]
fn a_head_that_lost_its_list_keeps_its_joiner() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/planted");
    let whole = std::fs::read_to_string(folder.join("jp.xml")).unwrap();
    let (head, rest) = whole.split_once("   <Subitem1 Num=\"1\">").unwrap();
    let (_, behind) = rest.split_once("  </Item>").unwrap();
    let of_first = |text: String| {
        let document = Document { file: "jp.xml".to_owned(), bytes: text.into_bytes() };
        let read = snapshot(List::Jp, &[document]).unwrap().value;
        let first = read.paragraphs.iter().find(|p| p.text.contains("次の全てに該当するもの")).unwrap().clone();
        (first.joiner, members(&read, &first).len())
    };
    assert_eq!(of_first(whole.clone()), (Joiner::All, 3));
    assert_eq!(of_first(format!("{head}  </Item>{behind}")), (Joiner::All, 0));
}
