//! Lists of our own making, a paragraph a line:
//!
//! `US:1A001.a | > 5 kg | terms laser mirror | regimes IL1.A.1 | joiner any | reason NS NS Column 1`
//!
//! What stands after the id is a bound or begins with what it is. A paragraph stands below the
//! last one before it whose id is the beginning of its own; without such it is an entry.
//!
//! What people know: `pin same US:1A001 JP:1/1.2` (`pin none US:1A001 KR`; with `changed` behind it, the text
//! was another), `link US:1A001 JP:1/1.2`, `read drafting open - equal - US:1A001 KR:1A001` (what
//! a reader found of these paragraphs: kind, cause, US to JP, US to KR, JP to KR; with `changed` behind it,
//! the texts were others).
#![allow(dead_code)]

use tricord::correlate::known::{Known, Official, Pin, Reading};

use tricord::model::{
    Alias, Bound, Citation, Clause, Control, ControlKind, Hash, Id, Joiner, Kind, List, ListSnapshot, NoteEffect,
    NoteReading, Op, Paragraph, Quoted, Role, Standing, Target, Unread, Value,
};
use tricord::quantity::{Unit, rational};
use tricord::text::Span;

/// How a line of what people know begins.
pub const KNOWN: [char; 3] = ['p', 'l', 'r'];

/// What people know.
pub fn known(lines: &[&str]) -> Known {
    let mut known = Known::default();
    let mut readings = Vec::new();
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        let text = |id: &str| Hash::of(id.as_bytes()).short();
        match words.as_slice() {
            ["link", a, b] => known.official.push(Official {
                a: (*a).to_owned(),
                b: (*b).to_owned(),
                source: "Ministry".to_owned(),
                date: "2026-01".to_owned(),
            }),
            ["pin", verdict, a, b, changed @ ..] => known.pins.push(Pin {
                a: (*a).to_owned(),
                b: (*b).to_owned(),
                verdict: (*verdict).to_owned(),
                reason: "seen".to_owned(),
                by: "reader".to_owned(),
                a_text: if changed.contains(&"changed") { text("another") } else { text(a) },
                b_text: match (List::from_word(&b.to_lowercase()), changed.contains(&"there")) {
                    (Some(_), _) => String::new(),
                    (None, true) => text("another"),
                    (None, false) => text(b),
                },
            }),
            ["read", kind, cause, us_jp, us_kr, jp_kr, ids @ ..] => {
                let changed = ids.contains(&"changed");
                let ids: Vec<&str> = ids.iter().copied().filter(|id| *id != "changed").collect();
                let of = |list: List| {
                    let own = ids.iter().copied().filter(|id| Id::new(*id).list() == Some(list));
                    own.collect::<Vec<_>>().join(" ")
                };
                let [us, jp, kr] = [List::Us, List::Jp, List::Kr].map(of);
                let said = |ids: &str| if ids.is_empty() { String::new() } else { "in words".to_owned() };
                let relation = |word: &str| if word == "-" { String::new() } else { word.to_owned() };
                let texts: Vec<String> = ids.iter().map(|id| text(if changed { "another" } else { id })).collect();
                readings.push(Reading {
                    kind: (*kind).to_owned(),
                    subject: "read".to_owned(),
                    us_says: said(&us),
                    jp_says: said(&jp),
                    kr_says: said(&kr),
                    us_jp: relation(us_jp),
                    us_kr: relation(us_kr),
                    jp_kr: relation(jp_kr),
                    cause: (*cause).to_owned(),
                    reason: "seen".to_owned(),
                    by: "reader".to_owned(),
                    texts: texts.join(" "),
                    us,
                    jp,
                    kr,
                });
            }
            _ => panic!("{line}: nothing that people know"),
        }
    }
    known.readings = readings.into();
    known
}

/// The three lists of `lines`.
pub fn lists(lines: &str) -> [ListSnapshot; 3] {
    let mut lists = [List::Us, List::Jp, List::Kr].map(ListSnapshot::new);
    for line in lines.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let mut fields = line.split(" | ");
        let id = Id::new(fields.next().unwrap());
        let list = &mut lists[id.list().unwrap() as usize];
        let above = |p: &Paragraph| {
            let rest = id.as_str().strip_prefix(p.id.as_str());
            rest.is_some_and(|rest| rest.starts_with(['.', '#']))
        };
        let parent = list.paragraphs.iter().rposition(above);
        let note = id.local().rsplit_once('#').map(|(_, note)| note);
        let kind = match note {
            Some(note) if note.starts_with("tn") => Kind::TechnicalNote,
            Some(note) if note.starts_with("nb") => Kind::Nb,
            Some(_) => Kind::Note,
            None if parent.is_some() => Kind::Item,
            None => Kind::Entry,
        };
        // No two have one text, unless they say so.
        let mut paragraph = Paragraph::stored(id.clone(), kind, String::new(), Hash::of(id.as_str().as_bytes()));
        paragraph.parent = parent.map(|p| u32::try_from(p).unwrap());
        paragraph.depth = parent.map_or(0, |p| list.paragraphs[p].depth + 1);
        fields.for_each(|field| add(&mut paragraph, field));
        list.paragraphs.push(paragraph);
    }
    lists
}

