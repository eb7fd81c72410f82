//! Comparators of the US list: before the value ("exceeding 2.7 GHz", "not greater
//! than", "equal to or less (better) than 4.5 K") or behind it ("10,000 hours or
//! longer", "50 hp or more", "0.01 dB or better").

use super::{Verdict, merit};
use crate::grammar::mention::Mention;
use crate::grammar::scan::{Lexicon, scan};
use crate::grammar::{Reading, latin, name};
use crate::model::Op;
use crate::text::Language;

/// Reads a paragraph of the US list.
pub fn read(text: &str) -> Reading {
    let lexicon = Lexicon {
        next_run: latin::next_run_or_word,
        run_end: latin::run_end,
        name_at: name::name_at,
        mention_at: |text, at| latin::mention_at(text, at, Language::En),
    };
    let scanned = scan(text, &lexicon);
    let verdicts = verdicts(text, &scanned.mentions);
    super::assemble(text, scanned, verdicts)
}

/// The words around a mention, lower-case, brackets with a mere direction removed.
struct Context {
    before: String,
    after: String,
}

fn contexts(text: &str, mentions: &[Mention]) -> Vec<Context> {
    let end = |i: Option<usize>| i.and_then(|i| mentions.get(i)).map_or(0, |m| m.whole.range().end);
    mentions
        .iter()
        .enumerate()
        .map(|(i, m)| {
            let next = mentions.get(i + 1).map_or(text.len(), |n| n.span.range().start);
            Context {
                before: folded(text.get(end(i.checked_sub(1))..m.span.range().start).unwrap_or("")),
                after: folded(text.get(m.whole.range().end..next).unwrap_or("")),
            }
        })
        .collect()
}

/// Lower-case, without "(better)", "(higher)" and the like: they say which direction
/// has merit, never how to compare.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once('(') {
        out.push_str(head);
        match tail.split_once(')') {
            Some((inside, after)) if inside.len() <= 24 && inside.chars().all(|c| c.is_alphabetic() || c == ' ') => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
                rest = after.trim_start_matches(' ');
            }
            _ => {
                out.push('(');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out.make_ascii_lowercase();
    out
}

fn verdicts(text: &str, mentions: &[Mention]) -> Vec<Verdict> {
    let contexts = contexts(text, mentions);
    let mut ops: Vec<Option<Op>> = Vec::with_capacity(mentions.len());
    let mut between = false;
    for context in &contexts {
        let head = context.before.trim();
        let own = behind(&context.after, text).or_else(|| before(head, text));
        let low_of_pair = ends_with_phrase(head, "between");
        let op = match own {
            _ if between && matches!(head, "and" | "to") => Some(own.unwrap_or(Op::AtMost)),
            _ if low_of_pair => Some(Op::AtLeast),
            own => own,
        };
        between = low_of_pair;
        ops.push(op);
    }
    ranges(&contexts, &mut ops);
    products(&contexts, &mut ops);
    let units = shared_units(&contexts, mentions);
    ops.into_iter().zip(mentions).zip(units).map(|((op, mention), unit)| verdict(op, mention, unit)).collect()
}

fn verdict(op: Option<Op>, mention: &Mention, unit: Option<crate::quantity::Unit>) -> Verdict {
    match op {
        Some(op) => Verdict::Bounds(vec![op], unit),
        None if unit.is_some() || mention.unit.is_some() || mention.ratio => Verdict::Bounds(vec![Op::Exactly], unit),
        None => Verdict::Word,
    }
}

/// "1.5 MHz to 87.5 MHz", "20 Hz through 2,000 Hz": both ends belong to the range.
fn ranges(contexts: &[Context], ops: &mut [Option<Op>]) {
    for i in 1..contexts.len() {
        let Some(link) = contexts.get(i).map(|c| c.before.trim()) else { continue };
        if !matches!(link, "to" | "through" | "-" | "–" | "−" | "—" | "and up to" | "up to") {
            continue;
        }
        if let Some([low, high]) = ops.get_mut(i - 1..=i) {
            match (*low, *high) {
                (None, None) => (*low, *high) = (Some(Op::AtLeast), Some(Op::AtMost)),
                (Some(Op::Greater | Op::AtLeast), None) => *high = Some(Op::AtMost),
                (None, Some(Op::AtMost | Op::Less)) => *low = Some(Op::AtLeast),
                _ => {}
            }
        }
    }
}

