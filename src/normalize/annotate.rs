//! What every list's paragraphs get once their structure stands: bounds, terms, and
//! the account of the numbers.

use super::terms;
use crate::grammar;
use crate::model::{Kind, ListSnapshot};

/// Reads the text of every paragraph.
pub fn annotate(snapshot: &mut ListSnapshot) {
    let language = snapshot.list.language();
    let finder = terms::finder(language);
    let (mut numbers, mut unread) = (0_u64, 0_u64);
    for paragraph in &mut snapshot.paragraphs {
        if matches!(paragraph.kind, Kind::Category | Kind::Group | Kind::Heading | Kind::Reserved) {
            continue;
        }
        let reading = grammar::read(&paragraph.text, language);
        numbers += u64::from(reading.numbers);
        unread += reading.unread.len() as u64;
        paragraph.bounds = reading.bounds;
        paragraph.unread = reading.unread;
        paragraph.terms = finder.map(|f| f.find(&paragraph.text)).unwrap_or_default();
    }
    for index in 0..snapshot.paragraphs.len() {
        let (above, below) = snapshot.paragraphs.split_at_mut(index);
        let Some(paragraph) = below.first_mut() else { continue };
        let Some(parent) = paragraph.parent.and_then(|p| above.get(p as usize)) else { continue };
        let label = paragraph.label.len();
        grammar::complete(&mut paragraph.bounds, &paragraph.text, label, &parent.text, language);
    }
    snapshot.coverage.numbers = numbers;
    snapshot.coverage.numbers_read = numbers.saturating_sub(unread);
}
