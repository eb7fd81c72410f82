//! Operators on what a paragraph does: joiners, negations, reasons for control; and a
//! whole entry dropped.

use std::collections::BTreeSet;
use std::ops::Range;

use tricord::compare::standing::Regime;
use tricord::model::{ControlKind, Joiner, Kind, List, NoteEffect, NoteReading, Paragraph};
use tricord::quantity::Relation;

use super::case::{Case, Expected, Operator};
use super::changes::{self, Plant};
use super::documents::{Base, Edit, Groups};
use super::raw::Place;
use super::structure::Tree;

/// All cases of the operators here.
pub fn cases(base: &Base, groups: &Groups) -> Vec<Case> {
    let trees = [List::Us, List::Jp, List::Kr].map(|list| Tree::new(base, list));
    let mut cases = Vec::new();
    for tree in &trees {
        for (index, paragraph) in tree.paragraphs.iter().enumerate() {
            let site = Site { base, groups, trees: &trees, tree, index, paragraph };
            cases.extend(site.joiner());
            cases.extend(site.negation());
            cases.extend(site.controls());
            cases.extend(site.drop_entry());
        }
    }
    cases
}

struct Site<'b> {
    base: &'b Base,
    groups: &'b Groups,
    trees: &'b [Tree<'b>; 3],
    tree: &'b Tree<'b>,
    index: usize,
    paragraph: &'b Paragraph,
}

/// Words that say how children belong together, and what says the contrary.
const JOINERS: [(List, Joiner, &str, &str); 10] = [
    (List::Us, Joiner::All, "all of the following", "any of the following"),
    (List::Us, Joiner::Any, "any of the following", "all of the following"),
    (List::Jp, Joiner::All, "の全てに該当する", "のいずれかに該当する"),
    (List::Jp, Joiner::All, "のいずれにも該当する", "のいずれかに該当する"),
    (List::Jp, Joiner::Any, "のいずれかに該当する", "の全てに該当する"),
    (List::Kr, Joiner::All, "다음 모두에 해당하는", "다음 중 어느 하나에 해당하는"),
    (List::Kr, Joiner::All, "다음의 특성을 모두 갖는", "다음 중 어느 하나의 특성을 갖는"),
    (List::Kr, Joiner::Any, "다음 중 어느 하나에 해당하는", "다음 모두에 해당하는"),
    (List::Kr, Joiner::Any, "다음 중 어느 하나의 특성을 갖는", "다음의 특성을 모두 갖는"),
    (List::Kr, Joiner::Any, "다음 중 어느 하나", "다음 모두"),
];

/// What takes out of control, and what is left when that is gone.
const NEGATIONS: [(List, &str, &str); 6] = [
    (List::Us, "does not control", "controls"),
    (List::Us, "does not apply to", "applies to"),
    (List::Us, "do not apply to", "apply to"),
    (List::Kr, "통제하지 않는다", "통제한다"),
    (List::Kr, "적용하지 않는다", "적용한다"),
    (List::Kr, "적용되지 않는다", "적용된다"),
];

