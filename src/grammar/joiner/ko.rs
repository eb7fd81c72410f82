//! Korean: 다음 중 하나의 특성을 갖는 것, 다음을 모두 만족하는 것, "; 그리고".

use super::{Announced, Connective};
use crate::grammar::tail::find;

/// Words that say how many, the first in the text counts.
const QUANTITIES: [(&str, Announced); 19] = [
    ("두 개 이상", Announced::Several),
    ("두 가지 이상", Announced::Several),
    ("2개 이상", Announced::Several),
    ("모두", Announced::All),
    ("모든", Announced::All),
    ("두 가지", Announced::All),
    ("가지 특성을", Announced::All),
    ("하나", Announced::Any),
    ("한 가지", Announced::Any),
    ("한가지", Announced::Any),
    ("한 개", Announced::Any),
    ("한 공정", Announced::Any),
    ("한 항", Announced::Any),
    ("어느", Announced::Any),
    ("어떤", Announced::Any),
    ("어떠한", Announced::Any),
    ("제외:", Announced::List),
    ("포함", Announced::List),
    ("예를 들", Announced::List),
];

/// 다음의 모든 특성을 갖는 것: (1B117) · 다음 중 어느 하나의 특성을 갖는 것: (1B230.c) · 아래와 같은
/// 모든 특성을 갖는 (1A008.a) · 다음의 것: (1A002).
pub(super) fn announced(text: &str) -> Option<Announced> {
    let from = ["다음", "아래"].iter().filter_map(|w| text.rfind(w)).max()?;
    let segment = text.get(from..)?;
    let first = QUANTITIES.iter().filter_map(|(word, says)| Some((find(segment, word)?, *says))).min_by_key(|f| f.0);
    let traits = ["특성", "특징", "성능", "조건", "만족"];
    Some(match first {
        Some((_, says)) => says,
        None if traits.iter().any(|t| segment.contains(t)) => Announced::Traits,
        None => Announced::List,
    })
}

/// `…를 초과하는 것; 그리고` · `… 것; 또는`.
pub(super) fn connective(text: &str) -> Option<Connective> {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ';' | ',' | ':' | ']'));
    let ends = |words: &[&str]| words.iter().any(|w| text.ends_with(w));
    if ends(&["또는", "혹은"]) {
        Some(Connective::Or)
    } else if ends(&["그리고", " 및"]) {
        Some(Connective::And)
    } else {
        None
    }
}
