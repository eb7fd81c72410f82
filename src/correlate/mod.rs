//! Which paragraphs of the three lists speak of the same thing, and why.
//!
//! Pairs come from what governments published and readers confirmed ([`known`]), from
//! the numbering that the US and Korean lists share and from content ([`entries`]);
//! below a pair the children are paired top down ([`align`]). Pairs tie paragraphs to
//! [`group`]s, and every paragraph ends in one; where a list is missing in it, [`absence`]
//! says why.

mod absence;
mod align;
mod by_place;
mod entries;
pub mod feature;
pub mod group;
mod keys;
pub mod known;
pub mod notes;
pub mod pair;
pub mod tree;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use absence::{COVERS, COVERS_DIVIDED, Links, Search};
use by_place::ByPlace;
use entries::Among;
use feature::FeatureTable;
use group::{Absence, Group};
use known::Known;
use pair::{Confidence, Evidence, Pair};
use tree::{Node, Trees};

use crate::model::{Id, List};

/// The correlation of three lists.
pub struct Correlation<'s> {
    /// The lists as trees.
    pub trees: Trees<'s>,
    /// All pairs, sorted.
    pub pairs: Vec<Pair>,
    /// All groups, by their first member.
    pub groups: Vec<Group>,
    /// Notes that answer to each other, apart from the groups of controls.
    pub notes: notes::Notes,
    /// What a reader found of a paragraph that has no counterpart on a list.
    pub read: BTreeMap<(Node, List), Absence>,
    /// Pins that do not hold as they stand: their text changed, or there is no such paragraph.
    pub review: Vec<(known::Pin, &'static str)>,
    /// Differences in words that a reader found.
    pub readings: Arc<Vec<known::Reading>>,
    /// Findings that a reader found to be none.
    pub dismissed: Arc<Vec<known::Dismissed>>,
    /// The items that stand twice: none of them is another's counterpart.
    pub repeated: BTreeSet<Node>,
    /// By the place of a paragraph, the groups that it stands in.
    groups_by_place: ByPlace<u32>,
}

impl Correlation<'_> {
    /// The groups of controls that `node` stands in.
    pub fn groups_of(&self, node: Node) -> impl Iterator<Item = &Group> {
        let groups = self.groups_by_place.of(self.trees.place(node));
        groups.iter().filter_map(|at| self.groups.get(*at as usize))
    }

    /// All groups with their pairs: of controls, then of notes. What the Japanese ordinance
    /// takes out in an item stands with the notes that do, and not alone as well.
    pub fn rows(&self) -> impl Iterator<Item = (&Group, &[Pair])> {
        let noted: BTreeSet<Node> = self.notes.groups.iter().flat_map(|g| &g.members).copied().collect();
        let is_told = move |g: &&Group| !matches!(g.members.as_slice(), [one] if noted.contains(one));
        let controls = self.groups.iter().filter(is_told).map(|g| (g, self.pairs.as_slice()));
        controls.chain(self.notes.groups.iter().map(|g| (g, self.notes.pairs.as_slice())))
    }
}

/// Pairs found so far, and who is still free.
#[derive(Default)]
struct Found {
    pairs: BTreeMap<(Node, Node), Pair>,
    /// By [`absence::slot`].
    paired: Vec<bool>,
    rejected: BTreeSet<(Node, Node)>,
    /// [`Trees::repeated`].
    repeated: BTreeSet<Node>,
    /// What a reader found of a paragraph that has no counterpart on a list.
    absent: BTreeMap<(Node, List), Absence>,
    /// Pairs of which one is a note, which says what the other takes out.
    noted: Vec<Pair>,
}

impl Found {
    fn add(&mut self, trees: &Trees<'_>, pair: Pair) -> bool {
        let key = (pair.left, pair.right);
        if self.rejected.contains(&key) {
            return false;
        }
        let Entry::Vacant(vacant) = self.pairs.entry(key) else { return false };
        if pair.confidence >= Confidence::Likely {
            for (node, list) in [(pair.left, pair.right.list), (pair.right, pair.left.list)] {
                if let Some(paired) = self.paired.get_mut(absence::slot(trees, node, list)) {
                    *paired = true;
                }
            }
        }
        vacant.insert(pair);
        true
    }

    /// Adds a published link to the pairs at or below its two ends, where there are any:
    /// they say the same more closely. Gives whether there were.
    fn confirm(&mut self, trees: &Trees<'_>, (a, b): (Node, Node), source: &Evidence) -> bool {
        let (a, b) = if a < b { (a, b) } else { (b, a) };
        let last = Node { list: List::Kr, index: u32::MAX };
        let mut any = false;
        for left in trees.below(a) {
            let of_left = self.pairs.range_mut((left, Node { list: List::Us, index: 0 })..=(left, last));
            for (_, pair) in of_left.filter(|((_, right), _)| trees.is_below(*right, b)) {
                any = true;
                if pair.left == a || pair.right == b {
                    pair.confidence = Confidence::Official;
                    pair.evidence.insert(0, source.clone());
                }
            }
        }
        any
    }

