//! Where a paragraph stands at the official sites.

use crate::model::{List, ListSnapshot, Paragraph};

/// How the addresses of the eCFR's versioner begin, which gives XML and no page.
const VERSIONER: &str = "https://www.ecfr.gov/api/versioner/v1/full/";
/// The supplement's page below a date of the eCFR.
const SUPPLEMENT: &str = "title-15/part-774/appendix-Supplement%20No.%201%20to%20Part%20774";
/// Words of a heading by which a browser finds it in a page.
const WORDS: usize = 4;

/// The address of the page that a person reads the paragraph on, as near to it as the site
/// leads; `None` where the document's address is not known.
pub fn address(list: &ListSnapshot, paragraph: &Paragraph) -> Option<String> {
    let url = list.sources.get(usize::from(paragraph.provenance.source))?.url.as_str();
    if url.is_empty() {
        return None;
    }
    Some(match list.list {
        List::Us => format!("{}{}", page(url), heading(list, paragraph).unwrap_or_default()),
        List::Jp => format!("{url}{}", article(paragraph.id.local()).unwrap_or_default()),
        List::Kr => url.to_owned(),
    })
}

/// The page of the edition whose XML `url` gives; another address as it is.
fn page(url: &str) -> String {
    match url.strip_prefix(VERSIONER).and_then(|rest| rest.split_once('/')) {
        Some((date, _)) => format!("https://www.ecfr.gov/on/{date}/{SUPPLEMENT}"),
        None => url.to_owned(),
    }
}

/// A fragment that leads to the entry's heading, by its number and first words: the number
/// alone would lead to the first place that mentions it. Without the texts there is none.
fn heading(list: &ListSnapshot, paragraph: &Paragraph) -> Option<String> {
    let number = paragraph.id.local().split(['.', '#']).next()?;
    let entry = std::iter::once(paragraph).chain(list.ancestors(paragraph)).find(|p| p.id.local() == number)?;
    let is_plain = |word: &&str| word.bytes().all(|b| b.is_ascii_alphanumeric());
    let words: Vec<&str> = entry.text.split_whitespace().take_while(is_plain).take(WORDS).collect();
    let first = words.first()?;
    let words = if *first == number { words.join("%20") } else { format!("{number}%20{}", words.join("%20")) };
    Some(format!("#:~:text={words}"))
}

/// The fragment of an article of the ordinance; rows of the appended tables have none.
fn article(local: &str) -> Option<String> {
    let (head, _) = local.split_once('/')?;
    head.starts_with(|c: char| c.is_ascii_digit()).then(|| format!("#Mp-At_{head}"))
}
