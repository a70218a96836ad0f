//! Workbooks of Excel before 2007: `.xls`. Tables are laid out by `sheets`.
//!
//! What agencies call `.xls` is often a table as text or a web page with that name: the first is read as a table, the
//! second is refused with what to do.

mod records;
pub(super) mod texts;

use std::io::{Cursor, Read as _};

use calamine::{Data, Dimensions, Range, Reader as _, SheetType, SheetVisible, Xls, XlsError};

use crate::import::{
    Fit, Importer, NotThisKind, Supply,
    contents::{Cell, Contents},
    csv::Csv,
    opening::packed::Packed,
    workbook::{
        figures::{self, IsFrom, iso, moment, number},
        sheets::{Book, Joined, Sheet, damaged, guarded, protected, too_large},
    },
    xls::records::{Records, Shapes},
    xlsx::{self, dated, error_cell, truth},
};

/// Reads older workbooks.
#[derive(Debug)]
pub(super) struct Workbook;

/// The first bytes of the container that older Office programs write.
const CONTAINER: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// No more places for cells are laid out: two words far apart make a sheet huge.
const MOST_PLACES: u64 = 10_000_000;

impl Importer for Workbook {
    fn name(&self) -> &'static str {
        "xls"
    }

    fn about(&self) -> &'static str {
        "an older Excel workbook, .xls"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        if is_old_workbook(file.bytes) {
            Fit::Special
        } else if file.has_extension(&["xls", "xlt"]) {
            Fit::Name
        } else {
            Fit::No
        }
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        if is_protected_package(file.bytes) {
            return Err(protected());
        }
        if Packed::has_part(file.bytes, "xl/workbook") {
            return xlsx::Workbook.open(file);
        }
        if !file.bytes.starts_with(CONTAINER) {
            return misnamed(file);
        }
        guarded(|| read(file.bytes))?.contents()
    }
}

/// A container with a workbook in it?
pub(super) fn is_old_workbook(bytes: &[u8]) -> bool {
    stream(bytes, &["/Workbook", "/Book"]).is_some()
}

/// A newer Office file that a password protects is a container of its own kind.
pub(super) fn is_protected_package(bytes: &[u8]) -> bool {
    stream(bytes, &["/EncryptedPackage"]).is_some()
}

/// The path of the first of these that the container holds.
fn stream<'p>(bytes: &[u8], paths: &[&'p str]) -> Option<&'p str> {
    if !bytes.starts_with(CONTAINER) {
        return None;
    }
    let container = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    paths.iter().find(|p| container.exists(**p)).copied()
}

fn misnamed(file: &Supply<'_>) -> Result<Contents, NotThisKind> {
    let head: String = String::from_utf8_lossy(file.head())
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_owned();
    if head.starts_with('<') {
        return Err(NotThisKind {
            what: "the file is a web page or XML with the name of a workbook".to_owned(),
            next: "open it in Excel and save it as .xlsx".to_owned(),
        });
    }
    if file.bytes.starts_with(b"PK") {
        return Err(damaged("it has the name of an Excel workbook and is none"));
    }
    let mut contents = Csv.open(file)?;
    contents.remarks.push(crate::import::contents::Remark {
        what: "the file has the name of an Excel workbook and is a table as text; it was read as that".to_owned(),
        next: "check the first entries".to_owned(),
        ..Default::default()
    });
    Ok(contents)
}

