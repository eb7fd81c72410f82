//! Pairs of entries: by control number where two lists share the numbering, else by
//! the values and concepts that they and their children have in common.

use super::feature::FeatureTable;
use super::pair::{Confidence, Evidence, Pair};
use super::tree::{Node, Trees};
use crate::model::{Kind, List};

/// Likeness from which two entries of different numbering are taken for likely.
const LIKELY: u32 = 250;
/// How many values and concepts two such entries must share.
const LEAST_SHARED: usize = 2;
/// By how much the best must lead the next.
const LEAD: u32 = 30;
/// A national addition (x9xx) shares its number with another list only by chance: its
/// content must agree.
const NATIONAL_ALIKE: u32 = 150;

/// Pairs the entries of the US and Korean lists that have the same control number.
pub fn by_number(trees: &Trees<'_>, features: &FeatureTable) -> Vec<Pair> {
    let (us, kr) = (trees.of(List::Us), trees.of(List::Kr));
    us.controls()
        .filter(|i| us.paragraph(*i).is_some_and(|p| p.kind == Kind::Entry))
        .filter_map(|i| {
            let number = us.paragraph(i)?.id.local();
            let left = Node { list: List::Us, index: i };
            let right = Node { list: List::Kr, index: kr.find(&format!("KR:{number}")).filter(|k| kr.is_control(*k))? };
            let likeness = features.likeness(left, right);
            let national = number.as_bytes().get(2) == Some(&b'9');
            if national && likeness < NATIONAL_ALIKE {
                return None;
            }
            let (shared, all) = features.shared(left, right);
            let mut evidence = vec![Evidence::Number, Evidence::Content { shared, all }];
            let tag = kr.paragraph(right.index)?.regimes.first();
            evidence.extend(tag.map(|t| Evidence::Regime(t.clone())));
            let confidence = if national { Confidence::Strong } else { Confidence::Official };
            Some(Pair { left, right, confidence, likeness, evidence, runner_up: None })
        })
        .collect()
}

/// Among which paragraphs of the other list an entry seeks its counterpart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Its entries.
    Entries,
    /// What stands below its entries: a 号 is often an item of an ECCN.
    Items,
}

/// Pairs the free entries of `left` with paragraphs of `right` by content: each with its
/// best, where that leads.
pub fn by_content(
    trees: &Trees<'_>,
    features: &FeatureTable,
    (left, right): (List, List),
    among: Among,
    is_free: &dyn Fn(Node, List) -> bool,
) -> Vec<Pair> {
    let of_kind = |list: List, kind: Kind| -> Vec<Node> {
        let tree = trees.of(list);
        let is_kind = |i: &u32| tree.paragraph(*i).is_some_and(|p| p.kind == kind);
        tree.controls().filter(is_kind).map(|index| Node { list, index }).collect()
    };
    // A paragraph that has its counterpart is not taken for that of another by content alone.
    let kind = if among == Among::Entries { Kind::Entry } else { Kind::Item };
    let targets: Vec<Node> = of_kind(right, kind).into_iter().filter(|n| is_free(*n, left)).collect();
    let mut carriers: Vec<Vec<(usize, u32)>> = vec![Vec::new(); features.size()];
    for (i, node) in targets.iter().enumerate() {
        for (feature, weight) in features.whole(*node) {
            if let Some(carriers) = carriers.get_mut(*feature as usize) {
                carriers.push((i, *weight));
            }
        }
    }
    let mut shared = vec![0_u64; targets.len()];
    let mut pairs = Vec::new();
    for node in of_kind(left, Kind::Entry).into_iter().filter(|n| is_free(*n, right)) {
        shared.fill(0);
        for (feature, weight) in features.whole(node) {
            let rarity = u64::from(features.rarity(*feature));
            for (target, other) in carriers.get(*feature as usize).into_iter().flatten() {
                if let Some(shared) = shared.get_mut(*target) {
                    *shared += rarity * u64::from(*weight.min(other));
                }
            }
        }
        let Some(((likeness, target), next)) = best(trees, features, node, (&targets, &shared)) else { continue };
        let runner_up = next.map(|(l, n)| (n, likeness - l));
        let clear = runner_up.is_none_or(|(_, distance)| distance >= LEAD);
        let (shared, all) = features.shared(node, target);
        let enough = likeness >= LIKELY && shared >= LEAST_SHARED;
        let confidence = if enough && clear { Confidence::Likely } else { Confidence::Weak };
        let evidence = vec![Evidence::Content { shared, all }];
        let (left, right) = if node.list < target.list { (node, target) } else { (target, node) };
        pairs.push(Pair { left, right, confidence, likeness, evidence, runner_up });
    }
    pairs
}

/// How alike a target is.
type Ranked = (u32, Node);

/// The target most like `node` and the next, of those that have something in common with
/// it; the first of equals. What stands above or below the best is no rival of it.
fn best(
    trees: &Trees<'_>,
    features: &FeatureTable,
    node: Node,
    (targets, shared): (&[Node], &[u64]),
) -> Option<(Ranked, Option<Ranked>)> {
    let most_alike = |is_rival: &dyn Fn(Node) -> bool| {
        let mut most: Option<Ranked> = None;
        for (target, shared) in targets.iter().zip(shared).filter(|(_, shared)| **shared > 0) {
            // Only those are looked at closely that could be ahead.
            if most.is_some_and(|(likeness, _)| features.at_most(node, *target, *shared) <= likeness) {
                continue;
            }
            let likeness = features.likeness(node, *target);
            if is_rival(*target) && most.is_none_or(|(most, _)| likeness > most) {
                most = Some((likeness, *target));
            }
        }
        most
    };
    let first = most_alike(&|_| true)?;
    let tree = trees.of(first.1.list);
    let apart = |n: Node| !tree.contains(first.1.index, n.index) && !tree.contains(n.index, first.1.index);
    Some((first, most_alike(&apart)))
}
