//! From what was typed to what will be read: files opened, editions found.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::Result;
use super::args::{Documents, ListName, Lists, PaperFormat, Tongue};
use crate::correlate::known::Known;
use crate::error::Error;
use crate::model::{Id, List, ListSnapshot, Parsed, Source, find_cited};
use crate::normalize::{self, Document};
use crate::report;
use crate::report::paper::Format;
use crate::text::Language;

impl From<ListName> for List {
    fn from(name: ListName) -> Self {
        match name {
            ListName::Us => Self::Us,
            ListName::Jp => Self::Jp,
            ListName::Kr => Self::Kr,
        }
    }
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::En => Self::En,
            Tongue::Ja => Self::Ja,
            Tongue::Ko => Self::Ko,
        }
    }
}

impl From<PaperFormat> for Format {
    fn from(format: PaperFormat) -> Self {
        match format {
            PaperFormat::Md => Self::Markdown,
            PaperFormat::Docx => Self::Docx,
            PaperFormat::Html => Self::Html,
        }
    }
}

/// Reads the documents of one list.
pub fn read(documents: &Documents) -> Result<Parsed<ListSnapshot>> {
    parse(documents.list.into(), &documents.files)
}

fn parse(list: List, files: &[PathBuf]) -> Result<Parsed<ListSnapshot>> {
    let documents = files.iter().map(|f| document(f)).collect::<Result<Vec<_>>>()?;
    normalize::snapshot(list, &documents)
}

fn document(path: &Path) -> Result<Document> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(Error::unreadable(&name, "a folder, neither a document nor a snapshot")
            .advise("name the documents in it, or a folder that `tricord snapshot` made"));
    }
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
    Ok(Document { file: name, bytes })
}

/// The three lists, read at the same time.
pub fn lists(lists: &Lists) -> Result<[Parsed<ListSnapshot>; 3]> {
    let root = &lists.lists;
    let load = |list, given: &[PathBuf]| load(list, given, root);
    let (kr, (us, jp)) = rayon::join(
        || load(List::Kr, &lists.kr),
        || rayon::join(|| load(List::Us, &lists.us), || load(List::Jp, &lists.jp)),
    );
    Ok([us?, jp?, kr?])
}

/// What people know of the lists' counterparts; where there is nothing, that is said.
pub fn known(lists: &Lists) -> Result<Known> {
    let folder = lists.lists.join("correlation");
    let known = Known::read(&folder)?;
    if known == Known::default() {
        eprintln!("no links or pins in {}: pairs are computed alone, and fewer", folder.display());
    }
    Ok(known)
}

fn load(list: List, given: &[PathBuf], root: &Path) -> Result<Parsed<ListSnapshot>> {
    let folder = match given {
        [] => newest(list, root)?,
        [one] if report::snapshot::is_snapshot(one) => one.clone(),
        [one] if !one.exists() && is_date(&one.to_string_lossy()) => root.join(list.word()).join(one),
        documents => {
            let mut parsed = parse(list, documents)?;
            recognise(&mut parsed.value, &root.join(list.word()))?;
            return Ok(parsed);
        }
    };
    let value = report::snapshot::read(&folder)?;
    if value.list != list {
        let message = format!("a list of {}, not of {}", value.list.code(), list.code());
        return Err(Error::unreadable(&folder.display().to_string(), message));
    }
    Ok(Parsed { value, diagnostics: Vec::new(), ledgers: Vec::new() })
}

/// Takes what documents alone do not say from the edition below `editions` that was made of them.
fn recognise(read: &mut ListSnapshot, editions: &Path) -> Result<()> {
    let Ok(folders) = std::fs::read_dir(editions) else { return Ok(()) };
    let hashes = |sources: &[Source]| sources.iter().map(|s| s.sha256.clone()).collect::<BTreeSet<_>>();
    let given = hashes(&read.sources);
    for folder in folders.filter_map(|f| Some(f.ok()?.path())).filter(|f| report::snapshot::is_snapshot(f)) {
        let (edition, sources) = report::snapshot::edition(&folder)?;
        if hashes(&sources) == given {
            read.edition = edition;
            read.amended = report::amended::read(&folder)?;
        }
    }
    Ok(())
}

/// The newest edition before `edition` that lies beside `folder`; `None` where there is none.
pub fn earlier(folder: &Path, edition: &str) -> Result<Option<ListSnapshot>> {
    let Some(beside) = folder.parent().and_then(|p| std::fs::read_dir(p).ok()) else { return Ok(None) };
    beside
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| report::snapshot::is_snapshot(p))
        .filter(|p| p.file_name().and_then(|n| n.to_str()).is_some_and(|n| is_date(n) && n < edition))
        .max()
        .map(|p| report::snapshot::read(&p))
        .transpose()
}

/// The newest edition of `list` below `root`.
pub fn newest(list: List, root: &Path) -> Result<PathBuf> {
    let folder = root.join(list.word());
    let entries = std::fs::read_dir(&folder).map_err(|e| Error::io(&folder, e))?;
    entries
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.file_name().is_some_and(|n| is_date(&n.to_string_lossy())))
        .max()
        .ok_or_else(|| Error::unreadable(&folder.display().to_string(), "no edition in it"))
}

/// Whether `text` is `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
}

/// The paragraphs that a person names, by an id or an official form (`3B001` is one of two lists).
pub fn paragraphs(name: &str, lists: &[ListSnapshot]) -> Result<Vec<Id>> {
    let ids = cited(name, lists);
    if ids.is_empty() {
        let forms = "`US:3A001.b.2`, `3B001` or `第6条第17号`";
        return Err(Error::Usage(format!("no paragraph \u{201c}{name}\u{201d} on the three lists; try {forms}")));
    }
    Ok(ids)
}

/// As [`paragraphs`]; empty where there are none.
pub fn cited(name: &str, lists: &[ListSnapshot]) -> Vec<Id> {
    let mut ids = find_cited(name);
    ids.retain(|id| lists.iter().flat_map(|l| &l.paragraphs).any(|p| p.id == *id));
    ids
}

/// Writes to `path`, or to the standard output where there is none.
pub fn emit(content: &[u8], path: Option<&Path>) -> Result<()> {
    match path {
        Some(path) => report::output::write_file(path, content),
        None => match std::io::stdout().write_all(content) {
            // A reader that closes the pipe has seen enough.
            Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            Err(e) => Err(Error::io(Path::new("standard output"), e)),
            Ok(()) => Ok(()),
        },
    }
}
