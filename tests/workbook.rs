//! Promise: the workbook holds what the tables hold, as a person works with it: numbers are
//! numbers, citations lead to the official sites, no text is a formula, made twice it is the
//! same bytes, and an office opens it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod office;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Range, Reader as _, Xlsx, open_workbook};
use tricord::compare::compare;
use tricord::correlate::correlate;
use tricord::correlate::known::Known;
use tricord::model::{Bound, Id, Kind, List, ListSnapshot, Op, Paragraph, Role, Source, Value};
use tricord::normalize::terms::concepts;
use tricord::quantity::{Unit, rational};
use tricord::report::csv_table::{bare, guarded};
use tricord::report::message::messages;
use tricord::report::workbook;
use tricord::text::{Language, Span};

const SHEETS: [&str; 4] = ["Correlation", "Findings", "Coverage", "Drafting errors"];

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("workbook").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Exports from lists/ of the repository, to a workbook and to tables.
fn export(root: &Path, name: &str, more: &[&str]) -> PathBuf {
    let file = root.join(name);
    let output = Command::new(env!("CARGO_BIN_EXE_tricord"))
        .args(["export", "--csv", "--xlsx"])
        .arg(&file)
        .arg("--out")
        .arg(root.join("tables"))
        .args(more)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    file
}

fn sheets(file: &Path) -> Vec<(String, Range<Data>)> {
    let mut book: Xlsx<_> = open_workbook(file).unwrap();
    book.worksheets()
}

/// The rows of a sheet below its head, by the words of the head.
fn rows(sheet: &Range<Data>) -> Vec<BTreeMap<String, Data>> {
    let head: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
    sheet.rows().skip(1).map(|r| head.iter().cloned().zip(r.iter().cloned()).collect()).collect()
}

fn table(file: &Path) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(file).unwrap().deserialize().map(Result::unwrap).collect()
}

fn part(file: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut xml = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
    xml
}

#[test]
fn the_sheets_hold_what_the_tables_hold() {
    let root = folder("real");
    let file = export(&root, "a.xlsx", &[]);
    let sheets = sheets(&file);
    assert_eq!(sheets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), SHEETS);
    let tables = ["correlation.csv", "findings.csv", "coverage.csv"].map(|t| table(&root.join("tables").join(t)));
    let [correlation, findings, coverage] = &tables;
    let drafting = findings.iter().filter(|f| {
        f["kind"] != "undetermined" && (["citation", "drafting"].contains(&&*f["kind"]) || f["cause"] == "drafting")
    });
    let counts = [correlation.len(), findings.len(), coverage.len(), drafting.count()];
    assert!(counts[3] > 10 && counts[0] > 4000, "{counts:?}");
    for ((name, sheet), count) in sheets.iter().zip(counts) {
        assert_eq!(sheet.height(), count + 1, "{name}");
        assert!(sheet.rows().all(|r| r.len() == sheet.width()) && !sheet.rows().next().unwrap().contains(&Data::Empty));
    }
    let of = |rows: Vec<BTreeMap<String, Data>>, column: &str| -> BTreeMap<String, BTreeMap<String, Data>> {
        rows.into_iter().map(|r| (r[column].to_string(), r)).collect()
    };
    let groups = of(rows(&sheets[0].1), "Group");
    for row in correlation {
        let shown = &groups[&row["group"]];
        for (head, column) in [("US", "us"), ("Japan Citation", "jp_cite"), ("Korea Citation", "kr_cite")] {
            assert_eq!(shown[head].to_string(), row[column], "{}", row["group"]);
        }
        // A word without its message would show the message's key.
        let (why, sure) = (shown["Why a list has none"].to_string(), shown["Confidence"].to_string());
        assert!(!why.contains("absent.") && !sure.contains("confidence."), "{why} {sure}");
        assert_eq!(why.is_empty(), row["absent"].is_empty(), "{}", row["group"]);
    }
    let shown = of(rows(&sheets[1].1), "Id");
    let mut numbers = 0;
    for row in findings {
        let shown = &shown[&row["id"]];
        assert_eq!(shown["Weight"], Data::Float(row["weight"].parse().unwrap()));
        assert_eq!(shown["Subject"].to_string(), row["label"]);
        for (list, column) in [("US", "us"), ("Japan", "jp"), ("Korea", "kr")] {
            // Words are in the language of the workbook.
            let values = &row[&format!("{column}_value")];
            if values.starts_with(['<', '>', '=', '~']) {
                assert_eq!(shown[&format!("{list} Values")].to_string(), values.replace(" | ", "\n"));
            } else {
                assert_eq!(shown[&format!("{list} Values")] == Data::Empty, values.is_empty());
            }
            assert_eq!(
                shown[&format!("{list} As printed")].to_string(),
                row[&format!("{column}_printed")].replace(" | ", "\n")
            );
            if let Data::Float(number) = shown[&format!("{list} Number")] {
                let value = row[&format!("{column}_value")].split(' ').nth(1).unwrap();
                let exact: f64 = value.split_once('/').map_or_else(
                    || value.parse().unwrap(),
                    |(n, d)| n.parse::<f64>().unwrap() / d.parse::<f64>().unwrap(),
                );
                assert!((number - exact).abs() <= exact.abs() * 1e-12, "{value} is shown as {number}");
                numbers += 1;
            }
        }
    }
    assert!(numbers > 100, "{numbers} numbers");
    for (shown, row) in rows(&sheets[2].1).iter().zip(coverage) {
        assert_eq!(shown["Number"], Data::Float(row["value"].parse().unwrap()));
        assert_eq!(shown["As printed"].to_string(), row["value"]);
    }
}

