//! The normalised list on disk: `manifest.json` and six tables, sorted, one fact a
//! line, without the law's prose. What is written is read back to the same snapshot,
//! texts aside.

use std::borrow::Cow;
use std::path::Path;

use csv::StringRecord;
use foldhash::fast::RandomState;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

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
struct ParagraphRow<'r> {
    #[serde(borrow)]
    id: Cow<'r, str>,
    #[serde(borrow)]
    parent: Cow<'r, str>,
    #[serde(borrow)]
    kind: Cow<'r, str>,
    #[serde(borrow)]
    label: Cow<'r, str>,
    depth: u8,
    #[serde(borrow)]
    joiner: Cow<'r, str>,
    #[serde(borrow)]
    standing: Cow<'r, str>,
    #[serde(borrow)]
    regimes: Cow<'r, str>,
    #[serde(borrow)]
    terms: Cow<'r, str>,
    #[serde(borrow)]
    effect: Cow<'r, str>,
    #[serde(borrow)]
    targets: Cow<'r, str>,
    #[serde(borrow)]
    defines: Cow<'r, str>,
    #[serde(borrow)]
    clauses: Cow<'r, str>,
    #[serde(borrow)]
    quoted: Cow<'r, str>,
    #[serde(borrow)]
    text_sha256: Cow<'r, str>,
    source: u16,
    line: u32,
    column: u32,
    start: u32,
    end: u32,
}

#[derive(Default, Serialize, Deserialize)]
struct BoundRow<'r> {
    #[serde(borrow)]
    paragraph: Cow<'r, str>,
    n: usize,
    #[serde(borrow)]
    op: Cow<'r, str>,
    #[serde(borrow)]
    value: Cow<'r, str>,
    #[serde(borrow)]
    unit: Cow<'r, str>,
    #[serde(borrow)]
    role: Cow<'r, str>,
    #[serde(borrow)]
    parameter: Cow<'r, str>,
    #[serde(borrow)]
    literal: Cow<'r, str>,
    start: u32,
    end: u32,
    phrase_start: Option<u32>,
    phrase_end: Option<u32>,
    #[serde(borrow)]
    aliases: Cow<'r, str>,
}

#[derive(Serialize, Deserialize)]
struct ClauseCell<'r>(#[serde(borrow)] Cow<'r, str>, u32, u32, #[serde(borrow)] Cow<'r, str>);

#[derive(Serialize, Deserialize)]
struct QuotedCell<'r>(#[serde(borrow)] Cow<'r, str>, u32, u32, bool, #[serde(borrow)] Cow<'r, str>);

#[derive(Serialize, Deserialize)]
struct AliasCell<'r>(
    #[serde(borrow)] Cow<'r, str>,
    #[serde(borrow)] Cow<'r, str>,
    Option<bool>,
    #[serde(borrow)] Cow<'r, str>,
);

#[derive(Default, Serialize, Deserialize)]
struct ControlRow<'r> {
    #[serde(borrow)]
    paragraph: Cow<'r, str>,
    n: usize,
    #[serde(borrow)]
    kind: Cow<'r, str>,
    #[serde(borrow)]
    code: Cow<'r, str>,
    #[serde(borrow)]
    value: Cow<'r, str>,
    #[serde(borrow)]
    applies_to: Cow<'r, str>,
    #[serde(borrow)]
    except: Cow<'r, str>,
    conditional: bool,
}

#[derive(Default, Serialize, Deserialize)]
struct CitationRow<'r> {
    #[serde(borrow)]
    paragraph: Cow<'r, str>,
    n: usize,
    #[serde(borrow)]
    status: Cow<'r, str>,
    #[serde(borrow)]
    targets: Cow<'r, str>,
    #[serde(borrow)]
    literal: Cow<'r, str>,
    start: u32,
    end: u32,
}

#[derive(Default, Serialize, Deserialize)]
struct UnreadRow<'r> {
    #[serde(borrow)]
    paragraph: Cow<'r, str>,
    n: usize,
    #[serde(borrow)]
    code: Cow<'r, str>,
    #[serde(borrow)]
    literal: Cow<'r, str>,
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
    row: impl Fn(&'s str, usize, &'s F) -> R + 's,
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

fn cells<'r, T: Deserialize<'r>>(cell: &'r str) -> Option<Vec<T>> {
    if cell.is_empty() { Some(Vec::new()) } else { serde_json::from_str(cell).ok() }
}

fn id_cell(ids: &[Id]) -> String {
    joined(ids.iter().map(Id::as_str), " ")
}

