//! Bounds against bounds, group by group.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_traits::One as _;

use super::ends;
use super::finding::{Finding, Kind, Side, measured};
use super::missing::{Around, Missing};
use super::pool::{Pool, above, reduced};
use super::slot::{Direction, Reduced, Slot, Step, says_same, slots};
use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::correlate::{Correlation, SIDES};
use crate::model::{List, NoteEffect, Op, Value};
use crate::normalize::parameters;
use crate::quantity::{Rational, Relation, Unit, rational};

/// The findings about the bounds of one group.
pub fn findings(correlation: &Correlation<'_>, group: &Group) -> Vec<Finding> {
    let trees = &correlation.trees;
    let present: Vec<List> = List::ALL.iter().copied().filter(|l| group.of(*l).next().is_some()).collect();
    if present.len() < 2 {
        return Vec::new();
    }
    let own = [List::Us, List::Jp, List::Kr].map(|list| reduced(trees, group.of(list)));
    // Most slots say the same on every list: they need no look around.
    let open: Vec<Slot<'_>> = slots(own.clone().map(distinct))
        .into_iter()
        .filter(|slot| slot.step() != Step::Same || !present.iter().all(|l| slot.of(*l).is_some()))
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let pools = [List::Us, List::Jp, List::Kr].map(|list| {
        let pool = Pool::new(trees, group, list);
        let others = of_others(correlation, group, &pool);
        pool.without(&others)
    });
    let open: Vec<Slot<'_>> =
        open.into_iter().map(|slot| filled(unsettled(slot, &present, &pools, trees), &pools, trees)).collect();
    let open: Vec<Slot<'_>> = opposed(open, &own).into_iter().map(|slot| whole(slot, trees)).collect();
    let around = Around { trees, present: &present, pools: &pools, own: &own, open: &open };
    let mut findings: Vec<Finding> = Vec::new();
    for slot in &open {
        let Some((kind, reason)) = kind(slot, &around) else { continue };
        let found = finding(trees, group, slot, kind, reason, &own);
        // What one list prints at several places is one point.
        if !findings.contains(&found) {
            findings.push(found);
        }
    }
    findings
}

/// What stands below the members of `pool`, has bounds and answers to other paragraphs than those of
/// the group, which have nothing below them: of several things that a head names it says nothing of
/// this one.
fn of_others(correlation: &Correlation<'_>, group: &Group, pool: &Pool<'_>) -> BTreeSet<Node> {
    let (trees, list) = (&correlation.trees, pool.list);
    let below = |n: &Node| !group.members.contains(n) && pool.members.iter().any(|m| trees.is_below(*n, *m));
    let mut bounded: BTreeSet<Node> = pool.near().iter().map(|r| r.node).filter(below).collect();
    let divided = |n: &Node| trees.items(*n).next().is_some();
    if bounded.is_empty() || group.members.iter().any(|n| n.list != list && divided(n)) {
        return BTreeSet::new();
    }
    let is_other =
        |g: &Group| g.members.iter().any(|n| n.list != list) && !g.members.iter().any(|n| group.members.contains(n));
    bounded.retain(|n| correlation.groups_of(*n).any(is_other));
    bounded
}

/// The bounds without those that say again what one before them says.
pub fn distinct(bounds: Vec<Reduced<'_>>) -> Vec<Reduced<'_>> {
    let mut kept: Vec<Reduced<'_>> = Vec::new();
    for bound in bounds {
        if !says_same(&bound, &kept) {
            kept.push(bound);
        }
    }
    kept
}

/// Leaves out the bounds that every other list states as well, only at another place:
/// a partner of another value was then not the right one. What only a note says, as how something
/// is measured, settles no other condition.
fn unsettled<'s>(mut slot: Slot<'s>, present: &[List], pools: &[Pool<'s>; 3], trees: &Trees<'_>) -> Slot<'s> {
    if slot.step() == Step::Same {
        return slot;
    }
    for (place, cell) in slot.bounds.iter_mut().enumerate() {
        let settled = cell.as_ref().is_some_and(|bound| {
            let others = present.iter().filter(|l| **l as usize != place);
            let says = |p: &&Reduced<'_>| {
                says_same(bound, std::slice::from_ref(p))
                    && (bound.direction() != Direction::At || note_effect(trees, p.node).is_none())
            };
            others.clone().all(|l| pools.get(*l as usize).is_some_and(|pool| pool.near().iter().any(|p| says(&p))))
        });
        if settled {
            *cell = None;
        }
    }
    slot
}

