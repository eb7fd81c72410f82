//! Promise: a review reads revisions of a git repository as it reads files, and `git diff`
//! shows a table a cell a line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FINDINGS: &str = "id,kind,us,jp,kr,us_value,us_sha,jp_sha,kr_sha,us_at\n";
const GROUPS: &str = "group,us,jp,kr,confidence,us_sha,jp_sha,kr_sha\n";

/// Runs git apart from the machine's own settings.
fn git(folder: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"])
        .args(args)
        .current_dir(folder)
        .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")])
        .output()
        .unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn tricord(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tricord")).args(args).current_dir(folder).output().unwrap()
}

fn printed(folder: &Path, args: &[&str]) -> String {
    let output = tricord(folder, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A repository with two commits of `out/findings.csv` and `out/correlation.csv`, tagged `old`
/// and `new`, and a third state in the folder. Between the commits a text was amended.
fn repository(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("review-git").join(name);
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("out")).unwrap();
    git(&root, &["init", "-q", "-b", "main"]);
    let write = |value: &str, hash: &str, line: u32| {
        let row = format!("f1,value,US:1,JP:1,,{value},{hash},bb,,x.xml:{line}:1-9\n");
        std::fs::write(root.join("out/findings.csv"), format!("{FINDINGS}{row}")).unwrap();
        std::fs::write(root.join("out/correlation.csv"), format!("{GROUPS}US:1,US:1,JP:1,,strong,{hash},bb,\n"))
            .unwrap();
    };
    for (tag, value, hash, line) in [("old", "> 75 GHz", "aa", 1), ("new", "> 90 GHz", "cc", 2)] {
        write(value, hash, line);
        git(&root, &["add", "."]);
        git(&root, &["commit", "-q", "-m", tag]);
        git(&root, &["tag", tag]);
    }
    write("> 91 GHz", "cc", 3);
    root
}

#[test]
fn two_revisions_of_a_table_are_told_apart() {
    let root = repository("table");
    let text = printed(&root, &["review", "--git", "old..new", "out/findings.csv"]);
    assert!(text.contains("**The law changed**: 1 rows"), "{text}");
    assert!(text.contains("&gt; <del>75</del><ins>90</ins> GHz") || text.contains("> <del>75</del><ins>90</ins> GHz"));
    // From a folder below, by an absolute path and back in time it is the same.
    let absolute = root.join("out/findings.csv").display().to_string();
    for (folder, path) in
        [(root.join("out"), "findings.csv"), (root.join("out"), "../out/findings.csv"), (root.clone(), &absolute)]
    {
        assert_eq!(printed(&folder, &["review", "--git", "old..", path]), text);
    }
    assert!(printed(&root, &["review", "--git", "new..old", &absolute]).contains("<del>90</del><ins>75</ins>"));
    let exit = |cause: &str| tricord(&root, &["review", "--git", "old..new", "out", "--fail-on", cause]).status.code();
    assert_eq!((exit("law"), exit("parser")), (Some(1), Some(0)));
}

#[test]
fn two_revisions_of_a_folder_have_all_their_tables() {
    let root = repository("folder");
    let text = printed(&root, &["review", "--git", "old..new", "out"]);
    assert!(text.contains("## correlation.csv: changed") && text.contains("## findings.csv: changed"), "{text}");
    assert!(text.contains("**The law changed**: 2 rows"), "{text}");
}

#[test]
fn one_revision_is_compared_with_what_lies_in_the_folder() {
    let root = repository("worktree");
    let text = printed(&root, &["review", "--git", "HEAD", "out/findings.csv"]);
    assert!(text.contains("**The parser changed**: 1 rows") && text.contains("<del>90</del><ins>91</ins>"), "{text}");
}

#[test]
fn what_git_does_not_have_is_named() {
    let root = repository("errors");
    let cases = [
        (&["review", "--git", "old..nowhere", "out"][..], 3, "no revision \u{201c}nowhere\u{201d}"),
        (&["review", "--git", "--all..new", "out"][..], 2, ""),
        (&["review", "--git=--all..new", "out"][..], 3, "no revision \u{201c}--all\u{201d}"),
        (
            &["review", "--git", "old..new", "out/bounds.csv"][..],
            3,
            "old:out/bounds.csv: no such file at this revision",
        ),
        (&["review", "--git", "old...new", "out"][..], 2, "two points only"),
        (&["review", "--git", "old..new", "out", "out"][..], 2, "one path"),
        (&["review", "out"][..], 2, "the earlier and the later"),
    ];
    for (args, code, said) in cases {
        let output = tricord(&root, args);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {error}");
        assert!(error.contains(said), "{args:?}: {error}");
    }
    let without = Command::new(env!("CARGO_BIN_EXE_tricord"))
        .args(["review", "--git", "old..new", "out"])
        .current_dir(&root)
        .env("PATH", "")
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&without.stderr).into_owned();
    assert_eq!(without.status.code(), Some(3), "{error}");
    assert!(error.contains("git") && error.contains("name two files"), "{error}");
}

#[test]
fn git_diff_shows_a_cell_a_line() {
    let root = repository("textconv");
    std::fs::write(root.join(".gitattributes"), "*.csv diff=tricord\n").unwrap();
    let driver = format!("diff.tricord.textconv='{}' review --textconv", env!("CARGO_BIN_EXE_tricord"));
    let heads = "diff.tricord.xfuncname=^([^ ].*)$";
    let diff = git(&root, &["-c", &driver, "-c", heads, "diff", "-U0", "old", "new", "--", "out/findings.csv"]);
    let changed: Vec<&str> = diff
        .lines()
        .filter(|l| (l.starts_with('+') || l.starts_with('-')) && !l[1..].starts_with(['+', '-']))
        .collect();
    // The place is left out: it differs as soon as a line is put in above.
    assert_eq!(changed, ["-  us_value: > 75 GHz", "-  us_sha: aa", "+  us_value: > 90 GHz", "+  us_sha: cc"]);
    assert!(diff.contains("@@ f1"), "{diff}");
    // Another table of the pattern is shown as it is.
    std::fs::write(root.join("other.csv"), "a,b\n1,2\n").unwrap();
    assert_eq!(printed(&root, &["review", "--textconv", "other.csv"]), "a,b\n1,2\n");
}
