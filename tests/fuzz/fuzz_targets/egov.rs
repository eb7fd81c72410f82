//! e-Gov XML, bare and in envelopes, and the old pages.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tricord_fuzz::document(tricord::model::List::Jp, "jp.xml", bytes));
