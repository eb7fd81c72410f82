//! Whether a bound limits, or says under which condition a limit holds ("at any frequency
//! from 3 to 4 GHz", 〜の周波数において, 주파수에서). The wording decides: words of circumstance
//! around a value condition a limit that the same clause states, or that the paragraphs
//! below state ("having all of the following, at …"). Where the clause has no other limit,
//! they say what the thing is made for ("operating at frequencies exceeding 40 GHz"), and
//! limit.

mod en;
mod ja;
mod ko;

use super::tail::after_comparator;
use crate::model::{Bound, Op, Role};
use crate::text::Language;

/// Gives each of a paragraph's bounds, in order of appearance, its role. An exact value
/// is a condition already. `label` is how many bytes of `text` the enumerator takes.
pub fn assign(bounds: &mut [Bound], text: &str, label: usize, language: Language) {
    match language {
        Language::En => en::assign(bounds, text, label),
        Language::Ja => behind(bounds, text, language, &ja::WORDS),
        Language::Ko => behind(bounds, text, language, &ko::WORDS),
    }
}

/// Words behind a value, in languages where they follow it.
struct Words {
    /// Whether what stands between two values makes them the ends of a range.
    ties: fn(&str) -> bool,
    /// "and" between two values.
    and: &'static str,
    /// In a stretch before the next value: where the word of circumstance ends, if there is one.
    circumstance: fn(&str) -> Option<usize>,
    /// Whether what follows the word of circumstance only says what the thing does there.
    is_use: fn(&str) -> bool,
    /// Whether what follows it announces the limits of paragraphs below.
    announces: fn(&str) -> bool,
    /// What ends the clause that a limit must stand in.
    ends: &'static [&'static str],
}

/// Roles where the words of circumstance follow their value: from the last to the first,
/// since a range's first end has what stands behind its second.
fn behind(bounds: &mut [Bound], text: &str, language: Language, words: &Words) {
    for i in (0..bounds.len()).rev() {
        let Some((head, later)) = bounds.split_at_mut_checked(i + 1) else { continue };
        let Some(own) = head.last_mut().filter(|b| b.op != Op::Exactly) else { continue };
        // Two bounds of one value have one role.
        let twin = later.first().filter(|b| b.span == own.span);
        if let Some(twin) = twin {
            own.role = twin.role;
            continue;
        }
        let end = own.span.range().end;
        let next = later.first().map(|b| b.span.range().start);
        let tail = text.get(end..next.unwrap_or(text.len())).unwrap_or("");
        let stretch = after_comparator(tail, language);
        if let Some(high) = later.first()
            && is_range(own.op, high.op)
            && (words.ties)(stretch)
        {
            own.role = high.role;
            continue;
        }
        // 一五ギガヘルツ以下かつ零下二〇度の温度において: one circumstance in two values.
        if later.first().is_some_and(|b| b.op == Op::Exactly) && stretch.trim() == words.and {
            own.role = Role::Condition;
            continue;
        }
        let Some(close) = (words.circumstance)(stretch) else { continue };
        let from = end + tail.len() - stretch.len() + close;
        let rest = text.get(from..).unwrap_or("");
        let limit = later.iter().find(|b| b.op != Op::Exactly).map(|b| b.span.range().start);
        let clause = limit.and_then(|limit| text.get(from..limit));
        let stated = clause.is_some_and(|c| !words.ends.iter().any(|e| c.contains(e)));
        if (stated || (words.announces)(rest)) && !(words.is_use)(rest) {
            own.role = Role::Condition;
        }
    }
}

fn is_range(low: Op, high: Op) -> bool {
    matches!((low, high), (Op::Greater | Op::AtLeast, Op::Less | Op::AtMost))
}
