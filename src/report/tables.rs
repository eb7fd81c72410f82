//! The tables of `tricord diff`: one row a group, a finding, a measure.

use std::fmt::Write as _;

use serde::Serialize;

use super::coverage::{percent, shares};
use super::csv_table::{table, table_of};
use crate::compare::{Finding, compare};
use crate::correlate::Correlation;
use crate::correlate::group::{Absence, Group};
use crate::correlate::pair::Pair;
use crate::correlate::tree::{Node, Trees};
use crate::model::{List, ListSnapshot, Paragraph, cite};
use crate::quantity::Relation;

/// A row of `correlation.csv`.
#[derive(Default, Serialize)]
struct GroupRow {
    group: String,
    us: String,
    jp: String,
    kr: String,
    confidence: &'static str,
    evidence: String,
    absent: String,
    us_cite: String,
    jp_cite: String,
    kr_cite: String,
    label: String,
    us_sha: String,
    jp_sha: String,
    kr_sha: String,
}

/// A row of `findings.csv`.
#[derive(Default, Serialize)]
struct FindingRow {
    id: String,
    kind: &'static str,
    us: String,
    jp: String,
    kr: String,
    parameter: String,
    us_value: String,
    jp_value: String,
    kr_value: String,
    us_cite: String,
    jp_cite: String,
    kr_cite: String,
    us_jp: &'static str,
    us_kr: &'static str,
    jp_kr: &'static str,
    cause: &'static str,
    cause_evidence: String,
    materiality: &'static str,
    weight: u32,
    weight_reasons: String,
    root: String,
    stricter: String,
    us_printed: String,
    jp_printed: String,
    kr_printed: String,
    us_converted: String,
    jp_converted: String,
    kr_converted: String,
    label: String,
    us_at: String,
    jp_at: String,
    kr_at: String,
    us_sha: String,
    jp_sha: String,
    kr_sha: String,
}

#[derive(Default, Serialize)]
struct CoverageRow {
    list: &'static str,
    measure: String,
    value: String,
}

/// Items joined by `separator`.
fn joined<T: AsRef<str>>(items: impl Iterator<Item = T>, separator: &str) -> String {
    let mut out = String::new();
    for (n, item) in items.enumerate() {
        if n > 0 {
            out.push_str(separator);
        }
        out.push_str(item.as_ref());
    }
    out
}

/// Paragraphs in the order of their ids: all cells that name them have it.
pub struct Sided<'s>(Vec<&'s Paragraph>);

impl<'s> Sided<'s> {
    /// Of some paragraphs.
    pub fn new(trees: &Trees<'s>, nodes: impl Iterator<Item = Node>) -> Self {
        let mut paragraphs: Vec<&Paragraph> = nodes.filter_map(|n| trees.paragraph(n)).collect();
        paragraphs.sort_by(|a, b| a.id.cmp(&b.id));
        Self(paragraphs)
    }

    /// The paragraphs.
    pub fn paragraphs(&self) -> &[&'s Paragraph] {
        &self.0
    }

    /// Their ids.
    pub fn ids(&self) -> String {
        joined(self.0.iter().map(|p| p.id.as_str()), " ")
    }

    /// Their citations in official form.
    pub fn cites(&self) -> String {
        joined(self.0.iter().map(|p| cite(&p.id)), "; ")
    }

    /// The first 12 hexadecimal digits of each paragraph's text hash: by them a review tells a
    /// change of law from one of the parser.
    fn hashes(&self) -> String {
        joined(self.0.iter().map(|p| p.text_sha256.short()), " ")
    }

    /// Where they stand in their documents: `file:line:first byte-last byte`.
    fn places(&self, list: &ListSnapshot) -> String {
        let place = |p: &&Paragraph| {
            let at = &p.provenance;
            let file = list.sources.get(usize::from(at.source)).map_or("", |s| s.file.as_str());
            format!("{file}:{}:{}-{}", at.line, at.bytes.start, at.bytes.end)
        };
        joined(self.0.iter().map(place), " ")
    }
}

/// The findings, and every table of `tricord diff` with its file's name.
pub fn all(correlation: &Correlation<'_>, lists: &[ListSnapshot; 3]) -> (Vec<Finding>, [(&'static str, Vec<u8>); 3]) {
    // The first table needs no findings: it is written while the groups are compared.
    let (groups, findings) = rayon::join(|| self::correlation(correlation), || compare(correlation));
    let outputs = [
        ("correlation.csv", groups),
        ("findings.csv", self::findings(correlation, &findings)),
        ("coverage.csv", coverage(lists.iter())),
    ];
    (findings, outputs)
}

/// `correlation.csv`: every entry and item of the three lists stands in a row;
/// one that is the counterpart of many in the row of each. Notes that answer to each other
/// have rows of their own.
pub fn correlation(correlation: &Correlation<'_>) -> Vec<u8> {
    let trees = &correlation.trees;
    let mut groups: Vec<(&Group, &[Pair])> = correlation.rows().collect();
    // By what a group goes by, and not by its place in a document.
    groups.sort_by_key(|(g, _)| g.name.and_then(|n| Some((n.list, &trees.paragraph(n)?.id))));
    table_of(&groups, |(g, pairs)| {
        let [us, jp, kr] = [List::Us, List::Jp, List::Kr].map(|list| Sided::new(trees, g.of(list)));
        GroupRow {
            group: group_name(trees, g),
            us: us.ids(),
            jp: jp.ids(),
            kr: kr.ids(),
            confidence: g.confidence(pairs).map_or("", |c| c.word()),
            evidence: evidence(trees, g, pairs),
            absent: absent(trees, g),
            us_cite: us.cites(),
            jp_cite: jp.cites(),
            kr_cite: kr.cites(),
            label: super::label::label(trees, g),
            us_sha: us.hashes(),
            jp_sha: jp.hashes(),
            kr_sha: kr.hashes(),
        }
    })
}

