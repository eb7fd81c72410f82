//! `review` against daff (PyPI) on the same two tables of 100,000 findings, each as a program
//! of its own, in the same run.
//!
//! `cargo bench --bench review` prints the table that stands in the README. daff is taken from
//! `PATH`; where it is not there, only `review` is measured.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROWS: u64 = 100_000;
const RUNS: usize = 5;

/// A generator of numbers that are the same in every run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

const HEADER: &str = "id,kind,us,jp,kr,parameter,us_value,jp_value,kr_value,us_cite,jp_cite,kr_cite,us_jp,us_kr,\
jp_kr,cause,cause_evidence,materiality,weight,weight_reasons,root,stricter,us_printed,jp_printed,kr_printed,\
us_converted,jp_converted,kr_converted,label,us_at,jp_at,kr_at,us_sha,jp_sha,kr_sha\n";

/// A finding as `findings.csv` has it. `amended` gives it another value and text, `read` another label.
fn row(out: &mut String, n: u64, seed: u64, amended: bool, read: bool) {
    let (number, value) = (format!("{}A{:03}.b.{}", n % 10, seed % 1000, n % 30), seed % 9000 + u64::from(amended));
    let (article, item) = (n % 28 + 1, seed % 60 + 1);
    let hash = |salt: u64| format!("{:012x}", (seed ^ salt) & 0xffff_ffff_ffff);
    let _ = write!(out, "F-{n:08x},value,US:{number},JP:{article}/1.{item},KR:{number},GHz,");
    let _ = write!(out, "> {value} GHz,> {} GHz,> {value} GHz,", value + 1);
    let _ = write!(
        out,
        "\"ECCN {number}, 15 CFR Part 774 Supp. No. 1\",貨物等省令第{article}条第{item}号,별표 2 {number},"
    );
    let _ = write!(out, "broader,equal,narrower,lag,the other two agree against JP,boundary,{},", seed % 1000);
    let _ =
        write!(out, "two lists agree +50; NS +100,F-{n:08x},us kr,{value} GHz,{}ギガヘルツ,{value} GHz,,,,", value + 1);
    let _ = write!(out, "signal analyser; > {value} GHz{},", if read { "; amplifier" } else { "" });
    let at = n * 90;
    let _ = write!(
        out,
        "part-774.xml:{n}:{at}-{},ordinance.xml:{n}:{at}-{},list.hwpx:{n}:{at}-{},",
        at + 80,
        at + 60,
        at + 70
    );
    let _ = writeln!(out, "{},{},{}", hash(u64::from(amended)), hash(2), hash(3));
}

/// The two tables: of a hundred rows one went, two were amended, two are read otherwise, one came.
fn tables() -> [String; 2] {
    let mut numbers = Numbers(2026);
    let [mut old, mut new] = [HEADER.to_owned(), HEADER.to_owned()];
    for n in 0..ROWS {
        let (seed, fate) = (numbers.next(), numbers.next() % 100);
        if fate != 5 {
            row(&mut old, n, seed, false, false);
        }
        if fate != 0 {
            row(&mut new, n, seed, fate == 1 || fate == 2, fate == 3 || fate == 4);
        }
    }
    [old, new]
}

/// The median time of a program's runs.
fn median(runs: usize, mut program: impl FnMut() -> Command) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let mut command = program();
            let start = Instant::now();
            let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
            assert!(status.success(), "{command:?}");
            start.elapsed()
        })
        .collect();
    times.sort();
    times[runs / 2]
}

fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|p| p.join(name)).find(|p| p.is_file())
}

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-review");
    std::fs::create_dir_all(&folder).unwrap();
    let files = ["old.csv", "new.csv"].map(|name| folder.join(name));
    for (file, table) in files.iter().zip(tables()) {
        std::fs::write(file, table).unwrap();
    }
    let review = median(RUNS, || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tricord"));
        command.arg("review").args(&files);
        command
    });
    println!("| two tables of {ROWS} findings | time | ratio | at least |\n| --- | ---: | ---: | ---: |");
    println!("| `tricord review` | {review:.1?} | 1 | |");
    let Some(daff) = on_path("daff") else {
        println!("| daff | not measured: no daff on PATH | | 20 |");
        return;
    };
    let daff = median(1, || {
        let mut command = Command::new(&daff);
        command.args(["diff", "--id", "id", "--output"]).arg(folder.join("daff.csv")).args(&files);
        command
    });
    println!("| daff | {daff:.1?} | {:.0} | 20 |", daff.as_secs_f64() / review.as_secs_f64());
}
