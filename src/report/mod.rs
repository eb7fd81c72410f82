//! Outputs: tables, JSON, papers. Everything that is written goes through [`output`].

pub mod coverage;
pub mod jsonl;
pub mod output;
pub mod snapshot;
