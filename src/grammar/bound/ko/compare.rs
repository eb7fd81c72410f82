//! Comparators behind a value, and the few before one: 5% 혹은 그보다 큰, 0.9 µm 이하(보다 우수한),
//! 최소 5개. "우수한" gives the direction, never the strictness, where another comparator
//! stands beside it.

use crate::grammar::hangul::{first_bytes, is_hangul};
use crate::grammar::mention::Mention;
use crate::grammar::tail::find;
use crate::model::Op;

/// Whether a comparator follows, so that what stands before it is a value.
pub fn compares(tail: &str) -> bool {
    tail_op(tail, false).is_some()
}

/// The comparator that a text announces for the values below it: 다음 중 하나를 초과하는, 다음 기준 중
/// 하나 미만인, 아래 이상의.
pub fn lead(text: &str) -> Option<Op> {
    const WORDS: [&str; 8] = ["중", "어느", "하나", "기준", "값", "것", "모두", "각"];
    let at = text.rfind("다음").map(|at| at + "다음".len()).or_else(|| Some(text.rfind("아래")? + "아래".len()))?;
    let mut rest = text.get(at..)?.trim_start();
    while let Some(after) = WORDS.iter().find_map(|w| rest.strip_prefix(w)) {
        rest = after.trim_start();
    }
    let rest = particle(rest).unwrap_or(rest).trim_start();
    comparator(rest, false)
}

/// Whether a value ends its paragraph: what follows only closes the sentence.
pub fn ends(tail: &str) -> bool {
    let rest = tail.trim_start();
    let rest = rest.strip_prefix("인 것").unwrap_or(rest).trim_start_matches([';', '.', ',', ' ']);
    rest.is_empty() || ["또는", "그리고", "및"].contains(&rest.trim_end())
}

/// Comparators before a value.
pub(super) fn head_op(head: &str, mention: &Mention) -> Option<Op> {
    let head = head.trim_end();
    let word = |w: &str| head.strip_suffix(w).is_some_and(|h| !h.ends_with(is_hangul));
    for (sign, op) in [
        ("≤", Op::AtMost),
        ("<=", Op::AtMost),
        ("≥", Op::AtLeast),
        (">=", Op::AtLeast),
        ("<", Op::Less),
        (">", Op::Greater),
        ("=", Op::Exactly),
    ] {
        if head.ends_with(sign) {
            return Some(op);
        }
    }
    // 염소와약 700: the space before it is missing.
    let joined = head.strip_suffix('약').is_some_and(|h| h.ends_with(['와', '과', '는', '은', '를', '을', '에']));
    if word("약") || word("대략") || joined {
        return Some(Op::About);
    }
    if word("최소") || word("최소한") || word("적어도") {
        return Some(Op::AtLeast);
    }
    ((word("최대") || word("최고")) && mention.unit.is_some()).then_some(Op::AtMost)
}

/// Words that may stand between a value and its comparator.
const FILLERS: usize = 2;

/// The comparator behind a value.
pub(super) fn tail_op(tail: &str, upwards: bool) -> Option<Op> {
    let mut rest = tail;
    let mut words = 0;
    for _ in 0..8 {
        rest = rest.trim_start_matches([' ', '\u{a0}']);
        // 10^9개 입자 내에: what the noun is in, no comparator of the count.
        let inside = words > 0 && ["내에", "안에"].iter().any(|w| rest.starts_with(w));
        if let Some(op) = comparator(rest, upwards).filter(|_| !inside) {
            return Some(op);
        }
        if let Some(after) = ["rms", "RMS", "peak", "상의"].iter().find_map(|w| rest.strip_prefix(w)) {
            rest = after;
        } else if rest.starts_with('(') {
            rest = bracket(rest)?;
        } else if let Some(again) = rest.strip_prefix("즉, [") {
            // A formula again in square brackets.
            rest = again.split_once(']')?.1;
        } else if let Some(after) = particle(rest) {
            rest = after;
        } else {
            let end = rest.find([' ', '(', ',', ';', '.', ':']).unwrap_or(rest.len());
            let word = rest.get(..end)?;
            if let Some(op) = suffixed(word, rest, upwards) {
                return Some(op);
            }
            words += 1;
            if words > FILLERS || !is_filler(word) {
                return None;
            }
            rest = rest.get(end..)?;
        }
    }
    None
}

