//! Tables as text: CSV and TSV, with commas, semicolons, tabs or bars, in any encoding that can be told.
//!
//! Rows are counted as a spreadsheet shows them when no cell has line breaks: the first is row 1, and each record after
//! it counts as one, however many lines its cells have. Wholly empty lines are no rows. Every cell is text: a formula is
//! kept as written and never run.

use ::csv::{ByteRecord, ReaderBuilder};

use crate::import::{
    Fit, Importer, NotThisKind, Supply,
    contents::{Cell, Contents, Fault, Grid, Part, Row},
    opening::decode,
};

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Rows that are looked at to tell the separator and the width.
const LOOKED_AT: usize = 20;
/// Of ten rows, as many must agree with the headings for a separator to be beyond doubt.
const MOST: usize = 6;
/// Lines among which a line of headings tells that a file is a table.
const TITLES: usize = 10;
/// Lines of a table.
const MOST_ROWS: usize = 200_000;
/// Cells of a row.
const MOST_COLUMNS: usize = 2_000;
const MARKS: &str = "write a mark inside a cell twice, put one at each end of the cell, and import the file again";

/// Reads tables.
#[derive(Debug)]
pub(super) struct Csv;

impl Importer for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "a table as .csv or .tsv, best with the header Ref,Date,Time,Source,Author,Type,Event"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        let head = decode::glance(file.head());
        let is_header = head.lines().take(TITLES).any(|line| {
            let named: Vec<String> = line
                .split([',', ';', '\t', '|'])
                .map(|c| c.trim().trim_matches('"').to_ascii_lowercase())
                .collect();
            named.iter().any(|c| c == "date") && named.iter().any(|c| c == "event")
        });
        if is_header {
            Fit::Content
        } else if file.has_extension(&["csv", "tsv", "tab"]) {
            Fit::Name
        } else {
            Fit::No
        }
    }

    fn is_plain(&self) -> bool {
        true
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        let decoded = decode::decode(file.bytes)?;
        let text = decoded.text.as_ref();
        if text.trim().is_empty() {
            return Err(NotThisKind::empty());
        }
        let (text, separator) = match named_separator(text) {
            Some((separator, rest)) => (rest, separator),
            None => (text, separator_of(text)),
        };
        bounded(text, separator)?;
        let grid = Grid {
            rows: rows(text, separator),
            ..Grid::default()
        };
        Ok(Contents {
            encoding: decoded.encoding.to_owned(),
            parts: vec![Part::Table(grid)],
            remarks: decoded.remarks(),
        })
    }
}

/// The rows of a text.
fn rows(text: &str, separator: u8) -> Vec<Row> {
    let mut records = Records::new(text, separator);
    let width = usual_width(text, separator);
    let mut out = Vec::new();
    while let Some((cells, raw)) = records.next_record() {
        let fault = match quotes_of(raw, separator) {
            Quotes::Sound if cells.len() < width && cells.len() > 1 => Some(Fault {
                what: format!("the row has {} cells and the header {width}", cells.len()),
                next:
                    "put text that holds a separator or a line break between quotation marks, and import the file again"
                        .to_owned(),
            }),
            Quotes::Sound => None,
            Quotes::Open => Some(Fault {
                what:
                    "a quotation mark opened in this row is never closed, so the rest of the file was taken as one row"
                        .to_owned(),
                next: MARKS.to_owned(),
            }),
            Quotes::Stray => Some(Fault {
                what: "words follow a closing quotation mark, so it is not certain where the cell ends, nor the row"
                    .to_owned(),
                next: MARKS.to_owned(),
            }),
        };
        out.push(Row {
            number: out.len() + 1,
            cells: cells.into_iter().map(Cell::words).collect(),
            raw: Some(raw.trim_matches(['\r', '\n']).to_owned()),
            fault,
        });
    }
    out
}

/// No larger table is read: the same bound as for workbooks, and columns as no system writes them.
fn bounded(text: &str, separator: u8) -> Result<(), NotThisKind> {
    let refuse = |what: String, next: &str| {
        Err(NotThisKind {
            what,
            next: next.to_owned(),
        })
    };
    let lines = text.bytes().filter(|b| *b == b'\n').count();
    if lines > MOST_ROWS {
        return refuse(
            format!("the table has {lines} lines; no more than {MOST_ROWS} are read at once"),
            "split it into smaller files, each with the header row",
        );
    }
    let width = first_widths(text, separator).into_iter().max().unwrap_or(0);
    if width > MOST_COLUMNS {
        return refuse(
            format!("a row has {width} cells; no more than {MOST_COLUMNS} are read"),
            "ask the agency for the file again, or take out the columns that hold nothing",
        );
    }
    Ok(())
}

