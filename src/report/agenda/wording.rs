//! A point in words: subject, sentence, values, who stands where, proposal.

use super::evidence;
use super::point::{Part, Place, Point, Stand};
use crate::compare::{Cause, Kind, reading};
use crate::correlate::SIDES;
use crate::model::{Id, List, cite, cite_en};
use crate::normalize::parameters;
use crate::normalize::terms::concepts;
use crate::quantity::Relation;
use crate::report::message::{Messages, capital, keyed};
use crate::text::Language;

/// Concepts that a subject names at most.
const CONCEPTS: usize = 3;
/// Values of one list that a sentence shows at most.
const VALUES: usize = 3;
/// Characters of a heading that stand for a subject.
const HEADING: usize = 60;
/// Of the citation of the US list, which the paper names once.
const US_SOURCE: &str = ", 15 CFR Part 774 Supp. No. 1";

/// What a concept is called; in English where the language lacks it.
pub fn concept(m: &Messages, slug: &str) -> String {
    let found = concepts().binary_search_by(|c| c.slug.as_str().cmp(slug)).ok().and_then(|i| concepts().get(i));
    found
        .and_then(|c| c.variants(m.language()).first().or_else(|| c.en.first()))
        .map_or_else(|| slug.replace('-', " "), Clone::clone)
}

/// The number of an entry: `3A002`, or the article and item of the ordinance.
pub fn entry(m: &Messages, id: &Id) -> String {
    match id.list() {
        Some(List::Jp) => citation(m, id),
        _ => id.local().to_owned(),
    }
}

/// What a point is about: the concepts that its paragraphs name, else how the entry begins
/// on the list of the paper's language; empty where neither is at hand.
pub fn subject(m: &Messages, point: &Point) -> String {
    let named: Vec<String> = point.concepts.iter().take(CONCEPTS).map(|c| concept(m, c)).collect();
    if !named.is_empty() {
        return named.join(m.text("join.comma"));
    }
    let [us, jp, kr] = &point.headings;
    let heading = match m.language() {
        Language::En => us,
        Language::Ja => jp,
        Language::Ko => kr,
    };
    // What every heading ends with says nothing.
    const TAILS: [&str; 10] = [
        " (see ",
        ", as follows",
        " as follows",
        " having ",
        "으로서 다음",
        "로서 다음",
        "으로 다음",
        "로 다음",
        "であって、",
        "のうち、",
    ];
    let named = TAILS.iter().filter_map(|t| heading.find(t)).min().and_then(|end| heading.get(..end));
    let named = named.filter(|n| !n.is_empty()).unwrap_or(heading).trim_end_matches([':', ';', '.', ',', '。']);
    let Some((end, _)) = named.char_indices().nth(HEADING) else { return named.to_owned() };
    let head = named.get(..end).unwrap_or(named);
    let cut = head.rfind(' ').filter(|i| *i > end / 2).and_then(|i| head.get(..i)).unwrap_or(head);
    format!("{}\u{2026}", cut.trim_end_matches(['\u{2026}', ' ', ',']))
}

/// The subject of a sentence: as [`subject`], else the entry.
fn subject_or_entry(m: &Messages, point: &Point) -> String {
    let named = subject(m, point);
    if named.is_empty() { m.fill("value.entry", &[("entry", &entry(m, &point.entry))]) } else { named }
}

/// The point in a sentence, without its full stop.
pub fn sentence(m: &Messages, point: &Point) -> String {
    let twice = point.kind == Kind::Drafting && point.parameter == "twice";
    let word = match point.kind {
        Kind::Drafting if twice => "twice",
        Kind::Drafting | Kind::Citation if is_read(point) => "read-drafting",
        _ if is_read(point) => "read",
        Kind::Terms if point.parameter == "entries" => "goods",
        kind => kind.word(),
    };
    let key = keyed("point", word);
    let sentence = m.fill(
        &key,
        &[
            ("subject", &subject_or_entry(m, point)),
            ("with", &m.lists(&point.with)),
            ("without", &m.lists(&point.without)),
            ("values", &values(m, point)),
            ("parameter", &parameter(m, point)),
        ],
    );
    let sentence = capital(&sentence);
    match point.places.len() {
        0 | 1 => sentence,
        count => m.fill("join.places", &[("sentence", &sentence), ("count", &count.to_string())]),
    }
}

