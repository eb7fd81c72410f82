//! Operators on paragraphs: dropped, duplicated, relabelled, moved.

use std::ops::Range;

use tricord::grammar::bound::ja;
use tricord::model::{Id, Kind, List, NoteEffect, Paragraph, Target};
use tricord::quantity::Relation;

use super::case::{Case, Expected, Operator};
use super::changes::{self, Plant};
use super::documents::{Base, Edit, Groups};

/// All cases of the operators here.
pub fn cases(base: &Base, groups: &Groups) -> Vec<Case> {
    let trees = [List::Us, List::Jp, List::Kr].map(|list| Tree::new(base, list));
    let mut cases = Vec::new();
    for list in List::ALL.iter().copied() {
        for index in 0..trees[list as usize].paragraphs.len() {
            let Some(alone) = Alone::of(base, groups, &trees, list, index) else { continue };
            cases.extend(alone.drop());
            cases.extend(alone.duplicate());
            cases.extend(alone.relabel());
            cases.extend(alone.relocate());
        }
    }
    cases
}

/// A list with what hangs on what.
pub struct Tree<'b> {
    pub list: List,
    pub paragraphs: &'b [Paragraph],
    pub children: Vec<Vec<usize>>,
    cited: std::collections::BTreeSet<&'b str>,
}

impl<'b> Tree<'b> {
    pub fn new(base: &'b Base, list: List) -> Self {
        let paragraphs = base.lists[list as usize].paragraphs.as_slice();
        let mut children = vec![Vec::new(); paragraphs.len()];
        for (i, paragraph) in paragraphs.iter().enumerate() {
            paragraph.parent.into_iter().for_each(|p| children[p as usize].push(i));
        }
        let named = |p: &'b Paragraph| {
            let cited = p.citations.iter().flat_map(|c| match &c.target {
                Target::Inside(ids) => ids.as_slice(),
                _ => &[],
            });
            let controls = p.controls.iter().flat_map(|c| c.applies_to.iter().chain(&c.except));
            let noted = p.note.iter().flat_map(|n| &n.targets).chain(p.clauses.iter().flat_map(|c| &c.names));
            cited.chain(controls).chain(noted).map(|id| id.as_str()).collect::<Vec<_>>()
        };
        let cited = paragraphs.iter().flat_map(named).collect();
        Self { list, paragraphs, children, cited }
    }

    pub fn parent(&self, index: usize) -> Option<usize> {
        self.paragraphs[index].parent.map(|p| p as usize)
    }

    /// A paragraph and all below it.
    pub fn below(&self, index: usize) -> Vec<usize> {
        let mut found = vec![index];
        let mut next = 0;
        while let Some(index) = found.get(next).copied() {
            found.extend(&self.children[index]);
            next += 1;
        }
        found
    }
}

/// An item with nothing below it that nothing else names, in a group with one paragraph of
/// each list that is in it, of which nothing is said so far.
struct Alone<'b> {
    base: &'b Base,
    groups: &'b Groups,
    trees: &'b [Tree<'b>; 3],
    tree: &'b Tree<'b>,
    index: usize,
    /// The others of its group.
    others: Vec<(List, usize)>,
    /// Where it stands in its document, if there is one.
    element: Option<Element>,
}

