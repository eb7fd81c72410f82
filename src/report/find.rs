//! What people search for: a number, an official citation or a word, and the groups that
//! it leads to.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use smol_str::SmolStr;

use crate::correlate::Correlation;
use crate::correlate::group::{Absence, Group};
use crate::correlate::pair::Pair;
use crate::correlate::tree::Node;
use crate::error::Error;
use crate::model::{Id, List, cite};
use crate::normalize::terms::{Concept, concepts, finder};
use crate::text::Language;
use crate::text::fold::fold;

/// The languages of the lists.
const LANGUAGES: [Language; 3] = [Language::En, Language::Ja, Language::Ko];

/// Where the rows of the Japanese 別表 are specified: `links.csv` of an edition.
#[derive(Debug, Clone, Default)]
pub struct Rows(Vec<Row>);

#[derive(Debug, Clone, Deserialize)]
struct Row {
    table: String,
    ordinance: String,
}

impl Rows {
    /// Reads `links.csv`; one that is not there is empty.
    ///
    /// # Errors
    /// [`Error::Unreadable`] where a row is not what it must be.
    pub fn read(path: &Path) -> Result<Self, Error> {
        if !path.is_file() {
            return Ok(Self::default());
        }
        let unreadable = |e: csv::Error| Error::unreadable(&path.display().to_string(), e.to_string());
        let mut reader = csv::Reader::from_path(path).map_err(unreadable)?;
        Ok(Self(reader.deserialize().collect::<Result<_, _>>().map_err(unreadable)?))
    }

    /// The paragraphs of the ordinance that specify the row `id`, or the (n) below it.
    fn of<'r>(&'r self, id: &'r str) -> impl Iterator<Item = Id> + 'r {
        let is_there = move |row: &&Row| match row.table.strip_prefix(id) {
            Some(rest) => (rest.is_empty() || rest.starts_with('.')) && !row.ordinance.is_empty(),
            None => false,
        };
        self.0.iter().filter(is_there).map(|row| Id::new(row.ordinance.as_str()))
    }
}

/// What a search leads to; groups as places in the correlation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// What was understood, a line each.
    heading: Vec<String>,
    /// The groups of what was named, the closest first.
    groups: Vec<usize>,
    /// The groups of what lies below, none of them in `groups`.
    below: Vec<usize>,
}

impl Answer {
    /// Whether nothing was found: neither a paragraph nor a group.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.below.is_empty() && self.heading.is_empty()
    }
}

/// The groups by their members.
pub struct Index<'c, 's> {
    correlation: &'c Correlation<'s>,
    rows: &'c Rows,
    all: Vec<(&'c Group, &'c [Pair])>,
    groups: BTreeMap<Node, Vec<usize>>,
}

impl<'c, 's> Index<'c, 's> {
    /// Indexes a correlation.
    pub fn new(correlation: &'c Correlation<'s>, rows: &'c Rows) -> Self {
        let mut groups: BTreeMap<Node, Vec<usize>> = BTreeMap::new();
        let all: Vec<(&Group, &[Pair])> = correlation.rows().collect();
        for (i, (group, _)) in all.iter().enumerate() {
            for member in &group.members {
                groups.entry(*member).or_default().push(i);
            }
        }
        Self { correlation, rows, all, groups }
    }

