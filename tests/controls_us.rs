#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
//! The controls of the published US list are what its licence tables and lines state: codes
//! with their Country Chart column or section, the paragraphs they apply to, licence
//! exceptions with their values; `?` where the text sets conditions beyond these fields.

mod corpus;

use corpus::corpus;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use tricord::model::{Control, ControlKind, Kind, ListSnapshot, Paragraph};
use tricord::normalize::us;
use tricord::source::xml;

fn list(root: &Path) -> (String, ListSnapshot) {
    let text = std::fs::read_to_string(root.join("us/2026-08-18/title-15-part-774.xml")).unwrap();
    let trees = [xml::read("part.xml", text.as_bytes()).unwrap()];
    (text, us::structure(&trees).unwrap().value)
}

fn entries(list: &ListSnapshot) -> BTreeMap<&str, &Paragraph> {
    list.paragraphs.iter().filter(|p| p.kind == Kind::Entry).map(|p| (p.label.as_str(), p)).collect()
}

/// `NS=NS Column 2 on a,b.1 except c ?`
fn shown(control: &Control) -> String {
    let mut out = format!("{}={}", control.code, control.value);
    for (word, ids) in [("on", &control.applies_to), ("except", &control.except)] {
        if !ids.is_empty() {
            let ids: Vec<&str> = ids.iter().map(|id| id.local().get(6..).unwrap()).collect();
            write!(out, " {word} {}", ids.join(",")).unwrap();
        }
    }
    if control.conditional { out + " ?" } else { out }
}

