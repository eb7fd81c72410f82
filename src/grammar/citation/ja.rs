//! Citations of the Japanese list: 第三条第十七号の三ロ, 前二号, 同号ロ（一）若しくは（二）, 輸出令別表第一の五の項（一）,
//! 本号ハからトまで, ニに該当するもの.

use crate::grammar::label_ja::{self, Label};
use crate::model::numeral;
use crate::text::Span;

/// Which one of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// 第十七号の三: `17_3`.
    Number(String),
    /// 同号.
    Same,
    /// 前号 is one, 前二号 two.
    Previous(u32),
    /// 前各号.
    AllPrevious,
    /// 次号.
    Next,
    /// 本号, この号.
    This,
}

/// A part of a citation, from the upper to the lower.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A 別表 by its code in ids, `T1`.
    Table(&'static str),
    /// A row of it (の項): `3_2`.
    Row(String),
    /// 条.
    Article(Which),
    /// 項.
    Paragraph(Which),
    /// 号.
    Item(Which),
    /// A label below, or an (n) of a row.
    Label(Label),
}

/// A citation as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Bytes of the text, half-open.
    pub span: Span,
    /// Its parts; empty where another law is named.
    pub steps: Vec<Step>,
    /// The number of the citation that it goes on from (第五条第二号又は第三号), which a
    /// bracket may part from it.
    pub continues: Option<usize>,
    /// Whether it ends a range that the one before it begins.
    pub ends_range: bool,
    /// Whether 次の stands before it: of the text's own children.
    pub below: bool,
}

/// Names of the tables as laws write them.
const TABLES: [(&str, &str); 6] = [
    ("輸出貿易管理令別表第一", "T1"),
    ("輸出令別表第一", "T1"),
    ("外国為替令別表", "T2"),
    ("外為令別表", "T2"),
    ("（以下「輸出令」という。）別表第一", "T1"),
    ("（以下「外為令」という。）別表", "T2"),
];

/// What follows labels that stand alone and are a citation.
const USED: [&str; 25] = [
    "に該当",
    "に掲げる",
    "に規定",
    "に定める",
    "のいずれ",
    "の全て",
    "のすべて",
    "にあって",
    "に係る",
    "の機能",
    "の特性",
    "の揚荷",
    "を使用",
    "を実行",
    "を達成",
    "を行う",
    "以外",
    "の貨物",
    "のみ",
    "に用い",
    "又は次",
    "に示す",
    "（",
    "を除く",
    "に区分",
];

/// Finds the citations of `text`.
pub fn find(text: &str) -> Vec<Cited> {
    let mut found: Vec<Cited> = Vec::new();
    let mut at = 0;
    let mut other_law = 0;
    while let Some(c) = text.get(at..).and_then(|t| t.chars().next()) {
        let before = text.get(..at).unwrap_or("");
        let rest = text.get(at..).unwrap_or("");
        // 「…法律（平成十四年法律第九十九号）第二条第六項」 is another law's.
        if let Some(end) = law_number(rest) {
            other_law = at + end;
            at += end;
            continue;
        }
        if let Some((mut cited, end)) = citation(text, at, before) {
            let foreign = other_law > 0 && at <= other_law + '）'.len_utf8();
            cited.continues = parted(before, &found);
            if foreign || outside_name(before, &cited) {
                cited.steps.clear();
                other_law = end;
            }
            found.push(cited);
            at = end;
            // What is joined to it.
            while let Some((next, range)) = joined(text, at) {
                let Some((mut more, end)) = member(text, next) else { break };
                (more.continues, more.ends_range) = (found.len().checked_sub(1), range);
                if found.last().is_some_and(|l| l.steps.is_empty()) {
                    more.steps.clear();
                }
                found.push(more);
                at = end;
                if range && text.get(at..).is_some_and(|t| t.starts_with("まで")) {
                    at += "まで".len();
                }
            }
            continue;
        }
        at += c.len_utf8();
    }
    found
}

/// 法律第九十九号, 政令第…号: its length.
fn law_number(text: &str) -> Option<usize> {
    let rest = ["法律第", "政令第", "省令第", "条約第"].iter().find_map(|w| text.strip_prefix(w))?;
    let end = rest.find('号')?;
    rest.get(..end).filter(|n| numeral::number(n).is_some())?;
    Some(text.len() - rest.len() + end + '号'.len_utf8())
}

/// Whether the words before name another law or table: 輸出令第四条, 別表第二.
fn outside_name(before: &str, cited: &Cited) -> bool {
    let article = matches!(cited.steps.first(), Some(Step::Article(Which::Number(_))));
    article
        && ["輸出令", "輸出貿易管理令", "外為令", "外国為替令", "法", "規則", "協定", "条約"]
            .iter()
            .any(|w| before.ends_with(w))
}

