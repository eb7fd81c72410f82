//! `tricord review`.

use crate::cli::args::{FailOn, Review, ReviewFormat};
use crate::cli::{Outcome, Result, plan};
use crate::report::review::{self, Cause, json, markdown};

/// Compares two tables or folders of tables and prints what changed.
pub fn run(args: &Review) -> Result<Outcome> {
    let (old, new) = review::read(&args.old, &args.new)?;
    let review = review::review(&old, &new);
    let text = match args.format {
        ReviewFormat::Markdown => markdown::text(&review).into_bytes(),
        ReviewFormat::Json => json::document(&review),
    };
    plan::emit(&text, None)?;
    let asked = |cause: Cause| {
        args.fail_on.iter().any(|f| match f {
            FailOn::Any => true,
            FailOn::Law => matches!(cause, Cause::Law | Cause::Undetermined),
            FailOn::Parser => matches!(cause, Cause::Parser | Cause::Undetermined),
            FailOn::Correlation => matches!(cause, Cause::Correlation | Cause::Undetermined),
        })
    };
    Ok(if review.causes().any(asked) { Outcome::Found } else { Outcome::Done })
}
