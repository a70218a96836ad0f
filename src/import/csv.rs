//! Tables as CSV: header `Ref,Date,Time,Source,Author,Type,Event`, in any order, capitals or not.
//!
//! Rows are counted as a spreadsheet shows them when no cell has line breaks: the header is row 1, and each record after
//! it counts as one, however many lines its cells have. Wholly empty lines are no rows. Every cell is text: a formula is
//! kept as written and never run.

use ::csv::{ByteRecord, ReaderBuilder};

use crate::{
    import::{Fit, Hints, Imported, Importer, LARGEST_CELL, NotThisKind, ReadEntry, Sniff, decode},
    model::{
        entry::{Entry, EntryId},
        problem::Problem,
    },
    text::dates::read_when,
};

/// Columns in the order in which they are kept.
const COLUMNS: [&str; 7] = ["Ref", "Date", "Time", "Source", "Author", "Type", "Event"];
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
const MARKS: &str = "write a mark inside a cell twice, put one at each end of the cell, and import the file again";
const CORRECT: &str = "correct the copy and import it again";

/// Reads tables.
#[derive(Debug)]
pub(super) struct Table;

impl Importer for Table {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "a table as .csv with the header Ref,Date,Time,Source,Author,Type,Event"
    }

    fn recognises(&self, file: &Sniff<'_>) -> Fit {
        let head = String::from_utf8_lossy(file.head);
        let line = head.trim_start_matches('\u{feff}').lines().next();
        let is_header = line.is_some_and(|line| {
            let named: Vec<String> = line
                .split([',', ';', '\t'])
                .map(|c| c.trim().trim_matches('"').to_ascii_lowercase())
                .collect();
            named.iter().any(|c| c == "date") && named.iter().any(|c| c == "event")
        });
        if is_header {
            Fit::Content
        } else if file.has_extension(&["csv", "tsv"]) {
            Fit::Name
        } else {
            Fit::No
        }
    }

    fn read(&self, file: &[u8], hints: &Hints<'_>) -> Result<Imported, NotThisKind> {
        let decoded = decode::decode(file)?;
        let text = decoded.text.as_ref();
        if text.trim().is_empty() {
            return Err(NotThisKind {
                what: "the file is empty".to_owned(),
                next: "ask the agency for the file again, or take its name out of case.toml".to_owned(),
            });
        }
        let mut rows = Rows::new(text, separator_of(text));
        let header = rows.next_row().unwrap_or_default();
        let columns = Columns::of(&header)?;
        let mut out = Imported {
            encoding: decoded.encoding,
            rows: 0,
            entries: Vec::new(),
            problems: columns.remarks(&header, hints),
        };
        let mut number = 1;
        while let Some(row) = rows.next_row() {
            number += 1;
            out.rows += 1;
            match columns.entry(&row, number, hints) {
                Ok((entry, remarks)) => {
                    out.entries.push(entry);
                    out.problems.extend(remarks);
                }
                Err(problem) => out.problems.push(problem),
            }
        }
        Ok(out)
    }
}

/// The separator under which the first line names both `Date` and `Event`; a comma when none does.
fn separator_of(text: &str) -> u8 {
    SEPARATORS
        .into_iter()
        .find(|separator| {
            Rows::new(text, *separator)
                .next_row()
                .is_some_and(|row| Columns::of(&row).is_ok())
        })
        .unwrap_or(b',')
}

/// One record of the file.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<String>,
    raw: String,
    quotes: Quotes,
}

/// Walks over the records of a text. Every one comes out, whatever is wrong with it.
struct Rows<'t> {
    text: &'t str,
    reader: ::csv::Reader<&'t [u8]>,
    separator: u8,
}

impl<'t> Rows<'t> {
    fn new(text: &'t str, separator: u8) -> Self {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        Self {
            text,
            reader,
            separator,
        }
    }

    fn next_row(&mut self) -> Option<Row> {
        let mut record = ByteRecord::new();
        let from = self.place();
        // Reading from memory into byte records of any length cannot go wrong.
        if !self.reader.read_byte_record(&mut record).unwrap_or(false) {
            return None;
        }
        let raw = self.text.get(from..self.place()).unwrap_or_default();
        Some(Row {
            cells: record
                .iter()
                .map(|cell| String::from_utf8_lossy(cell).into_owned())
                .collect(),
            quotes: quotes_of(raw, self.separator),
            raw: raw.trim_matches(['\r', '\n']).to_owned(),
        })
    }

    fn place(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }
}

/// Whether the quotation marks of a row leave any doubt where its cells end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Quotes {
    #[default]
    Sound,
    /// One is never closed, so that it took the rest of the file with it.
    Open,
    /// One inside a cell is not doubled: words follow a closing mark, and rows may have run together.
    Stray,
}

fn quotes_of(raw: &str, separator: u8) -> Quotes {
    #[derive(Clone, Copy)]
    enum At {
        CellStart,
        Plain,
        Inside,
        Closed,
    }
    let mut at = At::CellStart;
    for byte in raw.bytes() {
        let cell_ends = byte == separator || matches!(byte, b'\r' | b'\n');
        at = match (at, byte) {
            (At::Inside, b'"') => At::Closed,
            (At::CellStart | At::Closed, b'"') | (At::Inside, _) => At::Inside,
            (_, _) if cell_ends => At::CellStart,
            (At::Closed, _) => return Quotes::Stray,
            (At::CellStart | At::Plain, _) => At::Plain,
        };
    }
    if matches!(at, At::Inside) {
        Quotes::Open
    } else {
        Quotes::Sound
    }
}

/// Which cell of a row holds what.
struct Columns {
    /// For each of `COLUMNS`, its place in a row.
    places: [Option<usize>; 7],
    width: usize,
}