    fn is_free(&self, trees: &Trees<'_>, node: Node, other: List) -> bool {
        self.paired.get(absence::slot(trees, node, other)) != Some(&true)
            && !self.absent.contains_key(&(node, other))
            && !self.repeated.contains(&node)
    }
}

/// The pairs of lists, in the order of outputs.
pub const SIDES: [(List, List); 3] = [(List::Us, List::Jp), (List::Us, List::Kr), (List::Jp, List::Kr)];

/// Correlates three lists, which come as US, JP, KR.
pub fn correlate<'s>(lists: &'s [crate::model::ListSnapshot; 3], known: &Known) -> Correlation<'s> {
    let mut trees = Trees::new(lists);
    let pinned: Vec<Id> = known.pins.iter().flat_map(|p| [&p.a, &p.b]).map(|id| Id::new(id.as_str())).collect();
    trees.admit(pinned.iter());
    let features = FeatureTable::new(&trees);
    let mut found = Found { paired: vec![false; 3 * trees.size()], repeated: trees.repeated(), ..Found::default() };
    let review = known_pairs(&trees, &features, known, &mut found);
    for pair in entries::by_number(&trees, &features) {
        found.add(&trees, pair);
    }
    by_substance(&trees, &features, &mut found);
    descend(&trees, &features, &mut found);
    for (left, right) in SIDES.into_iter().flat_map(|(a, b)| [(a, b), (b, a)]) {
        let is_free = |n, l| found.is_free(&trees, n, l);
        let pairs = entries::by_content(&trees, &features, (left, right), Among::Entries, &is_free);
        pairs.into_iter().for_each(|p| {
            found.add(&trees, p);
        });
    }
    descend(&trees, &features, &mut found);
    for right in [List::Us, List::Kr] {
        let seeks = |n: Node, l| found.is_free(&trees, n, l);
        let pairs = entries::by_content(&trees, &features, (List::Jp, right), Among::Items, &seeks);
        pairs.into_iter().filter(|p| p.confidence >= Confidence::Likely).for_each(|p| {
            found.add(&trees, p);
        });
    }
    descend(&trees, &features, &mut found);
    stand_above(&trees, &features, &mut found);
    let Found { pairs, absent, noted, rejected, repeated, .. } = found;
    let pairs: Vec<Pair> = pairs.into_values().collect();
    let search = Search { trees: &trees, features: &features, links: Links::new(&trees, pairs.iter()), read: &absent };
    let (groups, notes) = rayon::join(
        || group::tie(&trees, &pairs, &|members, list| search.absence(members, list)),
        || notes::Notes::new(&trees, &features, &pairs, noted, &rejected),
    );
    let (readings, dismissed) = (Arc::clone(&known.readings), Arc::clone(&known.dismissed));
    let members = |(at, group): (u32, &Group)| group.members.iter().map(|m| (trees.place(*m), at)).collect::<Vec<_>>();
    let groups_by_place = ByPlace::new(trees.size(), (0..).zip(&groups).flat_map(members).collect());
    Correlation { trees, pairs, groups, notes, read: absent, review, readings, dismissed, repeated, groups_by_place }
}

