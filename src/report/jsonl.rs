//! The common schema as JSON: one paragraph a line, one document, or an outline.

use serde::Serialize;
use smol_str::SmolStr;

use crate::model::{
    Bound, Citation, Control, Id, Joiner, Kind, ListSnapshot, NoteReading, Paragraph, SCHEMA, Unread, cite, cite_en,
};
use crate::text::Span;

/// A paragraph as JSON Lines give it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ParagraphLine<'s> {
    /// Identifier, `US:3A001.b.2.a.1`.
    pub id: &'s str,
    /// Identifier of the parent; null at the top.
    pub parent: Option<&'s str>,
    /// What it is: category, group, entry, item, note, technical_note, nb, definition, reserved, heading, text.
    pub kind: &'static str,
    /// Enumerator as printed; may be empty.
    pub label: &'s str,
    /// Depth below the entry, which is 0.
    pub depth: u8,
    /// Official citation in the list's language.
    pub cite: String,
    /// Official citation in English.
    pub cite_en: String,
    /// Official text without markup: superscripts `^2`, subscripts `_2`; empty where no document was given.
    pub text: &'s str,
    /// SHA-256 of the text in UTF-8, hexadecimal.
    pub text_sha256: String,
    /// How the children belong together: all, any, several, mixed (their `standing` tells), none.
    pub joiner: &'static str,
    /// What it is among its siblings: member, criterion, alternative-1, exclusion.
    pub standing: String,
    /// Its own numeric constraints, in order of appearance.
    pub bounds: Vec<BoundLine<'s>>,
    /// Numbers that were not read.
    pub unread: Vec<UnreadLine<'s>>,
    /// Citations in the text.
    pub citations: Vec<CitationLine<'s>>,
    /// Exclusions, inclusions and definitions inside the text; bounds in their spans are theirs.
    pub clauses: Vec<ClauseLine<'s>>,
    /// Terms in quotes.
    pub quoted: Vec<QuotedLine<'s>>,
    /// Regime references.
    pub regimes: &'s [String],
    /// Reasons for control and licence exceptions.
    pub controls: Vec<ControlLine<'s>>,
    /// Concepts of the term list that the text names, by slug.
    pub terms: Vec<&'s str>,
    /// For a note: what it does and to what; null elsewhere.
    pub note: Option<NoteLine<'s>>,
    /// Where it stands.
    pub provenance: ProvenanceLine<'s>,
}

/// A numeric constraint.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct BoundLine<'s> {
    /// `>`, `>=`, `<`, `<=`, `=` (an exact value that is a condition), `~` (about).
    pub op: &'static str,
    /// Exact value in `unit`: decimal, scientific (`5e3`), a fraction (`1/3`), or a formula in brackets.
    pub value: String,
    /// Unit, ASCII in the manner of UCUM; `1` for a count or ratio.
    pub unit: &'s str,
    /// Value and unit as printed.
    pub literal: &'s str,
    /// Bytes of `text`, half-open.
    pub span: [u32; 2],
    /// `limit` or `condition`.
    pub role: &'static str,
    /// Parameter shared by the three lists, where known.
    pub parameter: Option<&'s str>,
    /// Words of the text that name the parameter, where found and a document was given.
    pub phrase: Option<&'s str>,
    /// The same value again in other units.
    pub aliases: Vec<AliasLine<'s>>,
}

/// The same value in another unit.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct AliasLine<'s> {
    /// As [`BoundLine::value`].
    pub value: String,
    /// Unit.
    pub unit: &'s str,
    /// As printed.
    pub literal: &'s str,
    /// Whether it is the main value within the precision printed; null where nothing can be said.
    pub agrees: Option<bool>,
}

/// A number that was not read.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct UnreadLine<'s> {
    /// As printed.
    pub literal: &'s str,
    /// Bytes of `text`, half-open.
    pub span: [u32; 2],
    /// Stable code that says why.
    pub code: &'s str,
}

/// A citation in the text.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct CitationLine<'s> {
    /// As printed.
    pub literal: &'s str,
    /// Bytes of `text`, half-open.
    pub span: [u32; 2],
    /// `inside` the list, `outside` it, or `nowhere`.
    pub status: &'static str,
    /// The paragraphs it points at.
    pub ids: Vec<&'s str>,
}

