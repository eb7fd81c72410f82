//! Which paragraphs of the three lists speak of the same thing, and why.

pub mod feature;
pub mod tree;
