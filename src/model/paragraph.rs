//! A paragraph of a list.

use smol_str::SmolStr;

use std::fmt;

use super::bound::{Bound, Unread};
use super::id::Id;
use super::words;
use crate::text::Span;

/// SHA-256 of a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// From 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 {
            return None;
        }
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let [high, low] = digits else { return None };
            *byte = half(*high)? << 4 | half(*low)?;
        }
        Some(Self(bytes))
    }

    /// Of `text` in UTF-8.
    pub fn of(text: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(text).into())
    }

    /// Its first 12 hexadecimal digits, enough to tell texts apart in a table.
    pub fn short(&self) -> String {
        self.digits(6)
    }

    /// The hexadecimal digits of its first `bytes` bytes.
    fn digits(&self, bytes: usize) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |half: u8| DIGITS.get(usize::from(half)).copied().map_or('0', char::from);
        let mut digits = String::with_capacity(2 * bytes);
        for byte in self.0.iter().take(bytes) {
            digits.push(digit(byte >> 4));
            digits.push(digit(byte & 15));
        }
        digits
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digits(self.0.len()))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a hexadecimal digit is worth.
fn half(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Category heading; 部; 제N부; an article of the ordinance.
    Category,
    /// Product group heading; a paragraph (項) of an article.
    Group,
    /// ECCN, 号, Korean entry; a 項 row of a 別表.
    Entry,
    /// A paragraph below an entry; an (n) of a 別表.
    Item,
    /// A note.
    Note,
    /// A technical note.
    TechnicalNote,
    /// N.B., 주의.
    Nb,
    /// A definition of a term for this place.
    Definition,
    /// Reserved, 削除, 삭제.
    Reserved,
    /// A heading inside a list, without a control number.
    Heading,
    /// Licence notes, related controls, other text of an entry that controls nothing by itself.
    Text,
}

words!(Kind {
    Category => "category",
    Group => "group",
    Entry => "entry",
    Item => "item",
    Note => "note",
    TechnicalNote => "technical_note",
    Nb => "nb",
    Definition => "definition",
    Reserved => "reserved",
    Heading => "heading",
    Text => "text",
});

/// How the children of a paragraph belong together. Children that are exclusions
/// ([`Standing::Exclusion`]) are no part of it, unless all of them are: then it says
/// whether one of them excludes or all must hold to exclude.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Joiner {
    /// All children must hold.
    All,
    /// One child is enough; a list of things that are controlled is that too.
    Any,
    /// More than one but not all are needed ("at least two of the following").
    Several,
    /// Criteria and alternatives in one run: the [`Standing`] of each child tells.
    Mixed,
    /// Nothing is said, or there are no children.
    #[default]
    None,
}

words!(Joiner { All => "all", Any => "any", Several => "several", Mixed => "mixed", None => "none" });

/// What a paragraph is among its siblings, where they differ: 第八条第九号イ has
/// criteria, alternatives and exclusions in one run of labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Standing {
    /// As the parent's [`Joiner`] says.
    #[default]
    Member,
    /// It must hold, whatever else does (parent: [`Joiner::Mixed`]).
    Criterion,
    /// One of the alternatives of that number, from 1, must hold (parent: [`Joiner::Mixed`]).
    Alternative(u8),
    /// What meets it is not controlled by the parent.
    Exclusion,
    /// It says that there is nothing: `Lasers. None.`, 카메라 (해당 없음).
    Vacant,
}

impl Standing {
    /// `member`, `criterion`, `alternative-1`, `exclusion`, `vacant`.
    pub fn word(self) -> String {
        match self {
            Self::Member => "member".to_owned(),
            Self::Criterion => "criterion".to_owned(),
            Self::Alternative(group) => format!("alternative-{group}"),
            Self::Exclusion => "exclusion".to_owned(),
            Self::Vacant => "vacant".to_owned(),
        }
    }

    /// The inverse of [`Standing::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "member" => Some(Self::Member),
            "criterion" => Some(Self::Criterion),
            "exclusion" => Some(Self::Exclusion),
            "vacant" => Some(Self::Vacant),
            _ => word.strip_prefix("alternative-")?.parse().ok().map(Self::Alternative),
        }
    }
}

/// What a note does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteEffect {
    /// Takes out of control: does not control, を除く, 제외.
    Excludes,
    /// Brings under control: includes, を含む, 포함.
    Includes,
    /// Explains how to read or measure.
    Explains,
    /// Defines a term.
    Defines,
}

words!(NoteEffect { Excludes => "excludes", Includes => "includes", Explains => "explains", Defines => "defines" });

/// A note's effect and what it applies to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoteReading {
    /// What it does.
    pub effect: NoteEffect,
    /// The paragraphs that it applies to; empty where it applies to its parent.
    pub targets: Vec<Id>,
    /// The terms that it defines, as printed without quotes.
    pub defines: Vec<String>,
}

/// A clause inside a text that takes out, brings in or defines: a bracket (…を除く。), a proviso
/// (ただし、…を除く。), "(except …)", (… 제외). The bounds and citations whose spans lie in its own
/// are the clause's, not the paragraph's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clause {
    /// What it does to the paragraph that it stands in.
    pub effect: NoteEffect,
    /// Bytes of the paragraph's text, half-open, brackets included.
    pub span: Span,
    /// The paragraphs that it names: what meets them is taken out or brought in.
    pub names: Vec<Id>,
}

