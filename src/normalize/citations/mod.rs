//! Citations resolved to paragraphs: absolute, relative, ranges. One that points nowhere
//! is a diagnostic.

mod control;
mod ja;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use rayon::prelude::*;

use crate::model::{Citation, Id, Kind, Paragraph, Target};
use crate::text::{Language, Span};

/// The paragraphs of a list by id without the list's code, and what stands below each.
pub struct Index<'s> {
    /// All of them.
    pub paragraphs: &'s [Paragraph],
    /// The children of each, in order.
    pub children: Vec<Vec<u32>>,
    at: IndexMap<&'s str, u32, RandomState>,
    /// Ids by what they have before their first dot or number sign.
    entries: IndexMap<&'s str, Vec<&'s str>, RandomState>,
}

/// What an id has before its first dot or number sign: the number of its entry.
pub(super) fn entry(id: &str) -> &str {
    memchr::memchr2(b'.', b'#', id.as_bytes()).and_then(|end| id.get(..end)).unwrap_or(id)
}

impl<'s> Index<'s> {
    /// Of these paragraphs, whose structure stands.
    pub fn new(paragraphs: &'s [Paragraph]) -> Self {
        let mut children = vec![Vec::new(); paragraphs.len()];
        for (index, paragraph) in (0u32..).zip(paragraphs) {
            if let Some(of_parent) = paragraph.parent.and_then(|p| children.get_mut(p as usize)) {
                of_parent.push(index);
            }
        }
        let at: IndexMap<&str, u32, RandomState> = paragraphs.iter().map(|p| p.id.local()).zip(0..).collect();
        let mut entries: IndexMap<&str, Vec<&str>, RandomState> = IndexMap::default();
        for id in at.keys() {
            entries.entry(entry(id)).or_default().push(id);
        }
        Self { paragraphs, children, at, entries }
    }

    fn get(&self, local: &str) -> Option<(u32, &'s Paragraph)> {
        let at = self.at.get(local).copied()?;
        Some((at, self.paragraphs.get(at as usize)?))
    }

    /// The paragraphs whose ids go on from `local` with a dot, in the order of those, each with
    /// what its id has behind that.
    fn below(&self, local: &str) -> impl Iterator<Item = (&'s str, &'s Paragraph)> {
        let of_entry = self.entries.get(entry(local)).into_iter().flatten();
        // The dot rules out most of an entry.
        let of_entry = of_entry.filter(|id| id.as_bytes().get(local.len()) == Some(&b'.'));
        let behind = |id: &&'s str| id.strip_prefix(local)?.strip_prefix('.');
        let mut below: Vec<_> = of_entry.filter_map(|id| Some((behind(id)?, self.get(id)?.1))).collect();
        below.sort_unstable_by_key(|(rest, _)| *rest);
        below.into_iter()
    }

    fn has(&self, local: &str) -> bool {
        self.get(local).is_some()
    }

    /// From `first` to `last`, both included, where they are of one parent.
    fn range(&self, first: &Id, last: &Id) -> Option<Vec<Id>> {
        let at = |id: &Id| self.at.get(id.local()).copied();
        let (from, to) = (at(first)?, at(last)?);
        let parent = self.paragraphs.get(from as usize)?.parent;
        let same = self.paragraphs.get(to as usize)?.parent == parent;
        let siblings = self.children.get(parent? as usize).filter(|_| same && from <= to)?;
        let kind = self.paragraphs.get(from as usize)?.kind;
        let listed = |k: Kind| matches!(k, Kind::Entry | Kind::Item | Kind::Reserved | Kind::Group | Kind::Category);
        let ids = siblings.iter().filter(|s| (from..=to).contains(*s)).filter_map(|s| self.paragraphs.get(*s as usize));
        Some(ids.filter(|p| p.kind == kind || (listed(kind) && listed(p.kind))).map(|p| p.id.clone()).collect())
    }
}

/// A citation with what is to be done about it.
struct Resolved {
    span: Span,
    target: Target,
    ends_range: bool,
}

/// What `paragraph` of the US or the Korean list cites.
pub fn of_control(index: &Index<'_>, paragraph: &Paragraph, language: Language) -> Vec<Citation> {
    of(index, paragraph, |p| control::resolve(index, p, &control::marks(p, language)))
}

/// What every paragraph of the Japanese list cites: 同条 goes by what the paragraphs before it named.
pub fn in_order(index: &Index<'_>) -> impl Iterator<Item = Vec<Citation>> {
    let mut named = ja::Named::default();
    let found: Vec<_> = index.paragraphs.par_iter().map(ja::marks).collect();
    let paragraphs = (0u32..).zip(index.paragraphs).zip(found);
    paragraphs.map(move |((i, p), found)| of(index, p, |p| ja::resolve(index, i, p, found, &mut named)))
}

/// Whether a paragraph is of a kind whose texts cite nothing.
fn cites_nothing(paragraph: &Paragraph) -> bool {
    matches!(paragraph.kind, Kind::Category | Kind::Heading | Kind::Reserved)
}

/// The citations of `paragraph`, from what `resolve` finds in it.
fn of(index: &Index<'_>, paragraph: &Paragraph, resolve: impl FnOnce(&Paragraph) -> Vec<Resolved>) -> Vec<Citation> {
    if cites_nothing(paragraph) {
        return Vec::new();
    }
    let resolved = resolve(paragraph);
    let mut out: Vec<Citation> = Vec::with_capacity(resolved.len());
    for Resolved { span, target, ends_range } in resolved {
        // The opening words of a 項 are linked already.
        if paragraph.citations.iter().any(|c| c.span.start < span.end && span.start < c.span.end) {
            continue;
        }
        let range = match (&target, out.last().map(|l| &l.target)) {
            (Target::Inside(last), Some(Target::Inside(first))) if ends_range => {
                first.last().zip(last.last()).and_then(|(first, last)| index.range(first, last))
            }
            _ => None,
        };
        if let (Some(ids), Some(before)) = (range, out.last_mut()) {
            before.span.end = span.end;
            before.literal = before.span.of(&paragraph.text).into();
            before.target = Target::Inside(ids);
            continue;
        }
        let literal = span.of(&paragraph.text).into();
        out.push(Citation { literal, span, target });
    }
    out.shrink_to_fit();
    out
}
