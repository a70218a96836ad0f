//! *Mixed* words: rows whose cells do not begin on one line, and words that stand side by side in what is read as text.
//!
//! Nothing is put right here. What cannot be told apart is told to be so, which is better than an entry with words of two.

use super::lines::{Line, is_day};
use crate::import::{
    contents::{Fault, Row},
    table::heads::is_dated,
};

/// Fewer lines than this tell nothing of how a page is set.
const FEW: usize = 4;

/// Rows that may hold words of their neighbours.
pub(super) fn doubt(rows: &mut [Row]) {
    // Rows without a day are doubted as well, below the first, which may be one of headings.
    let is_row = |(at, row): &(usize, &mut Row)| *at > 0 || row.cells.iter().any(|c| is_day(c.text.trim()));
    for (_, row) in rows.iter_mut().enumerate().filter(is_row) {
        doubt_row(row);
    }
}

/// A row that may hold words of its neighbours.
pub(super) fn doubt_row(row: &mut Row) {
    row.fault = Some(Fault {
        what: "words of neighbouring rows cannot be told apart".to_owned(),
        next: "ask for the spreadsheet or the Word file, or type the entry from the original".to_owned(),
    });
}

/// How many of the lines of a text have words side by side, as in a table or in columns.
pub(super) fn side_by_side(lines: &[Line]) -> usize {
    let long = |line: &Line| {
        let pieces = line.pieces();
        let long = pieces
            .iter()
            .filter(|p| p.text.split_whitespace().count() >= 3 && !is_day(&p.text));
        long.count()
    };
    if lines.len() < FEW {
        // A few lines tell nothing but that two statements stand on one line.
        let many = |l: &&Line| {
            let pieces = l.pieces();
            let long = pieces.iter().filter(|p| p.text.split_whitespace().count() >= 4);
            long.count() > 1 && is_dated(&l.text())
        };
        return lines.iter().filter(many).count();
    }
    let is_close = |a: &Line, b: &Line| {
        let apart = a.base - b.base;
        apart < 0.8 * a.size.min(b.size)
    };
    let count = lines.iter().enumerate().filter(|(at, line)| {
        let above = at.checked_sub(1).and_then(|a| lines.get(a));
        let below = lines.get(at + 1);
        let close = above.is_some_and(|a| is_close(a, line)) || below.is_some_and(|b| is_close(line, b));
        close || long(line) > 1
    });
    count.count()
}
