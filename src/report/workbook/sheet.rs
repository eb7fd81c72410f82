//! One sheet as licensing officers keep it: a head that stays, filters, columns as wide as
//! their text, links, and nothing that Excel would reckon with.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Url, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr as _;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text, never a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// Text that leads to an address.
    Link(String, String),
}

/// A sheet before it is laid out; every row has as many cells as there are heads.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What its tab says.
    pub name: String,
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column is no narrower than its filter button needs, and no wider than a screen bears,
/// in digits.
const NARROWEST: u16 = 8;
const WIDEST: u16 = 48;
/// Of a hundred cells, those that a column is wide enough for.
const NEARLY_ALL: usize = 95;
/// Room for the filter button.
const BUTTON: u16 = 3;
/// What the words that go to the next line leave free in one.
const WORD: u16 = 4;
/// The height of a line, and that of the highest row that Excel bears, in points.
const LINE: u16 = 15;
const HIGHEST: u16 = 409;
/// Characters that Excel bears in a cell.
const LONGEST: usize = 32_767;

/// Formats of the cells.
struct Formats {
    head: Format,
    text: Format,
    number: Format,
    link: Format,
}

impl Formats {
    fn new() -> Self {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        Self {
            head: text
                .clone()
                .set_bold()
                .set_background_color(Color::RGB(0xED_ED_ED))
                .set_border_bottom(FormatBorder::Thin),
            number: Format::new().set_align(FormatAlign::Top),
            link: text.clone().set_hyperlink(),
            text,
        }
    }
}

impl Sheet {
    /// Lays the sheet out; `editions` stand at the head of every printed page.
    ///
    /// # Errors
    /// What Excel does not bear: too many rows, a name that is too long.
    pub fn lay_out(&self, editions: &str) -> Result<Worksheet, XlsxError> {
        let formats = Formats::new();
        let mut sheet = Worksheet::new();
        sheet.set_name(&self.name)?;
        let widths: Vec<u16> = (0..self.heads.len()).map(|column| self.width(column)).collect();
        for ((column, head), width) in (0_u16..).zip(&self.heads).zip(&widths) {
            sheet.write_string_with_format(0, column, clean(head), &formats.head)?;
            sheet.set_column_width(column, *width)?;
        }
        for (row, cells) in (1_u32..).zip(&self.rows) {
            // Not every office makes a row as high as its wrapped text by itself.
            let lines = cells.iter().zip(&widths).map(|(cell, width)| cell.lines(*width)).max().unwrap_or(1);
            if lines > 1 {
                sheet.set_row_height(row, (lines.saturating_mul(LINE)).min(HIGHEST))?;
            }
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::Number(number) => sheet.write_number_with_format(row, column, *number, &formats.number)?,
                    Cell::Text(text) => sheet.write_string_with_format(row, column, clean(text), &formats.text)?,
                    Cell::Link(text, address) => {
                        let url = Url::new(address.as_str()).set_text(clean(text));
                        sheet.write_url_with_format(row, column, url, &formats.link)?
                    }
                };
            }
        }
        let last_row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let last_column = u16::try_from(self.heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.autofilter(0, 0, last_row, last_column)?;
        sheet.set_freeze_panes(1, 1)?;
        let (paper, pages) = if self.heads.len() > FEW { (A3, self.heads.len().div_ceil(FEW)) } else { (A4, 1) };
        let pages = u16::try_from(pages).unwrap_or(u16::MAX);
        sheet.set_landscape().set_paper_size(paper).set_print_fit_to_pages(pages, 0).set_repeat_rows(0, 0)?;
        sheet.set_repeat_columns(0, 0)?;
        let doubled = |text: &str| text.replace('&', "&&");
        sheet.set_header(format!("&L{}&R{}", doubled(&self.name), doubled(editions))).set_footer("&C&P / &N");
        Ok(sheet)
    }

    /// The width of a column: that of nearly all its cells, within bounds; the few longer
    /// ones are wrapped. A CJK character is as wide as two digits. Of a head, which is
    /// wrapped too, its longest word counts.
    fn width(&self, column: usize) -> u16 {
        let head = self.heads.get(column).map_or("", String::as_str);
        let word = head.split_whitespace().map(|word| digits(word) + BUTTON).max();
        let mut cells: Vec<u16> = self.rows.iter().filter_map(|row| row.get(column)).map(Cell::width).collect();
        cells.sort_unstable();
        let nearly_all = cells.get(cells.len() * NEARLY_ALL / 100).copied();
        nearly_all.max(word).unwrap_or(0).clamp(NARROWEST, WIDEST)
    }
}

impl Cell {
    /// The width of its longest line, with some room.
    fn width(&self) -> u16 {
        1 + match self {
            Self::Text(text) | Self::Link(text, _) => text.lines().map(digits).max().unwrap_or(0),
            Self::Number(number) => digits(&number.to_string()),
        }
    }

    /// The lines that it takes in a column of `width`; words that do not fit go to the next
    /// one, so a line holds somewhat less than its width.
    fn lines(&self, width: u16) -> u16 {
        let (Self::Text(text) | Self::Link(text, _)) = self else { return 1 };
        text.lines().map(|line| digits(line).div_ceil(width.saturating_sub(WORD).max(1)).max(1)).sum()
    }
}

/// The width of a text, in digits.
fn digits(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(WIDEST * HIGHEST)
}

/// Papers by their number in Excel, and how many columns the smaller one bears.
const A3: u8 = 8;
const A4: u8 = 9;
const FEW: usize = 12;

/// Text that a cell can hold: no character that XML cannot, and cut where it is too long.
fn clean(text: &str) -> String {
    let is_held = |c: &char| (!c.is_control() || matches!(c, '\n' | '\t')) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let mut held: String = text.chars().filter(is_held).take(LONGEST).collect();
    if text.chars().count() > LONGEST {
        held.pop();
        held.push('\u{2026}');
    }
    held
}
