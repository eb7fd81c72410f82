//! The source tree: elements and text of a document, with the raw bytes of each.
//!
//! All decoded text stands in one buffer in document order, so the text below an
//! element is one contiguous range of it. Every piece of decoded text knows its raw
//! bytes.

use std::ops::Range;

/// A node of a [`SourceTree`]. Ordered as the document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Index into names; `None` is text.
    pub name: Option<u16>,
    pub parent: u32,
    /// One past the last descendant.
    pub end: u32,
    pub raw: Range<u32>,
    pub text: Range<u32>,
    pub attributes: Range<u32>,
}

/// A run of decoded text that came from one piece of raw bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub decoded: u32,
    pub raw: u32,
    /// Whether decoded and raw bytes are the same (not an entity reference).
    pub verbatim: bool,
}

/// Elements and text of one document.
#[derive(Debug, Clone)]
pub struct SourceTree {
    pub(super) file: String,
    pub(super) names: Vec<Box<str>>,
    pub(super) nodes: Vec<Node>,
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    /// The name of each, and where its value stands in `values`.
    pub(super) attributes: Vec<(u16, Range<u32>)>,
    pub(super) values: String,
    /// Offsets of the newlines in the raw bytes.
    pub(super) newlines: Vec<u32>,
    pub(super) size: u32,
}

impl SourceTree {
    /// The document's name as the user gave it; of a container, `file!inner/path`.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Size of the document in raw bytes.
    pub fn size(&self) -> usize {
        self.size as usize
    }

    /// The root element.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// The element's name without its namespace prefix; empty for text.
    pub fn name(&self, id: NodeId) -> &str {
        self.node(id).and_then(|n| n.name).and_then(|i| self.names.get(usize::from(i))).map_or("", |s| s)
    }

    /// Whether the node is text.
    pub fn is_text(&self, id: NodeId) -> bool {
        self.node(id).is_some_and(|n| n.name.is_none())
    }

    /// The decoded text of the node and all below it.
    pub fn text(&self, id: NodeId) -> &str {
        self.node(id).map_or("", |n| self.text_of(n))
    }

    /// The decoded text of a node and all below it.
    pub(super) fn text_of(&self, node: &Node) -> &str {
        self.text_at(node.text.clone())
    }

    /// A range of the decoded text.
    pub(super) fn text_at(&self, range: Range<u32>) -> &str {
        self.text.get(range.start as usize..range.end as usize).unwrap_or("")
    }

    /// The node's range in the buffer of decoded text.
    pub fn text_range(&self, id: NodeId) -> Range<u32> {
        self.node(id).map_or(0..0, |n| n.text.clone())
    }

    /// Raw bytes of the node, tags included, half-open.
    pub fn raw(&self, id: NodeId) -> Range<u32> {
        self.node(id).map_or(0..0, |n| n.raw.clone())
    }

    /// The raw offset of an offset in the buffer of decoded text.
    pub fn raw_offset(&self, decoded: u32) -> u32 {
        let i = self.pieces.partition_point(|p| p.decoded <= decoded);
        match i.checked_sub(1).and_then(|i| self.pieces.get(i)) {
            Some(p) if p.verbatim => p.raw + (decoded - p.decoded),
            Some(p) => p.raw,
            None => 0,
        }
    }

    /// Line and column of a raw offset, both from 1, the column in bytes.
    pub fn line_column(&self, raw: u32) -> (u32, u32) {
        let line = self.newlines.partition_point(|n| *n < raw);
        let start = line.checked_sub(1).and_then(|i| self.newlines.get(i)).map_or(0, |n| n + 1);
        (u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1), raw - start + 1)
    }

    /// A diagnostic place at a raw offset, with the excerpt given.
    pub fn place(&self, raw: u32, excerpt: &str) -> crate::diag::Place {
        let (line, column) = self.line_column(raw);
        crate::diag::Place { file: self.file.clone(), line, column, excerpt: excerpt.chars().take(60).collect() }
    }

    /// An attribute's value, entities resolved; the name without prefix.
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let range = &self.node(id)?.attributes;
        self.attributes
            .get(range.start as usize..range.end as usize)?
            .iter()
            .find(|(n, _)| self.names.get(usize::from(*n)).is_some_and(|s| **s == *name))
            .and_then(|(_, v)| self.values.get(v.start as usize..v.end as usize))
    }

    /// The parent element; `None` for the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).filter(|_| id.0 > 0).map(|n| NodeId(n.parent))
    }

    /// Children in document order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).map_or(0, |n| n.end);
        let mut next = id.0 + 1;
        std::iter::from_fn(move || {
            let current = NodeId(next);
            if next >= end {
                return None;
            }
            next = self.node(current)?.end;
            Some(current)
        })
    }

    /// Child elements of that name.
    pub fn children_named<'t>(&'t self, id: NodeId, name: &'t str) -> impl Iterator<Item = NodeId> + 't {
        self.children(id).filter(move |c| self.name(*c) == name)
    }

    /// All nodes below `id` in document order, without `id`.
    pub fn below(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        let end = self.node(id).map_or(0, |n| n.end);
        (id.0 + 1..end).map(NodeId)
    }

    /// The numbers of `id` and all nodes below it.
    pub(super) fn below_with(&self, id: NodeId) -> Range<u32> {
        id.0..self.node(id).map_or(id.0, |n| n.end)
    }

    /// Text nodes below `id` (or `id` itself where it is text).
    pub fn leaves_below(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).map_or(0, |n| n.end);
        (id.0..end).map(NodeId).filter(|n| self.is_text(*n))
    }

    /// All text nodes in document order.
    pub fn leaves(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.leaves_below(self.root())
    }

    /// Number of characters of the document's text.
    pub fn characters(&self) -> usize {
        self.text.chars().count()
    }
}
