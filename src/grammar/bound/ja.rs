//! Comparators of the Japanese list. They follow the value: 一五キロワットを超える,
//! 二七・五度以上, 超 and 以下 in one breath (六・八ギガヘルツ超八・五ギガヘルツ以下); a rate's
//! denominator comes before it (一時間につき〇・四キログラム以上).

use super::Verdict;
use crate::grammar::kanji::{is_numeral, number};
use crate::grammar::mention::Mention;
use crate::grammar::scan::{Lexicon, scan};
use crate::grammar::{ClaimKind, Reading, name_ja, unit_ja};
use crate::model::{Alias, Op, Value};
use crate::quantity::{Rational, Unit, rational};
use crate::text::Span;

/// Reads a paragraph of the Japanese list.
pub fn read(text: &str) -> Reading {
    let lexicon = Lexicon { next_run, run_end, name_at, mention_at };
    let mut scanned = scan(text, &lexicon);
    let verdicts = verdicts(text, &mut scanned.mentions);
    super::assemble(text, scanned, verdicts)
}

fn next_run(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(is_numeral).map(|n| from + n)
}

fn run_end(text: &str, start: usize) -> usize {
    start + text.get(start..).map_or(0, name_ja::run)
}

fn name_at(text: &str, at: usize) -> Option<crate::grammar::scan::Named> {
    name_ja::name_at(text, at).or_else(|| {
        // 一時間につき: a denominator of one is part of the unit that follows.
        let rest = text.get(at..)?;
        let one = rest.strip_prefix('一')?;
        per(one).map(|(_, n)| (at..at + '一'.len_utf8() + n, ClaimKind::Word))
    })
}

/// The unit of a denominator at the start of `text` (時間につき, 平方センチメートル当たり) and
/// how many bytes it takes with its particle. Of things without a unit (パルス, 装置) the
/// unit is `None`.
fn per(text: &str) -> Option<(Option<String>, usize)> {
    const PARTICLES: [&str; 5] = ["につき", "当たり", "あたり", "ごとに", "毎に"];
    let (unit, end) = match unit_ja::factor(text) {
        Some((code, n)) => (Some(code), n),
        None => {
            let n = PARTICLES.iter().filter_map(|p| text.find(p)).min().filter(|n| *n <= 18)?;
            (None, n)
        }
    };
    let tail = text.get(end..)?;
    // 一秒間に
    let tail_after = tail.strip_prefix("間").unwrap_or(tail);
    // 一秒間に五回
    let spoken = (tail_after.len() < tail.len() && tail_after.starts_with('に')).then_some("に");
    let particle = PARTICLES.iter().copied().find(|p| tail_after.starts_with(*p)).or(spoken)?;
    Some((unit, text.len() - tail_after.len() + particle.len()))
}

