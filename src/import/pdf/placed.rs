//! *Placed* rows: no lines are drawn between rows, and each is told by where its words stand beside its day.
//!
//! Rows are read only where that is proven: every row is one line with its day; or wide gaps part the rows, each of which
//! begins with its day, on the first line of all its cells. Cells in the middle or at the foot of their rows, and rows as
//! near to one another as lines, look like those of other tables: such rows cannot be told apart, and no guess is made.

use super::{
    aligned::{columns_of, force},
    lines::{Line, is_day},
};

/// A cell stands no further from its place than this share of the usual distance of lines.
const OFF: f32 = 0.3;
/// A gap wider than this many usual distances parts rows.
const GAP: f32 = 1.25;

/// Rows that were told.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Placed {
    /// For each line, whether a row begins with it.
    pub(super) starts: Vec<bool>,
    /// For each line, whether it begins a row that may be two, or a part of one.
    pub(super) doubts: Vec<bool>,
}

/// The lines of a table, looked at by columns.
struct Sheet<'a> {
    lines: &'a [Line],
    columns: &'a [f32],
    cells: Vec<Vec<(usize, Line)>>,
    /// The column of days.
    day: usize,
    /// How far apart lines of one cell stand.
    pitch: f32,
    /// How far to the right each column is written.
    right: Vec<f32>,
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
        });
    }
    sheet.by_gaps()
}

/// Where a cell stands.
fn base(cell: &Line) -> f32 {
    cell.words.first().map_or(cell.base, |w| w.base)
}

impl<'a> Sheet<'a> {
    fn of(lines: &'a [Line], columns: &'a [f32], day: usize) -> Self {
        let cells: Vec<Vec<(usize, Line)>> = lines.iter().map(|l| columns_of(l, columns)).collect();
        let mut right = vec![0.0_f32; columns.len()];
        let mut above: Vec<Option<f32>> = vec![None; columns.len()];
        let mut pitch = f32::MAX;
        for (at, cell) in cells.iter().flatten() {
            let (Some(right), Some(above)) = (right.get_mut(*at), above.get_mut(*at)) else {
                continue;
            };
            *right = right.max(cell.right());
            let apart = above.map_or(f32::MAX, |a| a - base(cell));
            if apart >= 0.9 * cell.size {
                pitch = pitch.min(apart);
            }
            *above = Some(base(cell));
        }
        Self {
            lines,
            columns,
            cells,
            day,
            pitch: if pitch < f32::MAX { pitch } else { 12.0 },
            right,
        }
    }

    fn cell(&self, line: usize, column: usize) -> Option<&Line> {
        let cells = self.cells.get(line)?;
        cells.iter().find(|(at, _)| *at == column).map(|(_, cell)| cell)
    }

    fn has_day(&self, line: usize) -> bool {
        self.cell(line, self.day).is_some_and(|cell| is_day(&cell.text()))
    }

    /// Does a day go on in the next line, as in `3 May 2022 to`?
    fn is_open(&self, line: usize) -> bool {
        let text = self.cell(line, self.day).map(Line::text).unwrap_or_default();
        let text = text.trim().to_lowercase();
        let last = text.split_whitespace().next_back().unwrap_or_default();
        text.ends_with(['-', '–', '—', '/', '&', ',']) || matches!(last, "to" | "and" | "until" | "till" | "or")
    }

    fn height(&self, line: usize) -> f32 {
        self.lines.get(line).map_or(0.0, |l| l.base)
    }

    /// The first line of each row and the one after its last.
    fn rows(starts: &[bool]) -> impl Iterator<Item = (usize, usize)> {
        let from = starts.iter().enumerate().filter(|(_, s)| **s).map(|(at, _)| at);
        let next = from.clone().skip(1).chain([starts.len()]);
        from.zip(next)
    }

    /// Rows that gaps part, each of which begins with its day. One without a day is doubted with the row above it, of which
    /// it may be a part.
    fn by_gaps(&self) -> Option<Placed> {
        let mut starts: Vec<bool> = (0..self.lines.len())
            .map(|at| at == 0 || self.height(at - 1) - self.height(at) > GAP * self.pitch)
            .collect();
        let is_one = |(from, end)| (from..end).filter(|line| self.has_day(*line)).count() <= 1;
        if !Self::rows(&starts).all(is_one) {
            return None;
        }
        force(&mut starts, self.lines, self.columns);
        let mut doubts = vec![false; starts.len()];
        let (mut before, mut has_proof, mut is_all_dated) = (None, false, true);
        for row in Self::rows(&starts) {
            if (row.0..row.1).any(|line| self.has_day(line)) {
                if !self.begins_with_day(row) {
                    return None;
                }
                has_proof |= row.1 - row.0 > 1;
            } else {
                is_all_dated = false;
                for at in before.into_iter().chain([row.0]) {
                    *doubts.get_mut(at)? = true;
                }
            }
            before = Some(row.0);
        }
        let is_right = (has_proof && !starts.iter().all(|s| *s) || is_all_dated) && before? > 0;
        is_right.then_some(Placed { starts, doubts })
    }

    /// Does every cell of the row begin on the line of its one day, and does none break there without need, as where the
    /// end of one row is followed by the beginning of the next?
    fn begins_with_day(&self, (from, end): (usize, usize)) -> bool {
        let days = (from..end).filter(|line| self.has_day(*line)).count();
        let Some(day) = self.cell(from, self.day).filter(|_| days == 1 && self.has_day(from)) else {
            return false;
        };
        (0..self.columns.len()).all(|column| {
            let mut own = (from..end).filter_map(|line| self.cell(line, column));
            let Some(first) = own.next() else {
                return true;
            };
            let is_level = (base(first) - base(day)).abs() <= OFF * self.pitch;
            let is_broken = own.next().is_none_or(|next| !self.is_free(column, first, next));
            is_level && (column == self.day || is_broken)
        })
    }

    /// Was there room on the line for the first word of the next?
    fn is_free(&self, column: usize, line: &Line, next: &Line) -> bool {
        let word = next.words.first().map_or(0.0, |w| w.right - w.left);
        let widest = self.right.get(column).copied().unwrap_or(0.0);
        // As much as is usual is left free before the next column.
        let room = self
            .columns
            .get(column + 1)
            .map_or(widest, |next| next - 1.3 * line.size);
        let right = widest.max(room);
        line.right() + 0.3 * line.size + word + 0.5 <= right
    }
}
