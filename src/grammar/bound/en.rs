//! Comparators of the US list: before the value ("exceeding 2.7 GHz", "not greater
//! than", "equal to or less (better) than 4.5 K") or behind it ("10,000 hours or
//! longer", "50 hp or more", "0.01 dB or better").

use super::Verdict;
use crate::grammar::mention::Mention;
use crate::grammar::scan::{Lexicon, scan};
use crate::grammar::{Reading, latin, name};
use crate::model::Op;
use crate::text::Language;

/// Reads a paragraph of the US list.
pub fn read(text: &str) -> Reading {
    let lexicon = Lexicon {
        next_run: latin::next_run,
        run_end: latin::run_end,
        name_at: name::name_at,
        mention_at: |text, at| latin::mention_at(text, at, Language::En),
    };
    let scanned = scan(text, &lexicon);
    let verdicts = verdicts(text, &scanned.mentions);
    super::assemble(text, scanned, verdicts)
}

fn verdicts(text: &str, mentions: &[Mention]) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(mentions.len());
    for (i, mention) in mentions.iter().enumerate() {
        let from = i.checked_sub(1).and_then(|p| mentions.get(p)).map_or(0, |p| p.whole.range().end);
        let to = mentions.get(i + 1).map_or(text.len(), |n| n.span.range().start);
        let before = text.get(from..mention.span.range().start).unwrap_or("");
        let after = text.get(mention.whole.range().end..to).unwrap_or("");
        verdicts.push(match op_behind(after).or_else(|| op_before(before)) {
            Some(op) => Verdict::Bounds(vec![op], None),
            None if mention.unit.is_some() => Verdict::Bounds(vec![Op::Exactly], None),
            None => Verdict::Word,
        });
    }
    verdicts
}

/// Comparators before a value, longest first among those with a common end.
const BEFORE: &[(&str, Op)] = &[
    ("not exceeding", Op::AtMost),
    ("exceeding", Op::Greater),
    ("greater than or equal to", Op::AtLeast),
    ("equal to or greater than", Op::AtLeast),
    ("not greater than", Op::AtMost),
    ("greater than", Op::Greater),
    ("less than or equal to", Op::AtMost),
    ("equal to or less than", Op::AtMost),
    ("not less than", Op::AtLeast),
    ("less than", Op::Less),
    ("at least", Op::AtLeast),
];

fn op_before(before: &str) -> Option<Op> {
    let head = before.trim_end();
    BEFORE.iter().find(|(phrase, _)| head.ends_with(phrase)).map(|(_, op)| *op)
}

/// Comparators behind a value.
const BEHIND: &[(&str, Op)] = &[
    ("or more", Op::AtLeast),
    ("or greater", Op::AtLeast),
    ("or longer", Op::AtLeast),
    ("or less", Op::AtMost),
    ("or smaller", Op::AtMost),
];

fn op_behind(after: &str) -> Option<Op> {
    let tail = after.trim_start();
    BEHIND.iter().find(|(phrase, _)| tail.starts_with(phrase)).map(|(_, op)| *op)
}