/// The mention whose first numeral is at `at`.
fn mention_at(text: &str, at: usize) -> Option<Mention> {
    let before = text.get(..at)?;
    let rest = text.get(at..)?;
    let number = number(rest)?;
    let (start, minus, plus_minus) = sign(before);
    let mut end = at + number.length;
    let printed = unit_ja::unit(text.get(end..)?);
    let mut unit = None;
    if let Some(p) = printed {
        end += p.length;
        unit = (!p.counter).then(|| Unit::new(settled(text, at, end, p.code)));
    }
    let value = if minus { -number.value } else { number.value };
    let (aliases, whole_end) = aliases(text, end);
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

/// 度, 分 and 秒 are angles where the words before them speak of one, and else degrees
/// Celsius, minutes and seconds.
fn settled(text: &str, at: usize, end: usize, code: String) -> String {
    const ANGLES: [&str; 25] = [
        "偏向",
        "ジンバル",
        "推力方向",
        "角",
        "方位",
        "緯度",
        "傾",
        "視野",
        "真直度",
        "平行度",
        "直角度",
        "姿勢",
        "首振",
        "回転",
        "旋回",
        "ロール",
        "ピッチ",
        "軸の振れ",
        "ステアリング",
        "走査",
        "ジャイロ",
        "振れ",
        "位相",
        "エンコーダ",
        "ビーム幅",
    ];
    const HEATS: [&str; 17] = [
        "温",
        "融点",
        "沸点",
        "熱",
        "零下",
        "冷",
        "転移",
        "軟化",
        "氷点",
        "引火点",
        "流動点",
        "蒸気圧",
        "状態",
        "ガラス",
        "焼",
        "燃焼",
        "溶",
    ];
    let base = code.split(['/', '.']).next().unwrap_or("");
    if !matches!(base, "deg" | "Cel" | "s" | "min") {
        return code;
    }
    let clause_start = text.get(..at).and_then(|t| t.rfind(['。', '；', '\n'])).unwrap_or(0);
    let clause = text.get(clause_start..at).unwrap_or("");
    let after: String = text.get(end..).unwrap_or("").chars().take(12).collect();
    let last = |words: &[&str]| words.iter().filter_map(|w| clause.rfind(w)).max();
    let (angle, heat) = (last(&ANGLES), last(&HEATS));
    let heat_after = HEATS.iter().any(|w| after.contains(w));
    let angle_after = ["角", "の範囲で回", "回転", "傾"].iter().any(|w| after.contains(w));
    match base {
        "deg" | "Cel" => {
            let denominator = code.strip_prefix(base).unwrap_or("");
            let time = denominator.contains("/s") || denominator.contains("/h") || denominator.contains("/min");
            let is_angle = time || (angle_after && !heat_after) || (angle.is_some() && angle > heat && !heat_after);
            format!("{}{denominator}", if is_angle { "deg" } else { "Cel" })
        }
        // 角度の位置決め精度が五秒, but 一秒 of time wherever time is spoken of.
        _ if code == base => {
            let times = ["時間", "期間", "周期", "遅延", "寿命", "持続"];
            let precise = ["角度", "真直度", "平行度", "直角度", "エンコーダ", "角", "方位"];
            let (angle, time) = (last(&precise), last(&times));
            match (base, angle.is_some() && angle > time) {
                ("s", true) => "arcsec".to_owned(),
                ("min", true) => "arcmin".to_owned(),
                _ => code,
            }
        }
        _ => code,
    }
}

/// Brackets behind a value that hold nothing but the same value in another unit:
/// 七五ワット（四八・七五ディービーエム）.
fn aliases(text: &str, end: usize) -> (Vec<Alias>, usize) {
    let Some(inner) = text.get(end..).and_then(|t| t.strip_prefix('（')) else { return (Vec::new(), end) };
    let Some((inside, after)) = inner.split_once('）') else { return (Vec::new(), end) };
    let mut found = Vec::new();
    for part in inside.split(['、', '＝']) {
        let bare = ["約", "すなわち", "＝"].iter().find_map(|p| part.strip_prefix(p)).unwrap_or(part);
        let (bare, minus) = match ["零下", "マイナス", "－"].iter().find_map(|m| bare.strip_prefix(m)) {
            Some(rest) => (rest, true),
            None => (bare, false),
        };
        let alias = number(bare).and_then(|n| {
            let printed = unit_ja::unit(bare.get(n.length..)?)?;
            (n.length + printed.length == bare.len() && !printed.counter).then(|| Alias {
                value: Value::Exact(if minus { -n.value } else { n.value }),
                unit: Unit::new(printed.code),
                literal: part.to_owned(),
                agrees: None,
            })
        });
        match alias {
            Some(alias) => found.push(alias),
            None => return (Vec::new(), end),
        }
    }
    (found, text.len() - after.len())
}

fn verdicts(text: &str, mentions: &mut [Mention]) -> Vec<Verdict> {
    let ends: Vec<(usize, usize)> = mentions.iter().map(|m| (m.span.range().start, m.whole.range().end)).collect();
    let gap = |i: usize| -> &str {
        let from = i.checked_sub(1).and_then(|p| ends.get(p)).map_or(0, |e| e.1);
        ends.get(i).and_then(|e| text.get(from..e.0)).unwrap_or("")
    };
    let tail = |i: usize| ends.get(i).and_then(|e| text.get(e.1..)).unwrap_or("");
    let ops: Vec<Option<Op>> = (0..mentions.len()).map(|i| comparator(tail(i))).collect();
    let mut verdicts = Vec::with_capacity(mentions.len());
    let rates: Vec<Option<String>> = (0..mentions.len()).map(|i| rate(gap(i))).collect();
    let units: Vec<bool> = mentions.iter().map(|m| m.unit.is_some()).collect();
    let unit_near = |i: usize| {
        let has = |i: Option<usize>| i.and_then(|i| units.get(i)).copied().unwrap_or(false);
        has(Some(i + 1)) || has(i.checked_sub(1))
    };
    let mut carried: Option<String> = None;
    for (i, m) in mentions.iter_mut().enumerate() {
        let formula = formula(text, m, tail(i), gap(i));
        if let Some(verdict) = formula {
            verdicts.push(verdict);
            continue;
        }
        // The second end of a range has the denominator of the first.
        let own = rates.get(i).cloned().flatten();
        let ranged = matches!(gap(i), "以上" | "超" | "を超え" | "から" | "以上、" | "を超え、");
        let rate = own.or_else(|| if ranged { carried.take() } else { None });
        carried.clone_from(&rate);
        if let (Some(rate), true) = (rate, per_value(tail(i)).is_none()) {
            let code = m.unit.as_ref().map_or("1", Unit::code).replace("Cel", "deg");
            let divided = format!("/{rate}");
            if !code.contains(&divided) {
                m.unit = Some(Unit::new(code + &divided));
            }
        }
        if m.unit.is_none() && (gap(i).ends_with("マッハ") || gap(i).ends_with("マッハ数が")) {
            m.unit = Some(Unit::new("Mach"));
        }
        if m.unit.is_none() && !m.plus_minus && ops.get(i).copied().flatten().is_some() {
            m.unit = announced(gap(i));
        }
        let op = ops.get(i).copied().flatten();
        let next_gap = if i + 1 < ends.len() { gap(i + 1) } else { "" };
        let from_range = next_gap == "から" || next_gap.starts_with("から") && next_gap.chars().count() <= 3;
        let to_range = i > 0 && (gap(i) == "から" || gap(i).starts_with("から") && gap(i).chars().count() <= 4);
        let verdict = match op {
            Some(op) => Verdict::Bounds(vec![op], None),
            None if (from_range || to_range) && m.unit.is_none() && small(m) && !unit_near(i) => Verdict::Word,
            None if from_range => Verdict::Bounds(vec![Op::AtLeast], None),
            None if to_range => Verdict::Bounds(vec![Op::AtMost], None),
            None if m.plus_minus && m.unit.is_some() => Verdict::Bounds(vec![Op::AtMost], None),
            None if m.unit.is_some() || m.ratio => Verdict::Bounds(vec![Op::Exactly], None),
            None if small(m) => Verdict::Word,
            None => Verdict::Unread("no-comparator"),
        };
        verdicts.push(verdict);
    }
    shared(text, mentions, &mut verdicts, &ends);
    verdicts
}

/// A value without a unit takes the one of its partner (〇からプラスマイナス五ミリメートル), and a
/// value that shares its partner's comparator takes that (一〇又は二〇ワット以上).
fn shared(text: &str, mentions: &mut [Mention], verdicts: &mut [Verdict], ends: &[(usize, usize)]) {
    for i in (1..mentions.len()).rev() {
        let link = match (ends.get(i - 1), ends.get(i)) {
            (Some(a), Some(b)) => text.get(a.1..b.0).unwrap_or(""),
            _ => continue,
        };
        let unit = mentions.get(i).and_then(|m| m.unit.clone());
        let Some(left) = mentions.get_mut(i - 1) else { continue };
        let range = link.starts_with("から") && link.chars().count() <= 12;
        if left.unit.is_none()
            && unit.is_some()
            && (range || matches!(link, "、" | "又は" | "以上" | "超" | "を超え" | "×"))
        {
            left.unit.clone_from(&unit);
        }
        let right = match verdicts.get(i) {
            Some(Verdict::Bounds(ops, _)) if !matches!(ops.as_slice(), [Op::Exactly]) => ops.clone(),
            _ => continue,
        };
        let left_unit = mentions.get(i - 1).and_then(|m| m.unit.clone());
        if matches!(link, "×" | "又は")
            && left_unit.is_some()
            && left_unit == unit
            && let Some(verdict) = verdicts.get_mut(i - 1)
            && matches!(verdict, Verdict::Bounds(ops, _) if matches!(ops.as_slice(), [Op::Exactly]))
        {
            *verdict = Verdict::Bounds(right, None);
        }
    }
}

/// A whole number up to twelve, printed without unit and comparator.
fn small(m: &Mention) -> bool {
    matches!(&m.value, Value::Exact(v) if v.is_integer() && *v <= Rational::from_integer(12.into()))
}

/// 五ミリメートル当たり: the value is itself a denominator.
fn per_value(tail: &str) -> Option<()> {
    ["当たり", "あたり", "につき"].iter().any(|p| tail.starts_with(p)).then_some(())
}

/// The denominator that the words before a value announce, if nothing ended its reach.
fn rate(gap: &str) -> Option<String> {
    let roots = [("時間の平方根当たり", "h^0.5"), ("周波数の平方根当たり", "Hz^0.5")];
    if let Some((_, code)) = roots.iter().find(|(words, _)| gap.contains(words)) {
        return Some((*code).to_owned());
    }
    // 毎秒六〇〇メートル, 毎時一五マイクロメートル
    for (word, code) in [("毎秒", "s"), ("毎分", "min"), ("毎時", "h"), ("毎日", "d"), ("毎年", "a")] {
        if gap.ends_with(word) {
            return Some(code.to_owned());
        }
    }
    let at = ["につき", "当たり", "あたり", "秒間に", "分間に", "時間に"].iter().filter_map(|p| gap.rfind(p)).max()?;
    let head = gap.get(..at)?;
    let tail = gap.get(at..)?;
    if tail.contains(['、', '。', '）']) || tail.contains("であって") {
        return None;
    }
    let one = head.rfind('一')?;
    let (code, n) = per(gap.get(one + '一'.len_utf8()..)?)?;
    (one + '一'.len_utf8() + n >= at).then_some(code)?
}

/// The unit that the words before a value name: メートル毎ボルトで表した二次の非線形感受率が. Where
/// they compute with it, the value has another.
fn announced(gap: &str) -> Option<Unit> {
    const COMPUTED: [&str; 8] = ["乗じ", "除し", "積", "商", "比", "加え", "和", "差"];
    let at = gap.rfind("で表した")?;
    let (head, tail) = (gap.get(..at)?, gap.get(at..)?);
    if head.contains("で表した") || COMPUTED.iter().any(|w| gap.contains(w)) || tail.contains(['。', '；']) {
        return None;
    }
    // The longest unit that ends there.
    head.char_indices()
        .rev()
        .take(16)
        .filter_map(|(i, _)| {
            let printed = unit_ja::unit(head.get(i..)?)?;
            (i + printed.length == head.len() && !printed.counter).then(|| Unit::new(printed.code))
        })
        .last()
}

/// What follows a value and compares it; a short noun may stand between
/// (二リットル毎分超の割合, 四六・三キロメートル（二五ノット）の速度以上).
fn comparator(tail: &str) -> Option<Op> {
    if let Some(op) = direct(tail) {
        return Some(op);
    }
    // の割合を超える, の範囲で以下: up to a few characters without another value or clause.
    let noun = tail.strip_prefix('の').or_else(|| tail.strip_prefix("（"))?;
    let mut end = 0;
    for (i, c) in noun.char_indices().take(9) {
        if i > 0
            && let Some(op) = noun.get(i..).and_then(direct)
        {
            return Some(op);
        }
        if matches!(c, '、' | '。' | 'に' | 'で' | 'の' | 'は' | 'と') || is_numeral(c) {
            break;
        }
        end = i;
    }
    let _ = end;
    None
}

fn direct(tail: &str) -> Option<Op> {
    // イから一までのいずれか: the end of a range of labels, no limit.
    const LABELS: [&str; 6] = ["までの項", "までの全て", "までのすべて", "までのいずれ", "までに", "までの規定"];
    const TABLE: [(&str, Op); 43] = [
        ("以上", Op::AtLeast),
        ("以下", Op::AtMost),
        ("以内", Op::AtMost),
        ("未満", Op::Less),
        ("を超えない", Op::AtMost),
        ("を超えず", Op::AtMost),
        ("を超え", Op::Greater),
        ("をこえ", Op::Greater),
        ("を越え", Op::Greater),
        ("を上回", Op::Greater),
        ("を下回らない", Op::AtLeast),
        ("を下回", Op::Less),
        ("に満たない", Op::Less),
        ("に達しない", Op::Less),
        ("を要しない", Op::Less),
        ("より低くない", Op::AtLeast),
        ("より低", Op::Less),
        ("より小さ", Op::Less),
        ("より短", Op::Less),
        ("より少な", Op::Less),
        ("より薄", Op::Less),
        ("より細", Op::Less),
        ("より軽", Op::Less),
        ("より狭", Op::Less),
        ("より遅", Op::Less),
        ("より優れ", Op::Less),
        ("より良", Op::Less),
        ("よりも低", Op::Less),
        ("よりも小さ", Op::Less),
        ("より高", Op::Greater),
        ("より大き", Op::Greater),
        ("より長", Op::Greater),
        ("より多", Op::Greater),
        ("より厚", Op::Greater),
        ("より重", Op::Greater),
        ("より広", Op::Greater),
        ("より速", Op::Greater),
        ("より深", Op::Greater),
        ("よりも大き", Op::Greater),
        ("よりも高", Op::Greater),
        ("超電", Op::Exactly),
        ("超音", Op::Exactly),
        ("超", Op::Greater),
    ];
    let found = TABLE.iter().find(|(word, _)| tail.starts_with(word)).map(|(_, op)| *op);
    match found {
        Some(Op::Exactly) => None,
        None if tail.starts_with("まで") && !LABELS.iter().any(|l| tail.starts_with(l)) => Some(Op::AtMost),
        found => found,
    }
}

/// A limit that is computed: 長さに〇・〇〇一を乗じて得た数値に一・二五を加えた数値以下. Its two
/// numbers make one formula, `1.25+L/1000`, in the unit that the words name; a number that
/// takes part in another computation is kept as printed.
fn formula(text: &str, m: &mut Mention, tail: &str, gap: &str) -> Option<Verdict> {
    let factor = tail.strip_prefix("を乗じて得た").map(|t| t.trim_start_matches(['数', '値']));
    if let Some(rest) = factor {
        let Some(sum) = rest.strip_prefix('に') else {
            // 一〇立方センチメートル毎ワットを乗じて得た数値未満, 〇・三五を乗じて得た数値を…除して
            return match direct(rest) {
                Some(op) => Some(Verdict::Bounds(vec![op], None)),
                None => Some(Verdict::Word),
            };
        };
        let constant = number(sum)?;
        let after = sum.get(constant.length..)?.strip_prefix("を加えた")?.trim_start_matches(['数', '値']);
        let op = direct(after)?;
        let Value::Exact(slope) = &m.value else { return None };
        let slope = if slope.numer() == &1.into() {
            format!("L/{}", slope.denom())
        } else if *slope < Rational::from_integer(1.into()) {
            let inverse = slope.recip();
            format!("L/{}", rational::print(&inverse))
        } else {
            format!("{}*L", rational::print(slope))
        };
        m.value = Value::Formula(format!("{}+{slope}", rational::print(&constant.value)));
        let before = text.get(..m.span.range().start)?;
        let named =
            [("マイクロメートルで表した", "um"), ("ナノメートルで表した", "nm"), ("ミリメートルで表した", "mm")];
        let unit = named.iter().find(|(words, _)| before.contains(words)).map(|(_, code)| Unit::new(*code));
        return Some(Verdict::Bounds(vec![op], unit));
    }
    // The constant of the formula before it.
    (tail.starts_with("を加えた") && gap.starts_with("を乗じて得た")).then_some(Verdict::Word)
}
