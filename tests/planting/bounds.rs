//! Operators on one bound of one paragraph.

use tricord::model::{Bound, List, Op, Paragraph, Role, Value};
use tricord::quantity::{Rational, Relation, Unit, rational};

use super::case::{Case, Expected, Operator};
use super::changes::{self, Plant};
use super::documents::{Base, Groups};
use super::raw::Place;
use super::structure::Tree;
use super::words;

/// A bound in place.
struct Site<'b> {
    list: List,
    index: usize,
    paragraph: &'b Paragraph,
    /// The bound's number in the paragraph.
    number: usize,
    bound: &'b Bound,
    /// Where the paragraph stands in its document, if there is one.
    place: Option<&'b Place<'b>>,
    /// The other lists of the group that say the same.
    same: Vec<List>,
    /// Whether they all print the same unit.
    one_unit: bool,
    /// Whether the list states the same above or below as well.
    elsewhere: bool,
    /// Whether the entries of the group, items or notes, state ten times the value: rule `coincides`.
    tenfold_is_said: bool,
}

/// All cases of the operators here.
pub fn cases(base: &Base, groups: &Groups) -> Vec<Case> {
    let mut cases = Vec::new();
    let trees = [List::Us, List::Jp, List::Kr].map(|list| Tree::new(base, list));
    for list in List::ALL.iter().copied() {
        for (index, paragraph) in base.lists[list as usize].paragraphs.iter().enumerate() {
            let Some(members) = groups.sure(list, index) else { continue };
            let place = Place::of(paragraph, &base.texts[list as usize]);
            if place.is_none() && base.has_documents() {
                continue;
            }
            let disputed = base.found.values_at(paragraph.id.as_str());
            if base.found.is_unsure(paragraph.id.as_str()) {
                continue; // rule `unsure`
            }
            // rule `covers`
            let above = std::iter::successors(Some(index), |i| trees[list as usize].parent(*i));
            let covers = above.into_iter().any(|i| groups.covering.contains(&(list, i)));
            for (number, bound) in paragraph.bounds.iter().enumerate() {
                if disputed.contains(bound.to_string().as_str())
                    || covers
                    || bound.role == Role::Example
                    || names(paragraph, bound)
                    || is_twice(paragraph, bound)
                    || lends(paragraph, bound)
                {
                    continue;
                }
                let same = around(base, members, list, bound);
                let times = |l: List| times_around(&trees[l as usize], &members[l as usize], bound);
                // A list that states it above or below alone then differs there too.
                let again = |l: &List| *l != list && times(*l) > usize::from(same.contains(l));
                if !same.is_empty() && !List::ALL.iter().any(again) {
                    let elsewhere = times(list) > 1;
                    let one_unit = print_one_unit(base, members, bound);
                    let place = place.as_ref();
                    let tenfold_is_said = states_tenfold(&trees, members, bound);
                    let site = Site {
                        list,
                        index,
                        paragraph,
                        number,
                        bound,
                        place,
                        same,
                        one_unit,
                        elsewhere,
                        tenfold_is_said,
                    };
                    cases.extend(site.cases());
                }
            }
        }
    }
    cases
}

/// Another bound of the paragraph would stand for it.
fn is_twice(paragraph: &Paragraph, bound: &Bound) -> bool {
    paragraph.bounds.iter().filter(|b| base_value(b) == base_value(bound)).count() > 1
}

/// The number is part of a concept's name (1024-QAM): two things are then said.
fn names(paragraph: &Paragraph, bound: &Bound) -> bool {
    let digits: String = bound.literal.chars().filter(char::is_ascii_digit).collect();
    paragraph.terms.iter().any(|t| !digits.is_empty() && t.contains(&digits) || t.contains("qam"))
}

/// The bound before it has its unit from this one: "20 to 2,000 Hz".
fn lends(paragraph: &Paragraph, bound: &Bound) -> bool {
    let bare = |b: &Bound| !b.literal.contains(|c: char| c.is_alphabetic() && !words::is_digit(c));
    paragraph.bounds.iter().any(|b| b.unit == bound.unit && b.span != bound.span && bare(b) && !bare(bound))
}

/// How often the members of the list, and what stands above and below them, state it.
fn times_around(tree: &Tree<'_>, members: &[usize], bound: &Bound) -> usize {
    let mut around = std::collections::BTreeSet::new();
    for member in members {
        around.extend(tree.below(*member));
        around.extend(std::iter::successors(tree.parent(*member), |i| tree.parent(*i)));
    }
    let bounds = around.into_iter().flat_map(|i| &tree.paragraphs[i].bounds);
    bounds.filter(|b| base_value(b) == base_value(bound)).count()
}

