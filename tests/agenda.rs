//! Promise: the papers of a meeting say what the lists say, what people decided stands from
//! meeting to meeting, and nothing that a person wrote is overwritten.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;
mod office;

use corpus::corpus;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tricord::model::{Bound, Hash, Id, Kind, List, ListSnapshot, Op, Paragraph, Role, Value};
use tricord::quantity::{Unit, rational};
use tricord::text::Span;

fn tricord(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tricord")).args(args).output().unwrap()
}

fn error_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder of its own for a test, below cargo's.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("agenda").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The paragraphs of a made list: id, kind, parent, text in our own words, bounds.
type Row<'r> = (&'r str, Kind, Option<u32>, &'r str, &'r [(Op, &'r str, &'r str)]);

fn made(list: List, edition: &str, rows: &[Row<'_>]) -> ListSnapshot {
    let mut snapshot = ListSnapshot::new(list);
    snapshot.edition.in_force = edition.to_owned();
    for ((id, kind, parent, text, bounds), i) in rows.iter().zip(0_u32..) {
        let mut p = Paragraph::new(Id::new(*id), *kind, (*text).to_owned());
        p.parent = *parent;
        p.depth = u8::from(*kind == Kind::Item);
        p.text_sha256 = Hash::of(text.as_bytes());
        if text.contains("generator") {
            p.terms = vec!["signal-generator".into()];
        }
        p.provenance.bytes = Span { start: i * 100, end: i * 100 + 99 };
        p.bounds = bounds
            .iter()
            .map(|(op, value, unit)| Bound {
                op: *op,
                value: Value::Exact(rational::parse(value).unwrap()),
                unit: Unit::new((*unit).to_owned()),
                literal: format!("{value} {unit}").into(),
                span: Span::default(),
                aliases: Vec::new(),
                role: Role::Limit,
                parameter: None,
                phrase: None,
            })
            .collect();
        snapshot.paragraphs.push(p);
    }
    snapshot
}

const BAND: &str = "generator of test signals up to a band";

/// Three made lists in `root`: the US limit of signal generators is `us_band`, the two
/// others have 110 GHz; Korea alone has an entry 3A999; one limit is in other units.
fn lists(root: &Path, edition: &str, us_band: &str) -> [String; 3] {
    let band = [(Op::AtMost, us_band, "GHz")];
    let agreed = [(Op::AtMost, "110", "GHz")];
    let us_text = format!("{BAND} of {us_band}");
    let us = made(
        List::Us,
        edition,
        &[
            ("US:3A002", Kind::Entry, None, "test equipment with a generator", &[]),
            ("US:3A002.d", Kind::Item, Some(0), &us_text, &band),
            ("US:2B001", Kind::Entry, None, "machines that mill", &[(Op::AtMost, "1", "um")]),
        ],
    );
    let jp = made(
        List::Jp,
        "2026-02-14",
        &[
            ("JP:6/1.13", Kind::Entry, None, "test equipment with a generator", &[]),
            ("JP:6/1.13.2", Kind::Item, Some(0), BAND, &agreed),
            ("JP:5/1.2", Kind::Entry, None, "machines that mill", &[(Op::AtMost, "0.001", "mm")]),
        ],
    );
    let kr = made(
        List::Kr,
        "2025-01-01",
        &[
            ("KR:3A002", Kind::Entry, None, "test equipment with a generator", &[]),
            ("KR:3A002.d", Kind::Item, Some(0), BAND, &agreed),
            ("KR:2B001", Kind::Entry, None, "machines that mill", &[(Op::AtMost, "1", "um")]),
            ("KR:3A999", Kind::Entry, None, "things that only one list has", &[(Op::AtLeast, "7", "kg")]),
        ],
    );
    [us, jp, kr].map(|snapshot| {
        let path = root.join(format!("{}-{edition}-{us_band}", snapshot.list.word()));
        tricord::report::snapshot::write(&snapshot, &path).unwrap();
        path.display().to_string()
    })
}

/// Pins that tie the made lists.
fn known(root: &Path) -> String {
    let correlation = root.join("lists/correlation");
    std::fs::create_dir_all(&correlation).unwrap();
    let pins = "a,b,verdict,reason,by,a_text,b_text\n\
                JP:6/1.13,US:3A002,same,,test,,\n\
                JP:6/1.13.2,US:3A002.d,same,,test,,\n\
                JP:5/1.2,US:2B001,same,,test,,\n";
    std::fs::write(correlation.join("pins.csv"), pins).unwrap();
    root.join("lists").display().to_string()
}

fn agenda(root: &Path, lists: &[String; 3], meeting: &str, more: &[&str]) -> Output {
    let known = known(root);
    let out = root.join(meeting).display().to_string();
    let [us, jp, kr] = lists;
    let mut args =
        vec!["agenda", "--us", us, "--jp", jp, "--kr", kr, "--lists", &known, "--meeting", meeting, "--out", &out];
    args.extend(more);
    tricord(&args)
}

fn run(root: &Path, lists: &[String; 3], meeting: &str, more: &[&str]) {
    let output = agenda(root, lists, meeting, more);
    assert_eq!(output.status.code(), Some(0), "{}", error_of(&output));
}

/// The rows of a meeting's table by column.
fn items(folder: &Path) -> Vec<BTreeMap<String, String>> {
    let bytes = std::fs::read(folder.join("items.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let header = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|r| header.iter().map(str::to_owned).zip(r.unwrap().iter().map(str::to_owned)).collect())
        .collect()
}

/// Writes the table as a person's spreadsheet would: with another order and a column more.
fn save(folder: &Path, rows: &[BTreeMap<String, String>]) -> Vec<u8> {
    let columns: Vec<&String> = rows[0].keys().collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&columns).unwrap();
    for row in rows {
        writer.write_record(columns.iter().map(|c| &row[*c])).unwrap();
    }
    let bytes = writer.into_inner().unwrap();
    std::fs::write(folder.join("items.csv"), &bytes).unwrap();
    bytes
}

fn row<'r>(rows: &'r [BTreeMap<String, String>], kind: &str, entry: &str) -> &'r BTreeMap<String, String> {
    let found = rows.iter().find(|r| r["kind"] == kind && ["us", "jp", "kr"].iter().any(|c| r[*c].contains(entry)));
    found.unwrap_or_else(|| panic!("no {kind} at {entry} in {rows:#?}"))
}

