//! The normalised list on disk: `manifest.json` and six tables, sorted, one fact a
//! line, without the law's prose. What is written is read back to the same snapshot,
//! texts aside.

use std::collections::BTreeMap;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::amended;
use super::csv_table::table;
use super::output::Outputs;
use crate::diag::Place;
use crate::error::Error;
use crate::model::{
    Alias, Bound, Citation, Clause, Control, ControlKind, Coverage, Edition, Hash, Id, Joiner, Kind, List,
    ListSnapshot, NoteEffect, NoteReading, Op, Paragraph, Provenance, Quoted, Role, SCHEMA, Source, Standing, Target,
    Unread, Value,
};
use crate::quantity::{Unit, rational};
use crate::text::Span;

/// The names of the files of a snapshot's folder.
pub const FILES: [&str; 7] =
    ["paragraphs.csv", "bounds.csv", "controls.csv", "citations.csv", "unread.csv", amended::FILE, "manifest.json"];

#[derive(Serialize, Deserialize)]
struct Manifest {
    schema: u32,
    list: String,
    edition: Edition,
    sources: Vec<Source>,
    coverage: Coverage,
}

#[derive(Default, Serialize, Deserialize)]
struct ParagraphRow {
    id: String,
    parent: String,
    kind: String,
    label: String,
    depth: u8,
    joiner: String,
    standing: String,
    regimes: String,
    terms: String,
    effect: String,
    targets: String,
    defines: String,
    clauses: String,
    quoted: String,
    text_sha256: String,
    source: u16,
    line: u32,
    column: u32,
    start: u32,
    end: u32,
}

#[derive(Default, Serialize, Deserialize)]
struct BoundRow {
    paragraph: String,
    n: usize,
    op: String,
    value: String,
    unit: String,
    role: String,
    parameter: String,
    literal: String,
    start: u32,
    end: u32,
    phrase_start: Option<u32>,
    phrase_end: Option<u32>,
    aliases: String,
}

#[derive(Serialize, Deserialize)]
struct ClauseCell(String, u32, u32, String);

#[derive(Serialize, Deserialize)]
struct QuotedCell(String, u32, u32, bool, String);

#[derive(Serialize, Deserialize)]
struct AliasCell(String, String, Option<bool>, String);

#[derive(Default, Serialize, Deserialize)]
struct ControlRow {
    paragraph: String,
    n: usize,
    kind: String,
    code: String,
    value: String,
    applies_to: String,
    except: String,
    conditional: bool,
}

#[derive(Default, Serialize, Deserialize)]
struct CitationRow {
    paragraph: String,
    n: usize,
    status: String,
    targets: String,
    literal: String,
    start: u32,
    end: u32,
}

#[derive(Default, Serialize, Deserialize)]
struct UnreadRow {
    paragraph: String,
    n: usize,
    code: String,
    literal: String,
    start: u32,
    end: u32,
}

/// Writes `snapshot` into `folder`.
///
/// # Errors
/// [`Error::Io`] where the folder or the disk refuses; earlier files stay then.
pub fn write(snapshot: &ListSnapshot, folder: &Path) -> Result<(), Error> {
    let mut sorted: Vec<&Paragraph> = snapshot.paragraphs.iter().collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    let mut outputs = Outputs::open(folder)?;
    outputs.write("paragraphs.csv", &table(sorted.iter().map(|p| paragraph_row(snapshot, p))))?;
    outputs.write("bounds.csv", &table(facts(&sorted, |p| &p.bounds, bound_row)))?;
    outputs.write("controls.csv", &table(facts(&sorted, |p| &p.controls, control_row)))?;
    outputs.write("citations.csv", &table(facts(&sorted, |p| &p.citations, citation_row)))?;
    outputs.write("unread.csv", &table(facts(&sorted, |p| &p.unread, unread_row)))?;
    outputs.write(amended::FILE, &amended::table(&snapshot.amended))?;
    let manifest = Manifest {
        schema: snapshot.schema,
        list: snapshot.list.word().to_owned(),
        edition: snapshot.edition.clone(),
        sources: snapshot.sources.clone(),
        coverage: snapshot.coverage.clone(),
    };
    let mut json = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    json.push(b'\n');
    outputs.write("manifest.json", &json)?;
    outputs.publish()
}

/// The rows of all paragraphs' facts of one kind, numbered from 1 within a paragraph.
fn facts<'s, F: 's, R: 's>(
    sorted: &'s [&'s Paragraph],
    of: impl Fn(&'s Paragraph) -> &'s Vec<F> + 's,
    row: impl Fn(&str, usize, &'s F) -> R + 's,
) -> impl Iterator<Item = R> + 's {
    sorted
        .iter()
        .flat_map(move |p| of(p).iter().zip(1..).map(|(fact, n)| row(p.id.as_str(), n, fact)).collect::<Vec<_>>())
}

