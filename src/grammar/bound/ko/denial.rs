//! What is said not to be there, or not to be possible: 30 cm를 초과하는 치수가 없는, 3 kg을 초과하는
//! 로터를 밸런싱할 수 없는. The bound is the other way round.

use super::link::Link;
use crate::grammar::bound::Verdict;
use crate::grammar::hangul::behind;
use crate::grammar::mention::Mention;
use crate::grammar::tail::after_comparator;
use crate::text::Language;

/// Turns the bounds round that are denied. Of a range neither end is denied by itself.
pub(super) fn turn(text: &str, mentions: &[Mention], links: &[Link], verdicts: &mut [Verdict]) {
    for (i, mention) in mentions.iter().enumerate() {
        if !is_denied(behind(text, mention.whole.range().end)) {
            continue;
        }
        let range = matches!(links.get(i), Some(Link::Range | Link::Perhaps)) && i > 0;
        if range && let Some(ends) = verdicts.get_mut(i - 1..=i) {
            ends.iter_mut().for_each(|v| *v = Verdict::Unread("denied-together"));
        } else if let Some(Verdict::Bounds(Some(op), _)) = verdicts.get_mut(i) {
            *op = op.denied();
        }
    }
}

/// Whether what a value bounds is denied; `tail` is what follows the value.
fn is_denied(tail: &str) -> bool {
    const WORDS: usize = 7;
    // 64비트 또는 그 이상의: the comparator has words of its own.
    let own = ["또는 그 ", "혹은 그 "].iter().find_map(|w| tail.trim_start().strip_prefix(w)).unwrap_or(tail);
    let rest = after_comparator(own, Language::Ko);
    if rest.len() == own.len() {
        return false;
    }
    // The comparator is an attribute or an object: 초과하는 치수, 이상의 연산, 이상을 함유.
    let attribute = ["하는 ", "의 ", "인 ", "되는 ", "을 ", "를 ", " "].iter().find_map(|w| rest.strip_prefix(w));
    let mut before = "";
    for (n, word) in attribute.unwrap_or("").split_whitespace().take(WORDS).enumerate() {
        let has = ["갖지", "가지지", "지니지", "보유하지"].contains(&before) && word.starts_with('않');
        let lacks = n > 0 && ["없는", "없이", "없고", "없으", "없다", "없음"].iter().any(|w| word.starts_with(w));
        if has || lacks || n > 0 && word.starts_with('못') {
            return true;
        }
        // Another clause, or another attribute: 밀도를 가지는 …가 없는.
        let ends = ["는", "된", "한", "진", "며", "고", "서"].iter().any(|w| word.ends_with(w))
            && !["에서는", "지는", "에서"].iter().any(|w| word.ends_with(w));
        if ends || word.contains([',', ';', '.', ':']) || word.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        before = word;
    }
    false
}
