//! Control numbers and paths to paragraphs.

use std::borrow::Cow;

use super::{Index, Resolved};
use crate::grammar::citation::control::{self, Cited, Named};
use crate::model::{Id, Kind, Paragraph, Target};
use crate::text::{Language, Span};

/// What the text of `paragraph` cites by control number, its own label apart.
pub fn marks(paragraph: &Paragraph, language: Language) -> Vec<Cited> {
    if super::cites_nothing(paragraph) {
        return Vec::new();
    }
    let label = &paragraph.label;
    // "Note 1 to 3A001.a:" cites; 주 1: does not.
    let enumerated = language == Language::Ko
        || matches!(paragraph.kind, Kind::Entry | Kind::Item)
        || label.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    let from = if enumerated && paragraph.text.starts_with(label.as_str()) { label.len() } else { 0 };
    control::find(&paragraph.text, from, language)
}

/// What a citation leads to, and whether that is nothing, or reserved paragraphs alone.
type Found = (Target, bool);

/// The citations of `paragraph`, whose text cites what `all` holds.
pub(super) fn resolve(index: &Index<'_>, paragraph: &Paragraph, all: &[Cited]) -> Vec<Resolved> {
    if all.is_empty() {
        return Vec::new();
    }
    let own = paragraph.id.local();
    let base = || own.split('#').next().unwrap_or(own);
    let entry = Some(super::entry(own)).filter(|e| e.len() == 5).unwrap_or("");
    // The path named last, whether it is there or not.
    let mut last: Option<Cow<'_, str>> = None;
    // The note named last, whose paragraphs may follow: 주 3의 a항.
    let mut note_named: Option<String> = None;
    let mut out = Vec::with_capacity(all.len());
    for cited in all {
        let (local, found) = match &cited.named {
            Named::Outside => (None, Some((Target::Outside, false))),
            Named::Number(name) => {
                note_named = None;
                (Some(Cow::Borrowed(name.as_str())), Some(target(index, name)))
            }
            Named::Further(path) => {
                let (local, found) = further(index, last.as_deref().unwrap_or(entry), path);
                (Some(Cow::Owned(local)), Some(found))
            }
            Named::Own { path, said } => {
                let of_note = note_named.as_deref().map(|n| [n, ".", path.as_str()].concat()).filter(|n| index.has(n));
                let of_note = of_note.map(|local| {
                    let found = target(index, &local);
                    (local, found)
                });
                match of_note.or_else(|| own_path(index, own, entry, path)) {
                    Some((local, found)) => (Some(Cow::Owned(local)), Some(found)),
                    None if *said && !entry.is_empty() => {
                        (Some(Cow::Owned([entry, ".", path.as_str()].concat())), Some((Target::Nowhere, true)))
                    }
                    None => (None, None),
                }
            }
            Named::ThisEntry if entry.is_empty() => (None, None),
            Named::ThisEntry => (Some(Cow::Borrowed(entry)), Some(target(index, entry))),
            Named::This => (Some(Cow::Borrowed(base())), Some(target(index, base()))),
            Named::Note(note) => match named_note(index, last.as_deref(), own, note) {
                Some(local) => {
                    let found = target(index, &local);
                    note_named = Some(local);
                    (None, Some(found))
                }
                None if last.is_some() => (None, Some((Target::Nowhere, true))),
                None => (None, None),
            },
        };
        if let Some(local) = local {
            last = Some(local);
        }
        if let Some((target, gone)) = found {
            // What the list once was is no part of it.
            let target = if gone && is_past(&paragraph.text, cited.span) { Target::Outside } else { target };
            out.push(Resolved { span: cited.span, target, ends_range: cited.ends_range });
        }
    }
    out
}

/// Whether the sentence says of the paragraph cited at `span` where something stood before:
/// "that, immediately prior to July 1, 2014, were classified under 1C018.b".
fn is_past(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).unwrap_or("");
    let begins = |rest: &str| rest.starts_with(|c: char| c.is_ascii_uppercase() || matches!(c, '(' | '“'));
    let sentence =
        before.match_indices(". ").map(|(at, stop)| before.get(at + stop.len()..).unwrap_or("")).filter(|r| begins(r));
    let sentence = sentence.last().unwrap_or(before);
    // Korean says it before or behind: 기존의 1C007.d, 5A001.i에서 이전에 명시된.
    ["prior to ", "formerly ", "were classified under ", "previously "].iter().any(|word| sentence.contains(word))
        || ["기존의", "이전에"].iter().any(|word| text.contains(word))
}

