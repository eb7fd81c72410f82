//! Promise: what is written is there whole or not at all: killed at any moment, or with no
//! room left, each file is the earlier one or the new one; no link is followed out of the
//! folder; what people keep (pins, links, editions) is read and never written, and the items of
//! a meeting, which both write, never without what people wrote beside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![cfg(unix)]

mod hwpx;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const OUTPUTS: [&str; 4] = ["correlation.csv", "coverage.csv", "findings.csv", "run.json"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of its own for a test, below cargo's.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("safe_writing").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A diff of small documents into `out`; `us` tells the one from the other.
fn diff(folder: &Path, us: &str, out: &Path) -> Command {
    command(folder, &["diff"], us, out)
}

fn agenda(folder: &Path, us: &str, out: &Path) -> Command {
    command(folder, &["agenda", "--meeting", "M", "--format", "md"], us, out)
}

fn command(folder: &Path, verb: &[&str], us: &str, out: &Path) -> Command {
    let kr = folder.join("kr.hwpx");
    if !kr.exists() {
        let rows = "3A | 시스템\n3A001 | 부품으로 다음의 것:\n3A001.a | a. 출력 50 mA 이상인 것";
        std::fs::write(&kr, hwpx::document(&[hwpx::section(&hwpx::tables(rows))])).unwrap();
    }
    let fixture = |path: &str| root().join("fixtures").join(path);
    let mut command = Command::new(env!("CARGO_BIN_EXE_tricord"));
    command.args(verb).arg("--us").arg(fixture(us)).arg("--jp").arg(fixture("jp/ok/08-table-of-goods.xml"));
    command.arg("--kr").arg(kr).arg("--lists").arg(folder).arg("--out").arg(out);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

const OLD: &str = "us/ok/19-exponents.xml";
const NEW: &str = "us/ok/20-signs-and-units.xml";

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else {
                let name = entry.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, std::fs::read(entry).unwrap());
            }
        }
    }
    found
}

/// Whether something is being written in the folder.
fn is_writing(folder: &Path) -> bool {
    let hidden = |e: std::io::Result<std::fs::DirEntry>| {
        e.is_ok_and(|e| e.file_name().to_string_lossy().starts_with(".tricord-"))
    };
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.any(hidden))
}

/// Waits for the first file beside the others and kills `child` a moment later; whether it
/// was still at work.
fn kill_while_writing(child: &mut Child, out: &Path, moment: Duration) -> bool {
    while child.try_wait().unwrap().is_none() && !is_writing(out) {
        std::hint::spin_loop();
    }
    let start = Instant::now();
    while start.elapsed() < moment {
        std::hint::spin_loop();
    }
    let running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    running
}

#[test]
fn killed_at_any_moment_each_file_is_the_earlier_or_the_new_one() {
    let folder = folder("killed");
    let (old, new) = (folder.join("old"), folder.join("new"));
    assert!(diff(&folder, OLD, &old).status().unwrap().success());
    assert!(diff(&folder, NEW, &new).status().unwrap().success());
    let (old, new) = (files(&old), files(&new));
    assert_eq!(old.keys().collect::<Vec<_>>(), OUTPUTS.iter().collect::<Vec<_>>());
    assert_ne!(old, new);
    let mut killed = 0;
    for step in 0..40 {
        let out = folder.join(format!("out-{step}"));
        assert!(diff(&folder, OLD, &out).status().unwrap().success());
        let mut child = diff(&folder, NEW, &out).spawn().unwrap();
        killed += usize::from(kill_while_writing(&mut child, &out, Duration::from_micros(200 * step)));
        for (name, content) in files(&out).iter().filter(|(name, _)| OUTPUTS.contains(&name.as_str())) {
            assert!(*content == old[name] || *content == new[name], "{name} is half written");
        }
        assert!(OUTPUTS.iter().all(|name| out.join(name).is_file()), "a file is gone");
        // What lies there does not stand in the way of the next run.
        assert!(diff(&folder, NEW, &out).status().unwrap().success());
        assert!(OUTPUTS.iter().all(|name| std::fs::read(out.join(name)).unwrap() == new[*name]));
        std::fs::remove_dir_all(&out).unwrap();
    }
    assert!(killed > 0, "every run was over before it could be killed");
}

