//! What people know: links that a government published, pairs that a reader confirmed
//! or rejected. Tables of `lists/correlation/`, facts only, sorted.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::Place;
use crate::error::Error;
use crate::model::{Hash, Id, List};

/// A link that a government published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Official {
    /// A paragraph.
    pub a: String,
    /// A paragraph of another list.
    pub b: String,
    /// Who published it, and where.
    pub source: String,
    /// Of what date, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: String,
}

/// A pair that a reader confirmed or rejected, or a paragraph without a counterpart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pin {
    /// A paragraph.
    pub a: String,
    /// A paragraph of another list; for `none` and `elsewhere`, the list's code.
    pub b: String,
    /// `same`, `different`, or what a reader found of `a` and of what stands below it where
    /// that has no counterpart: `covered` by the broader `b`, `none` on the list `b`, or not
    /// on that list but `elsewhere`, in the law that the reason names.
    pub verdict: String,
    /// Why, in a few words; may be empty.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// First 12 hexadecimal digits of the hash of `a`'s text when it was read.
    pub a_text: String,
    /// The same of `b`; empty where `b` is a list.
    pub b_text: String,
}

impl Pin {
    /// Whether it confirms the pair.
    pub fn confirms(&self) -> bool {
        self.verdict == "same"
    }

    /// The list that `b` names, where it names no paragraph.
    pub fn list(&self) -> Option<List> {
        List::ALL.iter().copied().find(|list| self.b == list.code())
    }

    /// The two paragraphs.
    pub fn ids(&self) -> (Id, Id) {
        (Id::new(self.a.as_str()), Id::new(self.b.as_str()))
    }
}

/// A difference in words that a reader found: no number tells it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reading {
    /// The US paragraphs, separated by a space; empty where there is none.
    pub us: String,
    /// The Japanese paragraphs.
    pub jp: String,
    /// The Korean paragraphs.
    pub kr: String,
    /// The kind of finding that it is.
    pub kind: String,
    /// What it is about, in a few English words.
    pub subject: String,
    /// What the US list says on it, in few words or as a bound; empty where it says nothing.
    pub us_says: String,
    /// The same of the Japanese list.
    pub jp_says: String,
    /// The same of the Korean list.
    pub kr_says: String,
    /// How what the US list controls relates to what the Japanese list controls.
    pub us_jp: String,
    /// The US to the Korean list.
    pub us_kr: String,
    /// The Japanese to the Korean list.
    pub jp_kr: String,
    /// The cause of the difference.
    pub cause: String,
    /// Why, in a sentence.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// First 12 hexadecimal digits of the hashes of the texts that were read, in the order
    /// of the paragraphs of all three lists.
    pub texts: String,
}

impl Reading {
    /// The paragraphs, US first, with the digits of their texts' hashes.
    pub fn paragraphs(&self) -> impl Iterator<Item = (Id, &str)> {
        read([&self.us, &self.jp, &self.kr], &self.texts)
    }
}

/// A finding that a reader found to be none: the texts say the same there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dismissed {
    /// The US paragraphs of the finding, separated by a space.
    pub us: String,
    /// The Japanese paragraphs.
    pub jp: String,
    /// The Korean paragraphs.
    pub kr: String,
    /// Its kind.
    pub kind: String,
    /// Its parameter.
    pub parameter: String,
    /// Why it is none, in a sentence.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// As [`Reading::texts`].
    pub texts: String,
}

impl Dismissed {
    /// As [`Reading::paragraphs`].
    pub fn paragraphs(&self) -> impl Iterator<Item = (Id, &str)> {
        read([&self.us, &self.jp, &self.kr], &self.texts)
    }
}

fn read<'r>(sides: [&'r String; 3], texts: &'r str) -> impl Iterator<Item = (Id, &'r str)> {
    let mut texts = texts.split_whitespace();
    let ids = sides.into_iter().flat_map(|side| side.split_whitespace());
    ids.map(move |id| (Id::new(id), texts.next().unwrap_or("")))
}

/// The tables of `lists/correlation/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// `official.csv`.
    pub official: Vec<Official>,
    /// `pins.csv`.
    pub pins: Vec<Pin>,
    /// `readings.csv`.
    pub readings: Arc<Vec<Reading>>,
    /// `dismissed.csv`.
    pub dismissed: Arc<Vec<Dismissed>>,
}

impl Known {
    /// Reads the tables of `folder`. A table that is not there is empty.
    ///
    /// # Errors
    /// [`Error::Unreadable`] with file and line where a row is not what it must be.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        Ok(Self {
            official: rows(&folder.join("official.csv"))?,
            pins: rows(&folder.join("pins.csv"))?,
            readings: Arc::new(rows(&folder.join("readings.csv"))?),
            dismissed: Arc::new(rows(&folder.join("dismissed.csv"))?),
        })
    }
}

/// Whether `hash` begins with these hexadecimal digits.
pub fn begins_with(hash: Hash, digits: &str) -> bool {
    let nibbles = hash.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.len() <= 2 * hash.0.len()
        && digits.chars().zip(nibbles).all(|(digit, nibble)| digit.to_digit(16) == Some(u32::from(nibble)))
}

fn rows<R: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<R>, Error> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(Error::io(path, e)),
    };
    let rows: Result<Vec<R>, csv::Error> = csv::Reader::from_reader(bytes.as_slice()).into_deserialize().collect();
    rows.map_err(|e| {
        let line = e.position().map_or(0, csv::Position::line);
        Error::Unreadable {
            place: Some(Place {
                file: path.display().to_string(),
                line: u32::try_from(line).unwrap_or(0),
                column: 1,
                excerpt: String::new(),
            }),
            message: e.to_string(),
            advice: Some("each row needs every column of the header".to_owned()),
        }
    })
}
