//! Under what a paragraph stands: which regimes it transposes, whether one government
//! alone set it, which licence exceptions hang on it, how many paragraphs cite it.

use std::collections::{BTreeMap, BTreeSet};

use crate::correlate::Correlation;
use crate::correlate::tree::{Node, Trees};
use crate::model::words;
use crate::model::{Control, ControlKind, Id, Kind as ParagraphKind, List, Paragraph, Target};

/// The regimes that the three lists transpose, gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Regime {
    /// Missile Technology Control Regime.
    Mtcr,
    /// Nuclear Suppliers Group.
    Nsg,
    /// Chemical Weapons Convention.
    Cwc,
    /// Australia Group.
    Ag,
    /// Wassenaar Arrangement.
    Wa,
}

words!(Regime { Mtcr => "MTCR", Nsg => "NSG", Cwc => "CWC", Ag => "AG", Wa => "WA" });

impl Regime {
    /// Of a US reason for control; AT, RS, CC and their like are national.
    pub fn of_reason(code: &str) -> Option<Self> {
        Some(match code {
            "MT" => Self::Mtcr,
            "NP" => Self::Nsg,
            "CW" => Self::Cwc,
            "CB" => Self::Ag,
            "NS" => Self::Wa,
            _ => return None,
        })
    }

    /// Of a tag of the Korean list (`IL3.A.1.b.2`, `MT6.C.6.c`, `NR`, `NT5`, `AG1.1`,
    /// `C2B13`) or of a word that the readers give (`WA`, `MTCR`).
    pub fn of_tag(tag: &str) -> Option<Self> {
        const TAGS: [(&str, Regime); 14] = [
            ("IL", Regime::Wa),
            ("WA", Regime::Wa),
            ("MT", Regime::Mtcr),
            ("MTCR", Regime::Mtcr),
            ("NR", Regime::Nsg),
            ("NT", Regime::Nsg),
            ("NM", Regime::Nsg),
            ("NSG", Regime::Nsg),
            ("AG", Regime::Ag),
            ("BWC", Regime::Ag),
            ("BW", Regime::Ag),
            ("CWC", Regime::Cwc),
            ("CW", Regime::Cwc),
            ("C", Regime::Cwc),
        ];
        let letters = tag.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(tag.len());
        let head = tag.get(..letters)?;
        TAGS.iter().find(|(t, _)| *t == head).map(|(_, regime)| *regime)
    }
}

/// The reasons for control of the US paragraph `node`, as far as they are stated for it
/// or its entire entry.
pub fn reasons(trees: &Trees<'_>, node: Node) -> Vec<&'static str> {
    const CODES: [&str; 14] = ["NS", "MT", "NP", "CB", "CW", "RS", "AT", "CC", "UN", "SS", "SL", "EI", "SI", "FC"];
    let codes: BTreeSet<&str> = stated(trees, node).map(|c| &*c.code).collect();
    CODES.into_iter().filter(|c| codes.contains(c)).collect()
}

/// The reasons for control that hold for `node`, as its entry states them.
fn stated<'s>(trees: &Trees<'s>, node: Node) -> impl Iterator<Item = &'s Control> {
    let paragraph = trees.paragraph(node);
    controls(trees, node).filter(move |c| c.kind == ControlKind::Reason && paragraph.is_some_and(|p| holds(c, p)))
}

/// The controls of the entry of `node`.
pub fn controls<'s>(trees: &Trees<'s>, node: Node) -> impl Iterator<Item = &'s Control> + use<'s> {
    let tree = trees.of(node.list);
    tree.paragraph(tree.entry(node.index)).into_iter().flat_map(|e| &e.controls)
}

