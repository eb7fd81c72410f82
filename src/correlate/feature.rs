//! What a paragraph is known by in any language: its values and its concepts, with
//! those of its children, and how rare each is.

use std::cmp::Reverse;
use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use num_bigint::BigInt;
use rayon::prelude::*;

use super::tree::{Node, Trees};
use crate::model::{List, Paragraph, Value};
use crate::quantity::{Dimension, Rational, Scale, Unit};

type Table<K, V> = IndexMap<K, V, RandomState>;

/// Features of one paragraph: feature number and weight, sorted by number.
type Features = Vec<(u32, u32)>;

/// What a value, a concept and a value in brackets weigh.
const VALUE: u32 = 3;
const CONCEPT: u32 = 2;
const ALIAS: u32 = 1;

/// The features of every paragraph of the three lists.
pub struct FeatureTable {
    /// A paragraph's own, and with its children's, by list and paragraph.
    own: [Vec<Features>; 3],
    whole: [Vec<Features>; 3],
    /// How telling a feature is: higher where fewer paragraphs have it.
    rarity: Vec<u32>,
    /// What all features of a paragraph weigh together: its own, and with its children's.
    weights: [Vec<(u64, u64)>; 3],
}

/// What a feature is, whatever list it is of.
#[derive(PartialEq, Eq, Hash)]
enum Key<'s> {
    Concept(&'s str),
    Formula(String),
    /// Numerator and denominator in base units.
    Value(Dimension, BigInt, BigInt),
}

/// Numbers the features of a list as they come.
#[derive(Default)]
struct Numbering<'s> {
    /// With how many paragraphs have it.
    keys: Table<Key<'s>, u32>,
    /// Values as printed, by unit: most come again and need no conversion.
    printed: Table<(usize, &'s BigInt, &'s BigInt), u32>,
    concepts: Table<&'s str, u32>,
    units: Table<&'s Unit, usize>,
    scales: Vec<Option<Arc<Scale>>>,
}

impl<'s> Numbering<'s> {
    fn value(&mut self, value: &'s Value, unit: &'s Unit) -> u32 {
        let number = match value {
            Value::Formula(formula) => return number_of(&mut self.keys, Key::Formula(formula.clone())),
            Value::Exact(number) => number,
        };
        let at = *self.units.entry(unit).or_insert_with(|| {
            self.scales.push(unit.scale());
            self.scales.len() - 1
        });
        if let Some(feature) = self.printed.get(&(at, number.numer(), number.denom())) {
            return *feature;
        }
        let key = match self.scales.get(at) {
            Some(Some(scale)) => {
                let base: Rational = scale.to_base(number);
                let (numerator, denominator) = base.into();
                Key::Value(scale.dimension.clone(), numerator, denominator)
            }
            _ => Key::Formula(format!("{number} {unit}")),
        };
        let feature = number_of(&mut self.keys, key);
        self.printed.insert((at, number.numer(), number.denom()), feature);
        feature
    }

    /// Values weigh more than concepts: they survive translation unharmed.
    fn own(&mut self, paragraph: &'s Paragraph) -> Features {
        let mut features = Features::with_capacity(paragraph.bounds.len() + paragraph.terms.len());
        for bound in &paragraph.bounds {
            features.push((self.value(&bound.value, &bound.unit), VALUE));
            for alias in &bound.aliases {
                features.push((self.value(&alias.value, &alias.unit), ALIAS));
            }
        }
        for concept in &paragraph.terms {
            let number = self.concepts.entry(concept);
            let feature = *number.or_insert_with(|| number_of(&mut self.keys, Key::Concept(concept)));
            features.push((feature, CONCEPT));
        }
        heaviest(&mut features);
        for (feature, _) in &features {
            if let Some((_, carriers)) = self.keys.get_index_mut(*feature as usize) {
                *carriers += 1;
            }
        }
        features
    }
}

