//! A *length* of time as patterns write it: `5 days`, `1 working day`.

use chrono::{Days, NaiveDate};

use crate::patterns::calendar::Calendar;

/// A number of days, or of working days in England and Wales.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Calendar days.
    Days(u64),
    /// Working days.
    WorkingDays(u64),
}

/// The lengths of a pattern's window, parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lengths {
    /// In time.
    pub within: Length,
    /// Still counted as late.
    pub late: Length,
    /// Already covered before.
    pub back: Length,
}

impl Length {
    /// Reads `N days` or `N working days`.
    pub fn parse(written: &str) -> Result<Self, String> {
        let wants = || format!("`{written}` is no length; write for example `5 days` or `1 working day`");
        let mut words = written.split_whitespace();
        let number: u64 = words
            .next()
            .and_then(|n| n.parse().ok())
            .filter(|n| *n <= 3660)
            .ok_or_else(wants)?;
        match (words.next(), words.next(), words.next()) {
            (Some("day" | "days"), None, None) => Ok(Self::Days(number)),
            (Some("working"), Some("day" | "days"), None) => Ok(Self::WorkingDays(number)),
            _ => Err(wants()),
        }
    }

    /// The last day of a window that begins on `from`, which is day 0.
    pub fn after(self, from: NaiveDate, calendar: &Calendar) -> NaiveDate {
        match self {
            Self::Days(n) => from.checked_add_days(Days::new(n)).unwrap_or(NaiveDate::MAX),
            Self::WorkingDays(n) => calendar.working_days_after(from, n),
        }
    }

    /// Its longest reach in calendar days, for looking back.
    pub fn calendar_days(self) -> i64 {
        match self {
            Self::Days(n) => i64::try_from(n).unwrap_or(i64::MAX),
            Self::WorkingDays(n) => i64::try_from(n * 2 + 4).unwrap_or(i64::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Length;

    #[test]
    fn lengths_are_read_and_nonsense_says_what_is_wanted() {
        assert_eq!(Length::parse("5 days"), Ok(Length::Days(5)));
        assert_eq!(Length::parse("1 working day"), Ok(Length::WorkingDays(1)));
        assert!(Length::parse("soon").unwrap_err().contains("for example"));
        assert!(Length::parse("5").is_err());
    }
}
