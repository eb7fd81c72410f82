//! A meeting: its items carried over from the last one. Nothing drops silently: a row
//! whose difference is gone stays, and says why.

use std::collections::{BTreeMap, BTreeSet};

use super::items::{Items, PEOPLE, Status};
use super::point::{Part, Point};
use super::texts::Texts;
use super::wording;
use crate::model::{List, words};
use crate::report::message::messages;
use crate::text::Language;

/// What became of an item since the last meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SinceLast {
    /// Not on the last agenda.
    New,
    /// A list was amended at one of its paragraphs.
    Changed,
    /// As it was.
    Unchanged,
    /// No list was amended there, and the program reads it differently.
    Reread,
    /// No longer a difference, since a list was amended.
    Closed,
    /// No longer found, though no list was amended there.
    Gone,
    /// Closed, done or dropped before, and open again.
    Reopened,
}

words!(SinceLast {
    New => "new",
    Changed => "changed",
    Unchanged => "unchanged",
    Reread => "reread",
    Closed => "closed",
    Gone => "gone",
    Reopened => "reopened",
});

/// An item of the agenda: a row and its point.
#[derive(Debug, Clone)]
pub struct Item<'p> {
    /// The row in the table.
    pub row: usize,
    /// The point; of a closed item, none.
    pub point: Option<&'p Point>,
    /// What became of it.
    pub since_last: SinceLast,
    /// Whether it was closed at an earlier meeting already.
    pub is_old: bool,
}

/// A meeting's table, and what its rows stand for.
#[derive(Debug, Clone)]
pub struct Meeting<'p> {
    /// The table as it is to be written.
    pub items: Items,
    /// A row each, in the order of the table; rows that people added are not among them.
    pub rows: Vec<Item<'p>>,
}

/// What a meeting is made from.
pub struct Sources<'s> {
    /// The meeting and the editions that it compares, for the first record of an item.
    pub recorded: &'s str,
    /// The table of the folder, where the meeting was prepared before.
    pub existing: Option<Items>,
    /// The table of the previous meeting.
    pub previous: Option<Items>,
    /// The texts of the lists at the previous meeting.
    pub texts_then: Option<&'s Texts>,
    /// The texts of the lists when this meeting was prepared before.
    pub texts_before: Option<&'s Texts>,
    /// The texts of the lists now.
    pub now: &'s Texts,
}

/// Carries the items over and adds those of `chosen` points that are not among them.
pub fn carry<'p>(sources: &Sources<'_>, points: &'p [Point], chosen: &[&'p Point]) -> Meeting<'p> {
    let mut items = sources.existing.clone().unwrap_or_default();
    if let Some(previous) = &sources.previous {
        let unknown = |row: &usize| match previous.is_own(*row) {
            true => !(0..items.len()).any(|r| {
                ["id", "point", "decision", "note"].iter().all(|c| items.cell(r, c) == previous.cell(*row, c))
            }),
            false => items.find(previous.cell(*row, "id")).is_none(),
        };
        let carried: Vec<usize> = (0..previous.len()).filter(unknown).collect();
        for row in carried {
            items.carry(previous, row);
        }
    }
    let matched = matches(&items, points);
    let mut rows: Vec<Item<'p>> = Vec::new();
    for row in (0..items.len()).filter(|r| !items.is_own(*r)).collect::<Vec<_>>() {
        let point = matched.get(&row).copied();
        let id = items.cell(row, "id").to_owned();
        let base = sources.previous.as_ref().and_then(|p| p.find(&id).map(|r| (p, r)));
        let (since_last, is_old) = match base {
            Some((previous, old)) => {
                since(previous, old, point, amended(previous, old, point, sources.texts_then, sources.now))
            }
            None => again(&items, row, point, sources),
        };
        describe(&mut items, row, point, since_last);
        rows.push(Item { row, point, since_last, is_old });
    }
    let taken: BTreeSet<&str> = matched.values().map(|p| p.id.as_str()).collect();
    for point in chosen.iter().filter(|p| !taken.contains(p.id.as_str())) {
        let row = items.add();
        items.set(row, "id", &point.id);
        items.set(row, "status", Status::Open.word());
        items.set(row, "first_meeting", sources.recorded);
        describe(&mut items, row, Some(point), SinceLast::New);
        rows.push(Item { row, point: Some(point), since_last: SinceLast::New, is_old: false });
    }
    Meeting { items, rows }
}

