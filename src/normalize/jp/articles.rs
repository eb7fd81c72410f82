//! Articles of the ordinance: 条, 項, 号 and up to six levels below.

use super::{Document, New, is_deleted};
use crate::diag::Severity;
use crate::model::{Id, Kind, numeral};
use crate::source::{Disposition, NodeId};

/// Elements below a paragraph (項), from 号 down, with their titles. A paragraph's
/// children are of the next level, or of a later one where the law skips one.
const LEVELS: [(&str, &str); 11] = [
    ("Item", "ItemTitle"),
    ("Subitem1", "Subitem1Title"),
    ("Subitem2", "Subitem2Title"),
    ("Subitem3", "Subitem3Title"),
    ("Subitem4", "Subitem4Title"),
    ("Subitem5", "Subitem5Title"),
    ("Subitem6", "Subitem6Title"),
    ("Subitem7", "Subitem7Title"),
    ("Subitem8", "Subitem8Title"),
    ("Subitem9", "Subitem9Title"),
    ("Subitem10", "Subitem10Title"),
];

/// An element's children, sorted by what they are to it.
#[derive(Default)]
struct Children {
    label: Option<NodeId>,
    /// Sentences, lists, tables, figures: its own text.
    own: Vec<NodeId>,
    below: Vec<NodeId>,
}

impl Document<'_, '_> {
    pub(super) fn main_provision(&mut self, node: NodeId) {
        let tree = self.tree;
        for child in tree.children(node) {
            match tree.name(child) {
                "Article" => self.article(child),
                "Part" | "Chapter" | "Section" | "Subsection" | "Division" => self.main_provision(child),
                "PartTitle" | "ChapterTitle" | "SectionTitle" | "SubsectionTitle" | "DivisionTitle" => {
                    self.ledger.place_below(tree, child, Disposition::Heading);
                }
                _ => {}
            }
        }
    }

    fn article(&mut self, node: NodeId) {
        let tree = self.tree;
        let mut title = None;
        let mut caption = Vec::new();
        let mut paragraphs = Vec::new();
        for child in tree.children(node) {
            match tree.name(child) {
                "ArticleTitle" => title = Some(child),
                "Paragraph" => paragraphs.push(child),
                "" => {}
                _ => caption.push(child),
            }
        }
        let label = self.label(title);
        let number = self.number(node, &label, 0);
        let text = self.fold(&caption);
        let id = Id::new(format!("JP:{number}"));
        let start = tree.raw(node).start;
        caption.extend(title);
        self.place(&caption, Disposition::Heading);
        let end = caption.iter().map(|n| tree.raw(*n).end).max().unwrap_or(start);
        let kind = Kind::Category;
        let new = New { id: id.clone(), parent: None, kind, depth: 0, label: &label, text, bytes: start..end };
        let parent = self.add(new, node);
        for (position, paragraph) in paragraphs.into_iter().enumerate() {
            self.paragraph(paragraph, &id, parent, position + 1);
        }
    }

    fn paragraph(&mut self, node: NodeId, article: &Id, parent: u32, position: usize) {
        let children = self.sort_children(node, "ParagraphNum");
        // 号 that must all be met are conditions of one control, not controls of their own.
        let one_control = children.below.is_empty() || self.fold(&children.own).contains("次の各号の全てに該当する");
        let kind = if one_control { Kind::Entry } else { Kind::Group };
        let label = self.label(children.label);
        let number = self.number(node, &label, position);
        let id = format!("{article}/{number}");
        self.add_with_children(node, children, &label, id, kind, (parent, 0));
    }

    /// A 号 (depth 0) or what is below one.
    fn item(&mut self, node: NodeId, above: &str, (parent, depth): (u32, u8), position: usize) {
        let name = self.tree.name(node);
        let title = LEVELS.iter().find(|l| l.0 == name).map_or("", |l| l.1);
        let children = self.sort_children(node, title);
        let of_entry = self.reader.paragraphs.get(parent as usize).is_some_and(|p| p.kind == Kind::Entry);
        let kind = if depth == 0 && !of_entry { Kind::Entry } else { Kind::Item };
        let label = self.label(children.label);
        let number = self.number(node, &label, position);
        let id = format!("{above}.{number}");
        self.add_with_children(node, children, &label, id, kind, (parent, depth));
    }

