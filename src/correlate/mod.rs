//! Which paragraphs of the three lists speak of the same thing, and why.
//!
//! Pairs come from what governments published and readers confirmed ([`known`]), from
//! the numbering that the US and Korean lists share and from content ([`entries`]);
//! below a pair the children are paired top down ([`align`]). Pairs tie paragraphs to
//! [`group`]s, and every paragraph ends in one.

mod align;
mod entries;
pub mod feature;
pub mod group;
pub mod known;
pub mod pair;
pub mod tree;

use std::collections::{BTreeMap, BTreeSet};

use feature::FeatureTable;
use group::{Absence, Group};
use known::Known;
use pair::{Confidence, Evidence, Pair};
use tree::{Node, Trees};

use crate::model::List;

/// Share of a paragraph's own content, in thousandths, that a broader paragraph must hold
/// to cover it.
const COVERS: u32 = 500;
/// The same where the broader one is divided, and so might be expected to list it.
const COVERS_DIVIDED: u32 = 900;
/// Likeness from which an unpaired neighbour makes an absence undetermined.
const NEAR: u32 = 250;

/// The correlation of three lists.
pub struct Correlation<'s> {
    /// The lists as trees.
    pub trees: Trees<'s>,
    /// All pairs, sorted.
    pub pairs: Vec<Pair>,
    /// All groups, by their first member.
    pub groups: Vec<Group>,
    /// Pins that do not hold as they stand: their text changed, or there is no such paragraph.
    pub review: Vec<(known::Pin, &'static str)>,
}

/// Pairs found so far, and who is still free.
#[derive(Default)]
struct Found {
    pairs: BTreeMap<(Node, Node), Pair>,
    paired: BTreeSet<(Node, List)>,
    rejected: BTreeSet<(Node, Node)>,
}

impl Found {
    fn add(&mut self, pair: Pair) -> bool {
        let key = (pair.left, pair.right);
        if self.rejected.contains(&key) || self.pairs.contains_key(&key) {
            return false;
        }
        if pair.confidence >= Confidence::Likely {
            self.paired.insert((pair.left, pair.right.list));
            self.paired.insert((pair.right, pair.left.list));
        }
        self.pairs.insert(key, pair);
        true
    }

    /// Adds a published link to the pairs at or below its two ends, where there are any:
    /// they say the same more closely. Gives whether there were.
    fn confirm(&mut self, trees: &Trees<'_>, (a, b): (Node, Node), source: &Evidence) -> bool {
        let (a, b) = if a < b { (a, b) } else { (b, a) };
        let below = |above: Node, n: Node| n.list == above.list && trees.of(n.list).contains(above.index, n.index);
        let mut any = false;
        for pair in self.pairs.values_mut().filter(|p| below(a, p.left) && below(b, p.right)) {
            any = true;
            if pair.left == a || pair.right == b {
                pair.confidence = Confidence::Official;
                pair.evidence.insert(0, source.clone());
            }
        }
        any
    }

    fn is_free(&self, node: Node, other: List) -> bool {
        !self.paired.contains(&(node, other))
    }
}

/// The pairs of lists, in the order of outputs.
pub const SIDES: [(List, List); 3] = [(List::Us, List::Jp), (List::Us, List::Kr), (List::Jp, List::Kr)];

/// Correlates three lists, which come as US, JP, KR.
pub fn correlate<'s>(lists: &'s [crate::model::ListSnapshot; 3], known: &Known) -> Correlation<'s> {
    let trees = Trees::new(lists);
    let features = FeatureTable::new(&trees);
    let mut found = Found::default();
    let review = known_pairs(&trees, &features, known, &mut found);
    for pair in entries::by_number(&trees, &features) {
        found.add(pair);
    }
    by_substance(&trees, &features, &mut found);
    descend(&trees, &features, &mut found);
    for (left, right) in SIDES.into_iter().flat_map(|(a, b)| [(a, b), (b, a)]) {
        let pairs = entries::by_content(&trees, &features, (left, right), &|n, l| found.is_free(n, l));
        pairs.into_iter().for_each(|p| {
            found.add(p);
        });
    }
    descend(&trees, &features, &mut found);
    stand_above(&trees, &features, &mut found);
    let pairs: Vec<Pair> = found.pairs.values().cloned().collect();
    let links = Links::new(&pairs);
    let groups = group::tie(&trees, &pairs, &|members, list| absence(&trees, &features, &links, members, list));
    Correlation { trees, pairs, groups, review }
}

