//! The copy of the project in which the mutants stand, and its build.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash as _, Hasher as _};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use cargo_metadata::{Artifact, Message};
use serde::{Deserialize, Serialize};

use crate::list::Mutant;
use crate::weave::{self, Places};
use crate::{Failure, TESTS};

/// What was left out of sources.
#[derive(Serialize, Deserialize)]
struct LeftOut {
    sources: u64,
    unviable: BTreeSet<usize>,
    unwoven: BTreeSet<usize>,
}

impl LeftOut {
    fn of(file: &Path, sources: u64) -> Option<Self> {
        let read: Self = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
        (read.sources == sources).then_some(read)
    }
}

/// The copy.
pub struct Project {
    root: PathBuf,
    /// Where it is.
    pub folder: PathBuf,
    /// Mutants that have no place behind a switch.
    pub unwoven: BTreeSet<usize>,
    /// Mutants that do not compile.
    pub unviable: BTreeSet<usize>,
}

impl Project {
    /// The copy of the project at `root`.
    pub fn new(root: &Path) -> Result<Self, Failure> {
        let folder = root.join("target/mutants/project");
        std::fs::create_dir_all(folder.join("all"))?;
        let project = Self { root: root.to_owned(), folder, unwoven: BTreeSet::new(), unviable: BTreeSet::new() };
        // What the tests read is where they look for it.
        for name in ["tests", "lists", "fixtures", "Cargo.lock", "README.md", "../shared"] {
            link(&root.join(name), &project.folder.join(name))?;
        }
        project.manifest()?;
        // What a helper of tests takes from the root is there.
        let head = "#![allow(warnings)]\n#[path = \"../tests/hwpx/mod.rs\"]\nmod hwpx;\n".to_owned();
        let modules = TESTS.iter().map(|t| format!("#[path = \"../tests/{t}.rs\"]\nmod {t};\n"));
        write(&project.folder.join("all/main.rs"), &(head + &modules.collect::<String>() + "mod in_turn;\n"))?;
        write(&project.folder.join("all/in_turn.rs"), IN_TURN)?;
        Ok(project)
    }

    /// One binary of tests, fast, with the checks that tests have.
    fn manifest(&self) -> Result<(), Failure> {
        let mut manifest: toml::Table = std::fs::read_to_string(self.root.join("Cargo.toml"))?.parse()?;
        for table in ["bench", "profile", "lints"] {
            manifest.remove(table);
        }
        if let Some(package) = manifest.get_mut("package").and_then(toml::Value::as_table_mut) {
            package.insert("autotests".to_owned(), false.into());
        }
        let more = "[workspace]\n[[test]]\nname = \"all\"\npath = \"all/main.rs\"\n\
                    [profile.release]\nlto = \"off\"\ncodegen-units = 16\nincremental = true\ndebug = \"line-tables-only\"\n\
                    [profile.release.package.tricord]\ndebug = false\ndebug-assertions = true\noverflow-checks = true\nopt-level = 2\n";
        manifest.extend(more.parse::<toml::Table>()?);
        write(&self.folder.join("Cargo.toml"), &toml::to_string(&manifest)?)
    }

    /// Weaves the mutants in, and leaves out what does not compile. Of the same sources, that
    /// is known from the last time.
    pub fn weave(&mut self, mutants: &[Mutant]) -> Result<(), Failure> {
        let memory = self.root.join("target/mutants/left_out.json");
        let sources = self.sources()?;
        if let Some(LeftOut { unviable, unwoven, .. }) = LeftOut::of(&memory, sources) {
            (self.unviable, self.unwoven) = (unviable, unwoven);
        }
        loop {
            let places = self.write_sources(mutants)?;
            let errors = self.errors()?;
            if errors.is_empty() {
                let (unviable, unwoven) = (self.unviable.clone(), self.unwoven.clone());
                std::fs::write(memory, serde_json::to_string(&LeftOut { sources, unviable, unwoven })?)?;
                return Ok(());
            }
            let before = self.unviable.len() + self.unwoven.len();
            for error in &errors {
                self.leave_out(error, &places)?;
            }
            eprintln!("{} errors, {} mutants left out", errors.len(), self.unviable.len() + self.unwoven.len());
            if self.unviable.len() + self.unwoven.len() == before {
                return Err("what is left out changes nothing".into());
            }
        }
    }

