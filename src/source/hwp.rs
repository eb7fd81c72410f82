//! HWP 5: an OLE compound file whose `BodyText/Section*` streams are records. It
//! gives the same reduced tree as [`super::hwpx`]; raw bytes are those of the
//! decompressed stream.
//!
//! A record's head is 32 bits: 10 of tag, 10 of level, 12 of size. A table is a
//! `CTRL_HEADER` `tbl `, its cells `LIST_HEADER`s one level below, and a cell's
//! paragraphs stand on the level of their cell.

use std::io::{Cursor, Read as _};

use super::hwpx::MAX_NODES;
use super::tree::SourceTree;
use super::xml::{Build, Keep};
use crate::error::Error;

const CHAR_SHAPE: u32 = 0x15;
const PARA_HEADER: u32 = 0x42;
const PARA_TEXT: u32 = 0x43;
const PARA_CHAR_SHAPE: u32 = 0x44;
const CTRL_HEADER: u32 = 0x47;
const LIST_HEADER: u32 = 0x48;

/// Bytes that a decompressed stream may have at least.
const STREAM_FLOOR: u64 = 16 << 20;

/// Reads every section of the HWP 5 `bytes`, in their order; a tree's file is
/// `file!BodyText/Section0`.
///
/// # Errors
/// [`Error::Unreadable`] where the compound file is broken, is no HWP document, has a
/// password, or is a distribution copy, whose text is encrypted.
pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<SourceTree>, Error> {
    let broken = |e: std::io::Error| Error::unreadable(file, format!("broken HWP file: {e}"));
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
    let most = STREAM_FLOOR.saturating_add((bytes.len() as u64).saturating_mul(4));
    let mut stream = |name: &str| -> Result<Vec<u8>, Error> {
        let mut content = Vec::new();
        container.open_stream(name).and_then(|s| s.take(most).read_to_end(&mut content)).map_err(broken)?;
        Ok(content)
    };
    let head = stream("/FileHeader")?;
    if !head.starts_with(b"HWP Document File") {
        return Err(Error::unreadable(file, "an OLE file, but no HWP document"));
    }
    let flags = head.get(36).copied().unwrap_or(0);
    if flags & 0b110 != 0 {
        return Err(Error::unreadable(file, "the document is encrypted (password or distribution copy)")
            .advise("open it in Hangul and save it as HWPX"));
    }
    let mut unpacked = |name: &str| -> Result<Vec<u8>, Error> {
        let content = stream(name)?;
        if flags & 1 == 0 {
            return Ok(content);
        }
        let mut plain = Vec::new();
        flate2::read::DeflateDecoder::new(content.as_slice()).take(most + 1).read_to_end(&mut plain).map_err(broken)?;
        if plain.len() as u64 > most {
            return Err(Error::unreadable(file, format!("{name} is larger than {most} bytes")));
        }
        Ok(plain)
    };
    let shapes: Vec<u32> = Records::new(&unpacked("/DocInfo")?)
        .filter(|r| r.tag == CHAR_SHAPE)
        .map(|r| word(r.body, 46).map_or(0, |attributes| attributes >> 15 & 0b11))
        .collect();
    let mut trees = Vec::new();
    while let Ok(content) = unpacked(&format!("/BodyText/Section{}", trees.len())) {
        trees.push(section(&format!("{file}!BodyText/Section{}", trees.len()), &content, &shapes)?);
    }
    if trees.is_empty() {
        return Err(Error::unreadable(file, "no readable BodyText/Section0 in it"));
    }
    Ok(trees)
}

#[derive(Clone, Copy)]
struct Record<'b> {
    tag: u32,
    level: u32,
    body: &'b [u8],
    /// Offset of the body.
    at: usize,
}

/// The records of a stream; a record that runs past its end is the last one, cut.
struct Records<'b> {
    stream: &'b [u8],
    at: usize,
}

impl<'b> Records<'b> {
    fn new(stream: &'b [u8]) -> Self {
        Self { stream, at: 0 }
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let head = word(self.stream, self.at)?;
        let (mut at, mut size) = (self.at + 4, (head >> 20) as usize);
        if size == 0xFFF {
            size = word(self.stream, at)? as usize;
            at += 4;
        }
        let end = at.saturating_add(size).min(self.stream.len());
        self.at = end;
        Some(Record { tag: head & 0x3FF, level: head >> 10 & 0x3FF, body: self.stream.get(at..end)?, at })
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|b| u32::from_le_bytes(*b))
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|b| u16::from_le_bytes(*b))
}

