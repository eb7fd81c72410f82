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
    for (i, (context, mention)) in contexts.iter().zip(mentions).enumerate() {
        let head = context.before.trim();
        let last = i + 1 == mentions.len();
        let measured = Measured { text, mention };
        let own = behind(&context.after, last, measured).or_else(|| before(head, measured));
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
    lists(&contexts, mentions, &mut ops);
    let units = shared_units(&contexts, mentions);
    let mut verdicts: Vec<Verdict> =
        ops.into_iter().zip(mentions).zip(units).map(|((op, mention), unit)| verdict(op, mention, unit)).collect();
    tolerances(&contexts, mentions, &mut verdicts);
    verdicts
}

/// A value and the paragraph it stands in, for comparators of merit.
#[derive(Clone, Copy)]
struct Measured<'t> {
    text: &'t str,
    mention: &'t Mention,
}

/// "20 ± 0.01 °C": the value is the condition, what follows ± its tolerance.
fn tolerances(contexts: &[Context], mentions: &[Mention], verdicts: &mut [Verdict]) {
    for i in 1..mentions.len() {
        let attached = contexts.get(i).is_some_and(|c| c.before.trim().is_empty());
        let (Some(own), Some(tolerance)) = (mentions.get(i - 1), mentions.get(i)) else { continue };
        if attached
            && tolerance.plus_minus
            && own.unit.is_none()
            && let Some([value, margin]) = verdicts.get_mut(i - 1..=i)
        {
            *value = Verdict::Bounds(vec![Op::Exactly], tolerance.unit.clone());
            *margin = Verdict::Word;
        }
    }
}

