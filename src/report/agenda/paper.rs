//! The agenda: an overview, the items in order of weight, what was settled and closed,
//! what changed in the lists, and the annexes.

use super::annex;
use super::items::{Items, Status};
use super::meeting::{Item, SinceLast, in_topics};
use super::point::{Part, Point};
use super::wording;
use super::{Counts, Papers, Since};
use crate::model::{Id, List};
use crate::report::message::{Messages, keyed};
use crate::report::paper::{Block, Paper, Table};

/// Places of one item that its table shows at most.
const PLACES: usize = 8;

/// The paper.
pub fn agenda(papers: &Papers<'_>) -> Paper {
    let m = papers.messages;
    let items = &papers.meeting.items;
    let mut paper = papers.paper(m.fill("agenda.title", &[("meeting", papers.name)]));
    let on_topic = |i: &&Item<'_>| i.point.is_none_or(|p| in_topics(p, papers.topics));
    let mut live: Vec<(&Item<'_>, &Point)> =
        papers.meeting.rows.iter().filter(on_topic).filter_map(|i| Some((i, i.point?))).collect();
    live.sort_by(|a, b| b.1.weight.cmp(&a.1.weight).then_with(|| a.0.row.cmp(&b.0.row)));
    let is_settled = |i: &Item<'_>| {
        matches!(items.status(i.row), Status::Done | Status::Dropped) && i.since_last != SinceLast::Reopened
    };
    let (settled, open): (Vec<_>, Vec<_>) = live.into_iter().partition(|(i, _)| is_settled(i));
    introduce(papers, &mut paper, open.len());
    overview(m, &mut paper, &open);
    paper.blocks.push(Block::Heading(1, m.text("agenda.items").to_owned()));
    if open.is_empty() {
        paper.blocks.push(Block::Paragraph(m.text("agenda.nothing").to_owned()));
    }
    for ((item, point), number) in open.iter().zip(1..) {
        self::item(papers, &mut paper, item, point, number);
    }
    let shown: std::collections::BTreeSet<&str> = open.iter().chain(&settled).map(|(_, p)| p.id.as_str()).collect();
    let rest = papers.points().filter(|p| p.part() == Part::Agenda && !shown.contains(p.id.as_str())).count();
    if rest > 0 {
        paper.blocks.push(Block::Paragraph(m.fill("agenda.rest", &[("count", &rest.to_string())])));
    }
    own(m, &mut paper, items);
    self::settled(m, &mut paper, items, &settled);
    closed(papers, &mut paper);
    if let Some(changes) = &papers.changes {
        self::changes(m, &mut paper, changes);
    }
    annex::annexes(papers, &mut paper);
    paper
}

fn introduce(papers: &Papers<'_>, paper: &mut Paper, count: usize) {
    let m = papers.messages;
    let differing = papers.points().filter(|p| p.part() == Part::Agenda).count();
    let mut say = |text: String| paper.blocks.push(Block::Paragraph(text));
    say(m.fill("agenda.editions", &[("editions", &m.editions(papers.editions))]));
    say(m.fill("agenda.summary", &[("items", &count.to_string()), ("points", &differing.to_string())]));
    if !papers.topics.is_empty() {
        let named: Vec<&str> = papers.topics.iter().map(|t| t.as_str()).collect();
        let keys: Vec<String> = named.iter().map(|t| keyed("topic", t)).collect();
        let named: Vec<&str> = keys.iter().map(|k| m.text(k)).collect();
        say(m.fill("agenda.summary-topic", &[("topics", &named.join(m.text("join.comma")))]));
    }
    say(m.text("agenda.caution").to_owned());
    say(m.text("agenda.legend").to_owned());
}

