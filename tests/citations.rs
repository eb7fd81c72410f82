//! Promise: a citation inside a list is resolved to the paragraphs that a person would look
//! up. The facts were drawn by a seeded draw, two thirds from relative citations and
//! ranges, one third from all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod readings;

use readings::{each, facts, read, shown};
use tricord::model::{List, Target};

#[test]
fn citations_are_right() {
    let facts = facts("citations.tsv");
    each(List::ALL, |list, _, by_id| {
        let own: Vec<_> = facts.iter().filter(|f| f[0].starts_with(list.code())).collect();
        assert!(own.len() >= 30, "{} facts of {}", own.len(), list.code());
        let mut wrong = Vec::new();
        for fact in own {
            let citations = &by_id[fact[0].as_str()].citations;
            let same = citations.iter().filter(|c| c.literal == fact[1]);
            let read: Vec<String> = same.map(|c| format!("{} {}", c.target.word(), shown(c.target.ids()))).collect();
            if !read.contains(&format!("{} {}", fact[2], fact[3])) {
                wrong.push(format!("{fact:?}, read {read:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

/// Every citation that points nowhere is listed here, checked by hand: the list itself is
/// wrong there, or cites what it no longer has; and each is a diagnostic with its place.
#[test]
fn citations_that_point_nowhere_are_known() {
    let facts = facts("nowhere.tsv");
    for list in List::ALL {
        let Some(parsed) = read(*list) else { continue };
        let known: Vec<String> =
            facts.iter().filter(|f| f[0].starts_with(list.code())).map(|f| format!("{} {}", f[0], f[1])).collect();
        let mut found = Vec::new();
        for paragraph in &parsed.value.paragraphs {
            let nowhere = paragraph.citations.iter().filter(|c| c.target == Target::Nowhere && !c.literal.is_empty());
            found.extend(nowhere.map(|c| format!("{} {}", paragraph.id, c.literal)));
        }
        assert_eq!(found, known);
        let said: Vec<_> = parsed.diagnostics.iter().filter(|d| d.code == "citation-nowhere").collect();
        assert_eq!(said.len(), found.len());
        assert!(said.iter().all(|d| d.place.line > 0 && !d.place.file.is_empty() && !d.place.excerpt.is_empty()));
    }
}