/// Whether a reader found it in the words.
fn is_read(point: &Point) -> bool {
    point.evidence.starts_with(reading::EVIDENCE)
}

fn parameter(m: &Messages, point: &Point) -> String {
    if is_read(point) { point.parameter.clone() } else { named(m, &point.parameter) }
}

/// What a finding is about, from the word of the tables: a quantity, a concept, or why nothing
/// can be told.
pub fn named(m: &Messages, parameter: &str) -> String {
    let key = keyed("parameter", parameter);
    match parameters::name(parameter, m.language()) {
        Some(name) => name.to_owned(),
        None if m.has(&key) => m.text(&key).to_owned(),
        None => concept(m, parameter),
    }
}

/// The values of the first place that has any, list by list: `US > 90 GHz; Japan > 110 GHz`.
pub fn values(m: &Messages, point: &Point) -> String {
    let place = point.places.iter().find(|p| p.values.iter().any(|v| !v.is_empty()));
    let Some(place) = place else { return String::new() };
    let of = |list: List| {
        let values = place.values.get(list as usize)?;
        if values.is_empty() {
            let silent = is_read(point) && place.ids.get(list as usize).is_some_and(|ids| !ids.is_empty());
            let nothing = m.text("value.not-said");
            return silent.then(|| m.fill("value.of-list", &[("list", m.list(list)), ("value", nothing)]));
        }
        let shown: Vec<String> = values.iter().map(|v| value(m, v)).collect();
        let shown = m.some(&shown, VALUES, m.text("join.comma"));
        Some(m.fill("value.of-list", &[("list", m.list(list)), ("value", &shown)]))
    };
    List::ALL.iter().filter_map(|l| of(*l)).collect::<Vec<_>>().join(m.text("join.semicolon"))
}

/// A value as an official would write it: `>= 1.5e7 um` is ≥ 1.5×10⁷ µm.
pub fn value(m: &Messages, raw: &str) -> String {
    let word = match raw {
        "all" | "any" | "excludes" | "includes" => Some(m.text(&keyed("value", raw)).to_owned()),
        _ => raw.strip_prefix("unread ").map(|literal| m.fill("value.unread", &[("literal", literal)])),
    };
    if let Some(word) = word {
        return word;
    }
    let mut parts = raw.splitn(3, ' ');
    let (op, number, unit) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let sign = match op {
        ">=" => "\u{2265}\u{a0}",
        "<=" => "\u{2264}\u{a0}",
        ">" => ">\u{a0}",
        "<" => "<\u{a0}",
        "=" | "~" => "",
        _ => return slug_or(m, raw),
    };
    let quantity = format!("{sign}{}{}", self::number(number), self::unit(unit));
    match op {
        "=" => m.fill("value.at", &[("value", &quantity)]),
        "~" => m.fill("value.about", &[("value", &quantity)]),
        _ => quantity,
    }
}

/// A concept by its name; anything else as it is.
fn slug_or(m: &Messages, raw: &str) -> String {
    let is_concept = concepts().binary_search_by(|c| c.slug.as_str().cmp(raw)).is_ok();
    if is_concept { concept(m, raw) } else { raw.to_owned() }
}

fn number(raw: &str) -> String {
    if raw.starts_with('[') {
        return raw.to_owned();
    }
    match raw.split_once('e') {
        Some((mantissa, exponent)) => format!("{}\u{d7}10{}", grouped(mantissa), superscript(exponent)),
        None => grouped(raw),
    }
}

/// A real minus sign, and a comma before every third digit of a whole part of five and more.
fn grouped(raw: &str) -> String {
    let (sign, digits) = raw.strip_prefix('-').map_or(("", raw), |rest| ("\u{2212}", rest));
    let (whole, rest) = digits.find(['.', '/']).and_then(|i| digits.split_at_checked(i)).unwrap_or((digits, ""));
    if whole.len() < 5 || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return format!("{sign}{digits}");
    }
    let mut out = sign.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

fn superscript(digits: &str) -> String {
    let raised = |c: char| match c {
        '0' => '\u{2070}',
        '1' => '\u{b9}',
        '2' => '\u{b2}',
        '3' => '\u{b3}',
        '4'..='9' => char::from_u32(u32::from(c) - u32::from('0') + 0x2070).unwrap_or(c),
        '-' => '\u{207b}',
        c => c,
    };
    digits.chars().map(raised).collect()
}

