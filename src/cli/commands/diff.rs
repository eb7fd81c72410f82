//! `tricord diff`.

use std::path::Path;

use crate::cli::args::Diff;
use crate::cli::{Outcome, Result, plan};
use crate::compare::Kind;
use crate::correlate::correlate;
use crate::error::Error;
use crate::model::ListSnapshot;
use crate::report::output::Outputs;
use crate::report::{coverage, csv_table, run, summary, tables};

/// Reads the three lists, correlates and compares them, and writes the tables.
pub fn run(args: &Diff) -> Result<Outcome> {
    for kind in &args.fail_on {
        if kind != "any" && Kind::from_word(kind).is_none() {
            return Err(Error::Usage(format!("--fail-on {kind}: no such kind of finding")));
        }
    }
    let mut lists = plan::lists(&args.lists)?.map(|parsed| parsed.value);
    // Nothing from here on looks at the texts, which a list from lists/ does not have either.
    lists.iter_mut().flat_map(|list| &mut list.paragraphs).for_each(|p| drop(std::mem::take(&mut p.text)));
    let correlation = correlate(&lists, &plan::known(&args.lists)?);
    let (findings, tables) = tables::all(&correlation, &lists);
    write(&args.out, args.excel, &lists, tables)?;
    plan::emit(summary::text(&lists, &correlation, &findings, &args.out).as_bytes(), None)?;
    for list in &lists {
        coverage::demand(list, args.min_coverage)?;
    }
    let asked = |kind: Kind| args.fail_on.iter().any(|k| k == "any" || k == kind.word());
    Ok(if findings.iter().any(|f| asked(f.kind)) { Outcome::Found } else { Outcome::Done })
}

/// Writes the tables and the record of the run into `folder`; with `excel`, as a spreadsheet
/// wants them.
pub fn write(folder: &Path, excel: bool, lists: &[ListSnapshot], tables: [(&'static str, Vec<u8>); 3]) -> Result<()> {
    let outputs = tables.map(|(name, table)| (name, if excel { csv_table::excel(&table) } else { table }));
    let mut written = Outputs::open(folder)?;
    for (name, content) in &outputs {
        written.write(name, content)?;
    }
    written.write("run.json", &run::record(lists, &outputs))?;
    written.publish()
}
