//! 条, 項, 号 and labels to paragraphs.

use super::{Index, Resolved};
use crate::grammar::citation::ja::{self, Cited, Step, Which};
use crate::grammar::label_ja::{self, Label};
use crate::model::{Id, Kind, Paragraph, Target};

/// A place in the list: parts of an id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Position {
    /// Article, or code of a table.
    head: String,
    /// 項 of an article, or row of a table.
    row: Option<String>,
    item: Option<String>,
    /// Labels below, with their style.
    path: Vec<Label>,
}

impl Position {
    fn local(&self) -> String {
        let mut out = self.head.clone();
        if let Some(row) = self.row.as_deref().or(self.item.as_ref().map(|_| "1")) {
            out.push('/');
            out.push_str(row);
        }
        out.extend(self.item.iter().flat_map(|i| [".", i.as_str()]));
        out.extend(self.path.iter().flat_map(|l| [".", l.number.as_str()]));
        out
    }

    fn is_table(&self) -> bool {
        self.head.starts_with(['T', 'A'])
    }
}

/// What each paragraph named last, for 同条 and 同号 in a paragraph below it.
#[derive(Debug, Default)]
pub(super) struct Named(std::collections::BTreeMap<u32, Last>);

/// What was named last.
#[derive(Debug, Clone, Default)]
struct Last {
    any: Option<Position>,
    /// Of these the last that named its 条.
    article: Option<Position>,
    /// Whether it was of another law.
    outside: bool,
}

/// What the text of `paragraph` cites.
pub(super) fn marks(paragraph: &Paragraph) -> Vec<Cited> {
    if super::cites_nothing(paragraph) { Vec::new() } else { ja::find(&paragraph.text) }
}

/// The citations of `paragraph`, which is the one of number `at` and whose text cites what `found` holds.
pub(super) fn resolve(
    index: &Index<'_>,
    at: u32,
    paragraph: &Paragraph,
    found: Vec<Cited>,
    named: &mut Named,
) -> Vec<Resolved> {
    let mut last = paragraph.parent.and_then(|p| named.0.get(&p)).cloned().unwrap_or_default();
    if found.is_empty() {
        if last.any.is_some() {
            named.0.insert(at, last);
        }
        return Vec::new();
    }
    let own = position(index, paragraph);
    let mut positions: Vec<Option<Position>> = Vec::new();
    let mut out = Vec::new();
    for cited in found {
        let Cited { span, ref steps, continues, ends_range, .. } = cited;
        let same = matches!(
            steps.first(),
            Some(Step::Article(Which::Same) | Step::Paragraph(Which::Same) | Step::Item(Which::Same))
        );
        if steps.is_empty() || (same && last.outside) {
            // What follows from another law is no place of this list.
            out.push(Resolved { span, target: Target::Outside, ends_range: false });
            positions.push(None);
            last.outside = true;
            continue;
        }
        last.outside = false;
        let context = continues.and_then(|n| positions.get(n)).and_then(Option::as_ref);
        let base = if matches!(steps.first(), Some(Step::Article(_))) { &last.article } else { &last.any };
        let (target, found) = match place(index, at, &own, context, base.as_ref(), &cited) {
            Place::At(position) => (target(index, &position), Some(position)),
            Place::Ids(ids) => {
                let found = ids.last().and_then(|id| index.get(id.local())).map(|(_, p)| position(index, p));
                (if ids.is_empty() { Target::Nowhere } else { Target::Inside(ids) }, found)
            }
            Place::Outside => (Target::Outside, None),
            Place::Nothing => {
                positions.push(None);
                continue;
            }
        };
        if let Some(position) = &found {
            let goes_on = context.is_some() && last.article.is_some();
            if matches!(steps.first(), Some(Step::Article(_))) || goes_on {
                last.article = Some(position.clone());
            }
            last.any = Some(position.clone());
        }
        positions.push(found);
        out.push(Resolved { span, target, ends_range });
    }
    if last.any.is_some() {
        named.0.insert(at, last);
    }
    out
}

enum Place {
    At(Position),
    Ids(Vec<Id>),
    /// Of a law that is not here.
    Outside,
    /// No citation after all.
    Nothing,
}

fn target(index: &Index<'_>, position: &Position) -> Target {
    let local = position.local();
    if let Some((_, paragraph)) = index.get(&local) {
        return Target::Inside(vec![paragraph.id.clone()]);
    }
    // 第十二号及び第十三号 stand in one node, `12:13`.
    if let Some(id) = joint(index, position) {
        return Target::Inside(vec![id]);
    }
    // The document that has it may not be given.
    let head = if position.is_table() { position.head.as_str() } else { "1" };
    if index.has(head) { Target::Nowhere } else { Target::Outside }
}

