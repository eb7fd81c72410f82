//! XML to [`SourceTree`], with the raw bytes of every piece of text.

mod halves;

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::tree::{Node, NodeId, Piece, SourceTree};
use crate::diag::Place;
use crate::error::Error;

/// Elements nested deeper than this are refused: no list comes near it, and a
/// hostile document must not exhaust the stack of who walks the tree.
pub const MAX_DEPTH: usize = 256;

/// Elements and texts that any document may have, and bytes for each one more: the lists have
/// 23 bytes and more for each, and what is nothing but markup takes many times its size.
const NODES: usize = 1 << 16;
const BYTES_A_NODE: usize = 20;

/// Reads `bytes` as XML in UTF-8. `file` is the name that places will show.
///
/// Namespace prefixes are dropped, comments and processing instructions skipped.
///
/// # Errors
/// [`Error::Unreadable`] with line, column and excerpt where the XML is broken, or has more
/// markup than any list.
pub fn read(file: &str, bytes: &[u8]) -> Result<SourceTree, Error> {
    read_reduced(file, bytes, NODES + bytes.len() / BYTES_A_NODE, |_| Keep::Whole)
}

/// What becomes of an element in [`read_reduced`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// A node with its name and attributes.
    Whole,
    /// A node of this name, without attributes; its own white space is layout.
    As(&'static str),
    /// No node: its text belongs to the element around it.
    Text,
    /// No node; its own white space is layout.
    Through,
}

/// Reads `bytes` as [`read`] does, but keeps only the nodes that `keep` asks for. All
/// text stays, but for white space that `keep` calls layout.
///
/// # Errors
/// As [`read`], and where there would be more than `most` nodes.
pub fn read_reduced(
    file: &str,
    bytes: &[u8],
    most: usize,
    keep: impl Fn(&BytesStart<'_>) -> Keep + Sync,
) -> Result<SourceTree, Error> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(Error::unreadable(file, "larger than 4 GiB"));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) => {
            let at = u32::try_from(e.valid_up_to()).unwrap_or(0);
            return Err(Build::new(file, bytes).error(at, "the text is not UTF-8".to_owned()));
        }
    };
    if let Some(tree) = halves::read(file, text, most, &keep) {
        return Ok(tree);
    }
    let mut build = Build::new(file, bytes);
    build.read(text, 0, most, &keep)?;
    build.finish()
}

/// Slots for the names of elements and attributes that were met last.
const SLOTS: usize = 256;

/// The slot of a name, by its length and some of its letters.
fn slot(name: &str) -> usize {
    let bytes = name.as_bytes();
    let letter = |letter: Option<&u8>| letter.map_or(0, |b| usize::from(*b));
    (letter(bytes.first()) + 3 * letter(bytes.get(1)) + 5 * letter(bytes.last()) + 17 * bytes.len()) % SLOTS
}

/// Raw offsets of the newlines in `bytes`, which begin at the raw offset `from`.
fn newlines(bytes: &[u8], from: usize) -> Vec<u32> {
    memchr::memchr_iter(b'\n', bytes).filter_map(|at| u32::try_from(from + at).ok()).collect()
}

/// A tree that grows in document order.
pub(super) struct Build<'b> {
    bytes: &'b [u8],
    tree: SourceTree,
    /// Index of each name in the tree's.
    interned: BTreeMap<Box<str>, u16>,
    /// The names met last, by [`slot`]: a list has few, and they come again and again.
    recent: [u16; SLOTS],
    /// Every open element, with the raw offset of its tag.
    nested: Vec<(Keep, u32)>,
    /// Those of them that are nodes.
    open: Vec<u32>,
    /// The text node that the last piece went into, while nothing else came.
    leaf: Option<u32>,
    /// In the second half of a document, what it has of elements that the first half opens.
    outer: Option<Outer>,
}

/// What the second half of a document has of elements that the first half opens.
#[derive(Default)]
struct Outer {
    /// Nodes that stand in none of its own, each with how many of `closed` come before it.
    tops: Vec<(u32, usize)>,
    closed: Vec<Closed>,
    /// How deep its own elements are nested.
    deepest: usize,
}

/// The end of an element that the first half of a document opens.
struct Closed {
    /// Raw offset of its tag, and one past that.
    raw: Range<u32>,
    /// Decoded text of the second half before it.
    text: u32,
    /// Nodes of the second half before it.
    nodes: u32,
}

impl<'b> Build<'b> {
    pub(super) fn new(file: &str, bytes: &'b [u8]) -> Self {
        let tree = SourceTree {
            file: file.to_owned(),
            names: Vec::new(),
            nodes: Vec::new(),
            text: String::new(),
            pieces: Vec::new(),
            attributes: Vec::new(),
            values: String::new(),
            newlines: newlines(bytes, 0),
            size: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        };
        let (interned, recent) = (BTreeMap::new(), [0; SLOTS]);
        let mut build =
            Self { bytes, tree, interned, recent, nested: Vec::new(), open: Vec::new(), leaf: None, outer: None };
        build.expect(bytes.len());
        build
    }

