//! Points for a meeting: what of the findings an agenda needs. [`points`] is the one place
//! that knows how findings are made.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{Cause, Finding, Kind, Materiality, is_drafting_error};
use crate::correlate::Correlation;
use crate::correlate::tree::{Node, Trees};
use crate::model::{Hash, Id, List, Paragraph};
use crate::quantity::Relation;
use crate::report::topic::Topics;

/// One place at which a point shows: a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Id of the finding.
    pub finding: String,
    /// The paragraphs, in the order of [`List::ALL`].
    pub ids: [Vec<Id>; 3],
    /// The values, in the same order, as `OP VALUE UNIT` or a word.
    pub values: [Vec<String>; 3],
    /// The values as the lists print them.
    pub printed: [Vec<String>; 3],
    /// The values in the unit of the first list, where the own differs.
    pub converted: [Vec<String>; 3],
    /// How the first paragraph of each side begins; empty where the text is not at hand.
    pub begins: [String; 3],
}

/// How what one list controls relates to what another does, over all places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// The same relation at every place.
    One(Relation),
    /// It differs from place to place.
    Mixed,
}

/// A point: findings of one root, or of one kind and parameter in one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Stable id, `A-1f2e3d4c`.
    pub id: String,
    /// What kind.
    pub kind: Kind,
    /// What is in question, in a word; may be empty.
    pub parameter: String,
    /// The entry: of the US list where it has one, else of the Korean, else of the Japanese.
    pub entry: Id,
    /// Topics, in the order of `lists/topics.toml`.
    pub topics: Vec<&'static str>,
    /// How the entry begins on each list; empty where the text is not at hand.
    pub headings: [String; 3],
    /// Concepts that its paragraphs name, those of most lists first.
    pub concepts: Vec<String>,
    /// Where it shows, in the order of the findings.
    pub places: Vec<Place>,
    /// US to JP, US to KR, JP to KR.
    pub stands: [Option<Stand>; 3],
    /// The lists that have what is in question.
    pub with: Vec<List>,
    /// The lists that lack it.
    pub without: Vec<List>,
    /// Why the lists differ.
    pub cause: Cause,
    /// The evidence, in the words of the comparison; may be empty.
    pub evidence: String,
    /// What it matters for.
    pub materiality: Materiality,
    /// How much it weighs, 0 to 1000.
    pub weight: u32,
    /// What the weight is made of: `MTCR +200`.
    pub reasons: Vec<String>,
}

/// Where a point belongs in the papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// On the agenda.
    Agenda,
    /// In the annex of drafting errors.
    Drafting,
    /// In the annex of what was not read or not paired.
    Unread,
    /// In the annex of what stands elsewhere.
    Moved,
}

impl Point {
    /// Where it belongs.
    pub fn part(&self) -> Part {
        match (self.kind, self.cause) {
            (Kind::Undetermined, _) => Part::Unread,
            (kind, cause) if is_drafting_error(kind, cause) => Part::Drafting,
            (Kind::Moved, _) | (_, Cause::Structure) => Part::Moved,
            _ => Part::Agenda,
        }
    }

    /// How `a` relates to `b`, in any order.
    pub fn stand(&self, a: List, b: List) -> Option<Stand> {
        let [us_jp, us_kr, jp_kr] = self.stands;
        let flip = |s: Option<Stand>| {
            s.map(|s| match s {
                Stand::One(r) => Stand::One(r.mirrored()),
                Stand::Mixed => Stand::Mixed,
            })
        };
        match (a, b) {
            (List::Us, List::Jp) => us_jp,
            (List::Us, List::Kr) => us_kr,
            (List::Jp, List::Kr) => jp_kr,
            (List::Jp, List::Us) => flip(us_jp),
            (List::Kr, List::Us) => flip(us_kr),
            (List::Kr, List::Jp) => flip(jp_kr),
            _ => None,
        }
    }

    /// The list that differs from two that agree.
    pub fn odd(&self) -> Option<List> {
        let equal = |a, b| self.stand(a, b) == Some(Stand::One(Relation::Equal));
        let spoken = self.stands.iter().all(Option::is_some);
        let [us, jp, kr] = [List::Us, List::Jp, List::Kr];
        match (equal(us, jp), equal(us, kr), equal(jp, kr)) {
            (true, false, false) if spoken => Some(kr),
            (false, true, false) if spoken => Some(jp),
            (false, false, true) if spoken => Some(us),
            _ => match (self.with.as_slice(), self.without.as_slice()) {
                ([_, _], [lacking]) => Some(*lacking),
                _ => None,
            },
        }
    }