/// "120 mm × 120 mm × 50 mm or greater": one comparator for all factors.
fn products(contexts: &[Context], ops: &mut [Option<Op>]) {
    for i in (1..contexts.len()).rev() {
        let joined = contexts.get(i).is_some_and(|c| matches!(c.before.trim(), "×" | "x" | "by"));
        if let (true, Some([left, right])) = (joined, ops.get_mut(i - 1..=i)) {
            *left = left.or(*right);
        }
    }
    for i in 1..contexts.len() {
        let joined = contexts.get(i).is_some_and(|c| matches!(c.before.trim(), "×" | "x" | "by"));
        if let (true, Some([left, right])) = (joined, ops.get_mut(i - 1..=i)) {
            *right = right.or(*left);
        }
    }
}

/// A value without a unit takes the one of its partner: "43.5 to 90 GHz", "5, 10 or 15 W".
fn shared_units(contexts: &[Context], mentions: &[Mention]) -> Vec<Option<crate::quantity::Unit>> {
    let mut units: Vec<Option<crate::quantity::Unit>> = vec![None; mentions.len()];
    for i in (1..mentions.len()).rev() {
        let (Some(context), Some(left), Some(right)) = (contexts.get(i), mentions.get(i - 1), mentions.get(i)) else {
            continue;
        };
        let linked =
            matches!(context.before.trim(), "to" | "through" | "and" | "or" | "-" | "–" | "×" | "x" | "," | "by");
        let right_unit = right.unit.clone().or_else(|| units.get(i).cloned().flatten());
        if linked
            && left.unit.is_none()
            && !left.ratio
            && right_unit.is_some()
            && let Some(unit) = units.get_mut(i - 1)
        {
            *unit = right_unit;
        }
    }
    units
}

/// Comparators before a value. The longest that ends last wins.
const BEFORE: &[(&str, Sense)] = &[
    ("does not exceed", Sense::Is(Op::AtMost)),
    ("do not exceed", Sense::Is(Op::AtMost)),
    ("not to exceed", Sense::Is(Op::AtMost)),
    ("not exceeding", Sense::Is(Op::AtMost)),
    ("not exceed", Sense::Is(Op::AtMost)),
    ("equal to or exceeding", Sense::Is(Op::AtLeast)),
    ("equal or exceed", Sense::Is(Op::AtLeast)),
    ("equals or exceeds", Sense::Is(Op::AtLeast)),
    ("meet or exceed", Sense::Is(Op::AtLeast)),
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
    ("better than", Sense::Merit { inclusive: false }),
    ("superior to", Sense::Merit { inclusive: false }),
];

/// Adjectives of "… than", with the direction.
const UPWARDS: [&str; 13] = [
    "greater", "more", "higher", "larger", "longer", "wider", "faster", "thicker", "heavier", "bigger", "deeper",
    "stronger", "broader",
];
const DOWNWARDS: [&str; 10] =
    ["less", "fewer", "lower", "smaller", "shorter", "narrower", "slower", "thinner", "finer", "lighter"];

/// How a phrase compares: as it says, or in the direction of merit.
#[derive(Debug, Clone, Copy)]
enum Sense {
    Is(Op),
    Merit { inclusive: bool },
}

impl Sense {
    fn op(self, text: &str) -> Op {
        match self {
            Self::Is(op) => op,
            Self::Merit { inclusive } => match (merit::is_upwards(text), inclusive) {
                (true, true) => Op::AtLeast,
                (true, false) => Op::Greater,
                (false, true) => Op::AtMost,
                (false, false) => Op::Less,
            },
        }
    }
}

/// The comparator that ends last in `head`, with at most a few words between it and the value.
fn before(head: &str, text: &str) -> Option<Op> {
    let phrase = BEFORE
        .iter()
        .filter_map(|(phrase, sense)| {
            let at = rfind_phrase(head, phrase)?;
            Some((at + phrase.len(), phrase.len(), *sense))
        })
        .max_by_key(|(end, length, _)| (*end, *length));
    let phrase = phrase.map(|(end, _, sense)| (end, sense.op(text)));
    let (end, op) = phrase.into_iter().chain(than_phrase(head)).max_by_key(|(end, _)| *end)?;
    is_filler(head.get(end..)?).then_some(op)
}

