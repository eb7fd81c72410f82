#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
//! The Japanese list as published is read whole: every paragraph has its id, its place and
//! its official citation, and every character is accounted for.

mod corpus;

use corpus::corpus;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use tricord::model::{Hash, Id, Kind, ListSnapshot, Paragraph, Parsed, Target, cite, cite_en, find_cited, numeral};
use tricord::normalize::jp;
use tricord::source::{SourceTree, egov_html, xml};

const EXPORT: &str = "324CO0000000378";
const EXCHANGE: &str = "355CO0000000260";
const ORDINANCE: &str = "403M50000400049";

fn trees(root: &Path, files: &[(&str, &str)]) -> Vec<SourceTree> {
    let tree = |(law, file): &(&str, &str)| {
        let bytes = std::fs::read(root.join("jp").join(law).join(file)).unwrap();
        xml::read(file, &bytes).unwrap()
    };
    files.iter().map(tree).collect()
}

const NEWEST: [(&str, &str); 3] = [
    (EXPORT, "20260605_508CO0000000194.xml"),
    (EXCHANGE, "20260605_508CO0000000194.xml"),
    (ORDINANCE, "20260214_507M60000400072.xml"),
];

fn newest(root: &Path) -> (Vec<SourceTree>, Parsed<ListSnapshot>) {
    let trees = trees(root, &NEWEST);
    let parsed = jp::read(&trees).unwrap();
    (trees, parsed)
}

/// `tag: count` of each kind and depth, with a hash of ids and of texts, one line an article or table.
fn outline(snapshot: &ListSnapshot) -> String {
    let mut out = String::new();
    let mut tops: BTreeMap<Id, Vec<&Paragraph>> = BTreeMap::new();
    for paragraph in &snapshot.paragraphs {
        let top = paragraph.id.as_str().split(['/', '#']).next().unwrap();
        tops.entry(Id::new(top)).or_default().push(paragraph);
    }
    for (top, paragraphs) in tops {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for p in &paragraphs {
            *kinds.entry(format!("{:?}{}", p.kind, p.depth)).or_default() += 1;
        }
        let kinds: Vec<String> = kinds.iter().map(|(k, n)| format!("{k} {n}")).collect();
        let hash = |text: String| Hash::of(text.as_bytes()).to_string()[..12].to_owned();
        let ids = hash(paragraphs.iter().map(|p| format!("{} {}\n", p.id, p.label)).collect());
        let texts = hash(paragraphs.iter().map(|p| format!("{}\n", p.text)).collect());
        writeln!(out, "{top}: {} | ids {ids} | texts {texts}", kinds.join(", ")).unwrap();
    }
    out
}

fn count(snapshot: &ListSnapshot, test: impl Fn(&Paragraph) -> bool) -> usize {
    snapshot.paragraphs.iter().filter(|p| test(p)).count()
}

fn is_table(p: &Paragraph) -> bool {
    p.id.local().starts_with(['T', 'A'])
}

#[test]
fn the_newest_editions_in_figures() {
    let Some(root) = corpus() else { return };
    let (_, parsed) = newest(&root);
    let list = &parsed.value;
    let articles = count(list, |p| p.kind == Kind::Category && !is_table(p));
    let paragraphs = count(list, |p| !is_table(p) && p.id.local().contains('/') && !p.id.local().contains('.'));
    let level = |depth| count(list, |p| !is_table(p) && p.id.local().contains('.') && p.depth == depth);
    let levels: Vec<usize> = (0..8).map(level).collect();
    assert_eq!((articles, paragraphs), (32, 84));
    assert_eq!(levels, [538, 1101, 863, 480, 154, 62, 3, 0]);
    assert_eq!(paragraphs + levels.iter().sum::<usize>(), 3285);
    let number = |p: &Paragraph| p.id.local().split(['/', '_']).next().unwrap().parse::<u32>().unwrap();
    let item = |p: &&Paragraph| !is_table(p) && p.id.local().contains('.') && p.depth == 0;
    let goods = list.paragraphs.iter().filter(item).filter(|p| number(p) <= 14).count();
    assert_eq!((goods, 538 - goods), (335, 203));
    assert_eq!(count(list, |p| !is_table(p) && p.kind == Kind::Reserved), 71);
    for (table, rows, items) in [("T1/", 17, 248), ("T2/", 17, 62)] {
        let of_table = |p: &Paragraph| p.id.local().starts_with(table);
        assert_eq!(count(list, |p| of_table(p) && p.kind == Kind::Entry), rows);
        assert_eq!(count(list, |p| of_table(p) && p.label.starts_with('（')), items);
    }
    assert_eq!(list.edition.in_force, "2026-02-14");
    insta::assert_snapshot!("real_jp_outline", outline(list));
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    parsed.diagnostics.iter().for_each(|d| *codes.entry(d.code).or_default() += 1);
    insta::assert_debug_snapshot!("real_jp_diagnostics", codes);
}

