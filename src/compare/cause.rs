//! Why the lists differ, by evidence alone: what two of three lists say, regime
//! references, national series, slips of the pen. Where nothing decides, the cause is open.

use std::collections::BTreeSet;

use num_traits::{Signed as _, Zero as _};
use rayon::prelude::*;

use super::amended::mover;
use super::ends::is_left_open;
use super::finding::{Cause, Finding, Kind};
use super::standing::{Regime, regimes, unilateral};
use crate::correlate::Correlation;
use crate::correlate::tree::{Node, Trees};
use crate::model::{Bound, Id, Kind as ParagraphKind, List, Op, Value};
use crate::quantity::formula::worth;
use crate::quantity::{Rational, Relation, Unit, rational};

/// Gives every finding its cause and the evidence for it.
pub fn assign(findings: &mut [Finding], correlation: &Correlation<'_>) {
    // A reader has said it already.
    findings.par_iter_mut().filter(|f| f.cause_evidence.is_empty()).for_each(|finding| {
        let (cause, evidence) = cause(finding, correlation);
        (finding.cause, finding.cause_evidence) = (cause, evidence);
    });
}

fn cause(finding: &Finding, correlation: &Correlation<'_>) -> (Cause, String) {
    let trees = &correlation.trees;
    match finding.kind {
        Kind::Undetermined => return (Cause::Open, String::new()),
        Kind::Moved => return (Cause::Structure, "the same control under other numbers".to_owned()),
        Kind::Citation => return (Cause::Drafting, "the citation points at no paragraph".to_owned()),
        Kind::Drafting if finding.parameter == "twice" => {
            return (Cause::Drafting, "the item stands twice".to_owned());
        }
        Kind::Drafting => return (Cause::Drafting, "the value in brackets is another value".to_owned()),
        // Where one text prints no unit, or drops a rate, its words may still say it.
        Kind::Unit if finding.sides.iter().flat_map(|s| &s.values).any(|v| v.ends_with(" 1")) => {
            return (Cause::Open, "one text prints no unit".to_owned());
        }
        Kind::Unit => return (Cause::Drafting, "the same number in another unit".to_owned()),
        _ => {}
    }
    if matches!(finding.kind, Kind::Value)
        && let Some(slip) = slip(finding, trees)
    {
        return (Cause::Drafting, slip);
    }
    if let Some((list, edition)) = mover(finding, trees) {
        return (Cause::Lag, format!("{} said what the others say until its edition of {edition}", list.code()));
    }
    if let Some(own) = national(finding, trees) {
        return own;
    }
    if let Some(former) = taken_out(finding, trees) {
        return (Cause::Lag, former);
    }
    if finding.kind == Kind::Exclusion && is_ordinance_silent(finding) {
        return (Cause::Open, "the ordinance has no such words".to_owned());
    }
    let odd = odd_one_out(finding);
    if let Some(source) = odd.and_then(|odd| copied(finding, odd, correlation)) {
        return (Cause::Drafting, format!("the words of another paragraph: {source}"));
    }
    match (finding.kind, odd) {
        // The children are one to one: "any" for "all" changes the whole paragraph by a word.
        (Kind::Joiner, Some(odd)) => (Cause::Drafting, format!("the other two agree against {}", odd.code())),
        (Kind::Value, Some(odd)) if !is_said_beside(finding, odd, trees) => {
            (Cause::Lag, format!("the other two agree against {}", odd.code()))
        }
        (Kind::Strictness, _) if leaves_ends_open(finding, trees) => {
            (Cause::Open, "one text does not say whether the ends are in".to_owned())
        }
        (Kind::Value | Kind::Strictness | Kind::Condition, Some(odd)) => {
            (Cause::Open, format!("the other two agree against {}", odd.code()))
        }
        // Of the entries that two texts name, neither shows which were agreed.
        (Kind::Terms, _) if finding.parameter == "entries" => (Cause::Open, String::new()),
        (Kind::NoCounterpart | Kind::BoundMissing | Kind::Terms | Kind::Exclusion, _) => commitment(finding, trees),
        (Kind::Controls, _) => (Cause::Regime, format!("{} on one list only", finding.parameter)),
        _ => (Cause::Open, String::new()),
    }
}

/// Whether another paragraph of the finding states the value of `odd` on its own list: then that
/// one lags behind none.
fn is_said_beside(finding: &Finding, odd: List, trees: &Trees<'_>) -> bool {
    let values = &finding.side(odd).values;
    let others = finding.nodes().filter(|n| n.list != odd).filter_map(|n| trees.paragraph(n));
    others.flat_map(|p| &p.bounds).any(|b| values.contains(&b.to_string()))
}

/// The list that differs from two that agree; `None` where all differ or only two speak.
pub fn odd_one_out(finding: &Finding) -> Option<List> {
    let [us_jp, us_kr, jp_kr] = finding.relations;
    let equal = |r: Option<Relation>| r == Some(Relation::Equal);
    let spoken = [us_jp, us_kr, jp_kr].iter().all(Option::is_some);
    match (equal(us_jp), equal(us_kr), equal(jp_kr)) {
        (true, false, false) if spoken => Some(List::Kr),
        (false, true, false) if spoken => Some(List::Jp),
        (false, false, true) if spoken => Some(List::Us),
        _ => None,
    }
}