    /// The groups of some paragraphs, and of what lies below them. A row of a 別表 stands for
    /// the paragraphs of the ordinance that specify it; a paragraph in no group (a
    /// reserved number) is named as what it is, with the group of the one above it.
    pub fn by_ids(&self, named: &[Id]) -> Answer {
        let trees = &self.correlation.trees;
        let mut answer = Answer::default();
        let (mut groups, mut below) = (BTreeSet::new(), BTreeSet::new());
        for node in named.iter().filter_map(|id| trees.find(id)) {
            let Some(paragraph) = trees.paragraph(node) else { continue };
            let specified = self.specified(node);
            let meant = if specified.is_empty() { vec![node] } else { specified };
            let (mut own, mut under) = (BTreeSet::new(), BTreeSet::new());
            for meant in &meant {
                own.extend(self.of(*meant));
                under.extend(self.under(*meant));
            }
            if own.is_empty() || meant != [node] {
                let mut line = format!("{} \u{2014} {}: {}", paragraph.id, cite(&paragraph.id), paragraph.kind.word());
                let places: Vec<String> = meant.iter().filter(|m| **m != node).map(|m| self.cite(*m)).collect();
                if !places.is_empty() {
                    let _ = write!(line, ", specified in {}", places.join("; "));
                }
                answer.heading.push(line);
            }
            if own.is_empty() && under.is_empty() {
                own.extend(self.above(node));
            }
            groups.extend(own);
            below.extend(under);
        }
        answer.below = below.difference(&groups).copied().collect();
        answer.groups = groups.into_iter().collect();
        answer
    }

    /// The groups whose paragraphs name the concept that `word` is in any language, or a
    /// narrower one that contains it, or have it in their text; the concept itself first,
    /// notes last.
    pub fn by_word(&self, word: &str) -> Answer {
        let exact = meant(word);
        let narrower = narrower(word, &exact);
        let words = if narrower.is_empty() { named_in(word) } else { Vec::new() };
        let mut ranks: BTreeMap<usize, u8> = BTreeMap::new();
        for list in List::ALL {
            let language = list.language();
            let folded = fold(word, language).trim().to_owned();
            let cas = format!("cas-{folded}");
            for (paragraph, index) in self.correlation.trees.of(*list).snapshot.paragraphs.iter().zip(0..) {
                let names = |slug: &str| paragraph.terms.iter().any(|t| t == slug);
                let rank = if names(&cas) || exact.iter().any(|c| names(&c.slug)) {
                    0
                } else if narrower.iter().any(|c| names(&c.slug)) || has(&fold(&paragraph.text, language), &folded) {
                    1
                } else if !words.is_empty() && words.iter().all(|slug| names(slug)) {
                    2
                } else {
                    continue;
                };
                let node = Node { list: *list, index };
                let own = self.of(node);
                let places = if own.is_empty() { self.near(node) } else { own.to_vec() };
                let rank = if own.is_empty() || paragraph.note.is_some() { rank + 3 } else { rank };
                for place in places {
                    let at = ranks.entry(place).or_insert(rank);
                    *at = rank.min(*at);
                }
            }
        }
        let mut groups: Vec<(u8, usize)> = ranks.into_iter().map(|(place, rank)| (rank, place)).collect();
        groups.sort_unstable();
        let heading = if groups.is_empty() { Vec::new() } else { heading(word, &exact, &words, groups.len()) };
        Answer { heading, groups: groups.into_iter().map(|(_, place)| place).collect(), below: Vec::new() }
    }

    /// The answer for the eye, at most `limit` groups of it.
    pub fn text(&self, answer: &Answer, limit: usize) -> String {
        let mut out = String::new();
        for line in &answer.heading {
            let _ = writeln!(out, "{line}");
        }
        if !answer.heading.is_empty() {
            out.push('\n');
        }
        for place in answer.groups.iter().take(limit) {
            self.group(&mut out, *place);
        }
        let left = limit.saturating_sub(answer.groups.len());
        if !answer.below.is_empty() && left > 0 {
            let _ = writeln!(out, "Below it, {} groups:\n", answer.below.len());
            for place in answer.below.iter().take(left) {
                self.group(&mut out, *place);
            }
        }
        let all = answer.groups.len() + answer.below.len();
        if all > limit {
            let _ = writeln!(out, "\u{2026} and {} more groups; --limit {all} shows all", all - limit);
        }
        if all == 0 {
            out.push_str("In no group: it was not correlated, and nothing is said about its counterparts.\n");
        }
        out
    }

