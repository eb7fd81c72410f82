//! What a paragraph is known by in any language: its values and its concepts, with
//! those of its children, and how rare each is.

use std::collections::BTreeMap;

use super::tree::{Node, Trees};
use crate::model::{List, Paragraph, Value};
use crate::quantity::{Dimension, Rational, Unit};

/// Features of one paragraph: feature number and weight, sorted by number.
type Features = Vec<(u32, u32)>;

/// What a value, a concept and a value in brackets weigh.
const VALUE: u32 = 3;
const ALIAS: u32 = 1;

/// The features of every paragraph of the three lists.
pub struct FeatureTable {
    /// A paragraph's own, and with its children's, by list and paragraph.
    own: [Vec<Features>; 3],
    whole: [Vec<Features>; 3],
    /// How telling a feature is: higher where fewer paragraphs have it.
    rarity: Vec<u32>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Value(Dimension, Rational),
    Formula(String),
    Concept(String),
}

/// Numbers features as they come.
#[derive(Default)]
struct Numbering {
    numbers: BTreeMap<Key, u32>,
    carriers: Vec<u32>,
    scales: BTreeMap<Unit, Option<crate::quantity::Scale>>,
}

impl Numbering {
    fn number(&mut self, key: Key) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.carriers.push(0);
        }
        number
    }

    fn value(&mut self, value: &Value, unit: &Unit) -> u32 {
        let number = match value {
            Value::Formula(formula) => return self.number(Key::Formula(formula.clone())),
            Value::Exact(number) => number,
        };
        let scale = self.scales.entry(unit.clone()).or_insert_with(|| unit.scale());
        let key = match scale {
            Some(scale) => Key::Value(scale.dimension.clone(), number * &scale.factor + &scale.offset),
            None => Key::Formula(format!("{number} {unit}")),
        };
        self.number(key)
    }

    /// Values weigh more than concepts: they survive translation unharmed.
    fn own(&mut self, paragraph: &Paragraph) -> Features {
        let mut features: BTreeMap<u32, u32> = BTreeMap::new();
        for bound in &paragraph.bounds {
            features.insert(self.value(&bound.value, &bound.unit), VALUE);
            for alias in &bound.aliases {
                features.entry(self.value(&alias.value, &alias.unit)).or_insert(ALIAS);
            }
        }
        for concept in &paragraph.terms {
            features.insert(self.number(Key::Concept(concept.clone())), 2);
        }
        for feature in features.keys() {
            if let Some(carriers) = self.carriers.get_mut(*feature as usize) {
                *carriers += 1;
            }
        }
        features.into_iter().collect()
    }
}

impl FeatureTable {
    /// Takes the features of all paragraphs.
    pub fn new(trees: &Trees<'_>) -> Self {
        let mut numbering = Numbering::default();
        let own = [List::Us, List::Jp, List::Kr]
            .map(|list| trees.of(list).snapshot.paragraphs.iter().map(|p| numbering.own(p)).collect::<Vec<_>>());
        let whole = [List::Us, List::Jp, List::Kr].map(|list| {
            let paragraphs = &trees.of(list).snapshot.paragraphs;
            let mut sums: Vec<BTreeMap<u32, u32>> =
                own.get(list as usize).into_iter().flatten().map(|f| f.iter().copied().collect()).collect();
            // A parent stands before its children: from the last to the first, children are complete.
            for i in (0..paragraphs.len()).rev() {
                let Some(parent) = paragraphs.get(i).and_then(|p| p.parent).map(|p| p as usize) else { continue };
                if let Ok([above, below]) = sums.get_disjoint_mut([parent, i]) {
                    for (feature, weight) in &*below {
                        let sum = above.entry(*feature).or_insert(0);
                        *sum = (*sum).max(*weight);
                    }
                }
            }
            sums.into_iter().map(|s| s.into_iter().collect()).collect()
        });
        let total = numbering.carriers.len().max(2);
        let rarity = numbering.carriers.iter().map(|n| (total / (*n as usize).max(1)).max(1).ilog2().max(1)).collect();
        Self { own, whole, rarity }
    }