/// Counterparts by node and list.
struct Links(BTreeMap<(Node, List), Vec<Node>>);

impl Links {
    fn new(pairs: &[Pair]) -> Self {
        let mut links: BTreeMap<(Node, List), Vec<Node>> = BTreeMap::new();
        for pair in pairs.iter().filter(|p| p.confidence >= Confidence::Likely) {
            links.entry((pair.left, pair.right.list)).or_default().push(pair.right);
            links.entry((pair.right, pair.left.list)).or_default().push(pair.left);
        }
        Self(links)
    }

    fn of(&self, node: Node, list: List) -> &[Node] {
        self.0.get(&(node, list)).map_or(&[], Vec::as_slice)
    }
}

/// Pairs from published links and pins; the pins that need a review.
fn known_pairs(
    trees: &Trees<'_>,
    features: &FeatureTable,
    known: &Known,
    found: &mut Found,
) -> Vec<(known::Pin, &'static str)> {
    let mut review = Vec::new();
    let pair = |found: &mut Found, (a, b): (Node, Node), confidence, first: Evidence| {
        let (left, right) = if a < b { (a, b) } else { (b, a) };
        let (shared, all) = features.shared(left, right);
        let evidence = vec![first, Evidence::Content { shared, all }];
        found.add(Pair {
            left,
            right,
            confidence,
            likeness: features.likeness(left, right),
            evidence,
            runner_up: None,
        });
    };
    for pin in &known.pins {
        let (a, b) = pin.ids();
        let (Some(a), Some(b)) = (trees.find(&a), trees.find(&b)) else {
            review.push((pin.clone(), "no such paragraph"));
            continue;
        };
        let unchanged =
            |node: Node, hash: &str| trees.paragraph(node).is_some_and(|p| p.text_sha256.to_string().starts_with(hash));
        if !unchanged(a, &pin.a_text) || !unchanged(b, &pin.b_text) {
            review.push((pin.clone(), "the text changed since"));
        }
        if pin.confirms() {
            let said = [pin.by.as_str(), pin.reason.as_str()].join(" ").trim().to_owned();
            pair(found, (a, b), Confidence::Strong, Evidence::Pinned(said));
        } else {
            found.rejected.insert(if a < b { (a, b) } else { (b, a) });
        }
    }
    for link in &known.official {
        let ends = [&link.a, &link.b].map(|id| nearest(trees, id));
        if let [Some(a), Some(b)] = ends {
            let source = Evidence::Published(format!("{} {}", link.source, link.date));
            if !found.confirm(trees, (a, b), &source) {
                pair(found, (a, b), Confidence::Official, source);
            }
        }
    }
    review
}

/// The paragraph of that id, or the nearest above it that there is: a published link may
/// name a subparagraph of an older edition.
fn nearest(trees: &Trees<'_>, id: &str) -> Option<Node> {
    std::iter::successors(Some(id), |id| id.rsplit_once('.').map(|(above, _)| above))
        .find_map(|id| trees.find(&crate::model::Id::new(id)))
}

/// Pairs the children of every pair, and theirs, until nothing more comes.
fn descend(trees: &Trees<'_>, features: &FeatureTable, found: &mut Found) {
    let mut queue: Vec<(Node, Node)> =
        found.pairs.values().filter(|p| p.confidence >= Confidence::Likely).map(|p| (p.left, p.right)).collect();
    let mut done: BTreeSet<(Node, Node)> = BTreeSet::new();
    while let Some(ends) = queue.pop() {
        if !done.insert(ends) {
            continue;
        }
        for pair in align::children(trees, features, ends, &|n, l| found.is_free(n, l)) {
            let next = (pair.left, pair.right);
            let likely = pair.confidence >= Confidence::Likely;
            if found.add(pair) && likely {
                queue.push(next);
            }
        }
    }
}