/// The citation that stands before the bracket that `before` ends with:
/// 「第二号（…に限る。）、」.
fn parted(before: &str, found: &[Cited]) -> Option<usize> {
    let rest = ["、", "及び", "又は", "若しくは", "並びに"].iter().find_map(|w| before.strip_suffix(w))?;
    let inner = rest.strip_suffix('）')?;
    let mut depth = 1usize;
    let open = inner.char_indices().rev().find(|(_, c)| {
        depth = match c {
            '）' => depth + 1,
            '（' => depth - 1,
            _ => depth,
        };
        depth == 0
    })?;
    found.iter().rposition(|c| c.span.end as usize == open.0)
}

/// A connective before a further citation: where that starts, and whether it ends a range.
fn joined(text: &str, at: usize) -> Option<(usize, bool)> {
    let mut rest = text.get(at..)?;
    let mut range = None;
    for word in ["、", "及び", "又は", "若しくは", "並びに", "から"] {
        if let Some(after) = rest.strip_prefix(word) {
            rest = after;
            range = Some(word == "から");
            if word != "、" {
                break;
            }
        }
    }
    range.map(|range| (text.len() - rest.len(), range))
}

/// A citation that starts at `at`.
fn citation(text: &str, at: usize, before: &str) -> Option<(Cited, usize)> {
    let rest = text.get(at..)?;
    let table = TABLES.iter().find(|(name, _)| rest.starts_with(name));
    if let Some((name, code)) = table {
        let after = rest.get(name.len()..)?;
        // 別表第一の二 is no table of this list.
        let row = after.strip_prefix('の').and_then(|t| t.split_once("の項")).filter(|(n, _)| n.chars().count() < 8);
        let Some((row, tail)) = row.and_then(|(n, tail)| Some((numeral::branched(n)?, tail))) else {
            let cited = Cited {
                span: Span::new(at, at + name.len()),
                steps: vec![Step::Table(code)],
                continues: None,
                ends_range: false,
                below: false,
            };
            return Some((cited, at + name.len()));
        };
        let start = text.len() - tail.len();
        return Some(with_labels(text, at, start, vec![Step::Table(code), Step::Row(row)]));
    }
    if let Some(steps) = numbered(text, at, before) {
        return Some(steps);
    }
    if let Some(found) = row(text, at, before) {
        return Some(found);
    }
    // Labels alone.
    let (subject, below) = match rest.strip_prefix("次の") {
        Some(tail) => (tail, true),
        None => (rest, false),
    };
    if !below && !starts(before) {
        return None;
    }
    let start = text.len() - subject.len();
    let run = label_ja::run(subject, before.chars().next_back().filter(|_| !below))?;
    let (path, len) = label_ja::path(subject, before.chars().next_back().filter(|_| !below))?;
    let tail = subject.get(run.end..)?;
    let used = USED.iter().any(|w| tail.starts_with(w)) || is_joined_citation(tail);
    let plain = path.first().is_some_and(|l| l.style == label_ja::Style::Kanji) && !below;
    if !used || plain {
        return None;
    }
    let steps = path.into_iter().map(Step::Label).collect();
    Some((Cited { span: Span::new(start, start + len), steps, continues: None, ends_range: false, below }, start + len))
}

/// A row of a table, 三の二の項; of a list of them (一、二及び四から一五までの項) its first.
fn row(text: &str, at: usize, before: &str) -> Option<(Cited, usize)> {
    let rest = text.get(at..)?;
    let kanji = |c: char| numeral::digit(c).is_some() && c != '〇' && !c.is_ascii_digit();
    if !rest.starts_with(kanji) || !starts(before) {
        return None;
    }
    let cited = |number: String, len: usize| {
        let span = Span::new(at, at + len);
        (Cited { span, steps: vec![Step::Row(number)], continues: None, ends_range: false, below: false }, at + len)
    };
    let part = |c: char| kanji(c) || c == '〇' || c == 'の';
    let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
    if rest.get(end..)?.starts_with('項') {
        let number = rest.get(..end)?.strip_suffix('の')?;
        let (found, stop) = cited(numeral::branched(number)?, end + '項'.len_utf8());
        return Some(with_labels(text, at, stop, found.steps));
    }
    // In a list the word stands after the last of them.
    let (number, tail) = rest.split_at_checked(rest.find(|c| !kanji(c))?)?;
    let far = tail.find("の項")?;
    let between = |c: char| part(c) || matches!(c, '、' | '及' | 'び' | '又' | 'は' | 'か' | 'ら' | 'ま' | 'で');
    tail.get(..far)?.chars().all(between).then(|| cited(numeral::number(number).unwrap_or(0).to_string(), number.len()))
}

/// 「イ、第七号又は…」
fn is_joined_citation(tail: &str) -> bool {
    let rest = tail.trim_start_matches(['、']);
    let rest = ["又は", "若しくは", "及び", "並びに"].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
    rest.len() < tail.len()
        && (["第", "同", "前", "次号", "本号", "本項"].iter().any(|w| rest.starts_with(w))
            || row(rest, 0, "").is_some())
}