    /// A number that stands for the sources.
    pub fn sources(&self) -> Result<u64, Failure> {
        let mut paths = Vec::new();
        files(&self.root.join("src"), &mut paths)?;
        paths.sort();
        let mut hasher = std::hash::DefaultHasher::new();
        for path in paths {
            (&path, std::fs::read(&path)?).hash(&mut hasher);
        }
        Ok(hasher.finish())
    }

    fn write_sources(&mut self, mutants: &[Mutant]) -> Result<BTreeMap<String, Places>, Failure> {
        let mut places = BTreeMap::new();
        let mut sources = Vec::new();
        files(&self.root.join("src"), &mut sources)?;
        for path in sources {
            let name = path.strip_prefix(&self.root)?.to_string_lossy().into_owned();
            let of_file: Vec<_> = mutants
                .iter()
                .enumerate()
                .filter(|(n, m)| m.file == name && !self.unviable.contains(n) && !self.unwoven.contains(n))
                .collect();
            let target = self.folder.join(&name);
            if path.extension().is_none_or(|e| e != "rs") {
                write(&target, &std::fs::read_to_string(&path)?)?;
                continue;
            }
            let mut source = std::fs::read_to_string(&path)?;
            if !of_file.is_empty() {
                let woven = weave::file(&source, &of_file)?;
                self.unwoven.extend(woven.unwoven);
                self.unviable.extend(woven.unviable);
                places.insert(name.clone(), woven.places);
                source = woven.text;
            }
            if name == "src/lib.rs" {
                source.push_str(weave::SWITCH);
                source.push_str(&format!("const MUTANTS: usize = {};\n", mutants.len()));
            }
            write(&target, &source)?;
        }
        Ok(places)
    }

    fn cargo(&self, arguments: &[&str]) -> Result<(Vec<Diagnostic>, Vec<Artifact>, bool), Failure> {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&self.folder).args(arguments).arg("--message-format=json");
        cargo.env("CARGO_TARGET_DIR", self.root.join("target/mutants/build"));
        let mut child = cargo.stdout(Stdio::piped()).spawn()?;
        let (mut said, mut made) = (Vec::new(), Vec::new());
        let output = child.stdout.take().ok_or("no output")?;
        for message in Message::parse_stream(BufReader::new(output)) {
            match message? {
                Message::CompilerMessage(m) if m.message.level == DiagnosticLevel::Error => said.push(m.message),
                Message::CompilerArtifact(artifact) => made.push(artifact),
                _ => {}
            }
        }
        Ok((said, made, child.wait()?.success()))
    }

    /// The errors of the library that point somewhere.
    fn errors(&self) -> Result<Vec<Diagnostic>, Failure> {
        let (errors, _, success) = self.cargo(&["build", "--lib", "--release", "--locked", "--quiet"])?;
        let errors: Vec<_> = errors.into_iter().filter(|e| !e.spans.is_empty()).collect();
        if errors.is_empty() != success {
            return Err("cargo build fails without a place".into());
        }
        Ok(errors)
    }

    /// Leaves out the mutant that an error points at, or one of a switch.
    fn leave_out(&mut self, error: &Diagnostic, places: &BTreeMap<String, Places>) -> Result<(), Failure> {
        let mut spans: Vec<_> = error.spans.iter().collect();
        spans.sort_by_key(|s| !s.is_primary);
        for span in &spans {
            let (start, end) = (span.byte_start as usize, span.byte_end as usize);
            let around = places.get(&span.file_name).into_iter().flatten();
            let around = around.filter(|(at, _)| at.start <= start && end <= at.end);
            let Some((_, numbers)) = around.min_by_key(|(at, _)| at.len()) else { continue };
            // Of a switch that does not compile as a whole, the last goes, and it is tried again.
            let out = if numbers.len() == 1 { &mut self.unviable } else { &mut self.unwoven };
            out.extend(numbers.iter().max());
            return Ok(());
        }
        Err(format!("no mutant stands where this is: {}", error.rendered.as_deref().unwrap_or(&error.message)).into())
    }

    /// Builds the tests; where their binary is.
    pub fn build(&self) -> Result<PathBuf, Failure> {
        let (errors, made, success) = self.cargo(&["test", "--release", "--no-run", "--test", "all", "--locked"])?;
        if !success {
            let errors = errors.iter().filter_map(|e| e.rendered.as_deref());
            return Err(errors.collect::<String>().into());
        }
        let of_tests = made.into_iter().filter(|a| a.target.name == "all").find_map(|a| a.executable);
        Ok(of_tests.ok_or("no binary of tests")?.into())
    }
}

