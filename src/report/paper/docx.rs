//! A paper as a Word file. The bytes depend on the paper alone.

use docx_rs::{
    AlignmentType, BreakType, Docx, LineSpacing, PageMargin, PageNum, Paragraph, Run, RunFonts, Shading, Style,
    StyleType, TableCell, TableLayoutType, TableRow, WidthType,
};

use super::{Block, Paper, Table};
use crate::error::Error;
use crate::text::Language;

/// A4 in twentieths of a point, and what the margins leave.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 1134;
const TEXT_WIDTH: u32 = 11_906 - 2 * 1134;
/// Sizes in half points.
const BODY: usize = 20;
const SMALL: usize = 17;
/// In file properties where no list states its edition.
const NO_DATE: &str = "1980-01-01";

/// The file.
///
/// # Errors
/// [`Error::Unreadable`] where the file cannot be packed.
pub fn render(paper: &Paper) -> Result<Vec<u8>, Error> {
    let date = if paper.date.is_empty() { NO_DATE } else { &paper.date };
    let stamp = format!("{date}T00:00:00Z");
    let heading = |id: &str, name: &str, size: usize, level: usize| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .next("Normal")
            .size(size)
            .bold()
            .outline_lvl(level)
            .line_spacing(LineSpacing::new().before(240).after(80))
    };
    let mut docx = Docx::new()
        .created_at(&stamp)
        .updated_at(&stamp)
        .page_size(PAGE.0, PAGE.1)
        .page_margin(PageMargin {
            top: MARGIN,
            left: MARGIN,
            bottom: MARGIN,
            right: MARGIN,
            header: MARGIN / 2,
            footer: MARGIN / 2,
            gutter: 0,
        })
        .default_fonts(fonts(paper.language))
        .default_size(BODY)
        .add_style(Style::new("Title", StyleType::Paragraph).name("Title").based_on("Normal").size(32).bold())
        .add_style(heading("Heading1", "heading 1", 26, 0))
        .add_style(heading("Heading2", "heading 2", 22, 1))
        .footer(
            docx_rs::Footer::new()
                .add_paragraph(Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new())),
        )
        .add_paragraph(Paragraph::new().style("Title").add_run(Run::new().add_text(clean(&paper.title))));
    for block in &paper.blocks {
        docx = match block {
            Block::Heading(level, text) => docx.add_paragraph(
                Paragraph::new()
                    .style(if *level <= 1 { "Heading1" } else { "Heading2" })
                    .keep_next(true)
                    .add_run(Run::new().add_text(clean(text))),
            ),
            Block::Paragraph(text) => docx.add_paragraph(
                Paragraph::new().line_spacing(LineSpacing::new().after(100)).add_run(Run::new().add_text(clean(text))),
            ),
            Block::Bullet(text) => docx.add_paragraph(
                Paragraph::new()
                    .indent(Some(360), Some(docx_rs::SpecialIndentType::Hanging(240)), None, None)
                    .line_spacing(LineSpacing::new().after(100))
                    .add_run(Run::new().add_text(format!("\u{2022} {}", clean(text)))),
            ),
            Block::Table(table) => docx.add_table(self::table(table)).add_paragraph(Paragraph::new()),
            Block::PageBreak => docx.add_paragraph(Paragraph::new().add_run(Run::new().add_break(BreakType::Page))),
        };
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    docx.build().pack(&mut bytes).map_err(|e| Error::Unreadable {
        place: None,
        message: format!("the Word file could not be packed: {e}"),
        advice: None,
    })?;
    Ok(bytes.into_inner())
}

fn table(table: &Table) -> docx_rs::Table {
    let widths: Vec<usize> = table.widths.iter().map(|w| (w * TEXT_WIDTH / 100) as usize).collect();
    let row = |cells: &[String], is_head: bool| {
        let cells = widths.iter().enumerate().map(|(i, width)| {
            let named = is_head || (i == 0 && table.names_rows());
            let text = cells.get(i).map_or("", String::as_str);
            let mut cell = TableCell::new().width(*width, WidthType::Dxa);
            if named {
                cell = cell.shading(Shading::new().fill("EDEDED").color("auto"));
            }
            for line in text.split('\n') {
                let run = Run::new().size(SMALL).add_text(clean(line));
                cell = cell.add_paragraph(Paragraph::new().add_run(if named { run.bold() } else { run }));
            }
            cell
        });
        TableRow::new(cells.collect()).cant_split()
    };
    let head = (!table.names_rows()).then(|| row(&table.head, true));
    let rows = head.into_iter().chain(table.rows.iter().map(|r| row(r, false))).collect();
    docx_rs::Table::new(rows)
        .set_grid(widths.clone())
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
}

/// Latin letters in one font, and what an East Asian text falls back to.
fn fonts(language: Language) -> RunFonts {
    let east = match language {
        Language::Ja => "Yu Gothic",
        Language::En | Language::Ko => "Malgun Gothic",
    };
    RunFonts::new().ascii("Calibri").hi_ansi("Calibri").cs("Calibri").east_asia(east)
}

/// Characters that XML cannot hold are left out.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}
