//! Comparators of the US list: before the value ("exceeding 2.7 GHz", "not greater
//! than", "equal to or less (better) than 4.5 K") or behind it ("10,000 hours or
//! longer", "50 hp or more", "0.01 dB or better").

mod before;
mod behind;
mod denial;

pub use before::lead;

use before::{before, ends_with_phrase};
use behind::behind;

use smallvec::SmallVec;

use super::{Verdict, Verdicts};
use crate::grammar::mention::Mention;
use crate::grammar::scan::{Lexicon, scan};
use crate::grammar::unit::unit;
use crate::grammar::{FEW, Reading, counted, grade, latin, name};
use crate::model::{Op, Value};
use crate::quantity::Unit;
use crate::text::Language;

/// Reads a paragraph of the US list.
pub fn read(text: &str) -> Reading {
    let lexicon = Lexicon {
        run_end: latin::run_end,
        name_at: |text, at| {
            name::name_at(text, at).filter(|_| !grade::is_compared(text, &(at..latin::run_end(text, at)), Language::En))
        },
        mention_at: |text, at| latin::mention_at(text, at, Language::En),
    };
    let mut scanned = scan(text, &lexicon, latin::runs_and_words(text));
    if scanned.runs == 0 {
        return Reading::default();
    }
    let verdicts = verdicts(text, &mut scanned.mentions);
    super::assemble(text, scanned, verdicts)
}

/// How many bytes of a text around a value can speak of it: more than its comparator and
/// any words between them take.
const NEAR: usize = 256;

/// The words around a mention, as [`fold`] has them.
#[derive(Clone, Copy)]
struct Context<'g> {
    before: &'g str,
    /// `before` without white space around it.
    link: &'g str,
    after: &'g str,
}

/// The words before the first mention, between two, and behind the last, one after the other,
/// and where each of them ends.
fn gaps(text: &str, mentions: &[Mention]) -> (String, SmallVec<[usize; FEW]>) {
    let mut folded = String::with_capacity(text.len());
    let mut ends = SmallVec::with_capacity(mentions.len() + 1);
    let mut at = 0;
    for mention in mentions {
        add_gap(&mut folded, text.get(at..mention.span.range().start).unwrap_or(""));
        ends.push(folded.len());
        at = mention.whole.range().end;
    }
    add_gap(&mut folded, text.get(at..).unwrap_or(""));
    ends.push(folded.len());
    (folded, ends)
}

/// Adds the words of a gap; of a long one only what is near either value, with a mark between
/// that ends every phrase.
fn add_gap(folded: &mut String, text: &str) {
    if text.len() <= 2 * NEAR {
        return fold(folded, text);
    }
    let near = |i: &usize| text.is_char_boundary(*i);
    let head = (0..=NEAR).rev().find(near).unwrap_or(0);
    let tail = (text.len() - NEAR..text.len()).find(near).unwrap_or(head);
    fold(folded, text.get(..head).unwrap_or(""));
    folded.push_str(" ; ");
    fold(folded, text.get(tail..).unwrap_or(""));
}

fn contexts<'g>(folded: &'g str, ends: &[usize]) -> SmallVec<[Context<'g>; FEW]> {
    let starts = std::iter::once(&0).chain(ends);
    let context = |((start, end), next): ((&usize, &usize), &usize)| {
        let before = folded.get(*start..*end).unwrap_or("");
        Context { before, link: before.trim(), after: folded.get(*end..*next).unwrap_or("") }
    };
    starts.zip(ends).zip(ends.iter().skip(1)).map(context).collect()
}

