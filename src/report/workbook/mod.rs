//! The comparison as a workbook: correlation, findings, coverage and drafting errors, a
//! sheet each, with links to the official sites.

mod content;
mod sheet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::compare::{Finding, is_drafting_error};
use crate::correlate::Correlation;
use crate::error::Error;
use crate::model::ListSnapshot;
use crate::report::message::Messages;

use content::{correlation_sheet, coverage_sheet, finding_sheet};

/// The file; its bytes depend on the lists and the language alone.
///
/// # Errors
/// [`Error::Unreadable`] where Excel could not bear it.
pub fn render(
    lists: &[ListSnapshot; 3],
    correlation: &Correlation<'_>,
    findings: &[Finding],
    messages: &Messages,
) -> Result<Vec<u8>, Error> {
    let trees = &correlation.trees;
    let all: Vec<&Finding> = findings.iter().collect();
    let drafting: Vec<&Finding> = findings.iter().filter(|f| is_drafting_error(f.kind, f.cause)).collect();
    let sheets = [
        correlation_sheet(correlation, messages),
        finding_sheet(trees, &all, messages, "sheet.findings"),
        coverage_sheet(lists, messages),
        finding_sheet(trees, &drafting, messages, "sheet.drafting"),
    ];
    let editions = messages.editions(lists.each_ref().map(|l| &l.edition));
    let pack = || -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let properties = DocProperties::new().set_title(messages.text("sheet.title")).set_comment(&editions);
        workbook.set_properties(&properties.set_creation_datetime(&date(lists)?));
        for sheet in &sheets {
            workbook.push_worksheet(sheet.lay_out(&editions)?);
        }
        workbook.save_to_buffer()
    };
    pack().map_err(|e| Error::Unreadable {
        place: None,
        message: format!("the workbook could not be packed: {e}"),
        advice: None,
    })
}

/// The newest edition of the lists, the only date in the file; where none states it, the
/// earliest that Excel knows.
fn date(lists: &[ListSnapshot; 3]) -> Result<ExcelDateTime, XlsxError> {
    match lists.iter().map(|l| l.edition.in_force.as_str()).max() {
        None | Some("") => ExcelDateTime::from_ymd(1980, 1, 1),
        Some(date) => ExcelDateTime::parse_from_str(date),
    }
}
