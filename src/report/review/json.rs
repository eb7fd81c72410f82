//! A review as JSON.

use serde::Serialize;

use super::{Cause, Changes, Review};

#[derive(Serialize)]
struct Document<'r> {
    law: usize,
    parser: usize,
    correlation: usize,
    undetermined: usize,
    tables: &'r [Changes],
}

/// One document: rows by cause, then every table's changes.
pub fn document(review: &Review) -> Vec<u8> {
    let document = Document {
        law: review.count(Cause::Law),
        parser: review.count(Cause::Parser),
        correlation: review.count(Cause::Correlation),
        undetermined: review.count(Cause::Undetermined),
        tables: &review.tables,
    };
    let mut json = serde_json::to_vec_pretty(&document).unwrap_or_default();
    json.push(b'\n');
    json
}
