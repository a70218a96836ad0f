//! *When*: an imprecise date, as agencies write them: `14/01/2018`, `Jan 2018`, `w/c 08/01/2018`, `?14/01/2018`.
//!
//! A when is an interval of days, earliest to latest, with the words it was read from kept for ever.
//! Reading the words is left to `text::dates`; this module only compares.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// An interval of days (both ends included), an optional time of day, and the words it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct When {
    /// First day it can have been.
    pub earliest: NaiveDate,
    /// Last day it can have been; equal to `earliest` when the day is known.
    pub latest: NaiveDate,
    /// Local time of day, when one was written.
    pub time: Option<NaiveTime>,
    /// The words as written, never altered.
    pub written: String,
    /// True when the writer marked the date as doubtful (`?14/01/2018`).
    pub doubtful: bool,
    /// How the words were read where that is not plain: repaired (`22.05/16`), month first, moved from another zone.
    #[serde(default)]
    pub remark: Option<String>,
}

/// A day for people: `1 July 2022`.
pub fn day_in_words(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// The first and the last of some days, for people: a day that is not one known day as it is written, and never as the day on which it
/// begins or ends. Nothing where there are none.
pub fn first_and_last<'a>(days: impl Iterator<Item = &'a When>) -> Option<(String, String)> {
    let days: Vec<&When> = days.collect();
    let words = |when: &When| {
        if when.is_known_day() || when.written.is_empty() {
            days_in_words(when.earliest, when.latest)
        } else {
            format!("“{}”", when.shown())
        }
    };
    let first = days.iter().min_by_key(|w| (w.earliest, !w.is_known_day()))?;
    let last = days.iter().max_by_key(|w| (w.latest, w.is_known_day()))?;
    Some((words(first), words(last)))
}

/// Days for people, once where they are one.
pub fn days_in_words(from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        day_in_words(from)
    } else {
        format!("{} to {}", day_in_words(from), day_in_words(to))
    }
}

/// What a comparison of two imprecise dates can honestly say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Wholly before.
    Before,
    /// Wholly after.
    After,
    /// The same known day.
    SameDay,
    /// The intervals overlap and at least one is not a known day: nobody can tell.
    Unclear,
}

/// Whether a when lies inside an interval of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// Every day it can have been lies inside.
    Yes,
    /// Wholly before the interval.
    Before,
    /// Wholly after the interval.
    After,
    /// It straddles an edge: nobody can tell.
    Unclear,
}

impl When {
    /// A known day, written the ISO way.
    pub fn day(date: NaiveDate) -> Self {
        Self {
            earliest: date,
            latest: date,
            time: None,
            written: date.format("%Y-%m-%d").to_string(),
            doubtful: false,
            remark: None,
        }
    }

    /// Is the day known, and not marked as doubtful?
    pub fn is_known_day(&self) -> bool {
        self.earliest == self.latest && !self.doubtful
    }

    /// Was it written by a machine for machines: `2022-06-30T23:10:00+00:00`, a count of seconds or of days?
    pub fn is_stamp(&self) -> bool {
        let written = self.written.trim();
        let is_digit = |b: &u8| b.is_ascii_digit();
        let bytes = written.as_bytes();
        let is_count = |b: &&[u8]| b.iter().all(|b| b.is_ascii_digit() || *b == b'.') && (b.len() == 5 || b.len() > 8);
        let is_iso = bytes
            .windows(4)
            .any(|w| matches!(w, [a, b'T', c, d] if [a, c, d].into_iter().all(is_digit)));
        let is_zoned = self.time.is_some()
            && bytes.len() > 16
            && bytes.get(..4).is_some_and(|y| y.iter().all(is_digit))
            && written.matches(':').count() >= 2;
        is_iso || is_zoned || Some(bytes).filter(|b| !b.is_empty()).as_ref().is_some_and(is_count)
    }

    /// The date for people: as written; what a machine wrote, as the day and time that it was read as.
    ///
    /// ```
    /// use forewarned::model::when::When;
    /// let mut when = When::day("2022-07-01".parse().unwrap());
    /// when.time = "00:10:00".parse().ok();
    /// when.written = "2022-06-30T23:10:00+00:00".to_owned();
    /// assert_eq!(when.shown(), "1 July 2022, 00:10");
    /// when.written = "1st July".to_owned();
    /// assert_eq!(when.shown(), "1st July");
    /// ```
    pub fn shown(&self) -> String {
        if !self.is_stamp() {
            return self.written.clone();
        }
        let out = days_in_words(self.earliest, self.latest);
        match self.time {
            Some(time) => format!("{out}, {}", time.format("%H:%M")),
            None => out,
        }
    }

    /// Compares two whens: `Before` means that `self` is wholly before `other`.
    ///
    /// Times of day are used only when both days are known and equal and both have a time.
    pub fn order(&self, other: &Self) -> Order {
        if self.latest < other.earliest {
            Order::Before
        } else if self.earliest > other.latest {
            Order::After
        } else if self.is_known_day() && other.is_known_day() {
            match (self.time, other.time) {
                (Some(a), Some(b)) if a < b => Order::Before,
                (Some(a), Some(b)) if a > b => Order::After,
                _ => Order::SameDay,
            }
        } else {
            Order::Unclear
        }
    }

    /// Says whether this lies in `from..=to`.
    pub fn within(&self, from: NaiveDate, to: NaiveDate) -> Within {
        if self.earliest >= from && self.latest <= to {
            Within::Yes
        } else if self.latest < from {
            Within::Before
        } else if self.earliest > to {
            Within::After
        } else {
            Within::Unclear
        }
    }

    /// The key that puts whens in one total order: earliest day, then latest, then time (none first).
    pub fn sort_key(&self) -> (NaiveDate, NaiveDate, Option<NaiveTime>) {
        (self.earliest, self.latest, self.time)
    }
}

#[cfg(test)]
mod tests {
    use super::{Order, When, Within};
    use chrono::NaiveDate;

    fn when(from: (i32, u32, u32), to: (i32, u32, u32)) -> When {
        let day = |(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        When {
            earliest: day(from),
            latest: day(to),
            ..When::day(day(from))
        }
    }

    #[test]
    fn overlapping_intervals_are_unclear_and_nothing_else_is() {
        let week = when((2018, 1, 8), (2018, 1, 14));
        let inside = when((2018, 1, 10), (2018, 1, 10));
        let after = when((2018, 1, 15), (2018, 1, 15));
        assert_eq!(week.order(&inside), Order::Unclear);
        assert_eq!(week.order(&after), Order::Before);
        assert_eq!(after.order(&week), Order::After);
        assert_eq!(inside.order(&inside), Order::SameDay);
    }

    #[test]
    fn a_week_that_straddles_the_edge_of_a_window_cannot_be_placed() {
        let week = when((2018, 1, 8), (2018, 1, 14));
        let day = |d| NaiveDate::from_ymd_opt(2018, 1, d).unwrap();
        assert_eq!(week.within(day(1), day(10)), Within::Unclear);
        assert_eq!(week.within(day(8), day(14)), Within::Yes);
        assert_eq!(week.within(day(15), day(20)), Within::Before);
        assert_eq!(week.within(day(1), day(7)), Within::After);
    }
}
