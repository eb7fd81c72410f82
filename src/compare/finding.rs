//! Findings: where the lists differ, or where it could not be told.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use smol_str::SmolStr;

use crate::correlate::tree::{Node, Trees};
use crate::model::words;
use crate::model::{Hash, List};
use crate::quantity::{Relation, Unit};

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
    /// All conditions on one list, any of them on another.
    Joiner,
    /// A concept that two lists name and the third does not.
    Terms,
    /// A note that excludes or includes, on one list only.
    Exclusion,
    /// Reasons for control of the one against regime references of the other.
    Controls,
    /// A licence exception that hangs on equivalent controls elsewhere.
    Licence,
    /// The same control under another number, or divided otherwise.
    Moved,
    /// A citation that points at nothing.
    Citation,
    /// A list at odds with itself: an alias that is not the same value.
    Drafting,
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
    Joiner => "joiner",
    Terms => "terms",
    Exclusion => "exclusion",
    Controls => "controls",
    Licence => "licence",
    Moved => "moved",
    Citation => "citation",
    Drafting => "drafting",
    Undetermined => "undetermined",
});

/// Why the lists differ, as far as there is evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A common commitment that one list lacks.
    Regime,
    /// One list still has what the others have left.
    Lag,
    /// A control that one government set for itself.
    Unilateral,
    /// A slip in one text.
    Drafting,
    /// The same control elsewhere, or otherwise divided.
    Structure,
    /// No evidence decides.
    Open,
}

words!(Cause {
    Regime => "regime",
    Lag => "lag",
    Unilateral => "unilateral",
    Drafting => "drafting",
    Structure => "structure",
    Open => "open",
});

/// What a difference matters for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Materiality {
    /// Goods or technology are controlled on one list and free on another.
    Scope,
    /// The line between controlled and free lies elsewhere.
    Boundary,
    /// The same is controlled, but said in ways that can be read otherwise.
    Clarity,
    /// Nothing that is controlled changes.
    Editorial,
    /// Cannot be told.
    Undetermined,
}

words!(Materiality {
    Scope => "scope",
    Boundary => "boundary",
    Clarity => "clarity",
    Editorial => "editorial",
    Undetermined => "undetermined",
});

/// One side of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Side {
    /// The paragraphs of the list; of a list without counterpart, none.
    pub paragraphs: Vec<Node>,
    /// What is in question: bounds as `OP VALUE UNIT`, or concepts, codes, notes.
    pub values: Vec<String>,
    /// The same as the list prints it; empty where nothing is printed as such.
    pub printed: Vec<String>,
    /// The values in the unit of the first list that has one, where the own differs.
    pub converted: Vec<String>,
}

/// A difference between the lists at one point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable identifier: the same divergence keeps it in the next edition, and when a
    /// list is renumbered.
    pub id: String,
    /// What kind.
    pub kind: Kind,
    /// What is bounded, in a word: a parameter id, else the quantity that its unit measures; may
    /// be empty.
    pub parameter: String,
    /// The sides, in the order of [`List::ALL`].
    pub sides: [Side; 3],
    /// How what one list controls relates to the other: US to JP, US to KR, JP to KR.
    pub relations: [Option<Relation>; 3],
    /// Why, as far as there is evidence.
    pub cause: Cause,
    /// The evidence for the cause, in words; may be empty.
    pub cause_evidence: String,
    /// What it matters for.
    pub materiality: Materiality,
    /// How much it weighs, 0 to 1000.
    pub weight: u32,
    /// What the weight is made of: `missile +200`.
    pub weight_reasons: Vec<String>,
    /// Findings of one root carry the same one: the id of the first of them.
    pub root: String,
}

impl Finding {
    /// A finding of which the cause and the weight are still to be found.
    pub fn new(kind: Kind, parameter: impl Into<String>, sides: [Side; 3], relations: [Option<Relation>; 3]) -> Self {
        Self {
            id: String::new(),
            kind,
            parameter: parameter.into(),
            sides,
            relations,
            cause: Cause::Open,
            cause_evidence: String::new(),
            materiality: Materiality::Undetermined,
            weight: 0,
            weight_reasons: Vec::new(),
            root: String::new(),
        }
    }

