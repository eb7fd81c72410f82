//! The words that say what a value constrains: those before it, back to the clause's
//! beginning. The second end of a range has the words of the first. In Japanese and Korean
//! they may stand behind it as well: 三テスラを超える磁束密度, 2 kV를 초과하는 정격 전압.

use super::tail::{after_comparator, first_chars, past_bracket};
use crate::model::{Bound, Op, Role};
use crate::text::{Language, Span};

/// Gives each of a paragraph's bounds, in order of appearance, the phrase before it.
/// `label` is how many bytes of `text` the enumerator takes.
/// `behind` are the words behind each, as [`behind`] finds them: they are not the next one's.
pub fn assign(bounds: &mut [Bound], text: &str, label: usize, language: Language, behind: &[Option<Span>]) {
    if bounds.is_empty() {
        return;
    }
    let mut end = label;
    let mut taken = 0;
    let mut earlier: Option<Span> = None;
    let behind = behind.iter().copied().chain(std::iter::repeat(None));
    let mut last: Option<(Span, Option<Span>)> = None;
    for (bound, behind) in bounds.iter_mut().zip(behind) {
        // Two bounds of one value have one phrase.
        if let Some((_, phrase)) = last.filter(|(span, _)| *span == bound.span) {
            bound.phrase = phrase;
            continue;
        }
        let start = bound.span.range().start;
        let before = taken;
        taken = behind.map_or(0, |b| b.range().end);
        // 20 keV 이상의 빔 에너지와 10 mA: another quantity follows.
        let other = before > end && before <= start;
        let end_before = if other { before } else { end };
        let begin = end_before + clause(text.get(end_before..start).unwrap_or(""), language);
        let own = named(text, begin, start).or_else(|| named_before_bracket(text, end_before, begin, language));
        // 九キログラム以上のペイロードを三〇キロメートル以上運搬する: the object of both.
        let object = earlier.filter(|_| other && text.get(before..start) == Some("を"));
        let inherited = last.and_then(|(_, phrase)| phrase).filter(|_| !other);
        bound.phrase = own.or(object).or(inherited);
        earlier = behind;
        last = Some((bound.span, bound.phrase));
        end = bound.span.range().end.max(end);
    }
}

/// 粗さ（平均値）が, 조도(roughness)가: the words before the bracket that closes at `begin`.
fn named_before_bracket(text: &str, from: usize, begin: usize, language: Language) -> Option<Span> {
    let head = text.get(from..begin)?.trim_end();
    let mut depth = 0_u32;
    let (open, _) = head.char_indices().rev().find(|(_, c)| {
        depth += u32::from(matches!(c, ')' | '）'));
        depth -= u32::from(matches!(c, '(' | '（')).min(depth);
        depth == 0
    })?;
    let closes = head.ends_with([')', '）']) && language != Language::En;
    let before = text.get(from..from + open).filter(|_| closes)?;
    named(text, from + clause(before, language), from + open)
}

/// By bound, the words behind its comparator that name what it constrains, in Japanese and
/// Korean; none at all of English. The first end of a range has those of the second.
pub fn behind(bounds: &[Bound], text: &str, language: Language) -> Vec<Option<Span>> {
    if bounds.is_empty() || language == Language::En {
        return Vec::new();
    }
    let mut found: Vec<Option<Span>> = vec![None; bounds.len()];
    let mut later: Option<(&Bound, Option<Span>)> = None;
    for (bound, place) in bounds.iter().zip(&mut found).rev() {
        let end = bound.span.range().end;
        let next = later.map_or(text.len(), |(b, _)| b.span.range().start);
        let tail = text.get(end..next).unwrap_or("");
        let stretch = after_comparator(tail, language);
        let at = end + tail.len() - stretch.len();
        // 三〇〇キロメートル以上運搬する: only what の, or a verb, ties to the value names it.
        let tied = language == Language::Ko
            || stretch.starts_with('の')
            || tail.get(..tail.len() - stretch.len()).is_some_and(|c| c.ends_with(['る', 'い']));
        let noun = if language == Language::Ja { noun_ja(stretch) } else { noun_ko(stretch) };
        *place = noun.filter(|_| tied).map(|r| Span::new(at + r.start, at + r.end)).or_else(|| {
            let (high, phrase) = later?;
            let range = matches!((bound.op, high.op), (Op::Greater | Op::AtLeast, Op::Less | Op::AtMost));
            // 120 mm × 50 mm 이상의 규격: one comparator for all factors.
            let product = bound.op == high.op && matches!(stretch.trim(), "×" | "x" | "X");
            phrase.filter(|_| range && stretch.chars().count() <= 4 || product)
        });
        later = Some((bound, *place));
    }
    found
}

