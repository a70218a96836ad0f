//! *Heads* of tables, by their looks alone: which row may be one of headings, and whether a table goes on with the one before.
//!
//! What headings mean is left to `columns`. A Word file cuts a table in two, a PDF cuts it at each page.

use crate::{
    import::contents::{Grid, Row},
    text::dates::find_dates,
};

/// Headings are short.
const HEADING: usize = 60;

/// Does the text name a day, other than a day of birth?
pub(crate) fn is_dated(text: &str) -> bool {
    find_dates(text, None).iter().any(|d| !d.of_birth)
}

/// Could the row be one of headings? Its cells are short and name no day.
pub(crate) fn is_like_headings(row: &Row) -> bool {
    row.cells.iter().filter(|c| !c.text.trim().is_empty()).count() >= 2
        && row
            .cells
            .iter()
            .all(|c| !c.from_above && c.text.len() <= HEADING && !is_dated(&c.text))
}

/// The words of a row, for comparing.
pub(crate) fn texts(row: &Row) -> Vec<&str> {
    let mut texts: Vec<&str> = row.cells.iter().map(|c| c.text.trim()).collect();
    while texts.last().is_some_and(|t| t.is_empty()) {
        texts.pop();
    }
    texts
}

/// The headings of a table: the first row that could be them, below titles of one cell.
pub(crate) fn headings(rows: &[Row]) -> Option<&Row> {
    let filled = |r: &&Row| r.cells.iter().filter(|c| !c.text.trim().is_empty()).count() >= 2;
    rows.iter().take(5).find(filled).filter(|r| is_like_headings(r))
}

/// The headings of the table before, if this one goes on with it: as many columns, and a day in its very first row.
pub(crate) fn continued(before: &Grid, grid: &Grid) -> Option<Row> {
    let headings = headings(&before.rows)?;
    let first = grid.rows.first()?;
    let day = first
        .cells
        .iter()
        .position(|c| c.text.trim().len() <= 40 && is_dated(&c.text))?;
    // The table before must have its days in the same column.
    let same = before
        .rows
        .iter()
        .filter(|r| r.number > headings.number)
        .any(|r| r.cells.get(day).is_some_and(|c| is_dated(&c.text)));
    let width = |rows: &[Row]| rows.iter().map(|r| r.cells.len()).max();
    (same && width(&before.rows) == width(&grid.rows)).then(|| Row {
        number: 0,
        ..headings.clone()
    })
}
