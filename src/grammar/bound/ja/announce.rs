//! Denominators that a definition announces for what follows it: 感度（帯域周波数の平方根当たりで表した
//! 実効値をいう。以下同じ。）. The later paragraphs print the value without them.

use super::rate;
use crate::model::Bound;
use crate::quantity::Unit;

/// A quantity that later paragraphs give per something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// Its name: 感度.
    term: String,
    /// Its denominators, each with its slash: `/Hz^0.5`.
    rate: String,
}

/// What `text` announces.
pub fn announced(text: &str) -> Option<Announced> {
    const AHEAD: &str = "をいう。以下同じ。）";
    // Few texts have it: their bytes are searched faster than their characters.
    let head = text.get(..memchr::memmem::find(text.as_bytes(), AHEAD.as_bytes())?)?;
    let (before, definition) = head.rsplit_once('（')?;
    let rate = rate::rate(definition)?;
    let start = before.trim_end_matches(is_noun).len();
    let term = before.get(start..).filter(|t| !t.is_empty())?.to_owned();
    Some(Announced { term, rate })
}

impl Announced {
    /// Divides the bounds of a later paragraph that speak of the quantity and print none
    /// of its denominators.
    pub fn apply(&self, bounds: &mut [Bound], text: &str) {
        let mut end = 0;
        let mut divided = false;
        for bound in bounds {
            let range = bound.span.range();
            let gap = text.get(end..range.start).unwrap_or("");
            let named =
                gap.strip_suffix('が').or_else(|| gap.strip_suffix('は')).and_then(|g| g.strip_suffix(&*self.term));
            // The second end of a range is of the same quantity.
            divided =
                named.is_some_and(|g| !g.ends_with(is_noun)) || divided && ["以上", "超", "を超え"].contains(&gap);
            if divided && !bound.unit.code().contains(&self.rate) && !matches!(bound.unit.code(), "1" | "%" | "dB") {
                bound.unit = Unit::new(format!("{}{}", bound.unit.code(), self.rate));
            }
            end = range.end;
        }
    }
}

/// Whether `c` belongs to a noun: kanji or katakana.
fn is_noun(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | 'ァ'..='ー')
}
