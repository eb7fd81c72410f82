//! Where a list divides at a value what others say in one: below 5 kHz in one paragraph and
//! from 5 kHz on in the next. Together the two set no limit there.

use super::slot::{Reduced, says_same};

/// Whether `bound` is an inner end of what its list, whose bounds of the group are `own` and
/// of them `lone` without a partner on another list, divides over several paragraphs, or opens a further alternative in one: "500 kg or more
/// and usable, or less than 500 kg and designed".
pub fn is_inner(bound: &Reduced<'_>, own: &[Reduced<'_>], lone: &[Reduced<'_>]) -> bool {
    let within = |a: &Reduced<'_>| own.iter().any(|b| a.node == b.node && a.meets(b));
    let further = |a: &Reduced<'_>, b: &Reduced<'_>| b.node == a.node && b.bound.span.start < a.bound.span.start;
    if within(bound) {
        // The first alternative is no limit either where another paragraph goes further.
        let beyond = |other: &Reduced<'_>| other.node != bound.node && other.is_wider(bound);
        return own.iter().any(|other| beyond(other) || (further(bound, other) && bound.meets(other)));
    }
    let next = |other: &Reduced<'_>| other.node != bound.node && bound.meets(other) && !within(other);
    own.iter().any(|other| next(other) && says_same(other, lone))
}
