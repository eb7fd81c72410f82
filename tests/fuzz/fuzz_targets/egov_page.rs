//! The old e-Gov pages: whatever the bytes, they are taken for one.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = tricord::source::egov_html::read("jp.html", bytes);
    let page = [b"<!DOCTYPE html><html><body>", bytes].concat();
    tricord_fuzz::document(tricord::model::List::Jp, "jp.html", &page);
});
