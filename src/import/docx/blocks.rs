//! *Blocks*: paragraphs and tables of a Word text, and what there is to say of each.

use crate::import::contents::Remark;

/// A paragraph or a table.
#[derive(Debug)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// True for headings, titles and captions.
    pub(super) is_heading: bool,
    pub(super) notes: Vec<Remark>,
}

#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<TableRow>,
}

#[derive(Debug, Default)]
pub(super) struct TableRow {
    pub(super) cells: Vec<TableCell>,
    /// Columns that the row leaves out before its first cell.
    pub(super) before: usize,
    /// True when Word repeats it on every page.
    pub(super) is_header: bool,
    /// True when a tracked change takes the whole row away.
    pub(super) is_deleted: bool,
    pub(super) notes: Vec<Remark>,
}

#[derive(Debug, Default)]
pub(super) struct TableCell {
    pub(super) text: String,
    /// Columns that it covers.
    pub(super) span: usize,
    /// True when it goes on with the cell above it.
    pub(super) from_above: bool,
}

/// Something to say, before its place is known.
pub(super) fn note(what: String, raw: &str, next: &str) -> Remark {
    Remark {
        what,
        raw: raw.to_owned(),
        next: next.to_owned(),
        ..Remark::default()
    }
}

/// The words of some blocks, a paragraph to a line; cells of a table are parted by tabs.
pub(super) fn flat(blocks: Vec<Block>, notes: &mut Vec<Remark>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(mut paragraph) => {
                notes.append(&mut paragraph.notes);
                lines.push(paragraph.text);
            }
            Block::Table(table) => {
                for mut row in table.rows {
                    notes.append(&mut row.notes);
                    if !row.is_deleted {
                        let cells: Vec<String> = row.cells.into_iter().map(|c| c.text).collect();
                        lines.push(cells.join("\t"));
                    }
                }
            }
        }
    }
    let text = lines.join("\n");
    text.trim_matches('\n').to_owned()
}

/// Remarks that say the same of several cells of a row, as one.
pub(super) fn as_one(notes: Vec<Remark>) -> Vec<Remark> {
    let mut out: Vec<Remark> = Vec::new();
    for said in notes {
        match out.iter_mut().find(|o| o.what == said.what && !o.raw.is_empty()) {
            Some(first) => {
                first.raw.push('\t');
                first.raw.push_str(&said.raw);
            }
            None => out.push(said),
        }
    }
    out
}

/// What is said of words with a line through them: they are read, and may mean the reverse.
pub(super) fn struck_through(words: &str) -> Remark {
    let shown: String = words.chars().take(300).collect();
    let what = format!("words are struck through: '{shown}'; they are read as they stand");
    note(what, words, crate::import::html::STRUCK_NEXT)
}

/// Words that a drawing holds beside what it shows: its description, and letters drawn as a picture.
pub(super) fn drawn(name: &str, value: &dyn Fn(&str) -> String) -> Option<Remark> {
    let (words, what) = match name {
        "docPr" => (value("descr"), "describe a picture or drawing"),
        "shape" | "rect" | "oval" => (value("alt"), "describe a picture or drawing"),
        "textpath" => (value("string"), "are drawn as a picture (WordArt)"),
        _ => return None,
    };
    let shown: String = words.chars().take(300).collect();
    (!words.trim().is_empty()).then(|| {
        note(
            format!("these words {what} and were not read as text: '{shown}'"),
            &words,
            "read them beside the chronology; if they tell of an event, type it into the chronology",
        )
    })
}
