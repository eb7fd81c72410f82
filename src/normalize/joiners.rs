//! How the children of each paragraph belong together: from what it announces, and from
//! the connectives between them, which may stand at the end of the last paragraph below
//! a child.

use crate::grammar::effect;
use crate::grammar::joiner::{self, Announced, Connective, ja};
use crate::model::{Joiner, Kind, NoteEffect, Paragraph, Standing};
use crate::text::Language;

use super::citations::Index;

/// Whether `child` is one of the enumerated paragraphs that `parent` is about: items below
/// an entry or item, the enumerated paragraphs of a note below it.
fn is_member(parent: &Paragraph, child: &Paragraph) -> bool {
    match parent.kind {
        Kind::Group | Kind::Entry | Kind::Item => matches!(child.kind, Kind::Entry | Kind::Item),
        Kind::Note | Kind::TechnicalNote | Kind::Nb | Kind::Text => {
            child.kind == parent.kind && !child.label.is_empty() && !child.id.as_str().ends_with(['#'])
        }
        _ => false,
    }
}

/// Whether the first member stands in the parent's own text: "1. a. 1.4 kV를 초과하는 …"
/// (Korea's 3A201).
fn holds_first(parent: &Paragraph) -> bool {
    let body = parent.text.strip_prefix(parent.label.as_str()).filter(|_| !parent.label.is_empty());
    body.is_some_and(|b| b.trim_start().starts_with("a. "))
}

/// A paragraph's joiner and what it makes of those below it.
#[derive(Default)]
pub struct Joined {
    /// How those below it belong together.
    pub joiner: Joiner,
    /// Those of them that are no mere members.
    pub standings: Vec<(u32, Standing)>,
    /// Whether the paragraphs are joined otherwise than announced.
    pub conflict: bool,
}

/// What `parent`, the paragraph of number `at`, says of those below it.
pub fn joined(index: &Index<'_>, at: usize, parent: &Paragraph, language: Language) -> Joined {
    let Index { paragraphs, children, .. } = index;
    let is_its = |c: &u32| paragraphs.get(*c as usize).is_some_and(|c| is_member(parent, c));
    let below = children.get(at).into_iter().flatten();
    let mut members: Vec<_> = below.filter(|c| is_its(c)).map(|c| (*c, Standing::Member)).collect();
    let controls = matches!(parent.kind, Kind::Entry | Kind::Item);
    if members.is_empty() && !(controls && joiner::ends_in_list(&parent.text, language)) {
        return Joined::default();
    }
    let (joiner, conflict) = if language == Language::Ja {
        (japanese(paragraphs, parent, &mut members), false)
    } else {
        let mut said = connectives(index, &members, language);
        if holds_first(parent) {
            said.hear(joiner::connective(&parent.text, language));
        }
        let (joiner, standing) = spoken(parent, said, language);
        members.iter_mut().for_each(|(_, of_member)| *of_member = standing);
        (joiner, conflict(joiner, said))
    };
    for (member, standing) in &mut members {
        if paragraphs.get(*member as usize).is_some_and(is_vacant) {
            *standing = Standing::Vacant;
        }
    }
    members.retain(|(_, standing)| *standing != Standing::Member);
    Joined { joiner, standings: members, conflict }
}

/// Whether a paragraph is a heading that says that nothing stands below it.
fn is_vacant(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.trim_end();
    [". None.", "(해당 없음)"].iter().any(|end| text.ends_with(end))
}

fn japanese(paragraphs: &[Paragraph], parent: &Paragraph, members: &mut [(u32, Standing)]) -> Joiner {
    let labels: Vec<&str> =
        members.iter().filter_map(|(m, _)| paragraphs.get(*m as usize)).map(|p| p.label.as_str()).collect();
    let shares = ja::shares(&parent.text, &labels);
    members.iter_mut().zip(shares.standings).for_each(|((_, of_member), standing)| *of_member = standing);
    // The rows of the orders list goods and technologies, with or without a word on it.
    let listed = shares.joiner == Joiner::None && parent.id.local().starts_with('T');
    if listed { Joiner::Any } else { shares.joiner }
}

