//! Words by how they begin: at a place of a text only few of thousands are compared with it.

use std::cmp::Reverse;
use std::ops::Range;

/// Bytes that a word is looked up by, at most.
const MOST: usize = 7;

/// Words, each with what it stands for.
#[derive(Debug)]
pub struct Words<T> {
    /// By [`start`], a byte for each three bits that their third byte may have: how many bytes the
    /// words that begin so are looked up by, a bit each, as short ones are by all that they have.
    lengths: Box<[u64; STARTS]>,
    begins: Beginnings,
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
            begins: Beginnings::of(words.iter().map(|w| w.word.as_bytes())),
            met: vec![0; slots.div_ceil(8)],
            starts: Vec::new(),
            words: Vec::new(),
        };
        words.sort_by_key(|w| (place(w.key, slots), Reverse(w.word.len())));
        for Word { key, word, .. } in &words {
            // What follows a word of one byte or two is not known.
            let thirds = match word.as_bytes().get(2) {
                Some(third) => 0xFF << (8 * (third & 7)),
                None => u64::MAX,
            };
            for start in starts(word.as_bytes()) {
                let lengths = thirds & (0x0101_0101_0101_0101 << length(word));
                new.lengths.get_mut(start).into_iter().for_each(|bits| *bits |= lengths);
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
        self.by_key(first(text), |key| self.of_key(key, text, &stands))
    }

    /// What `read` finds by one of the keys that a text with those [`first`] bytes may have, of the
    /// longest words first. Most have none.
    #[inline]
    fn by_key<R>(&self, first: u64, mut read: impl FnMut(u64) -> Option<R>) -> Option<R> {
        if !self.begins.has(first) {
            return None;
        }
        let thirds = *self.lengths.get(start(first))?;
        let mut lengths = thirds >> (8 * (first >> 16 & 7)) & 0xFF;
        while lengths != 0 {
            let length = lengths.ilog2();
            lengths ^= 1 << length;
            let key = key(first, length as usize);
            let (at, bit) = self.bit(key);
            if self.met.get(at).is_some_and(|bits| bits & bit != 0)
                && let Some(found) = read(key)
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
        let begins = |before, byte, _| (is_letter(byte) | (byte >= 0xC0)) & !is_letter(before);
        let mut places = whole.then(|| Places::new(text.as_bytes(), 0, begins));
        let mut from = 0;
        std::iter::from_fn(move || {
            let (range, value) = match &mut places {
                Some(places) => places.find_map(|at| if at >= from { self.whole_at(text, at) } else { None })?,
                None => self.next(text, from)?,
            };
            // No whole word begins where one ends.
            from = range.end + usize::from(whole);
            Some((range, value))
        })
    }

    /// The whole word at byte `at`; no letter or digit of ASCII stands before it.
    #[inline]
    fn whole_at(&self, text: &str, at: usize) -> Option<(Range<usize>, &T)> {
        let rest = text.as_bytes().get(at..)?;
        self.by_key(first(rest), |key| self.whole_of_key(key, text, at))
    }

    #[inline(never)]
    fn whole_of_key(&self, key: u64, text: &str, at: usize) -> Option<(Range<usize>, &T)> {
        let stands = |word: &str| {
            let inside = || text.get(..at).is_none_or(|before| before.ends_with(char::is_alphanumeric));
            ends(text.get(at..).unwrap_or(""), word.len()) && !inside()
        };
        let (word, value) = self.of_key(key, text.as_bytes().get(at..)?, stands)?;
        Some((at..at + word.len(), value))
    }

    /// The first word at byte `at` or behind it.
    fn next(&self, text: &str, mut at: usize) -> Option<(Range<usize>, &T)> {
        loop {
            let rest = text.as_bytes().get(at..)?;
            let byte = *rest.first()?;
            if let Some((word, value)) = self.by_key(first(rest), |key| self.of_key(key, rest, |_| true)) {
                return Some((at..at + word.len(), value));
            }
            at += width(byte);
        }
    }
}

/// Starts that are told apart, by six bits of each of two bytes.
const STARTS: usize = 1 << 12;

/// Where it stands of which kind the words are that begin as a text does, by its first bytes.
#[inline]
fn start(first: u64) -> usize {
    ((first & 0x3F) << 6 | first >> 8 & 0x3F) as usize
}

/// Where a word stands in a table by [`start`]: what follows one of a single byte is not known.
fn starts(word: &[u8]) -> impl Iterator<Item = usize> {
    let known = word.get(..2).map(first);
    let unknown = word.first().filter(|_| known.is_none()).map(|only| (0..=u8::MAX).map(|next| first(&[*only, next])));
    known.into_iter().chain(unknown.into_iter().flatten()).map(start)
}

/// How words begin: what it has not, none of them begins with.
#[derive(Debug)]
pub struct Beginnings {
    /// By [`start`], a bit for each five bits that their third byte may have, and above those
    /// for their fourth.
    further: Box<[u64; STARTS]>,
}

impl Beginnings {
    /// Those of some words.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w [u8]>) -> Self {
        let mut further = Box::new([0; STARTS]);
        for word in words {
            // What follows a short word is not known.
            let bits = |at: usize| word.get(at).map_or(u32::MAX, |byte| 1 << (byte % 32));
            let of_word = u64::from(bits(3)) << 32 | u64::from(bits(2));
            for start in starts(word) {
                further.get_mut(start).into_iter().for_each(|bits| *bits |= of_word);
            }
        }
        Self { further }
    }

    /// Whether a word may begin with the [`first`] bytes of a text.
    #[inline]
    pub fn has(&self, first: u64) -> bool {
        let further = self.further.get(start(first)).copied().unwrap_or_default();
        let (third, fourth) = (first >> 16 & 31, first >> 24 & 31);
        further >> third & further >> 32 >> fourth & 1 == 1
    }
}