    /// Of a drafting error, the list that has it, as far as that can be told: the one that
    /// stands alone, or against two that agree.
    pub fn in_error(&self) -> Option<List> {
        match self.with.as_slice() {
            _ if self.part() != Part::Drafting => None,
            [one] => Some(*one),
            _ => self.odd(),
        }
    }

    /// Whether two lists agree already on a value that the third has otherwise.
    pub fn is_quick_win(&self) -> bool {
        let is_bound = matches!(self.kind, Kind::Value | Kind::Strictness);
        is_bound && self.part() == Part::Agenda && self.odd().is_some()
    }

    /// Whether `other` controls more than `list` somewhere.
    pub fn controls_more(&self, other: List, list: List) -> bool {
        self.stand(other, list) == Some(Stand::One(Relation::Broader))
    }

    /// All paragraphs of `list`, each once.
    pub fn ids(&self, list: List) -> Vec<&Id> {
        let all: BTreeSet<&Id> = self.places.iter().filter_map(|p| p.ids.get(list as usize)).flatten().collect();
        all.into_iter().collect()
    }

    /// All values of `list`, each once, in the order of the places.
    pub fn values(&self, list: List) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for value in self.places.iter().filter_map(|p| p.values.get(list as usize)).flatten() {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        values
    }
}

/// The points of `findings`, heaviest first; of equal weight, in the order of the findings.
pub fn points(correlation: &Correlation<'_>, findings: &[Finding]) -> Vec<Point> {
    let trees = &correlation.trees;
    let topics = Topics::new(correlation);
    let entries = EntryGroups::new(correlation);
    let paired = Paired::new(correlation);
    let findings: Vec<Cow<'_, Finding>> = findings.iter().map(|f| told(trees, &paired, f)).collect();
    let mut of_root: BTreeMap<&str, Key> = BTreeMap::new();
    let mut order: Vec<Key> = Vec::new();
    let mut gathered: BTreeMap<Key, Vec<&Finding>> = BTreeMap::new();
    for finding in &findings {
        let finding: &Finding = finding;
        let own = key(trees, &entries, finding);
        let key = of_root.entry(finding.root.as_str()).or_insert(own).clone();
        let members = gathered.entry(key.clone()).or_default();
        if members.is_empty() {
            order.push(key);
        }
        members.push(finding);
    }
    let mut points: Vec<Point> = Vec::new();
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    for key in &order {
        let Some(members) = gathered.get(key) else { continue };
        let Some(mut point) = point(trees, &topics, key, members) else { continue };
        let count = taken.entry(point.id.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            point.id = format!("{}-{count}", point.id);
        }
        points.push(point);
    }
    points.sort_by_key(|p| std::cmp::Reverse(p.weight));
    points
}

/// The lists with which a paragraph is paired.
struct Paired(BTreeMap<Node, BTreeSet<List>>);

impl Paired {
    fn new(correlation: &Correlation<'_>) -> Self {
        let mut paired: BTreeMap<Node, BTreeSet<List>> = BTreeMap::new();
        for group in &correlation.groups {
            for node in &group.members {
                paired.entry(*node).or_default().extend(group.members.iter().map(|m| m.list));
            }
        }
        Self(paired)
    }

    /// Whether something below `node` has a counterpart on `list`.
    fn below(&self, trees: &Trees<'_>, node: Node, list: List) -> bool {
        let mut open: Vec<Node> = trees.items(node).collect();
        while let Some(next) = open.pop() {
            if self.0.get(&next).is_some_and(|lists| lists.contains(&list)) {
                return true;
            }
            open.extend(trees.items(next));
        }
        false
    }
}