fn backups(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.file_name().unwrap().to_string_lossy().ends_with(".bak.csv"))
        .collect();
    found.sort();
    found
}

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The paragraphs of a Word file, read with another reader than it was written with.
fn docx_text(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut text = String::new();
    let mut inside = false;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => return text,
            quick_xml::events::Event::Start(e) if e.local_name().as_ref() == "t" => inside = true,
            quick_xml::events::Event::End(e) if e.local_name().as_ref() == "t" => inside = false,
            quick_xml::events::Event::End(e) if e.local_name().as_ref() == "p" => text.push('\n'),
            quick_xml::events::Event::Text(t) if inside => text.push_str(&t),
            quick_xml::events::Event::GeneralRef(r) if inside => {
                let name: &str = &r;
                let known = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];
                match known.iter().find(|(n, _)| *n == name) {
                    Some((_, c)) => text.push(*c),
                    None => text.push(r.resolve_char_ref().unwrap().unwrap()),
                }
            }
            _ => {}
        }
    }
}

#[test]
fn what_people_decided_stands_from_meeting_to_meeting() {
    let root = folder("cycle");
    let first = lists(&root, "2026-07-30", "90");
    run(&root, &first, "A", &["--format", "md"]);
    let mut rows = items(&root.join("A"));
    let band = row(&rows, "value", "3A002.d").clone();
    assert_eq!((band["since_last"].as_str(), band["cause"].as_str()), ("new", "lag"), "{band:?}");
    assert_eq!((band["us_value"].as_str(), band["kr_value"].as_str()), ("<= 90 GHz", "<= 110 GHz"));
    assert!(band["first_meeting"].starts_with("A (US 2026-07-30; JP 2026-02-14; KR 2025-01-01"), "{band:?}");

    // A person decides, adds a column and an item of their own, and turns the order round.
    for row in &mut rows {
        row.insert("Zuständig".to_owned(), format!("desk of {}", row["kind"]));
        if row["id"] == band["id"] {
            row.insert("owner".to_owned(), "BIS, \"signals\" <desk>".to_owned());
            row.insert("status".to_owned(), "In Progress".to_owned());
            row.insert("decision".to_owned(), "US to take 110 GHz\nby spring".to_owned());
            row.insert("note".to_owned(), "=SUM(1) | *stays*".to_owned());
        }
    }
    rows.reverse();
    let mut own = rows[0].clone();
    own.values_mut().for_each(String::clear);
    own.insert("point".to_owned(), "Outreach to universities".to_owned());
    own.insert("decision".to_owned(), "joint leaflet".to_owned());
    rows.push(own);
    let written = save(&root.join("A"), &rows);

    // Prepared again: nothing of it moves, and what changed is backed up first.
    run(&root, &first, "A", &["--format", "md"]);
    assert_eq!(items(&root.join("A")), rows, "what a person wrote, row order and columns");
    let kept: Vec<Vec<u8>> = backups(&root.join("A")).iter().map(|b| std::fs::read(b).unwrap()).collect();
    assert!(kept.is_empty() || kept == [written], "the backup is what the person wrote");
    let paper = text_of(&root.join("A/agenda.md"));
    for said in ["US to take 110 GHz", "Outreach to universities", "joint leaflet", "in progress", "≤\u{a0}90\u{a0}GHz"]
    {
        assert!(paper.contains(said), "no {said} in {paper}");
    }

    // The US list is amended at that place: changed, and the decision stands.
    let second = lists(&root, "2026-08-18", "100");
    let previous = root.join("A").display().to_string();
    run(&root, &second, "B", &["--format", "md", "--previous", &previous]);
    let after = items(&root.join("B"));
    let band_b = row(&after, "value", "3A002.d");
    for column in ["id", "owner", "status", "decision", "note", "Zuständig", "first_meeting"] {
        assert_eq!(band_b[column], row(&rows, "value", "3A002.d")[column], "{column}");
    }
    assert_eq!((band_b["since_last"].as_str(), band_b["us_value"].as_str()), ("changed", "<= 100 GHz"));
    assert_eq!(row(&after, "no-counterpart", "3A999")["since_last"], "unchanged");
    assert!(after.iter().any(|r| r["point"] == "Outreach to universities" && r["decision"] == "joint leaflet"));
    assert_eq!(items(&root.join("A")), rows, "the previous meeting's table is not touched");
    let paper = text_of(&root.join("B/agenda.md"));
    assert!(paper.contains("Changes of the lists since the last meeting"), "{paper}");
    assert!(paper.contains("3A002 | 1 changed, 0 added, 0 removed"), "{paper}");
    // Prepared again with the same lists, the same.
    let bytes = std::fs::read(root.join("B/items.csv")).unwrap();
    run(&root, &second, "B", &["--format", "md", "--previous", &previous]);
    run(&root, &second, "B", &["--format", "md"]);
    assert_eq!(std::fs::read(root.join("B/items.csv")).unwrap(), bytes);
    assert!(backups(&root.join("B")).is_empty(), "a backup of what did not change");

    // The US takes the value: closed by a change of list, and the row stays.
    let third = lists(&root, "2026-12-01", "110");
    let previous = root.join("B").display().to_string();
    run(&root, &third, "C", &["--format", "md", "--previous", &previous]);
    let closed = items(&root.join("C"));
    let band_c = closed.iter().find(|r| r["id"] == band["id"]).expect("the row stays");
    assert_eq!(band_c["since_last"], "closed");
    assert_eq!(band_c["decision"], "US to take 110 GHz\nby spring");
    assert!(text_of(&root.join("C/agenda.md")).contains("Closed since the last meeting"));

    // And steps back: reopened.
    let previous = root.join("C").display().to_string();
    run(&root, &second, "D", &["--format", "md", "--previous", &previous]);
    let reopened = items(&root.join("D"));
    assert_eq!(reopened.iter().find(|r| r["id"] == band["id"]).unwrap()["since_last"], "reopened");
    // Closed at C and still so at the next: kept in the table, not told twice.
    run(&root, &third, "E", &["--format", "md", "--previous", &previous]);
    assert_eq!(items(&root.join("E")).iter().find(|r| r["id"] == band["id"]).unwrap()["since_last"], "closed");
    assert!(!text_of(&root.join("E/agenda.md")).contains("Closed since the last meeting"));
}

