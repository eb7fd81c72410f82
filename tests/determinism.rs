//! Promise: same input, same bytes; the order of the documents and the number of threads do
//! not show; a list against itself has no finding; two lists swapped say the same the other way
//! round; a change of one list is the mirror of the same change of the other; an entry that
//! nothing else speaks of changes nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tricord::compare::{Finding, Kind, compare};
use tricord::correlate::{correlate, known::Known};
use tricord::model::{Id, Joiner, List, ListSnapshot, Paragraph, Target};
use tricord::normalize::annotate::annotate;
use tricord::quantity::Relation;
use tricord::report::snapshot;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("determinism").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

fn diff(name: &str, args: &[String], envs: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    let out = scratch(name);
    let status = Command::new(env!("CARGO_BIN_EXE_tricord"))
        .arg("diff")
        .arg("--out")
        .arg(&out)
        .args(args)
        .envs(envs.iter().copied())
        .current_dir(root())
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    ["correlation.csv", "findings.csv", "coverage.csv", "run.json"]
        .map(|f| (f.to_owned(), std::fs::read(out.join(f)).unwrap()))
        .to_vec()
}

#[test]
fn two_runs_give_the_same_bytes_whatever_the_surroundings() {
    let plain = diff("plain", &[], &[]);
    let other = diff("other", &[], &[("LANG", "ja_JP.UTF-8"), ("TZ", "Asia/Seoul"), ("RAYON_NUM_THREADS", "8")]);
    assert!(plain.iter().zip(&other).all(|(a, b)| a == b));
    let findings = String::from_utf8(plain[1].1.clone()).unwrap();
    assert!(findings.lines().count() > 100, "there is something to compare");
}

#[test]
fn the_order_of_documents_does_not_show() {
    let real = [
        "403M50000400049/20260214_507M60000400072.xml",
        "324CO0000000378/20260605_508CO0000000194.xml",
        "355CO0000000260/20260605_508CO0000000194.xml",
    ];
    let small = ["08-table-of-goods.xml", "08-goods-named-by-the-rest.xml", "26-table-of-technology.xml"];
    let fixtures = small.map(|f| root().join("fixtures/jp/ok").join(f)).to_vec();
    let real = corpus::corpus().map(|corpus| real.map(|f| corpus.join("jp").join(f)).to_vec());
    for (name, files) in [("fixtures", Some(fixtures)), ("real", real)] {
        let Some(files) = files else { continue };
        let jp: Vec<String> = files.iter().map(|f| format!("--jp={}", f.display())).collect();
        let there = diff(&format!("{name}-there"), &jp, &[]);
        let back: Vec<String> = jp.into_iter().rev().collect();
        assert_eq!(there[..3], diff(&format!("{name}-back"), &back, &[])[..3], "{name}");
    }
}

fn list(list: &str, edition: &str) -> ListSnapshot {
    snapshot::read(&root().join("lists").join(list).join(edition)).unwrap()
}

/// What the comparison says of `us` and `kr`, in words that do not name a finding's id.
fn said(us: &ListSnapshot, kr: &ListSnapshot) -> Vec<(Kind, String)> {
    let lists = [us.clone(), ListSnapshot::new(List::Jp), kr.clone()];
    let correlation = correlate(&lists, &Known::default());
    let told = |f: &Finding| {
        let ids: Vec<&str> = f.nodes().map(|n| correlation.trees.id(n)).collect();
        let values: Vec<String> = f.sides.iter().map(|s| s.values.join(" | ")).collect();
        format!("{} {ids:?} {values:?} {:?}", f.parameter, f.relations)
    };
    compare(&correlation).iter().map(|f| (f.kind, told(f))).collect()
}

/// A list as if it were another: under its ids, wherever they stand.
fn as_list(list: &ListSnapshot, other: List) -> ListSnapshot {
    let (from, to) = (format!("{}:", list.list.code()), format!("{}:", other.code()));
    let rename = |id: &mut Id| {
        if let Some(local) = id.as_str().strip_prefix(&from) {
            *id = Id::new(format!("{to}{local}"));
        }
    };
    let mut renamed = list.clone();
    renamed.list = other;
    for p in &mut renamed.paragraphs {
        rename(&mut p.id);
        for citation in &mut p.citations {
            if let Target::Inside(ids) = &mut citation.target {
                ids.iter_mut().for_each(rename);
            }
        }
        p.note.iter_mut().flat_map(|n| &mut n.targets).for_each(rename);
        p.clauses.iter_mut().flat_map(|c| &mut c.names).for_each(rename);
        p.quoted.iter_mut().flat_map(|q| &mut q.defined_in).for_each(rename);
        p.controls.iter_mut().flat_map(|c| c.applies_to.iter_mut().chain(&mut c.except)).for_each(rename);
    }
    renamed
}

/// Whether a control number is a government's own (1C901): two lists share it by chance, and
/// such entries are paired where their content agrees alone.
fn is_national(id: &str) -> bool {
    id.split(':').next_back().and_then(|local| local.as_bytes().get(2)) == Some(&b'9')
}

