//! What an office program shows of a file, for the tests that ask it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A program of the machine, if it is there.
fn program(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|p| p.join(name)).find(|p| p.is_file())
}

/// The text of `file` as LibreOffice prints it to a PDF, a form feed after each page; `None`,
/// with a word, where the programs are not there. `work` is a folder of the caller's own.
///
/// # Panics
/// Where they are not there and `TRICORD_REQUIRE_OFFICE` is set, and where the file does not open.
pub fn printed(file: &Path, work: &Path) -> Option<String> {
    let (Some(office), Some(reader)) = (program("soffice"), program("pdftotext")) else {
        assert!(std::env::var_os("TRICORD_REQUIRE_OFFICE").is_none(), "soffice and pdftotext are required");
        println!("no soffice or pdftotext here: nothing was opened");
        return None;
    };
    let status = Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}", work.join("profile").display()))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(work)
        .arg(file)
        .status()
        .unwrap();
    assert!(status.success());
    let pdf = work.join(file.with_extension("pdf").file_name().unwrap());
    let text = Command::new(reader).arg(pdf).arg("-").output().unwrap().stdout;
    Some(String::from_utf8(text).unwrap())
}
