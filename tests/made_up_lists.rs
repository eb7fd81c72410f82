//! Promise: lists of our own making, which show what the real lists do not, are paired and
//! compared as is written below each in tests/made_up/cases.txt.
//!
//! `TRICORD_UPDATE_MADE_UP=1 cargo test --locked --test made_up_lists` writes the file anew; the
//! difference is read before it is committed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod made_up;

use std::path::Path;

use tricord::compare::agreed::in_other_units;
use tricord::compare::{Finding, compare, is_drafting_error};
use tricord::correlate::pair::Pair;
use tricord::correlate::{Correlation, correlate};
use tricord::quantity::Relation;

/// What comes out stands behind this.
const OUT: &str = "  = ";

#[test]
fn each_case_comes_out_as_is_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/made_up/cases.txt");
    let written = std::fs::read_to_string(&path).unwrap();
    let cases: Vec<String> = written.split("\n\n").map(case).collect();
    let now = cases.join("\n\n") + "\n";
    if std::env::var_os("TRICORD_UPDATE_MADE_UP").is_some() {
        std::fs::write(&path, &now).unwrap();
        return;
    }
    for (before, after) in written.trim_end().split("\n\n").zip(&cases) {
        assert_eq!(before, after);
    }
}

/// A case with what comes out: a line a pair, a group, a pin to be read again, a bound that lists state alike in
/// other units, and a finding.
fn case(block: &str) -> String {
    let given: Vec<&str> = block.trim_end().lines().filter(|l| !l.starts_with(OUT)).collect();
    let lines: Vec<&str> = given.iter().copied().filter(|l| !l.starts_with('#')).collect();
    let (known, lines): (Vec<&str>, Vec<&str>) = lines.into_iter().partition(|l| l.starts_with(made_up::KNOWN));
    let lists = made_up::lists(&lines.join("\n"));
    let correlation = correlate(&lists, &made_up::known(&known));
    let mut out: Vec<String> = given.into_iter().map(str::to_owned).collect();
    out.extend(correlation.pairs.iter().map(|p| format!("{OUT}{}", pair(&correlation, p))));
    for (group, _) in correlation.rows() {
        let members: Vec<&str> = group.members.iter().map(|n| correlation.trees.id(*n)).collect();
        let absent = group.absent.iter().map(|(list, why)| {
            let near: String = why.nodes().into_iter().map(|n| format!(" {}", correlation.trees.id(n))).collect();
            let alike = why.near().map(|(_, likeness)| format!(" {likeness}")).unwrap_or_default();
            format!("; {}: {}{near}{alike}", list.code(), why.word())
        });
        out.push(format!("{OUT}{}{}", members.join(" "), absent.collect::<String>()));
    }
    for (pin, why) in &correlation.review {
        out.push(format!("{OUT}review {} {}: {why}", pin.a, pin.b));
    }
    for agreed in in_other_units(&correlation) {
        let sides = agreed.sides.iter().flatten().map(|(n, b)| format!("{} [{b}]", correlation.trees.id(*n)));
        out.push(format!("{OUT}agreed {}", sides.collect::<Vec<_>>().join(" ")));
    }
    out.extend(compare(&correlation).iter().map(|f| format!("{OUT}{}", finding(&correlation, f))));
    out.join("\n")
}

fn pair(correlation: &Correlation<'_>, p: &Pair) -> String {
    let evidence: Vec<String> = p.evidence.iter().map(ToString::to_string).collect();
    let next = p.runner_up.map(|(n, by)| format!("; next {} at -{by}", correlation.trees.id(n)));
    let ends = [p.left, p.right].map(|n| correlation.trees.id(n)).join(" ~ ");
    format!("{ends} {} {}: {}{}", p.confidence.word(), p.likeness, evidence.join(", "), next.unwrap_or_default())
}

fn finding(correlation: &Correlation<'_>, f: &Finding) -> String {
    let sides = f.sides.iter().map(|s| {
        let ids: Vec<&str> = s.paragraphs.iter().map(|n| correlation.trees.id(*n)).collect();
        let values = [&s.values, &s.converted].map(|v| v.join(" | ")).into_iter().filter(|v| !v.is_empty());
        ids.join(" ") + &values.map(|v| format!(" [{v}]")).collect::<String>()
    });
    let sides = sides.collect::<Vec<_>>().join("; ");
    let relations = f.relations.map(|r| r.map_or("-", Relation::word)).join(" ");
    let cause = [f.cause.word(), &f.cause_evidence].join(" ");
    let weight = f.weight_reasons.join(", ");
    let stricter: Vec<&str> = f.stricter().iter().map(|l| l.code()).collect();
    let stricter = if stricter.is_empty() { String::new() } else { format!(" stricter {}", stricter.join(" ")) };
    let slip = if is_drafting_error(f.kind, f.cause) { " a slip" } else { "" };
    format!(
        "{} {}: {sides} / {relations}{stricter} / {}{slip} / {} {}: {weight}",
        f.kind.word(),
        f.parameter,
        cause.trim_end(),
        f.materiality.word(),
        f.weight
    )
}

/// What more than two hundred paragraphs have is not looked up, but counts beside what few have.
#[test]
fn what_many_paragraphs_have_counts_beside_what_few_have() {
    let many = "c1 c2 c3 c4 c5 c6";
    let mut lines = vec![
        format!("JP:1/1.2 | terms {many} rare1 rare2"),
        "KR:1A001 | terms rare1".to_owned(),
        format!("KR:1A002 | terms {many} rare2 e1 e2 e3 e4 e5 e6 e7"),
    ];
    // The others each have words of their own, so that what all have is not too common to weigh.
    lines.extend((100..305).map(|n| {
        let own: String = (0..17).map(|i| format!(" w{n}-{i}")).collect();
        format!("KR:1A{n} | terms {many}{own}")
    }));
    let lists = made_up::lists(&lines.join("\n"));
    let correlation = correlate(&lists, &made_up::known(&[]));
    let pairs: Vec<String> = correlation.pairs.iter().map(|p| pair(&correlation, p)).collect();
    assert_eq!(pairs, ["JP:1/1.2 ~ KR:1A002 likely 280: 7 of 15 values and terms; next KR:1A001 at -53"]);
}
