//! Limits that are computed: printed formulae (次に掲げる式により算定した値未満のもの), and
//! those in words (長さに〇・〇〇一を乗じて得た数値に一・二五を加えた数値以下, N を周波数の二乗で除した値).

use super::compare::direct;
use crate::grammar::bound::Verdict;
use crate::grammar::kanji::{Number, number};
use crate::grammar::mention::Mention;
use crate::grammar::unit_ja;
use crate::model::{Op, Value};
use crate::quantity::{Rational, Unit, rational};
use crate::text::Span;
use crate::text::fold::half_width;

/// The formula that a text prints behind the words 式により…値: its bytes, and how its
/// value compares.
fn printed(text: &str) -> Option<(std::ops::Range<usize>, Op)> {
    let cue = text.find("式により")?;
    let tail = text.get(cue..)?;
    let value = tail.find("値")? + "値".len();
    let op = direct(tail.get(value..)?)?;
    let start = cue + value + tail.get(value..)?.find(' ')? + 1;
    let rest = text.get(start..)?;
    let end = rest.find([' ', '。']).unwrap_or(rest.len());
    Some((start..start + end, op))
}

/// The formula around the numeral at `at`, with the unit printed behind it.
pub fn mention_at(text: &str, at: usize) -> Option<Mention> {
    if !text.get(at..)?.starts_with(|c: char| ('０'..='９').contains(&c)) {
        return None;
    }
    let range = printed(text).map(|(range, _)| range).filter(|r| r.contains(&at)).or_else(|| inline(text, at))?;
    let unit = unit_ja::unit(text.get(range.end..)?.trim_start());
    let value = Value::Formula(folded(text.get(range.clone())?));
    let span = Span::new(range.start, range.end);
    let unit = unit.map(|u| Unit::new(u.code)).or_else(|| expressed(text.get(..range.start)?));
    Some(Mention { value, unit, plus_minus: false, ratio: true, span, whole: span, aliases: Vec::new() })
}

/// How the formula at `start` compares, if words before it say so.
pub fn announced(text: &str, start: usize) -> Option<Op> {
    printed(text).filter(|(range, _)| range.start == start).map(|(_, op)| op)
}

/// A formula in the line: １．７＋Ｌ／１，０００. It has an operator and a letter.
fn inline(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let part = |c: char| {
        let h = half_width(c);
        h.is_ascii_alphanumeric() || matches!(h, '+' | '-' | '−' | '*' | '/' | '.' | ',' | '×' | '÷' | '^' | 'λ')
    };
    let rest = text.get(at..)?;
    let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
    let whole = rest.get(..end)?;
    let operator = whole.contains(['＋', '×', '÷', '／', '/', '+', '*', '−', '－', '＊']);
    let letter = whole.chars().any(|c| half_width(c).is_ascii_alphabetic() || c == 'λ');
    (operator && letter && !text.get(..at)?.ends_with(part)).then_some(at..at + end)
}

/// As printed, with half-width digits and signs, without separators of thousands.
fn folded(printed: &str) -> String {
    let mut out = String::with_capacity(printed.len());
    for c in printed.chars().filter(|c| !c.is_whitespace()) {
        match half_width(c) {
            ',' => {}
            '−' => out.push('-'),
            c => out.push(c),
        }
    }
    out
}

/// The unit in which words say that the compared quantity is given, the first of its
/// clause: マイクロメートルで表した不確かさがミリメートルで表した長さに….
pub fn expressed(before: &str) -> Option<Unit> {
    // センチメートルで表した値が、…: the clause goes on.
    let start = before
        .char_indices()
        .rev()
        .find(|(i, c)| matches!(c, '。' | '（') || *c == '、' && !before.get(..*i).is_some_and(|h| h.ends_with('が')))
        .map_or(0, |(i, _)| i);
    let clause = before.get(start..)?;
    let at = clause.find("で表した").or_else(|| clause.find("での"))?;
    ending(clause.get(..at)?).map(Unit::new)
}

/// The unit of a quotient: キロワットで表した出力を立方メートルで表した体積で除した値が is in kW/m^3; a
/// divisor without a unit leaves that of the dividend. Other computations have none.
pub fn quotient_unit(clause: &str) -> Option<Unit> {
    let (dividend, rest) = clause.split_once("で表した")?;
    let (words, divisor) = rest.split_once('を')?;
    // ナノメートルで表した波長に〇・二五を乗じて得た数値を…: a factor keeps the unit.
    let divisor = match divisor.strip_prefix("乗じて得た数値を") {
        Some(divisor) if words.contains('に') => divisor,
        Some(_) => return None,
        None => divisor,
    };
    let (divisor, value) = divisor.split_once("で除し")?;
    if !["た値", "た数値", "て得た値", "て得た数値"].iter().any(|w| value.starts_with(w)) || divisor.contains("乗じ")
    {
        return None;
    }
    let above = ending(dividend)?;
    match divisor.split_once("で表した") {
        Some((below, _)) => Some(Unit::new(format!("{above}/{}", ending(below)?.replace('.', "/")))),
        None => Some(Unit::new(above)),
    }
}

/// The longest unit that a text ends with.
fn ending(text: &str) -> Option<String> {
    let starts = text.char_indices().rev().take(16).filter_map(|(i, _)| {
        let tail = text.get(i..)?;
        let inside = text.get(..i)?.ends_with(|c: char| matches!(c, 'ァ'..='ヺ' | 'ー'));
        let unit = unit_ja::unit(tail).filter(|u| !u.counter && u.length == tail.len() && !inside)?;
        Some(unit.code)
    });
    starts.last()
}

