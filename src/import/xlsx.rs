//! Workbooks of Excel since 2007: `.xlsx`, `.xlsm` and their templates.
//!
//! Cells are read one by one as they stand in the file, so that a sheet of a million empty rows costs nothing. Macros are
//! never run. Comments, drawings and pictures are told of by `xlsx_parts`; tables are laid out by `sheets`.

pub(super) mod parts;
pub(super) mod sheet;

use std::io::Cursor;

use calamine::{
    CellErrorType, DataRef, ExcelDateTime, Reader as _, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata,
};

use crate::import::{
    Fit, Importer, NotThisKind, Supply,
    contents::{Cell, Contents},
    opening::packed::Packed,
    workbook::{
        figures::{self, IsFrom, Shape, iso, moment, number, serial},
        sheets::{At, Book, Joined, Sheet, damaged, guarded, protected},
    },
    xls,
};

/// Reads workbooks.
#[derive(Debug)]
pub(super) struct Workbook;

const ENDINGS: &[&str] = &["xlsx", "xlsm", "xltx", "xltm"];

impl Importer for Workbook {
    fn name(&self) -> &'static str {
        "xlsx"
    }

    fn about(&self) -> &'static str {
        "an Excel workbook, .xlsx, any number of sheets"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        if Packed::has_part(file.bytes, "xl/workbook") {
            Fit::Special
        } else if file.has_extension(ENDINGS) {
            // Only its name speaks for it; a workbook with a password is no zip file, and is refused by name.
            if xls::is_protected_package(file.bytes) {
                Fit::Special
            } else {
                Fit::Name
            }
        } else {
            Fit::No
        }
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        if xls::is_protected_package(file.bytes) {
            return Err(protected());
        }
        if xls::is_old_workbook(file.bytes) {
            return xls::Workbook.open(file);
        }
        if !file.bytes.starts_with(b"PK") {
            return Err(if file.bytes.is_empty() {
                NotThisKind::empty()
            } else {
                damaged("it has the name of an Excel workbook and is none")
            });
        }
        let mut packed = Packed::open(file.bytes, file.budget)?;
        let names = packed.names();
        if names.iter().any(|n| n == "xl/workbook.bin") {
            return Err(NotThisKind {
                what: "the file is an Excel binary workbook (.xlsb)".to_owned(),
                next: "open it in Excel and save it as .xlsx".to_owned(),
            });
        }
        let mut book = guarded(|| read(file.bytes))?;
        parts::add(&mut packed, &mut book);
        book.contents()
    }
}

fn read(bytes: &[u8]) -> Result<Book, NotThisKind> {
    let mut file = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let mut book = Book::of("Excel workbook");
    book.dates_1904 = file.has_1904_epoch();
    let listed: Vec<(String, SheetVisible)> = file
        .sheets_metadata()
        .iter()
        .map(|s| (s.name.clone(), s.visible))
        .collect();
    for (name, visible) in listed {
        let mut sheet = Sheet::named(&name);
        sheet.hidden = visible != SheetVisible::Visible;
        sheet.very_hidden = visible == SheetVisible::VeryHidden;
        match cells(&mut file, &mut book, &mut sheet) {
            Ok(()) => {}
            Err(Stopped::Whole(refusal)) => return Err(refusal),
            Err(Stopped::Sheet(XlsxError::NotAWorksheet(_))) => {
                let what = format!("the sheet '{name}' is a chart or a dialogue and has no cells");
                book.say("", what, "look at it in the workbook");
                continue;
            }
            Err(Stopped::Sheet(why)) => sheet.unread = Some(why.to_string()),
        }
        let joined = file.merge_cells_by_sheet_name(&name).unwrap_or_default();
        sheet.joined = joined
            .into_iter()
            .map(|d| Joined {
                first: d.start,
                last: d.end,
            })
            .collect();
        book.sheets.push(sheet);
    }
    Ok(book)
}

fn refused(error: XlsxError) -> NotThisKind {
    match error {
        XlsxError::Password => protected(),
        other => damaged(&other.to_string()),
    }
}

/// What ended the reading of a sheet.
enum Stopped {
    /// The whole file is refused.
    Whole(NotThisKind),
    /// Only this sheet is.
    Sheet(XlsxError),
}

