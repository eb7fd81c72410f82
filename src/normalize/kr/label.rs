//! Enumerators, control numbers and regime tags of 별표 2, as printed.

use std::fmt;

/// An enumerator without its punctuation. Letters count from 1 (`a`), and go on with
/// `aa` after `z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
    Letter(u16),
    Number(u16),
}

impl Label {
    fn read(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if !bytes.is_empty() && bytes.len() <= 3 && bytes.iter().all(u8::is_ascii_digit) {
            return text.parse().ok().map(Self::Number);
        }
        match bytes {
            [a @ b'a'..=b'z'] => Some(Self::Letter(u16::from(a - b'a') + 1)),
            [a @ b'a'..=b'z', b @ b'a'..=b'z'] => {
                Some(Self::Letter((u16::from(a - b'a') + 1) * 26 + u16::from(b - b'a') + 1))
            }
            _ => None,
        }
    }

    /// Whether a list begins with it.
    pub(super) fn is_first(self) -> bool {
        matches!(self, Self::Letter(1) | Self::Number(1))
    }

    /// How far `self` comes after `other` in a list: 1 is next; nothing where it does not.
    pub(super) fn after(self, other: Self) -> Option<u16> {
        match (self, other) {
            (Self::Letter(a), Self::Letter(b)) | (Self::Number(a), Self::Number(b)) if a > b => Some(a - b),
            _ => None,
        }
    }

    /// Whether both are letters or both are numbers.
    pub(super) fn is_like(self, other: Self) -> bool {
        matches!((self, other), (Self::Letter(_), Self::Letter(_)) | (Self::Number(_), Self::Number(_)))
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = |n: u16| char::from(b'a' + u8::try_from(n.saturating_sub(1).min(25)).unwrap_or(0));
        match *self {
            Self::Number(n) => write!(f, "{n}"),
            Self::Letter(n @ 0..=26) => write!(f, "{}", letter(n)),
            Self::Letter(n) => write!(f, "{}{}", letter((n - 1) / 26), letter((n - 1) % 26 + 1)),
        }
    }
}

/// The enumerator at the start of `text` and what follows it: `a. 다음의 것`, `(a) …`,
/// `1) …`. `4.2 ~ 4.4 GHz` and `a.b` have none.
pub(super) fn enumerator(text: &str) -> Option<(Label, &str)> {
    let open = text.strip_prefix('(');
    let body = open.unwrap_or(text);
    let end = body.bytes().position(|b| !b.is_ascii_alphanumeric())?;
    let (name, rest) = body.split_at_checked(end)?;
    let label = Label::read(name)?;
    let rest = match open {
        Some(_) => rest.strip_prefix(')')?,
        None => rest.strip_prefix(['.', ')'])?,
    };
    // "4.2 ~", "e.g."
    (!rest.starts_with(|c: char| c.is_ascii_alphanumeric() && open.is_none())).then(|| (label, rest.trim_start()))
}

/// Levels below an entry. No list comes near it; deeper ones are refused.
const DEPTH: usize = 10;

/// Enumerators from the entry (or the note) down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Path {
    labels: [Label; DEPTH],
    len: u8,
}

impl Default for Path {
    fn default() -> Self {
        Self::ROOT
    }
}

impl Path {
    pub(super) const ROOT: Self = Self { labels: [Label::Number(0); DEPTH], len: 0 };

    pub(super) fn labels(&self) -> &[Label] {
        self.labels.get(..usize::from(self.len)).unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        usize::from(self.len)
    }

    pub(super) fn last(&self) -> Option<Label> {
        self.labels().last().copied()
    }

    /// The path one deeper; nothing where it would be too deep.
    pub(super) fn child(mut self, label: Label) -> Option<Self> {
        *self.labels.get_mut(usize::from(self.len))? = label;
        self.len += 1;
        Some(self)
    }

    /// Its first `len` levels. What lies deeper is cleared, so that equal paths are equal.
    pub(super) fn cut(mut self, len: usize) -> Self {
        for label in self.labels.iter_mut().skip(len) {
            *label = Label::Number(0);
        }
        self.len = self.len.min(u8::try_from(len).unwrap_or(u8::MAX));
        self
    }

    /// What both begin with.
    pub(super) fn common(self, other: &Self) -> Self {
        self.cut(self.labels().iter().zip(other.labels()).take_while(|(a, b)| a == b).count())
    }

    pub(super) fn starts_with(&self, other: &Self) -> bool {
        self.labels().starts_with(other.labels())
    }
}

impl fmt::Display for Path {
    /// With a dot before each label: `.a.1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.labels().iter().try_for_each(|l| write!(f, ".{l}"))
    }
}

/// An entry's number, `1A001`, in ASCII.
pub(super) type Number = [u8; 5];

/// A number of the first column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    /// `1A`.
    Group([u8; 2]),
    /// `1A001`, `1A001.a.1`.
    Entry(Number, Path),
}

