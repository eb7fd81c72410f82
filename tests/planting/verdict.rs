//! Whether what was planted was found, and nothing else.

use std::collections::BTreeSet;

use super::case::{Case, Expected, Operator};
use super::documents::Base;
use super::found::{Found, Said};
use tricord::model::{List, ListSnapshot};

/// Plants, reads, compares; what is wrong, if anything is.
pub fn of(base: &Base, lists: &mut [ListSnapshot; 3], case: &Case) -> Result<(), String> {
    let place = case.list as usize;
    lists[place] = base.planted(case.list, &case.edits)?;
    let after = base.compare(lists);
    lists[place] = base.lists[place].clone();
    judge(base, &after, case)
}

fn judge(base: &Base, after: &Found, case: &Case) -> Result<(), String> {
    let before = &base.found;
    let (mut new, mut gone) = (after.without(before), before.without(after));
    // Rule `guess`: how rare a value is on the three lists weighs in every pair that rests on
    // likeness alone, and one value more or less may turn one elsewhere. The planted place is
    // never in such a group.
    let elsewhere = |said: &Said| said.ids().all(|id| base.guesses.contains(id) && !case.at.contains(id));
    new.retain(|(said, _)| !elsewhere(said));
    gone.retain(|(said, _)| !elsewhere(said));
    if case.operator == Operator::DropEntry {
        // What cites the entry now points at nothing, and says so where it stands.
        let number = case.id.split_once(':').map_or("", |(_, local)| local);
        let dangling = |said: &Said| said.kind == "citation" && (case.list == List::Jp || said.cites(number));
        new.retain(|(said, _)| !dangling(said));
    }
    let wrong = |what: &str| {
        let list = |said: &[(&Said, &[String])]| said.iter().map(|(s, _)| format!("\n    {s:?}")).collect::<String>();
        Err(format!("{what}\n  new:{}\n  gone:{}", list(&new), list(&gone)))
    };
    if !gone.is_empty() {
        return wrong("a finding is gone");
    }
    let Expected::Divergence { kinds, to, relation } = &case.expected else {
        return if new.is_empty() { Ok(()) } else { wrong("found where nothing is") };
    };
    let known: BTreeSet<&String> = before.0.values().flatten().collect();
    let roots: BTreeSet<&String> =
        new.iter().flat_map(|(_, roots)| roots.iter()).filter(|r| !known.contains(r)).collect();
    if new.is_empty() {
        return wrong("nothing found");
    }
    let most = if case.operator == Operator::Exponent { 2 } else { 1 };
    if roots.len() > most {
        return wrong("more than one group found");
    }
    for (said, _) in &new {
        if !kinds.contains(&said.kind) {
            return wrong("another kind");
        }
        let made = |id: &str| id.ends_with(['~', '_']) && said.names_like(id);
        if !case.at.iter().any(|id| said.names(id) || made(id)) {
            return wrong("at another place");
        }
        let turned = |other| said.relation(case.list, other) != *relation;
        let says = matches!(said.kind, "undetermined") || (said.kind == "bound-missing" && kinds.len() > 1);
        if !says && relation.is_some() && to.iter().any(|other| turned(*other)) {
            return wrong("in another direction");
        }
    }
    Ok(())
}