fn joined<T: AsRef<str>>(items: impl IntoIterator<Item = T>, separator: &str) -> String {
    items.into_iter().fold(String::new(), |mut all, item| {
        if !all.is_empty() {
            all.push_str(separator);
        }
        all.push_str(item.as_ref());
        all
    })
}

/// A list of small facts in one cell: JSON, or nothing.
fn cell<T: Serialize>(items: impl Iterator<Item = T>) -> String {
    let items: Vec<T> = items.collect();
    if items.is_empty() { String::new() } else { serde_json::to_string(&items).unwrap_or_default() }
}

fn cells<T: DeserializeOwned>(cell: &str) -> Option<Vec<T>> {
    if cell.is_empty() { Some(Vec::new()) } else { serde_json::from_str(cell).ok() }
}

fn id_cell(ids: &[Id]) -> String {
    joined(ids.iter().map(Id::as_str), " ")
}

fn paragraph_row(snapshot: &ListSnapshot, p: &Paragraph) -> ParagraphRow {
    let note = p.note.as_ref();
    ParagraphRow {
        id: p.id.to_string(),
        parent: p
            .parent
            .and_then(|i| snapshot.paragraphs.get(i as usize))
            .map_or_else(String::new, |parent| parent.id.to_string()),
        kind: p.kind.word().to_owned(),
        label: p.label.clone(),
        depth: p.depth,
        joiner: p.joiner.word().to_owned(),
        standing: p.standing.word(),
        regimes: joined(&p.regimes, ";"),
        terms: joined(&p.terms, " "),
        effect: note.map_or("", |n| n.effect.word()).to_owned(),
        targets: note.map_or_else(String::new, |n| id_cell(&n.targets)),
        defines: note.map_or_else(String::new, |n| joined(&n.defines, ";")),
        clauses: cell(
            p.clauses
                .iter()
                .map(|c| ClauseCell(c.effect.word().to_owned(), c.span.start, c.span.end, id_cell(&c.names))),
        ),
        quoted: cell(
            p.quoted
                .iter()
                .map(|q| QuotedCell(q.term.clone(), q.span.start, q.span.end, q.local, id_cell(&q.defined_in))),
        ),
        text_sha256: p.text_sha256.to_string(),
        source: p.provenance.source,
        line: p.provenance.line,
        column: p.provenance.column,
        start: p.provenance.bytes.start,
        end: p.provenance.bytes.end,
    }
}

fn bound_row(paragraph: &str, n: usize, b: &Bound) -> BoundRow {
    let aliases: Vec<AliasCell> = b
        .aliases
        .iter()
        .map(|a| AliasCell(a.value.to_string(), a.unit.code().to_owned(), a.agrees, a.literal.clone()))
        .collect();
    BoundRow {
        paragraph: paragraph.to_owned(),
        n,
        op: b.op.word().to_owned(),
        value: b.value.to_string(),
        unit: b.unit.code().to_owned(),
        role: b.role.word().to_owned(),
        parameter: b.parameter.clone().unwrap_or_default(),
        literal: b.literal.clone(),
        start: b.span.start,
        end: b.span.end,
        phrase_start: b.phrase.map(|p| p.start),
        phrase_end: b.phrase.map(|p| p.end),
        aliases: if aliases.is_empty() { String::new() } else { serde_json::to_string(&aliases).unwrap_or_default() },
    }
}

fn control_row(paragraph: &str, n: usize, c: &Control) -> ControlRow {
    ControlRow {
        paragraph: paragraph.to_owned(),
        n,
        kind: c.kind.word().to_owned(),
        code: c.code.clone(),
        value: c.value.clone(),
        applies_to: id_cell(&c.applies_to),
        except: id_cell(&c.except),
        conditional: c.conditional,
    }
}

fn citation_row(paragraph: &str, n: usize, c: &Citation) -> CitationRow {
    CitationRow {
        paragraph: paragraph.to_owned(),
        n,
        status: c.target.word().to_owned(),
        targets: id_cell(c.target.ids()),
        literal: c.literal.clone(),
        start: c.span.start,
        end: c.span.end,
    }
}

fn unread_row(paragraph: &str, n: usize, u: &Unread) -> UnreadRow {
    UnreadRow {
        paragraph: paragraph.to_owned(),
        n,
        code: u.code.clone(),
        literal: u.literal.clone(),
        start: u.span.start,
        end: u.span.end,
    }
}

/// Whether `folder` is one that [`write()`] made.
pub fn is_snapshot(folder: &Path) -> bool {
    folder.join("manifest.json").is_file()
}

