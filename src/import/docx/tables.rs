//! *Tables* of a Word text into grids: columns stay in line, joined cells give their value, headings that are written again are no rows.
//!
//! Rows are counted in each table from 1, as they stand in Word; a row is never given another number. A table that goes on
//! in a second one without headings is a grid of its own, with the headings of the first put above it as row 0.

use std::collections::BTreeMap;

use super::blocks::{Table, TableRow, note};
use crate::import::{
    contents::{Cell, Grid, Remark, Row},
    table::heads::{continued, headings, is_like_headings, texts},
};

/// A table that is no more than a frame round text: it has one column.
pub(super) fn is_frame(table: &Table) -> bool {
    table.rows.iter().all(|r| r.cells.len() <= 1)
}

/// No table has more columns; cells beyond are put into the last.
const WIDEST: usize = 256;
/// A joined cell with more than this gives its value to its first row only: it is no day and no name.
const REPEATED: usize = 2_000;

/// What a table became.
pub(super) struct Made {
    pub(super) grid: Grid,
    pub(super) remarks: Vec<Remark>,
}

/// The grid of a table. `before` is the grid of the table before it in the text.
pub(super) fn grid(table: Table, number: usize, before: Option<&Grid>) -> Made {
    let place = format!("table {number}");
    let mut remarks = Vec::new();
    let starts = column_starts(&table.rows);
    let mut rows: Vec<(Row, bool)> = Vec::new();
    let mut above: Vec<String> = Vec::new();
    for (at, row) in table.rows.into_iter().enumerate() {
        for mut remark in row.notes.iter().cloned() {
            remark.row = at + 1;
            remarks.push(remark);
        }
        if row.is_deleted {
            continue;
        }
        let is_header = row.is_header;
        let (row, hidden) = cells(row, &starts, &mut above, at + 1);
        for words in hidden {
            let what = "these words are hidden behind a cell that is joined with the one above".to_owned();
            let mut remark = note(what, &words, "compare the row with the original");
            remark.row = at + 1;
            remarks.push(remark);
        }
        if !row.is_blank() {
            rows.push((row, is_header));
        }
    }
    let rows = without_repeats(rows, &mut remarks);
    let mut grid = Grid {
        place,
        rows,
        dates_1904: false,
    };
    if let Some(headings) = before.and_then(|before| continued(before, &grid)) {
        let what =
            "the table has no headings; it has as many columns as the table before it, and was read with its headings";
        let next = "check its first entry; if its columns are others, give it a row of headings";
        remarks.push(note(what.to_owned(), &headings.as_written(), next));
        grid.rows.insert(0, headings);
    }
    for remark in &mut remarks {
        remark.place.clone_from(&grid.place);
    }
    Made { grid, remarks }
}

/// Where the columns begin, in steps of Word's own grid: as in the first of the rows that have the usual number of cells.
fn column_starts(rows: &[TableRow]) -> Vec<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows.iter().filter(|r| r.cells.len() <= WIDEST) {
        *counts.entry(row.cells.len()).or_default() += 1;
    }
    // A row of one cell is a title over all columns, however many there are.
    if counts.len() > 1 {
        counts.remove(&1);
    }
    let usual = counts.into_iter().max_by_key(|(n, count)| (*count, *n)).map(|(n, _)| n);
    let row = rows.iter().find(|r| usual.is_none_or(|n| r.cells.len() == n));
    let mut starts = row.map(starts_of).unwrap_or_default();
    starts.truncate(WIDEST);
    starts
}

fn starts_of(row: &TableRow) -> Vec<usize> {
    let mut at = row.before;
    row.cells
        .iter()
        .map(|cell| {
            let start = at;
            at += cell.span;
            start
        })
        .collect()
}

/// The cells of a row in their columns, and words that a joined cell hides.
fn cells(row: TableRow, columns: &[usize], above: &mut Vec<String>, number: usize) -> (Row, Vec<String>) {
    let own = starts_of(&row);
    let is_usual = own.len() == columns.len();
    let mut hidden = Vec::new();
    let mut out: Vec<Cell> = vec![Cell::default(); columns.len()];
    above.resize(columns.len(), String::new());
    for (at, (cell, start)) in row.cells.into_iter().zip(own).enumerate() {
        // Rows of the usual number of cells are in line whatever the widths: people drag borders about.
        let column = if is_usual {
            at
        } else {
            columns.iter().rposition(|c| *c <= start).unwrap_or(0)
        };
        let (Some(into), Some(last)) = (out.get_mut(column), above.get_mut(column)) else {
            continue;
        };
        if cell.from_above {
            if !cell.text.trim().is_empty() {
                hidden.push(cell.text);
            }
            if last.len() <= REPEATED {
                into.text.clone_from(last);
            }
            into.from_above = true;
        } else if into.text.is_empty() {
            last.clone_from(&cell.text);
            into.text = cell.text;
        } else {
            into.text.push('\n');
            into.text.push_str(&cell.text);
            last.clone_from(&into.text);
        }
    }
    while out.last().is_some_and(|c| *c == Cell::default()) {
        out.pop();
    }
    let row = Row {
        number,
        cells: out,
        ..Row::default()
    };
    (row, hidden)
}

/// Leaves out headings that are written again further down, as copies of a printed form have them.
fn without_repeats(rows: Vec<(Row, bool)>, remarks: &mut Vec<Remark>) -> Vec<Row> {
    let marked = rows.iter().position(|(_, is_header)| *is_header);
    let rows: Vec<Row> = rows.into_iter().map(|(row, _)| row).collect();
    let head = headings(&rows).or_else(|| marked.and_then(|at| rows.get(at)).filter(|r| is_like_headings(r)));
    let Some(head) = head.cloned() else {
        return rows;
    };
    // Where labels stand in the first column, one beside the same words as before is a line of the next contact.
    if is_upright(&rows) {
        return rows;
    }
    let is_repeat = |r: &Row| r.number > head.number && texts(r) == texts(&head);
    let repeats: Vec<String> = rows
        .iter()
        .filter(|r| is_repeat(r))
        .map(|r| r.number.to_string())
        .collect();
    if !repeats.is_empty() {
        let what = format!(
            "the headings are written again in row {}; these are no entries",
            repeats.join(", ")
        );
        remarks.push(note(
            what,
            &head.as_written(),
            "nothing, unless one of them is an entry after all",
        ));
    }
    rows.into_iter().filter(|r| !is_repeat(r)).collect()
}

/// Do the same words stand in the first cell of most rows as in that of others, which go on in other words?
fn is_upright(rows: &[Row]) -> bool {
    let mut beside: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for row in rows {
        let words = texts(row);
        if let Some((first, rest)) = words
            .split_first()
            .filter(|(first, rest)| !first.is_empty() && !rest.is_empty())
        {
            beside.entry(first).or_default().push(rest.to_vec());
        }
    }
    let all: usize = beside.values().map(Vec::len).sum();
    let labels = beside.values().filter(|rest| rest.len() > 1);
    let is_varied = |rest: &&Vec<Vec<&str>>| rest.iter().any(|r| Some(r) != rest.first());
    let several = labels.clone().count() >= 2 && labels.clone().any(|rest| is_varied(&rest));
    several && labels.map(Vec::len).sum::<usize>() * 2 > all
}
