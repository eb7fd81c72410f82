//! Citations of the lists that use export control numbers: US and Korea.

use crate::model::id::{Id, List};

const CFR: &str = ", 15 CFR Part 774 Supp. No. 1";
const ANNEX: &str = "별표 2 ";
const ANNEX_EN: &str = "Annex 2 ";

/// Notes by their code in an id: in English and in Korean.
const NOTES: [(&str, &str, &str); 3] =
    [("note", "Note", "주"), ("tn", "Technical Note", "기술해설"), ("nb", "N.B.", "주의")];

/// What a control number names, by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Category,
    Group,
    Entry,
}

pub(super) fn cite(list: List, local: &str) -> Option<String> {
    match list {
        List::Kr => annexed(ANNEX, local, true),
        _ => eccn(local),
    }
}

pub(super) fn cite_en(list: List, local: &str) -> Option<String> {
    match list {
        List::Kr => annexed(ANNEX_EN, local, false),
        other => cite(other, local),
    }
}

fn annexed(annex: &str, local: &str, korean: bool) -> Option<String> {
    level(local)?;
    let mut out = String::with_capacity(annex.len() + local.len() + 16);
    out.push_str(annex);
    body(&mut out, local, korean)?;
    Some(out)
}

fn eccn(local: &str) -> Option<String> {
    let name = match level(local)? {
        Level::Category => "Category ",
        Level::Group => "Product Group ",
        Level::Entry => "ECCN ",
    };
    let mut out = String::with_capacity(name.len() + local.len() + 16 + CFR.len());
    out.push_str(name);
    body(&mut out, local, false)?;
    out.push_str(CFR);
    Some(out)
}

/// Adds number and path, with the notes written out.
fn body(out: &mut String, local: &str, korean: bool) -> Option<()> {
    let mut parts = local.split('#');
    out.push_str(parts.next()?);
    for part in parts {
        out.push(' ');
        let digits = part.find(|c: char| c.is_ascii_digit()).unwrap_or(part.len());
        let (code, rest) = part.split_at_checked(digits)?;
        match NOTES.iter().find(|n| n.0 == code) {
            Some((_, en, ko)) => {
                out.push_str(if korean { ko } else { en });
                if !rest.is_empty() {
                    out.extend([" ", rest]);
                }
            }
            None => out.extend(["#", part]),
        }
    }
    Some(())
}

/// `3` is a category, `3A` a group, `3A001…` an entry or what is below it.
fn level(local: &str) -> Option<Level> {
    let number = local.split(['.', '#', ' ']).next()?.as_bytes();
    match number {
        [c] if c.is_ascii_digit() => Some(Level::Category),
        [c, g] if c.is_ascii_digit() && g.is_ascii_uppercase() => Some(Level::Group),
        [c, g, n @ ..] if c.is_ascii_digit() && g.is_ascii_uppercase() && is_serial(n) => Some(Level::Entry),
        _ => None,
    }
}

fn is_serial(bytes: &[u8]) -> bool {
    bytes.len() == 3 && bytes.iter().all(u8::is_ascii_digit)
}

pub(super) fn parse(text: &str) -> Vec<Id> {
    let (lists, rest): (&[List], &str) = if let Some(rest) = text.strip_suffix(CFR) {
        (&[List::Us], rest)
    } else if let Some(rest) = text.strip_prefix(ANNEX).or_else(|| text.strip_prefix(ANNEX_EN)) {
        (&[List::Kr], rest)
    } else if text.starts_with("ECCN ") {
        (&[List::Us], text)
    } else {
        (&[List::Us, List::Kr], text)
    };
    let rest = ["ECCN ", "Category ", "Product Group "].iter().find_map(|p| rest.strip_prefix(p)).unwrap_or(rest);
    match local(rest.trim()) {
        Some(local) => lists.iter().map(|list| Id::new(format!("{}:{local}", list.code()))).collect(),
        None => Vec::new(),
    }
}

/// The inverse of [`body`]; a control number may be in small letters.
fn local(text: &str) -> Option<String> {
    let (number, mut notes) = text.split_once(' ').unwrap_or((text, ""));
    let group = number.get(..2).unwrap_or(number).to_ascii_uppercase();
    let mut out = group + number.get(2..).unwrap_or("");
    level(&out)?;
    if !out.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_?".contains(&b)) {
        return None;
    }
    while !notes.is_empty() {
        let (code, name) = match notes.strip_prefix('#') {
            Some(_) => ("", ""),
            None => longest_note(notes)?,
        };
        if !code.is_empty() {
            out.push('#');
            out.push_str(code);
        }
        notes = notes.get(name.len()..)?.trim_start();
        let (number, rest) = match code.is_empty() || notes.starts_with(|c: char| c.is_ascii_digit()) {
            true => notes.split_once(' ').unwrap_or((notes, "")),
            false => ("", notes),
        };
        out.push_str(number);
        notes = rest.trim_start();
    }
    Some(out)
}

/// The code of the note that `text` opens with, and the name as printed: 주의 before 주.
fn longest_note(text: &str) -> Option<(&'static str, &'static str)> {
    NOTES
        .iter()
        .flat_map(|(code, en, ko)| [(*code, *en), (*code, *ko)])
        .filter(|(_, name)| text.starts_with(name))
        .max_by_key(|(_, name)| name.len())
}
