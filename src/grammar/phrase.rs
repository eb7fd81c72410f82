//! The words that say what a value constrains: those before it, back to the clause's
//! beginning. The second end of a range has the words of the first.

use crate::model::{Bound, Role};
use crate::text::{Language, Span};

/// Gives each of a paragraph's bounds, in order of appearance, the phrase before it.
/// `label` is how many bytes of `text` the enumerator takes.
pub fn assign(bounds: &mut [Bound], text: &str, label: usize, language: Language) {
    let mut end = label;
    let mut last: Option<(Span, Option<Span>)> = None;
    for bound in bounds {
        // Two bounds of one value have one phrase.
        if let Some((_, phrase)) = last.filter(|(span, _)| *span == bound.span) {
            bound.phrase = phrase;
            continue;
        }
        let start = bound.span.range().start;
        let begin = end + clause(text.get(end..start).unwrap_or(""), language);
        bound.phrase = named(text, begin, start).or(last.and_then(|(_, phrase)| phrase));
        last = Some((bound.span, bound.phrase));
        end = bound.span.range().end.max(end);
    }
}

/// Marks the bounds that stand in brackets which give an example.
pub fn examples(bounds: &mut [Bound], text: &str) {
    const OPENS: [&str; 5] = ["(e.g.", "(for example", "(예:", "(예를 들어", "（例えば"];
    if bounds.is_empty() {
        return;
    }
    for open in OPENS {
        for (at, _) in text.match_indices(open) {
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
    let ends: &[&str] = match language {
        Language::En => &["; ", ": ", ", ", ". ", " (", ") "],
        Language::Ja => &["、", "。", "（", "）", "であって"],
        Language::Ko => &["; ", ": ", ", ", ". ", "(", ")", "고 ", "며 ", "서 "],
    };
    ends.iter().filter_map(|end| Some(gap.rfind(end)? + end.len())).max().unwrap_or(0)
}

/// Words that only compare or link.
const LINKS: [&str; 50] = [
    "to",
    "up",
    "and",
    "or",
    "but",
    "not",
    "less",
    "more",
    "greater",
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
        word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !LINKS.iter().any(|l| l.eq_ignore_ascii_case(word))
    };
    phrase.split_whitespace().any(names).then(|| Span::new(start, start + phrase.len()))
}