/// The paragraph; where the list does not print it (9A610.w), those that it prints below it.
fn target(index: &Index<'_>, local: &str) -> Found {
    printed(index, local).unwrap_or_else(|| match reserved(index, local) {
        Some(id) => (Target::Inside(vec![id]), true),
        None => (Target::Nowhere, true),
    })
}

/// As [`target`], of what the list prints.
fn printed(index: &Index<'_>, local: &str) -> Option<Found> {
    let is_reserved = |paragraph: &Paragraph| paragraph.kind == Kind::Reserved;
    if let Some((_, paragraph)) = index.get(local) {
        return Some((Target::Inside(vec![paragraph.id.clone()]), is_reserved(paragraph)));
    }
    let below = index.below(local).filter(|(rest, _)| !rest.contains(['.', '#', '~']));
    let below: Vec<&Paragraph> = below.map(|(_, paragraph)| paragraph).collect();
    let ids = || below.iter().map(|p| p.id.clone()).collect();
    (!below.is_empty()).then(|| (Target::Inside(ids()), below.iter().all(|p| is_reserved(p))))
}

/// The paragraph that reserves a range in which `local` lies, `f. through w. [Reserved]`.
fn reserved(index: &Index<'_>, local: &str) -> Option<Id> {
    let (parent, own) = local.rsplit_once('.')?;
    let (at, _) = index.get(parent)?;
    let key = |s: &str| (s.len(), s.to_owned());
    let children = index.children.get(at as usize)?.iter().filter_map(|c| index.paragraphs.get(*c as usize));
    children.filter(|p| p.kind == Kind::Reserved).find_map(|p| {
        let first = p.id.local().rsplit('.').next()?;
        let last = p.label.trim_end_matches('.').rsplit(['.', ' ', '-', '–', '—']).next()?;
        let like = first.starts_with(|c: char| c.is_ascii_digit()) == own.starts_with(|c: char| c.is_ascii_digit());
        (like && (key(first)..=key(last)).contains(&key(own))).then(|| p.id.clone())
    })
}

/// What `path` means behind `last`, the first of these that the list prints: a sibling of its
/// deepest part of like style, then of the parts above, then a path of the entry.
fn further(index: &Index<'_>, last: &str, path: &str) -> (String, Found) {
    let digit = |s: &str| s.starts_with(|c: char| c.is_ascii_digit());
    let mut first = None;
    let mut above = Some(last);
    let entry = last.split('.').next().unwrap_or("");
    let siblings = std::iter::from_fn(|| {
        let (parent, part) = above?.rsplit_once('.')?;
        above = Some(parent);
        Some((parent, part))
    });
    let siblings = siblings.filter(|(_, part)| digit(part) == digit(path)).map(|(parent, _)| parent);
    for parent in siblings.chain([entry, last]) {
        let local = [parent, ".", path].concat();
        if let Some(found) = printed(index, &local) {
            return (local, found);
        }
        first.get_or_insert(local);
    }
    let first = first.unwrap_or_default();
    let found = target(index, &first);
    (first, found)
}

/// A path in the note that the text stands in, else in its entry.
fn own_path(index: &Index<'_>, own: &str, entry: &str, path: &str) -> Option<(String, Found)> {
    let mut above = own;
    while let Some((parent, _)) = above.rsplit_once(['.', '#']).filter(|_| above.contains('#')) {
        let tried = [above, ".", path].concat();
        if index.has(&tried) {
            let found = target(index, &tried);
            return Some((tried, found));
        }
        above = parent;
    }
    if entry.is_empty() {
        return None;
    }
    let tried = [entry, ".", path].concat();
    let found = printed(index, &tried)?;
    Some((tried, found))
}

/// The note of that number of what was named last, else of what the text stands below.
fn named_note(index: &Index<'_>, last: Option<&str>, own: &str, note: &str) -> Option<String> {
    let number = note.split('.').next().unwrap_or(note);
    let find = |base: &str| {
        let here = [note, number].into_iter().map(|n| format!("{base}#note{n}")).find(|tried| index.has(tried));
        // 5A002 주 2 stands below 5A002.a.
        here.or_else(|| {
            let wanted = format!("#note{note}");
            let below = index.below(base).map(|(_, p)| p.id.local()).filter(|id| id.ends_with(&wanted));
            below.min_by_key(|id| id.len()).map(str::to_owned)
        })
    };
    if let Some(last) = last {
        return find(last);
    }
    let mut above = own.split('#').next()?;
    loop {
        if let Some(found) = find(above) {
            return Some(found);
        }
        above = above.rsplit_once('.')?.0;
    }
}
