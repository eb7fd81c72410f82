//! Entry of the `tricord` binary: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    tricord::cli::run(std::env::args_os())
}
