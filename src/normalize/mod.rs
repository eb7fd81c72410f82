//! Source trees to list snapshots.

pub mod annotate;
pub mod terms;
pub mod us;

use crate::error::Error;
use crate::model::{List, ListSnapshot, Parsed};

/// A document as it was found.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its name as the user gave it.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads the documents of one list into a snapshot: structure, bounds, citations, terms.
///
/// # Errors
/// [`Error::Unreadable`] where a document is broken or is not one of this list.
pub fn snapshot(list: List, documents: &[Document]) -> Result<Parsed<ListSnapshot>, Error> {
    let _ = documents;
    Err(Error::Usage(format!("no reader for {list:?} yet")))
}
