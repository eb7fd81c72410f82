//! Ends of ranges that do not say how what is controlled relates: "between A and B", which leaves
//! open whether A and B are in, and an end from which another alternative goes on.

use super::pool::above;
use super::slot::{Direction, Reduced};
use crate::correlate::tree::{Node, Trees};
use crate::model::{Bound, Joiner, List, Op};
use crate::quantity::Relation;

/// How what meets `x` relates to what meets `y`, another list's, as far as the words tell.
pub fn relation(trees: &Trees<'_>, x: &Reduced<'_>, y: &Reduced<'_>) -> Relation {
    let at = [x, y].iter().any(|r| r.direction() == Direction::At);
    match x.relation(y) {
        // A value that something is tested or named at shuts no other out.
        Relation::Disjoint if at => Relation::Unknown,
        Relation::Equal => Relation::Equal,
        relation if x.is_stricter_or_looser(y) => {
            let open = [x, y].iter().any(|r| is_left_open(trees, r.node, r.bound));
            if open { Relation::Unknown } else { relation }
        }
        _ if [x, y].iter().any(|r| goes_on(trees, r)) => Relation::Unknown,
        relation => relation,
    }
}

/// Whether `bound` of `node` is an end of "between A and B" or "A ~ B": the other end is printed
/// so close that no word that compares has room between them. The ordinance always says 以上 or 超.
pub fn is_left_open(trees: &Trees<'_>, node: Node, bound: &Bound) -> bool {
    /// Bytes between the values: " and ", " to ", "~"; and what is about an alias: " (…)".
    const ROOM: usize = 5;
    const BRACKETS: usize = 3;
    let room = |a: &Bound| ROOM + a.aliases.iter().map(|alias| alias.literal.len() + BRACKETS).sum::<usize>();
    let is_range = |a: &Bound, b: &Bound| {
        (a.op, b.op) == (Op::AtLeast, Op::AtMost)
            && b.span.start.checked_sub(a.span.end).is_some_and(|between| between as usize <= room(a))
    };
    let mut beside = trees.paragraph(node).into_iter().flat_map(|p| &p.bounds);
    node.list != List::Jp && beside.any(|other| is_range(other, bound) || is_range(bound, other))
}

/// Whether a further alternative takes in all from the upper end `bound` on.
fn goes_on(trees: &Trees<'_>, bound: &Reduced<'_>) -> bool {
    if bound.direction() != Direction::High {
        return false;
    }
    let opens = |n: Node| {
        let bounds: Vec<Reduced<'_>> = super::pool::reduced(trees, std::iter::once(n));
        bounds.iter().any(|low| low.meets(bound)) && !bounds.iter().any(|high| high.is_beside(bound))
    };
    let path: Vec<Node> = above(trees, bound.node).collect();
    path.iter().skip(1).any(|head| {
        trees.paragraph(*head).is_some_and(|p| p.joiner == Joiner::Any)
            && trees.items(*head).any(|n| !path.contains(&n) && opens(n))
    })
}
