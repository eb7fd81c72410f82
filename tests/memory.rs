//! Promise: the whole diff of the published documents holds at most fifteen times their size in
//! memory.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;
mod measured;

use std::path::Path;

const DOCUMENTS: [(&str, &str); 5] = [
    ("--us", "us/2026-08-18/title-15-part-774.xml"),
    ("--jp", "jp/403M50000400049/20260214_507M60000400072.xml"),
    ("--jp", "jp/324CO0000000378/20260605_508CO0000000194.xml"),
    ("--jp", "jp/355CO0000000260/20260605_508CO0000000194.xml"),
    ("--kr", "kr/byeolpyo2.hwpx"),
];

#[test]
fn the_whole_diff_holds_fifteen_times_the_documents_at_most() {
    let Some(corpus) = corpus::corpus() else { return };
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("memory");
    let mut args = ["diff".to_owned(), "--out".to_owned(), out.display().to_string()].to_vec();
    let mut size = 0;
    for (flag, path) in DOCUMENTS {
        let path = corpus.join(path);
        size += std::fs::metadata(&path).unwrap().len();
        args.extend([flag.to_owned(), path.display().to_string()]);
    }
    // How two threads share the allocator's arenas differs by a few per cent from run to run.
    let mut runs = [(); 3].map(|()| {
        let (output, peak) = measured::run(&args, &[("RAYON_NUM_THREADS", "2")]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        peak
    });
    runs.sort_unstable();
    let peak = runs[1];
    println!("{size} bytes of documents, {peak} at most: {:.1} times", peak as f64 / size as f64);
    assert!(peak <= 15 * size, "{size} bytes of documents took {peak}");
    // What was measured is the run, not its first moments.
    assert!(peak > 2 * size, "{peak}");
}
