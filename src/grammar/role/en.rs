//! English words of circumstance: "at any frequency exceeding …", "within the frequency
//! range …", "when measured at …". They stand before their value.

use crate::grammar::tail::past_bracket;
use crate::model::{Bound, Op, Role};

/// What governs the value that a clause leads to.
enum Lead<'c> {
    /// A word of circumstance, with the words before it.
    Circumstance(&'c str),
    /// The rate at which a thing works: a circumstance only behind a limit.
    Rate(&'c str),
    /// "If the pulse duration is": the whole sentence is one.
    Condition,
    /// Anything else.
    Other,
}

/// What the bound before leaves to the one behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// It limits, or conditions a limit: words of circumstance behind it condition too.
    Stated,
    /// It has words of circumstance itself and yet limits: what the thing is made for.
    Made,
}

pub(super) fn assign(bounds: &mut [Bound], text: &str, label: usize) {
    let mut state = State::Stated;
    let mut folded = String::new();
    for i in 0..bounds.len() {
        let Some((earlier, rest)) = bounds.split_at_mut_checked(i) else { continue };
        let Some(own) = rest.first_mut() else { continue };
        let before = earlier.last();
        if let Some(twin) = before.filter(|b| b.span == own.span) {
            own.role = if own.op == Op::Exactly { Role::Condition } else { twin.role };
            continue;
        }
        let from = before.map_or(label, |b| b.span.range().end);
        let gap = text.get(from..own.span.range().start).unwrap_or("");
        if own.op == Op::Exactly {
            state = State::Stated;
            continue;
        }
        folded.clear();
        folded.push_str(if before.is_some() { behind(gap) } else { gap });
        folded.make_ascii_lowercase();
        let gap = folded.as_str();
        if let Some(low) = before.filter(|b| b.op != Op::Exactly && alike(b, own) && links(gap)) {
            own.role = low.role;
            continue;
        }
        let ends = memchr::memrchr3_iter(b';', b'.', b':', gap.as_bytes());
        let cut = ends.map(|at| at + 1).find(|at| gap.as_bytes().get(*at) == Some(&b' ')).map(|at| at + 1);
        let clause = gap.get(cut.unwrap_or(0)..).unwrap_or("");
        let same = before.is_some() && cut.is_none();
        let prior = |head| same && state == State::Stated && !words(head).any(|w| CONJUNCTIONS.contains(&w));
        let (condition, made) = match lead(stated(clause), same) {
            Lead::Circumstance(head) => {
                let mut last = words(head).rev();
                let (last, previous) = (last.next(), last.next());
                let measured = last.is_some_and(|w| MEASURED.contains(&w));
                let announced =
                    matches!((previous, last), (_, Some("following")) | (Some("following"), Some("anywhere")));
                let first = before.is_none() && last.is_none();
                let condition = prior(head) || measured || announced || first;
                (condition, !condition)
            }
            Lead::Condition => (true, false),
            Lead::Rate(head) => (prior(head), !prior(head)),
            // "10 g rms between 20 Hz and 2 kHz": a range right behind a limit.
            Lead::Other => (same && own.unit.code() != "1" && matches!(clause.trim(), "between" | "from"), false),
        };
        own.role = if condition { Role::Condition } else { Role::Limit };
        state = if made { State::Made } else { State::Stated };
    }
}

/// Whether two bounds measure the same.
fn alike(a: &Bound, b: &Bound) -> bool {
    a.unit.measures_as(&b.unit)
}

/// What follows the comparator behind a value, and its aliases.
fn behind(gap: &str) -> &str {
    let mut rest = past_bracket(gap).trim_start_matches([' ', ',']);
    rest = rest.strip_prefix("rms ").unwrap_or(rest);
    for joiner in ["or ", "and "] {
        if let Some(word) = rest.strip_prefix(joiner) {
            let end = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
            if word.get(..end).is_some_and(|w| COMPARING.contains(&w)) {
                rest = past_bracket(word.get(end..).unwrap_or(""));
            }
        }
    }
    rest
}

/// Adjectives behind a value: "10 mm or less".
const COMPARING: [&str; 12] = [
    "more", "less", "greater", "higher", "lower", "better", "longer", "larger", "smaller", "below", "above", "shorter",
];

/// Whether the words between two values, in lower case, only make them a range.
fn links(gap: &str) -> bool {
    const LINKS: [&str; 27] = [
        "to",
        "up",
        "and",
        "including",
        "through",
        "but",
        "not",
        "exceeding",
        "exceed",
        "less",
        "than",
        "equal",
        "or",
        "more",
        "greater",
        "below",
        "above",
        "no",
        "does",
        "do",
        "within",
        "at",
        "most",
        "lower",
        "-",
        "–",
        "higher",
    ];
    let mut any = false;
    gap.split([' ', ',']).filter(|w| !w.is_empty()).all(|word| {
        any = true;
        LINKS.contains(&word) || matches!(word, "f" | "λ" | "≤" | "<" | "≥" | ">")
    }) && any
}

/// The words of a text, without marks around them.
fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split_whitespace().map(bare).filter(|w| !w.is_empty())
}

