//! *Days*: the day, time and end of a row, out of the cells that hold them.
//!
//! Reading words is left to `text::dates`; this knows what the table adds: which columns there are, what a workbook says
//! of a cell, whether the table writes the month first, and which days are under review.

use chrono::{NaiveDate, Timelike as _};

use crate::{
    import::{
        Hints, beyond,
        contents::{Cell, Grid, Value},
        table::order::Order,
    },
    model::{columns::Field, when::When},
    text::dates::{DateProblem, Epoch, Habit, is_unknown_day, read_when_as},
};

/// Words in an end column for what had not ended.
const STILL: [&str; 8] = [
    "ongoing",
    "on going",
    "on-going",
    "present",
    "current",
    "continuing",
    "to date",
    "now",
];

/// How the dates of one table are written.
pub(super) struct Days {
    order: Order,
    epoch: Epoch,
    review: (NaiveDate, NaiveDate),
}

impl Days {
    pub(super) fn of(grid: &Grid, order: &Order, hints: &Hints<'_>) -> Self {
        Self {
            order: order.clone(),
            epoch: if grid.dates_1904 { Epoch::Y1904 } else { Epoch::Y1900 },
            review: (hints.review_from, hints.review_to),
        }
    }

    /// The day on which something was typed. It is not placed within the review when it is open or unknown.
    pub(crate) fn recorded(&self, cell: &Cell) -> Result<When, DateProblem> {
        let habit = Habit {
            open: None,
            ..self.habit(cell)
        };
        let mut when = read(cell, "", &habit)?;
        self.order.doubt(&mut when, cell, Field::Recorded);
        Ok(when)
    }

    /// When a row tells of: its day, the time beside it, and its end where that has a column.
    pub(crate) fn when(&self, date: &Cell, time: Option<&Cell>, end: Option<&Cell>) -> Result<When, DateProblem> {
        let mut read = self.span(date, time, end);
        if let Ok(when) = &mut read {
            beyond::settle(when, self.review.1);
        } else if let Err(DateProblem::Time { when, .. }) = &mut read {
            beyond::settle(when, self.review.1);
        }
        read
    }

    fn span(&self, date: &Cell, time: Option<&Cell>, end: Option<&Cell>) -> Result<When, DateProblem> {
        let end = end.filter(|c| !c.text.trim().is_empty());
        let Some(end) = end else {
            return self.start(date, time);
        };
        match self.start(date, time) {
            Ok(when) => self.to_end(when, date, end),
            // The time was not understood; the days still are.
            Err(DateProblem::Time { written, when }) => Err(DateProblem::Time {
                written,
                when: Box::new(self.to_end(*when, date, end)?),
            }),
            Err(other) => Err(other),
        }
    }

    /// Do the words of an end say more than the day that was read from them: a time, a doubt, words beside it? What they
    /// have in common with the start is no more.
    pub(crate) fn end_says_more(&self, date: &Cell, end: &Cell) -> bool {
        let words = end.text.trim();
        if words.is_empty() || words == date.text.trim() {
            return false;
        }
        let is_bare = |end: When| end.is_known_day() && end.time.is_none() && end.remark.is_none();
        !self.one(end, None).is_ok_and(is_bare)
    }

    fn habit(&self, cell: &Cell) -> Habit {
        Habit {
            month_first: self.order.month_first,
            open: Some(self.review),
            // A bare number is a day only where the file says that the cell holds a number.
            serials: (cell.value == Value::Number).then_some(self.epoch),
        }
    }

    fn one(&self, date: &Cell, time: Option<&Cell>) -> Result<When, DateProblem> {
        let time = time.map_or_else(String::new, time_words);
        read(date, &time, &self.habit(date))
    }

    /// The day of the row, with the doubt that its table leaves.
    fn start(&self, date: &Cell, time: Option<&Cell>) -> Result<When, DateProblem> {
        let mut read = self.one(date, time);
        if let Ok(when) = &mut read {
            self.order.doubt(when, date, Field::Date);
        } else if let Err(DateProblem::Time { when, .. }) = &mut read {
            self.order.doubt(when, date, Field::Date);
        }
        read
    }

    /// The end of the row, with the doubt that its table leaves.
    fn last(&self, end: &Cell) -> Result<When, DateProblem> {
        let mut when = self.one(end, None)?;
        self.order.doubt(&mut when, end, Field::EndDate);
        Ok(when)
    }

