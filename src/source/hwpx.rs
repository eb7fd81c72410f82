//! HWPX: a zip whose `Contents/section*.xml` hold the text.
//!
//! The tree is reduced to what a reader of tables needs: `tbl`, `tr`, `tc`, `p`,
//! `sup` and `sub` (runs whose character shape is raised or lowered) and `br` (a
//! forced line, a tab). Everything else in a section is layout and gives no node;
//! its text, if it has any, belongs to the paragraph around it. [`super::hwp`] gives
//! the same form.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::tree::SourceTree;
use super::xml::{self, Keep};
use crate::error::Error;

/// Bytes that an inner file may have at least, whatever the size of the container.
const INNER_FLOOR: u64 = 32 << 20;
/// Nodes of a section's reduced tree; the list's 5,600 rows make some 50,000.
pub(super) const MAX_NODES: usize = 400_000;

/// Reads every section of the HWPX `bytes`, in their order. `file` is the container's
/// name; a tree's is `file!Contents/section0.xml`.
///
/// # Errors
/// [`Error::Unreadable`] where the zip or the XML in it is broken, an entry's path
/// climbs out of the container, an inner file is larger than a list can be, or there
/// is no section.
pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<SourceTree>, Error> {
    let broken = |e: &dyn std::fmt::Display| {
        Error::unreadable(file, format!("broken zip: {e}")).advise("fetch the document again from the official site")
    };
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    let mut sections = Vec::new();
    for i in 0..zip.len() {
        let entry = zip.by_index_raw(i).map_err(|e| broken(&e))?;
        if entry.enclosed_name().is_none() {
            return Err(Error::unreadable(file, "an entry's path climbs out of the container"));
        }
        if let Some(number) = section_number(entry.name()) {
            sections.push((number, entry.name().to_owned()));
        }
    }
    sections.sort();
    if sections.is_empty() {
        return Err(Error::unreadable(file, "no Contents/section*.xml in it")
            .advise("save the document as HWPX (without a password) and try again"));
    }
    let mut inner = |name: &str| -> Result<Vec<u8>, Error> {
        let most = INNER_FLOOR.saturating_add((bytes.len() as u64).saturating_mul(4));
        let entry = zip.by_name(name).map_err(|e| broken(&e))?;
        let declared = entry.size();
        if declared > most {
            return Err(Error::unreadable(file, format!("{name} is larger than {most} bytes")));
        }
        let mut content = Vec::with_capacity(usize::try_from(declared).unwrap_or(0));
        entry.take(declared + 1).read_to_end(&mut content).map_err(|e| broken(&e))?;
        if content.len() as u64 != declared {
            return Err(Error::unreadable(file, format!("{name} has not the size that the zip declares")));
        }
        Ok(content)
    };
    let header = "Contents/header.xml";
    let shapes = match inner(header) {
        Ok(content) => Shapes::read(&content),
        Err(_) => Shapes::default(), // without it there are no raised characters to know of
    };
    sections
        .iter()
        .map(|(_, name)| {
            let content = inner(name)?;
            xml::read_reduced(&format!("{file}!{name}"), &content, MAX_NODES, |e| shapes.keep(e))
        })
        .collect()
}

fn section_number(name: &str) -> Option<u32> {
    name.strip_prefix("Contents/section")?.strip_suffix(".xml")?.parse().ok()
}

/// Character shapes that raise or lower, by their ids.
#[derive(Debug, Default)]
struct Shapes {
    raised: BTreeSet<u32>,
    lowered: BTreeSet<u32>,
}

impl Shapes {
    /// From `Contents/header.xml`; what is broken in it ends the reading.
    fn read(content: &[u8]) -> Self {
        let mut shapes = Self::default();
        let mut reader = Reader::from_reader(content);
        let mut current = None;
        let mut buffer = Vec::new();
        while let Ok(event) = reader.read_event_into(&mut buffer) {
            match event {
                Event::Start(e) | Event::Empty(e) => match local(&e) {
                    "charPr" => current = number(&e, "id"),
                    "supscript" | "superscript" => shapes.raised.extend(current),
                    "subscript" => shapes.lowered.extend(current),
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
            buffer.clear();
        }
        shapes
    }

    fn keep(&self, element: &BytesStart<'_>) -> Keep {
        match local(element) {
            "tbl" => Keep::As("tbl"),
            "tr" => Keep::As("tr"),
            "tc" => Keep::As("tc"),
            "p" => Keep::As("p"),
            "t" | "script" => Keep::Text,
            "lineBreak" | "tab" | "nbSpace" | "fwSpace" => Keep::As("br"),
            "run" if !(self.raised.is_empty() && self.lowered.is_empty()) => match number(element, "charPrIDRef") {
                Some(id) if self.raised.contains(&id) => Keep::As("sup"),
                Some(id) if self.lowered.contains(&id) => Keep::As("sub"),
                _ => Keep::Through,
            },
            _ => Keep::Through,
        }
    }
}

fn local<'e>(element: &'e BytesStart<'_>) -> &'e str {
    let name = element.name().0;
    memchr::memrchr(b':', name.as_bytes()).and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

fn number(element: &BytesStart<'_>, attribute: &str) -> Option<u32> {
    let found = element.try_get_attribute(attribute).ok()??;
    found.value.parse().ok()
}
