//! Official citations: the form in which a list is cited, from an id and back.

mod control;
mod jp;

use super::id::{Id, List};

/// The official form in the language of the list; an id of no known form as it is.
///
/// ```
/// use tricord::model::{Id, cite};
/// assert_eq!(cite(&Id::new("JP:6/1.2.3.1.1")), "貨物等省令第6条第2号ハ(一)1");
/// assert_eq!(cite(&Id::new("JP:2_2/2.5_2.1")), "貨物等省令第2条の2第2項第5号の2イ");
/// assert_eq!(cite(&Id::new("JP:T1/7.16")), "輸出令別表第一の7の項(16)");
/// assert_eq!(cite(&Id::new("US:3A001.b.2.a.1")), "ECCN 3A001.b.2.a.1, 15 CFR Part 774 Supp. No. 1");
/// assert_eq!(cite(&Id::new("KR:3A001.b.2#note1")), "별표 2 3A001.b.2 주 1");
/// ```
pub fn cite(id: &Id) -> String {
    match id.list() {
        Some(List::Jp) => jp::cite(id.local()),
        Some(list) => control::cite(list, id.local()),
        None => None,
    }
    .unwrap_or_else(|| id.as_str().to_owned())
}

/// The same in English.
///
/// ```
/// use tricord::model::{Id, cite_en};
/// assert_eq!(cite_en(&Id::new("JP:6/1.17_2.1.1.1")), "Goods and Technologies Ordinance, Art. 6, item 17-2 i (1) 1");
/// assert_eq!(cite_en(&Id::new("JP:T2/7.1")), "Foreign Exchange Order, Appended Table, row 7 (1)");
/// assert_eq!(cite_en(&Id::new("KR:3A001.b.2#tn1")), "Annex 2 3A001.b.2 Technical Note 1");
/// ```
pub fn cite_en(id: &Id) -> String {
    match id.list() {
        Some(List::Jp) => jp::cite_en(id.local()),
        Some(list) => control::cite_en(list, id.local()),
        None => None,
    }
    .unwrap_or_else(|| id.as_str().to_owned())
}

/// The ids that an official form can mean, in the order of the lists: what [`cite`]
/// writes, what a law prints (第六条第十七号の二イ（一）), a bare control number
/// (`3A001.b.2`: of both lists that number so), or an id itself. Empty where the text
/// is none of these; whether there is such a paragraph is not looked at.
///
/// ```
/// use tricord::model::{Id, find_cited};
/// assert_eq!(find_cited("第6条第17号の2イ"), [Id::new("JP:6/1.17_2.1")]);
/// assert_eq!(find_cited("3B001"), [Id::new("US:3B001"), Id::new("KR:3B001")]);
/// ```
pub fn find_cited(text: &str) -> Vec<Id> {
    let text = text.trim();
    let id = Id::new(text);
    if id.list().is_some() && !id.local().is_empty() {
        return vec![id];
    }
    match jp::parse(text) {
        Some(id) => vec![id],
        None => control::parse(text),
    }
}
