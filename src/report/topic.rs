//! Topics of the dialogue, from `lists/topics.toml`: by control numbers, by what an item
//! of the ordinance is correlated with, and by concepts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

use crate::correlate::Correlation;
use crate::correlate::tree::{Node, Trees};
use crate::model::{Id, List};

/// A topic and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its word: `semiconductors`.
    pub id: String,
    /// Control numbers of the US and the Korean list, or how they begin; `?` is any character.
    #[serde(default)]
    pub numbers: Vec<String>,
    /// The same, of the US list only.
    #[serde(default)]
    pub us: Vec<String>,
    /// The same, of the Korean list only.
    #[serde(default)]
    pub kr: Vec<String>,
    /// Articles, items and rows of the Japanese list, as ids have them.
    #[serde(default)]
    pub japan: Vec<String>,
    /// Concepts of `lists/terms.csv`.
    #[serde(default)]
    pub concepts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    topic: Vec<Topic>,
}

/// All topics, in the order of `lists/topics.toml`.
pub fn topics() -> &'static [Topic] {
    static TOPICS: OnceLock<Vec<Topic>> = OnceLock::new();
    // The table is part of the program; tests/topics.rs sees that it is read.
    TOPICS
        .get_or_init(|| toml::from_str(include_str!("../../lists/topics.toml")).map_or(Vec::new(), |t: Table| t.topic))
}

impl Topic {
    /// Whether it claims the paragraph `id` by its number.
    pub fn claims(&self, id: &Id) -> bool {
        let local = id.local();
        match id.list() {
            Some(List::Us) => self.numbers.iter().chain(&self.us).any(|n| numbered(n, local)),
            Some(List::Kr) => self.numbers.iter().chain(&self.kr).any(|n| numbered(n, local)),
            Some(List::Jp) => self.japan.iter().any(|n| below(n, local)),
            None => false,
        }
    }
}

/// Whether `local` begins as `pattern` does; a pattern with a path ends at a whole step.
fn numbered(pattern: &str, local: &str) -> bool {
    let mut rest = local.chars();
    let begins = pattern.chars().all(|p| rest.next().is_some_and(|c| p == '?' || p == c));
    begins && (!pattern.contains('.') || !rest.as_str().starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Whether `local` is `pattern` or stands below it.
fn below(pattern: &str, local: &str) -> bool {
    local.strip_prefix(pattern).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.', '#']))
}

/// The topics of three lists.
pub struct Topics {
    of_entry: BTreeMap<Node, BTreeSet<usize>>,
    correlated: BTreeMap<Node, BTreeSet<usize>>,
}

impl Topics {
    /// Finds the topics of every entry by its number, and of every paragraph of the ordinance
    /// those of what it is correlated with.
    pub fn new(correlation: &Correlation<'_>) -> Self {
        let trees = &correlation.trees;
        let mut of_entry: BTreeMap<Node, BTreeSet<usize>> = BTreeMap::new();
        for list in List::ALL {
            for (index, paragraph) in (0..).zip(&trees.of(*list).snapshot.paragraphs) {
                let node = Node { list: *list, index };
                if entry(trees, node) == node {
                    of_entry.insert(node, claimed(&paragraph.id));
                }
            }
        }
        let mut correlated: BTreeMap<Node, BTreeSet<usize>> = BTreeMap::new();
        for group in &correlation.groups {
            let numbered = group.members.iter().filter(|n| n.list != List::Jp).filter_map(|n| trees.paragraph(*n));
            let claims: BTreeSet<usize> = numbered.flat_map(|p| claimed(&p.id)).collect();
            for node in group.of(List::Jp) {
                correlated.entry(node).or_default().extend(&claims);
            }
        }
        Self { of_entry, correlated }
    }

    /// The topics of a paragraph: those of its number, of its entry, and of the concepts that it names.
    pub fn of(&self, trees: &Trees<'_>, node: Node) -> BTreeSet<&'static str> {
        let mut found: BTreeSet<usize> = self.of_entry.get(&entry(trees, node)).cloned().unwrap_or_default();
        let up = std::iter::successors(Some(node), |n| trees.parent(*n));
        found.extend(up.filter_map(|n| self.correlated.get(&n)).flatten());
        if let Some(paragraph) = trees.paragraph(node) {
            found.extend(claimed(&paragraph.id));
            let named = |t: &Topic| t.concepts.iter().any(|c| paragraph.terms.iter().any(|t| t == c));
            found.extend(topics().iter().enumerate().filter(|(_, t)| named(t)).map(|(i, _)| i));
        }
        found.into_iter().filter_map(|i| topics().get(i)).map(|t| t.id.as_str()).collect()
    }
}

fn entry(trees: &Trees<'_>, node: Node) -> Node {
    Node { list: node.list, index: trees.of(node.list).entry(node.index) }
}

fn claimed(id: &Id) -> BTreeSet<usize> {
    topics().iter().enumerate().filter(|(_, t)| t.claims(id)).map(|(i, _)| i).collect()
}
