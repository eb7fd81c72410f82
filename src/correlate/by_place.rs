//! What belongs to each of many places, one after the other.

/// By place, what belongs there, in order.
pub struct ByPlace<T> {
    /// Where what belongs to a place begins; one more at the end.
    starts: Vec<usize>,
    items: Vec<T>,
}

impl<T: Ord> ByPlace<T> {
    /// Of so many places, from what belongs to each of them.
    pub fn new(places: usize, mut items: Vec<(usize, T)>) -> Self {
        items.sort_unstable();
        let mut starts = Vec::with_capacity(places + 1);
        for (at, (place, _)) in items.iter().enumerate() {
            starts.resize((place + 1).max(starts.len()), at);
        }
        starts.resize(places + 1, items.len());
        Self { starts, items: items.into_iter().map(|(_, item)| item).collect() }
    }

    /// What belongs to `place`.
    pub fn of(&self, place: usize) -> &[T] {
        let range = self.starts.get(place).zip(self.starts.get(place + 1));
        range.and_then(|(start, end)| self.items.get(*start..*end)).unwrap_or_default()
    }
}
