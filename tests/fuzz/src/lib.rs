//! What the fuzz targets share: bytes to a reader, and what must hold of any result.

use std::io::{Cursor, Write as _};
use std::path::Path;

use tricord::model::List;
use tricord::normalize::{self, Document};
use zip::write::SimpleFileOptions;

/// Reads `bytes` as the document of `list`. A reader gives a value or an error; where it
/// gives a value, every leaf has a disposition and every number is counted.
pub fn document(list: List, name: &str, bytes: &[u8]) {
    let document = Document { file: name.to_owned(), bytes: bytes.to_vec() };
    let Ok(parsed) = normalize::snapshot(list, &[document]) else { return };
    let coverage = &parsed.value.coverage;
    assert_eq!(coverage.characters, coverage.dispositions.values().sum::<u64>(), "characters without a disposition");
    assert!(coverage.numbers_read <= coverage.numbers);
    for (paragraph, i) in parsed.value.paragraphs.iter().zip(0..) {
        assert!(paragraph.parent.is_none_or(|p| p < i), "a parent after its child");
        for bound in &paragraph.bounds {
            assert!(paragraph.text.get(bound.span.start as usize..bound.span.end as usize).is_some());
        }
    }
}

/// An HWPX container of one section.
pub fn hwpx(section: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let header = "<hh:head><hh:charPr id=\"7\"><hh:supscript/></hh:charPr></hh:head>";
    for (name, content) in [("Contents/header.xml", header.as_bytes()), ("Contents/section0.xml", section)] {
        let _ = zip.start_file(name, stored).and_then(|()| Ok(zip.write_all(content)?));
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// An HWP 5 container of one section, not compressed.
pub fn hwp(section: &[u8]) -> Vec<u8> {
    let made = || -> std::io::Result<Vec<u8>> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
        file.create_storage("/BodyText")?;
        let mut head = b"HWP Document File".to_vec();
        head.resize(256, 0);
        for (name, bytes) in [("/FileHeader", head.as_slice()), ("/DocInfo", &[]), ("/BodyText/Section0", section)] {
            file.create_stream(name)?.write_all(bytes)?;
        }
        Ok(file.into_inner().into_inner())
    };
    made().unwrap_or_default()
}

/// Runs `read` on a folder with `bytes` as each of the files named.
pub fn folder(files: &[(&str, &[u8])], read: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    let Ok(folder) = folder else { return };
    for (name, content) in files {
        if std::fs::write(folder.path().join(name), content).is_err() {
            return;
        }
    }
    read(folder.path());
}