fn bare(word: &str) -> &str {
    match word.as_bytes() {
        // Most have none.
        [b'a'..=b'z'] | [b'a'..=b'z', .., b'a'..=b'z'] => word,
        _ => word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-'),
    }
}

/// The last of [`words`], and what stands before it.
fn split_last(text: &str) -> Option<(&str, &str)> {
    let mut rest = text;
    loop {
        let (head, word) = split_word(rest.trim_end());
        match bare(word) {
            "" if head.is_empty() => return None,
            "" => rest = head,
            word => return Some((head, word)),
        }
    }
}

/// What stands behind the last white space of a text, parted from what stands before.
fn split_word(text: &str) -> (&str, &str) {
    let start = text.as_bytes().iter().rposition(|b| !b.is_ascii_graphic()).map_or(0, |at| at + 1);
    let (head, word) = text.split_at_checked(start).unwrap_or(("", text));
    match head.as_bytes().last() {
        None | Some(b' ') => (head, word),
        // What is not ASCII may part words or not.
        Some(_) => {
            let word = text.rsplit(char::is_whitespace).next().unwrap_or("");
            text.split_at_checked(text.len() - word.len()).unwrap_or(("", text))
        }
    }
}

/// A clause without what only compares at its end.
fn stated(clause: &str) -> &str {
    let mut rest = clause;
    let mut popped = "";
    // "at least 2 kg" compares, "at 2 K" does not.
    while let Some((head, word)) = split_last(rest)
        && (compares(word) || word == "at" && matches!(popped, "least" | "most"))
    {
        (rest, popped) = (head, word);
    }
    rest
}

fn compares(word: &str) -> bool {
    matches!(
        word,
        "equal"
            | "to"
            | "or"
            | "greater"
            | "less"
            | "more"
            | "higher"
            | "lower"
            | "better"
            | "longer"
            | "larger"
            | "smaller"
            | "fewer"
            | "than"
            | "not"
            | "no"
            | "exceeding"
            | "exceeds"
            | "exceed"
            | "above"
            | "below"
            | "of"
            | "least"
            | "most"
            | "up"
            | "including"
            | "from"
            | "between"
            | "through"
            | "about"
            | "approximately"
            | "is"
    )
}

/// Whether a word begins another statement.
fn begins_another(word: &str) -> bool {
    matches!(
        word,
        "with"
            | "having"
            | "and"
            | "or"
            | "but"
            | "that"
            | "which"
            | "containing"
            | "capable"
            | "while"
            | "using"
            | "whose"
            | "by"
    )
}

/// Words that, before a circumstance, part it from the limit before them.
const CONJUNCTIONS: [&str; 8] = ["and", "or", "having", "with", "while", "that", "which", "maintaining"];

/// What a circumstance without a limit before it may follow: a value is measured, not made for it.
const MEASURED: [&str; 4] = ["measured", "determined", "calculated", "evaluated"];

/// The word that governs the value behind `clause`. `same` is whether a bound stands before
/// it in its clause.
fn lead(clause: &str, same: bool) -> Lead<'_> {
    const REACH: usize = 9;
    let mut rest = clause;
    for _ in 0..REACH {
        let Some((head, word)) = split_last(rest) else { break };
        let phrase = clause.get(rest.len()..).unwrap_or("");
        rest = head;
        if word == "with" && split_last(head).is_some_and(|(_, w)| w == "compared") {
            continue;
        }
        if begins_another(word) {
            return Lead::Other;
        }
        let of = |nouns: &[&str]| words(phrase).any(|w| nouns.iter().any(|n| w.starts_with(n)));
        // The noun of "for" stands close: "for wavelengths", "for any frequency change".
        let near = |nouns: &[&str]| words(phrase).take(2).any(|w| nouns.iter().any(|n| w.starts_with(n)));
        let opens = match word {
            "at" if of(&["rate", "speed"]) => return Lead::Rate(head),
            "at" => Some(of(&SURROUNDINGS) || of(&["distance", "energ"])),
            "within" | "throughout" => Some(of(&["range", "band"])),
            "in" => Some(of(&["range", "band", "wave", "depth"])),
            "over" => Some(of(&["range", "band", "period", "interval", "length"])),
            "across" => Some(of(&["distance", "range", "band"])),
            "during" => Some(of(&["interval", "period"])),
            "from" => Some(of(&["depth"])),
            "into" => Some(of(&["load"])),
            "if" if split_last(head).is_none() => return Lead::Condition,
            "under" => Some(of(&SURROUNDINGS)),
            "for" => Some(near(&["frequenc", "wavelength", "temperature", "sampling", "proton"]) || is_number(phrase)),
            "when" | "measured" => Some(same),
            _ => None,
        };
        match opens {
            Some(true) => return Lead::Circumstance(head),
            Some(false) => return Lead::Other,
            None => {}
        }
    }
    Lead::Other
}

/// "for a number of input fibers".
fn is_number(phrase: &str) -> bool {
    words(phrase).take(2).eq(["a", "number"])
}

/// Quantities of the surroundings.
const SURROUNDINGS: [&str; 9] =
    ["frequenc", "temperature", "wavelength", "pressure", "altitude", "latitude", "stress", "load", "strain"];
