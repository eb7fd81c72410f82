//! What each line is: an entry, an item of which path, a note, a paragraph of a note.
//!
//! The first column lacks many control numbers, and enumerators repeat inside notes.
//! So every line may be several things; each reading that is possible is followed, at
//! most [`WIDTH`] at a time, with a cost for what is unlikely (a gap in an enumeration,
//! a number without a line). A wrong reading soon meets a control number that it cannot
//! explain, and loses.

use super::label::{Code, Label, Number, Path, code, enumerator};
use super::rows::{Line, Sheet};

/// Readings that are followed at a time; and in a row that holds several numbers, whose
/// lines are not known.
const WIDTH: usize = 12;
const WIDTH_OF_PAGE: usize = 48;
/// A reading this much worse than the best is given up.
const MARGIN: u32 = 24;

/// Kinds of paragraph that stand beside the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteKind {
    Note,
    Technical,
    Nb,
    /// 부속서.
    Annex,
    /// 일반 해설 and its like, above or between the parts.
    General,
    /// A heading inside an entry, or a sentence that announces a list there.
    Title,
    /// A table, or what explains one.
    Table,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// 제N부.
    Part(u16),
    /// 제N장.
    Chapter(u16),
    Group([u8; 2]),
    /// An entry or an item below it. Where one line has two enumerators ("1. a. …"),
    /// the second is the path's, not the paragraph's.
    Item {
        own: u8,
    },
    /// The head of a note, with its printed number.
    Head(NoteKind, u16),
    /// An enumerated paragraph of a note: of the open one, or of the one around it.
    Enumerated {
        outer: bool,
    },
    /// Without an enumerator; of the open note or, if none is open, of the item.
    Plain,
}

/// What a line is and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub is: As,
    /// The item that is open, this line's own included.
    pub path: Path,
    /// Of an enumerated paragraph of a note: where in it.
    pub inner: Path,
    /// Index of the number in the first column that this line took.
    pub code: Option<usize>,
    /// How unlikely the way to it was, in all.
    cost: u32,
    /// Index of the place before in the arena.
    before: u32,
}

/// What the looks of a line allow.
struct Looks {
    shape: Shape,
    opens: List,
    /// Ends so that a next one must follow.
    goes_on: bool,
    /// Says only that it was deleted: then it has a number.
    deleted: bool,
    /// Begins with a sign of a list, or with a bracket.
    bullet: bool,
    /// Is what groups are called.
    group: bool,
    /// Says that there is nothing.
    nothing: bool,
    /// May be a heading: short, and no sentence.
    title: bool,
    /// A heading in brackets: `[회전부품]`.
    bracketed: bool,
    /// A whole sentence that announces a list.
    explains: bool,
}

/// Whether a paragraph announces a list.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum List {
    No,
    /// By a word in it: 다음, 아래.
    Perhaps,
    /// With a colon at its end.
    Yes,
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Part(u16),
    Chapter(u16),
    Head(NoteKind, u16),
    Enumerated(Label, Option<Label>),
    Plain,
}

/// A reading up to some line.
#[derive(Clone, Copy, PartialEq)]
struct Reading {
    /// The open entry.
    entry: Option<Number>,
    path: Path,
    /// The note that is open and where in it; and that in which it was opened.
    note: Option<Path>,
    outer: Option<Path>,
    /// Whether the last paragraph of the note, and of the item, announced a list.
    note_opens: List,
    item_opens: List,
    /// Whether the last paragraph of the note asks for a next one.
    note_goes_on: bool,
    /// Whether a paragraph without enumerator announced the next list of the note.
    announced: bool,
    /// The next number of the row that no line has.
    code: usize,
    cost: u32,
    last: u32,
}

const START: Reading = Reading {
    entry: None,
    path: Path::ROOT,
    note: None,
    outer: None,
    note_opens: List::No,
    item_opens: List::No,
    note_goes_on: false,
    announced: false,
    code: 0,
    cost: 0,
    last: u32::MAX,
};

