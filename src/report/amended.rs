//! `amended.csv` of a normalised list: the bounds that earlier editions stated where this
//! edition states others. It tells a list that moved from one that stayed.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::csv_table;
use super::snapshot::{read_table, value};
use crate::error::Error;
use crate::model::{Amended, Bound, Id, ListSnapshot, Op, Paragraph};
use crate::quantity::Unit;

/// The table's name in the folder of an edition.
pub const FILE: &str = "amended.csv";

#[derive(Default, Serialize, Deserialize)]
struct Row {
    paragraph: String,
    edition: String,
    n: usize,
    op: String,
    value: String,
    unit: String,
}

/// What `earlier` stated where `now` states something else, and what it says itself of the
/// editions before it.
pub fn since(now: &ListSnapshot, earlier: ListSnapshot) -> Vec<Amended> {
    let stated = |p: &Paragraph| p.bounds.iter().map(Bound::to_string).collect::<Vec<_>>();
    let present: std::collections::BTreeMap<&Id, Vec<String>> =
        now.paragraphs.iter().map(|p| (&p.id, stated(p))).collect();
    let edition = earlier.edition.in_force;
    let mut amended: Vec<Amended> = earlier
        .paragraphs
        .iter()
        .filter(|p| present.get(&p.id).is_some_and(|bounds| *bounds != stated(p)))
        .flat_map(|p| p.bounds.iter().map(|b| (p.id.clone(), b)))
        .map(|(paragraph, b)| Amended {
            paragraph,
            edition: edition.clone(),
            op: b.op,
            value: b.value.clone(),
            unit: b.unit.clone(),
        })
        .collect();
    amended.extend(earlier.amended.into_iter().filter(|a| present.contains_key(&a.paragraph)));
    // In the order of the document within a paragraph.
    amended.sort_by(|a, b| a.paragraph.cmp(&b.paragraph).then_with(|| b.edition.cmp(&a.edition)));
    amended
}

/// The bytes of `amended.csv`.
pub fn table(amended: &[Amended]) -> Vec<u8> {
    let mut n = 0;
    let mut before: Option<(&Id, &str)> = None;
    csv_table::table(amended.iter().map(|a| {
        let key = (&a.paragraph, a.edition.as_str());
        n = if before == Some(key) { n + 1 } else { 1 };
        before = Some(key);
        Row {
            paragraph: a.paragraph.to_string(),
            edition: a.edition.clone(),
            n,
            op: a.op.word().to_owned(),
            value: a.value.to_string(),
            unit: a.unit.code().to_owned(),
        }
    }))
}

/// Reads the table of `folder`; a list without one has no earlier edition.
///
/// # Errors
/// [`Error::Unreadable`] with file and line where a row is not what it must be.
pub fn read(folder: &Path) -> Result<Vec<Amended>, Error> {
    let mut amended = Vec::new();
    if folder.join(FILE).is_file() {
        read_table::<Row>(folder, FILE, |record, headers| {
            let row: Row = record.deserialize(headers)?;
            let read = Op::from_word(&row.op).zip(value(&row.value)).map(|(op, value)| Amended {
                paragraph: Id::new(row.paragraph),
                edition: row.edition,
                op,
                value,
                unit: Unit::new(row.unit),
            });
            Ok(read.map(|a| amended.push(a)))
        })?;
    }
    Ok(amended)
}
