//! Japanese words of circumstance: 〜の周波数において, 〜の温度範囲で, 〜の場合における.

use super::Words;
use crate::grammar::tail::first_chars;

pub(super) const WORDS: Words = Words {
    ties: |gap| matches!(gap.trim_matches('、'), "" | "から" | "かつ"),
    and: "かつ",
    circumstance,
    is_use: |rest| {
        let rest = rest.trim_start_matches(['は', '、']);
        rest.starts_with("かつ") || USES.iter().any(|u| rest.starts_with(u))
    },
    announces: |rest| first_chars(rest.trim_start_matches('、'), 12).contains("次の"),
    ends: &["もの", "であって", "。"],
};

/// What a thing does under the circumstance: that is what it is made for.
const USES: [&str; 9] = ["使用", "用い", "動作", "作動", "稼働", "混合", "運転", "作業", "最大感度を有"];

/// Words that end a circumstance.
const ENDS: [&str; 10] =
    ["負荷に対して", "直線軸のうち", "において", "における", "での", "の場合", "る場合", "た場合", "とき", "のもとで"];

/// Quantities of the surroundings, of which で alone is enough: 〜の周波数で測定した, 〜の温度範囲で、.
const SURROUNDINGS: [&str; 9] = [
    "周波数で",
    "周波数帯域で",
    "周波数範囲で",
    "温度で",
    "温度範囲で",
    "波長で",
    "波長範囲で",
    "圧力で",
    "圧力範囲で",
];

fn circumstance(stretch: &str) -> Option<usize> {
    const REACH: usize = 34;
    let clause = stretch.find(['、', '。', '（', '）']).and_then(|end| stretch.get(..end)).unwrap_or(stretch);
    let near = first_chars(clause, REACH);
    // 二ギガヘルツを超えるいずれかの周波数切換えの所要時間が
    if let Some(noun) = near.strip_prefix("いずれかの").and_then(|n| n.find('の')) {
        return Some("いずれかの".len() + noun + 'の'.len_utf8());
    }
    let ends = ENDS.iter().filter_map(|w| near.find(w).map(|at| at + w.len()));
    // 測定した場合 follows, or the clause ends.
    let with = SURROUNDINGS.iter().filter_map(|w| {
        let end = near.find(w)? + w.len();
        let rest = stretch.get(end..)?;
        ["、", "測定", "計測"].iter().any(|n| rest.starts_with(n)).then_some(end)
    });
    let end = ends.chain(with).min()?;
    let words = near.get(..end)?;
    // …までの time is no place, and もの ends what the value says.
    (!words.ends_with("までの") && !words.contains("もの")).then_some(end)
}