/// The place of every line, in their order.
pub(super) fn places(sheet: &Sheet) -> Vec<Place> {
    let mut arena: Vec<Place> = Vec::with_capacity(sheet.lines.len() * 2);
    let mut readings = vec![START];
    let mut next = Vec::new();
    for row in &sheet.rows {
        let known = row.aligned.is_some() || row.codes.len() < 2;
        let width = if known { WIDTH } else { WIDTH_OF_PAGE };
        for reading in &mut readings {
            reading.code = row.codes.start;
        }
        for (i, line) in sheet.lines.get(row.lines.clone()).unwrap_or_default().iter().enumerate() {
            let looks = looks(line);
            let forced = row.aligned.as_ref().and_then(|a| a.get(i)).copied();
            for reading in &readings {
                let number = (reading.code < row.codes.end).then(|| sheet.codes.get(reading.code)).flatten();
                reading.steps(&looks, number.map(|n| n.code), forced, &mut |reading, place| {
                    next.push((reading, place));
                });
            }
            keep_best(&mut next, &mut readings, &mut arena, width);
        }
        for reading in &mut readings {
            reading.cost += 10 * u32::try_from(row.codes.end.saturating_sub(reading.code)).unwrap_or(0);
        }
    }
    let best = readings.iter().min_by_key(|r| r.cost).map_or(u32::MAX, |r| r.last);
    let mut places: Vec<Place> =
        std::iter::successors(arena.get(best as usize), |place| arena.get(place.before as usize)).copied().collect();
    places.reverse();
    places
}

/// Of equal readings the cheapest, and of those the `width` cheapest; ties go to the
/// one that was tried first.
fn keep_best(next: &mut Vec<(Reading, Place)>, readings: &mut Vec<Reading>, arena: &mut Vec<Place>, width: usize) {
    next.sort_by_key(|(reading, _)| reading.cost);
    let most = next.first().map_or(0, |(r, _)| r.cost) + MARGIN;
    readings.clear();
    for (mut reading, place) in next.drain(..) {
        let same = |r: &Reading| Reading { cost: 0, last: 0, ..*r } == Reading { cost: 0, last: 0, ..reading };
        if readings.len() < width && reading.cost <= most && !readings.iter().any(same) {
            reading.last = u32::try_from(arena.len()).unwrap_or(u32::MAX);
            arena.push(place);
            readings.push(reading);
        }
    }
}

impl Reading {
    /// Every way in which a line can follow.
    fn steps(
        &self,
        looks: &Looks,
        number: Option<Code>,
        forced: Option<Option<usize>>,
        each: &mut impl FnMut(Self, Place),
    ) {
        let wanted = |index| forced.is_none_or(|f| f == index);
        if let Some(number) = number.filter(|_| wanted(Some(self.code))) {
            self.take_number(looks, number, each);
        }
        let unnumbered = if wanted(None) { 0 } else { 8 };
        let mut each = |mut reading: Self, mut place: Place| {
            reading.cost += unnumbered;
            place.cost = reading.cost;
            each(reading, place);
        };
        match looks.shape {
            Shape::Part(n) => START.at(self).give(As::Part(n), None, 0, &mut each),
            Shape::Chapter(n) => START.at(self).give(As::Chapter(n), None, 0, &mut each),
            Shape::Head(kind, n) => {
                let mut head = *self;
                if matches!(kind, NoteKind::General | NoteKind::Annex) {
                    (head.entry, head.path) = (None, Path::ROOT);
                }
                // "주의: 아래의 …" points down to the items
                let points = kind == NoteKind::Nb && looks.opens == List::Perhaps;
                head.open_note(if points { List::No } else { looks.opens }).give(As::Head(kind, n), None, 0, &mut each);
            }
            Shape::Enumerated(label, second) => {
                self.in_note(looks, label, &mut each);
                self.in_items(looks, (label, second), number, &mut each);
                self.plain(looks, 8, &mut each);
            }
            Shape::Plain => {
                self.plain(looks, u32::from(self.note.is_none() || looks.bracketed), &mut each);
                if looks.title || (looks.explains && self.note.is_none()) {
                    let cost = if looks.bracketed { 0 } else { 1 + u32::from(self.note.is_some()) };
                    self.open_note(List::Yes).give(As::Head(NoteKind::Title, 0), None, cost, &mut each);
                }
            }
        }
    }

    /// The same place in the row, the costs and the way of another.
    fn at(mut self, other: &Self) -> Self {
        (self.code, self.cost, self.last) = (other.code, other.cost, other.last);
        self
    }

