//! Comparators of the Japanese list. They follow the value: 一五キロワットを超える,
//! 二七・五度以上, 超 and 以下 in one breath (六・八ギガヘルツ超八・五ギガヘルツ以下); a rate's
//! denominator comes before it (一時間につき〇・四キログラム以上).

mod angle;
mod announce;
mod compare;
mod formula;
mod rate;
mod value;

pub use announce::{Announced, announced};
pub use compare::lead;

use super::{Verdict, Verdicts};
use crate::grammar::kanji::is_numeral;
use crate::grammar::mention::Mention;
use crate::grammar::scan::{Lexicon, scan};
use crate::grammar::{ClaimKind, Reading, grade, name_ja};
use crate::model::{Op, Value};
use crate::quantity::{Rational, Unit};
use crate::text::Language;

/// Reads a paragraph of the Japanese list.
pub fn read(text: &str) -> Reading {
    let lexicon = Lexicon { run_end, name_at, mention_at: value::mention_at };
    let mut scanned = scan(text, &lexicon, |stretch| next_run(text, stretch));
    let verdicts = verdicts(text, &mut scanned.mentions);
    super::assemble(text, scanned, verdicts)
}

fn next_run(text: &str, stretch: std::ops::Range<usize>) -> Option<usize> {
    let from = stretch.start;
    text.get(stretch)?.find(is_numeral).map(|n| from + n)
}

fn run_end(text: &str, start: usize) -> usize {
    start + text.get(start..).map_or(0, name_ja::run)
}

fn name_at(text: &str, at: usize) -> Option<crate::grammar::scan::Named> {
    if formula::mention_at(text, at).is_some() || is_grade(text, at..run_end(text, at)) {
        return None;
    }
    if text.get(at..)?.starts_with(rate::DAY) {
        return Some((at..at + rate::DAY.len(), ClaimKind::Word));
    }
    // 一時間につき: a denominator of one is part of the unit that follows.
    let one = text.get(at..)?.strip_prefix('一');
    if let Some((_, n)) = one.and_then(rate::per) {
        return Some((at..at + '一'.len_utf8() + n, ClaimKind::Word));
    }
    name_ja::name_at(text, at)
}

fn is_grade(text: &str, range: std::ops::Range<usize>) -> bool {
    grade::is_compared(text, &range, Language::Ja)
}

/// Mentions with the text between them.
struct Gaps<'t> {
    text: &'t str,
    /// Start of a mention, and end with its aliases.
    ends: Vec<(usize, usize)>,
}

impl<'t> Gaps<'t> {
    /// What stands between a mention and the one before.
    fn before(&self, i: usize) -> &'t str {
        let from = i.checked_sub(1).and_then(|p| self.ends.get(p)).map_or(0, |e| e.1);
        self.ends.get(i).and_then(|e| self.text.get(from..e.0)).unwrap_or("")
    }

    /// All that follows a mention.
    fn tail(&self, i: usize) -> &'t str {
        self.ends.get(i).and_then(|e| self.text.get(e.1..)).unwrap_or("")
    }
}

fn verdicts(text: &str, mentions: &mut [Mention]) -> Verdicts {
    let ends = mentions.iter().map(|m| (m.span.range().start, m.whole.range().end)).collect();
    let gaps = Gaps { text, ends };
    let mut verdicts = Verdicts::with_capacity(mentions.len());
    let mut carried: Option<String> = None;
    for i in 0..mentions.len() {
        let (gap, tail) = (gaps.before(i), gaps.tail(i));
        let Some((earlier, rest)) = mentions.split_at_mut_checked(i) else { continue };
        let Some(m) = rest.first_mut() else { continue };
        if is_grade(text, m.span.range()) {
            verdicts.push(Verdict::Unread("grade"));
            continue;
        }
        if let Some(verdict) = formula::verdict(text, m, tail, gap) {
            verdicts.push(verdict);
            continue;
        }
        // The second end of a range has the denominator of the first.
        let linked =
            ["以上", "超", "を超え", "から", "以上、", "を超え、", "以上又は", "以下又は", "未満又は"].contains(&gap);
        let rate = rate::rate(gap).or_else(|| carried.take().filter(|_| linked));
        carried.clone_from(&rate);
        if let Some(rate) = rate.filter(|_| !is_denominator(tail)) {
            divide(m, &rate);
        }
        let op = compare::comparator(tail);
        if m.unit.is_none()
            && op.is_some()
            && let Some(unit) = unit_in_words(text, m)
        {
            m.unit = Some(unit);
        }
        let op = op.or_else(|| range_end(&gaps, i));
        let verdict = match op {
            Some(op) if compare::is_denied(tail) => {
                // Of a range neither end is denied by itself.
                if linked && let Some(low) = verdicts.last_mut() {
                    *low = Verdict::Unread("denied-together");
                    Verdict::Unread("denied-together")
                } else {
                    Verdict::Bounds(Some(op.denied()), None)
                }
            }
            Some(op) => Verdict::Bounds(Some(op), None),
            None if m.unit.is_some()
                || m.ratio
                || is_denominator(tail)
                || is_exact_count(m, tail, gap, verdicts.last()) =>
            {
                Verdict::Bounds(Some(Op::Exactly), None)
            }
            None => unitless(text, m, tail, earlier),
        };
        verdicts.push(verdict);
    }
    shared(&gaps, mentions, &mut verdicts);
    verdicts
}

