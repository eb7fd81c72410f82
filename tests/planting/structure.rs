//! Operators on paragraphs: dropped, duplicated, relabelled, moved.

use std::ops::Range;

use tricord::model::{Kind, List, Paragraph, Target};
use tricord::quantity::Relation;

use super::case::{Case, Expected, Operator};
use super::documents::{Base, Edit, Groups};

/// All cases of the operators here.
pub fn cases(base: &Base, groups: &Groups) -> Vec<Case> {
    let mut cases = Vec::new();
    for list in List::ALL.iter().copied() {
        let tree = Tree::new(base, list);
        for index in 0..tree.paragraphs.len() {
            let Some(alone) = Alone::of(base, groups, &tree, index) else { continue };
            cases.extend(alone.drop());
            cases.extend(alone.duplicate());
            cases.extend(alone.relabel());
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
    tree: &'b Tree<'b>,
    index: usize,
    /// The others of its group.
    others: Vec<(List, usize)>,
    element: (usize, Range<usize>),
}

impl<'b> Alone<'b> {
    fn of(base: &'b Base, groups: &'b Groups, tree: &'b Tree<'b>, index: usize) -> Option<Self> {
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
        if !leaf || !single || !silent || !tied || tree.cited.contains(paragraph.id.as_str()) {
            return None;
        }
        let element = element(base, tree.list, paragraph)?;
        Some(Self { base, groups, tree, index, others, element })
    }

    fn paragraph(&self) -> &'b Paragraph {
        &self.tree.paragraphs[self.index]
    }

    /// The element as it stands in its document.
    fn raw(&self) -> &'b str {
        &self.base.texts[self.tree.list as usize][self.element.0][self.element.1.clone()]
    }

    fn case(&self, operator: Operator, edit: Edit, expected: Expected) -> Case {
        let mut case = Case::new(operator, self.tree.list, self.paragraph(), vec![edit], expected);
        let id = |(list, index): &(List, usize)| self.base.lists[*list as usize].paragraphs[*index].id.to_string();
        case.at.extend(self.others.iter().map(id));
        case
    }

    fn edit(&self, range: Range<usize>, with: String) -> Edit {
        Edit { source: self.element.0, range, with }
    }

    fn drop(&self) -> Option<Case> {
        let siblings = &self.tree.children[self.tree.parent(self.index)?];
        let next_best = |(list, other): &(List, usize)| {
            siblings.iter().filter(|s| **s != self.index).any(|s| {
                let free = !self.groups.is_paired((self.tree.list, *s), *list);
                free && self.groups.likeness(self.base, (self.tree.list, *s), (*list, *other)) >= 250
            })
        };
        if self.is_first_of_korean() || self.others.iter().any(next_best) || self.leans_on_parent() {
            return None; // rules `implied-numbers` and `next-best`
        }
        let to = self.others.iter().map(|(list, _)| *list).collect();
        let expected =
            Expected::Divergence { kinds: &["no-counterpart", "moved"], to, relation: Some(Relation::Narrower) };
        Some(self.case(Operator::Drop, self.edit(self.element.1.clone(), String::new()), expected))
    }

    /// Rules `hub` and `held-above`.
    fn leans_on_parent(&self) -> bool {
        let Some(parent) = self.tree.parent(self.index).map(|p| (self.tree.list, p)) else { return true };
        let hub = self.groups.of.get(&parent).is_none_or(|g| g.len() > 1);
        hub || self.others.iter().any(|other| self.groups.held(self.base, *other, parent) >= 500)
    }

    /// Korean items mostly have no number of their own: without the first one, or with two
    /// of it, the next is no longer `b.` of the same.
    fn is_first_of_korean(&self) -> bool {
        let siblings = self.tree.parent(self.index).map(|p| self.tree.children[p].as_slice());
        self.tree.list == List::Kr && siblings.is_none_or(|s| s.first() == Some(&self.index))
    }

    fn duplicate(&self) -> Option<Case> {
        if self.tree.list == List::Kr {
            return None; // rule `implied-numbers`
        }
        let twice = self.raw().repeat(2);
        let expected = Expected::Divergence { kinds: &["drafting"], to: Vec::new(), relation: None };
        let mut case = self.case(Operator::Duplicate, self.edit(self.element.1.clone(), twice), expected);
        // The second one has an id of its own, made from the first one's.
        case.at = vec![format!("{}~", case.id), format!("{}_", case.id)];
        Some(case)
    }

    /// The last of its siblings gets an enumerator further on.
    fn relabel(&self) -> Option<Case> {
        let parent = self.paragraph().parent? as usize;
        let last = self.tree.children[parent].iter().copied().rfind(|i| self.tree.paragraphs[*i].kind == Kind::Item)?;
        if last != self.index {
            return None;
        }
        let label = &self.paragraph().label;
        // In the text, not in the number column.
        let text = (self.paragraph().provenance.bytes.start as usize).saturating_sub(self.element.1.start);
        let at = text + self.raw()[text..].find(label.as_str())?;
        let alike =
            |other: &(List, usize)| self.groups.likeness(self.base, (self.tree.list, self.index), *other) >= 250;
        if label.is_empty() || !self.others.iter().all(alike) {
            return None; // rule `bare`: without its number nothing tells what it is
        }
        let step = self.paragraph().id.as_str().rsplit('.').next()?;
        let new = super::words::later(label)?;
        let mut raw = self.raw().to_owned();
        raw.replace_range(at..at + label.len(), &new);
        let code = format!(">{}<", self.paragraph().id.local());
        if self.leans_on_parent() || self.tree.list == List::Kr && !raw.contains(&code) {
            return None; // rule `implied-numbers`: an enumerator out of order is no enumerator
        }
        if self.tree.list == List::Kr {
            // The number column says the same.
            let code = self.paragraph().id.local();
            let later = format!("{}{}", code.strip_suffix(step)?, super::words::later(step)?);
            raw = raw.replacen(&format!(">{code}<"), &format!(">{later}<"), 1);
        }
        let both = self.tree.list != List::Jp && self.others.iter().any(|(list, _)| *list != List::Jp);
        let expected = match both {
            true => Expected::Divergence { kinds: &["moved"], to: Vec::new(), relation: None },
            false => Expected::Nothing,
        };
        let mut case = self.case(Operator::Relabel, self.edit(self.element.1.clone(), raw), expected);
        if self.tree.list == List::Jp {
            case.edits[0].with = case.edits[0].with.replacen(" Num=\"", " Num=\"9", 1);
        }
        Some(case)
    }
}

/// The element that holds a paragraph without children, and nothing else.
pub fn element(base: &Base, list: List, paragraph: &Paragraph) -> Option<(usize, Range<usize>)> {
    let source = usize::from(paragraph.provenance.source);
    let document = base.texts[list as usize][source].as_str();
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
