//! Outputs: tables, JSON, papers. Everything that is written goes through [`output`].

pub mod coverage;
pub mod explain;
pub mod jsonl;
pub mod label;
pub mod output;
pub mod run;
pub mod snapshot;
pub mod summary;
pub mod tables;
