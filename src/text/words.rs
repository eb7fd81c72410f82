//! Words by how they begin: at a place of a text only few of thousands are compared with it.

use std::cmp::Reverse;
use std::ops::Range;

/// Characters that a word is looked up by, at most.
const MOST: usize = 4;

/// Words, each with what it stands for.
#[derive(Debug)]
pub struct Words<T> {
    /// Characters that words are looked up by.
    head: usize,
    /// By number of characters less one, whether words are looked up by so many: shorter ones
    /// by all that they have.
    by: [bool; MOST],
    /// Whether a word may begin with a character, by [`bit`].
    firsts: [u64; FIRSTS],
    /// By slot, where its words begin; one more at the end.
    starts: Vec<u32>,
    /// With their keys, by slot, the longest first; those of one length as they came.
    words: Vec<(u32, Box<str>, T)>,
}

/// 64 bits each.
const FIRSTS: usize = 64;

impl<T> Words<T> {
    /// Words that are looked up by their first `head` characters, four at most. Of equal
    /// words the first counts.
    pub fn new(words: impl IntoIterator<Item = (String, T)>, head: usize) -> Self {
        let head = head.min(MOST);
        let mut new = Self { head, by: [false; MOST], firsts: [0; FIRSTS], starts: Vec::new(), words: Vec::new() };
        for (word, value) in words {
            let (keys, count) = new.keys(&word);
            let Some(last) = count.checked_sub(1) else { continue };
            if let Some((first, by)) = word.chars().next().zip(new.by.get_mut(last)) {
                *by = true;
                let (at, bit) = bit(first);
                new.firsts.get_mut(at).into_iter().for_each(|bits| *bits |= bit);
            }
            new.words.push((keys.get(last).copied().unwrap_or_default(), word.into_boxed_str(), value));
        }
        let slots = (2 * new.words.len()).next_power_of_two();
        new.words.sort_by_key(|(key, word, _)| (slot(*key, slots), Reverse(word.len())));
        let mut at = 0;
        for number in 0..=slots {
            new.starts.push(at);
            let of_slot = new.words.iter().skip(at as usize).take_while(|(key, ..)| slot(*key, slots) == number);
            at += u32::try_from(of_slot.count()).unwrap_or_default();
        }
        new
    }

    /// The longest word that `text` begins with, of those that `stands` lets stand there.
    pub fn longest(&self, text: &str, stands: impl Fn(&str) -> bool) -> Option<(&str, &T)> {
        let (at, bit) = bit(text.chars().next()?);
        if self.firsts.get(at)? & bit == 0 {
            return None;
        }
        let (keys, count) = self.keys(text);
        for (key, by) in keys.get(..count)?.iter().zip(self.by.get(..count)?).rev() {
            if !by {
                continue;
            }
            let slot = slot(*key, self.starts.len() - 1);
            let (start, end) = (*self.starts.get(slot)? as usize, *self.starts.get(slot + 1)? as usize);
            let here = |(k, word, _): &&(u32, Box<str>, T)| k == key && text.starts_with(&**word) && stands(word);
            if start < end
                && let Some((_, word, value)) = self.words.get(start..end)?.iter().find(here)
            {
                return Some((word, value));
            }
        }
        None
    }

    /// The words in `text`, from left to right without overlaps, where several begin the
    /// longest. With `whole` only those that no letter or digit stands at; a plural counts.
    pub fn find<'w>(&'w self, text: &str, whole: bool) -> impl Iterator<Item = (Range<usize>, &'w T)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let rest = text.get(at..)?;
                let first = rest.chars().next()?;
                let start = at;
                let found = self.longest(rest, |word| !whole || ends(rest, word.len()));
                at += found.map_or(first.len_utf8(), |(word, _)| word.len());
                let end = at;
                if whole && (found.is_some() || first.is_alphanumeric()) {
                    at += rest_of_word(text, at);
                }
                if let Some((_, value)) = found {
                    return Some((start..end, value));
                }
            }
        })
    }

    /// Keys of the first characters of a text, each of all up to it, and how many there are.
    fn keys(&self, text: &str) -> ([u32; MOST], usize) {
        let mut keys = [0; MOST];
        let mut key = 0x811C_9DC5_u32;
        let mut count = 0;
        for (place, c) in keys.iter_mut().take(self.head).zip(text.chars()) {
            key = (key ^ u32::from(c)).wrapping_mul(0x0100_0193);
            *place = key;
            count += 1;
        }
        (keys, count)
    }
}

/// Where a character's bit stands: many share one.
fn bit(c: char) -> (usize, u64) {
    ((c as usize >> 6) & (FIRSTS - 1), 1 << (u32::from(c) & 63))
}

/// The slot of a key, of as many as a power of two.
fn slot(key: u32, slots: usize) -> usize {
    ((key ^ (key >> 15)) as usize) & (slots - 1)
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