/// Adds what the lists without a bound of their own say at another place, the same before what
/// the definition of a term, or a note that takes out, says more or less strictly.
fn filled<'s>(mut slot: Slot<'s>, pools: &[Pool<'s>; 3], trees: &Trees<'_>) -> Slot<'s> {
    let Some(some) = slot.bounds.iter().flatten().next().cloned() else { return slot };
    let defines = |p: &Reduced<'_>| {
        let speaks = match note_effect(trees, p.node) {
            Some(NoteEffect::Defines) => true,
            // Small numbers of things are taken out for many reasons.
            Some(NoteEffect::Excludes) => p.bound.unit != Unit::ONE && !p.is_of_another(&some),
            _ => false,
        };
        speaks && p.is_stricter_or_looser(&some)
    };
    let same = |p: &&Reduced<'_>| says_same(p, std::slice::from_ref(&some));
    let cells = slot.bounds.iter_mut().zip(&mut slot.terms).zip(pools);
    for ((cell, term), pool) in cells.filter(|((cell, _), _)| cell.is_none()) {
        let found = pool.wide.iter().find(same).cloned();
        let found = found.or_else(|| pool.wide.iter().find_map(|p| p.printed_as(&some)));
        *cell = found.or_else(|| pool.wide.iter().find(|p| defines(p)).cloned());
        *term = pool.term(&some).filter(|_| cell.is_none());
    }
    slot
}

fn note_effect(trees: &Trees<'_>, node: Node) -> Option<NoteEffect> {
    trees.paragraph(node)?.note.as_ref().map(|n| n.effect)
}

/// The one of several items below a paragraph of the group on which a note stands: it says
/// nothing of the others.
fn item_of(trees: &Trees<'_>, group: &Group, note: Node) -> Option<Node> {
    note_effect(trees, note)?;
    let tree = trees.of(note.list);
    let item = above(trees, note).find(|n| tree.is_control(n.index))?;
    let several = trees.items(trees.parent(item)?).nth(1).is_some();
    let below = |m: Node| m != item && tree.contains(m.index, item.index);
    (several && !group.members.contains(&item) && group.of(note.list).any(below)).then_some(item)
}

/// Sets against each other the values of two lists of which a third, in two paragraphs, states
/// either: the two slots in which each stands beside its like become one, in which the third has
/// the wider.
fn opposed<'s>(mut slots: Vec<Slot<'s>>, own: &[Vec<Reduced<'s>>; 3]) -> Vec<Slot<'s>> {
    let sole = |r: &Reduced<'_>| {
        let list = own.get(r.node.list as usize).map_or(&[][..], Vec::as_slice);
        list.iter().filter(|o| o.is_beside(r)).count() == 1
    };
    let joined = |a: &Slot<'s>, b: &Slot<'s>| -> Option<Slot<'s>> {
        let two = |s: &Slot<'_>| s.step() == Step::Same && s.bounds.iter().flatten().count() == 2;
        let shared = List::ALL.iter().copied().find(|l| a.of(*l).is_some() && b.of(*l).is_some())?;
        let (x, y) = (a.of(shared)?, b.of(shared)?);
        let wider = [(x, y), (y, x)].into_iter().find(|(w, n)| w.is_wider(n)).map(|(w, _)| w)?;
        let mut slot = Slot::default();
        for list in List::ALL.iter().copied() {
            let bound = if list == shared { Some(wider) } else { a.of(list).or(b.of(list)) };
            if let Some(cell) = slot.bounds.get_mut(list as usize) {
                *cell = Some(bound.filter(|r| list == shared || sole(r))?.clone());
            }
        }
        (two(a) && two(b) && x.node != y.node).then_some(slot)
    };
    let pairs = (0..slots.len()).flat_map(|i| (i + 1..slots.len()).map(move |j| (i, j)));
    let found: Vec<(usize, usize, Slot<'s>)> =
        pairs.filter_map(|(i, j)| Some((i, j, joined(slots.get(i)?, slots.get(j)?)?))).collect();
    for (i, j, slot) in found {
        if let Some(first) = slots.get_mut(i) {
            *first = slot;
        }
        if let Some(second) = slots.get_mut(j) {
            *second = Slot::default();
        }
    }
    slots.retain(|s| s.bounds.iter().any(Option::is_some));
    slots
}

/// What kind of finding a slot is, if any, and why nothing can be said where so.
fn kind(slot: &Slot<'_>, around: &Around<'_, '_>) -> Option<(Kind, Option<&'static str>)> {
    match slot.step() {
        Step::Value if slot.bounds.iter().flatten().all(|r| r.direction() == Direction::At) => {
            Some((Kind::Condition, None))
        }
        Step::Value if is_ratio_of_ratios(slot) => Some((Kind::Undetermined, Some("ratio"))),
        Step::Value => Some((Kind::Value, None)),
        Step::Strictness => Some((Kind::Strictness, None)),
        Step::Unit => Some((Kind::Unit, None)),
        Step::Condition => Some(condition(slot)),
        Step::Same => match around.missing(slot)? {
            Missing::Sure => Some((Kind::BoundMissing, None)),
            Missing::Unsure(reason) => Some((Kind::Undetermined, Some(reason))),
        },
    }
}

