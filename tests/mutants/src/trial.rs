//! The tests, which mutants they come to, and which they notice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::Failure;

/// A test by itself.
pub struct Test {
    name: String,
    took: Duration,
    reaches: BTreeSet<usize>,
}

/// How a mutant came out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// A test failed; the test, or the first of the short ones.
    Noticed(String),
    /// A test did not come to an end.
    TimedOut(String),
    /// The tests that come to it pass; how many they are.
    Missed(usize),
}

/// Tests that take no longer than this are run together.
const SHORT: Duration = Duration::from_millis(300);

/// The binary of the tests.
pub struct Trials {
    binary: PathBuf,
    folder: PathBuf,
    /// The tests, the shortest first.
    pub tests: Vec<Test>,
}

impl Trials {
    /// Runs every test by itself and notes what it comes to.
    pub fn new(binary: PathBuf, folder: PathBuf) -> Result<Self, Failure> {
        let mut trials = Self { binary, folder, tests: Vec::new() };
        let listed = trials.command(&["--list", "--format", "terse"], "", None).stdout(Stdio::piped()).output()?;
        let listed = String::from_utf8(listed.stdout)?;
        let names: Vec<&str> = listed.lines().filter_map(|l| l.strip_suffix(": test")).collect();
        let notes = trials.folder.join("reach");
        std::fs::create_dir_all(&notes)?;
        let tests = Mutex::new(Vec::new());
        each(&names, |name| {
            let file = notes.join(name.replace("::", "."));
            let _ = std::fs::remove_file(&file);
            let mutant = format!("reach:{}", file.display());
            let start = Instant::now();
            let passed = trials.command(&[name, "--exact"], &mutant, None).status().is_ok_and(|s| s.success());
            let took = start.elapsed();
            let reaches = std::fs::read_to_string(&file).unwrap_or_default();
            let reaches = reaches.lines().filter_map(|l| l.parse().ok()).collect();
            if passed {
                put(&tests, Test { name: (*name).to_owned(), took, reaches });
            } else {
                eprintln!("{name} fails without a mutant, and is not asked");
            }
        });
        trials.tests = tests.into_inner()?;
        trials.tests.sort_by(|a, b| (a.took, &a.name).cmp(&(b.took, &b.name)));
        let shown = trials.tests.iter().map(|t| format!("{:?}\t{}\t{}\n", t.took, t.reaches.len(), t.name));
        std::fs::write(trials.folder.join("tests.txt"), shown.collect::<String>())?;
        Ok(trials)
    }

    /// A run of the binary, for so many seconds of processor time at most.
    fn command(&self, arguments: &[&str], mutant: &str, seconds: Option<u64>) -> Command {
        let mut command = Command::new("bash");
        let limit = seconds.map_or_else(|| "unlimited".to_owned(), |s| s.to_string());
        // No more memory than a runaway takes in a moment.
        command.args(["-c", "ulimit -t \"$1\"; ulimit -v 8000000; ulimit -c 0; shift; exec \"$@\"", "limits"]).arg(limit);
        command.arg(&self.binary).args(arguments).current_dir(&self.folder);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.env("TRICORD_MUTANT", mutant);
        // Nothing is written, and nothing of what failed is shown.
        command.env("INSTA_UPDATE", "no").env("INSTA_OUTPUT", "none").env("INSTA_WORKSPACE_ROOT", &self.folder);
        command.env("RAYON_NUM_THREADS", "1").env("RUST_BACKTRACE", "0").env("PROPTEST_CASES", "64");
        command
    }

    /// How each of the mutants comes out.
    pub fn run(&self, mutants: &[usize]) -> BTreeMap<usize, Outcome> {
        let outcomes = Mutex::new(BTreeMap::new());
        let done = AtomicUsize::new(0);
        each(mutants, |number| {
            let outcome = self.one(*number);
            if let Ok(mut outcomes) = outcomes.lock() {
                outcomes.insert(*number, outcome);
            }
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if done.is_multiple_of(100) {
                eprintln!("{done} of {} mutants", mutants.len());
            }
        });
        outcomes.into_inner().unwrap_or_default()
    }

    fn one(&self, number: usize) -> Outcome {
        let tests: Vec<&Test> = self.tests.iter().filter(|t| t.reaches.contains(&number)).collect();
        let (short, long): (Vec<&Test>, Vec<&Test>) = tests.iter().partition(|t| t.took <= SHORT);
        let batches = std::iter::once(short).chain(long.into_iter().map(|t| vec![t])).filter(|b| !b.is_empty());
        for batch in batches {
            let names: Vec<&str> = batch.iter().map(|t| t.name.as_str()).chain(["--exact"]).collect();
            let took: Duration = batch.iter().map(|t| t.took).sum();
            let first = names.first().map_or_else(String::new, |n| (*n).to_owned());
            let status = self.command(&names, &number.to_string(), Some(took.as_secs() * 8 + 8)).status();
            match status.as_ref().map(std::process::ExitStatus::code) {
                Ok(Some(0)) => {}
                // Ended from outside.
                Ok(None) => return Outcome::TimedOut(first),
                _ => return Outcome::Noticed(first),
            }
        }
        Outcome::Missed(tests.len())
    }
}

fn put<T>(all: &Mutex<Vec<T>>, one: T) {
    if let Ok(mut all) = all.lock() {
        all.push(one);
    }
}

/// Does something of each, on all processors.
fn each<T: Sync>(all: &[T], what: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                what(one);
            });
        }
    });
}
