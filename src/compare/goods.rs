//! Software and technology for the goods of other entries: the entries that one list names and
//! the other does not, where both have them. The US and Korean lists share their numbers, so what
//! they name can be set against each other.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, Kind, Side};
use super::missing::{is_knowledge, is_left_to_another_law};
use super::pool::above;
use super::standing::{is_empty, unilateral};
use crate::correlate::Correlation;
use crate::correlate::group::Absence;
use crate::correlate::pair::Confidence;
use crate::correlate::tree::{Node, Trees};
use crate::model::{Clause, Id, Kind as ParagraphKind, List, NoteEffect, Quoted, Target};
use crate::quantity::Relation;
use crate::text::Span;

/// One finding for each paragraph on software or technology that both lists number alike.
pub fn findings(correlation: &Correlation<'_>) -> Vec<Finding> {
    let trees = &correlation.trees;
    let tied = || correlation.pairs.iter().filter(|p| p.confidence >= Confidence::Likely);
    let mut partners: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    for pair in tied().filter(|p| p.left.list == List::Us && p.right.list == List::Kr) {
        partners.entry(pair.left).or_default().push(pair.right);
        partners.entry(pair.right).or_default().push(pair.left);
    }
    let local = |n: Node| trees.paragraph(n).map(|p| p.id.local());
    // The paragraphs of a list of which a reader found that `by` covers them.
    let covered = |list: List, by: Node| {
        let read = correlation.read.iter().filter(move |((n, there), _)| n.list == list && *there == by.list);
        read.filter(move |(_, why)| matches!(why, Absence::Covered(nodes) if nodes.contains(&by))).map(|((n, _), _)| *n)
    };
    let mut findings = Vec::new();
    for (us, kr) in tied().map(|p| (p.left, p.right)) {
        let alike = us.list == List::Us && kr.list == List::Kr && local(us) == local(kr);
        let speaks = |n: Node| {
            trees.paragraph(n).is_some_and(|p| is_knowledge(&p.id))
                && !is_left_to_another_law(trees, n)
                && !is_own(trees, n)
        };
        if !alike || !speaks(us) || !speaks(kr) {
            continue;
        }
        let (Some(mut left), Some(mut right)) = (Goods::new(trees, us), Goods::new(trees, kr)) else { continue };
        // What a sister paragraph names counts where the other one takes it in.
        left.around.extend(covered(us.list, kr).flat_map(|n| named(trees, n)));
        right.around.extend(covered(kr.list, us).flat_map(|n| named(trees, n)));
        let itar: Vec<Node> = [us, kr].into_iter().flat_map(|n| itar(trees, n)).collect();
        let mut sides = [left.beyond(trees, &right, &partners, &itar), right.beyond(trees, &left, &partners, &itar)];
        let [only_us, only_kr] = &mut sides;
        right.in_spite(trees, &left, &partners, only_kr);
        left.in_spite(trees, &right, &partners, only_us);
        let relation = match sides.each_ref().map(Vec::is_empty) {
            [true, true] => continue,
            [false, true] => Relation::Broader,
            [true, false] => Relation::Narrower,
            [false, false] => Relation::Overlaps,
        };
        let side = |node: Node, values: &Vec<String>| Side {
            paragraphs: vec![node],
            values: values.clone(),
            ..Side::default()
        };
        let [only_us, only_kr] = &sides;
        let sides = [side(us, only_us), Side::default(), side(kr, only_kr)];
        findings.push(Finding::new(Kind::Terms, "entries", sides, [None, Some(relation), None]));
    }
    findings
}

/// The goods that a paragraph names.
struct Goods {
    node: Node,
    /// Entries, items and whole product groups: 1B.
    named: Vec<Node>,
    /// The same, and what the paragraphs above and below name.
    around: BTreeSet<Node>,
    /// Entries that it takes out.
    excepted: Vec<Node>,
}

impl Goods {
    /// What `node` names; `None` where that is nothing.
    fn new(trees: &Trees<'_>, node: Node) -> Option<Self> {
        let own = named(trees, node);
        let near = above(trees, node).chain(trees.below(node)).filter(|n| trees.of(n.list).is_control(n.index));
        let around = near.flat_map(|n| named(trees, n)).collect();
        (!own.is_empty()).then_some(Self { node, named: own, around, excepted: excepted(trees, node) })
    }

    /// The entries that this names and `other` does not, as they are numbered.
    fn beyond(
        &self,
        trees: &Trees<'_>,
        other: &Self,
        partners: &BTreeMap<Node, Vec<Node>>,
        itar: &[Node],
    ) -> Vec<String> {
        let there = other.node.list;
        let category = |n: Node| trees.paragraph(n).and_then(|p| p.id.local().bytes().next());
        // What a text names of another category is mostly an exception or an example.
        let counts = |n: &Node| {
            trees.of(n.list).is_control(n.index)
                && !is_own(trees, *n)
                && category(*n) == category(self.node)
                && !is_within(trees, *n, itar)
        };
        let mut found: Vec<String> = Vec::new();
        for node in self.named.iter().copied().filter(counts) {
            let Some(id) = trees.paragraph(node).map(|p| &p.id) else { continue };
            let mut twins = twins(trees, node, there, partners);
            twins.retain(|n| !is_left_to_another_law(trees, *n) && !is_own(trees, *n) && !is_within(trees, *n, itar));
            let near =
                |t: &Node| is_related(trees, *t, other.node) || other.around.iter().any(|n| is_related(trees, *t, *n));
            let said = twins.iter().any(near);
            let local = id.local().to_owned();
            if !twins.is_empty() && !said && !found.contains(&local) {
                found.push(local);
            }
        }
        found
    }

