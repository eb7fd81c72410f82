//! The real documents, for the tests that read them.

use std::path::{Path, PathBuf};

/// The folder of real documents; `None`, with a word, where there is none.
///
/// # Panics
/// Where it is not there and `TRICORD_REQUIRE_CORPUS` is set.
pub fn corpus() -> Option<PathBuf> {
    let root = std::env::var_os("TRICORD_CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), PathBuf::from);
    if root.is_dir() {
        return Some(root);
    }
    assert!(std::env::var_os("TRICORD_REQUIRE_CORPUS").is_none(), "{} is required and not there", root.display());
    println!("no corpus at {}: nothing was read", root.display());
    None
}
