//! Where a paragraph without a counterpart may all the same be said on the other list: in
//! the words of the paragraph above, as an exception, as one of a class, in a longer sentence.

use std::collections::{BTreeMap, BTreeSet};

use super::exclusion::values;
use super::pool::above;
use super::terms;
use crate::correlate::Correlation;
use crate::correlate::pair::Confidence;
use crate::correlate::tree::{Node, Trees};
use crate::model::{Joiner, List, Op, Paragraph, Standing};
use crate::quantity::Unit;

/// The counterparts of all paragraphs.
pub struct Doubt(BTreeMap<(Node, List), Vec<Node>>);

impl Doubt {
    /// From the pairs that tie groups.
    pub fn new(correlation: &Correlation<'_>) -> Self {
        let mut counterparts: BTreeMap<(Node, List), Vec<Node>> = BTreeMap::new();
        for pair in correlation.pairs.iter().filter(|p| p.confidence >= Confidence::Likely) {
            counterparts.entry((pair.left, pair.right.list)).or_default().push(pair.right);
            counterparts.entry((pair.right, pair.left.list)).or_default().push(pair.left);
        }
        Self(counterparts)
    }

    /// The counterparts of `node` on `list`.
    pub fn of(&self, node: Node, list: List) -> &[Node] {
        self.0.get(&(node, list)).map_or(&[], Vec::as_slice)
    }

    /// Why it cannot be told that `list` lacks `members`.
    pub fn reason(&self, trees: &Trees<'_>, members: &[Node], list: List) -> Option<&'static str> {
        let standing = |n: &Node| trees.paragraph(*n).map(|p| p.standing);
        if members.iter().all(|m| standing(m) == Some(Standing::Exclusion)) {
            return Some("exclusion");
        }
        let paired = |m: &Node| trees.parent(*m).map(|p| (p, self.of(p, list))).filter(|(_, there)| !there.is_empty());
        // The ordinance says in one sentence what others divide: parts, dies, software with its
        // technology. Where it divides too, what it does not list it lacks.
        let has = |l: List| members.iter().any(|m| m.list == l);
        let whole = |there: &[Node]| there.iter().all(|n| trees.items(*n).next().is_none());
        if list == List::Jp
            && has(List::Us)
            && has(List::Kr)
            && members.iter().filter_map(paired).any(|(_, there)| whole(there))
        {
            return Some("sentence");
        }
        members.iter().find_map(|member| {
            let (parent, there) = paired(member)?;
            if is_criterion(trees, parent, *member) {
                Some("criterion")
            } else if list == List::Jp && is_of_a_class(trees, *member, there) {
                Some("class")
            } else if is_named(trees, *member, there) {
                Some("elsewhere")
            } else {
                None
            }
        })
    }
}

/// Whether `member` is one of the conditions that `parent` sets: where the paragraph above
/// has a counterpart, its own words may set it.
fn is_criterion(trees: &Trees<'_>, parent: Node, member: Node) -> bool {
    let joiner = trees.paragraph(parent).map(|p| p.joiner);
    let standing = trees.paragraph(member).map(|p| p.standing);
    match joiner {
        Some(Joiner::All) => standing == Some(Standing::Member),
        _ => standing == Some(Standing::Criterion),
    }
}

/// Whether `member` is a chemical where Japan lists classes by how many carbon atoms an
/// alkyl group has at most.
fn is_of_a_class(trees: &Trees<'_>, member: Node, there: &[Node]) -> bool {
    let substance = trees.paragraph(member).is_some_and(|p| p.terms.iter().any(|t| terms::is_substance(t)));
    let alkyl = |p: &Paragraph| p.bounds.iter().any(|b| b.op == Op::AtMost && b.unit == Unit::ONE);
    substance && there.iter().flat_map(|n| trees.below(*n)).filter_map(|n| trees.paragraph(n)).any(alkyl)
}

/// Whether one paragraph of the entries of `there` says by itself all that `member` adds to
/// what stands above it, as far as it compares across languages.
fn is_named(trees: &Trees<'_>, member: Node, there: &[Node]) -> bool {
    let said = |n: Node| -> BTreeSet<String> { trees.paragraph(n).map(facts).unwrap_or_default() };
    let before: BTreeSet<String> = above(trees, member).skip(1).flat_map(said).collect();
    let own: BTreeSet<String> = said(member).difference(&before).cloned().collect();
    if own.is_empty() {
        return false;
    }
    let entries: BTreeSet<Node> =
        there.iter().map(|n| Node { list: n.list, index: trees.of(n.list).entry(n.index) }).collect();
    entries.into_iter().flat_map(|entry| trees.below(entry)).any(|n| own.is_subset(&said(n)))
}

fn facts(paragraph: &Paragraph) -> BTreeSet<String> {
    values(paragraph).chain(paragraph.terms.iter().filter(|t| terms::says_what(t)).map(ToString::to_string)).collect()
}
