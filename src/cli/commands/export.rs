//! `tricord export`.

use crate::cli::args::Export;
use crate::cli::{Outcome, Result, plan};
use crate::correlate::correlate;
use crate::report::message::messages;
use crate::report::{output, tables, workbook};

/// Correlates and compares the three lists and writes what was asked for.
pub fn run(args: &Export) -> Result<Outcome> {
    let lists = plan::lists(&args.lists)?.map(|parsed| parsed.value);
    let known = plan::known(&args.lists)?;
    let correlation = correlate(&lists, &known);
    let (findings, tables) = tables::all(&correlation, &lists);
    let mut names = Vec::new();
    if let Some(file) = &args.xlsx {
        let workbook = workbook::render(&lists, &correlation, &findings, messages(args.lang.into()))?;
        output::write_file(file, &workbook)?;
        names.push(file);
    }
    if args.csv {
        super::diff::write(&args.out, args.excel, &lists, tables)?;
        names.push(&args.out);
    }
    let named: Vec<String> = names.iter().map(|n| n.display().to_string()).collect();
    let said = format!("{} groups, {} findings: {}\n", correlation.groups.len(), findings.len(), named.join(", "));
    plan::emit(said.as_bytes(), None)?;
    Ok(Outcome::Done)
}
