//! From bytes of a paragraph's text to bytes of the document that it was read from.

use std::ops::Range;

use tricord::model::Paragraph;

use super::documents::Edit;

/// Where each character of a paragraph's text stands in its document.
pub struct Place<'t> {
    source: usize,
    document: &'t str,
    /// Byte in the text and bytes in the document, of what both have.
    pairs: Vec<(usize, Range<usize>)>,
}

/// Characters of a raw text with their bytes, without tags and with references resolved.
fn characters(raw: &str, offset: usize) -> Vec<(char, Range<usize>)> {
    let mut found = Vec::new();
    let mut rest = raw;
    while let Some(first) = rest.chars().next() {
        let at = offset + raw.len() - rest.len();
        let (character, length) = match first {
            '<' => (None, rest.find('>').map_or(rest.len(), |end| end + 1)),
            '&' => {
                let end = rest.find(';').map_or(rest.len(), |end| end + 1);
                (resolved(&rest[1..end - 1]), end)
            }
            c => (Some(c), c.len_utf8()),
        };
        found.extend(character.map(|c| (c, at..at + length)));
        rest = &rest[length..];
    }
    found
}

fn resolved(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => char::from_u32(u32::from_str_radix(name.strip_prefix("#x")?, 16).ok()?),
    }
}

impl<'t> Place<'t> {
    /// Aligns the text with the document; `None` where it is not there in one run.
    pub fn of(paragraph: &Paragraph, documents: &'t [String]) -> Option<Self> {
        let source = usize::from(paragraph.provenance.source);
        let span = paragraph.provenance.bytes;
        let document = documents.get(source)?.as_str();
        let there = characters(document.get(span.start as usize..span.end as usize)?, span.start as usize);
        // Spaces and the signs of raised and lowered characters are the reader's.
        let own = |c: char| c.is_whitespace() || matches!(c, '^' | '_');
        let text: Vec<(usize, char)> = paragraph.text.char_indices().filter(|(_, c)| !own(*c)).collect();
        let there: Vec<_> = there.into_iter().filter(|(c, _)| !own(*c)).collect();
        let same = |w: &[(char, Range<usize>)]| w.iter().zip(&text).all(|((a, _), (_, b))| a == b);
        let start = there.windows(text.len().max(1)).position(same)?;
        let pairs = text.iter().zip(&there[start..]).map(|((at, _), (_, range))| (*at, range.clone())).collect();
        Some(Self { source, document, pairs })
    }

    /// The edit that puts `with` for the bytes `span` of the text; `None` where there is
    /// markup between.
    pub fn edit(&self, span: Range<usize>, with: &str) -> Option<Edit> {
        let edit = self.across(span, with)?;
        (!self.document[edit.range.clone()].contains('<')).then_some(edit)
    }

    /// The same over markup, which goes with the rest.
    pub fn across(&self, span: Range<usize>, with: &str) -> Option<Edit> {
        let mut inside = self.pairs.iter().filter(|(at, _)| span.contains(at));
        let first = inside.next()?;
        let last = inside.next_back().unwrap_or(first);
        let mut range = first.1.start..last.1.end;
        let close = self.document[range.end..].split_inclusive('>').next()?;
        let opened = |name: &str| self.document[range.clone()].contains(&format!("<{name}"));
        if close.strip_prefix("</").is_some_and(|c| c.ends_with('>') && opened(c.trim_end_matches('>'))) {
            let closed = self.document[range.clone()].contains(close);
            range.end += if closed { 0 } else { close.len() };
        }
        Some(Edit { source: self.source, range, with: with.to_owned() })
    }
}
