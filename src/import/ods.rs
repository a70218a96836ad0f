//! Spreadsheets of LibreOffice and other office programs: `.ods`. Tables are laid out by `sheets`.
//!
//! The one file with all cells is read from its beginning to its end. A row or cell that the file says is repeated is
//! repeated only where it holds words, so that a million empty rows cost nothing.

mod cell;

use std::{collections::BTreeSet, io::BufRead};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::import::{
    Fit, Importer, NotThisKind, Supply,
    contents::Contents,
    ods::cell::{Open, count},
    opening::packed::Packed,
    workbook::sheets::{Book, Note, Sheet, damaged, guarded, protected, too_large},
    xlsx::parts::{attribute, push_words},
};

/// Reads spreadsheets.
#[derive(Debug)]
pub(super) struct Spreadsheet;

const KIND: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
/// Rows and columns of the largest sheet that office programs make.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;

impl Importer for Spreadsheet {
    fn name(&self) -> &'static str {
        "ods"
    }

    fn about(&self) -> &'static str {
        "a LibreOffice spreadsheet, .ods"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        let is_spreadsheet = file.bytes.starts_with(b"PK") && file.head().windows(KIND.len()).any(|w| w == KIND);
        if is_spreadsheet {
            Fit::Special
        } else if file.has_extension(&["ods", "ots"]) {
            Fit::Name
        } else {
            Fit::No
        }
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        if file.bytes.is_empty() {
            return Err(NotThisKind::empty());
        }
        if !file.bytes.starts_with(b"PK") {
            return Err(damaged("it has the name of a spreadsheet and is none"));
        }
        let mut packed = Packed::open(file.bytes, file.budget)?;
        let manifest = packed.text("META-INF/manifest.xml").unwrap_or_default();
        let names = packed.names();
        if manifest.contains("encryption-data") || names.iter().any(|n| n == "encrypted-package") {
            return Err(protected());
        }
        let mut book = guarded(|| match packed.reader("content.xml") {
            Some(xml) => read(xml),
            None => Err(damaged("the part with its cells is missing")),
        })?;
        let pictures = names.iter().filter(|n| n.starts_with("Pictures/")).count();
        if pictures > 0 {
            let what = format!("the workbook holds {pictures} picture(s), which were not read");
            book.say(
                "",
                what,
                "look at them in the workbook; a picture of a letter or a screen may hold facts",
            );
        }
        if names
            .iter()
            .any(|n| n.starts_with("Basic/") || n.starts_with("Scripts/"))
        {
            let what = "the workbook holds macros; they were not run, and the stored values were read".to_owned();
            book.say(
                "",
                what,
                "nothing, unless a value looks wrong: then ask the agency for a copy without macros",
            );
        }
        book.contents()
    }
}

fn read(xml: impl BufRead) -> Result<Book, NotThisKind> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut walk = Walk {
        book: Book::of("OpenDocument spreadsheet"),
        ..Walk::default()
    };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => walk.begins(&start),
            Ok(Event::End(end)) => walk.ends(end.name().as_ref())?,
            Ok(Event::Eof) => break,
            Ok(event) => walk.words(&event),
            // What was read of a file that breaks off would be taken for the whole.
            Err(error) => return Err(damaged(&error.to_string())),
        }
    }
    if walk.is_open() {
        return Err(damaged("it ends in the middle of a sheet"));
    }
    Ok(walk.finished())
}

/// Where the reader stands in the file.
#[derive(Default)]
struct Walk {
    book: Book,
    hidden_styles: BTreeSet<String>,
    style: String,
    sheet: Option<Sheet>,
    row: u32,
    row_repeats: u32,
    column: u32,
    cells: Vec<(u32, u32, Open)>,
    cell: Option<Open>,
    note: Option<Note>,
    note_author: bool,
    /// Inside how many drawings.
    drawn: usize,
    drawn_words: String,
    /// Inside the list of tracked changes.
    changes: bool,
    paragraph: usize,
}

impl Walk {
    fn is_open(&self) -> bool {
        self.sheet.is_some() || self.cell.is_some()
    }