/// What follows a bracket that begins `text`.
pub(super) fn bracket(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return text.get(i + 1..),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// 를, 을, 의 and their kind before a space or a comparator.
pub(super) fn particle(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['를', '을', '의', '가', '이', '은', '는', '로'])?;
    let ends = rest.starts_with(' ') || ["초과", "이상", "이하", "미만", "넘"].iter().any(|w| rest.starts_with(w));
    ends.then_some(rest)
}

/// 축이상, 개미만: a counter and its comparator without a space.
fn suffixed(word: &str, rest: &str, upwards: bool) -> Option<Op> {
    let at = ["이상", "이하", "초과", "미만", "이내", "까지"].iter().filter_map(|w| find(word, w)).min()?;
    let counter = word.get(..at)?;
    let short = counter.chars().count() <= 5 && counter.chars().all(|c| is_hangul(c) || c.is_ascii_alphabetic());
    if short { comparator(rest.get(at..)?, upwards) } else { None }
}

/// Whether a word leaves a value and its comparator together.
fn is_filler(word: &str) -> bool {
    const ENDS: [&str; 24] = [
        "에서",
        "에",
        "로",
        "때",
        "고",
        "며",
        "는",
        "인",
        "한",
        "된",
        "및",
        "또는",
        "와",
        "과",
        "가",
        "이",
        "은",
        "그리고",
        "혹은",
        "당",
        "하여",
        "부터",
        "이나",
        "경우",
    ];
    let plain = word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '"' | '/' | '-' | '’' | '‘'));
    !word.is_empty() && plain && word.chars().count() <= 12 && !ENDS.iter().any(|e| word.ends_with(e))
}

/// The comparator that `text` begins with.
pub(super) fn comparator(text: &str, upwards: bool) -> Option<Op> {
    let negated = |after: &str| {
        // "초과(우수하지 않은)하는": the bracket gives the direction of merit.
        let near = first_bytes(bracket(after).filter(|_| after.starts_with('(')).unwrap_or(after), 20);
        ["지 않", "지않", "지 아니", "지 못"].iter().any(|n| near.contains(n))
    };
    // "1 μs 내에서의 최대값" names a window.
    if text.starts_with("이상적") || text.starts_with("내에서의") {
        return None;
    }
    for (word, plain, denied) in [
        ("이상", Op::AtLeast, Op::AtLeast),
        ("이하", Op::AtMost, Op::AtMost),
        ("초과", Op::Greater, Op::AtMost),
        ("미만", Op::Less, Op::AtLeast),
        ("이내", Op::AtMost, Op::AtMost),
        ("안에", Op::AtMost, Op::AtMost),
        ("내에", Op::AtMost, Op::AtMost),
        ("까지", Op::AtMost, Op::AtMost),
        ("넘", Op::Greater, Op::AtMost),
        ("상회", Op::Greater, Op::AtMost),
        ("하회", Op::Less, Op::AtLeast),
    ] {
        if let Some(after) = text.strip_prefix(word) {
            return Some(if negated(after) { denied } else { plain });
        }
    }
    if let Some(after) = text.strip_prefix("보다") {
        return adjective(after, false, upwards);
    }
    symbol(text).or_else(|| equal_or(text, upwards))
}

/// `10 Hz ≤F`: the sign stands behind the value.
fn symbol(text: &str) -> Option<Op> {
    let (sign, op) = [
        ("≤", Op::AtLeast),
        ("<=", Op::AtLeast),
        ("≥", Op::AtMost),
        (">=", Op::AtMost),
        ("<", Op::Greater),
        (">", Op::Less),
    ]
    .into_iter()
    .find(|(s, _)| text.starts_with(s))?;
    text.get(sign.len()..)?.trim_start().starts_with(|c: char| c.is_ascii_alphabetic()).then_some(op)
}

