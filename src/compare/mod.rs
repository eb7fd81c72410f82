//! What the correlated paragraphs of the lists say differently; one file a kind of
//! finding, then why ([`cause`]), how much it matters ([`weight`]) and which findings
//! have one root ([`root`]).

mod absent;
pub mod agreed;
pub mod amended;
mod bounds;
mod cause;
mod citation;
mod controls;
mod doubt;
mod drafting;
mod ends;
mod exclusion;
pub mod finding;
mod goods;
mod head;
mod joiner;
mod licence;
mod missing;
mod moved;
mod note_bounds;
mod pool;
pub mod reading;
mod root;
mod seam;
mod slot;
pub mod standing;
mod terms;
mod twin;
mod unread;
mod weight;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::correlate::Correlation;
use crate::correlate::group::Absence;
use crate::correlate::tree::Node;
use crate::model::{Joiner, List};

pub use finding::{Cause, Finding, Kind, Materiality, Side, is_drafting_error};

/// Compares all groups. The findings come in the order of the groups; those of a single
/// list follow.
pub fn compare(correlation: &Correlation<'_>) -> Vec<Finding> {
    let lone: BTreeSet<(Node, List)> = correlation
        .groups
        .iter()
        .flat_map(|g| {
            // What a broader paragraph covers answers for its criteria, not for its alternatives.
            let covered = |m: &Node| {
                let joiner = correlation.trees.paragraph(*m).map(|p| p.joiner);
                joiner == Some(Joiner::Any) && standing::unilateral(&correlation.trees, *m).is_none()
            };
            let open = move |m: &&Node, why: &Absence| !(matches!(why, Absence::Covered(_)) && covered(m));
            g.absent
                .iter()
                .flat_map(move |(list, why)| g.members.iter().filter(move |m| open(m, why)).map(|m| (*m, *list)))
        })
        .collect();
    let mut lone = absent::without_divided(correlation, lone);
    // That an item stands twice is said once.
    lone.retain(|(node, _)| !correlation.repeated.contains(node));
    let notes = exclusion::Notes::new(&correlation.trees);
    let doubt = doubt::Doubt::new(correlation);
    // Groups are compared by themselves, and their findings come in their order.
    let of_groups = || -> Vec<Finding> {
        correlation
            .groups
            .par_iter()
            .flat_map_iter(|group| {
                let mut found = bounds::findings(correlation, group);
                twin::add(correlation, group, &mut found);
                found.extend(head::findings(correlation, group, &doubt));
                found.extend(absent::finding(correlation, group, &|node, list| lone.contains(&(node, list)), &doubt));
                found.extend(absent::partial(correlation, group));
                found.extend(joiner::finding(correlation, group));
                found.extend(terms::finding(correlation, group));
                let answering = notes.pairs(&correlation.trees, group);
                found.extend(exclusion::findings(correlation, group, &notes, &answering));
                let of_notes = note_bounds::findings(&correlation.trees, group, &answering);
                // What a note takes out and what is left is one difference, told at the note.
                found.retain(|f| !of_notes.iter().any(|n| n.kind == f.kind && prints_the_same(n, f)));
                found.extend(of_notes);
                found.extend(controls::findings(correlation, group));
                found.extend(licence::finding(correlation, group));
                found.extend(moved::finding(correlation, group));
                found.extend(unread::finding(correlation, group));
                found
            })
            .collect()
    };
    let of_one_list = || {
        let mut found = drafting::findings(&correlation.trees, &correlation.repeated);
        found.extend(citation::findings(&correlation.trees));
        found.extend(goods::findings(correlation));
        (found, standing::Standing::new(correlation))
    };
    let (mut findings, (more, standing)) = rayon::join(of_groups, of_one_list);
    findings.extend(more);
    reading::dismiss(correlation, &mut findings);
    reading::add(correlation, &mut findings);
    finding::identify(&mut findings, &correlation.trees);
    cause::assign(&mut findings, correlation);
    weight::weigh(&mut findings, correlation, &standing);
    root::gather(&mut findings, &correlation.trees);
    findings
}

fn prints_the_same(a: &Finding, b: &Finding) -> bool {
    List::ALL.iter().all(|l| a.side(*l).printed == b.side(*l).printed)
}
