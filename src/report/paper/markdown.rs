//! A paper as Markdown.

use super::{Block, Paper, Table};

/// The text, with LF, and characters that Markdown would take for its own escaped.
pub fn render(paper: &Paper) -> String {
    let mut out = format!("# {}\n", escape(&paper.title));
    let mut in_list = false;
    for block in &paper.blocks {
        let bullet = matches!(block, Block::Bullet(_));
        if !(bullet && in_list) {
            out.push('\n');
        }
        in_list = bullet;
        match block {
            Block::Heading(level, text) => {
                out.push_str(&"#".repeat(usize::from(*level) + 1));
                out.push_str(&format!(" {}\n", escape(text)));
            }
            Block::Paragraph(text) => out.push_str(&format!("{}\n", escape(text))),
            Block::Bullet(text) => out.push_str(&format!("- {}\n", escape(text))),
            Block::Table(table) => self::table(&mut out, table),
            Block::PageBreak => out.push_str("---\n"),
        }
    }
    out
}

fn table(out: &mut String, table: &Table) {
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        out.push('|');
        for cell in cells {
            out.push_str(&format!(" {cell} |"));
        }
        out.push('\n');
    };
    let blank = vec![String::new(); table.widths.len()];
    let head = if table.names_rows() { &blank } else { &table.head };
    line(&mut head.iter().map(|c| cell(c)));
    line(&mut table.widths.iter().map(|_| "---".to_owned()));
    for row in &table.rows {
        line(&mut row.iter().enumerate().map(|(i, c)| match cell(c) {
            text if i == 0 && table.names_rows() && !text.is_empty() => format!("**{text}**"),
            text => text,
        }));
    }
}

fn cell(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

/// Markup of Markdown and HTML that a text holds by chance is shown, not obeyed.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '#' | '-' | '+' | '>' if i == 0 => {
                out.push('\\');
                out.push(c);
            }
            '<' if text
                .get(i + 1..)
                .is_some_and(|rest| rest.starts_with(|n: char| n.is_ascii_alphabetic() || "/!?".contains(n))) =>
            {
                out.push_str("&lt;");
            }
            '&' if text
                .get(i + 1..)
                .is_some_and(|rest| rest.starts_with(|n: char| n.is_ascii_alphanumeric() || n == '#')) =>
            {
                out.push_str("&amp;");
            }
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}
