//! A cell of an OpenDocument spreadsheet: what its element says it is, what is written in it, and what it becomes.

use quick_xml::events::BytesStart;

use crate::import::{
    NotThisKind,
    contents::Cell,
    workbook::{
        figures::{self, Shape, iso, iso_length, moment, number_shown},
        sheets::{Book, Joined, Note, Sheet},
    },
    xlsx::{parts::attribute, truth},
};

/// A cell whose end has not come yet.
#[derive(Default)]
pub(crate) struct Open {
    kind: String,
    value: Option<String>,
    formula: Option<String>,
    is_error: bool,
    pub(crate) repeats: u32,
    down: u32,
    across: u32,
    pub(crate) words: String,
    pub(crate) paragraphs: usize,
    pub(crate) note: Option<Note>,
    /// Is the whole cell struck through?
    pub(crate) is_struck: bool,
    /// Those of its words that are.
    pub(crate) struck: String,
}

/// How often something is repeated, or how far it reaches: once, where nothing is said.
pub(crate) fn count(start: &BytesStart<'_>, name: &str) -> u32 {
    attribute(start, name).and_then(|n| n.parse().ok()).unwrap_or(1)
}

impl Open {
    pub(crate) fn of(start: &BytesStart<'_>) -> Self {
        let named = |name: &str| attribute(start, name);
        let is_error = start
            .attributes()
            .flatten()
            .any(|a| a.key.as_ref() == "calcext:value-type" && a.value.as_ref() == "error");
        let kind = start
            .attributes()
            .flatten()
            .find(|a| a.key.as_ref() == "office:value-type");
        Self {
            kind: kind.map(|a| a.value.into_owned()).unwrap_or_default(),
            value: ["value", "date-value", "time-value", "boolean-value", "string-value"]
                .iter()
                .find_map(|n| named(n)),
            formula: named("formula"),
            is_error,
            repeats: count(start, "number-columns-repeated"),
            down: count(start, "number-rows-spanned"),
            across: count(start, "number-columns-spanned"),
            ..Self::default()
        }
    }

    pub(crate) fn says_anything(&self) -> bool {
        self.value.is_some() || !self.words.trim().is_empty() || self.formula.is_some() || self.note.is_some()
    }

    pub(crate) fn put(&self, book: &mut Book, sheet: &mut Sheet, at: (u32, u32)) -> Result<(), NotThisKind> {
        book.step()?;
        let is_blank = self.words.trim().is_empty() && self.value.as_ref().is_none_or(String::is_empty);
        match &self.formula {
            Some(formula) if is_blank && self.kind.is_empty() => {
                let written = formula.strip_prefix("of:").unwrap_or(formula);
                sheet.unstored.push((at, written.to_owned()));
            }
            Some(formula) => sheet.formula(at, formula),
            None => {}
        }
        if self.is_error {
            sheet.errors.push((at, self.words.clone()));
        }
        if self.down > 1 {
            sheet.joined.push(Joined {
                first: at,
                last: (
                    at.0.saturating_add(self.down - 1),
                    at.1.saturating_add(self.across.saturating_sub(1)),
                ),
            });
        }
        if self.is_struck || !self.struck.trim().is_empty() {
            let words = Some(self.struck.trim().to_owned()).filter(|w| !w.is_empty());
            sheet.struck.push((at, words));
        }
        if let Some(note) = &self.note {
            sheet.notes.push(Note { at, ..note.clone() });
        }
        let value = self.value.as_deref().unwrap_or_default();
        match self.kind.as_str() {
            "date" => match iso(value) {
                Some(day) => book.put_figure(sheet, at, moment(day, self.shape_of(day))),
                None => book.put(sheet, at, Cell::words(self.shown())),
            },
            "time" => {
                let cell = iso_length(value).map_or_else(|| Cell::words(self.shown()), figures::length);
                book.put(sheet, at, cell)
            }
            // A truth shown as a word is kept as one, though the file holds a number.
            "float" if self.shown().bytes().all(|b| !b.is_ascii_digit()) => {
                let figure = value.parse().map(|v| number_shown(v, self.shown()));
                match figure {
                    Ok(figure) => book.put_number(sheet, at, figure),
                    Err(_) => book.put(sheet, at, Cell::words(self.shown())),
                }
            }
            "float" | "percentage" | "currency" if !self.is_error => {
                let words = self.words.trim();
                match value.parse() {
                    Err(_) => book.put(sheet, at, Cell::words(self.shown())),
                    Ok(number) if !words.is_empty() => book.put_number(sheet, at, number_shown(number, words)),
                    Ok(number) => book.put_number(sheet, at, figures::number(number, &self.shape())),
                }
            }
            "boolean" => book.put(sheet, at, Cell::words(truth(value == "true"))),
            _ => book.put(sheet, at, Cell::words(self.shown())),
        }
    }

    fn shown(&self) -> &str {
        if self.words.is_empty() {
            self.value.as_deref().unwrap_or_default()
        } else {
            &self.words
        }
    }

    fn shape(&self) -> Shape {
        if self.kind == "percentage" {
            Shape::of("0%")
        } else {
            Shape::default()
        }
    }

    fn shape_of(&self, day: chrono::NaiveDateTime) -> Option<Shape> {
        (!self.words.trim().is_empty()).then(|| Shape::of_words(&self.words, day))
    }
}
