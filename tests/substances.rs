//! Promise: two lists that name one item by different CAS numbers are a finding, and a
//! concept that a list does not name is none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::path::Path;

use tricord::compare::{Kind, compare};
use tricord::correlate::{correlate, known::Known};
use tricord::report::snapshot;

#[test]
fn a_differing_cas_number_is_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut lists = [("us", "2026-08-18"), ("jp", "2026-02-14"), ("kr", "2025-02-28")]
        .map(|(list, edition)| snapshot::read(&root.join("lists").join(list).join(edition)).unwrap());
    let known = Known::read(&root.join("lists/correlation")).unwrap();
    let terms = |lists: &_| -> Vec<String> {
        let correlation = correlate(lists, &known);
        let terms = compare(&correlation).into_iter().filter(|f| f.kind == Kind::Terms).map(|f| f.parameter);
        terms.filter(|p| p.starts_with("cas-")).collect()
    };
    assert_eq!(terms(&lists), Vec::<String>::new(), "the lists agree in their CAS numbers");

    // Titanium diboride, its number in Korea a digit off; Japan prints none.
    let paragraph = lists[2].paragraphs.iter_mut().find(|p| p.id.as_str() == "KR:1C007.a").unwrap();
    let number = paragraph.terms.iter_mut().find(|t| *t == "cas-12045-63-5").unwrap();
    *number = "cas-12045-63-6".into();
    paragraph.terms.sort();
    assert_eq!(terms(&lists), ["cas-12045-63-5"]);

    // A concept that Korea alone leaves out.
    let paragraph = lists[2].paragraphs.iter_mut().find(|p| p.id.as_str() == "KR:6A205.f.1.a").unwrap();
    paragraph.terms.clear();
    assert_eq!(terms(&lists), ["cas-12045-63-5"]);
}
