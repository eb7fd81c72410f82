//! A large document in two halves at a time, which become the tree that one pass makes of it.
//!
//! The second half is read without knowing what the first one leaves open; what it has of
//! that, ends of elements and nodes in them, is put right when both are joined. Where they do
//! not fit together without doubt there is no tree, and the document is read in one pass,
//! which also has the errors to tell.

use quick_xml::events::BytesStart;

use super::{Build, Closed, Keep, MAX_DEPTH, Outer, newlines};
use crate::source::tree::{Node, Piece, SourceTree};

/// Bytes from which on two halves are read sooner than the whole.
const LEAST: usize = 128 << 10;

/// The tree of `text`, as one pass makes it; `None` where only that can tell.
pub(super) fn read(
    file: &str,
    text: &str,
    most: usize,
    keep: &(impl Fn(&BytesStart<'_>) -> Keep + Sync),
) -> Option<SourceTree> {
    let cut = if text.len() < LEAST { None } else { cut(text, keep) }?;
    let (head, tail) = text.split_at_checked(cut)?;
    let first = || half(Build::new(file, b""), head, 0, most, keep);
    let second = || {
        let build = Build { outer: Some(Outer::default()), ..Build::new(file, b"") };
        half(build, tail, cut, most, keep)
    };
    let (first, second) = rayon::join(first, second);
    let (mut whole, later) = (first?, second?);
    if whole.tree.nodes.len() + later.tree.nodes.len() > most {
        return None;
    }
    whole.tree.size = u32::try_from(text.len()).ok()?;
    join(&mut whole, later, text)?;
    whole.finish().ok()
}

/// Reads a half, `text` from the raw offset `from` on.
fn half<'b>(
    mut build: Build<'b>,
    text: &str,
    from: usize,
    most: usize,
    keep: &impl Fn(&BytesStart<'_>) -> Keep,
) -> Option<Build<'b>> {
    // White space behind the document is none of its text.
    let content = if from == 0 { text } else { text.trim_end() };
    // The first half becomes the whole.
    build.expect(if from == 0 { 2 * text.len() } else { text.len() });
    build.read(content, from, most, keep).ok()?;
    build.tree.newlines = newlines(text.as_bytes(), from);
    Some(build)
}

/// Where the second half begins: at an element in the middle that is a node.
fn cut(text: &str, keep: impl Fn(&BytesStart<'_>) -> Keep) -> Option<usize> {
    const TRIES: usize = 256;
    const LONGEST_TAG: usize = 512;
    let bytes = text.as_bytes();
    let middle = bytes.len() / 2;
    memchr::memchr_iter(b'<', bytes.get(middle..)?).map(|at| middle + at).take(TRIES).find(|at| {
        let end = bytes.iter().skip(at + 1).take(LONGEST_TAG).position(|b| *b == b'>');
        let tag = end.and_then(|length| text.get(at + 1..at + 1 + length)).unwrap_or("");
        let length = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
        tag.starts_with(|c: char| c.is_ascii_alphabetic())
            && matches!(keep(&BytesStart::from_content(tag, length)), Keep::Whole | Keep::As(_))
    })
}

/// Adds the second half of `text` to the first one, which becomes the whole.
fn join(whole: &mut Build<'_>, later: Build<'_>, text: &str) -> Option<()> {
    let Outer { tops, closed, deepest } = later.outer?;
    let mut later_tree = later.tree;
    // What lies deeper is left to the one pass, and so is text that may be layout.
    let plain = whole.nested.iter().all(|(keep, _)| *keep == Keep::Whole);
    if !later.nested.is_empty() || whole.nested.len() + deepest > MAX_DEPTH {
        return None;
    }
    let names: Vec<u16> = later_tree.names.iter().map(|name| whole.intern(name, 0).ok()).collect::<Option<_>>()?;
    let name = |index: u16| names.get(usize::from(index)).copied();
    let nodes = u32::try_from(whole.tree.nodes.len()).ok()?;
    let decoded = u32::try_from(whole.tree.text.len()).ok()?;
    let attributes = u32::try_from(whole.tree.attributes.len()).ok()?;

    let mut closed = closed.iter();
    let mut done = 0;
    for (top, before) in tops {
        while done < before {
            close(whole, closed.next()?, (nodes, decoded), text)?;
            done += 1;
        }
        let node = later_tree.nodes.get_mut(top as usize)?;
        if node.name.is_none() && !plain {
            return None;
        }
        // It is moved with all others.
        node.parent = whole.open.last()?.wrapping_sub(nodes);
    }
    closed.try_for_each(|end| close(whole, end, (nodes, decoded), text))?;

    let SourceTree {
        nodes: into_nodes, text: into_text, pieces, attributes: into_attributes, values, newlines, ..
    } = &mut whole.tree;
    let before = u32::try_from(values.len()).ok()?;
    let move_nodes = || {
        into_nodes.reserve_exact(later_tree.nodes.len());
        into_nodes.extend(later_tree.nodes.into_iter().map(|node| Node {
            name: node.name.and_then(name),
            parent: node.parent.wrapping_add(nodes),
            end: node.end + nodes,
            raw: node.raw,
            text: node.text.start + decoded..node.text.end + decoded,
            attributes: node.attributes.start + attributes..node.attributes.end + attributes,
        }));
    };
    let move_text = || {
        newlines.reserve_exact(later_tree.newlines.len());
        newlines.extend_from_slice(&later_tree.newlines);
        into_text.reserve_exact(later_tree.text.len());
        into_text.push_str(&later_tree.text);
        pieces.reserve_exact(later_tree.pieces.len());
        pieces.extend(later_tree.pieces.into_iter().map(|p| Piece { decoded: p.decoded + decoded, ..p }));
        values.push_str(&later_tree.values);
        for (key, value) in later_tree.attributes {
            into_attributes.push((name(key)?, value.start + before..value.end + before));
        }
        Some(())
    };
    rayon::join(move_nodes, move_text).1
}

/// Ends what the first half opened last, `before` whose nodes and text the second one's come.
fn close(whole: &mut Build<'_>, end: &Closed, before: (u32, u32), text: &str) -> Option<()> {
    let (keep, start) = whole.nested.pop()?;
    if tag(text, start as usize + 1) != tag(text, end.raw.start as usize + 2) {
        return None;
    }
    if matches!(keep, Keep::Whole | Keep::As(_)) {
        let index = whole.open.pop()?;
        let node = whole.tree.nodes.get_mut(index as usize)?;
        node.end = end.nodes + before.0;
        node.raw.end = end.raw.end;
        node.text.end = end.text + before.1;
    }
    Some(())
}

/// The name in a tag, which stands at byte `at`.
fn tag(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    rest.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What one pass makes of it, and what two halves do.
    fn both(text: &str, keep: impl Fn(&BytesStart<'_>) -> Keep + Sync) -> (Option<String>, Option<String>) {
        let mut one = Build::new("f", text.as_bytes());
        let one = one.read(text, 0, usize::MAX, &keep).map(|()| one).and_then(Build::finish);
        (one.ok().map(|t| format!("{t:?}")), read("f", text, usize::MAX, &keep).map(|t| format!("{t:?}")))
    }

    fn document(row: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<r a=\"1\"><t n=\"2\">\n{}</t>\nand<u/> on</r>\n",
            row.repeat(LEAST / row.len())
        )
    }

    #[test]
    fn two_halves_make_the_tree_of_one_pass() {
        let text = document("<p i=\"3\">a &lt; b<b>c<x:d e=\"&amp;\"/></b> f</p>\n<!-- g -->");
        let (one, two) = both(&text, |_| Keep::Whole);
        assert!(one.is_some());
        assert_eq!(one, two);
    }

    #[test]
    fn layout_is_left_out_as_in_one_pass() {
        let keep = |e: &BytesStart<'_>| match e.name().0 {
            "p" => Keep::As("q"),
            "b" => Keep::Text,
            _ => Keep::Through,
        };
        let (one, two) =
            both(&document("<p> <b>a </b><c> <b>b</b></c></p>").replace("\nand<u/> on", "").replace('\n', ""), keep);
        assert!(one.is_some());
        assert_eq!(one, two);
    }

    #[test]
    fn what_does_not_fit_is_left_to_one_pass() {
        for broken in ["</t>\nand", "</r>"] {
            let text = document("<p>a</p>").replace(broken, "</s>");
            assert_eq!(both(&text, |_| Keep::Whole), (None, None));
        }
        // A comment around the middle.
        let text = document("a").replace("aaa</t>", "<p/>--></t>").replace("<t n=\"2\">\na", "<t n=\"2\"><!--");
        let (one, two) = both(&text, |_| Keep::Whole);
        assert!(one.is_some() && two.is_none());
        // Text between elements that may be layout.
        let (one, two) =
            both(&document("<p>a</p> "), |e| if e.name().0 == "p" { Keep::As("p") } else { Keep::Through });
        assert!(one.is_some() && two.is_none());
    }
}