/// A child without a counterpart whose values stand in the counterpart of its parent is paired with that: one list divides what the other says in one breath.
fn stand_above(trees: &Trees<'_>, features: &FeatureTable, found: &mut Found) {
    let links = Links::new(&found.pairs.values().cloned().collect::<Vec<_>>());
    for list in List::ALL {
        for index in trees.of(*list).controls() {
            let node = Node { list: *list, index };
            let Some(parent) = trees.parent(node) else { continue };
            for other in List::ALL.iter().filter(|o| **o != *list) {
                if !found.is_free(node, *other) {
                    continue;
                }
                // Where the counterpart is divided, its own words must hold it, not those below.
                let whole = |c: Node| trees.items(c).next().is_none();
                let held = |c: Node| match features.values_within(node, c) {
                    Some(all) => all && whole(c) || features.held(node, c) >= COVERS,
                    None => whole(c) && features.held(node, c) >= COVERS_DIVIDED,
                };
                let Some(above) = links.of(parent, *other).iter().copied().find(|c| held(*c)) else { continue };
                let (left, right) = if node < above { (node, above) } else { (above, node) };
                let (shared, all) = features.shared(left, right);
                found.add(Pair {
                    left,
                    right,
                    confidence: Confidence::Likely,
                    likeness: features.likeness(left, right),
                    evidence: vec![Evidence::Above, Evidence::Content { shared, all }],
                    runner_up: None,
                });
            }
        }
    }
}

/// Pairs the items of the US and Korean lists that name the same substances by their CAS
/// numbers, where each stands on one item of either list alone.
fn by_substance(trees: &Trees<'_>, features: &FeatureTable, found: &mut Found) {
    let substances = |list: List| {
        let mut carriers: BTreeMap<&str, Vec<Node>> = BTreeMap::new();
        for index in trees.of(list).controls() {
            let terms = trees.of(list).paragraph(index).map(|p| p.terms.as_slice()).unwrap_or_default();
            for term in terms.iter().filter(|t| t.starts_with("cas-")) {
                carriers.entry(term).or_default().push(Node { list, index });
            }
        }
        carriers
    };
    let (us, kr) = (substances(List::Us), substances(List::Kr));
    for (cas, left) in &us {
        let ([left], Some([right])) = (left.as_slice(), kr.get(cas).map(Vec::as_slice)) else { continue };
        if !found.is_free(*left, List::Kr) || !found.is_free(*right, List::Us) {
            continue;
        }
        let (shared, all) = features.shared(*left, *right);
        found.add(Pair {
            left: *left,
            right: *right,
            confidence: Confidence::Strong,
            likeness: features.likeness(*left, *right),
            evidence: vec![Evidence::Substance((*cas).to_owned()), Evidence::Content { shared, all }],
            runner_up: None,
        });
    }
}

/// Why `list` has no counterpart of `members`: a broader paragraph, or none.
fn absence(trees: &Trees<'_>, features: &FeatureTable, links: &Links, members: &[Node], list: List) -> Absence {
    let mut near: Option<(Node, u32)> = None;
    for member in members {
        let above = std::iter::successors(trees.parent(*member), |n| trees.parent(*n));
        let Some(broader) = above.filter_map(|n| links.of(n, list).first().copied()).next() else { continue };
        // Broader words alone do not cover what they do not name: that is left open.
        let held = features.held(*member, broader);
        let divided = trees.items(broader).next().is_some();
        // Values that stand below it, each with something else, do not say what this one says.
        let values = !divided && features.values_within(*member, broader) == Some(true);
        if values || held >= if divided { COVERS_DIVIDED } else { COVERS } {
            return Absence::Covered(broader);
        }
        if !divided {
            near = near.max(Some((broader, held.max(NEAR))));
            continue;
        }
        let best = trees
            .items(broader)
            .map(|c| (features.likeness(*member, c), c))
            .max_by_key(|(l, c)| (*l, std::cmp::Reverse(*c)));
        near = near.max(best.map(|(l, c)| (c, l)));
    }
    let bare = members.iter().all(|m| features.is_bare(*m));
    match near {
        Some((_, likeness)) if likeness >= NEAR => Absence::Undetermined(near),
        _ if bare => Absence::Undetermined(near),
        _ => Absence::None(near),
    }
}
