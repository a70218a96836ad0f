//! *Placed* rows: no lines are drawn between rows, and each is told by where its words stand beside its day.
//!
//! Rows are read only where that is proven: every line has its day; or gaps part the rows, and all cells of each row stand
//! level with its one day; or, where there are no gaps (`packed`), the ends of lines tell where cells end. Rows that could be
//! told in two ways cannot be told, and no guess is made.

use super::{
    aligned::force,
    lines::Line,
    packed,
    sheet::{Edge, Sheet, Way, spans},
};

/// So many rows of several lines prove how the rows of a page are set, whatever stands on other pages.
const SURE: usize = 3;

/// Rows that were told.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Placed {
    /// For each line, whether a row begins with it.
    pub(super) starts: Vec<bool>,
    /// For each line, whether it begins a row that may be two, or a part of one.
    pub(super) doubts: Vec<bool>,
    /// How its cells are set, where rows have several lines.
    pub(super) way: Option<Way>,
    /// True when other pages cannot make its rows doubtful.
    pub(super) is_proven: bool,
}

/// The rows of lines under headings, if they are proven.
pub(super) fn rows(lines: &[Line], columns: &[f32], day: usize) -> Option<Placed> {
    let sheet = Sheet::of(lines, columns, day);
    if (0..lines.len()).any(|line| sheet.is_open(line)) {
        return None;
    }
    if (0..lines.len()).all(|line| sheet.has_day(line)) {
        return Some(Placed {
            starts: vec![true; lines.len()],
            doubts: vec![false; lines.len()],
            way: None,
            is_proven: true,
        });
    }
    let one = |mut told: Vec<Placed>| if told.len() == 1 { told.pop() } else { None };
    if sheet.is_packed() {
        return one(Way::ALL.iter().filter_map(|way| packed::rows(&sheet, *way)).collect());
    }
    one(Way::ALL.iter().filter_map(|way| by_gaps(&sheet, *way)).collect())
}

/// Rows that gaps part, each with its day. One without a day is doubted with the row beside it, of which it may be a part.
fn by_gaps(sheet: &Sheet<'_>, way: Way) -> Option<Placed> {
    let mut starts = sheet.gaps();
    if !spans(&starts).all(|row| sheet.days(row) <= 1) {
        return None;
    }
    force(&mut starts, sheet.lines, sheet.columns);
    let rows: Vec<(usize, usize)> = spans(&starts).collect();
    let mut doubts = vec![false; starts.len()];
    let (mut many, mut is_all_dated) = (0, true);
    for (at, row) in rows.iter().enumerate() {
        if sheet.days(*row) > 0 {
            if !sheet.is_set(*row, way, Edge::Next) {
                return None;
            }
            many += usize::from(row.1 - row.0 > 1);
        } else {
            is_all_dated = false;
            let above = at.checked_sub(1).and_then(|above| rows.get(above));
            // At the top of rows, nothing below can be a part of what stands above it.
            let below = rows.get(at + 1).filter(|_| way != Way::Top);
            for (from, _) in above.into_iter().chain([row]).chain(below) {
                *doubts.get_mut(*from)? = true;
            }
        }
    }
    let is_first_long = rows.first().is_some_and(|(from, end)| end - from > 1);
    let is_right = match way {
        Way::Top => (many > 0 && rows.len() < starts.len()) || is_all_dated,
        Way::Middle | Way::Foot => many >= if is_first_long { SURE } else { SURE + 2 },
    };
    (is_right && rows.len() > 1).then_some(Placed {
        starts,
        doubts,
        way: Some(way),
        is_proven: many >= SURE,
    })
}