/// A finding as an agenda takes it. An entry whose items have counterparts is not without
/// one: it was not paired, and no more can be said.
fn told<'f>(trees: &Trees<'_>, paired: &Paired, finding: &'f Finding) -> Cow<'f, Finding> {
    let (with, without) = sides(finding);
    let met = |list: &List| finding.nodes().any(|n| with.contains(&n.list) && paired.below(trees, n, *list));
    if finding.kind != Kind::NoCounterpart || !without.iter().any(met) {
        return Cow::Borrowed(finding);
    }
    let mut finding = finding.clone();
    finding.kind = Kind::Undetermined;
    finding.materiality = Materiality::Undetermined;
    finding.cause = Cause::Open;
    finding.cause_evidence.clear();
    Cow::Owned(finding)
}

/// What makes findings one point.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    entry: String,
    kind: Kind,
    parameter: String,
    with: Vec<List>,
    without: Vec<List>,
    is_slip: bool,
}

fn key(trees: &Trees<'_>, entries: &EntryGroups, finding: &Finding) -> Key {
    let (with, without) = sides(finding);
    let entry = finding.nodes().next().map_or("", |n| trees.id(entries.first(entry_of(trees, n))));
    Key {
        entry: entry.to_owned(),
        kind: finding.kind,
        parameter: finding.parameter.clone(),
        with,
        without,
        is_slip: finding.cause == Cause::Drafting,
    }
}

/// The lists that have what a finding is about, and those that lack it.
fn sides(finding: &Finding) -> (Vec<List>, Vec<List>) {
    let all = || List::ALL.iter().copied();
    let [us_jp, us_kr, jp_kr] = finding.relations;
    let related = |list: List| match list {
        List::Us => us_jp.is_some() || us_kr.is_some(),
        List::Jp => us_jp.is_some() || jp_kr.is_some(),
        List::Kr => us_kr.is_some() || jp_kr.is_some(),
    };
    let has_paragraph = |l: &List| !finding.side(*l).paragraphs.is_empty();
    let has_value = |l: &List| !finding.side(*l).values.is_empty();
    match finding.kind {
        Kind::NoCounterpart => {
            (all().filter(has_paragraph).collect(), all().filter(|l| !has_paragraph(l) && related(*l)).collect())
        }
        Kind::BoundMissing | Kind::Terms => {
            (all().filter(has_value).collect(), all().filter(|l| has_paragraph(l) && !has_value(l)).collect())
        }
        Kind::Exclusion => (
            all().filter(has_value).collect(),
            all().filter(|l| has_paragraph(l) && !has_value(l) && related(*l)).collect(),
        ),
        Kind::Drafting | Kind::Citation | Kind::Licence => (all().filter(has_value).collect(), Vec::new()),
        _ => (all().filter(has_paragraph).collect(), Vec::new()),
    }
}

fn point(trees: &Trees<'_>, topics: &Topics, key: &Key, findings: &[&Finding]) -> Option<Point> {
    let lead = findings.iter().max_by_key(|f| f.weight)?;
    let side = |f: &Finding, of: &dyn Fn(&crate::compare::Side) -> Vec<String>| {
        [of(f.side(List::Us)), of(f.side(List::Jp)), of(f.side(List::Kr))]
    };
    let ids =
        |f: &Finding, list: List| -> Vec<Id> { stating(trees, f, list).into_iter().map(|p| p.id.clone()).collect() };
    let places: Vec<Place> = findings
        .iter()
        .map(|f| Place {
            finding: f.id.clone(),
            ids: [ids(f, List::Us), ids(f, List::Jp), ids(f, List::Kr)],
            values: side(f, &|s| s.values.clone()),
            printed: side(f, &|s| s.printed.clone()),
            converted: side(f, &|s| s.converted.clone()),
            begins: [List::Us, List::Jp, List::Kr]
                .map(|l| stating(trees, f, l).first().map_or_else(String::new, |p| begin(&p.text))),
        })
        .collect();
    let stand = |i: usize| {
        let mut seen: BTreeSet<Relation> = findings.iter().filter_map(|f| f.relations.get(i).copied()?).collect();
        let first = seen.pop_first()?;
        Some(if seen.is_empty() { Stand::One(first) } else { Stand::Mixed })
    };
    let nodes: Vec<Node> = findings.iter().flat_map(|f| f.nodes()).collect();
    let entry = [List::Us, List::Kr, List::Jp].iter().find_map(|list| nodes.iter().find(|n| n.list == *list))?;
    let named: BTreeSet<&str> = nodes.iter().flat_map(|n| topics.of(trees, *n)).collect();
    let ordered = crate::report::topic::topics().iter().map(|t| t.id.as_str()).filter(|t| named.contains(t));
    let identity =
        format!("{}|{}|{}|{:?}|{:?}|{}", key.entry, key.kind.word(), key.parameter, key.with, key.without, key.is_slip);
    let hash = Hash::of(identity.as_bytes()).to_string();
    Some(Point {
        id: format!("A-{}", hash.get(..8).unwrap_or("")),
        kind: lead.kind,
        parameter: lead.parameter.clone(),
        entry: trees.paragraph(entry_of(trees, *entry))?.id.clone(),
        topics: ordered.collect(),
        headings: [List::Us, List::Jp, List::Kr].map(|l| {
            let entry = nodes.iter().find(|n| n.list == l).and_then(|n| trees.paragraph(entry_of(trees, *n)));
            entry.map_or_else(String::new, |p| begin(p.text.strip_prefix(p.id.local()).unwrap_or(&p.text)))
        }),
        concepts: concepts(trees, &nodes),
        places,
        stands: [stand(0), stand(1), stand(2)],
        with: key.with.clone(),
        without: key.without.clone(),
        cause: lead.cause,
        evidence: lead.cause_evidence.clone(),
        materiality: lead.materiality,
        weight: lead.weight,
        reasons: lead.weight_reasons.clone(),
    })
}

