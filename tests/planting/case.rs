//! A case: one operator at one place, and what must come of it.

use std::collections::BTreeSet;

use tricord::model::{List, Paragraph};
use tricord::quantity::Relation;

use super::changes::Plant;
use super::found::Said;

/// What is done to a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    LastDigit,
    TimesTen,
    Strictness,
    Unit,
    EqualUnit,
    Exponent,
    Alias,
    Noise,
    Joiner,
    Negation,
    Drop,
    Duplicate,
    Relabel,
    Move,
    Controls,
    DropEntry,
}

impl Operator {
    /// Whether it changes a bound, and nothing else of its paragraph.
    pub fn is_on_a_bound(self) -> bool {
        self <= Self::Noise
    }
}

/// What must come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Nothing is said that was not said before, and nothing is left out.
    Nothing,
    /// One group of findings: of one of these kinds, and with that relation of the
    /// changed list to each of the others.
    Divergence { kinds: &'static [&'static str], to: Vec<List>, relation: Option<Relation> },
}

/// One case.
#[derive(Debug, Clone)]
pub struct Case {
    pub operator: Operator,
    pub list: List,
    /// The paragraph that is changed.
    pub id: String,
    /// The paragraphs by one of which the finding must stand.
    pub at: Vec<String>,
    pub plant: Plant,
    pub expected: Expected,
}

impl Case {
    pub fn new(operator: Operator, list: List, paragraph: &Paragraph, plant: Plant, expected: Expected) -> Self {
        let id = paragraph.id.as_str().to_owned();
        Self { operator, list, at: vec![id.clone()], id, plant, expected }
    }

    /// Whether `said` and one of `there` tell which entries a heading names, and differ in no more than
    /// the planted place: they are told by way of their counterparts, and it has none any more.
    pub fn is_named_no_more(&self, said: &Said, there: &[(&Said, &[String])]) -> bool {
        let entries = |s: &Said| s.kind == "terms" && s.parameter == "entries";
        let values = |s: &Said| s.sides.iter().flat_map(|(_, values)| values.clone()).collect::<BTreeSet<_>>();
        let is_planted = |value: &String| self.at.iter().any(|at| at.split_once(':').unwrap().1 == value);
        let differ = |other: &Said| values(said).symmetric_difference(&values(other)).all(is_planted);
        entries(said) && there.iter().any(|(s, _)| entries(s) && s.ids().eq(said.ids()) && differ(s))
    }

    /// Whether the list states the limit above or below as well.
    pub fn list_states_again(&self) -> bool {
        let both = |kinds: &[&str]| kinds == ["value", "bound-missing"];
        matches!(self.expected, Expected::Divergence { kinds, .. } if both(kinds))
    }

    /// The category of the list that it stands in, or the article of the ordinance.
    pub fn category(&self) -> &str {
        let local = self.id.split_once(':').map_or("", |(_, local)| local);
        if self.list == List::Jp { local.split('/').next().unwrap() } else { &local[..1] }
    }
}
