//! Every cost as a ratio to a bare quick-xml pass over the same bytes in the same run.
//!
//! `cargo bench` prints the table that stands in the README. A bare pass reads every
//! event and looks at every text, and keeps nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::hint::black_box;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use quick_xml::Reader;
use quick_xml::events::Event;
use tricord::correlate::{correlate, known::Known};
use tricord::model::{Id, List, ListSnapshot, Value};
use tricord::normalize::{self, Document};
use tricord::quantity::Rational;
use tricord::report::{snapshot, tables};

/// What `work` costs, and `base` in the same minutes: the two take turns, since a machine is not
/// always as fast, and of each the median counts, so that one interruption does not show. What
/// `work` gives is let go of when its time is taken.
fn beside<W>(runs: usize, mut base: impl FnMut(), mut work: impl FnMut() -> W) -> [Duration; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..runs {
        let start = Instant::now();
        let made = black_box(work());
        times[0].push(start.elapsed());
        drop(made);
        let start = Instant::now();
        base();
        times[1].push(start.elapsed());
    }
    times.map(|mut t| {
        t.sort();
        t[t.len() / 2]
    })
}

/// The next event, whole, as whoever reads a document needs it. What the compiler leaves out of
/// events that a loop looks at one property of differs from build to build, by a seventh of the pass.
#[inline(never)]
fn event<'x>(reader: &mut Reader<&'x [u8]>) -> Event<'x> {
    reader.read_event().unwrap()
}

fn bare_pass(xml: &str) {
    let mut reader = Reader::from_str(xml);
    let mut seen = 0;
    loop {
        match event(&mut reader) {
            Event::Eof => break,
            Event::Text(t) => seen += t.len(),
            Event::Start(e) => seen += e.name().as_ref().len(),
            _ => seen += 1,
        }
    }
    black_box(seen);
}

fn document(path: &Path) -> Document {
    Document { file: path.file_name().unwrap().to_string_lossy().into_owned(), bytes: std::fs::read(path).unwrap() }
}

/// The XML that a document consists of; of an HWPX, its sections.
fn xml_of(document: &Document) -> String {
    if !document.bytes.starts_with(b"PK") {
        return String::from_utf8(document.bytes.clone()).unwrap();
    }
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&document.bytes)).unwrap();
    let names: Vec<String> =
        zip.file_names().filter(|n| n.starts_with("Contents/section")).map(str::to_owned).collect();
    let mut xml = String::new();
    zip.by_name(&names[0]).unwrap().read_to_string(&mut xml).unwrap();
    xml
}

/// The document with all that it says in it twice: what it states again counts as another item,
/// as in a list of twice the length.
fn twice(document: &Document) -> Document {
    let file = document.file.clone();
    if document.bytes.starts_with(b"PK") {
        return Document { file, bytes: twice_the_sections(&document.bytes) };
    }
    let xml = String::from_utf8(document.bytes.clone()).unwrap();
    let doubled = match xml.find("<MainProvision") {
        // The articles of a law, and its appended tables.
        Some(_) => ["<MainProvision", "<AppdxTable "].iter().fold(xml, |xml, open| twice_the_content(&xml, open)),
        None => twice_the_content(&xml, "<DIV5"),
    };
    Document { file, bytes: doubled.into_bytes() }
}

/// What stands in every element that begins with `open`, twice.
fn twice_the_content(xml: &str, open: &str) -> String {
    let name = open.trim_matches(['<', ' ']);
    let close = format!("</{name}>");
    let (mut out, mut rest) = (String::with_capacity(2 * xml.len()), xml);
    while let Some(start) = rest.find(open) {
        let begin = start + rest[start..].find('>').unwrap() + 1;
        let end = begin + rest[begin..].find(&close).unwrap_or(0);
        out.push_str(&rest[..end]);
        out.push_str(&rest[begin..end]);
        rest = &rest[end..];
    }
    out + rest
}

