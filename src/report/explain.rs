//! One paragraph and its counterparts side by side.

use std::fmt::Write as _;

use crate::compare::Finding;
use crate::correlate::Correlation;
use crate::correlate::group::Absence;
use crate::correlate::tree::Node;
use crate::model::{ControlKind, Id, List, Paragraph, cite, cite_en};

/// Every group that has one of `named`, with citations, bounds, reasons for control, why
/// it was paired, the texts where documents were given, and the findings about it.
pub fn text(correlation: &Correlation<'_>, findings: &[Finding], named: &[Id]) -> String {
    let trees = &correlation.trees;
    let mut out = String::new();
    for (group, pairs) in correlation.rows() {
        if !group.members.iter().any(|n| trees.paragraph(*n).is_some_and(|p| named.contains(&p.id))) {
            continue;
        }
        let _ = writeln!(out, "{}", super::label::label(trees, group));
        for list in List::ALL {
            for node in group.of(*list) {
                side(&mut out, correlation, node);
            }
            if let Some((_, absence)) = group.absent.iter().find(|(l, _)| l == list) {
                let there = super::tables::reference(trees, absence);
                let near = there.map_or_else(String::new, |there| match absence {
                    Absence::None(_) | Absence::Undetermined(_) => format!(", nearest {there}"),
                    _ => format!(": {there}"),
                });
                let _ = writeln!(out, "\n{}: {}{near}", list.code(), absence.word());
            }
        }
        for pair in group.pairs.iter().filter_map(|i| pairs.get(*i)) {
            let evidence: Vec<String> = pair.evidence.iter().map(ToString::to_string).collect();
            let (left, right) = (trees.id(pair.left), trees.id(pair.right));
            let _ = writeln!(out, "\n{left} ~ {right}: {} ({})", pair.confidence.word(), evidence.join(", "));
        }
        for finding in
            findings.iter().filter(|f| f.sides.iter().any(|s| s.paragraphs.iter().any(|n| group.members.contains(n))))
        {
            let values: Vec<String> = List::ALL
                .iter()
                .filter(|l| !finding.side(**l).values.is_empty())
                .map(|l| format!("{} {}", l.code(), finding.side(*l).values.join(" | ")))
                .collect();
            let _ =
                writeln!(out, "\n{} {} {}: {}", finding.id, finding.kind.word(), finding.parameter, values.join("; "));
        }
        out.push('\n');
    }
    out
}

fn side(out: &mut String, correlation: &Correlation<'_>, node: Node) {
    let Some(p) = correlation.trees.paragraph(node) else { return };
    let _ = writeln!(out, "\n{} \u{2014} {} ({})", p.id, cite(&p.id), cite_en(&p.id));
    if !p.text.is_empty() {
        let _ = writeln!(out, "  {}", p.text);
    }
    for bound in &p.bounds {
        let _ = writeln!(out, "  {bound}  \u{201c}{}\u{201d}", bound.literal);
    }
    for unread in &p.unread {
        let _ = writeln!(out, "  unread \u{201c}{}\u{201d} [{}]", unread.literal, unread.code);
    }
    let reasons = reasons(correlation, p, node);
    if !reasons.is_empty() {
        let _ = writeln!(out, "  controls: {}", reasons.join(", "));
    }
}

/// Regime references of the paragraph and reasons for control of its entry.
fn reasons(correlation: &Correlation<'_>, p: &Paragraph, node: Node) -> Vec<String> {
    let tree = correlation.trees.of(node.list);
    let entry = tree.paragraph(tree.entry(node.index));
    let reasons = entry.into_iter().flat_map(|e| &e.controls).filter(|c| c.kind == ControlKind::Reason);
    let applies = |ids: &[Id]| ids.is_empty() || ids.iter().any(|i| p.id.as_str().starts_with(i.as_str()));
    let codes = reasons.filter(|c| applies(&c.applies_to)).map(|c| format!("{} {}", c.code, c.value).trim().to_owned());
    p.regimes.iter().cloned().chain(codes).collect()
}