/// 五ミリメートル当たり: the value is itself a denominator.
fn is_denominator(tail: &str) -> bool {
    ["当たり", "あたり", "につき"].iter().any(|p| tail.starts_with(p))
}

fn divide(m: &mut Mention, rate: &str) {
    let code = m.unit.as_ref().map_or("1", Unit::code);
    if !code.contains(rate) {
        // A temperature has no rate in the lists, an angle has.
        m.unit = Some(Unit::new(code.replace("Cel", "deg") + rate));
    }
}

/// The ends of 〇から五ミリメートル and 二度から三度まで: both belong to the range.
fn range_end(gaps: &Gaps<'_>, i: usize) -> Option<Op> {
    let linked = |i: usize| {
        let gap = gaps.before(i);
        i > 0 && i < gaps.ends.len() && gap.starts_with("から") && gap.chars().count() <= 4
    };
    if linked(i + 1) { Some(Op::AtLeast) } else { linked(i).then_some(Op::AtMost) }
}

/// The unit that the words before a bare number name: 統一原子質量単位で表した質量が二三〇以上. The
/// result of a computation has its own.
fn unit_in_words(text: &str, m: &Mention) -> Option<Unit> {
    const COMPUTED: [&str; 8] = ["乗じ", "除し", "積", "商", "比", "加え", "和", "差"];
    if m.plus_minus || !matches!(m.value, Value::Exact(_)) {
        return None;
    }
    let before = text.get(..m.span.range().start)?;
    let clause = before.get(before.rfind(['、', '。']).unwrap_or(0)..)?;
    if let Some(unit) = formula::quotient_unit(clause) {
        return Some(unit);
    }
    let named = clause.contains("で表した") || clause.contains("での");
    if !named || COMPUTED.iter().any(|w| clause.contains(w)) {
        return None;
    }
    formula::expressed(before)
}

/// A bare count that is stated exactly: 軸数が三のもの, 軸の数が三又は四のもの.
fn is_exact_count(m: &Mention, tail: &str, gap: &str, last: Option<&Verdict>) -> bool {
    let ends = ["のもの", "で、", "であ", "又は", "及び", "とする"].iter().any(|t| tail.starts_with(t));
    let second = gap == "又は" && matches!(last, Some(Verdict::Bounds(Some(Op::Exactly), None)));
    matches!(m.value, Value::Exact(_)) && ends && (gap.ends_with("数が") || second)
}

/// A number with neither unit nor comparator: a condition where its value was bounded
/// before (二三〇における), a word before a noun (二の画素, 三軸の), and else unread.
fn unitless(text: &str, m: &mut Mention, tail: &str, earlier: &[Mention]) -> Verdict {
    if let Some(same) = earlier.iter().find(|e| e.value == m.value && e.unit.is_some())
        && tail.starts_with("における")
    {
        m.unit.clone_from(&same.unit);
        return Verdict::Bounds(Some(Op::Exactly), None);
    }
    let bare = m.span.of(text).ends_with(is_numeral);
    let named = bare && tail.starts_with(|c: char| matches!(c, 'ァ'..='ヺ' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '・'));
    match (is_small(m), named && !tail.starts_with("シグマ")) {
        (_, false) if bare && compare::is_noun_compared(tail) => Verdict::Unread("unknown-unit"),
        (true, false) => Verdict::Word,
        // A word in katakana behind it may be a unit that the table lacks.
        (_, true) => Verdict::Unread("unknown-unit"),
        (false, false) => Verdict::Unread("no-comparator"),
    }
}

/// A whole number up to twelve.
fn is_small(m: &Mention) -> bool {
    matches!(&m.value, Value::Exact(v) if v.is_integer() && *v <= Rational::from_integer(12.into()))
}

/// A value without a unit takes the one of its partner (〇からプラスマイナス五ミリメートル), and a
/// value that shares its partner's comparator takes that (一〇又は二〇ワット以上).
fn shared(gaps: &Gaps<'_>, mentions: &mut [Mention], verdicts: &mut [Verdict]) {
    for i in (1..mentions.len()).rev() {
        let link = gaps.before(i);
        let Some(unit) = mentions.get(i).map(|m| m.unit.clone()) else { continue };
        let Some(left) = mentions.get_mut(i - 1) else { continue };
        let range = link.starts_with("から") && link.chars().count() <= 12;
        if left.unit.is_none()
            && !left.ratio
            && unit.is_some()
            && (range || ["、", "又は", "以上", "超", "を超え", "×"].contains(&link))
        {
            left.unit.clone_from(&unit);
        }
        let same_unit = left.unit.is_some() && left.unit == unit;
        let right = match verdicts.get(i) {
            Some(Verdict::Bounds(op, _)) if *op != Some(Op::Exactly) => *op,
            _ => continue,
        };
        if ["×", "又は"].contains(&link)
            && same_unit
            && let Some(verdict) = verdicts.get_mut(i - 1)
            && matches!(verdict, Verdict::Bounds(Some(Op::Exactly), _))
        {
            *verdict = Verdict::Bounds(right, None);
        }
    }
}
