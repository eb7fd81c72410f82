//! `run.json`: what a run read and wrote, with hashes. No clock, no path of the machine.

use serde::Serialize;

use crate::model::{Edition, ListSnapshot, SCHEMA, Source};

#[derive(Serialize)]
struct Run<'s> {
    tool: &'static str,
    version: &'static str,
    schema: u32,
    inputs: Vec<Input<'s>>,
    outputs: Vec<Output<'s>>,
}

#[derive(Serialize)]
struct Input<'s> {
    list: &'static str,
    edition: &'s Edition,
    sources: &'s [Source],
}

#[derive(Serialize)]
struct Output<'s> {
    file: &'s str,
    sha256: String,
    bytes: usize,
}

/// The record of a run over `lists` that wrote `outputs` (name and content).
pub fn record(lists: &[ListSnapshot], outputs: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let run = Run {
        tool: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        schema: SCHEMA,
        inputs: lists.iter().map(|l| Input { list: l.list.word(), edition: &l.edition, sources: &l.sources }).collect(),
        outputs: outputs
            .iter()
            .map(|(file, content)| Output { file, sha256: ListSnapshot::hash(content), bytes: content.len() })
            .collect(),
    };
    let mut json = serde_json::to_vec_pretty(&run).unwrap_or_default();
    json.push(b'\n');
    json
}
