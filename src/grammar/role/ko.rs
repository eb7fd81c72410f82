//! Korean words of circumstance: 〜 이하의 주파수에서, 〜 미만일 때, 〜 범위 내에서 측정시.

use super::Words;
use crate::grammar::tail::{find, first_chars};

pub(super) const WORDS: Words = Words {
    ties: |gap| TIES.contains(&gap.trim()),
    and: "그리고",
    circumstance,
    is_use: |rest| {
        let rest = rest.trim_start_matches(['도', '는', '만']).trim_start();
        USES.iter().any(|u| rest.starts_with(u))
    },
    announces: |rest| first_chars(rest, 45).split("; ").next().is_some_and(|r| r.contains("다음")),
    ends: &["것", "; ", ". "],
};

/// What ties the ends of a range, behind the comparator of the first.
const TIES: [&str; 23] = [
    "에서부터",
    "",
    "~",
    "～",
    "∼",
    "-",
    "–",
    "부터",
    "에서",
    "고",
    "하고",
    "이고",
    "인",
    "하며",
    "이며",
    "하되",
    "이상",
    "초과",
    "F",
    "<F<",
    "≤F ≤",
    "≤F≤",
    "< F ≤",
];

/// What a thing does under the circumstance: that is what it is made for.
const USES: [&str; 14] = [
    "동작",
    "작동",
    "사용",
    "운용",
    "운전",
    "가동",
    "설계",
    "혼합",
    "견디",
    "견딜",
    "제 기능",
    "정상",
    "연속",
    "최대 응답을",
];

/// Words that end a circumstance.
const ENDS: [&str; 9] = ["에서", "일 때", "인 경우", "할 때", "했을 때", "조건하", "조건 하", "측정시", "측정 시"];

/// Quantities of the surroundings, of which 에 대해 speaks.
const SURROUNDINGS: [&str; 6] = ["부하", "주파수", "대역폭", "밴드폭", "파장", "온도"];

fn circumstance(stretch: &str) -> Option<usize> {
    const REACH: usize = 30;
    let clause = stretch.find([',', '.', ';', ':']).and_then(|end| stretch.get(..end)).unwrap_or(stretch);
    let near = first_chars(clause, REACH);
    let end = ENDS
        .iter()
        .filter_map(|w| {
            let end = find(near, w)? + w.len();
            (!near.get(end..)?.starts_with("부터")).then_some(end)
        })
        .chain(["에 대해", "에대해", "에 대하여"].iter().filter_map(|w| {
            let at = find(near, w)?;
            SURROUNDINGS.iter().any(|n| near.get(..at).is_some_and(|h| h.contains(n))).then_some(at + w.len())
        }))
        .min()?;
    near.get(..end).is_some_and(|w| !w.contains('것')).then_some(end)
}
