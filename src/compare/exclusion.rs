//! Notes that exclude or include, on one list and not on another. A note that excludes
//! is worth as much as an item that includes.

use std::collections::BTreeSet;

use super::finding::{Finding, Kind, Side};
use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::correlate::{Correlation, SIDES};
use crate::model::{List, NoteEffect, Paragraph};
use crate::quantity::Relation;

/// What a note says, as far as it compares across languages.
struct Said {
    node: Node,
    effect: NoteEffect,
    facts: BTreeSet<String>,
}

/// The findings about the notes of one group. Only lists that print notes as paragraphs
/// are compared (the Japanese ordinance excludes inside its sentences), and only notes
/// that name something: a value, a concept or a control number.
pub fn findings(correlation: &Correlation<'_>, group: &Group) -> Vec<Finding> {
    let trees = &correlation.trees;
    let (us, kr) = (notes(trees, group, List::Us), notes(trees, group, List::Kr));
    if group.of(List::Us).next().is_none() || group.of(List::Kr).next().is_none() {
        return Vec::new();
    }
    let alone = |of: &[Said], others: &[Said]| -> Vec<(Node, NoteEffect)> {
        let met = |s: &Said| others.iter().any(|o| o.effect == s.effect && (alike(s, o) || bare(s) || bare(o)));
        of.iter().filter(|s| !met(s)).map(|s| (s.node, s.effect)).collect()
    };
    let left = alone(&us, &kr).into_iter().map(|found| (List::Us, found));
    let right = alone(&kr, &us).into_iter().map(|found| (List::Kr, found));
    left.chain(right).map(|(list, (node, effect))| finding(group, list, node, effect)).collect()
}

fn bare(said: &Said) -> bool {
    said.facts.is_empty()
}

/// Whether two notes share a third of what either says.
fn alike(a: &Said, b: &Said) -> bool {
    let shared = a.facts.intersection(&b.facts).count();
    shared > 0 && shared * 3 >= a.facts.len().min(b.facts.len())
}

/// The notes with an effect on control that hang on the members of `list`, or on what
/// stands above them within the entry.
fn notes(trees: &Trees<'_>, group: &Group, list: List) -> Vec<Said> {
    let tree = trees.of(list);
    let mut found = Vec::new();
    for member in group.of(list) {
        for index in tree.children(member.index) {
            let Some(paragraph) = tree.paragraph(*index) else { continue };
            let Some(note) = &paragraph.note else { continue };
            if !matches!(note.effect, NoteEffect::Excludes | NoteEffect::Includes) {
                continue;
            }
            let mut facts = facts(paragraph);
            let mut open = tree.children(*index).to_vec();
            while let Some(below) = open.pop() {
                facts.extend(tree.paragraph(below).map(self::facts).unwrap_or_default());
                open.extend(tree.children(below));
            }
            found.push(Said { node: Node { list, index: *index }, effect: note.effect, facts });
        }
    }
    found
}

fn facts(paragraph: &Paragraph) -> BTreeSet<String> {
    let values = paragraph.bounds.iter().map(|b| format!("{} {}", b.value, b.unit));
    let cited = paragraph.citations.iter().flat_map(|c| c.target.ids()).map(|id| id.local().to_owned());
    values.chain(cited).chain(paragraph.terms.iter().cloned()).collect()
}

fn finding(group: &Group, list: List, note: Node, effect: NoteEffect) -> Finding {
    let side = |of: List| {
        let mut paragraphs: Vec<Node> = group.of(of).collect();
        let mut values = Vec::new();
        if of == list {
            paragraphs.push(note);
            values.push(effect.word().to_owned());
        }
        Side { paragraphs, values, ..Side::default() }
    };
    // A list with an exclusion more controls less.
    let has = match effect {
        NoteEffect::Excludes => Relation::Narrower,
        _ => Relation::Broader,
    };
    let relations = SIDES.map(|(a, b)| match (a, b) {
        (List::Us, List::Kr) if list == List::Us => Some(has),
        (List::Us, List::Kr) => Some(has.mirrored()),
        _ => None,
    });
    Finding::new(Kind::Exclusion, effect.word(), [side(List::Us), side(List::Jp), side(List::Kr)], relations)
}