/// A clause inside the text.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ClauseLine<'s> {
    /// `excludes`, `includes`, `defines`.
    pub effect: &'static str,
    /// Bytes of `text`, half-open, brackets included.
    pub span: [u32; 2],
    /// The paragraphs that it names.
    pub names: Vec<&'s str>,
}

/// A term in quotes.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct QuotedLine<'s> {
    /// Without its quotes.
    pub term: &'s str,
    /// Bytes of `text`, half-open, quotes included.
    pub span: [u32; 2],
    /// Whether it is a term of this place ('…'), not of the whole list (“…”).
    pub local: bool,
    /// For a local term, the paragraphs that define it, the nearest first; may be empty.
    pub defined_in: Vec<&'s str>,
}

/// A reason for control or a licence exception.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ControlLine<'s> {
    /// `reason` or `exception`.
    pub kind: &'static str,
    /// `NS`, `MT`, `LVS`, ….
    pub code: &'s str,
    /// Country Chart column or the exception's value.
    pub value: &'s str,
    /// Paragraphs it applies to; empty is the entire entry.
    pub applies_to: Vec<&'s str>,
    /// Paragraphs it does not apply to.
    pub except: Vec<&'s str>,
    /// Whether the text sets further conditions.
    pub conditional: bool,
}

/// What a note does.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct NoteLine<'s> {
    /// `excludes`, `includes`, `explains`, `defines`.
    pub effect: &'static str,
    /// The paragraphs it applies to; empty is its parent.
    pub targets: Vec<&'s str>,
    /// Terms that it defines.
    pub defines: &'s [String],
}

/// Where a paragraph stands.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ProvenanceLine<'s> {
    /// File; of a container, `file!inner/path`.
    pub file: &'s str,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in bytes.
    pub column: u32,
    /// Raw bytes of that file, half-open.
    pub bytes: [u32; 2],
    /// Identifiers from the top down to the parent.
    pub heading_path: Vec<&'s str>,
}

fn pair(span: Span) -> [u32; 2] {
    [span.start, span.end]
}

fn bound_line<'s>(bound: &'s Bound, text: &'s str) -> BoundLine<'s> {
    let phrase = bound.phrase.map(|p| p.of(text)).filter(|p| !p.is_empty());
    BoundLine {
        op: bound.op.word(),
        value: bound.value.to_string(),
        unit: bound.unit.code(),
        literal: &bound.literal,
        span: pair(bound.span),
        role: bound.role.word(),
        parameter: bound.parameter.as_deref(),
        phrase,
        aliases: bound
            .aliases
            .iter()
            .map(|a| AliasLine {
                value: a.value.to_string(),
                unit: a.unit.code(),
                literal: &a.literal,
                agrees: a.agrees,
            })
            .collect(),
    }
}

fn unread_line(unread: &Unread) -> UnreadLine<'_> {
    UnreadLine { literal: &unread.literal, span: pair(unread.span), code: &unread.code }
}

fn ids(ids: &[Id]) -> Vec<&str> {
    ids.iter().map(Id::as_str).collect()
}

fn citation_line(citation: &Citation) -> CitationLine<'_> {
    CitationLine {
        literal: &citation.literal,
        span: pair(citation.span),
        status: citation.target.word(),
        ids: ids(citation.target.ids()),
    }
}

fn control_line(control: &Control) -> ControlLine<'_> {
    ControlLine {
        kind: control.kind.word(),
        code: &control.code,
        value: &control.value,
        applies_to: ids(&control.applies_to),
        except: ids(&control.except),
        conditional: control.conditional,
    }
}

fn note_line(note: &NoteReading) -> NoteLine<'_> {
    NoteLine { effect: note.effect.word(), targets: ids(&note.targets), defines: &note.defines }
}