/// Whether any entry of the members states ten times the value.
fn states_tenfold(trees: &[Tree<'_>; 3], members: &[Vec<usize>], bound: &Bound) -> bool {
    let ten = Rational::from_integer(10.into());
    let Value::Exact(value) = &bound.value else { return false };
    let tenfold = base_value(&Bound { value: Value::Exact(value * &ten), ..bound.clone() });
    List::ALL.iter().any(|list| {
        let tree = &trees[*list as usize];
        let entry = |i: &usize| {
            let mut path = std::iter::successors(Some(*i), |i| tree.parent(*i));
            path.find(|i| tree.paragraphs[*i].kind == tricord::model::Kind::Entry).unwrap_or(*i)
        };
        let bounds = members[*list as usize].iter().map(entry).flat_map(|e| tree.below(e));
        bounds.flat_map(|i| &tree.paragraphs[i].bounds).any(|b| base_value(b) == tenfold)
    })
}

/// The value in base units.
pub fn base_value(bound: &Bound) -> Option<Rational> {
    match &bound.value {
        Value::Exact(number) => bound.unit.scale().map(|s| number * &s.factor + &s.offset),
        Value::Formula(_) => None,
    }
}

/// The other lists that state the same bound in the group; none where one does twice.
fn around(base: &Base, members: &[Vec<usize>], list: List, bound: &Bound) -> Vec<List> {
    let times = |l: &List| {
        let bounds = members[*l as usize].iter().flat_map(|i| &base.lists[*l as usize].paragraphs[*i].bounds);
        let same = |b: &&Bound| {
            // A number of nothing is another unit.
            let alike = b.op == bound.op && (b.unit == Unit::ONE) == (bound.unit == Unit::ONE);
            alike && base_value(b).is_some() && base_value(b) == base_value(bound)
        };
        bounds.filter(same).count()
    };
    let others = List::ALL.iter().copied().filter(|l| *l != list);
    if others.clone().any(|l| times(&l) > 1) {
        return Vec::new(); // rule `stated-twice`
    }
    others.filter(|l| times(l) == 1).collect()
}

/// Whether every list that states the bound in the group prints it in the same unit.
fn print_one_unit(base: &Base, members: &[Vec<usize>], bound: &Bound) -> bool {
    let bounds = List::ALL.iter().flat_map(|l| members[*l as usize].iter().map(move |i| (*l, *i)));
    let bounds = bounds.flat_map(|(l, i)| &base.lists[l as usize].paragraphs[i].bounds);
    bounds.filter(|b| base_value(b) == base_value(bound)).all(|b| b.unit == bound.unit)
}

impl Site<'_> {
    fn cases(&self) -> Vec<Case> {
        let mut cases = Vec::new();
        // Rule `rounding`: in another unit a last digit passes for one that was rounded.
        if self.one_unit {
            cases.extend(self.number(Operator::LastDigit, &words::last_digit));
        }
        if !self.tenfold_is_said {
            cases.extend(self.number(Operator::TimesTen, &words::times_ten));
        }
        cases.extend(self.comparator());
        cases.extend(self.unit());
        cases.extend(self.equal_unit());
        cases.extend(self.exponent());
        cases.extend(self.alias());
        cases.extend(self.noise());
        cases
    }

    fn span(&self) -> std::ops::Range<usize> {
        self.bound.span.start as usize..self.bound.span.end as usize
    }

    /// The bound as printed; in a list without texts the number alone.
    fn literal(&self) -> String {
        match self.place {
            Some(_) => self.paragraph.text[self.span()].to_owned(),
            None => self.bound.value.to_string(),
        }
    }

    /// The bound as printed, with its unit.
    fn with_unit(&self) -> String {
        match self.place {
            Some(_) => self.literal(),
            None => format!("{} {}", self.bound.value, self.bound.unit),
        }
    }

    fn replaced(&self, operator: Operator, with: &str, expected: Expected) -> Option<Case> {
        let plant = match self.place {
            Some(place) => place.edit(self.span(), with)?.into(),
            None => {
                let (number, unit) = with.split_once(' ').unwrap_or((with, self.bound.unit.code()));
                let value = Value::Exact(rational::parse(number)?);
                let unit = Unit::new(unit.replace('µ', "u"));
                unit.scale()?;
                self.changed(move |bound| (bound.value, bound.unit) = (value.clone(), unit.clone()))
            }
        };
        Some(Case::new(operator, self.list, self.paragraph, plant, expected))
    }

    /// The bound is another in the list itself.
    fn changed(&self, change: impl Fn(&mut Bound) + Send + Sync + 'static) -> Plant {
        let number = self.number;
        changes::of(self.index, move |paragraph| change(&mut paragraph.bounds[number]))
    }

    /// That the bound is now another, by its direction.
    fn apart(&self, larger: bool) -> Expected {
        let relation = match (self.bound.op, larger) {
            (Op::Greater | Op::AtLeast, true) | (Op::Less | Op::AtMost, false) => Some(Relation::Narrower),
            (Op::Greater | Op::AtLeast, false) | (Op::Less | Op::AtMost, true) => Some(Relation::Broader),
            (Op::Exactly | Op::About, _) => None,
        };
        let kinds: &[&str] = match self.bound.op {
            Op::Exactly | Op::About => &["condition"],
            // The others are then met by what stands elsewhere, and the new value by nothing.
            _ if self.elsewhere => &["value", "bound-missing"],
            _ => &["value"],
        };
        Expected::Divergence { kinds, to: self.same.clone(), relation }
    }

    fn number(&self, operator: Operator, change: &dyn Fn(&str) -> Option<(String, bool)>) -> Option<Case> {
        if !self.bound.aliases.is_empty() {
            return None; // the value in brackets would speak against it: `alias`
        }
        let (with, larger) = change(&self.literal())?;
        self.replaced(operator, &with, self.apart(larger))
    }

    fn comparator(&self) -> Option<Case> {
        if self.elsewhere {
            return None; // rule `stated-twice`
        }
        let plant = match self.place {
            Some(place) => {
                let (span, with) = words::comparator(&self.paragraph.text, self.span(), self.list, self.bound.op)?;
                place.edit(span, &with)?.into()
            }
            None => {
                let op = match self.bound.op {
                    Op::Greater => Op::AtLeast,
                    Op::AtLeast => Op::Greater,
                    Op::Less => Op::AtMost,
                    Op::AtMost => Op::Less,
                    Op::Exactly | Op::About => return None,
                };
                self.changed(move |bound| bound.op = op)
            }
        };
        let relation = match self.bound.op {
            Op::Greater | Op::Less => Relation::Broader,
            _ => Relation::Narrower,
        };
        // More than 2 things are at least 3: the end of a count is another count.
        let kinds: &[&str] = if self.bound.unit == Unit::ONE { &["strictness", "value"] } else { &["strictness"] };
        let expected = Expected::Divergence { kinds, to: self.same.clone(), relation: Some(relation) };
        Some(Case::new(Operator::Strictness, self.list, self.paragraph, plant, expected))
    }

    fn unit(&self) -> Option<Case> {
        if !self.bound.aliases.is_empty() {
            return None;
        }
        let (with, larger) = words::other_prefix(&self.with_unit())?;
        self.replaced(Operator::Unit, &with, self.apart(larger))
    }

    fn equal_unit(&self) -> Option<Case> {
        let with = words::equal_unit(&self.with_unit())?;
        self.replaced(Operator::EqualUnit, &with, Expected::Nothing)
    }

    /// The raised digits of a power of ten come down into the line.
    fn exponent(&self) -> Option<Case> {
        let text = &self.paragraph.text;
        self.place?;
        let (span, with, larger) = words::exponent(text, self.span(), self.list)?;
        let edit = self.place?.across(span, &with)?;
        // "3.18 x 106 m" reads as two lengths: the limit is another, and a second one is there.
        if self.bound.op == Op::Exactly || !self.bound.aliases.is_empty() {
            return None; // two conditions then, and no limit; or the alias says it
        }
        let Expected::Divergence { to, relation, .. } = self.apart(larger) else { return None };
        let expected = Expected::Divergence { kinds: &["value", "bound-missing", "drafting"], to, relation };
        Some(Case::new(Operator::Exponent, self.list, self.paragraph, edit.into(), expected))
    }

    fn alias(&self) -> Option<Case> {
        let (number, alias) = self.bound.aliases.iter().enumerate().find(|(_, a)| a.agrees == Some(true))?;
        let plant = match self.place {
            Some(place) => {
                let after = self.paragraph.text.get(self.span().end..)?;
                let start = self.span().end + after.find(alias.literal.as_str())?;
                let (with, _) = words::times_ten(&alias.literal)?;
                place.edit(start..start + alias.literal.len(), &with)?.into()
            }
            None => {
                let value = Value::Exact(rational::parse(&words::times_ten(&alias.value.to_string())?.0)?);
                self.changed(move |bound| {
                    let alias = &mut bound.aliases[number];
                    (alias.value, alias.agrees) = (value.clone(), Some(false));
                })
            }
        };
        let expected = Expected::Divergence { kinds: &["drafting"], to: Vec::new(), relation: None };
        Some(Case::new(Operator::Alias, self.list, self.paragraph, plant, expected))
    }

    fn noise(&self) -> Option<Case> {
        self.place?;
        let with = words::noise(&self.literal(), self.list)?;
        self.replaced(Operator::Noise, &with, Expected::Nothing)
    }
}
