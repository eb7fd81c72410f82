//! English: "having all of the following:", "as follows", "; and".

use super::{Announced, Connective};

/// Words between a quantity and "following": "any one or more of the following".
const BETWEEN: [&str; 9] = ["of", "the", "or", "more", "least", "at", "set", "sets", "these"];

/// What follows "the following" where the children are traits of one thing.
const TRAITS: [&str; 12] = [
    "characteristics",
    "characteristic",
    "features",
    "properties",
    "capabilities",
    "criteria",
    "conditions",
    "specifications",
    "requirements",
    "parameters",
    "functions",
    "standards",
];

/// `having any of the following:` (3A001.b.2) · `having all of the characteristics described
/// in this ECCN` (3A225) · `that are both:` (2B352.j) · `as follows (see List of Items
/// Controlled)` · `combine … at least two of the following` (7E004.c.1) · `except:` (3B991.b.2.a) ·
/// `and that are NOT:` (9A515.x).
pub(super) fn announced(text: &str) -> Option<Announced> {
    let end = text.trim_end_matches([' ', '.', ';']);
    for (tail, says) in [
        ("both:", Announced::All),
        ("either:", Announced::Any),
        ("except:", Announced::Exceptions),
        ("and that are NOT:", Announced::Exceptions),
        ("that are not:", Announced::Exceptions),
        ("including:", Announced::List),
        ("such as:", Announced::List),
    ] {
        if end.ends_with(tail) {
            return Some(says);
        }
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let mut found = None;
    for (at, word) in words.iter().enumerate() {
        let next = |n: usize| words.get(at + n).copied().unwrap_or("");
        let says = if word.eq_ignore_ascii_case("following") {
            let plain = if (1..4).any(|n| TRAITS.contains(&next(n).to_ascii_lowercase().as_str())) {
                Announced::Traits
            } else {
                Announced::List
            };
            quantity(words.get(..at).unwrap_or_default()).unwrap_or(plain)
        } else if word.eq_ignore_ascii_case("follows") && at.checked_sub(1).and_then(|i| words.get(i)) == Some(&"as") {
            Announced::List
        } else if TRAITS.contains(word)
            // "any of the following characteristics described in the List" is said already.
            && at.checked_sub(1).and_then(|i| words.get(i)) != Some(&"following")
            && next(1) == "described"
            && next(2) == "in"
            && matches!(next(3), "this" | "the")
        {
            quantity(words.get(..at).unwrap_or_default()).unwrap_or(Announced::Traits)
        } else if *word == "such" && next(1) == "as" && text.ends_with(':') {
            Announced::List
        } else {
            continue;
        };
        found = Some(says);
    }
    found
}

/// The quantity that the last of `words` belong to.
fn quantity(words: &[&str]) -> Option<Announced> {
    for word in words.iter().rev() {
        let word = word.to_ascii_lowercase();
        return match word.as_str() {
            "all" | "both" | "each" => Some(Announced::All),
            "any" | "either" => Some(Announced::Any),
            "two" | "three" => Some(Announced::Several),
            "one" => Some(Announced::Any),
            w if BETWEEN.contains(&w) => continue,
            _ => None,
        };
    }
    None
}

/// `… 108 watts; or` · `…; <I>and</I>`.
pub(super) fn connective(text: &str) -> Option<Connective> {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ';' | ',' | ':' | ']'));
    let word = text.rsplit(|c: char| c.is_whitespace() || matches!(c, ';' | ',')).next()?;
    match word {
        "and" => Some(Connective::And),
        "or" | "and/or" => Some(Connective::Or),
        _ => None,
    }
}