#[test]
fn every_edition_is_accounted_for() {
    let Some(root) = corpus() else { return };
    for law in [EXPORT, EXCHANGE, ORDINANCE] {
        let mut files: Vec<String> = std::fs::read_dir(root.join("jp").join(law))
            .unwrap()
            .map(|f| f.unwrap().file_name().into_string().unwrap())
            .filter(|f| f.ends_with(".xml"))
            .collect();
        files.sort();
        assert!(files.len() > 1);
        for file in files {
            let trees = trees(&root, &[(law, &file)]);
            let parsed = jp::read(&trees).unwrap();
            check(&file, &trees, &parsed);
        }
    }
    let (trees, parsed) = newest(&root);
    check("all three", &trees, &parsed);
}

#[test]
fn the_page_of_2013_is_read_alike() {
    let Some(root) = corpus() else { return };
    let bytes = std::fs::read(root.join("jp").join(ORDINANCE).join("20130927.html")).unwrap();
    let trees = [egov_html::read("20130927.html", &bytes).unwrap()];
    let parsed = jp::read(&trees).unwrap();
    check("2013", &trees, &parsed);
    let list = &parsed.value;
    assert_eq!(list.edition.in_force, "2013-09-27");
    // As many as the page has elements DIV of the classes para1 to para6.
    let levels: Vec<usize> =
        (1..8).map(|depth| count(list, |p| !is_table(p) && p.id.local().contains('.') && p.depth == depth)).collect();
    assert_eq!(levels, [833, 655, 327, 109, 47, 3, 0]);
    let (_, now) = newest(&root);
    let ids: BTreeSet<&Id> = now.value.paragraphs.iter().map(|p| &p.id).collect();
    let shared = list.paragraphs.iter().filter(|p| ids.contains(&p.id)).count();
    assert!(shared * 10 > list.paragraphs.len() * 8, "{shared} of {} ids are still there", list.paragraphs.len());
    insta::assert_snapshot!("real_jp_2013_outline", outline(list));
}

fn check(what: &str, trees: &[SourceTree], parsed: &Parsed<ListSnapshot>) {
    let list = &parsed.value;
    let characters: usize = trees.iter().map(SourceTree::characters).sum();
    let placed: u64 = list.coverage.dispositions.values().sum();
    assert_eq!((list.coverage.characters, placed), (characters as u64, characters as u64), "{what}");
    let unparsed = list.coverage.dispositions.get("unparsed").copied().unwrap_or(0);
    assert!(unparsed * 200 <= list.coverage.characters, "{what}: {unparsed} characters are not placed");
    for (tree, ledger) in trees.iter().zip(&parsed.ledgers) {
        assert!(ledger.placed_twice().is_empty(), "{what}");
        assert!(tree.leaves().all(|leaf| ledger.of(leaf).is_some()), "{what}");
    }
    let ids: BTreeSet<&Id> = list.paragraphs.iter().map(|p| &p.id).collect();
    assert_eq!(ids.len(), list.paragraphs.len(), "{what}: an id twice");
    for (index, p) in list.paragraphs.iter().enumerate() {
        assert!(p.parent.is_none_or(|parent| (parent as usize) < index), "{}", p.id);
        assert_eq!(cite(&p.id), printed_citation(list, p), "{what}: {}", p.id);
        assert_eq!(find_cited(&cite(&p.id)), std::slice::from_ref(&p.id), "{what}: {}", cite(&p.id));
        assert_ne!(cite_en(&p.id), p.id.as_str());
    }
}