    /// Adds the paragraph of `node`, whose parent and depth are given, and all below.
    fn add_with_children(
        &mut self,
        node: NodeId,
        children: Children,
        label: &str,
        id: String,
        kind: Kind,
        (parent, depth): (u32, u8),
    ) {
        let tree = self.tree;
        let text = self.fold(&children.own);
        let deleted = children.below.is_empty() && is_deleted(&text);
        let (kind, disposition) =
            if deleted { (Kind::Reserved, Disposition::Reserved) } else { (kind, Disposition::Entry) };
        self.place(children.label.as_slice(), disposition);
        self.place(&children.own, disposition);
        let start = tree.raw(node).start;
        let end = children.label.into_iter().chain(children.own).map(|n| tree.raw(n).end).max().unwrap_or(start);
        let new = New { id: Id::new(&*id), parent: Some(parent), kind, depth, label, text, bytes: start..end };
        let index = self.add(new, node);
        let below = if tree.name(node) == "Paragraph" { 0 } else { depth.saturating_add(1) };
        for (position, child) in children.below.into_iter().enumerate() {
            self.item(child, &id, (index, below), position + 1);
        }
    }

    fn sort_children(&self, node: NodeId, title: &str) -> Children {
        let tree = self.tree;
        let mut children = Children::default();
        for child in tree.children(node) {
            let name = tree.name(child);
            if name == title && children.label.is_none() {
                children.label = Some(child);
            } else if LEVELS.iter().any(|l| l.0 == name) {
                children.below.push(child);
            } else if !name.is_empty() {
                children.own.push(child);
            }
        }
        children
    }

    /// The label as printed, without white space around.
    fn label(&self, node: Option<NodeId>) -> String {
        self.fold(node.as_slice())
    }

    /// The id's component: the attribute `Num`, else what the label says, else the position.
    fn number(&mut self, node: NodeId, label: &str, position: usize) -> String {
        let said = label_number(label);
        let Some(num) = self.tree.attribute(node, "Num").filter(|n| is_num(n)) else {
            // The first 項 of an article has no label.
            if said.is_none() && (self.tree.name(node) != "Paragraph" || position != 1) {
                self.say("jp-no-number", Severity::Warning, "without a number; numbered by its position", node);
            }
            return said.unwrap_or_else(|| position.to_string());
        };
        if !label.is_empty() && said.as_deref() != Some(num) {
            let message = format!("the label {label} is not that of number {num}");
            self.say("jp-label-number", Severity::Warning, &message, node);
        }
        num.to_owned()
    }
}

/// `10_2`, `12:13`.
fn is_num(text: &str) -> bool {
    text.split([':', '_']).all(|n| !n.is_empty() && n.len() < 9 && n.bytes().all(|b| b.is_ascii_digit()))
}

/// The number that a label states: 第二条の二 `2_2`, 十二及び十三 `12:13`, 七から十まで `7:10`,
/// （一）, ２, ハ.
fn label_number(label: &str) -> Option<String> {
    let label = label.strip_prefix('（').and_then(|l| l.strip_suffix('）')).unwrap_or(label);
    if let Some(article) = label.strip_prefix('第') {
        let (number, branches) = article.split_once('条')?;
        return numeral::branched(&format!("{number}{branches}"));
    }
    let range = label.split_once("及び").or_else(|| label.strip_suffix("まで")?.split_once("から"));
    if let Some((from, to)) = range {
        return Some(format!("{}:{}", numeral::branched(from)?, numeral::branched(to)?));
    }
    numeral::branched(label).or_else(|| {
        let (letters, branches) = label.split_once('の').map_or((label, ""), |(l, b)| (l, b));
        let number = numeral::iroha_number(letters)?.to_string();
        if branches.is_empty() { Some(number) } else { Some(format!("{number}_{}", numeral::branched(branches)?)) }
    })
}
