//! What `tricord diff` prints: categories by kinds of finding, coverage, where the files lie.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::coverage::{percent, shares};
use crate::compare::{Finding, Kind};
use crate::correlate::Correlation;
use crate::correlate::tree::Node;
use crate::model::{List, ListSnapshot};

/// The summary as text.
pub fn text(lists: &[ListSnapshot], correlation: &Correlation<'_>, findings: &[Finding], out: &Path) -> String {
    let mut text = String::new();
    for list in lists {
        let shown: Vec<String> =
            shares(&list.coverage).into_iter().map(|(name, share)| format!("{name} {} %", percent(share))).collect();
        let edition = if list.edition.in_force.is_empty() { "edition not stated" } else { &list.edition.in_force };
        let _ = writeln!(
            text,
            "{} {edition}: {} paragraphs, {}",
            list.list.code(),
            list.paragraphs.len(),
            shown.join(", ")
        );
    }
    let tied = |lists: usize| {
        let on = |g: &&crate::correlate::group::Group| {
            List::ALL.iter().filter(|l| g.of(**l).next().is_some()).count() == lists
        };
        correlation.groups.iter().filter(on).count()
    };
    let _ = writeln!(
        text,
        "\n{} groups: {} on three lists, {} on two, {} on one\n",
        correlation.groups.len(),
        tied(3),
        tied(2),
        tied(1)
    );
    let mut counts: BTreeMap<String, BTreeMap<Kind, usize>> = BTreeMap::new();
    for finding in findings {
        let category = category(correlation, finding);
        *counts.entry(category).or_default().entry(finding.kind).or_insert(0) += 1;
    }
    let _ = write!(text, "{:<10}", "category");
    for kind in Kind::ALL {
        let _ = write!(text, "{:>16}", kind.word());
    }
    for (category, kinds) in &counts {
        let _ = write!(text, "\n{category:<10}");
        for kind in Kind::ALL {
            let _ = write!(text, "{:>16}", kinds.get(kind).copied().unwrap_or(0));
        }
    }
    let _ = writeln!(text, "\n\n{} findings in {}", findings.len(), out.join("findings.csv").display());
    text
}

/// The category of a finding, by its first paragraph: a digit, or the row of the
/// Japanese list (`項7`).
fn category(correlation: &Correlation<'_>, finding: &Finding) -> String {
    let first = finding.sides.iter().flat_map(|s| &s.paragraphs).next();
    let Some(node) = first else { return String::new() };
    let local = correlation.trees.paragraph(Node { ..*node }).map_or("", |p| p.id.local());
    match node.list {
        List::Jp => format!("art. {}", local.split('/').next().unwrap_or("")),
        List::Us | List::Kr => local.chars().take(1).collect(),
    }
}
