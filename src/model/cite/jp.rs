//! Citations of the Japanese list: 貨物等省令第6条第2号ハ(一)1, 輸出令別表第一の7の項(16).

use std::borrow::Cow;

use crate::model::id::Id;
use crate::model::numeral;

const ORDINANCE: &str = "貨物等省令";
const ORDINANCE_EN: &str = "Goods and Technologies Ordinance";
/// What stands in the third column of a 別表: `#area1`.
const AREA: &str = "#area1";
const REMARK: &str = "#note";

/// Appended tables by their code in an id: name before の項, in English, and other names that laws use.
const TABLES: [(&str, &str, &str, &[&str]); 2] = [
    (
        "T1",
        "輸出令別表第一",
        "Export Trade Control Order, Appended Table 1",
        &["輸出令別表第1", "輸出貿易管理令別表第一", "輸出貿易管理令別表第1", "別表第一", "別表第1"],
    ),
    ("T2", "外為令別表", "Foreign Exchange Order, Appended Table", &["外国為替令別表"]),
];

/// Articles of the ordinance that have several paragraphs (項), in every edition from 2013
/// to 2026: of these the 項 is always cited, of the others it is not. An id does not
/// tell; a test holds this against the documents.
const SEVERAL: [&str; 15] = ["2", "2_2", "13", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25", "27"];

/// Article, 項 and 号 of those whose first level is labelled （一） and not イ. An id does not tell; a test holds
/// this against the documents.
const BRACKETED: [(&str, &str, &str); 1] = [("19", "3", "9")];

/// How the subitems of a level are labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Iroha,
    Bracketed,
    Digits,
    Kanji,
}

/// From Subitem1; from Subitem4 on they repeat in another order.
const STYLES: [Style; 6] =
    [Style::Iroha, Style::Bracketed, Style::Digits, Style::Kanji, Style::Iroha, Style::Bracketed];

/// An id of the Japanese list, taken apart.
struct Parts<'i> {
    /// Article, or code of a table.
    head: &'i str,
    /// 項 of an article, or row of a table.
    row: Option<&'i str>,
    /// 号 of an article, or (n) of a row, and what is below.
    below: Vec<&'i str>,
    /// `#…`, or empty.
    note: &'i str,
}

fn parts(local: &str) -> Option<Parts<'_>> {
    let end = local.find('#').unwrap_or(local.len());
    let (path, note) = local.split_at_checked(end)?;
    let (head, tail) = path.split_once('/').map_or((path, None), |(head, tail)| (head, Some(tail)));
    let mut components = tail.into_iter().flat_map(|t| t.split('.'));
    let row = components.next();
    let below: Vec<&str> = components.collect();
    let numbers = below.iter().copied().chain(row);
    numbers.clone().all(is_number).then_some(Parts { head, row, below, note })
}