/// One paragraph of `snapshot`.
pub fn paragraph_line<'s>(snapshot: &'s ListSnapshot, paragraph: &'s Paragraph) -> ParagraphLine<'s> {
    let mut heading_path: Vec<&str> = snapshot.ancestors(paragraph).map(|p| p.id.as_str()).collect();
    heading_path.reverse();
    let source = snapshot.sources.get(usize::from(paragraph.provenance.source));
    ParagraphLine {
        id: paragraph.id.as_str(),
        parent: heading_path.last().copied(),
        kind: paragraph.kind.word(),
        label: &paragraph.label,
        depth: paragraph.depth,
        cite: cite(&paragraph.id),
        cite_en: cite_en(&paragraph.id),
        text: &paragraph.text,
        text_sha256: paragraph.text_sha256.to_string(),
        joiner: paragraph.joiner.word(),
        standing: paragraph.standing.word(),
        bounds: paragraph.bounds.iter().map(|b| bound_line(b, &paragraph.text)).collect(),
        unread: paragraph.unread.iter().map(unread_line).collect(),
        citations: paragraph.citations.iter().map(citation_line).collect(),
        clauses: paragraph
            .clauses
            .iter()
            .map(|c| ClauseLine { effect: c.effect.word(), span: pair(c.span), names: ids(&c.names) })
            .collect(),
        quoted: paragraph
            .quoted
            .iter()
            .map(|q| QuotedLine { term: &q.term, span: pair(q.span), local: q.local, defined_in: ids(&q.defined_in) })
            .collect(),
        regimes: &paragraph.regimes,
        controls: paragraph.controls.iter().map(control_line).collect(),
        terms: paragraph.terms.iter().map(SmolStr::as_str).collect(),
        note: paragraph.note.as_ref().map(note_line),
        provenance: ProvenanceLine {
            file: source.map_or("", |s| s.file.as_str()),
            line: paragraph.provenance.line,
            column: paragraph.provenance.column,
            bytes: [paragraph.provenance.bytes.start, paragraph.provenance.bytes.end],
            heading_path,
        },
    }
}

/// The whole list as JSON Lines, one paragraph a line, LF.
pub fn lines(snapshot: &ListSnapshot) -> Vec<u8> {
    let mut out = Vec::new();
    for paragraph in &snapshot.paragraphs {
        // Writing to memory cannot fail, and no value here has a key that is no string.
        let _ = serde_json::to_writer(&mut out, &paragraph_line(snapshot, paragraph));
        out.push(b'\n');
    }
    out
}

/// The whole list as one JSON document.
pub fn document(snapshot: &ListSnapshot) -> Vec<u8> {
    let paragraphs: Vec<_> = snapshot.paragraphs.iter().map(|p| paragraph_line(snapshot, p)).collect();
    let value = serde_json::json!({ "schema": SCHEMA, "list": snapshot.list.word(), "paragraphs": paragraphs });
    let mut out = serde_json::to_vec_pretty(&value).unwrap_or_default();
    out.push(b'\n');
    out
}

/// The list as an indented outline: what a person reads to see the structure.
pub fn outline(snapshot: &ListSnapshot) -> Vec<u8> {
    let mut out = String::new();
    for paragraph in &snapshot.paragraphs {
        let depth = snapshot.ancestors(paragraph).count();
        let joiner = if paragraph.joiner == Joiner::None { "" } else { paragraph.joiner.word() };
        let kind = if paragraph.kind == Kind::Item { "" } else { paragraph.kind.word() };
        let bounds: Vec<String> = paragraph.bounds.iter().map(Bound::to_string).collect();
        let head: String = paragraph.text.chars().take(72).collect();
        let fields = [kind, joiner, &bounds.join(" | "), &head];
        let shown: Vec<&str> = fields.into_iter().filter(|f| !f.is_empty()).collect();
        out.push_str(&format!("{:depth$}{} {}\n", "", paragraph.id, shown.join(" \u{b7} "), depth = depth * 2));
    }
    out.into_bytes()
}

/// The JSON Schema of a line of [`lines`].
pub fn schema() -> Vec<u8> {
    let mut schema = serde_json::to_value(schemars::schema_for!(ParagraphLine<'_>)).unwrap_or_default();
    if let Some(object) = schema.as_object_mut() {
        object.insert("version".to_owned(), SCHEMA.into());
    }
    let mut out = serde_json::to_vec_pretty(&schema).unwrap_or_default();
    out.push(b'\n');
    out
}
