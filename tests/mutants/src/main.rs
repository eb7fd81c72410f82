//! Says which mutants of src/quantity, src/correlate and src/compare no test notices.
//!
//! A build a mutant would take days: here all mutants are in one build, each behind a switch
//! that the environment turns on, and each is run against the tests that come to it alone.
//! With words, only the mutants are run in whose name or line one of them is; with `--again`,
//! those that were not noticed the last time. What is counted is what is known of all.

mod known;
mod list;
mod project;
mod trial;
mod weave;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use trial::Outcome;

/// What stops a run.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What is mutated.
const FILES: [&str; 3] = ["src/quantity/**", "src/correlate/**", "src/compare/**"];

/// The files of tests/ that are asked. Those that read other promises off lists/ as they are see
/// what `outputs` sees.
const TESTS: &[&str] = &[
    "amended",
    "bounds_en",
    "bounds_en_phrases",
    "bounds_ja",
    "bounds_ko",
    "claims",
    "formulae",
    "hidden",
    "identity",
    "made_up_lists",
    "meti_reference",
    "outputs",
    "planted",
    "quantity",
    "readings_stand",
    "units",
];

/// Tests that take too long for each mutant: the same operators plant in small documents.
const TOO_LONG: [&str; 2] = [
    "planted::what_is_planted_in_the_real_documents_is_found_and_nothing_else",
    "planted::what_is_planted_in_the_normalised_lists_is_found_and_nothing_else",
];

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match root.canonicalize().map_err(Failure::from).and_then(|root| run(&root)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(3)
        }
    }
}

/// Whether none is missed without a reason.
fn run(root: &Path) -> Result<bool, Failure> {
    let out = root.join("target/mutants");
    let known = known::Known::read(&root.join("tests/mutants/known.toml"))?;
    let mut project = project::Project::new(root)?;
    let sources = project.sources()?;
    let mutants = list::all(root, &FILES, &out.join(format!("list-{sources:016x}.json")))?;
    eprintln!("{} mutants", mutants.len());
    project.weave(&mutants)?;
    let binary = project.build()?;
    let trials = trial::Trials::new(binary, project.folder.clone())?;
    eprintln!("{} tests", trials.tests.len());
    let words: Vec<String> = std::env::args().skip(1).collect();
    // What was noticed of the same sources still is.
    let journal = trial::Journal::open(&out.join(format!("outcomes-{sources:016x}.txt")), words.is_empty())?;
    let asked = |n: &usize| {
        let shown = mutants.get(*n).map(list::Mutant::shown).unwrap_or_default();
        let is_asked = |w: &String| if w == "--again" { !journal.is_noticed(*n) } else { shown.contains(w.as_str()) };
        let is_open = !project.unviable.contains(n) && !project.unwoven.contains(n);
        is_open && (words.is_empty() || words.iter().any(is_asked))
    };
    let numbers: Vec<usize> = (0..mutants.len()).filter(asked).collect();
    // What quantities are is kept for a whole process: of those one process asks one alone.
    trials.run(&numbers, |n| mutants.get(n).is_some_and(|m| m.module() == "quantity"), &journal);

    let mut counts: BTreeMap<&str, [usize; 7]> = BTreeMap::new();
    let (mut missed, mut noticed, mut unasked) = (String::new(), String::new(), 0);
    for (number, mutant) in mutants.iter().enumerate() {
        let why = known.iter().any(|k| k.is(mutant));
        let outcome = journal.get(number);
        let column = match &outcome {
            _ if project.unviable.contains(&number) => 3,
            _ if project.unwoven.contains(&number) && why => 5,
            _ if project.unwoven.contains(&number) => {
                writeln!(missed, "not woven: {}", mutant.shown())?;
                4
            }
            Some(Outcome::Noticed(test) | Outcome::TimedOut(test)) => {
                let late = matches!(outcome, Some(Outcome::TimedOut(_)));
                writeln!(noticed, "{}{test}: {}", if why { "KNOWN " } else { "" }, mutant.shown())?;
                if late { 2 } else { 1 }
            }
            Some(Outcome::Missed(_)) if why => 5,
            Some(Outcome::Missed(tests)) => {
                writeln!(missed, "{tests} tests: {}", mutant.shown())?;
                6
            }
            None => {
                unasked += 1;
                continue;
            }
        };
        for row in [mutant.module(), "together"] {
            let row = counts.entry(row).or_default();
            for column in [0, column] {
                if let Some(count) = row.get_mut(column) {
                    *count += 1;
                }
            }
        }
    }
    std::fs::write(out.join("missed.txt"), &missed)?;
    std::fs::write(out.join("noticed.txt"), &noticed)?;
    print!("{missed}");
    println!("module      mutants  noticed  timed out  unviable  not woven  missed with a reason  missed");
    for (row, [all, noticed, late, unviable, unwoven, reason, missed]) in &counts {
        println!("{row:<10}{all:>9}{noticed:>9}{late:>11}{unviable:>10}{unwoven:>11}{reason:>22}{missed:>8}");
    }
    if unasked > 0 {
        println!("{unasked} were not asked");
    }
    Ok(unasked == 0 && counts.values().all(|c| c[4] == 0 && c[6] == 0))
}
