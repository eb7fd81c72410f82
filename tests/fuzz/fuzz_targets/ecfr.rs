//! eCFR XML, both serialisations.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tricord_fuzz::document(tricord::model::List::Us, "us.xml", bytes));
