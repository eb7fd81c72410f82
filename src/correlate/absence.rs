//! Why a list has no counterpart: a broader paragraph covers it, nothing is there, or
//! too little is known to tell.

use std::collections::{BTreeMap, BTreeSet};

use super::by_place::ByPlace;
use super::feature::FeatureTable;
use super::group::Absence;
use super::pair::{Confidence, Pair};
use super::tree::{Node, Trees};
use crate::model::{Joiner, List, NoteEffect, Paragraph, Standing};

/// Share of a paragraph's own content, in thousandths, that a broader paragraph must hold
/// to cover it.
pub const COVERS: u32 = 500;
/// The same where the broader one is divided, and so might be expected to list it.
pub const COVERS_DIVIDED: u32 = 900;
/// Where Korea has the munitions, which are not on the list of dual-use goods.
const KOREAN_MUNITIONS: &str = "munitions: 별표 3";
/// Likeness from which an unpaired neighbour makes an absence undetermined.
const NEAR: u32 = 250;

/// Counterparts by node and list.
pub struct Links {
    /// By [`slot`].
    ends: ByPlace<Node>,
    /// The pairs that do not rest on content alone, sorted.
    sure: Vec<(Node, Node)>,
}

impl Links {
    /// From the pairs of at least likely confidence.
    pub fn new<'p>(trees: &Trees<'_>, pairs: impl Iterator<Item = &'p Pair>) -> Self {
        let mut links = Vec::new();
        let mut sure = Vec::new();
        for pair in pairs.filter(|p| p.confidence >= Confidence::Likely) {
            links.push((slot(trees, pair.left, pair.right.list), pair.right));
            links.push((slot(trees, pair.right, pair.left.list), pair.left));
            if pair.confidence >= Confidence::Strong {
                sure.push((pair.left, pair.right));
            }
        }
        sure.sort_unstable();
        Self { ends: ByPlace::new(3 * trees.size(), links), sure }
    }

    /// The counterparts of `node` on `list`.
    pub fn of(&self, trees: &Trees<'_>, node: Node, list: List) -> &[Node] {
        self.ends.of(slot(trees, node, list))
    }

    /// Whether more than content speaks for the pair of `a` and `b`.
    fn is_sure(&self, a: Node, b: Node) -> bool {
        self.sure.binary_search(&(a.min(b), a.max(b))).is_ok()
    }
}

/// One of three slots of each paragraph, for its counterparts on `list`.
pub fn slot(trees: &Trees<'_>, node: Node, list: List) -> usize {
    3 * trees.place(node) + list as usize
}

/// What is at hand to look for a counterpart.
pub struct Search<'a, 's> {
    /// The lists.
    pub trees: &'a Trees<'s>,
    /// What their paragraphs are known by.
    pub features: &'a FeatureTable,
    /// The pairs.
    pub links: Links,
    /// What a reader found of a paragraph, and of what stands below it, on a list where it
    /// has no counterpart.
    pub read: &'a BTreeMap<(Node, List), Absence>,
}

impl Search<'_, '_> {
    /// Why `list` has no counterpart of `members`.
    pub fn absence(&self, members: &[Node], list: List) -> Absence {
        if let Some(read) = members.iter().find_map(|m| self.read(*m, list)) {
            return read.clone();
        }
        if list == List::Kr && members.iter().any(|m| self.is_munition(*m)) {
            return Absence::Elsewhere(KOREAN_MUNITIONS.to_owned());
        }
        let single: Vec<Absence> = members.iter().map(|m| self.of_one(*m, list)).collect();
        if let Some(covered) = single.iter().find(|a| matches!(a, Absence::Covered(_))) {
            return covered.clone();
        }
        if let Some(parts) = members.iter().map(|m| self.parts(*m, list)).collect::<Option<Vec<_>>>() {
            let parts: BTreeSet<Node> = parts.into_iter().flatten().collect();
            return Absence::Divided(parts.into_iter().collect());
        }
        let near = single.iter().filter_map(Absence::near).max_by_key(|(node, likeness)| (*likeness, *node));
        // What one member has nothing to be known by, another may say.
        let open = |a: &Absence| matches!(a, Absence::Undetermined(_));
        if single.iter().all(open) || near.is_some_and(|(_, likeness)| likeness >= NEAR) {
            Absence::Undetermined(near)
        } else {
            Absence::None(near)
        }
    }

