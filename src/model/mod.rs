//! The common schema: what every list is brought into.

mod base;
mod bound;
mod cite;
mod id;
pub mod numeral;
mod paragraph;
mod snapshot;
mod words;

pub use base::Base;
pub use bound::{Alias, Bound, Op, Role, Unread, Value};
pub use cite::{cite, cite_en, find_cited};
pub use id::{Id, List};
pub use paragraph::{
    Citation, Clause, Control, ControlKind, Hash, Joiner, Kind, NoteEffect, NoteReading, Paragraph, Provenance, Quoted,
    Standing, Target,
};
pub use snapshot::{Amended, Coverage, Edition, ListSnapshot, Parsed, SCHEMA, Source};

pub(crate) use words::words;