/// The citation put together from the labels that the law prints, not from the id.
fn printed_citation(list: &ListSnapshot, p: &Paragraph) -> String {
    let mut chain = vec![p];
    while let Some(parent) = chain.last().unwrap().parent {
        chain.push(&list.paragraphs[parent as usize]);
    }
    chain.reverse();
    let arabic = |label: &str| numeral::branched(label).unwrap().replace('_', "の");
    let inner = |label: &str| label.trim_matches(['（', '）']).to_owned();
    let top = chain[0].id.local();
    if top.starts_with(['T', 'A']) {
        let name = match top {
            "T1" => "輸出令別表第一".to_owned(),
            "T2" => "外為令別表".to_owned(),
            other => format!("貨物等省令別表第{}", &other[1..]),
        };
        let mut out = name;
        for (level, part) in chain.iter().enumerate().skip(1) {
            match (level, part.kind) {
                (_, Kind::Note) => out += "備考1",
                (1, _) => out += &format!("の{}の項", arabic(&part.label)),
                (_, Kind::Text) if part.id.as_str().ends_with("#area1") => out += "下欄",
                (2, Kind::Text) => out += &format!("({})", part.id.local().rsplit('.').next().unwrap()),
                (2, _) => out += &format!("({})", arabic(&inner(&part.label))),
                _ => out += &arabic(&part.label),
            }
        }
        return out;
    }
    let branched = |label: &str, unit: &str| {
        let (first, rest) = label.split_once('の').map_or((label, None), |(f, r)| (f, Some(r)));
        let rest = rest.map(|r| format!("の{}", arabic(r))).unwrap_or_default();
        format!("第{}{unit}{rest}", arabic(first))
    };
    let article = chain[0].label.trim_start_matches('第').replace('条', "");
    let mut out = format!("貨物等省令{}", branched(&article, "条"));
    let siblings = list.paragraphs.iter().filter(|q| q.parent == chain.get(1).and_then(|c| c.parent)).count();
    for (level, part) in chain.iter().enumerate().skip(1) {
        let label = part.label.as_str();
        match level {
            1 if siblings > 1 || chain.len() == 2 => {
                out += &branched(if label.is_empty() { "一" } else { label }, "項");
            }
            1 => {}
            2 => {
                match label.split_once("及び").map(|p| (p, "及び", "")).or_else(|| {
                    label.strip_suffix("まで").and_then(|l| l.split_once("から")).map(|p| (p, "から", "まで"))
                }) {
                    Some(((from, to), between, after)) => {
                        out += &format!("{}{between}{}{after}", branched(from, "号"), branched(to, "号"));
                    }
                    None => out += &branched(label, "号"),
                }
            }
            // No label below 号 has branches; 第十四条第六号へ of 2013 is printed in hiragana.
            _ if label.starts_with(|c: char| ('０'..='９').contains(&c)) => out += &arabic(label),
            _ => out += &label.replace('（', "(").replace('）', ")").replace('へ', "ヘ"),
        }
    }
    out
}

#[test]
fn the_paragraphs_read_by_hand_are_there() {
    let Some(root) = corpus() else { return };
    let (_, parsed) = newest(&root);
    let by_id: BTreeMap<&str, &Paragraph> = parsed.value.paragraphs.iter().map(|p| (p.id.as_str(), p)).collect();
    let gold = root.join("../gold");
    if !gold.is_dir() {
        assert!(std::env::var_os("TRICORD_REQUIRE_CORPUS").is_none(), "the gold tables are required and not there");
        return println!("no gold tables: nothing was read");
    }
    let bounds = std::fs::read_to_string(gold.join("jp_bounds.tsv")).unwrap();
    let rows: Vec<Vec<&str>> = bounds.lines().skip(1).map(|l| l.split('\t').collect()).collect();
    assert_eq!(rows.len(), 54);
    let differing: Vec<String> = rows
        .iter()
        .filter(|r| by_id.get(r[1]).is_none_or(|p| p.text != r[2]))
        .map(|r| format!("{}: {:?}\n  {}", r[1], by_id.get(r[1]).map(|p| &p.text), r[2]))
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    let divergences = std::fs::read_to_string(gold.join("divergences_dev.tsv")).unwrap();
    let cited: Vec<&str> =
        divergences.lines().skip(1).filter_map(|l| l.split('\t').nth(4)).flat_map(str::split_whitespace).collect();
    assert!(cited.len() > 30);
    let missing: Vec<&&str> = cited.iter().filter(|id| !by_id.contains_key(**id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_paragraph_of_an_article_is_linked() {
    let Some(root) = corpus() else { return };
    let (_, parsed) = newest(&root);
    let list = &parsed.value;
    let mut links = String::new();
    for p in list.paragraphs.iter().filter(|p| !is_table(p)) {
        for citation in &p.citations {
            let Target::Inside(ids) = &citation.target else { panic!("{} is linked to nothing", p.id) };
            assert!(!p.regimes.is_empty(), "{}", p.id);
            let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
            writeln!(links, "{} {} {}", p.id, ids.join(" "), p.regimes.join(" ")).unwrap();
        }
    }
    assert_eq!(links.lines().count(), 84);
    insta::assert_snapshot!("real_jp_links", links);
}

#[test]
fn the_order_of_the_documents_does_not_show() {
    let Some(root) = corpus() else { return };
    let (_, parsed) = newest(&root);
    for order in [[0, 2, 1], [1, 0, 2], [2, 1, 0]] {
        let trees = trees(&root, &order.map(|i| NEWEST[i]));
        let again = jp::read(&trees).unwrap();
        assert_eq!(again.value, parsed.value);
        assert_eq!(again.diagnostics, parsed.diagnostics);
    }
}
