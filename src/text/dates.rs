//! Dates as UK agencies write them, read into a `When`: day first unless the table proves otherwise, imprecision kept,
//! never a guess.
//!
//! `read_when` and `read_when_as` read a date column, where the whole cell must be a date. `find_dates` finds dates in running text, where
//! most figures are something else. Comparing whens is left to `model::when`.

mod beside;
mod field;
mod grammar;
mod habit;
mod open;
mod order;
mod parts;
mod problem;
mod prose;
mod repair;
mod serial;
mod special;
#[cfg(test)]
mod tests;
mod time;
mod tokens;
mod words;
mod zone;

use chrono::NaiveDate;

use self::{field::Reading, parts::Fault};
use crate::model::{mention::Span, when::When};

pub use self::words::month_of;
pub use self::{
    habit::{Epoch, Habit},
    problem::DateProblem,
};

/// Names of the days of the week, from Monday on.
pub const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// No date is written in more bytes than this.
const LONGEST: usize = 200;

/// A date expression in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    /// Its bytes; `when.written` has the same.
    pub span: Span,
    /// The days it leaves open.
    pub when: When,
    /// True when the words before say that somebody was born then.
    pub of_birth: bool,
    /// True when it is written without a year, and got one from another date of the text.
    pub year_taken: bool,
}

/// Finds date expressions in running text, in order of place.
///
/// A date without a year is the latest such day up to `note_day`, the day on which the text was written (or the next one
/// after it, when the words before look forward: `next seen 10/01`). Without a `note_day` it takes the year of the date
/// before it in the text; when that would set the text back by half a year or more, the year turned, and the date is
/// taken from the following year and marked as doubtful. A date before the first year of the text is taken from that
/// year, or from the one before, and marked as doubtful; in a text without any year it is not found.
pub fn find_dates(text: &str, note_day: Option<NaiveDate>) -> Vec<FoundDate> {
    prose::find(text, note_day)
}

/// Reads the date and time columns of an entry, knowing nothing of the table: see [`read_when_as`].
///
/// ```
/// let when = forewarned::text::dates::read_when("w/c 08/01/2018", "").unwrap();
/// assert_eq!(when.earliest.to_string(), "2018-01-08");
/// assert_eq!(when.latest.to_string(), "2018-01-14");
/// ```
pub fn read_when(written: &str, time: &str) -> Result<When, DateProblem> {
    read_when_as(written, time, &Habit::default())
}

/// Reads the date and time columns of an entry, as the table writes them.
///
/// `written` keeps the date's words unaltered; what was not plain about them is in `remark`. When only the time cannot be
/// read, the problem is `DateProblem::Time`, which holds the date: the entry can be kept without a time.
///
/// A time beside the date is taken before one in the same cell.
///
/// ```
/// use forewarned::text::dates::{Habit, read_when_as};
///
/// let when = read_when_as("22.05/16", "2.30pm", &Habit::default()).unwrap();
/// assert_eq!(when.earliest.to_string(), "2016-05-22");
/// assert_eq!(when.written, "22.05/16");
/// assert_eq!(when.remark.as_deref(), Some("repaired: '22.05/16' was read as 22 May 2016"));
/// ```
pub fn read_when_as(written: &str, time: &str, habit: &Habit) -> Result<When, DateProblem> {
    let text = written.trim();
    let fault = if text.is_empty() {
        Fault::Blank
    } else if text.len() > LONGEST {
        Fault::Unreadable
    } else {
        match field::read(text, habit) {
            Ok(reading) => return with_time(reading, written, time),
            Err(fault) => fault,
        }
    };
    Err(refused(fault, written.to_owned(), habit))
}

/// A day with the time written beside it; nothing when these words are no time. A time that names its zone may move the day.
pub fn with_time_beside(when: &When, written: &str) -> Option<When> {
    let clock = time::clock(written).ok()?;
    let mut reading = Reading::of((when.earliest, when.latest));
    reading.remark.clone_from(&when.remark);
    reading.set_time(&clock);
    Some(When {
        earliest: reading.days.0,
        latest: reading.days.1,
        time: reading.time,
        remark: reading.remark,
        ..when.clone()
    })
}

/// Does this word name a month, in full or cut short?
pub fn is_month(word: &str) -> bool {
    words::month_of(word).is_some()
}

/// Does this word name a day of the week, in full or cut short?
pub fn is_weekday(word: &str) -> bool {
    words::weekday_of(word).is_some()
}

/// Is this a time of day with nothing beside it, so that the time that is read tells all that was written?
pub fn is_plain_time(written: &str) -> bool {
    time::is_plain(written)
}

/// Does a date column say here that the day is not known?
pub fn is_unknown_day(written: &str) -> bool {
    !written.trim().is_empty() && special::is_unknown(written.trim())
}

/// Words that leave a date open at one end.
const OPEN: [&str; 14] = [
    "before", "after", "since", "until", "till", "prior", "by", "pre", "post", "from", "up", "no", "not", "later",
];

fn with_time(mut reading: Reading, written: &str, beside: &str) -> Result<When, DateProblem> {
    let mut unread = reading.unread_time.take();
    if !beside.trim().is_empty() && !time::is_unknown(beside) {
        if let Ok(clock) = time::clock(beside) {
            unread = None;
            take_beside(&mut reading, &clock);
        } else {
            reading.time = None;
            unread = Some(beside.to_owned());
        }
    }
    let when = When {
        earliest: reading.days.0,
        latest: reading.days.1,
        time: reading.time,
        written: written.to_owned(),
        doubtful: reading.doubtful,
        remark: reading.remark,
    };
    match unread {
        None => Ok(when),
        Some(written) => Err(DateProblem::Time {
            written,
            when: Box::new(when),
        }),
    }
}

/// Takes the time of the column beside the date, and says when it is another than the one in the date's own cell.
fn take_beside(reading: &mut Reading, clock: &time::Clock) {
    let own = reading.time;
    let moved = reading.clock.as_ref().is_some_and(|c| c.zone.is_some());
    if moved && clock.zone.is_none() {
        // The column repeats the moment of the cell, in its zone or in local time.
        let repeats = |t| Some(t) == own || reading.clock.as_ref().is_some_and(|c| c.time == t);
        if repeats(clock.time) {
            return;
        }
    }
    if let Some(own) = own.filter(|own| *own != clock.time && !moved) {
        reading.say(format!(
            "given two times, {} with the date and {} beside it, of which the one beside it was taken",
            own.format("%H:%M"),
            clock.time.format("%H:%M")
        ));
    }
    reading.set_time(clock);
}

fn refused(fault: Fault, written: String, habit: &Habit) -> DateProblem {
    match fault {
        Fault::Blank => DateProblem::Blank,
        Fault::NoYear => DateProblem::NoYear(written),
        Fault::NoSuchDay => DateProblem::NoSuchDay(written),
        Fault::MonthFirst if habit.month_first => DateProblem::DayFirst(written),
        Fault::MonthFirst => DateProblem::MonthFirst(written),
        Fault::YearOutOfRange => DateProblem::YearOutOfRange(written),
        Fault::AuthorNote => DateProblem::AuthorNote(written),
        Fault::OpenEnded => DateProblem::OpenEnded(written),
        Fault::SerialNumber => DateProblem::SerialNumber(written),
        Fault::Reversed => DateProblem::Reversed(written),
        Fault::TwoDates => DateProblem::TwoDates(written),
        Fault::TwoReadings => DateProblem::TwoReadings(written),
        Fault::Zone => DateProblem::Zone(written),
        Fault::Unreadable => DateProblem::Unreadable(written),
    }
}
