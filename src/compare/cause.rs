//! Why the lists differ, by evidence alone: what two of three lists say, regime
//! references, national series, slips of the pen. Where nothing decides, the cause is open.

use std::collections::BTreeSet;

use num_traits::{Signed as _, Zero as _};

use super::amended::mover;
use super::finding::{Cause, Finding, Kind};
use super::standing::{Regime, regimes, unilateral};
use crate::correlate::Correlation;
use crate::correlate::tree::{Node, Trees};
use crate::model::{Bound, List, Op, Value};
use crate::quantity::{Rational, Relation, rational};

/// Gives every finding its cause and the evidence for it.
pub fn assign(findings: &mut [Finding], correlation: &Correlation<'_>) {
    // A reader has said it already.
    for finding in findings.iter_mut().filter(|f| f.cause_evidence.is_empty()) {
        let (cause, evidence) = cause(finding, correlation);
        (finding.cause, finding.cause_evidence) = (cause, evidence);
    }
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
    if let Some(alone) = national(finding, trees) {
        return (Cause::Unilateral, alone);
    }
    let odd = odd_one_out(finding);
    match (finding.kind, odd) {
        (Kind::Value, Some(odd)) => (Cause::Lag, format!("the other two agree against {}", odd.code())),
        (Kind::Strictness | Kind::Condition, Some(odd)) => {
            (Cause::Open, format!("the other two agree against {}", odd.code()))
        }
        (Kind::NoCounterpart | Kind::BoundMissing | Kind::Terms | Kind::Exclusion, _) => commitment(finding, trees),
        (Kind::Controls, _) => (Cause::Regime, format!("{} on one list only", finding.parameter)),
        _ => (Cause::Open, String::new()),
    }
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
/// every numbered list that has it.
fn national(finding: &Finding, trees: &Trees<'_>) -> Option<String> {
    let numbered: Vec<Node> = finding.nodes().filter(|n| n.list != List::Jp).collect();
    let said: Vec<String> = numbered.iter().filter_map(|n| unilateral(trees, *n)).collect();
    if numbered.is_empty() || said.len() < numbered.len() {
        return None;
    }
    let unique: BTreeSet<String> = said.into_iter().collect();
    Some(unique.into_iter().collect::<Vec<_>>().join("; "))
}

/// A common commitment: two lists have it, or a tag or a reason shows the regime.
fn commitment(finding: &Finding, trees: &Trees<'_>) -> (Cause, String) {
    let has = |list: List| match finding.kind {
        Kind::NoCounterpart => !finding.side(list).paragraphs.is_empty(),
        _ => !finding.side(list).values.is_empty(),
    };
    let with: Vec<List> = List::ALL.iter().copied().filter(|l| has(*l)).collect();
    let shown: BTreeSet<Regime> = finding
        .nodes()
        .filter(|n| n.list != List::Jp && with.contains(&n.list))
        .flat_map(|n| regimes(trees, n))
        .collect();
    let words: Vec<&str> = shown.iter().map(|r| r.word()).collect();
    let codes: Vec<&str> = with.iter().map(|l| l.code()).collect();
    match (with.len(), words.is_empty()) {
        (2.., true) => (Cause::Regime, format!("{} have it", codes.join(" and "))),
        (2.., false) => (Cause::Regime, format!("{} have it, {}", codes.join(" and "), words.join(" "))),
        (_, false) => (Cause::Regime, words.join(" ")),
        _ => (Cause::Open, String::new()),
    }
}

/// A slip of the pen between two values of one finding: the same digits with another
/// prefix of the unit, with the sign lost, or with the exponent lost.
fn slip(finding: &Finding, trees: &Trees<'_>) -> Option<String> {
    let bounds: Vec<(&Bound, Rational)> = finding
        .sides
        .iter()
        .flat_map(|s| {
            let of_side = s.paragraphs.iter().filter_map(|n| trees.paragraph(*n)).flat_map(|p| &p.bounds);
            of_side.filter(|b| s.values.contains(&b.to_string()))
        })
        .filter_map(|b| Some((b, base(b)?)))
        .collect();
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
            let what = match (prefix, sign, lost) {
                (true, ..) => "the same number with another prefix",
                (_, true, _) => "the same number with another sign",
                (.., true) => "the same digits with another power of ten",
                _ => return None,
            };
            Some(format!("{what}: {a} and {b}"))
        })
    })
}

fn base(bound: &Bound) -> Option<Rational> {
    let Value::Exact(value) = &bound.value else { return None };
    let scale = bound.unit.scale()?;
    (!matches!(bound.op, Op::About)).then(|| scale.to_base(value))
}

fn is_power_of_ten(value: &Rational) -> bool {
    (2..=15).any(|n| rational::power_of_ten(n).is_some_and(|p| p == *value))
}
