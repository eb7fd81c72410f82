//! Promise: what a note does and to what is read as a person reads it. The notes and, for
//! Japan, which has none, the clauses were drawn at random by a seeded draw.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod readings;

use readings::{each, facts, read, shown};
use std::collections::BTreeMap;
use tricord::model::{List, Paragraph};

#[test]
fn notes_are_right() {
    let facts = facts("notes.tsv");
    each(&[List::Us, List::Kr], |list, _, by_id| {
        let own: Vec<_> = facts.iter().filter(|f| f[0].starts_with(list.code())).collect();
        assert!(own.len() >= 40, "{} facts of {}", own.len(), list.code());
        let mut wrong = Vec::new();
        for fact in own {
            let note = by_id[fact[0].as_str()].note.as_ref().unwrap_or_else(|| panic!("{} is no note", fact[0]));
            let defines = if note.defines.is_empty() { "-".to_owned() } else { note.defines.join(";") };
            if note.effect.word() != fact[1] || shown(&note.targets) != fact[2] || defines != fact[3] {
                wrong.push(format!("{fact:?}, read {} {} {defines}", note.effect.word(), shown(&note.targets)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

/// Japan has no notes: what it takes out, brings in or defines stands in clauses.
#[test]
fn japanese_clauses_are_right() {
    let facts = facts("clauses.tsv");
    each(&[List::Jp], |_, _, by_id| {
        assert!(facts.len() >= 40, "{} facts", facts.len());
        let mut wrong = Vec::new();
        for fact in &facts {
            let number: usize = fact[1].parse().unwrap();
            let clause = &by_id[fact[0].as_str()].clauses[number - 1];
            if clause.effect.word() != fact[2] || shown(&clause.names) != fact[3] {
                wrong.push(format!("{fact:?}, read {} {}", clause.effect.word(), shown(&clause.names)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

/// A bracket may limit in one sentence and take out in the next, or do both in one.
#[test]
fn a_bracket_is_read_a_sentence_at_a_time() {
    let read = |text: &str| -> Vec<(String, &'static str)> {
        let clauses = tricord::grammar::effect::clauses(text, tricord::text::Language::Ja);
        clauses.into_iter().map(|(span, effect)| (text[span].to_owned(), effect.word())).collect()
    };
    assert_eq!(
        read("炉（三〇〇度以上で使用できるものに限る。長さが五〇ミリメートル以下のものを除く。）"),
        [("長さが五〇ミリメートル以下のものを除く".to_owned(), "excludes")]
    );
    assert_eq!(
        read("加速器（医療用のものを除き、二メガワット以上のものに限る。）"),
        [("医療用のものを除き、".to_owned(), "excludes")]
    );
    assert_eq!(
        read("検出器（一メートル未満のものに限り、医療用に設計したものを除く。）"),
        [("医療用に設計したものを除く".to_owned(), "excludes")]
    );
    assert_eq!(
        read("繊維（半製品を含む。以下この号において同じ。）の束（布を除く。）"),
        [
            ("（半製品を含む。以下この号において同じ。）".to_owned(), "includes"),
            ("（布を除く。）".to_owned(), "excludes")
        ]
    );
}

/// A local term is tied to the note that defines it, at its entry first.
#[test]
fn local_terms_are_tied_to_their_definitions() {
    each(&[List::Us, List::Kr], |list, snapshot, _| {
        let local = || snapshot.paragraphs.iter().flat_map(|p| &p.quoted).filter(|q| q.local);
        let tied = local().filter(|q| !q.defined_in.is_empty()).count();
        let all = local().count();
        assert!(tied * 10 >= all * 7, "{tied} of {all} terms of {} are tied", list.code());
        let global = snapshot.paragraphs.iter().flat_map(|p| &p.quoted).filter(|q| !q.local).count();
        assert!(global > 1500, "{global} global terms of {}", list.code());
    });
}

/// What `compare` may use survives lists/.
#[test]
fn readings_survive_the_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    for list in List::ALL {
        let Some(parsed) = read(*list) else { continue };
        let place = folder.path().join(list.word());
        tricord::report::snapshot::write(&parsed.value, &place).unwrap();
        let back = tricord::report::snapshot::read(&place).unwrap();
        let by_id: BTreeMap<&str, &Paragraph> = back.paragraphs.iter().map(|p| (p.id.as_str(), p)).collect();
        assert_eq!(back.paragraphs.len(), parsed.value.paragraphs.len());
        for paragraph in &parsed.value.paragraphs {
            let again = by_id[paragraph.id.as_str()];
            assert_eq!(again.joiner, paragraph.joiner, "{}", paragraph.id);
            assert_eq!(again.standing, paragraph.standing, "{}", paragraph.id);
            assert_eq!(again.note, paragraph.note, "{}", paragraph.id);
            assert_eq!(again.citations, paragraph.citations, "{}", paragraph.id);
            assert_eq!(again.clauses, paragraph.clauses, "{}", paragraph.id);
            assert_eq!(again.quoted, paragraph.quoted, "{}", paragraph.id);
        }
    }
}

/// A bound or citation inside an exclusion is the exclusion's.
#[test]
fn what_stands_in_an_exclusion_is_told_apart() {
    let Some(parsed) = read(List::Jp) else { return };
    let of = |id: &str, literal: &str| {
        let paragraph = parsed.value.paragraphs.iter().find(|p| p.id.as_str() == id).unwrap();
        let citation = paragraph.citations.iter().find(|c| c.literal == literal).unwrap();
        paragraph.is_excluded(citation.span)
    };
    // 次のイからニまで…（ホに該当するものを除く。）
    assert!(!of("JP:1/1.14", "イからニ"));
    assert!(of("JP:1/1.14", "ホ"));
}
