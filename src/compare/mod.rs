//! What the correlated paragraphs of the lists say differently; one file a kind of
//! finding.

mod absent;
mod bounds;
pub mod finding;
mod slot;
mod unread;

use std::collections::BTreeSet;

use crate::correlate::Correlation;
use crate::correlate::tree::Node;
use crate::model::List;

pub use finding::{Finding, Kind, Side};

/// Compares all groups. The findings come in the order of the groups.
pub fn compare(correlation: &Correlation<'_>) -> Vec<Finding> {
    let lone: BTreeSet<(Node, List)> = correlation
        .groups
        .iter()
        .flat_map(|g| g.absent.iter().flat_map(|(list, _)| g.members.iter().map(|m| (*m, *list))))
        .collect();
    let mut findings: Vec<Finding> = correlation
        .groups
        .iter()
        .flat_map(|group| {
            let mut found = bounds::findings(correlation, group);
            found.extend(absent::finding(correlation, group, &|node, list| lone.contains(&(node, list))));
            found.extend(unread::finding(correlation, group));
            found
        })
        .collect();
    finding::identify(&mut findings, &correlation.trees);
    findings
}