#[test]
fn a_list_against_itself_differs_nowhere() {
    for itself in [list("us", "2026-08-18"), list("jp", "2026-02-14"), list("kr", "2025-02-28")] {
        let lists = [as_list(&itself, List::Us), ListSnapshot::new(List::Jp), as_list(&itself, List::Kr)];
        let correlation = correlate(&lists, &Known::default());
        // What is said of a list alone, of the empty Japanese one, or of what could not be read,
        // is not meant here; nor are reasons for control, for which each list has words of its own.
        let between = |f: &&Finding| {
            let alone = matches!(f.kind, Kind::Citation | Kind::Drafting | Kind::Controls);
            let unread = f.kind == Kind::Undetermined && f.parameter == "unread";
            let ids = || f.nodes().map(|n| correlation.trees.id(n));
            !alone && !unread && f.relations[1].is_some() && !ids().all(is_national)
        };
        let told = |f: &Finding| {
            let ids: Vec<&str> = f.nodes().map(|n| correlation.trees.id(n)).collect();
            format!("{:?} {} {ids:?} {:?}", f.kind, f.parameter, f.relations)
        };
        let findings = compare(&correlation);
        let between: Vec<String> = findings.iter().filter(between).map(told).collect();
        let name = itself.list.code();
        assert!(between.is_empty(), "{name}: {} differences: {:#?}", between.len(), &between[..between.len().min(12)]);
    }
}

/// A finding: its kind, the paragraphs and values of either list, and how the first relates to
/// the second.
type Told = (Kind, [String; 2], Option<Relation>);

/// What the comparison says of two lists, the first as the US one, the second as the Korean.
fn sides(first: &ListSnapshot, second: &ListSnapshot, known: &Known) -> Vec<Told> {
    let lists = [as_list(first, List::Us), ListSnapshot::new(List::Jp), as_list(second, List::Kr)];
    let correlation = correlate(&lists, known);
    let side = |f: &Finding, list: List| {
        let side = f.side(list);
        let ids: Vec<&str> = side.paragraphs.iter().map(|n| correlation.trees.id(*n)).collect();
        let ids: Vec<&str> = ids.iter().filter_map(|id| id.split_once(':')).map(|(_, local)| local).collect();
        format!("{} {:?}", ids.join(" "), side.values)
    };
    let all = compare(&correlation);
    all.iter().map(|f| (f.kind, [side(f, List::Us), side(f, List::Kr)], f.relations[1])).collect()
}

/// What is known, the US and the Korean list swapped.
fn swapped(known: &Known) -> Known {
    let mut known = known.clone();
    let links = known.official.iter_mut().flat_map(|o| [&mut o.a, &mut o.b]);
    for id in links.chain(known.pins.iter_mut().flat_map(|p| [&mut p.a, &mut p.b])) {
        let (list, rest) = id.split_at(2);
        match list {
            "US" => *id = format!("KR{rest}"),
            "KR" => *id = format!("US{rest}"),
            _ => {}
        }
    }
    known
}

#[test]
fn two_lists_swapped_say_the_same_the_other_way_round() {
    let (us, kr) = (list("us", "2026-08-18"), list("kr", "2025-02-28"));
    // A Korean edition with every tenth limit raised and every fifth joiner turned.
    let mut other = kr.clone();
    for (i, paragraph) in other.paragraphs.iter_mut().enumerate() {
        for bound in paragraph.bounds.iter_mut().filter(|_| i % 10 == 0) {
            if let tricord::model::Value::Exact(value) = &mut bound.value {
                *value = &*value * tricord::quantity::Rational::new(3.into(), 2.into());
            }
        }
        paragraph.joiner = match paragraph.joiner {
            Joiner::All if i % 5 == 0 => Joiner::Any,
            Joiner::Any if i % 5 == 0 => Joiner::All,
            joiner => joiner,
        };
    }
    // What a reader found names paragraphs of the list that it was read on.
    let known = Known::read(&root().join("lists/correlation")).unwrap();
    let known = Known { readings: Arc::default(), dismissed: Arc::default(), ..known };
    for (name, a, b, known, least) in
        [("editions", &other, &kr, &Known::default(), 100), ("US and KR", &us, &kr, &known, 200)]
    {
        // Reasons for control and licence exceptions are the US list's alone, and what its numbers
        // say of munitions and national controls: what has no counterpart is told by them.
        let both = |(kind, said, _): &Told| {
            !matches!(kind, Kind::Controls | Kind::Licence)
                && !said.iter().all(|side| is_national(side) || side.starts_with(' '))
                && (name == "editions" || !matches!(kind, Kind::NoCounterpart | Kind::Undetermined))
        };
        let mut there: Vec<_> = sides(a, b, known).into_iter().filter(both).collect();
        let back = sides(b, a, &swapped(known)).into_iter().filter(both);
        let mut back: Vec<_> = back.map(|(k, [x, y], r)| (k, [y, x], r.map(Relation::mirrored))).collect();
        there.sort();
        back.sort();
        let apart: Vec<_> =
            there.iter().filter(|f| !back.contains(f)).chain(back.iter().filter(|f| !there.contains(f))).collect();
        assert!(there.len() > least, "{name}: {}", there.len());
        assert!(apart.is_empty(), "{name}: {} of {}: {:#?}", apart.len(), there.len(), &apart[..apart.len().min(12)]);
    }
}