#[test]
fn killed_at_any_moment_what_people_wrote_is_in_the_table_or_beside() {
    let folder = folder("items");
    let start = folder.join("start");
    assert!(agenda(&folder, OLD, &start).status().unwrap().success());
    let mut files_then = files(&start);
    let mut items = String::from_utf8(files_then["items.csv"].clone()).unwrap();
    assert!(items.lines().count() > 1, "nothing to write in");
    items = items.replacen("open", "agreed", 1);
    files_then.insert("items.csv".to_owned(), items.into_bytes());
    let written = &files_then["items.csv"];
    let (mut killed, mut changed) = (0, 0);
    for step in 0..30 {
        let out = folder.join(format!("out-{step}"));
        std::fs::create_dir_all(&out).unwrap();
        files_then.iter().for_each(|(name, content)| std::fs::write(out.join(name), content).unwrap());
        let mut child = agenda(&folder, NEW, &out).spawn().unwrap();
        killed += usize::from(kill_while_writing(&mut child, &out, Duration::from_micros(300 * step)));
        let now = files(&out);
        let is_new = now["items.csv"] != *written;
        changed += usize::from(is_new);
        let beside = now.iter().any(|(name, content)| name.ends_with(".bak.csv") && content == written);
        assert!(!is_new || beside, "what people wrote is gone");
        std::fs::remove_dir_all(&out).unwrap();
    }
    assert!(killed > 0, "every run was over before it could be killed");
    assert!(changed > 0, "no run came so far");
}

/// A file may not grow over a block: what a full disk does, without a disk to fill.
#[test]
fn without_room_the_earlier_files_stay() {
    let folder = folder("full");
    let out = folder.join("out");
    assert!(diff(&folder, OLD, &out).status().unwrap().success());
    let before = files(&out);
    for trap in ["trap '' XFSZ; ", ""] {
        let command = diff(&folder, NEW, &out);
        let words: Vec<String> = std::iter::once(command.get_program())
            .chain(command.get_args())
            .map(|w| format!("'{}'", w.to_string_lossy()))
            .collect();
        let script = format!("{trap}ulimit -f 1; exec {}", words.join(" "));
        let output = Command::new("sh").arg("-c").arg(script).output().unwrap();
        assert!(!output.status.success());
        if !trap.is_empty() {
            let error = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(3), "{error}");
            assert!(error.contains("correlation.csv"), "the file is named: {error}");
            assert_eq!(files(&out), before, "something was left behind");
        }
        assert!(before.iter().all(|(name, content)| std::fs::read(out.join(name)).unwrap() == *content));
    }
}

#[test]
fn a_link_is_replaced_and_not_followed() {
    let folder = folder("links");
    let out = folder.join("out");
    std::fs::create_dir_all(&out).unwrap();
    let precious = folder.join("precious");
    std::fs::write(&precious, "precious").unwrap();
    for name in OUTPUTS {
        std::os::unix::fs::symlink(&precious, out.join(name)).unwrap();
    }
    assert!(diff(&folder, NEW, &out).status().unwrap().success());
    let single = out.join("single.jsonl");
    std::os::unix::fs::symlink(&precious, &single).unwrap();
    let fixture = root().join("fixtures").join(NEW);
    let parse = Command::new(env!("CARGO_BIN_EXE_tricord"))
        .args(["parse", "--list", "us"])
        .arg(fixture)
        .arg("-o")
        .arg(&single)
        .status()
        .unwrap();
    assert!(parse.success());
    assert_eq!(std::fs::read(&precious).unwrap(), b"precious");
    for path in OUTPUTS.iter().map(|n| out.join(n)).chain([single]) {
        assert!(std::fs::symlink_metadata(&path).unwrap().is_file(), "{} is a link still", path.display());
    }
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let folder = folder("names");
    let mut outputs = tricord::report::output::Outputs::open(&folder.join("out")).unwrap();
    for name in ["../out.csv", "a/b.csv", "/etc/x", "..", ".hidden", "", "a\\b", "a\0b"] {
        assert!(outputs.write(name, b"x").is_err(), "{name:?}");
    }
    outputs.write("fine.csv", b"x").unwrap();
    outputs.publish().unwrap();
    assert_eq!(files(&folder).into_keys().collect::<Vec<_>>(), ["out/fine.csv"]);
    let tricord = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_tricord")).args(args).current_dir(root()).output().unwrap().status.code()
    };
    let out = folder.join("papers").display().to_string();
    for meeting in ["../2027", "a/b", "", ".."] {
        assert_eq!(tricord(&["agenda", "--meeting", meeting, "--out", &out]), Some(2), "{meeting:?}");
    }
}

/// Pins, links and editions are a person's or an earlier run's.
#[test]
fn lists_are_read_and_never_written() {
    let folder = folder("lists");
    let lists = folder.join("lists");
    for (name, content) in files(&root().join("lists")) {
        let path = lists.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    let before = files(&lists);
    let (out, given) = (folder.join("out").display().to_string(), lists.display().to_string());
    for args in [
        &["diff", "--out", &out][..],
        &["explain", "US:3A002.c.4.a"],
        &["find", "3A001"],
        &["agenda", "--meeting", "2027-H1", "--out", &out],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tricord"));
        let output = command.args(args).args(["--lists", &given]).current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(files(&lists), before);
}