/// A term in quotes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quoted {
    /// Without its quotes.
    pub term: SmolStr,
    /// Bytes of the paragraph's text, half-open, quotes included.
    pub span: Span,
    /// Whether single quotes mark it as a term of this place ('…'); else it is one of the
    /// whole list (“…”, "…").
    pub local: bool,
    /// For a local term, the paragraphs that define it, the nearest first; may be empty.
    pub defined_in: Vec<Id>,
}

/// Where a citation points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Paragraphs of the same list.
    Inside(Vec<Id>),
    /// Another law or document, or what the list was in the past.
    Outside,
    /// Inside the list by its form, but there is no such paragraph.
    Nowhere,
}

impl Target {
    /// `inside`, `outside` or `nowhere`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Inside(_) => "inside",
            Self::Outside => "outside",
            Self::Nowhere => "nowhere",
        }
    }

    /// The paragraphs it points at.
    pub fn ids(&self) -> &[Id] {
        match self {
            Self::Inside(ids) => ids,
            Self::Outside | Self::Nowhere => &[],
        }
    }
}

/// A citation inside a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// As printed.
    pub literal: SmolStr,
    /// Bytes of the paragraph's text, half-open.
    pub span: Span,
    /// Where it points.
    pub target: Target,
}

/// What a control record states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ControlKind {
    /// Reason for control; the value is the Country Chart column, if any.
    Reason,
    /// Licence exception; the value is what the list grants (`Yes`, `N/A`, `$5000`).
    Exception,
}

words!(ControlKind { Reason => "reason", Exception => "exception" });

/// A reason for control or a licence exception, and the paragraphs it applies to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Control {
    /// Reason or exception.
    pub kind: ControlKind,
    /// `NS`, `MT`, …, `LVS`, `GBS`, ….
    pub code: SmolStr,
    /// Country Chart column (`NS Column 2`) or the exception's value; may be empty.
    pub value: SmolStr,
    /// Paragraphs it applies to; empty is the entire entry.
    pub applies_to: Vec<Id>,
    /// Paragraphs it does not apply to ("except 3A001.a.1").
    pub except: Vec<Id>,
    /// Whether the text sets further conditions that these fields do not hold.
    pub conditional: bool,
}

/// Where a paragraph stands in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Provenance {
    /// Index into the snapshot's sources.
    pub source: u16,
    /// Raw bytes, half-open; of a container, in the inner file.
    pub bytes: Span,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in bytes.
    pub column: u32,
}

/// A paragraph of a list, in the common schema.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// Its identifier.
    pub id: Id,
    /// Index of the parent in [`super::ListSnapshot::paragraphs`]; absent at the top.
    pub parent: Option<u32>,
    /// What it is.
    pub kind: Kind,
    /// Its enumerator as printed, `a.1.`, `（一）`; may be empty.
    pub label: SmolStr,
    /// Depth below the entry, which is 0.
    pub depth: u8,
    /// The official text without markup: superscripts as `^2`, `^-4`, subscripts as `_2`; with
    /// its label where the list prints it in the same run of text. Empty in a snapshot from `lists/`.
    pub text: String,
    /// SHA-256 of `text`.
    pub text_sha256: Hash,
    /// How its children belong together.
    pub joiner: Joiner,
    /// What it is among its siblings.
    pub standing: Standing,
    /// Its own numeric constraints, not its children's, in order of appearance.
    pub bounds: Vec<Bound>,
    /// Numbers that were not read.
    pub unread: Vec<Unread>,
    /// Citations in it.
    pub citations: Vec<Citation>,
    /// Exclusions, inclusions and definitions inside its text.
    pub clauses: Vec<Clause>,
    /// Terms in quotes, in order of appearance, each once.
    pub quoted: Vec<Quoted>,
    /// Regime references: Korea's tags, what the ECCN's digits say, sensitivity.
    pub regimes: Vec<String>,
    /// Reasons for control and licence exceptions, on an entry.
    pub controls: Vec<Control>,
    /// Concepts of `lists/terms.csv` that it names, by slug, sorted.
    pub terms: Vec<SmolStr>,
    /// For notes, and for texts that say what their entry controls: what it does and to what.
    pub note: Option<NoteReading>,
    /// Where it stands.
    pub provenance: Provenance,
}

impl Paragraph {
    /// A paragraph with its text and place, and nothing read yet.
    pub fn new(id: Id, kind: Kind, text: String) -> Self {
        let hash = Hash::of(text.as_bytes());
        Self::stored(id, kind, text, hash)
    }

    /// As [`Paragraph::new`], with the hash of its text as a normalised list has it.
    pub fn stored(id: Id, kind: Kind, text: String, text_sha256: Hash) -> Self {
        Self {
            id,
            parent: None,
            kind,
            label: SmolStr::default(),
            depth: 0,
            text_sha256,
            text,
            joiner: Joiner::None,
            standing: Standing::Member,
            bounds: Vec::new(),
            unread: Vec::new(),
            citations: Vec::new(),
            clauses: Vec::new(),
            quoted: Vec::new(),
            regimes: Vec::new(),
            controls: Vec::new(),
            terms: Vec::new(),
            note: None,
            provenance: Provenance::default(),
        }
    }

    /// Whether it controls something: an entry or an item that is not reserved and does not
    /// say that there is nothing.
    pub fn is_control(&self) -> bool {
        matches!(self.kind, Kind::Entry | Kind::Item) && self.standing != Standing::Vacant
    }

    /// Whether `span` of its text lies in a clause that takes out of control: a bound there
    /// says what is not controlled. For a note as a whole, see [`Paragraph::note`].
    pub fn is_excluded(&self, span: Span) -> bool {
        self.clauses
            .iter()
            .any(|c| c.effect == NoteEffect::Excludes && c.span.start <= span.start && span.end <= c.span.end)
    }
}
