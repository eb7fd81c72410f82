//! Promise: bad input gets one clear message and the exit code of its kind, and
//! earlier output stays whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn tricord(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tricord")).args(args).output().unwrap()
}

fn error_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder of its own for a test, below cargo's.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad_input").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn file(folder: &Path, name: &str, content: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path.display().to_string()
}

const LAW: &str = "<Law Era=\"Showa\" Year=\"24\" Num=\"228\" LawType=\"Act\"><LawNum>昭和二十四年法律第二百二十八号</LawNum>\
<LawBody><LawTitle>another law</LawTitle><MainProvision/></LawBody></Law>";

#[test]
fn every_kind_of_bad_document_is_told_apart() {
    let folder = folder("kinds");
    let broken = b"<DIV9 N=\"Supplement No. 1 to Part 774\">\n<P>text</Q>\n</DIV9>";
    let truncated = b"<DIV9 N=\"Supplement No. 1 to Part 774\">\n<P>text";
    let wrong_encoding = b"<DIV9 N=\"Supplement No. 1\"><P>caf\xE9</P></DIV9>";
    // list, name, content, what the message must name
    let cases: [(&str, &str, &[u8], &[&str]); 10] = [
        ("us", "empty.xml", b"", &["empty.xml", "empty"]),
        ("us", "broken.xml", broken, &["broken.xml:2:", "Q"]),
        ("us", "truncated.xml", truncated, &["truncated.xml:2:", "open"]),
        ("us", "latin1.xml", wrong_encoding, &["latin1.xml:1:", "UTF-8"]),
        ("us", "law.xml", LAW.as_bytes(), &["law.xml"]),
        ("us", "plain.txt", b"3A001 Electronic items", &["plain.txt"]),
        ("jp", "act.xml", LAW.as_bytes(), &["act.xml"]),
        ("jp", "ecfr.xml", b"<DIV9 N=\"1\"><P>text</P></DIV9>", &["ecfr.xml"]),
        ("kr", "cut.hwpx", b"PK\x03\x04\x14\x00\x00\x00mimetypeapplication/hwp+zip", &["cut.hwpx"]),
        ("kr", "page.html", b"<!DOCTYPE html><html></html>", &["page.html", "HWP"]),
    ];
    for (list, name, content, said) in cases {
        let path = file(&folder, name, content);
        let output = tricord(&["parse", "--list", list, &path]);
        let error = error_of(&output);
        assert_eq!(output.status.code(), Some(3), "{name}: {error}");
        assert!(output.stdout.is_empty(), "{name} printed something all the same");
        for word in said {
            assert!(error.contains(word), "{name}: no \u{201c}{word}\u{201d} in: {error}");
        }
    }
}

#[test]
fn a_folder_without_documents_says_what_to_name() {
    let folder = folder("documents");
    let output = tricord(&["parse", "--list", "us", &folder.display().to_string()]);
    assert_eq!(output.status.code(), Some(3));
    assert!(error_of(&output).contains("name the documents"), "{}", error_of(&output));
}

#[test]
fn a_missing_file_is_named() {
    let output = tricord(&["coverage", "--list", "kr", "no-such-file.hwpx"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(error_of(&output).contains("no-such-file.hwpx"));
}

#[test]
fn a_wrong_command_line_is_usage() {
    for args in [
        &["parse", "--list", "fr", "x"][..],
        &["snapshot", "--list", "us", "x", "--edition", "today", "-o", "y"],
        &["nothing"],
    ] {
        assert_eq!(tricord(args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn a_full_disk_is_an_error_and_leaves_the_earlier_file() {
    let folder = folder("full");
    if cfg!(target_os = "linux") {
        let output = Command::new(env!("CARGO_BIN_EXE_tricord"))
            .args(["schema"])
            .stdout(std::fs::File::create("/dev/full").unwrap())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(3), "{}", error_of(&output));
    }
    let earlier = file(&folder, "out.jsonl", b"earlier");
    let broken = file(&folder, "broken.xml", b"<DIV9><P></DIV9>");
    let output = tricord(&["parse", "--list", "us", &broken, "-o", &earlier]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(std::fs::read(&earlier).unwrap(), b"earlier");
    let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "something was left behind: {names:?}");
}