/// A test that asks what `outputs` asks of one mutant after the other, in a process that has read
/// the lists: a line each as soon as it is known.
const IN_TURN: &str = r#"
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use crate::outputs::{compared, correlated, read};

/// Processor time of this process in seconds.
fn seconds() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<u64> = stat.rsplit(')').next().unwrap().split(' ').skip(12).take(2).map(|f| f.parse().unwrap()).collect();
    fields.iter().sum::<u64>() / 100
}

#[test]
fn mutants_in_turn() {
    let Ok(file) = std::env::var("TRICORD_MUTANTS") else { return };
    std::panic::set_hook(Box::new(|_| {}));
    let numbers = std::fs::read_to_string(&file).unwrap();
    let mut out = std::fs::OpenOptions::new().append(true).create(true).open(format!("{file}.out")).unwrap();
    let (lists, known) = read();
    let cases = crate::outputs::known(&known);
    let began = Arc::new(AtomicU64::new(seconds()));
    let watched = Arc::clone(&began);
    std::thread::spawn(move || loop {
        std::thread::sleep(std::time::Duration::from_secs(1));
        if seconds() > watched.load(SeqCst) + 20 {
            std::process::exit(9);
        }
    });
    tricord::turn_on(tricord::NONE);
    let expected: Vec<_> = cases.iter().map(|known| {
        let correlation = tricord::correlate::correlate(&lists, known);
        (correlated(&correlation), compared(&correlation))
    }).collect();
    for number in numbers.lines() {
        began.store(seconds(), SeqCst);
        writeln!(out, "{number}").unwrap();
        tricord::turn_on(number.parse().unwrap());
        let same = catch_unwind(AssertUnwindSafe(|| {
            cases.iter().zip(&expected).all(|(known, (groups, findings))| {
                let correlation = tricord::correlate::correlate(&lists, known);
                correlated(&correlation) == *groups && compared(&correlation) == *findings
            })
        }));
        tricord::turn_on(tricord::NONE);
        let word = match same { Ok(true) => "same", Ok(false) => "differs", Err(_) => "panics" };
        writeln!(out, "{number} {word}").unwrap();
    }
}
"#;

/// Writes what changed alone, so that the compiler starts from what it has.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if std::fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    std::fs::create_dir_all(path.parent().ok_or("no folder")?)?;
    Ok(std::fs::write(path, text)?)
}

fn link(to: &Path, at: &Path) -> Result<(), Failure> {
    if at.symlink_metadata().is_ok() || !to.exists() {
        return Ok(());
    }
    Ok(std::os::unix::fs::symlink(to, at)?)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { files(&path, found)? } else { found.push(path) }
    }
    Ok(())
}