/// Adds a text in lower case, without "(better)", "(higher)" and the like: they say which
/// direction has merit, never how to compare.
fn fold(out: &mut String, text: &str) {
    let start = out.len();
    let mut rest = text;
    while let Some(open) = memchr::memchr(b'(', rest.as_bytes()) {
        let (head, tail) = rest.split_at_checked(open).unwrap_or((rest, ""));
        let tail = tail.get(1..).unwrap_or("");
        out.push_str(head);
        match tail.split_once(')') {
            Some((inside, after)) if inside.len() <= 24 && inside.chars().all(|c| c.is_alphabetic() || c == ' ') => {
                if out.len() == start || !out.ends_with(' ') {
                    out.push(' ');
                }
                rest = after.trim_start_matches(' ');
            }
            _ => {
                out.push('(');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    if let Some(added) = out.get_mut(start..) {
        added.make_ascii_lowercase();
    }
}

fn verdicts(text: &str, mentions: &mut [Mention]) -> Verdicts {
    if mentions.is_empty() {
        return Verdicts::new();
    }
    let (folded, ends) = gaps(text, mentions);
    let contexts = contexts(&folded, &ends);
    let mut ops = SmallVec::<[Option<Op>; FEW]>::with_capacity(mentions.len());
    let mut between = false;
    for (i, (context, mention)) in contexts.iter().zip(&*mentions).enumerate() {
        let head = context.link;
        let last = i + 1 == mentions.len();
        let measured = Measured { text, mention };
        let own = behind(context.after, last, measured).or_else(|| before(head, measured));
        let low_of_pair = ends_with_phrase(head, "between");
        let op = match own {
            _ if between && matches!(head, "and" | "to") => Some(own.unwrap_or(Op::AtMost)),
            _ if low_of_pair => Some(Op::AtLeast),
            own => own,
        };
        between = low_of_pair;
        ops.push(op);
    }
    ranges(&contexts, &mut ops);
    products(&contexts, &mut ops);
    lists(&contexts, mentions, &mut ops);
    let mut verdicts: Verdicts = ops
        .iter()
        .zip(&*mentions)
        .enumerate()
        .map(|(i, (op, mention))| verdict(*op, mention, shared_unit(&contexts, mentions, i)))
        .collect();
    denial::turn(&contexts, mentions, &ops, &mut verdicts);
    for ((verdict, mention), context) in verdicts.iter_mut().zip(&*mentions).zip(&contexts) {
        let tail = text.get(mention.span.range().end..).unwrap_or("");
        if grade::is_compared(text, &mention.span.range(), Language::En) {
            *verdict = Verdict::Unread("grade");
        } else if tail.starts_with('^') {
            // "K = 1.7 × 10^3V^2.65Q": the power goes on.
            *verdict = Verdict::Formula;
        } else if matches!(verdict, Verdict::Bounds(Some(Op::Exactly), _)) && is_period(mention, tail) {
            *verdict = Verdict::Word;
        } else if lacks_unit(mention, verdict, context, text) {
            *verdict = Verdict::Unread("unknown-unit");
        } else if *verdict == Verdict::Word && is_stated(context.before, tail) {
            *verdict = Verdict::Bounds(Some(Op::Exactly), None);
        }
    }
    tolerances(text, mentions, &mut verdicts);
    verdicts
}

/// Whether a value has no unit, and the word behind it is none that is counted.
fn lacks_unit(mention: &Mention, verdict: &Verdict, context: &Context<'_>, text: &str) -> bool {
    let range = mention.span.range();
    let printed = || mention.span.of(text).ends_with(|c: char| c.is_ascii_digit());
    let stated = match verdict {
        Verdict::Bounds(op, unit) => unit.is_none() && op.is_some(),
        // "a length of 5 furlongs"
        Verdict::Word => {
            ends_with_phrase(context.before.trim_end(), "of") || ends_with_phrase(context.before.trim_end(), "at")
        }
        _ => false,
    };
    stated
        && mention.unit.is_none()
        && !mention.ratio
        && printed()
        && text.get(range.end..).is_some_and(counted::is_unknown_unit)
}

/// "180 days after the submission": a period that the law sets, and no value of a thing.
fn is_period(mention: &Mention, tail: &str) -> bool {
    const EVENTS: [&str; 12] = [
        "date",
        "submission",
        "filing",
        "receipt",
        "publication",
        "issuance",
        "notification",
        "application",
        "effective",
        "export",
        "shipment",
        "approval",
    ];
    let days = mention.unit.as_ref().is_some_and(|u| matches!(u.code(), "d" | "mo" | "a"));
    let event = || {
        [" after ", " before ", " from ", " following ", " prior to ", " of "].iter().find_map(|w| tail.strip_prefix(w))
    };
    let is_event = |e: &str| e.split(|c: char| !c.is_ascii_alphabetic()).take(3).any(|w| EVENTS.contains(&w));
    days && event().is_some_and(is_event)
}

/// A value and the paragraph it stands in, for comparators of merit.
#[derive(Clone, Copy)]
struct Measured<'t> {
    text: &'t str,
    mention: &'t Mention,
}

/// "K factor = 0.25", "N is equal to 1,024 points": a number that is said to be the value,
/// and no part of a computation.
fn is_stated(before: &str, tail: &str) -> bool {
    let head = before.trim_end();
    let computed = tail.trim_start().starts_with(['×', '*', '/', '+', '−', '-', '(', '=']) || tail.starts_with(" x ");
    !computed && (head.ends_with('=') || ends_with_phrase(head, "is equal to"))
}

/// "20 ± 0.01 °C", "(296 ±2) K": an interval, both ends in it.
fn tolerances(text: &str, mentions: &mut [Mention], verdicts: &mut [Verdict]) {
    for i in 1..mentions.len() {
        let Some([own, margin]) = mentions.get_mut(i - 1..=i) else { continue };
        let between = text.get(own.whole.range().end..margin.span.range().start);
        if between.is_none_or(|b| !b.trim().is_empty()) || !margin.plus_minus || own.unit.is_some() {
            continue;
        }
        let bracketed = || {
            let rest = text.get(margin.span.range().end..)?.strip_prefix(')')?;
            unit(Language::En)(rest).ok().map(|(_, unit)| unit)
        };
        let Some(unit) = margin.unit.clone().or_else(bracketed) else { continue };
        let (Value::Exact(value), Value::Exact(tolerance)) = (&own.value, &margin.value) else { continue };
        let (low, high) = (value - tolerance, value + tolerance);
        (own.value, margin.value) = (Value::Exact(low), Value::Exact(high));
        if let Some([low, high]) = verdicts.get_mut(i - 1..=i) {
            *low = Verdict::Bounds(Some(Op::AtLeast), Some(unit.clone()));
            *high = Verdict::Bounds(Some(Op::AtMost), Some(unit));
        }
    }
}

/// "more than 25% nickel and 20% chromium", "approximately 50% Nb, 30% Ti, 20% W": one
/// comparator for all values of a list that measure the same.
fn lists(contexts: &[Context<'_>], mentions: &[Mention], ops: &mut [Option<Op>]) {
    const APART: [&str; 16] = [
        "at", "with", "having", "when", "using", "for", "from", "to", "while", "under", "per", "measured", "over",
        "if", "by", "into",
    ];
    for i in 1..mentions.len() {
        let (Some(link), Some(left), Some(right)) = (contexts.get(i), mentions.get(i - 1), mentions.get(i)) else {
            continue;
        };
        if ops.get(i).is_some_and(Option::is_some) || right.plus_minus {
            continue;
        }
        let link = link.link;
        let joined = || link.ends_with(',') || ["and", "or"].iter().any(|w| ends_with_phrase(link, w));
        let close = || {
            link.split_whitespace().count() <= 9
                && !link.contains([';', '(', ')'])
                && !link.split_whitespace().any(|w| APART.contains(&w))
        };
        let base = |m: &Mention| m.unit.as_ref().and_then(|u| Some(Unit::new(u.code().split('/').next()?.to_owned())));
        let alike = || base(left).zip(base(right)).is_some_and(|(a, b)| a.measures_as(&b));
        if let (true, Some([before, own])) = (joined() && alike() && close(), ops.get_mut(i - 1..=i))
            && *before != Some(Op::Exactly)
        {
            *own = *before;
        }
    }
}

fn verdict(op: Option<Op>, mention: &Mention, unit: Option<Unit>) -> Verdict {
    match op {
        Some(op) => Verdict::Bounds(Some(op), unit),
        None if unit.is_some() || mention.unit.is_some() || mention.ratio => Verdict::Bounds(Some(Op::Exactly), unit),
        None => Verdict::Word,
    }
}

/// "1.5 MHz to 87.5 MHz", "20 Hz through 2,000 Hz": both ends belong to the range.
fn ranges(contexts: &[Context<'_>], ops: &mut [Option<Op>]) {
    for i in 1..contexts.len() {
        let Some(link) = contexts.get(i).map(|c| c.link) else { continue };
        let up_to = matches!(link, "and up to" | "up to" | "up to and including");
        if !(up_to || matches!(link, "to" | "through" | "-" | "–" | "−" | "—")) {
            continue;
        }
        let outside = contexts.get(i - 1).is_some_and(|c| leaves_out(c.link));
        if let Some([low, high]) = ops.get_mut(i - 1..=i) {
            match (*low, *high) {
                (None, None) if outside => (*low, *high) = (Some(Op::Less), Some(Op::Greater)),
                (None, None) => (*low, *high) = (Some(Op::AtLeast), Some(Op::AtMost)),
                (Some(Op::Greater | Op::AtLeast), None) => *high = Some(Op::AtMost),
                (None, Some(Op::AtMost | Op::Less)) => *low = Some(Op::AtLeast),
                // "within 0 to 0.2 mm"
                (Some(Op::AtMost), None) => (*low, *high) = (Some(Op::AtLeast), Some(Op::AtMost)),
                _ => {}
            }
        }
    }
}

/// Whether a range that follows is the one left out: "outside the range from", "other than".
fn leaves_out(head: &str) -> bool {
    let clause = head.rsplit([',', ';', ':']).next().unwrap_or(head);
    let within = clause.rsplit_once("outside ").map(|(_, range)| range);
    let named = within.is_some_and(|r| r.ends_with("range") || r.ends_with("range from") || r.ends_with("range of"));
    named || clause.ends_with("other than")
}

/// "120 mm × 120 mm × 50 mm or greater": one comparator for all factors.
fn products(contexts: &[Context<'_>], ops: &mut [Option<Op>]) {
    for i in (1..contexts.len()).rev() {
        let joined = contexts.get(i).is_some_and(|c| matches!(c.link, "×" | "x" | "by"));
        if let (true, Some([left, right])) = (joined, ops.get_mut(i - 1..=i)) {
            *left = left.or(*right);
        }
    }
    for i in 1..contexts.len() {
        let joined = contexts.get(i).is_some_and(|c| matches!(c.link, "×" | "x" | "by"));
        if let (true, Some([left, right])) = (joined, ops.get_mut(i - 1..=i)) {
            *right = right.or(*left);
        }
    }
}

/// A value without a unit takes the one of its partner: "43.5 to 90 GHz", "5, 10 or 15 W".
fn shared_unit(contexts: &[Context<'_>], mentions: &[Mention], own: usize) -> Option<Unit> {
    for i in own.. {
        let (left, right, context) = (mentions.get(i)?, mentions.get(i + 1)?, contexts.get(i + 1)?);
        let linked = matches!(
            context.link,
            "to" | "through" | "and" | "or" | "-" | "–" | "×" | "x" | "," | "by" | "up to" | "up to and including"
        );
        if left.unit.is_some() || left.ratio || !linked {
            return None;
        }
        if right.unit.is_some() {
            return right.unit.clone();
        }
    }
    None
}
