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
    xlsx::{
        parts::{attribute, push_words},
        sheet::margin_words,
    },
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
        let said = packed.text("styles.xml").map(|xml| margins(&xml)).unwrap_or_default();
        if !said.is_empty() {
            let what = "the head or foot of the printed sheets holds words, which are no part of any entry".to_owned();
            let next = "read them beside the chronology; a marking, an agency or a day may stand there";
            book.say(&said.join("\n"), what, next);
        }
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

/// Does the style draw a line through words?
fn is_struck(start: &BytesStart<'_>) -> bool {
    ["text-line-through-style", "text-line-through-type"]
        .iter()
        .any(|name| attribute(start, name).is_some_and(|v| v != "none"))
}

fn is_hidden(start: &BytesStart<'_>) -> bool {
    attribute(start, "visibility").is_some_and(|v| v != "visible")
}

/// Words at the head and foot of printed pages, beside those that the program fills in.
fn margins(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut out, mut words, mut depth, mut field) = (Vec::new(), String::new(), 0_usize, 0_usize);
    let is_margin = |name: &str| name.starts_with("style:header") || name.starts_with("style:footer");
    let is_shown = |s: &BytesStart<'_>| attribute(s, "display").as_deref() != Some("false");
    loop {
        match reader.read_event() {
            Ok(Event::Start(s)) if depth > 0 => {
                depth += 1;
                // The number of the page, the name of the sheet: filled in by the program.
                field +=
                    usize::from(field > 0 || (s.name().as_ref().starts_with("text:") && !is_text(s.name().as_ref())));
            }
            Ok(Event::Start(s))
                if is_margin(s.name().as_ref()) && !s.name().as_ref().ends_with("style") && is_shown(&s) =>
            {
                depth = 1;
            }
            Ok(Event::End(e)) if depth > 0 => {
                depth -= 1;
                field = field.saturating_sub(1);
                if depth == 0 || e.name().as_ref() == "text:p" {
                    out.extend(margin_words(&std::mem::take(&mut words).replace('&', "&&")));
                }
            }
            Ok(Event::Eof) | Err(_) => return out,
            Ok(event) if depth > 0 && field == 0 => push_words(&event, &mut words),
            Ok(_) => {}
        }
    }
}

fn is_text(name: &str) -> bool {
    matches!(name, "text:p" | "text:h" | "text:span" | "text:a")
}

/// Where the reader stands in the file.
#[derive(Default)]
struct Walk {
    book: Book,
    hidden_styles: BTreeSet<String>,
    struck_styles: BTreeSet<String>,
    /// For each span of words that is open, whether it is struck through.
    spans: Vec<bool>,
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
            "style:text-properties" if is_struck(start) => {
                self.struck_styles.insert(self.style.clone());
            }
            "table:tracked-changes" => self.changes = true,
            _ if self.changes => {}
            "table:table-column" if self.drawn == 0 => self.hides_columns(start),
            "table:table" if self.sheet.is_none() => {
                let mut sheet = Sheet::named(&attribute(start, "name").unwrap_or_default());
                sheet.hidden = attribute(start, "style-name").is_some_and(|s| self.hidden_styles.contains(&s));
                self.sheet = Some(sheet);
                (self.row, self.column) = (0, 0);
            }
            "table:table-row" if self.drawn == 0 => {
                self.row_repeats = count(start, "number-rows-repeated");
                self.column = 0;
                self.hides_rows(start);
            }
            "table:table-cell" | "table:covered-table-cell" if self.drawn == 0 => {
                let mut cell = Open::of(start);
                cell.is_struck = self.is_struck_style(start);
                self.cell = Some(cell);
            }
            "text:span" => self.spans.push(self.is_struck_style(start)),
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
            "text:p" | "text:h" | "svg:title" | "svg:desc" => {
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
            if self.spans.contains(&true) {
                cell.struck.push_str(words);
            }
        }
    }

    fn is_struck_style(&self, start: &BytesStart<'_>) -> bool {
        attribute(start, "style-name").is_some_and(|s| self.struck_styles.contains(&s))
    }

    fn hides_columns(&mut self, start: &BytesStart<'_>) {
        let first = self.column;
        self.column = first.saturating_add(count(start, "number-columns-repeated"));
        if let (Some(sheet), true) = (&mut self.sheet, is_hidden(start)) {
            sheet.hidden_columns.push((first, self.column.saturating_sub(1)));
        }
    }

    /// A span of hidden rows that goes on to the end of the sheet is kept in mind no further than words can stand.
    fn hides_rows(&mut self, start: &BytesStart<'_>) {
        if let (Some(sheet), true) = (&mut self.sheet, is_hidden(start)) {
            sheet.filtered |= attribute(start, "visibility").as_deref() == Some("filter");
            let after = self.row.saturating_add(self.row_repeats).min(MOST_ROWS);
            sheet.hidden_rows.extend(self.row..after);
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
            "text:p" | "text:h" | "svg:title" | "svg:desc" => self.paragraph = self.paragraph.saturating_sub(1),
            "dc:creator" => self.note_author = false,
            "text:span" => drop(self.spans.pop()),
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