/// `10_2`, `12:13`.
fn is_number(text: &str) -> bool {
    text.split([':', '_']).all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// `10_2` and a unit: 第10号の2; `12:13`: 第12号及び第13号; `7:10`: 第7号から第10号まで.
fn ordinal(out: &mut String, number: &str, unit: &str) {
    let one = |out: &mut String, n: &str| {
        let (first, branches) = n.split_once('_').unwrap_or((n, ""));
        out.extend(["第", first, unit]);
        branch(out, branches);
    };
    match number.split_once(':') {
        None => one(out, number),
        Some((from, to)) => {
            one(out, from);
            let (between, behind) = if follows(from, to) { ("及び", "") } else { ("から", "まで") };
            out.push_str(between);
            one(out, to);
            out.push_str(behind);
        }
    }
}

fn follows(from: &str, to: &str) -> bool {
    from.parse::<u32>().ok().and_then(|n| n.checked_add(1)) == to.parse().ok()
}

/// `2_3` is の2の3; empty is empty.
fn branch(out: &mut String, branches: &str) {
    out.extend(branches.split('_').filter(|b| !b.is_empty()).flat_map(|b| ["の", b]));
}

/// A label as citations write it: ハ, (一), 1, 一.
fn label(out: &mut String, number: &str, style: Style) -> Option<()> {
    let (first, branches) = number.split_once('_').unwrap_or((number, ""));
    let n: u32 = first.parse().ok()?;
    match style {
        Style::Iroha => out.push_str(&numeral::iroha(n)?),
        Style::Bracketed => out.extend(["(", &numeral::kanji(n)]),
        Style::Digits => out.push_str(&n.to_string()),
        Style::Kanji => out.push_str(&numeral::kanji(n)),
    }
    branch(out, branches);
    if style == Style::Bracketed {
        out.push(')');
    }
    Some(())
}

fn styles(parts: &Parts<'_>) -> impl Iterator<Item = Style> {
    let item = (parts.head, parts.row.unwrap_or(""), parts.below.first().copied().unwrap_or(""));
    STYLES.into_iter().skip(usize::from(BRACKETED.contains(&item)))
}

/// Adds a part of a citation, from its number as an id has it.
type Write = fn(&mut String, &str);

/// How a language writes the parts of a citation.
struct Words {
    table: fn(&str) -> Option<String>,
    table_row: Write,
    row_item: Write,
    row_below: Write,
    article: Write,
    paragraph: Write,
    item: Write,
    label: fn(&mut String, &str, Style) -> Option<()>,
    area: &'static str,
    remark: &'static str,
}

const JAPANESE: Words = Words {
    table: table_name,
    table_row: |out, n| out.extend(["の", &plain(n), "の項"]),
    row_item: |out, n| out.extend(["(", &plain(n), ")"]),
    row_below: |out, n| out.push_str(&plain(n)),
    article: |out, n| {
        out.push_str(ORDINANCE);
        ordinal(out, n, "条");
    },
    paragraph: |out, n| ordinal(out, n, "項"),
    item: |out, n| ordinal(out, n, "号"),
    label,
    area: "下欄",
    remark: "備考",
};

const ENGLISH: Words = Words {
    table: table_name_en,
    table_row: |out, n| out.extend([", row ", &dashed(n)]),
    row_item: |out, n| out.extend([" (", &dashed(n), ")"]),
    row_below: |out, n| out.extend([" ", &dashed(n)]),
    article: |out, n| out.extend([ORDINANCE_EN, ", Art. ", &dashed(n)]),
    paragraph: |out, n| out.extend([", para. ", &dashed(n)]),
    item: |out, n| out.extend([", item ", &dashed(n)]),
    label: label_en,
    area: ", third column",
    remark: ", remark ",
};

pub(super) fn cite(local: &str) -> Option<String> {
    write(local, &JAPANESE)
}

pub(super) fn cite_en(local: &str) -> Option<String> {
    write(local, &ENGLISH)
}

fn write(local: &str, words: &Words) -> Option<String> {
    let parts = parts(local)?;
    let mut below = parts.below.iter();
    let mut out;
    if let Some(table) = (words.table)(parts.head) {
        out = table;
        parts.row.into_iter().for_each(|n| (words.table_row)(&mut out, n));
        below.next().into_iter().for_each(|n| (words.row_item)(&mut out, n));
        below.for_each(|n| (words.row_below)(&mut out, n));
    } else {
        if !is_number(parts.head) || below.len() > STYLES.len() + 1 {
            return None;
        }
        out = String::with_capacity(64);
        (words.article)(&mut out, parts.head);
        let shown = parts.row.filter(|row| SEVERAL.contains(&parts.head) || *row != "1" || parts.below.is_empty());
        shown.into_iter().for_each(|n| (words.paragraph)(&mut out, n));
        below.next().into_iter().for_each(|n| (words.item)(&mut out, n));
        for (number, style) in below.zip(styles(&parts)) {
            (words.label)(&mut out, number, style)?;
        }
    }
    match parts.note.strip_prefix(REMARK) {
        _ if parts.note == AREA => out.push_str(words.area),
        Some(number) => out.extend([words.remark, number]),
        None => out.push_str(parts.note),
    }
    Some(out)
}

/// `5_2` is 5の2.
fn plain(number: &str) -> Cow<'_, str> {
    if number.contains('_') { number.replace('_', "の").into() } else { number.into() }
}

/// `5_2` is 5-2; `12:13` is 12 to 13.
fn dashed(number: &str) -> String {
    number.replace('_', "-").replace(':', " to ")
}

/// A label in English: ` ha`, ` (1)`, ` 1`.
fn label_en(out: &mut String, number: &str, style: Style) -> Option<()> {
    let (first, branches) = number.split_once('_').map_or((number, None), |(f, b)| (f, Some(b)));
    let branches = branches.map(|b| format!("-{}", dashed(b))).unwrap_or_default();
    match style {
        Style::Iroha => out.extend([" ", &numeral::iroha_latin(first.parse().ok()?)?, &branches]),
        Style::Bracketed => out.extend([" (", first, &branches, ")"]),
        Style::Digits | Style::Kanji => out.extend([" ", first, &branches]),
    }
    Some(())
}

/// The name of an appended table; one of the ordinance is `A3`.
fn table_name(head: &str) -> Option<String> {
    if let Some(table) = TABLES.iter().find(|t| t.0 == head) {
        return Some(table.1.to_owned());
    }
    match head.strip_prefix('A')? {
        "" => Some(format!("{ORDINANCE}別表")),
        n if is_number(n) => Some(format!("{ORDINANCE}別表第{}", plain(n))),
        _ => None,
    }
}

fn table_name_en(head: &str) -> Option<String> {
    match TABLES.iter().find(|t| t.0 == head) {
        Some(table) => Some(table.2.to_owned()),
        None if head == "A" => Some(format!("{ORDINANCE_EN}, Appended Table")),
        None => {
            Some(format!("{ORDINANCE_EN}, Appended Table {}", dashed(head.strip_prefix('A').filter(|n| is_number(n))?)))
        }
    }
}

