//! Outputs: tables, JSON, papers. Everything that is written goes through [`output`].

pub mod address;
pub mod agenda;
pub mod amended;
pub mod coverage;
pub mod csv_table;
pub mod explain;
pub mod find;
pub mod jsonl;
pub mod label;
pub mod message;
pub mod output;
pub mod paper;
pub mod review;
pub mod run;
pub mod snapshot;
pub mod summary;
pub mod tables;
pub mod topic;
pub mod workbook;
