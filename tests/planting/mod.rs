//! Plants divergences in the lists, in the bytes that a paragraph was read from or, where there
//! are no documents, in what was read from them, and says what came of it. A place is taken only where the lists agree so far, and where it can
//! be told beforehand what must come of it. The rules that leave places out, by name; what
//! they mean for a reader stands in the README under "What is not covered":
//!
//! - `stated-twice`: a list states the same limit again in the group, above or below, or there alone;
//! - `covers`: something above is said to cover a paragraph of another list by its values; or it
//!   covers one itself, which is then told as well;
//! - `guess`: a pair of the group, or of what stands above it, rests on likeness alone;
//! - `bare`: nothing but its number tells what the paragraph is;
//! - `held-above`: the words above hold the whole content; `next-best`: another paragraph is
//!   as much like the counterparts; `hub`: the parent holds several groups together;
//! - `implied-numbers`: Korean items printed twice, whose numbers their enumerators imply;
//! - `announced`: the words that join stand at the end of a Japanese text;
//! - `joined`: something is said of what the paragraph joins, which rests on how;
//! - `met`: where it would be moved to, another list has something like it;
//! - `levels`: what one list joins in a paragraph, the other joins in one below it;
//! - `rounding`: the other lists that state the value print it in another unit;
//! - `tied-across`: something below an entry is paired with what lies below another entry;
//! - `negated-twice`: a note has a second negation;
//! - `read`: a reader found that a list has no counterpart, or elsewhere;
//! - `unsure`: something about the paragraph cannot be told as it is;
//! - `item`: reasons for control are compared from entry to entry, and the counterpart is an item;
//! - `takes-out`: what would be dropped or moved takes something out itself;
//! - `announces`: what would be dropped or moved names the unit of what stands behind it;
//! - `coincides`: ten times the value stands elsewhere in the entries of the group;
//! - `cited`: what cites a paragraph has its values for its own, and is told with it;
//! - `example`: the value only gives an example;
//! - `no-twin`: the other list has no note of that number at that place.

pub mod bounds;
pub mod case;
pub mod changes;
pub mod documents;
pub mod effects;
pub mod found;
pub mod raw;
pub mod structure;
pub mod verdict;
pub mod words;

use std::collections::BTreeMap;

use case::{Case, Operator};
use tricord::model::List;

/// Splitmix64: the same cases in every run.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, usize::try_from(self.next() % (i as u64 + 1)).unwrap());
        }
    }
}

/// `count` of the cases, evenly over lists and operators, and in each over the categories;
/// where one has too few, the others have more.
pub fn spread(cases: Vec<Case>, count: usize, random: &mut Random) -> Vec<Case> {
    let mut cells: BTreeMap<(Operator, List), BTreeMap<String, Vec<Case>>> = BTreeMap::new();
    for case in cases {
        let cell = cells.entry((case.operator, case.list)).or_default();
        cell.entry(case.category().to_owned()).or_default().push(case);
    }
    let mut queues: Vec<std::vec::IntoIter<Case>> = Vec::new();
    for cell in cells.into_values() {
        let mut categories: Vec<Vec<Case>> = cell.into_values().collect();
        categories.iter_mut().for_each(|c| random.shuffle(c));
        random.shuffle(&mut categories);
        let longest = categories.iter().map(Vec::len).max().unwrap_or(0);
        let turns = (0..longest).flat_map(|i| categories.iter().filter_map(move |c| c.get(i)));
        queues.push(turns.cloned().collect::<Vec<_>>().into_iter());
    }
    let mut chosen = Vec::new();
    while chosen.len() < count {
        let before = chosen.len();
        chosen.extend(queues.iter_mut().filter_map(Iterator::next));
        if chosen.len() == before {
            break;
        }
    }
    chosen
}
