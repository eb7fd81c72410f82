//! Paragraphs of its own entry that a text names: `3A001.b.2 and b.3`, `.a through .c`,
//! `paragraphs .a and .x`, `z.2.a`.

use smol_str::SmolStr;

use super::build::id;
use super::label;

/// A named paragraph, or a range of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ref {
    /// Path in the entry; empty is the entry itself.
    pub path: SmolStr,
    /// Last path of a range, inclusive.
    pub to: Option<SmolStr>,
}

/// What a text names.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    /// Paragraphs of the entry, in order.
    pub refs: Vec<Ref>,
    /// Whether there is more in the text than these names.
    pub more: bool,
}

/// Words that name nothing and set no condition.
const FILLERS: [&str; 22] = [
    "the",
    "entire",
    "entry",
    "eccn",
    "eccns",
    "item",
    "items",
    "controlled",
    "by",
    "in",
    "under",
    "of",
    "this",
    "and",
    "or",
    "for",
    "to",
    "paragraph",
    "paragraphs",
    "only",
    "commodities",
    "through",
];

/// Reads the names in `text`, a text of the entry `eccn`.
pub(super) fn named(text: &str, eccn: &str) -> Named {
    let mut found = Named::default();
    // Relative names follow the entry named last.
    let (mut own, mut list, mut range) = (true, false, false);
    // The text of a block has no other white space.
    for printed in text.split(' ') {
        let word = printed.trim_start_matches(['(', '“', '"']).trim_end_matches([',', ';', ':', '.', ')', '”', '"']);
        let path = match label::eccn(word) {
            Some(number) => {
                own = number == eccn;
                list = true;
                word.get(5..).map(|p| p.trim_start_matches('.')).filter(|p| p.is_empty() || is_path(p))
            }
            None => relative(word, printed, list),
        };
        if let Some(path) = path {
            if own {
                push(&mut found.refs, path, range);
            } else {
                found.more = true;
            }
            (list, range) = (true, false);
            continue;
        }
        match word {
            "to" | "through" => range = list,
            "and" | "or" | "and/or" | "" => {}
            "paragraph" | "paragraphs" | "Paragraph" | "Paragraphs" => (own, list) = (true, true),
            _ => {
                (list, range) = (false, false);
                found.more = found.more || !FILLERS.iter().any(|f| f.eq_ignore_ascii_case(word));
            }
        }
    }
    found
}

fn relative<'t>(word: &'t str, printed: &str, list: bool) -> Option<&'t str> {
    let dotted = word.strip_prefix('.');
    let path = dotted.unwrap_or(word);
    if !is_path(path) || matches!(path, "e.g" | "i.e") {
        return None;
    }
    let numeric = path.starts_with(|c: char| c.is_ascii_digit());
    // A lone letter is a name only in a list of names, and `a` only where it is no article.
    let alone = !path.contains('.');
    let article = path == "a" && printed == "a";
    (dotted.is_some() || !numeric && (!alone || list && !article)).then_some(path)
}

fn is_path(text: &str) -> bool {
    !text.is_empty()
        && text.as_bytes().split(|b| *b == b'.').all(|s| match s {
            [b] => b.is_ascii_lowercase() || b.is_ascii_digit(),
            digits => (2..=3).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
        })
}

fn push(refs: &mut Vec<Ref>, path: &str, range: bool) {
    let path = match refs.last().map(|r| r.to.as_deref().unwrap_or(&r.path)) {
        // `1C351.d.15 and .16`: the number stands for the last one of the path before it.
        Some(before) if path.starts_with(|c: char| c.is_ascii_digit()) => match label::split_last(before).0 {
            Some(parent) => id(&[parent, ".", path]),
            None => id(&[before, ".", path]),
        },
        _ => SmolStr::new(path),
    };
    match refs.last_mut() {
        Some(last) if range && last.to.is_none() => last.to = Some(path),
        _ => refs.push(Ref { path, to: None }),
    }
}

/// What all of these have in common: the path itself where it is one, the nearest common
/// parent where they are several; empty is the entry.
pub(super) fn common(refs: &[Ref]) -> Option<String> {
    let mut paths = refs.iter().flat_map(|r| std::iter::once(&r.path).chain(&r.to));
    let mut common: Vec<&str> = paths.next()?.split('.').collect();
    for path in paths {
        let same = common.iter().zip(path.split('.')).take_while(|(a, b)| **a == *b).count();
        common.truncate(same);
    }
    Some(common.join("."))
}

/// The paragraph that a note speaks of in its first words: `5A001.b.3 does not control`,
/// `For the purposes of 3A001.a.2,`, `This entry`.
pub(super) fn subject(text: &str, eccn: &str) -> Option<String> {
    let mut rest = text;
    for lead in ["For the purposes of ", "For the purpose of ", "For purposes of ", "In ", "ECCN "] {
        rest = rest.strip_prefix(lead).unwrap_or(rest);
    }
    if ["this entry", "this ECCN", "This entry", "This ECCN"].iter().any(|w| rest.starts_with(w)) {
        return Some(String::new());
    }
    let is_name = |w: &str| {
        let w = w.trim_end_matches([',', ';', ':', '.']).trim_start_matches('.');
        matches!(w, "and" | "or" | "to" | "through" | "paragraph") || label::eccn(w).is_some() || is_path(w)
    };
    let end = rest.split(' ').take_while(|w| is_name(w)).map(|w| w.len() + 1).sum::<usize>();
    let head = rest.get(..end.min(rest.len())).filter(|h| !h.is_empty())?;
    if !head.trim_start_matches("paragraph ").starts_with(['.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        return None;
    }
    common(&named(head, eccn).refs)
}