/// The connectives that stand between members.
#[derive(Clone, Copy, Default)]
struct Connectives {
    and: bool,
    or: bool,
}

impl Connectives {
    fn hear(&mut self, connective: Option<Connective>) {
        self.and |= connective == Some(Connective::And);
        self.or |= connective == Some(Connective::Or);
    }
}

/// The connectives after each member but the last: at its end, or at that of the last
/// paragraph below it.
fn connectives(index: &Index<'_>, members: &[(u32, Standing)], language: Language) -> Connectives {
    let Index { paragraphs, children, .. } = index;
    let end = |member: u32| {
        let mut last = member;
        loop {
            let parent = paragraphs.get(last as usize)?;
            let next = children.get(last as usize).into_iter().flatten().rev();
            let next = next.copied().find(|c| {
                paragraphs.get(*c as usize).is_some_and(|c| is_member(parent, c) || c.kind == Kind::Reserved)
            });
            match next {
                Some(child) => last = child,
                None => return joiner::connective(&parent.text, language),
            }
        }
    };
    let mut said = Connectives::default();
    if let Some((_, but_last)) = members.split_last() {
        but_last.iter().for_each(|(member, _)| said.hear(end(*member)));
    }
    said
}

fn spoken(parent: &Paragraph, said: Connectives, language: Language) -> (Joiner, Standing) {
    let by_connective = match (said.and, said.or) {
        (true, false) => Some(Joiner::All),
        (_, true) => Some(Joiner::Any),
        (false, false) => None,
    };
    let controls = matches!(parent.kind, Kind::Entry | Kind::Item);
    let text = parent.text.trim_end();
    // A note that takes out or brings in lists what it does so to.
    let lists = parent.kind == Kind::Note
        && matches!(effect::of_note(text, language), NoteEffect::Excludes | NoteEffect::Includes);
    let joiner = match joiner::announced(text, language) {
        Some(Announced::All) => Joiner::All,
        Some(Announced::Any) => Joiner::Any,
        Some(Announced::Several) => Joiner::Several,
        Some(Announced::Exceptions) => return (Joiner::Any, Standing::Exclusion),
        // Korea joins conditions by 그리고 without exception.
        Some(Announced::Traits) if language == Language::Ko => by_connective.unwrap_or(Joiner::Any),
        Some(Announced::Traits) => by_connective.unwrap_or(Joiner::None),
        // "as follows: …; and" ends a list of things; Korean lists end without one.
        Some(Announced::List) if language == Language::Ko && !lists => by_connective.unwrap_or(Joiner::Any),
        Some(Announced::List) => Joiner::Any,
        None => match by_connective {
            // After a whole sentence "and" ends a list.
            Some(Joiner::All) if parent.kind == Kind::Item && text.ends_with('.') => Joiner::Any,
            // "does not control equipment for testing: …; and …" lists; "… that: …; and …" does not.
            Some(Joiner::All) if lists && !leaves_open(text) => Joiner::Any,
            Some(joiner) => joiner,
            None if controls => Joiner::Any,
            None => Joiner::None,
        },
    };
    (joiner, Standing::Member)
}

/// Whether a sentence goes on into each of the paragraphs below it.
fn leaves_open(text: &str) -> bool {
    let text = text.trim_end_matches([' ', ':']);
    ["that", "which", "with", "having", "both", "are", "is"].iter().any(|w| text.ends_with(w))
}

/// Whether all connectives between the members say otherwise.
fn conflict(joiner: Joiner, said: Connectives) -> bool {
    match joiner {
        Joiner::All => said.or && !said.and,
        Joiner::Any => said.and && !said.or,
        _ => false,
    }
}
