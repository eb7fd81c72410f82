//! Comparators before a value: "exceeding 2.7 GHz", "not greater than", "equal to or less
//! (better) than 4.5 K"; and those that end a text which announces values.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::{Measured, fold};
use crate::grammar::bound::merit;
use crate::grammar::tail::find;
use crate::model::Op;

/// Comparators before a value. The longest that ends last wins.
const BEFORE: &[(&str, Sense)] = &[
    ("does not exceed", Sense::Is(Op::AtMost)),
    ("do not exceed", Sense::Is(Op::AtMost)),
    ("not to exceed", Sense::Is(Op::AtMost)),
    ("not exceeding", Sense::Is(Op::AtMost)),
    ("not exceed", Sense::Is(Op::AtMost)),
    ("equal to or exceeding", Sense::Is(Op::AtLeast)),
    ("equal or exceed", Sense::Is(Op::AtLeast)),
    ("equal to or in excess of", Sense::Is(Op::AtLeast)),
    ("equal to or above", Sense::Is(Op::AtLeast)),
    ("above or equal to", Sense::Is(Op::AtLeast)),
    ("at or above", Sense::Is(Op::AtLeast)),
    ("equal to or below", Sense::Is(Op::AtMost)),
    ("below or equal to", Sense::Is(Op::AtMost)),
    ("at or below", Sense::Is(Op::AtMost)),
    ("greater or equal to", Sense::Is(Op::AtLeast)),
    ("less or equal to", Sense::Is(Op::AtMost)),
    ("meet or exceed", Sense::Is(Op::AtLeast)),
    ("meets or exceeds", Sense::Is(Op::AtLeast)),
    ("meeting or exceeding", Sense::Is(Op::AtLeast)),
    ("down to", Sense::Is(Op::AtMost)),
    ("equals or exceeds", Sense::Is(Op::AtLeast)),
    ("exceeding", Sense::Is(Op::Greater)),
    ("exceeds", Sense::Is(Op::Greater)),
    ("exceed", Sense::Is(Op::Greater)),
    ("in excess of", Sense::Is(Op::Greater)),
    ("beyond", Sense::Is(Op::Greater)),
    ("above", Sense::Is(Op::Greater)),
    ("over", Sense::Is(Op::Greater)),
    (">", Sense::Is(Op::Greater)),
    ("≥", Sense::Is(Op::AtLeast)),
    (">=", Sense::Is(Op::AtLeast)),
    ("below", Sense::Is(Op::Less)),
    ("under", Sense::Is(Op::Less)),
    ("<", Sense::Is(Op::Less)),
    ("≤", Sense::Is(Op::AtMost)),
    ("<=", Sense::Is(Op::AtMost)),
    ("at least", Sense::Is(Op::AtLeast)),
    ("at a minimum", Sense::Is(Op::AtLeast)),
    ("minimum of", Sense::Is(Op::AtLeast)),
    ("at most", Sense::Is(Op::AtMost)),
    ("maximum of", Sense::Is(Op::AtMost)),
    ("up to and including", Sense::Is(Op::AtMost)),
    ("up to", Sense::Is(Op::AtMost)),
    ("within", Sense::Is(Op::AtMost)),
    ("approximately", Sense::Is(Op::About)),
    ("about", Sense::Is(Op::About)),
    ("nominally", Sense::Is(Op::About)),
    ("~", Sense::Is(Op::About)),
    ("superior to", Sense::Merit { inclusive: false }),
];

/// Adjectives of "… than", with the direction.
pub(super) const UPWARDS: [&str; 13] = [
    "greater", "more", "higher", "larger", "longer", "wider", "faster", "thicker", "heavier", "bigger", "deeper",
    "stronger", "broader",
];
pub(super) const DOWNWARDS: [&str; 10] =
    ["less", "fewer", "lower", "smaller", "shorter", "narrower", "slower", "thinner", "finer", "lighter"];

/// How a phrase compares: as it says, or in the direction of merit.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sense {
    Is(Op),
    Merit {
        inclusive: bool,
    },
    /// "no better than".
    NoMerit,
}

