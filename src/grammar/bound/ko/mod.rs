//! Bounds of the Korean list. Comparators follow the value, sometimes after brackets or
//! a noun that is counted: 2.7 GHz 초과하고, 75 W (48.75 dBm)를 초과, 2개 평면 이상.

mod compare;
mod computed;
mod denial;
mod link;

pub use compare::{compares, ends, lead};

use compare::{bracket, head_op, is_upwards, particle, tail_op};
use link::Link;

use super::{Verdict, Verdicts};
use crate::grammar::hangul::{behind, first_bytes, is_hangul};
use crate::grammar::mention::Mention;
use crate::grammar::scan::{Lexicon, scan};
use crate::grammar::{Reading, counted, grade, hangul};
use crate::model::{Op, Value};
use crate::quantity::{Rational, Unit};
use crate::text::Language;

/// Reads a paragraph of the Korean list.
pub fn read(text: &str) -> Reading {
    let lexicon = Lexicon {
        run_end: hangul::run_end,
        name_at: |text, at| hangul::name_at(text, at).filter(|_| !is_grade(text, at..hangul::run_end(text, at))),
        mention_at: hangul::mention_at,
    };
    let mut scanned = scan(text, &lexicon, |stretch| hangul::next_run(text, stretch));
    let verdicts = verdicts(text, &mut scanned.mentions);
    super::assemble(text, scanned, verdicts)
}

fn verdicts(text: &str, mentions: &mut [Mention]) -> Verdicts {
    let upwards = is_upwards(text);
    let mut verdicts: Vec<Option<Verdict>> = vec![None; mentions.len()];
    link::second_ranges(text, mentions, &mut verdicts);
    computed::rates(text, mentions, &mut verdicts);
    computed::quotients(text, mentions, &mut verdicts);
    computed::nominal_sizes(text, mentions, &mut verdicts);
    link::tolerances(text, mentions, &mut verdicts);
    let mut ops: Vec<Option<Op>> =
        mentions.iter().map(|m| tail_op(behind(text, m.whole.range().end), upwards)).collect();
    for (i, m) in mentions.iter().enumerate() {
        let from = i.checked_sub(1).and_then(|p| mentions.get(p)).map_or(0, |p| p.whole.range().end);
        let head = text.get(from..m.span.range().start).unwrap_or("");
        if let Some(op) = ops.get_mut(i) {
            *op = op.or_else(|| head_op(head, m));
        }
    }
    let links: Vec<Link> = (0..mentions.len()).map(|i| link::link(text, mentions, i)).collect();
    link::ranges(text, mentions, &links, &mut ops);
    for i in (1..mentions.len()).rev() {
        if links.get(i) == Some(&Link::Shared)
            && let Some([left, right]) = ops.get_mut(i - 1..=i)
        {
            *left = left.or(*right);
        }
    }
    link::lists(text, mentions, &mut ops);
    link::further(text, mentions, &mut ops);
    let units = link::shared_units(mentions, &links);
    let mut out = Verdicts::with_capacity(mentions.len());
    for (i, mention) in mentions.iter().enumerate() {
        let settled = verdicts.get_mut(i).and_then(Option::take);
        let op = ops.get(i).copied().flatten();
        let unit = units.get(i).cloned().flatten();
        out.push(settled.unwrap_or_else(|| verdict(text, mention, op, unit)));
    }
    denial::turn(text, mentions, &links, &mut out);
    out
}

fn verdict(text: &str, mention: &Mention, op: Option<Op>, unit: Option<Unit>) -> Verdict {
    let tail = text.get(mention.whole.range().end..).unwrap_or("");
    let one = mention.unit.is_none() && mention.value == Value::Exact(Rational::from_integer(1.into()));
    if is_grade(text, mention.span.range()) {
        return Verdict::Unread("grade");
    }
    // K = 1.7×10^3V2.65 Q: the power of V has lost its script.
    if mention.unit.is_some() && is_decimal(text.get(mention.span.range().end..).unwrap_or("")) {
        return Verdict::Formula;
    }
    match op {
        // 1개 이상 means any.
        Some(Op::AtLeast) if one && !mention.ratio && counts(tail) => Verdict::Word,
        Some(_) if unit.is_none() && mention.unit.is_none() && !mention.ratio && counted::is_unknown_unit_ko(tail) => {
            Verdict::Unread("unknown-unit")
        }
        Some(op) => Verdict::Bounds(Some(op), unit),
        None if unit.is_some() || mention.unit.is_some() || mention.ratio => Verdict::Bounds(Some(Op::Exactly), unit),
        None if is_copula(tail) => Verdict::Bounds(Some(Op::Exactly), None),
        None if computed::computes(tail) => Verdict::Formula,
        None if is_many(mention) && is_within(tail) => Verdict::Bounds(Some(Op::Exactly), None),
        None if names(tail) && counted::is_unknown_unit_ko(tail) => Verdict::Unread("unknown-unit"),
        None if counts(tail) || names(tail) => Verdict::Word,
        None => Verdict::Unread("number-without-role"),
    }
}

fn is_grade(text: &str, range: std::ops::Range<usize>) -> bool {
    grade::is_compared(text, &range, Language::Ko)
}

/// Whether a number with decimals begins `text`.
fn is_decimal(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.strip_prefix('.').is_some_and(|d| d.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a count is too high to be one of parts.
fn is_many(mention: &Mention) -> bool {
    matches!(&mention.value, Value::Exact(v) if *v >= Rational::from_integer(100.into()))
}

/// 10^9개 입자 내에, 1,024 point일 경우: the count that another is stated for.
fn is_within(tail: &str) -> bool {
    first_bytes(tail, 40).contains("내에")
        || ["point일 경우", "포인트일 경우"].iter().any(|w| tail.trim_start().starts_with(w))
}

/// Whether what follows counts things: 개, 축, 레벨.
fn counts(tail: &str) -> bool {
    const COUNTERS: [&str; 18] = [
        "point", "개", "축", "대", "명", "번", "회", "층", "쌍", "가지", "종", "단", "레벨", "채널", "배", "소자",
        "파장", "평면",
    ];
    let tail = tail.trim_start_matches(' ');
    COUNTERS.iter().any(|c| tail.starts_with(c)) || tail.starts_with("또는 그 이상의 ")
}

/// Whether the value is the first part of a word, and not merely followed by a particle
/// (15를 … 나눈 것), which may hide a limit.
fn names(tail: &str) -> bool {
    tail.starts_with(is_hangul) && particle(tail).is_none()
}

/// 1이고, 7이며: the value is said to be.
fn is_copula(tail: &str) -> bool {
    let tail = bracket(tail).filter(|_| tail.starts_with('(')).map_or(tail, str::trim_start);
    ["이고", "이며", "인 것", "인 경우", "일 때", "이다", "로 하"].iter().any(|c| tail.starts_with(c))
}
