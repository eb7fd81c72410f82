//! Reasons for control and licence exceptions: what a row or a line states, before its
//! paragraphs are known.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::refs::{Ref, named};
use crate::model::ControlKind;

/// A control whose paragraphs are still names.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub kind: ControlKind,
    pub code: String,
    pub value: String,
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

/// The controls that a row of the licence table, or a line of prose, states.
///
/// `NS applies to entire entry except 0A501.y | NS Column 1.` · `NP applies to entire
/// entryAT applies to entire entry | NP Column 1AT Column 1` (two rows in one, 1A231) ·
/// `SL and AT apply to entire entry. …` (5A980)
pub(super) fn reasons(control: &str, chart: &str, eccn: &str) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (codes, rest) in statements(control) {
        let rest = rest.trim_start_matches([' ', ':']);
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
                code: code.to_owned(),
                value: value.unwrap_or_default(),
                applies: applies.clone(),
                except: except.clone(),
                conditional: more || !tail.is_empty() || !plain,
            });
        }
    }
    drafts
}

/// Whether a row applies to the entire entry, as most do, and says no more.
fn is_entire(scope: &str) -> bool {
    matches!(scope, "to entire entry" | "to entire entry.")
}

/// Cuts `text` before each `XX applies`, and gives the codes and what follows the verb.
fn statements(text: &str) -> Vec<(Vec<&str>, &str)> {
    // What most rows say.
    if let Some(code) = text.strip_suffix(" applies to entire entry").filter(|code| REASONS.contains(code)) {
        return vec![(vec![code], " to entire entry")];
    }
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
    let cut = takes_out().and_then(|words| words.find(plain.as_ref())).map(|found| (found.start(), found.end()));
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

/// Finds the words that what a control does not apply to follows.
fn takes_out() -> Option<&'static AhoCorasick> {
    static WORDS: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::new(["except", "EXCEPT", "other than", "does not apply"]).ok());
    WORDS.as_ref()
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
fn column(chart: &str, code: &str) -> Option<String> {
    let digit = |rest: &str| rest.chars().next().filter(char::is_ascii_digit);
    let value = |rest: &str| digit(rest).map(|n| [code, " Column ", n.encode_utf8(&mut [0; 4])].concat());
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
fn section(chart: &str) -> Option<String> {
    let rest = chart.split_once('§')?.1.trim_start_matches(['§', ' ']);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '(' | ')')).unwrap_or(rest.len());
    let mut cite = rest.get(..end)?.trim_end_matches('.');
    // A bracket of the sentence around it is not the citation's.
    while cite.matches(')').count() > cite.matches('(').count() {
        cite = cite.strip_suffix(')')?.trim_end_matches('.');
    }
    Some(format!("§ {cite}"))
}

/// What a line says of a licence exception: `$500 for 0A501.c, .d, and .x.` · `N/A` ·
/// `Yes, except 5A001.a, b.5, e, and h.` · `$5000: 3A001.a; N/A for MT`
pub(super) fn exceptions(symbol: &str, text: &str, eccn: &str) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for clause in text.split(';').flat_map(|c| c.split(". ")) {
        let clause = ["except ", "and ", "or "].iter().fold(clause.trim(), |c, w| c.strip_prefix(w).unwrap_or(c));
        let Some((value, rest)) = grant(clause) else { continue };
        // `Yes for:` announces the lines that follow.
        if rest.ends_with(':') {
            continue;
        }
        let (applies, except, more) = scopes(rest, eccn);
        for code in symbol.split('/') {
            drafts.push(Draft {
                kind: ControlKind::Exception,
                code: code.to_owned(),
                value: value.to_owned(),
                applies: applies.clone(),
                except: except.clone(),
                conditional: more,
            });
        }
    }
    drafts
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
        code: (*code).to_owned(),
        value: String::new(),
        applies: Vec::new(),
        except: Vec::new(),
        conditional: true,
    })
}