    /// Adds the entries that `other` takes out of what it names, and this, in naming it, does not.
    fn in_spite(&self, trees: &Trees<'_>, other: &Self, partners: &BTreeMap<Node, Vec<Node>>, found: &mut Vec<String>) {
        for node in other.excepted.iter().filter(|n| !is_own(trees, **n)) {
            let twins = twins(trees, *node, self.node.list, partners);
            let named = |t: &Node| is_within(trees, *t, &self.named);
            let out = |t: &Node| self.excepted.iter().any(|n| is_related(trees, *n, *t));
            for twin in twins.iter().filter(|t| named(t) && !out(t) && !is_own(trees, **t)) {
                let local = trees.paragraph(*twin).map(|p| p.id.local().to_owned());
                found.extend(local.filter(|l| !found.contains(l)));
            }
        }
    }
}

/// The counterparts of `node` on `there`: those that it is paired with, and that of its number
/// where this one is paired with no other.
fn twins(trees: &Trees<'_>, node: Node, there: List, partners: &BTreeMap<Node, Vec<Node>>) -> Vec<Node> {
    let mut twins: Vec<Node> = partners.get(&node).cloned().unwrap_or_default();
    let numbered = trees.paragraph(node).map(|p| Id::new(format!("{}:{}", there.code(), p.id.local())));
    let numbered = numbered.and_then(|id| trees.find(&id));
    twins.extend(numbered.filter(|n| !twins.contains(n) && partners.get(n).is_none_or(Vec::is_empty)));
    twins.retain(|n| trees.of(there).is_control(n.index));
    twins
}

fn is_related(trees: &Trees<'_>, a: Node, b: Node) -> bool {
    trees.is_below(a, b) || trees.is_below(b, a)
}

/// Whether `node` is one of `nodes` or stands below one.
fn is_within(trees: &Trees<'_>, node: Node, nodes: &[Node]) -> bool {
    nodes.iter().any(|n| trees.is_below(node, *n))
}

/// The entries whose software or technology, as the Related Controls of `node` say, is subject
/// to the ITAR: those cited between the quoted word that begins the sentence and these words.
fn itar(trees: &Trees<'_>, node: Node) -> Vec<Node> {
    let tree = trees.of(node.list);
    let texts = tree.children(node.index).iter().filter_map(|c| tree.paragraph(*c));
    let mut found = Vec::new();
    for text in texts.filter(|p| p.kind == ParagraphKind::Text) {
        let Some(end) = text.quoted.iter().find(|q| q.term.starts_with("subject to the ITAR")) else { continue };
        let begins = |q: &&Quoted| q.span.end < end.span.start && q.term.starts_with(|c: char| c.is_uppercase());
        let start = text.quoted.iter().rfind(begins).map_or(0, |q| q.span.start);
        let cited = text.citations.iter().filter(|c| c.span.start > start && c.span.end < end.span.start);
        found.extend(cited.flat_map(|c| c.target.ids()).filter_map(|id| trees.find(id)));
    }
    found
}

/// The entries that `node` takes out as a whole: not those of which it takes out what is under
/// another law.
fn excepted(trees: &Trees<'_>, node: Node) -> Vec<Node> {
    let Some(paragraph) = trees.paragraph(node) else { return Vec::new() };
    let within = |clause: &Clause, span: Span| clause.span.start <= span.start && span.end <= clause.span.end;
    let whole = |c: &Clause| {
        !paragraph.citations.iter().any(|cited| cited.target == Target::Outside && within(c, cited.span))
            && !paragraph.quoted.iter().any(|q| q.term.starts_with("subject to") && within(c, q.span))
    };
    let clauses: Vec<&Clause> =
        paragraph.clauses.iter().filter(|c| c.effect == NoteEffect::Excludes && whole(c)).collect();
    let cited = paragraph.citations.iter().filter(|c| clauses.iter().any(|clause| within(clause, c.span)));
    let found = cited.flat_map(|c| c.target.ids()).filter_map(|id| trees.find(id));
    found.filter(|n| trees.paragraph(*n).is_some_and(|p| p.kind == ParagraphKind::Entry)).collect()
}

/// The paragraphs that `node` names and does not take out in a clause.
fn named(trees: &Trees<'_>, node: Node) -> Vec<Node> {
    let Some(paragraph) = trees.paragraph(node) else { return Vec::new() };
    let cited = paragraph.citations.iter().filter(|c| !paragraph.is_excluded(c.span));
    cited.flat_map(|c| c.target.ids()).filter_map(|id| trees.find(id)).collect()
}

/// Whether no regime stands behind `node`, or it controls nothing of its own.
fn is_own(trees: &Trees<'_>, node: Node) -> bool {
    let ninth = trees.paragraph(node).is_some_and(|p| p.id.local().as_bytes().get(2) == Some(&b'9'));
    ninth || is_empty(trees, node) || unilateral(trees, node).is_some()
}
