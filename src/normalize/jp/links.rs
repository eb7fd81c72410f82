//! Which 別表 and 項 a 項 of the ordinance specifies, from its own opening words, and
//! the regimes that follow from the 項.
//!
//! - 「輸出令別表第一の七の項の経済産業省令で定める仕様のものは…」 (第六条)
//! - 「輸出令別表第一の三の二の項（二）の経済産業省令で定める…」 (第二条の二第2項)
//! - 「外国為替令（以下「外為令」という。）別表の二の項（一）の…」 (第十五条)
//!
//! The link is a [`Citation`] on the 項 whose literal is those words.

use std::collections::{BTreeMap, BTreeSet};

use super::law::Law;
use crate::diag::{Diagnostic, Place, Severity};
use crate::model::{Citation, Id, Kind, Paragraph, Target, numeral};
use crate::text::Span;

/// Names of the tables as the ordinance writes them, with their code in ids.
const TABLES: [(&str, &str, &str); 4] = [
    ("輸出貿易管理令", "別表第一", "T1"),
    ("輸出令", "別表第一", "T1"),
    ("外国為替令", "別表", "T2"),
    ("外為令", "別表", "T2"),
];

/// What follows where a paragraph is delegated to the ordinance.
const DELEGATION: &str = "経済産業省令で定める";

/// The 別表 and row that a text opens with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Opening {
    /// `JP:T1/7`.
    row: String,
    /// `16`, where an (n) is named.
    item: Option<String>,
    /// Bytes of the text from 別表 to the last of it.
    span: Span,
}

impl Opening {
    fn id(&self) -> Id {
        match &self.item {
            Some(item) => Id::new(format!("{}.{item}", self.row)),
            None => Id::new(&*self.row),
        }
    }
}

/// Reads the opening words of a paragraph (項).
fn opening(text: &str) -> Option<Opening> {
    let (rest, table, code) = TABLES.iter().find_map(|(law, table, code)| {
        // After the name may stand 「（以下「輸出令」という。）」.
        let rest = text.strip_prefix(law)?;
        let rest = match rest.strip_prefix('（') {
            Some(inner) => inner.split_once('）')?.1,
            None => rest,
        };
        rest.starts_with(table).then_some((rest, *table, *code))
    })?;
    let (row, after) = rest.strip_prefix(table)?.strip_prefix('の')?.split_once("の項")?;
    let row = numeral::branched(row)?;
    let named = after.strip_prefix('（').and_then(|a| a.split_once('）'));
    let item = named.and_then(|(n, rest)| Some((numeral::branched(n)?, rest)));
    let (item, after) = item.map_or((None, after), |(n, rest)| (Some(n), rest));
    let span = Span::new(text.len() - rest.len(), text.len() - after.len());
    Some(Opening { row: format!("JP:{code}/{row}"), item, span })
}

/// The regimes of a row: of both tables alike.
fn regimes(row: &str) -> &'static [&'static str] {
    match row {
        "1" | "14" => &["WA-ML"],
        "2" => &["NSG"],
        "3" => &["AG", "CWC"],
        "3_2" => &["AG", "BWC"],
        "4" => &["MTCR"],
        "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12" | "13" => &["WA"],
        "15" => &["WA-VSL"],
        "16" => &["CATCH-ALL"],
        _ => &[],
    }
}

fn tags(row: &str) -> Vec<String> {
    let row = row.rsplit('/').next().unwrap_or_default();
    regimes(row).iter().map(|r| (*r).to_owned()).collect()
}

