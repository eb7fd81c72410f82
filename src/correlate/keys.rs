//! What the lists' own numbers and tags say of a paragraph: the regimes behind it, and
//! whether it is about goods or about technology.

use super::tree::{Node, Trees};
use crate::model::List;

/// A regime that lists goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Regime {
    /// The Wassenaar Arrangement's list of dual-use goods.
    Wassenaar,
    /// The Missile Technology Control Regime.
    Missiles,
    /// The Nuclear Suppliers Group.
    Nuclear,
    /// The Australia Group and the conventions on chemical and biological weapons.
    Agents,
}

/// The regime of a tag: of the US and Japanese lists as `WA`, `MTCR`, of the Korean as
/// `IL1.A.8`, `NR5.B.6`. Munitions (`WA-ML`) and national controls have none.
fn of_tag(tag: &str) -> Option<Regime> {
    let name = tag.split(|c: char| c.is_ascii_digit() || c == '*').next().unwrap_or(tag);
    match name {
        "WA" | "WA-VSL" | "IL" => Some(Regime::Wassenaar),
        "MTCR" | "MT" => Some(Regime::Missiles),
        "NSG" | "NR" | "NT" => Some(Regime::Nuclear),
        "AG" | "CWC" | "BWC" | "C" => Some(Regime::Agents),
        _ => None,
    }
}

/// Whether a regime stands behind both `a` and `b`; `None` where a list names none.
pub fn share_a_regime(trees: &Trees<'_>, a: Node, b: Node) -> Option<bool> {
    let tags = |node: Node| {
        let up = std::iter::successors(Some(node), |n| trees.parent(*n)).filter_map(|n| trees.paragraph(n));
        up.map(|p| p.regimes.as_slice()).find(|tags| !tags.is_empty())
    };
    let (a, b) = (tags(a)?, tags(b)?);
    let mut shared = a.iter().filter_map(|t| of_tag(t)).filter(|r| b.iter().any(|t| of_tag(t) == Some(*r)));
    Some(shared.next().is_some())
}

/// Whether it is about goods, not about software or technology: the second character of an
/// ECCN and of a Korean number says so, and the article of the Japanese ordinance, whose
/// 第1条 to 第14条の2 are for the goods of 輸出令, the others for 外為令.
pub fn is_about_goods(trees: &Trees<'_>, node: Node) -> bool {
    let local = trees.paragraph(node).map_or("", |p| p.id.local());
    let article = || local.split(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse::<u32>().ok());
    match (node.list, local.as_bytes()) {
        (List::Jp, [b'T', table, ..]) => *table == b'1',
        (List::Jp, _) => article().is_some_and(|n| n <= 14),
        (_, [_, group, ..]) => matches!(group, b'A' | b'B' | b'C'),
        _ => false,
    }
}