impl Sense {
    pub(super) fn op(self, measured: Measured<'_>) -> Op {
        match self {
            Self::Is(op) => op,
            Self::Merit { inclusive } => match (merit::is_upwards(measured.text, measured.mention), inclusive) {
                (true, true) => Op::AtLeast,
                (true, false) => Op::Greater,
                (false, true) => Op::AtMost,
                (false, false) => Op::Less,
            },
            Self::NoMerit => Self::Merit { inclusive: false }.op(measured).denied(),
        }
    }
}

/// The comparator that ends last in `head`, with at most a few words between it and the value.
pub(super) fn before(head: &str, measured: Measured<'_>) -> Option<Op> {
    let (end, sense, phrase) = last_comparator(head)?;
    let filler = head.get(end..)?;
    let near = match phrase {
        // "over a period of 8 hours", "under standard temperature (273 K)" compare nothing.
        "over" => filler.trim().is_empty() && !is_stretch(measured),
        "above" | "below" | "under" | "beyond" | "down to" => is_filler(filler, 3),
        _ => is_filler(filler, 6),
    };
    near.then(|| sense.op(measured))
}

/// "over 2 m segments": what a value is taken along.
fn is_stretch(measured: Measured<'_>) -> bool {
    let tail = measured.text.get(measured.mention.whole.range().end..).unwrap_or("");
    let noun = tail.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    matches!(noun, "segment" | "segments" | "interval" | "intervals" | "period" | "periods" | "stretches" | "paths")
}

/// Where the last comparator of `head` ends, its sense, and the phrase itself if it is
/// one of [`BEFORE`].
fn last_comparator(head: &str) -> Option<(usize, Sense, &'static str)> {
    // More than a few words behind a comparator, it no longer speaks of the value: what
    // stands further off than that need not be looked at.
    let far = head.len().saturating_sub(REACH);
    let cut = (far..head.len()).find(|i| head.is_char_boundary(*i)).unwrap_or(0);
    let (end, sense, phrase) = nearest_comparator(head.get(cut..)?)?;
    Some((cut + end, sense, phrase))
}

/// How many bytes before a value its comparator may stand.
const REACH: usize = 160;

fn nearest_comparator(head: &str) -> Option<(usize, Sense, &'static str)> {
    let mut best = bare_adjective(head).map(|(end, sense)| (end, sense, ""));
    let mut than = None;
    for found in phrases()?.find_overlapping_iter(head) {
        if !stands_alone(head, found.range()) {
            continue;
        }
        let Some((phrase, sense)) = BEFORE.get(found.pattern().as_usize()) else {
            than = Some(found.start());
            continue;
        };
        if best.is_none_or(|(end, _, known)| (end, known.len()) < (found.end(), phrase.len())) {
            best = Some((found.end(), *sense, *phrase));
        }
    }
    let than = than.and_then(|at| than_phrase(head, at)).map(|(end, sense)| (end, sense, ""));
    best.into_iter().chain(than).max_by_key(|(end, _, phrase)| (*end, phrase.len()))
}

/// Finds every phrase of [`BEFORE`] in one pass, and "than", whose number is one past theirs.
fn phrases() -> Option<&'static AhoCorasick> {
    static PHRASES: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    let build = || {
        let all = BEFORE.iter().map(|(phrase, _)| *phrase).chain(["than"]);
        AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(all).ok()
    };
    PHRASES.get_or_init(build).as_ref()
}

/// Whether what stands at `range` is no part of a longer word.
fn stands_alone(text: &str, range: std::ops::Range<usize>) -> bool {
    let word = text.get(range.clone()).is_some_and(|p| p.starts_with(|c: char| c.is_ascii_alphabetic()));
    let clear = |c: Option<char>| !word || !c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    clear(text.get(..range.start).and_then(|h| h.chars().next_back()))
        && clear(text.get(range.end..).and_then(|t| t.chars().next()))
}

/// Whether `text` ends with `phrase` as whole words.
pub(super) fn ends_with_phrase(text: &str, phrase: &str) -> bool {
    text.ends_with(phrase) && stands_alone(text, text.len() - phrase.len()..text.len())
}

