//! Comparators behind a value: 以上, 未満, 超, を超えない, より低い.

use crate::grammar::kanji::is_numeral;
use crate::grammar::tail::{after_comparator, first_chars};
use crate::model::Op;
use crate::text::Language;

/// Whether what a value bounds is said not to be there, or not to be possible: 三〇センチメートルを
/// 超える寸法がない, 三キログラムを超えるロータを試験することができない. `tail` is what follows the value.
pub fn is_denied(tail: &str) -> bool {
    const REACH: usize = 32;
    const DENIALS: [&str; 7] =
        ["がない", "のない", "を有しない", "を有していない", "を持たない", "を含まない", "できない"];
    let rest = after_comparator(tail, Language::Ja);
    let comparator = tail.get(..tail.len() - rest.len()).unwrap_or("");
    // The comparator is an attribute: を超える寸法, 未満の軸.
    let noun = match rest.strip_prefix('の') {
        Some(noun) if !comparator.is_empty() => noun,
        _ if comparator.ends_with(['る', 'い']) => rest,
        _ => return false,
    };
    let noun = noun.find(['、', '。', '（', '）']).and_then(|n| noun.get(..n)).unwrap_or(noun);
    let noun = first_chars(noun, REACH);
    let Some(between) = DENIALS.iter().filter_map(|w| noun.find(w)).min().and_then(|at| noun.get(..at)) else {
        return false;
    };
    !between.is_empty()
        && !between.contains(is_numeral)
        && !["において", "における", "もの", "状態"].iter().any(|w| between.contains(w))
}

/// What follows a value and compares it; a short noun may stand between
/// (二リットル毎分超の割合, 四六・三キロメートル（二五ノット）の速度以上).
pub fn comparator(tail: &str) -> Option<Op> {
    if let Some(op) = direct(tail) {
        return Some(op);
    }
    let noun = tail.strip_prefix('の')?;
    // "within": 定められた点から一〇メートルの範囲に; ± of everything but a band.
    if let Some(range) = noun.strip_prefix("範囲") {
        return (range.starts_with('に') || range.starts_with("内")).then_some(Op::AtMost);
    }
    for (i, c) in noun.char_indices().take(10) {
        if i > 0
            && let Some(op) =
                noun.get(i..).and_then(|t| t.strip_prefix("範囲以外").map(|_| Op::Greater).or_else(|| direct(t)))
        {
            return Some(op);
        }
        if matches!(c, '、' | '。' | 'に' | 'で' | 'の' | 'は' | 'と') || is_numeral(c) {
            break;
        }
    }
    None
}

/// Whether a noun of a few characters stands between a number and its comparator: 三尺以上.
pub fn is_noun_compared(tail: &str) -> bool {
    const LONGEST: usize = 6;
    let is_noun = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}' | 'ァ'..='ー') && !is_numeral(c);
    let near = first_chars(tail, LONGEST + 1);
    let comparators =
        near.char_indices().skip(1).take_while(|(at, _)| near.get(..*at).is_some_and(|noun| noun.chars().all(is_noun)));
    comparators.filter_map(|(at, _)| direct(tail.get(at..)?)).next().is_some()
}

/// The comparator that `tail` begins with.
pub fn direct(tail: &str) -> Option<Op> {
    match tail.chars().next()? {
        '以' => begins(tail, &[("以上", Op::AtLeast), ("以下", Op::AtMost), ("以内", Op::AtMost)]),
        '未' => begins(tail, &[("未満", Op::Less)]),
        '超' => (!SUPER.iter().any(|w| tail.starts_with(w))).then_some(Op::Greater),
        'を' => begins(tail, &OBJECT),
        'に' => begins(tail, &[("に満たない", Op::Less), ("に達しない", Op::Less)]),
        'よ' => {
            let than = tail.strip_prefix("よりも").or_else(|| tail.strip_prefix("より"))?;
            begins(than, &THAN)
        }
        'ま' => (tail.starts_with("まで") && !LABELS.iter().any(|l| tail.starts_with(l))).then_some(Op::AtMost),
        _ => None,
    }
}

/// The comparator that a text announces for the values below it: 次の数値未満のもの.
pub fn lead(text: &str) -> Option<Op> {
    let (_, rest) = text.rsplit_once("次の")?;
    let value = rest.find("値").filter(|at| *at < 40)?;
    direct(rest.get(value + "値".len()..)?)
}

fn begins(text: &str, table: &[(&str, Op)]) -> Option<Op> {
    table.iter().find(|(word, _)| text.starts_with(word)).map(|(_, op)| *op)
}

/// イから一までのいずれか: the end of a range of labels.
const LABELS: [&str; 6] = ["までの項", "までの全て", "までのすべて", "までのいずれ", "までに", "までの規定"];

/// Words that begin with 超 and compare nothing.
const SUPER: [&str; 7] = ["超電", "超伝", "超音", "超合", "超塑", "超高", "超臨"];

const OBJECT: [(&str, Op); 9] = [
    ("を超えない", Op::AtMost),
    ("を超えず", Op::AtMost),
    ("を超え", Op::Greater),
    ("をこえ", Op::Greater),
    ("を越え", Op::Greater),
    ("を上回", Op::Greater),
    ("を下回らない", Op::AtLeast),
    ("を下回", Op::Less),
    ("を要しない", Op::Less),
];

const THAN: [(&str, Op); 18] = [
    ("低くない", Op::AtLeast),
    ("低", Op::Less),
    ("小さ", Op::Less),
    ("短", Op::Less),
    ("少な", Op::Less),
    ("薄", Op::Less),
    ("細", Op::Less),
    ("軽", Op::Less),
    ("狭", Op::Less),
    ("遅", Op::Less),
    ("高", Op::Greater),
    ("大き", Op::Greater),
    ("長", Op::Greater),
    ("多", Op::Greater),
    ("厚", Op::Greater),
    ("重", Op::Greater),
    ("広", Op::Greater),
    ("速", Op::Greater),
];
