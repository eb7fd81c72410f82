//! `tricord review`.

use crate::cli::args::{FailOn, Review, ReviewFormat};
use crate::cli::{Outcome, Result, plan};
use crate::error::Error;
use crate::report::review::input::Input;
use crate::report::review::{self, Cause, json, lines, markdown};

/// Compares two tables or folders of tables and prints what changed.
pub fn run(args: &Review) -> Result<Outcome> {
    if let Some(file) = &args.textconv {
        plan::emit(&lines::text(&Input::on_disk(file))?, None)?;
        return Ok(Outcome::Done);
    }
    let (old, new) = inputs(args)?;
    let (old, new) = review::read(&old, &new)?;
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

/// The two sides that the command line names.
fn inputs(args: &Review) -> Result<(Input, Input)> {
    match (&args.git, args.paths.as_slice()) {
        (None, [old, new]) => Ok((Input::on_disk(old), Input::on_disk(new))),
        (None, _) => Err(Error::Usage("review: name the earlier and the later table or folder".to_owned())),
        (Some(revisions), [path]) => {
            let or_head = |name: &str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
            match revisions.split_once("..") {
                Some((_, new)) if new.starts_with('.') => {
                    Err(Error::Usage(format!("--git {revisions}: two points only, `REV1..REV2`")))
                }
                Some((old, new)) => {
                    Ok((Input::at_revision(&or_head(old), path)?, Input::at_revision(&or_head(new), path)?))
                }
                None => Ok((Input::at_revision(revisions, path)?, Input::on_disk(path))),
            }
        }
        (Some(_), _) => Err(Error::Usage("review --git compares one path at two revisions: name one path".to_owned())),
    }
}
