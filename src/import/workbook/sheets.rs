//! *Sheets*: what the three kinds of workbook have in common once their cells are read: tables out of cells, joined cells,
//! limits, and what a reader must know of formulas, errors and comments.
//!
//! Reading the files themselves is left to `xlsx`, `xls` and `ods`; which column is which to `columns`.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use crate::import::{
    NotThisKind,
    contents::{Cell, Contents, Grid, Part, Remark, Row},
    workbook::{
        figures::{self, Figure, Shape},
        remarks,
    },
};

/// No more rows with words are read from one workbook.
const MOST_ROWS: usize = 200_000;
/// No more cells with words are read from one workbook.
const MOST_CELLS: usize = 4_000_000;
/// No more places for cells, with words or without, are laid out: a word far to the right makes each row wide.
const MOST_PLACES: usize = 12_000_000;
/// A sheet that is no wider has all its rows laid out to its width, so that words beyond the last heading have a column too.
const WIDE: usize = 256;
/// Rows at the head of a sheet that are laid out so even where it is very long.
const HEAD_ROWS: usize = 64;
/// Places for cells that are laid out only for that.
const MOST_PADDING: usize = 2_000_000;
/// No more text is read from one workbook, in bytes.
const MOST_TEXT: usize = 64 * 1024 * 1024;

const SPLIT: &str = "split it into smaller workbooks, each with the headings, and import them all";

/// Row and column, both counted from 0.
pub(crate) type At = (u32, u32);

/// Cells that are joined into one, both corners among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Joined {
    pub(crate) first: At,
    pub(crate) last: At,
}

/// Words that hang on a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) at: At,
    pub(crate) author: String,
    pub(crate) text: String,
}

/// A sheet as it is read.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    /// Hidden so that the program's own menu does not bring it back.
    pub(crate) very_hidden: bool,
    /// Cells with words, by row and column.
    rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    pub(crate) joined: Vec<Joined>,
    pub(crate) notes: Vec<Note>,
    /// Formulas that have a stored value.
    pub(crate) formulas: Vec<At>,
    /// Formulas without one, as written.
    pub(crate) unstored: Vec<(At, String)>,
    /// Cells that hold an error, as shown.
    pub(crate) errors: Vec<(At, String)>,
    /// Cells that show less of a day than they hold: how each was read, and what it holds.
    pub(crate) in_part: Vec<(At, String)>,
    /// Cells that show a number otherwise than they hold it: how each was read, and what it holds.
    pub(crate) numbers: Vec<(At, String)>,
    /// Words with a line through them: those of a whole cell, or these of it.
    pub(crate) struck: Vec<(At, Option<String>)>,
    /// Rows that are hidden, with words or without.
    pub(crate) hidden_rows: BTreeSet<u32>,
    /// Columns that are hidden, from the first to the last of each span.
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    /// Is a filter set, which hides rows?
    pub(crate) filtered: bool,
    /// Words at the head and foot of the printed page.
    pub(crate) margins: Vec<String>,
    /// Cells that show other words than they hold, or none: how each was read, and what it shows.
    pub(crate) reworded: Vec<(At, String)>,
    /// What kept the sheet, or the rest of it, from being read.
    pub(crate) unread: Option<String>,
}

/// A workbook as it is read.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) kind: &'static str,
    pub(crate) dates_1904: bool,
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) remarks: Vec<Remark>,
    rows: usize,
    cells: usize,
    text: usize,
    steps: usize,
}

impl Sheet {
    pub(crate) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    fn put(&mut self, (row, column): At, cell: Cell) {
        self.rows.entry(row).or_default().insert(column, cell);
    }

    /// Keeps in mind that a cell's value was worked out. A bare truth is written as a formula by some programs and is none.
    pub(crate) fn formula(&mut self, at: At, formula: &str) {
        let bare = formula.trim_start_matches("of:").trim_start_matches('=');
        if !matches!(bare, "TRUE()" | "FALSE()" | "TRUE" | "FALSE") {
            self.formulas.push(at);
        }
    }

    /// The words of a cell.
    pub(crate) fn words_at(&self, at: At) -> Option<&str> {
        Some(self.rows.get(&at.0)?.get(&at.1)?.text.as_str())
    }

