//! Promise: the README's console blocks say what the program prints today. Each `$` line
//! is run in a scratch folder that sees lists/; a line `…` stands for lines left out.
//! With `TRICORD_UPDATE_README` set, the blocks are written anew where they differ.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::Path;
use std::process::Command;

/// Runs a README command line; `cargo test` is what is running here.
fn run(line: &str, folder: &Path) -> String {
    let words = line.strip_prefix("cargo run --release -- ").or_else(|| line.strip_prefix("tricord "));
    let words = words.unwrap_or_else(|| panic!("the README may show tricord only, and shows: {line}"));
    let (words, lines) = match words.split_once(" | head -") {
        Some((words, n)) => (words, n.trim().parse().unwrap()),
        None => (words, usize::MAX),
    };
    let output = Command::new(env!("CARGO_BIN_EXE_tricord"))
        .args(words.split_whitespace())
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().take(lines).map(|l| format!("{}\n", l.trim_end())).collect()
}

/// Whether `shown` is `printed` with lines left out where it says `…`.
fn matches(shown: &str, printed: &str) -> bool {
    let mut printed = printed.lines();
    let mut skipping = false;
    for line in shown.lines() {
        if line == "…" {
            skipping = true;
            continue;
        }
        let found = if skipping { printed.any(|p| p == line) } else { printed.next() == Some(line) };
        if !found {
            return false;
        }
        skipping = false;
    }
    skipping || printed.next().is_none()
}

#[test]
fn console_blocks_are_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink(root.join("lists"), folder.join("lists")).unwrap();
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let mut updated = String::new();
    let mut blocks = 0;
    let mut rest = readme.as_str();
    while let Some((before, after)) = rest.split_once("```console\n") {
        let (block, tail) = after.split_once("```").unwrap();
        let (command, shown) = block.split_once('\n').unwrap();
        let line = command.strip_prefix("$ ").unwrap();
        updated.push_str(before);
        if line == "cargo test" {
            updated.push_str(&format!("```console\n{block}```"));
            rest = tail;
            continue;
        }
        let printed = run(line, &folder);
        if std::env::var_os("TRICORD_UPDATE_README").is_none() {
            assert!(matches(shown, &printed), "{line} prints\n{printed}\nand the README shows\n{shown}");
        }
        let kept = if matches(shown, &printed) { shown } else { &printed };
        updated.push_str(&format!("```console\n{command}\n{kept}```"));
        blocks += 1;
        rest = tail;
    }
    updated.push_str(rest);
    assert!(blocks >= 3, "the README shows {blocks} runs");
    if std::env::var_os("TRICORD_UPDATE_README").is_some() {
        std::fs::write(root.join("README.md"), updated).unwrap();
    }
}
