//! *Word files*: `.docx`, its tables and its text in the order of the body, and a remark on everything that is neither.
//!
//! Insertions that are tracked are read and deletions are not; each is told with who, when and the words. Comments, hidden
//! words, headers, pictures and embedded things become remarks. `walk` reads the XML, `tables` makes grids; which column
//! holds what and which words are a date is left to others. Old `.doc` files are not read.

mod blocks;
mod frames;
mod numbering;
mod package;
mod story;
mod tables;
mod walk;
mod words;

use self::{
    blocks::{Block, Paragraph, Table, flat, note},
    numbering::Numbering,
    package::Package,
    story::{Item, Shared},
    walk::walk,
};
use crate::import::{
    Fit, Importer, NotThisKind, Supply,
    contents::{Contents, Part, Prose, Remark},
    table::heads::is_dated,
    xls,
};

/// A text without any date beside a table is a title or a note, if it is no longer than this: a remark, and no entry.
const BESIDE: usize = 1_000;
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Reads Word files.
#[derive(Debug)]
pub(super) struct Docx;

impl Importer for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn about(&self) -> &'static str {
        "a Word file, .docx, with a table or dated paragraphs"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        let is_named = file.has_extension(&["docx", "docm", "dotx", "dotm", "doc", "dot"]);
        let is_zip = file.bytes.starts_with(b"PK\x03\x04");
        if is_zip && Package::open(file.bytes, file.budget).is_ok_and(|p| p.names.iter().any(|n| is_body(n))) {
            Fit::Special
        } else if is_named && (is_zip || file.bytes.starts_with(OLE)) {
            Fit::Content
        } else if is_named {
            Fit::Name
        } else {
            Fit::No
        }
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        if file.bytes.is_empty() {
            return Err(NotThisKind::empty());
        }
        if file.bytes.starts_with(OLE) {
            return Err(old_or_locked(file.bytes));
        }
        if !file.bytes.starts_with(b"PK") {
            return Err(NotThisKind {
                what: "the file is named as a Word file and is none".to_owned(),
                next: "open it in Word or LibreOffice and save it as .docx".to_owned(),
            });
        }
        let mut package = Package::open(file.bytes, file.budget)?;
        let main = package.main_part()?;
        let body = package.text(&main)?.unwrap_or_default();
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let (mut shared, mut remarks) = shared(&mut package, &folder)?;
        let story = walk(&body, &mut shared);
        remarks.extend(story.notes);
        let mut contents = assembled(story.blocks);
        remarks.append(&mut contents.remarks);
        remarks.extend(around(&mut package, &folder, &mut shared)?);
        contents.remarks = remarks;
        if contents.parts.is_empty() && contents.remarks.is_empty() {
            return Err(NotThisKind::empty());
        }
        "Word document".clone_into(&mut contents.encoding);
        Ok(contents)
    }
}

fn is_body(name: &str) -> bool {
    name.starts_with("word/document") && name.strip_suffix(".xml").is_some_and(|n| !n.contains("/_rels"))
}

/// Old Word files and locked new ones are both kept in the same kind of container.
fn old_or_locked(bytes: &[u8]) -> NotThisKind {
    if xls::is_protected_package(bytes) {
        package::locked()
    } else {
        NotThisKind {
            what: "the file is of an old Word (.doc), which is not read".to_owned(),
            next: "open it in Word or LibreOffice, save it as .docx and import the copy".to_owned(),
        }
    }
}

/// Styles, lists, notes and comments, which the body refers to.
fn shared(package: &mut Package<'_>, folder: &str) -> Result<(Shared, Vec<Remark>), NotThisKind> {
    let mut text = |name: &str| {
        package
            .text(&format!("{folder}/{name}.xml"))
            .map(Option::unwrap_or_default)
    };
    let mut shared = Shared {
        numbering: Numbering::read(&text("numbering")?, &text("styles")?),
        ..Shared::default()
    };
    let mut remarks = Vec::new();
    for (name, place) in [
        ("footnotes", "footnotes"),
        ("endnotes", "endnotes"),
        ("comments", "comments"),
    ] {
        let mut story = walk(&text(name)?, &mut shared);
        for mut said in story.notes.drain(..) {
            place.clone_into(&mut said.place);
            remarks.push(said);
        }
        match name {
            "footnotes" => shared.footnotes = story.items,
            "endnotes" => shared.endnotes = story.items,
            _ => shared.comments = story.items,
        }
    }
    Ok((shared, remarks))
}

