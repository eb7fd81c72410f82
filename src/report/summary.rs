//! What `tricord diff` prints: categories by kinds of finding, coverage, where the files lie.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::coverage::{percent, shares};
use crate::compare::{Finding, Kind};
use crate::correlate::Correlation;
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
    for (pin, why) in &correlation.review {
        let _ = writeln!(text, "pin to review: {} {} {}: {why}", pin.a, pin.verdict, pin.b);
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
    // Only kinds that there are; a column is as wide as its word.
    let found = |kind: &&Kind| counts.values().any(|kinds| kinds.contains_key(*kind));
    let columns: Vec<Kind> = Kind::ALL.iter().filter(found).copied().collect();
    let _ = write!(text, "{:<8}", "category");
    for kind in &columns {
        let _ = write!(text, "  {}", kind.word());
    }
    for (category, kinds) in &counts {
        let _ = write!(text, "\n{category:<8}");
        for kind in &columns {
            let _ = write!(text, "  {:>width$}", kinds.get(kind).copied().unwrap_or(0), width = kind.word().len());
        }
    }
    let _ = writeln!(text, "\n\n{} findings in {}", findings.len(), out.join("findings.csv").display());
    text
}

/// The category of a finding by its first numbered paragraph, a digit; `JP` where only
/// the Japanese list speaks, whose articles follow another order.
fn category(correlation: &Correlation<'_>, finding: &Finding) -> String {
    let numbered = finding.nodes().find(|n| n.list != List::Jp);
    let local = numbered.and_then(|n| correlation.trees.paragraph(n)).map_or("", |p| p.id.local());
    match local.chars().next() {
        Some(digit) => digit.to_string(),
        None if finding.nodes().next().is_some() => List::Jp.code().to_owned(),
        None => String::new(),
    }
}
