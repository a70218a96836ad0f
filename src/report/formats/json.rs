//! JSON: the whole document for other programs. Words are words, tables are rows of words; what a finding rests on is repeated under `marked`.

use std::io::{self, Write};

use serde::Serialize;

use crate::report::{
    Format,
    document::{Block, Document, Inline, plain},
    formats::sheets::whole_names,
};

/// See the module.
#[derive(Debug)]
pub struct Json;

#[derive(Serialize)]
struct Whole<'a> {
    title: &'a str,
    marking: &'a str,
    /// Name of the main table.
    main: Option<String>,
    blocks: Vec<Piece<'a>>,
    happenings: Vec<Dated<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Piece<'a> {
    Heading {
        level: u8,
        text: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<&'a str>,
    },
    Paragraph(Words<'a>),
    Note(Words<'a>),
    Quote(Words<'a>),
    List {
        items: Vec<String>,
    },
    Table {
        name: String,
        caption: &'a str,
        columns: Vec<&'a str>,
        rows: Vec<Vec<String>>,
    },
    Picture {
        svg: &'a str,
    },
    NewPage,
}

#[derive(Serialize)]
struct Words<'a> {
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marked: Vec<&'a str>,
}

#[derive(Serialize)]
struct Dated<'a> {
    at: &'a str,
    message: &'a str,
    meaning: &'a str,
    fields: Vec<(&'a str, &'a str)>,
    tags: &'a [String],
}

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn title(&self) -> &'static str {
        "JSON"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        let names = whole_names(document);
        let main = document.main_table();
        let whole = Whole {
            title: &document.title,
            marking: &document.marking,
            main: document
                .tables()
                .position(|t| main.is_some_and(|m| std::ptr::eq(m, t)))
                .and_then(|at| names.get(at).cloned()),
            blocks: pieces(document, names),
            happenings: document.happenings.iter().map(dated).collect(),
        };
        serde_json::to_writer_pretty(&mut *out, &whole)?;
        out.write_all(b"\n")
    }
}

fn pieces(document: &Document, names: Vec<String>) -> Vec<Piece<'_>> {
    let mut names = names.into_iter();
    document.blocks.iter().map(|block| piece(block, &mut names)).collect()
}

fn piece<'a>(block: &'a Block, names: &mut impl Iterator<Item = String>) -> Piece<'a> {
    match block {
        Block::Heading(level, text, name) => Piece::Heading {
            level: *level,
            text,
            name: name.as_deref(),
        },
        Block::Paragraph(line) => Piece::Paragraph(words(line)),
        Block::Note(line) => Piece::Note(words(line)),
        Block::Quote(line) => Piece::Quote(words(line)),
        Block::List(items) => Piece::List {
            items: items.iter().map(|i| plain(i)).collect(),
        },
        Block::Table(table) => Piece::Table {
            name: names.next().unwrap_or_default(),
            caption: &table.caption,
            columns: table.head.iter().map(|(head, _)| head.as_str()).collect(),
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| plain(cell)).collect())
                .collect(),
        },
        Block::Picture(svg) => Piece::Picture { svg },
        Block::NewPage => Piece::NewPage,
    }
}

fn words(line: &[Inline]) -> Words<'_> {
    Words {
        text: plain(line),
        marked: line
            .iter()
            .filter_map(|part| match part {
                Inline::Marked(words) => Some(words.as_str()),
                _ => None,
            })
            .collect(),
    }
}

fn dated(happening: &crate::report::document::Happening) -> Dated<'_> {
    Dated {
        at: &happening.at,
        message: &happening.message,
        meaning: &happening.meaning,
        fields: happening
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect(),
        tags: &happening.tags,
    }
}
