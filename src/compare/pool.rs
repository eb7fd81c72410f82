//! Where the bounds of a list may stand that a group's own paragraphs do not print.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::slot::Reduced;
use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::model::{Bound, Joiner, List, NoteEffect, Paragraph, Role, Standing};

/// The bounds of one list around the members of a group.
pub struct Pool<'s> {
    /// The list.
    pub list: List,
    /// The members.
    pub members: Vec<Node>,
    /// Of the members, of all above and of all below them; then of what these cite, of the notes
    /// above, and of the notes that define their terms.
    pub wide: Vec<Reduced<'s>>,
    /// How many of them are of the members themselves, or stand above or below.
    near: usize,
    /// The missiles that they speak of, with what a definition says of them.
    missiles: Option<Missiles>,
}

/// What the definition of a missile says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missiles {
    /// The range, 300 km: technical notes of the Korean list, for 미사일 in single quotes.
    Range,
    /// Range and payload, 500 kg: 15 CFR part 772, for “missiles”; perhaps also the Korean
    /// annex of definitions, which is not at hand, for 미사일 in double quotes.
    RangeAndPayload,
}

impl<'s> Pool<'s> {
    /// Collects the bounds of `list` around `group`.
    pub fn new(trees: &Trees<'s>, group: &Group, list: List) -> Self {
        Self::around(trees, group.of(list).collect(), list)
    }

    /// Collects the bounds of `list` around `members`, which are of that list.
    pub fn around(trees: &Trees<'s>, members: Vec<Node>, list: List) -> Self {
        let mut nodes: BTreeSet<Node> = BTreeSet::new();
        for member in &members {
            nodes.extend(above(trees, *member));
            nodes.extend(trees.below(*member));
        }
        let said = [Missiles::RangeAndPayload, Missiles::Range];
        let missiles = said.into_iter().find(|said| members.iter().any(|m| speaks_of_missiles(trees, *m, *said)));
        let further = further(trees, &members, list);
        let mut wide = reduced(trees, nodes.iter().copied());
        let near = wide.len();
        wide.extend(reduced(trees, further.into_iter().filter(|n| !nodes.contains(n))));
        Self { list, members, wide, near, missiles }
    }

    /// The same without what `others` say.
    pub fn without(mut self, others: &BTreeSet<Node>) -> Self {
        let gone = self.near().iter().filter(|r| others.contains(&r.node)).count();
        self.wide.retain(|r| !others.contains(&r.node));
        self.near -= gone;
        self
    }

    /// Of the members, of all above and of all below them.
    pub fn near(&self) -> &[Reduced<'s>] {
        self.wide.get(..self.near).unwrap_or_default()
    }

    /// In how many entries the members stand.
    pub fn entries(&self, trees: &Trees<'_>) -> usize {
        let tree = trees.of(self.list);
        self.members.iter().map(|m| tree.entry(m.index)).collect::<BTreeSet<_>>().len()
    }

    /// The defined term that says `bound`, if they use one.
    pub fn term(&self, bound: &Reduced<'_>) -> Option<&'static str> {
        let said = match self.missiles? {
            Missiles::Range => bound.is_missile_range(),
            Missiles::RangeAndPayload => bound.is_missile_range() || bound.is_missile_payload(),
        };
        said.then_some("missile")
    }
}

/// `node` and all above it.
pub fn above<'t>(trees: &'t Trees<'_>, node: Node) -> impl Iterator<Item = Node> + 't {
    std::iter::successors(Some(node), |n| trees.parent(*n))
}

/// The children of `node` that must hold with every other: the same thing meets their bounds.
fn together<'t>(trees: &'t Trees<'_>, node: Node) -> impl Iterator<Item = Node> + 't {
    let joiner = trees.paragraph(node).map(|p| p.joiner);
    trees.items(node).filter(move |n| {
        let standing = trees.paragraph(*n).map(|p| p.standing);
        match joiner {
            Some(Joiner::All) => standing == Some(Standing::Member),
            Some(Joiner::Mixed) => standing == Some(Standing::Criterion),
            _ => false,
        }
    })
}

/// Whether `member`, a paragraph above it or a note on it names missiles as a defined term, which
/// is put in quotes, or every item below it does: one of its items alone does not say it of the
/// others. In “rockets, missiles and unmanned aerial vehicles” it is a word like the others.
fn speaks_of_missiles(trees: &Trees<'_>, member: Node, said: Missiles) -> bool {
    let local = said == Missiles::Range;
    let is_term = |term: &str| term.starts_with("missile") || term.starts_with("미사일");
    let names =
        |n: Node| trees.paragraph(n).is_some_and(|p| p.quoted.iter().any(|q| q.local == local && is_term(&q.term)));
    let within = |n: Node| trees.below(n).into_iter().any(names);
    let tree = trees.of(member.list);
    let notes = tree.children(member.index).iter().filter(|c| !tree.is_control(**c));
    let mut items = trees.items(member).peekable();
    above(trees, member).any(names)
        || notes.into_iter().any(|c| within(Node { list: member.list, index: *c }))
        || (items.peek().is_some() && items.all(within))
}

/// What the members cite; the notes of the paragraphs above
/// them; the notes that define what they put in quotes; what must hold with them.
fn further(trees: &Trees<'_>, members: &[Node], list: List) -> BTreeSet<Node> {
    let mut found = BTreeSet::new();
    for member in members.iter().copied() {
        // What a text takes out says nothing of what it controls.
        let cited = trees
            .paragraph(member)
            .into_iter()
            .flat_map(|p| p.citations.iter().filter(|c| !p.is_excluded(c.span)).flat_map(|c| c.target.ids()));
        found.extend(cited.filter_map(|id| trees.find(id)));
        let tree = trees.of(list);
        let entry = tree.entry(member.index);
        for node in above(trees, member).filter(|n| tree.contains(entry, n.index)) {
            // Texts of an entry that are no notes speak of other entries.
            let is_note = |c: &&u32| tree.paragraph(**c).is_some_and(|p| p.note.is_some());
            let beside = tree.children(node.index).iter().filter(is_note);
            found.extend(beside.flat_map(|index| trees.below(Node { list, index: *index })));
            found.extend(together(trees, node));
            let quoted = trees.paragraph(node).into_iter().flat_map(|p| &p.quoted).flat_map(|q| &q.defined_in);
            found.extend(quoted.filter_map(|id| trees.find(id)));
        }
    }
    found
}

/// The bounds of `nodes`, those of examples aside. What a note or a clause takes out up to a
/// value is controlled from there on.
pub fn reduced<'s>(trees: &Trees<'s>, nodes: impl Iterator<Item = Node>) -> Vec<Reduced<'s>> {
    let takes_out = |p: &Paragraph| p.note.as_ref().is_some_and(|n| n.effect == NoteEffect::Excludes);
    nodes
        .filter_map(|node| Some((node, trees.paragraph(node)?)))
        .flat_map(move |(node, p)| of_node(trees, node, move |b| takes_out(p) || p.is_excluded(b.span)))
        .filter(|r| r.bound.role != Role::Example)
        .collect()
}

/// The bounds of one paragraph; `excluded` tells those that say what is not controlled.
pub fn of_node<'t, 's>(
    trees: &'t Trees<'s>,
    node: Node,
    excluded: impl Fn(&Bound) -> bool + 't,
) -> impl Iterator<Item = Reduced<'s>> + 't {
    let bounds = trees.of(node.list).bounds(node.index);
    bounds.map(move |(bound, base)| Reduced::new(node, bound, Arc::clone(base), excluded(bound)))
}
