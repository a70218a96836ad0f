//! *Suspect* tables: signs that facts were changed before the file reached this program. They are said, never mended.

use crate::{
    import::{
        Hints,
        contents::{Cell, Grid, Value},
    },
    model::{
        columns::{Field, Mapping},
        problem::Problem,
    },
    text::dates::read_when,
};

/// Days of a month above which day and month cannot be exchanged.
const MONTHS: u32 = 12;
/// Typed days that must be there before anything is said.
const LEAST: usize = 2;

/// A spreadsheet program set to write the month first turns `09/03/2018` into 3 September and leaves `14/01/2018` as words:
/// a column with such words, and typed days of the first twelve of a month only, was probably opened that way.
pub(crate) fn exchanged(grid: &Grid, mapping: &Mapping, first: usize, hints: &Hints<'_>) -> Option<Problem> {
    let at = mapping.columns.iter().position(|c| c.field == Field::Date)?;
    let cells = || grid.rows.iter().skip(first).filter_map(|r| r.cells.get(at));
    let typed: Vec<&Cell> = cells().filter(|c| typed_day(c).is_some()).collect();
    if typed.len() < LEAST || typed.iter().any(|c| typed_day(c).is_some_and(|d| d > MONTHS)) {
        return None;
    }
    let words = cells().find(|c| {
        c.value == Value::Words
            && read_when(&c.text, "").is_ok_and(|w| {
                use chrono::Datelike as _;
                w.earliest == w.latest
                    && w.earliest.day() > MONTHS
                    && c.text.bytes().filter(|b| !b.is_ascii_alphabetic()).count() >= 6
            })
    })?;
    let example = typed.first().map_or("", |c| c.text.as_str());
    let what = format!(
        "{} dates of this table are kept as days, all with a day of 12 or below, while others ('{}') are kept as words: a program that writes the month first has probably opened the file, and may have exchanged day and month ('{example}')",
        typed.len(),
        words.text.trim()
    );
    let next = "compare two or three of these dates with the original, and ask the agency for the file as it left its system; nothing was changed here";
    Some(hints.remark(0, example, what, next).at(&grid.place))
}

fn typed_day(cell: &Cell) -> Option<u32> {
    use chrono::Datelike as _;
    match cell.value {
        Value::Day(day) => Some(day.day()),
        Value::Moment(moment) => Some(moment.date().day()),
        _ => None,
    }
}
