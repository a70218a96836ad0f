//! *Mixed* words: rows whose cells do not begin on one line, and words that stand side by side in what is read as text.
//!
//! Nothing is put right here. What cannot be told apart is told to be so, which is better than an entry with words of two.

use super::{
    aligned::{columns_of, has_day},
    lines::{Line, is_day},
};
use crate::import::contents::{Fault, Row};

/// Fewer lines than this tell nothing of how a page is set.
const FEW: usize = 4;

/// Can it not be told which of the rows some words belong to? `rows` are those into which the lines were split.
pub(super) fn is_mixed(lines: &[Line], rows: &[&[Line]], columns: &[f32], column: usize) -> bool {
    let first_day = |row: &[Line]| row.iter().position(|l| has_day(l, columns, column));
    if rows.iter().all(|row| row.len() <= 1) && lines.iter().all(|l| has_day(l, columns, column)) {
        return false;
    }
    rows.iter().enumerate().any(|(at, row)| {
        let Some((first, rest)) = row.split_first() else {
            return false;
        };
        let top: Vec<usize> = columns_of(first, columns).iter().map(|(at, _)| *at).collect();
        let below = rest.iter().flat_map(|l| columns_of(l, columns));
        let is_piece =
            first_day(row).is_none() && (top.len() * 2 <= columns.len() || (at == 0 && top.len() < columns.len()));
        match first_day(row) {
            None => is_piece,
            Some(0) => below.into_iter().any(|(at, _)| !top.contains(&at)),
            // Its day stands in the middle of the row or at its foot, or lines of a neighbour are among its own.
            Some(at) => !is_set_evenly(row, at),
        }
    })
}

/// Does the line stand as far from the first of the row as from the last, or is it the last?
fn is_set_evenly(row: &[Line], at: usize) -> bool {
    let (Some(first), Some(line), Some(last)) = (row.first(), row.get(at), row.last()) else {
        return true;
    };
    at + 1 == row.len() || (first.base.midpoint(last.base) - line.base).abs() <= 0.25 * line.size
}

/// Rows that may hold words of their neighbours.
pub(super) fn doubt(rows: &mut [Row]) {
    for row in rows
        .iter_mut()
        .filter(|r| r.cells.iter().any(|c| is_day(c.text.trim())))
    {
        row.fault = Some(Fault {
            what: "words of neighbouring rows cannot be told apart".to_owned(),
            next: "ask for the spreadsheet or the Word file, or type the entry from the original".to_owned(),
        });
    }
}

/// How many of the lines of a text have words side by side, as in a table or in columns.
pub(super) fn side_by_side(lines: &[Line]) -> usize {
    if lines.len() < FEW {
        return 0;
    }
    let is_close = |a: &Line, b: &Line| {
        let apart = a.base - b.base;
        apart < 0.8 * a.size.min(b.size)
    };
    let count = lines.iter().enumerate().filter(|(at, line)| {
        let above = at.checked_sub(1).and_then(|a| lines.get(a));
        let below = lines.get(at + 1);
        let close = above.is_some_and(|a| is_close(a, line)) || below.is_some_and(|b| is_close(line, b));
        let pieces = line.pieces();
        let long = pieces
            .iter()
            .filter(|p| p.text.split_whitespace().count() >= 3 && !is_day(&p.text));
        close || long.count() > 1
    });
    count.count()
}