    fn group(&self, out: &mut String, place: usize) {
        let correlation = self.correlation;
        let Some((group, pairs)) = self.all.get(place) else { return };
        let label = super::label::label(&correlation.trees, group);
        let name = super::tables::group_name(&correlation.trees, group);
        let confidence = group.confidence(pairs).map_or("alone", |c| c.word());
        let _ = writeln!(out, "{}", format!("{name} [{confidence}] {label}").trim_end());
        for list in List::ALL {
            let _ = writeln!(out, "  {}  {}", list.code(), self.side(group, *list));
        }
        out.push('\n');
    }

    /// The citations of a list in a group, or why it has none.
    fn side(&self, group: &Group, list: List) -> String {
        let cites: Vec<String> = group.of(list).map(|n| self.cite(n)).collect();
        if !cites.is_empty() {
            return cites.join("; ");
        }
        let Some((_, absence)) = group.absent.iter().find(|(l, _)| *l == list) else { return String::new() };
        let there: Vec<String> = absence.nodes().into_iter().map(|n| self.cite(n)).collect();
        match (absence, there.join("; ")) {
            (Absence::Covered(_), there) => format!("covered by {there}"),
            (Absence::Divided(_), there) => format!("divided: {there}"),
            (Absence::Elsewhere(law), _) => format!("not on this list: {law}"),
            (_, there) if there.is_empty() => absence.word().to_owned(),
            (_, there) => format!("{}, nearest {there}", absence.word()),
        }
    }

    fn cite(&self, node: Node) -> String {
        self.correlation.trees.paragraph(node).map(|p| cite(&p.id)).unwrap_or_default()
    }

    /// The groups of `node` itself.
    fn of(&self, node: Node) -> &[usize] {
        self.groups.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The groups of what lies below `node`.
    fn under(&self, node: Node) -> BTreeSet<usize> {
        let tree = self.correlation.trees.of(node.list);
        let (mut found, mut open) = (BTreeSet::new(), tree.children(node.index).to_vec());
        while let Some(index) = open.pop() {
            found.extend(self.of(Node { list: node.list, index }));
            open.extend(tree.children(index));
        }
        found
    }

    /// The groups of the nearest paragraph above `node` that is in one.
    fn above(&self, node: Node) -> Vec<usize> {
        let trees = &self.correlation.trees;
        let mut above = std::iter::successors(trees.parent(node), |n| trees.parent(*n));
        above.find_map(|n| Some(self.of(n)).filter(|g| !g.is_empty())).map(<[usize]>::to_vec).unwrap_or_default()
    }

    /// The groups that a paragraph in no group speaks of.
    fn near(&self, node: Node) -> Vec<usize> {
        let specified = self.specified(node);
        if specified.is_empty() {
            self.above(node)
        } else {
            specified.iter().flat_map(|n| self.of(*n)).copied().collect()
        }
    }

    /// Where the ordinance specifies a row of a 別表; empty for every other paragraph.
    fn specified(&self, node: Node) -> Vec<Node> {
        let trees = &self.correlation.trees;
        let id = trees.id(node);
        if !id.starts_with("JP:T") {
            return Vec::new();
        }
        let linked: BTreeSet<Node> = self.rows.of(id).filter_map(|id| trees.find(&id)).collect();
        if !linked.is_empty() {
            return linked.into_iter().collect();
        }
        // The ordinance opens a 項 with the row that it specifies.
        let cites =
            |p: &crate::model::Paragraph| p.citations.iter().any(|c| c.target.ids().iter().any(|t| t.as_str() == id));
        let opens = |p: &crate::model::Paragraph| p.kind == crate::model::Kind::Group && cites(p);
        let paragraphs = trees.of(node.list).snapshot.paragraphs.iter().zip(0..);
        paragraphs.filter(|(p, _)| opens(p)).map(|(_, index)| Node { list: node.list, index }).collect()
    }
}

/// The concepts that `word` is the name of, in any language or as a slug.
fn meant(word: &str) -> Vec<&'static Concept> {
    let is_name = |c: &&Concept| {
        c.slug == word
            || LANGUAGES.iter().any(|l| {
                let asked = fold(word, *l).trim().to_owned();
                c.variants(*l).iter().any(|v| is_same(fold(v, *l).trim(), &asked, *l))
            })
    };
    concepts().iter().filter(is_name).collect()
}

