//! The tests, which mutants they come to, and which they notice.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::{Failure, TOO_LONG};

/// A test by itself.
pub struct Test {
    name: String,
    took: Duration,
    reaches: BTreeSet<usize>,
}

/// How a mutant came out.
#[derive(Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A test failed; the test, or the first of the short ones.
    Noticed(String),
    /// A test did not come to an end.
    TimedOut(String),
    /// The tests that come to it pass; how many they are.
    Missed(usize),
}

/// What came out so far, kept in a file as soon as it is known.
pub struct Journal {
    outcomes: Mutex<BTreeMap<usize, Outcome>>,
    file: Mutex<std::fs::File>,
}

impl Journal {
    /// What `path` holds, or nothing where it is begun `anew`.
    pub fn open(path: &Path, anew: bool) -> Result<Self, Failure> {
        let written = if anew { String::new() } else { std::fs::read_to_string(path).unwrap_or_default() };
        let read = |line: &str| {
            let mut words = line.split(' ');
            let (number, what, rest) = (words.next()?.parse().ok()?, words.next()?, words.next()?);
            let outcome = match what {
                "noticed" => Outcome::Noticed(rest.to_owned()),
                "late" => Outcome::TimedOut(rest.to_owned()),
                _ => Outcome::Missed(rest.parse().ok()?),
            };
            Some((number, outcome))
        };
        let outcomes = written.lines().filter_map(read).collect();
        let file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
        if anew {
            file.set_len(0)?;
        }
        Ok(Self { outcomes: Mutex::new(outcomes), file: Mutex::new(file) })
    }

    /// How a mutant came out.
    pub fn get(&self, number: usize) -> Option<Outcome> {
        self.outcomes.lock().ok()?.get(&number).cloned()
    }

    /// Whether a mutant was noticed.
    pub fn is_noticed(&self, number: usize) -> bool {
        matches!(self.get(number), Some(Outcome::Noticed(_) | Outcome::TimedOut(_)))
    }

    fn put(&self, number: usize, outcome: Outcome) {
        let line = match &outcome {
            Outcome::Noticed(test) => format!("{number} noticed {test}\n"),
            Outcome::TimedOut(test) => format!("{number} late {test}\n"),
            Outcome::Missed(tests) => format!("{number} missed {tests}\n"),
        };
        if let Ok(mut file) = self.file.lock() {
            let _ = file.write_all(line.as_bytes());
        }
        if let Ok(mut outcomes) = self.outcomes.lock() {
            outcomes.insert(number, outcome);
        }
    }
}

