//! Pairs of paragraphs, with what speaks for them.

use super::tree::Node;

/// How sure a pair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Something in common, and too little to go by.
    Weak,
    /// More in common than with any other.
    Likely,
    /// Same number and same content, or a reader's pin.
    Strong,
    /// A link that a government published, or the common numbering with the same content.
    Official,
}

impl Confidence {
    /// The word that outputs show.
    pub fn word(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Strong => "strong",
            Self::Likely => "likely",
            Self::Weak => "weak",
        }
    }
}

/// One piece of evidence for a pair.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A government published the link; by whom and when.
    Published(String),
    /// A reader confirmed it; who, and why.
    Pinned(String),
    /// Both lists number it alike, as the EU's Annex I does.
    Number,
    /// The regime's reference on the Korean side names the US paragraph.
    Regime(String),
    /// Values and concepts in common, out of both together.
    Content {
        /// In common.
        shared: usize,
        /// Together.
        all: usize,
    },
    /// Best among the children of two paired paragraphs.
    Children,
    /// What it says stands in the undivided counterpart of its parent.
    Above,
    /// Both name the substance by this CAS number.
    Substance(String),
}

impl std::fmt::Display for Evidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Published(source) => write!(f, "published: {source}"),
            Self::Pinned(reason) => write!(f, "read: {reason}"),
            Self::Number => f.write_str("same number"),
            Self::Regime(tag) => write!(f, "regime {tag}"),
            Self::Content { shared, all } => write!(f, "{shared} of {all} values and terms"),
            Self::Children => f.write_str("parents paired"),
            Self::Above => f.write_str("stands in the parent's counterpart"),
            Self::Substance(cas) => write!(f, "same substance {cas}"),
        }
    }
}

/// Two paragraphs of different lists that speak of the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The paragraph of the list that comes first (US, JP, KR).
    pub left: Node,
    /// The paragraph of the other list.
    pub right: Node,
    /// How sure.
    pub confidence: Confidence,
    /// Likeness of their values and concepts, 0 to 1000.
    pub likeness: u32,
    /// What speaks for it.
    pub evidence: Vec<Evidence>,
    /// The next best counterpart of `left` on that list, and by how much it is less alike.
    pub runner_up: Option<(Node, u32)>,
}