#[test]
fn an_entry_that_nothing_else_speaks_of_changes_nothing_else() {
    let (us, kr) = (list("us", "2026-08-18"), list("kr", "2025-02-28"));
    let before = said(&us, &kr);
    let mut more = us;
    let text = "a commodity of which no list speaks".to_owned();
    more.paragraphs.push(Paragraph::new(Id::new("US:9Z999"), tricord::model::Kind::Entry, text));
    let mut after = said(&more, &kr);
    after.retain(|(_, told)| !told.contains("US:9Z999"));
    assert!(before.len() > 500);
    assert_eq!(before, after);
}

#[test]
fn one_thread_or_eight_read_the_same() {
    let folder = root().join("fixtures/us/ok");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    if let Some(corpus) = corpus::corpus() {
        paths.push(corpus.join("us/2026-08-18/title-15-part-774.xml"));
    }
    paths.sort();
    let mut paragraphs = 0;
    for path in paths {
        let tree = tricord::source::xml::read("us.xml", &std::fs::read(&path).unwrap()).unwrap();
        let structure = tricord::normalize::us::structure(&[tree]).unwrap();
        paragraphs += structure.value.paragraphs.len();
        let [one, eight] = [1, 8].map(|threads| {
            let mut parsed = structure.clone();
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| annotate(&mut parsed, vec!["us.xml".to_owned()]));
            parsed
        });
        assert!(one.value == eight.value, "{}", path.display());
        assert_eq!(format!("{:?}", one.diagnostics), format!("{:?}", eight.diagnostics), "{}", path.display());
    }
    assert!(paragraphs > 100);
}

/// Items of the US and Korean lists that are each other's only counterpart and state one
/// limit, the same.
fn same_limits(us: &ListSnapshot, kr: &ListSnapshot) -> Vec<(usize, usize)> {
    let lists = [us.clone(), ListSnapshot::new(List::Jp), kr.clone()];
    let correlation = correlate(&lists, &Known::default());
    let single = |g: &&tricord::correlate::group::Group| {
        let [a, b] = g.members.as_slice() else { return None };
        let (p, q) = (correlation.trees.paragraph(*a)?, correlation.trees.paragraph(*b)?);
        let ([x], [y]) = (p.bounds.as_slice(), q.bounds.as_slice()) else { return None };
        let same = x.op == y.op && x.value == y.value && x.unit == y.unit && x.op != tricord::model::Op::Exactly;
        let labelled = p.id.local() == q.id.local() && x.aliases.is_empty() && y.aliases.is_empty();
        (same && labelled).then_some((a.index as usize, b.index as usize))
    };
    correlation.groups.iter().filter_map(|g| single(&g)).collect()
}

/// The list with the limit of one paragraph half as large again.
fn raised(list: &ListSnapshot, index: usize) -> ListSnapshot {
    let mut list = list.clone();
    let bound = &mut list.paragraphs[index].bounds[0];
    if let tricord::model::Value::Exact(value) = &mut bound.value {
        *value = &*value * tricord::quantity::Rational::new(3.into(), 2.into());
    }
    list
}

#[test]
fn a_change_of_one_list_mirrors_that_of_the_other() {
    let (us, kr) = (list("us", "2026-08-18"), list("kr", "2025-02-28"));
    let pairs = same_limits(&us, &kr);
    assert!(pairs.len() > 100, "only {} pairs", pairs.len());
    // What the comparison says of the two paragraphs: kind, and the US list to the Korean one.
    let told = |lists: [ListSnapshot; 3], (a, b): (usize, usize)| -> Vec<(Kind, Option<Relation>)> {
        let correlation = correlate(&lists, &Known::default());
        let is_of = |f: &Finding| {
            let at = |list, index: usize| f.nodes().any(|n| n.list == list && n.index as usize == index);
            at(List::Us, a) && at(List::Kr, b)
        };
        compare(&correlation).iter().filter(|f| is_of(f)).map(|f| (f.kind, f.relations[1])).collect()
    };
    let mut values = 0;
    for pair in pairs.iter().step_by(pairs.len() / 8) {
        let there = told([raised(&us, pair.0), ListSnapshot::new(List::Jp), kr.clone()], *pair);
        let back = told([us.clone(), ListSnapshot::new(List::Jp), raised(&kr, pair.1)], *pair);
        let mirrored: Vec<_> = back.iter().map(|(k, r)| (*k, r.map(Relation::mirrored))).collect();
        assert_eq!(there, mirrored, "{}", us.paragraphs[pair.0].id);
        values += there.iter().filter(|(kind, _)| *kind == Kind::Value).count();
    }
    assert!(values > 4, "only {values} of the changes were told as values");
}
