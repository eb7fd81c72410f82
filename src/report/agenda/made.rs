//! `papers.csv` of a meeting folder: the hashes of the papers as the program wrote them.
//! A paper of another hash is one that a person wrote in.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::model::ListSnapshot;
use crate::report::csv_table::table;

/// The papers by file name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Made(BTreeMap<String, String>);

#[derive(Default, Serialize, Deserialize)]
struct Row {
    file: String,
    sha256: String,
}

impl Made {
    /// Of a meeting's folder. A row that cannot be read counts as none: its paper is then
    /// taken for one that a person wrote.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn of_folder(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("papers.csv");
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(e) => return Err(Error::io(&path, e)),
        };
        let rows = csv::Reader::from_reader(bytes.as_slice()).into_deserialize();
        Ok(Self(rows.filter_map(|row: Result<Row, _>| row.ok()).map(|r| (r.file, r.sha256)).collect()))
    }

    /// Whether the program wrote `content` to `file`.
    pub fn wrote(&self, file: &str, content: &[u8]) -> bool {
        self.0.get(file).is_some_and(|hash| *hash == ListSnapshot::hash(content))
    }

    /// Records that it did.
    pub fn record(&mut self, file: &str, content: &[u8]) {
        self.0.insert(file.to_owned(), ListSnapshot::hash(content));
    }

    /// The bytes of `papers.csv`.
    pub fn bytes(&self) -> Vec<u8> {
        table(self.0.iter().map(|(file, sha256)| Row { file: file.clone(), sha256: sha256.clone() }))
    }
}
