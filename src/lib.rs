//! tricord reads the export-control lists of the United States, Japan and Korea
//! as they are officially published, brings them into one schema, works out which
//! paragraphs speak of the same thing, and lists where they differ.
//!
//! Data flows one way. The modules are its stations in order:
//!
//! ```text
//! source → text → quantity → model → grammar → normalize → correlate → compare → report → cli
//! ```
//!
//! A module may use only what stands to its left, plus [`diag`] and [`error`];
//! `tests/architecture.rs` holds it to that. [`quantity`] and [`model`] stand left
//! of [`grammar`], because a production yields exact quantities in the types of the
//! common schema, and units are data that the grammar looks up.
//!
//! Architecture invariants:
//!
//! 1. Reading never fails on content: it gives a value, diagnostics and a ledger.
//! 2. Nothing is lost: every leaf of a source tree has exactly one disposition.
//! 3. What was not read is never "no difference".
//! 4. Numbers are exact rationals, and the literal as printed is kept.
//! 5. Same input, same bytes: no clock, locale, hash order or thread count shows.
//! 6. Every statement points at its source.

pub mod cli;
pub mod compare;
pub mod correlate;
pub mod diag;
pub mod error;
pub mod grammar;
pub mod model;
pub mod normalize;
pub mod quantity;
pub mod report;
pub mod source;
pub mod text;
