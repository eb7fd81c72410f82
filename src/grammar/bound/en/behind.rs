//! Comparators behind a value: "10,000 hours or longer", "50 hp or more", "0.01 dB or better".

use super::Measured;
use super::before::{DOWNWARDS, Sense, UPWARDS};
use crate::model::Op;
use crate::quantity::Unit;

/// Whether a word ends what a comparator behind a value can reach back over: "97% by weight
/// or more", "1,000 cm^2 per sheet or less", "2 kg of TNT or greater".
fn stops(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "with"
            | "having"
            | "at"
            | "when"
            | "for"
            | "if"
            | "using"
            | "but"
            | "which"
            | "from"
            | "that"
            | "while"
            | "to"
            | "than"
    )
}

/// Comparators behind a value: "or more", ", or greater", "in length or more", "≤ F ≤".
pub(super) fn behind(after: &str, last: bool, measured: Measured<'_>) -> Option<Op> {
    if let Some(op) = mirrored(after) {
        return Some(op);
    }
    let mut rest = after;
    let mut words = 0;
    let mut previous = "";
    loop {
        rest = rest.trim_start_matches([' ', ',', ')']);
        let end = rest.bytes().position(|byte| byte == b' ')?;
        let (word, tail) = rest.split_at_checked(end)?;
        if matches!(word, "or" | "and") && !matches!(previous, "one" | "any") {
            return comparator(tail.trim_start(), last, measured);
        }
        // A comma ends the phrase unless the connective follows it at once.
        let ends = match word.as_bytes() {
            [.., b','] => !["or ", "and "].iter().any(|w| tail.trim_start().starts_with(w)),
            [.., b';' | b':'] => true,
            [.., b'.'] => !word.ends_with("in."),
            _ => stops(word),
        };
        if words == 8 || ends {
            return None;
        }
        (words, previous, rest) = (words + 1, word, tail);
    }
}

/// What follows "or" behind a value.
fn comparator(rest: &str, last: bool, measured: Measured<'_>) -> Option<Op> {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = rest.split_at_checked(letters)?;
    let rest = rest.trim_start();
    // "or more than" begins another comparison, "and below or equal to 2.4 nm" does too.
    if ["than", "or equal"].iter().any(|w| rest.starts_with(w)) {
        return None;
    }
    let ends = || match rest.chars().next() {
        None => last,
        Some(c) => {
            !c.is_alphanumeric()
                || ["when", "at", "in", "and", "or", "with", "for", "as", "that"].iter().any(|w| rest.starts_with(w))
        }
    };
    match word {
        "above" | "over" | "beyond" | "up" => ends().then_some(Op::AtLeast),
        "below" | "under" => ends().then_some(Op::AtMost),
        // Less of a time is faster.
        "faster" if is_time(measured) => Some(Op::AtMost),
        "slower" if is_time(measured) => Some(Op::AtLeast),
        "better" => Some(Sense::Merit { inclusive: true }.op(measured)),
        w if UPWARDS.contains(&w) => Some(Op::AtLeast),
        w if DOWNWARDS.contains(&w) => Some(Op::AtMost),
        _ => None,
    }
}

fn is_time(measured: Measured<'_>) -> bool {
    let scale = measured.mention.unit.as_ref().and_then(Unit::scale);
    scale.is_some_and(|s| Unit::new("s").scale().is_some_and(|t| s.dimension == t.dimension))
}

/// "10 kHz < F ≤ 100 kHz": the sign behind the lower value, seen from the parameter.
fn mirrored(after: &str) -> Option<Op> {
    let tail = after.trim_start();
    let sign = tail.chars().next()?;
    let op = match sign {
        '<' => Op::Greater,
        '≤' => Op::AtLeast,
        '>' => Op::Less,
        '≥' => Op::AtMost,
        _ => return None,
    };
    let variable = tail.get(sign.len_utf8()..)?.trim_start();
    variable.starts_with(|c: char| c.is_alphabetic()).then_some(op)
}