pub(super) fn parse(text: &str) -> Option<Id> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    let (text, note) = match text.split_once("備考") {
        Some((text, number)) => (text, format!("{REMARK}{number}")),
        None => match text.strip_suffix("下欄") {
            Some(text) => (text, AREA.to_owned()),
            None => (&*text, String::new()),
        },
    };
    let mut out = "JP:".to_owned();
    let mut rest;
    if let Some((code, tail)) = table(text) {
        out.push_str(&code);
        rest = tail;
        // People also write 別表第一 7の項.
        if let Some(tail) = rest.strip_prefix('の').or_else(|| rest.contains("の項").then_some(rest)) {
            let (row, tail) = tail.split_once("の項")?;
            out.push('/');
            out.push_str(&numeral::branched(row)?);
            rest = tail;
        }
    } else {
        rest = text.strip_prefix(ORDINANCE).or_else(|| text.strip_prefix("省令")).unwrap_or(text);
        out.push_str(&take_ordinal(&mut rest, "条")?);
        match (take_ordinal(&mut rest, "項"), rest.is_empty()) {
            (Some(row), _) => out.push_str(&format!("/{row}")),
            (None, false) => out.push_str("/1"),
            (None, true) => {}
        }
        if !rest.is_empty() {
            out.push('.');
            out.push_str(&take_ordinal(&mut rest, "号")?);
        }
    }
    while !rest.is_empty() {
        out.push('.');
        out.push_str(&take_label(&mut rest)?);
    }
    Some(Id::new(out + &note))
}

/// Full-width digits and brackets to ASCII.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '（' | '）' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The code of the table that `text` opens with, and what follows its name.
fn table(text: &str) -> Option<(String, &str)> {
    for (code, name, _, others) in TABLES {
        let named = std::iter::once(&name).chain(others).find_map(|n| text.strip_prefix(n));
        if let Some(rest) = named {
            return Some((code.to_owned(), rest));
        }
    }
    let rest = text.strip_prefix(ORDINANCE)?.strip_prefix("別表")?;
    let Some(rest) = rest.strip_prefix('第') else { return Some(("A".to_owned(), rest)) };
    let (number, rest) = take_number(rest)?;
    Some((format!("A{number}"), rest))
}

/// Takes the digits that a text opens with: all ASCII or all kanji.
fn take_number(text: &str) -> Option<(u32, &str)> {
    let ascii = text.starts_with(|c: char| c.is_ascii_digit());
    let part =
        |c: char| if ascii { c.is_ascii_digit() } else { numeral::digit(c).or_else(|| numeral::power(c)).is_some() };
    let end = text.find(|c| !part(c)).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((numeral::number(digits)?, rest))
}

/// Takes `の2の3` as `_2_3`.
fn take_branches(rest: &mut &str) -> String {
    let mut out = String::new();
    while let Some((n, tail)) = rest.strip_prefix('の').and_then(take_number) {
        out.push_str(&format!("_{n}"));
        *rest = tail;
    }
    out
}

/// Takes 第10号の2, 第12号及び第13号 or 第7号から第10号まで; leaves `rest` where there is none.
fn take_ordinal(rest: &mut &str, unit: &str) -> Option<String> {
    let (first, tail) = one_ordinal(rest, unit)?;
    *rest = tail;
    for (between, after) in [("及び", ""), ("から", "まで")] {
        let second = tail.strip_prefix(between).and_then(|t| one_ordinal(t, unit));
        if let Some((second, tail)) = second.and_then(|(n, tail)| Some((n, tail.strip_prefix(after)?))) {
            *rest = tail;
            return Some(format!("{first}:{second}"));
        }
    }
    Some(first)
}

fn one_ordinal<'t>(text: &'t str, unit: &str) -> Option<(String, &'t str)> {
    let (number, rest) = take_number(text.strip_prefix('第')?)?;
    let mut rest = rest.strip_prefix(unit)?;
    let branches = take_branches(&mut rest);
    Some((format!("{number}{branches}"), rest))
}

/// Takes ハ, (一), 1 or 一 with its branches.
fn take_label(rest: &mut &str) -> Option<String> {
    if let Some((inner, tail)) = rest.strip_prefix('(').and_then(|t| t.split_once(')')) {
        *rest = tail;
        return numeral::branched(inner);
    }
    let kana = rest.find(|c: char| numeral::iroha_number(c.encode_utf8(&mut [0; 4])).is_none()).unwrap_or(rest.len());
    let number = if kana > 0 {
        let (letters, tail) = rest.split_at_checked(kana)?;
        *rest = tail;
        numeral::iroha_number(letters)?
    } else {
        let (number, tail) = take_number(rest)?;
        *rest = tail;
        number
    };
    Some(format!("{number}{}", take_branches(rest)))
}