/// That a government set the control for itself: said by the series or the reasons of
/// every numbered list that has it. Japan has no numbers that say so: where it has the same,
/// it is no control of one government, nor is a regime shown.
fn national(finding: &Finding, trees: &Trees<'_>) -> Option<(Cause, String)> {
    let [us_jp, _, jp_kr] = finding.relations;
    let japan_lacks_it = finding.side(List::Jp).paragraphs.is_empty() && (us_jp.is_some() || jp_kr.is_some());
    let with_japan = !finding.side(List::Jp).paragraphs.is_empty();
    let all_have_it = finding.sides.iter().all(|s| !s.paragraphs.is_empty());
    if all_have_it || (finding.kind == Kind::NoCounterpart && !japan_lacks_it && !with_japan) {
        return None;
    }
    let numbered: Vec<Node> = finding.nodes().filter(|n| n.list != List::Jp).collect();
    let said: Vec<String> = numbered.iter().filter_map(|n| unilateral(trees, *n)).collect();
    if numbered.is_empty() || said.len() < numbered.len() {
        return None;
    }
    let unique: BTreeSet<String> = said.into_iter().collect();
    let said = unique.into_iter().collect::<Vec<_>>().join("; ");
    Some((if with_japan { Cause::Open } else { Cause::Unilateral }, said))
}

/// Whether a value of the finding is an end of "between A and B".
fn leaves_ends_open(finding: &Finding, trees: &Trees<'_>) -> bool {
    let unknown = finding.relations.contains(&Some(Relation::Unknown));
    unknown
        && finding.nodes().any(|node| {
            let values = &finding.side(node.list).values;
            let mut bounds = trees.paragraph(node).into_iter().flat_map(|p| &p.bounds);
            bounds.any(|b| values.contains(&b.to_string()) && is_left_open(trees, node, b))
        })
}

/// Whether two lists print an exclusion that the Japanese ordinance does not: the notices that
/// say how it is read are not compared.
pub fn is_ordinance_silent(finding: &Finding) -> bool {
    let has = |list: List| !finding.side(list).values.is_empty();
    has(List::Us) && has(List::Kr) && !has(List::Jp) && !finding.side(List::Jp).paragraphs.is_empty()
}

/// That a list which keeps the numbers of what it took out had what others still have.
fn taken_out(finding: &Finding, trees: &Trees<'_>) -> Option<String> {
    let lacks = |list: List| match finding.kind {
        Kind::NoCounterpart => finding.side(list).paragraphs.is_empty(),
        Kind::BoundMissing => finding.side(list).values.is_empty(),
        _ => false,
    };
    let former = |list: List, other: List| {
        finding.side(other).paragraphs.iter().filter(|n| trees.items(**n).next().is_none()).find_map(|node| {
            let local = trees.id(*node).split_once(':')?.1;
            let there = trees.find(&Id::new(format!("{}:{local}", list.code())))?;
            let is_reserved = trees.paragraph(there)?.kind == ParagraphKind::Reserved;
            is_reserved.then(|| format!("{} took {local} out", list.code()))
        })
    };
    let both = [(List::Kr, List::Us), (List::Us, List::Kr)];
    both.into_iter().filter(|(list, _)| lacks(*list)).find_map(|(list, other)| former(list, other))
}

/// A common commitment: two lists have it, or a tag or a reason shows the regime.
fn commitment(finding: &Finding, trees: &Trees<'_>) -> (Cause, String) {
    let has = |list: List| match finding.kind {
        Kind::NoCounterpart => !finding.side(list).paragraphs.is_empty(),
        _ => !finding.side(list).values.is_empty(),
    };
    let with: Vec<List> = List::ALL.iter().copied().filter(|l| has(*l)).collect();
    let spoken: Vec<Node> = finding.nodes().filter(|n| n.list != List::Jp && with.contains(&n.list)).collect();
    let shown: BTreeSet<Regime> = spoken.iter().flat_map(|n| regimes(trees, *n)).collect();
    // What the US alone has under a common reason may still be its own: a reason is no
    // reference to the regime's list. Nor does a tag of the whole speak of a limit or a note
    // that two lists are without.
    let alone = match finding.kind {
        Kind::NoCounterpart => with == [List::Us],
        _ => with.len() == 1,
    };
    let words: Vec<&str> = shown.iter().filter(|_| !alone).map(|r| r.word()).collect();
    let codes: Vec<&str> = with.iter().map(|l| l.code()).collect();
    match (with.len(), words.is_empty()) {
        (2.., true) => (Cause::Regime, format!("{} have it", codes.join(" and "))),
        (2.., false) => (Cause::Regime, format!("{} have it, {}", codes.join(" and "), words.join(" "))),
        // The Biological Weapons Convention has no list: its tag does not show who agreed on what.
        (_, false) if spoken.iter().all(|n| is_of_convention_alone(trees, *n)) => (Cause::Open, "BWC".to_owned()),
        (_, false) => (Cause::Regime, words.join(" ")),
        _ => (Cause::Open, String::new()),
    }
}