impl From<XlsxError> for Stopped {
    fn from(error: XlsxError) -> Self {
        Self::Sheet(error)
    }
}

impl From<NotThisKind> for Stopped {
    fn from(refusal: NotThisKind) -> Self {
        Self::Whole(refusal)
    }
}

fn cells(file: &mut Xlsx<Cursor<&[u8]>>, book: &mut Book, sheet: &mut Sheet) -> Result<(), Stopped> {
    let shapes = shapes(file, sheet)?;
    let is_from = if book.dates_1904 {
        IsFrom::Year1904
    } else {
        IsFrom::Year1900
    };
    let mut reader = file.worksheet_cells_reader(&sheet.name)?;
    while let Some(record) = reader.next_cell_with_formula_metadata()? {
        let at = record.pos;
        let is_blank = matches!(record.value, DataRef::Empty);
        match record.formula {
            Some(formula) if is_blank => sheet.unstored.push((at, written(formula))),
            Some(formula) => sheet.formula(at, &written(formula)),
            None => {}
        }
        let shape = shapes.get(&at).cloned();
        match record.value {
            DataRef::Empty => {}
            DataRef::String(text) => book.put_words(sheet, at, &text, shape.as_ref())?,
            DataRef::SharedString(text) => book.put_words(sheet, at, text, shape.as_ref())?,
            DataRef::Bool(value) => book.put(sheet, at, Cell::words(truth(value)))?,
            DataRef::Error(error) => error_cell(book, sheet, at, &error)?,
            DataRef::Int(value) => book.put(sheet, at, Cell::words(value.to_string()))?,
            DataRef::Float(value) => book.put_number(sheet, at, number(value, &shape.unwrap_or_default()))?,
            DataRef::DateTime(day) => book.put_figure(sheet, at, dated(day, is_from, shape))?,
            DataRef::DateTimeIso(text) => match iso(&text) {
                Some(day) => book.put_figure(sheet, at, moment(day, shape))?,
                None => book.put(sheet, at, Cell::words(text))?,
            },
            DataRef::DurationIso(text) => {
                let cell = figures::iso_length(&text).map_or_else(|| Cell::words(text), figures::length);
                book.put(sheet, at, cell)?;
            }
        }
    }
    Ok(())
}

/// The formats of cells, where they are others than the usual; cells with a line through them are kept in mind.
fn shapes(
    file: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &mut Sheet,
) -> Result<std::collections::BTreeMap<At, Shape>, XlsxError> {
    let mut reader = file.worksheet_cells_reader(&sheet.name)?;
    let is_struck = |s: &calamine::Style| s.font.as_ref().is_some_and(|f| f.strikethrough);
    let struck: Vec<bool> = reader.styles().iter().map(is_struck).collect();
    let known: Vec<Shape> = reader
        .styles()
        .iter()
        .map(|s| {
            s.number_format
                .as_ref()
                .map_or_else(Shape::default, |f| Shape::of(&f.format_code))
        })
        .collect();
    let mut out = std::collections::BTreeMap::new();
    // Where the sheet breaks off, its values are read as far as they go, and there it is said.
    while let Ok(Some((row, column, style))) = reader.next_style_id() {
        if let Some(shape) = known.get(style).filter(|s| **s != Shape::default()) {
            out.insert((row, column), shape.clone());
        }
        if struck.get(style) == Some(&true) {
            sheet.struck.push(((row, column), None));
        }
    }
    Ok(out)
}

/// A day, time or length of time, as its format shows it.
pub(super) fn dated(day: ExcelDateTime, is_from: IsFrom, shape: Option<Shape>) -> figures::Figure {
    if day.is_duration() {
        return figures::Figure {
            cell: figures::length(day.as_f64() * 86_400.0),
            held: None,
        };
    }
    serial(day.as_f64(), is_from, shape)
}

pub(super) fn error_cell(book: &mut Book, sheet: &mut Sheet, at: At, error: &CellErrorType) -> Result<(), NotThisKind> {
    let shown = error.to_string();
    sheet.errors.push((at, shown.clone()));
    book.put(sheet, at, Cell::words(shown))
}

pub(super) fn truth(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

fn written(formula: XlsxFormulaMetadata) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => format!("={formula}"),
        _ => String::new(),
    }
}
