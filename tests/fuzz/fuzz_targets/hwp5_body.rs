//! Records of an HWP 5 section, in a container that is whole.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let container = tricord_fuzz::hwp(bytes);
    // Whole containers are the seeds of the other target.
    if let Some(folder) = std::env::var_os("TRICORD_KEEP") {
        let _ = std::fs::write(std::path::Path::new(&folder).join(bytes.len().to_string()), &container);
    }
    tricord_fuzz::document(tricord::model::List::Kr, "kr.hwp", &container);
});