/// The noun that a stretch behind a comparator begins with: の波長範囲で is 波長範囲.
fn noun_ja(stretch: &str) -> Option<std::ops::Range<usize>> {
    const ANY: [&str; 5] = ["の", "いずれかの", "いずれの", "全ての", "すべての"];
    let mut rest = stretch;
    while let Some(after) = ANY.iter().find_map(|w| rest.strip_prefix(w)) {
        rest = after;
    }
    let start = stretch.len() - rest.len();
    let is_noun = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}' | 'ァ'..='ー' | '々');
    let length = rest.find(|c| !is_noun(c)).unwrap_or(rest.len());
    let noun = rest.get(..length)?;
    let links = ["又", "及", "若", "且"].iter().any(|w| noun.starts_with(w));
    (noun.chars().count() >= 2 && !links).then_some(start..start + length)
}

/// What follows a bracket that only gives the direction of merit: 미만(보다 우수한) 반복도.
fn past_merit(text: &str) -> &str {
    const LONGEST: usize = 36;
    let rest = past_bracket(text);
    let inside = text.get(..text.len() - rest.len()).unwrap_or("");
    if inside.len() <= LONGEST && !inside.contains(|c: char| c.is_ascii_alphanumeric()) { rest } else { text }
}

/// The noun that a stretch behind a comparator begins with: 하는 양극 최대 전압 정격을 is
/// 양극 최대 전압 정격.
fn noun_ko(stretch: &str) -> Option<std::ops::Range<usize>> {
    const MOST: usize = 40;
    // 초과하고, 이하이며 begin another statement: the noun behind them is the next value's.
    const VERBS: [&str; 5] = ["하는", "되는", "인", "의", "된"];
    const CASES: [&str; 10] = ["에서의", "에서", "으로", "를", "을", "의", "가", "에", "이", "로"];
    const ENDINGS: [&str; 9] = ["는", "된", "한", "도록", "고", "며", "것", "거나", "지"];
    let rest = past_merit(stretch);
    let rest = VERBS.iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
    // The comparator and the noun are two words; 사이의 only closes a range.
    let mut words = rest.strip_prefix([' ', '\u{a0}'])?.trim_start();
    if let Some(after) = ["사이의 ", "범위의 ", "이외의 "].iter().find_map(|w| words.strip_prefix(w)) {
        words = after;
    }
    let near = first_chars(words, MOST);
    let near = near.find([',', ';', '(', '.', ':']).and_then(|end| near.get(..end)).unwrap_or(near);
    let start = stretch.len() - words.len();
    let mut end = 0;
    let mut from = 0;
    for word in near.split(' ') {
        let bare = word.trim_end_matches(['"', '\'', '”', '’']);
        if ENDINGS.iter().any(|w| bare.ends_with(w)) {
            break;
        }
        let case = CASES.iter().find_map(|w| bare.strip_suffix(w)).filter(|stem| stem.chars().count() >= 2);
        end = from + case.map_or(bare.len(), str::len);
        if case.is_some() {
            break;
        }
        from += word.len() + 1;
    }
    let noun = near.get(..end)?;
    (noun.chars().filter(|c| c.is_alphabetic()).count() >= 2).then_some(start..start + end)
}

/// Marks the bounds that stand in brackets which give an example.
pub fn examples(bounds: &mut [Bound], text: &str) {
    const OPENS: [&str; 5] = ["(e.g.", "(for example", "(예:", "(예를 들어", "（例えば"];
    if bounds.is_empty() {
        return;
    }
    // The first byte of a wide bracket begins other characters as well.
    for at in memchr::memchr2_iter(b'(', 0xEF, text.as_bytes()) {
        if text.get(at..).is_some_and(|t| OPENS.iter().any(|open| t.starts_with(open))) {
            let mut depth = 0_u32;
            let close = text.get(at..).unwrap_or("").char_indices().find(|(_, c)| {
                depth += u32::from(matches!(c, '(' | '（'));
                depth -= u32::from(matches!(c, ')' | '）')).min(depth);
                depth == 0
            });
            let end = close.map_or(text.len(), |(n, _)| at + n);
            let inside = |b: &&mut Bound| (at..end).contains(&b.span.range().start);
            bounds.iter_mut().filter(inside).for_each(|b| b.role = Role::Example);
        }
    }
}

