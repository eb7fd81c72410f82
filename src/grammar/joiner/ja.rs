//! Japanese: 次のいずれかに該当するもの, 次のイ及びロに該当するもの, 次の（一）から（三）までの全てに該当するもの, and
//! exclusions by label, （ニに該当するものを除く。）.

use std::ops::Range;

use crate::grammar::label_ja::{self, Label, Run, Style};
use crate::model::{Joiner, Standing};

/// How the children belong together, and what each is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shares {
    /// Of the parent.
    pub joiner: Joiner,
    /// Of each child, in order.
    pub standings: Vec<Standing>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    All,
    Any,
    Several,
    Excluded(Joiner),
}

impl Says {
    fn joiner(self) -> Joiner {
        match self {
            Says::All => Joiner::All,
            Says::Any => Joiner::Any,
            Says::Several => Joiner::Several,
            Says::Excluded(joiner) => joiner,
        }
    }
}

/// Reads what `text` says of its children, whose labels are given as printed; without labels,
/// what it says of those that should be there.
///
/// 「次のイ及びロに該当するもののうち、ハ、ニ又はホのいずれかに該当するもの」 (第三条第六号) ·
/// 「次のイからニまでのいずれかに該当するもの（ホに該当するものを除く。）」 (第一条第十四号) ·
/// 「次のいずれにも該当しないもの」 (第三条第二十二号).
pub fn shares(text: &str, labels: &[&str]) -> Shares {
    let children: Vec<Option<Label>> = labels
        .iter()
        .map(|l| label_ja::label(l, None).filter(|(_, len)| *len == l.len()).map(|(label, _)| label))
        .collect();
    let style = children.iter().flatten().map(|l| l.style).next();
    let mut said: Vec<(Vec<bool>, Says)> = Vec::new();
    let mut rest_says: Option<Says> = None;
    let mut opened: Vec<usize> = Vec::new();
    let mut before = None;
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        let previous = before.replace(c);
        if at < skip {
            continue;
        }
        let Some(tail) = text.get(at..) else { break };
        let plain =
            !matches!(c, '次' | '（' | '）' | 'ァ'..='ヶ' | '０'..='９') && crate::model::numeral::digit(c).is_none();
        if plain && c != '十' {
            continue;
        }
        let next = tail.strip_prefix("次の").or_else(|| tail.strip_prefix("次に"));
        let (subject, offset) = next.map_or((tail, 0), |after| (after, tail.len() - after.len()));
        let starts = next.is_some()
            || (style.is_some_and(|s| s != Style::Kanji || previous == Some('（'))
                && text.get(..at).is_some_and(may_start));
        let run = starts.then(|| label_ja::run(subject, previous.filter(|_| offset == 0))).flatten();
        let run = run.filter(|r| {
            labels.is_empty()
                || r.paths.iter().all(|(p, to)| of_style(p, style) && to.as_ref().is_none_or(|t| of_style(t, style)))
        });
        if let Some(run) = run {
            let end = at + offset + run.end;
            let excluding = excluding(text, opened.last().copied(), at);
            let direct =
                next.is_some() || ["のうち、", "かつ、"].iter().any(|w| text.get(..at).is_some_and(|t| t.ends_with(w)));
            let says = text.get(end..).and_then(|t| of_run(t, &run, excluding, direct));
            if let Some(says) = says {
                said.push((children.iter().map(|c| c.as_ref().is_some_and(|c| holds(&run, c))).collect(), says));
            }
            if says.is_some() || next.is_some() {
                skip = end;
                continue;
            }
        } else if let Some(after) = next {
            let excluding = excluding(text, opened.last().copied(), at);
            if let Some(says) = of_rest(after, excluding) {
                rest_says = rest_says.or(Some(says));
            }
        }
        match c {
            '（' => opened.push(at),
            '）' => drop(opened.pop()),
            _ => {}
        }
    }
    settle(children.len(), said, rest_says)
}

fn of_style(path: &[Label], style: Option<Style>) -> bool {
    matches!(path, [label] if Some(label.style) == style)
}