/// Whether a label may start after `before`: not inside a word or another citation.
fn starts(before: &str) -> bool {
    !before.ends_with(|c: char| {
        matches!(c, '号' | '項' | '条' | 'の' | '第' | '・' | '―' | '−' | 'ァ'..='ヺ' | 'ー' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
            || numeral::digit(c).is_some()
            || numeral::power(c).is_some()
    })
}

/// A further citation of a list.
fn member(text: &str, at: usize) -> Option<(Cited, usize)> {
    let before = text.get(..at)?;
    if let Some(found) = citation(text, at, before).filter(|(c, _)| !matches!(c.steps.first(), Some(Step::Label(_)))) {
        return Some(found);
    }
    if let Some(found) = row(text, at, before) {
        return Some(found);
    }
    let (path, len) = label_ja::path(text.get(at..)?, None)?;
    // A bare kanji numeral here is the beginning of something else.
    if path.first().is_some_and(|l| l.style == label_ja::Style::Kanji) {
        let tail = text.get(at + len..)?;
        if !USED.iter().any(|w| tail.starts_with(w)) && !tail.starts_with("まで") {
            return None;
        }
    }
    let steps = path.into_iter().map(Step::Label).collect();
    Some((Cited { span: Span::new(at, at + len), steps, continues: None, ends_range: false, below: false }, at + len))
}

/// 第三条第一項第二号ハ, 前二号, 同号ロ, 本号イ.
fn numbered(text: &str, at: usize, before: &str) -> Option<(Cited, usize)> {
    if before.ends_with("別表") || before.ends_with('表') {
        return None;
    }
    let mut steps = Vec::new();
    let mut end = at;
    let mut scope = false;
    while let Some((step, len)) = text.get(end..).and_then(one) {
        // A part is below the one before it.
        let rank = |s: &Step| match s {
            Step::Article(_) => 1,
            Step::Paragraph(_) => 2,
            _ => 3,
        };
        if steps.last().is_some_and(|l| rank(l) >= rank(&step)) {
            break;
        }
        scope = text.get(end..).is_some_and(|t| t.starts_with('こ'));
        steps.push(step);
        end += len;
    }
    // 「以下この号において同じ」 says where a definition holds.
    if steps.is_empty()
        || (scope
            && steps.len() == 1
            && text.get(end..).is_some_and(|t| t.starts_with("において") || t.starts_with("に")))
    {
        return None;
    }
    Some(with_labels(text, at, end, steps))
}

fn with_labels(text: &str, at: usize, end: usize, mut steps: Vec<Step>) -> (Cited, usize) {
    let path = text.get(end..).and_then(|t| label_ja::path(t, None));
    // A kanji numeral right behind (第二号二以上) is no label.
    let path = path.filter(|(p, _)| {
        p.first().is_some_and(|l| l.style != label_ja::Style::Kanji && l.style != label_ja::Style::Digits)
    });
    let mut stop = end;
    if let Some((path, len)) = path {
        steps.extend(path.into_iter().map(Step::Label));
        stop += len;
    }
    (Cited { span: Span::new(at, stop), steps, continues: None, ends_range: false, below: false }, stop)
}

/// One part and its length: 第十号の二, 同条, 前二号.
fn one(text: &str) -> Option<(Step, usize)> {
    let unit = |rest: &str, which: Which| -> Option<(Step, usize)> {
        let (c, len) = rest.chars().next().map(|c| (c, c.len_utf8()))?;
        let step = match c {
            '条' => Step::Article(which),
            '項' => Step::Paragraph(which),
            '号' => Step::Item(which),
            _ => return None,
        };
        Some((step, text.len() - rest.len() + len))
    };
    if let Some(rest) = text.strip_prefix('第') {
        let end = rest.find(|c| numeral::digit(c).is_none() && numeral::power(c).is_none())?;
        let (digits, tail) = rest.split_at_checked(end)?;
        let mut number = numeral::number(digits)?.to_string();
        let unit_len = tail.chars().next()?.len_utf8();
        let mut after = tail.get(unit_len..)?;
        let (step, _) = unit(tail, Which::Same)?;
        // 第二条の二, 第十七号の三
        while let Some(branch) = after.strip_prefix('の') {
            let end =
                branch.find(|c| numeral::digit(c).is_none() && numeral::power(c).is_none()).unwrap_or(branch.len());
            let Some(n) = branch.get(..end).and_then(numeral::number).filter(|_| end > 0) else { break };
            number = format!("{number}_{n}");
            after = branch.get(end..)?;
        }
        let len = text.len() - after.len();
        let which = Which::Number(number);
        return Some(match step {
            Step::Article(_) => (Step::Article(which), len),
            Step::Paragraph(_) => (Step::Paragraph(which), len),
            _ => (Step::Item(which), len),
        });
    }
    for (word, which) in [
        ("同", Which::Same),
        ("前各", Which::AllPrevious),
        ("前", Which::Previous(1)),
        ("次", Which::Next),
        ("本", Which::This),
        ("この", Which::This),
    ] {
        let Some(rest) = text.strip_prefix(word) else { continue };
        if let Some(found) = unit(rest, which.clone()) {
            return Some(found);
        }
        if word == "前" {
            let end = rest.find(|c| numeral::digit(c).is_none())?;
            let n = rest.get(..end).and_then(numeral::number)?;
            return unit(rest.get(end..)?, Which::Previous(n));
        }
    }
    None
}
