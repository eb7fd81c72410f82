//! Units of the Japanese list: ギガヘルツ, 立方センチメートル, メートル毎秒毎秒 (第一条第二十一号),
//! ミリメートル・ミリラジアン (第九条第十号), 平方メートル毎ボルト毎ボルト (第九条第十六号).

use crate::quantity::unit::longest_alias;
use crate::text::Language;

/// Things that are counted: of no dimension.
const COUNTERS: [&str; 26] = [
    "次元",
    "種類",
    "方向",
    "個",
    "台",
    "人",
    "名",
    "軸",
    "回",
    "つ",
    "本",
    "枚",
    "件",
    "倍",
    "箇所",
    "段",
    "層",
    "チャネル",
    "素子",
    "画素",
    "体",
    "こま",
    "値",
    "相",
    "面",
    "重",
];

/// A unit at the start of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Its code: `m/s^2`.
    pub code: String,
    /// Bytes that it takes.
    pub length: usize,
    /// Whether it is a counter: 軸, 個.
    pub counter: bool,
}

/// The unit that `text` begins with, denominators included.
pub fn unit(text: &str) -> Option<Printed> {
    // 一億分の一毎ビット
    let inverse = text.starts_with('毎').then(|| ("1".to_owned(), 0));
    let Some((first, mut length)) = factor(text).or(inverse) else {
        let counter = COUNTERS.iter().filter(|c| text.starts_with(**c)).max_by_key(|c| c.len())?;
        return Some(Printed { code: "1".to_owned(), length: counter.len(), counter: true });
    };
    let mut numerators = vec![first];
    let mut denominators: Vec<String> = Vec::new();
    loop {
        let rest = text.get(length..)?;
        if let Some((more, taken)) = rest.strip_prefix('毎').and_then(factor) {
            length += '毎'.len_utf8() + taken;
            denominators.push(more);
        } else if let Some((more, taken)) = rest.strip_prefix('・').and_then(factor) {
            length += '・'.len_utf8() + taken;
            numerators.push(more);
        } else if denominators.is_empty()
            && let Some((more, taken)) = factor(rest)
            && numerators.len() == 1
            && is_torque(numerators.first().map_or("", String::as_str), &more)
        {
            // グラムミリメートル is a product printed in one word.
            length += taken;
            numerators.push(more);
        } else {
            break;
        }
    }
    (length > 0).then(|| Printed { code: composed(&numerators, &denominators), length, counter: false })
}

/// ニュートンメートル, メガニュートン秒, マイクロオームメートル: what is multiplied without a sign.
fn is_torque(left: &str, right: &str) -> bool {
    let base = |code: &str, bases: &[&str]| {
        bases.iter().any(|b| code.strip_suffix(b).is_some_and(|p| p.len() <= 1 && code.is_ascii()))
    };
    base(left, &["g", "N", "W", "A", "V", "Ohm"]) && base(right, &["m", "s", "h"])
}

/// `m`, [`s`, `s`] is `m/s^2`.
pub fn composed(numerators: &[String], denominators: &[String]) -> String {
    let mut code = numerators.join(".");
    let mut left: Vec<&String> = denominators.iter().collect();
    while let Some(first) = left.first().copied() {
        let power = left.iter().filter(|d| **d == first).count();
        left.retain(|d| *d != first);
        code.push('/');
        // What is multiplied below the line is divided by one by one.
        code.push_str(&first.replace('.', "/"));
        if power > 1 {
            code.push_str(&format!("^{power}"));
        }
    }
    code
}

/// One unit with its power: 平方センチメートル is `cm^2`.
pub fn factor(text: &str) -> Option<(String, usize)> {
    let (power, rest) = match (text.strip_prefix("平方"), text.strip_prefix("立方")) {
        (Some(rest), _) => (2, rest),
        (_, Some(rest)) => (3, rest),
        _ => (1, text),
    };
    let (taken, code) = longest_alias(rest, Language::Ja)?;
    let code = if power == 1 { code.to_owned() } else { format!("{code}^{power}") };
    Some((code, text.len() - rest.len() + taken))
}
