//! Text of a block: white space folded, scripts written as `^` and `_`, and how its
//! first characters are set, since italics tell a note's enumerator from an item's.

use crate::source::{NodeId, SourceTree};

/// A block's text and the setting of its start.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// Folded text.
    pub text: String,
    /// Whether the first character is set in italics.
    pub italic: bool,
    /// Whether the first character is set in bold.
    pub bold: bool,
    /// Offset in `text` where italics first begin or end; its length where they never do.
    pub switch: usize,
}

impl Block {
    /// Whether the character at `offset` is in italics, as far as the first change tells.
    pub fn italic_at(&self, offset: usize) -> bool {
        self.italic == (offset < self.switch)
    }
}

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    italic: bool,
    bold: bool,
    /// `^`, `_`, or none.
    script: Option<char>,
}

/// The text of `node` and all below it.
pub(super) fn render(tree: &SourceTree, node: NodeId) -> Block {
    let mut block = Block::default();
    render_into(&mut block, tree, node);
    block
}

/// As [`render`], in the memory of a block that is done with.
pub(super) fn render_into(block: &mut Block, tree: &SourceTree, node: NodeId) {
    block.text.clear();
    block.text.reserve(tree.text(node).len());
    (block.italic, block.bold) = (false, false);
    let mut writer = Writer { block, space: false, tail: None, changed: false };
    writer.walk(tree, node, Style { italic: false, bold: false, script: None });
    if !writer.changed {
        block.switch = block.text.len();
    }
}

struct Writer<'b> {
    block: &'b mut Block,
    /// White space is due before the next character.
    space: bool,
    /// Script of the last character written.
    tail: Option<char>,
    changed: bool,
}

impl Writer<'_> {
    fn walk(&mut self, tree: &SourceTree, node: NodeId, style: Style) {
        if tree.is_text(node) {
            self.write(tree.text(node), style);
            return;
        }
        let style = match tree.name(node) {
            "I" => Style { italic: true, ..style },
            "B" => Style { bold: true, ..style },
            "SU" | "sup" => Style { script: Some('^'), ..style },
            "sub" => Style { script: Some('_'), ..style },
            "E" => match tree.attribute(node, "T") {
                Some("03") => Style { italic: true, ..style },
                Some("51" | "53") => Style { script: Some('^'), ..style },
                Some("52" | "54") => Style { script: Some('_'), ..style },
                _ => style,
            },
            "br" | "PSPACE" => {
                self.space = true;
                style
            }
            _ => style,
        };
        for child in tree.children(node) {
            self.walk(tree, child, style);
        }
    }

    fn write(&mut self, text: &str, style: Style) {
        let mut rest = text;
        while !rest.is_empty() {
            let (words, tail) = rest.split_at(words(rest, style.script.is_none()));
            if !words.is_empty() {
                self.words(words, style);
            }
            let mut after = tail.chars();
            if let Some(c) = after.next() {
                self.space |= c.is_whitespace();
            }
            rest = after.as_str();
        }
    }

    /// Writes a word, or several with a space between each two.
    fn words(&mut self, words: &str, style: Style) {
        let block = &mut *self.block;
        let start = block.text.is_empty();
        match style.script {
            // A script clings to what it stands at, whatever white space the file has there.
            Some(mark) if self.tail != style.script => block.text.push(mark),
            Some(_) => {}
            None if self.space && !start => block.text.push(' '),
            None => {}
        }
        if start {
            (block.italic, block.bold) = (style.italic, style.bold);
        } else if !self.changed && style.italic != block.italic {
            self.changed = true;
            block.switch = block.text.len();
        }
        block.text.push_str(words);
        (self.space, self.tail) = (false, style.script);
    }
}

/// How many bytes of `text` are a word; with `spaced`, all words that one space parts from
/// each other, as they need no folding.
fn words(text: &str, spaced: bool) -> usize {
    let gap = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}');
    let bytes = text.as_bytes();
    let (mut end, mut at) = (0, 0);
    let mut fresh = spaced;
    loop {
        if fresh {
            let length = even(bytes.get(at..).unwrap_or_default());
            at += length;
            // A space may be the last of them.
            if length > 0 {
                end = if bytes.get(at - 1) == Some(&b' ') { at - 1 } else { at };
            }
            fresh = false;
        }
        let run = bytes.get(at..).unwrap_or_default().iter().take_while(|b| (0x21..0xC2).contains(*b)).count();
        at += run;
        end = if run > 0 { at } else { end };
        match bytes.get(at) {
            Some(0x21.. | 0..b'\t' | 0x0E..b' ') if !text.get(at..).is_some_and(|t| t.starts_with(gap)) => {
                at += 1;
                end = at;
                fresh = spaced;
            }
            // One space between two words.
            Some(b' ') if spaced && at > 0 && end == at => at += 1,
            // A gap, or a second one, or the end.
            _ => return end,
        }
    }
}

/// How many bytes at the head, counted in sixteens, which are compared at once, are words with
/// one space between each two.
fn even(bytes: &[u8]) -> usize {
    if bytes.first() == Some(&b' ') {
        return 0;
    }
    // In bytes, not in bools, which the compiler does not put side by side.
    let odd = |byte: u8, next: u8| {
        u8::from(!(b' '..0xC2).contains(&byte)) | (u8::from(byte == b' ') & u8::from(next == b' '))
    };
    let mut length = 0;
    while let Some(chunk) = bytes.get(length..).and_then(|rest| rest.first_chunk::<17>()) {
        if chunk.array_windows().fold(0, |any, [byte, next]| any | odd(*byte, *next)) != 0 {
            break;
        }
        length += 16;
    }
    length
}
