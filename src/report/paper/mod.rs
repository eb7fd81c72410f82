//! A paper: headings, paragraphs and tables, built once and rendered by [`markdown`],
//! [`html`] and [`docx`]. Texts are plain; escaping is each renderer's own.

pub mod docx;
pub mod html;
pub mod markdown;

use crate::text::Language;

/// A paper in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its language.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// Date of the newest list that it speaks of, `YYYY-MM-DD`; empty where not stated. The
    /// only date in the file's properties.
    pub date: String,
    /// What follows the title.
    pub blocks: Vec<Block>,
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; the level is 1 or 2.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// One point of a list.
    Bullet(String),
    /// A table.
    Table(Table),
    /// What follows begins on a new page, where there are pages.
    PageBreak,
}

/// A table. Every row has as many cells as there are widths; a line break in a cell
/// is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Heads of the columns; empty where the first column names the rows.
    pub head: Vec<String>,
    /// Widths of the columns, in hundredths of the page.
    pub widths: Vec<u32>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with heads.
    pub fn new(head: Vec<String>, widths: &[u32]) -> Self {
        Self { head, widths: widths.to_vec(), rows: Vec::new() }
    }

    /// Whether the first column names the rows.
    pub fn names_rows(&self) -> bool {
        self.head.is_empty()
    }
}

/// How a paper is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown.
    Markdown,
    /// One HTML page.
    Html,
    /// Word.
    Docx,
}

impl Format {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Docx => "docx",
        }
    }
}

/// The bytes of `paper`; the same paper gives the same bytes.
///
/// # Errors
/// A sentence where the Word file cannot be packed.
pub fn render(paper: &Paper, format: Format) -> Result<Vec<u8>, crate::error::Error> {
    match format {
        Format::Markdown => Ok(markdown::render(paper).into_bytes()),
        Format::Html => Ok(html::render(paper).into_bytes()),
        Format::Docx => docx::render(paper),
    }
}
