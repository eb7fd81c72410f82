//! Words by how they begin: at a place of a text only few of thousands are compared with it.

use std::cmp::Reverse;
use std::ops::Range;

/// Bytes that a word is looked up by, at most.
const MOST: usize = 7;

/// Words, each with what it stands for.
#[derive(Debug)]
pub struct Words<T> {
    /// By [`start`], how many bytes the words that begin so are looked up by: a bit each, as
    /// short ones are by all that they have.
    lengths: Box<[u8; STARTS]>,
    /// A bit of each key: most places of a text have none, and need no further look.
    met: Vec<u64>,
    /// By slot, where its words begin; one more at the end.
    starts: Vec<u32>,
    /// By slot, the longest first; those of one length as they came.
    words: Vec<Word<T>>,
}

#[derive(Debug)]
struct Word<T> {
    key: u64,
    /// Its last byte, which most words of a key that a text does not have differ in.
    last: u8,
    word: Box<str>,
    value: T,
}

impl<T> Words<T> {
    /// Words that are looked up by their first `head` characters, or as many as seven bytes
    /// hold. Of equal words the first counts.
    pub fn new(words: impl IntoIterator<Item = (String, T)>, head: usize) -> Self {
        let length = |word: &str| word.chars().take(head).map(char::len_utf8).sum::<usize>().min(MOST);
        let words = words.into_iter().filter(|(word, _)| !word.is_empty());
        let mut words: Vec<Word<T>> = words
            .map(|(word, value)| {
                let bytes = word.as_bytes();
                let (key, last) = (key(first(bytes), length(&word)), bytes.last().copied().unwrap_or_default());
                Word { key, last, word: word.into_boxed_str(), value }
            })
            .collect();
        let slots = (2 * words.len()).next_power_of_two();
        let mut new = Self {
            lengths: Box::new([0; STARTS]),
            met: vec![0; slots.div_ceil(8)],
            starts: Vec::new(),
            words: Vec::new(),
        };
        words.sort_by_key(|w| (place(w.key, slots), Reverse(w.word.len())));
        for Word { key, word, .. } in &words {
            // What follows a word of one byte is not known.
            let starts = match word.as_bytes() {
                [only] => (0..=u8::MAX).map(|next| start(&[*only, next])).collect(),
                word => vec![start(word)],
            };
            for start in starts {
                new.lengths.get_mut(start).into_iter().for_each(|bits| *bits |= 1 << length(word));
            }
            let (at, bit) = new.bit(*key);
            new.met.get_mut(at).into_iter().for_each(|bits| *bits |= bit);
        }
        let mut at = 0;
        for slot in 0..=slots {
            new.starts.push(at);
            let of_slot = words.iter().skip(at as usize).take_while(|w| place(w.key, slots) == slot);
            at += u32::try_from(of_slot.count()).unwrap_or_default();
        }
        Self { words, ..new }
    }

    /// The longest word that `text` begins with, of those that `stands` lets stand there.
    #[inline]
    pub fn longest(&self, text: &str, stands: impl Fn(&str) -> bool) -> Option<(&str, &T)> {
        let text = text.as_bytes();
        let mut lengths = *self.lengths.get(start(text))?;
        if lengths == 0 {
            return None;
        }
        let first = first(text);
        while lengths != 0 {
            let length = lengths.ilog2();
            lengths ^= 1 << length;
            let key = key(first, length as usize);
            let (at, bit) = self.bit(key);
            if self.met.get(at).is_some_and(|bits| bits & bit != 0)
                && let Some(found) = self.of_key(key, text, &stands)
            {
                return Some(found);
            }
        }
        None
    }

    fn of_key(&self, key: u64, text: &[u8], stands: impl Fn(&str) -> bool) -> Option<(&str, &T)> {
        let slot = place(key, self.starts.len() - 1);
        let (start, end) = (*self.starts.get(slot)?, *self.starts.get(slot + 1)?);
        let here = |w: &&Word<T>| {
            w.key == key
                && text.get(w.word.len() - 1) == Some(&w.last)
                && text.starts_with(w.word.as_bytes())
                && stands(&w.word)
        };
        let found = self.words.get(start as usize..end as usize)?.iter().find(here)?;
        Some((&found.word, &found.value))
    }

