//! `texts.csv` of a meeting folder: the hash of every paragraph's text when the meeting
//! was prepared. It tells an amended list from a program that reads differently.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diag::Place;
use crate::error::Error;
use crate::model::{Id, List, ListSnapshot};
use crate::report::csv_table::table;

/// Digits of a hash that are kept.
const DIGITS: usize = 12;

/// The hashes by paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts(BTreeMap<Id, String>);

#[derive(Default, Serialize, Deserialize)]
struct Row {
    paragraph: String,
    text: String,
}

/// How many paragraphs of an entry changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// With another text.
    pub changed: u32,
    /// Not there before.
    pub added: u32,
    /// No longer there.
    pub removed: u32,
}

impl Texts {
    /// Of the lists as they are.
    pub fn of_lists(lists: &[ListSnapshot]) -> Self {
        let all = lists.iter().flat_map(|l| &l.paragraphs);
        Self(all.map(|p| (p.id.clone(), p.text_sha256.to_string().get(..DIGITS).unwrap_or("").to_owned())).collect())
    }

    /// Of a meeting's folder; `None` where it has no `texts.csv`.
    ///
    /// # Errors
    /// [`Error::Unreadable`] with file and line where a row is not what it must be, [`Error::Io`].
    pub fn of_folder(folder: &Path) -> Result<Option<Self>, Error> {
        let path = folder.join("texts.csv");
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(Error::io(&path, e)),
        };
        let mut texts = BTreeMap::new();
        for row in csv::Reader::from_reader(bytes.as_slice()).into_deserialize() {
            let row: Row = row.map_err(|e: csv::Error| Error::Unreadable {
                place: Some(Place {
                    file: path.display().to_string(),
                    line: e.position().and_then(|p| u32::try_from(p.line()).ok()).unwrap_or(0),
                    column: 1,
                    excerpt: String::new(),
                }),
                message: e.to_string(),
                advice: Some("the program writes this file; take it from the meeting's folder again".to_owned()),
            })?;
            texts.insert(Id::new(row.paragraph), row.text);
        }
        Ok(Some(Self(texts)))
    }

    /// The bytes of `texts.csv`.
    pub fn bytes(&self) -> Vec<u8> {
        table(self.0.iter().map(|(id, text)| Row { paragraph: id.to_string(), text: text.clone() }))
    }

    /// The hash of a paragraph; `None` where there is no such paragraph.
    pub fn of(&self, id: &str) -> Option<&str> {
        self.0.get(&Id::new(id)).map(String::as_str)
    }

    /// Whether the paragraph has this text, or another one alone has it: its number may move.
    pub fn has(&self, id: &Id, text: &str) -> bool {
        self.0.get(id).is_some_and(|t| t == text) || self.0.values().filter(|t| *t == text).take(2).count() == 1
    }

    /// What changed from `before`, entry by entry.
    pub fn changes(&self, before: &Self) -> BTreeMap<Id, Counts> {
        let mut changes: BTreeMap<Id, Counts> = BTreeMap::new();
        for (id, text) in &self.0 {
            match before.0.get(id) {
                Some(old) if old == text => {}
                Some(_) => changes.entry(entry(id)).or_default().changed += 1,
                None => changes.entry(entry(id)).or_default().added += 1,
            }
        }
        for id in before.0.keys().filter(|id| !self.0.contains_key(*id)) {
            changes.entry(entry(id)).or_default().removed += 1;
        }
        changes
    }
}

/// The entry of an id by its form alone: the paragraph may be gone.
fn entry(id: &Id) -> Id {
    let local = id.local();
    let local = local.split('#').next().unwrap_or(local);
    let steps = match id.list() {
        Some(List::Jp) if !local.starts_with('T') => 2,
        _ => 1,
    };
    let end = local.match_indices('.').nth(steps - 1).map_or(local.len(), |(i, _)| i);
    let list = id.list().map_or("", List::code);
    Id::new(format!("{list}:{}", local.get(..end).unwrap_or(local)))
}
