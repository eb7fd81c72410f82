//! The papers of the dialogue: the agenda with its annexes, the brief of a delegation,
//! a page for ministers; and the meeting folder, in which people write what was decided.

mod annex;
mod brief;
pub mod evidence;
mod history;
pub mod items;
mod made;
mod meeting;
mod ministers;
mod paper;
pub mod point;
pub mod texts;
pub mod wording;

use std::collections::BTreeMap;

use crate::compare::agreed::{Agreed, in_other_units};
use crate::compare::{Finding, compare};
use crate::correlate::Correlation;
use crate::model::{Edition, Id, List, ListSnapshot};
use crate::report::message::Messages;
use crate::report::paper::Paper;

pub use history::{History, Since};
pub use items::{Items, Status};
pub use made::Made;
pub use meeting::{Item, Meeting, SinceLast, Sources, carry, choose, in_topics};
pub use point::{Part, Point, points};
pub use texts::{Counts, Texts};

/// Items on an agenda, where nothing else is asked.
pub const ITEMS: usize = 30;

/// What the lists say differently and alike, ready for papers.
pub struct Comparison<'s> {
    /// The correlation.
    pub correlation: &'s Correlation<'s>,
    /// All points, heaviest first.
    pub points: Vec<Point>,
    /// What is the same in other units.
    pub agreed: Vec<Agreed<'s>>,
}

impl<'s> Comparison<'s> {
    /// Compares the lists and gathers the points.
    pub fn new(correlation: &'s Correlation<'s>) -> Self {
        Self::of_findings(correlation, &compare(correlation))
    }

    /// Gathers the points of findings.
    pub fn of_findings(correlation: &'s Correlation<'s>, findings: &[Finding]) -> Self {
        Self { correlation, points: points(correlation, findings), agreed: in_other_units(correlation) }
    }
}

/// What every paper of a meeting is made from.
pub struct Papers<'s> {
    /// The messages of the language.
    pub messages: &'static Messages,
    /// The name of the meeting.
    pub name: &'s str,
    /// The editions, in the order of [`List::ALL`].
    pub editions: [&'s Edition; 3],
    /// The comparison.
    pub comparison: &'s Comparison<'s>,
    /// The items.
    pub meeting: &'s Meeting<'s>,
    /// What changed in the lists since the previous meeting, where there was one.
    pub changes: Option<BTreeMap<Id, Counts>>,
    /// The texts of the lists now.
    pub texts: &'s Texts,
    /// Earlier editions of the lists.
    pub history: &'s History,
    /// Topics that were asked for; empty for all.
    pub topics: &'s [String],
}

impl Papers<'_> {
    /// The agenda with its annexes.
    pub fn agenda(&self) -> Paper {
        paper::agenda(self)
    }

    /// The brief of the delegation of `list`.
    pub fn brief(&self, list: List) -> Paper {
        brief::brief(self, list)
    }

    /// The page for ministers.
    pub fn ministers(&self) -> Paper {
        ministers::page(self)
    }

    /// The points of the topics that were asked for.
    fn points(&self) -> impl Iterator<Item = &Point> {
        self.comparison.points.iter().filter(|p| in_topics(p, self.topics))
    }

    fn paper(&self, title: String) -> Paper {
        let date = self.editions.iter().map(|e| e.in_force.as_str()).max().unwrap_or("").to_owned();
        Paper { language: self.messages.language(), title, date, blocks: Vec::new() }
    }
}

/// A meeting and the editions that it compares, as `items.csv` records them:
/// `2027-H1 (US 2026-08-18; JP 2026-02-14)`. A list that does not state its edition is left out.
pub fn recorded(meeting: &str, lists: &[ListSnapshot]) -> String {
    let stated = lists.iter().filter(|l| !l.edition.in_force.is_empty());
    let named: Vec<String> = stated.map(|l| format!("{} {}", l.list.code(), l.edition.in_force)).collect();
    if named.is_empty() { meeting.to_owned() } else { format!("{meeting} ({})", named.join("; ")) }
}
