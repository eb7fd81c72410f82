//! Short English labels of paragraphs, from concepts and bounds alone, so that a table
//! without the law's prose can be read.

use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::model::Role;
use crate::normalize::terms::concepts;

/// Concepts and bounds that a label shows at most.
const CONCEPTS: usize = 4;
const BOUNDS: usize = 3;

/// The label of a group: the concepts that its members name, those that several lists
/// name first, and the bounds of the first member that has any:
/// `monolithic microwave integrated circuit; amplifier; > 75 W; > 2.7 GHz`.
pub fn label(trees: &Trees<'_>, group: &Group) -> String {
    of(trees, &group.members)
}

/// The label of some paragraphs, as [`label`] of a group.
pub fn of(trees: &Trees<'_>, members: &[Node]) -> String {
    let mut named: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for term in members.iter().filter_map(|n| trees.paragraph(*n)).flat_map(|p| &p.terms) {
        *named.entry(term.as_str()).or_insert(0) += 1;
    }
    if named.is_empty() {
        let above = members.iter().filter_map(|n| trees.parent(*n)).find_map(|n| {
            let terms = &trees.paragraph(n)?.terms;
            (!terms.is_empty()).then_some(terms)
        });
        named.extend(above.into_iter().flatten().map(|t| (t.as_str(), 0)));
    }
    let mut terms: Vec<(&str, usize)> = named.into_iter().collect();
    terms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let bounds = members.iter().map(|n| bounds(trees, *n)).find(|b| !b.is_empty()).unwrap_or_default();
    let words = terms.into_iter().take(CONCEPTS).map(|(slug, _)| english(slug).to_owned());
    words.chain(bounds).collect::<Vec<_>>().join("; ")
}

/// What a concept is called in English; of one that English lacks, the slug.
pub fn english(slug: &str) -> &str {
    concepts()
        .binary_search_by(|c| c.slug.as_str().cmp(slug))
        .ok()
        .and_then(|i| concepts().get(i))
        .and_then(|c| c.en.first())
        .map_or(slug, String::as_str)
}

fn bounds(trees: &Trees<'_>, node: Node) -> Vec<String> {
    let bounds = trees.paragraph(node).map(|p| p.bounds.as_slice()).unwrap_or_default();
    let limits = bounds.iter().filter(|b| b.role == Role::Limit);
    limits.take(BOUNDS).map(|b| b.to_string().trim_end_matches(" 1").to_owned()).collect()
}
