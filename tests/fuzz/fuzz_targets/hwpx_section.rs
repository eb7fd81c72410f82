//! Sections of HWPX, in a container that is whole.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    tricord_fuzz::document(tricord::model::List::Kr, "kr.hwpx", &tricord_fuzz::hwpx(bytes));
});
