//! Text below the law: languages, folding with an offset map.

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