/// Which edition lies in `folder`, and of which documents it was made.
///
/// # Errors
/// As [`read`].
pub fn edition(folder: &Path) -> Result<(Edition, Vec<Source>), Error> {
    read_manifest(folder).map(|m| (m.edition, m.sources))
}

/// Reads a folder that [`write()`] made; the texts are empty then.
///
/// # Errors
/// [`Error::Io`] where a file is missing, [`Error::Unreadable`] with file and line
/// where one is not what [`write()`] makes.
pub fn read(folder: &Path) -> Result<ListSnapshot, Error> {
    let manifest: Manifest = read_manifest(folder)?;
    let path = folder.join("manifest.json").display().to_string();
    if manifest.schema != SCHEMA {
        let message = format!("schema {}, and this tricord reads {SCHEMA}", manifest.schema);
        return Err(Error::unreadable(&path, message).advise("make it again with `tricord snapshot`"));
    }
    let list = List::from_word(&manifest.list).ok_or_else(|| Error::unreadable(&path, "unknown list"))?;
    let mut snapshot = ListSnapshot {
        schema: manifest.schema,
        list,
        edition: manifest.edition,
        sources: manifest.sources,
        paragraphs: Vec::new(),
        coverage: manifest.coverage,
        amended: amended::read(folder)?,
    };
    let mut rows: Vec<(String, Paragraph)> = Vec::new();
    read_table(folder, "paragraphs.csv", |row: ParagraphRow| {
        rows.push((row.parent.clone(), paragraph(row)?));
        Some(())
    })?;
    // Back into the order of the documents; a parent stands before its children.
    rows.sort_by(|(_, a), (_, b)| {
        let key = |p: &Paragraph| (p.provenance.source, p.provenance.bytes.start, p.depth);
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    let index: BTreeMap<String, usize> =
        rows.iter().enumerate().map(|(i, (_, p))| (p.id.as_str().to_owned(), i)).collect();
    for (parent, mut paragraph) in rows {
        let above = index.get(&parent).filter(|i| **i < snapshot.paragraphs.len());
        if above.is_none() && !parent.is_empty() {
            let path = folder.join("paragraphs.csv").display().to_string();
            let message = format!("{}: its parent {parent} is no paragraph before it", paragraph.id);
            return Err(Error::unreadable(&path, message).advise("make it again with `tricord snapshot`"));
        }
        paragraph.parent = above.and_then(|i| u32::try_from(*i).ok());
        snapshot.paragraphs.push(paragraph);
    }
    let paragraphs = &mut snapshot.paragraphs;
    let mut at = |id: &str| index.get(id).copied();
    read_facts(folder, "bounds.csv", paragraphs, &mut at, |p, row: BoundRow| {
        p.bounds.push(bound(row)?);
        Some(())
    })?;
    read_facts(folder, "controls.csv", paragraphs, &mut at, |p, row: ControlRow| {
        p.controls.push(control(row)?);
        Some(())
    })?;
    read_facts(folder, "citations.csv", paragraphs, &mut at, |p, row: CitationRow| {
        p.citations.push(citation(row)?);
        Some(())
    })?;
    read_facts(folder, "unread.csv", paragraphs, &mut at, |p, row: UnreadRow| {
        let span = Span { start: row.start, end: row.end };
        p.unread.push(Unread { span, literal: row.literal, code: row.code });
        Some(())
    })?;
    Ok(snapshot)
}

fn read_manifest(folder: &Path) -> Result<Manifest, Error> {
    let path = folder.join("manifest.json");
    let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
    serde_json::from_slice(&bytes).map_err(|e| Error::Unreadable {
        place: Some(Place {
            file: path.display().to_string(),
            line: u32::try_from(e.line()).unwrap_or(0),
            column: u32::try_from(e.column()).unwrap_or(0),
            excerpt: String::new(),
        }),
        message: format!("not a manifest of a normalised list: {e}"),
        advice: Some("make it again with `tricord snapshot`".to_owned()),
    })
}

/// A row of facts names its paragraph.
trait Fact {
    fn paragraph(&self) -> &str;
}

macro_rules! fact {
    ($($row:ident),+) => { $(impl Fact for $row { fn paragraph(&self) -> &str { &self.paragraph } })+ };
}
fact!(BoundRow, ControlRow, CitationRow, UnreadRow);

fn read_facts<R: DeserializeOwned + Fact>(
    folder: &Path,
    name: &str,
    paragraphs: &mut [Paragraph],
    at: &mut impl FnMut(&str) -> Option<usize>,
    mut take: impl FnMut(&mut Paragraph, R) -> Option<()>,
) -> Result<(), Error> {
    read_table(folder, name, |row: R| {
        let paragraph = at(row.paragraph()).and_then(|i| paragraphs.get_mut(i))?;
        take(paragraph, row)
    })
}

/// Reads a table row by row; `take` gives `None` where a cell is not what it must be.
pub(super) fn read_table<R: DeserializeOwned>(
    folder: &Path,
    name: &str,
    mut take: impl FnMut(R) -> Option<()>,
) -> Result<(), Error> {
    let path = folder.join(name);
    let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let headers = reader.headers().cloned().unwrap_or_default();
    let mut record = csv::StringRecord::new();
    loop {
        let outcome = match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => record
                .deserialize(Some(&headers))
                .map_err(|e| e.to_string())
                .and_then(|row| take(row).ok_or_else(|| "a cell is not what it must be".to_owned())),
            Err(e) => Err(e.to_string()),
        };
        if let Err(message) = outcome {
            let line = record.position().map_or(0, csv::Position::line);
            return Err(Error::Unreadable {
                place: Some(Place {
                    file: path.display().to_string(),
                    line: u32::try_from(line).unwrap_or(0),
                    column: 1,
                    excerpt: record.iter().next().unwrap_or("").to_owned(),
                }),
                message,
                advice: Some("make the list again with `tricord snapshot`".to_owned()),
            });
        }
    }
}

fn words(cell: &str, separator: char) -> Vec<String> {
    cell.split(separator).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn ids(cell: &str) -> Vec<Id> {
    cell.split_whitespace().map(Id::new).collect()
}

fn paragraph(row: ParagraphRow) -> Option<Paragraph> {
    let note = match row.effect.as_str() {
        "" => None,
        effect => Some(NoteReading {
            effect: NoteEffect::from_word(effect)?,
            targets: ids(&row.targets),
            defines: words(&row.defines, ';'),
        }),
    };
    let clause = |ClauseCell(effect, start, end, names): ClauseCell| {
        Some(Clause { effect: NoteEffect::from_word(&effect)?, span: Span { start, end }, names: ids(&names) })
    };
    let quoted = |QuotedCell(term, start, end, local, defined): QuotedCell| Quoted {
        term,
        span: Span { start, end },
        local,
        defined_in: ids(&defined),
    };
    let hash = Hash::from_hex(&row.text_sha256)?;
    Some(Paragraph {
        clauses: cells(&row.clauses)?.into_iter().map(clause).collect::<Option<_>>()?,
        quoted: cells(&row.quoted)?.into_iter().map(quoted).collect(),
        label: row.label,
        depth: row.depth,
        joiner: Joiner::from_word(&row.joiner)?,
        standing: Standing::from_word(&row.standing)?,
        regimes: words(&row.regimes, ';'),
        terms: words(&row.terms, ' '),
        note,
        provenance: Provenance {
            source: row.source,
            bytes: Span { start: row.start, end: row.end },
            line: row.line,
            column: row.column,
        },
        ..Paragraph::stored(Id::new(row.id), Kind::from_word(&row.kind)?, String::new(), hash)
    })
}

pub(super) fn value(cell: &str) -> Option<Value> {
    match cell.strip_prefix('[').and_then(|c| c.strip_suffix(']')) {
        Some(formula) => Some(Value::Formula(formula.to_owned())),
        None => rational::parse(cell).map(Value::Exact),
    }
}

fn bound(row: BoundRow) -> Option<Bound> {
    let cells: Vec<AliasCell> =
        if row.aliases.is_empty() { Vec::new() } else { serde_json::from_str(&row.aliases).ok()? };
    let alias = |AliasCell(v, unit, agrees, literal): AliasCell| {
        Some(Alias { value: value(&v)?, unit: Unit::new(unit), literal, agrees })
    };
    Some(Bound {
        op: Op::from_word(&row.op)?,
        value: value(&row.value)?,
        unit: Unit::new(row.unit),
        literal: row.literal,
        span: Span { start: row.start, end: row.end },
        aliases: cells.into_iter().map(alias).collect::<Option<_>>()?,
        role: Role::from_word(&row.role)?,
        parameter: Some(row.parameter).filter(|p| !p.is_empty()),
        phrase: row.phrase_start.zip(row.phrase_end).map(|(start, end)| Span { start, end }),
    })
}

fn control(row: ControlRow) -> Option<Control> {
    Some(Control {
        kind: ControlKind::from_word(&row.kind)?,
        code: row.code,
        value: row.value,
        applies_to: ids(&row.applies_to),
        except: ids(&row.except),
        conditional: row.conditional,
    })
}

fn citation(row: CitationRow) -> Option<Citation> {
    let target = match row.status.as_str() {
        "inside" => Target::Inside(ids(&row.targets)),
        "outside" => Target::Outside,
        "nowhere" => Target::Nowhere,
        _ => return None,
    };
    Some(Citation { literal: row.literal, span: Span { start: row.start, end: row.end }, target })
}
