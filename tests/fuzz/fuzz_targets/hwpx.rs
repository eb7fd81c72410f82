//! HWPX containers.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tricord_fuzz::document(tricord::model::List::Kr, "kr.hwpx", bytes));