/// Whether the tags of `node` name the Biological Weapons Convention and nothing else.
fn is_of_convention_alone(trees: &Trees<'_>, node: Node) -> bool {
    let tags = std::iter::successors(Some(node), |n| trees.parent(*n))
        .filter_map(|n| trees.paragraph(n))
        .map(|p| p.regimes.iter().filter(|t| Regime::of_tag(t).is_some()).collect::<Vec<_>>())
        .find(|tags| !tags.is_empty());
    tags.is_some_and(|tags| tags.iter().all(|t| t.starts_with("BW")))
}

/// The paragraph of `odd` whose words stand at this place too, and whose counterparts have the
/// value that `odd` alone has here.
fn copied(finding: &Finding, odd: List, correlation: &Correlation<'_>) -> Option<String> {
    if !matches!(finding.kind, Kind::Value | Kind::Strictness | Kind::Condition | Kind::Unit) {
        return None;
    }
    let trees = &correlation.trees;
    let (tree, values) = (trees.of(odd), &finding.side(odd).values);
    let states = |n: Node| trees.paragraph(n).is_some_and(|p| p.bounds.iter().any(|b| values.contains(&b.to_string())));
    let is_met = |there: Node| {
        let mut groups = correlation.groups.iter().filter(|g| g.members.contains(&there));
        groups.any(|g| List::ALL.iter().filter(|l| **l != odd).all(|l| g.of(*l).any(states)))
    };
    finding.side(odd).paragraphs.iter().filter(|n| states(**n)).find_map(|node| {
        let own = trees.paragraph(*node)?;
        let entry = tree.entry(node.index);
        let alike = (0..).zip(&tree.snapshot.paragraphs).filter(|(index, p)| {
            *index != node.index && p.text_sha256 == own.text_sha256 && tree.entry(*index) == entry
        });
        let mut alike = alike.filter(|(index, _)| is_met(Node { list: odd, index: *index }));
        alike.next().map(|(_, p)| p.id.as_str().to_owned())
    })
}

/// A slip of the pen between two values of one finding: the same digits with another
/// prefix of the unit, with the sign lost, or with the exponent lost; a ratio the other way
/// round; a number that is none as it is printed.
fn slip(finding: &Finding, trees: &Trees<'_>) -> Option<String> {
    let stated: Vec<&Bound> = finding
        .sides
        .iter()
        .flat_map(|s| {
            let of_side = s.paragraphs.iter().filter_map(|n| trees.paragraph(*n)).flat_map(|p| &p.bounds);
            of_side.filter(|b| s.values.contains(&b.to_string()))
        })
        .collect();
    if let Some(bound) = stated.iter().find(|b| is_misprint(&b.value)) {
        return Some(format!("no number as printed: {bound}"));
    }
    let bounds: Vec<(&Bound, Rational)> = stated.into_iter().filter_map(|b| Some((b, base(b)?))).collect();
    bounds.iter().enumerate().find_map(|(i, (a, x))| {
        bounds.iter().skip(i + 1).find_map(|(b, y)| {
            if x.is_zero() || y.is_zero() || x == y {
                return None;
            }
            let ratio = (x / y).abs();
            let thousand = Rational::from_integer(1000.into());
            let prefix = a.value == b.value && (ratio >= thousand || ratio.recip() >= thousand);
            let sign = a.value != b.value && (x.clone() + y.clone()).is_zero();
            let lost = is_power_of_ten(&ratio) && ratio >= Rational::from_integer(100.into())
                || is_power_of_ten(&ratio.recip()) && ratio.recip() >= Rational::from_integer(100.into());
            let inverse = a.unit == Unit::ONE && a.unit == b.unit && *x == y.recip();
            let what = match (prefix, sign, lost) {
                _ if inverse => "the same ratio the other way round",
                (true, ..) => "the same number with another prefix",
                (_, true, _) => "the same number with another sign",
                (.., true) => "the same digits with another power of ten",
                _ => return None,
            };
            Some(format!("{what}: {a} and {b}"))
        })
    })
}

/// Whether a number is printed as none, "5 × 104^-4": a formula without a variable.
fn is_misprint(value: &Value) -> bool {
    match value {
        Value::Formula(formula) => worth(formula).is_some_and(|w| !w.varies),
        Value::Exact(_) => false,
    }
}

fn base(bound: &Bound) -> Option<Rational> {
    let Value::Exact(value) = &bound.value else { return None };
    let scale = bound.unit.scale()?;
    (!matches!(bound.op, Op::About)).then(|| scale.to_base(value))
}

fn is_power_of_ten(value: &Rational) -> bool {
    (2..=15).any(|n| rational::power_of_ten(n).is_some_and(|p| p == *value))
}
