//! Dates as UK agencies write them, read into a `When`: day first always, imprecision kept, never a guess.
//!
//! `read_when` reads a date column, where the whole cell must be a date. `find_dates` finds dates in running text, where
//! most figures are something else. Comparing whens is left to `model::when`.

mod grammar;
mod parts;
mod problem;
mod prose;
#[cfg(test)]
mod tests;
mod time;
mod tokens;
mod words;

use chrono::NaiveDate;

use self::{
    parts::{Fault, Form, Shape},
    tokens::{Cursor, tokens},
};
use crate::model::{mention::Span, when::When};

pub use self::problem::DateProblem;
pub(super) use self::words::month_of;

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

/// Reads the date and time columns of an entry.
///
/// `written` keeps the date's words unaltered. When only the time cannot be read, the problem is `DateProblem::Time`,
/// which holds the date: the entry can be kept without a time.
///
/// ```
/// let when = forewarned::text::dates::read_when("w/c 08/01/2018", "").unwrap();
/// assert_eq!(when.earliest.to_string(), "2018-01-08");
/// assert_eq!(when.latest.to_string(), "2018-01-14");
/// ```
pub fn read_when(written: &str, time: &str) -> Result<When, DateProblem> {
    let text = written.trim();
    if text.is_empty() {
        return Err(DateProblem::Blank);
    }
    let kept = || written.to_owned();
    if text.len() > LONGEST {
        return Err(DateProblem::Unreadable(kept()));
    }
    if is_serial_number(text) {
        return Err(DateProblem::SerialNumber(kept()));
    }
    let tokens = tokens(text);
    let (doubt, cursor) = doubt_before(Cursor::in_field(&tokens));
    let open = cursor.past_word(&OPEN).is_some();
    let (shape, next) = grammar::shape(cursor).ok_or_else(|| {
        if open {
            DateProblem::OpenEnded(kept())
        } else {
            DateProblem::Unreadable(kept())
        }
    })?;
    let rest = next.peek().and_then(|t| text.get(t.start..)).unwrap_or_default();
    let tail = tail(rest, &shape).map_err(|fault| refused(fault, kept()))?;
    if tail == Tail::Open {
        return Err(DateProblem::OpenEnded(kept()));
    }
    let ((earliest, latest), odd_weekday) = shape.settle().map_err(|f| refused(f, kept()))?;
    let when = When {
        earliest,
        latest,
        time: None,
        written: kept(),
        doubtful: doubt || odd_weekday || tail == Tail::Doubt,
        remark: None,
    };
    with_time(when, time, tail)
}

/// Words that leave a date open at one end.
const OPEN: [&str; 12] = [
    "before", "after", "since", "until", "till", "prior", "by", "pre", "post", "from", "up", "no",
];

/// What follows the date in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tail {
    Nothing,
    Doubt,
    Open,
    Time(chrono::NaiveTime),
}

fn tail(rest: &str, shape: &Shape) -> Result<Tail, Fault> {
    let rest = rest.trim();
    let words = rest.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    if rest.is_empty() || rest == "." {
        return Ok(Tail::Nothing);
    }
    if rest.chars().all(|c| matches!(c, '?' | '(' | ')'))
        || matches!(words.as_str(), "approx" | "approximately" | "circa" | "tbc" | "unclear")
    {
        return Ok(Tail::Doubt);
    }
    if matches!(
        words.as_str(),
        "onwards" | "onward" | "ongoing" | "to date" | "present" | "to present"
    ) || matches!(rest, "+" | "-" | "–")
    {
        return Ok(Tail::Open);
    }
    if shape.last().form == Form::Month
        && shape.last().year.is_none()
        && rest.trim_start_matches(['-', '/', ' ']).len() == 2
    {
        return Err(Fault::TwoReadings);
    }
    if shape.second.is_some() || shape.week.is_some() || shape.first.day.is_none() {
        return Err(Fault::Unreadable);
    }
    clock(rest)
}

/// The time of `2018-01-14T14:30:00` or `14/01/2018 14:30`.
fn clock(rest: &str) -> Result<Tail, Fault> {
    let rest = rest
        .strip_prefix(['T', 't', ','])
        .or_else(|| rest.strip_prefix("at "))
        .or_else(|| rest.strip_prefix('@'))
        .unwrap_or(rest)
        .trim();
    let bare = rest.trim_end_matches(['Z', 'z']);
    let offset = bare.find(['+', '-']);
    let local = offset.and_then(|at| bare.get(..at)).unwrap_or(bare);
    let seconds_only = local
        .split_once('.')
        .filter(|(whole, _)| whole.matches(':').count() == 2)
        .map_or(local, |(whole, _)| whole);
    let time = time::read(seconds_only).ok_or(Fault::Unreadable)?;
    if bare.len() < rest.len() || offset.is_some() {
        return Err(Fault::Zone);
    }
    // A spreadsheet writes midnight with seconds behind a date that has no time.
    let no_time = seconds_only == "00:00:00";
    Ok(if no_time { Tail::Nothing } else { Tail::Time(time) })
}

fn with_time(mut when: When, time: &str, tail: Tail) -> Result<When, DateProblem> {
    if let Tail::Time(found) = tail {
        when.time = Some(found);
    }
    if time.trim().is_empty() {
        return Ok(when);
    }
    when.time = time::read(time);
    if when.time.is_some() {
        return Ok(when);
    }
    Err(DateProblem::Time {
        written: time.to_owned(),
        when: Box::new(when),
    })
}

/// Passes `?`, `c.`, `approx`, `about`; an unknown day (`??/08/1999`) is no doubt of the whole.
fn doubt_before(mut c: Cursor<'_>) -> (bool, Cursor<'_>) {
    const WORDS: [&str; 9] = [
        "c",
        "ca",
        "circa",
        "approx",
        "approximately",
        "about",
        "around",
        "possibly",
        "poss",
    ];
    let mut doubt = false;
    loop {
        let unknown_day = c
            .past_mark(&['?'])
            .is_some_and(|n| n.past_tight_mark(&['?', '/', '.']).is_some());
        let next = if unknown_day { None } else { c.past_mark(&['?', '~']) };
        let Some(next) = next.or_else(|| c.past_word(&WORDS)) else {
            break;
        };
        doubt = true;
        c = next.past_mark(&['.', ':']).unwrap_or(next);
    }
    (doubt, c.past_word(&["on"]).unwrap_or(c))
}

fn is_serial_number(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    whole.len() == 5
        && [whole, part]
            .iter()
            .all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
}

fn refused(fault: Fault, written: String) -> DateProblem {
    match fault {
        Fault::NoYear => DateProblem::NoYear(written),
        Fault::NoSuchDay => DateProblem::NoSuchDay(written),
        Fault::MonthFirst => DateProblem::MonthFirst(written),
        Fault::YearOutOfRange => DateProblem::YearOutOfRange(written),
        Fault::Reversed => DateProblem::Reversed(written),
        Fault::TwoDates => DateProblem::TwoDates(written),
        Fault::TwoReadings => DateProblem::TwoReadings(written),
        Fault::Zone => DateProblem::Zone(written),
        Fault::Unreadable => DateProblem::Unreadable(written),
    }
}
