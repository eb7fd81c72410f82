//! `tricord coverage`.

use crate::cli::args::Coverage;
use crate::cli::{Outcome, Result, plan};
use crate::report;

/// Prints the ledger and whatever was not placed or not read.
pub fn run(args: &Coverage) -> Result<Outcome> {
    let parsed = plan::read(&args.documents)?;
    plan::emit(&report::coverage::text(&parsed), None)?;
    report::coverage::demand(&parsed.value, args.min_coverage)?;
    Ok(Outcome::Done)
}
