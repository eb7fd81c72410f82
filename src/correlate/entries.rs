//! Pairs of entries: by control number where two lists share the numbering, else by
//! the values and concepts that they and their children have in common.

use std::collections::BTreeMap;

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

/// Pairs the free entries of `left` with entries of `right` by content: each with its
/// best, where that leads.
pub fn by_content(
    trees: &Trees<'_>,
    features: &FeatureTable,
    (left, right): (List, List),
    is_free: &dyn Fn(Node, List) -> bool,
) -> Vec<Pair> {
    let entries = |list: List| -> Vec<Node> {
        let tree = trees.of(list);
        let is_entry = |i: &u32| tree.paragraph(*i).is_some_and(|p| p.kind == Kind::Entry);
        tree.controls().filter(is_entry).map(|index| Node { list, index }).collect()
    };
    // A paragraph that has its counterpart is not taken for that of another by content alone.
    let targets: Vec<Node> = entries(right).into_iter().filter(|n| is_free(*n, left)).collect();
    let mut carriers: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, node) in targets.iter().enumerate() {
        for (feature, _) in features.whole(*node) {
            carriers.entry(*feature).or_default().push(i);
        }
    }
    let mut pairs = Vec::new();
    for node in entries(left).into_iter().filter(|n| is_free(*n, right)) {
        let mut common: BTreeMap<usize, u32> = BTreeMap::new();
        for (feature, _) in features.whole(node) {
            for target in carriers.get(feature).into_iter().flatten() {
                *common.entry(*target).or_insert(0) += features.rarity(*feature);
            }
        }
        let mut best: Vec<(u32, Node)> = common
            .keys()
            .filter_map(|i| targets.get(*i))
            .map(|target| (features.likeness(node, *target), *target))
            .collect();
        best.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let Some((likeness, target)) = best.first().copied() else { continue };
        let runner_up = best.get(1).map(|(l, n)| (*n, likeness - l));
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