fn number_of<'s>(keys: &mut Table<Key<'s>, u32>, key: Key<'s>) -> u32 {
    let entry = keys.entry(key);
    let number = entry.index();
    entry.or_insert(0);
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Sorts by feature and keeps each once, where it weighs most.
fn heaviest(features: &mut Features) {
    features.sort_unstable_by_key(|(feature, weight)| (*feature, Reverse(*weight)));
    features.dedup_by_key(|(feature, _)| *feature);
}

impl FeatureTable {
    /// Takes the features of all paragraphs.
    pub fn new(trees: &Trees<'_>) -> Self {
        let numbered = each_list(|list| {
            let mut numbering = Numbering::default();
            let own: Vec<_> = trees.of(list).snapshot.paragraphs.iter().map(|p| numbering.own(p)).collect();
            (own, numbering.keys)
        });
        // What two lists have is one feature.
        let mut keys: Table<Key<'_>, u32> = Table::default();
        let mut renumbered = numbered.map(|(own, of_list)| {
            let mut add = |(key, carriers)| {
                let number = number_of(&mut keys, key);
                if let Some((_, all)) = keys.get_index_mut(number as usize) {
                    *all += carriers;
                }
                number
            };
            (own, of_list.into_iter().map(&mut add).collect::<Vec<u32>>())
        });
        renumbered.par_iter_mut().for_each(|(own, numbers)| {
            for features in own {
                features.iter_mut().for_each(|(f, _)| *f = numbers.get(*f as usize).copied().unwrap_or(*f));
                features.sort_unstable();
            }
        });
        let own = renumbered.map(|(own, _)| own);
        let whole = each_list(|list| {
            let mut whole = own.get(list as usize).cloned().unwrap_or_default();
            // A parent stands before its children: from the last to the first, children are complete.
            for i in (0..whole.len()).rev() {
                let children = u32::try_from(i).map_or(&[][..], |parent| trees.of(list).children(parent));
                let (Some((above, below)), false) = (whole.split_at_mut_checked(i + 1), children.is_empty()) else {
                    continue;
                };
                let Some(above) = above.last_mut() else { continue };
                for child in children.iter().filter_map(|c| (*c as usize).checked_sub(i + 1)) {
                    above.extend(below.get(child).into_iter().flatten());
                }
                heaviest(above);
            }
            whole
        });
        let total = keys.len().max(2);
        let rarity: Vec<u32> = keys.values().map(|n| (total / (*n as usize).max(1)).max(1).ilog2().max(1)).collect();
        let weight = |features: &Features| -> u64 {
            features.iter().map(|(f, w)| u64::from(rarity.get(*f as usize).copied().unwrap_or(1) * w)).sum()
        };
        let weights = each_list(|list| {
            let (own, whole) = (own.get(list as usize), whole.get(list as usize));
            own.into_iter().flatten().zip(whole.into_iter().flatten()).map(|(o, w)| (weight(o), weight(w))).collect()
        });
        Self { own, whole, rarity, weights }
    }

    /// How alike two paragraphs can be at most that have `shared` of the weight of their
    /// features, with their children's, in common.
    pub fn at_most(&self, a: Node, b: Node, shared: u64) -> u32 {
        let weights = |n: Node| self.weights.get(n.list as usize).and_then(|l| l.get(n.index as usize));
        let (Some((own_a, a)), Some((own_b, b))) = (weights(a), weights(b)) else { return 0 };
        let own_shared = shared.min(*own_a).min(*own_b);
        ratio(2 * own_shared + shared, 2 * (own_a + own_b - own_shared) + (a + b).saturating_sub(shared))
    }

    /// How many features there are.
    pub fn size(&self) -> usize {
        self.rarity.len()
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

/// The same of each list, at the same time.
fn each_list<T: Send>(of: impl Fn(List) -> T + Sync) -> [T; 3] {
    let (us, (jp, kr)) = rayon::join(|| of(List::Us), || rayon::join(|| of(List::Jp), || of(List::Kr)));
    [us, jp, kr]
}

fn ratio(part: u64, whole: u64) -> u32 {
    (part * 1000).checked_div(whole).map_or(0, |share| u32::try_from(share).unwrap_or(1000))
}
