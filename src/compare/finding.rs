//! Findings: where the lists differ, or where it could not be told.

use crate::correlate::tree::{Node, Trees};
use crate::model::words;
use crate::model::{Hash, List};
use crate::quantity::Relation;

/// The kinds of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A paragraph that another list does not have.
    NoCounterpart,
    /// Bounds on one parameter with different values.
    Value,
    /// The same value, once included and once not.
    Strictness,
    /// The same number in units that are not the same.
    Unit,
    /// The same value, once a limit and once a condition.
    Condition,
    /// A bound that another list does not set.
    BoundMissing,
    /// Something was not read or not paired, so nothing can be said.
    Undetermined,
}

words!(Kind {
    NoCounterpart => "no-counterpart",
    Value => "value",
    Strictness => "strictness",
    Unit => "unit",
    Condition => "condition",
    BoundMissing => "bound-missing",
    Undetermined => "undetermined",
});

/// One side of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Side {
    /// The paragraphs of the list; of a list without counterpart, none.
    pub paragraphs: Vec<Node>,
    /// The bounds in question, each as `OP VALUE UNIT`.
    pub values: Vec<String>,
}

/// A difference between the lists at one point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable identifier: the same divergence keeps it in the next edition, and when a
    /// list is renumbered.
    pub id: String,
    /// What kind.
    pub kind: Kind,
    /// What is bounded, in a word: a parameter id, else the dimension's usual unit; may be empty.
    pub parameter: String,
    /// The sides, in the order of [`List::ALL`].
    pub sides: [Side; 3],
    /// How what one list controls relates to the other: US to JP, US to KR, JP to KR.
    pub relations: [Option<Relation>; 3],
}

impl Finding {
    /// The side of `list`.
    pub fn side(&self, list: List) -> &Side {
        let [us, jp, kr] = &self.sides;
        match list {
            List::Us => us,
            List::Jp => jp,
            List::Kr => kr,
        }
    }
}

/// Gives the findings their ids: from their kind, their parameter and the concepts of
/// their paragraphs, not from numbers or values, so that renumbering and a new value
/// leave them. Where several would have one id, they are counted in their order.
pub fn identify(findings: &mut [Finding], trees: &Trees<'_>) {
    let mut seen: std::collections::BTreeMap<String, u32> = std::collections::BTreeMap::new();
    for finding in findings {
        let concepts: std::collections::BTreeSet<&str> = finding
            .sides
            .iter()
            .flat_map(|s| &s.paragraphs)
            .flat_map(|n| {
                let above = std::iter::successors(Some(*n), |n| trees.parent(*n));
                above.filter_map(|n| trees.paragraph(n)).flat_map(|p| &p.terms).map(String::as_str)
            })
            .collect();
        let concepts: Vec<&str> = concepts.into_iter().collect();
        let identity = format!("{}|{}|{}", finding.kind.word(), finding.parameter, concepts.join(" "));
        let hash = Hash::of(identity.as_bytes()).to_string();
        let short = hash.get(..8).unwrap_or("").to_owned();
        let count = seen.entry(short.clone()).or_insert(0);
        *count += 1;
        finding.id = if *count == 1 { format!("F-{short}") } else { format!("F-{short}-{count}") };
    }
}
