//! Which law a document is, and of which edition.

use crate::error::Error;
use crate::model::Edition;
use crate::source::{NodeId, SourceTree};

/// One of the three instruments, in the order of outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Instrument {
    /// 輸出貿易管理令, of which 別表第一 is the list of goods.
    ExportOrder,
    /// 外国為替令, of which 別表 is the list of technology.
    ExchangeOrder,
    /// 貨物等省令, whose articles hold the specifications.
    Ordinance,
}

/// Instrument, law number, law id and a name for messages.
const INSTRUMENTS: [(Instrument, &str, &str, &str); 3] = [
    (Instrument::ExportOrder, "昭和二十四年政令第三百七十八号", "324CO0000000378", "輸出貿易管理令"),
    (Instrument::ExchangeOrder, "昭和五十五年政令第二百六十号", "355CO0000000260", "外国為替令"),
    (Instrument::Ordinance, "平成三年通商産業省令第四十九号", "403M50000400049", "貨物等省令"),
];

const ADVICE: &str = "give the e-Gov law XML of 輸出貿易管理令 (324CO0000000378), 外国為替令 (355CO0000000260) \
                      or 貨物等省令 (403M50000400049)";

impl Instrument {
    /// Its page at the official site.
    pub fn url(self) -> String {
        let id = INSTRUMENTS.iter().find(|i| i.0 == self).map_or("", |i| i.2);
        format!("https://laws.e-gov.go.jp/law/{id}")
    }
}

/// A document that is one of the instruments.
pub(super) struct Law<'t> {
    pub tree: &'t SourceTree,
    /// The `Law` element.
    pub root: NodeId,
    pub instrument: Instrument,
    /// Where the envelope or the file's name states it.
    pub edition: Option<Edition>,
}

fn file_name(tree: &SourceTree) -> &str {
    tree.file().rsplit(['/', '\\']).next().unwrap_or_default()
}

/// The documents as laws, in the order of the instruments and then of their names.
pub(super) fn recognise(trees: &[SourceTree]) -> Result<Vec<Law<'_>>, Error> {
    if trees.is_empty() {
        return Err(Error::Usage(format!("no document of the Japanese list; {ADVICE}")));
    }
    let mut laws = trees.iter().map(law).collect::<Result<Vec<_>, _>>()?;
    laws.sort_by(|a, b| (a.instrument, a.tree.file()).cmp(&(b.instrument, b.tree.file())));
    for (a, b) in laws.iter().zip(laws.iter().skip(1)) {
        if a.instrument == b.instrument && a.tree.text(a.root) != b.tree.text(b.root) {
            let message = format!("another edition of the law that {} holds", a.tree.file());
            return Err(Error::unreadable(b.tree.file(), message).advise("give one edition of each law"));
        }
    }
    Ok(laws)
}

fn law(tree: &SourceTree) -> Result<Law<'_>, Error> {
    let root = std::iter::once(tree.root()).chain(tree.below(tree.root())).find(|n| tree.name(*n) == "Law");
    let Some(root) = root else {
        let message = format!("no e-Gov law: no element Law below <{}>", tree.name(tree.root()));
        return Err(Error::unreadable(tree.file(), message).advise(ADVICE));
    };
    let number = tree.children_named(root, "LawNum").next().map_or("", |n| tree.text(n).trim());
    let id = envelope(tree, root, &["law_id", "LawId"]);
    let known =
        INSTRUMENTS.iter().find(|i| if number.is_empty() { Some(i.2) == id } else { i.1 == without_day(number) });
    let Some((instrument, ..)) = known else {
        let title = tree.below(root).find(|n| tree.name(*n) == "LawTitle").map_or("", |n| tree.text(n).trim());
        let names: Vec<&str> = INSTRUMENTS.iter().map(|i| i.3).collect();
        let message = format!("{title} ({number}) is none of {}", names.join(", "));
        return Err(Error::Unreadable {
            place: Some(tree.place(tree.raw(root).start, "")),
            message,
            advice: Some(ADVICE.to_owned()),
        });
    };
    Ok(Law { tree, root, instrument: *instrument, edition: edition(tree, root) })
}

/// Old pages print a law number in brackets and with the day of its promulgation:
/// （平成三年十月十四日通商産業省令第四十九号）.
fn without_day(number: &str) -> String {
    let number = number.trim_matches(['（', '）']);
    match number.split_once('年').and_then(|(year, rest)| Some((year, rest.split_once('日')?.1))) {
        Some((year, rest)) => format!("{year}年{rest}"),
        None => number.to_owned(),
    }
}

/// The text of the first element of one of the names before the law.
fn envelope<'t>(tree: &'t SourceTree, law: NodeId, names: &[&str]) -> Option<&'t str> {
    tree.below(tree.root())
        .take_while(|n| *n < law)
        .find(|n| names.contains(&tree.name(*n)))
        .map(|n| tree.text(n).trim())
}

/// From the envelope (`amendment_enforcement_date`), else from the name that the official
/// site gives a file: `[id_]20260214_507M60000400072.xml`, in force and amending law.
fn edition(tree: &SourceTree, law: NodeId) -> Option<Edition> {
    let amendment = envelope(tree, law, &["amendment_law_id"]).filter(|a| !a.is_empty()).map(str::to_owned);
    if let Some(date) = envelope(tree, law, &["amendment_enforcement_date"]).filter(|d| d.len() == 10) {
        return Some(Edition { in_force: date.to_owned(), amendment });
    }
    let mut parts = file_name(tree).split(['_', '.']);
    let date = parts.find(|p| p.len() == 8 && p.bytes().all(|b| b.is_ascii_digit()))?;
    let (year, day) = date.split_at_checked(4)?;
    let (month, day) = day.split_at_checked(2)?;
    let amendment = parts.next().filter(|p| p.len() == 15 && p.is_ascii()).map(str::to_owned);
    Some(Edition { in_force: format!("{year}-{month}-{day}"), amendment })
}