/// "more than 25% nickel and 20% chromium", "approximately 50% Nb, 30% Ti, 20% W": one
/// comparator for all values of a list that have the same unit.
fn lists(contexts: &[Context], mentions: &[Mention], ops: &mut [Option<Op>]) {
    const APART: [&str; 16] = [
        "at", "with", "having", "when", "using", "for", "from", "to", "while", "under", "per", "measured", "over",
        "if", "by", "into",
    ];
    for i in 1..mentions.len() {
        let (Some(link), Some(left), Some(right)) = (contexts.get(i), mentions.get(i - 1), mentions.get(i)) else {
            continue;
        };
        let link = link.before.trim();
        let joined = link.ends_with(',') || ["and", "or"].iter().any(|w| ends_with_phrase(link, w));
        let close = link.split_whitespace().count() <= 9
            && !link.contains([';', '(', ')'])
            && !link.split_whitespace().any(|w| APART.contains(&w));
        let base = |m: &Mention| m.unit.as_ref().map(|u| u.code().split('/').next().unwrap_or("").to_owned());
        let alike = base(left).is_some() && base(left) == base(right) && !right.plus_minus;
        if let (true, Some([before, own])) = (joined && close && alike, ops.get_mut(i - 1..=i))
            && own.is_none()
            && *before != Some(Op::Exactly)
        {
            *own = *before;
        }
    }
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
        let up_to = matches!(link, "and up to" | "up to" | "up to and including");
        if !(up_to || matches!(link, "to" | "through" | "-" | "–" | "−" | "—")) {
            continue;
        }
        if let Some([low, high]) = ops.get_mut(i - 1..=i) {
            match (*low, *high) {
                (None, None) => (*low, *high) = (Some(Op::AtLeast), Some(Op::AtMost)),
                (Some(Op::Greater | Op::AtLeast), None) => *high = Some(Op::AtMost),
                (None, Some(Op::AtMost | Op::Less)) => *low = Some(Op::AtLeast),
                // "within 0 to 0.2 mm"
                (Some(Op::AtMost), None) => (*low, *high) = (Some(Op::AtLeast), Some(Op::AtMost)),
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
        let linked = matches!(
            context.before.trim(),
            "to" | "through" | "and" | "or" | "-" | "–" | "×" | "x" | "," | "by" | "up to" | "up to and including"
        );
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
    fn op(self, measured: Measured<'_>) -> Op {
        match self {
            Self::Is(op) => op,
            Self::Merit { inclusive } => match (merit::is_upwards(measured.text, measured.mention), inclusive) {
                (true, true) => Op::AtLeast,
                (true, false) => Op::Greater,
                (false, true) => Op::AtMost,
                (false, false) => Op::Less,
            },
        }
    }
}

/// The comparator that ends last in `head`, with at most a few words between it and the value.
fn before(head: &str, measured: Measured<'_>) -> Option<Op> {
    let (end, sense, phrase) = last_comparator(head)?;
    let filler = head.get(end..)?;
    let near = match phrase {
        // "over a period of 8 hours", "under standard temperature (273 K)" compare nothing.
        "over" => filler.trim().is_empty(),
        "above" | "below" | "under" | "beyond" | "down to" => is_filler(filler, 3),
        _ => is_filler(filler, 6),
    };
    near.then(|| sense.op(measured))
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
    let phrase = BEFORE.iter().filter_map(|(phrase, sense)| {
        let at = rfind_phrase(head, phrase)?;
        Some((at + phrase.len(), *sense, *phrase))
    });
    let than = than_phrase(head).into_iter().chain(bare_adjective(head)).map(|(end, sense)| (end, sense, ""));
    phrase.chain(than).max_by_key(|(end, _, phrase)| (*end, phrase.len()))
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
/// or equal to", "better than": where it ends and how it compares.
fn than_phrase(head: &str) -> Option<(usize, Sense)> {
    let than = rfind_phrase(head, "than")?;
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
    let equal_before =
        ["equal to or", "equals or", "equal or", "equal to, or", "equal to and"].iter().any(|e| lead.ends_with(e));
    let tail = head.get(end..)?;
    let equal_after = [" or equal to", " or equal", ", or equal to"].iter().find(|e| tail.starts_with(**e));
    end += equal_after.map_or(0, |e| e.len());
    let inclusive = equal_before || equal_after.is_some();
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
    let text = text.replace("multiplied by", "multiplied");
    let mut words = 0;
    !text.trim_end().ends_with('(')
        && text.split_whitespace().all(|w| {
            words += 1;
            words <= most.max(if text.contains("multiplied") { 8 } else { 0 })
                && !w.ends_with([',', ';', ':'])
                && !BREAKS.contains(&w)
        })
}

/// Words that end what a comparator behind a value can reach back over: "97% by weight
/// or more", "1,000 cm^2 per sheet or less", "2 kg of TNT or greater".
const STOPS: [&str; 16] = [
    "and", "or", "with", "having", "at", "when", "for", "if", "using", "but", "which", "from", "that", "while", "to",
    "than",
];

/// Comparators behind a value: "or more", ", or greater", "in length or more", "≤ F ≤".
fn behind(after: &str, last: bool, measured: Measured<'_>) -> Option<Op> {
    if let Some(op) = mirrored(after) {
        return Some(op);
    }
    let mut rest = after;
    let mut words = 0;
    let mut previous = "";
    loop {
        rest = rest.trim_start_matches([' ', ',', ')']);
        let end = rest.find(' ')?;
        let (word, tail) = rest.split_at_checked(end)?;
        if matches!(word, "or" | "and") && !matches!(previous, "one" | "any") {
            return comparator(tail.trim_start(), last, measured);
        }
        // A comma ends the phrase unless the connective follows it at once.
        let comma = word.ends_with(',') && !["or ", "and "].iter().any(|w| tail.trim_start().starts_with(w));
        if words == 8 || comma || word.ends_with([';', ':', '.']) && !word.ends_with("in.") || STOPS.contains(&word) {
            return None;
        }
        (words, previous, rest) = (words + 1, word, tail);
    }
}

/// What follows "or" behind a value.
fn comparator(rest: &str, last: bool, measured: Measured<'_>) -> Option<Op> {
    let word: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    let rest = rest.get(word.len()..)?;
    // "or more than" begins another comparison, "and below or equal to 2.4 nm" does too.
    if ["than", "or equal"].iter().any(|w| rest.trim_start().starts_with(w)) {
        return None;
    }
    let ends = match rest.trim_start().chars().next() {
        None => last,
        Some(c) => {
            !c.is_alphanumeric()
                || ["when", "at", "in", "and", "or", "with", "for", "as", "that"]
                    .iter()
                    .any(|w| rest.trim_start().starts_with(w))
        }
    };
    match word.as_str() {
        "above" | "over" | "beyond" | "up" => ends.then_some(Op::AtLeast),
        "below" | "under" => ends.then_some(Op::AtMost),
        "better" => Some(Sense::Merit { inclusive: true }.op(measured)),
        w if UPWARDS.contains(&w) => Some(Op::AtLeast),
        w if DOWNWARDS.contains(&w) => Some(Op::AtMost),
        _ => None,
    }
}

/// "10 kHz < F ≤ 100 kHz": the sign behind the lower value, seen from the parameter.
fn mirrored(after: &str) -> Option<Op> {
    let tail = after.trim_start();
    let sign = tail.chars().next()?;
    let variable = tail.get(sign.len_utf8()..)?.trim_start();
    if !variable.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    match sign {
        '<' => Some(Op::Greater),
        '≤' => Some(Op::AtLeast),
        '>' => Some(Op::Less),
        '≥' => Some(Op::AtMost),
        _ => None,
    }
}

/// The comparator at the end of a text that announces values in the paragraphs below it:
/// "equal to or greater than:" (1C116.a), "lower (better) than any of the following:".
pub fn lead(text: &str) -> Option<Op> {
    let folded = folded(text);
    let announced = folded.trim_end().strip_suffix(':')?.trim_end();
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