/// A unit from its code, with a space before it where one is written.
fn unit(code: &str) -> String {
    // The code may be followed by an alias in brackets: `GHz (= 1 MHz)`.
    let (code, rest) = code.split_once(" (").map_or((code, None), |(c, r)| (c, Some(r)));
    let shown = match code {
        "" | "1" => String::new(),
        "deg" => "\u{b0}".to_owned(),
        "Cel" => "\u{a0}\u{b0}C".to_owned(),
        "%" => "\u{a0}%".to_owned(),
        "gn" => "\u{a0}g".to_owned(),
        code => {
            let micro: Vec<String> = code.split('/').map(micro).collect();
            let raised =
                micro.join("/").replace("^-1", "\u{207b}\u{b9}").replace("^2", "\u{b2}").replace("^3", "\u{b3}");
            format!("\u{a0}{raised}")
        }
    };
    match rest {
        Some(rest) => format!("{shown} ({rest}"),
        None => shown,
    }
}

/// `um` is µm; a code is never a word of two letters that begins so otherwise.
fn micro(code: &str) -> String {
    match code.strip_prefix('u') {
        Some(rest) if !rest.is_empty() => format!("\u{b5}{rest}"),
        _ => code.to_owned(),
    }
}

/// A paragraph in its official form, in English with the Japanese beside.
pub fn citation(m: &Messages, id: &Id) -> String {
    let native = cite(id);
    match (id.list(), m.language()) {
        (Some(List::Us), _) => native.strip_suffix(US_SOURCE).unwrap_or(&native).to_owned(),
        (Some(List::Jp), Language::En) => {
            let english = cite_en(id);
            let english = english.strip_prefix("Goods and Technologies Ordinance, ").unwrap_or(&english);
            format!("{native} ({english})")
        }
        _ => native,
    }
}

/// One side of a place in the lines of a cell: citations, values, as printed.
pub fn cell(m: &Messages, point: &Point, place: &Place, list: List) -> String {
    const CITATIONS: usize = 4;
    let of = |sides: &[Vec<String>; 3]| sides.get(list as usize).cloned().unwrap_or_default();
    let ids = place.ids.get(list as usize).map(Vec::as_slice).unwrap_or_default();
    let missing = point.without.contains(&list);
    if ids.is_empty() {
        let key = if missing { "value.no-counterpart" } else { "value.none" };
        return m.text(key).to_owned();
    }
    let cited: Vec<String> = ids.iter().map(|id| citation(m, id)).collect();
    let mut lines = vec![m.some(&cited, CITATIONS, "\n")];
    let raw = of(&place.values);
    let converted = of(&place.converted);
    let shown: Vec<String> = raw
        .iter()
        .enumerate()
        .map(|(i, v)| match converted.get(i).filter(|c| !c.is_empty() && *c != v) {
            Some(other) => m.fill("value.converted", &[("value", &value(m, v)), ("converted", &value(m, other))]),
            None => value(m, v),
        })
        .collect();
    if !shown.is_empty() {
        lines.push(m.some(&shown, CITATIONS, "\n"));
    } else if missing && point.kind == Kind::BoundMissing {
        lines.push(m.text("value.no-value").to_owned());
    }
    // The text itself, or what is at hand of it: the value as printed.
    let begins = place.begins.get(list as usize).map_or("", String::as_str);
    let printed = of(&place.printed);
    if !begins.is_empty() {
        lines.push(m.fill("value.quote", &[("text", begins)]));
    }
    if !printed.is_empty() && !printed.iter().all(|p| begins.contains(p.as_str())) {
        lines.push(m.fill("value.printed", &[("value", &printed.join(" | "))]));
    }
    lines.join("\n")
}