/// The slot with the whole width of what one list prints as ± half of it, or bounds by a term of its
/// own that means the half, where that is what the others print.
fn whole<'s>(slot: Slot<'s>, trees: &Trees<'_>) -> Slot<'s> {
    if slot.step() != Step::Value {
        return slot;
    }
    let doubled = |half: &dyn Fn(&Reduced<'_>) -> bool| {
        let mut whole = slot.clone();
        for cell in whole.bounds.iter_mut().filter(|cell| cell.as_ref().is_some_and(half)) {
            *cell = cell.as_ref().and_then(Reduced::doubled);
        }
        (whole.step() <= Step::Strictness).then_some(whole)
    };
    let found = doubled(&is_half_width).or_else(|| doubled(&|r| is_half(r, trees)));
    found.unwrap_or(slot)
}

/// Whether a list bounds by a term of its own, which means the half of what it names.
fn is_half(r: &Reduced<'_>, trees: &Trees<'_>) -> bool {
    let quoted = trees.paragraph(r.node).map(|p| p.quoted.as_slice()).unwrap_or_default();
    let defines = |n: Node| {
        let note = trees.paragraph(n).filter(|p| p.note.is_some() && p.terms.iter().any(|t| t == "half"));
        note.is_some_and(|p| p.quoted.iter().any(|d| quoted.iter().any(|q| q.local && same_term(&q.term, &d.term))))
    };
    let tree = trees.of(r.node.list);
    let entry = tree.entry(r.node.index);
    let heads = above(trees, r.node).filter(|n| tree.contains(entry, n.index));
    let beside = heads.flat_map(|n| tree.children(n.index).to_vec()).map(|index| Node { list: r.node.list, index });
    beside.filter(|n| trees.paragraph(*n).is_some_and(|p| p.note.is_some())).flat_map(|n| trees.below(n)).any(defines)
}

fn same_term(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// Whether ± stands before a width. How exact something is, is the same with and without.
fn is_half_width(r: &Reduced<'_>) -> bool {
    const SIGNS: [&str; 5] = ["±", "+/-", "+/−", "plus or minus", "プラスマイナス"];
    let exact = r.bound.parameter.as_deref().is_some_and(parameters::is_exactness);
    !exact && SIGNS.iter().any(|sign| r.bound.literal.starts_with(sign))
}

/// Whether a part of a number that the text names ("2 parts in 230") stands beside a whole
/// number without a unit ("less than 2 at 230"): the one may be the other.
fn is_ratio_of_ratios(slot: &Slot<'_>) -> bool {
    let value = |r: &Reduced<'_>| match &r.bound.value {
        Value::Exact(value) if r.bound.unit == Unit::ONE => Some(value.clone()),
        _ => None,
    };
    let values: Vec<Rational> = slot.bounds.iter().flatten().filter_map(value).collect();
    let part = |v: &Rational| v.numer().is_one() && *v.denom() > BigInt::from(10) && !is_decimal(v);
    values.iter().any(part) && values.iter().any(Rational::is_integer)
}

fn is_decimal(value: &Rational) -> bool {
    !rational::print(value).contains('/')
}

/// The same value once as a limit and once not, or as limits of opposite ends. A value
/// without a word beside a lower limit has lost the word; beside an upper limit it mostly
/// says how exact something is. Opposite ends say the same where one text negates.
fn condition(slot: &Slot<'_>) -> (Kind, Option<&'static str>) {
    let has = |direction| slot.bounds.iter().flatten().any(|r| r.direction() == direction);
    match (has(Direction::Low), has(Direction::High)) {
        (true, true) => (Kind::Undetermined, Some("direction")),
        (false, true) => (Kind::Undetermined, Some("condition")),
        _ => (Kind::Condition, None),
    }
}