    fn open_note(mut self, opens: List) -> Self {
        self.outer = self.note.filter(|n| n.len() > 0).or(self.outer);
        self.note = Some(Path::ROOT);
        (self.note_opens, self.note_goes_on, self.announced) = (opens, false, false);
        self
    }

    fn give(mut self, is: As, code: Option<usize>, cost: u32, each: &mut impl FnMut(Self, Place)) {
        self.cost += cost;
        let inner = self.note.unwrap_or(Path::ROOT);
        let place = Place { is, path: self.path, inner, code, cost: self.cost, before: self.last };
        each(self, place);
    }

    fn take_number(&self, looks: &Looks, number: Code, each: &mut impl FnMut(Self, Place)) {
        let code = Some(self.code);
        let plain = looks.shape == Shape::Plain;
        let bullet = if looks.bullet { 9 } else { 0 };
        let entry = bullet + if looks.group || looks.nothing { 4 } else { 2 * u32::from(looks.title) };
        match number {
            Code::Group(group) => {
                let mut reading = START.at(self);
                reading.code += 1;
                reading.give(
                    As::Group(group),
                    code,
                    if !plain { 20 } else { bullet + if looks.group { 0 } else { 4 } },
                    each,
                );
            }
            Code::Entry(number, path) => {
                let mut reading = START.at(self);
                reading.code += 1;
                (reading.entry, reading.path) = (Some(number), path);
                reading.item_opens = looks.opens;
                let mut cost = match (looks.shape, path.last()) {
                    (Shape::Plain, None) => entry,
                    (Shape::Plain, Some(_)) if looks.deleted => 0,
                    (Shape::Plain, Some(_)) => 4 + bullet,
                    (Shape::Enumerated(label, _), Some(last)) if label == last => 0,
                    (Shape::Enumerated(..), _) => 6,
                    _ => 20,
                };
                if path.len() > 0 {
                    cost += self.gap(path);
                }
                if let Shape::Enumerated(_, Some(second)) = looks.shape {
                    reading.path = path.child(second).unwrap_or(path);
                }
                let own = u8::try_from(path.len()).unwrap_or(u8::MAX);
                reading.give(As::Item { own }, code, cost, each);
            }
        }
    }

    /// What a step from the open item to `path` leaves out.
    fn gap(&self, path: Path) -> u32 {
        let parent = path.cut(path.len() - 1);
        let Some(last) = path.last() else { return 0 };
        if !self.path.starts_with(&parent) {
            return 4;
        }
        let before = self.path.labels().get(parent.len()).copied();
        match before.and_then(|b| last.after(b)) {
            Some(1) => 0,
            None if before.is_none() && last.is_first() => 0,
            Some(_) => 3,
            None if before.is_none() => 4,
            None => 12, // it was there before
        }
    }

    /// An enumerated paragraph of the open note, or of the note around it: next in one
    /// of its lists, or first of a new one.
    fn in_note(&self, looks: &Looks, label: Label, each: &mut impl FnMut(Self, Place)) {
        let Some(inner) = self.note else { return };
        let mut reading = *self;
        (reading.note_opens, reading.note_goes_on, reading.announced) = (looks.opens, looks.goes_on, false);
        let mut follows = false;
        successors(inner, label, |path, cost| {
            follows = true;
            reading.note = Some(path);
            reading.give(As::Enumerated { outer: false }, None, cost, each);
        });
        let like = inner.last().is_some_and(|l| l.is_like(label));
        let begins = label.is_first() && (!like || self.announced);
        let inner = if like { inner.cut(inner.len() - 1) } else { inner };
        let at_head = u32::from(inner.len() == 0);
        let cost = match (begins, self.note_opens) {
            (true, List::Yes) => Some(0),
            (true, List::Perhaps) => Some(at_head),
            (true, List::No) => Some(2 + at_head),
            (false, _) => (!follows).then_some(7),
        };
        if let Some((path, cost)) = inner.child(label).zip(cost) {
            reading.note = Some(path);
            reading.give(As::Enumerated { outer: false }, None, cost, each);
        }
        if let Some(outer) = self.outer {
            reading.outer = None;
            successors(outer, label, |path, cost| {
                reading.note = Some(path);
                reading.give(As::Enumerated { outer: true }, None, cost, each);
            });
        }
    }

