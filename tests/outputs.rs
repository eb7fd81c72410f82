//! Promise: what `diff` finds in lists/ is what it found when it was last read: a line a
//! finding and a line a group, facts alone, so that whoever changes a rule sees what moved.
//!
//! `INSTA_UPDATE=always cargo test --locked --test outputs` writes the snapshots anew; the
//! difference is read before it is committed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::Path;

use tricord::compare::{Finding, compare};
use tricord::correlate::group::Group;
use tricord::correlate::known::Known;
use tricord::correlate::pair::{Evidence, Pair};
use tricord::correlate::{Correlation, correlate};
use tricord::model::{Hash, List, ListSnapshot};
use tricord::quantity::Relation;
use tricord::report::snapshot;
use tricord::report::tables::{self, Sided};

#[test]
fn what_is_found_in_lists_is_as_it_was_read() {
    let (lists, readers) = read();
    for (known, name) in known(&readers).iter().zip(["", "__unaided"]) {
        let correlation = correlate(&lists, known);
        let (groups, findings) = (correlated(&correlation), compared(&correlation));
        // The names of the snapshots do not hang on the binary that the test is part of.
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            if name.is_empty() {
                insta::assert_snapshot!("outputs__findings", findings.join("\n"));
                insta::assert_snapshot!("outputs__groups", groups.join("\n"));
            } else {
                let sums = [sum(&findings), sum(&groups)].join("\n");
                insta::assert_snapshot!(format!("outputs{name}"), sums);
            }
        });
    }
}

/// The lists and what people know.
pub fn read() -> ([ListSnapshot; 3], Known) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("lists");
    let lists = [("us", "2026-08-18"), ("jp", "2026-02-14"), ("kr", "2025-02-28")]
        .map(|(list, edition)| snapshot::read(&root.join(list).join(edition)).unwrap());
    (lists, Known::read(&root.join("correlation")).unwrap())
}

/// All that people know; and nothing, so that rules show for which readers have answered: that is
/// shown as sums alone, since nobody reads what comes out.
pub fn known(readers: &Known) -> [Known; 2] {
    [readers.clone(), Known::default()]
}

/// How many lines there are, and a hash of them.
fn sum(lines: &[String]) -> String {
    format!("{} {}", lines.len(), Hash::of(lines.join("\n").as_bytes()))
}

/// A line a group, of controls and of notes, sorted; then a line a pin that is to be read again.
pub fn correlated(correlation: &Correlation<'_>) -> Vec<String> {
    let mut lines: Vec<String> = correlation.rows().map(|(g, pairs)| group(correlation, g, pairs)).collect();
    lines.sort();
    lines.extend(correlation.review.iter().map(|(pin, why)| format!("review {} {}: {why}", pin.a, pin.b)));
    lines
}

/// A line a finding, sorted.
pub fn compared(correlation: &Correlation<'_>) -> Vec<String> {
    let mut lines: Vec<String> = compare(correlation).iter().map(|f| finding(correlation, f)).collect();
    lines.sort();
    lines
}

/// Id, kind, parameter; each list's paragraphs and values, as printed and as converted; how US
/// and JP, US and KR, JP and KR relate; cause and its evidence; materiality, weight, and the
/// finding that it follows from. What a reader wrote is left to lists/correlation.
fn finding(correlation: &Correlation<'_>, f: &Finding) -> String {
    let is_read = f.cause_evidence.starts_with("read: ");
    let sides = List::ALL.iter().map(|list| {
        let side = f.side(*list);
        let values = [&side.values, &side.printed, &side.converted].map(|v| v.join(" | "));
        let values = values.iter().filter(|v| !is_read && !v.is_empty()).map(|v| format!(" [{v}]"));
        let ids = Sided::new(&correlation.trees, side.paragraphs.iter().copied()).ids();
        ids + &values.collect::<String>()
    });
    let relations = f.relations.map(|r| r.map_or("-", Relation::word)).join(" ");
    let cause = match f.cause_evidence.as_str() {
        "" => f.cause.word().to_owned(),
        _ if is_read => format!("{}: read", f.cause.word()),
        said => format!("{}: {said}", f.cause.word()),
    };
    let root = if f.root == f.id { "" } else { &f.root };
    [
        f.id.clone(),
        f.kind.word().to_owned(),
        if is_read { String::new() } else { f.parameter.clone() },
        sides.collect::<Vec<_>>().join("; "),
        relations,
        cause,
        format!("{} {} {root}", f.materiality.word(), f.weight).trim_end().to_owned(),
    ]
    .join(" / ")
}

/// Members, the one that it goes by in brackets; why lists have none, confidence, and a pair
/// each: what speaks for it, its likeness, and by how much the next best counterpart is less alike.
fn group(correlation: &Correlation<'_>, g: &Group, pairs: &[Pair]) -> String {
    let trees = &correlation.trees;
    let members = Sided::new(trees, g.members.iter().copied());
    let name = g.name.map(|n| trees.id(n));
    let shown = |id: &str| if name == Some(id) { format!("({id})") } else { id.to_owned() };
    let ids = members.paragraphs().iter().map(|p| shown(p.id.as_str()));
    let absent = g.absent.iter().map(|(list, why)| {
        let more = tables::reference(trees, why).map_or_else(String::new, |r| format!(" {r}"));
        let near = why.near().map_or_else(String::new, |(_, likeness)| format!(" {likeness}"));
        format!("{}:{}{more}{near}", list.word(), why.word())
    });
    let tied = g.pairs.iter().map(|i| pair(&pairs[*i]));
    let parts = [
        ids.collect::<Vec<_>>().join(" "),
        absent.collect::<Vec<_>>().join("; "),
        g.confidence(pairs).map_or("", |c| c.word()).to_owned(),
        tied.collect::<Vec<_>>().join(", "),
    ];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" / ")
}

fn pair(p: &Pair) -> String {
    let mut said: Vec<String> = p
        .evidence
        .iter()
        .map(|evidence| match evidence {
            Evidence::Published(_) => "published".to_owned(),
            Evidence::Pinned(_) => "read".to_owned(),
            Evidence::Number => "number".to_owned(),
            Evidence::Regime(tag) => tag.clone(),
            Evidence::Content { shared, all } => format!("{shared}/{all}"),
            Evidence::Children => "children".to_owned(),
            Evidence::Above => "above".to_owned(),
            Evidence::Substance(cas) => cas.clone(),
        })
        .collect();
    said.push(p.likeness.to_string());
    said.extend(p.runner_up.map(|(_, by)| format!("-{by}")));
    said.join(" ")
}