fn add(paragraph: &mut Paragraph, field: &str) {
    let (what, rest) = field.split_once(' ').unwrap_or((field, ""));
    let words = || rest.split(' ').map(str::to_owned);
    // A span of its own for each thing that has one.
    let at = 10 * (paragraph.bounds.len() + paragraph.citations.len() + paragraph.clauses.len());
    let span = Span { start: u32::try_from(at).unwrap(), end: u32::try_from(at + 5).unwrap() };
    match what {
        "terms" => paragraph.terms.extend(words().map(Into::into)),
        "regimes" => paragraph.regimes.extend(words()),
        "text" => paragraph.text_sha256 = Hash::of(rest.as_bytes()),
        "printed" => {
            if let Some(bound) = paragraph.bounds.last_mut() {
                bound.literal = rest.into();
            }
        }
        "parameter" => {
            if let Some(bound) = paragraph.bounds.last_mut() {
                bound.parameter = Some(rest.into());
            }
        }
        "term" | "quoted" => {
            let (term, defined) = rest.split_once(" in ").unwrap_or((rest, ""));
            let defined_in = defined.split_whitespace().map(Id::new).collect();
            paragraph.quoted.push(Quoted { term: term.into(), span, local: what == "term", defined_in });
        }
        "label" => paragraph.label = rest.into(),
        "kind" => paragraph.kind = Kind::from_word(rest).unwrap(),
        "joiner" => paragraph.joiner = Joiner::from_word(rest).unwrap(),
        "standing" => paragraph.standing = Standing::from_word(rest).unwrap(),
        "unread" => paragraph.unread.push(Unread { span, literal: rest.into(), code: "made-up".into() }),
        "note" => {
            let (effect, targets) = rest.split_once(' ').unwrap_or((rest, ""));
            let targets = targets.split_whitespace().map(Id::new).collect();
            let effect = NoteEffect::from_word(effect).unwrap();
            paragraph.note = Some(NoteReading { effect, targets, defines: Vec::new() });
        }
        // Over the bound or the citation before it.
        "clause" => {
            let (effect, names) = rest.split_once(' ').unwrap_or((rest, ""));
            let span = Span { start: span.start.saturating_sub(10), end: span.end };
            let names = names.split_whitespace().map(Id::new).collect();
            paragraph.clauses.push(Clause { effect: NoteEffect::from_word(effect).unwrap(), span, names });
        }
        "cites" => {
            let target = match rest {
                "outside" => Target::Outside,
                "nowhere" => Target::Nowhere,
                _ => Target::Inside(words().map(Id::new).collect()),
            };
            paragraph.citations.push(Citation { literal: rest.into(), span, target });
        }
        "reason" | "exception" => {
            let (code, value) = rest.split_once(' ').unwrap_or((rest, ""));
            let (value, of) = value.split_once(" of ").unwrap_or((value, ""));
            paragraph.controls.push(Control {
                kind: ControlKind::from_word(what).unwrap(),
                code: code.into(),
                value: value.into(),
                applies_to: of.split_whitespace().map(Id::new).collect(),
                except: Vec::new(),
                conditional: false,
            });
        }
        _ => paragraph.bounds.push(bound(field, span)),
    }
}

/// `> 5 kg`, `condition = 300 K`, `> 5 kg (11 lb)`, `> 5 kg (5 lb not)`, `>= 2 1 as speed`, `> [F-1] 1`.
fn bound(field: &str, span: Span) -> Bound {
    let (field, role) = match field.strip_prefix("condition ") {
        Some(rest) => (rest, Role::Condition),
        None => (field, Role::Limit),
    };
    let (field, parameter) = field.split_once(" as ").map_or((field, None), |(f, p)| (f, Some(p.into())));
    let (field, alias) = field.split_once(" (").map_or((field, None), |(f, a)| (f, a.strip_suffix(')')));
    let parts: Vec<&str> = field.split(' ').collect();
    let [op, number, unit] = parts.as_slice() else { panic!("{field}: no bound") };
    let aliases = alias.into_iter().map(|alias| {
        let (agrees, alias) = alias.strip_suffix(" not").map_or((true, alias), |a| (false, a));
        let (number, unit) = alias.split_once(' ').unwrap();
        let literal = alias.into();
        Alias { value: value(number), unit: Unit::new(unit.to_owned()), literal, agrees: Some(agrees) }
    });
    Bound {
        op: Op::from_word(op).unwrap(),
        value: value(number),
        unit: Unit::new((*unit).to_owned()),
        literal: format!("{number} {unit}").into(),
        span,
        aliases: aliases.collect(),
        role,
        parameter,
        phrase: None,
    }
}

fn value(number: &str) -> Value {
    match number.strip_prefix('[') {
        Some(formula) => Value::Formula(formula.trim_end_matches(']').to_owned()),
        None => Value::Exact(rational::parse(number).unwrap()),
    }
}