/// Cells that most of the first rows have: a title above the headings has fewer, and is no measure.
fn usual_width(text: &str, separator: u8) -> usize {
    let widths = first_widths(text, separator);
    let count = |width: &usize| widths.iter().filter(|w| *w == width).count();
    // The first of those that are equally frequent: the headings.
    widths.iter().rev().max_by_key(|w| count(w)).copied().unwrap_or(0)
}

/// The separator that a first line `sep=;` names, and the text under it. Excel writes the line and shows no row for it.
fn named_separator(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let named = line.trim_end_matches('\r').trim_matches('"');
    let separator = named.strip_prefix("sep=").or_else(|| named.strip_prefix("SEP="))?;
    match separator.as_bytes() {
        [one] if one.is_ascii_punctuation() || *one == b'\t' => Some((*one, rest)),
        _ => None,
    }
}

/// The separator of the headings: the first row that has several cells, and of two separators the one with which more of
/// the rows under it agree. A title with a comma in it gives way to a wider row with which others agree.
fn separator_of(text: &str) -> u8 {
    // Where the first row names a day and what happened, its own separator is plain, whatever stands in cells below.
    let names = |separator: u8| {
        let first = Records::new(text, separator).next_record().unwrap_or_default().0;
        let has = |name: &str| first.iter().any(|c| c.trim().eq_ignore_ascii_case(name));
        has("date") && has("event")
    };
    if let Some(separator) = SEPARATORS.into_iter().find(|s| names(*s)) {
        return separator;
    }
    let widths: Vec<(u8, Vec<usize>)> = SEPARATORS.iter().map(|s| (*s, first_widths(text, *s))).collect();
    let mut best: Option<Told> = None;
    for at in 0..LOOKED_AT {
        let told = widths
            .iter()
            .rev()
            .filter_map(|(s, w)| Told::at(*s, w, at))
            .max_by_key(|t| (t.share, t.width));
        let Some(told) = told else { continue };
        match &best {
            None if told.share < MOST => best = Some(told),
            None => return told.separator,
            Some(first) if told.share >= MOST && told.width > first.width => return told.separator,
            Some(_) => {}
        }
    }
    best.map_or(b',', |told| told.separator)
}

/// What one row says for a separator.
struct Told {
    separator: u8,
    width: usize,
    /// Of ten rows from this one on, how many are as wide.
    share: usize,
}

impl Told {
    fn at(separator: u8, widths: &[usize], at: usize) -> Option<Self> {
        let width = *widths.get(at).filter(|w| **w > 1)?;
        let from = widths.get(at..)?;
        let agreeing = from.iter().filter(|w| **w == width).count();
        Some(Self {
            separator,
            width,
            share: agreeing * 10 / from.len(),
        })
    }
}

fn first_widths(text: &str, separator: u8) -> Vec<usize> {
    let mut records = Records::new(text, separator);
    let mut widths = Vec::new();
    while let Some((cells, _)) = records.next_record() {
        widths.push(cells.len());
        if widths.len() == LOOKED_AT {
            break;
        }
    }
    widths
}

/// Walks over the records of a text. Every one comes out, whatever is wrong with it.
struct Records<'t> {
    text: &'t str,
    reader: ::csv::Reader<&'t [u8]>,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, separator: u8) -> Self {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        Self { text, reader }
    }

    /// Cells and the bytes they were read from.
    fn next_record(&mut self) -> Option<(Vec<String>, &'t str)> {
        let mut record = ByteRecord::new();
        let from = self.place();
        // Reading from memory into byte records of any length cannot go wrong.
        if !self.reader.read_byte_record(&mut record).unwrap_or(false) {
            return None;
        }
        let raw = self.text.get(from..self.place()).unwrap_or_default();
        let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned());
        Some((cells.collect(), raw))
    }

    fn place(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }
}

/// Whether the quotation marks of a row leave any doubt where its cells end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
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
