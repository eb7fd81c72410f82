//! The mutants, as cargo-mutants lists them.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::Failure;

/// A place in a file, both from 1; the column in characters.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Place {
    line: usize,
    column: usize,
}

/// From here to there, exclusive.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Span {
    start: Place,
    end: Place,
}

#[derive(Debug, Clone, Deserialize)]
struct Function {
    function_name: String,
}

/// What is mutated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Genre {
    /// What a function gives.
    FnValue,
    /// An operator of two operands.
    BinaryOperator,
    /// An operator of one.
    UnaryOperator,
    /// An arm that is left out.
    MatchArm,
    /// A guard of an arm that always or never holds.
    MatchArmGuard,
    /// A field that is left to the base of the struct.
    StructField,
}

/// One mutant.
#[derive(Debug, Clone, Deserialize)]
pub struct Mutant {
    /// The file under the root of the project.
    pub file: String,
    function: Option<Function>,
    /// What is mutated.
    pub genre: Genre,
    name: String,
    /// What stands there instead.
    pub replacement: String,
    span: Span,
    /// The same in bytes of the file.
    #[serde(skip)]
    pub bytes: std::ops::Range<usize>,
    /// The line of the source, what is replaced in it between ⟦ and ⟧; empty for what a
    /// function gives.
    #[serde(skip)]
    pub line: String,
}

impl Mutant {
    /// The function that it is in; empty outside of any.
    pub fn function(&self) -> &str {
        self.function.as_ref().map_or("", |f| &f.function_name)
    }

    /// `quantity`, `correlate` or `compare`.
    pub fn module(&self) -> &str {
        self.file.split('/').nth(1).unwrap_or_default()
    }

    /// What is done: `replace < with <= in power_of_ten`.
    pub fn change(&self) -> &str {
        self.name.splitn(4, ':').last().unwrap_or_default().trim()
    }

    /// Where, what and in which line.
    pub fn shown(&self) -> String {
        format!("{}\n    {}", self.name, self.line).trim_end().to_owned()
    }
}

/// All mutants of the files that `globs` name; `memory` is where they are kept.
pub fn all(root: &Path, globs: &[&str], memory: &Path) -> Result<Vec<Mutant>, Failure> {
    if !memory.exists() {
        let mut command = Command::new("cargo");
        command.current_dir(root).args(["mutants", "--list", "--json", "--no-config"]);
        globs.iter().for_each(|glob| _ = command.args(["--file", glob]));
        let output = command.output()?;
        if !output.status.success() {
            return Err(format!("cargo mutants: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        std::fs::write(memory, output.stdout)?;
    }
    let mut mutants: Vec<Mutant> = serde_json::from_slice(&std::fs::read(memory)?)?;
    for mutant in &mut mutants {
        let source = std::fs::read_to_string(root.join(&mutant.file))?;
        mutant.bytes = offset(&source, mutant.span.start)..offset(&source, mutant.span.end);
        if mutant.genre != Genre::FnValue {
            mutant.line = marked(&source, &mutant.bytes);
        }
    }
    Ok(mutants)
}

fn offset(source: &str, place: Place) -> usize {
    let before: usize = source.split_inclusive('\n').take(place.line - 1).map(str::len).sum();
    let column = source[before..].chars().take(place.column - 1).map(char::len_utf8).sum::<usize>();
    before + column
}

/// The line in which `bytes` begin, or what of them is in it.
fn marked(source: &str, bytes: &std::ops::Range<usize>) -> String {
    let start = source[..bytes.start].rfind('\n').map_or(0, |n| n + 1);
    let end = source[bytes.start..].find('\n').map_or(source.len(), |n| bytes.start + n);
    let inner = bytes.end.min(end);
    format!("{}⟦{}⟧{}", &source[start..bytes.start], &source[bytes.start..inner], &source[inner..end]).trim().to_owned()
}