/// The control number at the start of `text` and what follows it. Misplaced dots and
/// spaces (`6A005 .a`, `1C010d.1`, a dot at the end) are read over.
pub(super) fn code(text: &str) -> Option<(Code, &str)> {
    let bytes = text.as_bytes();
    let &[category @ b'0'..=b'9', group @ b'A'..=b'E', ..] = bytes else { return None };
    let digits = bytes.iter().skip(2).take_while(|b| b.is_ascii_digit()).count();
    let mut rest = text.get(2 + digits..)?;
    match digits {
        0 if rest.trim_start().is_empty() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
            Some((Code::Group([category, group]), rest))
        }
        3 => {
            let number = *bytes.first_chunk()?;
            let mut path = Path::ROOT;
            loop {
                let dotted = rest.trim_start().trim_start_matches('.');
                let next = if dotted.len() < rest.trim_start().len() || path.len() == 0 { dotted } else { rest };
                let end = next.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(next.len());
                let (name, tail) = next.split_at_checked(end)?;
                // another control number follows
                let Some(deeper) = Label::read(name).and_then(|l| path.child(l)) else { break };
                (path, rest) = (deeper, tail);
            }
            Some((Code::Entry(number, path), rest.trim_start_matches('.')))
        }
        _ => None,
    }
}

/// What [`reference()`] finds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference {
    pub number: Number,
    pub path: Path,
    /// Whether several numbers stand there.
    pub joint: bool,
}

/// The control number that `text` speaks of: the one it begins with, or the first that is
/// its topic (`… 경우, 4A003.c는`). Of several in a row (`1B101.a, 1B101.b에서`,
/// `1C350.1, .6`) what they have in common.
pub(super) fn reference(text: &str) -> Option<Reference> {
    let bytes = text.as_bytes();
    let starts = (0..bytes.len().saturating_sub(4)).filter(|i| {
        let inside = i.checked_sub(1).and_then(|b| bytes.get(b)).is_some_and(u8::is_ascii_alphanumeric);
        !inside && bytes.get(i + 1).is_some_and(|b| (b'A'..=b'E').contains(b))
    });
    starts.filter_map(|i| text.get(i..)).find_map(|tail| {
        let (found, rest) = several(tail)?;
        let begins = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
        let topic = begins(&["은", "는", "항은"]);
        let others = begins(&["에 명시되지", "에서 명시되지", "에 규정되지", " 이외", " 외"]);
        (topic || (tail.len() == text.len() && !others)).then_some(found)
    })
}

/// The control numbers in a row at the start of `text`, and what follows them.
fn several(text: &str) -> Option<(Reference, &str)> {
    let (Code::Entry(number, path), mut rest) = code(text)? else { return None };
    let mut found = Reference { number, path, joint: false };
    loop {
        let next = rest.trim_start_matches([' ', ',', '.', '항', '및', '와', '과', '~', '～', '또', '는', '혹', '은']);
        if next.len() == rest.len() {
            return Some((found, rest));
        }
        match code(next) {
            Some((Code::Entry(other, also), after)) if other == number => {
                found = Reference { path: found.path.common(&also), joint: true, ..found };
                rest = after;
            }
            // "1C350.1, .6", "1C450.a.1 및 a.2", "3A001.b.2.a~h"
            _ if matches!(next.as_bytes(), [b'a'..=b'z', b'.', b'0'..=b'9', ..])
                || (rest.trim_start_matches([',', ' ']).starts_with(['.', '~', '～'])
                    && next.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase())) =>
            {
                let path = found.path.cut(found.path.len().saturating_sub(1));
                return Some((Reference { path, joint: true, ..found }, rest));
            }
            _ => return Some((found, rest)),
        }
    }
}

/// Splits a paragraph of the first column into its control numbers and tags. `false`
/// where something in it is neither.
pub(super) fn numbers(text: &str, mut each: impl FnMut(Mark)) -> bool {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let closed = match rest.as_bytes().first() {
            Some(b'(') => rest.split_once(')'),
            Some(b'[') => rest.split_once(']'),
            _ => None,
        };
        rest = if let Some((inner, after)) = closed {
            let sensitive = inner.starts_with('[');
            for tag in inner.trim_start_matches(['(', '[']).split([',', ';', '/']).filter(|t| !t.trim().is_empty()) {
                each(Mark::Tag(if sensitive { format!("[{}]", tag.trim()) } else { tag_spelling(tag) }));
            }
            after
        } else if let Some((code, after)) = code(rest) {
            each(Mark::Code(code));
            after
        } else {
            return false;
        };
        rest = rest.trim_start_matches([' ', ',', ';', '\u{3000}']);
    }
    true
}

/// What [`numbers`] finds.
#[derive(Debug)]
pub(super) enum Mark {
    Code(Code),
    Tag(String),
}

/// A tag in one spelling: no spaces, no doubled dots, no dot at the end (`MT2..A.1.d`,
/// `MT 6.C.6.c`, `IL6.A.7.`).
fn tag_spelling(tag: &str) -> String {
    let mut out = String::with_capacity(tag.len());
    for c in tag.chars().filter(|c| !c.is_whitespace()) {
        if c != '.' || !out.ends_with('.') {
            out.push(c);
        }
    }
    out.truncate(out.trim_end_matches('.').len());
    out
}
