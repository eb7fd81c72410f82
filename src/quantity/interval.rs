//! Sets of values: intervals with open, closed or no ends, and how two of them relate.

use std::cmp::Ordering;

use super::Rational;

/// How the set of one list relates to the set of another, or what one list controls
/// to what another does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The same.
    Equal,
    /// The left holds the right and more.
    Broader,
    /// The right holds the left and more.
    Narrower,
    /// Each holds something the other does not, and they share something.
    Overlaps,
    /// Nothing in common.
    Disjoint,
    /// Not to be told: something was not read, or the units are incommensurable.
    Unknown,
}

impl Relation {
    /// The relation seen from the other side.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Broader => Self::Narrower,
            Self::Narrower => Self::Broader,
            same => same,
        }
    }

    /// The relation of that word; `None` for any other word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Equal, Self::Broader, Self::Narrower, Self::Overlaps, Self::Disjoint, Self::Unknown]
            .into_iter()
            .find(|r| r.word() == word)
    }

    /// The word that outputs show.
    pub fn word(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Broader => "broader",
            Self::Narrower => "narrower",
            Self::Overlaps => "overlaps",
            Self::Disjoint => "disjoint",
            Self::Unknown => "unknown",
        }
    }

    /// The relation of two sets that are the intersections of parts, from the
    /// relations of the parts: both must hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Disjoint, _) | (_, Self::Disjoint) => Self::Disjoint,
            (Self::Equal, x) | (x, Self::Equal) => x,
            (x, y) if x == y => x,
            _ => Self::Overlaps,
        }
    }
}

/// An end of an interval.
#[derive(Debug, Clone, PartialEq, Eq)]
struct End {
    value: Rational,
    /// Whether the value itself belongs to the interval.
    closed: bool,
}

/// All values between two ends; a missing end is infinite. 以上 is `[x, ∞)`, 초과
/// `(x, ∞)`, "not exceeding" `(−∞, x]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Interval {
    low: Option<End>,
    high: Option<End>,
}

impl Interval {
    /// From `value` upwards; with it where `closed`.
    pub fn above(value: Rational, closed: bool) -> Self {
        Self { low: Some(End { value, closed }), high: None }
    }

    /// Up to `value`; with it where `closed`.
    pub fn below(value: Rational, closed: bool) -> Self {
        Self { low: None, high: Some(End { value, closed }) }
    }

    /// That value alone.
    pub fn only(value: Rational) -> Self {
        let end = End { value, closed: true };
        Self { low: Some(end.clone()), high: Some(end) }
    }

    /// What belongs to both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let later = if low_order(&self.low, &other.low) == Ordering::Less { &other.low } else { &self.low };
        let earlier = if high_order(&self.high, &other.high) == Ordering::Greater { &other.high } else { &self.high };
        Self { low: later.clone(), high: earlier.clone() }
    }

    /// Whether nothing belongs to it.
    pub fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => match low.value.cmp(&high.value) {
                Ordering::Less => false,
                Ordering::Equal => !(low.closed && high.closed),
                Ordering::Greater => true,
            },
            _ => false,
        }
    }

    /// How it relates to `other`.
    pub fn relation(&self, other: &Self) -> Relation {
        match (low_order(&self.low, &other.low), high_order(&self.high, &other.high)) {
            (Ordering::Equal, Ordering::Equal) => Relation::Equal,
            _ if self.and(other).is_empty() => Relation::Disjoint,
            (Ordering::Less | Ordering::Equal, Ordering::Greater | Ordering::Equal) => Relation::Broader,
            (Ordering::Greater | Ordering::Equal, Ordering::Less | Ordering::Equal) => Relation::Narrower,
            _ => Relation::Overlaps,
        }
    }
}

/// Which interval begins first, looking at the low ends alone.
fn low_order(a: &Option<End>, b: &Option<End>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(a), Some(b)) => a.value.cmp(&b.value).then_with(|| b.closed.cmp(&a.closed)),
    }
}

/// Which interval ends first, looking at the high ends alone.
fn high_order(a: &Option<End>, b: &Option<End>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => a.value.cmp(&b.value).then_with(|| a.closed.cmp(&b.closed)),
    }
}