/// The verdict on a number that takes part in a computation; it may become a formula.
/// `tail` is what follows the mention, `gap` what stands between it and the one before.
pub fn verdict(text: &str, m: &mut Mention, tail: &str, gap: &str) -> Option<Verdict> {
    if let Value::Formula(_) = &m.value {
        let op = direct(tail).or_else(|| announced(text, m.span.range().start));
        return Some(op.map_or(Verdict::Unread("formula-without-comparator"), |op| Verdict::Bounds(Some(op), None)));
    }
    let before = text.get(..m.span.range().start)?;
    if let Some(rest) = tail.strip_prefix("を乗じて得た") {
        return multiplied(before, m, rest.trim_start_matches(['数', '値']));
    }
    if let Some(rest) = tail.strip_prefix('に') {
        if let Some(verdict) = percent_and(m, rest) {
            return Some(verdict);
        }
        // 一、七〇〇に…の二・六五乗を乗じたもの: a factor.
        let near = rest.char_indices().nth(48).map_or(rest, |(i, _)| rest.get(..i).unwrap_or(""));
        return (m.unit.is_none() && near.contains("乗じ")).then_some(Verdict::Formula);
    }
    if tail.starts_with('乗') && m.unit.is_none() {
        return Some(Verdict::Formula);
    }
    // The constant of the formula before it.
    if tail.starts_with("を加えた") && gap.starts_with("を乗じて得た")
        || tail.starts_with("を加えて得た") && gap == "に"
    {
        return Some(Verdict::Formula);
    }
    quotient(before, m, tail)
}

/// 〇・〇〇一を乗じて得た数値に一・二五を加えた数値以下, 一〇立方センチメートル毎ワットを乗じて得た数値未満.
fn multiplied(before: &str, m: &mut Mention, rest: &str) -> Option<Verdict> {
    // 波長に〇・三五を乗じて得た数値を…で除して得た数値: the constant of a formula that the other lists
    // print by itself.
    if m.unit.is_none() && rest.strip_prefix('を').is_some_and(|r| r.contains("で除し")) {
        return Some(Verdict::Bounds(Some(Op::Exactly), None));
    }
    let Some(sum) = rest.strip_prefix('に') else {
        return Some(direct(rest).map_or(Verdict::Formula, |op| Verdict::Bounds(Some(op), None)));
    };
    let constant = number(sum)?;
    let op = added(sum.get(constant.length..)?)?;
    let Value::Exact(slope) = &m.value else { return None };
    m.value = linear(&constant, slope);
    Some(Verdict::Bounds(Some(op), expressed(before)))
}

/// を加えた数値以下, を加えて得た数値未満.
fn added(text: &str) -> Option<Op> {
    let after = text.strip_prefix("を加えた").or_else(|| text.strip_prefix("を加えて得た"))?;
    direct(after.trim_start_matches(['数', '値']))
}

/// 長さの十万分の六パーセントに〇・〇〇〇八ミリメートルを加えて得た数値未満.
fn percent_and(m: &mut Mention, rest: &str) -> Option<Verdict> {
    if m.unit.as_ref().map(Unit::code) != Some("%") {
        return None;
    }
    let constant = number(rest)?;
    let unit = unit_ja::unit(rest.get(constant.length..)?)?;
    let op = added(rest.get(constant.length + unit.length..)?)?;
    let Value::Exact(percent) = &m.value else { return None };
    m.value = linear(&constant, &(percent / Rational::from_integer(100.into())));
    Some(Verdict::Bounds(Some(op), Some(Unit::new(unit.code))))
}

/// `1.25+L/1000`.
fn linear(constant: &Number, slope: &Rational) -> Value {
    let inverse = slope.recip();
    let term = if inverse.is_integer() {
        format!("L/{}", rational::print(&inverse))
    } else {
        format!("{}*L", rational::print(slope))
    };
    Value::Formula(format!("{}+{term}", rational::print(&constant.value)))
}

/// 五〇五・六二を…の二乗で除した値を超える, チャネル数と一五の積を…で除した値以下.
fn quotient(before: &str, m: &mut Mention, tail: &str) -> Option<Verdict> {
    let (product, rest) = match (tail.strip_prefix("の積を"), tail.strip_prefix('を')) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        _ => return None,
    };
    let at = rest.find("で除した").filter(|n| *n < 150)?;
    let divisor = rest.get(..at)?;
    if divisor.contains(['、', '。', '（']) {
        return None;
    }
    let after =
        rest.get(at..)?.trim_start_matches("で除した").trim_start_matches("て得た").trim_start_matches(['数', '値']);
    let op = direct(after)?;
    // 〇・〇七度を緯度の余弦で除した値: the other lists print the angle alike, 0.07 deg sec(Lat).
    if m.unit.is_some() {
        return Some(Verdict::Bounds(Some(op), None));
    }
    let Value::Exact(value) = &m.value else { return None };
    let factor = if product { "*N" } else { "" };
    m.value = Value::Formula(format!("{}{factor}/{}", rational::print(value), variable(divisor)));
    m.ratio = true;
    Some(Verdict::Bounds(Some(op), expressed(before)))
}

/// The letter of a quantity, as the other lists print it; else its own words.
fn variable(words: &str) -> String {
    let words = words.split_once("で表した").map_or(words, |(_, w)| w);
    let (words, square) = words.strip_suffix("の二乗").map_or((words, ""), |w| (w, "^2"));
    let name = [("周波数", "f"), ("波長", "λ"), ("長さ", "L")]
        .iter()
        .find(|(w, _)| words.ends_with(w))
        .map_or(words, |(_, letter)| letter);
    format!("{name}{square}")
}