fn joint(index: &Index<'_>, position: &Position) -> Option<Id> {
    let number: u32 = position.item.as_ref()?.parse().ok()?;
    let row = Position {
        item: None,
        path: Vec::new(),
        row: Some(position.row.clone().unwrap_or_else(|| "1".to_owned())),
        ..position.clone()
    };
    let (at, _) = index.get(&row.local())?;
    let siblings = index.children.get(at as usize)?.iter().filter_map(|c| index.paragraphs.get(*c as usize));
    siblings.filter(|p| p.id.as_str().contains(':')).find_map(|p| {
        let (from, to) = p.id.local().rsplit_once('.')?.1.split_once(':')?;
        (from.parse().ok()?..=to.parse::<u32>().ok()?).contains(&number).then(|| p.id.clone())
    })
}

/// Where a paragraph stands, from its id and the labels on the way down to it.
fn position(index: &Index<'_>, paragraph: &Paragraph) -> Position {
    let local = paragraph.id.local();
    let local = local.split('#').next().unwrap_or(local);
    let (head, tail) = local.split_once('/').map_or((local, None), |(h, t)| (h, Some(t)));
    let mut parts = tail.into_iter().flat_map(|t| t.split('.'));
    let row = parts.next().map(str::to_owned);
    let item = parts.next().map(str::to_owned);
    let mut labels: Vec<Label> = Vec::new();
    let mut above = Some(paragraph);
    while let Some(p) = above.filter(|p| p.kind == Kind::Item && p.depth > 0 && !p.label.is_empty()) {
        let style = label_ja::label(&p.label, None).map(|(l, _)| l.style);
        let number = p.id.local().rsplit('.').next().unwrap_or("").to_owned();
        labels.extend(style.map(|style| Label { style, number }));
        above = p.parent.and_then(|i| index.paragraphs.get(i as usize));
    }
    labels.reverse();
    let skip = labels.len().saturating_sub(parts.count());
    Position { head: head.to_owned(), row, item, path: labels.into_iter().skip(skip).collect() }
}

fn place(
    index: &Index<'_>,
    at: u32,
    own: &Position,
    context: Option<&Position>,
    last: Option<&Position>,
    cited: &Cited,
) -> Place {
    let mut steps = cited.steps.iter().peekable();
    let in_table = own.is_table();
    let mut position = match steps.peek() {
        Some(Step::Table(code)) => {
            steps.next();
            Position { head: (*code).to_owned(), ..Position::default() }
        }
        // The orders' own articles are no part of the list.
        Some(Step::Article(_) | Step::Paragraph(_) | Step::Item(_))
            if in_table && context.is_none_or(Position::is_table) =>
        {
            return Place::Outside;
        }
        Some(Step::Article(which)) => {
            steps.next();
            let head = match which {
                Which::Number(n) => n.clone(),
                Which::Same => last.unwrap_or(own).head.clone(),
                Which::This => own.head.clone(),
                Which::Previous(n) => match neighbour(index, &own.head, -i64::from(*n)) {
                    Some(head) => head,
                    None => return Place::Ids(Vec::new()),
                },
                Which::Next | Which::AllPrevious => return Place::Nothing,
            };
            Position { head, ..Position::default() }
        }
        Some(Step::Paragraph(which)) => {
            let base = match which {
                Which::Same => last.unwrap_or(own),
                Which::Number(_) => context.unwrap_or(own),
                _ => own,
            };
            let same = base.row.clone();
            let mut position = Position { head: base.head.clone(), ..Position::default() };
            position.row = match which {
                Which::Number(n) => Some(n.clone()),
                Which::Same | Which::This => same,
                Which::Previous(n) => shifted(same.as_deref(), -i64::from(*n)),
                Which::Next => shifted(same.as_deref(), 1),
                Which::AllPrevious => return Place::Nothing,
            };
            steps.next();
            position
        }
        Some(Step::Item(which)) => {
            let base = match which {
                Which::Same => last.unwrap_or(own),
                Which::Number(_) => context.unwrap_or(own),
                _ => own,
            };
            let mut position = Position { item: None, path: Vec::new(), ..base.clone() };
            match which {
                Which::Number(n) => position.item = Some(n.clone()),
                Which::Same | Which::This => position.item.clone_from(&base.item),
                Which::Previous(_) | Which::Next | Which::AllPrevious => {
                    let ids = items_around(index, at, which);
                    let alone = steps.next().is_some() && steps.peek().is_none();
                    match ids.last().and_then(|id| index.get(id.local())) {
                        Some((_, found)) if !alone => position = self::position(index, found),
                        _ => return Place::Ids(ids),
                    }
                    return labels(index, position, steps.filter_map(label));
                }
            }
            steps.next();
            position
        }
        Some(Step::Label(_)) => return alone(index, at, context, cited),
        // 「三の項」: of the table named right before it, or that the text stands in.
        Some(Step::Row(_)) => match context.filter(|l| l.is_table()).or(Some(own).filter(|o| o.is_table())) {
            Some(base) => Position { head: base.head.clone(), ..Position::default() },
            None => return Place::Nothing,
        },
        None => return Place::Nothing,
    };
    if let Some(Step::Row(row)) = steps.peek() {
        position.row = Some(row.clone());
        steps.next();
    }
    if let Some(Step::Paragraph(Which::Number(n))) = steps.peek() {
        position.row = Some(n.clone());
        steps.next();
    }
    if let Some(Step::Item(which)) = steps.peek() {
        position.item = match which {
            Which::Number(n) => Some(n.clone()),
            _ => return Place::Nothing,
        };
        steps.next();
    }
    labels(index, position, steps.filter_map(label))
}

