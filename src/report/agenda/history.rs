//! Since which edition a list has its present words, as far as `lists/` holds earlier
//! editions.

use std::path::Path;

use super::texts::Texts;
use crate::error::Error;
use crate::model::{Id, List, ListSnapshot};
use crate::report::snapshot;

/// Earlier editions of the three lists, newest first.
#[derive(Debug, Default)]
pub struct History([Vec<(String, Texts)>; 3]);

impl History {
    /// Reads the editions below `root` that are earlier than those of `lists`.
    ///
    /// # Errors
    /// As [`snapshot::read`].
    pub fn read(root: &Path, lists: &[ListSnapshot; 3]) -> Result<Self, Error> {
        let mut history = Self::default();
        for (list, editions) in lists.iter().zip(&mut history.0) {
            let Ok(folders) = std::fs::read_dir(root.join(list.list.word())) else { continue };
            let mut earlier: Vec<_> = folders
                .filter_map(|f| Some(f.ok()?.path()))
                .filter(|f| snapshot::is_snapshot(f))
                .filter_map(|f| Some((f.file_name()?.to_str()?.to_owned(), f)))
                .filter(|(date, _)| list.edition.in_force.is_empty() || *date < list.edition.in_force)
                .collect();
            earlier.sort_by(|a, b| b.0.cmp(&a.0));
            for (date, folder) in earlier {
                editions.push((date, Texts::of_lists(std::slice::from_ref(&snapshot::read(&folder)?))));
            }
        }
        Ok(history)
    }

    /// Since which edition `list` has had all of `ids` as they are `now`; `None` where no
    /// other edition is known.
    pub fn since(&self, list: List, ids: &[&Id], now: &Texts) -> Option<Since<'_>> {
        let editions = self.0.get(list as usize)?;
        let same = |texts: &Texts| ids.iter().all(|id| now.of(id.as_str()).is_some_and(|text| texts.has(id, text)));
        let alike = editions.iter().take_while(|(_, texts)| same(texts)).count();
        let oldest = editions.get(..alike)?.last().map(|(date, _)| date.as_str());
        match editions.get(alike) {
            None => oldest.map(Since::AtLatest),
            Some(_) => Some(oldest.map_or(Since::Present, Since::Edition)),
        }
    }
}

/// Since when a list has its present words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since<'h> {
    /// Since the edition compared: the one before has others.
    Present,
    /// Since this edition: the one before it has others.
    Edition(&'h str),
    /// In all editions known, of which this is the earliest.
    AtLatest(&'h str),
}