/// Who stands where.
pub fn stand(m: &Messages, point: &Point) -> String {
    if point.kind == Kind::NoCounterpart {
        let values = [("with", m.lists(&point.with)), ("without", m.lists(&point.without))];
        let [(with, a), (without, b)] = &values;
        return capital(&m.fill("stand.have", &[(with, a), (without, b)]));
    }
    let equal = Some(Stand::One(Relation::Equal));
    // Two lists that stand alike against the third are said in one breath.
    for odd in List::ALL {
        let others: Vec<List> = List::ALL.iter().copied().filter(|l| l != odd).collect();
        let [a, b] = others.as_slice() else { continue };
        let (Some(one), Some(other)) = (point.stand(*odd, *a), point.stand(*odd, *b)) else { continue };
        let alike = one == other && matches!(one, Stand::One(r) if r != Relation::Equal);
        let agree = point.stand(*a, *b) == equal;
        if alike && (agree || point.stand(*a, *b).is_none()) {
            let against = pair(m, &[*odd], &others, one);
            let agreed = agree.then(|| m.fill("stand.agree", &[("lists", &m.lists(&others))]));
            let said: Vec<String> = agreed.into_iter().chain([against]).collect();
            return capital(&said.join(m.text("join.semicolon")));
        }
    }
    let pairs = SIDES.iter().filter_map(|(a, b)| Some(pair(m, &[*a], &[*b], point.stand(*a, *b)?)));
    let said: Vec<String> = pairs.collect();
    match said.is_empty() {
        true => m.text("stand.nothing").to_owned(),
        false => capital(&said.join(m.text("join.semicolon"))),
    }
}

fn pair(m: &Messages, a: &[List], b: &[List], stand: Stand) -> String {
    let key = match stand {
        Stand::One(relation) => keyed("stand", relation.word()),
        Stand::Mixed => "stand.mixed".to_owned(),
    };
    m.fill(&key, &[("a", &m.lists(a)), ("b", &m.lists(b))])
}

/// The cause with its evidence.
pub fn cause(m: &Messages, point: &Point) -> String {
    let name = m.text(&keyed("cause", point.cause.word())).to_owned();
    let (evidence, _) = evidence::evidence(m, &point.evidence, point.cause);
    if evidence.is_empty() { name } else { format!("{name}{}{evidence}", m.text("join.colon")) }
}

/// The materiality with its reason.
pub fn materiality(m: &Messages, point: &Point) -> String {
    let name = m.text(&keyed("materiality", point.materiality.word())).to_owned();
    let (reasons, _) = evidence::reasons(m, &point.reasons);
    m.fill(
        "materiality.with-reason",
        &[("materiality", &name), ("weight", &point.weight.to_string()), ("reasons", &reasons)],
    )
}

/// What could be proposed, by the cause where that decides, else by the kind.
pub fn proposal(m: &Messages, point: &Point) -> String {
    let moved = evidence::mover(&point.evidence);
    let odd = moved.map(|(list, _)| list).or_else(|| point.odd());
    let stated = |l: &List| point.places.iter().any(|p| p.values.get(*l as usize).is_some_and(|v| !v.is_empty()));
    let speaks = |l: &List| moved.is_none() || stated(l);
    let others: Vec<List> = List::ALL.iter().copied().filter(|l| Some(*l) != odd && speaks(l)).collect();
    let key = match (point.cause, odd) {
        _ if moved.is_some() => "proposal.amended".to_owned(),
        (Cause::Drafting, _) if is_read(point) => "proposal.read-drafting".to_owned(),
        (Cause::Open, _) if is_read(point) => "proposal.read".to_owned(),
        (Cause::Lag, Some(_)) => "proposal.lag".to_owned(),
        (Cause::Unilateral, _) => "proposal.unilateral".to_owned(),
        (Cause::Structure, _) => "proposal.structure".to_owned(),
        _ if point.part() == Part::Drafting && point.kind != Kind::Citation => {
            let key = if point.in_error().is_some() { "proposal.drafting" } else { "proposal.drafting-unknown" };
            key.to_owned()
        }
        _ if point.kind == Kind::Terms && point.parameter == "entries" => "proposal.goods".to_owned(),
        _ => keyed("proposal", point.kind.word()),
    };
    let agreed = others
        .first()
        .and_then(|l| point.places.first()?.values.get(*l as usize)?.first().map(|v| value(m, v)))
        .unwrap_or_default();
    let said = m.fill(
        &key,
        &[
            ("odd", &odd.map_or_else(String::new, |l| m.lists(&[l]))),
            ("lists", &m.lists(&others)),
            ("value", &agreed),
            ("edition", moved.map_or("", |(_, edition)| edition)),
            ("with", &point.in_error().map_or_else(|| m.lists(&point.with), |l| m.lists(&[l]))),
            ("without", &m.lists(&point.without)),
        ],
    );
    capital(&said)
}

/// The topics by name.
pub fn topics(m: &Messages, point: &Point) -> String {
    let named: Vec<String> = point.topics.iter().map(|t| m.text(&keyed("topic", t)).to_owned()).collect();
    named.join(m.text("join.comma"))
}
