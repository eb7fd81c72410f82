//! Comparators of the Korean list. They follow the value, sometimes after brackets or
//! a noun that is counted: 2.7 GHz 초과하고, 75 W (48.75 dBm)를 초과, 2개 평면 이상,
//! 5% 혹은 그보다 큰, 0.9 µm 이하(보다 우수한). "우수한" gives the direction, never
//! the strictness, where another comparator stands beside it.

use super::Verdict;
use crate::grammar::formula::{given_in, quotient};
use crate::grammar::hangul::{behind, first_bytes, is_hangul};
use crate::grammar::mention::Mention;
use crate::grammar::scan::{Lexicon, scan};
use crate::grammar::{Reading, hangul};
use crate::model::{Alias, Op, Value};
use crate::quantity::{Rational, Unit};
use crate::text::{Language, Span};

/// Reads a paragraph of the Korean list.
pub fn read(text: &str) -> Reading {
    let lexicon = Lexicon {
        next_run: hangul::next_run,
        run_end: hangul::run_end,
        name_at: hangul::name_at,
        mention_at: hangul::mention_at,
    };
    let mut scanned = scan(text, &lexicon);
    let verdicts = verdicts(text, &mut scanned.mentions);
    super::assemble(text, scanned, verdicts)
}

/// Whether a comparator follows, so that what stands before it is a value.
pub fn compares(tail: &str) -> bool {
    tail_op(tail, false).is_some()
}

/// The comparator that a text announces for the values below it: 다음 중 하나를 초과하는, 다음 기준 중
/// 하나 미만인, 아래 이상의.
pub fn lead(text: &str) -> Option<Op> {
    const WORDS: [&str; 8] = ["중", "어느", "하나", "기준", "값", "것", "모두", "각"];
    let at = text.rfind("다음").map(|at| at + "다음".len()).or_else(|| Some(text.rfind("아래")? + "아래".len()))?;
    let mut rest = text.get(at..)?.trim_start();
    while let Some(after) = WORDS.iter().find_map(|w| rest.strip_prefix(w)) {
        rest = after.trim_start();
    }
    let rest = particle(rest).unwrap_or(rest).trim_start();
    comparator(rest, false)
}

/// Whether a value ends its paragraph: what follows only closes the sentence.
pub fn ends(tail: &str) -> bool {
    let rest = tail.trim_start();
    let rest = rest.strip_prefix("인 것").unwrap_or(rest).trim_start_matches([';', '.', ',', ' ']);
    rest.is_empty() || ["또는", "그리고", "및"].contains(&rest.trim_end())
}

/// How two neighbouring values are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
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

fn verdicts(text: &str, mentions: &mut [Mention]) -> Vec<Verdict> {
    let upwards = is_upwards(text);
    let mut verdicts: Vec<Option<Verdict>> = vec![None; mentions.len()];
    second_ranges(text, mentions, &mut verdicts);
    rates(text, mentions, &mut verdicts);
    quotients(text, mentions, &mut verdicts);
    nominal_sizes(text, mentions, &mut verdicts);
    tolerances(text, mentions, &mut verdicts);
    let mut ops: Vec<Option<Op>> =
        mentions.iter().map(|m| tail_op(behind(text, m.whole.range().end), upwards)).collect();
    for (i, m) in mentions.iter().enumerate() {
        let from = i.checked_sub(1).and_then(|p| mentions.get(p)).map_or(0, |p| p.whole.range().end);
        let head = text.get(from..m.span.range().start).unwrap_or("");
        if let Some(op) = ops.get_mut(i) {
            *op = op.or_else(|| head_op(head, m));
        }
    }
    let links: Vec<Link> = (0..mentions.len()).map(|i| link(text, mentions, i)).collect();
    ranges(text, mentions, &links, &mut ops);
    for i in (1..mentions.len()).rev() {
        if links.get(i) == Some(&Link::Shared)
            && let Some([left, right]) = ops.get_mut(i - 1..=i)
        {
            *left = left.or(*right);
        }
    }
    lists(text, mentions, &mut ops);
    let units = shared_units(mentions, &links);
    let mut out = Vec::with_capacity(mentions.len());
    for (i, mention) in mentions.iter().enumerate() {
        let settled = verdicts.get_mut(i).and_then(Option::take);
        let op = ops.get(i).copied().flatten();
        let unit = units.get(i).cloned().flatten();
        out.push(settled.unwrap_or_else(|| verdict(text, mention, op, unit)));
    }
    out
}