/// Pairs from published links and pins; the pins that need a review.
fn known_pairs(
    trees: &Trees<'_>,
    features: &FeatureTable,
    known: &Known,
    found: &mut Found,
) -> Vec<(known::Pin, &'static str)> {
    let mut review = Vec::new();
    let pair = |(a, b): (Node, Node), confidence, first: Evidence| {
        let (left, right) = if a < b { (a, b) } else { (b, a) };
        let (shared, all) = features.shared(left, right);
        let evidence = vec![first, Evidence::Content { shared, all }];
        Pair { left, right, confidence, likeness: features.likeness(left, right), evidence, runner_up: None }
    };
    let is_note = |n: Node| trees.paragraph(n).is_some_and(|p| p.note.is_some());
    let read = |pin: &known::Pin| {
        let (a, b) = pin.ids();
        let (a, b) = trees.find(&a).zip(if pin.list().is_some() { trees.find(&a) } else { trees.find(&b) })?;
        let confirmed = || {
            let said = [pin.by.as_str(), pin.reason.as_str()].join(" ").trim().to_owned();
            pair((a, b), Confidence::Strong, Evidence::Pinned(said))
        };
        let says_both = pin.confirms() || pin.verdict == "covered" && pin.list().is_none() && is_note(b);
        Some((a, b, says_both.then(confirmed)))
    };
    let unchanged =
        |node: Node, digits: &str| trees.paragraph(node).is_some_and(|p| known::begins_with(p.text_sha256, digits));
    let read: Vec<_> = known.pins.par_iter().map(read).collect();
    for (pin, ends) in known.pins.iter().zip(read) {
        let Some((a, b, confirmed)) = ends else {
            review.push((pin.clone(), "no such paragraph"));
            continue;
        };
        if !unchanged(a, &pin.a_text) || !unchanged(b, &pin.b_text) {
            review.push((pin.clone(), "the text changed since"));
        }
        let absence = match (pin.verdict.as_str(), pin.list()) {
            ("covered", None) => {
                let mut by = match found.absent.remove(&(a, b.list)) {
                    Some(Absence::Covered(by)) => by,
                    _ => Vec::new(),
                };
                by.push(b);
                Some((b.list, Absence::Covered(by)))
            }
            ("none", Some(list)) => Some((list, Absence::None(None))),
            ("elsewhere", Some(list)) => Some((list, Absence::Elsewhere(pin.reason.clone()))),
            _ => None,
        };
        if let Some((list, absence)) = absence {
            found.absent.insert((a, list), absence);
            found.noted.extend(confirmed);
        } else if let Some(pair) = confirmed {
            if is_note(a) || is_note(b) {
                found.noted.push(pair.clone());
            }
            found.add(trees, pair);
        } else {
            found.rejected.insert(if a < b { (a, b) } else { (b, a) });
        }
    }
    for link in &known.official {
        let ends = [&link.a, &link.b].map(|id| nearest(trees, id));
        if let [Some(a), Some(b)] = ends {
            let source = Evidence::Published(format!("{} {}", link.source, link.date));
            if !found.confirm(trees, (a, b), &source) {
                found.add(trees, pair((a, b), Confidence::Official, source));
            }
        }
    }
    review
}

/// The paragraph of that id, or the nearest above it that there is: a published link may
/// name a subparagraph of an older edition.
fn nearest(trees: &Trees<'_>, id: &str) -> Option<Node> {
    std::iter::successors(Some(id), |id| id.rsplit_once('.').map(|(above, _)| above))
        .find_map(|id| trees.find(&Id::new(id)))
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
        for pair in align::children(trees, features, ends, &|n, l| found.is_free(trees, n, l)) {
            let next = (pair.left, pair.right);
            let likely = pair.confidence >= Confidence::Likely;
            if found.add(trees, pair) && likely {
                queue.push(next);
            }
        }
    }
}

/// A child without a counterpart whose values stand in the counterpart of its parent is paired with that: one list divides what the other says in one breath.
fn stand_above(trees: &Trees<'_>, features: &FeatureTable, found: &mut Found) {
    let links = Links::new(trees, found.pairs.values());
    for list in List::ALL {
        for index in trees.of(*list).controls() {
            let node = Node { list: *list, index };
            let Some(parent) = trees.parent(node) else { continue };
            for other in List::ALL.iter().filter(|o| **o != *list) {
                if !found.is_free(trees, node, *other) {
                    continue;
                }
                // Where the counterpart is divided, its own words must hold it, not those below.
                let whole = |c: Node| trees.items(c).next().is_none();
                let held = |c: Node| match features.values_within(node, c) {
                    Some(all) => all && whole(c) || features.held(node, c) >= COVERS,
                    None => whole(c) && features.held(node, c) >= COVERS_DIVIDED,
                };
                let Some(above) = links.of(trees, parent, *other).iter().copied().find(|c| held(*c)) else { continue };
                let (left, right) = if node < above { (node, above) } else { (above, node) };
                let (shared, all) = features.shared(left, right);
                found.add(
                    trees,
                    Pair {
                        left,
                        right,
                        confidence: Confidence::Likely,
                        likeness: features.likeness(left, right),
                        evidence: vec![Evidence::Above, Evidence::Content { shared, all }],
                        runner_up: None,
                    },
                );
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
        if !found.is_free(trees, *left, List::Kr) || !found.is_free(trees, *right, List::Us) {
            continue;
        }
        let (shared, all) = features.shared(*left, *right);
        found.add(
            trees,
            Pair {
                left: *left,
                right: *right,
                confidence: Confidence::Strong,
                likeness: features.likeness(*left, *right),
                evidence: vec![Evidence::Substance((*cas).to_owned()), Evidence::Content { shared, all }],
                runner_up: None,
            },
        );
    }
}