/// Whether two folded names are the same; an English plural is.
fn is_same(name: &str, asked: &str, language: Language) -> bool {
    let plural = |one: &str, many: &str| many.strip_prefix(one).is_some_and(|end| matches!(end, "s" | "es"));
    name == asked || (language == Language::En && !asked.is_empty() && (plural(name, asked) || plural(asked, name)))
}

/// The concepts whose names contain `word` or a name of one of `exact`: dry etching for etching.
fn narrower(word: &str, exact: &[&'static Concept]) -> Vec<&'static Concept> {
    let names =
        |c: &Concept, l: Language| c.variants(l).iter().map(|v| fold(v, l).trim().to_owned()).collect::<Vec<_>>();
    let parts = LANGUAGES.map(|l| {
        let mut parts: Vec<String> = exact.iter().flat_map(|c| names(c, l)).collect();
        let asked = fold(word, l).trim().to_owned();
        // A Latin word is asked in English; the names of a concept are in all languages.
        if l == Language::En {
            parts.extend(asked.strip_suffix('s').filter(|one| one.len() > 2).map(str::to_owned));
            parts.push(asked);
        } else if !asked.is_ascii() {
            parts.push(asked);
        }
        (l, parts)
    });
    let contains = |c: &&Concept| {
        parts.iter().any(|(l, parts)| names(c, *l).iter().any(|own| parts.iter().any(|part| is_in(own, part, *l))))
    };
    concepts().iter().filter(contains).collect()
}

/// Whether a folded name contains another, in English as whole words.
fn is_in(name: &str, part: &str, language: Language) -> bool {
    match language {
        _ if part.is_empty() => false,
        Language::En => format!(" {name} ").contains(&format!(" {part} ")),
        _ => name.contains(part),
    }
}

/// The concepts that a phrase names, in the first language in which it names any.
fn named_in(phrase: &str) -> Vec<SmolStr> {
    let found = |l: &Language| Some(finder(*l).find(phrase)).filter(|slugs| !slugs.is_empty());
    LANGUAGES.iter().find_map(found).unwrap_or_default()
}

/// Whether a folded text has a folded word in it; a Latin word from the start of one.
fn has(text: &str, word: &str) -> bool {
    let latin = word.starts_with(|c: char| c.is_ascii_alphanumeric());
    let clear = |at: usize| !text.get(..at).is_some_and(|h| h.ends_with(|c: char| c.is_ascii_alphanumeric()));
    !word.is_empty() && text.match_indices(word).any(|(at, _)| !latin || clear(at))
}

/// What was understood: the names of the concept, or the concepts that a phrase names.
fn heading(word: &str, exact: &[&'static Concept], words: &[SmolStr], groups: usize) -> Vec<String> {
    let mut lines: Vec<String> = exact
        .iter()
        .map(|c| {
            let names: Vec<&str> =
                LANGUAGES.iter().filter_map(|l| c.variants(*l).first()).map(String::as_str).collect();
            format!("{} = {}", c.slug, names.join(", "))
        })
        .collect();
    if !words.is_empty() {
        let known: Vec<&str> = words.iter().map(|w| super::label::english(w)).collect();
        lines.push(format!("no term \u{201c}{word}\u{201d}; what names all of these: {}", known.join(", ")));
    }
    lines.push(format!("\u{201c}{word}\u{201d}: {groups} {}", if groups == 1 { "group" } else { "groups" }));
    lines
}
