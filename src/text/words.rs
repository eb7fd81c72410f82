//! Words by how they begin: at a place of a text only few of thousands are compared with it.

use std::cmp::Reverse;
use std::ops::Range;

/// Characters that a word is looked up by, at most.
const MOST: usize = 4;

/// Words, each with what it stands for.
#[derive(Debug)]
pub struct Words<T> {
    /// By number of characters less one, whether words are looked up by so many: shorter ones
    /// by all that they have.
    by: [bool; MOST],
    /// By slot, where its words begin; one more at the end.
    starts: Vec<u32>,
    /// By slot, the longest first; those of one length as they came.
    words: Vec<(Box<str>, T)>,
}

impl<T> Words<T> {
    /// Words that are looked up by their first `head` characters, four at most. Of equal
    /// words the first counts.
    pub fn new(words: impl IntoIterator<Item = (String, T)>, head: usize) -> Self {
        let head = head.min(MOST);
        let mut by = [false; MOST];
        let keyed = words.into_iter().filter_map(|(word, value)| {
            let (count, key) = keys(&word).take(head).last()?;
            if let Some(by) = by.get_mut(count - 1) {
                *by = true;
            }
            Some((key, word.into_boxed_str(), value))
        });
        let mut keyed: Vec<(u32, Box<str>, T)> = keyed.collect();
        let slots = (2 * keyed.len()).next_power_of_two();
        let mask = u32::try_from(slots - 1).unwrap_or(u32::MAX);
        keyed.sort_by_key(|(key, word, _)| (key & mask, Reverse(word.len())));
        let mut starts = Vec::with_capacity(slots + 1);
        let mut at = 0;
        for slot in 0..=mask {
            starts.push(at);
            let of_slot = keyed.iter().skip(at as usize).take_while(|(key, ..)| key & mask == slot);
            at += u32::try_from(of_slot.count()).unwrap_or_default();
        }
        starts.push(at);
        Self { by, starts, words: keyed.into_iter().map(|(_, word, value)| (word, value)).collect() }
    }

    /// The words that `text` begins with, the longest first.
    pub fn beginning<'w>(&'w self, text: &str) -> impl Iterator<Item = (&'w str, &'w T)> {
        let mut slots = [None; MOST];
        for ((slot, by), (_, key)) in slots.iter_mut().zip(self.by).zip(keys(text)) {
            *slot = by.then_some(key);
        }
        let words = slots.into_iter().rev().flatten().flat_map(|key| self.slot(key));
        words.filter(|(word, _)| text.starts_with(&**word)).map(|(word, value)| (&**word, value))
    }

    fn slot(&self, key: u32) -> &[(Box<str>, T)] {
        // As many slots as a power of two, and one start more.
        let slot = key as usize & self.starts.len().saturating_sub(2);
        let range = self.starts.get(slot).zip(self.starts.get(slot + 1));
        range.and_then(|(start, end)| self.words.get(*start as usize..*end as usize)).unwrap_or_default()
    }

    /// The words in `text`, from left to right without overlaps, where several begin the
    /// longest. With `whole` only those that no letter or digit stands at; a plural counts.
    pub fn find<'w>(&'w self, text: &str, whole: bool) -> impl Iterator<Item = (Range<usize>, &'w T)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
                let found = self.beginning(rest).find(|(word, _)| !whole || ends(rest, word.len()));
                if let Some((word, value)) = found {
                    let start = at;
                    at += word.len();
                    if whole {
                        at += rest_of_word(text, at);
                    }
                    return Some((start..start + word.len(), value));
                }
                at += rest.chars().next().map_or(1, char::len_utf8);
                if whole && rest.starts_with(char::is_alphanumeric) {
                    at += rest_of_word(text, at);
                }
            }
            None
        })
    }
}

/// How many bytes of letters and digits stand from `at` on.
fn rest_of_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let ascii = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    match rest.get(ascii..) {
        Some(tail) if tail.starts_with(char::is_alphanumeric) => {
            ascii + tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len())
        }
        _ => ascii,
    }
}

/// Whether a word ends after `length` bytes of `text`; a plural counts.
fn ends(text: &str, length: usize) -> bool {
    let tail = text.get(length..).unwrap_or("");
    let clear = |t: &str| !t.starts_with(char::is_alphanumeric);
    clear(tail) || tail.strip_prefix('s').is_some_and(clear) || tail.strip_prefix("es").is_some_and(clear)
}

/// The first characters of a text, each with its number from 1 and a key of all up to it.
fn keys(text: &str) -> impl Iterator<Item = (usize, u32)> {
    (1..).zip(text.chars().scan(0x811C_9DC5_u32, |key, c| {
        *key = (*key ^ u32::from(c)).wrapping_mul(0x0100_0193);
        Some(*key ^ *key >> 15)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &Words<u8>, text: &str, whole: bool) -> Vec<(usize, u8)> {
        words.find(text, whole).map(|(range, value)| (range.start, *value)).collect()
    }

    #[test]
    fn the_longest_counts_and_nothing_overlaps() {
        let words = [("gas", 1), ("gas centrifuge", 2), ("centrifuge", 3), ("ion", 4)];
        let words = Words::new(words.map(|(w, v)| (w.to_owned(), v)), 4);
        assert_eq!(found(&words, "gas centrifuges, gases and an ion", true), [(0, 2), (17, 1), (30, 4)]);
        assert_eq!(found(&words, "motion of gasoline", true), []);
        assert_eq!(found(&words, "motion of gasoline", false), [(3, 4), (10, 1)]);
    }

    #[test]
    fn words_shorter_than_a_head_are_found() {
        let words = Words::new([("鉛", 1), ("鉛の合金", 2), ("鉛", 3)].map(|(w, v)| (w.to_owned(), v)), 2);
        assert_eq!(found(&words, "亜鉛、鉛の合金", false), [(3, 1), (9, 2)]);
        assert_eq!(found(&Words::new([], 2), "鉛", false), []);
    }
}
