//! `tricord diff`.

use crate::cli::args::Diff;
use crate::cli::{Outcome, Result, plan};
use crate::compare::Kind;
use crate::correlate::correlate;
use crate::correlate::known::Known;
use crate::error::Error;
use crate::report::output::Outputs;
use crate::report::{coverage, run, summary, tables};

/// Reads the three lists, correlates and compares them, and writes the tables.
pub fn run(args: &Diff) -> Result<Outcome> {
    for kind in &args.fail_on {
        if kind != "any" && Kind::from_word(kind).is_none() {
            return Err(Error::Usage(format!("--fail-on {kind}: no such kind of finding")));
        }
    }
    let lists = plan::lists(&args.lists)?.map(|parsed| parsed.value);
    let known = Known::read(&args.lists.lists.join("correlation"))?;
    if known == Known::default() {
        let folder = args.lists.lists.join("correlation");
        eprintln!("no links or pins in {}: pairs are computed alone, and fewer", folder.display());
    }
    let correlation = correlate(&lists, &known);
    let (findings, outputs) = tables::all(&correlation, &lists);
    let mut written = Outputs::open(&args.out)?;
    for (name, content) in &outputs {
        written.write(name, content)?;
    }
    written.write("run.json", &run::record(&lists, &outputs))?;
    written.publish()?;
    plan::emit(summary::text(&lists, &correlation, &findings, &args.out).as_bytes(), None)?;
    for list in &lists {
        coverage::demand(list, args.min_coverage)?;
    }
    let asked = |kind: Kind| args.fail_on.iter().any(|k| k == "any" || k == kind.word());
    Ok(if findings.iter().any(|f| asked(f.kind)) { Outcome::Found } else { Outcome::Done })
}
