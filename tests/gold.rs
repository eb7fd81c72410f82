//! Promise: of the bounds read by hand, F1 is at least 0.98 and 95 % of the paragraphs
//! are wholly right, in each of the three languages; as `score_bounds.py` scores them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::collections::BTreeMap;

use tricord::model::{Op, Value};
use tricord::quantity::{Unit, rational};
use tricord::text::Language;

/// Operator, value and dimension in one text, so that equal bounds are equal texts.
fn canonical(op: &str, value: &Value, unit: &Unit) -> String {
    match value {
        Value::Formula(formula) => format!("{op} {}", folded(formula)),
        Value::Exact(number) => match unit.scale() {
            Some(scale) => {
                let base = number * &scale.factor + &scale.offset;
                format!("{op} {} {:?}", rational::print(&base), scale.dimension)
            }
            None => format!("{op} {} {unit}", rational::print(number)),
        },
    }
}

fn folded(formula: &str) -> String {
    formula.chars().filter(|c| !c.is_whitespace() && !"[]×*·,".contains(*c)).collect()
}

/// One bound of a gold file: `>= 4 mm (=…)`; an alias is not scored.
fn wanted(text: &str) -> String {
    let text = text.trim();
    let text = text.split_once(" (=").map_or(text, |(head, _)| head).trim();
    let cut = text.find(|c: char| !"<>=~".contains(c)).unwrap();
    let (op, rest) = text.split_at(cut);
    let op = Op::from_word(op).unwrap().word();
    let (value, unit) = match rest.trim().strip_prefix('[') {
        Some(formula) => {
            let (formula, unit) = formula.rsplit_once(']').unwrap();
            (Value::Formula(formula.to_owned()), unit)
        }
        None => {
            let (number, unit) = rest.trim().split_once(' ').unwrap_or((rest.trim(), "1"));
            (Value::Exact(rational::parse(number).unwrap_or_else(|| panic!("{text}"))), unit)
        }
    };
    canonical(op, &value, &Unit::new(unit.trim().to_owned()))
}

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
        let (mut hits, mut wrong, mut missed, mut right, mut rows) = (0, 0, 0, 0, 0);
        for row in table.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            if cells[3].trim().ends_with('?') {
                continue;
            }
            let mut balance: BTreeMap<String, i32> = BTreeMap::new();
            for bound in cells[3].split(" | ").filter(|b| b.trim() != "-") {
                *balance.entry(wanted(bound)).or_default() += 1;
            }
            let want: i32 = balance.values().sum();
            let read = tricord::grammar::read(cells[2], language).bounds;
            for b in &read {
                *balance.entry(canonical(b.op.word(), &b.value, &b.unit)).or_default() -= 1;
            }
            let missing: i32 = balance.values().filter(|n| **n > 0).sum();
            let extra: i32 = -balance.values().filter(|n| **n < 0).sum::<i32>();
            (hits, missed, wrong) = (hits + want - missing, missed + missing, wrong + extra);
            rows += 1;
            right += i32::from(missing + extra == 0);
            if missing + extra > 0 {
                let shown: Vec<String> = read.iter().map(ToString::to_string).collect();
                println!("{}: want {}, read {}", cells[1], cells[3], shown.join(" | "));
            }
        }
        // F1 is 2·hits / (2·hits + wrong + missed).
        println!("{file}: {hits} hits, {wrong} wrong, {missed} missed; {right} of {rows} wholly right");
        assert!(rows > 40, "{file} has {rows} rows");
        assert!(2 * hits * 100 >= 98 * (2 * hits + wrong + missed), "{file}: F1 below 0.98");
        assert!(right * 100 >= rows * 95, "{file}: under 95 % wholly right");
    }
}