#[test]
fn earlier_editions_tell_since_when_a_list_has_its_words() {
    let root = folder("history");
    let then = lists(&root, "2026-07-30", "90");
    for (list, from, date) in [("us", &then[0], "2026-07-30"), ("kr", &then[2], "2024-01-01")] {
        let to = root.join("lists").join(list).join(date);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::rename(from, to).unwrap();
    }
    let now = lists(&root, "2026-08-18", "100");
    run(&root, &now, "A", &["--format", "md"]);
    let paper = text_of(&root.join("A/agenda.md"));
    assert!(paper.contains("Korea in these words since 2024-01-01 at the latest"), "{paper}");
    // The US limit has changed since; the entry of Korea alone has no US side.
    assert!(!paper.contains("US in these words since 2026-07-30"), "{paper}");
}

#[test]
fn a_settled_item_is_told_apart_and_opens_again_when_a_list_moves() {
    let root = folder("settled");
    let first = lists(&root, "2026-07-30", "90");
    run(&root, &first, "A", &["--format", "md"]);
    let mut rows = items(&root.join("A"));
    for row in &mut rows {
        row.insert("status".to_owned(), if row["kind"] == "value" { "取下げ" } else { "완료" }.to_owned());
    }
    save(&root.join("A"), &rows);
    run(&root, &first, "A", &["--format", "md", "--lang", "ko"]);
    assert_eq!(items(&root.join("A")), rows, "statuses in other languages stay as written");
    assert!(text_of(&root.join("A/agenda.ko.md")).contains("처리 완료·철회"));
    let second = lists(&root, "2026-08-18", "100");
    let previous = root.join("A").display().to_string();
    run(&root, &second, "B", &["--format", "md", "--previous", &previous]);
    let after = items(&root.join("B"));
    assert_eq!(row(&after, "value", "3A002.d")["since_last"], "reopened");
    assert_eq!(row(&after, "no-counterpart", "3A999")["since_last"], "unchanged");
}

