//! *Suspect* tables: signs that facts were changed before the file reached this program. They are said, never mended.

use chrono::NaiveDate;

use crate::{
    import::{
        Hints,
        contents::{Cell, Grid, Value},
        table::{
            columns::Told,
            order::{Order, exchanged as exchanged_day, typed_day},
        },
    },
    model::{columns::Field, problem::Problem, when::When},
    text::dates::read_when,
};

/// Days that stand before the one above them, of which so many in a table that is kept in order are no slips.
const LEAST_BREAKS: usize = 2;

/// A spreadsheet program set to write the month first turns `09/03/2018` into 3 September and leaves `14/01/2018` as words; one set
/// to write the day first turns `02/01/2018` of an American list into 2 January and leaves `01/14/2018`. A table with such words, and
/// typed days of the first twelve of a month only, was probably opened that way.
pub(super) fn exchanged(grid: &Grid, told: &Told, hints: &Hints<'_>) -> Option<Problem> {
    let Told {
        mapping, first, order, ..
    } = told;
    if order.turned.is_empty() {
        return order.mixed.then(|| mixed(grid, order, hints));
    }
    let is_turned = |field: &Field| order.turned.contains(field);
    let at: Vec<usize> = (0..mapping.columns.len())
        .filter(|at| mapping.columns.get(*at).is_some_and(|c| is_turned(&c.field)))
        .collect();
    let typed: Vec<&Cell> = grid
        .rows
        .iter()
        .skip(*first)
        .flat_map(|row| at.iter().filter_map(|at| row.cells.get(*at)))
        .filter(|cell| typed_day(cell).is_some())
        .collect();
    let example = typed.first().map_or("", |c| c.text.as_str());
    let what = format!(
        "{} dates of this table are kept as days, all with a day of 12 or below, while others ('{}') are kept as words: a program that writes {} first has probably opened the file, and may have exchanged day and month ('{example}')",
        typed.len(),
        order.shown,
        order.opened_by(),
    );
    let next = "compare two or three of these dates with the original, and ask the agency for the file as it left its system; nothing was changed here, and these days are marked as doubtful";
    Some(hints.remark(0, example, what, next).at(&grid.place))
}

/// Days that stand in no order as they are, and in one with day and month exchanged where they can be: a program of the other order
/// has probably opened the table, though nothing else shows it.
pub(super) fn out_of_order(grid: &Grid, told: &Told, hints: &Hints<'_>) -> Option<Problem> {
    let Told {
        mapping, first, order, ..
    } = told;
    if !order.turned.is_empty() || order.mixed {
        return None;
    }
    let at = mapping.columns.iter().position(|c| c.field == Field::Date)?;
    let days: Vec<NaiveDate> = grid
        .rows
        .iter()
        .skip(*first)
        .filter_map(|row| row.cells.get(at).and_then(day))
        .collect();
    let other = |day: &NaiveDate| exchanged_day(*day).unwrap_or(*day);
    let turned: Vec<NaiveDate> = days.iter().map(other).collect();
    let exchanged = days.iter().zip(&turned).filter(|(a, b)| a != b);
    let (count, example) = (exchanged.clone().count(), exchanged.clone().next()?);
    let breaks = |days: &[NaiveDate]| {
        let rises = days.windows(2).filter(|w| matches!(w, [a, b] if a < b)).count();
        let falls = days.windows(2).filter(|w| matches!(w, [a, b] if a > b)).count();
        rises.min(falls)
    };
    if breaks(&days) < LEAST_BREAKS || breaks(&turned) > 0 {
        return None;
    }
    let said = |day: &NaiveDate| day.format("%-d %B %Y").to_string();
    let (from, to) = (said(example.0), said(example.1));
    let what = format!(
        "the days of this table stand in no order, but in order throughout when day and month are exchanged in the {count} of them where they can be (the first is read as {from} and would be {to}): a program of the other order may have opened the file"
    );
    let next = "compare two or three of these dates with the original, and ask the agency for the file as it left its system; nothing was changed here";
    Some(hints.remark(0, &from, what, next).at(&grid.place))
}

/// The day of a cell, as the file keeps it or as it is written.
fn day(cell: &Cell) -> Option<NaiveDate> {
    let is_short = cell.value == Value::Words && cell.text.len() <= 40;
    let written = || is_short.then(|| read_when(&cell.text, "").ok()).flatten();
    typed_day(cell).or_else(|| written().filter(When::is_known_day).map(|when| when.earliest))
}

fn mixed(grid: &Grid, order: &Order, hints: &Hints<'_>) -> Problem {
    let what = format!(
        "some dates of this table can only be month first ('{}') and it does not prove that all are: those that could be either are read day first and marked as doubtful",
        order.shown
    );
    let next = "compare them with the original; ask the agency for the file with days as 14 Jan 2018 or 2018-01-14";
    hints.remark(0, &order.shown, what, next).at(&grid.place)
}