/// Tests that take no longer than this are run together.
const SHORT: Duration = Duration::from_millis(400);

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
        let names = listed.lines().filter_map(|l| l.strip_suffix(": test"));
        let names: Vec<&str> = names.filter(|n| !TOO_LONG.contains(n)).collect();
        let notes = trials.folder.join("reach");
        std::fs::create_dir_all(&notes)?;
        let tests = Mutex::new(Vec::new());
        // What a test comes to is kept as long as the binary is; but cases that stand in a file change.
        let kept = |name: &str| -> Option<Duration> {
            let since = |path: &Path| path.metadata().and_then(|m| m.modified()).ok();
            let file = notes.join(name.replace("::", "."));
            let is_kept = since(&file)? > since(&trials.binary)? && !name.starts_with("made_up");
            let took = std::fs::read_to_string(file.with_added_extension("took")).ok()?;
            is_kept.then(|| took.parse().ok().map(Duration::from_millis))?
        };
        let names: Vec<&str> = names.into_iter().filter(|n| !n.starts_with("in_turn::")).collect();
        each(&names, |name| {
            let file = notes.join(name.replace("::", "."));
            if let Some(took) = kept(name) {
                return put(&tests, Test { name: (*name).to_owned(), took, reaches: numbers(&file) });
            }
            let _ = std::fs::remove_file(&file);
            let mutant = format!("reach:{}", file.display());
            let mut command = trials.command(&[name, "--exact"], &mutant, None);
            let run = command.stdout(Stdio::piped()).output();
            let passed = run.as_ref().is_ok_and(|o| o.status.success());
            let took = run.map_or(Duration::ZERO, |o| processor_time(&String::from_utf8_lossy(&o.stdout)));
            if passed {
                let _ = std::fs::write(file.with_added_extension("took"), took.as_millis().to_string());
                put(&tests, Test { name: (*name).to_owned(), took, reaches: numbers(&file) });
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
        command
            .args([
                "-c",
                "ulimit -t \"$1\"; ulimit -v 8000000; ulimit -c 0; shift; \"$@\"; c=$?; times; exit $c",
                "limits",
            ])
            .arg(limit);
        command.arg(&self.binary).args(arguments).current_dir(&self.folder);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.env("TRICORD_MUTANT", mutant);
        // Nothing is written, and nothing of what failed is shown.
        command.env("INSTA_UPDATE", "no").env("INSTA_OUTPUT", "none").env("INSTA_WORKSPACE_ROOT", &self.folder);
        command
            .env("RAYON_NUM_THREADS", "1")
            .env("RUST_BACKTRACE", "0")
            .env("PROPTEST_CASES", "64")
            .env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true");
        command
    }

    /// Asks the tests of `mutants` that take no time, then `outputs` for all that are kept in no
    /// cache, then the rest, each only of what was not noticed.
    pub fn run(&self, mutants: &[usize], is_cached: impl Fn(usize) -> bool + Sync, journal: &Journal) {
        let open = |all: &[usize]| -> Vec<usize> { all.iter().copied().filter(|n| !journal.is_noticed(*n)).collect() };
        let (cached, others): (Vec<usize>, Vec<usize>) = mutants.iter().partition(|n| is_cached(**n));
        each(&others, |n| self.ask(*n, journal, |t| t.took <= SHORT));
        eprintln!("{} left by short tests", open(&others).len());
        self.in_turn(&open(&others), journal);
        each(&cached, |n| self.ask(*n, journal, |t| t.took <= SHORT));
        let left = open(mutants);
        eprintln!("{} left by what is found in lists/", left.len());
        let is_asked = |n: usize, t: &Test| t.took > SHORT && (is_cached(n) || !t.name.starts_with("outputs::"));
        each(&left, |n| self.ask(*n, journal, |t| is_asked(*n, t)));
    }

    /// Asks `outputs` of one mutant after the other.
    fn in_turn(&self, mutants: &[usize], journal: &Journal) {
        // A process for so many.
        let turns: Vec<(usize, &[usize])> = mutants.chunks(50).enumerate().collect();
        each(&turns, |(turn, mutants)| {
            let mut open = mutants.to_vec();
            while !open.is_empty() {
                let Ok(done) = self.turn(*turn, &open) else { break };
                // A mutant that ended the process was begun and has no word.
                let last = done.last().map(|(n, _)| *n);
                open = last.map_or_else(Vec::new, |l| open.into_iter().skip_while(|n| *n != l).skip(1).collect());
                for (number, outcome) in done {
                    journal.put(number, outcome);
                }
            }
        });
    }

    /// What one process says of mutants until it ends.
    fn turn(&self, turn: usize, mutants: &[usize]) -> Result<Vec<(usize, Outcome)>, Failure> {
        const NAME: &str = "in_turn::mutants_in_turn";
        let file = self.folder.join(format!("turn-{turn}"));
        let said = self.folder.join(format!("turn-{turn}.out"));
        let _ = std::fs::remove_file(&said);
        std::fs::write(&file, mutants.iter().map(|n| format!("{n}\n")).collect::<String>())?;
        let status = self.command(&[NAME, "--exact"], "", None).env("TRICORD_MUTANTS", &file).status()?;
        let late = status.code() == Some(9);
        let outputs = || "outputs".to_owned();
        let mut done: Vec<(usize, Outcome)> = Vec::new();
        for line in std::fs::read_to_string(&said)?.lines() {
            match line.split_once(' ') {
                None => {
                    let ended = if late { Outcome::TimedOut(outputs()) } else { Outcome::Noticed(outputs()) };
                    done.push((line.parse()?, ended));
                }
                Some((_, word)) => {
                    if let Some((_, outcome)) = done.last_mut() {
                        *outcome = if word == "same" { Outcome::Missed(1) } else { Outcome::Noticed(outputs()) };
                    }
                }
            }
        }
        Ok(done)
    }

    /// Asks the tests that come to a mutant and are `asked`: the short ones together, then the
    /// others one by one, until one fails.
    fn ask(&self, number: usize, journal: &Journal, asked: impl Fn(&Test) -> bool) {
        let reached: Vec<&Test> = self.tests.iter().filter(|t| t.reaches.contains(&number)).collect();
        let (short, long): (Vec<&Test>, Vec<&Test>) =
            reached.iter().filter(|t| asked(t)).partition(|t| t.took <= SHORT);
        let batches = std::iter::once(short).chain(long.into_iter().map(|t| vec![t])).filter(|b| !b.is_empty());
        for batch in batches {
            let names: Vec<&str> = batch.iter().map(|t| t.name.as_str()).chain(["--exact"]).collect();
            let took: Duration = batch.iter().map(|t| t.took).sum();
            let first = names.first().map_or_else(String::new, |n| (*n).to_owned());
            let status = self.command(&names, &number.to_string(), Some(took.as_secs() * 8 + 3)).status();
            match status.as_ref().map(std::process::ExitStatus::code) {
                Ok(Some(0)) => {}
                // Ended from outside: 128 and the signal, of which that for time is 24.
                Ok(None | Some(137 | 152)) => return journal.put(number, Outcome::TimedOut(first)),
                _ => return journal.put(number, Outcome::Noticed(first)),
            }
        }
        journal.put(number, Outcome::Missed(reached.len()));
    }
}

/// What `times` of the shell says last: user and system time of what it ran, `0m1.250s 0m0.031s`.
fn processor_time(said: &str) -> Duration {
    let one = |word: &str| {
        let (minutes, seconds) = word.trim_end_matches('s').split_once('m')?;
        Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
    };
    let words = said.lines().last().unwrap_or_default().split(' ').filter_map(one);
    Duration::try_from_secs_f64(words.sum()).unwrap_or_default()
}

/// The numbers that a file holds, one a line.
fn numbers(file: &Path) -> BTreeSet<usize> {
    std::fs::read_to_string(file).unwrap_or_default().lines().filter_map(|l| l.parse().ok()).collect()
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
            scope.spawn(|| {
                while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    what(one);
                }
            });
        }
    });
}
