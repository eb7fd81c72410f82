//! Notes that exclude or include, on one list and not on another. A note that excludes
//! is worth as much as an item that includes.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, Kind, Side};
use super::pool::below;
use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::correlate::{Correlation, SIDES};
use crate::model::{Id, Kind as ParagraphKind, List, NoteEffect, Paragraph};
use crate::quantity::Relation;

/// The notes with an effect on control, by the paragraph that they speak of.
pub struct Notes(BTreeMap<Node, Vec<Node>>);

impl Notes {
    /// Those of the lists that print notes as paragraphs: the Japanese ordinance excludes
    /// inside its sentences.
    pub fn new(trees: &Trees<'_>) -> Self {
        let mut notes: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        for list in [List::Us, List::Kr] {
            for (index, paragraph) in (0..).zip(&trees.of(list).snapshot.paragraphs) {
                let node = Node { list, index };
                let within = trees.parent(node).and_then(|n| effect(trees, n)).is_some();
                if effect(trees, node).is_some() && !within {
                    let subject = subject(trees, node, paragraph);
                    notes.entry(subject).or_default().push(node);
                }
            }
        }
        Self(notes)
    }

    fn of(&self, group: &Group, list: List) -> Vec<Node> {
        group.of(list).filter_map(|n| self.0.get(&n)).flatten().copied().collect()
    }
}

/// Whether a paragraph takes out or brings in.
fn effect(trees: &Trees<'_>, node: Node) -> Option<NoteEffect> {
    let effect = trees.paragraph(node)?.note.as_ref()?.effect;
    matches!(effect, NoteEffect::Excludes | NoteEffect::Includes).then_some(effect)
}

/// What a note speaks of: the one paragraph that it names, else what it hangs on.
fn subject(trees: &Trees<'_>, node: Node, paragraph: &Paragraph) -> Node {
    let named = match paragraph.note.as_ref().map(|n| n.targets.as_slice()) {
        Some([one]) => trees.find(one),
        _ => None,
    };
    let controls = |n: &Node| trees.of(n.list).is_control(n.index);
    let above = || std::iter::successors(trees.parent(node), |n| trees.parent(*n)).find(controls);
    named.filter(controls).or_else(above).unwrap_or(node)
}

/// What a list says of it.
enum Met {
    /// The same.
    Yes,
    /// Something of it, or it could not be compared.
    Perhaps,
    /// Nothing.
    No,
}

/// The findings about the notes of one group.
pub fn findings(correlation: &Correlation<'_>, group: &Group, notes: &Notes) -> Vec<Finding> {
    let trees = &correlation.trees;
    if group.of(List::Us).next().is_none() || group.of(List::Kr).next().is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (list, other) in [(List::Us, List::Kr), (List::Kr, List::Us)] {
        for note in notes.of(group, list) {
            let Some(effect) = effect(trees, note) else { continue };
            let kind = match met(trees, note, group, other) {
                Met::Yes => continue,
                Met::Perhaps => Kind::Undetermined,
                Met::No => Kind::Exclusion,
            };
            found.push(finding(group, kind, note, effect));
        }
    }
    found
}

/// Whether the entries of the group on `other` say what `note` says.
fn met(trees: &Trees<'_>, note: Node, group: &Group, other: List) -> Met {
    let said = whole(trees, note);
    // The note of that number at the paragraph of that number: the two lists share both.
    if let Some(twin) = twin(trees, note, other) {
        let facts = whole(trees, twin);
        let same_effect = effect(trees, twin) == effect(trees, note);
        if said == facts || shares_a_third(&said, &facts) {
            return if same_effect { Met::Yes } else { Met::No };
        }
    }
    let tree = trees.of(other);
    let entries: BTreeSet<u32> = group.of(other).map(|n| tree.entry(n.index)).collect();
    let there: Vec<Node> = entries.iter().flat_map(|index| below(trees, Node { list: other, index: *index })).collect();
    let own = effect(trees, note);
    let alike_notes = || there.iter().filter(|n| effect(trees, **n) == own);
    if said.is_empty() {
        // Nothing to compare but that there is one.
        return if alike_notes().next().is_some() { Met::Yes } else { Met::Perhaps };
    }
    let alike = |n: &Node| {
        let facts = whole(trees, *n);
        facts.is_empty() || shares_a_third(&said, &facts)
    };
    if alike_notes().any(alike) {
        return Met::Yes;
    }
    // Values survive translation; a note without one says less for certain.
    let values = values_below(trees, note);
    let mentions = |n: &Node| {
        let found = trees.paragraph(*n).map(facts).unwrap_or_default();
        found.iter().any(|f| if values.is_empty() { said.contains(f) } else { values.contains(f) })
    };
    let sure = (said.len() > 1 || !values.is_empty()) && !speaks_of_others(trees, note);
    if sure && !there.iter().any(mentions) { Met::No } else { Met::Perhaps }
}