fn verdict(text: &str, mention: &Mention, op: Option<Op>, unit: Option<Unit>) -> Verdict {
    let tail = text.get(mention.whole.range().end..).unwrap_or("");
    let one = mention.unit.is_none() && mention.value == Value::Exact(Rational::from_integer(1.into()));
    match op {
        // 1개 이상 means any.
        Some(Op::AtLeast) if one && !mention.ratio && counts(tail) => Verdict::Word,
        Some(op) => Verdict::Bounds(vec![op], unit),
        None if unit.is_some() || mention.unit.is_some() || mention.ratio => Verdict::Bounds(vec![Op::Exactly], unit),
        None if is_copula(tail) => Verdict::Bounds(vec![Op::Exactly], None),
        None if computes(tail) => Verdict::Formula,
        None if is_many(mention) && is_within(tail) => Verdict::Bounds(vec![Op::Exactly], None),
        None if counts(tail) || names(tail) => Verdict::Word,
        None => Verdict::Unread("number-without-role"),
    }
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

/// 8을 곱한 값, 2.5로 나누어, 0.873의 곱: the value is part of a computation.
fn computes(tail: &str) -> bool {
    let rest = tail.trim_start();
    let rest = ["을", "를", "으로", "로", "의"].iter().find_map(|p| rest.strip_prefix(p)).unwrap_or(rest).trim_start();
    ["곱", "나누", "나눈"].iter().any(|w| rest.starts_with(w))
}

/// `223 ~ 373 K (-50 °C ~ 100 °C)`: the range in brackets is the one before it again.
fn second_ranges(text: &str, mentions: &mut [Mention], verdicts: &mut [Option<Verdict>]) {
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
                let literal = again.span.of(text).trim().to_owned();
                main.aliases.push(Alias { value: again.value.clone(), unit, literal, agrees: None });
            }
        }
        for at in [i - 1, i] {
            if let Some(verdict) = verdicts.get_mut(at) {
                *verdict = Some(Verdict::Bounds(Vec::new(), None));
            }
        }
    }
}

/// `1kg 당 0.2g mm`: the unit of the value behind is per that of the one before.
fn rates(text: &str, mentions: &mut [Mention], verdicts: &mut [Option<Verdict>]) {
    for i in 1..mentions.len() {
        let Some([per, main]) = mentions.get_mut(i - 1..=i) else { continue };
        let between = text.get(per.whole.range().end..main.span.range().start).unwrap_or("").trim();
        let one = per.value == Value::Exact(Rational::from_integer(1.into()));
        let (true, true, Some(unit)) = (between == "당", one, per.unit.as_ref()) else { continue };
        let code = main.unit.as_ref().map_or("1", Unit::code);
        main.unit = Some(Unit::new(format!("{code}/{}", unit.code())));
        if let Some(verdict) = verdicts.get_mut(i - 1) {
            *verdict = Some(Verdict::Bounds(Vec::new(), None));
        }
    }
}

/// 15를 가장 낮은 동작 주파수로 나눈 것보다 같거나 작은: a limit that is computed.
fn quotients(text: &str, mentions: &mut [Mention], verdicts: &mut [Option<Verdict>]) {
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
            *verdict = Some(Verdict::Bounds(vec![op], None));
        }
    }
}

