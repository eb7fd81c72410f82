//! `items.csv`, as people leave it: what is read is written the same.
#![no_main]
use tricord::report::agenda::items::Items;
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(items) = Items::read("items.csv", bytes) {
        assert_eq!(Items::read("items.csv", &items.bytes()).ok(), Some(items));
    }
});
