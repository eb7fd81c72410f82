//! Citations: what a text names, as printed. Which paragraph it is, is settled in
//! [`crate::normalize`], where the list is known.

pub mod control;
pub mod ja;