    /// Lets a when reach to the end of the row.
    fn to_end(&self, mut when: When, date: &Cell, end: &Cell) -> Result<When, DateProblem> {
        let words = end.text.trim();
        let both = format!("{} to {words}", when.written.trim());
        if is_unknown_day(words) || STILL.contains(&words.to_ascii_lowercase().as_str()) {
            when.latest = when.latest.max(self.review.1);
            when.doubtful = true;
            say(
                &mut when,
                format!(
                    "given an end that is not known ('{words}'), and every day from its first to the end of the period under \
                     review is left open"
                ),
            );
        } else if is_unknown_day(&date.text) {
            let last = self.last(end)?;
            let until = Cell::words(format!("until {}", last.latest));
            let open = self.one(&until, None)?;
            (when.earliest, when.latest, when.doubtful) = (open.earliest, open.latest, true);
            when.remark = Some(format!("given a start that is not known ('{}')", date.text.trim()));
            last.remark.into_iter().for_each(|how| say(&mut when, how));
        } else {
            match self.last(end) {
                Ok(last) if last.latest < when.earliest => return Err(DateProblem::Reversed(both)),
                Ok(last) if last.latest == when.latest && last.remark.is_none() => {
                    when.doubtful |= last.doubtful;
                    return Ok(when);
                }
                Ok(last) => {
                    when.latest = last.latest;
                    when.doubtful |= last.doubtful;
                    last.remark.into_iter().for_each(|how| say(&mut when, how));
                }
                Err(problem) => {
                    when.doubtful = true;
                    let what = problem.what();
                    say(
                        &mut when,
                        format!("given an end that was not read ({what}), and stands at its first day"),
                    );
                }
            }
        }
        when.written = both;
        Ok(when)
    }
}

fn say(when: &mut When, how: String) {
    when.remark = Some(match when.remark.take() {
        Some(before) => format!("{before}; {how}"),
        None => how,
    });
}

/// Reads a cell. A day that the file gives as a day leaves nothing to reading but the time beside it.
fn read(cell: &Cell, time: &str, habit: &Habit) -> Result<When, DateProblem> {
    let known = match cell.value {
        Value::Day(day) => day.to_string(),
        // Midnight is how workbooks and systems keep a day that has no time. Its words stay as shown.
        Value::Moment(at) if at.time() == chrono::NaiveTime::MIN => at.date().to_string(),
        Value::Moment(at) if at.second() != 0 || cell.text.matches(':').count() > 1 => {
            at.format("%Y-%m-%d %H:%M:%S").to_string()
        }
        Value::Moment(at) => at.format("%Y-%m-%d %H:%M").to_string(),
        _ => return read_when_as(&cell.text, time, habit),
    };
    let as_shown = |mut when: When| {
        when.written.clone_from(&cell.text);
        when
    };
    match read_when_as(&known, time, habit) {
        Ok(when) => Ok(as_shown(when)),
        Err(DateProblem::Time { written, when }) => Err(DateProblem::Time {
            written,
            when: Box::new(as_shown(*when)),
        }),
        Err(other) => Err(other),
    }
}

/// A time as words: what the file knows of the cell comes before what it shows.
fn time_words(cell: &Cell) -> String {
    let shown = |time: chrono::NaiveTime| time.format("%H:%M:%S").to_string();
    match cell.value {
        Value::Time(at) => shown(at),
        Value::Moment(at) => shown(at.time()),
        // `1430` is how people type a time that a workbook then takes for a number; `930` may as well be minutes.
        Value::Number if cell.text.len() == 4 && cell.text.bytes().all(|b| b.is_ascii_digit()) => cell.text.clone(),
        // A number that is no part of a day for certain is no time: `0.25` may be six o'clock, or 25 minutes past midnight.
        Value::Number => part_of_day(&cell.text).map_or_else(|| format!("number {}", cell.text), shown),
        Value::Day(_) | Value::Words => cell.text.clone(),
    }
}

/// `0.604166667`: a part of a day, as a workbook keeps a time that was not formatted as one. With one or two places it may
/// be hours and minutes as well, and is left alone.
fn part_of_day(text: &str) -> Option<chrono::NaiveTime> {
    let places = text.trim().strip_prefix("0.")?;
    let part: f64 = text.trim().parse().ok().filter(|_| places.len() > 2)?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part of a day is between 0 and 86,400 seconds"
    )]
    let seconds = (part * 86_400.0).round() as u32;
    chrono::NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)
}

#[cfg(test)]
mod tests;