    fn begins(&mut self, start: &BytesStart<'_>) {
        match start.name().as_ref() {
            "style:style" => self.style = attribute(start, "name").unwrap_or_default(),
            "style:table-properties" if attribute(start, "display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table:tracked-changes" => self.changes = true,
            _ if self.changes => {}
            "table:table" if self.sheet.is_none() => {
                let mut sheet = Sheet::named(&attribute(start, "name").unwrap_or_default());
                sheet.hidden = attribute(start, "style-name").is_some_and(|s| self.hidden_styles.contains(&s));
                self.sheet = Some(sheet);
                self.row = 0;
            }
            "table:table-row" if self.drawn == 0 => {
                self.row_repeats = count(start, "number-rows-repeated");
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" if self.drawn == 0 => self.cell = Some(Open::of(start)),
            "office:annotation" => {
                self.note = Some(Note {
                    at: (self.row, self.column),
                    author: String::new(),
                    text: String::new(),
                });
            }
            "dc:creator" => self.note_author = self.note.is_some(),
            "table:shapes" => self.drawn += 1,
            name if name.starts_with("draw:") => self.drawn += 1,
            "text:p" | "text:h" => {
                self.paragraph += 1;
                self.new_line();
            }
            "text:s" => self.push(&" ".repeat(count(start, "c").min(1000) as usize)),
            "text:tab" => self.push("\t"),
            "text:line-break" => self.push("\n"),
            _ => {}
        }
    }

    /// A paragraph after the first begins on a line of its own.
    fn new_line(&mut self) {
        if let Some(note) = &mut self.note {
            if !note.text.is_empty() {
                note.text.push('\n');
            }
        } else if self.drawn > 0 {
            if !self.drawn_words.is_empty() {
                self.drawn_words.push('\n');
            }
        } else if let Some(cell) = &mut self.cell {
            if cell.paragraphs > 0 {
                cell.words.push('\n');
            }
            cell.paragraphs += 1;
        }
    }

    fn words(&mut self, event: &Event<'_>) {
        if self.paragraph > 0 || self.note_author {
            let mut words = String::new();
            push_words(event, &mut words);
            self.push(&words);
        }
    }

    fn push(&mut self, words: &str) {
        if let Some(note) = &mut self.note {
            let to = if self.note_author {
                &mut note.author
            } else {
                &mut note.text
            };
            to.push_str(words);
        } else if self.drawn > 0 {
            self.drawn_words.push_str(words);
        } else if let Some(cell) = &mut self.cell {
            cell.words.push_str(words);
        }
    }

    fn ends(&mut self, name: &str) -> Result<(), NotThisKind> {
        match name {
            "table:tracked-changes" => {
                self.changes = false;
                let what = "the workbook keeps track of changes; what was changed or taken out was not read".to_owned();
                self.book.say(
                    "",
                    what,
                    "look at the changes in the workbook (Edit, Track Changes, Manage)",
                );
            }
            _ if self.changes => {}
            "text:p" | "text:h" => self.paragraph = self.paragraph.saturating_sub(1),
            "dc:creator" => self.note_author = false,
            "office:annotation" => {
                let note = self.note.take();
                if let Some(cell) = &mut self.cell {
                    cell.note = note;
                }
            }
            "table:shapes" => self.drawn = self.drawn.saturating_sub(1),
            name if name.starts_with("draw:") => self.drawn = self.drawn.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" if self.drawn == 0 => {
                if let Some(cell) = self.cell.take() {
                    let repeats = cell.repeats;
                    if cell.says_anything() {
                        self.cells.push((self.column, repeats, cell));
                    }
                    self.column = self.column.saturating_add(repeats);
                }
            }
            "table:table-row" if self.drawn == 0 => self.row_ends()?,
            "table:table" if self.drawn == 0 => self.book.sheets.extend(self.sheet.take()),
            _ => {}
        }
        Ok(())
    }

    /// Puts the cells of a row into the sheet, as often as the file says that the row is repeated.
    fn row_ends(&mut self) -> Result<(), NotThisKind> {
        let cells = std::mem::take(&mut self.cells);
        let after = self.row.saturating_add(self.row_repeats);
        if let Some(mut sheet) = self.sheet.take() {
            if !cells.is_empty() && (after > MOST_ROWS || self.column > MOST_COLUMNS) {
                return Err(too_large("more rows or columns than office programs can show"));
            }
            for row in if cells.is_empty() { 0..0 } else { self.row..after } {
                for (first, repeats, cell) in &cells {
                    for column in *first..first.saturating_add(*repeats) {
                        cell.put(&mut self.book, &mut sheet, (row, column))?;
                    }
                }
            }
            self.sheet = Some(sheet);
        }
        self.row = after;
        Ok(())
    }

    fn finished(mut self) -> Book {
        if !self.drawn_words.trim().is_empty() {
            let what =
                "a drawing or text box lies over a sheet and holds words, which are no part of any entry".to_owned();
            let next = "read them beside the chronology; if they tell of an event, add a row for it";
            let words = std::mem::take(&mut self.drawn_words);
            self.book.say(words.trim(), what, next);
        }
        self.book
    }
}