/// Read in the list by hand: one entry a line.
const READ: &str = "\
0A501: NS=NS Column 1 except y; RS=RS Column 1 except y; FC=FC Column 1 except y; UN=§ 746.1; AT=AT Column 1; LVS=$500 on c,d,x; LVS=$500 on c,d,e,x ?; GBS=N/A; STA=N/A on a,b,c,d,e ?; STA=N/A ?
0A504: RS=RS Column 1 on i; FC=FC Column 1 on a,b,c,d,e,g,i; CC=CC Column 1; UN=§ 746.1(b); LVS=$500 on g; GBS=N/A
0A521: RS1= ?
0A919: RS=RS Column 1; AT=AT Column 1; LVS=N/A; GBS=N/A
0A980: SS= ?
0A982: CC= ?; LVS=N/A; GBS=N/A
0A999: AT=§ 742.19 ?; LVS=N/A; GBS=N/A
0B501: NS=NS Column 1 ?; RS=RS Column 1 ?; UN=§ 746.1; AT=AT Column 1; LVS=$3000; GBS=N/A; STA=N/A ?
0E502: CC=CC Column 1; UN=§ 746.1; TSR=N/A
0E977: CC=CC Column 1; LVS=N/A; GBS=N/A; STA=N/A
0E982: CC= ?; TSR=N/A
1A002: NS=NS Column 2; NP=NP Column 1 on b.1 ?; AT=AT Column 1; LVS=$1,500; LVS=N/A ?; LVS=N/A on a ?; GBS=N/A; STA=N/A ?
1A006: NS=NS Column 2; AT=AT Column 1; LVS=N/A; GBS=N/A
1A231: NP=NP Column 1; AT=AT Column 1; LVS=N/A; GBS=N/A
1A607: NS=NS Column 1; RS=RS Column 1; AT=AT Column 1; UN=§ 746.1(b); LVS=N/A; GBS=N/A; STA=N/A ?
1B201: NP=NP Column 1; AT=AT Column 1; LVS=N/A; GBS=N/A
1C229: NP=NP Column 1; AT=AT Column 1; LVS=N/A; GBS=N/A
1C350: CB=CB Column 2; CW=§ 742.18 on b,c ?; AT= ?; LVS=N/A; GBS=N/A
1C351: CB=CB Column 1 on d.15,d.16; CB=CB Column 2; CW= on d.15,d.16 ?; CW= on d.15 ?; CW=§ 742.18 on d.16 ?; AT=AT Column 1; LVS=N/A; GBS=N/A
1C355: CW=§ 742.18 ?; AT= ?; LVS=N/A; GBS=N/A
1C395: CB= ?; CW=§ 742.18 ?; AT= ?; LVS=N/A; GBS=N/A
1C984: SS= ?
1C988: SS= ?
1D001: NS=NS Column 1; MT=MT Column 1 ?; NP=NP Column 1 ?; AT=AT Column 1; TSR=Yes ?
1D018: NS=NS Column 1; MT= ?; AT=AT Column 1; UN=§ 746.1(b); TSR=N/A
1E355: CW=§ 742.18 ?; AT=AT Column 1; TSR=N/A
1E998: AT=AT Column 1; TSR=N/A
2A001: NS=NS Column 2; MT=MT Column 1 ?; AT=AT Column 1; LVS=$3000 ?; GBS=Yes on a; GBS=N/A ?
2A994: AT=§ 742.19 ?; LVS=N/A; GBS=N/A
2B109: MT=MT Column 1; NP=NP Column 1 ?; AT=AT Column 1; LVS=N/A; GBS=N/A
2B350: CB=CB Column 2; AT=AT Column 1; LVS=$2,000 ?; GBS=N/A
2D991: AT=AT Column 1; TSR=N/A
3A001: NS=NS Column 1 on b.2,b.3 ?; NS=NS Column 2; RS=RS Column 1 on b.2,b.3 ?; RS=§ 742.6(a)(6)(iii)(A) on z.1.a,z.2.a,z.3.a,z.4.a ?; RS=§ 742.6(a)(6)(iii)(B) on z.1.b,z.2.b,z.3.b,z.4.b ?; MT=MT Column 1 on a.1.a,a.5.a,z.2.a,z.2.b ?; NP=NP Column 1 on e.2,e.3,z.3.a,z.3.b ?; AT=AT Column 1; LVS=N/A ?; LVS=N/A on b.2,b.3 ?; LVS=N/A on z; LVS=$1500 on c; LVS=$3000 on b.1,b.2,b.3,b.9,d,e,f,g ?; LVS=$5000 on a,b.4,b.5,b.6,b.7,b.12 ?; GBS=Yes on a.1.b,a.2,a.3,a.4,a.5,a.6,a.7,a.8,a.9,a.10,a.11,a.12,a.13,a.14,b.2,b.8,b.9,b.10,g,h,i,z.1.b ?; NAC=Yes on z; ACA=Yes on z; AIA=Yes on z.1.a,z.2.a,z.3.a,z.4.a; ACM=Yes on z; LPP=Yes on z.1.a,z.2.a,z.3.a,z.4.a; STA=N/A on b.2,b.3 ?
3A090: RS=§ 742.6(a)(6)(iii)(A) on a ?; RS=§ 742.6(a)(6)(iii)(B) on b ?; RS=§ 742.6(a)(6)(i)(B) on c ?; AT=AT Column 1; LVS=N/A; GBS=N/A; NAC=Yes on a ?; ACA=Yes on a ?; NAC=Yes on b ?; ACA=Yes on b ?; NAC=N/A on c; ACA=N/A on c; HBM=Yes on c; AIA=Yes on a; ACM=Yes; LPP=Yes on a
3A225: NP=NP Column 1; AT=AT Column 1; LVS=N/A; GBS=N/A
3A999: RS=§ 742.6 ?; AT=§ 742.19 ?; LVS=N/A; GBS=N/A
3B992: AT=AT Column 1; LVS=N/A; GBS=N/A
3D992: NS=§ 742.4(a)(4) ?; RS=§ 742.6(a)(6)(i) ?; NS=§ 742.4(a)(5) ?; RS=§ 742.6(a)(10) ?; AT=AT Column 1; TSR=N/A; IEC=Yes ?; STA=N/A ?
4A003: NS=NS Column 1 on b,c,z.1.a,z.1.b; NS=NS Column 2 on g,z.2.a,z.2.b; RS=§ 742.6(a)(6)(iii)(A) on z.1.a,z.2.a ?; RS=§ 742.6(a)(6)(iii)(B) on z.1.b,z.2.b ?; CC=CC Column 1 ?; AT=AT Column 1 ?; LVS=$5000; LVS=N/A on b,c,z; GBS=Yes on g ?; APP=Yes on b,c ?; NAC=Yes on z; ACA=Yes on z; AIA=Yes on z.1.a,z.2.a; ACM=Yes on z; LPP=Yes on z.1.a,z.2.a
5A980: SL=§ 742.13 ?; AT=§ 742.13 ?; LVS=N/A; GBS=N/A
5B991: AT=AT Column 1; LVS=N/A; GBS=N/A
5D001: NS=NS Column 1; SL=§ 742.13 ?; AT=AT Column 1; TSR=Yes ?; ACE=Yes on a,c ?; STA=N/A on a,c ?
5D980: SL=§ 742.13 ?; AT=§ 742.13 ?; TSR=N/A
5A992: RS=§ 742.6(a)(6)(iii)(A) on z.1 ?; RS=§ 742.6(a)(6)(iii)(B) on z.2 ?; AT=AT Column 1; LVS=N/A; GBS=N/A; NAC=Yes on z.2; ACA=Yes on z.2; NAC=N/A ?; ACA=N/A ?; AIA=Yes on z.1; ACM=Yes on z.1,z.2; LPP=Yes on z.1
6A003: NS=NS Column 2; NP=NP Column 1 on a.3,a.4,a.6 ?; RS=RS Column 1 on b.3,b.4.a,b.4.c,b.4.b ?; RS=RS Column 2 on b.4.b ?; AT=AT Column 1; UN=§ 746.1(b) on b.3,b.4; LVS=$1500 except a.3,a.4,a.5,a.6,b.1,b.3,b.4; GBS=N/A; STA=N/A on b.3,b.4 ?
6A995: AT=AT Column 1; LVS=N/A; GBS=N/A
6B619: NS=NS Column 1; RS=RS Column 1; AT=AT Column 1; UN=§ 746.1(b); LVS=$1500; GBS=N/A; STA=N/A ?
6C002: NS=NS Column 2; AT=AT Column 1; LVS=$3000; GBS=N/A
6D201: NP=NP Column 1; AT=AT Column 1; TSR=N/A
7D101: MT=MT Column 1; AT=AT Column 1; TSR=N/A
7D611: NS=NS Column 1 except y; MT=MT Column 1 on a ?; RS=RS Column 1 except y; RS=§ 742.6(a)(7) on y ?; AT=AT Column 1; UN=§ 746.1(b) except y; TSR=N/A; STA=N/A ?
8D620: NS=NS Column 1 except b,y; RS=RS Column 1 except y; RS=§ 742.6(a)(7) on y ?; AT=AT Column 1; UN=§ 746.1(b) except y; TSR=N/A; STA=N/A ?
9A012: NS=NS Column 1 except a.1; MT=MT Column 1 ?; AT=AT Column 1; LVS=N/A; GBS=N/A; STA=N/A on a ?
9A610: NS=NS Column 1 except b,y ?; RS=RS Column 1 except b,y ?; RS=§ 742.6(a)(7) on y ?; MT=MT Column 1 on t,u,v,w.1,w.2,a ?; AT=AT Column 1; UN=§ 746.1(b) except y; LVS=$1,500; GBS=N/A; STA=N/A on a ?; STA=N/A on a ?; STA=N/A ?
9B004: NS=NS Column 1; MT=MT Column 1 ?; AT=AT Column 1; LVS=$3000 ?; GBS=Yes ?
9B009: NS=NS Column 2; AT=AT Column 1; LVS=$5,000; GBS=N/A
9B104: MT=MT Column 1; AT=AT Column 1; LVS=N/A; GBS=N/A
9B610: NS=NS Column 1 except c; RS=RS Column 1; MT=MT Column 1 on c; AT=AT Column 1; UN=§ 746.1(b); LVS=$1500; GBS=N/A; STA=N/A ?
9C110: MT=MT Column 1; AT=AT Column 1; LVS=N/A; GBS=N/A
9E515: NS=NS Column 1 except x,y; RS=RS Column 1 except x,y; MT=MT Column 1 ?; NS=NS Column 2 on x; RS=RS Column 2 on x; RS=§ 742.6(a)(7) on y ?; AT=AT Column 1; TSR=N/A; STA=N/A on b,d,e,f ?; STA=N/A ?
9E619: NS=NS Column 1 except y; RS=RS Column 1 except y; RS=§ 742.6(a)(7) on y ?; AT=AT Column 1; UN=§ 746.1(b) except y; TSR=N/A; STA=N/A on b; STA=N/A ?
9E991: AT=AT Column 1; TSR=N/A";

