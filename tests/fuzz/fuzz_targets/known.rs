//! `pins.csv` and `official.csv`.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tricord_fuzz::folder(&[("pins.csv", bytes), ("official.csv", bytes)], |folder| {
        let _ = tricord::correlate::known::Known::read(folder);
    });
});
