//! Snapshot folders: the first byte says which table the rest is; the others are empty.
#![no_main]
use tricord::report::snapshot;
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((which, table)) = bytes.split_first() else { return };
    let manifest = br#"{"schema":1,"list":"us","edition":{"in_force":"2026-01-01","amendment":null},"sources":[],"coverage":{"characters":0,"dispositions":{},"numbers":0,"numbers_read":0}}"#;
    let name = snapshot::FILES[usize::from(*which) % snapshot::FILES.len()];
    let mut files: Vec<(&str, &[u8])> = snapshot::FILES.iter().map(|f| (*f, &[][..])).collect();
    files.push(("manifest.json", manifest));
    files.retain(|(file, _)| *file != name);
    files.push((name, table));
    tricord_fuzz::folder(&files, |folder| {
        let _ = snapshot::read(folder);
    });
});