    /// Makes room for what so many bytes of a list have.
    fn expect(&mut self, bytes: usize) {
        self.tree.nodes.reserve(bytes / BYTES_A_NODE);
        self.tree.pieces.reserve(bytes / BYTES_A_NODE);
        self.tree.text.reserve(bytes / 2);
    }

    /// Reads `text`, which begins at the raw offset `from`.
    fn read(
        &mut self,
        text: &str,
        from: usize,
        most: usize,
        keep: &impl Fn(&BytesStart<'_>) -> Keep,
    ) -> Result<(), Error> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_unmatched_ends = self.outer.is_some();
        let raw = |position: u64| u32::try_from(from as u64 + position).unwrap_or(u32::MAX);
        loop {
            let start = raw(reader.buffer_position());
            match reader.read_event() {
                Ok(Event::Start(e)) => self.open(keep(&e), &e, start)?,
                Ok(Event::Empty(e)) => {
                    self.open(keep(&e), &e, start)?;
                    self.close(raw(reader.buffer_position()));
                }
                Ok(Event::End(_)) if self.nested.is_empty() => self.close_outer(start..raw(reader.buffer_position())),
                Ok(Event::End(_)) => self.close(raw(reader.buffer_position())),
                Ok(Event::Text(t)) => self.push(&t, start),
                Ok(Event::CData(t)) => self.push(&t, start + 9),
                Ok(Event::GeneralRef(r)) => self.push_reference(&r, start)?,
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
                Err(e) => {
                    return Err(self.error(raw(reader.error_position()), format!("broken XML: {e}")));
                }
            }
            if self.tree.nodes.len() > most {
                return Err(self.error(start, format!("more than {most} elements and texts")));
            }
        }
    }

    pub(super) fn error(&self, raw: u32, message: String) -> Error {
        let (line, column) = self.tree.line_column(raw);
        let tail = self.bytes.get(raw as usize..).unwrap_or_default();
        let excerpt: String = String::from_utf8_lossy(tail.get(..80).unwrap_or(tail))
            .chars()
            .take_while(|c| *c != '\n')
            .take(40)
            .collect();
        Error::Unreadable {
            place: Some(Place { file: self.tree.file.clone(), line, column, excerpt }),
            message,
            advice: Some("fetch the document again from the official site".to_owned()),
        }
    }

    fn text_end(&self) -> u32 {
        u32::try_from(self.tree.text.len()).unwrap_or(u32::MAX)
    }

    fn values_end(&self) -> u32 {
        u32::try_from(self.tree.values.len()).unwrap_or(u32::MAX)
    }

    /// The index of a name that was met lately.
    fn met(&self, name: &str) -> Option<u16> {
        let met = *self.recent.get(slot(name))?;
        self.tree.names.get(usize::from(met)).filter(|n| ***n == *name).map(|_| met)
    }

    fn intern(&mut self, name: &str, at: u32) -> Result<u16, Error> {
        // None of those met has a prefix, so a name that is one of them has none either.
        if let Some(met) = self.met(name) {
            return Ok(met);
        }
        let name = memchr::memrchr(b':', name.as_bytes()).and_then(|colon| name.get(colon + 1..)).unwrap_or(name);
        if let Some(met) = self.met(name) {
            return Ok(met);
        }
        if let Some(index) = self.interned.get(name) {
            if let Some(met) = self.recent.get_mut(slot(name)) {
                *met = *index;
            }
            return Ok(*index);
        }
        let index = u16::try_from(self.tree.names.len())
            .ok()
            .filter(|i| *i < 4096)
            .ok_or_else(|| self.error(at, "more than 4,096 different names of elements".to_owned()))?;
        self.tree.names.push(name.into());
        self.interned.insert(name.into(), index);
        Ok(index)
    }

    fn add(&mut self, name: Option<u16>, raw: Range<u32>, text: Range<u32>) -> u32 {
        let index = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        let attributes = u32::try_from(self.tree.attributes.len()).unwrap_or(u32::MAX);
        if let Some(outer) = self.outer.as_mut().filter(|_| self.open.is_empty()) {
            outer.tops.push((index, outer.closed.len()));
        }
        self.tree.nodes.push(Node {
            name,
            parent: self.open.last().copied().unwrap_or(0),
            end: index + 1,
            raw,
            text,
            attributes: attributes..attributes,
        });
        index
    }