fn paragraph_row<'r>(snapshot: &'r ListSnapshot, p: &'r Paragraph) -> ParagraphRow<'r> {
    let note = p.note.as_ref();
    ParagraphRow {
        id: p.id.as_str().into(),
        parent: p
            .parent
            .and_then(|i| snapshot.paragraphs.get(i as usize))
            .map_or(Cow::Borrowed(""), |parent| parent.id.as_str().into()),
        kind: p.kind.word().into(),
        label: p.label.as_str().into(),
        depth: p.depth,
        joiner: p.joiner.word().into(),
        standing: p.standing.word().into(),
        regimes: joined(&p.regimes, " ").into(),
        terms: joined(&p.terms, " ").into(),
        effect: note.map_or("", |n| n.effect.word()).into(),
        targets: note.map_or_else(String::new, |n| id_cell(&n.targets)).into(),
        defines: note.map_or_else(String::new, |n| joined(&n.defines, ";")).into(),
        clauses: cell(
            p.clauses
                .iter()
                .map(|c| ClauseCell(c.effect.word().into(), c.span.start, c.span.end, id_cell(&c.names).into())),
        )
        .into(),
        quoted: cell(p.quoted.iter().map(|q| {
            QuotedCell(q.term.as_str().into(), q.span.start, q.span.end, q.local, id_cell(&q.defined_in).into())
        }))
        .into(),
        text_sha256: p.text_sha256.to_string().into(),
        source: p.provenance.source,
        line: p.provenance.line,
        column: p.provenance.column,
        start: p.provenance.bytes.start,
        end: p.provenance.bytes.end,
    }
}

fn bound_row<'r>(paragraph: &'r str, n: usize, b: &'r Bound) -> BoundRow<'r> {
    let aliases: Vec<AliasCell<'_>> = b
        .aliases
        .iter()
        .map(|a| AliasCell(a.value.to_string().into(), a.unit.code().into(), a.agrees, a.literal.as_str().into()))
        .collect();
    BoundRow {
        paragraph: paragraph.into(),
        n,
        op: b.op.word().into(),
        value: b.value.to_string().into(),
        unit: b.unit.code().into(),
        role: b.role.word().into(),
        parameter: b.parameter.as_deref().unwrap_or_default().into(),
        literal: b.literal.as_str().into(),
        start: b.span.start,
        end: b.span.end,
        phrase_start: b.phrase.map(|p| p.start),
        phrase_end: b.phrase.map(|p| p.end),
        aliases: cell(aliases.iter()).into(),
    }
}

fn control_row<'r>(paragraph: &'r str, n: usize, c: &'r Control) -> ControlRow<'r> {
    ControlRow {
        paragraph: paragraph.into(),
        n,
        kind: c.kind.word().into(),
        code: c.code.as_str().into(),
        value: c.value.as_str().into(),
        applies_to: id_cell(&c.applies_to).into(),
        except: id_cell(&c.except).into(),
        conditional: c.conditional,
    }
}

fn citation_row<'r>(paragraph: &'r str, n: usize, c: &'r Citation) -> CitationRow<'r> {
    CitationRow {
        paragraph: paragraph.into(),
        n,
        status: c.target.word().into(),
        targets: id_cell(c.target.ids()).into(),
        literal: c.literal.as_str().into(),
        start: c.span.start,
        end: c.span.end,
    }
}

fn unread_row<'r>(paragraph: &'r str, n: usize, u: &'r Unread) -> UnreadRow<'r> {
    UnreadRow {
        paragraph: paragraph.into(),
        n,
        code: u.code.as_str().into(),
        literal: u.literal.as_str().into(),
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
    let (rows, facts) = rayon::join(|| paragraphs(folder), || Facts::read(folder));
    let (rows, facts) = (rows?, facts?);
    let (index, paragraphs) = in_order(rows, &folder.join("paragraphs.csv"))?;
    snapshot.paragraphs = paragraphs;
    let mut carriers = Carriers { index: &index, paragraphs: &mut snapshot.paragraphs, last: 0 };
    carriers.take(folder, "bounds.csv", facts.bounds, |p, bound| p.bounds.push(bound))?;
    carriers.take(folder, "controls.csv", facts.controls, |p, control| p.controls.push(control))?;
    carriers.take(folder, "citations.csv", facts.citations, |p, citation| p.citations.push(citation))?;
    carriers.take(folder, "unread.csv", facts.unread, |p, unread| p.unread.push(unread))?;
    for paragraph in &mut snapshot.paragraphs {
        paragraph.bounds.shrink_to_fit();
        paragraph.controls.shrink_to_fit();
        paragraph.citations.shrink_to_fit();
    }
    Ok(snapshot)
}

/// Where the paragraphs stand, by their ids.
type Places = IndexMap<Id, usize, RandomState>;

/// The paragraphs in the order of the documents, where a parent stands before its children,
/// with the place of each id.
fn in_order(rows: Named<Paragraph>, path: &Path) -> Result<(Places, Vec<Paragraph>), Error> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|a, b| {
        let row = |n: &usize| rows.get(*n).map(|(_, p)| p);
        let key = |p: &Paragraph| (p.provenance.source, p.provenance.bytes.start, p.depth);
        row(a).map(key).cmp(&row(b).map(key)).then_with(|| row(a).map(|p| &p.id).cmp(&row(b).map(|p| &p.id)))
    });
    let mut rows: Vec<Option<(Id, Paragraph)>> = rows.into_iter().map(Some).collect();
    let mut index = Places::with_capacity_and_hasher(rows.len(), RandomState::default());
    let mut paragraphs = Vec::with_capacity(rows.len());
    for (parent, mut paragraph) in order.into_iter().filter_map(|n| rows.get_mut(n)?.take()) {
        let above = index.get(&parent).copied();
        if above.is_none() && !parent.as_str().is_empty() {
            let message = format!("{}: its parent {parent} is no paragraph before it", paragraph.id);
            return Err(
                Error::unreadable(&path.display().to_string(), message).advise("make it again with `tricord snapshot`")
            );
        }
        paragraph.parent = above.and_then(|i| u32::try_from(i).ok());
        index.insert(paragraph.id.clone(), paragraphs.len());
        paragraphs.push(paragraph);
    }
    Ok((index, paragraphs))
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

