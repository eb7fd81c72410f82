//! `tricord snapshot`.

use crate::cli::args::Snapshot;
use crate::cli::{Outcome, Result, plan};
use crate::error::Error;
use crate::report;

/// Reads the documents and writes the normalised list.
pub fn run(args: &Snapshot) -> Result<Outcome> {
    if !plan::is_date(&args.edition) {
        return Err(Error::Usage(format!("edition \u{201c}{}\u{201d} is no date YYYY-MM-DD", args.edition)));
    }
    let mut snapshot = plan::read(&args.documents)?.value;
    snapshot.edition.in_force.clone_from(&args.edition);
    for (source, url) in snapshot.sources.iter_mut().zip(&args.urls) {
        source.url.clone_from(url);
    }
    report::snapshot::write(&snapshot, &args.output)?;
    eprintln!("{} paragraphs written to {}", snapshot.paragraphs.len(), args.output.display());
    Ok(Outcome::Done)
}
