//! *Order*: which of day and month the dates of one table have first, and which of them may have been turned round.
//!
//! One date that can only be month first proves it for every column of dates in its table, for one hand or program wrote them
//! all. Where a table has dates of both orders nobody can tell those that could be either, and they are marked as doubtful.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};

use crate::{
    import::contents::{Cell, Grid, Row, Value},
    model::{
        columns::{Field, Mapping},
        when::When,
    },
};

/// Dates of a table, for one that can only be month first: in one that writes the month first it is more than half.
const ONE_IN: usize = 3;
/// Rows that can only be month first; one by itself may be a slip.
const LEAST_PROOFS: usize = 2;
/// One date month first among more than so many that can only be day first is a slip of a hand, and says nothing of the others.
const SLIP_IN: usize = 10;
/// Days of a month above which day and month cannot be exchanged.
const MONTHS: u32 = 12;
/// Typed days that must be there before words with the day first say anything of them.
const LEAST_TYPED: usize = 2;
/// The columns of dates that are read.
const DATES: [Field; 3] = [Field::Date, Field::EndDate, Field::Recorded];

/// What the dates of a table prove.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Order {
    /// The month is written first throughout.
    pub(super) month_first: bool,
    /// Some dates can only be month first, and the table does not prove it for the others.
    pub(super) mixed: bool,
    /// Columns in which a program may have exchanged day and month.
    pub(super) turned: BTreeSet<Field>,
    /// A date, in words, that shows the order which the program did not know.
    pub(super) shown: String,
}

/// What one date in words can only be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    MonthFirst,
    DayFirst,
    Either,
}

/// Counts of rows.
#[derive(Default)]
struct Proofs {
    month_first: usize,
    day_first: usize,
    all: usize,
}

impl Order {
    /// Looks at the dates of a table below its headings.
    pub(super) fn of(grid: &Grid, mapping: &Mapping, first: usize) -> Self {
        let columns: Vec<(usize, Field)> = DATES
            .iter()
            .filter_map(|field| Some((mapping.columns.iter().position(|c| c.field == *field)?, *field)))
            .collect();
        let rows = || grid.rows.iter().skip(first);
        let mut proofs = Proofs::default();
        for row in rows() {
            proofs.add(row, &columns);
        }
        let typed = |at: usize| {
            rows()
                .filter_map(move |row| row.cells.get(at).and_then(typed_day))
                .collect::<Vec<_>>()
        };
        let is_typed = columns.iter().any(|(at, _)| !typed(*at).is_empty());
        let month_first = proofs.is_month_first(is_typed);
        // Turned by a program that reads the day first, or by one that reads the month first.
        let least = match (proofs.month_first, proofs.day_first) {
            (0, 0) => usize::MAX,
            (0, _) => LEAST_TYPED,
            _ => 1,
        };
        let is_turned = |at: usize| {
            let days = typed(at);
            days.len() >= least && days.iter().all(|d| d.day() <= MONTHS)
        };
        let which = if proofs.month_first > 0 {
            Only::MonthFirst
        } else {
            Only::DayFirst
        };
        let shown = rows()
            .flat_map(|row| columns.iter().filter_map(|(at, _)| row.cells.get(*at)))
            .find(|cell| only(cell) == Some(which));
        Self {
            month_first,
            mixed: proofs.month_first > 0 && !month_first && proofs.month_first * SLIP_IN >= proofs.day_first,
            turned: columns
                .iter()
                .filter(|(at, _)| is_turned(*at))
                .map(|(_, field)| *field)
                .collect(),
            shown: shown.map_or_else(String::new, |c| c.text.trim().to_owned()),
        }
    }

    /// What the program writes first that may have exchanged day and month: the other than the words that it left.
    pub(super) fn opened_by(&self) -> &'static str {
        match two_figures(&self.shown) {
            Some((a, _)) if a <= MONTHS => "the day",
            _ => "the month",
        }
    }

    /// Marks a day that was read from this cell as doubtful where its day and month may be the other way round.
    pub(super) fn doubt(&self, when: &mut When, cell: &Cell, field: Field) {
        let typed = typed_day(cell).filter(|_| self.turned.contains(&field));
        let how = if let Some(other) = typed.and_then(exchanged) {
            format!(
                "read as the file keeps it ({}), and is marked as doubtful: a program may have exchanged day and month, and then it is {}",
                said(when.earliest),
                said(other)
            )
        } else if self.mixed && only(cell) == Some(Only::Either) && exchanged(when.earliest).is_some() {
            format!(
                "read day first ({}), and is marked as doubtful: other dates of the table can only be month first",
                said(when.earliest)
            )
        } else {
            return;
        };
        when.doubtful = true;
        when.remark = Some(match when.remark.take() {
            Some(before) => format!("{before}; {how}"),
            None => how,
        });
    }
}

impl Proofs {
    fn add(&mut self, row: &Row, columns: &[(usize, Field)]) {
        let found: Vec<Only> = columns
            .iter()
            .filter_map(|(at, _)| row.cells.get(*at).and_then(only))
            .collect();
        self.all += usize::from(!found.is_empty());
        self.month_first += usize::from(found.contains(&Only::MonthFirst));
        self.day_first += usize::from(found.contains(&Only::DayFirst));
    }

    /// One that can only be day first proves the other, one among many that could be either is a slip, and days that the file
    /// itself knows were never written month first.
    fn is_month_first(&self, is_typed: bool) -> bool {
        self.day_first == 0
            && !is_typed
            && (self.month_first >= LEAST_PROOFS || self.all <= LEAST_PROOFS)
            && self.month_first > 0
            && self.month_first * ONE_IN >= self.all
    }
}

fn said(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// The day that this one is with day and month exchanged, if that is another.
pub(super) fn exchanged(day: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year(), day.day(), day.month()).filter(|other| *other != day)
}

/// The day that a file knows of a cell.
pub(super) fn typed_day(cell: &Cell) -> Option<NaiveDate> {
    match cell.value {
        Value::Day(day) => Some(day),
        Value::Moment(moment) => Some(moment.date()),
        _ => None,
    }
}

fn only(cell: &Cell) -> Option<Only> {
    let (a, b) = two_figures(&cell.text).filter(|_| cell.value == Value::Words)?;
    match (a, b) {
        (1..=12, 13..=31) => Some(Only::MonthFirst),
        (13..=31, 1..=12) => Some(Only::DayFirst),
        _ => Some(Only::Either),
    }
}

/// The first two figures of `01/14/2018`.
fn two_figures(text: &str) -> Option<(u32, u32)> {
    let date = text.split_whitespace().next()?.trim_start_matches('?');
    let mut parts = date.split(['/', '-', '.']);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    if a.len() > 2 || b.len() > 2 || !matches!(year.len(), 2 | 4) || parts.next().is_some() {
        return None;
    }
    Some((a.parse().ok()?, b.parse().ok()?))
}