/// Whether what stands at `at` is left out: in a bracket that opens at `open` and ends with
/// 除く, or in a proviso that does (ただし、…を除く。).
fn excluding(text: &str, open: Option<usize>, at: usize) -> bool {
    let clause = match open.and_then(|o| text.get(o..)) {
        Some(inner) => inner.get(..closing(inner).unwrap_or(inner.len())),
        None => {
            let sentence = text.get(..at).and_then(|t| t.rfind('。')).map_or(0, |dot| dot + '。'.len_utf8());
            text.get(sentence..).filter(|t| t.starts_with("ただし、"))
        }
    };
    clause.is_some_and(|t| t.trim_end_matches('。').ends_with("除く"))
}

/// Whether a label may start after `text`: not inside a word or a citation of another
/// place (第三条第十七号の三ロ), but after 本号.
fn may_start(text: &str) -> bool {
    let inside = |c: char| {
        matches!(c, '号' | '項' | '条' | '）' | 'の' | 'ァ'..='ヺ' | 'ー' | '０'..='９')
            || crate::model::numeral::digit(c).is_some()
            || crate::model::numeral::power(c).is_some()
    };
    text.ends_with("本号") || text.ends_with("次の") || !text.ends_with(inside)
}

/// Where the bracket that `text` starts with closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '（' => depth += 1,
            '）' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// What is said of labels that `text` follows.
fn of_run(text: &str, run: &Run, excluding: bool, direct: bool) -> Option<Says> {
    // 「（一）から（四）まで（…については、（四）を除く。）の全てに」
    let text = match text.starts_with('（') {
        true => closing(text).and_then(|c| text.get(c + '）'.len_utf8()..)).unwrap_or(text),
        false => text,
    };
    if text.starts_with("のいずれにも該当しない") {
        return Some(Says::Excluded(Joiner::Any));
    }
    let (joiner, rest) = if let Some(rest) = text.strip_prefix("のいずれか") {
        (Joiner::Any, rest)
    } else if let Some(rest) = text.strip_prefix("のすべて").or_else(|| text.strip_prefix("の全て")) {
        (Joiner::All, rest)
    } else {
        (if run.or { Joiner::Any } else { Joiner::All }, text)
    };
    let meets = ["に該当するもの", "に掲げるもの"].iter().any(|w| rest.starts_with(w))
        // 「本号ヘ、第十一号又は第十条第五号イに該当するものを除く」
        || rest.split_once("に該当するもの").is_some_and(|(between, _)| cites(between));
    let outside =
        ["に該当するものを除く", "に該当するもの以外", "に掲げるものを除く"].iter().any(|w| rest.starts_with(w));
    if outside || (excluding && meets) {
        // 「（ニに該当するものを除く。）」, 「…（五）から（七）までに掲げるものを除く。」: one is enough.
        let whole = joiner == Joiner::All && text.len() != rest.len();
        return Some(Says::Excluded(if whole { Joiner::All } else { Joiner::Any }));
    }
    if excluding || !direct {
        return None;
    }
    Some(if joiner == Joiner::Any { Says::Any } else { Says::All })
}

/// Whether `text` goes on from a citation with further ones and nothing else.
fn cites(text: &str) -> bool {
    let part = |c: char| {
        matches!(
            c,
            '、' | '第'
                | '条'
                | '項'
                | '号'
                | 'の'
                | '同'
                | '（'
                | '）'
                | '又'
                | 'は'
                | '若'
                | 'し'
                | 'く'
                | '及'
                | 'び'
        ) || ('０'..='９').contains(&c)
            || crate::model::numeral::digit(c).is_some()
            || crate::model::numeral::power(c).is_some()
            || crate::model::numeral::iroha_number(c.encode_utf8(&mut [0; 4])).is_some()
    };
    text.starts_with(['、', '又', '若', '及']) && text.chars().all(part)
}

