//! Tables to compare: a line `====` parts the old from the new.
#![no_main]
use tricord::report::review;
use tricord::report::review::input::Input;
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let at = bytes.windows(6).position(|w| w == b"\n====\n").unwrap_or(bytes.len() / 2);
    let (old, new) = bytes.split_at(at);
    tricord_fuzz::folder(&[("old.csv", old), ("new.csv", new.strip_prefix(b"\n====\n").unwrap_or(new))], |folder| {
        let [old, new] = ["old.csv", "new.csv"].map(|name| Input::on_disk(&folder.join(name)));
        if let Ok((old, new)) = review::read(&old, &new) {
            let review = review::review(&old, &new);
            let _ = (review::markdown::text(&review), review::json::document(&review));
        }
    });
});
