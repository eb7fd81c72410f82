//! Text of a paragraph from the markup of e-Gov law XML.

use crate::source::{NodeId, SourceTree};

/// The element of a character's reading, inside `Ruby`; it is no text of the law.
pub(super) const READING: &str = "Rt";

/// Text with white space folded, superscripts as `^2` and subscripts as `_2`.
#[derive(Default)]
pub(super) struct Folded {
    out: String,
    /// White space that the next piece of text may turn into one space.
    gap: Gap,
}

#[derive(Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    /// A line break of the markup: nothing between Japanese characters.
    Line,
    Space,
    /// Between cells, columns and lists, whatever white space the markup has there.
    Part,
}

impl Folded {
    /// Appends the text of `node`.
    pub fn push(&mut self, tree: &SourceTree, node: NodeId) {
        if tree.is_text(node) {
            return self.push_text(tree.text(node));
        }
        match tree.name(node) {
            READING => return,
            "Sup" => self.mark('^'),
            "Sub" => self.mark('_'),
            "BR" | "Column" | "List" | "Sublist1" | "Sublist2" | "Sublist3" | "TableRow" | "TableColumn"
            | "TableStruct" | "FigStruct" | "Remarks" => self.gap = Gap::Part,
            _ => {}
        }
        for child in tree.children(node) {
            self.push(tree, child);
        }
    }

    /// A sign that stands for markup, close to what precedes it.
    fn mark(&mut self, sign: char) {
        self.gap = Gap::None;
        self.out.push(sign);
    }

    fn push_text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                // Indentation belongs to the line break before it.
                self.gap = match (self.gap, c) {
                    (Gap::Part, _) => Gap::Part,
                    (Gap::Line, _) | (_, '\n' | '\r') => Gap::Line,
                    _ => Gap::Space,
                };
                continue;
            }
            let between_words = c.is_ascii() && self.out.ends_with(|last: char| last.is_ascii());
            if !self.out.is_empty() && (self.gap > Gap::Line || (self.gap == Gap::Line && between_words)) {
                self.out.push(' ');
            }
            self.gap = Gap::None;
            self.out.push(c);
        }
    }

    /// The text.
    pub fn finish(self) -> String {
        self.out
    }
}
