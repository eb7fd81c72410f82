//! Mutants that no test need notice, from `known.toml`.

use std::path::Path;

use serde::Deserialize;

use crate::Failure;
use crate::list::Mutant;

/// Mutants, and why none need notice them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The file under src/ or a folder of it.
    file: String,
    /// The function, as cargo-mutants names it; any where it is not there.
    function: Option<String>,
    /// A part of what is done: `< with <=`; anything where it is not there.
    change: Option<String>,
    /// A part of the line, what is replaced in it between ⟦ and ⟧; any where it is not there.
    line: Option<String>,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    known: Vec<Known>,
}

impl Known {
    /// All that the file holds.
    pub fn read(path: &Path) -> Result<Vec<Self>, Failure> {
        let file: File = toml::from_str(&std::fs::read_to_string(path)?)?;
        match file.known.iter().find(|k| k.reason.trim().is_empty()) {
            Some(known) => Err(format!("no reason: {known:?}").into()),
            None => Ok(file.known),
        }
    }

    /// Whether it speaks of that mutant.
    pub fn is(&self, mutant: &Mutant) -> bool {
        let part = |of: &Option<String>, all: &str| of.as_ref().is_none_or(|part| all.contains(part.as_str()));
        mutant.file.trim_start_matches("src/").starts_with(&self.file)
            && self.function.as_ref().is_none_or(|f| f == mutant.function())
            && part(&self.change, mutant.change())
            && part(&self.line, &mutant.line)
    }
}