/// 또는 그 이상, 혹은 그보다 큰, 이거나 이보다 우수한, 와 같거나 또는 이를 초과.
fn equal_or(text: &str, upwards: bool) -> Option<Op> {
    let same = ["와 같거나", "과 같거나", "와 동일하거나", "과 동일하거나", "같거나", "이거나", "거나"]
        .iter()
        .find_map(|p| text.strip_prefix(p));
    let or = |t: &str| {
        ["또는", "혹은", "이나", "나 "].iter().find_map(|p| t.strip_prefix(p)).map(|r| r.trim_start().to_owned())
    };
    let rest = match same {
        Some(rest) => {
            let rest = rest.trim_start_matches([',', ' ']);
            or(rest).unwrap_or_else(|| rest.to_owned())
        }
        None => or(text)?,
    };
    let rest = rest.trim_start_matches([' ', ',']);
    // 20% 또는 이상의
    if rest.starts_with("이상") && same.is_none() {
        return Some(Op::AtLeast);
    }
    let reference = ["그", "이를", "이"].iter().find_map(|p| {
        rest.strip_prefix(p)
            .map(str::trim_start)
            .filter(|r| ["이상", "이하", "보다", "초과"].iter().any(|w| r.starts_with(w)))
    });
    if let Some(rest) = reference {
        return if rest.starts_with("이상") || rest.starts_with("초과") {
            Some(Op::AtLeast)
        } else if rest.starts_with("이하") {
            Some(Op::AtMost)
        } else {
            adjective(rest.strip_prefix("보다")?, true, upwards)
        };
    }
    if let Some(rest) = rest.strip_prefix("보다") {
        return adjective(rest, true, upwards);
    }
    same.and_then(|_| adjective(rest, true, upwards))
}

/// The adjective of a comparison: 큰, 작은, 우수한; 같거나 before it, or 거나 같은 behind
/// it, includes the value.
fn adjective(text: &str, inclusive: bool, upwards: bool) -> Option<Op> {
    const UP: [&str; 18] = [
        "큰", "크", "클", "많", "높", "긴", "길", "무거", "빠", "두꺼", "넓", "상위", "이상", "초과", "강", "깊", "큼",
        "먼",
    ];
    const DOWN: [&str; 14] =
        ["작", "적", "낮", "짧", "얇", "느", "가벼", "좁", "미세", "이하", "미만", "약", "가는", "얕"];
    const MERIT: [&str; 6] = ["우수", "좋", "정밀", "나은", "뛰어", "양호"];
    let rest = text.trim_start_matches(' ');
    let (rest, equal) = match ["같거나", "같거나,"].iter().find_map(|p| rest.strip_prefix(p)) {
        Some(rest) => (rest, true),
        None => (rest, inclusive),
    };
    let rest = rest.trim_start_matches([' ', ',']);
    let rest = rest.strip_prefix("더").unwrap_or(rest).trim_start();
    let any = |words: &[&str]| words.iter().any(|w| rest.starts_with(w));
    let up = if any(&MERIT) {
        upwards
    } else if any(&UP) {
        true
    } else if any(&DOWN) {
        false
    } else {
        return None;
    };
    let near = first_bytes(rest, 24);
    let equal = equal || near.contains("거나 같") || near.contains("나 같");
    Some(match (up, equal) {
        (true, true) => Op::AtLeast,
        (true, false) => Op::Greater,
        (false, true) => Op::AtMost,
        (false, false) => Op::Less,
    })
}

/// Whether a paragraph speaks of a parameter of which more is better. Of all others
/// (accuracy, resolution, error, noise, stability) less is better.
pub(super) fn is_upwards(text: &str) -> bool {
    ["순도", "이득", "감쇠", "효율", "AGMA", "감도'가 -", "투과율", "선택도"].iter().any(|w| text.contains(w))
}
