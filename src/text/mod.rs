//! Text below the law: languages, folding, words looked up in it.

pub mod fold;
pub mod words;

/// A language of the three lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English, of the US list.
    En,
    /// Japanese.
    Ja,
    /// Korean.
    Ko,
}

/// Bytes of a text, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// From offsets of a text under 4 GiB.
    pub fn new(start: usize, end: usize) -> Self {
        let cut = |n| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: cut(start), end: cut(end) }
    }

    /// As a range of `usize`, for `str::get`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The bytes of `text` that it covers; empty where it does not fit.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}