/// A group goes by its first member that stands in no other group.
pub fn group_name(trees: &Trees<'_>, group: &Group) -> String {
    group.name.map_or_else(String::new, |n| trees.id(n).to_owned())
}

/// What speaks for the pairs of a group, a pair at a time.
fn evidence(trees: &Trees<'_>, group: &Group, pairs: &[Pair]) -> String {
    let mut out = String::new();
    for pair in group.pairs.iter().filter_map(|i| pairs.get(*i)) {
        let between = if out.is_empty() { "" } else { " | " };
        out.extend([between, trees.id(pair.left), "~", trees.id(pair.right), ": "]);
        for (n, evidence) in pair.evidence.iter().enumerate() {
            // Into memory: there is nothing that can fail.
            let _ = write!(out, "{}{evidence}", if n == 0 { "" } else { ", " });
        }
        if let Some((next, distance)) = pair.runner_up {
            let _ = write!(out, "; next {} at -{distance}", trees.id(next));
        }
    }
    out
}

/// Why a list has no member: `kr:none KR:3A001.b`, `us:elsewhere US: NRC`.
fn absent(trees: &Trees<'_>, group: &Group) -> String {
    let why = group.absent.iter().map(|(list, absence)| {
        let more = reference(trees, absence).map_or_else(String::new, |r| format!(" {r}"));
        format!("{}:{}{more}", list.word(), absence.word())
    });
    joined(why, "; ")
}

/// The paragraphs or the law that an absence refers to.
pub fn reference(trees: &Trees<'_>, absence: &Absence) -> Option<String> {
    match absence {
        Absence::Elsewhere(law) => Some(law.clone()),
        _ => Some(joined(absence.nodes().into_iter().map(|n| trees.id(n)), " ")).filter(|ids| !ids.is_empty()),
    }
}

/// `findings.csv`, in the order of the ids: a finding that changes, comes or goes is one
/// line, whatever is renumbered. A workbook and the papers have them in the order of the lists.
pub fn findings(correlation: &Correlation<'_>, findings: &[Finding]) -> Vec<u8> {
    let trees = &correlation.trees;
    let values = |f: &Finding, list: List| f.side(list).values.join(" | ");
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    table_of(&sorted, |f| {
        let [us, jp, kr] =
            [List::Us, List::Jp, List::Kr].map(|list| Sided::new(trees, f.side(list).paragraphs.iter().copied()));
        let places = |side: &Sided<'_>, list| side.places(trees.of(list).snapshot);
        let [us_jp, us_kr, jp_kr] = f.relations.map(|r| r.map_or("", Relation::word));
        FindingRow {
            id: f.id.clone(),
            kind: f.kind.word(),
            us: us.ids(),
            jp: jp.ids(),
            kr: kr.ids(),
            parameter: f.parameter.clone(),
            us_value: values(f, List::Us),
            jp_value: values(f, List::Jp),
            kr_value: values(f, List::Kr),
            us_cite: us.cites(),
            jp_cite: jp.cites(),
            kr_cite: kr.cites(),
            us_jp,
            us_kr,
            jp_kr,
            cause: f.cause.word(),
            cause_evidence: f.cause_evidence.clone(),
            materiality: f.materiality.word(),
            weight: f.weight,
            weight_reasons: f.weight_reasons.join("; "),
            root: f.root.clone(),
            stricter: joined(f.stricter().iter().map(|l| l.word()), " "),
            us_printed: f.side(List::Us).printed.join(" | "),
            jp_printed: f.side(List::Jp).printed.join(" | "),
            kr_printed: f.side(List::Kr).printed.join(" | "),
            us_converted: f.side(List::Us).converted.join(" | "),
            jp_converted: f.side(List::Jp).converted.join(" | "),
            kr_converted: f.side(List::Kr).converted.join(" | "),
            label: super::label::of(trees, &f.nodes().collect::<Vec<_>>()),
            us_at: places(&us, List::Us),
            jp_at: places(&jp, List::Jp),
            kr_at: places(&kr, List::Kr),
            us_sha: us.hashes(),
            jp_sha: jp.hashes(),
            kr_sha: kr.hashes(),
        }
    })
}

/// `coverage.csv`: the three shares of each list, and the counts behind them.
pub fn coverage<'s>(lists: impl Iterator<Item = &'s ListSnapshot>) -> Vec<u8> {
    table(coverage_rows(lists).map(|(list, measure, value)| CoverageRow { list: list.word(), measure, value }))
}

/// List, measure and value of the rows of `coverage.csv`.
pub fn coverage_rows<'s>(
    lists: impl Iterator<Item = &'s ListSnapshot>,
) -> impl Iterator<Item = (List, String, String)> {
    lists.flat_map(|list| {
        let row = |measure: &str, value: String| (list.list, measure.to_owned(), value);
        let c = &list.coverage;
        let mut rows: Vec<_> =
            shares(c).into_iter().map(|(name, share)| row(&format!("{name} %"), percent(share))).collect();
        rows.push(row("characters", c.characters.to_string()));
        rows.extend(c.dispositions.iter().map(|(d, n)| row(&format!("characters as {d}"), n.to_string())));
        rows.push(row("numbers", c.numbers.to_string()));
        rows.push(row("numbers read", c.numbers_read.to_string()));
        rows
    })
}
