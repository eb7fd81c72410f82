//! The annexes: what needs no discussion, what one government mends for itself, and what
//! could not be told.

use std::collections::BTreeMap;

use super::Papers;
use super::point::{Part, Point};
use super::wording;
use crate::model::{Id, List};
use crate::report::message::keyed;
use crate::report::paper::{Block, Paper, Table};

/// Adds the annexes to `paper`.
pub fn annexes(papers: &Papers<'_>, paper: &mut Paper) {
    paper.blocks.push(Block::PageBreak);
    units(papers, paper);
    drafting(papers, paper);
    by_entry(papers, paper, Part::Unread, ("annex.unread", "annex.unread-note"));
    by_entry(papers, paper, Part::Moved, ("annex.moved", "annex.moved-note"));
}

fn open(papers: &Papers<'_>, paper: &mut Paper, title: &str, note: &str) {
    paper.blocks.push(Block::Heading(1, papers.messages.text(title).to_owned()));
    paper.blocks.push(Block::Paragraph(papers.messages.text(note).to_owned()));
}

/// Adds the table, or a word where it is empty.
fn close(papers: &Papers<'_>, paper: &mut Paper, table: Table) {
    paper.blocks.push(match table.rows.is_empty() {
        true => Block::Paragraph(papers.messages.text("agenda.nothing").to_owned()),
        false => Block::Table(table),
    });
}

fn units(papers: &Papers<'_>, paper: &mut Paper) {
    let m = papers.messages;
    open(papers, paper, "annex.units", "annex.units-note");
    let head = List::ALL.iter().map(|l| m.list(*l).to_owned()).collect();
    let mut table = Table::new(head, &[34, 33, 33]);
    let trees = &papers.comparison.correlation.trees;
    for agreed in &papers.comparison.agreed {
        let cell = |list: List| {
            let side = agreed.sides.get(list as usize).copied().flatten();
            side.and_then(|(node, bound)| Some((trees.paragraph(node)?, bound))).map_or_else(
                || m.text("value.none").to_owned(),
                |(paragraph, bound)| {
                    format!("{}\n{}", wording::citation(m, &paragraph.id), wording::value(m, &bound.to_string()))
                },
            )
        };
        table.rows.push(List::ALL.iter().map(|l| cell(*l)).collect());
    }
    close(papers, paper, table);
}

fn drafting(papers: &Papers<'_>, paper: &mut Paper) {
    open(papers, paper, "annex.drafting", "annex.drafting-note");
    let errors: Vec<&Point> = papers.points().filter(|p| p.part() == Part::Drafting).collect();
    let table = self::errors(papers, &errors);

    close(papers, paper, table);
}

/// A table of drafting errors, a place a row.
pub(super) fn errors(papers: &Papers<'_>, errors: &[&Point]) -> Table {
    let m = papers.messages;
    let head = ["column.citation", "column.value", "column.what", "column.proposal"];
    let mut table = Table::new(head.iter().map(|k| m.text(k).to_owned()).collect(), &[28, 22, 25, 25]);
    for point in errors {
        for place in &point.places {
            let lists = || List::ALL.iter().zip(&place.ids).filter(|(_, ids)| !ids.is_empty());
            let cited: Vec<String> =
                lists().flat_map(|(_, ids)| ids.iter().take(1)).map(|id| wording::citation(m, id)).collect();
            let values: Vec<String> = List::ALL
                .iter()
                .zip(&place.values)
                .filter(|(_, v)| !v.is_empty())
                .map(|(l, v)| {
                    let shown: Vec<String> = v.iter().map(|v| wording::value(m, v)).collect();
                    m.fill("value.of-list", &[("list", m.list(*l)), ("value", &shown.join(m.text("join.comma")))])
                })
                .collect();
            table.rows.push(vec![
                cited.join("\n"),
                values.join("\n"),
                wording::cause(m, point),
                wording::proposal(m, point),
            ]);
        }
    }
    table
}

/// The points of `part`, an entry a row: they are many, and nothing is to be said of each.
fn by_entry(papers: &Papers<'_>, paper: &mut Paper, part: Part, (title, note): (&str, &str)) {
    const SHOWN: usize = 6;
    let m = papers.messages;
    open(papers, paper, title, note);
    let mut entries: BTreeMap<(Option<List>, &Id), [Vec<&Id>; 3]> = BTreeMap::new();
    for point in papers.points().filter(|p| p.part() == part) {
        let sides = entries.entry((point.entry.list(), &point.entry)).or_default();
        for (list, side) in List::ALL.iter().zip(sides.iter_mut()) {
            side.extend(point.ids(*list));
        }
    }
    let mut head = vec![m.text("column.entry").to_owned()];
    head.extend(List::ALL.iter().map(|l| m.list(*l).to_owned()));
    let mut table = Table::new(head, &[16, 28, 28, 28]);
    for ((list, entry), sides) in entries {
        let named = match list {
            Some(List::Jp) => wording::entry(m, entry),
            Some(list) => format!("{} {}", m.list(list), wording::entry(m, entry)),
            None => wording::entry(m, entry),
        };
        let mut row = vec![named];
        for mut ids in sides {
            ids.sort_unstable();
            ids.dedup();
            let cited: Vec<String> = ids.into_iter().map(short).collect();
            row.push(m.some(&cited, SHOWN, m.text("join.comma")));
        }
        table.rows.push(row);
    }
    close(papers, paper, table);
}

/// The citation without the name of the instrument, which the head of the column tells.
pub(super) fn short(id: &Id) -> String {
    match id.list() {
        Some(List::Jp) => crate::model::cite(id).trim_start_matches("貨物等省令").to_owned(),
        _ => id.local().to_owned(),
    }
}

/// How a kind is called, for tables of points.
pub(super) fn kind(papers: &Papers<'_>, point: &Point) -> String {
    papers.messages.text(&keyed("kind", point.kind.word())).to_owned()
}