fn overview(m: &Messages, paper: &mut Paper, open: &[(&Item<'_>, &Point)]) {
    paper.blocks.push(Block::Heading(1, m.text("agenda.overview").to_owned()));
    let head = ["column.number", "column.entry", "column.point", "column.cause", "column.weight", "column.since-last"];
    let mut table = Table::new(head.iter().map(|k| m.text(k).to_owned()).collect(), &[6, 13, 43, 15, 8, 15]);
    for ((item, point), number) in open.iter().zip(1..) {
        table.rows.push(vec![
            number.to_string(),
            wording::entry(m, &point.entry),
            wording::sentence(m, point),
            m.text(&keyed("cause", point.cause.word())).to_owned(),
            point.weight.to_string(),
            m.text(&keyed("since-last", item.since_last.word())).to_owned(),
        ]);
    }
    paper.blocks.push(Block::Table(table));
}

/// The title of an item.
fn title(m: &Messages, point: &Point, number: usize) -> String {
    let (entry, subject) = (wording::entry(m, &point.entry), wording::subject(m, point));
    let number = number.to_string();
    match subject.is_empty() {
        true => m.fill("agenda.item-bare", &[("number", &number), ("entry", &entry)]),
        false => m.fill("agenda.item", &[("number", &number), ("entry", &entry), ("subject", &subject)]),
    }
}

fn item(papers: &Papers<'_>, paper: &mut Paper, item: &Item<'_>, point: &Point, number: usize) {
    let (m, items) = (papers.messages, &papers.meeting.items);
    paper.blocks.push(Block::Heading(2, title(m, point, number)));
    let sentence = format!("{}{}", wording::sentence(m, point), m.text("join.end"));
    paper.blocks.push(Block::Paragraph(sentence.trim().to_owned()));
    paper.blocks.push(Block::Table(places(m, point)));
    let mut table = Table { head: Vec::new(), widths: vec![22, 78], rows: Vec::new() };
    let mut row = |key: &str, value: String| table.rows.push(vec![m.text(key).to_owned(), value]);
    row("column.topic", wording::topics(m, point));
    row("column.stands", wording::stand(m, point));
    row("column.cause", wording::cause(m, point));
    row("column.materiality", wording::materiality(m, point));
    row("column.proposal", wording::proposal(m, point));
    let cell = |column: &str| items.cell(item.row, column).trim().to_owned();
    let owner = cell("owner");
    row("column.owner", if owner.is_empty() { m.text("agenda.unassigned").to_owned() } else { owner });
    row("column.status", m.text(&keyed("status", items.status(item.row).word())).to_owned());
    row("column.since-last", m.text(&keyed("since-last", item.since_last.word())).to_owned());
    let known = List::ALL.iter().filter_map(|list| {
        let ids = point.ids(*list);
        let since = papers.history.since(*list, &ids, papers.texts).filter(|_| !ids.is_empty())?;
        let (key, edition) = match since {
            Since::Present => ("agenda.in-these-words-from", papers.editions.get(*list as usize)?.in_force.as_str()),
            Since::Edition(date) => ("agenda.in-these-words-from", date),
            Since::AtLatest(date) => ("agenda.in-these-words", date),
        };
        Some(m.fill(key, &[("list", m.list(*list)), ("edition", edition)]))
    });
    let since: Vec<String> = std::iter::once(since(m, &cell("first_meeting"))).chain(known).collect();
    row("column.since", since.join("\n"));
    for (key, column) in [("column.decision", "decision"), ("column.note", "note")] {
        let value = cell(column);
        if !value.is_empty() {
            row(key, value);
        }
    }
    row("column.identifier", cell("id"));
    paper.blocks.push(Block::Table(table));
}

/// `first recorded at 2026-H2, on US 2026-07-30; …` of `2026-H2 (US 2026-07-30; …)`.
fn since(m: &Messages, recorded: &str) -> String {
    match recorded.split_once(" (").and_then(|(meeting, rest)| Some((meeting, rest.strip_suffix(')')?))) {
        Some((meeting, editions)) => m.fill("agenda.since-editions", &[("meeting", meeting), ("editions", editions)]),
        None => m.fill("agenda.since-meeting", &[("meeting", recorded)]),
    }
}

/// The places of a point, a column a list.
pub(super) fn places(m: &Messages, point: &Point) -> Table {
    let head = List::ALL.iter().map(|l| m.list(*l).to_owned()).collect();
    let mut table = Table::new(head, &[34, 33, 33]);
    for place in point.places.iter().take(PLACES) {
        table.rows.push(List::ALL.iter().map(|l| wording::cell(m, point, place, *l)).collect());
    }
    if point.places.len() > PLACES {
        let more = (point.places.len() - PLACES).to_string();
        table.rows.push(vec![m.fill("join.more", &[("count", &more)]), String::new(), String::new()]);
    }
    table
}

/// The rows that people added.
fn own(m: &Messages, paper: &mut Paper, items: &Items) {
    let rows: Vec<usize> = (0..items.len()).filter(|r| items.is_own(*r)).collect();
    if rows.is_empty() {
        return;
    }
    paper.blocks.push(Block::Heading(1, m.text("agenda.own").to_owned()));
    let head = ["column.point", "column.owner", "column.status", "column.decision", "column.note"];
    let mut table = Table::new(head.iter().map(|k| m.text(k).to_owned()).collect(), &[36, 12, 12, 20, 20]);
    for row in rows {
        let status = m.text(&keyed("status", items.status(row).word())).to_owned();
        let cell = |column: &str| items.cell(row, column).to_owned();
        table.rows.push(vec![cell("point"), cell("owner"), status, cell("decision"), cell("note")]);
    }
    paper.blocks.push(Block::Table(table));
}

fn settled(m: &Messages, paper: &mut Paper, items: &Items, settled: &[(&Item<'_>, &Point)]) {
    if settled.is_empty() {
        return;
    }
    paper.blocks.push(Block::Heading(1, m.text("agenda.settled").to_owned()));
    paper.blocks.push(Block::Paragraph(m.text("agenda.settled-note").to_owned()));
    let head = ["column.entry", "column.point", "column.status", "column.decision", "column.since-last"];
    let mut table = Table::new(head.iter().map(|k| m.text(k).to_owned()).collect(), &[15, 35, 10, 25, 15]);
    for (item, point) in settled {
        table.rows.push(vec![
            wording::entry(m, &point.entry),
            wording::sentence(m, point),
            m.text(&keyed("status", items.status(item.row).word())).to_owned(),
            items.cell(item.row, "decision").to_owned(),
            m.text(&keyed("since-last", item.since_last.word())).to_owned(),
        ]);
    }
    paper.blocks.push(Block::Table(table));
}

fn closed(papers: &Papers<'_>, paper: &mut Paper) {
    let (m, items) = (papers.messages, &papers.meeting.items);
    let on_topic = |row: usize| {
        papers.topics.is_empty() || items.cell(row, "topic").split(' ').any(|t| papers.topics.iter().any(|a| a == t))
    };
    let closed: Vec<&Item<'_>> =
        papers.meeting.rows.iter().filter(|i| i.point.is_none() && !i.is_old && on_topic(i.row)).collect();
    if closed.is_empty() {
        return;
    }
    paper.blocks.push(Block::Heading(1, m.text("agenda.closed").to_owned()));
    paper.blocks.push(Block::Paragraph(m.text("agenda.closed-note").to_owned()));
    let head = ["column.point", "column.value", "column.status", "column.decision", "column.since-last"];
    let mut table = Table::new(head.iter().map(|k| m.text(k).to_owned()).collect(), &[34, 21, 10, 20, 15]);
    for item in closed {
        let cell = |column: &str| items.cell(item.row, column).to_owned();
        let values: Vec<String> = List::ALL
            .iter()
            .map(|l| (*l, cell(&format!("{}_value", l.word()))))
            .filter(|(_, v)| !v.is_empty())
            .map(|(l, v)| {
                let shown: Vec<String> = v.split(" | ").map(|v| wording::value(m, v)).collect();
                m.fill("value.of-list", &[("list", m.list(l)), ("value", &shown.join(m.text("join.comma")))])
            })
            .collect();
        table.rows.push(vec![
            // What it was, as recorded then.
            format!("{} ({})", cell("point"), cell("id")),
            values.join("\n"),
            m.text(&keyed("status", items.status(item.row).word())).to_owned(),
            cell("decision"),
            m.text(&keyed("since-last", item.since_last.word())).to_owned(),
        ]);
    }
    paper.blocks.push(Block::Table(table));
}

fn changes(m: &Messages, paper: &mut Paper, changes: &std::collections::BTreeMap<Id, Counts>) {
    paper.blocks.push(Block::Heading(1, m.text("agenda.changes").to_owned()));
    if changes.is_empty() {
        paper.blocks.push(Block::Paragraph(m.text("agenda.changes-none").to_owned()));
        return;
    }
    let head = ["column.list", "column.entry", "column.changes"];
    let mut table = Table::new(head.iter().map(|k| m.text(k).to_owned()).collect(), &[20, 40, 40]);
    let mut ordered: Vec<(&Id, &Counts)> = changes.iter().collect();
    ordered.sort_by_key(|(id, _)| (id.list(), *id));
    for (id, counts) in ordered {
        let (changed, added, removed) =
            (counts.changed.to_string(), counts.added.to_string(), counts.removed.to_string());
        let values = [("changed", changed.as_str()), ("added", added.as_str()), ("removed", removed.as_str())];
        let list = id.list().map_or("", |l| m.list(l)).to_owned();
        table.rows.push(vec![list, wording::entry(m, id), m.fill("agenda.changes-count", &values)]);
    }
    paper.blocks.push(Block::Table(table));
}
