//! Short labels of paragraphs, in the tables in English, from concepts and bounds alone, so that a table
//! without the law's prose can be read.

mod place;

use std::collections::BTreeMap;

use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::model::{Bound, Op, Role, Value, cite};
use crate::normalize::terms::concept;
use crate::report::message::{Messages, keyed, messages};
use crate::text::Language;

/// Concepts and bounds that a label shows at most, and its length in characters.
const CONCEPTS: usize = 3;
const BOUNDS: usize = 3;
const LENGTH: usize = 100;

/// The label of a group: what it is about, first that which most members name and of
/// that the longest term; then the bounds of the first member that has any:
/// `monolithic microwave integrated circuit; amplifier; > 75 W; 2.7–2.9 GHz`.
pub fn label(trees: &Trees<'_>, group: &Group) -> String {
    of(trees, &group.members)
}

/// The label of some paragraphs, as [`label`] of a group. Never empty: where neither they
/// nor any above name a concept, it says where they stand.
pub fn of(trees: &Trees<'_>, members: &[Node]) -> String {
    told(trees, members, messages(Language::En))
}

/// The same in the language of `m`.
pub fn told(trees: &Trees<'_>, members: &[Node], m: &Messages) -> String {
    let control = members.first().and_then(|n| place::control(trees.id(*n)));
    let mut parts: Vec<String> = control.map(|word| m.text(&keyed("about", word)).to_owned()).into_iter().collect();
    let own = named(trees, members, m.language());
    let heads = if own.is_empty() { above(trees, members, m.language()) } else { own };
    let room = CONCEPTS - parts.len();
    let heads: Vec<String> = heads.into_iter().map(str::to_owned).filter(|h| !parts.contains(h)).collect();
    parts.extend(heads.into_iter().take(room));
    if parts.is_empty() {
        let subject = |n: &Node| match m.language() {
            Language::En => Some(place::subject(trees.id(*n))),
            _ => trees.paragraph(*n).map(|p| cite(&p.id)),
        };
        parts.extend(members.first().and_then(subject));
    }
    let limits = members.iter().filter_map(|n| trees.paragraph(*n)).map(|p| bounds(&p.bounds)).find(|b| !b.is_empty());
    parts.extend(limits.unwrap_or_default());
    joined(parts)
}

/// As many parts as fit; the first in any case.
fn joined(parts: Vec<String>) -> String {
    let mut out = String::new();
    for part in parts {
        if out.is_empty() {
            let end = part.char_indices().nth(LENGTH).map_or(part.len(), |(at, _)| at);
            out.push_str(part.get(..end).unwrap_or_default());
        } else if out.chars().count() + 2 + part.chars().count() <= LENGTH {
            out.push_str("; ");
            out.push_str(&part);
        }
    }
    out
}

/// The names of what paragraphs name, of concepts that `language` has a name for: what most of them do first, of that the
/// longest. A name that another holds ("laser", "tunable laser") is left out.
fn named(trees: &Trees<'_>, nodes: &[Node], language: Language) -> Vec<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for term in nodes.iter().filter_map(|n| trees.paragraph(*n)).flat_map(|p| &p.terms) {
        let concept = concept(term).filter(|c| !c.category.is_empty());
        if let Some(name) = concept.and_then(|c| c.variants(language).first()) {
            *counts.entry(name.as_str()).or_insert(0) += 1;
        }
    }
    // What one member alone names is told only where no two agree: a member may be much broader.
    let agreed = counts.values().any(|c| *c > 1);
    let mut names: Vec<(&str, usize)> =
        counts.iter().map(|(n, c)| (*n, *c)).filter(|(_, c)| !agreed || *c > 1).collect();
    names.sort_by_key(|(name, count)| (std::cmp::Reverse((*count, name.len())), *name));
    let is_part = |name: &str, other: &str| other.len() > name.len() && holds(other, name);
    let all: Vec<&str> = names.iter().map(|(n, _)| *n).collect();
    names.into_iter().map(|(n, _)| n).filter(|n| !all.iter().any(|o| is_part(n, o))).collect()
}

/// Whether `name` has the words of `part`.
fn holds(name: &str, part: &str) -> bool {
    name.match_indices(part).any(|(at, _)| {
        let clear = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        clear(name.get(..at).and_then(|h| h.chars().next_back()))
            && clear(name.get(at + part.len()..).and_then(|t| t.chars().next()))
    })
}

/// What the nearest paragraph above that names anything is about.
fn above(trees: &Trees<'_>, nodes: &[Node], language: Language) -> Vec<&'static str> {
    let found = nodes.iter().filter_map(|n| {
        let up = std::iter::successors(trees.parent(*n), |n| trees.parent(*n)).zip(1_usize..);
        up.map(|(n, far)| (far, named(trees, &[n], language))).find(|(_, names)| !names.is_empty())
    });
    found.min_by_key(|(far, _)| *far).map(|(_, names)| names.into_iter().take(1).collect()).unwrap_or_default()
}

/// What a concept is called in English; of one that English lacks, the slug.
pub fn english(slug: &str) -> &str {
    concept(slug).and_then(|c| c.en.first()).map_or(slug, String::as_str)
}

/// The limits among `bounds`, a lower and an upper of one unit as a range: `> 75 W`,
/// `2.7–2.9 GHz` with both ends, `> 1 to < 2 GHz` without.
pub fn bounds(bounds: &[Bound]) -> Vec<String> {
    let mut limits = bounds.iter().filter(|b| b.role == Role::Limit).peekable();
    let mut out = Vec::new();
    while let Some(bound) = limits.next() {
        match limits.next_if(|next| is_range(bound, next)) {
            Some(upper) => out.push(range(bound, upper)),
            None => out.push(with_unit(format!("{} {}", sign(bound.op), shown(&bound.value)), bound)),
        }
    }
    out.truncate(BOUNDS);
    out
}

/// A value; of a formula in a list's own words only that there is one.
fn shown(value: &Value) -> String {
    match value {
        Value::Formula(formula) if !formula.is_ascii() => "[formula]".to_owned(),
        value => value.to_string(),
    }
}

/// Whether `low` and `high` are the two ends of one range.
fn is_range(low: &Bound, high: &Bound) -> bool {
    let rising = match (&low.value, &high.value) {
        (Value::Exact(low), Value::Exact(high)) => low < high,
        _ => false,
    };
    rising
        && low.unit == high.unit
        && low.parameter == high.parameter
        && matches!(low.op, Op::Greater | Op::AtLeast)
        && matches!(high.op, Op::Less | Op::AtMost)
}

fn range(low: &Bound, high: &Bound) -> String {
    let both = match (low.op, high.op) {
        (Op::AtLeast, Op::AtMost) => format!("{}\u{2013}{}", low.value, high.value),
        _ => format!("{} {} to {} {}", sign(low.op), low.value, sign(high.op), high.value),
    };
    with_unit(both, high)
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::AtLeast => "\u{2265}",
        Op::AtMost => "\u{2264}",
        other => other.word(),
    }
}

/// The unit as it is written; a count has none.
fn with_unit(value: String, bound: &Bound) -> String {
    match bound.unit.code() {
        "1" => value,
        "um" => value + " \u{b5}m",
        "Cel" => value + " \u{b0}C",
        "%" => value + " %",
        code => format!("{value} {code}"),
    }
}