/// "greater than", "equal to or less than", "no more than", "not less than", "more than
/// or equal to": where it ends and how it compares.
fn than_phrase(head: &str) -> Option<(usize, Op)> {
    let than = rfind_phrase(head, "than")?;
    let mut end = than + "than".len();
    let lead = head.get(..than)?.trim_end();
    let word = lead.rsplit(' ').next()?;
    let up = UPWARDS.contains(&word);
    if !up && !DOWNWARDS.contains(&word) {
        return None;
    }
    let lead = lead.strip_suffix(word)?.trim_end();
    let negated = ["not", "no", "never"].iter().any(|n| ends_with_phrase(lead, n));
    let equal_before =
        ["equal to or", "equals or", "equal or", "equal to, or", "equal to and"].iter().any(|e| lead.ends_with(e));
    let tail = head.get(end..)?;
    let equal_after = [" or equal to", " or equal", ", or equal to"].iter().find(|e| tail.starts_with(**e));
    end += equal_after.map_or(0, |e| e.len());
    let inclusive = equal_before || equal_after.is_some();
    Some((
        end,
        match (up, negated, inclusive) {
            (true, false, false) => Op::Greater,
            (true, false, true) | (false, true, _) => Op::AtLeast,
            (false, false, false) => Op::Less,
            (false, false, true) | (true, true, _) => Op::AtMost,
        },
    ))
}

/// Whether the words between a comparator and its value leave them together.
fn is_filler(text: &str) -> bool {
    const BREAKS: [&str; 14] =
        ["and", "or", "with", "at", "when", "having", "for", "if", "using", "by", "but", "which", "per", "from"];
    let mut words = 0;
    text.split_whitespace().all(|w| {
        words += 1;
        words <= 6 && !w.ends_with([',', ';', ':']) && !BREAKS.contains(&w)
    })
}

/// Comparators behind a value: "or more", ", or greater", "in length or more".
fn behind(after: &str, text: &str) -> Option<Op> {
    let tail = after.trim_start_matches([' ', ',']);
    let tail = ["rms", "peak", "in diameter", "in length", "in width", "in size", "in any dimension"]
        .iter()
        .find_map(|w| tail.strip_prefix(w))
        .unwrap_or(tail)
        .trim_start_matches([' ', ',']);
    let (link, rest) = tail.split_once(' ')?;
    if !matches!(link, "or" | "and") {
        return None;
    }
    let word: String = rest.trim_start().chars().take_while(char::is_ascii_alphabetic).collect();
    let rest = rest.get(word.len()..)?;
    // "or more than" begins another comparison.
    if rest.trim_start().starts_with("than") {
        return None;
    }
    match word.as_str() {
        "above" | "over" | "beyond" | "up" => Some(Op::AtLeast),
        "below" | "under" => Some(Op::AtMost),
        "better" => Some(Sense::Merit { inclusive: true }.op(text)),
        w if UPWARDS.contains(&w) => Some(Op::AtLeast),
        w if DOWNWARDS.contains(&w) => Some(Op::AtMost),
        _ => None,
    }
}

/// The last place of `phrase` in `text` as whole words.
fn rfind_phrase(text: &str, phrase: &str) -> Option<usize> {
    let word = phrase.starts_with(|c: char| c.is_ascii_alphabetic());
    text.rmatch_indices(phrase).map(|(i, _)| i).find(|i| {
        let clear = |c: Option<char>| !word || !c.is_some_and(|c| c.is_alphanumeric() || c == '-');
        clear(text.get(..*i).and_then(|h| h.chars().next_back()))
            && clear(text.get(i + phrase.len()..).and_then(|t| t.chars().next()))
    })
}

fn ends_with_phrase(text: &str, phrase: &str) -> bool {
    rfind_phrase(text, phrase).is_some_and(|i| i + phrase.len() == text.len())
}