#[test]
fn a_change_is_backed_up_before_it_is_written() {
    let root = folder("backup");
    run(&root, &lists(&root, "2026-07-30", "90"), "A", &["--format", "md"]);
    let before = std::fs::read(root.join("A/items.csv")).unwrap();
    run(&root, &lists(&root, "2026-08-18", "100"), "A", &["--format", "md"]);
    let rows = items(&root.join("A"));
    assert_eq!(row(&rows, "value", "3A002.d")["since_last"], "changed", "the lists moved while preparing");
    let kept = backups(&root.join("A"));
    assert_eq!(kept.len(), 1);
    assert_eq!(std::fs::read(&kept[0]).unwrap(), before);
}

#[test]
fn a_malformed_table_is_refused_with_its_place() {
    let root = folder("malformed");
    let lists = lists(&root, "2026-07-30", "90");
    run(&root, &lists, "A", &["--format", "md"]);
    let head = "id,owner,status,decision,note\n";
    let cases: [(&str, Vec<u8>, &str, &str); 8] = [
        ("a column is missing", b"id,owner,status,note\nA-1,,open,\n".to_vec(), ":1:1", "decision"),
        ("semicolons", b"id;owner;status;decision;note\n".to_vec(), ":1:1", "commas"),
        ("a column twice", b"id,owner,status,decision,note,owner\n".to_vec(), ":1:4", "twice"),
        ("a short row", format!("{head}A-1,,open,,\nA-2,x,open\n").into_bytes(), ":3:1", "3 cells"),
        ("no status", format!("{head}A-1,,open,,\nA-2,x,maybe,,\n").into_bytes(), ":3:7", "maybe"),
        ("an id twice", format!("{head}A-1,,open,,\nA-1,,open,,\n").into_bytes(), ":3:1", "stands twice"),
        ("an open quote", format!("{head}A-1,,open,,\nA-2,\"x,open,,\n").into_bytes(), ":3:5", "quote"),
        ("not UTF-8", [head.as_bytes(), b"A-1,caf\xe9,open,,\n"].concat(), ":2:8", "UTF-8"),
    ];
    for (what, bytes, place, said) in cases {
        std::fs::write(root.join("A/items.csv"), &bytes).unwrap();
        std::fs::write(root.join("A/agenda.md"), "earlier").unwrap();
        let output = agenda(&root, &lists, "A", &["--format", "md"]);
        let error = error_of(&output);
        assert_eq!(output.status.code(), Some(3), "{what}: {error}");
        assert!(error.contains(&format!("items.csv{place}")), "{what}: no place {place} in {error}");
        assert!(error.contains(said), "{what}: {error}");
        assert_eq!(std::fs::read(root.join("A/items.csv")).unwrap(), bytes, "{what}: the table was touched");
        assert_eq!(text_of(&root.join("A/agenda.md")), "earlier", "{what}: a paper was written");
        assert!(backups(&root.join("A")).is_empty());
    }
}

