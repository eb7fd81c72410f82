//! What ties neighbouring values: ranges, tolerances, lists, and the unit that they share.

use super::Verdict;
use crate::grammar::hangul::{behind, is_hangul};
use crate::grammar::mention::Mention;
use crate::model::{Alias, Op, Value};
use crate::quantity::Unit;

/// How two neighbouring values are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// `~`, 초과부터: a range whatever follows.
    Range,
    /// 에서, 와: a range where 까지 or 사이 follows.
    Perhaps,
    /// `×`, 또는: one comparator for both.
    Shared,
    /// `20 ± 0.01 °C`: one unit, and each its own value.
    Tolerance,
    /// Not at all.
    None,
}

pub(super) fn link(text: &str, mentions: &[Mention], i: usize) -> Link {
    let Some([left, right]) = i.checked_sub(1).and_then(|p| mentions.get(p..=i)) else { return Link::None };
    let between = text.get(left.whole.range().end..right.span.range().start).unwrap_or("").trim();
    let bare = between
        .trim_end_matches([' ', '~', '～', '∼', '〜', '˜'])
        .trim_start_matches("를 ")
        .trim_start_matches("을 ")
        .trim_end_matches("하는");
    if between.is_empty() && right.plus_minus {
        return Link::Tolerance;
    }
    if between.ends_with(is_tilde) && matches!(bare, "" | "초과" | "이상" | "이상의") {
        return Link::Range;
    }
    if matches!(between, "초과부터" | "이상부터" | "초과에서" | "이상에서" | "-" | "–" | "−" | "－" | "내지")
    {
        return Link::Range;
    }
    if matches!(between, "에서" | "부터" | "에서부터" | "과" | "와" | "및" | "에서 최대") {
        return Link::Perhaps;
    }
    let word = between.strip_prefix("또는").or_else(|| between.strip_prefix("혹은"));
    let named = word.is_some_and(|w| w.trim().chars().all(|c| c.is_ascii_uppercase()));
    if named || matches!(between, "×" | "x" | "X" | "*" | "이나" | ",") {
        return Link::Shared;
    }
    Link::None
}

/// 20 Hz ~ 2,000 Hz, 12에서 50 mm 사이, 2.7 GHz 초과부터 2.9 GHz까지.
pub(super) fn ranges(text: &str, mentions: &[Mention], links: &[Link], ops: &mut [Option<Op>]) {
    for i in 1..mentions.len() {
        let Some(right) = mentions.get(i) else { continue };
        let tail = behind(text, right.whole.range().end).trim_start();
        let closed = ["까지", "사이"].iter().any(|w| tail.starts_with(w));
        let is_range = match links.get(i) {
            Some(Link::Range) => true,
            Some(Link::Perhaps) => closed,
            _ => false,
        };
        if is_range && let Some([low, high]) = ops.get_mut(i - 1..=i) {
            // 20 ~ 60 kHz 이외의: the range is the one left out.
            if tail.starts_with("이외의") {
                (*low, *high) = (Some(Op::Less), Some(Op::Greater));
                continue;
            }
            *low = Some(low.filter(|o| matches!(o, Op::Greater | Op::AtLeast)).unwrap_or(Op::AtLeast));
            *high = Some(high.filter(|o| matches!(o, Op::Less | Op::AtMost)).unwrap_or(Op::AtMost));
        }
    }
}

/// `15 ~ 38%`, `12에서 50 mm`, `373 K ~ 473`: one unit for both.
pub(super) fn shared_units(mentions: &[Mention], links: &[Link]) -> Vec<Option<Unit>> {
    let mut units: Vec<Option<Unit>> = vec![None; mentions.len()];
    for i in (1..mentions.len()).rev() {
        let (Some(link), Some(left), Some(right)) = (links.get(i), mentions.get(i - 1), mentions.get(i)) else {
            continue;
        };
        let right_unit = right.unit.clone().or_else(|| units.get(i).cloned().flatten());
        if *link != Link::None
            && left.unit.is_none()
            && !left.ratio
            && let Some(unit) = units.get_mut(i - 1)
        {
            *unit = right_unit;
        } else if *link == Link::Range
            && right.unit.is_none()
            && let Some(unit) = units.get_mut(i)
        {
            unit.clone_from(&left.unit);
        }
    }
    units
}