fn read(bytes: &[u8]) -> Result<Book, NotThisKind> {
    let mut records = Records::new(whole_stream(bytes)?);
    if records.is_protected() {
        return Err(protected());
    }
    if records.places() > MOST_PLACES {
        return Err(too_large(
            "words so far apart that its sheets are too large; saved as .xlsx it can be read",
        ));
    }
    let mut file = Xls::new(Cursor::new(bytes)).map_err(refused)?;
    let mut book = Book::of("Excel 97-2003 workbook");
    book.dates_1904 = file.has_1904_epoch();
    let listed: Vec<(String, SheetVisible, SheetType)> = file
        .sheets_metadata()
        .iter()
        .map(|s| (s.name.clone(), s.visible, s.typ))
        .collect();
    for (at, (name, visible, kind)) in listed.into_iter().enumerate() {
        if kind == SheetType::Vba {
            continue;
        }
        let mut sheet = Sheet::named(&name);
        sheet.hidden = visible != SheetVisible::Visible;
        sheet.very_hidden = visible == SheetVisible::VeryHidden;
        let beside = records.take(at);
        let values = file.worksheet_range(&name).map_err(refused)?;
        let formulas = file.worksheet_formula(&name).unwrap_or_default();
        cells(&mut book, &mut sheet, &values, &beside.shapes)?;
        for (row, column, formula) in absolute(&formulas) {
            if formula.is_empty() {
                continue;
            }
            let has_value = values.get_value((row, column)).is_some_and(|v| *v != Data::Empty);
            if has_value {
                sheet.formula((row, column), formula);
            } else {
                sheet.unstored.push(((row, column), format!("={formula}")));
            }
        }
        let joined: Vec<Dimensions> = file.merge_cells_by_sheet_name(&name).unwrap_or_default();
        sheet.joined = joined
            .into_iter()
            .map(|d| Joined {
                first: d.start,
                last: d.end,
            })
            .collect();
        sheet.notes = beside.notes;
        sheet.struck = beside.struck;
        (sheet.hidden_rows, sheet.hidden_columns) = (beside.hidden_rows, beside.hidden_columns);
        (sheet.filtered, sheet.margins) = (beside.filtered, beside.margins);
        book.sheets.push(sheet);
    }
    if stream(bytes, &["/_VBA_PROJECT_CUR"]).is_some() {
        let what = "the workbook holds macros; they were not run, and the stored values were read".to_owned();
        book.say(
            "",
            what,
            "nothing, unless a value looks wrong: then ask the agency for a copy without macros",
        );
    }
    Ok(book)
}

fn whole_stream(bytes: &[u8]) -> Result<Vec<u8>, NotThisKind> {
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|e| damaged(&e.to_string()))?;
    let path = stream(bytes, &["/Workbook", "/Book"]).ok_or_else(|| damaged("it holds no workbook"))?;
    let mut out = Vec::new();
    let read = container.open_stream(path).and_then(|mut s| s.read_to_end(&mut out));
    read.map_err(|e| damaged(&e.to_string()))?;
    Ok(out)
}

fn refused(error: XlsError) -> NotThisKind {
    match error {
        XlsError::Password => protected(),
        other => damaged(&other.to_string()),
    }
}

/// The cells of a range that are not empty, with their places in the sheet.
fn absolute<T: calamine::CellType>(range: &Range<T>) -> impl Iterator<Item = (u32, u32, &T)> {
    let (top, left) = range.start().unwrap_or_default();
    let place = |first: u32, at: usize| first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
    range
        .used_cells()
        .map(move |(r, c, v)| (place(top, r), place(left, c), v))
}

fn cells(book: &mut Book, sheet: &mut Sheet, values: &Range<Data>, shapes: &Shapes) -> Result<(), NotThisKind> {
    let is_from = if book.dates_1904 {
        IsFrom::Year1904
    } else {
        IsFrom::Year1900
    };
    for (row, column, value) in absolute(values) {
        let at = (row, column);
        let shape = shapes.get(&at).cloned();
        match value {
            Data::Empty => {}
            Data::String(text) => book.put_words(sheet, at, text, shape.as_ref())?,
            Data::Bool(value) => book.put(sheet, at, Cell::words(truth(*value)))?,
            Data::Error(error) => error_cell(book, sheet, at, error)?,
            #[expect(
                clippy::cast_precision_loss,
                reason = "a workbook keeps all numbers as floating ones"
            )]
            Data::Int(value) => book.put_number(sheet, at, number(*value as f64, &shape.unwrap_or_default()))?,
            Data::Float(value) => book.put_number(sheet, at, number(*value, &shape.unwrap_or_default()))?,
            Data::DateTime(day) => book.put_figure(sheet, at, dated(*day, is_from, shape))?,
            Data::DateTimeIso(text) => match iso(text) {
                Some(day) => book.put_figure(sheet, at, moment(day, shape))?,
                None => book.put(sheet, at, Cell::words(text))?,
            },
            Data::DurationIso(text) => {
                let cell = figures::iso_length(text).map_or_else(|| Cell::words(text), figures::length);
                book.put(sheet, at, cell)?;
            }
        }
    }
    Ok(())
}
