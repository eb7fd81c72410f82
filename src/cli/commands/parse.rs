//! `tricord parse`.

use crate::cli::args::{Format, Parse};
use crate::cli::{Outcome, Result, plan};
use crate::report::jsonl;

/// Reads the documents and prints every paragraph.
pub fn run(args: &Parse) -> Result<Outcome> {
    let parsed = plan::read(&args.documents)?;
    let content = match args.format {
        Format::Jsonl => jsonl::lines(&parsed.value),
        Format::Json => jsonl::document(&parsed.value),
        Format::Outline => jsonl::outline(&parsed.value),
    };
    plan::emit(&content, args.output.as_deref())?;
    Ok(Outcome::Done)
}
