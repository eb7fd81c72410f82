//! Promise: of the bounds read by hand, F1 is at least 0.98 and 95 % of the paragraphs
//! are wholly right, in each of the three languages; as `score_bounds.py` scores them.
//! Of paragraphs that were drawn and read afterwards, to which the program was not fitted,
//! it is no less.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod readings;
mod scoring;

use scoring::Score;
use tricord::model::List;
use tricord::text::Language;

#[test]
fn gold_paragraphs_are_read() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let gold = std::env::var("TRICORD_GOLD").map_or_else(|_| root.join("../shared/gold"), Into::into);
    if !gold.is_dir() {
        assert!(std::env::var("TRICORD_REQUIRE_CORPUS").is_err(), "no gold at {}", gold.display());
        println!("no gold files here; nothing compared");
        return;
    }
    for (file, language) in
        [("us_bounds.tsv", Language::En), ("jp_bounds.tsv", Language::Ja), ("kr_bounds.tsv", Language::Ko)]
    {
        let table = std::fs::read_to_string(gold.join(file)).unwrap();
        let mut score = Score::default();
        for row in table.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let read = tricord::grammar::read(cells[2], language).bounds;
            if let Some(miss) = score.add(cells[3], &read) {
                println!("{}: {miss}", cells[1]);
            }
        }
        println!("{file}: {score}");
        assert!(score.rows > 40 && score.reaches(98, 95), "{file}: {score}");
    }
}

/// The heads of the files tell how the paragraphs were drawn, in four draws, and the first score of each
/// before any correction: of the first,
/// F1 0.951, 0.981 and 0.962; of the third, 0.982, 0.973 and 0.966; of
/// the fourth 1.000 each.
#[test]
fn paragraphs_read_afterwards_are_read() {
    for (file, list) in [("bounds_us.tsv", List::Us), ("bounds_jp.tsv", List::Jp), ("bounds_kr.tsv", List::Kr)] {
        let mut score = Score::default();
        let mut misses = Vec::new();
        readings::each(&[list], |_, _, by_id| {
            for fact in readings::facts(file).iter().skip(1) {
                let read = &by_id[fact[1].as_str()].bounds;
                misses.extend(score.add(&fact[3], read).map(|miss| format!("{}: {miss}", fact[1])));
            }
        });
        println!("{file}: {score}\n{}", misses.join("\n"));
        assert!(score.rows == 0 || score.rows > 100 && score.reaches(98, 95), "{file}: {score}\n{}", misses.join("\n"));
    }
}
