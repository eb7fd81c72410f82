//! Denominators that stand before a value: 一時間につき, 一平方センチメートル当たり, 一秒間に, 毎秒.

use crate::grammar::unit_ja;

/// A day, printed in hours.
pub const DAY: &str = "二四時間当たり";

const PARTICLES: [&str; 5] = ["につき", "当たり", "あたり", "ごとに", "毎に"];

/// The unit of a denominator at the start of `text` (時間につき, 平方センチメートル当たり) and
/// how many bytes it takes with its particle. Of things without a unit (パルス, 装置) the
/// unit is `None`.
pub fn per(text: &str) -> Option<(Option<String>, usize)> {
    let (unit, end) = match unit_ja::factor(text) {
        Some((code, n)) => (Some(code), n),
        None => (None, noun(text)?),
    };
    let tail = text.get(end..)?;
    let timed = unit.as_deref().is_some_and(is_time);
    // 一秒間に五回, 一年間につき
    if timed && let Some(rest) = tail.strip_prefix("間に").filter(|r| !r.starts_with("つき")) {
        return Some((unit, text.len() - rest.len()));
    }
    if timed
        && text.get(..end).is_some_and(|u| u.ends_with('間'))
        && tail.starts_with('に')
        && !tail.starts_with("につき")
    {
        return Some((unit, end + 'に'.len_utf8()));
    }
    let tail = tail.strip_prefix("間").unwrap_or(tail);
    let particle = PARTICLES.iter().find(|p| tail.starts_with(**p))?;
    Some((unit, text.len() - tail.len() + particle.len()))
}

fn is_time(code: &str) -> bool {
    matches!(code, "s" | "ms" | "us" | "ns" | "min" | "h" | "d" | "mo" | "a")
}

/// Bytes of a thing's name before its particle, six characters at most: パルス当たり.
fn noun(text: &str) -> Option<usize> {
    for (i, c) in text.char_indices().take(7) {
        if PARTICLES.iter().any(|p| text.get(i..).is_some_and(|t| t.starts_with(p))) {
            return (i > 0).then_some(i);
        }
        if matches!(c, '、' | '。' | 'の' | 'が' | 'を' | '（' | '）') {
            return None;
        }
    }
    None
}

/// The denominators that the words before a value announce, each with its slash
/// (`/h`, `/s^2`), if nothing ended their reach.
pub fn rate(gap: &str) -> Option<String> {
    // 毎秒六〇〇メートル
    const EACH: [(&str, &str); 5] = [("毎秒", "/s"), ("毎分", "/min"), ("毎時", "/h"), ("毎日", "/d"), ("毎年", "/a")];
    if let Some((_, code)) = EACH.iter().find(|(word, _)| gap.ends_with(word)) {
        return Some((*code).to_owned());
    }
    if !gap.contains("当たり") && !gap.contains('一') {
        return None;
    }
    // Denominators that no numeral of one announces.
    const WHOLE: [(&str, &str); 4] =
        [("時間の平方根当たり", "/h^0.5"), ("周波数の平方根当たり", "/Hz^0.5"), ("飛行時間当たり", "/h"), (DAY, "/d")];
    if let Some((_, code)) = WHOLE.iter().find(|(words, _)| gap.contains(words)) {
        return Some((*code).to_owned());
    }
    let mut found: Vec<String> = Vec::new();
    let mut reach = 0;
    for (at, one) in gap.match_indices('一') {
        let Some((code, n)) = at.checked_add(one.len()).and_then(|i| gap.get(i..)).and_then(per) else { continue };
        // 一時間につき推力一ニュートン当たり: the denominators of one value stand close.
        if !found.is_empty() && gap.get(reach..at).is_none_or(|t| t.chars().count() > 4 || ends_reach(t)) {
            found.clear();
        }
        reach = at + one.len() + n;
        found.extend(code);
    }
    let tail = gap.get(reach..)?;
    // 一時間当たりの枚数を平均で: the denominator belongs to another noun.
    let other = tail.starts_with('の') && (tail.contains('を') || !tail.ends_with(['が', 'は']));
    if found.is_empty() || reach == 0 || ends_reach(tail) || other {
        return None;
    }
    Some(found.iter().map(|code| format!("/{}", code.replace('.', "/"))).collect())
}

fn ends_reach(text: &str) -> bool {
    text.contains(['、', '。', '）']) || text.contains("であって")
}
