//! Notes that exclude or include, on one list and not on another. A note that excludes
//! is worth as much as an item that includes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::finding::{Finding, Kind, Side};
use super::pool::{above, of_node, reduced};
use super::slot::{Reduced, stands_in};
use super::terms;
use smol_str::SmolStr;

use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::correlate::{Correlation, SIDES};
use crate::model::{Clause, Id, Kind as ParagraphKind, List, NoteEffect, Paragraph, Standing};
use crate::quantity::Relation;
use crate::text::Span;

/// The notes, by the paragraph that they speak of.
pub struct Notes<'s> {
    /// Those with an effect on control.
    acting: BTreeMap<Node, Vec<Node>>,
    /// All that stand below no other.
    all: BTreeMap<Node, Vec<Node>>,
    /// What each paragraph and those below it say, once it was asked.
    said: Vec<OnceLock<Arc<Said<'s>>>>,
}

impl<'s> Notes<'s> {
    /// Those of the lists that print notes as paragraphs: the Japanese ordinance excludes
    /// inside its sentences.
    pub fn new(trees: &Trees<'s>) -> Self {
        let said = (0..trees.size()).map(|_| OnceLock::new()).collect();
        let mut notes = Self { acting: BTreeMap::new(), all: BTreeMap::new(), said };
        for list in [List::Us, List::Kr] {
            for (index, paragraph) in (0..).zip(&trees.of(list).snapshot.paragraphs) {
                let node = Node { list, index };
                let above = trees.parent(node);
                if effect(trees, node).is_some() && above.and_then(|n| effect(trees, n)).is_none() {
                    notes.acting.entry(subject(trees, node, paragraph)).or_default().push(node);
                }
                let is_note = |n: Node| trees.paragraph(n).is_some_and(|p| p.note.is_some());
                if is_note(node) && !above.is_some_and(is_note) {
                    notes.all.entry(subject(trees, node, paragraph)).or_default().push(node);
                }
            }
        }
        notes
    }

    fn said(&self, trees: &Trees<'s>, node: Node) -> Arc<Said<'s>> {
        let new = || Arc::new(Said::note(trees, node));
        self.said.get(trees.place(node)).map_or_else(new, |said| Arc::clone(said.get_or_init(new)))
    }

    fn of(&self, group: &Group, list: List) -> Vec<Node> {
        group.of(list).filter_map(|n| self.acting.get(&n)).flatten().copied().collect()
    }

    /// The notes of the US and of the Korean list in a group that answer to each other: of one
    /// effect, and each the one with which the other shares most.
    pub fn pairs(&self, trees: &Trees<'s>, group: &Group) -> Vec<(Node, Node)> {
        if [List::Us, List::Kr].iter().any(|list| group.of(*list).next().is_none()) {
            return Vec::new();
        }
        let of = |list: List| -> Vec<Node> {
            let mut notes: Vec<Node> = self.of(group, list);
            notes.extend(group.of(list).filter_map(|n| self.all.get(&n)).flatten());
            notes.sort();
            notes.dedup();
            notes
        };
        let (us, kr) = (of(List::Us), of(List::Kr));
        let likeness = |a: Node, b: Node| {
            let (x, y) = (self.said(trees, a), self.said(trees, b));
            let is_twin = twin(trees, a, b.list) == Some(b);
            let alike =
                effect(trees, a) == effect(trees, b) && (x.meets(&y) || (is_twin && x.is_empty() && y.is_empty()));
            alike.then(|| (x.shared(&y), is_twin))
        };
        let mut alike: Vec<(Node, Node, (usize, bool))> = Vec::new();
        for a in &us {
            alike.extend(kr.iter().filter_map(|b| Some((*a, *b, likeness(*a, *b)?))));
        }
        let best_of_us = |us: Node| {
            let there = alike.iter().filter(|(a, ..)| *a == us);
            there.max_by_key(|(_, b, like)| (*like, Reverse(*b))).map(|(_, b, _)| *b)
        };
        let best_of_kr = |kr: Node| {
            let there = alike.iter().filter(|(_, b, _)| *b == kr);
            there.max_by_key(|(a, _, like)| (*like, Reverse(*a))).map(|(a, ..)| *a)
        };
        let answer = |us: &Node| best_of_us(*us).map(|kr| (*us, kr)).filter(|(us, kr)| best_of_kr(*kr) == Some(*us));
        us.iter().filter_map(answer).collect()
    }
}

/// Whether a paragraph takes out or brings in.
pub fn effect(trees: &Trees<'_>, node: Node) -> Option<NoteEffect> {
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
    /// Nothing, or it with another value.
    No,
}

/// What a note or a clause says, as far as it compares across languages.
struct Said<'s> {
    values: Vec<Reduced<'s>>,
    /// Concepts that say what is meant, and paragraphs cited other than the note's own.
    words: BTreeSet<&'s str>,
}