    /// Is there a word in this row?
    pub(crate) fn row_has_words(&self, row: u32) -> bool {
        self.rows.contains_key(&row)
    }

    /// The columns that hold words.
    pub(crate) fn columns_with_words(&self) -> BTreeSet<u32> {
        self.rows.values().flat_map(|row| row.keys().copied()).collect()
    }

    pub(crate) fn has_words(&self) -> bool {
        !self.rows.is_empty()
    }
}

impl Book {
    pub(crate) fn of(kind: &'static str) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }

    /// Puts a cell into a sheet, while there is room. A cell without words is passed over.
    pub(crate) fn put(&mut self, sheet: &mut Sheet, at: At, cell: Cell) -> Result<(), NotThisKind> {
        if cell.text.trim().is_empty() {
            return Ok(());
        }
        self.cells += 1;
        self.room(cell.text.len())?;
        self.rows += usize::from(!sheet.rows.contains_key(&at.0));
        if self.rows > MOST_ROWS {
            return Err(too_large(&format!("more than {MOST_ROWS} rows with words")));
        }
        sheet.put(at, cell);
        Ok(())
    }

    /// Puts a day or time, and keeps in mind when it shows less than it holds.
    pub(crate) fn put_figure(&mut self, sheet: &mut Sheet, at: At, figure: Figure) -> Result<(), NotThisKind> {
        if let Some(held) = figure.held {
            sheet
                .in_part
                .push((at, format!("read as {}, holds {held}", figure.cell.text)));
        }
        self.put(sheet, at, figure.cell)
    }

    /// Puts words, and keeps in mind when their format shows others.
    pub(crate) fn put_words(
        &mut self,
        sheet: &mut Sheet,
        at: At,
        words: &str,
        shape: Option<&Shape>,
    ) -> Result<(), NotThisKind> {
        if let Some(shown) = figures::words_shown(words, shape).filter(|_| !words.trim().is_empty()) {
            let shown = if shown.is_empty() { "nothing" } else { shown.as_str() };
            sheet.reworded.push((at, format!("read as {words}, shows {shown}")));
        }
        self.put(sheet, at, Cell::words(words))
    }

    /// Puts a number, and keeps in mind when it is shown otherwise than it is held.
    pub(crate) fn put_number(&mut self, sheet: &mut Sheet, at: At, figure: Figure) -> Result<(), NotThisKind> {
        if let Some(held) = figure.held {
            sheet
                .numbers
                .push((at, format!("read as {}, {held}", figure.cell.text)));
        }
        self.put(sheet, at, figure.cell)
    }

    /// Counts a cell that is looked at, with words or without.
    pub(crate) fn step(&mut self) -> Result<(), NotThisKind> {
        self.steps += 1;
        if self.steps > MOST_CELLS {
            return Err(too_large("more cells than can be looked at"));
        }
        Ok(())
    }

    fn room(&mut self, bytes: usize) -> Result<(), NotThisKind> {
        self.text += bytes;
        if self.cells > MOST_CELLS {
            return Err(too_large(&format!("more than {MOST_CELLS} cells with words")));
        }
        if self.text > MOST_TEXT {
            return Err(too_large(&format!(
                "more than {} MB of text",
                MOST_TEXT / (1024 * 1024)
            )));
        }
        Ok(())
    }

    /// A remark on the whole workbook.
    pub(crate) fn say(&mut self, raw: &str, what: String, next: &str) {
        self.remarks.push(Remark {
            raw: raw.to_owned(),
            what,
            next: next.to_owned(),
            ..Remark::default()
        });
    }

    /// The tables of the workbook, one a sheet that has words.
    pub(crate) fn contents(mut self) -> Result<Contents, NotThisKind> {
        let with_words = self.sheets.iter().filter(|s| s.has_words()).count();
        let mut out = Contents {
            encoding: self.kind.to_owned(),
            remarks: std::mem::take(&mut self.remarks),
            ..Contents::default()
        };
        let mut places = 0;
        for mut sheet in std::mem::take(&mut self.sheets) {
            let place = if sheet.has_words() && with_words == 1 {
                String::new()
            } else {
                format!("sheet '{}'", sheet.name)
            };
            self.fill_down(&mut sheet)?;
            remarks::of(&sheet, &place, &mut out.remarks);
            if !sheet.has_words() {
                continue;
            }
            let widths = sheet.rows.values().filter_map(|r| r.keys().next_back());
            places += widths.map(|w| *w as usize + 1).sum::<usize>();
            if places > MOST_PLACES {
                return Err(NotThisKind {
                    what: "the workbook has words so far to the right that its rows are too wide".to_owned(),
                    next: "open it, press Ctrl+End to see where its words end, move or take out those far to the right of the table, and import it again".to_owned(),
                });
            }
            out.parts.push(Part::Table(Grid {
                place,
                rows: padded(sheet.rows.into_iter().map(laid_out).collect()),
                dates_1904: self.dates_1904,
            }));
        }
        if out.parts.is_empty() && out.remarks.is_empty() {
            return Err(NotThisKind {
                what: "no sheet of the workbook holds any words".to_owned(),
                next: "ask the agency for the file again, or take its name out of case.toml".to_owned(),
            });
        }
        Ok(out)
    }

    /// Cells that are joined downwards have their value in each row that holds other words. Rows that hold none stay away.
    fn fill_down(&mut self, sheet: &mut Sheet) -> Result<(), NotThisKind> {
        for joined in std::mem::take(&mut sheet.joined) {
            let (first, column) = joined.first;
            if joined.last.0 <= first {
                continue;
            }
            let Some(cell) = sheet.rows.get(&first).and_then(|r| r.get(&column)).cloned() else {
                continue;
            };
            let again = Cell {
                from_above: true,
                ..cell
            };
            for (_, row) in sheet.rows.range_mut(first + 1..=joined.last.0) {
                if let std::collections::btree_map::Entry::Vacant(place) = row.entry(column) {
                    self.cells += 1;
                    self.room(again.text.len())?;
                    place.insert(again.clone());
                }
            }
        }
        Ok(())
    }
}

/// Rows of one width.
fn padded(mut rows: Vec<Row>) -> Vec<Row> {
    let width = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    if width > WIDE {
        return rows;
    }
    let lacking: usize = rows.iter().map(|r| width - r.cells.len()).sum();
    let count = if lacking > MOST_PADDING { HEAD_ROWS } else { rows.len() };
    for row in rows.iter_mut().take(count) {
        row.cells.resize(width, Cell::default());
    }
    rows
}

/// A row with its cells at their places, as the grid has them.
fn laid_out((number, cells): (u32, BTreeMap<u32, Cell>)) -> Row {
    let width = cells.keys().next_back().map_or(0, |last| *last as usize + 1);
    let mut out = vec![Cell::default(); width];
    for (column, cell) in cells {
        if let Some(place) = out.get_mut(column as usize) {
            *place = cell;
        }
    }
    Row {
        number: number as usize + 1,
        cells: out,
        ..Row::default()
    }
}

/// `F14`.
pub(crate) fn cell_name((row, column): At) -> String {
    format!("{}{}", column_name(column as usize), u64::from(row) + 1)
}

/// `F`, of a column counted from 0.
pub(crate) fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// The place that `F14` names.
pub(crate) fn place_of(name: &str) -> Option<At> {
    let split = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, figures) = name.split_at_checked(split)?;
    if letters.is_empty() || letters.len() > 3 || figures.len() > 7 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        let value = letter.to_ascii_uppercase().checked_sub(b'A').filter(|v| *v < 26)?;
        column = column * 26 + u32::from(value) + 1;
    }
    Some((figures.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// Runs a reader of damaged or hostile files: should it stop where it stands, the file is refused and nothing else.
pub(crate) fn guarded<T>(read: impl FnOnce() -> Result<T, NotThisKind>) -> Result<T, NotThisKind> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged("its parts contradict each other")))
}

pub(crate) fn damaged(why: &str) -> NotThisKind {
    NotThisKind {
        what: format!("the workbook is damaged: {why}"),
        next: "open it in its own program, save it again as .xlsx, and import that; if it does not open there, ask the agency for a fresh copy".to_owned(),
    }
}

pub(crate) fn protected() -> NotThisKind {
    NotThisKind {
        what: "the workbook is protected with a password".to_owned(),
        next: "ask the agency for a copy without".to_owned(),
    }
}

pub(crate) fn too_large(what: &str) -> NotThisKind {
    NotThisKind {
        what: format!("the workbook has {what}"),
        next: SPLIT.to_owned(),
    }
}