#[test]
fn a_paper_that_someone_wrote_in_is_kept_beside() {
    let root = folder("paper");
    let first = lists(&root, "2026-07-30", "90");
    run(&root, &first, "A", &["--format", "md"]);
    // Made again from other lists, the program's own paper is simply replaced.
    let second = lists(&root, "2026-08-18", "100");
    run(&root, &second, "A", &["--format", "md"]);
    let kept = || {
        let names = std::fs::read_dir(root.join("A")).unwrap().map(|e| e.unwrap().path());
        names.filter(|p| p.to_string_lossy().ends_with(".bak.md")).collect::<Vec<_>>()
    };
    assert!(kept().is_empty());
    let edited = text_of(&root.join("A/agenda.md")) + "\nThe chair asked for two more days.\n";
    std::fs::write(root.join("A/agenda.md"), &edited).unwrap();
    run(&root, &second, "A", &["--format", "md"]);
    assert_eq!(kept().len(), 1);
    assert_eq!(text_of(&kept()[0]), edited);
    assert!(!text_of(&root.join("A/agenda.md")).contains("two more days"));
}

#[test]
fn a_mark_of_a_spreadsheet_is_kept() {
    let root = folder("mark");
    let lists = lists(&root, "2026-07-30", "90");
    run(&root, &lists, "A", &["--format", "md"]);
    let table = std::fs::read(root.join("A/items.csv")).unwrap();
    let marked = [b"\xef\xbb\xbf".as_slice(), &table].concat();
    std::fs::write(root.join("A/items.csv"), &marked).unwrap();
    run(&root, &lists, "A", &["--format", "md"]);
    assert_eq!(std::fs::read(root.join("A/items.csv")).unwrap(), marked);
}

#[test]
fn no_cell_of_the_program_is_a_formula() {
    let root = folder("formula");
    run(&root, &lists(&root, "2026-07-30", "90"), "A", &["--format", "md"]);
    for row in items(&root.join("A")) {
        for (column, cell) in row {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{column}: {cell}");
        }
    }
}

#[test]
fn made_twice_a_paper_has_the_same_bytes() {
    let root = folder("twice");
    let lists = lists(&root, "2026-07-30", "90");
    let formats = ["--format", "md", "--format", "docx", "--format", "html"];
    let places = [root.join("one"), root.join("two")];
    for place in &places {
        for lang in ["en", "ja", "ko"] {
            for paper in [&[][..], &["--for", "jp"], &["--ministers"]] {
                let args: Vec<&str> = formats.iter().chain(paper).copied().chain(["--lang", lang]).collect();
                run(place, &lists, "A", &args);
            }
        }
    }
    let mut names: Vec<_> = std::fs::read_dir(places[0].join("A")).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names.len(), 27 + 3, "{names:?}");
    for name in names {
        let [one, two] = places.each_ref().map(|p| std::fs::read(p.join("A").join(&name)).unwrap());
        assert_eq!(one, two, "{name:?}");
    }
}

#[test]
fn what_people_write_is_escaped_and_comes_back() {
    let root = folder("escape");
    let lists = lists(&root, "2026-07-30", "90");
    run(&root, &lists, "A", &["--format", "md"]);
    let mut rows = items(&root.join("A"));
    let hostile = "<script>alert(\"1\")</script> & 'x' | **b** [l](u) \u{1}control";
    rows.iter_mut().for_each(|r| {
        r.insert("decision".to_owned(), hostile.to_owned());
    });
    save(&root.join("A"), &rows);
    run(&root, &lists, "A", &["--format", "md", "--format", "html", "--format", "docx"]);
    let html = text_of(&root.join("A/agenda.html"));
    assert!(!html.contains("<script>"), "a tag came through");
    assert!(html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39; | **b**"), "{html}");
    let page = between_tags(&html);
    assert!(page.contains("alert"));
    let md = text_of(&root.join("A/agenda.md"));
    assert!(md.contains("&lt;script>") && md.contains("\\|") && md.contains("\\*\\*b\\*\\*"), "{md}");
    let docx = docx_text(&root.join("A/agenda.docx"));
    assert!(docx.contains("<script>alert(\"1\")</script> & 'x' | **b** [l](u) control"), "{docx}");
    assert_eq!(items(&root.join("A"))[0]["decision"], hostile);
}

/// The text between the tags, where every tag that opens also closes.
fn between_tags(html: &str) -> String {
    let (mut open, mut text, mut rest): (Vec<String>, String, &str) = (Vec::new(), String::new(), html);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, tail) = after.split_once('>').expect("a tag that does not end");
        rest = tail;
        let name: String = tag.trim_start_matches('/').chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        if tag.starts_with('!') || ["meta", "col", "br"].contains(&name.as_str()) {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()), "tags cross");
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "open at the end: {open:?}");
    text
}

