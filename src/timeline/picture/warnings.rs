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

/// A box that stands for a warning, or for several.
pub(super) struct Flag {
    /// Where its day is.
    pub(super) day: i64,
    /// What stands in the box.
    pub(super) label: String,
    /// In full.
    pub(super) title: String,
    /// Where it leads, with what else its link says, as attributes; nothing where it leads nowhere.
    pub(super) link: Option<String>,
    /// Is the highest severity among them?
    pub(super) gravest: bool,
}

struct Placed {
    flag: Flag,
    /// Middle of its box.
    x: i64,
    row: usize,
}

/// All warnings, each in a place of its own.
pub(super) struct Band {
    placed: Vec<Placed>,
    rows: usize,
    width: i64,
}

impl Band {
    /// Gives each warning a place.
    pub(super) fn of(matter: &Matter, scale: &Scale) -> Self {
        let mut warnings: Vec<&Warning> = matter.standing_warnings();
        warnings.sort_by_key(|w| (w.date, w.id.len(), w.id.clone()));
        let flags = warnings.into_iter().map(|w| Flag {
            day: scale.x(w.date),
            label: w.id.clone(),
            title: title(w),
            link: Some(format!("href=\"warnings#{}\"", escape(&w.id))),
            gravest: w.severity == Severity::S4,
        });
        Self::placed(flags.collect(), 12)
    }

    /// These, in the order of days; boxes are no wider than so many letters.
    pub(super) fn placed(flags: Vec<Flag>, most: usize) -> Self {
        let letters = flags.iter().map(|f| f.label.chars().count()).max().unwrap_or(2);
        let width = i64::try_from(letters.clamp(2, most)).unwrap_or(2) * 6 + 6;
        let days: Vec<i64> = flags.iter().map(|f| f.day).collect();
        let seats = places(&days, width + 2);
        let rows = seats.iter().map(|(row, _)| row + 1).max().unwrap_or(1);
        let placed = flags
            .into_iter()
            .zip(seats)
            .map(|(flag, (row, x))| Placed { flag, x, row })
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
            let (y, x, day) = (self.y(placed.row) + 13, placed.x, placed.flag.day);
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
        for Placed { flag, x, row } in &self.placed {
            let (open, close) = match &flag.link {
                Some(link) => (format!("<a {link}>"), "</a>"),
                None => ("<g>".to_owned(), "</g>"),
            };
            let _ = write!(out, "{open}<title>{}</title>", escape(&flag.title));
            let place = (x - self.width / 2, self.y(*row), self.width);
            warning_box(place, flag.gravest, &flag.label, out);
            out.push_str(close);
        }
    }
}

/// A warning in a line.
pub(super) fn title(warning: &Warning) -> String {
    format!(
        "{}, {}: {} ({}), {}",
        warning.id,
        warning.date.format("%-d %b %Y"),
        warning.title,
        warning.severity.code(),
        warning.outcome.words()
    )
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