/// `20 ± 0.01 °C`: an interval, both ends in it.
pub(super) fn tolerances(text: &str, mentions: &mut [Mention], verdicts: &mut [Option<Verdict>]) {
    for i in 1..mentions.len() {
        let Some([own, margin]) = mentions.get_mut(i - 1..=i) else { continue };
        let between = text.get(own.whole.range().end..margin.span.range().start);
        let (Value::Exact(value), Value::Exact(tolerance), Some(unit)) = (&own.value, &margin.value, &margin.unit)
        else {
            continue;
        };
        if between.is_none_or(|b| !b.trim().is_empty()) || !margin.plus_minus || own.unit.is_some() {
            continue;
        }
        let (low, high, unit) = (value - tolerance, value + tolerance, unit.clone());
        (own.value, margin.value) = (Value::Exact(low), Value::Exact(high));
        if let Some([low, high]) = verdicts.get_mut(i - 1..=i) {
            *low = Some(Verdict::Bounds(Some(Op::AtLeast), Some(unit.clone())));
            *high = Some(Verdict::Bounds(Some(Op::AtMost), Some(unit)));
        }
    }
}

/// `223 ~ 373 K (-50 °C ~ 100 °C)`: the range in brackets is the one before it again.
pub(super) fn second_ranges(text: &str, mentions: &mut [Mention], verdicts: &mut [Option<Verdict>]) {
    for i in 3..mentions.len().max(3) {
        let Some([low, high, low_again, high_again]) = mentions.get_mut(i - 3..=i) else { continue };
        let between =
            |a: &Mention, b: &Mention| text.get(a.whole.range().end..b.span.range().start).unwrap_or("").trim();
        let is_range = |s: &str| !s.is_empty() && s.chars().all(is_tilde);
        let closes = text.get(high_again.whole.range().end..).is_some_and(|t| t.starts_with(')'));
        if !(is_range(between(low, high))
            && between(high, low_again) == "("
            && is_range(between(low_again, high_again))
            && closes)
        {
            continue;
        }
        let shared = high_again.unit.clone();
        for (main, again) in [(low, &*low_again), (high, &*high_again)] {
            if let Some(unit) = again.unit.clone().or_else(|| shared.clone()) {
                let literal = again.span.of(text).trim().into();
                main.aliases.push(Alias { value: again.value.clone(), unit, literal, agrees: None });
            }
        }
        for at in [i - 1, i] {
            if let Some(verdict) = verdicts.get_mut(at) {
                *verdict = Some(Verdict::Bounds(None, None));
            }
        }
    }
}

/// 사거리 300 km, 총 충격용량이 0.84 MNs 이상: one comparator for a list of nouns and values. A
/// topic (자속밀도는 12 T) states its own.
pub(super) fn lists(text: &str, mentions: &[Mention], ops: &mut [Option<Op>]) {
    for i in (1..mentions.len()).rev() {
        let Some([left, right]) = mentions.get(i - 1..=i) else { continue };
        let link = text.get(left.whole.range().end..right.span.range().start).unwrap_or("");
        let head = text.get(..left.span.range().start).unwrap_or("");
        let Some(noun) = link.trim_start_matches(is_hangul).strip_prefix(", ") else { continue };
        let noun = noun.trim_end();
        let plain =
            |w: &str| w.chars().all(is_hangul) && !["은", "는", "에서", "며", "고"].iter().any(|p| w.ends_with(p));
        let nouns = (1..=2).contains(&noun.split(' ').count()) && noun.split(' ').all(plain);
        let led = head.trim_end().rsplit(' ').next().is_some_and(|w| !w.is_empty() && plain(w));
        let short = link.find(',').is_some_and(|at| at <= "정량".len());
        if nouns
            && led
            && short
            && left.unit.is_some()
            && let Some([low, high]) = ops.get_mut(i - 1..=i)
        {
            *low = low.or(*high);
        }
    }
}

/// 18도 초과 받음각, 15도의 옆 미끄럼, 또는 초당 90도의 롤 각속도: the first comparator holds of all values
/// of the list that measure alike.
pub(super) fn further(text: &str, mentions: &[Mention], ops: &mut [Option<Op>]) {
    const ENDS: [&str; 7] = ["고 ", "며 ", "서 ", "; ", ". ", "것", ": "];
    let base = |m: &Mention| m.unit.as_ref().and_then(|u| u.code().split('/').next().map(str::to_owned));
    for i in 1..mentions.len() {
        let (Some([left, right]), Some([before, own])) = (mentions.get(i - 1..=i), ops.get_mut(i - 1..=i)) else {
            continue;
        };
        let gap = text.get(left.whole.range().end..right.span.range().start).unwrap_or("");
        let listed =
            gap.trim_end().trim_end_matches(['초', '분', '당', ' ']).trim_end_matches("또는").trim_end().ends_with(',');
        let noun = text.get(right.whole.range().end..).is_some_and(|t| t.starts_with("의 "));
        let compared = before.is_some_and(|op| !matches!(op, Op::Exactly | Op::About));
        if own.is_none()
            && compared
            && listed
            && noun
            && base(left).is_some()
            && base(left) == base(right)
            && !ENDS.iter().any(|e| gap.contains(e))
        {
            *own = *before;
        }
    }
}

fn is_tilde(c: char) -> bool {
    matches!(c, '~' | '～' | '∼' | '〜' | '˜')
}
