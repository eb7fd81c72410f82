//! Software and technology for the goods of other entries: the entries that one list names and
//! the other does not, where both have them. The US and Korean lists share their numbers, so what
//! they name can be set against each other.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, Kind, Side};
use super::missing::{is_knowledge, is_left_to_another_law};
use super::pool::{above, below};
use super::standing::{is_empty, unilateral};
use crate::correlate::Correlation;
use crate::correlate::pair::Confidence;
use crate::correlate::tree::{Node, Trees};
use crate::model::{Id, List};
use crate::quantity::Relation;

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
        let (Some(left), Some(right)) = (Goods::new(trees, us), Goods::new(trees, kr)) else { continue };
        let sides = [left.beyond(trees, &right, &partners), right.beyond(trees, &left, &partners)];
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
}

impl Goods {
    /// What `node` names; `None` where that is nothing.
    fn new(trees: &Trees<'_>, node: Node) -> Option<Self> {
        let own = named(trees, node);
        let near = above(trees, node).chain(below(trees, node)).filter(|n| trees.of(n.list).is_control(n.index));
        let around = near.flat_map(|n| named(trees, n)).collect();
        (!own.is_empty()).then_some(Self { node, named: own, around })
    }

    /// The entries that this names and `other` does not, as they are numbered.
    fn beyond(&self, trees: &Trees<'_>, other: &Self, partners: &BTreeMap<Node, Vec<Node>>) -> Vec<String> {
        let there = other.node.list;
        let category = |n: Node| trees.paragraph(n).and_then(|p| p.id.local().bytes().next());
        // What a text names of another category is mostly an exception or an example.
        let counts = |n: &Node| {
            trees.of(n.list).is_control(n.index) && !is_own(trees, *n) && category(*n) == category(self.node)
        };
        let mut found: Vec<String> = Vec::new();
        for node in self.named.iter().copied().filter(counts) {
            let Some(id) = trees.paragraph(node).map(|p| &p.id) else { continue };
            let mut twins: Vec<Node> = partners.get(&node).cloned().unwrap_or_default();
            twins.extend(trees.find(&Id::new(format!("{}:{}", there.code(), id.local()))));
            twins.retain(|n| {
                trees.of(there).is_control(n.index) && !is_left_to_another_law(trees, *n) && !is_own(trees, *n)
            });
            let related = |a: Node, b: Node| {
                a == b || trees.of(there).contains(a.index, b.index) || trees.of(there).contains(b.index, a.index)
            };
            let said = twins.iter().any(|t| related(*t, other.node) || other.around.iter().any(|n| related(*t, *n)));
            let local = id.local().to_owned();
            if !twins.is_empty() && !said && !found.contains(&local) {
                found.push(local);
            }
        }
        found
    }
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
