//! Entry of the `tricord` binary: everything is in the library.

use std::process::ExitCode;

/// Most of what is read is in small pieces of memory, made on all threads and dropped on one.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tricord::cli::run(std::env::args_os())
}
