//! `tricord explain`.

use crate::cli::args::Explain;
use crate::cli::{Outcome, Result, plan};
use crate::compare::compare;
use crate::correlate::correlate;
use crate::report::explain;

/// Shows one paragraph and its counterparts side by side.
pub fn run(args: &Explain) -> Result<Outcome> {
    let lists = plan::lists(&args.lists)?.map(|parsed| parsed.value);
    let named = plan::paragraphs(&args.paragraph, &lists)?;
    let known = plan::known(&args.lists)?;
    let correlation = correlate(&lists, &known);
    let findings = compare(&correlation);
    plan::emit(explain::text(&correlation, &findings, &named).as_bytes(), None)?;
    Ok(Outcome::Done)
}
