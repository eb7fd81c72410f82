//! Which list moved: an earlier edition of it said what the others still say.

use super::finding::{Finding, Kind};
use crate::correlate::tree::Trees;
use crate::model::{Bound, List, Op, Value};
use crate::quantity::{Rational, Unit};

/// The list that once had a value that another has now, and the last edition with it.
pub fn mover<'s>(finding: &Finding, trees: &Trees<'s>) -> Option<(List, &'s str)> {
    if !matches!(finding.kind, Kind::Value | Kind::Strictness | Kind::BoundMissing) {
        return None;
    }
    let stated = |list: List| -> Vec<(Op, Rational)> {
        let side = finding.side(list);
        let bounds = side.paragraphs.iter().filter_map(|n| trees.paragraph(*n)).flat_map(|p| &p.bounds);
        bounds
            .filter(|b: &&Bound| side.values.contains(&b.to_string()))
            .filter_map(|b| worth(b.op, &b.value, &b.unit))
            .collect()
    };
    List::ALL.iter().copied().find_map(|list| {
        let now = stated(list);
        let others: Vec<(Op, Rational)> =
            List::ALL.iter().copied().filter(|l| *l != list).flat_map(stated).filter(|b| !now.contains(b)).collect();
        let of_finding = |id: &str| finding.side(list).paragraphs.iter().any(|n| trees.id(*n) == id);
        trees
            .of(list)
            .amended()
            .iter()
            .filter(|a| of_finding(a.paragraph.as_str()))
            .find(|a| worth(a.op, &a.value, &a.unit).is_some_and(|w| others.contains(&w)))
            .map(|a| (list, a.edition.as_str()))
    })
}

fn worth(op: Op, value: &Value, unit: &Unit) -> Option<(Op, Rational)> {
    let Value::Exact(value) = value else { return None };
    Some((op, unit.scale()?.to_base(value)))
}