#[test]
fn the_entries_read_by_hand() {
    let Some(root) = corpus() else { return };
    let (_, list) = list(&root);
    let entries = entries(&list);
    assert!(READ.lines().count() >= 60);
    let mut differing = String::new();
    for line in READ.lines() {
        let (number, expected) = line.split_once(": ").unwrap();
        let got: Vec<String> = entries[number].controls.iter().map(shown).collect();
        if got.join("; ") != expected {
            writeln!(differing, "{number}\n  want {expected}\n  read {}", got.join("; ")).unwrap();
        }
    }
    assert!(differing.is_empty(), "{differing}");
}

#[test]
fn what_a_control_names_is_there() {
    let Some(root) = corpus() else { return };
    let (_, list) = list(&root);
    let ids: BTreeSet<&str> = list.paragraphs.iter().map(|p| p.id.as_str()).collect();
    for entry in entries(&list).into_values() {
        for control in &entry.controls {
            let named = control.applies_to.iter().chain(&control.except);
            assert!(named.clone().all(|id| ids.contains(id.as_str())), "{}: {control:?}", entry.id);
            let of_entry = |id: &str| id.strip_prefix(entry.id.as_str()).is_some_and(|rest| rest.starts_with('.'));
            assert!(named.clone().all(|id| of_entry(id.as_str())), "{}: {control:?}", entry.id);
            assert!(!control.code.is_empty(), "{}: {control:?}", entry.id);
            let excepted: BTreeSet<_> = control.except.iter().collect();
            assert!(!control.applies_to.iter().any(|id| excepted.contains(id)), "{}: {control:?}", entry.id);
        }
    }
}