/// `DN 10 또는 NPS 3/8`: a nominal size in millimetres and again in inches.
fn nominal_sizes(text: &str, mentions: &mut [Mention], verdicts: &mut [Option<Verdict>]) {
    for i in 0..mentions.len() {
        let Some((head, rest)) = mentions.split_at_mut_checked(i + 1) else { continue };
        let (Some(size), Some(again)) = (head.last_mut(), rest.first()) else { continue };
        let named = text.get(..size.span.range().start).is_some_and(|t| t.trim_end().ends_with("DN"));
        let between = text.get(size.whole.range().end..again.span.range().start).map(str::trim);
        if !named || size.unit.is_some() || between != Some("또는 NPS") {
            continue;
        }
        let literal = again.span.of(text).trim().to_owned();
        size.unit = Some(Unit::new("mm"));
        size.aliases.push(Alias { value: again.value.clone(), unit: Unit::new("in"), literal, agrees: None });
        size.whole = Span::new(size.whole.range().start, again.whole.range().end);
        if let Some(verdict) = verdicts.get_mut(i + 1) {
            *verdict = Some(Verdict::Bounds(Vec::new(), None));
        }
    }
}

/// `20 ± 0.01 °C`: an interval, both ends in it.
fn tolerances(text: &str, mentions: &mut [Mention], verdicts: &mut [Option<Verdict>]) {
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
            *low = Some(Verdict::Bounds(vec![Op::AtLeast], Some(unit.clone())));
            *high = Some(Verdict::Bounds(vec![Op::AtMost], Some(unit)));
        }
    }
}

/// 사거리 300 km, 총 충격용량이 0.84 MNs 이상: one comparator for a list of nouns and values. A
/// topic (자속밀도는 12 T) states its own.
fn lists(text: &str, mentions: &[Mention], ops: &mut [Option<Op>]) {
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

fn is_tilde(c: char) -> bool {
    matches!(c, '~' | '～' | '∼' | '〜' | '˜')
}

fn link(text: &str, mentions: &[Mention], i: usize) -> Link {
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
fn ranges(text: &str, mentions: &[Mention], links: &[Link], ops: &mut [Option<Op>]) {
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
            *low = Some(low.filter(|o| matches!(o, Op::Greater | Op::AtLeast)).unwrap_or(Op::AtLeast));
            *high = Some(high.filter(|o| matches!(o, Op::Less | Op::AtMost)).unwrap_or(Op::AtMost));
        }
    }
}