    /// An item without a number: next in one of the open lists, or first of a new one.
    fn in_items(
        &self,
        looks: &Looks,
        (label, second): (Label, Option<Label>),
        number: Option<Code>,
        each: &mut impl FnMut(Self, Place),
    ) {
        let Some(entry) = self.entry else { return };
        // Items come in the order of their numbers.
        let before = match number {
            Some(Code::Entry(next, path)) if next == entry => Some(path),
            _ => None,
        };
        let mut give = |path: Path, cost: u32| {
            let mut reading = START.at(self);
            let own = u8::try_from(path.len()).unwrap_or(u8::MAX);
            reading.entry = self.entry;
            reading.path = second.and_then(|s| path.child(s)).unwrap_or(path);
            reading.item_opens = looks.opens;
            let in_list = self.note_goes_on && self.note.is_some_and(|n| n.len() > 0);
            let closing = u32::from(self.note.is_some()) + if in_list { 3 } else { 0 };
            let late = if before.is_some_and(|b| b.labels() <= path.labels()) { 12 } else { 0 };
            reading.give(As::Item { own }, None, cost + closing + late, each);
        };
        successors(self.path, label, &mut give);
        if let Some(path) = self.path.child(label).filter(|_| label.is_first()) {
            let like = self.path.last().is_some_and(|l| l.is_like(label));
            let announced = self.item_opens != List::No;
            give(path, if announced { 0 } else { 2 } + if like { 3 } else { 0 });
        }
    }

    fn plain(&self, looks: &Looks, cost: u32, each: &mut impl FnMut(Self, Place)) {
        let mut reading = *self;
        reading.announced = reading.note.is_some() && looks.opens == List::Yes;
        match reading.note {
            Some(_) if looks.opens > reading.note_opens => reading.note_opens = looks.opens,
            None if looks.opens > reading.item_opens => reading.item_opens = looks.opens,
            _ => {}
        }
        reading.give(As::Plain, None, cost + if looks.deleted { 3 } else { 0 }, each);
    }
}

/// The paths on which `label` comes after an open label, the deepest first.
fn successors(path: Path, label: Label, mut each: impl FnMut(Path, u32)) {
    let mut cost = 0;
    for (level, before) in path.labels().iter().enumerate().rev() {
        if let Some((steps, next)) = label.after(*before).zip(path.cut(level).child(label)) {
            each(next, cost + if steps == 1 { 0 } else { 4 });
        }
        // A list of one is left only for want of a better reading.
        cost += u32::from(before.is_first());
    }
}

fn looks(line: &Line) -> Looks {
    let text = line.text.as_str();
    let end = text.trim_end_matches([' ', '.']);
    let word = |w: &str| end.ends_with(w);
    // "기 술"
    let short = text.chars().nth(20).is_none();
    let squeezed: String = if short { text.split_whitespace().collect() } else { String::new() };
    Looks {
        shape: shape(text),
        opens: if word(":") || word("：") || is_bare_head(text) {
            List::Yes
        } else if text.contains("다음") || text.contains("아래") {
            List::Perhaps
        } else {
            List::No
        },
        goes_on: word(";") || word("또는") || word("그리고") || word(","),
        deleted: is_deleted(text),
        bullet: text.starts_with(['-', '•', '▪', '※', '(']),
        group: ["시스템", "시험", "소재", "물질", "소프트웨어", "기술"].iter().any(|name| squeezed.starts_with(name)),
        nothing: squeezed.ends_with("없음"),
        title: is_title(text),
        bracketed: text.starts_with('[') && text.ends_with(']'),
        explains: text.ends_with("다:") || text.ends_with("다 :"),
    }
}

/// Whether a line without an enumerator may be a heading.
pub(super) fn is_title(text: &str) -> bool {
    text.chars().count() <= 24
        && !text.ends_with(['.', ':', ';', ',', ')'])
        && !text.contains(['|', '=', '0', '1', '2', '3', '4', '5'])
        && !text.starts_with(['-', '•', '▪', '('])
        && !["다", "것", "없음", "여기서"].iter().any(|end| text.ends_with(end))
}