/// The point of every row: by its id, by a finding they share, by kind and a paragraph
/// they share, so that a list that is renumbered keeps its decisions.
fn matches<'p>(items: &Items, points: &'p [Point]) -> BTreeMap<usize, &'p Point> {
    let mut found: BTreeMap<usize, &'p Point> = BTreeMap::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut by_finding: BTreeMap<&str, &'p Point> = BTreeMap::new();
    let mut by_paragraph: BTreeMap<(&str, &str), Vec<&'p Point>> = BTreeMap::new();
    for point in points {
        for place in &point.places {
            by_finding.entry(place.finding.as_str()).or_insert(point);
            for id in place.ids.iter().flatten() {
                by_paragraph.entry((point.kind.word(), id.as_str())).or_default().push(point);
            }
        }
    }
    let by_id: BTreeMap<&str, &'p Point> = points.iter().map(|p| (p.id.as_str(), p)).collect();
    let cells = |row: usize, column: &str| -> Vec<String> {
        items.cell(row, column).split_whitespace().map(str::to_owned).collect()
    };
    for step in 0..3 {
        for row in (0..items.len()).filter(|r| !items.is_own(*r)) {
            if found.contains_key(&row) {
                continue;
            }
            let free = |p: &&'p Point| !taken.contains(p.id.as_str());
            let point = match step {
                0 => by_id.get(items.cell(row, "id")).copied().filter(free),
                1 => cells(row, "findings").iter().filter_map(|f| by_finding.get(f.as_str()).copied()).find(free),
                _ => {
                    let kind = items.cell(row, "kind");
                    let same = |p: &&&'p Point| p.parameter == items.cell(row, "parameter") && free(p);
                    let ids = ["us", "jp", "kr"].iter().flat_map(|c| cells(row, c)).collect::<Vec<_>>();
                    ids.iter().filter_map(|id| by_paragraph.get(&(kind, id.as_str()))).flatten().find(same).copied()
                }
            };
            if let Some(point) = point {
                taken.insert(point.id.as_str());
                found.insert(row, point);
            }
        }
    }
    found
}

/// Against the previous meeting.
fn since(previous: &Items, old: usize, point: Option<&Point>, amended: bool) -> (SinceLast, bool) {
    let was_closed =
        matches!(SinceLast::from_word(previous.cell(old, "since_last")), Some(SinceLast::Closed | SinceLast::Gone));
    let Some(point) = point else {
        if was_closed {
            return (SinceLast::from_word(previous.cell(old, "since_last")).unwrap_or(SinceLast::Closed), true);
        }
        return (if amended { SinceLast::Closed } else { SinceLast::Gone }, false);
    };
    let settled = matches!(previous.status(old), Status::Done | Status::Dropped);
    let differs = differs(previous, old, point);
    let since_last = match (was_closed || (settled && (amended || differs)), amended, differs) {
        (true, ..) => SinceLast::Reopened,
        (false, true, _) => SinceLast::Changed,
        (false, false, true) => SinceLast::Reread,
        (false, false, false) => SinceLast::Unchanged,
    };
    (since_last, false)
}

/// When the same meeting is prepared again: what was said stays, unless something moved since.
fn again(items: &Items, row: usize, point: Option<&Point>, sources: &Sources<'_>) -> (SinceLast, bool) {
    let said = SinceLast::from_word(items.cell(row, "since_last")).unwrap_or(SinceLast::New);
    let moved = match point {
        None => !matches!(said, SinceLast::Closed | SinceLast::Gone),
        Some(point) => matches!(said, SinceLast::Closed | SinceLast::Gone) || differs(items, row, point),
    };
    let amended = amended(items, row, point, sources.texts_before, sources.now);
    if moved || amended { since(items, row, point, amended) } else { (said, false) }
}