/// What stands round the body: headers and footers, notes that nothing refers to, and things that are no text.
fn around(package: &mut Package<'_>, folder: &str, shared: &mut Shared) -> Result<Vec<Remark>, NotThisKind> {
    let mut out = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for (kind, starts) in [("header", "header"), ("footer", "footer")] {
        for part in package.parts(&format!("{folder}/{starts}"), ".xml") {
            let xml = package.text(&part)?.unwrap_or_default();
            let story = walk(&xml, shared);
            out.extend(story.notes);
            let mut notes = Vec::new();
            let words = flat(story.blocks, &mut notes);
            out.extend(notes.into_iter().map(|n| at(n, kind, 0)));
            if !words.trim().is_empty() && !seen.contains(&words) {
                let what = format!("the {kind} of the pages was not read as an entry");
                out.push(at(note(what, &words, "read it beside the chronology"), kind, 0));
                seen.push(words);
            }
        }
    }
    let unused = |items: &std::collections::BTreeMap<String, Item>| {
        let left: Vec<Item> = items
            .values()
            .filter(|i| !i.is_used && !i.text.trim().is_empty())
            .cloned()
            .collect();
        left
    };
    for item in unused(&shared.comments) {
        out.push(words::comment(&item, ""));
    }
    for item in unused(&shared.footnotes).into_iter().chain(unused(&shared.endnotes)) {
        let what = "a footnote that no place in the text refers to was not read as an entry".to_owned();
        out.push(note(what, &item.text, "read it beside the chronology"));
    }
    for part in package.parts(&format!("{folder}/embeddings/"), "") {
        let what = format!("a file is embedded and was not read: {part}");
        let next = "open it in Word, save it as a file of its own and import that";
        out.push(note(what, &part, next));
    }
    if package.names.iter().any(|n| n.ends_with("vbaProject.bin")) {
        let what = "the file has macros; they were neither run nor read".to_owned();
        out.push(note(
            what,
            "",
            "nothing, unless its text is made by them: then save it as .docx",
        ));
    }
    Ok(out)
}

fn at(remark: Remark, place: &str, row: usize) -> Remark {
    Remark {
        place: place.to_owned(),
        row,
        ..remark
    }
}

/// Tables and the text between them, in the order of the body.
fn assembled(blocks: Vec<Block>) -> Contents {
    let is_table = |b: &Block| matches!(b, Block::Table(t) if !tables::is_frame(t));
    let count = blocks.iter().filter(|b| is_table(b)).count();
    let mut out = Contents::default();
    let mut stretch: Vec<Paragraph> = Vec::new();
    let mut number = 0;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => stretch.push(paragraph),
            Block::Table(table) if tables::is_frame(&table) => stretch.extend(framed(table)),
            Block::Table(table) => {
                text_between(&mut out, std::mem::take(&mut stretch), (number, count));
                number += 1;
                let before = out.parts.iter().rev().find_map(|p| match p {
                    Part::Table(grid) => Some(grid),
                    Part::Text(_) => None,
                });
                let made = tables::grid(table, number, before);
                out.remarks.extend(made.remarks);
                if !made.grid.rows.is_empty() {
                    out.parts.push(Part::Table(made.grid));
                }
            }
        }
    }
    text_between(&mut out, stretch, (number, count));
    out
}

/// A table of one column is a frame: its cells are paragraphs.
fn framed(table: Table) -> Vec<Paragraph> {
    let rows = table.rows.into_iter();
    rows.map(|row| Paragraph {
        text: if row.is_deleted {
            String::new()
        } else {
            row.cells.into_iter().map(|c| c.text).collect::<Vec<_>>().join("\n")
        },
        is_heading: false,
        notes: row.notes,
    })
    .collect()
}

/// A stretch of text between two tables: what has dates is read, short words without are kept as a remark.
fn text_between(out: &mut Contents, stretch: Vec<Paragraph>, (before, count): (usize, usize)) {
    let place = match (before, count) {
        (_, 0) => String::new(),
        (0, _) => "text before table 1".to_owned(),
        (b, c) if b == c => format!("text after table {b}"),
        (b, _) => format!("text between tables {b} and {}", b + 1),
    };
    let is_beside_table = count > 0;
    let mut line = 1;
    let mut lines: Vec<(usize, String, bool)> = Vec::new();
    for paragraph in stretch {
        out.remarks
            .extend(paragraph.notes.into_iter().map(|n| at(n, &place, line)));
        if !paragraph.text.trim().is_empty() {
            let next = line + paragraph.text.matches('\n').count() + 2;
            lines.push((line, paragraph.text, paragraph.is_heading));
            line = next;
        }
    }
    let mut aside = |lines: &[(usize, String, bool)]| {
        if let Some((first, _, _)) = lines.first() {
            let words: Vec<&str> = lines.iter().map(|(_, text, _)| text.as_str()).collect();
            let what = "these words stand beside a table and name no day of an event, so they are no entry".to_owned();
            let next = "read them beside the chronology; if they tell of an event, give them a date";
            out.remarks
                .push(at(note(what, &words.join("\n"), next), &place, *first));
        }
    };
    if is_beside_table {
        // Titles just above a table belong to it. One that names a day may tell of an event, and is text.
        if before < count {
            let keep = lines
                .iter()
                .rposition(|(_, text, heading)| !heading || is_dated(text))
                .map_or(0, |at| at + 1);
            aside(&lines.split_off(keep));
        }
        let dated = lines.iter().position(|(_, text, _)| is_dated(text));
        let undated = dated.unwrap_or(lines.len());
        let length: usize = lines.iter().take(undated).map(|(_, text, _)| text.len()).sum();
        if length <= BESIDE {
            let rest = lines.split_off(undated);
            aside(&lines);
            lines = rest;
        }
    }
    let Some((first_line, _, _)) = lines.first() else {
        return;
    };
    out.parts.push(Part::Text(Prose {
        place,
        first_line: *first_line,
        text: lines
            .iter()
            .map(|(_, text, _)| text.as_str())
            .collect::<Vec<_>>()
            .join("\n\n"),
        ..Prose::default()
    }));
}
