//! Promise: every table that tricord writes is in a total order by a stable and unique key,
//! with columns that stay and a header always, LF, quotes only where needed, sorted values in a cell and no
//! date of its making; a spreadsheet's mark at its head is no hindrance.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use csv::StringRecord;
use tricord::correlate::known::Known;
use tricord::model::{Id, List};
use tricord::report::agenda::Items;
use tricord::report::snapshot;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn tricord(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tricord")).args(args).current_dir(root()).output().unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("csv-rules").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The tables of a diff of lists/.
fn diff(name: &str) -> PathBuf {
    let out = folder(name);
    let output = tricord(&["diff", "--out", out.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    out
}

struct Table {
    name: String,
    bytes: Vec<u8>,
    header: StringRecord,
    rows: Vec<StringRecord>,
}

impl Table {
    fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let header = reader.headers().unwrap().clone();
        let rows = reader.records().map(Result::unwrap).collect();
        Self { name: path.display().to_string(), header, rows, bytes }
    }

    fn cell<'r>(&self, row: &'r StringRecord, column: &str) -> &'r str {
        let place = self.header.iter().position(|c| c == column);
        &row[place.unwrap_or_else(|| panic!("{}: no column {column}", self.name))]
    }

    fn column(&self, name: &str) -> Vec<&str> {
        self.rows.iter().map(|r| self.cell(r, name)).collect()
    }
}

/// All tables of lists/ and of a diff.
fn tables(name: &str) -> Vec<Table> {
    let lists = root().join("lists");
    let mut folders = vec![diff(name), lists.clone(), lists.join("correlation")];
    for list in ["us", "jp", "kr"] {
        folders.extend(std::fs::read_dir(lists.join(list)).unwrap().map(|e| e.unwrap().path()));
    }
    let files = folders.iter().flat_map(|f| std::fs::read_dir(f).unwrap()).map(|e| e.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|p| p.extension().is_some_and(|e| e == "csv")).collect();
    files.sort();
    files.iter().map(|f| Table::read(f)).collect()
}

/// Each table's key and its columns as they were when it was first published: people and
/// programs count on them, so others come behind.
const TABLES: [(&str, &[&str], &str); 16] = [
    (
        "findings.csv",
        &["id"],
        "id,kind,us,jp,kr,parameter,us_value,jp_value,kr_value,us_cite,jp_cite,kr_cite,us_jp,us_kr,jp_kr,cause,\
cause_evidence,materiality,weight,weight_reasons,root,stricter,us_printed,jp_printed,kr_printed,us_converted,\
jp_converted,kr_converted,label,us_at,jp_at,kr_at,us_sha,jp_sha,kr_sha",
    ),
    (
        "correlation.csv",
        &["group"],
        "group,us,jp,kr,confidence,evidence,absent,us_cite,jp_cite,kr_cite,label,us_sha,jp_sha,kr_sha",
    ),
    ("coverage.csv", &["list", "measure"], "list,measure,value"),
    (
        "paragraphs.csv",
        &["id"],
        "id,parent,kind,label,depth,joiner,standing,regimes,terms,effect,targets,defines,clauses,quoted,text_sha256,\
source,line,column,start,end",
    ),
    (
        "bounds.csv",
        &["paragraph", "n"],
        "paragraph,n,op,value,unit,role,parameter,literal,start,end,phrase_start,phrase_end,aliases",
    ),
    ("controls.csv", &["paragraph", "n"], "paragraph,n,kind,code,value,applies_to,except,conditional"),
    ("citations.csv", &["paragraph", "n"], "paragraph,n,status,targets,literal,start,end"),
    ("unread.csv", &["paragraph", "n"], "paragraph,n,code,literal,start,end"),
    ("amended.csv", &["paragraph", "edition", "n"], "paragraph,edition,n,op,value,unit"),
    ("official.csv", &["a", "b"], "a,b,source,date"),
    (
        "readings.csv",
        &["us", "jp", "kr", "kind", "subject"],
        "us,jp,kr,kind,subject,us_says,jp_says,kr_says,us_jp,us_kr,jp_kr,cause,reason,by,texts",
    ),
    ("dismissed.csv", &["us", "jp", "kr", "kind", "parameter"], "us,jp,kr,kind,parameter,reason,by,texts"),
    // A reader may say that `b` is the same as `a` and covers what stands below it.
    ("pins.csv", &["a", "b", "verdict"], "a,b,verdict,reason,by,a_text,b_text"),
    ("links.csv", &["table", "ordinance"], "table,ordinance,how,note"),
    ("terms.csv", &["concept"], "concept,en,ja,ko,category"),
    ("parameters.csv", &["parameter"], "parameter,en,ja,ko,units,exactness"),
];