/// A container with every section once more behind the last.
fn twice_the_sections(container: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(container)).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let sections = zip.file_names().filter(|n| n.starts_with("Contents/section")).count();
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).unwrap();
        let name = entry.name().to_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        let number = name.strip_prefix("Contents/section").and_then(|n| n.strip_suffix(".xml")?.parse::<usize>().ok());
        let again = number.map(|n| format!("Contents/section{}.xml", n + sections));
        for name in std::iter::once(name).chain(again) {
            out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            out.write_all(&content).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

fn parse(list: List, documents: &[Document]) -> ListSnapshot {
    normalize::snapshot(list, documents).unwrap().value
}

/// The list so many times over: each copy under other numbers, its values changed by a
/// thousandth more than those of the copy before.
fn manifold(list: &ListSnapshot, times: u32) -> ListSnapshot {
    let mut long = ListSnapshot { paragraphs: Vec::new(), ..list.clone() };
    for copy in 0..times {
        let before = u32::try_from(long.paragraphs.len()).unwrap();
        let factor = Rational::new((1000 + copy).into(), 1000.into());
        long.paragraphs.extend(list.paragraphs.iter().cloned().map(|mut p| {
            p.parent = p.parent.map(|parent| before + parent);
            if copy > 0 {
                p.id = renumbered(&p.id, copy);
                p.bounds.iter_mut().for_each(|b| change(&mut b.value, &factor));
            }
            p
        }));
    }
    long
}

/// `US:3A001.b` as `US:3A001x2.b`, `JP:6/1.2` as `JP:6x2/1.2`.
fn renumbered(id: &Id, copy: u32) -> Id {
    let text = id.as_str();
    let end = text.find(['.', '/', '#']).unwrap_or(text.len());
    Id::new(format!("{}x{copy}{}", &text[..end], &text[end..]))
}

fn change(value: &mut Value, factor: &Rational) {
    if let Value::Exact(number) = value {
        *number *= factor;
    }
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var("TRICORD_CORPUS").map_or_else(|_| root.join("../shared/corpus"), PathBuf::from);
    if !corpus.is_dir() {
        println!("no corpus at {}: nothing measured", corpus.display());
        return;
    }
    let us = [document(&corpus.join("us/2026-08-18/title-15-part-774.xml"))];
    let jp = [
        "jp/403M50000400049/20260214_507M60000400072.xml",
        "jp/324CO0000000378/20260605_508CO0000000194.xml",
        "jp/355CO0000000260/20260605_508CO0000000194.xml",
    ]
    .map(|p| document(&corpus.join(p)));
    let kr = [document(&corpus.join("kr/byeolpyo2.hwpx"))];
    let known = Known::read(&root.join("lists/correlation")).unwrap();

    let us_xml = xml_of(&us[0]);
    let all_xml: Vec<String> = us.iter().chain(&jp).chain(&kr).map(xml_of).collect();
    let bytes: usize = all_xml.iter().map(String::len).sum();
    let us_bare = || bare_pass(&us_xml);
    let bare = || all_xml.iter().for_each(|x| bare_pass(x));
    println!("bare pass over {} bytes of the US, {bytes} of all\n", us_xml.len());
    println!("| what | time | of | ratio | at most |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    let row = |what: &str, [time, base]: [Duration; 2], most: &str| {
        let ratio = time.as_secs_f64() / base.as_secs_f64();
        println!("| {what} | {time:.1?} | {base:.1?} | {ratio:.2} | {most} |");
    };

    // It takes so little that a machine which others share is now faster, now slower for all of it.
    row("US document to normalised list", beside(45, us_bare, || parse(List::Us, &us)), "8");

    let lists = [parse(List::Us, &us), parse(List::Jp, &jp), parse(List::Kr, &kr)];
    let bounds = beside(11, bare, || {
        for list in &lists {
            for paragraph in &list.paragraphs {
                black_box(tricord::grammar::read(&paragraph.text, list.list.language()));
            }
        }
    });
    row("reading all bounds of the three lists", bounds, "2.5");
    let correlated = |lists: &[ListSnapshot; 3]| drop(black_box(correlate(lists, &known)));
    row("correlation of the three lists", beside(11, bare, || correlated(&lists)), "4");
    let long = lists.each_ref().map(|l| manifold(l, 10));
    let of_long = beside(5, || correlated(&lists), || correlated(&long));
    row("correlation, every list ten times as long, to once", of_long, "12");
    drop(long);
    let compared = |lists: &[ListSnapshot; 3]| {
        let correlation = correlate(lists, &known);
        drop(black_box(tables::all(&correlation, lists)));
    };
    let double = lists.each_ref().map(|l| manifold(l, 2));
    let of_double = beside(7, || compared(&lists), || compared(&double));
    row("correlation and comparison, every list twice as long, to once", of_double, "2.3");
    drop(double);

    let whole = |us: &[Document], jp: &[Document], kr: &[Document]| {
        let (kr, (us, jp)) =
            rayon::join(|| parse(List::Kr, kr), || rayon::join(|| parse(List::Us, us), || parse(List::Jp, jp)));
        let lists = [us, jp, kr];
        let correlation = correlate(&lists, &known);
        black_box(tables::all(&correlation, &lists));
    };
    row("whole diff from the documents", beside(11, bare, || whole(&us, &jp, &kr)), "10");
    let (us2, jp2, kr2) = (us.each_ref().map(twice), jp.each_ref().map(twice), kr.each_ref().map(twice));
    let from_twice = beside(7, || whole(&us, &jp, &kr), || whole(&us2, &jp2, &kr2));
    row("whole diff, every document twice as long, to once", from_twice, "2.3");

    let stored = [("us", "2026-08-18"), ("jp", "2026-02-14"), ("kr", "2025-02-28")]
        .map(|(l, e)| root.join("lists").join(l).join(e));
    if stored.iter().all(|f| snapshot::is_snapshot(f)) {
        let from_lists = beside(11, bare, || {
            let lists = std::thread::scope(|scope| {
                let read = stored.each_ref().map(|f| scope.spawn(|| snapshot::read(f).unwrap()));
                read.map(|list| list.join().unwrap())
            });
            let correlation = correlate(&lists, &known);
            black_box(tables::all(&correlation, &lists));
        });
        row("whole diff from lists/", from_lists, "6");
    }
}
