//! *Sheets*: the lines of a table without lines between rows, looked at by columns: where each cell stands and where its lines end.

use super::{
    aligned::{columns_of, is_time},
    lines::{Line, is_day},
};

/// A cell stands no further from its place than this share of the usual distance of lines.
const OFF: f32 = 0.3;
/// So far may a distance between lines be from the usual one.
const EVEN: f32 = 0.06;

/// Where the cells of a row are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Top,
    Middle,
    Foot,
}

impl Way {
    pub(super) const ALL: [Self; 3] = [Self::Top, Self::Middle, Self::Foot];

    /// Where a cell stands that reaches from one line to another.
    fn place(self, first: f32, last: f32) -> f32 {
        match self {
            Self::Top => first,
            Self::Middle => first.midpoint(last),
            Self::Foot => last,
        }
    }
}

/// The first line of a row and the one after its last.
pub(super) type Span = (usize, usize);

/// The lines of a table, looked at by columns.
pub(super) struct Sheet<'a> {
    pub(super) lines: &'a [Line],
    pub(super) columns: &'a [f32],
    cells: Vec<Vec<(usize, Line)>>,
    /// The column of days.
    pub(super) day: usize,
    /// How far apart lines of one cell stand.
    pub(super) pitch: f32,
    /// How far to the right each column is written.
    right: Vec<f32>,
}

/// What a line leaves free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// To where the column is written at most.
    Written,
    /// To the next column, where that is further.
    Next,
}

/// Where a cell stands.
fn base(cell: &Line) -> f32 {
    cell.words.first().map_or(cell.base, |w| w.base)
}

/// The rows that begin with lines.
pub(super) fn spans(starts: &[bool]) -> impl Iterator<Item = Span> {
    let from = starts.iter().enumerate().filter(|(_, s)| **s).map(|(at, _)| at);
    let next = from.clone().skip(1).chain([starts.len()]);
    from.zip(next)
}

