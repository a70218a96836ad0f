//! What can be wrong with a written date, and what to do next.

use crate::model::when::When;

/// Longest part of a written date that a message repeats.
const SHOWN: usize = 60;

/// Why a date, or the time beside it, was not read. The program never guesses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateProblem {
    /// Nothing is written.
    Blank,
    /// `31/02/2018`.
    NoSuchDay(String),
    /// `01/14/2018`.
    MonthFirst(String),
    /// `14/01/2018` in a table that is proved to write the month first.
    DayFirst(String),
    /// `01/01/0100`: by this year a form marks a note of its author, and no event.
    AuthorNote(String),
    /// `14 January`.
    NoYear(String),
    /// A year before 1900 or after 2100.
    YearOutOfRange(String),
    /// `before 14/01/2018`.
    OpenEnded(String),
    /// `43114`: the number by which a spreadsheet keeps a day.
    SerialNumber(String),
    /// `Jan 18`: the eighteenth, or 2018?
    TwoReadings(String),
    /// A span whose end is before its start.
    Reversed(String),
    /// Two days that are not neighbours: `3 and 9 May 2021`.
    TwoDates(String),
    /// A time in a zone whose local time here is not known for certain (`EST`).
    Zone(String),
    /// Nothing that is known as a date.
    Unreadable(String),
    /// The day was read and is kept here; the time was not.
    Time {
        /// The time as written.
        written: String,
        /// The date without a time.
        when: Box<When>,
    },
}

impl DateProblem {
    /// What can be kept in spite of the problem: the date, when only the time could not be read.
    pub fn kept(self) -> Option<When> {
        match self {
            Self::Time { when, .. } => Some(*when),
            _ => None,
        }
    }

    /// What happened.
    pub fn what(&self) -> String {
        match self {
            Self::Blank => "the date is blank".to_owned(),
            Self::NoSuchDay(w) => format!("'{}' is no day of the calendar", shown(w)),
            Self::MonthFirst(w) => {
                format!("'{}' has no such month: dates are read day first", shown(w))
            }
            Self::DayFirst(w) => {
                format!(
                    "'{}' has no such month: another date proves that this table writes the month first",
                    shown(w)
                )
            }
            Self::AuthorNote(w) => format!(
                "the date '{}' is of the year 100, by which Chronolator marks a note of the form's author, so the row \
                 is no entry",
                shown(w)
            ),
            Self::NoYear(w) => format!("the date '{}' has no year", shown(w)),
            Self::YearOutOfRange(w) => {
                format!("the year of '{}' is before 1900 or after 2100", shown(w))
            }
            Self::OpenEnded(w) => format!("'{}' is open at one end", shown(w)),
            Self::SerialNumber(w) => format!(
                "'{}' is a bare number, as a spreadsheet keeps a day that was not formatted as a date",
                shown(w)
            ),
            Self::TwoReadings(w) => format!("'{}' can be a day or a year", shown(w)),
            Self::Reversed(w) => format!("'{}' ends before it starts", shown(w)),
            Self::TwoDates(w) => format!("'{}' names two separate days", shown(w)),
            Self::Zone(w) => format!("'{}' is written in another time zone", shown(w)),
            Self::Unreadable(w) => format!("'{}' was not understood as a date", shown(w)),
            Self::Time { written, .. } => {
                format!("'{}' was not understood as a time of day", shown(written))
            }
        }
    }

    /// What to do next.
    pub fn next(&self) -> &'static str {
        match self {
            Self::Blank => {
                "ask the agency for the date; if only the month or year is known, write that, for example 'Jan 2018'"
            }
            Self::NoSuchDay(_) | Self::Reversed(_) | Self::YearOutOfRange(_) => {
                "check it against the original record, then correct the copy and import it again"
            }
            Self::DayFirst(_) => "write the dates of the table all one way, best day first, and import it again",
            Self::AuthorNote(_) => {
                "read it beside the chronology; if it tells of an event, give it the date of the event"
            }
            Self::MonthFirst(_) => "write the day first, for example 14/01/2018",
            Self::NoYear(_) => "write the year as well, for example 14 January 2018",
            Self::OpenEnded(_) => {
                "write both ends, for example 'between 3 and 9 May 2021', as far as the record allows"
            }
            Self::SerialNumber(_) => {
                "format the column as a date in the spreadsheet, save it as CSV again, and import it again"
            }
            Self::TwoReadings(_) => "write the year with four digits, for example 'Jan 2018' or '18 Jan 2018'",
            Self::TwoDates(_) => "give each day a row of its own",
            Self::Zone(_) => "write the local date and time, without a zone",
            Self::Unreadable(_) => "write it like 14/01/2018, 14 Jan 2018, Jan 2018, w/c 08/01/2018 or early 2018",
            Self::Time { .. } => {
                "the entry is kept without a time; to place it within the day, write the time like 14:30"
            }
        }
    }
}

impl std::fmt::Display for DateProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}; {}", self.what(), self.next())
    }
}

impl std::error::Error for DateProblem {}

fn shown(written: &str) -> String {
    let trimmed = written.trim();
    let mut out: String = trimmed.chars().take(SHOWN).collect();
    if out.len() < trimmed.len() {
        out.push('…');
    }
    out
}
