//! What stands on the sheets.

use num_traits::ToPrimitive as _;

use super::sheet::{Cell, Sheet};
use crate::compare::{Finding, Side, reading};
use crate::correlate::Correlation;
use crate::correlate::group::Group;
use crate::correlate::pair::{Evidence, Pair};
use crate::correlate::tree::Trees;
use crate::model::{List, ListSnapshot, Op};
use crate::quantity::rational;
use crate::report::address::address;
use crate::report::agenda::{evidence as told, wording};
use crate::report::label;
use crate::report::message::{Messages, capital, keyed};
use crate::report::tables::{Sided, coverage_rows, group_name, reference};

/// Pairs of lists in the order of [`Finding::relations`].
const PAIRS: [(List, List); 3] = [(List::Us, List::Jp), (List::Us, List::Kr), (List::Jp, List::Kr)];

/// A row a group, as in `correlation.csv`.
pub fn correlation_sheet(correlation: &Correlation<'_>, m: &Messages) -> Sheet {
    let trees = &correlation.trees;
    let mut heads = texts(m, &["column.group", "column.subject"]);
    heads.extend(List::ALL.iter().map(|l| m.list(*l).to_owned()));
    heads.extend(List::ALL.iter().map(|l| of_list(m, *l, "column.citation")));
    heads.extend(texts(m, &["column.confidence", "column.absent", "column.evidence"]));
    let rows = correlation.rows().map(|(group, pairs)| {
        let mut row = vec![text(group_name(trees, group)), text(label::told(trees, &group.members, m))];
        let sides = [List::Us, List::Jp, List::Kr].map(|l| (l, Sided::new(trees, group.of(l))));
        row.extend(sides.iter().map(|(_, side)| text(side.ids())));
        row.extend(sides.iter().map(|(list, side)| cited(trees, *list, side)));
        let confidence = group.confidence(pairs).map(|c| m.text(&keyed("confidence", c.word())).to_owned());
        row.extend([
            text(confidence.unwrap_or_default()),
            text(absent(trees, group, m)),
            text(evidence(trees, group, pairs, m)),
        ]);
        row
    });
    Sheet { name: m.text("sheet.correlation").to_owned(), heads, rows: rows.collect() }
}

/// What speaks for the pairs of a group, a pair a line.
fn evidence(trees: &Trees<'_>, group: &Group, pairs: &[Pair], m: &Messages) -> String {
    let said = group.pairs.iter().filter_map(|i| pairs.get(*i)).map(|pair| {
        let mut said: Vec<String> = pair.evidence.iter().map(|e| spoken(e, m)).collect();
        said.extend(pair.runner_up.map(|(next, distance)| {
            m.fill("pair.next", &[("id", trees.id(next)), ("distance", &distance.to_string())])
        }));
        format!("{}~{}: {}", trees.id(pair.left), trees.id(pair.right), said.join(m.text("join.semicolon")))
    });
    said.collect::<Vec<_>>().join("\n")
}

fn spoken(evidence: &Evidence, m: &Messages) -> String {
    match evidence {
        Evidence::Published(source) => m.fill("pair.published", &[("source", source)]),
        Evidence::Pinned(reason) => m.fill("pair.read", &[("reason", reason)]),
        Evidence::Number => m.text("pair.number").to_owned(),
        Evidence::Regime(tag) => m.fill("pair.regime", &[("tag", tag)]),
        Evidence::Content { shared, all } => {
            m.fill("pair.content", &[("shared", &shared.to_string()), ("all", &all.to_string())])
        }
        Evidence::Children => m.text("pair.children").to_owned(),
        Evidence::Above => m.text("pair.above").to_owned(),
        Evidence::Substance(cas) => m.fill("pair.substance", &[("cas", cas)]),
    }
}

/// Why a list has no member, a line each.
fn absent(trees: &Trees<'_>, group: &Group, m: &Messages) -> String {
    let why = group.absent.iter().map(|(list, absence)| {
        let said = m.text(&keyed("absent", absence.word())).to_owned();
        let more = reference(trees, absence).map_or_else(String::new, |r| format!(" ({r})"));
        m.fill("value.of-list", &[("list", m.list(*list)), ("value", &(said + &more))])
    });
    why.collect::<Vec<_>>().join("\n")
}

/// A row a finding, as in `findings.csv`, in the order of the lists.
pub fn finding_sheet(trees: &Trees<'_>, findings: &[&Finding], m: &Messages, name: &str) -> Sheet {
    let mut heads = texts(m, &["column.identifier", "column.kind", "column.subject", "column.parameter"]);
    for what in ["column.citation", "column.value", "column.as-number", "column.printed", "column.converted"] {
        heads.extend(List::ALL.iter().map(|l| of_list(m, *l, what)));
    }
    heads.extend(PAIRS.iter().map(|(a, b)| capital(&m.lists(&[*a, *b]))));
    let rest = [
        "column.stricter",
        "column.cause",
        "column.evidence",
        "column.materiality",
        "column.weight",
        "column.reasons",
        "column.root",
    ];
    heads.extend(texts(m, &rest));
    heads.extend(List::ALL.iter().map(|l| m.list(*l).to_owned()));
    let rows = findings.iter().map(|f| finding_row(trees, f, m)).collect();
    Sheet { name: m.text(name).to_owned(), heads, rows }
}