/// The paragraphs of a side, those that state the values in question first.
fn stating<'s>(trees: &Trees<'s>, finding: &Finding, list: List) -> Vec<&'s Paragraph> {
    let side = finding.side(list);
    let mut paragraphs: Vec<&Paragraph> = side.paragraphs.iter().filter_map(|n| trees.paragraph(*n)).collect();
    paragraphs.sort_by_key(|p| !p.bounds.iter().any(|b| side.values.contains(&b.to_string())));
    paragraphs
}

/// Characters of a text that a paper shows.
const BEGINNING: usize = 90;

/// How a text begins: up to the character that ends it, or to a word's end.
fn begin(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(BEGINNING) else { return line };
    let head = line.get(..end).unwrap_or("");
    // Japanese has no spaces to end at.
    let cut = head.rfind(' ').filter(|i| *i > end / 2).unwrap_or(end);
    format!("{}\u{2026}", head.get(..cut).unwrap_or(head).trim_end())
}

/// Concepts of the paragraphs, those of most lists first; where they name none, of what
/// stands above them.
fn concepts(trees: &Trees<'_>, nodes: &[Node]) -> Vec<String> {
    let mut level: Vec<Node> = nodes.to_vec();
    while !level.is_empty() {
        let mut lists: BTreeMap<&str, BTreeSet<List>> = BTreeMap::new();
        for node in &level {
            for term in trees.paragraph(*node).iter().flat_map(|p| &p.terms) {
                lists.entry(term).or_default().insert(node.list);
            }
        }
        if !lists.is_empty() {
            let mut named: Vec<(&str, usize)> = lists.iter().map(|(term, lists)| (*term, lists.len())).collect();
            named.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
            return named.into_iter().map(|(term, _)| term.to_owned()).collect();
        }
        // Not above the entry: a category's words say nothing.
        let above: BTreeSet<Node> =
            level.iter().filter(|n| entry_of(trees, **n) != **n).filter_map(|n| trees.parent(*n)).collect();
        level = above.into_iter().collect();
    }
    Vec::new()
}

fn entry_of(trees: &Trees<'_>, node: Node) -> Node {
    Node { list: node.list, index: trees.of(node.list).entry(node.index) }
}

/// The first member of the group of every entry, so that the sides of an entry go together.
struct EntryGroups(BTreeMap<Node, Node>);

impl EntryGroups {
    fn new(correlation: &Correlation<'_>) -> Self {
        let trees = &correlation.trees;
        let mut first = BTreeMap::new();
        for group in &correlation.groups {
            let entries = || group.members.iter().copied().filter(|n| entry_of(trees, *n) == *n);
            let Some(head) = entries().next() else { continue };
            for node in entries() {
                first.entry(node).or_insert(head);
            }
        }
        Self(first)
    }

    fn first(&self, entry: Node) -> Node {
        self.0.get(&entry).copied().unwrap_or(entry)
    }
}