/// The word that `text` ends with, hyphens and all, and what stands before it.
pub(super) fn split_last_word(text: &str) -> (&str, &str) {
    let joins = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-';
    let start = text.as_bytes().iter().rposition(|b| !joins(b)).map_or(0, |at| at + 1);
    let (head, word) = text.split_at_checked(start).unwrap_or(("", text));
    match head.as_bytes().last() {
        Some(0x80..) => {
            let head = text.trim_end_matches(|c: char| c.is_alphanumeric() || c == '-');
            (head, text.get(head.len()..).unwrap_or(""))
        }
        _ => (head, word),
    }
}

/// "a full scale of less 13 kPa" (2B230.c.1), "a temperature greater 75 °C": "than" is missing.
fn bare_adjective(head: &str) -> Option<(usize, Sense)> {
    let lead =
        |word: &str| head.strip_suffix(word).filter(|l| l.ends_with(' ') && !ends_with_phrase(l.trim_end(), "or"));
    lead("less")
        .map(|_| Op::Less)
        .or_else(|| lead("greater").map(|_| Op::Greater))
        .map(|op| (head.len(), Sense::Is(op)))
}

/// "greater than", "equal to or less than", "no more than", "not less than", "more than
/// or equal to", "better than", whose "than" stands at `than`: where it ends and how it compares.
fn than_phrase(head: &str, than: usize) -> Option<(usize, Sense)> {
    const EQUAL: [&str; 7] =
        ["equal to or", "equals or", "equal or", "equal to, or", "equal to and", "equivalent to or", "equivalent or"];
    let mut end = than + "than".len();
    let lead = head.get(..than)?.trim_end();
    let word = lead.rsplit([' ', '(']).next()?;
    let merit = matches!(word, "better" | "superior");
    let up = UPWARDS.contains(&word);
    if !up && !merit && !DOWNWARDS.contains(&word) {
        return None;
    }
    let lead = lead.strip_suffix(word)?.trim_end();
    let negated = ["not", "no", "never"].iter().any(|n| ends_with_phrase(lead, n));
    let equal_before = EQUAL.iter().any(|e| lead.ends_with(e));
    let tail = head.get(end..)?;
    let equal_after = [" or equal to", " or equal", ", or equal to"].iter().find(|e| tail.starts_with(**e));
    end += equal_after.map_or(0, |e| e.len());
    let inclusive = equal_before || equal_after.is_some();
    if merit && negated {
        return Some((end, Sense::NoMerit));
    }
    if merit {
        return Some((end, Sense::Merit { inclusive }));
    }
    let op = match (up, negated, inclusive) {
        (true, false, false) => Op::Greater,
        (true, false, true) | (false, true, _) => Op::AtLeast,
        (false, false, false) => Op::Less,
        (false, false, true) | (true, true, _) => Op::AtMost,
    };
    Some((end, Sense::Is(op)))
}

/// Whether the words between a comparator and its value leave them together.
fn is_filler(text: &str, most: usize) -> bool {
    const BREAKS: [&str; 14] =
        ["and", "or", "with", "at", "when", "having", "for", "if", "using", "by", "but", "which", "per", "from"];
    // "(less than 1%)", "below (10^−4)", "less (better) than: 0.001°"
    if matches!(text.trim(), "" | "(" | ":") {
        return true;
    }
    let is_product = find(text, "multiplied").is_some();
    let replaced = is_product.then(|| text.replace("multiplied by", "multiplied"));
    let text = replaced.as_deref().unwrap_or(text);
    let most = if is_product { most.max(8) } else { most };
    let mut words = 0;
    !text.trim_end().ends_with('(')
        && text.split_whitespace().all(|w| {
            words += 1;
            words <= most && !w.ends_with([',', ';', ':']) && !BREAKS.contains(&w)
        })
}

/// The comparator at the end of a text that announces values in the paragraphs below it:
/// "equal to or greater than:" (1C116.a), "lower (better) than any of the following:".
pub fn lead(text: &str) -> Option<Op> {
    let mut folded = String::new();
    fold(&mut folded, text.trim_end().strip_suffix(':')?);
    let announced = folded.trim_end();
    let mut head = announced.split_once(" the following").map_or(announced, |(head, _)| head);
    for end in ["any of", "either of", "all of", "both of", "one of", "all"] {
        head = head.strip_suffix(end).unwrap_or(head).trim_end();
    }
    let (end, sense, _) = last_comparator(head)?;
    match sense {
        Sense::Is(op) if end == head.len() => Some(op),
        _ => None,
    }
}
