//! The evidence for a cause and the reasons of a weight, in the language of the paper.
//! The comparison states them in English; what is not known here is shown as it is.

use crate::compare::{Cause, Kind, reading};
use crate::model::{Id, List};
use crate::report::message::{Messages, keyed};

/// The evidence `said` for a cause, sentence by sentence, and whether all of it is in the
/// language asked for.
pub fn evidence(m: &Messages, said: &str, cause: Cause) -> (String, bool) {
    let mut known = true;
    let said: Vec<String> = said
        .split("; ")
        .filter(|s| !s.is_empty())
        .map(|s| {
            one(m, s, cause).unwrap_or_else(|| {
                known = false;
                s.to_owned()
            })
        })
        .collect();
    (said.join(m.text("join.semicolon")), known)
}

fn one(m: &Messages, said: &str, cause: Cause) -> Option<String> {
    const WHOLE: [(&str, &str); 8] = [
        ("the ordinance has no such words", "evidence.ordinance"),
        ("the same control under other numbers", "evidence.structure"),
        ("the citation points at no paragraph", "evidence.citation"),
        ("the value in brackets is another value", "evidence.alias"),
        ("the same number in another unit", "evidence.unit"),
        ("one text prints no unit", "evidence.bare"),
        ("one text does not say whether the ends are in", "evidence.ends"),
        ("BWC", "evidence.convention"),
    ];
    if let Some((_, key)) = WHOLE.iter().find(|(whole, _)| *whole == said) {
        return Some(m.text(key).to_owned());
    }
    const SLIPS: [(&str, &str); 5] = [
        ("the same ratio the other way round: ", "evidence.inverse"),
        ("no number as printed: ", "evidence.misprint"),
        ("the same number with another prefix: ", "evidence.prefix"),
        ("the same number with another sign: ", "evidence.sign"),
        ("the same digits with another power of ten: ", "evidence.power"),
    ];
    if let Some((values, key)) = SLIPS.iter().find_map(|(head, key)| Some((said.strip_prefix(head)?, key))) {
        let values: Vec<String> = values.split(" and ").map(|v| super::wording::value(m, v)).collect();
        return Some(m.fill(key, &[("values", &values.join(m.text("join.comma")))]));
    }
    if let Some(code) = said.strip_prefix("the other two agree against ") {
        let odd = List::from_word(&code.to_ascii_lowercase())?;
        let others: Vec<List> = List::ALL.iter().copied().filter(|l| *l != odd).collect();
        let key = if cause == Cause::Lag { "evidence.lag" } else { "evidence.odd" };
        return Some(m.fill(key, &[("lists", &m.lists(&others)), ("odd", &m.lists(&[odd]))]));
    }
    if let Some(reason) = said.strip_prefix(reading::EVIDENCE) {
        return Some(m.fill("evidence.read", &[("reason", reason)]));
    }
    if let Some((odd, edition)) = mover(said) {
        return Some(m.fill("evidence.amended", &[("odd", &m.lists(&[odd])), ("edition", edition)]));
    }
    if let Some((codes, rest)) = said.split_once(" have it") {
        let lists: Option<Vec<List>> = codes.split(" and ").map(|c| List::from_word(&c.to_ascii_lowercase())).collect();
        let lists = m.lists(&lists?);
        return Some(match rest.strip_prefix(", ") {
            Some(regimes) => m.fill("evidence.have-regime", &[("lists", &lists), ("regimes", regimes)]),
            None => m.fill("evidence.have", &[("lists", &lists)]),
        });
    }
    if let Some(id) = said.strip_prefix("the words of another paragraph: ") {
        return Some(m.fill("evidence.copied", &[("place", &super::wording::citation(m, &Id::new(id.to_owned())))]));
    }
    if let Some((code, number)) = said.strip_suffix(" out").and_then(|s| s.split_once(" took ")) {
        let list = List::from_word(&code.to_ascii_lowercase())?;
        return Some(m.fill("evidence.taken-out", &[("list", &m.lists(&[list])), ("number", number)]));
    }
    if let Some(what) = said.strip_suffix(" on one list only") {
        return Some(m.fill("evidence.one-list", &[("what", what)]));
    }
    if said.split(' ').all(is_regime) {
        return Some(m.fill("evidence.regime", &[("regimes", said)]));
    }
    let (number, what) = said.split_once(": ")?;
    if let Some(reasons) = what.strip_prefix("reasons for control ") {
        return Some(m.fill("evidence.reasons", &[("number", number), ("reasons", reasons)]));
    }
    let key = match what {
        "reason for control AT alone" => "evidence.reason-at",
        "9xx series" => "evidence.series-9xx",
        "290 series" => "evidence.series-290",
        "on the US list of select agents" => "evidence.select-agents",
        "paragraphs added at the end" => "evidence.added",
        "9xx series of the Korean list" => "evidence.series-kr",
        "former munitions" => "evidence.munitions",
        "holding entry" => "evidence.holding",
        _ => return None,
    };
    Some(m.fill(key, &[("number", number)]))
}

fn is_regime(word: &str) -> bool {
    crate::compare::standing::Regime::from_word(word).is_some()
}

/// The reasons of a weight, and whether all of them are in the language asked for.
pub fn reasons(m: &Messages, said: &[String]) -> (String, bool) {
    let mut known = true;
    let said: Vec<String> = said
        .iter()
        .map(|said| {
            let (why, points) = said.rsplit_once(' ').unwrap_or((said, ""));
            let reason = reason(m, why).unwrap_or_else(|| {
                known = false;
                why.to_owned()
            });
            m.fill("reason.point", &[("reason", &reason), ("points", &points.replace('-', "\u{2212}"))])
        })
        .collect();
    (said.join(m.text("join.semicolon")), known)
}

fn reason(m: &Messages, why: &str) -> Option<String> {
    if let Some(kind) = Kind::from_word(why) {
        return Some(m.text(&keyed("kind", kind.word())).to_owned());
    }
    if is_regime(why) {
        return Some(why.to_owned());
    }
    if let Some(count) = why.strip_prefix("cited ").and_then(|r| r.strip_suffix(" times")) {
        return Some(m.fill("reason.cited", &[("count", count)]));
    }
    let key = match why {
        "values apart by half or more" => "reason.half",
        "values apart by a tenth or more" => "reason.tenth",
        "two lists agree" => "reason.two-agree",
        "licence exception IEC" => "reason.iec",
        "a whole entry" => "reason.whole-entry",
        "known by its number alone" => "reason.number-alone",
        "set by one government for itself" => "reason.own-control",
        "the ordinance is silent, a notice may have it" => "reason.silent-ordinance",
        _ => return None,
    };
    Some(m.text(key).to_owned())
}

/// The list that moved, and its last edition before, where the evidence says so.
pub fn mover(said: &str) -> Option<(List, &str)> {
    let (code, edition) = said.split_once(" said what the others say until its edition of ")?;
    Some((List::from_word(&code.to_ascii_lowercase())?, edition))
}
