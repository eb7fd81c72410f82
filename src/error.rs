//! What stops a command: I/O, containers, configuration. Nothing about content:
//! content gives [diagnostics](crate::diag).

use std::path::{Path, PathBuf};

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder, as the caller named it.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// The bytes are not a document of the kind that was asked for.
    #[error("{}{message}{}", place.as_ref().map(|p| format!("{p}: ")).unwrap_or_default(), advice.as_ref().map(|a| format!("\n  {a}")).unwrap_or_default())]
    Unreadable {
        /// Where, as `file:line:column` with an excerpt, where there is a place.
        place: Option<crate::diag::Place>,
        /// What is wrong.
        message: String,
        /// What to do about it.
        advice: Option<String>,
    },
    /// The command line asks for what cannot be.
    #[error("{0}")]
    Usage(String),
    /// A coverage lies below what `--min-coverage` asks.
    #[error("{0}")]
    Coverage(String),
}

impl Error {
    /// An [`Error::Io`] of `path`.
    pub fn io(path: &Path, source: std::io::Error) -> Self {
        Self::Io { path: path.to_path_buf(), source }
    }

    /// An [`Error::Unreadable`] of the whole of `file`, without a line.
    pub fn unreadable(file: &str, message: impl Into<String>) -> Self {
        Self::Unreadable { place: Some(crate::diag::Place::file(file)), message: message.into(), advice: None }
    }

    /// The same error with a sentence that says what to do.
    #[must_use]
    pub fn advise(self, sentence: impl Into<String>) -> Self {
        match self {
            Self::Unreadable { place, message, .. } => {
                Self::Unreadable { place, message, advice: Some(sentence.into()) }
            }
            other => other,
        }
    }

    /// The exit code of its kind: 2 usage, 3 input or output that cannot be read or
    /// written, 4 coverage below what was asked. (0 is done, 1 is findings when
    /// `--fail-on` asks.)
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Io { .. } | Self::Unreadable { .. } => 3,
            Self::Coverage(_) => 4,
        }
    }
}
