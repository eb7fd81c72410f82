//! Whether what was planted was found, and nothing else.

use std::collections::BTreeSet;

use super::case::{Case, Expected, Operator};
use super::documents::Base;
use super::found::{Found, Said};
use tricord::model::{List, ListSnapshot};
use tricord::quantity::Relation;

/// How a planted divergence came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Out {
    /// As what it is.
    Told,
    /// At its place, as something that cannot be told, or of which it cannot be told which way.
    Unsure,
}

/// Plants, reads, compares; what is wrong, if anything is.
pub fn of(base: &Base, lists: &mut [ListSnapshot; 3], case: &Case) -> Result<Out, String> {
    let place = case.list as usize;
    lists[place] = base.planted(case.list, &case.plant)?;
    let after = base.compare(lists);
    lists[place] = base.lists[place].clone();
    judge(base, &after, case)
}

fn judge(base: &Base, after: &Found, case: &Case) -> Result<Out, String> {
    let before = &base.found;
    let (mut new, mut gone) = (after.without(before), before.without(after));
    // Rule `guess`: how rare a value is on the three lists weighs in every pair that rests on
    // likeness alone, and one value more or less may turn one elsewhere. The planted place is
    // never in such a group.
    let elsewhere = |said: &Said| said.ids().all(|id| base.guesses.contains(id) && !case.at.contains(id));
    new.retain(|(said, _)| !elsewhere(said));
    gone.retain(|(said, _)| !elsewhere(said));
    let here = |said: &Said| case.at.iter().any(|id| said.names(id));
    // Rule `cited`: what cites the paragraph has its values for its own.
    if case.operator.is_on_a_bound() {
        let cites = |said: &Said| {
            let citing = case.at.iter().filter_map(|id| base.citing.get(id));
            !here(said) && citing.into_iter().any(|ids| said.ids().any(|id| ids.contains(id)))
        };
        new.retain(|(said, _)| !cites(said));
        gone.retain(|(said, _)| !cites(said));
    }
    match case.operator {
        // What cites the entry now points at nothing, and says so where it stands; what had it
        // for a neighbour may not be told any more.
        // Which entries a heading names is told by way of their counterparts.
        Operator::DropEntry => {
            let goods = |s: &Said| s.kind == "terms" && s.parameter == "entries";
            new.retain(|(s, _)| s.kind != "citation" && !goods(s) && (s.kind != "undetermined" || here(s)));
            gone.retain(|(s, _)| !goods(s));
        }
        // The last paragraph takes its connective along.
        // A Korean item takes its regimes along.
        Operator::Drop | Operator::Move => {
            let entry = |s: &Said| s.ids().any(|id| case.at.iter().any(|at| at.starts_with(id.as_str())));
            let regimes = |s: &Said| s.kind == "controls" && case.list == List::Kr && entry(s);
            let (now, then) = (new.clone(), gone.clone());
            let named = |s: &Said, there: &[(&Said, &[String])]| case.is_named_no_more(s, there);
            new.retain(|(s, _)| {
                let undetermined = s.kind == "undetermined" && !here(s);
                s.kind != "joiner" && !undetermined && !regimes(s) && !named(s, &then)
            });
            gone.retain(|(s, _)| !regimes(s) && !named(s, &now));
        }
        // What cites the value shows it as it is now printed.
        Operator::EqualUnit => {
            let (now, then) = (new.clone(), gone.clone());
            let reprinted = |s: &Said, there: &[(&Said, &[String])]| there.iter().any(|(t, _)| s.is_like(t));
            new.retain(|(s, _)| !reprinted(s, &then));
            gone.retain(|(s, _)| !reprinted(s, &now));
        }
        Operator::Controls => gone.retain(|(s, _)| s.kind != "terms" || s.parameter != "entries"),
        // What only the alias made equal differs now.
        Operator::Alias => new.retain(|(s, _)| s.kind != "value" || !here(s)),
        // What stands twice is divided otherwise as well.
        Operator::Duplicate => new.retain(|(said, _)| said.kind != "moved"),
        // Another note of the entry may have been met by this one, a neighbour by its number.
        Operator::Negation | Operator::Relabel => new.retain(|(said, _)| said.kind != "undetermined" || here(said)),
        _ => {}
    }
    let wrong = |what: &str| {
        let list = |said: &[(&Said, &[String])]| said.iter().map(|(s, _)| format!("\n    {s:?}")).collect::<String>();
        Err(format!("{what}\n  new:{}\n  gone:{}", list(&new), list(&gone)))
    };
    // What could not be told of the planted place before may be told now.
    // How the paragraphs around it are divided is told anew.
    let shape = matches!(
        case.operator,
        Operator::Drop | Operator::Relabel | Operator::Duplicate | Operator::Move | Operator::DropEntry
    );
    let joined = matches!(case.operator, Operator::Drop | Operator::Move);
    // How what stays is joined may be read otherwise: what was told of it then cannot be.
    let unsure = |said: &Said| {
        let ids = |s: &Said| s.ids().cloned().collect::<BTreeSet<_>>();
        after.0.keys().any(|s| s.kind == "undetermined" && ids(s) == ids(said))
    };
    let settled = |said: &Said| match said.kind {
        _ if joined && unsure(said) => true,
        "undetermined" => here(said),
        "moved" => shape,
        // How the rest is joined is told anew.
        "joiner" => joined,
        _ => false,
    };
    if gone.iter().any(|(said, _)| !settled(said)) {
        return wrong("a finding is gone");
    }
    // What is no longer paired cannot be told, on either side.
    let parted = new.iter().all(|(said, _)| said.kind == "undetermined") && new.iter().any(|(said, _)| here(said));
    // All that is said is said of it, and is that something cannot be told or is divided otherwise.
    let open = |said: &Said| matches!(said.kind, "undetermined" | "moved") && here(said);
    let held = !new.is_empty() && new.iter().all(|(said, _)| open(said));
    let Expected::Divergence { kinds, to, relation } = &case.expected else {
        // Rule `read`: what a reader paired goes by its number, and under another is read again, or
        // is found below another head.
        if case.operator == Operator::Relabel && (parted || held) {
            return Ok(Out::Unsure);
        }
        return if new.is_empty() { Ok(Out::Told) } else { wrong("found where nothing is") };
    };
    let known: BTreeSet<&String> = before.0.values().flatten().collect();
    let roots: BTreeSet<&String> =
        new.iter().flat_map(|(_, roots)| roots.iter()).filter(|r| !known.contains(r)).collect();
    if new.is_empty() {
        return wrong("nothing found");
    }
    // "20 ± 0.01 °C" has two ends: what is broader at the one is narrower at the other.
    let bounds =
        |sign: char| new.iter().any(|(s, _)| s.sides[case.list as usize].1.iter().any(|v| v.starts_with(sign)));
    let tolerance = new.len() == 2 && bounds('<') && bounds('>');
    let fold = matches!(case.operator, Operator::Exponent | Operator::Drop | Operator::Move) || parted || tolerance;
    let most = if fold { 2 } else { 1 };
    // What an entry tied falls apart with it, item by item.
    let inside = |said: &Said| said.ids().all(|id| case.at.iter().any(|at| id.starts_with(at.as_str())));
    let whole = case.operator == Operator::DropEntry && new.iter().all(|(said, _)| inside(said));
    // What is moved may be held together with what stands where it was or comes to stand.
    if case.operator == Operator::Move && held {
        return Ok(Out::Unsure);
    }
    // One row of the correlation may tell it in several lines: as what is missing at one of its
    // paragraphs, and at which of them.
    let row = base.rows.get(&case.id);
    let within = |said: &Said| row.is_some_and(|row| said.ids().all(|id| row.contains(id)));
    let told = |said: &Said| {
        let right =
            |other: &List| matches!(said.relation(case.list, *other), r if r == *relation || relation.is_none());
        let missing = case.operator.is_on_a_bound() && said.kind == "bound-missing";
        let kind = kinds.contains(&said.kind) || missing;
        here(said) && kind && to.iter().any(right)
    };
    if new.len() > 1 && new.iter().all(|(said, _)| within(said)) && new.iter().any(|(said, _)| told(said)) {
        return Ok(Out::Told);
    }
    if roots.len() > most && !whole {
        return wrong("more than one group found");
    }
    let mut out = Out::Told;
    for (said, _) in &new {
        match said.kind {
            kind if kinds.contains(&kind) => {}
            "undetermined" => out = Out::Unsure,
            _ => return wrong("another kind"),
        }
        let made = |id: &str| id.ends_with(['~', '_']) && said.names_like(id);
        if !whole && !parted && !case.at.iter().any(|id| said.names(id) || made(id)) {
            return wrong("at another place");
        }
        // What was moved is missing where it was, and more than others have where it now is, as far
        // as they do not say it nearby.
        let there = case.operator == Operator::Move && case.at.last().is_some_and(|id| said.names(id));
        // Where the list states the limit at another place too, a list may be met by that.
        let again = case.list_states_again() && to.iter().any(|other| said.relation(case.list, *other).is_some());
        let turned = |other| match said.relation(case.list, other) {
            None if again => false,
            found if there => !matches!(found, Some(Relation::Broader | Relation::Unknown) | None),
            found => found != *relation,
        };
        let says = matches!(said.kind, "undetermined" | "moved") || (said.kind == "bound-missing" && kinds.len() > 1);
        // Where the value only hands over to a further alternative, or a list does not say whether
        // an end is in, which way is left open.
        let open = |other| said.relation(case.list, other) == Some(Relation::Unknown);
        if !whole && !says && !tolerance && relation.is_some() && to.iter().any(|other| turned(*other)) {
            if !to.iter().all(|other| open(*other) || !turned(*other)) {
                return wrong("in another direction");
            }
            out = Out::Unsure;
        }
    }
    Ok(out)
}
