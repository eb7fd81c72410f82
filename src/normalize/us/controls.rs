//! Reasons for control and licence exceptions: what a row or a line states, before its
//! paragraphs are known.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use smol_str::SmolStr;

use super::build::id;
use super::refs::{Ref, named};
use crate::model::ControlKind;

/// A control whose paragraphs are still names.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub kind: ControlKind,
    pub code: SmolStr,
    pub value: SmolStr,
    pub applies: Vec<Ref>,
    pub except: Vec<Ref>,
    pub conditional: bool,
}

/// Codes of reasons for control (15 CFR 738.2(d)(2)).
const REASONS: [&str; 16] =
    ["AT", "CB", "CC", "CW", "EI", "FC", "MT", "NP", "NS", "RS", "SI", "SL", "SS", "UN", "RS1", "NS1"];

/// The codes of a line `NS, RS, AT`; others, such as a sentence on the ITAR, are left.
pub(super) fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ', ';', '.']).filter(|w| REASONS.contains(w))
}

/// Adds the controls that a row of the licence table, or a line of prose, states. Whether
/// they say all that it does.
///
/// `NS applies to entire entry except 0A501.y | NS Column 1.` · `NP applies to entire
/// entryAT applies to entire entry | NP Column 1AT Column 1` (two rows in one, 1A231) ·
/// `SL and AT apply to entire entry. …` (5A980)
pub(super) fn reasons(drafts: &mut Vec<Draft>, control: &str, chart: &str, eccn: &str) -> bool {
    let before = drafts.len();
    // What most rows say.
    match control.strip_suffix(" applies to entire entry").filter(|code| REASONS.contains(code)) {
        Some(code) => reason(drafts, (&[code], "to entire entry"), (control, chart), eccn),
        None => {
            for (codes, rest) in statements(control) {
                reason(drafts, (&codes, rest.trim_start_matches([' ', ':'])), (control, chart), eccn);
            }
        }
    }
    let added = drafts.get(before..).unwrap_or_default();
    !added.is_empty() && added.iter().all(|d| !d.conditional)
}

/// Adds the controls of one statement, codes and what follows the verb, of a row.
fn reason(drafts: &mut Vec<Draft>, (codes, rest): (&[&str], &str), (control, chart): (&str, &str), eccn: &str) {
    // In prose, what follows the first sentence is no list of paragraphs.
    let whole = is_entire(rest);
    let (scope, tail) = if whole { None } else { rest.split_once(". ") }.unwrap_or((rest, ""));
    let cut = if whole { None } else { scope.split_once(" Column ") };
    let scope = cut.map_or(scope, |(s, _)| s.get(..s.len().saturating_sub(2)).unwrap_or(s));
    let (applies, except, more) = scopes(scope, eccn);
    for code in codes {
        let value = column(chart, code).or_else(|| column(control, code)).or_else(|| section(chart));
        // Prose says itself where the licence is required.
        let value = value.or_else(|| if chart.is_empty() { section(rest) } else { None });
        let plain = value.as_ref().is_some_and(|v| v.contains("Column")) || chart.starts_with("See §");
        drafts.push(Draft {
            kind: ControlKind::Reason,
            code: SmolStr::new(code),
            value: value.unwrap_or_default(),
            applies: applies.clone(),
            except: except.clone(),
            conditional: more || !tail.is_empty() || !plain,
        });
    }
}

/// Whether a row applies to the entire entry, as most do, and says no more.
fn is_entire(scope: &str) -> bool {
    matches!(scope, "to entire entry" | "to entire entry.")
}

