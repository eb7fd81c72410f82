//! Enumerated paragraphs whose labels are relative: in notes, below an item that breaks
//! with full paths (7A101), in the Annex to Category 1.

use smol_str::SmolStr;

use super::label::{Label, alike, follows, is_first};
use crate::model::Kind;

/// An enumeration in work.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// The paragraph that it hangs on.
    pub owner: u32,
    /// Kind of its paragraphs.
    pub kind: Kind,
    /// The path of the last paragraph.
    stack: Vec<SmolStr>,
}

impl Run {
    pub fn new(owner: u32, kind: Kind) -> Self {
        Self { owner, kind, stack: Vec::new() }
    }

    /// The path of the last paragraph; empty before the first.
    pub fn path(&self) -> String {
        self.stack.join(".")
    }

    /// Whether no paragraph came yet.
    pub fn is_new(&self) -> bool {
        self.stack.is_empty()
    }

    /// Whether `label` goes on from the last paragraph: the next of an open enumeration, or,
    /// as a full path, beside one or the first below it.
    pub fn is_continued_by(&self, label: Label<'_>) -> bool {
        let segments: Vec<&str> = label.path.split('.').collect();
        match segments.as_slice() {
            [segment] => self.stack.iter().any(|s| follows(s, segment)),
            [above @ .., last] => {
                let open = self.stack.len() >= above.len() && self.stack.iter().zip(above).all(|(a, b)| a == b);
                open && self.stack.get(above.len()).map_or(is_first(last), |s| follows(s, last))
            }
            [] => false,
        }
    }

    /// The full path of a paragraph labelled `label` that comes next.
    ///
    /// Labels restart below each paragraph (`1. a. 1. 2. 3. b.`): one that continues an
    /// open enumeration belongs to the innermost such; a first one opens a level; one
    /// that leaves a gap goes to the innermost enumeration of its style.
    pub fn step(&mut self, label: Label<'_>) -> String {
        let mut segments = label.path.split('.');
        match (segments.next(), segments.next()) {
            (Some(segment), None) => {
                let level = self.stack.iter().rposition(|s| follows(s, segment));
                let level = level.or_else(|| {
                    let gap = || self.stack.iter().rposition(|s| alike(s, segment));
                    if is_first(segment) { None } else { gap() }
                });
                self.stack.truncate(level.unwrap_or(self.stack.len()).min(MAX_LEVELS));
                self.stack.push(SmolStr::new(segment));
            }
            _ => self.stack = label.path.split('.').map(SmolStr::new).collect(),
        }
        self.path()
    }
}

/// No list enumerates deeper; a document that does must not cost quadratic time.
const MAX_LEVELS: usize = 12;
