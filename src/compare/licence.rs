//! Licence exceptions that hang on equivalent controls elsewhere: where a list has no
//! counterpart, its exporters cannot be on the footing that the exception presumes.

use super::finding::{Finding, Kind, Side};
use super::standing::exception;
use crate::correlate::group::{Absence, Group};
use crate::correlate::{Correlation, SIDES};
use crate::model::{Kind as ParagraphKind, List};
use crate::quantity::Relation;

/// Licence Exception Implemented Export Controls (15 CFR 740.24): for countries that
/// have implemented equivalent controls.
const EQUIVALENCE: &str = "IEC";

/// The finding about a US entry that is eligible for the exception and has no
/// counterpart on another list.
pub fn finding(correlation: &Correlation<'_>, group: &Group) -> Option<Finding> {
    let trees = &correlation.trees;
    let granted = group
        .of(List::Us)
        .filter(|n| trees.paragraph(*n).is_some_and(|p| p.kind == ParagraphKind::Entry))
        .find_map(|n| exception(trees, n, EQUIVALENCE))?;
    let missing: Vec<List> = group
        .absent
        .iter()
        .filter(|(_, why)| matches!(why, Absence::None(_) | Absence::Undetermined(_)))
        .map(|(l, _)| *l)
        .collect();
    if missing.is_empty() {
        return None;
    }
    let side = |list: List| Side {
        paragraphs: group.of(list).collect(),
        values: if list == List::Us { vec![format!("{EQUIVALENCE}: {}", granted.value)] } else { Vec::new() },
        ..Side::default()
    };
    let relations = SIDES.map(|(a, b)| (a == List::Us && missing.contains(&b)).then_some(Relation::Unknown));
    Some(Finding::new(Kind::Licence, EQUIVALENCE, [side(List::Us), side(List::Jp), side(List::Kr)], relations))
}
