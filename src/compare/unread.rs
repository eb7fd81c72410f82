//! Groups with a number that was not read: nothing can be said about them.

use super::finding::{Finding, Kind, Side};
use crate::correlate::group::Group;
use crate::correlate::{Correlation, SIDES};
use crate::model::List;
use crate::quantity::Relation;

/// The finding that says so, for a group of more than one list.
pub fn finding(correlation: &Correlation<'_>, group: &Group) -> Option<Finding> {
    let unread = |list: List| -> Vec<String> {
        let members = group.of(list).filter_map(|n| correlation.trees.paragraph(n));
        members.flat_map(|p| &p.unread).map(|u| format!("unread {}", u.literal)).collect()
    };
    let side = |list: List| Side { paragraphs: group.of(list).collect(), values: unread(list), ..Side::default() };
    let sides = [side(List::Us), side(List::Jp), side(List::Kr)];
    let several = sides.iter().filter(|s| !s.paragraphs.is_empty()).count() > 1;
    let any = sides.iter().any(|s| !s.values.is_empty());
    let both = |a: List, b: List| group.of(a).next().is_some() && group.of(b).next().is_some();
    let relations = SIDES.map(|(a, b)| both(a, b).then_some(Relation::Unknown));
    (several && any).then(|| Finding::new(Kind::Undetermined, "unread", sides, relations))
}
