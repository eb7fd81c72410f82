//! Values that are computed or given per something: 1kg 당 0.2g mm, 15를 …로 나눈 것, DN 10.

use super::Verdict;
use super::compare::comparator;
use crate::grammar::formula::{given_in, quotient};
use crate::grammar::hangul::behind;
use crate::grammar::mention::Mention;
use crate::model::{Alias, Value};
use crate::quantity::{Rational, Unit};
use crate::text::{Language, Span};

/// `1kg 당 0.2g mm`: the unit of the value behind is per that of the one before.
pub(super) fn rates(text: &str, mentions: &mut [Mention], verdicts: &mut [Option<Verdict>]) {
    for i in 1..mentions.len() {
        let Some([per, main]) = mentions.get_mut(i - 1..=i) else { continue };
        let between = text.get(per.whole.range().end..main.span.range().start).unwrap_or("").trim();
        let one = per.value == Value::Exact(Rational::from_integer(1.into()));
        let (true, true, Some(unit)) = (between == "당", one, per.unit.as_ref()) else { continue };
        let code = main.unit.as_ref().map_or("1", Unit::code);
        main.unit = Some(Unit::new(format!("{code}/{}", unit.code())));
        if let Some(verdict) = verdicts.get_mut(i - 1) {
            *verdict = Some(Verdict::Bounds(None, None));
        }
    }
}

/// 15를 가장 낮은 동작 주파수로 나눈 것보다 같거나 작은: a limit that is computed.
pub(super) fn quotients(text: &str, mentions: &mut [Mention], verdicts: &mut [Option<Verdict>]) {
    for (mention, verdict) in mentions.iter_mut().zip(verdicts) {
        let tail = behind(text, mention.whole.range().end);
        let (Some(words), Value::Exact(value), None) = (tail.strip_prefix(['를', '을']), &mention.value, &mention.unit)
        else {
            continue;
        };
        let Some((divisor, after)) = words.split_once("로 나눈 ") else { continue };
        if divisor.len() > 150 || divisor.contains([',', ';', '.']) {
            continue;
        }
        let compared = ["것", "값"].iter().find_map(|w| after.strip_prefix(w)).unwrap_or(after);
        let compared = compared.strip_prefix(['이', '의']).unwrap_or(compared).trim_start();
        if let Some(op) = comparator(compared, false) {
            mention.value = Value::Formula(quotient(value, divisor));
            mention.ratio = true;
            mention.unit = given_in(text.get(..mention.span.range().start).unwrap_or(""), Language::Ko);
            *verdict = Some(Verdict::Bounds(Some(op), None));
        }
    }
}

/// `DN 10 또는 NPS 3/8`: a nominal size in millimetres and again in inches.
pub(super) fn nominal_sizes(text: &str, mentions: &mut [Mention], verdicts: &mut [Option<Verdict>]) {
    for i in 0..mentions.len() {
        let Some((head, rest)) = mentions.split_at_mut_checked(i + 1) else { continue };
        let (Some(size), Some(again)) = (head.last_mut(), rest.first()) else { continue };
        let named = text.get(..size.span.range().start).is_some_and(|t| t.trim_end().ends_with("DN"));
        let between = text.get(size.whole.range().end..again.span.range().start).map(str::trim);
        if !named || size.unit.is_some() || between != Some("또는 NPS") {
            continue;
        }
        let literal = again.span.of(text).trim().into();
        size.unit = Some(Unit::new("mm"));
        size.aliases.push(Alias { value: again.value.clone(), unit: Unit::new("in"), literal, agrees: None });
        size.whole = Span::new(size.whole.range().start, again.whole.range().end);
        if let Some(verdict) = verdicts.get_mut(i + 1) {
            *verdict = Some(Verdict::Bounds(None, None));
        }
    }
}

/// 8을 곱한 값, 2.5로 나누어, 0.873의 곱: the value is part of a computation.
pub(super) fn computes(tail: &str) -> bool {
    let rest = tail.trim_start();
    let rest = ["을", "를", "으로", "로", "의"].iter().find_map(|p| rest.strip_prefix(p)).unwrap_or(rest).trim_start();
    ["곱", "나누", "나눈"].iter().any(|w| rest.starts_with(w))
}
