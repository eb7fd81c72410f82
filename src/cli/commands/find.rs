//! `tricord find`.

use crate::cli::args::Find;
use crate::cli::{Outcome, Result, plan};
use crate::correlate::correlate;
use crate::error::Error;
use crate::model::{List, ListSnapshot};
use crate::report::find::{Index, Rows};

/// Shows the groups that a number, a citation or a word leads to.
pub fn run(args: &Find) -> Result<Outcome> {
    let query = args.query.trim();
    if !query.contains(char::is_alphanumeric) {
        return Err(Error::Usage(format!("\u{201c}{query}\u{201d}: nothing to find")));
    }
    let lists = plan::lists(&args.lists)?.map(|parsed| parsed.value);
    let known = plan::known(&args.lists)?;
    // Without lists/ the rows of the 別表 lead only as far as the ordinance's own words do.
    let rows = match plan::newest(List::Jp, &args.lists.lists) {
        Ok(folder) => Rows::read(&folder.join("links.csv"))?,
        Err(_) => Rows::default(),
    };
    let correlation = correlate(&lists, &known);
    let index = Index::new(&correlation, &rows);
    let named = plan::cited(query, &lists);
    let answer = if named.is_empty() { index.by_word(query) } else { index.by_ids(&named) };
    if answer.is_empty() {
        return Err(Error::Usage(nothing(query, &lists)));
    }
    plan::emit(index.text(&answer, args.limit).as_bytes(), None)?;
    Ok(Outcome::Done)
}

/// What was looked in, so that nothing found is not taken for not controlled.
fn nothing(query: &str, lists: &[ListSnapshot]) -> String {
    let silent: Vec<&str> =
        lists.iter().filter(|l| l.paragraphs.iter().all(|p| p.text.is_empty())).map(|l| l.list.code()).collect();
    let mut message = format!(
        "nothing found for \u{201c}{query}\u{201d}: no paragraph of that number or citation, and no term of lists/terms.csv; \
         try `3B001`, `第6条第17号` or `etching`"
    );
    if !silent.is_empty() {
        let which = silent.join(", ");
        message.push_str(&format!(
            "\n  the texts of {which} were not searched: name the documents (--us, --jp, --kr FILE)"
        ));
    }
    message
}