/// `15 ~ 38%`, `12에서 50 mm`, `373 K ~ 473`: one unit for both.
fn shared_units(mentions: &[Mention], links: &[Link]) -> Vec<Option<Unit>> {
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

/// Comparators before a value.
fn head_op(head: &str, mention: &Mention) -> Option<Op> {
    let head = head.trim_end();
    let word = |w: &str| head.strip_suffix(w).is_some_and(|h| !h.ends_with(is_hangul));
    for (sign, op) in [
        ("≤", Op::AtMost),
        ("<=", Op::AtMost),
        ("≥", Op::AtLeast),
        (">=", Op::AtLeast),
        ("<", Op::Less),
        (">", Op::Greater),
        ("=", Op::Exactly),
    ] {
        if head.ends_with(sign) {
            return Some(op);
        }
    }
    if word("약") || word("대략") {
        return Some(Op::About);
    }
    if word("최소") || word("최소한") || word("적어도") {
        return Some(Op::AtLeast);
    }
    ((word("최대") || word("최고")) && mention.unit.is_some()).then_some(Op::AtMost)
}

/// Words that may stand between a value and its comparator.
const FILLERS: usize = 2;

/// The comparator behind a value.
fn tail_op(tail: &str, upwards: bool) -> Option<Op> {
    let mut rest = tail;
    let mut words = 0;
    for _ in 0..8 {
        rest = rest.trim_start_matches([' ', '\u{a0}']);
        // 10^9개 입자 내에: what the noun is in, no comparator of the count.
        let inside = words > 0 && ["내에", "안에"].iter().any(|w| rest.starts_with(w));
        if let Some(op) = comparator(rest, upwards).filter(|_| !inside) {
            return Some(op);
        }
        if let Some(after) = ["rms", "RMS", "peak", "상의"].iter().find_map(|w| rest.strip_prefix(w)) {
            rest = after;
        } else if rest.starts_with('(') {
            rest = bracket(rest)?;
        } else if let Some(again) = rest.strip_prefix("즉, [") {
            // A formula again in square brackets.
            rest = again.split_once(']')?.1;
        } else if let Some(after) = particle(rest) {
            rest = after;
        } else {
            let end = rest.find([' ', '(', ',', ';', '.', ':']).unwrap_or(rest.len());
            let word = rest.get(..end)?;
            if let Some(op) = suffixed(word, rest, upwards) {
                return Some(op);
            }
            words += 1;
            if words > FILLERS || !is_filler(word) {
                return None;
            }
            rest = rest.get(end..)?;
        }
    }
    None
}

/// What follows a bracket that begins `text`.
fn bracket(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return text.get(i + 1..),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// 를, 을, 의 and their kind before a space or a comparator.
fn particle(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['를', '을', '의', '가', '이', '은', '는', '로'])?;
    let ends = rest.starts_with(' ') || ["초과", "이상", "이하", "미만", "넘"].iter().any(|w| rest.starts_with(w));
    ends.then_some(rest)
}

/// 축이상, 개미만: a counter and its comparator without a space.
fn suffixed(word: &str, rest: &str, upwards: bool) -> Option<Op> {
    let at = ["이상", "이하", "초과", "미만", "이내", "까지"].iter().filter_map(|w| word.find(w)).min()?;
    let counter = word.get(..at)?;
    let short = counter.chars().count() <= 5 && counter.chars().all(|c| is_hangul(c) || c.is_ascii_alphabetic());
    if short { comparator(rest.get(at..)?, upwards) } else { None }
}

/// Whether a word leaves a value and its comparator together.
fn is_filler(word: &str) -> bool {
    const ENDS: [&str; 24] = [
        "에서",
        "에",
        "로",
        "때",
        "고",
        "며",
        "는",
        "인",
        "한",
        "된",
        "및",
        "또는",
        "와",
        "과",
        "가",
        "이",
        "은",
        "그리고",
        "혹은",
        "당",
        "하여",
        "부터",
        "이나",
        "경우",
    ];
    let plain = word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '"' | '/' | '-' | '’' | '‘'));
    !word.is_empty() && plain && word.chars().count() <= 12 && !ENDS.iter().any(|e| word.ends_with(e))
}

/// The comparator that `text` begins with.
fn comparator(text: &str, upwards: bool) -> Option<Op> {
    let negated = |after: &str| {
        // "초과(우수하지 않은)하는": the bracket gives the direction of merit.
        let near = first_bytes(bracket(after).filter(|_| after.starts_with('(')).unwrap_or(after), 20);
        ["지 않", "지않", "지 아니", "지 못"].iter().any(|n| near.contains(n))
    };
    // "1 μs 내에서의 최대값" names a window.
    if text.starts_with("이상적") || text.starts_with("내에서의") {
        return None;
    }
    for (word, plain, denied) in [
        ("이상", Op::AtLeast, Op::AtLeast),
        ("이하", Op::AtMost, Op::AtMost),
        ("초과", Op::Greater, Op::AtMost),
        ("미만", Op::Less, Op::AtLeast),
        ("이내", Op::AtMost, Op::AtMost),
        ("안에", Op::AtMost, Op::AtMost),
        ("내에", Op::AtMost, Op::AtMost),
        ("까지", Op::AtMost, Op::AtMost),
        ("넘", Op::Greater, Op::AtMost),
        ("상회", Op::Greater, Op::AtMost),
        ("하회", Op::Less, Op::AtLeast),
    ] {
        if let Some(after) = text.strip_prefix(word) {
            return Some(if negated(after) { denied } else { plain });
        }
    }
    if let Some(after) = text.strip_prefix("보다") {
        return adjective(after, false, upwards);
    }
    symbol(text).or_else(|| equal_or(text, upwards))
}

/// `10 Hz ≤F`: the sign stands behind the value.
fn symbol(text: &str) -> Option<Op> {
    let (sign, op) = [
        ("≤", Op::AtLeast),
        ("<=", Op::AtLeast),
        ("≥", Op::AtMost),
        (">=", Op::AtMost),
        ("<", Op::Greater),
        (">", Op::Less),
    ]
    .into_iter()
    .find(|(s, _)| text.starts_with(s))?;
    text.get(sign.len()..)?.trim_start().starts_with(|c: char| c.is_ascii_alphabetic()).then_some(op)
}

