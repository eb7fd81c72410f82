//! Promise: no document stops a reader: whatever the bytes, it gives a list with an account
//! of every character, or an error that says where, soon and in bounded memory.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod hwpx;
#[cfg(target_os = "linux")]
mod measured;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use tricord::error::Error;
use tricord::model::{List, ListSnapshot, Parsed};
use tricord::normalize::{self, Document};
use tricord::report::agenda::items::Items;
use tricord::report::review::input::Input;
use tricord::report::{review, snapshot};

/// Longest that a small document may take; a reader that hangs takes for ever.
const SOON: Duration = Duration::from_secs(20);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The fixtures of a list by name, those of Korea as HWPX.
fn seeds(list: List) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for kind in ["ok", "err"] {
        let folder = root().join("fixtures").join(list.word()).join(kind);
        for path in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            let bytes = std::fs::read(&path).unwrap();
            let bytes = match list {
                List::Kr => {
                    let rows = String::from_utf8(bytes).unwrap();
                    hwpx::section(&hwpx::tables(&rows)).into_bytes()
                }
                _ => bytes,
            };
            found.push((path.file_name().unwrap().to_string_lossy().into_owned(), bytes));
        }
    }
    found.sort();
    found
}

/// Reads one document; what must hold of any that is read.
fn read(list: List, name: &str, bytes: Vec<u8>) -> Result<Parsed<ListSnapshot>, Error> {
    let start = Instant::now();
    let result = normalize::snapshot(list, &[Document { file: name.to_owned(), bytes }]);
    assert!(start.elapsed() < SOON, "{name}: {:?}", start.elapsed());
    match &result {
        Err(error) => assert!(error.to_string().contains(name), "the file is not named: {error}"),
        Ok(parsed) => {
            let coverage = &parsed.value.coverage;
            let placed: u64 = coverage.dispositions.values().sum();
            assert_eq!(coverage.characters, placed, "{name}: characters without a disposition");
            assert!(coverage.numbers_read <= coverage.numbers);
            for paragraph in &parsed.value.paragraphs {
                assert!(paragraph.bounds.iter().all(|b| !b.span.of(&paragraph.text).is_empty()));
            }
        }
    }
    result
}

/// A document of a Korean section.
fn korean(section: &[u8]) -> Vec<u8> {
    hwpx::document(&[String::from_utf8_lossy(section).into_owned()])
}

/// What is done to the bytes of a fixture.
#[derive(Debug, Clone)]
enum Harm {
    Cut,
    Flip(u8),
    Insert(&'static str),
    Latin,
    Twice,
    Swap(u16),
}

/// What no text expects: NUL, bidi controls, lone marks, markup out of place, entities.
const INSERTS: [&str; 22] = [
    "\0",
    "\u{202e}",
    "\u{2066}\u{202a}",
    "\u{feff}",
    "\u{fffd}",
    "<",
    ">",
    "&",
    "&lol;",
    "&#0;",
    "&#xFFFFFFFF;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "<P>",
    "</P>",
    "<SU>",
    "10^",
    "９９９９９９９９",
    "999999999999999999999999999999999999999",
    "一〇の",
    "√(((((",
];

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        Just(Harm::Cut),
        any::<u8>().prop_map(Harm::Flip),
        proptest::sample::select(INSERTS.to_vec()).prop_map(Harm::Insert),
        Just(Harm::Latin),
        Just(Harm::Twice),
        any::<u16>().prop_map(Harm::Swap),
    ]
}

