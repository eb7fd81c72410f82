//! The difference of two cells, token by token.

use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices};

/// Longer cells are shown whole: the work grows with the product of length and difference.
const TOKENS: usize = 2_000;

/// Pieces of two cells in order: kept, taken out, put in. There is no deadline in it, so
/// the same cells give the same pieces on every machine.
pub fn pieces(old: &str, new: &str) -> Vec<(ChangeTag, String)> {
    let (a, b) = (tokens(old), tokens(new));
    if a.len().max(b.len()) > TOKENS {
        return vec![(ChangeTag::Delete, old.to_owned()), (ChangeTag::Insert, new.to_owned())];
    }
    let mut pieces: Vec<(ChangeTag, String)> = Vec::new();
    for change in capture_diff_slices(Algorithm::Myers, &a, &b).iter().flat_map(|op: &DiffOp| op.iter_changes(&a, &b)) {
        match pieces.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => pieces.push((change.tag(), change.value().to_owned())),
        }
    }
    pieces
}

/// Runs of ASCII letters and digits with the points between them (numbers and paragraph
/// names are one token); every other character stands alone.
fn tokens(text: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if is_word(first) { rest.find(|c| !is_word(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let Some((token, tail)) = rest.split_at_checked(end) else { break };
        tokens.push(token);
        rest = tail;
    }
    tokens
}
