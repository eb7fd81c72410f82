//! The brief of one delegation: what the others control and it does not, what it could
//! ask, what it may be asked, and its own drafting errors.

use super::Papers;
use super::annex;
use super::point::{Part, Point};
use super::wording;
use crate::compare::{Cause, Kind};
use crate::model::List;
use crate::report::paper::{Block, Paper, Table};

/// Points of a section that are shown at most.
const MOST: usize = 30;

/// The paper.
pub fn brief(papers: &Papers<'_>, own: List) -> Paper {
    let m = papers.messages;
    let mut paper = papers.paper(m.fill("brief.title", &[("list", m.list(own)), ("meeting", papers.name)]));
    paper.blocks.push(Block::Paragraph(m.fill("agenda.editions", &[("editions", &m.editions(papers.editions))])));
    paper.blocks.push(Block::Paragraph(m.text("brief.caution").to_owned()));
    paper.blocks.push(Block::Paragraph(m.text("agenda.legend").to_owned()));
    section(papers, &mut paper, ("brief.lack", "brief.lack-note"), &|p| lacks(p, own));
    section(papers, &mut paper, ("brief.ask", "brief.ask-note"), &|p| could_ask(p, own));
    section(papers, &mut paper, ("brief.asked", "brief.asked-note"), &|p| may_be_asked(p, own));
    paper.blocks.push(Block::Heading(1, m.text("brief.errors").to_owned()));
    paper.blocks.push(Block::Paragraph(m.text("brief.errors-note").to_owned()));
    let errors: Vec<&Point> = papers.points().filter(|p| p.part() == Part::Drafting && is_of(p, own)).collect();
    let table = annex::errors(papers, &errors);
    paper.blocks.push(match table.rows.is_empty() {
        true => Block::Paragraph(m.text("agenda.nothing").to_owned()),
        false => Block::Table(table),
    });
    paper
}

/// Whether another list controls more here than `own`.
fn lacks(point: &Point, own: List) -> bool {
    let more = List::ALL.iter().any(|other| point.controls_more(*other, own));
    point.part() == Part::Agenda && (more || (point.kind == Kind::NoCounterpart && point.without.contains(&own)))
}

/// Whether another list is the odd one out, or has an error.
fn could_ask(point: &Point, own: List) -> bool {
    match point.part() {
        Part::Agenda => point.odd().is_some_and(|odd| odd != own) || (alone(point).is_some_and(|l| l != own)),
        Part::Drafting => !is_of(point, own),
        _ => false,
    }
}

/// Whether `own` is the odd one out, or has a control of its own.
fn may_be_asked(point: &Point, own: List) -> bool {
    point.part() == Part::Agenda && (point.odd() == Some(own) || alone(point) == Some(own))
}

/// The government that keeps a control of its own.
fn alone(point: &Point) -> Option<List> {
    match (point.cause, point.with.as_slice()) {
        (Cause::Unilateral, [one]) => Some(*one),
        _ => None,
    }
}

/// Whether a drafting error is in the text of `own`; where it is not known whose it is, it
/// may be of any that has a side.
fn is_of(point: &Point, own: List) -> bool {
    point.in_error().map_or_else(|| point.with.contains(&own), |list| list == own)
}

fn section(papers: &Papers<'_>, paper: &mut Paper, (title, note): (&str, &str), belongs: &dyn Fn(&Point) -> bool) {
    let m = papers.messages;
    paper.blocks.push(Block::Heading(1, m.text(title).to_owned()));
    paper.blocks.push(Block::Paragraph(m.text(note).to_owned()));
    let points: Vec<&Point> = papers.points().filter(|p| belongs(p)).collect();
    if points.is_empty() {
        paper.blocks.push(Block::Paragraph(m.text("agenda.nothing").to_owned()));
        return;
    }
    let head = ["column.entry", "column.kind", "column.point", "column.citation", "column.proposal"];
    let mut table = Table::new(head.iter().map(|k| m.text(k).to_owned()).collect(), &[13, 11, 28, 26, 22]);
    for point in points.iter().take(MOST) {
        table.rows.push(vec![
            wording::entry(m, &point.entry),
            annex::kind(papers, point),
            wording::sentence(m, point),
            stands(papers, point),
            wording::proposal(m, point),
        ]);
    }
    paper.blocks.push(Block::Table(table));
    if points.len() > MOST {
        let more = (points.len() - MOST).to_string();
        paper.blocks.push(Block::Paragraph(m.fill("join.more", &[("count", &more)])));
    }
}

/// Who stands where, and where to look it up: the citations of the first place.
fn stands(papers: &Papers<'_>, point: &Point) -> String {
    let m = papers.messages;
    let mut lines: Vec<String> = Vec::new();
    if point.kind != Kind::NoCounterpart && point.stands.iter().any(Option::is_some) {
        lines.push(wording::stand(m, point));
    }
    let ids = point.places.iter().take(1).flat_map(|p| p.ids.iter().filter_map(|of| of.first()));
    lines.extend(ids.map(|id| wording::citation(m, id)));
    lines.join("\n")
}