/// Links every 項 of the ordinance to what it specifies, and gives rows, 項 and 号 their regimes.
pub(super) fn link(paragraphs: &mut [Paragraph], laws: &[Law<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let tables = Tables::of(paragraphs);
    let mut articles: BTreeMap<u32, Vec<(u32, Option<Opening>)>> = BTreeMap::new();
    for (index, paragraph) in (0u32..).zip(paragraphs.iter_mut()) {
        let local = paragraph.id.local();
        let Some((head, row)) = local.split_once('/') else { continue };
        if row.contains(['.', '#']) {
            continue;
        }
        if head.starts_with('T') {
            paragraph.regimes = tags(row);
        } else if !head.starts_with('A') && paragraph.kind != Kind::Reserved {
            let article = paragraph.parent.unwrap_or(index);
            articles.entry(article).or_default().push((index, opening(&paragraph.text)));
        }
    }
    let linked: BTreeSet<Id> = articles.values().flatten().filter_map(|(_, o)| Some(o.as_ref()?.id())).collect();
    for of_article in articles.values() {
        let row = common_row(of_article);
        for (index, opening) in of_article {
            let Some(paragraph) = paragraphs.get_mut(*index as usize) else { continue };
            let found = match (opening, row) {
                (Some(opening), _) => Some((opening.span, opening.row.as_str(), tables.target(opening.id()))),
                (None, Some(row)) => Some((Span::default(), row, tables.target(tables.remaining(row, &linked)))),
                (None, None) => None,
            };
            let message = match &found {
                Some((_, _, Target::Nowhere)) => ("jp-no-such-row", "specifies what the table does not have"),
                Some((span, ..)) if *span == Span::default() => (
                    "jp-linked-by-rest",
                    "does not say what it specifies; linked to what the others of its article leave",
                ),
                None => ("jp-no-opening", "does not say what it specifies"),
                Some(_) => ("", ""),
            };
            if !message.0.is_empty() {
                diagnostics.push(diagnostic(paragraph, laws, message));
            }
            if let Some((span, row, target)) = found {
                paragraph.regimes = tags(row);
                let literal = span.of(&paragraph.text).into();
                paragraph.citations.push(Citation { literal, span, target });
            }
        }
    }
    inherit(paragraphs);
}

/// The row that all named 項 of an article specify.
fn common_row(article: &[(u32, Option<Opening>)]) -> Option<&str> {
    let mut rows = article.iter().filter_map(|(_, o)| o.as_ref()).map(|o| o.row.as_str());
    let first = rows.next()?;
    rows.all(|r| r == first).then_some(first)
}

fn diagnostic(paragraph: &Paragraph, laws: &[Law<'_>], (code, message): (&'static str, &str)) -> Diagnostic {
    let place = Place {
        file: laws.get(usize::from(paragraph.provenance.source)).map_or("", |l| l.tree.file()).to_owned(),
        line: paragraph.provenance.line,
        column: paragraph.provenance.column,
        excerpt: paragraph.text.chars().take(40).collect(),
    };
    Diagnostic { code, severity: Severity::Note, message: format!("{} {message}", paragraph.id), place }
}

/// A 号 has the regimes of its 項. Lower paragraphs take them from there.
fn inherit(paragraphs: &mut [Paragraph]) {
    let mut of_group: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (index, paragraph) in (0u32..).zip(paragraphs) {
        if paragraph.kind == Kind::Group {
            of_group.insert(index, paragraph.regimes.clone());
        } else if let (Kind::Entry, Some(regimes)) = (paragraph.kind, paragraph.parent.and_then(|p| of_group.get(&p))) {
            paragraph.regimes.clone_from(regimes);
        }
    }
}

/// What the appended tables have.
struct Tables {
    ids: BTreeSet<Id>,
    /// (n) of each row that are delegated to the ordinance.
    delegated: BTreeMap<String, Vec<Id>>,
}

impl Tables {
    fn of(paragraphs: &[Paragraph]) -> Self {
        let mut tables = Self { ids: BTreeSet::new(), delegated: BTreeMap::new() };
        for paragraph in paragraphs.iter().filter(|p| p.id.local().starts_with('T')) {
            tables.ids.insert(paragraph.id.clone());
            let row = paragraph.parent.and_then(|p| paragraphs.get(p as usize));
            if let (1, Kind::Item, Some(row), true) =
                (paragraph.depth, paragraph.kind, row, paragraph.text.contains(DELEGATION))
            {
                tables.delegated.entry(row.id.as_str().to_owned()).or_default().push(paragraph.id.clone());
            }
        }
        tables
    }

    /// Where an id stands; its table may not be among the documents.
    fn target(&self, id: Id) -> Target {
        let table = Id::new(id.as_str().split('/').next().unwrap_or_default());
        if !self.ids.contains(&table) {
            Target::Outside
        } else if self.ids.contains(&id) {
            Target::Inside(vec![id])
        } else {
            Target::Nowhere
        }
    }

    /// The (n) of a row that is delegated and that no paragraph names, where there is one only; else the row.
    fn remaining(&self, row: &str, linked: &BTreeSet<Id>) -> Id {
        let delegated = self.delegated.get(row).map_or(&[][..], |ids| ids);
        let mut rest = delegated.iter().filter(|id| !linked.contains(*id));
        match (rest.next(), rest.next()) {
            (Some(only), None) => only.clone(),
            _ => Id::new(row),
        }
    }
}