/// An independent look at the file: what each entry's line on reasons lists.
fn reasons(text: &str) -> BTreeMap<String, Vec<String>> {
    let document = roxmltree::Document::parse(text).unwrap();
    let words = |node: roxmltree::Node<'_, '_>| {
        let all: String = node.descendants().filter_map(|n| if n.is_text() { n.text() } else { None }).collect();
        all.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (mut found, mut entry) = (BTreeMap::new(), String::new());
    for node in document.descendants().filter(|n| matches!(n.tag_name().name(), "P" | "FP" | "FP-1" | "FP-2")) {
        let line = words(node);
        let bold = node.children().any(|c| c.has_tag_name("B"));
        if bold
            && line.len() > 5
            && line.as_bytes()[0].is_ascii_digit()
            && line.as_bytes()[2..5].iter().all(u8::is_ascii_digit)
        {
            entry = line[..5].to_owned();
        }
        let rest = line.strip_prefix("Reasons for Control:").or_else(|| line.strip_prefix("Reason for Control:"));
        if let Some(rest) = rest {
            let codes =
                rest.split([',', ' ', '.']).filter(|w| w.len() >= 2 && w.bytes().all(|b| b.is_ascii_uppercase()));
            found.insert(entry.clone(), codes.map(str::to_owned).collect());
        }
    }
    found
}

#[test]
fn every_reason_that_an_entry_lists_is_a_control() {
    let Some(root) = corpus() else { return };
    let (text, list) = list(&root);
    let entries = entries(&list);
    let listed = reasons(&text);
    assert!(listed.len() > 580, "{}", listed.len());
    for (number, codes) in &listed {
        let entry = entries[number.as_str()];
        for code in codes.iter().filter(|c| !matches!(c.as_str(), "ITAR" | "EAR" | "USML" | "CFR")) {
            let control = entry.controls.iter().find(|c| c.kind == ControlKind::Reason && c.code == *code);
            assert!(control.is_some(), "{number}: {code} is listed and no control");
        }
    }
    // Entries that only point at another law or another entry, or of which nothing is left.
    let without: Vec<&str> = entries.iter().filter(|(_, p)| p.controls.is_empty()).map(|(n, _)| *n).collect();
    let expected = [
        "0A002", "1A102", "1C018", "1C102", "2B018", "2D018", "4A102", "4A611", "5A611", "6A103", "6A611", "7A106",
        "7A115", "7A117", "7B103", "7D103", "7E104", "8A018", "9A005", "9A006", "9A007", "9A008", "9A009", "9A010",
        "9A011", "9A018", "9A103", "9A104", "9A105", "9A107", "9A108", "9A109", "9A111", "9A116", "9A117", "9A118",
        "9A119", "9D005", "9D018", "9D103", "9D105", "9E018",
    ];
    assert_eq!(without, expected);
    for number in without {
        assert!(listed.get(number).is_none_or(Vec::is_empty), "{number}");
    }
}