    fn open(&mut self, keep: Keep, element: &BytesStart<'_>, at: u32) -> Result<(), Error> {
        let keep = if self.nested.is_empty() && self.outer.is_none() { Keep::Whole } else { keep };
        match keep {
            Keep::Whole => self.begin(keep, element.name().as_ref(), at)?,
            Keep::As(name) => return self.begin(keep, name, at),
            Keep::Text | Keep::Through => return self.nest(keep, at),
        }
        if element.attributes_raw().is_empty() {
            return Ok(());
        }
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(|e| self.error(at, format!("broken attribute: {e}")))?;
            let key = self.intern(attribute.key.as_ref(), at)?;
            let value = quick_xml::escape::unescape(&attribute.value)
                .map_err(|e| self.error(at, format!("broken attribute: {e}")))?;
            let start = self.values_end();
            self.tree.values.push_str(&value);
            self.tree.attributes.push((key, start..self.values_end()));
        }
        let end = u32::try_from(self.tree.attributes.len()).unwrap_or(u32::MAX);
        if let Some(node) = self.open.last().and_then(|i| self.tree.nodes.get_mut(*i as usize)) {
            node.attributes.end = end;
        }
        Ok(())
    }

    fn nest(&mut self, keep: Keep, at: u32) -> Result<(), Error> {
        if self.nested.len() >= MAX_DEPTH {
            return Err(self.error(at, format!("elements nested deeper than {MAX_DEPTH}")));
        }
        self.nested.push((keep, at));
        if let Some(outer) = &mut self.outer {
            outer.deepest = outer.deepest.max(self.nested.len());
        }
        Ok(())
    }

    /// Opens a node without attributes.
    pub(super) fn begin(&mut self, keep: Keep, name: &str, at: u32) -> Result<(), Error> {
        if self.nested.is_empty() && self.outer.is_none() && !self.tree.nodes.is_empty() {
            return Err(self.error(at, "a second root element".to_owned()));
        }
        self.nest(keep, at)?;
        self.leaf = None;
        let name = self.intern(name, at)?;
        let text = self.text_end();
        let index = self.add(Some(name), at..at, text..text);
        self.open.push(index);
        Ok(())
    }

    /// Closes what was opened last, at the raw offset one past its end.
    pub(super) fn close(&mut self, raw_end: u32) {
        if matches!(self.nested.pop(), Some((Keep::Text | Keep::Through, _))) {
            return;
        }
        self.leaf = None;
        let text_end = self.text_end();
        let end = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        if let Some(node) = self.open.pop().and_then(|i| self.tree.nodes.get_mut(i as usize)) {
            node.end = end;
            node.raw.end = raw_end;
            node.text.end = text_end;
        }
    }

    /// Notes the end, at these raw bytes, of an element that was not opened here.
    fn close_outer(&mut self, raw: Range<u32>) {
        self.leaf = None;
        let (text, nodes) = (self.text_end(), u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX));
        if let Some(outer) = &mut self.outer {
            outer.closed.push(Closed { raw, text, nodes });
        }
    }

    /// Nodes so far.
    pub(super) fn nodes(&self) -> usize {
        self.tree.nodes.len()
    }

    fn push(&mut self, text: &str, at: u32) {
        let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.push_text(text, at, len, true);
    }

    pub(super) fn push_text(&mut self, text: &str, at: u32, raw_len: u32, verbatim: bool) {
        let layout = match self.nested.last() {
            None if self.outer.is_some() => false,
            None => return, // the prologue, and a byte order mark
            Some((keep, _)) => {
                matches!(keep, Keep::As(_) | Keep::Through) && text.bytes().all(|b| b.is_ascii_whitespace())
            }
        };
        if layout || text.is_empty() {
            return;
        }
        let start = self.text_end();
        self.tree.pieces.push(Piece { decoded: start, raw: at, verbatim });
        self.tree.text.push_str(text);
        let end = self.text_end();
        let Some(leaf) = self.leaf else {
            self.leaf = Some(self.add(None, at..at + raw_len, start..end));
            return;
        };
        if let Some(node) = self.tree.nodes.get_mut(leaf as usize) {
            node.raw.end = at + raw_len;
            node.text.end = end;
        }
    }

    fn push_reference(&mut self, reference: &BytesRef<'_>, at: u32) -> Result<(), Error> {
        let len = u32::try_from(reference.len()).unwrap_or(u32::MAX).saturating_add(2);
        if let Some(c) = reference.resolve_char_ref().map_err(|e| self.error(at, format!("broken reference: {e}")))? {
            self.push_text(c.encode_utf8(&mut [0; 4]), at, len, false);
            return Ok(());
        }
        let name: &str = reference;
        match quick_xml::escape::resolve_predefined_entity(name) {
            Some(text) => self.push_text(text, at, len, false),
            None => return Err(self.error(at, format!("unknown entity &{name};"))),
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<SourceTree, Error> {
        if !self.nested.is_empty() {
            let at = u32::try_from(self.bytes.len()).unwrap_or(0);
            return Err(self.error(at, format!("the document ends with {} elements still open", self.nested.len())));
        }
        if self.tree.nodes.is_empty() {
            return Err(Error::unreadable(self.tree.file(), "no XML element in it"));
        }
        debug_assert_eq!(self.tree.root(), NodeId(0));
        Ok(self.tree)
    }
}
