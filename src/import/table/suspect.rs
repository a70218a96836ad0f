//! *Suspect* tables: signs that facts were changed before the file reached this program. They are said, never mended.

use crate::{
    import::{
        Hints,
        contents::{Cell, Grid},
        table::{
            columns::Told,
            order::{Order, typed_day},
        },
    },
    model::{columns::Field, problem::Problem},
};

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

fn mixed(grid: &Grid, order: &Order, hints: &Hints<'_>) -> Problem {
    let what = format!(
        "some dates of this table can only be month first ('{}') and it does not prove that all are: those that could be either are read day first and marked as doubtful",
        order.shown
    );
    let next = "compare them with the original; ask the agency for the file with days as 14 Jan 2018 or 2018-01-14";
    hints.remark(0, &order.shown, what, next).at(&grid.place)
}