impl Columns {
    fn of(header: &Row) -> Result<Self, NotThisKind> {
        let found: Vec<String> = header.cells.iter().map(|c| c.trim().to_owned()).collect();
        let mut places = [None; 7];
        for (column, place) in COLUMNS.iter().zip(places.iter_mut()) {
            let mut same = found
                .iter()
                .enumerate()
                .filter(|(_, name)| name.eq_ignore_ascii_case(column));
            *place = same.next().map(|(at, _)| at);
            if same.next().is_some() {
                return Err(wrong_header(&found, &format!("names the column {column} twice")));
            }
        }
        let [_, date, _, _, _, _, event] = places;
        let lacks = match (date, event) {
            (Some(_), Some(_)) => {
                return Ok(Self {
                    places,
                    width: found.len(),
                });
            }
            (None, None) => "has neither Date nor Event",
            (None, _) => "has no column Date",
            (_, None) => "has no column Event",
        };
        Err(wrong_header(&found, lacks))
    }

    fn remarks(&self, header: &Row, hints: &Hints<'_>) -> Vec<Problem> {
        let mut out = Vec::new();
        for (at, name) in header.cells.iter().enumerate() {
            if !self.places.contains(&Some(at)) {
                let named = match name.trim() {
                    "" => format!("column {} has no name and", at + 1),
                    name => format!("the column '{}'", shown(name)),
                };
                out.push(hints.remark(
                    0,
                    name,
                    format!("{named} is not read"),
                    "if it matters, put its text into Event or Type; the record keeps it as supplied",
                ));
            }
        }
        let [id, ..] = self.places;
        if id.is_none() {
            out.push(hints.remark(
                0,
                "",
                "the table has no column Ref".to_owned(),
                "each row was given an id made of the file's name and its row; add a Ref to keep ids when rows move",
            ));
        }
        out
    }

    fn cell<'r>(&self, row: &'r Row, column: usize) -> &'r str {
        self.places
            .get(column)
            .copied()
            .flatten()
            .and_then(|at| row.cells.get(at))
            .map_or("", String::as_str)
    }

    fn entry(&self, row: &Row, number: usize, hints: &Hints<'_>) -> Result<(ReadEntry, Vec<Problem>), Problem> {
        self.sound(row, number, hints)?;
        let mut remarks = Vec::new();
        let written = self.cell(row, 1);
        let when = read_when(written, self.cell(row, 2)).or_else(|problem| {
            let (what, next) = (problem.what(), problem.next());
            let Some(when) = problem.kept() else {
                return Err(hints.lost(number, &row.raw, what, next));
            };
            remarks.push(hints.remark(number, self.cell(row, 2), what, next));
            Ok(when)
        })?;
        let id = self.cell(row, 0).trim();
        let made_id = id.is_empty();
        let [id_place, ..] = self.places;
        if made_id && id_place.is_some() {
            remarks.push(hints.remark(
                number,
                "",
                "the row has no Ref".to_owned(),
                "it was given an id made of the file's name and its row; add a Ref to keep it when rows move",
            ));
        }
        let entry = Entry {
            id: if made_id {
                hints.made_id(number)
            } else {
                EntryId(id.to_owned())
            },
            agency: hints.agency.clone(),
            when,
            source: self.cell(row, 3).to_owned(),
            author: self.cell(row, 4).to_owned(),
            entry_type: self.cell(row, 5).to_owned(),
            text: self.cell(row, 6).to_owned(),
            origin: hints.origin(number),
        };
        let read = ReadEntry {
            entry,
            made_id,
            raw: row.raw.clone(),
        };
        Ok((read, remarks))
    }

    /// Refuses a row whose shape is wrong, before anything is read from it.
    fn sound(&self, row: &Row, number: usize, hints: &Hints<'_>) -> Result<(), Problem> {
        let lost = |what: String, next: &str| Err(hints.lost(number, &row.raw, what, next));
        match row.quotes {
            Quotes::Sound => {}
            Quotes::Open => {
                let what =
                    "a quotation mark opened in this row is never closed, so the rest of the file was taken as one row";
                return lost(what.to_owned(), MARKS);
            }
            Quotes::Stray => {
                let what =
                    "words follow a closing quotation mark, so it is not certain where the cell ends, nor the row";
                return lost(what.to_owned(), MARKS);
            }
        }
        if row.cells.iter().any(|c| c.len() > LARGEST_CELL) {
            return lost(
                format!("a cell is larger than {LARGEST_CELL} bytes"),
                "look for a quotation mark that is not closed, or split the text over several rows",
            );
        }
        if row.cells.iter().all(|c| c.trim().is_empty()) {
            return lost(
                "the row is blank".to_owned(),
                "take it out, or fill it in from the original",
            );
        }
        let filled = row
            .cells
            .iter()
            .rposition(|c| !c.trim().is_empty())
            .map_or(0, |at| at + 1);
        let (have, want) = (row.cells.len(), self.width);
        if have < want || filled > want {
            let what = format!("the row has {have} cells and the header {want}");
            return lost(
                what,
                "put text that holds a separator or a line break between quotation marks, and import the file again",
            );
        }
        if self.cell(row, 5).trim().is_empty() && self.cell(row, 6).trim().is_empty() {
            return lost("the row has neither Type nor Event".to_owned(), CORRECT);
        }
        Ok(())
    }
}

fn wrong_header(found: &[String], lacks: &str) -> NotThisKind {
    let found = shown(&found.join(", "));
    NotThisKind {
        what: format!("the first row {lacks}; it reads: {found}"),
        next: format!(
            "make the first row the header {} (Date and Event are needed, the others may be left out)",
            COLUMNS.join(",")
        ),
    }
}

fn shown(text: &str) -> String {
    let mut out: String = text.chars().take(200).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}
