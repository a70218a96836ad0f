//! Dates that are open at one end (`before 14/01/2018`, `14/01/2018 onwards`, `../2018-01-14`), and those whose two ends
//! are whole dates of their own (`2018-01-14/2018-01-20`).
//!
//! An open end is closed with the period under review, and the date is doubtful, since that end is not the record's.

use chrono::NaiveDate;

use super::{
    field::{Reading, closed, long, long_days, plain},
    habit::Habit,
    parts::Fault,
};

/// Which days an open date leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    To,
    From,
    After,
}

/// Longer ones first: `not before` is no `before`.
const AHEAD: [(&str, Side); 25] = [
    ("up to and including", Side::To),
    ("no earlier than", Side::From),
    ("not earlier than", Side::From),
    ("no later than", Side::To),
    ("not later than", Side::To),
    ("earlier than", Side::Before),
    ("on or before", Side::To),
    ("on or after", Side::From),
    ("later than", Side::After),
    ("not before", Side::From),
    ("not after", Side::To),
    ("prior to", Side::Before),
    ("sometime before", Side::Before),
    ("some time before", Side::Before),
    ("sometime after", Side::After),
    ("some time after", Side::After),
    ("before", Side::Before),
    ("after", Side::After),
    ("since", Side::From),
    ("until", Side::To),
    ("up to", Side::To),
    ("till", Side::To),
    ("from", Side::From),
    ("pre", Side::Before),
    ("by", Side::To),
];

const BEHIND: [(&str, Side); 20] = [
    ("to the present", Side::From),
    ("to present", Side::From),
    ("to ongoing", Side::From),
    ("to date", Side::From),
    ("to now", Side::From),
    ("or earlier", Side::To),
    ("or before", Side::To),
    ("and before", Side::To),
    ("or later", Side::From),
    ("or after", Side::From),
    ("and after", Side::From),
    ("onwards", Side::From),
    ("onward", Side::From),
    ("ongoing", Side::From),
    ("present", Side::From),
    ("current", Side::From),
    ("/open", Side::From),
    ("/..", Side::From),
    ("..", Side::From),
    ("+", Side::From),
];

/// Which side these words, behind a date, leave open.
pub(super) fn side_behind(rest: &str) -> Option<Side> {
    let words = rest
        .trim()
        .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '/' | '.'))
        .to_ascii_lowercase();
    BEHIND.iter().find(|(w, _)| words == *w).map(|(_, side)| *side)
}

/// Reads a date with an open end.
pub(super) fn read(text: &str, habit: &Habit) -> Option<Result<Reading, Fault>> {
    let (side, date) = ahead(text).or_else(|| behind(text))?;
    let known = match closed(date, habit) {
        Ok(known) => known,
        // The words say that one end is open; what is wrong with the date itself is worth more.
        Err(Fault::Unreadable | Fault::OpenEnded) => return None,
        Err(fault) => return Some(Err(fault)),
    };
    let Some(bounds) = habit.open else {
        return Some(Err(Fault::OpenEnded));
    };
    Some(placed(text, side, known, bounds).ok_or(Fault::YearOutOfRange))
}

fn ahead(text: &str) -> Option<(Side, &str)> {
    if let Some(date) = text.strip_prefix("../") {
        return Some((Side::To, date.trim()));
    }
    let lower = text.to_ascii_lowercase();
    let (word, side) = AHEAD.iter().chain(&[("post", Side::After)]).find(|(w, _)| {
        let rest = lower.strip_prefix(w);
        rest.is_some_and(|r| !r.starts_with(|c: char| c.is_alphanumeric()))
    })?;
    let date = text.get(word.len()..)?;
    Some((*side, date.trim_start_matches(['-', ':', '.', ' '])))
}

fn behind(text: &str) -> Option<(Side, &str)> {
    let lower = text.to_ascii_lowercase();
    let lower = lower.trim_end_matches(['.', ')', ' ']);
    let cut = |word: &str| lower.strip_suffix(word).map(str::len);
    let (at, side) = BEHIND.iter().find_map(|(word, side)| {
        // Dots at the end were taken off above, so those of `/..` are looked for in the text itself.
        let dots = text.strip_suffix(word).map(str::len).filter(|_| word.ends_with('.'));
        Some((dots.or_else(|| cut(word))?, *side))
    })?;
    let date = text.get(..at)?;
    Some((side, date.trim_end_matches(['-', '–', '(', ',', ' '])))
}

/// Closes the open end with the period under review, or, where the date lies beyond it, with the first or last year that
/// the program reads.
fn placed(text: &str, side: Side, known: Reading, (first, last): (NaiveDate, NaiveDate)) -> Option<Reading> {
    let (from, to) = known.days;
    // On the day of `before 14/01/2018 14:30` there is a time left before it.
    let timed = known.time.is_some();
    let days = match side {
        Side::Before if timed => (first, to),
        Side::Before => (first, from.pred_opt()?),
        Side::To => (first, to),
        Side::From => (from, last),
        Side::After if timed => (from, last),
        Side::After => (to.succ_opt()?, last),
    };
    let beyond = days.0 > days.1;
    let days = match side {
        _ if !beyond => days,
        Side::Before | Side::To => (NaiveDate::from_ymd_opt(1900, 1, 1)?.min(days.1), days.1),
        Side::From | Side::After => (days.0, NaiveDate::from_ymd_opt(2100, 12, 31)?.max(days.0)),
    };
    let mut reading = Reading::of(days);
    reading.doubtful = true;
    reading.remark = known.remark;
    let end = match (side, beyond) {
        (Side::Before | Side::To, false) => "the first day is that of the period under review",
        (Side::From | Side::After, false) => "the last day is that of the period under review",
        (Side::Before | Side::To, true) => "it lies wholly before the period under review",
        (Side::From | Side::After, true) => "it lies wholly after the period under review",
    };
    reading.say(format!("written '{text}' and read as {}: {end}", long_days(days)));
    Some(reading)
}

/// Reads two whole dates, each of which the grammar knows, as the days between them.
pub(super) fn two_ends(text: &str, habit: &Habit) -> Option<Result<Reading, Fault>> {
    const JOINS: [&str; 6] = [" - ", " – ", " — ", " to ", " until ", " till "];
    let starts_with_year = |t: &str| t.len() >= 4 && t.bytes().take(4).all(|b| b.is_ascii_digit());
    let iso = text
        .split_once('/')
        .filter(|(left, right)| starts_with_year(left) && starts_with_year(right) && !right.contains('/'));
    let (left, right) = iso.or_else(|| JOINS.iter().find_map(|join| text.split_once(join)))?;
    let (first, last) = (plain(left.trim(), habit).ok()?, plain(right.trim(), habit).ok()?);
    if first.days.0 > last.days.1 || (first.days == last.days && first.time > last.time) {
        return Some(Err(Fault::Reversed));
    }
    let mut reading = Reading::of((first.days.0, last.days.1));
    reading.doubtful = first.doubtful || last.doubtful;
    reading.time = first.time;
    reading.remark = first.remark;
    if let Some(how) = last.remark {
        reading.say(how);
    }
    if let (Some(time), Some(end)) = (first.time, last.time) {
        reading.say(format!(
            "given two times, of which the first, {}, places it within the day; it ended on {} at {}",
            time.format("%H:%M"),
            long(last.days.1),
            end.format("%H:%M")
        ));
    }
    Some(Ok(reading))
}
