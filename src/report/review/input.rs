//! Where a side of a review is read from: the disk, or a revision that git keeps.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;

/// A table or a folder of tables.
#[derive(Debug, Clone)]
pub struct Input {
    revision: Option<Revision>,
    path: PathBuf,
}

/// A commit, by the name that a person gave it and by its hash.
#[derive(Debug, Clone)]
struct Revision {
    name: String,
    commit: String,
}

impl Input {
    /// On the disk.
    pub fn on_disk(path: &Path) -> Self {
        Self { revision: None, path: path.to_path_buf() }
    }

    /// As it was at a revision of the repository that it lies in.
    ///
    /// # Errors
    /// [`Error::Unreadable`] where git is not installed, or knows no such revision there.
    pub fn at_revision(name: &str, path: &Path) -> Result<Self, Error> {
        let commit = format!("{name}^{{commit}}");
        let args = ["rev-parse", "--verify", "--quiet", "--end-of-options", &commit];
        let Some(commit) = git(path, &args.map(OsString::from))? else {
            let message = format!("git knows no revision \u{201c}{name}\u{201d} here");
            return Err(Error::unreadable(&path.display().to_string(), message)
                .advise("name a commit, tag or branch of the repository that the path lies in"));
        };
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        Ok(Self { revision: Some(Revision { name: name.to_owned(), commit }), path: path.to_path_buf() })
    }

    /// What messages call it: the path, or `revision:path`.
    pub fn name(&self) -> String {
        let path = self.path.display();
        self.revision.as_ref().map_or_else(|| path.to_string(), |r| format!("{}:{path}", r.name))
    }

    /// Its file name.
    pub fn file_name(&self) -> String {
        self.path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned())
    }

    /// A file of this folder.
    pub fn file(&self, name: &str) -> Self {
        Self { path: self.path.join(name), ..self.clone() }
    }

    /// A file of the folder that this file lies in.
    pub fn beside(&self, name: &str) -> Self {
        Self { path: self.path.with_file_name(name), ..self.clone() }
    }

    /// Whether it is a folder.
    ///
    /// # Errors
    /// Those of git.
    pub fn is_folder(&self) -> Result<bool, Error> {
        self.is(Path::is_dir, "tree")
    }

    /// Whether it is a file.
    ///
    /// # Errors
    /// Those of git.
    pub fn is_file(&self) -> Result<bool, Error> {
        self.is(Path::is_file, "blob")
    }

    fn is(&self, on_disk: impl Fn(&Path) -> bool, in_git: &str) -> Result<bool, Error> {
        let Some(revision) = &self.revision else { return Ok(on_disk(&self.path)) };
        let kind = git(&self.path, &["cat-file".into(), "-t".into(), object(revision, &self.path)])?;
        Ok(kind.is_some_and(|k| k.trim_ascii() == in_git.as_bytes()))
    }

    /// Its bytes.
    ///
    /// # Errors
    /// [`Error::Io`] on the disk, [`Error::Unreadable`] at a revision, where there is no such file.
    pub fn bytes(&self) -> Result<Vec<u8>, Error> {
        match &self.revision {
            None => std::fs::read(&self.path).map_err(|e| Error::io(&self.path, e)),
            Some(revision) => git(&self.path, &["cat-file".into(), "blob".into(), object(revision, &self.path)])?
                .ok_or_else(|| Error::unreadable(&self.name(), "no such file at this revision")),
        }
    }
}

/// How git names a path of a revision, seen from the folder that [`git`] runs in.
fn object(revision: &Revision, path: &Path) -> OsString {
    let mut object = OsString::from(format!("{}:./", revision.commit));
    let seen = if path.is_absolute() { path.file_name().map(Path::new) } else { Some(path) };
    object.push(seen.unwrap_or(path));
    object
}

/// What git prints; `None` where it says no. It runs in the working folder, for an absolute
/// path in the folder above it.
fn git(path: &Path, args: &[OsString]) -> Result<Option<Vec<u8>>, Error> {
    let mut command = Command::new("git");
    if let Some(above) = path.parent().filter(|_| path.is_absolute()) {
        command.arg("-C").arg(above);
    }
    let output = command.args(args).output().map_err(|e| {
        Error::unreadable("git", format!("could not be run: {e}"))
            .advise("a review of revisions needs the git program; without it, name two files or folders")
    })?;
    Ok(output.status.success().then_some(output.stdout))
}
