//! Source trees to list snapshots.

pub mod annotate;
pub mod citations;
pub mod joiners;
pub mod jp;
pub mod kr;
pub mod notes;
pub mod parameters;
pub mod terms;
pub mod us;

use crate::error::Error;
use crate::model::{List, ListSnapshot, Parsed};
use crate::source::sniff::{self, Format};
use crate::source::{SourceTree, egov_html, xml};

/// A document as it was found.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its name as the user gave it.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads the documents of one list into a snapshot: structure, bounds, citations, terms.
///
/// # Errors
/// [`Error::Unreadable`] where a document is broken or is not one of this list.
pub fn snapshot(list: List, documents: &[Document]) -> Result<Parsed<ListSnapshot>, Error> {
    let mut parsed = match list {
        List::Us => us::structure(&trees(documents, Format::Ecfr)?)?,
        List::Jp => jp::read(&trees(documents, Format::Egov)?)?,
        List::Kr => kr::structure(documents)?,
    };
    let files = parsed.value.sources.iter().map(|s| s.file.clone()).collect();
    let hash = || documents.iter().map(|d| ListSnapshot::hash(&d.bytes)).collect::<Vec<_>>();
    let ((), hashes) = rayon::join(|| annotate::annotate(&mut parsed, files), hash);
    for source in &mut parsed.value.sources {
        let (outer, inner) = source.file.split_once('!').map_or((source.file.as_str(), None), |(o, i)| (o, Some(i)));
        let same = documents.iter().zip(&hashes).find(|(d, _)| d.file == outer);
        source.sha256 = same.map(|(_, hash)| hash.clone()).unwrap_or_default();
        // Two laws may come in files of one name, so folders go last.
        let name = outer.rsplit(['/', '\\']).next().unwrap_or_default();
        source.file = inner.map_or_else(|| name.to_owned(), |inner| format!("{name}!{inner}"));
    }
    Ok(parsed)
}

/// The trees of XML documents of one format.
fn trees(documents: &[Document], format: Format) -> Result<Vec<SourceTree>, Error> {
    documents
        .iter()
        .map(|d| match sniff::format(&d.bytes) {
            Format::Empty => Err(Error::unreadable(&d.file, "the file is empty")),
            f if f == format || f == Format::OtherXml => xml::read(&d.file, &d.bytes),
            Format::EgovHtml if format == Format::Egov => egov_html::read(&d.file, &d.bytes),
            f => Err(Error::unreadable(&d.file, format!("not a document of this list ({f:?})"))),
        })
        .collect()
}