impl<'s> Said<'s> {
    /// What a note and those below it say.
    fn note(trees: &Trees<'s>, note: Node) -> Self {
        let own: BTreeSet<&str> = above(trees, note).map(|n| local(trees.id(n))).collect();
        let targets = trees.paragraph(note).and_then(|p| p.note.as_ref()).map(|n| n.targets.as_slice());
        let spoken_of = |id: &str| own.contains(id) || targets.unwrap_or_default().iter().any(|t| t.local() == id);
        let mut said = Self { values: Vec::new(), words: BTreeSet::new() };
        for node in trees.below(note) {
            let Some(paragraph) = trees.paragraph(node) else { continue };
            said.values.extend(of_node(trees, node, |_| false));
            let cited = paragraph.citations.iter().flat_map(|c| c.target.ids()).map(Id::local);
            said.words.extend(cited.filter(|id| !spoken_of(id)));
            said.words.extend(paragraph.terms.iter().map(SmolStr::as_str).filter(|t| terms::says_what(t)));
        }
        said
    }

    /// What the clauses of that effect in the sentence of `node` say; the concepts are those
    /// of the whole sentence.
    fn clauses(trees: &Trees<'s>, node: Node, effect: NoteEffect) -> Option<Self> {
        let paragraph = trees.paragraph(node)?;
        let within = |span: Span| {
            let holds = |c: &Clause| c.effect == effect && c.span.start <= span.start && span.end <= c.span.end;
            paragraph.clauses.iter().any(holds)
        };
        if !paragraph.clauses.iter().any(|c| c.effect == effect) {
            return None;
        }
        let values = of_node(trees, node, |_| false).filter(|r| within(r.bound.span)).collect();
        let cited = paragraph.citations.iter().filter(|c| within(c.span)).flat_map(|c| c.target.ids()).map(Id::local);
        let named = paragraph.terms.iter().map(SmolStr::as_str).filter(|t| terms::says_what(t));
        Some(Self { values, words: cited.chain(named).collect() })
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn len(&self) -> usize {
        self.values.len() + self.words.len()
    }

    /// How much of it `other` says as well.
    fn shared(&self, other: &Self) -> usize {
        let values = self.values.iter().filter(|v| stands_in(v, &other.values)).count();
        values + self.words.iter().filter(|w| other.words.iter().any(|o| are_one(w, o))).count()
    }

    /// Whether what the two share is a third of what either says.
    fn meets(&self, other: &Self) -> bool {
        let shared = self.shared(other);
        shared > 0 && shared * 3 >= self.len().min(other.len())
    }

    /// Whether it states a value that is not among `stated`.
    fn goes_beyond(&self, stated: &[Reduced<'_>]) -> bool {
        self.values.iter().any(|v| !stands_in(v, stated))
    }
}

/// Whether two concepts are one, or the one is the other in more words: wafer,
/// semiconductor-wafer.
fn are_one(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    a == b || short.split('-').all(|part| long.split('-').any(|o| o == part))
}

fn local(id: &str) -> &str {
    id.split_once(':').map_or(id, |(_, local)| local)
}

/// The findings about the notes of one group; `pairs` are those that answer to each other.
pub fn findings<'s>(
    correlation: &Correlation<'s>,
    group: &Group,
    notes: &Notes<'s>,
    pairs: &[(Node, Node)],
) -> Vec<Finding> {
    let trees = &correlation.trees;
    if group.of(List::Us).next().is_none() || group.of(List::Kr).next().is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (list, other) in [(List::Us, List::Kr), (List::Kr, List::Us)] {
        for note in notes.of(group, list) {
            let Some(effect) = effect(trees, note) else { continue };
            let kind = match met(trees, notes, note, group, other) {
                Met::Yes => continue,
                Met::Perhaps => Kind::Undetermined,
                Met::No => Kind::Exclusion,
            };
            found.push(finding(group, kind, &[note], effect));
        }
    }
    if group.of(List::Jp).next().is_some() {
        let excluding = pairs.iter().copied().filter(|(a, _)| effect(trees, *a) == Some(NoteEffect::Excludes));
        let silent = excluding.filter(|(a, b)| is_silent(trees, notes, group, *a, *b));
        found.extend(silent.map(|(a, b)| finding(group, Kind::Exclusion, &[a, b], NoteEffect::Excludes)));
    }
    found
}

/// Whether the Japanese paragraphs of the group take nothing out, nor do those above them in
/// their entry and those below, and state no value of the two notes.
fn is_silent<'s>(trees: &Trees<'s>, notes: &Notes<'s>, group: &Group, us: Node, kr: Node) -> bool {
    let tree = trees.of(List::Jp);
    let nodes: BTreeSet<Node> = group.of(List::Jp).flat_map(|n| above(trees, n).chain(trees.below(n))).collect();
    let within = |n: &&Node| group.of(List::Jp).any(|m| tree.contains(tree.entry(m.index), n.index));
    let excludes =
        |p: &Paragraph| p.standing == Standing::Exclusion || p.clauses.iter().any(|c| c.effect == NoteEffect::Excludes);
    let said = [us, kr].map(|n| notes.said(trees, n));
    let stated = reduced(trees, nodes.iter().filter(within).copied());
    !nodes.iter().filter(within).filter_map(|n| trees.paragraph(*n)).any(excludes)
        && !said.iter().any(|s| s.values.iter().any(|v| stands_in(v, &stated)))
}