/// The finding about one slot of a group whose bounds are `own`.
pub fn finding(
    trees: &Trees<'_>,
    group: &Group,
    slot: &Slot<'_>,
    kind: Kind,
    reason: Option<&str>,
    own: &[Vec<Reduced<'_>>; 3],
) -> Finding {
    let unit = slot.bounds.iter().flatten().next().map(|r| &r.bound.unit);
    let side = |list: List| {
        let of = slot.of(list);
        let item = of.and_then(|r| item_of(trees, group, r.node));
        let value = |r: &Reduced<'_>| if kind == Kind::Undetermined { r.bound.to_string() } else { r.left_in() };
        Side {
            paragraphs: item.map_or_else(|| group.of(list).collect(), |item| vec![item]),
            values: of.map(value).or(slot.term(list).map(str::to_owned)).into_iter().collect(),
            printed: of.map(|r| r.bound.literal.to_string()).into_iter().collect(),
            converted: of.zip(unit).and_then(|(r, u)| r.converted(u)).into_iter().collect(),
        }
    };
    let named = reason.map(str::to_owned);
    let named = named.or_else(|| slot.parameter());
    let parameter = named.or_else(|| unit.map(|u| measured(u).to_owned())).unwrap_or_default();
    let relations = SIDES.map(|(a, b)| match kind {
        Kind::Undetermined => both(group, a, b).then_some(Relation::Unknown),
        _ => relation(trees, group, slot, (a, b), own),
    });
    Finding::new(kind, parameter, [side(List::Us), side(List::Jp), side(List::Kr)], relations)
}

fn both(group: &Group, a: List, b: List) -> bool {
    group.of(a).next().is_some() && group.of(b).next().is_some()
}

/// How what `a` controls relates to what `b` does, by this slot alone.
fn relation(
    trees: &Trees<'_>,
    group: &Group,
    slot: &Slot<'_>,
    (a, b): (List, List),
    own: &[Vec<Reduced<'_>>; 3],
) -> Option<Relation> {
    let of = |list: List| own.get(list as usize).map_or(&[][..], Vec::as_slice);
    let free = |list: List| slot.of(list).is_some_and(|r| is_no_limit(r, of(list)));
    both(group, a, b).then(|| match (slot.of(a), slot.of(b)) {
        (Some(_), Some(_)) if free(a) && !free(b) => Relation::Broader,
        (Some(_), Some(_)) if free(b) && !free(a) => Relation::Narrower,
        (Some(x), Some(y)) => ends::relation(trees, x, y),
        (Some(x), None) if slot.term(b).is_none() => alone(x, of(a), of(b)),
        (None, Some(y)) if slot.term(a).is_none() => alone(y, of(b), of(a)).mirrored(),
        (Some(x), None) => against_term(x, b),
        (None, Some(y)) => against_term(y, a).mirrored(),
        (None, None) => match (slot.term(a), slot.term(b)) {
            // What a term means is not told here.
            (Some(_), Some(_)) => Relation::Unknown,
            (Some(_), None) => Relation::Narrower,
            (None, Some(_)) => Relation::Broader,
            (None, None) => Relation::Equal,
        },
    })
}

/// How a list that states `bound` relates to `other`, which says it by a defined term. The
/// missiles of the US list have the range and the payload themselves (15 CFR part 772); where
/// another list begins to speak of them, its notes say one way or the other.
fn against_term(bound: &Reduced<'_>, other: List) -> Relation {
    match (other, bound.bound.op) {
        (List::Us, Op::AtLeast) => Relation::Equal,
        (List::Us, Op::Greater) => Relation::Narrower,
        _ => Relation::Unknown,
    }
}

/// How a list that alone states `bound` relates to one that does not. A condition more narrows;
/// but where another paragraph of `own` bounds the same on its own, this one is a further
/// alternative, and widens what goes beyond what is stated `there`.
fn alone(bound: &Reduced<'_>, own: &[Reduced<'_>], there: &[Reduced<'_>]) -> Relation {
    let alternative = own.iter().any(|o| o.node != bound.node && o.is_beside(bound));
    let mut beside = there.iter().filter(|t| t.is_beside(bound)).peekable();
    // "Above 85 °C or below −45 °C": nothing can meet both, so either is enough.
    let of_one = |o: &Reduced<'_>| o.node == bound.node && !o.is_of_another(bound);
    let other_end = own.iter().find(|o| of_one(o) && o.leaves_a_gap(bound));
    if is_no_limit(bound, own) {
        Relation::Broader
    } else if let Some(end) = other_end {
        if there.iter().any(|t| t.is_beside(end)) { Relation::Broader } else { Relation::Unknown }
    } else if alternative && beside.peek().is_some() {
        if beside.all(|t| bound.is_wider(t)) { Relation::Broader } else { Relation::Unknown }
    } else {
        Relation::Narrower
    }
}

/// Whether `bound` says nothing but where one of two alternatives ends and the other begins:
/// together they take in everything.
fn is_no_limit(bound: &Reduced<'_>, own: &[Reduced<'_>]) -> bool {
    let only = |r: &Reduced<'_>| own.iter().filter(|o| o.node == r.node).count() == 1;
    only(bound) && own.iter().any(|o| o.node != bound.node && o.meets(bound) && only(o))
}