fn file_name(table: &Table) -> &str {
    Path::new(&table.name).file_name().unwrap().to_str().unwrap()
}

#[test]
fn columns_stay_and_new_ones_come_at_the_end() {
    for table in tables("columns") {
        let header = table.header.iter().collect::<Vec<_>>().join(",");
        let (_, _, columns) = TABLES.iter().find(|(name, ..)| *name == file_name(&table)).expect("a known table");
        assert!(header == *columns || header.starts_with(&format!("{columns},")), "{}: {header}", table.name);
    }
}

#[test]
fn a_table_is_its_records_and_nothing_else() {
    let tables = tables("form");
    assert!(tables.len() >= 20, "{} tables", tables.len());
    for table in tables {
        assert!(!table.header.is_empty(), "{}: no header", table.name);
        assert!(!table.bytes.contains(&b'\r') && table.bytes.ends_with(b"\n"), "{}: LF alone", table.name);
        // What a writer that quotes only where needed makes of the records.
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        std::iter::once(&table.header).chain(&table.rows).for_each(|r| writer.write_record(r).unwrap());
        assert!(writer.into_inner().unwrap() == table.bytes, "{}: quoted otherwise", table.name);
        let columns: BTreeSet<&str> = table.header.iter().collect();
        assert_eq!(columns.len(), table.header.len(), "{}: a column stands twice", table.name);
    }
}

#[test]
fn keys_are_unique() {
    for table in tables("keys") {
        let (_, key, _) = TABLES.iter().find(|(name, ..)| *name == file_name(&table)).expect("a known table");
        let mut seen = BTreeSet::new();
        for row in &table.rows {
            let cells: Vec<&str> = key.iter().map(|c| table.cell(row, c)).collect();
            assert!(cells.iter().any(|c| !c.is_empty()), "{}: a row without key", table.name);
            assert!(seen.insert(cells.clone()), "{}: {cells:?} stands twice", table.name);
        }
    }
}

#[test]
fn rows_are_in_the_order_of_their_keys() {
    for table in tables("order") {
        let sorted = match file_name(&table) {
            "findings.csv" => table.column("id").is_sorted(),
            "paragraphs.csv" => table.column("id").into_iter().map(Id::new).is_sorted(),
            "bounds.csv" | "controls.csv" | "citations.csv" | "unread.csv" => {
                let n = |r: &StringRecord| table.cell(r, "n").parse::<u32>().unwrap();
                table.rows.iter().map(|r| (Id::new(table.cell(r, "paragraph")), n(r))).is_sorted()
            }
            "correlation.csv" => {
                table.column("group").into_iter().map(Id::new).map(|id| (id.list().unwrap(), id)).is_sorted()
            }
            // The newest of the earlier editions first.
            "amended.csv" => {
                let of = |r: &StringRecord| {
                    (Id::new(table.cell(r, "paragraph")), Reverse(table.cell(r, "edition").to_owned()))
                };
                table.rows.iter().map(of).is_sorted()
            }
            "readings.csv" | "dismissed.csv" => {
                let key = |r: &StringRecord| r.iter().take(5).map(str::to_owned).collect::<Vec<_>>();
                table.rows.iter().map(key).is_sorted()
            }
            "coverage.csv" => {
                let lists: Vec<List> = table.column("list").into_iter().map(|w| List::from_word(w).unwrap()).collect();
                lists.is_sorted()
            }
            "official.csv" | "pins.csv" => {
                table.rows.iter().map(|r| ["a", "b"].map(|c| Id::new(table.cell(r, c)))).is_sorted()
            }
            "links.csv" => table.column("table").into_iter().map(Id::new).is_sorted(),
            "terms.csv" => table.column("concept").is_sorted(),
            "parameters.csv" => table.column("parameter").is_sorted(),
            other => panic!("{other}: say what its order is"),
        };
        assert!(sorted, "{} is not in the order of its keys", table.name);
    }
}

