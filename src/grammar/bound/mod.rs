//! From mentions to bounds: which comparator goes with which value.

pub mod en;
pub mod ja;
pub mod ko;
mod merit;

use super::mention::Mention;
use super::scan::Scanned;
use super::{Claim, ClaimKind, Reading};
use crate::model::{Bound, Op, Role, Unread};
use crate::quantity::Unit;

/// What a language's assembler decided about one mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// One or two bounds on it, with the unit that holds (a range's first value may take its partner's).
    Bounds(Vec<Op>, Option<Unit>),
    /// A number that bounds nothing: "one or more", "two-dimensional".
    Word,
    /// Not understood; the code says why.
    Unread(&'static str),
}

/// Puts mentions and verdicts together.
pub fn assemble(text: &str, scanned: Scanned, verdicts: Vec<Verdict>) -> Reading {
    let mut reading = Reading { numbers: scanned.runs, claims: scanned.claims, ..Reading::default() };
    for (mention, verdict) in scanned.mentions.into_iter().zip(verdicts) {
        match verdict {
            Verdict::Bounds(ops, unit) => {
                reading.claims.push(Claim { span: mention.whole, kind: ClaimKind::Bound });
                reading.bounds.extend(ops.into_iter().map(|op| bound(text, &mention, op, unit.clone())));
            }
            Verdict::Word => reading.claims.push(Claim { span: mention.whole, kind: ClaimKind::Word }),
            Verdict::Unread(code) => reading.unread.push(unread(text, mention.span, code)),
        }
    }
    reading.unread.extend(scanned.left.into_iter().map(|span| unread(text, span, "no-number")));
    reading.unread.sort();
    reading.claims.sort_by_key(|c| c.span);
    reading
}

fn bound(text: &str, mention: &Mention, op: Op, unit: Option<Unit>) -> Bound {
    Bound {
        op,
        value: mention.value.clone(),
        unit: unit.or_else(|| mention.unit.clone()).unwrap_or(Unit::ONE),
        literal: mention.span.of(text).trim().to_owned(),
        span: mention.span,
        aliases: mention.aliases.clone(),
        role: if op == Op::Exactly { Role::Condition } else { Role::Limit },
        parameter: None,
        phrase: None,
    }
}

fn unread(text: &str, span: crate::text::Span, code: &str) -> Unread {
    Unread { span, literal: span.of(text).to_owned(), code: code.to_owned() }
}