    /// The side of `list`.
    pub fn side(&self, list: List) -> &Side {
        let [us, jp, kr] = &self.sides;
        match list {
            List::Us => us,
            List::Jp => jp,
            List::Kr => kr,
        }
    }

    /// All paragraphs, US first.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + '_ {
        self.sides.iter().flat_map(|s| s.paragraphs.iter().copied())
    }

    /// The lists that control more than another here, and less than none.
    pub fn stricter(&self) -> Vec<List> {
        let [us_jp, us_kr, jp_kr] = self.relations;
        let flip = |r: Option<Relation>| r.map(Relation::mirrored);
        [(List::Us, [us_jp, us_kr]), (List::Jp, [flip(us_jp), jp_kr]), (List::Kr, [flip(us_kr), flip(jp_kr)])]
            .into_iter()
            .filter(|(_, r)| r.contains(&Some(Relation::Broader)) && !r.contains(&Some(Relation::Narrower)))
            .map(|(list, _)| list)
            .collect()
    }
}

/// The parameter that a unit speaks of by itself; empty where it measures many things.
pub fn measured(unit: &Unit) -> &'static str {
    const QUANTITIES: [(&str, &str); 13] = [
        ("kg", "mass"),
        ("m", "length"),
        ("m^2", "area"),
        ("L", "volume"),
        ("s", "time"),
        ("Hz", "frequency"),
        ("m/s", "speed"),
        ("K", "temperature"),
        ("Pa", "pressure"),
        ("N", "force"),
        ("V", "voltage"),
        ("A", "current"),
        ("J", "energy"),
    ];
    QUANTITIES.iter().find(|(code, _)| unit.measures_as(&Unit::new(*code))).map_or("", |(_, word)| word)
}

/// Whether a difference of this kind and cause is an error inside one text, for correction
/// without negotiation.
pub fn is_drafting_error(kind: Kind, cause: Cause) -> bool {
    match kind {
        Kind::Undetermined => false,
        Kind::Citation | Kind::Drafting => true,
        _ => cause == Cause::Drafting,
    }
}

/// Gives the findings their ids: from their kind, their parameter and the concepts of
/// their paragraphs, not from numbers or values, so that renumbering and a new value
/// leave them. Where several would have one id, the paragraphs tell them apart, and if
/// they are the same as well, a count.
pub fn identify(findings: &mut [Finding], trees: &Trees<'_>) {
    let bare: Vec<String> = findings.par_iter().map(|f| short(&identity(f, trees), 8)).collect();
    let mut carriers: BTreeMap<&str, u32> = BTreeMap::new();
    for id in &bare {
        *carriers.entry(id).or_insert(0) += 1;
    }
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for (finding, bare) in findings.iter_mut().zip(&bare) {
        let mut id = format!("F-{bare}");
        if carriers.get(bare.as_str()).is_some_and(|n| *n > 1) {
            let places: Vec<&str> = finding.nodes().map(|n| trees.id(n)).collect();
            id = format!("{id}-{}", short(&places.join(" "), 6));
        }
        let count = seen.entry(id.clone()).or_insert(0);
        *count += 1;
        finding.id = if *count == 1 { id } else { format!("{id}-{count}") };
    }
}

fn identity(finding: &Finding, trees: &Trees<'_>) -> String {
    let concepts: BTreeSet<&str> = finding
        .nodes()
        .flat_map(|n| {
            let above = std::iter::successors(Some(n), |n| trees.parent(*n));
            above.filter_map(|n| trees.paragraph(n)).flat_map(|p| &p.terms).map(SmolStr::as_str)
        })
        .collect();
    let concepts: Vec<&str> = concepts.into_iter().collect();
    format!("{}|{}|{}", finding.kind.word(), finding.parameter, concepts.join(" "))
}

fn short(text: &str, digits: usize) -> String {
    Hash::of(text.as_bytes()).to_string().get(..digits).unwrap_or("").to_owned()
}