/// The note that stands on `other` where `note` stands.
fn twin(trees: &Trees<'_>, note: Node, other: List) -> Option<Node> {
    let local = trees.paragraph(note).filter(|p| p.kind == ParagraphKind::Note)?.id.local();
    let twin = trees.find(&Id::new(format!("{}:{local}", other.code())))?;
    trees.paragraph(twin).is_some_and(|p| p.kind == ParagraphKind::Note).then_some(twin)
}

/// Whether a note cites other entries: there, the other list may have it too.
fn speaks_of_others(trees: &Trees<'_>, note: Node) -> bool {
    let entry = |n: Node| trees.of(n.list).entry(n.index);
    let cited = trees.paragraph(note).into_iter().flat_map(|p| &p.citations).flat_map(|c| c.target.ids());
    cited.filter_map(|id| trees.find(id)).any(|n| entry(n) != entry(note))
}

/// The values of a note and of what stands below it.
fn values_below(trees: &Trees<'_>, note: Node) -> BTreeSet<String> {
    below(trees, note).into_iter().filter_map(|n| trees.paragraph(n)).flat_map(values).collect()
}

/// Whether what two notes share is a third of what either says.
fn shares_a_third(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shared = a.intersection(b).count();
    shared > 0 && shared * 3 >= a.len().min(b.len())
}

/// What a paragraph and those below it say, as far as it compares across languages.
fn whole(trees: &Trees<'_>, node: Node) -> BTreeSet<String> {
    below(trees, node).into_iter().filter_map(|n| trees.paragraph(n)).flat_map(facts).collect()
}

/// The values of the bounds of a paragraph.
pub fn values(paragraph: &Paragraph) -> impl Iterator<Item = String> {
    paragraph.bounds.iter().map(|b| format!("{} {}", b.value, b.unit))
}

fn facts(paragraph: &Paragraph) -> BTreeSet<String> {
    let cited = paragraph.citations.iter().flat_map(|c| c.target.ids()).map(|id| id.local().to_owned());
    values(paragraph).chain(cited).chain(paragraph.terms.iter().cloned()).collect()
}

fn finding(group: &Group, kind: Kind, note: Node, effect: NoteEffect) -> Finding {
    let side = |of: List| {
        let mut paragraphs: Vec<Node> = group.of(of).collect();
        let mut values = Vec::new();
        if of == note.list {
            paragraphs.push(note);
            values.push(effect.word().to_owned());
        }
        Side { paragraphs, values, ..Side::default() }
    };
    // A list with an exclusion more controls less.
    let has = match (kind, effect) {
        (Kind::Undetermined, _) => Relation::Unknown,
        (_, NoteEffect::Excludes) => Relation::Narrower,
        _ => Relation::Broader,
    };
    let relations = SIDES.map(|(a, b)| match (a, b) {
        (List::Us, List::Kr) if note.list == List::Us => Some(has),
        (List::Us, List::Kr) => Some(has.mirrored()),
        _ => None,
    });
    let parameter = if kind == Kind::Undetermined { "exclusion" } else { effect.word() };
    Finding::new(kind, parameter, [side(List::Us), side(List::Jp), side(List::Kr)], relations)
}