/// 또는 그 이상, 혹은 그보다 큰, 이거나 이보다 우수한, 와 같거나 또는 이를 초과.
fn equal_or(text: &str, upwards: bool) -> Option<Op> {
    let same = ["와 같거나", "과 같거나", "와 동일하거나", "과 동일하거나", "같거나", "이거나", "거나"]
        .iter()
        .find_map(|p| text.strip_prefix(p));
    let or = |t: &str| {
        ["또는", "혹은", "이나", "나 "].iter().find_map(|p| t.strip_prefix(p)).map(|r| r.trim_start().to_owned())
    };
    let rest = match same {
        Some(rest) => {
            let rest = rest.trim_start_matches([',', ' ']);
            or(rest).unwrap_or_else(|| rest.to_owned())
        }
        None => or(text)?,
    };
    let rest = rest.trim_start_matches([' ', ',']);
    // 20% 또는 이상의
    if rest.starts_with("이상") && same.is_none() {
        return Some(Op::AtLeast);
    }
    let reference = ["그", "이를", "이"].iter().find_map(|p| {
        rest.strip_prefix(p)
            .map(str::trim_start)
            .filter(|r| ["이상", "이하", "보다", "초과"].iter().any(|w| r.starts_with(w)))
    });
    if let Some(rest) = reference {
        return if rest.starts_with("이상") || rest.starts_with("초과") {
            Some(Op::AtLeast)
        } else if rest.starts_with("이하") {
            Some(Op::AtMost)
        } else {
            adjective(rest.strip_prefix("보다")?, true, upwards)
        };
    }
    if let Some(rest) = rest.strip_prefix("보다") {
        return adjective(rest, true, upwards);
    }
    same.and_then(|_| adjective(rest, true, upwards))
}

/// The adjective of a comparison: 큰, 작은, 우수한; 같거나 before it, or 거나 같은 behind
/// it, includes the value.
fn adjective(text: &str, inclusive: bool, upwards: bool) -> Option<Op> {
    const UP: [&str; 18] = [
        "큰", "크", "클", "많", "높", "긴", "길", "무거", "빠", "두꺼", "넓", "상위", "이상", "초과", "강", "깊", "큼",
        "먼",
    ];
    const DOWN: [&str; 14] =
        ["작", "적", "낮", "짧", "얇", "느", "가벼", "좁", "미세", "이하", "미만", "약", "가는", "얕"];
    const MERIT: [&str; 6] = ["우수", "좋", "정밀", "나은", "뛰어", "양호"];
    let rest = text.trim_start_matches(' ');
    let (rest, equal) = match ["같거나", "같거나,"].iter().find_map(|p| rest.strip_prefix(p)) {
        Some(rest) => (rest, true),
        None => (rest, inclusive),
    };
    let rest = rest.trim_start_matches([' ', ',']);
    let rest = rest.strip_prefix("더").unwrap_or(rest).trim_start();
    let any = |words: &[&str]| words.iter().any(|w| rest.starts_with(w));
    let up = if any(&MERIT) {
        upwards
    } else if any(&UP) {
        true
    } else if any(&DOWN) {
        false
    } else {
        return None;
    };
    let near = first_bytes(rest, 24);
    let equal = equal || near.contains("거나 같") || near.contains("나 같");
    Some(match (up, equal) {
        (true, true) => Op::AtLeast,
        (true, false) => Op::Greater,
        (false, true) => Op::AtMost,
        (false, false) => Op::Less,
    })
}

/// Whether a paragraph speaks of a parameter of which more is better. Of all others
/// (accuracy, resolution, error, noise, stability) less is better.
fn is_upwards(text: &str) -> bool {
    ["순도", "이득", "감쇠", "효율", "AGMA", "감도'가 -", "투과율", "선택도"].iter().any(|w| text.contains(w))
}
