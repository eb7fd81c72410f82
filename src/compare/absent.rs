//! Paragraphs that another list does not have, and those of which it cannot be told.

use super::finding::{Finding, Kind, Side};
use crate::correlate::group::{Absence, Group};
use crate::correlate::tree::{Node, Trees};
use crate::correlate::{Correlation, SIDES};
use crate::model::List;
use crate::quantity::Relation;

/// The finding about the lists without a member in `group`, if there is one to report:
/// where the paragraph above is missing there too, that one is the root and reported.
pub fn finding(correlation: &Correlation<'_>, group: &Group, lone: &dyn Fn(Node, List) -> bool) -> Option<Finding> {
    let trees = &correlation.trees;
    let is_root = |list: List| !group.members.iter().any(|m| parent_control(trees, *m).is_some_and(|p| lone(p, list)));
    let reported: Vec<&(List, Absence)> =
        group.absent.iter().filter(|(list, why)| !matches!(why, Absence::Covered(_)) && is_root(*list)).collect();
    let kind = reported.iter().map(|(_, why)| match why {
        Absence::None(_) => Kind::NoCounterpart,
        _ => Kind::Undetermined,
    });
    let kind = kind.min()?;
    let side = |list: List| Side { paragraphs: group.of(list).collect(), ..Side::default() };
    let missing = |list: List| reported.iter().any(|(l, why)| *l == list && matches!(why, Absence::None(_)));
    let relations = SIDES.map(|(a, b)| match (missing(a), missing(b), group.of(a).next(), group.of(b).next()) {
        (false, true, Some(_), _) => Some(Relation::Broader),
        (true, false, _, Some(_)) => Some(Relation::Narrower),
        (_, _, Some(_), Some(_)) => None,
        _ if kind == Kind::Undetermined => Some(Relation::Unknown),
        _ => None,
    });
    Some(Finding::new(kind, "", [side(List::Us), side(List::Jp), side(List::Kr)], relations))
}

/// The parent, where it controls something itself.
fn parent_control(trees: &Trees<'_>, node: Node) -> Option<Node> {
    trees.parent(node).filter(|p| trees.of(p.list).is_control(p.index))
}
