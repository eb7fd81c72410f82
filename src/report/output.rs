//! Files that appear whole or not at all: written beside, then renamed.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::Error;

/// A set of files of one folder. Nothing shows before [`Outputs::publish`]; what fails
/// before leaves the earlier files as they were.
#[derive(Debug)]
pub struct Outputs {
    folder: PathBuf,
    written: Vec<(String, NamedTempFile)>,
}

impl Outputs {
    /// Opens `folder`, which is made where it is not there.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be made.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        Ok(Self { folder: folder.to_path_buf(), written: Vec::new() })
    }

    /// Writes `name` (a plain file name) beside the folder's files.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk is full or refuses; [`Error::Usage`] where the name
    /// would leave the folder.
    pub fn write(&mut self, name: &str, content: &[u8]) -> Result<(), Error> {
        if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', '\0']) {
            return Err(Error::Usage(format!("\u{201c}{name}\u{201d} is no name for an output file")));
        }
        let path = self.folder.join(name);
        let mut builder = tempfile::Builder::new();
        builder.prefix(".tricord-");
        #[cfg(unix)]
        builder.permissions(permissions());
        let mut file = builder.tempfile_in(&self.folder).map_err(|e| Error::io(&path, e))?;
        file.write_all(content).and_then(|()| file.as_file().sync_all()).map_err(|e| Error::io(&path, e))?;
        self.written.push((name.to_owned(), file));
        Ok(())
    }

    /// Renames all that was written to its name, in the order of writing. A name that
    /// is a symbolic link is replaced, not followed.
    ///
    /// # Errors
    /// [`Error::Io`] where a rename fails.
    pub fn publish(self) -> Result<(), Error> {
        for (name, file) in self.written {
            let path = self.folder.join(name);
            file.persist(&path).map_err(|e| Error::io(&path, e.error))?;
        }
        Ok(())
    }
}

#[cfg(unix)]
fn permissions() -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    // A temporary file is private by default; an output is for all to read (the umask still holds).
    std::fs::Permissions::from_mode(0o666)
}

/// Writes one file whole or not at all; a device or a pipe is written to as it is.
///
/// # Errors
/// As [`Outputs`].
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), Error> {
    let special = std::fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir());
    if special {
        return std::fs::write(path, content).map_err(|e| Error::io(path, e));
    }
    let name = path
        .file_name()
        .and_then(|n| n.to_str())
        .ok_or_else(|| Error::Usage(format!("{}: not a file name", path.display())))?;
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut outputs = Outputs::open(folder)?;
    outputs.write(name, content)?;
    outputs.publish()
}