fn label(step: &Step) -> Option<Label> {
    match step {
        Step::Label(label) => Some(label.clone()),
        _ => None,
    }
}

fn labels(_: &Index<'_>, mut position: Position, labels: impl Iterator<Item = Label>) -> Place {
    for label in labels {
        if position.is_table() && position.item.is_none() {
            position.item = Some(label.number);
        } else {
            position.path.push(label);
        }
    }
    Place::At(position)
}

fn shifted(number: Option<&str>, by: i64) -> Option<String> {
    let number: i64 = number?.parse().ok()?;
    Some((number + by).to_string())
}

/// The article that stands `by` after that of number `head`, in the order of the document.
fn neighbour(index: &Index<'_>, head: &str, by: i64) -> Option<String> {
    let articles: Vec<&str> = index
        .paragraphs
        .iter()
        .filter(|p| p.kind == Kind::Category && p.parent.is_none() && !p.id.local().starts_with(['T', 'A']))
        .map(|p| p.id.local())
        .collect();
    let at = i64::try_from(articles.iter().position(|a| *a == head)?).ok()?;
    articles.get(usize::try_from(at + by).ok()?).map(|a| (*a).to_owned())
}

/// The 号 around the one that the paragraph of number `at` belongs to.
fn items_around(index: &Index<'_>, at: u32, which: &Which) -> Vec<Id> {
    let mut item = at;
    while let Some(paragraph) = index.paragraphs.get(item as usize).filter(|p| p.kind == Kind::Item) {
        let Some(parent) = paragraph.parent else { break };
        item = parent;
    }
    let parent = index.paragraphs.get(item as usize).and_then(|p| p.parent);
    let siblings = parent.and_then(|p| index.children.get(p as usize)).map_or(&[][..], |c| c);
    let Some(own) = siblings.iter().position(|s| *s == item) else { return Vec::new() };
    let chosen = match which {
        Which::Previous(n) => siblings.get(own.saturating_sub(*n as usize)..own),
        Which::AllPrevious => siblings.get(..own),
        Which::Next => siblings.get(own + 1..own + 2),
        _ => None,
    };
    chosen.unwrap_or_default().iter().filter_map(|s| index.paragraphs.get(*s as usize)).map(|p| p.id.clone()).collect()
}

/// Labels without 号: below what was named before them, where they go on from that;
/// else among the text's own children, its siblings, and those of what is above it.
fn alone(index: &Index<'_>, at: u32, context: Option<&Position>, cited: &Cited) -> Place {
    let path: Vec<Label> = cited.steps.iter().filter_map(label).collect();
    let Some(first) = path.first() else { return Place::Nothing };
    if let Some(context) = context {
        let mut position = context.clone();
        if position.is_table() {
            // 「五の項（一）から（三）まで」
            if let Some(depth) = position.path.iter().rposition(|l| l.style == first.style) {
                position.path.truncate(depth);
            } else {
                position.path.clear();
                position.item = None;
            }
            return labels(index, position, path.into_iter());
        }
        match position.path.iter().rposition(|l| l.style == first.style) {
            Some(depth) => position.path.truncate(depth),
            // 「前号又はイ」: of the own 号.
            None => return search(index, at, &path, cited.below),
        }
        position.path.extend(path);
        return Place::At(position);
    }
    search(index, at, &path, cited.below)
}

fn search(index: &Index<'_>, at: u32, path: &[Label], below: bool) -> Place {
    let Some(first) = path.first() else { return Place::Nothing };
    let mut base = Some(at);
    let mut fits = false;
    while let Some(of) = base {
        let children = index.children.get(of as usize).map_or(&[][..], |c| c);
        let styled = |p: &Paragraph| {
            label_ja::label(&p.label, None).is_some_and(|(l, len)| l.style == first.style && len == p.label.len())
        };
        let mut level =
            children.iter().filter_map(|c| index.paragraphs.get(*c as usize)).filter(|p| styled(p)).peekable();
        if level.peek().is_some() && index.paragraphs.get(of as usize).is_some_and(|p| p.kind != Kind::Group) {
            fits = true;
            let parent = index.paragraphs.get(of as usize).map_or("", |p| p.id.local());
            let separator = if parent.contains('/') { "." } else { "/" };
            let numbers: Vec<&str> = path.iter().map(|l| l.number.as_str()).collect();
            let local = format!("{parent}{separator}{}", numbers.join("."));
            if let Some((_, found)) = index.get(&local) {
                return Place::Ids(vec![found.id.clone()]);
            }
        }
        if below {
            break;
        }
        base = index.paragraphs.get(of as usize).and_then(|p| p.parent);
    }
    if fits { Place::Ids(Vec::new()) } else { Place::Nothing }
}
