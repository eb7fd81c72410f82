//! Builds HWPX documents from rows, so that fixtures can be read in a review.
//!
//! A row is a line `numbers | Korean | English`; paragraphs of a cell are divided by
//! ` // `, what follows `^` up to a space or bracket is a raised run, `=====` begins
//! the next table, and lines that begin with `#` are remarks.

#![allow(dead_code)] // each test uses its part

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// Cells of a row, each its paragraphs.
pub type Row = [Vec<String>; 3];

/// How the rows of a table are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// As they are.
    Rows,
    /// So many rows in one: the paragraphs of each column together, empty ones too.
    Pages(usize),
    /// The same, without the empty paragraphs.
    BarePages(usize),
}

/// Tables of rows from the notation above.
pub fn tables(notation: &str) -> Vec<Vec<Row>> {
    let row = |line: &str| {
        let mut cells = line.splitn(3, '|').map(|cell| cell.split(" // ").map(|p| p.trim().to_owned()).collect());
        [(); 3].map(|()| cells.next().unwrap_or_else(|| vec![String::new()]))
    };
    notation
        .split("=====")
        .map(|table| table.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).map(row).collect())
        .collect()
}

/// The tables cut anew.
pub fn cut(tables: Vec<Vec<Row>>, cut: Cut) -> Vec<Vec<Row>> {
    let (size, bare) = match cut {
        Cut::Rows => return tables,
        Cut::Pages(size) => (size, false),
        Cut::BarePages(size) => (size, true),
    };
    let page = |rows: &[Row]| {
        let mut merged: Row = [(); 3].map(|()| Vec::new());
        for (cell, into) in rows.iter().flat_map(|row| row.iter().zip(0..)) {
            merged[into].extend(cell.iter().filter(|p| !bare || !p.is_empty()).cloned());
        }
        merged
    };
    tables.iter().map(|table| table.chunks(size).map(page).collect()).collect()
}

/// A section's XML.
pub fn section(tables: &[Vec<Row>]) -> String {
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<hs:sec xmlns:hs=\"http://www.hancom.co.kr/hwpml/2011/section\" ",
        "xmlns:hp=\"http://www.hancom.co.kr/hwpml/2011/paragraph\">\n"
    ));
    for table in tables {
        xml.push_str("<hp:p><hp:run charPrIDRef=\"0\"><hp:tbl>\n");
        for row in table {
            xml.push_str("<hp:tr>");
            for cell in row {
                xml.push_str("<hp:tc><hp:subList>");
                cell.iter().for_each(|p| xml.push_str(&paragraph(p)));
                xml.push_str("</hp:subList><hp:cellAddr/></hp:tc>");
            }
            xml.push_str("</hp:tr>\n");
        }
        xml.push_str("</hp:tbl></hp:run></hp:p>\n");
    }
    xml + "</hs:sec>\n"
}

fn paragraph(text: &str) -> String {
    let mut xml = String::from("<hp:p><hp:run charPrIDRef=\"0\"><hp:t/></hp:run>");
    let mut run = |shape: u8, text: &str| {
        if !text.is_empty() {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            xml += &format!("<hp:run charPrIDRef=\"{shape}\"><hp:t>{text}</hp:t></hp:run>");
        }
    };
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('^') {
        run(0, before);
        let end = after.find([' ', ')', ',', ';', '/']).unwrap_or(after.len());
        run(7, &after[..end]);
        rest = &after[end..];
    }
    run(0, rest);
    xml + "</hp:p>"
}

/// An HWPX document of the sections given, each its XML.
pub fn document(sections: &[String]) -> Vec<u8> {
    let header = concat!(
        "<hh:head xmlns:hh=\"http://www.hancom.co.kr/hwpml/2011/head\"><hh:charPr id=\"0\"><hh:bold/></hh:charPr>",
        "<hh:charPr id=\"7\"><hh:supscript/></hh:charPr><hh:charPr id=\"8\"><hh:subscript/></hh:charPr></hh:head>"
    );
    let package = "<opf:package xmlns:opf=\"http://www.idpf.org/2007/opf/\"><opf:manifest/><opf:spine/></opf:package>";
    let mut files = vec![
        ("mimetype".to_owned(), "application/hwp+zip"),
        ("Contents/content.hpf".to_owned(), package),
        ("Contents/header.xml".to_owned(), header),
    ];
    files.extend(sections.iter().enumerate().map(|(i, s)| (format!("Contents/section{i}.xml"), s.as_str())));
    archive(&files)
}

/// A zip of the files given.
pub fn archive(files: &[(String, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