    /// Where the bit of a key stands.
    #[inline]
    fn bit(&self, key: u64) -> (usize, u64) {
        let bit = place(key, 64 * self.met.len());
        (bit / 64, 1 << (bit % 64))
    }

    /// The words in `text`, from left to right without overlaps, where several begin the
    /// longest. With `whole` only those that begin with a letter or digit and that none stands
    /// at; a plural counts.
    pub fn find<'w>(&'w self, text: &str, whole: bool) -> impl Iterator<Item = (Range<usize>, &'w T)> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (range, value) = self.next(text, from, whole)?;
            from = range.end;
            if whole {
                from += next_word(text.get(from..)?);
            }
            Some((range, value))
        })
    }

    /// The first word at byte `at` or behind it.
    fn next(&self, text: &str, mut at: usize, whole: bool) -> Option<(Range<usize>, &T)> {
        loop {
            let rest = text.get(at..)?;
            let first = *rest.as_bytes().first()?;
            let stands = move |word: &str| !whole || ends(rest, word.len());
            if let Some((word, value)) = self.longest(rest, stands) {
                return Some((at..at + word.len(), value));
            }
            at += if whole { next_word(rest) } else { width(first) };
        }
    }
}

/// Starts that are told apart, by six bits of each of two bytes.
const STARTS: usize = 1 << 12;

/// Where the lengths of the words stand that begin as a text does.
#[inline]
fn start(text: &[u8]) -> usize {
    let six = |at| text.get(at).map_or(0, |byte| usize::from(byte & 0x3F));
    six(0) << 6 | six(1)
}

/// The first bytes of a text, without a byte behind its end.
#[inline]
fn first(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(first) => u64::from_le_bytes(*first),
        None => text.iter().rev().fold(0, |bytes, byte| bytes << 8 | u64::from(*byte)),
    }
}

/// The key of so many of the first bytes of a text.
#[inline]
fn key(first: u64, length: usize) -> u64 {
    first & ((1 << (8 * length)) - 1)
}

/// The place of a key, of as many as a power of two.
#[inline]
fn place(key: u64, places: usize) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & (places - 1)
}

/// How many bytes a character has that begins with that one.
#[inline]
fn width(first: u8) -> usize {
    match first {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0.. => 4,
    }
}

/// How many letters and digits of ASCII stand at the start of `text`.
#[inline]
pub fn ascii_letters(text: &[u8]) -> usize {
    text.iter().position(|byte| !is_ascii_letter(*byte)).unwrap_or(text.len())
}

/// Whether it is a letter or digit of ASCII, from a table: most of each text is asked.
#[inline]
fn is_ascii_letter(byte: u8) -> bool {
    static LETTERS: [bool; 256] = {
        let mut table = [false; 256];
        let (mut rest, mut byte): (&mut [bool], u8) = (&mut table, 0);
        while let Some((known, after)) = rest.split_first_mut() {
            *known = byte.is_ascii_alphanumeric();
            (rest, byte) = (after, byte.wrapping_add(1));
        }
        table
    };
    LETTERS.get(usize::from(byte)).is_some_and(|letter| *letter)
}

/// Where in `text` the next word may begin: behind what a word goes on with there, and the
/// signs of ASCII behind that.
#[inline]
fn next_word(text: &str) -> usize {
    let letters = ascii_letters(text.as_bytes());
    let behind = text.as_bytes().get(letters..).unwrap_or_default();
    match behind.first() {
        Some(0x80..) => next_wide_word(text, letters),
        _ => letters + behind.iter().position(|b| is_ascii_letter(*b) || !b.is_ascii()).unwrap_or(behind.len()),
    }
}

/// As [`next_word`], where a character that is not ASCII stands at byte `at`, behind letters.
#[cold]
fn next_wide_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let letters = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let sign = rest.as_bytes().get(letters).map_or(0, |first| width(*first));
    at + letters + sign
}

/// Whether a word ends at byte `at` of `text`; a plural counts.
fn ends(text: &str, at: usize) -> bool {
    let tail = text.get(at..).unwrap_or("");
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
