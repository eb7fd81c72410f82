//! `tricord snapshot`.

use crate::cli::args::Snapshot;
use crate::cli::{Outcome, Result, plan};
use crate::error::Error;
use crate::model::ListSnapshot;
use crate::report;

/// Reads the documents and writes the normalised list.
pub fn run(args: &Snapshot) -> Result<Outcome> {
    if !plan::is_date(&args.edition) {
        return Err(Error::Usage(format!("edition \u{201c}{}\u{201d} is no date YYYY-MM-DD", args.edition)));
    }
    let mut snapshot = plan::read(&args.documents)?.value;
    snapshot.edition.in_force.clone_from(&args.edition);
    // Sources stand in the order of the laws, and two laws may come in files of one name.
    for (file, url) in args.documents.files.iter().zip(&args.urls) {
        let hash = ListSnapshot::hash(&std::fs::read(file).map_err(|e| Error::io(file, e))?);
        for source in snapshot.sources.iter_mut().filter(|s| s.sha256 == hash) {
            source.url.clone_from(url);
        }
    }
    if let Some(earlier) = plan::earlier(&args.output, &args.edition)?.filter(|e| e.list == snapshot.list) {
        snapshot.amended = report::amended::since(&snapshot, earlier);
    }
    report::snapshot::write(&snapshot, &args.output)?;
    eprintln!("{} paragraphs written to {}", snapshot.paragraphs.len(), args.output.display());
    Ok(Outcome::Done)
}