/// Whether a control applies to `paragraph`: its path lies at, below or above a path
/// that the control names.
fn holds(control: &Control, paragraph: &Paragraph) -> bool {
    let id = paragraph.id.as_str();
    let within = |outer: &Id, inner: &str| {
        inner.strip_prefix(outer.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let named = |ids: &[Id]| ids.iter().any(|i| within(i, id) || within(&paragraph.id, i.as_str()));
    let excepted = !control.conditional && control.except.iter().any(|i| within(i, id));
    (control.applies_to.is_empty() || named(&control.applies_to)) && !excepted
}

/// What [`Standing`] knows of all paragraphs.
pub struct Standing {
    cited: BTreeMap<Node, u32>,
}

impl Standing {
    /// Counts the citations of the lists.
    pub fn new(correlation: &Correlation<'_>) -> Self {
        let mut cited = BTreeMap::new();
        for list in List::ALL {
            for paragraph in &correlation.trees.of(*list).snapshot.paragraphs {
                let targets = paragraph.citations.iter().flat_map(|c| c.target.ids());
                for node in targets.filter_map(|id| correlation.trees.find(id)) {
                    *cited.entry(node).or_insert(0) += 1;
                }
            }
        }
        Self { cited }
    }

    /// How many citations point at `node`.
    pub fn citations(&self, node: Node) -> u32 {
        self.cited.get(&node).copied().unwrap_or(0)
    }
}

/// The regimes that `node` transposes, by its reasons for control, its tags, or those of
/// the nearest paragraph above that has any.
pub fn regimes(trees: &Trees<'_>, node: Node) -> BTreeSet<Regime> {
    if node.list == List::Us {
        // National security without a column of the Country Chart is a control of the US with a
        // few like-minded countries (15 CFR 742.4(a)(4) and (5)), not one of Wassenaar.
        let common = |c: &&Control| c.code != "NS" || c.value.contains("Column");
        return stated(trees, node).filter(common).filter_map(|c| Regime::of_reason(&c.code)).collect();
    }
    std::iter::successors(Some(node), |n| trees.parent(*n))
        .filter_map(|n| trees.paragraph(n))
        .map(|p| p.regimes.iter().filter_map(|t| Regime::of_tag(t)).collect::<BTreeSet<_>>())
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// Why `node` is the control of one government alone; `None` where nothing says so.
pub fn unilateral(trees: &Trees<'_>, node: Node) -> Option<String> {
    let tree = trees.of(node.list);
    let entry = tree.paragraph(tree.entry(node.index))?;
    let number = entry.id.local();
    match node.list {
        List::Us => {
            let reasons = reasons(trees, node);
            if reasons == ["AT"] {
                return Some(format!("{number}: reason for control AT alone"));
            }
            if number.as_bytes().get(2..4) == Some(b"29") {
                return Some(format!("{number}: 290 series"));
            }
            let series = number.as_bytes().get(2)?;
            match series {
                b'9' => Some(format!("{number}: 9xx series")),
                // 0x521 holds what the department controls for itself until a place is found for it;
                // crime control alone was never on the Munitions List.
                b'5' if !reasons.is_empty() && (number.ends_with("521") || is_crime_control(&reasons)) => {
                    Some(format!("{number}: reasons for control {}", with_sections(trees, node, &reasons)))
                }
                b'5' if number.ends_with("521") => Some(format!("{number}: holding entry")),
                b'6' | b'5' => Some(format!("{number}: former munitions")),
                _ if number.ends_with("018") => Some(format!("{number}: former munitions")),
                _ if !reasons.is_empty() && is_national(trees, node) => {
                    Some(format!("{number}: reasons for control {}", with_sections(trees, node, &reasons)))
                }
                _ if is_select_agent(trees, node) => Some(format!("{number}: on the US list of select agents")),
                _ if is_beyond_a_gap(trees, node) => Some(format!("{number}: paragraphs added at the end")),
                _ => None,
            }
        }
        List::Kr => (number.as_bytes().get(2) == Some(&b'9') && regimes(trees, node).is_empty())
            .then(|| format!("{number}: 9xx series of the Korean list")),
        List::Jp => None,
    }
}

fn is_crime_control(reasons: &[&str]) -> bool {
    reasons.iter().all(|code| matches!(*code, "CC" | "AT"))
}

/// The reasons, each with the section that it rests on where that is not the Country Chart.
fn with_sections(trees: &Trees<'_>, node: Node, reasons: &[&str]) -> String {
    let section = |code: &str| {
        stated(trees, node).find(|c| c.code == code && c.value.starts_with('\u{a7}')).map(|c| c.value.as_str())
    };
    let named =
        reasons.iter().map(|code| section(code).map_or_else(|| (*code).to_owned(), |s| format!("{code} ({s})")));
    named.collect::<Vec<_>>().join(", ")
}

/// Whether the reasons for control of the US paragraph `node` show no regime, or regional
/// stability for reasons of the US alone, which name a section of the EAR and no column of the
/// Country Chart, beside nothing but national security.
fn is_national(trees: &Trees<'_>, node: Node) -> bool {
    let own = |c: &Control| c.code == "RS" && c.value.starts_with('\u{a7}');
    let regimes = regimes(trees, node);
    regimes.is_empty() || (stated(trees, node).any(own) && regimes.iter().all(|r| *r == Regime::Wa))
}

/// Whether `node` or an item above it says that a pathogen is on the US list of “select agents”,
/// which it names only where the list of the Australia Group has it not.
fn is_select_agent(trees: &Trees<'_>, node: Node) -> bool {
    let items = std::iter::successors(Some(node), |n| trees.parent(*n)).filter_map(|n| trees.paragraph(n));
    let mut items = items.take_while(|p| p.kind == ParagraphKind::Item);
    items.any(|p| p.quoted.iter().any(|q| q.term == "select agents"))
}

/// Whether `node` lies in a paragraph of its US entry whose letter is three and more beyond
/// that before it, which is reserved: there the US adds what no regime has, 9A004.r to .y.
fn is_beyond_a_gap(trees: &Trees<'_>, node: Node) -> bool {
    let tree = trees.of(node.list);
    let letter = |index: u32| {
        let label = tree.paragraph(index)?.id.local().split('.').nth(1)?;
        label.bytes().next().filter(|_| label.len() == 1)
    };
    let Some(own) = letter(node.index) else { return false };
    let paragraphs = tree.children(tree.entry(node.index)).iter().copied();
    let before: Vec<(u8, ParagraphKind)> = paragraphs
        .filter_map(|index| Some((letter(index)?, tree.paragraph(index)?.kind)))
        .filter(|(l, kind)| *l <= own && matches!(kind, ParagraphKind::Item | ParagraphKind::Reserved))
        .collect();
    let gap = |pair: &[(u8, ParagraphKind)]| match pair {
        [(from, ParagraphKind::Reserved), (to, _)] => to.saturating_sub(*from) > 2,
        _ => false,
    };
    before.windows(2).any(gap)
}

/// Whether `node` controls nothing of its own: of the former munitions entries, `xx018`,
/// most are empty, and point to the 600 series; a paragraph `.z` marks what the rest of its
/// entry controls where that meets the limits of 3A090. So is a head of which all is reserved.
pub fn is_empty(trees: &Trees<'_>, node: Node) -> bool {
    let Some(paragraph) = trees.paragraph(node).filter(|p| p.id.list() == Some(List::Us)) else { return false };
    let local = paragraph.id.local();
    let vacated =
        paragraph.kind == ParagraphKind::Entry && local.ends_with("018") && trees.items(node).next().is_none();
    let tree = trees.of(node.list);
    let reserved = |i: &u32| tree.paragraph(*i).is_some_and(|p| p.kind == ParagraphKind::Reserved);
    let nothing_left = trees.items(node).next().is_none() && tree.children(node.index).iter().any(reserved);
    vacated || nothing_left || is_reference(trees, node) || local.split('.').nth(1) == Some("z")
}

/// Whether an entry has neither items nor reasons for control, and names another that has: "are
/// controlled by ECCN 3A611".
fn is_reference(trees: &Trees<'_>, node: Node) -> bool {
    let tree = trees.of(node.list);
    let Some(paragraph) = trees.paragraph(node).filter(|p| p.kind == ParagraphKind::Entry) else { return false };
    let controlled = |id: &Id| {
        let there = trees.find(id).and_then(|n| trees.paragraph(n));
        there.is_some_and(|p| p.kind == ParagraphKind::Entry && !p.controls.is_empty())
    };
    let cited = paragraph.citations.iter().filter(|c| !paragraph.is_excluded(c.span)).flat_map(|c| c.target.ids());
    let other_law = paragraph.citations.iter().any(|c| c.target == Target::Outside);
    !other_law
        && paragraph.controls.is_empty()
        && tree.items(node.index).next().is_none()
        && cited.into_iter().any(controlled)
}

/// Whether a licence exception of that code is granted to `node`, with its value.
pub fn exception<'s>(trees: &Trees<'s>, node: Node, code: &str) -> Option<&'s Control> {
    let paragraph = trees.paragraph(node)?;
    controls(trees, node).find(|c| {
        c.kind == ControlKind::Exception && c.code == code && !c.value.starts_with("N/A") && holds(c, paragraph)
    })
}