impl<'b> Alone<'b> {
    fn of(base: &'b Base, groups: &'b Groups, trees: &'b [Tree<'b>; 3], list: List, index: usize) -> Option<Self> {
        let tree = &trees[list as usize];
        let paragraph = &tree.paragraphs[index];
        let members = groups.sure(tree.list, index)?;
        let others: Vec<(List, usize)> = List::ALL
            .iter()
            .filter(|l| **l != tree.list)
            .flat_map(|l| members[*l as usize].iter().map(|i| (*l, *i)))
            .collect();
        let single = members.iter().all(|m| m.len() < 2) && !others.is_empty();
        let silent = std::iter::once((tree.list, index))
            .chain(others.iter().copied())
            .all(|(list, index)| !base.found.names(base.lists[list as usize].paragraphs[index].id.as_str()));
        // What stands in several groups holds them together: without it they fall apart anew.
        let single = single && others.iter().all(|o| groups.of.get(o).is_some_and(|g| g.len() == 1));
        let leaf = paragraph.kind == Kind::Item && tree.children[index].is_empty();
        let tied = match others.as_slice() {
            [a, b] => groups.pairs.contains(&(*a, *b)),
            _ => true,
        };
        // Rule `covers`: what it covers is then told as well.
        let covers = groups.covering.contains(&(list, index));
        if !leaf || !single || !silent || !tied || covers || tree.cited.contains(paragraph.id.as_str()) {
            return None;
        }
        let element = element(base, tree.list, paragraph);
        if element.is_none() && base.has_documents() {
            return None;
        }
        Some(Self { base, groups, trees, tree, index, others, element })
    }

    fn paragraph(&self) -> &'b Paragraph {
        &self.tree.paragraphs[self.index]
    }

    /// The element as it stands in its document.
    fn raw(&self, element: &Element) -> &'b str {
        &self.base.texts[self.tree.list as usize][element.0][element.1.clone()]
    }

    fn case(&self, operator: Operator, plant: Plant, expected: Expected) -> Case {
        let mut case = Case::new(operator, self.tree.list, self.paragraph(), plant, expected);
        let id = |(list, index): &(List, usize)| self.base.lists[*list as usize].paragraphs[*index].id.to_string();
        case.at.extend(self.others.iter().map(id));
        case
    }

    fn drop(&self) -> Option<Case> {
        if self.shifts_numbers() || self.is_replaced() || self.leans_on_parent() || self.takes_along() {
            return None; // rules `implied-numbers`, `next-best` and `takes-out`
        }
        let plant = match &self.element {
            Some((source, range)) => Edit { source: *source, range: range.clone(), with: String::new() }.into(),
            None => changes::without(vec![self.index]),
        };
        let to = self.others.iter().map(|(list, _)| *list).collect();
        let expected = Expected::Divergence { kinds: Self::MISSING, to, relation: Some(Relation::Narrower) };
        Some(self.case(Operator::Drop, plant, expected))
    }

    /// As what it is told where it is no longer. Where numbers are implied, the next one takes the
    /// number and lacks the limit; so does the paragraph above of what must hold with others, or
    /// that names it itself.
    const MISSING: &'static [&'static str] = &["no-counterpart", "moved", "bound-missing"];

    /// Whether one beside it would be paired in its place.
    fn is_replaced(&self) -> bool {
        let siblings = self.tree.parent(self.index).map_or(&[][..], |p| &self.tree.children[p]);
        self.others.iter().any(|(list, other)| {
            siblings.iter().filter(|s| **s != self.index).any(|s| {
                let free = !self.groups.is_paired((self.tree.list, *s), *list);
                free && self.groups.likeness(self.base, (self.tree.list, *s), (*list, *other)) >= 250
            })
        })
    }

    /// Rules `hub` and `held-above`.
    fn leans_on_parent(&self) -> bool {
        let Some(parent) = self.tree.parent(self.index).map(|p| (self.tree.list, p)) else { return true };
        let hub = self.groups.of.get(&parent).is_none_or(|g| g.len() > 1);
        hub || self.others.iter().any(|other| self.groups.held(self.base, *other, parent) >= 500)
    }

    /// Korean items mostly have no number of their own: without the first one, or with two
    /// of it, the next is no longer `b.` of the same; nor is it without one in the midst where
    /// it is the next of what stands above, or the last where what comes next has its number.
    fn shifts_numbers(&self) -> bool {
        let Some(parent) = self.tree.parent(self.index) else { return self.implies_numbers() };
        // Notes may stand before the first.
        let is_item = |i: &&usize| self.tree.paragraphs[**i].kind == Kind::Item;
        let siblings: Vec<usize> = self.tree.children[parent].iter().filter(is_item).copied().collect();
        let label = |i: usize| self.tree.paragraphs[i].label.as_str();
        let next = siblings.iter().skip_while(|i| **i != self.index).nth(1);
        let above = std::iter::successors(Some(parent), |i| self.tree.parent(*i));
        let follows = |next: &usize| {
            above.into_iter().any(|i| super::words::later(label(i), 1).is_some_and(|l| l == label(*next)))
        };
        let behind = &self.tree.paragraphs[self.index + 1..];
        let same = behind.iter().find(|p| p.kind == Kind::Item).is_some_and(|p| p.label == label(self.index));
        self.implies_numbers() && (siblings.first() == Some(&self.index) || next.is_some_and(follows) || same)
    }

    /// Rules `takes-out` and `announces`: with it goes what its own words leave out, or say of the
    /// units of what stands behind it.
    fn takes_along(&self) -> bool {
        let announces = self.tree.list == List::Jp && ja::announced(&self.paragraph().text).is_some();
        announces || self.paragraph().clauses.iter().any(|c| c.effect == NoteEffect::Excludes)
    }

    fn implies_numbers(&self) -> bool {
        self.tree.list == List::Kr && self.base.has_documents()
    }

    fn duplicate(&self) -> Option<Case> {
        if self.implies_numbers() {
            return None; // rule `implied-numbers`
        }
        let plant = match &self.element {
            Some(element) => {
                Edit { source: element.0, range: element.1.clone(), with: self.raw(element).repeat(2) }.into()
            }
            None => changes::twice(self.index),
        };
        let expected = Expected::Divergence { kinds: &["drafting"], to: Vec::new(), relation: None };
        let mut case = self.case(Operator::Duplicate, plant, expected);
        // The second one has an id of its own, made from the first one's.
        case.at = vec![format!("{}~", case.id), format!("{}_", case.id)];
        Some(case)
    }

    /// The last of its siblings gets an enumerator further on.
    fn relabel(&self) -> Option<Case> {
        let parent = self.tree.parent(self.index)?;
        let last = self.tree.children[parent].iter().copied().rfind(|i| self.tree.paragraphs[*i].kind == Kind::Item)?;
        if last != self.index {
            return None;
        }
        let label = &self.paragraph().label;
        let alike =
            |other: &(List, usize)| self.groups.likeness(self.base, (self.tree.list, self.index), *other) >= 250;
        if label.is_empty() || !self.others.iter().all(alike) || self.leans_on_parent() {
            return None; // rule `bare`: without its number nothing tells what it is
        }
        let local = self.paragraph().id.local();
        let step = local.rsplit('.').next()?;
        let name = Name {
            label: super::words::later(label, 2)?,
            step: super::words::later(step, 2)?,
            above: local.strip_suffix(step)?.to_owned(),
        };
        let plant = match &self.element {
            Some(element) => {
                Edit { source: element.0, range: element.1.clone(), with: self.named(element, &name)? }.into()
            }
            None => {
                let id = name.id(self.tree.list);
                let lists = &self.base.lists[self.tree.list as usize];
                if lists.paragraphs.iter().any(|p| p.id == id) {
                    return None; // the number is another's
                }
                changes::of(self.index, move |paragraph| {
                    (paragraph.id, paragraph.label) = (id.clone(), name.label.as_str().into());
                })
            }
        };
        let both = self.tree.list != List::Jp && self.others.iter().any(|(list, _)| *list != List::Jp);
        let expected = match both {
            true => Expected::Divergence { kinds: &["moved"], to: Vec::new(), relation: None },
            false => Expected::Nothing,
        };
        Some(self.case(Operator::Relabel, plant, expected))
    }

    /// The element under another name.
    fn named(&self, element: &Element, name: &Name) -> Option<String> {
        // In the text, not in the number column.
        let text = (self.paragraph().provenance.bytes.start as usize).saturating_sub(element.1.start);
        let label = self.paragraph().label.as_str();
        let at = text + self.raw(element)[text..].find(label)?;
        let mut raw = self.raw(element).to_owned();
        raw.replace_range(at..at + label.len(), &name.label);
        match self.tree.list {
            List::Us => {}
            List::Jp => {
                let at = raw.find(" Num=\"")? + " Num=\"".len();
                let end = at + raw[at..].find('"')?;
                raw.replace_range(at..end, &name.step);
            }
            List::Kr => {
                // The number column says the same; rule `implied-numbers`: an enumerator out of
                // order is no enumerator.
                let code = format!(">{}<", self.paragraph().id.local());
                if !raw.contains(&code) {
                    return None;
                }
                raw = raw.replacen(&code, &format!(">{}{}<", name.above, name.step), 1);
            }
        }
        Some(raw)
    }

    /// It stands last below another paragraph, one that stands beside the one above it.
    fn relocate(&self) -> Option<Case> {
        if self.shifts_numbers() || self.is_replaced() || self.leans_on_parent() || self.takes_along() {
            return None; // as where it is dropped
        }
        let parent = self.tree.parent(self.index)?;
        let kin = &self.tree.children[self.tree.parent(parent)?];
        kin.iter().filter(|i| **i != parent).find_map(|target| self.below(*target))
    }

    fn below(&self, target: usize) -> Option<Case> {
        let paragraphs = self.tree.paragraphs;
        let last = *self.tree.children[target].last()?;
        let leaf = paragraphs[last].kind == Kind::Item && self.tree.children[last].is_empty();
        let local = paragraphs[last].id.local();
        let step = local.rsplit('.').next()?;
        let name = Name {
            label: super::words::later(&paragraphs[last].label, 1)?,
            step: super::words::later(step, 1)?,
            above: local.strip_suffix(step)?.to_owned(),
        };
        if !leaf
            || paragraphs[target].kind != paragraphs[self.tree.parent(self.index)?].kind
            || self.is_met(target, &name)
        {
            return None;
        }
        let id = name.id(self.tree.list);
        let plant = match &self.element {
            Some(own) => {
                let there = element(self.base, self.tree.list, &paragraphs[last])?;
                let gone = Edit { source: own.0, range: own.1.clone(), with: String::new() };
                let end = there.1.end;
                Plant::Documents(vec![gone, Edit { source: there.0, range: end..end, with: self.named(own, &name)? }])
            }
            None => changes::moved(self.index, target, last, id.clone(), name.label.clone()),
        };
        let to = self.others.iter().map(|(list, _)| *list).collect();
        let expected = Expected::Divergence { kinds: Self::MISSING, to, relation: Some(Relation::Narrower) };
        let mut case = self.case(Operator::Move, plant, expected);
        case.at.push(id.to_string());
        Some(case)
    }

    /// Rule `met`: whether something that another list has where it would come to stand is taken
    /// for its counterpart, or the words there hold it.
    fn is_met(&self, target: usize, name: &Name) -> bool {
        let own = (self.tree.list, self.index);
        let Some([group]) = self.groups.of.get(&(self.tree.list, target)).map(Vec::as_slice) else { return true };
        let members = &self.groups.members[*group];
        let there = List::ALL.iter().filter(|l| **l != self.tree.list);
        let mut there = there.flat_map(|l| members[*l as usize].iter().map(|i| (*l, *i))).peekable();
        there.peek().is_none()
            || there.any(|(list, index)| {
                let tree = &self.trees[list as usize];
                let taken = |i: &usize| {
                    let step = tree.paragraphs[*i].id.local().rsplit('.').next() == Some(name.step.as_str());
                    step || self.groups.likeness(self.base, own, (list, *i)) >= 250
                };
                self.groups.held(self.base, own, (list, index)) >= 250 || tree.children[index].iter().any(taken)
            })
    }
}

