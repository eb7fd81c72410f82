//! One command a file.

mod agenda;
mod correlate;
mod coverage;
mod diff;
mod explain;
mod export;
mod find;
mod parse;
mod review;
mod snapshot;

use super::args::Command;
use super::{Outcome, Result, plan};
use crate::report;

/// Runs a command.
pub fn run(command: Command) -> Result<Outcome> {
    match command {
        Command::Parse(args) => parse::run(&args),
        Command::Coverage(args) => coverage::run(&args),
        Command::Snapshot(args) => snapshot::run(&args),
        Command::Schema => plan::emit(&report::jsonl::schema(), None).map(|()| Outcome::Done),
        Command::Diff(args) => diff::run(&args),
        Command::Correlate(args) => correlate::run(&args),
        Command::Find(args) => find::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Review(args) => review::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Agenda(args) => agenda::run(&args),
    }
}