/// Whether the entries of the group on `other` say what `note` says.
fn met<'s>(trees: &Trees<'s>, notes: &Notes<'s>, note: Node, group: &Group, other: List) -> Met {
    let Some(own) = effect(trees, note) else { return Met::Yes };
    let said = notes.said(trees, note);
    let tree = trees.of(other);
    let entries: BTreeSet<u32> = group.of(other).map(|n| tree.entry(n.index)).collect();
    let there: Vec<Node> = entries.iter().flat_map(|index| trees.below(Node { list: other, index: *index })).collect();
    let alike = |n: &Node| effect(trees, *n) == Some(own);
    let controls = |n: &&Node| tree.is_control(n.index);
    let near: Vec<Node> = group.of(other).flat_map(|n| above(trees, n).chain(trees.below(n))).collect();
    let near: Vec<Node> = near.into_iter().filter(|n| entries.contains(&tree.entry(n.index))).collect();
    // A note on another paragraph of the entry takes nothing out of this one.
    let bears = |n: &Node| trees.paragraph(*n).is_some_and(|p| near.contains(&subject(trees, *n, p)));
    // The note at the same place that does not take it out, and what stands below that. A head
    // with notes of their own below it says nothing.
    let names = |p: &Paragraph| !p.terms.is_empty() || !p.bounds.is_empty() || !p.citations.is_empty();
    let says = |n: &Node| trees.paragraph(*n).is_some_and(names);
    let contrary = twin(trees, note, other).filter(|n| own == NoteEffect::Excludes && !alike(n) && says(n));
    let apart = |n: &Node| !contrary.is_some_and(|c| trees.is_below(*n, c));
    let peers = there.iter().copied().filter(bears).chain(twin(trees, note, other));
    let peers = peers.filter(|n| alike(n) && apart(n)).map(|n| notes.said(trees, n));
    let clauses = there.iter().filter(controls).filter_map(|n| Said::clauses(trees, *n, own)).map(Arc::new);
    let nearest = peers.chain(clauses).filter(|s| said.meets(s)).max_by_key(|s| said.shared(s));
    // It has half of what the shorter of the two says or more.
    let contrary = contrary.map(|n| notes.said(trees, n)).filter(|t| said.shared(t) * 2 >= said.len().min(t.len()));
    let meant = nearest.as_ref().map_or(0, |s| said.shared(s));
    if contrary.is_some_and(|t| said.shared(&t) > meant) {
        return Met::No;
    }
    let stated = reduced(trees, there.iter().copied());
    if let Some(nearest) = nearest {
        // Another value of the same quantity is told as such; small counts stand in words.
        let answers = |v: &Reduced<'_>, o: &Reduced<'_>| o.is_beside(v) || o.same_number(v);
        let apart = |v: &Reduced<'_>| {
            !v.is_small_count() && !stands_in(v, &stated) && !nearest.values.iter().any(|o| answers(v, o))
        };
        return if said.values.iter().any(apart) { Met::No } else { Met::Yes };
    }
    if said.values.is_empty() {
        // Neither says anything that could be compared, or both say it word for word.
        let nothing = said.is_empty() && twin(trees, note, other).is_some_and(|n| alike(&n));
        let words = |n: Node| trees.paragraph(n).map(|p| p.text_sha256);
        if nothing || there.iter().any(|n| alike(n) && words(*n) == words(note)) {
            return Met::Yes;
        }
    } else if group.of(other).nth(1).is_none() {
        // What one list takes out up to a value another controls from that value on.
        let limits = reduced(trees, near.iter().filter(controls).copied());
        if !said.goes_beyond(&limits) {
            return Met::Yes;
        }
    }
    let takes_out = |n: &Node| {
        let clauses = trees.paragraph(*n).map(|p| (p.standing, p.clauses.as_slice()));
        let by_clause = |c: &[Clause]| c.iter().any(|c| c.effect == NoteEffect::Excludes);
        alike(n) || clauses.is_some_and(|(s, c)| s == Standing::Exclusion || by_clause(c))
    };
    // The other list takes out nothing here, nor speaks of it in a note.
    let speaks = |n: &Node| trees.paragraph(*n).is_some_and(|p| p.note.is_some()) && said.meets(&notes.said(trees, *n));
    let alone = group.of(other).nth(1).is_none() && !speaks_of_others(trees, note);
    if own == NoteEffect::Excludes && alone && !near.iter().any(|n| takes_out(n) || speaks(n)) {
        return Met::No;
    }
    let mentions = |n: &Node| {
        let found = notes.said(trees, *n);
        if said.values.is_empty() {
            said.shared(&found) > 0
        } else {
            said.values.iter().any(|v| stands_in(v, &found.values))
        }
    };
    // Values survive translation; a note without one says less for certain.
    let sure = match own {
        NoteEffect::Excludes => said.len() > 1 || !said.values.is_empty(),
        _ => !said.values.is_empty(),
    };
    let sure = sure && !speaks_of_others(trees, note);
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

