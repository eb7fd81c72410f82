//! Findings by what they say, so that two runs compare without their ids.

use std::collections::{BTreeMap, BTreeSet};

use tricord::compare::{Finding, Kind};
use tricord::correlate::Correlation;
use tricord::model::List;
use tricord::quantity::Relation;

/// What a finding says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    pub kind: &'static str,
    pub parameter: String,
    /// Paragraphs and values of each list.
    pub sides: [(Vec<String>, Vec<String>); 3],
    /// US to JP, US to KR, JP to KR.
    pub relations: [Option<Relation>; 3],
}

impl Said {
    /// All paragraphs that it speaks of.
    pub fn ids(&self) -> impl Iterator<Item = &String> {
        self.sides.iter().flat_map(|(ids, _)| ids)
    }

    /// Whether it speaks of that paragraph.
    pub fn names(&self, id: &str) -> bool {
        self.sides.iter().any(|(ids, _)| ids.iter().any(|i| i == id))
    }

    /// Whether it speaks of a paragraph whose id begins so.
    pub fn names_like(&self, start: &str) -> bool {
        self.sides.iter().any(|(ids, _)| ids.iter().any(|i| i.starts_with(start)))
    }

    /// Whether `other` says the same but for how the values are printed.
    pub fn is_like(&self, other: &Self) -> bool {
        let places = |s: &Self| s.sides.each_ref().map(|(ids, values)| (ids.clone(), values.len()));
        (self.kind, &self.parameter, self.relations) == (other.kind, &other.parameter, other.relations)
            && places(self) == places(other)
    }

    /// How what `list` controls relates to what `other` does.
    pub fn relation(&self, list: List, other: List) -> Option<Relation> {
        let [us_jp, us_kr, jp_kr] = self.relations;
        let forward = |a: List, b: List| match (a, b) {
            (List::Us, List::Jp) => us_jp,
            (List::Us, List::Kr) => us_kr,
            (List::Jp, List::Kr) => jp_kr,
            _ => None,
        };
        forward(list, other).or_else(|| forward(other, list).map(Relation::mirrored))
    }
}

/// All findings of a run, each with its root.
#[derive(Debug, Clone, Default)]
pub struct Found(pub BTreeMap<Said, Vec<String>>);

impl Found {
    /// What `findings` say.
    pub fn of(correlation: &Correlation<'_>, findings: &[Finding]) -> Self {
        let mut all: BTreeMap<Said, Vec<String>> = BTreeMap::new();
        for finding in findings {
            let sides = finding.sides.each_ref().map(|side| {
                let ids = side.paragraphs.iter().map(|n| correlation.trees.id(*n).to_owned()).collect();
                (ids, side.values.clone())
            });
            let (kind, parameter) = (Kind::word(finding.kind), finding.parameter.clone());
            let said = Said { kind, parameter, sides, relations: finding.relations };
            all.entry(said).or_default().push(finding.root.clone());
        }
        Self(all)
    }

    /// What it says more often than `before` does, with the roots.
    pub fn without(&self, before: &Self) -> Vec<(&Said, &[String])> {
        let more = |(said, roots): (&_, &Vec<String>)| before.0.get(said).is_none_or(|b| b.len() < roots.len());
        self.0.iter().filter(|(said, roots)| more((said, roots))).map(|(s, r)| (s, r.as_slice())).collect()
    }

    /// The values that any finding of that kind shows beside `id`.
    pub fn values_at<'f>(&'f self, id: &str) -> BTreeSet<&'f str> {
        let at = self.0.keys().flat_map(|s| &s.sides).filter(|(ids, _)| ids.iter().any(|i| i == id));
        at.flat_map(|(_, values)| values).map(String::as_str).collect()
    }

    /// Whether something about `id` cannot be told.
    pub fn is_unsure(&self, id: &str) -> bool {
        self.0.keys().any(|s| s.kind == "undetermined" && s.names(id))
    }

    /// Whether any finding tells an entry by that number among the values.
    pub fn tells(&self, number: &str) -> bool {
        self.0.keys().any(|s| s.sides.iter().any(|(_, values)| values.iter().any(|v| v == number)))
    }

    /// Whether any finding speaks of `id`.
    pub fn names(&self, id: &str) -> bool {
        self.0.keys().any(|s| s.names(id))
    }
}
