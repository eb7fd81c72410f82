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
    // The last announcement counts. With the three words behind each.
    let mut words = from_last(text);
    let mut behind = [""; 3];
    while let Some(word) = words.next() {
        let mut before = words.clone();
        let says = if word.eq_ignore_ascii_case("following") {
            let plain = if behind.iter().any(|w| TRAITS.iter().any(|t| t.eq_ignore_ascii_case(w))) {
                Announced::Traits
            } else {
                Announced::List
            };
            quantity(before).unwrap_or(plain)
        } else if word.eq_ignore_ascii_case("follows") && before.next() == Some("as") {
            Announced::List
        } else if matches!(behind, ["described", "in", "this" | "the"])
            && TRAITS.contains(&word)
            // "any of the following characteristics described in the List" is said already.
            && words.clone().next() != Some("following")
        {
            quantity(words).unwrap_or(Announced::Traits)
        } else if word == "such" && behind.first() == Some(&"as") && text.ends_with(':') {
            Announced::List
        } else {
            let [next, further, _] = behind;
            behind = [word, next, further];
            continue;
        };
        return Some(says);
    }
    None
}

/// The words of `text`, the last first.
fn from_last(text: &str) -> impl Iterator<Item = &str> + Clone {
    let mut rest = text;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let is_part = |b: &u8| b.is_ascii_alphanumeric() || !b.is_ascii();
        let end = 1 + bytes.iter().rposition(is_part)?;
        let start = bytes.get(..end)?.iter().rposition(|b| !is_part(b)).map_or(0, |at| at + 1);
        let (mut before, mut word) = (rest.get(..start)?, rest.get(start..end)?);
        if !word.is_ascii() {
            // Which of the characters are letters is not told by their bytes.
            rest = rest.get(..end)?.trim_end_matches(|c: char| !c.is_alphanumeric());
            before = rest.trim_end_matches(char::is_alphanumeric);
            word = rest.get(before.len()..)?;
        }
        rest = before;
        (!word.is_empty()).then_some(word)
    })
}

/// The quantity that words belong to, from the last on.
fn quantity<'t>(words: impl Iterator<Item = &'t str>) -> Option<Announced> {
    for word in words {
        let lower = word.bytes().any(|b| b.is_ascii_uppercase()).then(|| word.to_ascii_lowercase());
        return match lower.as_deref().unwrap_or(word) {
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