/// An open node: its name, the level of its record, and of a row its number.
type Open = (&'static str, u32, u16);

fn section(file: &str, stream: &[u8], shapes: &[u32]) -> Result<SourceTree, Error> {
    let mut build = Build::new(file, stream);
    let mut open: Vec<Open> = Vec::new();
    build.begin(Keep::As("sec"), "sec", 0)?;
    let mut text: Option<Record<'_>> = None;
    for record in Records::new(stream) {
        let at = u32::try_from(record.at).unwrap_or(u32::MAX);
        if let Some(text) = text.take_if(|_| record.tag != PARA_CHAR_SHAPE) {
            runs(&mut build, text, &[], shapes)?;
        }
        let level = record.level;
        let enter = |build: &mut Build<'_>, open: &mut Vec<Open>, name: &'static str, row: u16| {
            open.push((name, level, row));
            build.begin(Keep::As(name), name, at)
        };
        match record.tag {
            PARA_HEADER => {
                leave(&mut build, &mut open, at, |o| o.1 > level || (o.1 == level && o.0 == "p"));
                enter(&mut build, &mut open, "p", 0)?;
            }
            PARA_TEXT => text = Some(record),
            PARA_CHAR_SHAPE => {
                if let Some(text) = text.take() {
                    runs(&mut build, text, record.body, shapes)?;
                }
            }
            CTRL_HEADER => {
                leave(&mut build, &mut open, at, |o| o.1 >= level);
                if record.body.starts_with(b" lbt") {
                    enter(&mut build, &mut open, "tbl", 0)?;
                }
            }
            LIST_HEADER if open.iter().any(|o| o.0 == "tbl" && o.1 + 1 == level || o.0 == "tc" && o.1 == level) => {
                leave(&mut build, &mut open, at, |o| o.1 > level || (o.1 == level && (o.0 == "p" || o.0 == "tc")));
                let row = half(record.body, 10).unwrap_or(0);
                if open.last().is_some_and(|o| o.0 == "tr" && o.2 != row) {
                    leave(&mut build, &mut open, at, |o| o.1 >= level);
                }
                if open.last().is_none_or(|o| o.0 != "tr") {
                    enter(&mut build, &mut open, "tr", row)?;
                }
                enter(&mut build, &mut open, "tc", 0)?;
            }
            _ => {}
        }
        if build.nodes() > MAX_NODES {
            return Err(Error::unreadable(file, format!("more than {MAX_NODES} elements and texts")));
        }
    }
    if let Some(text) = text {
        runs(&mut build, text, &[], shapes)?;
    }
    let end = u32::try_from(stream.len()).unwrap_or(u32::MAX);
    leave(&mut build, &mut open, end, |_| true);
    build.close(end);
    build.finish()
}

/// Closes the innermost nodes for which `done` holds.
fn leave(build: &mut Build<'_>, open: &mut Vec<Open>, at: u32, done: impl Fn(&Open) -> bool) {
    while open.last().is_some_and(&done) {
        open.pop();
        build.close(at);
    }
}

/// Pushes a paragraph's text, `places` being pairs of a position in it and the
/// character shape that begins there.
fn runs(build: &mut Build<'_>, text: Record<'_>, places: &[u8], shapes: &[u32]) -> Result<(), Error> {
    let mut places = places.as_chunks::<8>().0.iter().peekable();
    let (mut run, mut run_at, mut script) = (String::new(), 0, 0);
    let mut skip = 0;
    for (i, unit) in text.body.as_chunks::<2>().0.iter().enumerate() {
        while let Some(shape) = places.next_if(|p| word(*p, 0).is_some_and(|at| at as usize <= i)) {
            let new = word(shape, 4).and_then(|id| shapes.get(id as usize)).copied().unwrap_or(0);
            if new != script {
                push(build, &mut run, text, run_at, i, script)?;
                script = new;
            }
        }
        if skip > 0 {
            skip -= 1;
            continue;
        }
        if run.is_empty() {
            run_at = i;
        }
        match u16::from_le_bytes(*unit) {
            // a tab and the controls that take eight units
            unit @ (1..=9 | 11 | 12 | 14..=23) => {
                skip = 7;
                if unit == 9 {
                    push(build, &mut run, text, run_at, i, script)?;
                    gap(build, text, i)?;
                }
            }
            10 | 30 | 31 => {
                push(build, &mut run, text, run_at, i, script)?;
                gap(build, text, i)?;
            }
            24 => run.push('-'),
            0..32 => {}
            high @ 0xD800..0xDC00 => {
                let low = half(text.body, 2 * i + 2).unwrap_or(0);
                let decoded = char::decode_utf16([high, low]).next().and_then(Result::ok);
                skip = usize::from(decoded.is_some());
                run.push(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            unit => run.push(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }
    push(build, &mut run, text, run_at, text.body.len() / 2, script)
}

fn raw(text: Record<'_>, unit: usize) -> u32 {
    u32::try_from(text.at + 2 * unit).unwrap_or(u32::MAX)
}

fn gap(build: &mut Build<'_>, text: Record<'_>, unit: usize) -> Result<(), Error> {
    build.begin(Keep::As("br"), "br", raw(text, unit))?;
    build.close(raw(text, unit + 1));
    Ok(())
}

fn push(
    build: &mut Build<'_>,
    run: &mut String,
    text: Record<'_>,
    from: usize,
    to: usize,
    script: u32,
) -> Result<(), Error> {
    let (at, end) = (raw(text, from), raw(text, to));
    let name = match script {
        0 => None,
        1 => Some("sup"),
        _ => Some("sub"),
    };
    if let Some(name) = name {
        build.begin(Keep::As(name), name, at)?;
    }
    build.push_text(run, at, end - at, false);
    run.clear();
    if name.is_some() {
        build.close(end);
    }
    Ok(())
}