/// Cuts `text` before each `XX applies`, and gives the codes and what follows the verb.
fn statements(text: &str) -> Vec<(Vec<&str>, &str)> {
    let mut heads: Vec<(usize, usize, Vec<&str>)> = Vec::new(); // start, end of the verb, codes
    for (at, _) in text.match_indices(" appl") {
        let before = text.get(..at).unwrap_or("");
        let mut codes = Vec::new();
        let mut start = at;
        for word in before.rsplit([' ', ',']) {
            let code = REASONS.iter().find(|c| word.ends_with(**c) && !word.trim_end_matches(**c).ends_with('“'));
            match code {
                Some(code) => codes.push(*code),
                None if matches!(word, "and" | "") && !codes.is_empty() => {}
                None => break,
            }
            start = start.saturating_sub(word.len() + 1);
        }
        codes.reverse();
        if codes.is_empty() && heads.is_empty() && before.len() < 50 && !before.contains('.') {
            codes.push(before.trim()); // `Russian industry sector sanctions apply to`
        }
        let verb = text.get(at + 1..).and_then(|t| t.find(' ')).map_or(text.len(), |n| at + 1 + n);
        if !codes.is_empty() {
            heads.push((start, verb, codes));
        }
    }
    let ends: Vec<usize> = heads.iter().skip(1).map(|h| h.0).chain([text.len()]).collect();
    heads
        .into_iter()
        .zip(ends)
        .map(|((_, verb, codes), end)| (codes, text.get(verb..end.max(verb)).unwrap_or("")))
        .collect()
}

/// Paragraphs it applies to, those it does not, and whether more is said.
///
/// `entire entry except 0A501.y` · `5A001.b (except .b.5), .c, and .f (except f.3)` ·
/// `$1500, except N/A for 6A003.a.3 through a.6`
fn scopes(text: &str, eccn: &str) -> (Vec<Ref>, Vec<Ref>, bool) {
    if text.is_empty() || is_entire(text) {
        return (Vec::new(), Vec::new(), false);
    }
    let (plain, brackets) = split_brackets(text);
    let cut = takes_out(&plain);
    let (head, tail) = match cut {
        Some((at, end)) => (plain.get(..at).unwrap_or(""), plain.get(end..).unwrap_or("")),
        None => (&*plain, ""),
    };
    let applies = named(head, eccn);
    let (mut except, mut more) = (Vec::new(), applies.more);
    let bracketed = brackets.iter().map(|b| b.trim_start().strip_prefix("except").ok_or(()));
    for clause in tail.split(';').filter(|c| !c.trim().is_empty()).map(Ok).chain(bracketed) {
        let Ok(clause) = clause else {
            more = true; // a condition in brackets
            continue;
        };
        let found = named(clause.trim_start().trim_start_matches("N/A for "), eccn);
        more |= found.more || found.refs.is_empty();
        if !is_qualified(clause) {
            except.extend(found.refs);
        }
    }
    let more = more || cut.is_some() && except.is_empty();
    (applies.refs, except, more)
}

/// Whether an exception takes out only some of what it names: `those 3A001.b.2 items being
/// exported for use in …`, `parts in 9A610.x if …`.
fn is_qualified(clause: &str) -> bool {
    const WORDS: [&str; 12] = [
        "if",
        "when",
        "that",
        "being",
        "those",
        "which",
        "having",
        "with",
        "where",
        "incorporating",
        "greater",
        "less",
    ];
    clause.split(|c: char| !c.is_alphanumeric()).any(|w| WORDS.contains(&w))
}

