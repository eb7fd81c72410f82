//! Enumerators: paths of items (`a.1.b.`), of paragraphs in notes, and control numbers.

/// An enumerator at the head of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label<'t> {
    /// The path without its last dot, `b.2.a`; of a range, its first.
    pub path: &'t str,
    /// Bytes of the text that it covers, range and dots included.
    pub len: usize,
    /// How it departs from the rule, as a diagnostic's code.
    pub odd: Option<&'static str>,
}

/// The path of an item: a lower-case letter, then letters and numbers, a dot after each.
///
/// `a. Optical detectors` · `b.1 Being` (dot missing, 5A001) · `b.2.a.. Automatically`
/// (one too many, 5A001) · `f. through w. [Reserved]` (0A501).
pub(super) fn item(text: &str) -> Option<Label<'_>> {
    let mut label = path(text)?;
    if !text.starts_with(|c: char| c.is_ascii_lowercase()) || matches!(label.path, "e.g" | "i.e") {
        return None;
    }
    if let Some(len) = range(text.get(label.len..)?) {
        label.len += len;
    }
    Some(label)
}

/// The enumerator of a paragraph in a note, or of an item below another one without
/// its path: `1.`, `a.`, `A.`, `2.b.1.`.
pub(super) fn enumerator(text: &str) -> Option<Label<'_>> {
    path(text)
}

/// The rest of a range of reserved paragraphs, `through w.` · `-d.` · `to x.` ·
/// `and q.2.`: how many bytes up to `[Reserved]`.
fn range(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    // Most texts begin with a capital letter, or with a number.
    if rest.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        return None;
    }
    let rest = ["through ", "to ", "and ", "-", "–", "—"].iter().find_map(|word| rest.strip_prefix(word))?;
    let rest = rest.trim_start().trim_start_matches('.');
    let end = rest.get(path(rest).map(|l| l.len).or_else(|| bare(rest))?..)?;
    is_reserved(end).then(|| text.len() - end.len())
}

/// A segment without its dot.
fn bare(text: &str) -> Option<usize> {
    let len = segment(text.as_bytes())?;
    text.as_bytes().get(len).is_none_or(|b| b.is_ascii_whitespace()).then_some(len)
}

/// Length of the segment at the head of `text`: one letter, or up to three digits.
fn segment(text: &[u8]) -> Option<usize> {
    let digits = text.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let len = if digits > 0 { digits } else { usize::from(text.first()?.is_ascii_alphabetic()) };
    let ends = text.get(len).is_none_or(|b| !b.is_ascii_alphanumeric());
    ((1..=3).contains(&len) && ends).then_some(len)
}

fn path(text: &str) -> Option<Label<'_>> {
    let bytes = text.as_bytes();
    let mut end = segment(bytes)?; // of the path, its last dot excluded
    let mut len = end; // of the label
    let mut several = false;
    while bytes.get(len) == Some(&b'.') {
        len += 1;
        let next = bytes.get(len..).unwrap_or_default();
        let Some(width) = segment(next) else { break };
        // `1.0 mm` is no path.
        if next.first().is_some_and(u8::is_ascii_digit) && bytes.first().is_some_and(u8::is_ascii_digit) && !several {
            return None;
        }
        several = true;
        end = len + width;
        len = end;
    }
    let dot = len > end;
    let mut odd = None;
    if !dot {
        // Without a dot only a path of several segments is one.
        if !several || bytes.get(len).is_some_and(|b| !b.is_ascii_whitespace()) {
            return None;
        }
        odd = Some("us-dot-missing");
    } else if bytes.get(len) == Some(&b'.') {
        len += 1;
        odd = Some("us-dot-twice");
    }
    Some(Label { path: text.get(..end)?, len, odd })
}

/// `[Reserved]`, `[RESERVED]`, `Reserved.`, with a full stop, semicolon or connective after it.
pub(super) fn is_reserved(text: &str) -> bool {
    let text = text.trim_start();
    if !text.starts_with(['[', 'R', 'r']) {
        return false;
    }
    let text = text.trim_end();
    let (bracket, rest) = match text.strip_prefix('[') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let word = rest.get(..8).is_some_and(|w| w.eq_ignore_ascii_case("reserved"));
    let tail = rest.get(8..).unwrap_or("");
    let tail = if bracket { tail.strip_prefix(']') } else { tail.strip_prefix('.') };
    word && tail.is_some_and(|t| matches!(t.trim_matches(['.', ';', ' ']), "" | "or" | "and"))
}

/// The control number at the head of `text`.
pub(super) fn eccn(text: &str) -> Option<&str> {
    let head = text.get(..5)?;
    let [category, group, rest @ ..] = head.as_bytes() else { return None };
    let form = category.is_ascii_digit() && (b'A'..=b'E').contains(group) && rest.iter().all(u8::is_ascii_digit);
    let ends = text.as_bytes().get(5).is_none_or(|b| !b.is_ascii_alphanumeric());
    (form && ends).then_some(head)
}

/// The last segment of a path and what stands before it.
pub(super) fn split_last(path: &str) -> (Option<&str>, &str) {
    match path.bytes().rposition(|b| b == b'.') {
        Some(dot) => (path.get(..dot), path.get(dot + 1..).unwrap_or("")),
        None => (None, path),
    }
}

/// Whether `next` comes right after `last` in one enumeration: `b` after `a`, `10` after `9`.
pub(super) fn follows(last: &str, next: &str) -> bool {
    match (last.parse::<u32>(), next.parse::<u32>()) {
        (Ok(a), Ok(b)) => a + 1 == b,
        (Err(_), Err(_)) => match (last.as_bytes(), next.as_bytes()) {
            ([a], [b]) => a.checked_add(1) == Some(*b),
            _ => false,
        },
        _ => false,
    }
}

/// Whether two segments are of one enumeration: both numbers, or letters of one case.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let style = |s: &str| s.bytes().next().map(|b| (b.is_ascii_digit(), b.is_ascii_uppercase()));
    style(a) == style(b)
}

/// Whether a segment is the first of its enumeration.
pub(super) fn is_first(segment: &str) -> bool {
    matches!(segment, "1" | "a" | "A")
}