#[test]
fn the_word_file_holds_the_items() {
    let root = folder("word");
    let lists = lists(&root, "2026-07-30", "90");
    run(&root, &lists, "A", &["--format", "docx"]);
    let text = docx_text(&root.join("A/agenda.docx"));
    for row in items(&root.join("A")) {
        assert!(text.contains(&row["id"]), "no {} in the paper", row["id"]);
    }
    for said in [
        "Trilateral export-control dialogue: agenda of A",
        "signal generator",
        "ECCN 3A002.d",
        "貨物等省令第6条第13号ロ (Art. 6, item 13 ro)",
        "별표 2 3A002.d",
        "≤\u{a0}90\u{a0}GHz",
        "Japan and Korea agree",
        "Lag: an earlier value still stands",
        "The US to confirm its value, and to say whether and when it will take up the one that Japan and Korea have (≤\u{a0}110\u{a0}GHz).",
        "Annex A",
        "≤\u{a0}0.001\u{a0}mm",
        "≤\u{a0}1\u{a0}µm",
        "Annex D",
    ] {
        assert!(text.contains(said), "no \u{201c}{said}\u{201d} in {text}");
    }
    run(&root, &lists, "A", &["--format", "docx", "--lang", "ja"]);
    let text = docx_text(&root.join("A/agenda.ja.docx"));
    for said in ["三か国輸出管理対話", "日本及び韓国は一致している", "遅れ（以前の値が残る）", "附属書A"]
    {
        assert!(text.contains(said), "no \u{201c}{said}\u{201d} in {text}");
    }
}

#[test]
fn a_brief_tells_a_delegation_where_it_stands() {
    let root = folder("brief");
    let lists = lists(&root, "2026-07-30", "90");
    for list in ["us", "jp", "kr"] {
        run(&root, &lists, "A", &["--format", "md", "--for", list]);
    }
    assert!(!root.join("A/items.csv").exists(), "a brief is no agenda");
    // Section by number.
    let section = |list: &str, number: u32| {
        let paper = text_of(&root.join(format!("A/brief-{list}.md")));
        let start = paper.find(&format!("## {number}. ")).unwrap_or_else(|| panic!("no section {number}: {paper}"));
        let rest = &paper[start..];
        let end = rest[3..].find("\n## ").map_or(rest.len(), |i| i + 3);
        rest[..end].to_owned()
    };
    // The US has the narrower band and no 3A999; it may be asked about the band.
    assert!(section("us", 1).contains("3A002") && section("us", 1).contains("3A999"));
    assert!(section("us", 3).contains("3A002") && !section("us", 3).contains("3A999"));
    assert!(!section("us", 2).contains("3A002"));
    // Japan could ask the US about it, and lacks 3A999.
    assert!(section("jp", 1).contains("3A999") && !section("jp", 1).contains("3A002"));
    assert!(section("jp", 2).contains("3A002"));
    assert!(!section("jp", 3).contains("3A002"));
    // Korea is alone with 3A999, by its own choice.
    assert!(!section("kr", 1).contains("3A999"));
    assert!(section("kr", 3).contains("3A999"), "{}", section("kr", 3));
}

#[test]
fn a_page_for_ministers_is_short_and_plain() {
    let root = folder("ministers");
    let lists = lists(&root, "2026-07-30", "90");
    for lang in ["en", "ja", "ko"] {
        run(&root, &lists, "A", &["--format", "md", "--ministers", "--lang", lang]);
    }
    let page = text_of(&root.join("A/ministers.md"));
    assert!(page.contains("one technical limit") && page.contains("signal generator (3A002)"), "{page}");
    // An A4 page at this size holds some three thousand Latin characters.
    assert!(page.chars().count() < 2600, "{} characters", page.chars().count());
    for word in ["regime", "NoCounterpart", "no-counterpart", "F-", "A-"] {
        assert!(!page.contains(word), "{word} on a page for ministers: {page}");
    }
}