/// The values of the bounds of a paragraph.
pub fn values(paragraph: &Paragraph) -> impl Iterator<Item = String> {
    paragraph.bounds.iter().map(|b| format!("{} {}", b.value, b.unit))
}

fn finding(group: &Group, kind: Kind, notes: &[Node], effect: NoteEffect) -> Finding {
    let has = |list: List| notes.iter().any(|n| n.list == list);
    let side = |of: List| {
        let own = notes.iter().copied().filter(|n| n.list == of);
        let values = own.clone().map(|_| effect.word().to_owned()).collect();
        Side { paragraphs: group.of(of).chain(own).collect(), values, ..Side::default() }
    };
    // A list with an exclusion more controls less.
    let more = match (kind, effect) {
        (Kind::Undetermined, _) => Relation::Unknown,
        (_, NoteEffect::Excludes) => Relation::Narrower,
        _ => Relation::Broader,
    };
    // Of one note alone, what the Japanese ordinance says in its sentence is not compared.
    let compared = |list: List| list != List::Jp || notes.len() > 1;
    let relations = SIDES.map(|(a, b)| match (has(a), has(b)) {
        _ if !compared(a) || !compared(b) => None,
        // That both take something out does not say that they take out the same.
        (true, true) => Some(Relation::Unknown),
        (true, false) => Some(more),
        (false, true) => Some(more.mirrored()),
        (false, false) => None,
    });
    let parameter = if kind == Kind::Undetermined { "exclusion" } else { effect.word() };
    Finding::new(kind, parameter, [side(List::Us), side(List::Jp), side(List::Kr)], relations)
}
