//! The same control under another number on two lists that share their numbering, or
//! divided into more paragraphs on one list than on another.

use super::finding::{Finding, Kind, Side};
use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::correlate::{Correlation, SIDES};
use crate::model::{List, Standing};
use crate::quantity::Relation;

/// The finding, where every pair of the group that counts is sure.
pub fn finding(correlation: &Correlation<'_>, group: &Group) -> Option<Finding> {
    let trees = &correlation.trees;
    let local = |list: List| -> Vec<&str> {
        let ids = divided(trees, group, list).into_iter().map(|n| trees.id(n));
        ids.filter_map(|id| id.split_once(':')).map(|(_, path)| path).collect()
    };
    let (us, jp, kr) = (local(List::Us), local(List::Jp), local(List::Kr));
    let elsewhere = !us.is_empty() && !kr.is_empty() && us.len() == kr.len() && us != kr;
    let counts: Vec<usize> = [us.len(), jp.len(), kr.len()].into_iter().filter(|n| *n > 0).collect();
    let divided = counts.iter().max() != counts.iter().min();
    if counts.len() < 2 || !(elsewhere || divided) {
        return None;
    }
    let side = |list: List| Side { paragraphs: group.of(list).collect(), ..Side::default() };
    let parameter = if elsewhere { "number" } else { "division" };
    let present = |list: List| group.of(list).next().is_some();
    // Where the bounds differ another finding says so; that the words agree nobody has compared.
    let relations = SIDES.map(|(a, b)| (present(a) && present(b)).then_some(Relation::Unknown));
    Some(Finding::new(Kind::Moved, parameter, [side(List::Us), side(List::Jp), side(List::Kr)], relations))
}

/// The paragraphs of `list` over which the control is divided: without those that say what is
/// excepted, without heads of several others, and without those that stand in other groups too.
fn divided(trees: &Trees<'_>, group: &Group, list: List) -> Vec<Node> {
    let tree = trees.of(list);
    let is_head = |n: &Node| group.of(list).filter(|m| m != n && tree.contains(n.index, m.index)).count() > 1;
    let excepted = |n: &Node| trees.paragraph(*n).is_some_and(|p| p.standing == Standing::Exclusion);
    let own: Vec<Node> = group.of(list).filter(|n| !excepted(n) && !is_head(n) && !group.shared.contains(n)).collect();
    if own.is_empty() { group.of(list).collect() } else { own }
}