/// The bytes with every harm done, each at its place.
fn harmed(mut bytes: Vec<u8>, harms: &[(Harm, prop::sample::Index)]) -> Vec<u8> {
    for (harm, place) in harms {
        if bytes.is_empty() {
            break;
        }
        let at = place.index(bytes.len());
        match harm {
            Harm::Cut => bytes.truncate(at),
            Harm::Flip(mask) => bytes[at] ^= mask | 1,
            Harm::Insert(text) => drop(bytes.splice(at..at, text.bytes())),
            Harm::Latin => bytes.insert(at, 0xE9),
            Harm::Twice => {
                let piece = bytes[at..bytes.len().min(at + 200)].to_vec();
                drop(bytes.splice(at..at, piece));
            }
            Harm::Swap(length) => {
                let half = usize::from(*length) % (bytes.len() - at).max(1);
                bytes[at..].rotate_left(half);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn harmed_documents_are_read_or_refused(
        which in any::<prop::sample::Index>(),
        list in proptest::sample::select(vec![List::Us, List::Jp, List::Kr]),
        inside in any::<bool>(),
        harms in proptest::collection::vec((harm(), any::<prop::sample::Index>()), 1..5),
    ) {
        let mut seeds = seeds(list);
        let (name, bytes) = seeds.swap_remove(which.index(seeds.len()));
        let bytes = match (list, inside) {
            (List::Kr, true) => korean(&harmed(bytes, &harms)),
            (List::Kr, false) => harmed(korean(&bytes), &harms),
            _ => harmed(bytes, &harms),
        };
        let _ = read(list, &name, bytes);
    }

    #[test]
    fn harmed_tables_are_read_or_refused(
        which in 0_usize..5,
        harms in proptest::collection::vec((harm(), any::<prop::sample::Index>()), 1..4),
        case in any::<u64>(),
    ) {
        let (name, content) = tables().swap_remove(which);
        let table = harmed(content, &harms);
        let folder = folder(&format!("tables-{case:x}"));
        std::fs::write(folder.join(name), &table).unwrap();
        std::fs::write(folder.join("old.csv"), &tables()[which].1).unwrap();
        if let Err(error) = tricord::correlate::known::Known::read(&folder) {
            prop_assert!(error.to_string().contains(name), "{}", error);
        }
        if let Ok((old, new)) = review::read(&Input::on_disk(&folder.join("old.csv")), &Input::on_disk(&folder.join(name))) {
            let _ = review::markdown::text(&review::review(&old, &new));
        }
        match Items::read(name, &table) {
            Ok(items) => prop_assert_eq!(Items::read(name, &items.bytes()).ok(), Some(items)),
            Err(error) => prop_assert!(error.to_string().contains(name), "{}", error),
        }
        let _ = std::fs::remove_dir_all(&folder);
    }

    #[test]
    fn harmed_snapshots_are_read_or_refused(
        which in 0_usize..6,
        harms in proptest::collection::vec((harm(), any::<prop::sample::Index>()), 1..4),
        case in any::<u64>(),
    ) {
        let folder = folder(&format!("snapshot-{case:x}"));
        small_snapshot(&folder);
        let path = folder.join(snapshot::FILES[which]);
        std::fs::write(&path, harmed(std::fs::read(&path).unwrap(), &harms)).unwrap();
        let start = Instant::now();
        match snapshot::read(&folder) {
            // A row that is gone shows in the table that speaks of it.
            Err(error) => prop_assert!(snapshot::FILES.iter().any(|f| error.to_string().contains(f)), "{}", error),
            Ok(list) => {
                for (i, paragraph) in list.paragraphs.iter().enumerate() {
                    prop_assert!(paragraph.parent.is_none_or(|p| (p as usize) < i), "a parent after its child");
                    let _ = list.ancestors(paragraph).count();
                }
            }
        }
        prop_assert!(start.elapsed() < SOON);
        let _ = std::fs::remove_dir_all(&folder);
    }
}

/// Heads of the tables that people and earlier runs leave.
fn tables() -> Vec<(&'static str, Vec<u8>)> {
    let head = |path: &str| {
        let text = std::fs::read_to_string(root().join(path)).unwrap();
        text.lines().take(8).map(|l| format!("{l}\n")).collect::<String>().into_bytes()
    };
    let items = "id,topic,point,owner,status,decision,note\nA-1,t,p,모,agreed,\"a, b\",\nx,,,,in progress,,y\n";
    vec![
        ("pins.csv", head("lists/correlation/pins.csv")),
        ("official.csv", head("lists/correlation/official.csv")),
        ("items.csv", items.as_bytes().to_vec()),
        ("paragraphs.csv", head("lists/us/2026-08-18/paragraphs.csv")),
        ("bounds.csv", head("lists/us/2026-08-18/bounds.csv")),
    ]
}

/// A snapshot of a fixture.
fn small_snapshot(folder: &Path) {
    let bytes = std::fs::read(root().join("fixtures/us/ok/19-exponents.xml")).unwrap();
    let mut list = read(List::Us, "us.xml", bytes).unwrap().value;
    list.edition.in_force = "2026-01-01".to_owned();
    snapshot::write(&list, folder).unwrap();
}

#[test]
fn a_paragraph_is_not_above_itself() {
    let folder = folder("cycle");
    small_snapshot(&folder);
    let path = folder.join("paragraphs.csv");
    let table = std::fs::read_to_string(&path).unwrap();
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    let id = lines[3].split(',').next().unwrap().to_owned();
    let parent = lines[3].split(',').nth(1).unwrap().to_owned();
    lines[3] = lines[3].replacen(&format!("{id},{parent},"), &format!("{id},{id},"), 1);
    std::fs::write(&path, lines.join("\n")).unwrap();
    let error = snapshot::read(&folder).unwrap_err().to_string();
    assert!(error.contains("paragraphs.csv") && error.contains(&id), "{error}");
}

#[test]
fn a_path_that_climbs_out_of_a_container_is_refused() {
    for name in ["../../evil.xml", "Contents/../../../evil.xml"] {
        let files = [(name.to_owned(), "<x/>"), ("Contents/section0.xml".to_owned(), "<hs:sec/>")];
        let error = read(List::Kr, "climb.hwpx", hwpx::archive(&files)).unwrap_err().to_string();
        assert!(error.contains("climbs"), "{name}: {error}");
    }
}

#[test]
fn a_paragraph_too_long_to_read_is_listed_as_unread() {
    let text = "exceeding 10 GHz and ".repeat(1000);
    let reading = tricord::grammar::read(&text, tricord::text::Language::En);
    assert!(reading.bounds.is_empty() && reading.numbers == 1);
    assert_eq!(reading.unread[0].code, "too-long");
}

/// Both places where a zip says how large a file is.
#[test]
fn a_wrong_size_is_refused() {
    let section = hwpx::section(&hwpx::tables("3A | 시스템\n3A001 | 부품"));
    let whole = hwpx::document(std::slice::from_ref(&section));
    let size = u32::try_from(section.len()).unwrap().to_le_bytes();
    let places: Vec<usize> = whole.windows(4).enumerate().filter(|(_, w)| *w == size).map(|(i, _)| i).collect();
    assert!(!places.is_empty());
    for wrong in [0, 1, 100_000, u32::MAX / 2, u32::MAX - 1] {
        let mut bytes = whole.clone();
        places.iter().for_each(|at| bytes[*at..at + 4].copy_from_slice(&wrong.to_le_bytes()));
        assert!(read(List::Kr, "size.hwpx", bytes).is_err(), "{wrong}");
    }
}

/// Peak memory and time of the program on a document, as the system counts it.
#[cfg(target_os = "linux")]
mod bombs {
    use super::*;

    const FLOOR: u64 = 64 << 20;

    /// Runs `parse`; the exit code, what it says, and the most memory that it held.
    fn peak(list: &str, path: &Path) -> (Option<i32>, String, u64) {
        let args = ["parse", "--list", list, "-o", "/dev/null", path.to_str().unwrap()];
        let (output, peak) = measured::run(&args.map(str::to_owned), &[]);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned(), peak)
    }

    /// Reads `bytes`; memory stays within twenty times the input, with a floor.
    fn bounded(list: &str, name: &str, bytes: &[u8]) -> (Option<i32>, String) {
        let path = folder(name).join(name);
        std::fs::write(&path, bytes).unwrap();
        let (code, said, peak) = peak(list, &path);
        let most = FLOOR.max(20 * bytes.len() as u64);
        println!("{name}: {} bytes, {} MiB at most, exit {code:?}", bytes.len(), peak >> 20);
        assert!(peak <= most, "{name}: {} bytes took {} MiB", bytes.len(), peak >> 20);
        assert!(matches!(code, Some(0 | 3)), "{name}: exit {code:?}: {said}");
        (code, said)
    }

    const EMPTY: &str = "<DIV9 N=\"Supplement No. 1 to Part 774\">";

    #[test]
    fn entities_that_multiply_are_refused() {
        let mut bomb = String::from("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">");
        for (new, old) in ('b'..='k').zip('a'..) {
            bomb += &format!("<!ENTITY {new} \"{}\">", format!("&{old};").repeat(10));
        }
        bomb += &format!("]>{EMPTY}<P>&k;</P></DIV9>");
        let (code, said) = bounded("us", "entities.xml", bomb.as_bytes());
        assert_eq!(code, Some(3), "{said}");
        assert!(said.contains("entities.xml"), "{said}");
    }

    #[test]
    fn nesting_without_end_is_refused() {
        for (list, open) in [("us", EMPTY.to_owned()), ("jp", "<Law><LawBody>".to_owned())] {
            let deep = open + &"<P>".repeat(1_000_000);
            let (code, said) = bounded(list, &format!("deep-{list}.xml"), deep.as_bytes());
            assert_eq!(code, Some(3), "{said}");
        }
    }

    #[test]
    fn large_attributes_and_many_of_them_are_bounded() {
        let large = format!("{EMPTY}<P A=\"{}\">x</P></DIV9>", "a".repeat(8 << 20));
        bounded("us", "attribute.xml", large.as_bytes());
        let many: String = (0..200_000).map(|i| format!(" a{}=\"\"", i % 3000)).collect();
        bounded("us", "attributes.xml", format!("{EMPTY}<P{many}>x</P></DIV9>").as_bytes());
        let names: String = (0..200_000).map(|i| format!("<a{i}/>")).collect();
        let (code, _) = bounded("us", "names.xml", format!("{EMPTY}{names}</DIV9>").as_bytes());
        assert_eq!(code, Some(3));
    }

    #[test]
    fn a_zip_that_swells_is_refused() {
        let zeros = " ".repeat(200 << 20);
        let bomb = hwpx::archive(&[("Contents/section0.xml".to_owned(), zeros.as_str())]);
        assert!(bomb.len() < 1 << 20);
        let (code, said) = bounded("kr", "zeros.hwpx", &bomb);
        assert_eq!(code, Some(3), "{said}");
        assert!(said.contains("larger than"), "{said}");
        let many: Vec<(String, &str)> =
            (0..200).map(|i| (format!("Contents/section{i}.xml"), &zeros[..20 << 20])).collect();
        let (code, said) = bounded("kr", "many.hwpx", &hwpx::archive(&many));
        assert_eq!(code, Some(3), "{said}");
    }

    #[test]
    fn a_table_of_a_million_rows_is_bounded() {
        let rows = "<TR><TD>a</TD></TR>".repeat(1_000_000);
        let (code, said) = bounded("us", "rows.xml", format!("{EMPTY}<TABLE>{rows}</TABLE></DIV9>").as_bytes());
        assert_eq!(code, Some(3), "{said}");
        let wide = format!("<TR><TD>{}</TD></TR>", "a text of some length ".repeat(3)).repeat(60_000);
        let (code, said) = bounded("us", "wide.xml", format!("{EMPTY}<TABLE>{wide}</TABLE></DIV9>").as_bytes());
        assert_eq!(code, Some(0), "{said}");
        let row: Vec<hwpx::Row> = hwpx::tables("3A001.a | a. 출력 50 mA 이상인 것").remove(0);
        let section = hwpx::section(&[std::iter::repeat_n(row[0].clone(), 300_000).collect()]);
        let (code, said) = bounded("kr", "rows.hwpx", &hwpx::document(&[section]));
        assert_eq!(code, Some(3), "{said}");
    }

    #[test]
    fn a_paragraph_of_megabytes_is_bounded() {
        for (list, name, word) in [("us", "long.xml", "exceeding 10 GHz and "), ("us", "open.xml", "((((10")] {
            let long = format!("{EMPTY}<FP-2><B>3A001 {}</B></FP-2></DIV9>", word.repeat((2 << 20) / word.len()));
            let (code, said) = bounded(list, name, long.as_bytes());
            assert_eq!(code, Some(0), "{said}");
        }
    }
}
