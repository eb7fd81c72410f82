//! The command line: arguments, a validated plan, commands. Structures of clap stay
//! in [`args`].

mod args;
mod commands;
mod plan;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use crate::error::Error;

/// Runs the command line `args`, program name first. The exit code is the one of
/// [`Error::exit_code`], 1 where a command found what `--fail-on` asks for, else 0.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let line = match args::Line::try_parse_from(args) {
        Ok(line) => line,
        Err(e) => {
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { 2 } else { 0 });
        }
    };
    match commands::run(line.command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(e) => {
            eprintln!("tricord: {e}");
            ExitCode::from(e.exit_code())
        }
    }
}

/// What a command that did its work has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing more.
    Done,
    /// There is a finding of a kind that `--fail-on` names.
    Found,
}

type Result<T> = std::result::Result<T, Error>;
