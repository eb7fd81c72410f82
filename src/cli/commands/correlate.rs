//! `tricord correlate`.

use crate::cli::args::Correlate;
use crate::cli::{Outcome, Result, plan};
use crate::correlate::correlate;
use crate::report::tables;

/// Correlates the three lists and writes the table of groups alone.
pub fn run(args: &Correlate) -> Result<Outcome> {
    let lists = plan::lists(&args.lists)?.map(|parsed| parsed.value);
    let known = plan::known(&args.lists)?;
    plan::emit(&tables::correlation(&correlate(&lists, &known)), args.output.as_deref())?;
    Ok(Outcome::Done)
}