#[test]
fn quick_wins_have_a_third_of_the_places() {
    let root = folder("quick");
    let lists = lists(&root, "2026-07-30", "90");
    run(&root, &lists, "A", &["--format", "md", "--items", "3"]);
    assert!(items(&root.join("A")).len() <= 3);
    row(&items(&root.join("A")), "value", "3A002.d");
    run(&root, &lists, "B", &["--format", "md", "--items", "0"]);
    assert!(items(&root.join("B")).is_empty());
}

#[test]
fn a_topic_is_asked_for_by_its_word() {
    let root = folder("topic");
    let lists = lists(&root, "2026-07-30", "90");
    run(&root, &lists, "A", &["--format", "md", "--topic", "electronics-and-sensors"]);
    assert!(text_of(&root.join("A/agenda.md")).contains("3A002"));
    run(&root, &lists, "B", &["--format", "md", "--topic", "cryptography"]);
    let paper = text_of(&root.join("B/agenda.md"));
    assert!(!paper.contains("3A002") && paper.contains("Cryptography"), "{paper}");
    let output = agenda(&root, &lists, "C", &["--topic", "fashion"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(error_of(&output).contains("semiconductors"), "{}", error_of(&output));
}

#[test]
fn a_wrong_meeting_or_folder_is_told() {
    let root = folder("usage");
    let lists = lists(&root, "2026-07-30", "90");
    let output = agenda(&root, &lists, "../x", &[]);
    assert_eq!(output.status.code(), Some(2), "{}", error_of(&output));
    let empty = root.join("nothing").display().to_string();
    let output = agenda(&root, &lists, "A", &["--previous", &empty]);
    assert_eq!(output.status.code(), Some(3));
    assert!(error_of(&output).contains("items.csv"), "{}", error_of(&output));
    run(&root, &lists, "A", &["--format", "md"]);
    let own = root.join("A").display().to_string();
    assert_eq!(agenda(&root, &lists, "A", &["--previous", &own]).status.code(), Some(2));
}

fn real(root: &Path, us: &str, out: &Path, meeting: &str, more: &[&str]) {
    let file = |name: &str| root.join(name).display().to_string();
    let us = file(&format!("us/{us}/title-15-part-774.xml"));
    let jp = [
        "jp/403M50000400049/20260214_507M60000400072.xml",
        "jp/324CO0000000378/20260605_508CO0000000194.xml",
        "jp/355CO0000000260/20260605_508CO0000000194.xml",
    ]
    .map(file);
    let kr = file("kr/byeolpyo2.hwpx");
    let known = Path::new(env!("CARGO_MANIFEST_DIR")).join("lists").display().to_string();
    let out = out.join(meeting).display().to_string();
    let mut args = vec!["agenda", "--us", &us, "--kr", &kr, "--lists", &known, "--meeting", meeting, "--out", &out];
    for document in &jp {
        args.extend(["--jp", document]);
    }
    args.extend(more);
    let output = tricord(&args);
    assert_eq!(output.status.code(), Some(0), "{}", error_of(&output));
}

/// Between 2026-07-30 and 2026-08-18 the US list was amended at 9A012 (and in 9A610).
#[test]
fn a_cycle_on_real_editions() {
    let Some(corpus) = corpus() else { return };
    let root = folder("real");
    let uav = ["--format", "md", "--topic", "missiles-and-unmanned-aircraft", "--items", "2000"];
    real(&corpus, "2026-07-30", &root, "2026-H2", &uav);
    let mut rows = items(&root.join("2026-H2"));
    assert!(rows.len() > 30, "{} items", rows.len());
    for row in &mut rows {
        let decision = format!("decided on {}", row["id"]);
        row.insert("decision".to_owned(), decision);
        row.insert("status".to_owned(), "agreed".to_owned());
        row.insert("owner".to_owned(), "US".to_owned());
    }
    save(&root.join("2026-H2"), &rows);
    let previous = root.join("2026-H2").display().to_string();
    let next: Vec<&str> = uav.iter().copied().chain(["--previous", &previous]).collect();
    real(&corpus, "2026-08-18", &root, "2027-H1", &next);
    let after = items(&root.join("2027-H1"));
    let by_id: BTreeMap<&str, _> = after.iter().map(|r| (r["id"].as_str(), r)).collect();
    for row in &rows {
        let now = by_id.get(row["id"].as_str()).unwrap_or_else(|| panic!("{} dropped", row["id"]));
        for column in ["owner", "status", "decision"] {
            assert_eq!(now[column], row[column], "{} of {}", column, row["id"]);
        }
    }
    // The amendment parts what agreed before: 3 hours where the other two say 1 hour.
    let names = |r: &&BTreeMap<String, String>| r["us"].contains("US:9A012") && r["kind"] == "value";
    assert!(!rows.iter().any(|r| names(&r)), "the values of 9A012 agreed before");
    let parted: Vec<_> = after.iter().filter(names).collect();
    assert!(parted.iter().all(|r| r["since_last"] == "new"), "{parted:#?}");
    let endurance = parted.iter().find(|r| r["kind"] == "value").expect("the endurance");
    assert_eq!(
        [&endurance["us_value"], &endurance["jp_value"], &endurance["kr_value"]],
        [">= 3 h", ">= 1 h", ">= 1 h"]
    );
    assert!(after.iter().all(|r| r["since_last"] != "gone"), "lost without an amendment");
    let paper = text_of(&root.join("2027-H1/agenda.md"));
    let changes = paper.split("Changes of the lists since the last meeting").nth(1).expect("the section");
    let changes = changes.split("\n#").next().unwrap();
    let entries: Vec<&str> =
        changes.lines().filter(|l| l.starts_with("| US")).map(|l| l.split(" | ").nth(1).unwrap()).collect();
    assert!(entries.contains(&"9A012") && entries.contains(&"9A610"), "{changes}");
    // The law was amended nowhere else, so no other decision is told to rest on another text.
    for row in after.iter().filter(|r| ["changed", "closed"].contains(&&*r["since_last"])) {
        assert!(entries.iter().any(|e| row["us"].contains(e)), "{row:#?}");
    }
    assert!(!changes.contains("| Japan") && !changes.contains("| Korea"), "{changes}");
}

/// Evidence and reasons come from the comparison in English; each has its message.
#[test]
fn evidence_is_told_in_three_languages() {
    let Some(corpus) = corpus() else { return };
    use tricord::report::agenda::{Comparison, evidence};
    let read = |list, files: &[&str]| {
        let documents: Vec<tricord::normalize::Document> = files
            .iter()
            .map(|f| tricord::normalize::Document {
                file: (*f).to_owned(),
                bytes: std::fs::read(corpus.join(f)).unwrap(),
            })
            .collect();
        tricord::normalize::snapshot(list, &documents).unwrap().value
    };
    let lists = [
        read(List::Us, &["us/2026-08-18/title-15-part-774.xml"]),
        read(List::Jp, &["jp/403M50000400049/20260214_507M60000400072.xml"]),
        read(List::Kr, &["kr/byeolpyo2.hwpx"]),
    ];
    let known = Path::new(env!("CARGO_MANIFEST_DIR")).join("lists/correlation");
    let known = tricord::correlate::known::Known::read(&known).unwrap();
    let correlation = tricord::correlate::correlate(&lists, &known);
    let comparison = Comparison::new(&correlation);
    assert!(comparison.points.len() > 500);
    let m = tricord::report::message::messages(tricord::text::Language::Ja);
    let mut foreign = std::collections::BTreeSet::new();
    for point in &comparison.points {
        if !evidence::evidence(m, &point.evidence, point.cause).1 {
            foreign.insert(point.evidence.clone());
        }
        if !evidence::reasons(m, &point.reasons).1 {
            foreign.insert(point.reasons.join("; "));
        }
    }
    assert!(foreign.is_empty(), "no message for {foreign:#?}");
    let mut ids: Vec<&str> = comparison.points.iter().map(|p| p.id.as_str()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids are unique");
}

#[test]
fn the_word_file_opens_in_an_office() {
    let root = folder("office");
    let lists = lists(&root, "2026-07-30", "90");
    run(&root, &lists, "A", &["--format", "docx"]);
    run(&root, &lists, "A", &["--format", "docx", "--ministers"]);
    for (name, said, most) in [("agenda", "signal generator", 100), ("ministers", "signal generator", 1)] {
        let Some(text) = office::printed(&root.join(format!("A/{name}.docx")), &root) else { return };
        // A cell may break its words over lines.
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        assert!(words.contains(said), "{text}");
        assert!(text.matches('\u{c}').count() <= most, "{name} has {} pages", text.matches('\u{c}').count());
    }
}