/// The paragraphs, each with the id of its parent.
fn paragraphs(folder: &Path) -> Result<Named<Paragraph>, Error> {
    let mut rows = Vec::new();
    read_table::<ParagraphRow<'_>>(folder, "paragraphs.csv", |record, headers| {
        let row: ParagraphRow<'_> = record.deserialize(headers)?;
        let parent = Id::new(&*row.parent);
        Ok(paragraph(row).map(|paragraph| rows.push((parent, paragraph))))
    })?;
    Ok(rows)
}

/// The facts of one kind, each with the id of its paragraph.
type Named<F> = Vec<(Id, F)>;

/// The facts of all paragraphs.
struct Facts {
    bounds: Named<Bound>,
    controls: Named<Control>,
    citations: Named<Citation>,
    unread: Named<Unread>,
}

impl Facts {
    fn read(folder: &Path) -> Result<Self, Error> {
        let (mut bounds, mut controls, mut citations, mut unread) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        read_table::<BoundRow<'_>>(folder, "bounds.csv", |record, headers| {
            let row: BoundRow<'_> = record.deserialize(headers)?;
            let id = Id::new(&*row.paragraph);
            Ok(bound(row).map(|bound| bounds.push((id, bound))))
        })?;
        read_table::<ControlRow<'_>>(folder, "controls.csv", |record, headers| {
            let row: ControlRow<'_> = record.deserialize(headers)?;
            let id = Id::new(&*row.paragraph);
            Ok(control(row).map(|control| controls.push((id, control))))
        })?;
        read_table::<CitationRow<'_>>(folder, "citations.csv", |record, headers| {
            let row: CitationRow<'_> = record.deserialize(headers)?;
            let id = Id::new(&*row.paragraph);
            Ok(citation(row).map(|citation| citations.push((id, citation))))
        })?;
        read_table::<UnreadRow<'_>>(folder, "unread.csv", |record, headers| {
            let row: UnreadRow<'_> = record.deserialize(headers)?;
            let span = Span { start: row.start, end: row.end };
            let fact = Unread { span, literal: row.literal.into(), code: row.code.into() };
            unread.push((Id::new(row.paragraph), fact));
            Ok(Some(()))
        })?;
        Ok(Self { bounds, controls, citations, unread })
    }
}

/// The paragraphs that rows of facts name.
struct Carriers<'s> {
    index: &'s Places,
    paragraphs: &'s mut [Paragraph],
    /// The one that was named last: its facts stand together.
    last: usize,
}

impl Carriers<'_> {
    fn of(&mut self, id: &Id) -> Option<&mut Paragraph> {
        if self.paragraphs.get(self.last).is_none_or(|p| p.id != *id) {
            self.last = self.index.get(id).copied()?;
        }
        self.paragraphs.get_mut(self.last)
    }

    /// Gives the facts of the table `name` to their paragraphs.
    fn take<F>(
        &mut self,
        folder: &Path,
        name: &str,
        facts: Named<F>,
        add: impl Fn(&mut Paragraph, F),
    ) -> Result<(), Error> {
        // A row a line below the header: no cell of these tables holds a line's end.
        for ((id, fact), line) in facts.into_iter().zip(2..) {
            match self.of(&id) {
                Some(paragraph) => add(paragraph, fact),
                None => return Err(refused(&folder.join(name), line, id.to_string(), "no such paragraph".to_owned())),
            }
        }
        Ok(())
    }
}

