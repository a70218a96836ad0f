//! *Habit*: what is known of the column that a date stands in, beyond the words of its cell.

use chrono::NaiveDate;

/// How the dates of one column are written. The default knows nothing: day first, no numbers of days, no bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Habit {
    /// True when a date of the table proves that it writes the month first.
    pub month_first: bool,
    /// The first and last day under review, between which `before 14/01/2018`, `after ...` and `unknown` are placed.
    pub open: Option<(NaiveDate, NaiveDate)>,
    /// From which day bare numbers count, when the cell comes from a workbook and can be one.
    pub serials: Option<Epoch>,
}

/// The day from which a workbook counts its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Epoch {
    /// 1 January 1900 is day 1, and a 29 February 1900 is counted that never was.
    Y1900,
    /// 1 January 1904 is day 0 (old Excel for Macintosh).
    Y1904,
}