/// Whether a note's head has no text of its own, or only "1A004.a에서".
pub(super) fn is_bare_head(text: &str) -> bool {
    head(text).is_some_and(|(_, _, rest)| rest.is_empty() || rest.ends_with("에서"))
}

fn shape(text: &str) -> Shape {
    if let Some((n, rest)) = ordinal(text) {
        if rest.starts_with('부') {
            return Shape::Part(n);
        }
        if rest.starts_with('장') {
            return Shape::Chapter(n);
        }
    }
    if let Some((kind, n, _)) = head(text) {
        return Shape::Head(kind, n);
    }
    match enumerator(text).filter(|_| !text.contains(" | ")) {
        Some((label, rest)) => Shape::Enumerated(label, enumerator(rest).map(|(second, _)| second)),
        None => Shape::Plain,
    }
}

/// "제1부 …", "제 2 장 …", as a heading: the rest does not go on with a particle.
fn ordinal(text: &str) -> Option<(u16, &str)> {
    let rest = text.strip_prefix('제')?.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = rest.split_at_checked(digits)?;
    let rest = rest.trim_start();
    let after = rest.chars().nth(1);
    after.is_none_or(char::is_whitespace).then(|| number.parse().ok().map(|n| (n, rest))).flatten()
}

/// The kind, the printed number (0 without one) and the text of a note's head.
pub(super) fn head(text: &str) -> Option<(NoteKind, u16, &str)> {
    let stripped = |word: &str| text.strip_prefix(word).map(str::trim_start);
    let (kind, rest) = if let Some(rest) = stripped("주의") {
        (NoteKind::Nb, rest)
    } else if let Some(rest) = stripped("참조") {
        (NoteKind::Nb, rest)
    } else if let Some(rest) = stripped("기술").and_then(|r| r.strip_prefix("해설")) {
        (NoteKind::Technical, rest.trim_start())
    } else if let Some(rest) = stripped("주").or_else(|| stripped("개요")).or_else(|| stripped("비고")) {
        (NoteKind::Note, rest)
    } else {
        return general(text).map(|kind| (kind, 0, ""));
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = rest.split_at_checked(digits)?;
    let rest = rest.trim_start();
    let body = match rest.strip_prefix([':', '：', ')', '.']) {
        Some(body) => body.trim_start(),
        // "주의 5D002.d …"
        None if kind == NoteKind::Nb && code(text.split(' ').nth(1)?).is_some() => rest,
        None => return None,
    };
    Some((kind, number.parse().unwrap_or(0), body))
}

/// A heading that opens explanations for more than an entry (부속서, 일반 기술 해설), or a
/// table ("소재공정 표", "표의 1번 열에서").
fn general(text: &str) -> Option<NoteKind> {
    if enumerator(text).is_some() {
        return None;
    }
    let table = text.strip_prefix('표').is_some_and(|rest| rest.starts_with([' ', '-', '의']));
    if table || (is_title(text) && text.split(' ').any(|word| word == "표")) {
        return Some(NoteKind::Table);
    }
    let name = text.split('(').next().unwrap_or(text).trim_end();
    if name == "부속서" {
        Some(NoteKind::Annex)
    } else if name.ends_with("해설") && name.chars().count() <= 20 {
        Some(NoteKind::General)
    } else {
        None
    }
}

/// 삭제, 삭 제, `[삭제]`, 삭제(Not used since 2015), after the enumerator or the head; or
/// after what was deleted, in brackets: "전자기 센서 (삭제 - …)".
pub(super) fn is_deleted(text: &str) -> bool {
    let body = match head(text) {
        Some((_, _, body)) => body,
        None => enumerator(text).map_or(text, |(_, rest)| rest),
    };
    let closed = body.ends_with(')').then(|| body.rfind("(삭제")).flatten();
    let body = closed.and_then(|at| body.get(at + 1..)).unwrap_or(body);
    let mut letters = body.chars().filter(|c| !c.is_whitespace() && !matches!(c, '[' | ']' | '.' | ';'));
    letters.next() == Some('삭')
        && letters.next() == Some('제')
        && match letters.next() {
            None | Some('(' | '-' | ')') => true,
            // a connective that was left over
            Some(c) => ["그리고", "또는"].contains(&std::iter::once(c).chain(letters).collect::<String>().as_str()),
        }
}