/// What is said of children that are not named: 「次のいずれかに」.
fn of_rest(after: &str, excluding: bool) -> Option<Says> {
    if after.starts_with("いずれにも該当しない") {
        return Some(Says::Excluded(Joiner::Any));
    }
    let words: [(&str, Joiner); 8] = [
        ("いずれか", Joiner::Any),
        ("全て", Joiner::All),
        ("すべて", Joiner::All),
        ("各号のいずれか", Joiner::Any),
        ("各号の全て", Joiner::All),
        ("各号のすべて", Joiner::All),
        ("掲げる", Joiner::Any),
        ("数値", Joiner::Any),
    ];
    let Some((word, joiner)) = words.into_iter().find(|(w, _)| after.starts_with(w)) else {
        return after.starts_with("該当する").then(|| match after.contains("うち二以上") {
            true => Says::Several,
            false => Says::Any,
        });
    };
    let rest = after.get(word.len()..).unwrap_or("");
    let joiner = match word {
        // What is set out is a formula, not children.
        "掲げる" if rest.starts_with('式') => return None,
        // 「次に掲げる全ての工程により」
        "掲げる" if rest.starts_with("全て") || rest.starts_with("すべて") => Joiner::All,
        _ => joiner,
    };
    if excluding || rest.starts_with("に該当するものを除く") {
        return rest.starts_with("に").then_some(Says::Excluded(joiner));
    }
    Some(if joiner == Joiner::Any { Says::Any } else { Says::All })
}

fn holds(run: &Run, child: &Label) -> bool {
    // イ <= ニ <= ホ by number, branches after their stem.
    let key = |l: &Label| l.number.split('_').map(|n| n.parse::<u32>().unwrap_or(0)).collect::<Vec<_>>();
    let own = key(child);
    run.paths.iter().any(|(from, to)| {
        let from = from.last().map(key);
        let to = to.as_ref().and_then(|t| t.last()).map(key);
        match (from, to) {
            (Some(from), Some(to)) => (from..=to).contains(&own),
            (Some(from), None) => from == own,
            (None, _) => false,
        }
    })
}

fn settle(count: usize, said: Vec<(Vec<bool>, Says)>, rest_says: Option<Says>) -> Shares {
    let mut standings: Vec<Option<(Standing, Joiner)>> = vec![None; count];
    let mut groups = 0u8;
    let mut assign = |which: &dyn Fn(usize) -> bool, says: Says, standings: &mut Vec<Option<(Standing, Joiner)>>| {
        let standing = match says {
            Says::All | Says::Several => Standing::Criterion,
            Says::Any => {
                groups = groups.saturating_add(1);
                Standing::Alternative(groups)
            }
            Says::Excluded(_) => Standing::Exclusion,
        };
        for (index, slot) in standings.iter_mut().enumerate() {
            if which(index) && slot.is_none() {
                *slot = Some((standing, says.joiner()));
            }
        }
    };
    // Exclusions by label come before what is said of the rest.
    for (which, says) in said
        .iter()
        .filter(|(_, s)| matches!(s, Says::Excluded(_)))
        .chain(said.iter().filter(|(_, s)| !matches!(s, Says::Excluded(_))))
    {
        assign(&|i| which.get(i) == Some(&true), *says, &mut standings);
    }
    if let Some(says) = rest_says {
        assign(&|_| true, says, &mut standings);
    }
    if count == 0 {
        let of_list = said.iter().map(|(_, says)| *says).chain(rest_says).find(|s| !matches!(s, Says::Excluded(_)));
        return Shares { joiner: of_list.map_or(Joiner::None, Says::joiner), standings: Vec::new() };
    }
    let kinds: std::collections::BTreeSet<(Standing, Joiner)> =
        standings.iter().flatten().copied().filter(|(s, _)| *s != Standing::Exclusion).collect();
    let mut kinds = kinds.into_iter();
    let joiner = match (kinds.next(), kinds.next()) {
        (None, _) => standings.iter().flatten().map(|(_, j)| *j).next().unwrap_or(Joiner::None),
        (Some((_, joiner)), None) => joiner,
        _ => Joiner::Mixed,
    };
    let standings = standings
        .into_iter()
        .map(|s| match s {
            Some((Standing::Exclusion, _)) => Standing::Exclusion,
            Some((standing, _)) if joiner == Joiner::Mixed => standing,
            _ => Standing::Member,
        })
        .collect();
    Shares { joiner, standings }
}

/// What stands in the bracket that `text` opens with; half-open.
pub fn bracket(text: &str) -> Option<Range<usize>> {
    text.starts_with('（').then(|| closing(text)).flatten().map(|end| '（'.len_utf8()..end)
}
