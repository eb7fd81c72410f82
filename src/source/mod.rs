//! Bytes to tree. Knows formats, not law.

pub mod egov_html;
pub mod hwp;
pub mod hwpx;
pub mod ledger;
pub mod sniff;
pub mod tree;
pub mod xml;

pub use ledger::{Disposition, Ledger};
pub use tree::{NodeId, SourceTree};
