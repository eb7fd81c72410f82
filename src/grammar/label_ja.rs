//! Enumerators of the Japanese list inside a text: ハ, （一）, １, 一, paths of them (ニ（一）２), and
//! runs: イ、ロ又はハ, （一）から（四）まで, イ、ニからトまで及びル.

use crate::model::numeral;

/// How a level is labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// イ … ン, イイ.
    Iroha,
    /// （一）.
    Bracketed,
    /// １, full-width.
    Digits,
    /// 一, bare.
    Kanji,
}

/// A label with its number as ids write it: ハ is 3, （二の二） is `2_2`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// How it is written.
    pub style: Style,
    /// `3`, `2_2`.
    pub number: String,
}

/// A path of labels, from the upper to the lower: ニ（一）２.
pub type Path = Vec<Label>;

/// Paths that a text joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Single paths, and the last of a range with its first.
    pub paths: Vec<(Path, Option<Path>)>,
    /// Whether 又は or 若しくは joins the last two.
    pub or: bool,
    /// End in bytes.
    pub end: usize,
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー')
}

/// The label at the start of `text` and its length. `before` is the character before it.
pub fn label(text: &str, before: Option<char>) -> Option<(Label, usize)> {
    let first = text.chars().next()?;
    let (style, number, len) = if first == '（' {
        let inner = text.get(first.len_utf8()..)?;
        let close = inner.char_indices().take(8).find(|(_, c)| *c == '）')?.0;
        let number = inner.get(..close)?;
        (Style::Bracketed, numeral::branched(number)?, first.len_utf8() + close + '）'.len_utf8())
    } else if numeral::iroha_number(first.encode_utf8(&mut [0; 4])).is_some() {
        if before.is_some_and(is_kana) {
            return None;
        }
        let len: usize = text.chars().take_while(|c| is_kana(*c) || *c == 'へ').take(3).map(char::len_utf8).sum();
        // The lists come to イロ; セル is a word.
        let number = numeral::iroha_number(text.get(..len)?).filter(|n| *n <= 3 * 48)?;
        (Style::Iroha, number.to_string(), len)
    } else {
        let digits = ('０'..='９').contains(&first);
        let part = |c: char| {
            if digits {
                ('０'..='９').contains(&c)
            } else {
                c != '〇' && !c.is_ascii() && !('０'..='９').contains(&c) && (numeral::digit(c).is_some() || c == '十')
            }
        };
        let len: usize = text.chars().take_while(|c| part(*c)).map(char::len_utf8).sum();
        let number = text.get(..len).filter(|t| !t.is_empty())?;
        (if digits { Style::Digits } else { Style::Kanji }, numeral::number(number)?.to_string(), len)
    };
    Some((Label { style, number }, len))
}

/// The path at the start of `text` and its length; its levels differ in style.
pub fn path(text: &str, before: Option<char>) -> Option<(Path, usize)> {
    let (first, mut end) = label(text, before)?;
    let mut labels = vec![first];
    while let Some((next, len)) = text.get(end..).and_then(|rest| label(rest, None)) {
        // A level has another style than the one above it.
        if labels.last().is_some_and(|l| l.style == next.style) {
            break;
        }
        labels.push(next);
        end += len;
    }
    Some((labels, end))
}

/// The run that starts at `text`; `before` is the character before it.
pub fn run(text: &str, before: Option<char>) -> Option<Run> {
    let (first, mut end) = path(text, before)?;
    let mut run = Run { paths: vec![(first, None)], or: false, end };
    loop {
        let rest = text.get(end..)?;
        let mut connective = "";
        let mut tail = rest;
        // 「、又は」 has two.
        for word in ["、", "及び", "又は", "若しくは", "並びに", "から"] {
            if let Some(after) = tail.strip_prefix(word) {
                (connective, tail) = (word, after);
                if word != "、" {
                    break;
                }
            }
        }
        let open = run.paths.last().is_some_and(|p| p.1.is_none());
        let next = if connective.is_empty() || (connective == "から" && !open) { None } else { path(tail, None) };
        // 「イ及びロ」 joins labels of one style; 「イ（一）、サ」 paths that begin alike.
        let alike = |p: &Path| {
            let style = p.first().map(|l| l.style);
            run.paths.first().is_some_and(|(f, _)| f.iter().any(|l| Some(l.style) == style))
        };
        let Some((next, len)) = next.filter(|(p, _)| alike(p)) else { return Some(run) };
        end = text.len() - tail.len() + len;
        if connective == "から" {
            if let Some(last) = run.paths.last_mut() {
                last.1 = Some(next);
            }
            end += text.get(end..).filter(|t| t.starts_with("まで")).map_or(0, |_| "まで".len());
        } else {
            run.or |= matches!(connective, "又は" | "若しくは");
            run.paths.push((next, None));
        }
        run.end = end;
    }
}
