//! A paper as one HTML page: no script, no outside file, everything escaped.

use super::{Block, Paper, Table};
use crate::report::message::word;
use crate::text::Language;

const STYLE: &str = "body{max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.5}\
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}\
th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}\
th{background:#eee}\
@media print{.page{break-before:page}h3{break-after:avoid}tr{break-inside:avoid}}";

/// The page, in UTF-8 with LF.
pub fn render(paper: &Paper) -> String {
    let title = escape(&paper.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>body{{font-family:{}}}{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        word(paper.language),
        fonts(paper.language)
    );
    let mut in_list = false;
    for block in &paper.blocks {
        let bullet = matches!(block, Block::Bullet(_));
        if bullet != in_list {
            out.push_str(if bullet { "<ul>\n" } else { "</ul>\n" });
            in_list = bullet;
        }
        match block {
            Block::Heading(level, text) => {
                let tag = u32::from(*level) + 1;
                out.push_str(&format!("<h{tag}>{}</h{tag}>\n", escape(text)));
            }
            Block::Paragraph(text) => out.push_str(&format!("<p>{}</p>\n", escape(text))),
            Block::Bullet(text) => out.push_str(&format!("<li>{}</li>\n", escape(text))),
            Block::Table(table) => self::table(&mut out, table),
            Block::PageBreak => out.push_str("<div class=\"page\"></div>\n"),
        }
    }
    if in_list {
        out.push_str("</ul>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn table(out: &mut String, table: &Table) {
    out.push_str("<table>\n<colgroup>");
    for width in &table.widths {
        out.push_str(&format!("<col style=\"width:{width}%\">"));
    }
    out.push_str("</colgroup>\n");
    if !table.names_rows() {
        let head: Vec<String> = table.head.iter().map(|h| format!("<th scope=\"col\">{}</th>", escape(h))).collect();
        out.push_str(&format!("<thead><tr>{}</tr></thead>\n", head.concat()));
    }
    out.push_str("<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (i, cell) in row.iter().enumerate() {
            let text = escape(cell).replace('\n', "<br>");
            if i == 0 && table.names_rows() {
                out.push_str(&format!("<th scope=\"row\">{text}</th>"));
            } else {
                out.push_str(&format!("<td>{text}</td>"));
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn fonts(language: Language) -> &'static str {
    match language {
        Language::En => "Calibri,\"Noto Sans\",\"Noto Sans CJK KR\",\"Noto Sans CJK JP\",sans-serif",
        Language::Ja => "\"Yu Gothic\",\"Noto Sans CJK JP\",\"Noto Sans JP\",Meiryo,sans-serif",
        Language::Ko => "\"Malgun Gothic\",\"Noto Sans CJK KR\",\"Noto Sans KR\",sans-serif",
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => {}
            c => out.push(c),
        }
    }
    out
}