/// Where the last clause of `gap` begins.
fn clause(gap: &str, language: Language) -> usize {
    let lasts: &[u8] = match language {
        Language::En => return clause_en(gap),
        Language::Ja => &[0x81, 0x82, 0x88, 0x89, 0xA6],
        Language::Ko => b" ()",
    };
    let closes = |at: &usize| ends_clause(gap.as_bytes().get(..=*at).unwrap_or_default(), language);
    // From behind, as the last clause is mostly a short one.
    let mut at = gap.bytes().enumerate().rev().filter(|(_, byte)| lasts.contains(byte)).map(|(at, _)| at);
    at.find(closes).map_or(0, |at| at + 1)
}

/// As [`clause`], of English: behind `; ` or the like, or ` (`.
fn clause_en(gap: &str) -> usize {
    // "an accuracy less (better) than", "Power Spectral Density (PSD) of": such brackets end no clause.
    let masked = memchr::memchr(b'(', gap.as_bytes()).map(|_| without_short_brackets(gap));
    let gap = masked.as_deref().unwrap_or(gap).as_bytes();
    let ends = |pair: &[u8]| matches!(pair, [b';' | b':' | b',' | b'.' | b')', b' '] | [b' ', b'(']);
    gap.windows(2).rposition(ends).map_or(0, |at| at + 2)
}

/// Whether a clause of Japanese or Korean ends where `text` does. The last bytes of all these
/// are known to [`clause`].
fn ends_clause(text: &[u8], language: Language) -> bool {
    let any = |ends: &[&str]| ends.iter().any(|end| text.ends_with(end.as_bytes()));
    match language {
        Language::Ja => any(&["、", "。", "（", "）", "であって"]),
        _ => any(&["; ", ": ", ", ", ". ", "(", ")", "고 ", "며 ", "서 "]),
    }
}

/// The text, as long, with letters in place of brackets that hold a few words.
fn without_short_brackets(text: &str) -> String {
    const LONGEST: usize = 24;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once('(') {
        out.push_str(head);
        match tail.split_once(')') {
            Some((inside, after))
                if inside.len() <= LONGEST && !inside.contains(|c: char| c.is_ascii_digit() || c == '(') =>
            {
                out.extend(std::iter::repeat_n('_', inside.len() + 2));
                rest = after;
            }
            _ => {
                out.push('(');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Words that only compare or link, of English.
const LINKS: [&str; 34] = [
    "to",
    "up",
    "and",
    "or",
    "but",
    "not",
    "less",
    "more",
    "greater",
    "better",
    "worse",
    "larger",
    "smaller",
    "fewer",
    "higher",
    "lower",
    "than",
    "exceeding",
    "equal",
    "including",
    "through",
    "at",
    "least",
    "of",
    "below",
    "above",
    "between",
    "within",
    "from",
    "about",
    "typically",
    "approximately",
    "any",
    "if",
];

/// And of Japanese and Korean.
const WIDE_LINKS: [&str; 24] = [
    "以上及び",
    "以下及び",
    "未満及び",
    "超及び",
    "超",
    "を超え",
    "以上",
    "から",
    "又は",
    "及び",
    "以下",
    "未満",
    "若しくは",
    "当たり",
    "以上又は",
    "초과",
    "이상",
    "에서",
    "부터",
    "또는",
    "초과부터",
    "이상이",
    "및",
    "최소",
];

/// The bytes from `begin` to `end` without white space around, where they name something.
fn named(text: &str, begin: usize, end: usize) -> Option<Span> {
    let phrase = text.get(begin..end)?;
    let start = begin + (phrase.len() - phrase.trim_start().len());
    let phrase = phrase.trim();
    let names = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let links = if word.is_ascii() { LINKS.as_slice() } else { WIDE_LINKS.as_slice() };
        let link = |l: &&str| l.len() == word.len() && l.eq_ignore_ascii_case(word);
        word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() && !links.iter().any(link)
    };
    phrase.split_whitespace().any(names).then(|| Span::new(start, start + phrase.len()))
}