/// The first bytes of a text, the first one lowest, without a byte behind its end.
#[inline]
pub fn first(text: &[u8]) -> u64 {
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

/// Whether it is a letter or digit of ASCII, without a branch.
#[inline]
pub fn is_letter(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10)
}

/// How many letters and digits of ASCII stand at the start of `text`.
#[inline]
pub fn ascii_letters(text: &[u8]) -> usize {
    text.iter().position(|byte| !is_letter(*byte)).unwrap_or(text.len())
}

/// Bytes that are looked at in one go.
const BLOCK: usize = 64;

/// The places in a text where `is` says so of a byte, the one before it and the one behind it,
/// 0 where there is none. Where that has no branches, many are looked at at once.
pub struct Places<'t, F> {
    text: &'t [u8],
    is: F,
    /// Where the block begins that is looked at.
    block: usize,
    /// A bit for each of its places that is still to come.
    ahead: u64,
    /// Where the next block begins.
    next: usize,
}

impl<'t, F: Fn(u8, u8, u8) -> bool> Places<'t, F> {
    /// From byte `at` of `text` on. At a byte 0 there is none.
    #[inline]
    pub fn new(text: &'t [u8], at: usize, is: F) -> Self {
        // The first byte has none before it, and is a block of its own.
        let (ahead, next) = match text {
            [first, rest @ ..] if at == 0 => (u64::from(is(0, *first, rest.first().copied().unwrap_or_default())), 1),
            _ => (0, at),
        };
        Self { text, is, block: 0, ahead, next }
    }

    /// What `read` finds at the next place where it finds anything.
    #[inline]
    pub fn find_map<R>(&mut self, mut read: impl FnMut(usize) -> Option<R>) -> Option<R> {
        loop {
            let mut ahead = self.ahead;
            while ahead != 0 {
                let at = self.block + ahead.trailing_zeros() as usize;
                ahead &= ahead - 1;
                if let Some(found) = read(at) {
                    self.ahead = ahead;
                    return Some(found);
                }
            }
            if self.next >= self.text.len() {
                self.ahead = 0;
                return None;
            }
            (self.block, self.next) = (self.next, self.next + BLOCK);
            self.ahead = self.look();
        }
    }

    /// The places of the block.
    #[inline(never)]
    fn look(&self) -> u64 {
        let mut padded = [0; BLOCK + 2];
        // With the byte before it.
        let text = self.text.get(self.block - 1..).unwrap_or_default();
        let window = match text.first_chunk() {
            Some(window) => window,
            None => {
                padded.get_mut(..text.len()).into_iter().for_each(|start| start.copy_from_slice(text));
                &padded
            }
        };
        let mut found = [0_u8; BLOCK];
        for (at, found) in found.iter_mut().enumerate() {
            let byte = |at: usize| window.get(at).copied().unwrap_or_default();
            *found = u8::from((self.is)(byte(at), byte(at + 1), byte(at + 2)));
        }
        let mut bits = 0;
        for (at, eight) in found.as_chunks::<8>().0.iter().enumerate() {
            // Each eight bytes of 0 and 1 are put together into one by a product.
            bits |= (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * at);
        }
        bits
    }
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
