//! *Mixed* words: rows whose cells do not begin on one line, and words that stand side by side in what is read as text.
//!
//! Nothing is put right here. What cannot be told apart is told to be so, which is better than an entry with words of two.

use super::lines::{Line, Piece, is_day};
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

/// Are these lines of a table whose rows are not proven? Days that narrow cells break or that run into the next cell stand
/// under one another; or days stand in a column, with further lines beside them, and no gap above each.
pub(super) fn is_table(lines: &[Line]) -> bool {
    let first: Vec<Option<Piece>> = lines.iter().map(|l| l.pieces().into_iter().next()).collect();
    let under = |at: usize, is: &dyn Fn(usize, &Piece) -> bool| {
        let own = first.get(at).and_then(Option::as_ref).filter(|p| is(at, p));
        let others = first.iter().enumerate().filter_map(|(at, p)| Some((at, p.as_ref()?)));
        own.is_some_and(|own| {
            others
                .filter(|(at, p)| (p.left - own.left).abs() <= 2.0 && is(*at, p))
                .count()
                > 1
        })
    };
    let is_broken = |_: usize, piece: &Piece| is_like_day(&piece.text) && !is_dated(&piece.text);
    if (0..lines.len()).any(|at| under(at, &is_broken)) {
        return true;
    }
    let is_cell = |at: usize, piece: &Piece| is_day(&piece.text) && lines.get(at).is_some_and(|l| l.pieces().len() > 1);
    let days: Vec<usize> = (0..lines.len()).filter(|at| under(*at, &is_cell)).collect();
    let Some(left) = days.first().and_then(|at| lines.get(*at)).map(Line::left) else {
        return false;
    };
    let beside = |at: &usize| !days.contains(at) && lines.get(*at).is_some_and(|l| l.left() > left + 2.0 * l.size);
    let apart: Vec<f32> = lines
        .iter()
        .zip(lines.iter().skip(1))
        .map(|(a, b)| a.base - b.base)
        .collect();
    let pitch = apart.iter().copied().fold(f32::MAX, f32::min);
    let has_gap = |at: &usize| {
        let above = at.checked_sub(1).and_then(|above| apart.get(above));
        above.is_none_or(|apart| *apart > 1.25 * pitch)
    };
    let begins = days.first().copied().unwrap_or_default();
    let is_proven = days.iter().all(has_gap) && !(0..begins).any(|at| beside(&at));
    (0..lines.len()).any(|at| beside(&at)) && !is_proven
}

/// Does a text begin as a day does: `01/01/`, `14/01/20`, `01/01/201800:00`?
fn is_like_day(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    let is_number = |t: &&&str| (1..=4).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    let numbers = parts.iter().take(2).filter(is_number).count();
    numbers == 2 && (parts.len() == 3 || (parts.len() == 2 && word.contains('/')))
        || (parts.len() == 2 && word.ends_with('/') && parts.first().is_some_and(|p| is_number(&p)))
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
