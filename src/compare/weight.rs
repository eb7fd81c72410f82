//! How much a finding weighs, by rules that are shown with it. Points add up to at most
//! 1,000:
//!
//! | what | points |
//! | --- | ---: |
//! | no counterpart, with a regime behind it | 300 |
//! | other scope: joiner, bound missing, exclusion | 200 |
//! | value | 200 |
//! | strictness, condition, scope of terms, reason for control, licence | 100 |
//! | unit, drafting, citation; a bound of one list alone | 50 |
//! | values apart by half and more | 100 |
//! | values apart by a tenth and more | 50 |
//! | missile, nuclear or chemical weapons | 200 |
//! | Australia Group | 150 |
//! | Wassenaar | 100 |
//! | two of three lists agree | 100 |
//! | a licence exception hangs on equivalence | 100 |
//! | each paragraph that cites it, up to ten | 10 |
//! | a whole entry | 50 |
//! | nothing missed but a number: no concept to look for elsewhere | −250 |
//! | a list alone, by its own choice | −150 |
//! | an exclusion on which the Japanese ordinance alone is silent: a notice may have it | −150 |

use std::collections::BTreeSet;

use num_traits::{Signed as _, Zero as _};
use rayon::prelude::*;

use super::cause::{is_ordinance_silent, odd_one_out};
use super::finding::{Cause, Finding, Kind, Materiality};
use super::standing::{Regime, Standing, exception, regimes};
use crate::correlate::Correlation;
use crate::model::{Kind as ParagraphKind, List, Value};
use crate::quantity::{Rational, Relation};

/// Gives every finding its materiality, its weight and what that is made of.
pub fn weigh(findings: &mut [Finding], correlation: &Correlation<'_>, standing: &Standing) {
    findings.par_iter_mut().for_each(|finding| {
        finding.materiality = materiality(finding);
        let points = points(finding, correlation, standing);
        let sum: i32 = points.iter().map(|(_, n)| *n).sum();
        finding.weight = u32::try_from(sum.clamp(0, 1000)).unwrap_or(0);
        finding.weight_reasons = points.into_iter().map(|(why, n)| format!("{why} {n:+}")).collect();
    });
}

fn materiality(finding: &Finding) -> Materiality {
    match (finding.kind, finding.cause) {
        (Kind::Undetermined, _) => Materiality::Undetermined,
        (Kind::Drafting | Kind::Citation | Kind::Moved, _) | (_, Cause::Structure) => Materiality::Editorial,
        (Kind::NoCounterpart | Kind::Joiner | Kind::BoundMissing | Kind::Exclusion | Kind::Terms, _) => {
            Materiality::Scope
        }
        (Kind::Value | Kind::Strictness | Kind::Condition | Kind::Unit, _) => Materiality::Boundary,
        (Kind::Controls | Kind::Licence, _) => Materiality::Clarity,
    }
}

fn points(finding: &Finding, correlation: &Correlation<'_>, standing: &Standing) -> Vec<(String, i32)> {
    let trees = &correlation.trees;
    let mut points: Vec<(String, i32)> = Vec::new();
    let mut add = |why: &str, n: i32| points.push((why.to_owned(), n));
    add(
        finding.kind.word(),
        match finding.kind {
            Kind::NoCounterpart if finding.cause == Cause::Regime => 300,
            // One list saying more than two others is mostly a matter of wording.
            Kind::BoundMissing if finding.sides.iter().filter(|s| !s.values.is_empty()).count() == 1 => 50,
            Kind::NoCounterpart | Kind::Joiner | Kind::BoundMissing | Kind::Exclusion | Kind::Value => 200,
            Kind::Strictness | Kind::Condition | Kind::Terms | Kind::Controls | Kind::Licence => 100,
            Kind::Unit | Kind::Drafting | Kind::Citation => 50,
            Kind::Moved | Kind::Undetermined => 0,
        },
    );
    if finding.materiality == Materiality::Undetermined {
        return points;
    }
    match apart(finding, correlation) {
        Some(share) if share >= Rational::new(1.into(), 2.into()) => add("values apart by half or more", 100),
        Some(share) if share >= Rational::new(1.into(), 10.into()) => add("values apart by a tenth or more", 50),
        _ => {}
    }
    let shown: BTreeSet<Regime> = finding.nodes().flat_map(|n| regimes(trees, n)).collect();
    match shown.first() {
        Some(r @ (Regime::Mtcr | Regime::Nsg | Regime::Cwc)) => add(r.word(), 200),
        Some(r @ Regime::Ag) => add(r.word(), 150),
        Some(r @ Regime::Wa) => add(r.word(), 100),
        None => {}
    }
    let two_have =
        finding.kind == Kind::NoCounterpart && finding.sides.iter().filter(|s| !s.paragraphs.is_empty()).count() == 2;
    if odd_one_out(finding).is_some() || two_have {
        add("two lists agree", 100);
    }
    if finding.side(List::Us).paragraphs.iter().any(|n| exception(trees, *n, "IEC").is_some()) {
        add("licence exception IEC", 100);
    }
    let cited: u32 = finding.nodes().map(|n| standing.citations(n)).sum();
    if cited > 0 {
        add(&format!("cited {cited} times"), i32::try_from(cited.min(10)).unwrap_or(10) * 10);
    }
    let is_entry = |p: ParagraphKind| p == ParagraphKind::Entry;
    if finding.kind == Kind::NoCounterpart
        && finding.nodes().any(|n| trees.paragraph(n).is_some_and(|p| is_entry(p.kind)))
    {
        add("a whole entry", 50);
    }
    // Without a concept, a counterpart in other words would not have been found.
    let names = |n| trees.paragraph(n).is_some_and(|p| p.terms.iter().any(|t| !t.starts_with("cas-")));
    let named = |n| trees.below(n).into_iter().any(names);
    if finding.kind == Kind::NoCounterpart && !finding.nodes().any(named) {
        add("known by its number alone", -250);
    }
    if finding.kind == Kind::Exclusion && is_ordinance_silent(finding) {
        add("the ordinance is silent, a notice may have it", -150);
    }
    if finding.cause == Cause::Unilateral && !two_have {
        add("set by one government for itself", -150);
    }
    points
}

/// How far the widest two values are apart, as a share of the greater.
fn apart(finding: &Finding, correlation: &Correlation<'_>) -> Option<Rational> {
    if finding.kind != Kind::Value || finding.relations.contains(&Some(Relation::Unknown)) {
        return None;
    }
    let mut values: Vec<Rational> = Vec::new();
    for side in &finding.sides {
        let bounds = side.paragraphs.iter().filter_map(|n| correlation.trees.paragraph(*n)).flat_map(|p| &p.bounds);
        let in_question = bounds.filter(|b| side.values.contains(&b.to_string())).filter_map(|b| match &b.value {
            Value::Exact(value) => b.unit.scale().map(|s| s.to_base(value)),
            Value::Formula(_) => None,
        });
        values.extend(in_question);
    }
    let (low, high) = (values.iter().min()?, values.iter().max()?);
    let size = low.abs().max(high.abs());
    (!size.is_zero()).then(|| (high - low) / size)
}
