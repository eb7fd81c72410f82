//! One pass over a paragraph's text: every run of digits becomes a mention, a claim or
//! is left over as unread.

use std::ops::Range;

use smallvec::SmallVec;

use super::mention::Mention;
use super::{Claim, ClaimKind, FEW};
use crate::text::Span;

/// Bytes that are no value, and what they are instead.
pub type Named = (Range<usize>, ClaimKind);

/// How a language prints numbers.
pub struct Lexicon {
    /// End of the run that starts there.
    pub run_end: fn(&str, usize) -> usize,
    /// What the run at that offset belongs to if it is no value.
    pub name_at: fn(&str, usize) -> Option<Named>,
    /// The mention whose first run starts at that offset; its span may begin before it (a sign, a bracket).
    pub mention_at: fn(&str, usize) -> Option<Mention>,
}

/// What a pass found, all in order of appearance.
#[derive(Debug, Default)]
pub struct Scanned {
    /// Values with their units.
    pub mentions: Vec<Mention>,
    /// Runs that are no values.
    pub claims: SmallVec<[Claim; FEW]>,
    /// Runs that are neither.
    pub left: Vec<Span>,
    /// How many runs there are.
    pub runs: u32,
}

/// Scans `text` with the ways of one language. `next_run` gives the start of the first run of
/// digits, kanji numerals or number word in a stretch of the text, none of which begins before
/// the run that it gave last.
pub fn scan(text: &str, lexicon: &Lexicon, mut next_run: impl FnMut(Range<usize>) -> Option<usize>) -> Scanned {
    let mut scanned = Scanned::default();
    let mut at = 0;
    while let Some(start) = next_run(at..text.len()) {
        let run_end = (lexicon.run_end)(text, start).max(start + 1);
        let end = if let Some((range, kind)) = (lexicon.name_at)(text, start) {
            scanned.claims.push(Claim { span: Span::new(range.start, range.end), kind });
            range.end
        } else if let Some(mention) = (lexicon.mention_at)(text, start) {
            let end = mention.whole.range().end;
            scanned.mentions.push(mention);
            end
        } else {
            scanned.left.push(Span::new(start, run_end));
            run_end
        };
        let end = end.max(run_end);
        scanned.runs += 1;
        if end > run_end {
            scanned.runs += count_runs(text, run_end..end, lexicon, &mut next_run);
        }
        at = end;
    }
    scanned
}

/// Runs that start in `stretch`.
fn count_runs(
    text: &str,
    stretch: Range<usize>,
    lexicon: &Lexicon,
    next_run: &mut impl FnMut(Range<usize>) -> Option<usize>,
) -> u32 {
    let mut count = 0;
    let mut at = stretch.start;
    while let Some(next) = next_run(at..stretch.end) {
        count += 1;
        at = (lexicon.run_end)(text, next).max(next + 1);
    }
    count
}
