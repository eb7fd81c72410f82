//! What the lists' own numbers and tags say of a paragraph: the regimes behind it, and
//! whether it is about goods or about technology.

use super::tree::{Node, Trees};
use crate::model::List;

/// The regimes that list goods: Wassenaar's dual-use list, the MTCR, the NSG, and the Australia
/// Group with the conventions on chemical and biological weapons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regimes(u8);

impl Regimes {
    const WASSENAAR: Self = Self(1);
    const MISSILES: Self = Self(2);
    const NUCLEAR: Self = Self(4);
    const AGENTS: Self = Self(8);
    const NONE: Self = Self(0);

    /// Those of a tag: of the US and Japanese lists as `WA`, `MTCR`, of the Korean as `IL1.A.8`,
    /// `NR5.B.6`. Munitions (`WA-ML`) and national controls have none.
    fn of_tag(tag: &str) -> Self {
        let name = tag.split(|c: char| c.is_ascii_digit() || c == '*').next().unwrap_or(tag);
        match name {
            "WA" | "WA-VSL" | "IL" => Self::WASSENAAR,
            "MTCR" | "MT" => Self::MISSILES,
            "NSG" | "NR" | "NT" => Self::NUCLEAR,
            "AG" | "CWC" | "BWC" | "C" => Self::AGENTS,
            _ => Self::NONE,
        }
    }

    /// Those behind a paragraph; `None` where neither it nor any above has a tag.
    pub fn of(trees: &Trees<'_>, node: Node) -> Option<Self> {
        let up = std::iter::successors(Some(node), |n| trees.parent(*n)).filter_map(|n| trees.paragraph(n));
        let tags = up.map(|p| p.regimes.as_slice()).find(|tags| !tags.is_empty())?;
        Some(tags.iter().map(|t| Self::of_tag(t)).fold(Self::NONE, |a, b| Self(a.0 | b.0)))
    }

    /// Whether both have one.
    pub fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
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