/// Whether a paragraph of the row or of its point was amended, added or taken out.
fn amended(items: &Items, row: usize, point: Option<&Point>, before: Option<&Texts>, now: &Texts) -> bool {
    let Some(before) = before else { return false };
    let old = ["us", "jp", "kr"].iter().flat_map(|c| items.cell(row, c).split_whitespace());
    let new = point.iter().flat_map(|p| &p.places).flat_map(|p| p.ids.iter().flatten()).map(crate::model::Id::as_str);
    old.chain(new).any(|id| before.of(id) != now.of(id))
}

/// Whether the values or the paragraphs of a row are not those of the point.
fn differs(items: &Items, row: usize, point: &Point) -> bool {
    facts(point).iter().any(|(column, value)| items.cell(row, column) != value)
}

/// What is compared from meeting to meeting.
fn facts(point: &Point) -> [(&'static str, String); 6] {
    let ids = |list| point.ids(list).iter().map(|i| i.as_str()).collect::<Vec<_>>().join(" ");
    let values = |list| point.values(list).iter().map(|v| shown(v)).collect::<Vec<_>>().join(" | ");
    [
        ("us", ids(List::Us)),
        ("jp", ids(List::Jp)),
        ("kr", ids(List::Kr)),
        ("us_value", values(List::Us)),
        ("jp_value", values(List::Jp)),
        ("kr_value", values(List::Kr)),
    ]
}

/// A value that no spreadsheet takes for a formula.
fn shown(value: &str) -> String {
    match value.strip_prefix("= ") {
        Some(rest) => format!("at {rest}"),
        None => value.to_owned(),
    }
}

/// Writes the program's cells of a row; those of people are not touched. A row without
/// point keeps what was last known of it.
fn describe(items: &mut Items, row: usize, point: Option<&Point>, since_last: SinceLast) {
    items.set(row, "since_last", since_last.word());
    let Some(point) = point else { return };
    let en = messages(Language::En);
    let mut cells = vec![
        ("topic", point.topics.join(" ")),
        ("point", format!("{}: {}", point.entry.local(), wording::sentence(en, point))),
        ("kind", point.kind.word().to_owned()),
        ("parameter", point.parameter.clone()),
        ("cause", point.cause.word().to_owned()),
        ("weight", point.weight.to_string()),
        ("findings", point.places.iter().map(|p| p.finding.as_str()).collect::<Vec<_>>().join(" ")),
    ];
    cells.extend(facts(point));
    for (column, value) in cells {
        if !PEOPLE.contains(&column) {
            items.set(row, column, &value);
        }
    }
}

/// The points to put on an agenda, heaviest first, of a topic where one is named: a third
/// of the places is kept for quick wins, so that what two lists have settled already
/// comes up beside what is grave.
pub fn choose<'p>(points: &'p [Point], topics: &[String], most: usize) -> Vec<&'p Point> {
    let all = || points.iter().filter(|p| p.part() == Part::Agenda && in_topics(p, topics));
    let quick: Vec<&'p Point> = all().filter(|p| p.is_quick_win()).take(most / 3).collect();
    let is_quick = |p: &Point| quick.iter().any(|q| q.id == p.id);
    let mut places = most - quick.len();
    all()
        .filter(|p| {
            let heavy = !is_quick(p) && places > 0;
            places -= usize::from(heavy);
            heavy || is_quick(p)
        })
        .collect()
}

/// Whether a point belongs to one of `topics`; every point where none is named.
pub fn in_topics(point: &Point, topics: &[String]) -> bool {
    topics.is_empty() || point.topics.iter().any(|t| topics.iter().any(|asked| asked == t))
}