/// Where the first words stand, and end, that what a control does not apply to follows.
fn takes_out(text: &str) -> Option<(usize, usize)> {
    static WORDS: LazyLock<[Finder<'static>; 4]> =
        LazyLock::new(|| ["except", "EXCEPT", "other than", "does not apply"].map(Finder::new));
    let found = WORDS.iter().filter_map(|word| Some((word.find(text.as_bytes())?, word.needle().len())));
    found.min().map(|(at, length)| (at, at + length))
}

/// The text without its brackets, and what they hold.
fn split_brackets(text: &str) -> (Cow<'_, str>, Vec<&str>) {
    if !text.contains('(') {
        return (Cow::Borrowed(text), Vec::new());
    }
    let (mut plain, mut brackets) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once(" (") {
        let Some((inside, after)) = tail.split_once(')') else { break };
        plain.push_str(head);
        brackets.push(inside);
        rest = after;
    }
    plain.push_str(rest);
    (Cow::Owned(plain), brackets)
}

/// The Country Chart column for `code` in a cell, `NS Column 2`.
fn column(chart: &str, code: &str) -> Option<SmolStr> {
    let digit = |rest: &str| rest.chars().next().filter(char::is_ascii_digit);
    let value = |rest: &str| digit(rest).map(|n| id(&[code, " Column ", n.encode_utf8(&mut [0; 4])]));
    if let Some(rest) = chart.strip_prefix(code).and_then(|c| c.strip_prefix(" Column ")) {
        return value(rest);
    }
    let mut numbers = chart.match_indices("Column ").filter_map(|(at, word)| Some((at, chart.get(at + word.len()..)?)));
    let own =
        numbers.find(|(at, _)| chart.get(..*at).is_some_and(|b| b.trim_end().ends_with(code))).map(|(_, rest)| rest);
    // A cell may say `Column 1.` alone (the row has the code).
    own.or_else(|| chart.strip_prefix("Column ")).and_then(value)
}

/// The first section that a cell cites, `§ 746.1(b)`.
fn section(chart: &str) -> Option<SmolStr> {
    let rest = chart.split_once('§')?.1.trim_start_matches(['§', ' ']);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '(' | ')')).unwrap_or(rest.len());
    let mut cite = rest.get(..end)?.trim_end_matches('.');
    // A bracket of the sentence around it is not the citation's.
    while cite.matches(')').count() > cite.matches('(').count() {
        cite = cite.strip_suffix(')')?.trim_end_matches('.');
    }
    Some(id(&["§ ", cite]))
}

/// Adds what a line says of a licence exception, but where it has no symbol. Whether that is
/// all that the line says: `$500 for 0A501.c, .d, and .x.` · `N/A` ·
/// `Yes, except 5A001.a, b.5, e, and h.` · `$5000: 3A001.a; N/A for MT`
pub(super) fn exceptions(drafts: &mut Vec<Draft>, symbol: &str, text: &str, eccn: &str) -> bool {
    let (mut any, mut conditions) = (false, false);
    for clause in text.split(';').flat_map(|c| c.split(". ")) {
        let clause = ["except ", "and ", "or "].iter().fold(clause.trim(), |c, w| c.strip_prefix(w).unwrap_or(c));
        let Some((value, rest)) = grant(clause) else { continue };
        // `Yes for:` announces the lines that follow.
        if rest.ends_with(':') {
            continue;
        }
        let (applies, except, more) = scopes(rest, eccn);
        (any, conditions) = (true, conditions || more);
        for code in symbol.split('/').filter(|code| !code.is_empty()) {
            drafts.push(Draft {
                kind: ControlKind::Exception,
                code: SmolStr::new(code),
                value: SmolStr::new(value),
                applies: applies.clone(),
                except: except.clone(),
                conditional: more,
            });
        }
    }
    any && !conditions
}

/// The value at the head of a clause. The restriction of STA reads as not available,
/// under conditions that the clause states.
fn grant(clause: &str) -> Option<(&str, &str)> {
    const BARRED: &str = "may not be used";
    // Most clauses are too short for that.
    if clause.len() >= BARRED.len()
        && let Some((_, rest)) = clause.split_once(BARRED)
    {
        return Some(("N/A", rest));
    }
    if let Some(rest) = clause.strip_prefix("yes, for ") {
        return Some(("Yes", rest));
    }
    let end = if clause.starts_with('$') {
        clause.find(|c: char| !matches!(c, '$' | ',' | '0'..='9')).unwrap_or(clause.len())
    } else {
        ["N/A", "Yes", "None"].iter().find(|w| clause.starts_with(**w))?.len()
    };
    let (value, rest) = clause.split_at_checked(end)?;
    Some((value.trim_end_matches(','), rest.trim_start_matches([',', '.', ' '])))
}

/// The controls of an entry that has no section on them: "0A521 commodities are subject
/// to RS1 controls with no license exception eligibility other than …".
pub(super) fn subject(text: &str) -> Option<Draft> {
    let (head, _) = text.split_once(" controls ")?;
    let code = REASONS.iter().find(|c| head.strip_suffix(**c).is_some_and(|h| h.ends_with("subject to ")))?;
    Some(Draft {
        kind: ControlKind::Reason,
        code: SmolStr::new_static(code),
        value: SmolStr::default(),
        applies: Vec::new(),
        except: Vec::new(),
        conditional: true,
    })
}
