//! *Warnings* of the picture: their numbers in boxes over the days on which they were first known, beside one another where days are close.

use std::fmt::Write as _;

use super::{
    LEFT, RIGHT,
    days::Scale,
    shapes::{escape, warning_box},
};
use crate::model::{
    finding::{Severity, Warning},
    matter::Matter,
};

/// Height of a row.
const ROW: i64 = 17;
/// Rows that are filled before boxes are moved from their day.
const ROWS: usize = 4;
/// Top of the first row.
const TOP: i64 = 6;

struct Placed<'a> {
    warning: &'a Warning,
    /// Where its day is.
    day: i64,
    /// Middle of its box.
    x: i64,
    row: usize,
}

/// All warnings, each in a place of its own.
pub(super) struct Band<'a> {
    placed: Vec<Placed<'a>>,
    rows: usize,
    width: i64,
}

impl<'a> Band<'a> {
    /// Gives each warning a place.
    pub(super) fn of(matter: &'a Matter, scale: &Scale) -> Self {
        let mut warnings: Vec<&Warning> = matter.warnings.iter().collect();
        warnings.sort_by_key(|w| (w.date, w.id.len(), w.id.clone()));
        let letters = warnings.iter().map(|w| w.id.chars().count()).max().unwrap_or(2);
        let width = i64::try_from(letters.clamp(2, 12)).unwrap_or(2) * 6 + 6;
        let days: Vec<i64> = warnings.iter().map(|w| scale.x(w.date)).collect();
        let seats = places(&days, width + 2);
        let rows = seats.iter().map(|(row, _)| row + 1).max().unwrap_or(1);
        let placed = warnings
            .into_iter()
            .zip(days)
            .zip(seats)
            .map(|((warning, day), (row, x))| Placed { warning, day, x, row })
            .collect();
        Self { placed, rows, width }
    }

    /// Where the band ends: the line on which days stand.
    pub(super) fn bottom(&self) -> i64 {
        TOP + ROW * i64::try_from(self.rows).unwrap_or(1) + 10
    }

    fn y(&self, row: usize) -> i64 {
        // The row nearest to the days is filled first.
        TOP + ROW * i64::try_from(self.rows.saturating_sub(row + 1)).unwrap_or(0)
    }

    /// Lines from boxes to days.
    pub(super) fn rail(&self, out: &mut String) {
        let bottom = self.bottom();
        let _ = write!(
            out,
            "<line x1=\"{LEFT}\" y1=\"{bottom}\" x2=\"{RIGHT}\" y2=\"{bottom}\" stroke=\"#8a9399\"/>"
        );
        let mut lines = String::new();
        for placed in &self.placed {
            let (y, x, day) = (self.y(placed.row) + 13, placed.x, placed.day);
            let _ = write!(lines, "M{x} {y} L{x} {} L{day} {bottom} ", bottom - 8);
        }
        if !lines.is_empty() {
            let _ = write!(
                out,
                "<path d=\"{}\" fill=\"none\" stroke=\"#8a9399\"/>",
                lines.trim_end()
            );
        }
    }

    /// The boxes, each a link to its warning.
    pub(super) fn draw(&self, out: &mut String) {
        let _ = write!(
            out,
            "<text x=\"8\" y=\"{}\" fill=\"#0b0c0c\" font-weight=\"bold\">Warnings</text>",
            self.bottom() - 14
        );
        for placed in &self.placed {
            let warning = placed.warning;
            let _ = write!(
                out,
                "<a href=\"warnings#{id}\"><title>{id}, {}: {} ({}), {}</title>",
                warning.date.format("%-d %b %Y"),
                escape(&warning.title),
                warning.severity.code(),
                warning.outcome.words(),
                id = escape(&warning.id)
            );
            let place = (placed.x - self.width / 2, self.y(placed.row), self.width);
            warning_box(place, warning.severity == Severity::S4, &warning.id, out);
            out.push_str("</a>");
        }
    }
}

/// A row and a place for each day, in the order of days: over the day itself where that is free, else as near as can be.
fn places(days: &[i64], step: i64) -> Vec<(usize, i64)> {
    let a_row = usize::try_from((RIGHT - LEFT) / step).unwrap_or(1).max(1);
    let rows = ROWS.max(days.len().div_ceil(a_row));
    let mut ends = vec![i64::MIN / 2; rows];
    let mut out: Vec<(usize, i64)> = Vec::with_capacity(days.len());
    for day in days {
        let free = ends.iter().position(|end| end + step <= *day);
        let soonest = || ends.iter().enumerate().min_by_key(|(n, e)| (**e, *n)).map(|(n, _)| n);
        let row = free.or_else(soonest).unwrap_or(0);
        if let Some(end) = ends.get_mut(row) {
            *end = (*end + step).max(*day);
            out.push((row, *end));
        }
    }
    // What was pushed over the right end moves back, and pushes its neighbours.
    let mut limits = vec![RIGHT - step / 2; rows];
    for (row, x) in out.iter_mut().rev() {
        if let Some(limit) = limits.get_mut(*row) {
            *x = (*x).min(*limit);
            *limit = *x - step;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn sixty_warnings_on_any_days_never_lie_on_one_another() {
        for spread in [0, 1, 3, 9, 14] {
            for from in [190, 600, 1064] {
                let days: Vec<i64> = (0..60).map(|n| (from + n * spread).min(1064)).collect();
                let placed = places(&days, 26);
                for (n, (row, x)) in placed.iter().enumerate() {
                    assert!((150..=1064).contains(x), "{x}");
                    for (other, at) in placed.iter().skip(n + 1) {
                        assert!(
                            row != other || (x - at).abs() >= 26,
                            "{spread} {from}: {x} and {at} in row {row}"
                        );
                    }
                }
            }
        }
    }
}