impl<'a> Sheet<'a> {
    pub(super) fn of(lines: &'a [Line], columns: &'a [f32], day: usize) -> Self {
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

    pub(super) fn cell(&self, line: usize, column: usize) -> Option<&Line> {
        let cells = self.cells.get(line)?;
        cells.iter().find(|(at, _)| *at == column).map(|(_, cell)| cell)
    }

    pub(super) fn has_day(&self, line: usize) -> bool {
        self.cell(line, self.day).is_some_and(|cell| is_day(&cell.text()))
    }

    pub(super) fn days(&self, (from, end): Span) -> usize {
        (from..end).filter(|line| self.has_day(*line)).count()
    }

    /// Does a day go on in the next line, as in `3 May 2022 to`?
    pub(super) fn is_open(&self, line: usize) -> bool {
        let text = self.cell(line, self.day).map(Line::text).unwrap_or_default();
        let text = text.trim().to_lowercase();
        let last = text.split_whitespace().next_back().unwrap_or_default();
        text.ends_with(['-', '–', '—', '/', '&', ',']) || matches!(last, "to" | "and" | "until" | "till" | "or")
    }

    /// How far the line stands below the one above it, in usual distances.
    pub(super) fn apart(&self, line: usize) -> f32 {
        let height = |at: usize| self.lines.get(at).map_or(0.0, |l| l.base);
        line.checked_sub(1)
            .map_or(f32::MAX, |above| (height(above) - height(line)) / self.pitch)
    }

    /// The lines of a row with words in the column, and where they stand.
    pub(super) fn own(&self, (from, end): Span, column: usize) -> Vec<(usize, f32)> {
        let cell = |line: usize| self.cell(line, column).map(|cell| (line, base(cell)));
        (from..end).filter_map(cell).collect()
    }

    /// The column beside the days that has most lines.
    pub(super) fn long(&self) -> usize {
        let count = |column: &usize| self.own((0, self.lines.len()), *column).len();
        (0..self.columns.len())
            .filter(|c| *c != self.day)
            .max_by_key(count)
            .unwrap_or(0)
    }

    /// Are the lines of each cell as far apart as others, so that no line is missing between two?
    pub(super) fn is_even(&self, row: Span) -> bool {
        (0..self.columns.len()).all(|column| {
            let own = self.own(row, column);
            let pairs = own.iter().zip(own.iter().skip(1));
            pairs
                .into_iter()
                .all(|((_, a), (_, b))| a - b <= (1.0 + EVEN) * self.pitch)
        })
    }

    /// Does every cell of a row with one day stand where the way sets it, and does none break there without need, as where
    /// the end of one row is followed by the beginning of the next?
    pub(super) fn is_set(&self, row: Span, way: Way, edge: Edge) -> bool {
        let days = self.own(row, self.day);
        let (Some((first, top)), Some((_, foot))) = (days.first(), days.last()) else {
            return false;
        };
        let is_when = |(line, _): &(usize, f32)| {
            let text = self.cell(*line, self.day).map(Line::text).unwrap_or_default();
            is_day(&text) || is_time(&text)
        };
        // At the top nothing stands above the day; elsewhere what stands there may be of another row.
        if self.days(row) != 1 || (way == Way::Top && !self.has_day(*first)) {
            return false;
        }
        if way != Way::Top && !days.iter().all(is_when) {
            return false;
        }
        let place = way.place(*top, *foot);
        let off = OFF * self.pitch * if way == Way::Middle { 0.7 } else { 1.0 };
        (0..self.columns.len()).all(|column| {
            let own = self.own(row, column);
            let (Some((_, top)), Some((_, foot))) = (own.first(), own.last()) else {
                return true;
            };
            let is_level = (way.place(*top, *foot) - place).abs() <= off;
            is_level && (column == self.day || self.is_whole(&own, column, edge))
        }) && (way != Way::Top || *first == row.0)
    }

    /// Is every line but the last of a cell as long as its column let it be?
    fn is_whole(&self, own: &[(usize, f32)], column: usize, edge: Edge) -> bool {
        let mut pairs = own.iter().zip(own.iter().skip(1));
        pairs.all(|(a, b)| !self.is_free(column, (a.0, b.0), edge))
    }

    /// Was there room on a line for the first word of another?
    pub(super) fn is_free(&self, column: usize, (line, next): (usize, usize), edge: Edge) -> bool {
        let (Some(line), Some(next)) = (self.cell(line, column), self.cell(next, column)) else {
            return false;
        };
        let word = next.words.first().map_or(0.0, |w| w.right - w.left);
        let widest = self.right.get(column).copied().unwrap_or(0.0);
        let right = match (edge, self.columns.get(column + 1)) {
            // As much as is usual is left free before the next column.
            (Edge::Next, Some(next)) => widest.max(next - 1.3 * line.size),
            _ => widest,
        };
        line.right() + 0.3 * line.size + word + 0.5 <= right
    }

    /// Where gaps part rows: they are far wider than between lines of a cell, or a little wider and all alike.
    pub(super) fn gaps(&self) -> Vec<bool> {
        const WIDE: f32 = 1.25;
        let thin: Vec<f32> = (1..self.lines.len())
            .map(|at| self.apart(at))
            .filter(|a| *a > 1.0 + EVEN)
            .collect();
        let (least, most) = thin
            .iter()
            .fold((f32::MAX, 0.0_f32), |(a, b), t| (a.min(*t), b.max(*t)));
        let is_alike = thin.len() > 4 && least > 1.0 + 1.8 * EVEN && most - least <= 0.1;
        let least = if is_alike { 1.0 + EVEN } else { WIDE };
        (0..self.lines.len())
            .map(|at| at == 0 || self.apart(at) > least)
            .collect()
    }

    /// Is there no gap between rows: does every line stand as far below the one above it as others, or nearer?
    pub(super) fn is_packed(&self) -> bool {
        (1..self.lines.len()).all(|at| self.apart(at) <= 1.0 + EVEN)
    }
}
