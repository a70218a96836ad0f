//! HTML: one file that needs nothing else, and prints on A4. Everything from records is escaped.

use std::io::{self, Write};

use crate::{
    report::{
        Format,
        document::{Block, Document, Inline, Table},
    },
    timeline::picture::{COLOURS, SHAPES},
};

/// See the module.
#[derive(Debug)]
pub struct Html;

const STYLE: &str = include_str!("../../../templates/reports/report.css");

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn title(&self) -> &'static str {
        "HTML"
    }

    fn media_type(&self) -> &'static str {
        "text/html; charset=utf-8"
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        let (title, marking) = (escape(&document.title), escape(&document.marking));
        write!(
            out,
            "<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\n<style>{STYLE}"
        )?;
        // The marking and the title stand in the margins of every printed page.
        writeln!(
            out,
            "@page {{ @top-center {{ content: \"{m}\"; }} @bottom-left {{ content: \"{t}\"; }} }}</style></head><body>",
            m = css(&document.marking),
            t = css(&document.title)
        )?;
        writeln!(out, "<p class=\"marking\">{marking}</p><main>")?;
        for block in &document.blocks {
            write_block(block, out)?;
        }
        writeln!(out, "</main><p class=\"marking\">{marking}</p></body></html>")
    }
}

fn write_block(block: &Block, out: &mut dyn Write) -> io::Result<()> {
    match block {
        Block::Heading(level, words, name) => {
            let level = (*level).clamp(1, 4);
            let id = name
                .as_ref()
                .map_or(String::new(), |n| format!(" id=\"{}\"", escape(n)));
            writeln!(out, "<h{level}{id}>{}</h{level}>", escape(words))
        }
        Block::Paragraph(line) => writeln!(out, "<p>{}</p>", inline(line)),
        Block::Note(line) => writeln!(out, "<p class=\"note\">{}</p>", inline(line)),
        Block::Quote(line) => writeln!(out, "<blockquote>{}</blockquote>", inline(line)),
        Block::List(items) => {
            write!(out, "<ul>")?;
            for item in items {
                write!(out, "<li>{}</li>", inline(item))?;
            }
            writeln!(out, "</ul>")
        }
        Block::Table(table) => write_table(table, out),
        Block::Picture(svg) => writeln!(out, "<figure>{svg}</figure>"),
        Block::NewPage => writeln!(out, "<div class=\"new-page\"></div>"),
    }
}

fn write_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<table><caption>{}</caption><colgroup>", escape(&table.caption))?;
    for (_, width) in &table.head {
        if *width == 0 {
            write!(out, "<col>")?;
        } else {
            write!(out, "<col class=\"w{width}\">")?;
        }
    }
    write!(out, "</colgroup><thead><tr>")?;
    for (head, _) in &table.head {
        write!(out, "<th scope=\"col\">{}</th>", escape(head))?;
    }
    writeln!(out, "</tr></thead><tbody>")?;
    for row in &table.rows {
        write!(out, "<tr>")?;
        for cell in row {
            write!(out, "<td>{}</td>", inline(cell))?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table>")
}

fn inline(line: &[Inline]) -> String {
    line.iter()
        .map(|part| match part {
            Inline::Text(words) => escape(words),
            Inline::Strong(words) => format!("<strong>{}</strong>", escape(words)),
            Inline::Marked(words) => format!("<mark>{}</mark>", escape(words)),
            Inline::Small(words) => format!("<small>{}</small>", escape(words)),
            Inline::Named(name, words) => format!("<span id=\"{}\">{}</span>", escape(name), escape(words)),
            Inline::Link(to, words) => format!("<a href=\"#{}\">{}</a>", escape(to), escape(words)),
            Inline::Agency(place, name) => format!(
                "<span class=\"agency a{}\"><span aria-hidden=\"true\">{}</span> {}</span>",
                place % COLOURS.len(),
                SHAPES.get(place % SHAPES.len()).copied().unwrap_or_default(),
                escape(name)
            ),
            Inline::Break => "<br>".to_owned(),
        })
        .collect()
}

fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
        out
    })
}

/// Words for a CSS string: nothing that could end it or begin a tag.
fn css(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_alphanumeric() || " ,.:-–()/".contains(c) {
                c
            } else {
                ' '
            }
        })
        .collect()
}
