//! What the lists say alike, once in one unit and once in another: nothing to discuss,
//! and worth showing, since it looks like a difference.

use super::pool::reduced;
use super::slot::{Step, slots};
use crate::correlate::Correlation;
use crate::correlate::tree::Node;
use crate::model::{Bound, List};

/// One constraint that the lists state alike in units that differ.
#[derive(Debug, Clone)]
pub struct Agreed<'s> {
    /// The bounds and where they stand, in the order of [`List::ALL`].
    pub sides: [Option<(Node, &'s Bound)>; 3],
}

/// All of them, in the order of the groups.
pub fn in_other_units<'s>(correlation: &Correlation<'s>) -> Vec<Agreed<'s>> {
    let trees = &correlation.trees;
    let mut agreed = Vec::new();
    for group in &correlation.groups {
        let own = [List::Us, List::Jp, List::Kr].map(|list| reduced(trees, group.of(list)));
        for slot in slots(own) {
            let sides = slot.bounds.each_ref().map(|b| b.as_ref().map(|r| (r.node, r.bound)));
            let units: Vec<&str> = sides.iter().flatten().map(|(_, b)| b.unit.code()).collect();
            let differ = units.iter().any(|u| Some(u) != units.first());
            if differ && slot.step() == Step::Same {
                agreed.push(Agreed { sides });
            }
        }
    }
    agreed
}