#[test]
fn values_in_a_cell_are_sorted() {
    let out = diff("values");
    let findings = Table::read(&out.join("findings.csv"));
    let correlation = Table::read(&out.join("correlation.csv"));
    for (table, columns) in [(&findings, ["us", "jp", "kr"]), (&correlation, ["us", "jp", "kr"])] {
        for (row, column) in table.rows.iter().flat_map(|r| columns.map(|c| (r, c))) {
            let ids: Vec<Id> = table.cell(row, column).split(' ').map(Id::new).collect();
            assert!(ids.is_sorted(), "{}: {ids:?}", table.name);
        }
    }
    for list in ["us/2026-08-18", "jp/2026-02-14", "kr/2025-02-28"] {
        let paragraphs = Table::read(&root().join("lists").join(list).join("paragraphs.csv"));
        // Regimes are in the order in which the list prints them: the first is the leading one.
        for cell in paragraphs.column("terms") {
            assert!(cell.split(' ').is_sorted(), "{list}: {cell}");
        }
    }
}

#[test]
fn numbers_stand_as_canonical_and_as_printed() {
    let findings = Table::read(&diff("numbers").join("findings.csv"));
    for list in ["us", "jp", "kr"] {
        let numbered = findings
            .rows
            .iter()
            // What a reader says of the words is no number that is printed.
            .filter(|r| !findings.cell(r, "cause_evidence").starts_with("read: "))
            .filter(|r| findings.cell(r, "kind") == "value" && !findings.cell(r, &format!("{list}_value")).is_empty());
        let mut count = 0;
        for row in numbered {
            assert!(!findings.cell(row, &format!("{list}_printed")).is_empty(), "{}", findings.cell(row, "id"));
            count += 1;
        }
        assert!(count > 10, "{list}: {count}");
    }
    let bounds = Table::read(&root().join("lists/us/2026-08-18/bounds.csv"));
    assert!(bounds.rows.iter().all(|r| !bounds.cell(r, "value").is_empty() && !bounds.cell(r, "literal").is_empty()));
}

#[test]
fn an_empty_table_has_its_header() {
    // The Japanese list has no reasons for control.
    let empty = root().join("lists/jp/2026-02-14/controls.csv");
    let header = "paragraph,n,kind,code,value,applies_to,except,conditional\n";
    assert_eq!(std::fs::read_to_string(&empty).unwrap(), header);
    // A column that comes is told, and it is so of an empty table too.
    let old = folder("empty").join("controls.csv");
    std::fs::write(&old, "paragraph,n,kind\n").unwrap();
    let output = tricord(&["review", old.to_str().unwrap(), empty.to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("new columns, not compared: code, value, applies\\_to, except, conditional"), "{text}");
}

/// The file with a spreadsheet's mark at its head.
fn mark(path: &Path) {
    let bytes = std::fs::read(path).unwrap();
    std::fs::write(path, [b"\xef\xbb\xbf".as_slice(), &bytes].concat()).unwrap();
}

#[test]
fn every_reader_takes_a_marked_table() {
    let work = folder("marked");
    let list = work.join("kr");
    std::fs::create_dir_all(&list).unwrap();
    for file in snapshot::FILES {
        std::fs::copy(root().join("lists/kr/2025-02-28").join(file), list.join(file)).unwrap();
    }
    let known = work.join("correlation");
    std::fs::create_dir_all(&known).unwrap();
    for file in ["official.csv", "pins.csv"] {
        std::fs::copy(root().join("lists/correlation").join(file), known.join(file)).unwrap();
    }
    let (plain, pins) = (snapshot::read(&list).unwrap(), Known::read(&known).unwrap());
    assert!(!pins.pins.is_empty() && !pins.official.is_empty());
    for folder in [&list, &known] {
        for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if entry.extension().is_some_and(|e| e == "csv") {
                mark(&entry);
            }
        }
    }
    assert_eq!(snapshot::read(&list).unwrap(), plain);
    assert_eq!(Known::read(&known).unwrap(), pins);
    let items = "\u{feff}id,owner,status,decision,note\nA-1,US,agreed,x,y\n";
    assert_eq!(Items::read("items.csv", items.as_bytes()).unwrap().cell(0, "id"), "A-1");
}

#[test]
fn a_table_for_excel_reviews_as_the_one_it_was_made_of() {
    let plain = diff("for-review");
    let excel = folder("for-excel");
    assert!(tricord(&["diff", "--excel", "--out", excel.to_str().unwrap()]).status.success());
    let [plain, excel] = [plain, excel].map(|f| f.display().to_string());
    let output = tricord(&["review", &plain, &excel, "--fail-on", "any", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}
