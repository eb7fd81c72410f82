//! One page for ministers: results that are near, in plain words.

use std::collections::BTreeMap;

use super::Papers;
use super::items::Status;
use super::meeting::SinceLast;
use super::point::{Part, Point};
use super::wording;
use crate::model::List;
use crate::report::paper::{Block, Paper};

/// Examples that a sentence names.
const EXAMPLES: usize = 3;

/// The page.
pub fn page(papers: &Papers<'_>) -> Paper {
    let m = papers.messages;
    let mut paper = papers.paper(m.fill("ministers.title", &[("meeting", papers.name)]));
    paper.blocks.push(Block::Paragraph(m.fill("agenda.editions", &[("editions", &m.editions(papers.editions))])));
    let mut near: Vec<String> = Vec::new();
    for (key, statuses) in
        [("ministers.agreed", &[Status::Agreed, Status::Done][..]), ("ministers.progress", &[Status::InProgress][..])]
    {
        let items = papers.meeting.rows.iter().filter(|i| statuses.contains(&papers.meeting.items.status(i.row)));
        let named: Vec<String> = items.map(|i| named(papers, i.point, i.row)).collect();
        near.extend(counted(papers, key, &named));
    }
    let mut values: Vec<&Point> = papers.points().filter(|p| p.is_quick_win()).collect();
    // What has a name is an example before what has a number alone.
    values.sort_by_key(|p| p.concepts.is_empty());
    let named: Vec<String> = values.iter().map(|p| plain(papers, p)).collect();
    let key = if named.len() == 1 { "ministers.one-value-one" } else { "ministers.one-value" };
    near.extend(counted(papers, key, &named));
    near.extend(errors(papers));
    let closed = papers.meeting.rows.iter().filter(|i| i.since_last == SinceLast::Closed && !i.is_old).count();
    if closed > 0 {
        near.push(m.fill("ministers.closed", &[("count", &closed.to_string())]));
    }
    if !papers.comparison.agreed.is_empty() {
        near.push(m.fill("ministers.units", &[("count", &papers.comparison.agreed.len().to_string())]));
    }
    match near.is_empty() {
        true => paper.blocks.push(Block::Paragraph(m.text("ministers.none").to_owned())),
        false => {
            paper.blocks.push(Block::Paragraph(m.text("ministers.lead").to_owned()));
            paper.blocks.extend(near.into_iter().map(Block::Bullet));
        }
    }
    let others = papers.points().filter(|p| p.part() == Part::Agenda && !p.is_quick_win()).count();
    paper.blocks.push(Block::Paragraph(m.fill("ministers.outlook", &[("count", &others.to_string())])));
    paper
}

fn counted(papers: &Papers<'_>, key: &str, named: &[String]) -> Option<String> {
    if named.is_empty() {
        return None;
    }
    let m = papers.messages;
    let mut examples: Vec<String> = Vec::new();
    for name in named {
        if !examples.contains(name) {
            examples.push(name.clone());
        }
    }
    examples.truncate(EXAMPLES);
    let examples = examples.join(m.text("join.comma"));
    Some(m.fill(key, &[("count", &named.len().to_string()), ("examples", &examples)]))
}

/// A point in plain words: what it is about, and its number in brackets.
fn plain(papers: &Papers<'_>, point: &Point) -> String {
    let m = papers.messages;
    let (subject, entry) = (point.concepts.first().map(|c| wording::concept(m, c)), wording::entry(m, &point.entry));
    subject.map_or_else(|| entry.clone(), |s| format!("{s} ({entry})"))
}

fn named(papers: &Papers<'_>, point: Option<&Point>, row: usize) -> String {
    match point {
        Some(point) => plain(papers, point),
        None => {
            let recorded = papers.meeting.items.cell(row, "point");
            recorded.split(": ").next().unwrap_or(recorded).to_owned()
        }
    }
}

fn errors(papers: &Papers<'_>) -> Option<String> {
    let m = papers.messages;
    let mut counts: BTreeMap<List, usize> = BTreeMap::new();
    for point in papers.points().filter(|p| p.part() == Part::Drafting) {
        // An error that is not known to be of one text promises nothing.
        if let Some(list) = point.in_error() {
            *counts.entry(list).or_insert(0) += point.places.len();
        }
    }
    let all: usize = counts.values().sum();
    let lists: Vec<String> = counts
        .iter()
        .map(|(l, n)| m.fill("ministers.errors-of", &[("list", m.list(*l)), ("count", &n.to_string())]))
        .collect();
    let lists = lists.join(m.text("join.comma"));
    (all > 0).then(|| m.fill("ministers.errors", &[("count", &all.to_string()), ("lists", &lists)]))
}
