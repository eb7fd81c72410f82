//! Headings and labelled lines: what opens a category, a group, a section of an entry,
//! and what a line of an entry states.

/// What a heading outside of entries opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outline<'t> {
    /// `Category 3—Electronics`: the digit.
    Category(&'t str),
    /// `Part 2—“Information Security”`: the number.
    Part(&'t str),
    /// `B. “Test”, “Inspection” and “Production Equipment”`: the letter.
    Group(&'t str),
    /// Any other: `Annex to Category 1`, `II. NON-CRYPTOGRAPHIC …`.
    Other,
}

/// Tells what a heading's text opens.
pub(super) fn outline(text: &str) -> Outline<'_> {
    let digit_after = |word: &str| {
        let rest = text.strip_prefix(word)?;
        let head = rest.get(..1).filter(|d| d.as_bytes().first().is_some_and(u8::is_ascii_digit))?;
        rest.get(1..)?.starts_with(|c: char| !c.is_alphanumeric()).then_some(head)
    };
    if let Some(digit) = digit_after("Category ") {
        return Outline::Category(digit);
    }
    if let Some(digit) = digit_after("Part ") {
        return Outline::Part(digit);
    }
    match text.as_bytes() {
        [b'A'..=b'E', b'.', b' ', ..] => Outline::Group(text.get(..1).unwrap_or("")),
        _ => Outline::Other,
    }
}

/// A section of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Before the first header.
    Head,
    /// License Requirements.
    Requirements,
    /// List Based License Exceptions.
    Exceptions,
    /// Special Conditions for STA.
    Sta,
    /// Reporting Requirements.
    Reporting,
    /// List of Items Controlled.
    Items,
}

/// The section that a header opens, and what stands behind it in the same block:
/// `List of Items Controlled a. Materials …` (9C610).
pub(super) fn section(text: &str) -> Option<(Section, &str)> {
    const HEADERS: [(&str, Section); 6] = [
        ("License Requirements", Section::Requirements),
        ("List Based License Exceptions", Section::Exceptions),
        ("License Exceptions", Section::Exceptions),
        ("Special Conditions for", Section::Sta),
        ("Reporting Requirements", Section::Reporting),
        ("List of Items Controlled", Section::Items),
    ];
    if !starts_with_word(text) {
        return None;
    }
    let (head, section) = HEADERS.iter().find(|(head, _)| starts(text, head))?;
    let mut rest = text.get(head.len()..)?;
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    if *section == Section::Sta {
        rest = rest.trim_start();
        rest = ["Strategic Trade Authorization (STA)", "STA"].iter().find_map(|w| rest.strip_prefix(w))?;
    }
    rest = rest.trim_start_matches([':', ' ']);
    if let Some(bracket) = rest.strip_prefix('(').filter(|_| starts(rest, "(see part")) {
        rest = bracket.split_once(')').map_or("", |(_, rest)| rest).trim_start_matches(['.', ':', ' ']);
    }
    // `License Requirements Note:` is a note.
    if starts(rest, "note") {
        return None;
    }
    Some((*section, rest))
}

/// A labelled line of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'t> {
    /// `Reason for Control:`
    Reasons,
    /// `Control(s):`, `Controls:`, `Country Chart.`: controls as prose.
    Prose,
    /// `LVS:`, `NAC/ACA:`: a licence exception's symbol.
    Exception(&'t str),
    /// `Items:`
    Items,
    /// A line of text without effect on structure: the word for its id.
    Text(&'static str),
}

/// The label at the head of a line and what follows it.
pub(super) fn line(text: &str) -> Option<(Line<'_>, &str)> {
    type Labels = &'static [(&'static str, Line<'static>)];
    // Their first letter rules most of them out.
    let labels: Labels = match text.as_bytes().first().map(u8::to_ascii_lowercase) {
        Some(b'r') => &[
            ("Reasons for Control", Line::Reasons),
            ("Reason for Control", Line::Reasons),
            ("Related Controls", Line::Text("rc")),
            ("Related Control", Line::Text("rc")),
            ("Related Definitions", Line::Text("rd")),
            ("Related Definition", Line::Text("rd")),
        ],
        Some(b'c') => &[("Control(s)", Line::Prose), ("Controls", Line::Prose), ("Country Chart", Line::Prose)],
        Some(b'i') => &[("Items", Line::Items)],
        Some(b'e') => &[("ECCN Controls", Line::Text("ec"))],
        Some(b's') => &[("Special Reporting", Line::Text("rr"))],
        Some(b'l') => &[("License Exceptions", Line::Exception(""))],
        Some(b'u') => &[("Unit", Line::Text("unit"))],
        _ => &[],
    };
    if let Some((head, found)) = labels.iter().find(|(head, _)| starts(text, head)) {
        let rest = text.get(head.len()..)?;
        let after = rest.strip_prefix([':', '.']);
        // The colon may be missing, where nothing follows or an enumerator does (`Items a.`, 9D604).
        let bare = rest.is_empty() || *found == Line::Items && super::label::item(rest.trim_start()).is_some();
        return after.or(bare.then_some(rest)).map(|rest| (*found, rest.trim_start()));
    }
    let length = text.bytes().position(|b| !(b.is_ascii_uppercase() || b == b'/'))?;
    let (symbol, rest) = text.split_at_checked(length)?;
    let rest = rest.strip_prefix(':').filter(|_| (3..=9).contains(&length))?;
    Some((Line::Exception(symbol), rest.trim_start()))
}

/// Whether a word is what `text` starts with: a header and the label of a line do, and most
/// other blocks start with an enumerator.
pub(super) fn starts_with_word(text: &str) -> bool {
    text.bytes().take(2).all(|b| b.is_ascii_alphabetic())
}

/// Whether `text` starts with `head`, whatever the case.
pub(super) fn starts(text: &str, head: &str) -> bool {
    // The first letter rules most of them out.
    let first = |t: &str| t.bytes().next().map(|b| b.to_ascii_lowercase());
    first(text) == first(head) && text.get(..head.len()).is_some_and(|t| t.eq_ignore_ascii_case(head))
}
