//! Diagnostics: what a reader has to say about content. They carry stable codes, so
//! that a test or a person can name one kind.

use std::fmt;

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Place {
    /// The file as the user named it; of a container, `file!inner/path`.
    pub file: String,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: u32,
    /// Column, from 1, in bytes; 0 where the whole file is meant.
    pub column: u32,
    /// A short excerpt of the text there; may be empty.
    pub excerpt: String,
}

impl Place {
    /// The whole of `file`.
    pub fn file(file: &str) -> Self {
        Self { file: file.to_owned(), line: 0, column: 0, excerpt: String::new() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        if !self.excerpt.is_empty() {
            write!(f, " near \u{201c}{}\u{201d}", self.excerpt)?;
        }
        Ok(())
    }
}

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// The source is irregular here, and was read all the same.
    Warning,
    /// Something could not be read or placed.
    Error,
}

/// One thing that a reader has to say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Diagnostic {
    /// Stable code in kebab case, `us-missing-parent`.
    pub code: &'static str,
    /// How grave.
    pub severity: Severity,
    /// In English, one sentence.
    pub message: String,
    /// Where.
    pub place: Place,
}