impl Site<'_> {
    /// The members of the group by list, where the paragraph is in one.
    fn members(&self, index: usize) -> Option<&Vec<Vec<usize>>> {
        let [group] = self.groups.of.get(&(self.tree.list, index))?.as_slice() else { return None };
        Some(&self.groups.members[*group])
    }

    fn replaced(&self, from: &str, to: &str) -> Option<Plant> {
        let at = self.paragraph.text.find(from)?;
        let place = Place::of(self.paragraph, &self.base.texts[self.tree.list as usize])?;
        place.edit(at..at + from.len(), to).map(Plant::from)
    }

    /// Whether most items below the paragraph and below `other` are paired with one another.
    fn children_meet(&self, other: (List, usize)) -> bool {
        let items = |list: List, index: usize| {
            let tree = &self.trees[list as usize];
            let of = tree.children[index].iter().filter(move |i| tree.paragraphs[**i].kind == Kind::Item);
            of.map(|i| (list, *i)).collect::<Vec<_>>()
        };
        let (own, there) = (items(self.tree.list, self.index), items(other.0, other.1));
        let paired = |a: (List, usize), b: (List, usize)| {
            self.groups.pairs.contains(&(a, b)) || self.groups.pairs.contains(&(b, a))
        };
        let most = |these: &[(List, usize)], those: &[(List, usize)]| {
            2 * these.iter().filter(|a| those.iter().any(|b| paired(**a, *b))).count() > these.len()
        };
        most(&own, &there) && most(&there, &own)
    }

    /// Rule `joined`: whether something is said of what the paragraphs of a group join: whether that
    /// is missing elsewhere rests on how it is joined.
    fn is_said_of_children(&self, members: &[Vec<usize>]) -> bool {
        let of = |list: List| members[list as usize].iter().map(move |i| (list, *i));
        List::ALL.iter().flat_map(|l| of(*l)).any(|(list, index)| {
            let tree = &self.trees[list as usize];
            tree.children[index].iter().any(|i| self.base.found.names(tree.paragraphs[*i].id.as_str()))
        })
    }

    fn joiner(&self) -> Option<Case> {
        let members = self.members(self.index)?;
        let joiner = self.paragraph.joiner;
        let items = |list: List, index: usize| {
            let tree = &self.trees[list as usize];
            tree.children[index].iter().filter(|i| tree.paragraphs[**i].kind == Kind::Item).count()
        };
        let joined = |list: List, index: usize| {
            (items(list, index) > 1).then(|| self.trees[list as usize].paragraphs[index].joiner)
        };
        let to: Vec<List> = List::ALL
            .iter()
            .copied()
            .filter(|l| *l != self.tree.list)
            .filter(|l| matches!(members[*l as usize].as_slice(), [one] if joined(*l, *one) == Some(joiner)))
            .filter(|l| members[*l as usize].iter().all(|one| self.children_meet((*l, *one)))) // rule `levels`
            .collect();
        let own = joined(self.tree.list, self.index) == Some(joiner) && members[self.tree.list as usize].len() == 1;
        let contrary = |l: &List| {
            members[*l as usize].iter().any(|i| matches!(joined(*l, *i), Some(j) if j != joiner && j != Joiner::None))
        };
        if !own || to.is_empty() || List::ALL.iter().any(contrary) || self.is_said_of_children(members) {
            return None;
        }
        let (plant, relation) = match joiner {
            Joiner::All => (self.joined_by(Joiner::All, Joiner::Any)?, Relation::Broader),
            Joiner::Any => (self.joined_by(Joiner::Any, Joiner::All)?, Relation::Narrower),
            _ => return None,
        };
        let expected = Expected::Divergence { kinds: &["joiner"], to, relation: Some(relation) };
        Some(Case::new(Operator::Joiner, self.tree.list, self.paragraph, plant, expected))
    }

    /// What is joined by `from` is joined by `with`.
    fn joined_by(&self, from: Joiner, with: Joiner) -> Option<Plant> {
        if !self.base.has_documents() {
            return Some(changes::of(self.index, move |paragraph| paragraph.joiner = with));
        }
        let text = self.paragraph.text.as_str();
        let said = JOINERS.iter().filter(|(l, j, _, _)| *l == self.tree.list && *j == from);
        let (_, _, from, with) = said.clone().find(|(_, _, from, _)| text.contains(from))?;
        // Elsewhere than at the end the words may speak of something else: rule `announced`.
        let last = text.trim_end().rsplit_once(from).is_some_and(|(_, rest)| rest.chars().count() <= 4);
        if text.matches(from).count() > 1 || self.tree.list == List::Jp && !last {
            return None;
        }
        self.replaced(from, with)
    }

    /// A note that excludes no longer does.
    fn negation(&self) -> Option<Case> {
        let list = self.tree.list;
        let excludes = |p: &Paragraph| p.note.as_ref().is_some_and(|n| n.effect == NoteEffect::Excludes);
        let negations = self.paragraph.text.matches(if list == List::Us { " not " } else { "않" }).count();
        if !excludes(self.paragraph) || list == List::Jp || negations != 1 && self.base.has_documents() {
            return None; // rule `negated-twice`
        }
        let other = if list == List::Us { List::Kr } else { List::Us };
        let parent = self.paragraph.parent? as usize;
        let members = self.members(parent)?;
        let tree = &self.trees[other as usize];
        let notes = |tree: &Tree<'_>, index: usize| {
            let effect = |i: &&usize| {
                let note = tree.paragraphs[**i].note.as_ref();
                note.is_some_and(|n| matches!(n.effect, NoteEffect::Excludes | NoteEffect::Includes))
            };
            tree.children[index].iter().filter(effect).copied().collect::<Vec<_>>()
        };
        let there: Vec<usize> = members[other as usize].iter().flat_map(|i| notes(tree, *i)).collect();
        let own: Vec<usize> = members[list as usize].iter().flat_map(|i| notes(self.tree, *i)).collect();
        let ([there], [_]) = (there.as_slice(), own.as_slice()) else { return None };
        let counterpart = &tree.paragraphs[*there];
        if counterpart.id.local() != self.paragraph.id.local() {
            return None; // rule `no-twin`
        }
        let silent = |id: &str| !self.base.found.names(id);
        if !excludes(counterpart) || !silent(counterpart.id.as_str()) || !silent(self.paragraph.id.as_str()) {
            return None;
        }
        let plant = if self.base.has_documents() {
            let said = NEGATIONS.iter().find(|(l, from, _)| *l == list && self.paragraph.text.contains(from));
            let (_, from, with) = said?;
            self.replaced(from, with)?
        } else {
            // What stands below a note does what the note does.
            let explains = |note: &mut NoteReading| note.effect = NoteEffect::Explains;
            changes::all(self.tree.below(self.index), move |paragraph| paragraph.note.iter_mut().for_each(explains))
        };
        let expected =
            Expected::Divergence { kinds: &["exclusion"], to: vec![other], relation: Some(Relation::Broader) };
        let mut case = Case::new(Operator::Negation, list, self.paragraph, plant, expected);
        case.at.push(counterpart.id.to_string());
        Some(case)
    }

    /// A reason for control, or the regime of a Korean tag, becomes another.
    fn controls(&self) -> Option<Case> {
        if self.paragraph.kind != Kind::Entry {
            return None;
        }
        let members = self.members(self.index)?;
        let ([us], [kr]) = (members[0].as_slice(), members[2].as_slice()) else { return None };
        let is_entry = |list: usize, index: usize| self.trees[list].paragraphs[index].kind == Kind::Entry;
        if !is_entry(0, *us) || !is_entry(2, *kr) {
            return None; // rule `item`
        }
        // A pair that rests on likeness alone is kept to one regime by the tag itself.
        if [(List::Us, *us), (List::Kr, *kr)].iter().any(|of| self.groups.guessed.contains(of)) {
            return None; // rule `guess`
        }
        // What names the entry counts it as one of a regime, or as a country's own.
        if self.base.found.tells(self.paragraph.id.local()) {
            return None; // rule `named`
        }
        let reasons: Vec<Regime> = self.trees[0].paragraphs[*us]
            .controls
            .iter()
            .filter(|c| c.kind == ControlKind::Reason)
            .filter_map(|c| Regime::of_reason(&c.code))
            .collect();
        let tags: Vec<Regime> = tags(&self.trees[2], *kr);
        let said: BTreeSet<Regime> = reasons.iter().copied().collect();
        if said.is_empty() || said != tags.iter().copied().collect() {
            return None;
        }
        let other = if said.contains(&Regime::Mtcr) { Regime::Wa } else { Regime::Mtcr };
        let (from, plant) = match self.tree.list {
            List::Us => self.reason(other, &reasons)?,
            List::Kr => self.tag(other, &tags)?,
            List::Jp => return None,
        };
        let relation = if said.contains(&other) { Relation::Narrower } else { Relation::Overlaps };
        debug_assert!(said.contains(&from));
        let to = vec![if self.tree.list == List::Us { List::Kr } else { List::Us }];
        let expected = Expected::Divergence { kinds: &["controls"], to, relation: Some(relation) };
        Some(Case::new(Operator::Controls, self.tree.list, self.paragraph, plant, expected))
    }

    fn reason(&self, other: Regime, reasons: &[Regime]) -> Option<(Regime, Plant)> {
        let (number, control) = self.paragraph.controls.iter().enumerate().find(|(_, c)| {
            let regime = Regime::of_reason(&c.code);
            c.kind == ControlKind::Reason
                && regime != Some(other)
                && reasons.iter().filter(|r| Some(**r) == regime).count() == 1
        })?;
        let code = if other == Regime::Wa { "NS" } else { "MT" };
        if !self.base.has_documents() {
            let plant = changes::of(self.index, move |paragraph| paragraph.controls[number].code = code.into());
            return Some((Regime::of_reason(&control.code)?, plant));
        }
        let range = self.entry()?;
        let text = &self.base.texts[0][0][range.clone()];
        let row = format!(">{} applies to", control.code);
        let at = range.start + text.find(&row)? + 1;
        let line = range.start + text.find("Reason for Control:</I>")?;
        let end = line + self.base.texts[0][0][line..].find('<').unwrap_or(0);
        let head = line + self.base.texts[0][0][line..][..].find(&format!(" {}", control.code))? + 1;
        if text.matches(&row).count() > 1 || head > end + 120 || head > at {
            return None;
        }
        let edit = |at: usize| Edit { source: 0, range: at..at + control.code.len(), with: code.to_owned() };
        Some((Regime::of_reason(&control.code)?, Plant::Documents(vec![edit(head), edit(at)])))
    }

    fn tag(&self, other: Regime, tags: &[Regime]) -> Option<(Regime, Plant)> {
        let [tag] = self.paragraph.regimes.as_slice() else { return None };
        let regime = Regime::of_tag(tag)?;
        if regime == other || tags.iter().filter(|r| **r == regime).count() > 1 {
            return None;
        }
        let word = if other == Regime::Wa { "IL" } else { "MT" };
        let letters = tag.find(|c: char| !c.is_ascii_uppercase())?;
        if !self.base.has_documents() {
            let tag = format!("{word}{}", &tag[letters..]);
            return Some((regime, changes::of(self.index, move |paragraph| paragraph.regimes[0].clone_from(&tag))));
        }
        let document = &self.base.texts[2][0];
        let start = self.paragraph.provenance.bytes.start as usize;
        let row = document[..start].rfind("<hp:tr>")?;
        let at = row + document[row..start].find(&format!("({tag}"))? + 1;
        Some((regime, Edit { source: 0, range: at..at + letters, with: word.to_owned() }.into()))
    }

    /// The bytes of the entry and all below it.
    fn entry(&self) -> Option<Range<usize>> {
        let source = self.paragraph.provenance.source;
        let document = &self.base.texts[self.tree.list as usize][usize::from(source)];
        let start = self.paragraph.provenance.bytes.start as usize;
        if self.tree.list == List::Jp {
            let whole = document[start..].starts_with("<Item ");
            return whole.then_some(start..start + document[start..].find("</Item>")? + "</Item>".len());
        }
        let next = self.tree.paragraphs[self.index + 1..]
            .iter()
            .find(|p| matches!(p.kind, Kind::Entry | Kind::Group | Kind::Category | Kind::Heading))?;
        let end = next.provenance.bytes.start as usize;
        let row = |at: usize| document[..at].rfind("<hp:tr>");
        let range = if self.tree.list == List::Kr { row(start)?..row(end)? } else { start..end };
        (range.start < range.end && is_balanced(&document[range.clone()])).then_some(range)
    }

    /// Whether all below the entry is paired with what is below its counterparts alone.
    fn keeps_to(&self, members: &[Vec<usize>]) -> bool {
        let below = |list: List| members[list as usize].iter().flat_map(move |i| self.trees[list as usize].below(*i));
        let within: BTreeSet<(List, usize)> = List::ALL.iter().flat_map(|l| below(*l).map(move |i| (*l, i))).collect();
        let groups = within.iter().filter_map(|of| self.groups.of.get(of)).flatten();
        groups.into_iter().all(|g| {
            let of = List::ALL.iter().zip(&self.groups.members[*g]);
            of.into_iter().all(|(list, indices)| indices.iter().all(|i| within.contains(&(*list, *i))))
        })
    }

    /// Nothing is said of the entry, its counterparts and all below them.
    fn drop_entry(&self) -> Option<Case> {
        if self.paragraph.kind != Kind::Entry {
            return None;
        }
        let members = self.members(self.index)?;
        let mut at = Vec::new();
        let mut to = Vec::new();
        for list in List::ALL {
            let tree = &self.trees[*list as usize];
            if members[*list as usize].len() > 1 {
                return None;
            }
            for index in &members[*list as usize] {
                if tree.below(*index).iter().any(|i| self.base.found.names(tree.paragraphs[*i].id.as_str())) {
                    return None;
                }
                at.push(tree.paragraphs[*index].id.to_string());
                to.extend((*list != self.tree.list).then_some(*list));
            }
        }
        let covers = |i: &usize| self.groups.covering.contains(&(self.tree.list, *i));
        if !self.keeps_to(members) || self.tree.below(self.index).iter().any(covers) {
            return None; // rules `tied-across` and `covers`
        }
        let likest = |(list, index): (List, usize)| {
            self.groups.is_like_another(self.base, (list, index), (self.tree.list, self.index))
        };
        let own = self.groups.sure(self.tree.list, self.index)?;
        let others = List::ALL.iter().filter(|l| **l != self.tree.list);
        if to.is_empty() || others.flat_map(|l| own[*l as usize].iter().map(|i| (*l, *i))).any(likest) {
            return None; // rule `next-best`: the counterparts are then paired with another entry
        }
        let plant = if self.base.has_documents() {
            let source = usize::from(self.paragraph.provenance.source);
            Edit { source, range: self.entry()?, with: String::new() }.into()
        } else {
            changes::without(self.tree.below(self.index))
        };
        let expected = Expected::Divergence { kinds: &["no-counterpart"], to, relation: Some(Relation::Narrower) };
        let mut case = Case::new(Operator::DropEntry, self.tree.list, self.paragraph, plant, expected);
        case.at = at;
        Some(case)
    }
}

/// The regimes of an entry's tags and of all below it.
fn tags(tree: &Tree<'_>, entry: usize) -> Vec<Regime> {
    let below = tree.below(entry);
    below.iter().flat_map(|i| &tree.paragraphs[*i].regimes).filter_map(|t| Regime::of_tag(t)).collect()
}

/// Whether every element that opens in the piece closes in it.
fn is_balanced(xml: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for tag in xml.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or("");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("");
        if tag.ends_with('/') {
            continue;
        }
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else {
            open.push(name);
        }
    }
    open.is_empty()
}
