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

/// The files of tests/ whose promises speak of what is mutated.
const TESTS: &[&str] = &[
    "amended",
    "bounds_en",
    "bounds_en_phrases",
    "bounds_ja",
    "bounds_ko",
    "claims",
    "controls_us",
    "correlation_read",
    "correlation_states",
    "divergences",
    "find",
    "findings_read",
    "formulae",
    "hidden",
    "identity",
    "joiners",
    "labels",
    "meti_reference",
    "notes",
    "outputs",
    "parameters",
    "planted",
    "quantity",
    "readings_stand",
    "roles",
    "substances",
    "topics",
    "units",
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
    let mutants = list::all(root, &FILES)?;
    eprintln!("{} mutants", mutants.len());
    let mut project = project::Project::new(root)?;
    project.weave(&mutants)?;
    let binary = project.build()?;
    let trials = trial::Trials::new(binary, project.folder.clone())?;
    eprintln!("{} tests", trials.tests.len());
    let memory = out.join("outcomes.json");
    let sources = project.sources()?;
    let words: Vec<String> = std::env::args().skip(1).collect();
    // What was noticed of the same sources still is.
    let mut outcomes: BTreeMap<usize, Outcome> = match words.as_slice() {
        [] => BTreeMap::new(),
        _ => std::fs::read(&memory)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<(u64, BTreeMap<usize, Outcome>)>(&bytes).ok())
            .filter(|(of, _)| *of == sources)
            .map_or_else(BTreeMap::new, |(_, outcomes)| outcomes),
    };
    let asked = |n: &usize| {
        let shown = mutants.get(*n).map(list::Mutant::shown).unwrap_or_default();
        let was_missed = matches!(outcomes.get(n), Some(Outcome::Missed(_)) | None);
        let is_asked = |w: &String| if w == "--again" { was_missed } else { shown.contains(w.as_str()) };
        let is_open = !project.unviable.contains(n) && !project.unwoven.contains(n);
        is_open && (words.is_empty() || words.iter().any(is_asked))
    };
    let numbers: Vec<usize> = (0..mutants.len()).filter(asked).collect();
    outcomes.extend(trials.run(&numbers));
    std::fs::write(memory, serde_json::to_vec(&(sources, &outcomes))?)?;

    let mut counts: BTreeMap<&str, [usize; 7]> = BTreeMap::new();
    let (mut missed, mut noticed) = (String::new(), String::new());
    for (number, mutant) in mutants.iter().enumerate() {
        let why = known.iter().any(|k| k.is(mutant));
        let column = match outcomes.get(&number) {
            _ if project.unviable.contains(&number) => 3,
            _ if project.unwoven.contains(&number) => {
                writeln!(missed, "not woven: {}", mutant.shown())?;
                4
            }
            Some(Outcome::Noticed(test) | Outcome::TimedOut(test)) => {
                let late = matches!(outcomes.get(&number), Some(Outcome::TimedOut(_)));
                writeln!(noticed, "{}{test}: {}", if why { "KNOWN " } else { "" }, mutant.shown())?;
                if late { 2 } else { 1 }
            }
            Some(Outcome::Missed(_)) if why => 5,
            Some(Outcome::Missed(tests)) => {
                writeln!(missed, "{tests} tests: {}", mutant.shown())?;
                6
            }
            None => continue,
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
    Ok(counts.values().all(|c| c[4] == 0 && c[6] == 0))
}
