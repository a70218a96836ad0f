//! *Oddities* of rows: cells that break where they need not, or have a gap, and rows that may be two.

use super::{
    lines::Line,
    placed::{GAP, Set, Sheet, base},
};

impl Sheet<'_> {
    /// A line that fills two columns or more, none of which had to be broken or one of which has a gap above, begins a row whose day is left out: better a row
    /// that is told as having no day than two events as one.
    pub(super) fn part_without_day(&self, starts: &mut [bool]) {
        let mut above: Vec<Option<&Line>> = vec![None; self.columns.len()];
        for (start, cells) in starts.iter_mut().zip(&self.cells) {
            if *start {
                above.fill(None);
            }
            let own: Vec<&(usize, Line)> = cells.iter().filter(|(at, _)| *at != self.day).collect();
            let before = |at: usize| above.get(at).copied().flatten();
            let is_free = |(at, cell): &&(usize, Line)| before(*at).is_some_and(|a| self.is_free(*at, a, cell));
            let has_gap =
                |(at, cell): &&(usize, Line)| before(*at).is_some_and(|a| base(a) - base(cell) > GAP * self.pitch);
            let parts = own.iter().all(is_free) || own.iter().any(has_gap);
            if !*start && own.len() >= 2 && cells.len() == own.len() && parts {
                *start = true;
                above.fill(None);
            }
            for (at, cell) in cells {
                if let Some(slot) = above.get_mut(*at) {
                    *slot = Some(cell);
                }
            }
        }
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

    /// Lines of a cell that break without need or stand too far apart: more of them, the less are these the rows.
    pub(super) fn oddities(&self, starts: &[bool]) -> usize {
        Self::rows(starts)
            .flat_map(|row| self.pairs(row))
            .filter(|(column, above, below)| {
                let (Some(a), Some(b)) = (self.cell(*above, *column), self.cell(*below, *column)) else {
                    return false;
                };
                self.is_free(*column, a, b) || base(a) - base(b) > GAP * self.pitch
            })
            .count()
    }

    /// Neighbouring lines of each cell of a row, but that of the day: column, line above and line below.
    fn pairs(&self, (from, end): (usize, usize)) -> Vec<(usize, usize, usize)> {
        let mut out = Vec::new();
        for column in (0..self.columns.len()).filter(|c| *c != self.day) {
            let own: Vec<usize> = (from..end).filter(|line| self.cell(*line, column).is_some()).collect();
            let pairs = own.iter().zip(own.iter().skip(1));
            out.extend(pairs.map(|(above, below)| (column, *above, *below)));
        }
        out
    }

    /// Rows that may be two, of which one has no day: two cells go on at one line, and one of them need not have broken or
    /// has a gap there.
    pub(super) fn doubts(&self, starts: &[bool], set: Set) -> Vec<bool> {
        let mut out = vec![false; starts.len()];
        for row in Self::rows(starts) {
            let pairs = self.pairs(row);
            let cells = |line: usize| {
                let own = self.cells.get(line).into_iter().flatten();
                own.filter(|(at, _)| *at != self.day).count()
            };
            let is_doubtful = pairs.iter().any(|(column, above, below)| {
                let (Some(a), Some(b)) = (self.cell(*above, *column), self.cell(*below, *column)) else {
                    return false;
                };
                let has_gap = base(a) - base(b) > GAP * self.pitch;
                let at_gap = match set {
                    Set::Top => cells(*below),
                    Set::Foot => cells(*above),
                    Set::Middle => cells(*below).max(cells(*above)),
                };
                let beside = pairs.iter().filter(|(_, x, y)| (x, y) == (above, below)).count();
                (has_gap && at_gap >= 2) || (beside >= 2 && self.is_free(*column, a, b))
            });
            if let Some(slot) = out.get_mut(row.0) {
                *slot = is_doubtful;
            }
        }
        out
    }
}
