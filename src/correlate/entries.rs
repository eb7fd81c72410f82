//! Pairs of entries: by control number where two lists share the numbering, else by
//! the values and concepts that they and their children have in common.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::feature::FeatureTable;
use super::keys::{self, Regimes};
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

/// What more paragraphs than this have is not looked up: it tells nothing by itself.
const COMMON: usize = 200;

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
    let targets = of_kind(right, kind).into_iter().filter(|n| is_free(*n, left));
    // Goods are no technology.
    let (goods, technology): (Vec<Node>, Vec<Node>) = targets.partition(|n| keys::is_about_goods(trees, *n));
    let (goods, technology) =
        rayon::join(|| Targets::new(trees, features, goods), || Targets::new(trees, features, technology));
    let seeking: Vec<Node> = of_kind(left, Kind::Entry).into_iter().filter(|n| is_free(*n, right)).collect();
    // Each seeks for itself; what is in common with the one in hand is counted by thread.
    let pairs = seeking.par_iter().map_init(Vec::new, |counted, node| {
        let targets = if keys::is_about_goods(trees, *node) { &goods } else { &technology };
        // Entries of two regimes are not the same; an item of another list must be one of the
        // same regime.
        let regimes = Regimes::of(trees, *node);
        let fits = |other: Option<Regimes>| regimes.zip(other).map_or(among == Among::Entries, |(a, b)| a.meet(b));
        pair(trees, features, *node, targets.near(features, *node, fits, counted))
    });
    pairs.flatten().collect()
}

/// The pair of `node` with the best of `near`.
fn pair(trees: &Trees<'_>, features: &FeatureTable, node: Node, near: Near) -> Option<Pair> {
    let ((likeness, target), next) = best(trees, features, node, near)?;
    let runner_up = next.map(|(l, n)| (n, likeness - l));
    let clear = runner_up.is_none_or(|(_, distance)| distance >= LEAD);
    let (shared, all) = features.shared(node, target);
    let enough = likeness >= LIKELY && shared >= LEAST_SHARED;
    let confidence = if enough && clear { Confidence::Likely } else { Confidence::Weak };
    let evidence = vec![Evidence::Content { shared, all }];
    let (left, right) = if node.list < target.list { (node, target) } else { (target, node) };
    Some(Pair { left, right, confidence, likeness, evidence, runner_up })
}

/// Paragraphs to pair with, and which of them have each feature.
struct Targets {
    nodes: Vec<(Node, Option<Regimes>)>,
    /// Where the carriers of each feature begin.
    starts: Vec<usize>,
    /// Places in the nodes, with the weight there.
    carriers: Vec<(usize, u32)>,
}

impl Targets {
    fn new(trees: &Trees<'_>, features: &FeatureTable, nodes: Vec<Node>) -> Self {
        // Counted first, then laid side by side: no memory of its own for each feature.
        let mut starts: Vec<usize> = vec![0; features.size() + 1];
        for (feature, _) in nodes.iter().flat_map(|n| features.whole(*n)) {
            if let Some(count) = starts.get_mut(*feature as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut carriers = vec![(0, 0); sum];
        for (i, node) in nodes.iter().enumerate() {
            for (feature, weight) in features.whole(*node) {
                let Some(place) = next.get_mut(*feature as usize) else { continue };
                if let Some(carrier) = carriers.get_mut(*place) {
                    *carrier = (i, *weight);
                }
                *place += 1;
            }
        }
        let nodes = nodes.into_par_iter().map(|n| (n, Regimes::of(trees, n))).collect();
        Self { nodes, starts, carriers }
    }

    /// The nodes that have `feature`.
    fn of(&self, feature: u32) -> &[(usize, u32)] {
        let range = self.starts.get(feature as usize).zip(self.starts.get(feature as usize + 1));
        range.and_then(|(start, end)| self.carriers.get(*start..*end)).unwrap_or_default()
    }

    /// Those of fitting regimes that have a feature of `node` that is not all too common, with
    /// how alike they could be at most. `counted` holds the weight in common with the paragraph
    /// in hand, nothing between two of them.
    fn near(
        &self,
        features: &FeatureTable,
        node: Node,
        fits: impl Fn(Option<Regimes>) -> bool,
        counted: &mut Vec<u64>,
    ) -> Near {
        if counted.len() < self.nodes.len() {
            counted.resize(self.nodes.len(), 0);
        }
        let mut near: Vec<usize> = Vec::new();
        let mut common = 0;
        for (feature, weight) in features.whole(node) {
            let rarity = u64::from(features.rarity(*feature));
            let carriers = self.of(*feature);
            if carriers.len() > COMMON {
                common += rarity * u64::from(*weight);
                continue;
            }
            for (target, other) in carriers {
                let Some(shared) = counted.get_mut(*target) else { continue };
                if *shared == 0 {
                    near.push(*target);
                }
                *shared += rarity * u64::from(*weight.min(other));
            }
        }
        let ranked = near.into_iter().filter_map(|i| {
            let shared = counted.get_mut(i).map_or(0, std::mem::take) + common;
            let (target, _) = self.nodes.get(i).filter(|(_, regimes)| fits(*regimes))?;
            Some((features.at_most(node, *target, shared), Reverse(*target)))
        });
        ranked.collect::<Vec<_>>().into()
    }
}

/// How alike a target is.
type Ranked = (u32, Node);

/// What may be near, what could be most alike first, the first of equals before the others.
type Near = BinaryHeap<(u32, Reverse<Node>)>;

/// The one of `near` that is most like `node`, and the next; the first of equals. What stands
/// above or below the best is no rival of it.
fn best(trees: &Trees<'_>, features: &FeatureTable, node: Node, mut near: Near) -> Option<(Ranked, Option<Ranked>)> {
    let mut looked_at: Vec<(u32, Reverse<Node>)> = Vec::new();
    // Only those are looked at closely that could be ahead of `best`.
    let mut next = |best: Option<(u32, Reverse<Node>)>| {
        let (_, target) =
            near.peek().filter(|(most, _)| best.is_none_or(|(likeness, _)| *most >= likeness)).copied()?;
        near.pop();
        Some((features.likeness(node, target.0), target))
    };
    let mut first = None;
    while let Some(ranked) = next(first) {
        looked_at.push(ranked);
        first = first.max(Some(ranked));
    }
    let (likeness, Reverse(target)) = first?;
    let tree = trees.of(target.list);
    let apart = |n: Node| !tree.contains(target.index, n.index) && !tree.contains(n.index, target.index);
    let is_rival = |(_, Reverse(n)): &(u32, Reverse<Node>)| apart(*n);
    let mut second = looked_at.into_iter().filter(is_rival).max();
    while let Some(ranked) = next(second) {
        second = second.max(Some(ranked).filter(is_rival));
    }
    Some(((likeness, target), second.map(|(likeness, Reverse(rival))| (likeness, rival))))
}