    fn of(table: &[Vec<Features>; 3], node: Node) -> &[(u32, u32)] {
        table.get(node.list as usize).and_then(|l| l.get(node.index as usize)).map_or(&[], Vec::as_slice)
    }

    /// How alike two paragraphs are, 0 to 1000: their own features count double, their
    /// children's once.
    pub fn likeness(&self, a: Node, b: Node) -> u32 {
        let (own_shared, own_all) = self.overlap(Self::of(&self.own, a), Self::of(&self.own, b));
        let (shared, all) = self.overlap(Self::of(&self.whole, a), Self::of(&self.whole, b));
        ratio(2 * own_shared + shared, 2 * own_all + all)
    }

    /// How much of `child`'s own content `other` itself has, 0 to 1000.
    pub fn held(&self, child: Node, other: Node) -> u32 {
        let (child, other) = (Self::of(&self.own, child), Self::of(&self.own, other));
        let weight = |f: u32, w: u32| u64::from(self.rarity(f)) * u64::from(w);
        let all: u64 = child.iter().map(|(f, w)| weight(*f, *w)).sum();
        let there = |f: u32| other.binary_search_by_key(&f, |(g, _)| *g).is_ok();
        ratio(child.iter().filter(|(f, _)| there(*f)).map(|(f, w)| weight(*f, *w)).sum(), all)
    }

    /// Whether all values that `child` itself states stand in `other` or below it; `None`
    /// where it states none.
    pub fn values_within(&self, child: Node, other: Node) -> Option<bool> {
        let own = Self::of(&self.own, child);
        let there = |f: u32| self.whole(other).binary_search_by_key(&f, |(g, _)| *g).is_ok();
        let of_weight =
            |weight: u32, present: bool| own.iter().filter(|(f, w)| *w == weight && there(*f) == present).count();
        let (held, missing, by_alias) = (of_weight(VALUE, true), of_weight(VALUE, false), of_weight(ALIAS, true));
        (held + missing > 0).then_some(missing <= by_alias)
    }

    /// Values and concepts that both have, with their children's: how many of how many.
    pub fn shared(&self, a: Node, b: Node) -> (usize, usize) {
        let (a, b) = (Self::of(&self.whole, a), Self::of(&self.whole, b));
        let shared = a.iter().filter(|(f, _)| b.binary_search_by_key(f, |(g, _)| *g).is_ok()).count();
        (shared, a.len() + b.len() - shared)
    }

    /// Whether a paragraph has nothing to be known by, itself or below.
    pub fn is_bare(&self, node: Node) -> bool {
        Self::of(&self.whole, node).is_empty()
    }

    /// The features of `node` itself.
    pub fn own(&self, node: Node) -> &[(u32, u32)] {
        Self::of(&self.own, node)
    }

    /// The features of `node` with its children's.
    pub fn whole(&self, node: Node) -> &[(u32, u32)] {
        Self::of(&self.whole, node)
    }

    /// How telling `feature` is.
    pub fn rarity(&self, feature: u32) -> u32 {
        self.rarity.get(feature as usize).copied().unwrap_or(1)
    }

    /// Weight in common and weight of both together.
    fn overlap(&self, a: &[(u32, u32)], b: &[(u32, u32)]) -> (u64, u64) {
        let (mut shared, mut all) = (0_u64, 0_u64);
        let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
        loop {
            let (low, high, feature) = match (left.peek(), right.peek()) {
                (None, None) => return (shared, all),
                (Some((f, w)), None) => (0, *w, *f),
                (None, Some((g, v))) => (0, *v, *g),
                (Some((f, w)), Some((g, _))) if f < g => (0, *w, *f),
                (Some((f, _)), Some((g, v))) if g < f => (0, *v, *g),
                (Some((f, w)), Some((_, v))) => (*w.min(v), *w.max(v), *f),
            };
            let rarity = u64::from(self.rarity(feature));
            shared += rarity * u64::from(low);
            all += rarity * u64::from(high);
            left.next_if(|(f, _)| *f == feature);
            right.next_if(|(g, _)| *g == feature);
        }
    }
}

fn ratio(part: u64, whole: u64) -> u32 {
    (part * 1000).checked_div(whole).map_or(0, |share| u32::try_from(share).unwrap_or(1000))
}
