//! *Contents*: what a file holds before anybody says which column is which.
//!
//! An importer turns bytes into contents and knows nothing of cases; `columns` and `rows` turn tables into entries, `prose`
//! does so with text. Contents can cross to another process (`apart`), so that a file that brings its reader down brings
//! down nothing else.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contents {
    /// How it is written, in words: `UTF-8`, `Windows-1252`, `Excel workbook`, `PDF`.
    pub encoding: String,
    /// Its tables and texts, in order.
    pub parts: Vec<Part>,
    /// What could not be read, and what a reader must know.
    pub remarks: Vec<Remark>,
}

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Rows of cells.
    Table(Grid),
    /// Running text.
    Text(Prose),
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Grid {
    /// Where in the file, in words: `sheet 'Contacts'`, `table 2`. Empty when the file holds one table.
    pub place: String,
    /// Its rows, headings and all. Rows without any words are left out by the importer.
    pub rows: Vec<Row>,
    /// True when numbers of days count from 1904 (old Excel for Macintosh), not 1900.
    pub dates_1904: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Row {
    /// Its number, counted from 1, as the program that made the file shows it.
    pub number: usize,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// The row as it stands in the file, where that is more than its cells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// Why the row cannot be trusted: it becomes a problem whatever its cells hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// Its words, as the program that made the file shows them as nearly as can be known. A day is written day first.
    pub text: String,
    /// What the file says it is, beyond words.
    #[serde(default, skip_serializing_if = "Value::is_words")]
    pub value: Value,
    /// True when the cell is joined with the one above and this is its value again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub from_above: bool,
}

/// What a file says a cell is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Value {
    /// Words, or nothing more is known.
    #[default]
    Words,
    /// A day.
    Day(NaiveDate),
    /// A day and a time.
    Moment(NaiveDateTime),
    /// A time of day.
    Time(NaiveTime),
    /// A number that is shown as a number; it may count days.
    Number,
}

/// Why something cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What happened.
    pub what: String,
    /// What to do next.
    pub next: String,
}

/// Something that a reader must know of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Remark {
    /// Where in the file, in words; empty for the whole file.
    pub place: String,
    /// Row or line; 0 when the whole place is meant.
    pub row: usize,
    /// True when this stands for something that would have become an entry and did not (a page without text).
    pub lost: bool,
    /// The raw value.
    pub raw: String,
    /// What happened.
    pub what: String,
    /// What to do next.
    pub next: String,
}

/// Running text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Prose {
    /// Where in the file, in words; empty when the file holds one text.
    pub place: String,
    /// The text.
    pub text: String,
    /// Number of its first line in the file.
    pub first_line: usize,
    /// The day of the document itself, as written, for words before the first date (the `Date` of an e-mail).
    pub day: Option<String>,
    /// What its entries have as source; `Narrative` when empty.
    pub source: String,
    /// What its entries have as author.
    pub author: String,
}

impl Value {
    /// Is nothing more known than the words?
    fn is_words(&self) -> bool {
        *self == Self::Words
    }
}

impl Cell {
    /// A cell that holds words.
    pub fn words(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

impl Row {
    /// A row of words.
    pub fn of(number: usize, cells: Vec<String>) -> Self {
        Self {
            number,
            cells: cells.into_iter().map(Cell::words).collect(),
            ..Self::default()
        }
    }

    /// Is there any word in it?
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|c| c.from_above || c.text.trim().is_empty())
    }

    /// The row as a problem keeps it.
    pub fn as_written(&self) -> String {
        self.raw.clone().unwrap_or_else(|| {
            let mut cells: Vec<&str> = self.cells.iter().map(|c| c.text.as_str()).collect();
            while cells.last().is_some_and(|c| c.is_empty()) {
                cells.pop();
            }
            cells.join("\t")
        })
    }
}

impl Contents {
    /// Puts the contents of a file that was inside another under its place there.
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        let under = |inner: &str| {
            if inner.is_empty() {
                place.to_owned()
            } else {
                format!("{place}, {inner}")
            }
        };
        for part in &mut self.parts {
            match part {
                Part::Table(grid) => grid.place = under(&grid.place),
                Part::Text(prose) => prose.place = under(&prose.place),
            }
        }
        for remark in &mut self.remarks {
            remark.place = under(&remark.place);
        }
        self
    }
}
