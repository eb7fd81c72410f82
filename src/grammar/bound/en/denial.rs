//! What is said not to be there, or not to be possible: "no dimension greater than 30 cm",
//! "not capable of balancing rotors of more than 3 kg". The bound is the other way round.

use super::Context;
use super::before::split_last_word;
use crate::grammar::bound::Verdict;
use crate::grammar::mention::Mention;
use crate::model::Op;

/// Turns the bounds round that are denied. Where one denial holds of two limits together,
/// neither is denied by itself, and both are unread.
pub(super) fn turn(contexts: &[Context<'_>], mentions: &[Mention], ops: &[Option<Op>], verdicts: &mut [Verdict]) {
    let compares = |i: usize| ops.get(i).is_some_and(|op| op.is_some_and(|o| !matches!(o, Op::Exactly | Op::About)));
    for (i, context) in contexts.iter().enumerate() {
        if !compares(i) || !is_denied(context.link) {
            continue;
        }
        // The values that follow in the same clause.
        let further = contexts.iter().skip(i).take_while(|c| !c.after.contains([',', ';', ':', '.'])).count();
        let last = (i + further).min(mentions.len().saturating_sub(1));
        if (i + 1..=last).any(compares) {
            for verdict in verdicts.get_mut(i..=last).into_iter().flatten() {
                *verdict = Verdict::Unread("denied-together");
            }
        } else if let Some(Verdict::Bounds(Some(op), _)) = verdicts.get_mut(i) {
            *op = op.denied();
        }
    }
}

/// Whether the words before a value, its comparator among them, deny what it bounds.
fn is_denied(head: &str) -> bool {
    const REACH: usize = 12;
    let mut rest = head;
    let (mut before, mut last) = split_last_word(rest);
    while compares(last) {
        rest = before.trim_end().trim_end_matches(',');
        (before, last) = split_last_word(rest);
    }
    // "not exceeding", "no more than" are comparators themselves.
    if rest.len() < head.len() && matches!(last, "not" | "no" | "never") {
        rest = before;
    }
    let mut behind = "";
    let mut words = 0;
    for word in rest.split_whitespace().rev().take(REACH) {
        if word.ends_with([',', ';', ':', '.', ')']) || begins_another(word) {
            return false;
        }
        let denies = match word {
            "cannot" | "incapable" | "unable" => true,
            "no" => (1..=4).contains(&words),
            "without" => matches!(behind, "a" | "an" | "any"),
            "not" => matches!(
                behind,
                "capable"
                    | "able"
                    | "have"
                    | "having"
                    | "contain"
                    | "containing"
                    | "possess"
                    | "possessing"
                    | "including"
            ),
            _ => false,
        };
        if denies {
            return true;
        }
        (behind, words) = (word, words + 1);
    }
    false
}

fn compares(word: &str) -> bool {
    matches!(
        word,
        "than"
            | "equal"
            | "to"
            | "or"
            | "equals"
            | "greater"
            | "more"
            | "higher"
            | "larger"
            | "longer"
            | "wider"
            | "faster"
            | "thicker"
            | "heavier"
            | "less"
            | "fewer"
            | "lower"
            | "smaller"
            | "shorter"
            | "better"
            | "exceeding"
            | "exceeds"
            | "exceed"
            | "in"
            | "excess"
            | "above"
            | "below"
            | "over"
            | "under"
            | "beyond"
            | "of"
            | "at"
            | "least"
            | "most"
    )
}

/// Whether a word begins another statement.
fn begins_another(word: &str) -> bool {
    matches!(
        word,
        "and" | "but" | "which" | "that" | "if" | "when" | "where" | "while" | "unless" | "is" | "are" | "be"
    )
}