    /// The counterparts on `list` of all that stands below `head`; `None` where something there has
    /// none.
    fn parts(&self, head: Node, list: List) -> Option<Vec<Node>> {
        let of = |node: Node| match (self.links.of(self.trees, node, list), self.read.get(&(node, list))) {
            ([], Some(Absence::Covered(by))) => Some(by.clone()),
            ([], Some(_)) => None,
            ([], None) => self.parts(node, list),
            (paired, _) => Some(paired.to_vec()),
        };
        let mut items = self.trees.items(head).peekable();
        items.peek()?;
        Some(items.map(of).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
    }

    fn of_one(&self, node: Node, list: List) -> Absence {
        let bare = self.features.is_bare(node);
        let Some(above) = self.upwards(node).skip(1).find(|n| !self.links.of(self.trees, *n, list).is_empty()) else {
            // A part of what has no counterpart has none.
            let part = self.upwards(node).skip(1).any(|n| self.is_known(n)) || self.is_unilateral(node);
            return if bare && !part { Absence::Undetermined(None) } else { Absence::None(None) };
        };
        let broader = self.links.of(self.trees, above, list);
        if let Some(names) = broader.iter().find(|b| self.is_left_out(node, **b)) {
            return Absence::Undetermined(self.nearest(node, *names));
        }
        if let Some(broader) = broader.iter().find(|b| self.covers(node, above, **b)) {
            return Absence::Covered(vec![*broader]);
        }
        let near = broader.iter().filter_map(|b| self.nearest(node, *b)).max_by_key(|(n, likeness)| (*likeness, *n));
        match near {
            Some((_, likeness)) if likeness >= NEAR => Absence::Undetermined(near),
            _ if bare && !self.is_out(node, list, broader) => Absence::Undetermined(near),
            _ => Absence::None(near),
        }
    }

    /// Whether `broader`, the counterpart of what stands `above` `node`, takes it in.
    fn covers(&self, node: Node, above: Node, broader: Node) -> bool {
        let divided = self.trees.items(broader).next().is_some();
        // What only announces a list, and has none, says nothing of what would stand there.
        if !divided && self.trees.paragraph(broader).is_some_and(|p| p.joiner != Joiner::None) {
            return false;
        }
        let held = self.features.held(node, broader);
        if held >= if divided { COVERS_DIVIDED } else { COVERS } {
            return true;
        }
        // Values that stand below it, each with something else, do not say what this one says.
        if !divided && self.features.values_within(node, broader) == Some(true) {
            return true;
        }
        if self.is_exclusion(node, above) {
            return self.excludes(broader);
        }
        // One of the things that `above` lists, where `broader` says the same without a list.
        if !divided {
            let listed = self.trees.paragraph(above).is_some_and(|p| p.joiner == Joiner::Any);
            // Where another counterpart of `above` has a list, that is where it should stand.
            let lists = |n: &Node| self.trees.items(*n).next().is_some() && !self.trees.is_below(broader, *n);
            let elsewhere = self.links.of(self.trees, above, broader.list).iter().any(lists);
            let sure = listed && !elsewhere && self.links.is_sure(above, broader);
            return sure && !self.speaks_of_part(broader, above);
        }
        // A line that only joins what stands below it, and that has its counterparts.
        self.features.own(node).is_empty()
            && self.below(node).any(|n| !self.links.of(self.trees, n, broader.list).is_empty())
    }

    /// Whether `broader` is an enumeration of names in which that of `node` is not: it names three
    /// or more of what stands beside `node`. The Japanese list prints no CAS number.
    fn is_left_out(&self, node: Node, broader: Node) -> bool {
        let Some(parent) = self.trees.parent(node).filter(|_| self.trees.items(broader).next().is_none()) else {
            return false;
        };
        let terms = |n: Node| self.trees.paragraph(n).map_or(&[][..], |p| p.terms.as_slice());
        let common = terms(parent);
        let names = |n: Node| terms(n).iter().filter(|t| !t.starts_with("cas-") && !common.contains(t));
        let is_named = |n: Node| names(n).any(|t| terms(broader).contains(t));
        names(node).next().is_some()
            && !is_named(node)
            && self.trees.items(parent).filter(|n| is_named(*n)).nth(2).is_some()
    }

    /// Whether `broader` is the counterpart of something below `above`: it names that, and
    /// not all that `above` lists.
    fn speaks_of_part(&self, broader: Node, above: Node) -> bool {
        let tree = self.trees.of(above.list);
        self.links
            .of(self.trees, broader, above.list)
            .iter()
            .any(|n| *n != above && tree.contains(above.index, n.index))
    }

    /// Whether what meets `node`, which stands below `above`, is not controlled.
    fn is_exclusion(&self, node: Node, above: Node) -> bool {
        let excludes = |n: Node| self.trees.paragraph(n).is_some_and(|p| p.standing == Standing::Exclusion);
        self.upwards(node).take_while(|n| *n != above).any(excludes)
    }

    /// Whether something is taken out of `node` too, by a note or in its own words.
    fn excludes(&self, node: Node) -> bool {
        let tree = self.trees.of(node.list);
        let by_note = |p: &Paragraph| p.note.as_ref().is_some_and(|n| n.effect == NoteEffect::Excludes);
        let in_words = |p: &Paragraph| p.clauses.iter().any(|c| c.effect == NoteEffect::Excludes);
        self.upwards(node).any(|n| {
            let notes = tree.children(n.index).iter().filter_map(|c| tree.paragraph(*c));
            self.trees.paragraph(n).is_some_and(in_words) || notes.into_iter().any(by_note)
        })
    }

    /// What is most like `node` in `broader`, and how much.
    fn nearest(&self, node: Node, broader: Node) -> Option<(Node, u32)> {
        if self.trees.items(broader).next().is_none() {
            // Broader words alone do not cover what they do not name: that is left open.
            return Some((broader, self.features.held(node, broader).max(NEAR)));
        }
        let likeness = self.trees.items(broader).map(|c| (c, self.features.likeness(node, c)));
        likeness.max_by_key(|(c, likeness)| (*likeness, std::cmp::Reverse(*c)))
    }

    /// Whether `node`, which has nothing to be known by, is not among the children of
    /// `broader`: the lists share the numbering, and each child there has its counterpart.
    fn is_out(&self, node: Node, list: List, broader: &[Node]) -> bool {
        let taken = |b: &Node| self.trees.items(*b).all(|c| !self.links.of(self.trees, c, node.list).is_empty());
        let numbered = node.list != List::Jp && list != List::Jp;
        self.is_unilateral(node) || numbered && broader.iter().all(taken)
    }

    /// Whether the US alone controls it, by its number (15 CFR 738.2(d)): no regime stands
    /// behind an ECCN with 9 for its third character, nor behind a paragraph .y.
    fn is_unilateral(&self, node: Node) -> bool {
        self.us_number(node).is_some_and(|n| n.as_bytes().get(2) == Some(&b'9') || n.split('.').nth(1) == Some("y"))
    }

    /// Whether it is of the US munitions: the 600 series, and the firearms 0x5xx.
    fn is_munition(&self, node: Node) -> bool {
        let number = self.us_number(node).map(str::as_bytes);
        number.is_some_and(|n| matches!(n, [_, _, b'6', ..] | [b'0', _, b'5', ..]))
    }

    fn us_number(&self, node: Node) -> Option<&str> {
        self.trees.paragraph(node).filter(|_| node.list == List::Us).map(|p| p.id.local())
    }

    /// Whether `node` controls something and has something to be known by.
    fn is_known(&self, node: Node) -> bool {
        self.trees.of(node.list).is_control(node.index) && !self.features.is_bare(node)
    }

    /// All items below `node`.
    fn below(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        let mut open: Vec<Node> = self.trees.items(node).collect();
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(self.trees.items(next));
            Some(next)
        })
    }

    /// `node` and what stands above it, from below.
    fn upwards(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        std::iter::successors(Some(node), |n| self.trees.parent(*n))
    }

    /// What a reader found on `list` of `node` or of what it is a part of.
    fn read(&self, node: Node, list: List) -> Option<&Absence> {
        let is_known =
            |n: &Node| self.read.contains_key(&(*n, list)) || !self.links.of(self.trees, *n, list).is_empty();
        self.upwards(node).find(is_known).and_then(|n| self.read.get(&(n, list)))
    }
}