#[test]
fn citations_lead_to_the_official_sites() {
    let file = export(&folder("links"), "a.xlsx", &[]);
    for sheet in ["sheet1", "sheet2", "sheet4"] {
        let links = part(&file, &format!("xl/worksheets/_rels/{sheet}.xml.rels"));
        for address in [
            "https://www.ecfr.gov/on/2026-08-18/title-15/part-774/appendix-Supplement%20No.%201%20to%20Part%20774",
            "https://laws.e-gov.go.jp/law/403M50000400049/20260214_507M60000400072",
            "https://www.law.go.kr/행정규칙/전략물자수출입고시",
        ] {
            assert!(links.contains(address), "{sheet}: {address}");
        }
        // Excel keeps what follows `#` apart: here the article of the ordinance.
        let cells = part(&file, &format!("xl/worksheets/{sheet}.xml"));
        assert!(cells.contains("location=\"Mp-At_6\""), "{sheet}");
    }
}

#[test]
fn a_sheet_is_laid_out_to_be_worked_with() {
    let file = export(&folder("layout"), "a.xlsx", &[]);
    for sheet in 1..=4 {
        let xml = part(&file, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(xml.contains("<autoFilter ref=\"A1:"), "sheet {sheet}");
        assert!(xml.contains("ySplit=\"1\"") && xml.contains("state=\"frozen\""), "sheet {sheet}");
        let widths: Vec<f64> =
            xml.split(" width=\"").skip(1).map(|w| w.split_once('"').unwrap().0.parse().unwrap()).collect();
        assert!(widths.iter().all(|w| (8.0..50.0).contains(w)) && widths.iter().any(|w| *w > 12.0), "{widths:?}");
    }
    assert!(part(&file, "xl/styles.xml").contains("wrapText=\"1\""));
    let properties = part(&file, "docProps/core.xml");
    assert!(properties.contains("2026-08-18T00:00:00Z"), "{properties}");
}

#[test]
fn made_twice_it_is_the_same_bytes() {
    let root = folder("twice");
    let [one, two] = ["one.xlsx", "two.xlsx"].map(|name| std::fs::read(export(&root, name, &[])).unwrap());
    assert_eq!(one.len(), two.len());
    assert!(one == two, "the same lists gave other bytes");
}

#[test]
fn heads_are_in_the_language_asked_for() {
    let root = folder("languages");
    for (lang, name, head) in [("ja", "対応表", "米国 規定"), ("ko", "대응표", "미국 규정")] {
        let sheets = sheets(&export(&root, &format!("{lang}.xlsx"), &["--lang", lang]));
        assert_eq!(sheets[0].0, name);
        let heads: Vec<String> = sheets[0].1.rows().next().unwrap().iter().map(ToString::to_string).collect();
        assert!(heads.contains(&head.to_owned()), "{heads:?}");
    }
}

/// What the program says of pairs and findings; what a reader wrote stands as it was written.
#[test]
fn what_the_program_says_is_in_the_language_asked_for() {
    let root = folder("said");
    let is_ja = |c: char| ('\u{3041}'..='\u{30ff}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c);
    let is_ko = |c: char| ('\u{ac00}'..='\u{d7a3}').contains(&c);
    for (language, is_own) in [(Language::Ja, &is_ja as &dyn Fn(char) -> bool), (Language::Ko, &is_ko)] {
        let m = messages(language);
        let lang = if language == Language::Ja { "ja" } else { "ko" };
        let sheets = sheets(&export(&root, &format!("{lang}.xlsx"), &["--lang", lang]));
        // A regime's name and the citation of another list are the same in every language.
        let is_cited = |cell: &str| {
            ["ECCN ", "Product Group ", "Category ", "별표 2 ", "貨物等省令", "輸出令", "外為令"]
                .iter()
                .any(|c| cell.starts_with(c))
        };
        let is_name = |cell: &str| is_cited(cell) || cell.chars().all(|c| c.is_ascii_uppercase() || c == ' ');
        // The Korean list has some substances in Latin letters.
        let own: Vec<&str> =
            concepts().iter().filter_map(|c| c.variants(language).first()).map(String::as_str).collect();
        let said = |cell: &Data| {
            let cell = cell.to_string();
            let first = cell.split("; ").next().unwrap_or_default();
            is_name(&cell) || own.contains(&first) || cell.contains(|c: char| is_own(c))
        };
        let read = m.fill("evidence.read", &[("reason", "")]);
        let mut seen = 0;
        for row in rows(&sheets[1].1) {
            let by_reader = row[m.text("column.evidence")].to_string().starts_with(read.trim_end());
            let columns: &[&str] = match by_reader {
                true => &["column.evidence", "column.reasons", "column.subject"],
                false => &["column.evidence", "column.reasons", "column.subject", "column.parameter"],
            };
            for column in columns {
                let cell = &row[m.text(column)];
                assert!(said(cell), "{lang}: {column}: {cell}");
                seen += 1;
            }
        }
        for row in rows(&sheets[0].1) {
            let evidence = &row[m.text("column.evidence")];
            assert!(said(evidence), "{lang}: {evidence}");
            assert!(said(&row[m.text("column.subject")]), "{lang}: {row:#?}");
        }
        assert!(seen > 5000);
    }
}

/// Two made lists whose one paragraph differs, with texts that a spreadsheet could reckon with.
fn made() -> [ListSnapshot; 3] {
    let list = |list: List, id: &str, value: &str| {
        let mut snapshot = ListSnapshot::new(list);
        let text = "3A001 Signal generator of a kind".to_owned();
        let mut p = Paragraph::new(Id::new(id), Kind::Entry, text);
        p.terms = vec!["signal-generator".into()];
        p.bounds = vec![Bound {
            op: Op::Greater,
            value: Value::Exact(rational::parse(value).unwrap()),
            unit: Unit::new("GHz".to_owned()),
            literal: "=cmd|' /C calc'!A0".into(),
            span: Span::default(),
            aliases: Vec::new(),
            role: Role::Limit,
            parameter: None,
            phrase: None,
        }];
        snapshot.paragraphs.push(p);
        snapshot.sources.push(Source {
            file: "list.xml".to_owned(),
            sha256: String::new(),
            bytes: 0,
            url: "https://www.ecfr.gov/api/versioner/v1/full/2026-08-18/title-15.xml?part=774".to_owned(),
        });
        snapshot
    };
    [list(List::Us, "US:3A001", "-5"), ListSnapshot::new(List::Jp), list(List::Kr, "KR:3A001", "-7")]
}

#[test]
fn text_is_never_a_formula() {
    let lists = made();
    let correlation = correlate(&lists, &Known::default());
    let findings = compare(&correlation);
    let bytes = workbook::render(&lists, &correlation, &findings, messages(Language::En)).unwrap();
    let file = folder("formula").join("a.xlsx");
    std::fs::write(&file, bytes).unwrap();
    let sheets = sheets(&file);
    let value = rows(&sheets[1].1).into_iter().find(|r| r["Kind"] == "Value").expect("they differ");
    assert_eq!(value["US As printed"], Data::String("=cmd|' /C calc'!A0".to_owned()));
    assert_eq!(value["US Values"], Data::String("> -5 GHz".to_owned()));
    assert_eq!((&value["US Number"], &value["Korea Number"]), (&Data::Float(-5.0), &Data::Float(-7.0)));
    for sheet in 1..=4 {
        assert!(!part(&file, &format!("xl/worksheets/sheet{sheet}.xml")).contains("<f>"));
    }
    // With the texts at hand the heading can be found in the page.
    let cells = part(&file, "xl/worksheets/sheet2.xml");
    assert!(cells.contains("location=\":~:text=3A001%20Signal%20generator%20of\""), "{cells}");
}

/// Whether a spreadsheet takes a cell for text or a number.
fn is_harmless(cell: &str) -> bool {
    !cell.starts_with(['=', '+', '-', '@', '\t', '\r']) || cell.parse::<f64>().is_ok_and(f64::is_finite)
}

#[test]
fn tables_for_excel_are_marked_and_hold_no_formula() {
    let (plain, excel) = (folder("plain"), folder("excel"));
    export(&plain, "a.xlsx", &[]);
    export(&excel, "a.xlsx", &["--excel"]);
    let mut kept = 0;
    for name in ["correlation.csv", "findings.csv", "coverage.csv"] {
        let [plain, excel] = [&plain, &excel].map(|r| std::fs::read(r.join("tables").join(name)).unwrap());
        assert!(!plain.starts_with(b"\xef\xbb\xbf") && excel.starts_with(b"\xef\xbb\xbf"), "{name}");
        let records = |bytes: &[u8]| -> Vec<csv::StringRecord> {
            csv::ReaderBuilder::new().has_headers(false).from_reader(bytes).records().map(Result::unwrap).collect()
        };
        let (plain, excel) = (records(&plain), records(&excel));
        assert_eq!(plain.len(), excel.len());
        for (cell, safe) in plain.iter().flatten().zip(excel.iter().flatten()) {
            assert!(is_harmless(safe), "{name}: {safe}");
            assert_eq!(bare(safe), cell);
            kept += usize::from(cell != safe);
        }
    }
    assert!(kept > 10, "only {kept} cells needed an apostrophe");
}

#[test]
fn an_apostrophe_comes_off_where_it_was_put() {
    for cell in ["=1+1", "+a", "-a", "@x", "\tx", "\rx", "'=1", "''-x", "'tis", "-5", "1e-3", "-5 Cel", "", "'", "-inf"]
    {
        let safe = guarded(cell);
        assert_eq!(bare(&safe), cell);
        assert!(is_harmless(&safe), "{cell} became {safe}");
    }
    assert_eq!((guarded("-5"), guarded("-5 Cel")), ("-5".into(), "'-5 Cel".into()));
}

#[test]
fn an_office_opens_it() {
    let root = folder("office");
    let file = export(&root, "a.xlsx", &["--lang", "ko"]);
    let Some(text) = office::printed(&file, &root) else { return };
    let words: String = text.split_whitespace().collect();
    for said in ["대응표", "오기", "US:9E003.k.2", "貨物等省令第6条第1号", "100.00"] {
        assert!(words.contains(said), "{said} is not in the {} characters of the PDF", words.len());
    }
    // Each group stands in a row that is shown.
    let shown = table(&root.join("tables/correlation.csv")).iter().filter(|r| words.contains(&r["group"])).count();
    assert!(shown > 5000, "{shown} groups are shown");
}