/// The document and the bytes of an element.
type Element = (usize, Range<usize>);

/// What a paragraph is called elsewhere.
struct Name {
    label: String,
    /// The last step of its id.
    step: String,
    /// What stands before that in its id.
    above: String,
}

impl Name {
    fn id(&self, list: List) -> Id {
        Id::new(format!("{}:{}{}", list.code(), self.above, self.step))
    }
}

/// The element that holds a paragraph without children, and nothing else.
fn element(base: &Base, list: List, paragraph: &Paragraph) -> Option<Element> {
    let source = usize::from(paragraph.provenance.source);
    let document = base.texts[list as usize].get(source)?.as_str();
    let (start, end) = (paragraph.provenance.bytes.start as usize, paragraph.provenance.bytes.end as usize);
    let raw = &document[start..end];
    let name = |tag: &str| tag.trim_start_matches(['<', '/']).split([' ', '>']).next().unwrap_or("").to_owned();
    match list {
        List::Us => {
            let whole = raw.starts_with("<P>") && raw.ends_with("</P>") && raw.matches("<P>").count() == 1;
            whole.then_some((source, start..end))
        }
        List::Jp => {
            let close = format!("</{}>", name(raw));
            let rest = document[end..].trim_start();
            let whole = raw.starts_with("<Subitem") || raw.starts_with("<Item");
            (whole && rest.starts_with(&close)).then(|| (source, start..document.len() - rest.len() + close.len()))
        }
        List::Kr => {
            let row = document[..start].rfind("<hp:tr>")?;
            let close = end + document[end..].find("</hp:tr>")? + "</hp:tr>".len();
            let texts = document[row..close].matches("</hp:t>").count();
            let runs = raw.matches("</hp:t>").count() + 1;
            // The code, its tags and the paragraph: nothing of another paragraph.
            let column = document[start..close].matches("<hp:tc>").count();
            (texts <= runs + 2 && column == 1).then_some((source, row..close))
        }
    }
}
