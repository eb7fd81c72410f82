//! `tricord correlate`.

use crate::cli::args::Correlate;
use crate::cli::{Outcome, Result, plan};
use crate::correlate::correlate;
use crate::correlate::known::Known;
use crate::report::tables;

/// Correlates the three lists and writes the table of groups alone.
pub fn run(args: &Correlate) -> Result<Outcome> {
    let lists = plan::lists(&args.lists)?.map(|parsed| parsed.value);
    let known = Known::read(&args.lists.lists.join("correlation"))?;
    plan::emit(&tables::correlation(&correlate(&lists, &known)), args.output.as_deref())?;
    Ok(Outcome::Done)
}