/// A row that is not what [`write()`] makes.
fn refused(path: &Path, line: u32, excerpt: String, message: String) -> Error {
    Error::Unreadable {
        place: Some(Place { file: path.display().to_string(), line, column: 1, excerpt }),
        message,
        advice: Some("make the list again with `tricord snapshot`".to_owned()),
    }
}

/// Reads a table of rows `R` record by record; `take`, which gets the headers where the columns
/// are not those of `R`, gives `None` where a cell is not what it must be.
pub(super) fn read_table<R: Serialize + Default>(
    folder: &Path,
    name: &str,
    mut take: impl FnMut(&StringRecord, Option<&StringRecord>) -> Result<Option<()>, csv::Error>,
) -> Result<(), Error> {
    let path = folder.join(name);
    let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let headers = reader.headers().cloned().unwrap_or_default();
    let expected = table(std::iter::empty::<R>());
    let headers = (!bytes.starts_with(&expected)).then_some(&headers);
    let mut record = StringRecord::new();
    loop {
        let outcome = match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => take(&record, headers)
                .map_err(|e| e.to_string())
                .and_then(|taken| taken.ok_or_else(|| "a cell is not what it must be".to_owned())),
            Err(e) => Err(e.to_string()),
        };
        if let Err(message) = outcome {
            let line = record.position().map_or(0, csv::Position::line);
            let excerpt = record.iter().next().unwrap_or("").to_owned();
            return Err(refused(&path, u32::try_from(line).unwrap_or(0), excerpt, message));
        }
    }
}

fn words(cell: &str, separator: char) -> Vec<String> {
    cell.split(separator).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn ids(cell: &str) -> Vec<Id> {
    cell.split_whitespace().map(Id::new).collect()
}

fn paragraph(row: ParagraphRow<'_>) -> Option<Paragraph> {
    let note = match &*row.effect {
        "" => None,
        effect => Some(NoteReading {
            effect: NoteEffect::from_word(effect)?,
            targets: ids(&row.targets),
            defines: words(&row.defines, ';'),
        }),
    };
    let clause = |ClauseCell(effect, start, end, names): ClauseCell<'_>| {
        Some(Clause { effect: NoteEffect::from_word(&effect)?, span: Span { start, end }, names: ids(&names) })
    };
    let quoted = |QuotedCell(term, start, end, local, defined): QuotedCell<'_>| Quoted {
        term: term.into(),
        span: Span { start, end },
        local,
        defined_in: ids(&defined),
    };
    let hash = Hash::from_hex(&row.text_sha256)?;
    Some(Paragraph {
        clauses: cells(&row.clauses)?.into_iter().map(clause).collect::<Option<_>>()?,
        quoted: cells(&row.quoted)?.into_iter().map(quoted).collect(),
        label: row.label.into(),
        depth: row.depth,
        joiner: Joiner::from_word(&row.joiner)?,
        standing: Standing::from_word(&row.standing)?,
        regimes: words(&row.regimes, ' '),
        terms: row.terms.split(' ').filter(|w| !w.is_empty()).map(SmolStr::new).collect(),
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

fn bound(row: BoundRow<'_>) -> Option<Bound> {
    let alias = |AliasCell(v, unit, agrees, literal): AliasCell<'_>| {
        Some(Alias { value: value(&v)?, unit: Unit::new(unit.into_owned()), literal: literal.into(), agrees })
    };
    Some(Bound {
        op: Op::from_word(&row.op)?,
        value: value(&row.value)?,
        unit: Unit::new(row.unit.into_owned()),
        literal: row.literal.into(),
        span: Span { start: row.start, end: row.end },
        aliases: cells(&row.aliases)?.into_iter().map(alias).collect::<Option<_>>()?,
        role: Role::from_word(&row.role)?,
        parameter: Some(SmolStr::from(row.parameter)).filter(|p| !p.is_empty()),
        phrase: row.phrase_start.zip(row.phrase_end).map(|(start, end)| Span { start, end }),
    })
}

fn control(row: ControlRow<'_>) -> Option<Control> {
    Some(Control {
        kind: ControlKind::from_word(&row.kind)?,
        code: row.code.into(),
        value: row.value.into(),
        applies_to: ids(&row.applies_to),
        except: ids(&row.except),
        conditional: row.conditional,
    })
}

fn citation(row: CitationRow<'_>) -> Option<Citation> {
    let target = match &*row.status {
        "inside" => Target::Inside(ids(&row.targets)),
        "outside" => Target::Outside,
        "nowhere" => Target::Nowhere,
        _ => return None,
    };
    Some(Citation { literal: row.literal.into(), span: Span { start: row.start, end: row.end }, target })
}
