//! Pairs below pairs: the children of two paired paragraphs are paired with each
//! other, top down. Order may cross; numbering counts where both lists share it.

use super::feature::FeatureTable;
use super::pair::{Confidence, Evidence, Pair};
use super::tree::{Node, Trees};
use crate::model::List;

/// Likeness below which two children are not paired by content alone.
const ALIKE: u32 = 250;
/// Likeness from which content alone makes a pair strong.
const VERY_ALIKE: u32 = 600;
/// What the same enumerator adds between two lists of the same numbering.
const SAME_LABEL: u32 = 350;
/// What the same place among the siblings adds.
const SAME_PLACE: u32 = 40;
/// By how much the best must lead the next to be called likely.
const LEAD: u32 = 60;

/// Two children that might be paired.
struct Candidate {
    score: u32,
    likeness: u32,
    left: usize,
    right: usize,
}

/// Pairs the free children of `a` with those of `b`. `is_free` says whether a child
/// still seeks a counterpart on the other's list.
pub fn children(
    trees: &Trees<'_>,
    features: &FeatureTable,
    (a, b): (Node, Node),
    is_free: &dyn Fn(Node, List) -> bool,
) -> Vec<Pair> {
    let free =
        |parent: Node, other: List| -> Vec<Node> { trees.items(parent).filter(|n| is_free(*n, other)).collect() };
    among(trees, features, &free(a, b.list), &free(b, a.list))
}

/// Pairs the paragraphs of one list with those of another whose parents are paired.
pub fn among(trees: &Trees<'_>, features: &FeatureTable, left: &[Node], right: &[Node]) -> Vec<Pair> {
    let shared_numbering = left.iter().chain(right).all(|n| n.list != List::Jp);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (i, l) in left.iter().enumerate() {
        for (j, r) in right.iter().enumerate() {
            let likeness = features.likeness(*l, *r);
            let same_label = shared_numbering && last_step(trees.id(*l)) == last_step(trees.id(*r));
            let bare = features.is_bare(*l) && features.is_bare(*r);
            // Two paragraphs with nothing to be known by can only go by number.
            if likeness < ALIKE && !(same_label && (likeness > 0 || bare)) {
                continue;
            }
            let place = if i == j { SAME_PLACE } else { 0 };
            let label = if same_label { SAME_LABEL } else { 0 };
            candidates.push(Candidate { score: likeness + label + place, likeness, left: i, right: j });
        }
    }
    candidates.sort_by(|x, y| y.score.cmp(&x.score).then_with(|| (x.left, x.right).cmp(&(y.left, y.right))));
    let (mut left_taken, mut right_taken) = (vec![false; left.len()], vec![false; right.len()]);
    let mut pairs = Vec::new();
    for c in &candidates {
        let (Some(lt), Some(rt)) = (left_taken.get_mut(c.left), right_taken.get_mut(c.right)) else { continue };
        if *lt || *rt {
            continue;
        }
        (*lt, *rt) = (true, true);
        let (Some(l), Some(r)) = (left.get(c.left), right.get(c.right)) else { continue };
        let rival = candidates.iter().find(|o| (o.left == c.left) != (o.right == c.right)).and_then(|o| {
            Some((
                if o.left == c.left { *right.get(o.right)? } else { *left.get(o.left)? },
                c.score.saturating_sub(o.score),
            ))
        });
        pairs.push(pair(features, (*l, *r), c, rival));
    }
    pairs
}

fn pair(features: &FeatureTable, (left, right): (Node, Node), c: &Candidate, runner_up: Option<(Node, u32)>) -> Pair {
    let labelled = c.score >= c.likeness + SAME_LABEL;
    let clear = runner_up.is_none_or(|(_, distance)| distance >= LEAD);
    let confidence = match (labelled, clear) {
        (true, _) if c.likeness >= ALIKE => Confidence::Official,
        (true, _) => Confidence::Likely,
        (false, true) if c.likeness >= VERY_ALIKE => Confidence::Strong,
        (false, true) => Confidence::Likely,
        (false, false) if c.likeness >= VERY_ALIKE => Confidence::Likely,
        (false, false) => Confidence::Weak,
    };
    let (shared, all) = features.shared(left, right);
    let mut evidence = vec![Evidence::Children];
    if labelled {
        evidence.push(Evidence::Number);
    }
    if all > 0 {
        evidence.push(Evidence::Content { shared, all });
    }
    Pair { left, right, confidence, likeness: c.likeness, evidence, runner_up }
}

/// The last step of a path: `a` of `3A001.b.2.a`, `note1` of `3A001.b#note1`.
fn last_step(id: &str) -> &str {
    id.rsplit(['.', '#']).next().unwrap_or(id)
}
