//! Which format a document is in: its bytes decide, not its name.

/// A format that some reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// eCFR XML (`DIV5`, `DIV9`).
    Ecfr,
    /// e-Gov law XML, bare or inside an envelope of its API.
    Egov,
    /// The old e-Gov system's HTML.
    EgovHtml,
    /// HWPX: a zip with `Contents/section*.xml`.
    Hwpx,
    /// HWP 5: an OLE compound file.
    Hwp5,
    /// XML of another kind.
    OtherXml,
    /// A zip of another kind.
    OtherZip,
    /// Nothing in it.
    Empty,
    /// None of these.
    Unknown,
}

/// Looks at the bytes.
pub fn format(bytes: &[u8]) -> Format {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if body.iter().all(u8::is_ascii_whitespace) {
        return Format::Empty;
    }
    if body.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Format::Hwp5;
    }
    if body.starts_with(b"PK\x03\x04") {
        let head = body.get(..200).unwrap_or(body);
        return if contains(head, b"hwp") { Format::Hwpx } else { Format::OtherZip };
    }
    let head = body.get(..8192).unwrap_or(body);
    if contains(head, b"<DIV5") || contains(head, b"<DIV9") || contains(head, b"<DIV1") {
        return Format::Ecfr;
    }
    if contains(head, b"<Law ")
        || contains(head, b"<Law>")
        || contains(head, b"<DataRoot")
        || contains(head, b"<law_data_response")
    {
        return Format::Egov;
    }
    let lower = head.to_ascii_lowercase();
    if contains(&lower, b"<html") || contains(&lower, b"<!doctype html") {
        return Format::EgovHtml;
    }
    let start = body.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    if body.get(start) == Some(&b'<') { Format::OtherXml } else { Format::Unknown }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(haystack, needle).is_some()
}