fn finding_row(trees: &Trees<'_>, f: &Finding, m: &Messages) -> Vec<Cell> {
    let word = |table: &str, word: &str| text(m.text(&keyed(table, word)).to_owned());
    let label = label::told(trees, &f.nodes().collect::<Vec<_>>(), m);
    // What a reader says of the words is no number, and stands as it was written.
    let read = f.cause_evidence.starts_with(reading::EVIDENCE);
    let parameter = if read { f.parameter.clone() } else { wording::named(m, &f.parameter) };
    // A bound as in `findings.csv`, a word in the language of the workbook.
    let value = |v: &String| if read || is_bound(v) { v.clone() } else { wording::value(m, v) };
    let values = |side: &Side| side.values.iter().map(value).collect::<Vec<_>>().join("\n");
    let (evidence, _) = told::evidence(m, &f.cause_evidence, f.cause);
    let (reasons, _) = told::reasons(m, &f.weight_reasons);
    let sides = [List::Us, List::Jp, List::Kr].map(|l| (l, Sided::new(trees, f.side(l).paragraphs.iter().copied())));
    let mut row = vec![text(f.id.clone()), word("kind", f.kind.word()), text(label), text(parameter)];
    row.extend(sides.iter().map(|(list, side)| cited(trees, *list, side)));
    row.extend(f.sides.iter().map(|side| text(values(side))));
    row.extend(f.sides.iter().map(|side| if read { text(String::new()) } else { number(&side.values) }));
    row.extend(f.sides.iter().map(|side| text(side.printed.join("\n"))));
    row.extend(f.sides.iter().map(|side| text(side.converted.join("\n"))));
    row.extend(PAIRS.iter().zip(f.relations).map(|((a, b), relation)| {
        text(relation.map_or_else(String::new, |r| {
            capital(&m.fill(&keyed("stand", r.word()), &[("a", &m.lists(&[*a])), ("b", &m.lists(&[*b]))]))
        }))
    }));
    let stricter: Vec<&str> = f.stricter().into_iter().map(|l| m.list(l)).collect();
    row.extend([
        text(stricter.join(m.text("join.comma"))),
        word("cause", f.cause.word()),
        text(evidence),
        word("materiality", f.materiality.word()),
        Cell::Number(f64::from(f.weight)),
        text(reasons),
        text(f.root.clone()),
    ]);
    row.extend(sides.iter().map(|(_, side)| text(side.ids())));
    row
}

/// A row a measure of a list, as in `coverage.csv`: the number, and as it is printed.
pub fn coverage_sheet(lists: &[ListSnapshot; 3], m: &Messages) -> Sheet {
    let rows = coverage_rows(lists.iter()).map(|(list, measure, value)| {
        let key = measure.replace('%', "share").replace(' ', "-");
        let number = value.parse().map_or_else(|_| text(String::new()), Cell::Number);
        vec![text(m.list(list).to_owned()), text(m.text(&keyed("measure", &key)).to_owned()), number, text(value)]
    });
    Sheet {
        name: m.text("sheet.coverage").to_owned(),
        heads: texts(m, &["column.list", "column.measure", "column.as-number", "column.printed"]),
        rows: rows.collect(),
    }
}

fn text(text: String) -> Cell {
    Cell::Text(text)
}

fn texts(m: &Messages, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| m.text(key).to_owned()).collect()
}

fn of_list(m: &Messages, list: List, what: &str) -> String {
    m.fill("value.of-list", &[("list", m.list(list)), ("value", m.text(what))])
}

/// The citations of some paragraphs of `list`, linked to the official place of the first.
fn cited(trees: &Trees<'_>, list: List, side: &Sided<'_>) -> Cell {
    let first = side.paragraphs().first().and_then(|p| address(trees.of(list).snapshot, p));
    let cites = side.cites();
    match first {
        Some(address) => Cell::Link(cites, address),
        None => text(cites),
    }
}

/// Whether a value is a bound, `OP VALUE UNIT`.
fn is_bound(value: &str) -> bool {
    value.split_once(' ').is_some_and(|(op, _)| Op::from_word(op).is_some())
}

/// The number of a side that has one bound; empty of any other.
fn number(values: &[String]) -> Cell {
    let bound = || {
        let [only] = values else { return None };
        let (_, rest) = only.split_once(' ').filter(|_| is_bound(only))?;
        rational::parse(rest.split(' ').next()?)?.to_f64()
    };
    bound().map_or_else(|| text(String::new()), Cell::Number)
}
