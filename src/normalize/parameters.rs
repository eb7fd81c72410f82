//! The quantities of `lists/parameters.csv`, by which bounds of the three lists name what
//! they constrain.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::terms::head;
use crate::quantity::{Dimension, Unit};
use crate::text::Language;
use crate::text::fold::{fold, fold_in};
use crate::text::words::Words;

/// What the quantity of that id is called in `language`, by the first of its names.
pub fn name(parameter: &str, language: Language) -> Option<&'static str> {
    rows().iter().find(|row| row.parameter == parameter)?.names(language).split('|').next()
}

/// Whether the quantity of that id says how exact something is ("accuracy", "drift").
pub fn is_exactness(parameter: &str) -> bool {
    rows().iter().any(|row| row.parameter == parameter && row.exactness == "yes")
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let table = include_str!("../../lists/parameters.csv").as_bytes();
        csv::Reader::from_reader(table).into_deserialize::<Row>().map_while(Result::ok).collect()
    })
}

/// A quantity: what it is called in three languages, and units of what it is measured in;
/// none where many are ("accuracy"); whether it says how exact something is.
#[derive(Deserialize)]
struct Row {
    parameter: String,
    en: String,
    ja: String,
    ko: String,
    units: String,
    exactness: String,
}

impl Row {
    fn names(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Ja => &self.ja,
            Language::Ko => &self.ko,
        }
    }
}

struct Parameter {
    id: &'static str,
    /// Empty where any unit will do.
    dimensions: Vec<Dimension>,
}

struct Finder {
    /// With the parameters of each; a word may name a mass and a share by mass.
    words: Words<Vec<usize>>,
    parameters: Vec<Parameter>,
}

impl Finder {
    fn new(language: Language) -> Self {
        let mut parameters = Vec::new();
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for row in rows() {
            for word in row.names(language).split('|') {
                by_word.entry(fold(word, language).trim().to_owned()).or_default().push(parameters.len());
            }
            let units = row.units.split_whitespace().map(|code| Unit::new(code.to_owned()));
            let dimensions = units.filter_map(|u| Some(u.scale()?.dimension.clone())).collect();
            parameters.push(Parameter { id: &row.parameter, dimensions });
        }
        Self { words: Words::new(by_word, head(language)), parameters }
    }
}

fn finder(language: Language) -> Option<&'static Finder> {
    static FINDERS: [OnceLock<Finder>; 3] = [const { OnceLock::new() }; 3];
    FINDERS.get(language as usize).map(|f| f.get_or_init(|| Finder::new(language)))
}

/// The parameter that a phrase names last, of those that are measured in `unit`: the one
/// nearest to the value behind it. The buffer serves one phrase after the other.
pub fn named(buffer: &mut Vec<u8>, phrase: &str, unit: &Unit, language: Language) -> Option<&'static str> {
    let finder = finder(language)?;
    let folded = fold_in(buffer, phrase, language);
    // Most phrases name none.
    let dimension = LazyCell::new(|| unit.scale().map(|s| s.dimension.clone()));
    finder
        .words
        .find(folded, language == Language::En)
        .filter(|(range, _)| language != Language::Ko || is_of_words(phrase, range.start, range.end))
        .flat_map(|(_, parameters)| parameters)
        .filter_map(|at| finder.parameters.get(*at))
        .filter(|p| p.dimensions.is_empty() || dimension.as_ref().is_some_and(|d| p.dimensions.contains(d)))
        .last()
        .map(|p| p.id)
}

/// Whether what stands from `start` to `end` of the folded `phrase` begins with a word of it
/// or lies within one: 기공 is none in 상기 공작기계.
fn is_of_words(phrase: &str, start: usize, end: usize) -> bool {
    let mut at = 0;
    let mut crossed = false;
    for word in phrase.split_whitespace() {
        if at == start {
            return true;
        }
        crossed |= (start + 1..end).contains(&at);
        at += fold(word, Language::Ko).len();
    }
    !crossed
}
