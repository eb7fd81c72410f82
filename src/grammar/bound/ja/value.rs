//! Values with their units, signs and aliases.

use super::angle::settled;
use super::{compare, formula};
use crate::grammar::kanji::{is_numeral, number};
use crate::grammar::mention::Mention;
use crate::grammar::unit_ja::{self, Printed};
use crate::model::{Alias, Value};
use crate::quantity::rational::power_of_ten;
use crate::quantity::{Rational, Unit};
use crate::text::Span;

/// The mention whose first numeral is at `at`.
pub fn mention_at(text: &str, at: usize) -> Option<Mention> {
    if let Some(formula) = formula::mention_at(text, at) {
        return Some(formula);
    }
    let before = text.get(..at)?;
    let rest = text.get(at..)?;
    let number = number(rest)?;
    let (start, minus, plus_minus) = sign(before);
    let mut end = at + number.length;
    let mut value = if minus { -number.value } else { number.value };
    let mut unit = None;
    let tail = text.get(end..)?;
    let size = nominal(before, tail);
    let inches = size.as_ref().and_then(|_| nominal_inches(&value));
    if let Some(p) = size.or_else(|| unit_ja::unit(tail)) {
        end += p.length;
        // スピンドルを一回転させた場合: no rate.
        let turn = p.code == "r" && at + '一'.len_utf8() + p.length == end && rest.starts_with('一');
        unit = (!p.counter && !turn).then(|| Unit::new(settled(text, at, end, p.code)));
    } else if let Some((factor, length)) = multiple(tail) {
        value *= factor;
        end += length;
    } else if before.ends_with("マッハ数が") || before.ends_with("マッハ") {
        unit = Some(Unit::new("Mach"));
    }
    let (mut aliases, whole_end) = aliases(text, end);
    if let Some(inches) = inches {
        let literal = text.get(start..end)?.into();
        aliases.push(Alias { value: Value::Exact(inches), unit: Unit::new("in"), literal, agrees: None });
    }
    Some(Mention {
        value: Value::Exact(value),
        unit,
        plus_minus,
        ratio: number.ratio,
        span: Span::new(start, end),
        whole: Span::new(start, whole_end),
        aliases,
    })
}

/// 呼び径が二五Ａ: nominal sizes of JIS stand for millimetres.
fn nominal(before: &str, tail: &str) -> Option<Printed> {
    let after = tail.trim_start_matches([' ', '\u{3000}']).strip_prefix('Ａ')?;
    let clause = before.get(before.rfind(['、', '。', '（']).unwrap_or(0)..)?;
    let compared = compare::direct(after).is_some();
    (compared && clause.contains("呼び径")).then(|| Printed {
        code: "mm".to_owned(),
        length: tail.len() - after.len(),
        counter: false,
    })
}

/// The nominal size in inches of a pipe of 25Ａ, by JIS G 3452.
fn nominal_inches(millimetres: &Rational) -> Option<Rational> {
    const EIGHTHS: [(i64, i64); 11] =
        [(10, 3), (15, 4), (20, 6), (25, 8), (32, 10), (40, 12), (50, 16), (65, 20), (80, 24), (90, 28), (100, 32)];
    let (_, eighths) = EIGHTHS.iter().find(|(mm, _)| *millimetres == Rational::from_integer((*mm).into()))?;
    Some(Rational::new((*eighths).into(), 8.into()))
}

/// 三ギガ以上の中性子: a prefix without its unit.
fn multiple(tail: &str) -> Option<(Rational, usize)> {
    let (word, power) =
        [("キロ", 3), ("メガ", 6), ("ギガ", 9), ("テラ", 12)].into_iter().find(|(w, _)| tail.starts_with(w))?;
    compare::direct(tail.get(word.len()..)?)?;
    Some((power_of_ten(power)?, word.len()))
}

/// Where the number begins with its sign: 零下, マイナス, プラスマイナス, ±.
fn sign(before: &str) -> (usize, bool, bool) {
    for (word, minus, both) in [
        ("プラスマイナス", false, true),
        ("±", false, true),
        ("零下", true, false),
        ("マイナス", true, false),
        ("負の", true, false),
        ("－", true, false),
    ] {
        if let Some(head) = before.strip_suffix(word) {
            return (head.len(), minus, both);
        }
    }
    (before.len(), false, false)
}

/// Brackets behind a value that hold nothing but the same value in another unit:
/// 七五ワット（四八・七五ディービーエム）; words may say of what, where a comparator follows the
/// brackets: 二〇ディービーエム（等価等方輻射電力が二二・一五ディービーエム）以上.
fn aliases(text: &str, end: usize) -> (Vec<Alias>, usize) {
    let none = (Vec::new(), end);
    let Some(inner) = text.get(end..).and_then(|t| t.strip_prefix('（')) else { return none };
    let Some(close) = closing(inner) else { return none };
    let (Some(inside), Some(after)) = (inner.get(..close), inner.get(close + '）'.len_utf8()..)) else { return none };
    let mut found = Vec::new();
    for part in inside.split(['、', '＝']) {
        match alias(part).or_else(|| named(part, after)) {
            Some(alias) => found.push(alias),
            None => return none,
        }
    }
    (found, text.len() - after.len())
}

/// Where the bracket that is open at the start of `text` closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (i, c) in text.char_indices().take(80) {
        match c {
            '（' => depth += 1,
            '）' if depth == 0 => return Some(i),
            '）' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn named(part: &str, after: &str) -> Option<Alias> {
    compare::direct(after)?;
    let first = part.find(is_numeral)?;
    part.get(..first)?.ends_with('が').then(|| part.get(first..).and_then(alias))?
}

fn alias(part: &str) -> Option<Alias> {
    let bare = ["約", "すなわち"].iter().find_map(|p| part.strip_prefix(p)).unwrap_or(part);
    let (bare, minus) = match ["零下", "マイナス", "－"].iter().find_map(|m| bare.strip_prefix(m)) {
        Some(rest) => (rest, true),
        None => (bare, false),
    };
    let n = number(bare)?;
    let printed = unit_ja::unit(bare.get(n.length..)?)?;
    (n.length + printed.length == bare.len() && !printed.counter).then(|| Alias {
        value: Value::Exact(if minus { -n.value } else { n.value }),
        unit: Unit::new(printed.code),
        literal: part.into(),
        agrees: None,
    })
}
