//! Words that are no date by their form and yet leave certain days open: `unknown`, `2015/16`, `Q3 2016`, `Boxing Day 2015`.
//!
//! Where such words have two readings, every day of both is left open and the remark says so.

use chrono::NaiveDate;

use super::{
    field::{Reading, long_days},
    habit::Habit,
    parts::{Days2, Fault},
    words::full_year,
};

const UNKNOWN: [&str; 22] = [
    "unknown",
    "not known",
    "n/k",
    "nk",
    "n.k",
    "undated",
    "no date",
    "no date given",
    "no date recorded",
    "not dated",
    "date unknown",
    "date not known",
    "date n/k",
    "unknown date",
    "not recorded",
    "date not recorded",
    "not stated",
    "date not stated",
    "tbc",
    "date tbc",
    "to be confirmed",
    "unsure",
];

/// Reads such words; nothing when they are none.
pub(super) fn read(text: &str, habit: &Habit) -> Option<Result<Reading, Fault>> {
    if is_unknown(text) {
        let Some(bounds) = habit.open else {
            return Some(Err(Fault::Unreadable));
        };
        let mut reading = Reading::of(bounds);
        reading.doubtful = true;
        reading.say(format!(
            "given as not known ('{text}') and stands for the whole period under review, {}",
            long_days(bounds)
        ));
        return Some(Ok(reading));
    }
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    years(&words)
        .or_else(|| quarter(&words))
        .or_else(|| feast(&words))
        .map(Ok)
}

pub(super) fn is_unknown(text: &str) -> bool {
    let marks = text
        .chars()
        .all(|c| matches!(c, '?' | '/' | '.' | '-' | ' ' | 'x' | 'X'));
    let masked = marks && (text.contains('?') || text.to_ascii_lowercase().contains("xx"));
    let words = text.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    masked || UNKNOWN.contains(&words.as_str())
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1900..=2100).contains(&year))
}

fn doubtful(days: Days2, how: &str) -> Reading {
    let mut reading = Reading::of(days);
    reading.doubtful = true;
    reading.say(format!("read as {}: {how}", long_days(days)));
    reading
}

fn full(word: &str) -> Option<i32> {
    let four = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    four.then(|| word.parse().ok()).flatten()
}

/// `2015/16` and `2015-16`: the first of two years that follow one another.
fn two_years(word: &str) -> Option<i32> {
    let (first, next) = word.split_once(['/', '-', '–'])?;
    let year = full(first)?;
    let two = next.len() == 2 && next.bytes().all(|b| b.is_ascii_digit());
    (two && full_year(next.parse().ok()?, 2)? == year + 1).then_some(year)
}

/// `2015/16`, `FY 2015/16`; and `2018/01`, which is a month.
fn years(words: &[&str]) -> Option<Reading> {
    let (named, word) = match words {
        ["fy" | "f/y", word] | ["financial" | "tax", "year", word] => (true, *word),
        [word] => (false, *word),
        _ => return None,
    };
    if let Some(year) = two_years(word) {
        if named {
            let days = (day(year, 4, 1)?, day(year + 1, 3, 31)?);
            return Some(doubtful(days, "a financial year of public bodies, from April to March"));
        }
        let days = (day(year, 1, 1)?, day(year + 1, 12, 31)?);
        let how =
            "it can be a financial year, a school year or both calendar years, and every day of these is left open";
        return Some(doubtful(days, how));
    }
    let (first, month) = word.split_once('/')?;
    let (year, month): (i32, u32) = (full(first)?, month.parse().ok().filter(|_| month.len() == 2)?);
    let from = day(year, month, 1)?;
    let to = from.checked_add_months(chrono::Months::new(1))?.pred_opt()?;
    Some(Reading::of((from, to)))
}

/// `Q3 2016`, `2016 Q3`, `Q3 2016/17`.
fn quarter(words: &[&str]) -> Option<Reading> {
    let (quarter, year) = match words {
        [q, y] if q.starts_with('q') => (*q, *y),
        [y, q] if q.starts_with('q') => (*q, *y),
        ["quarter", q, y] => (*q, *y),
        _ => return None,
    };
    let number: u32 = quarter
        .trim_start_matches('q')
        .parse()
        .ok()
        .filter(|n| (1..=4).contains(n))?;
    let from_month = number * 3 - 2;
    if let Some(first) = two_years(year) {
        let from = day(first, 4, 1)?.checked_add_months(chrono::Months::new(from_month - 1))?;
        let to = from.checked_add_months(chrono::Months::new(3))?.pred_opt()?;
        let mut reading = Reading::of((from, to));
        reading.say(format!(
            "read as a quarter of the financial year: {}",
            long_days((from, to))
        ));
        return Some(reading);
    }
    let from = day(full(year)?, from_month, 1)?;
    let to = from.checked_add_months(chrono::Months::new(6))?.pred_opt()?;
    let how = "it can be a quarter of the calendar year or of the financial year, and every day of both is left open";
    Some(doubtful((from, to), how))
}

/// Feasts that fall on the same day each year, and `Christmas 2015`, which is no one day.
fn feast(words: &[&str]) -> Option<Reading> {
    let (year, name) = words.split_last()?;
    let year = full(year)?;
    let name = name.join(" ").replace('’', "'");
    let name = name.strip_prefix("on ").unwrap_or(&name);
    let (month, date) = match name {
        "christmas day" | "xmas day" => (12, 25),
        "christmas eve" | "xmas eve" => (12, 24),
        "boxing day" => (12, 26),
        "new year's day" | "new years day" => (1, 1),
        "new year's eve" | "new years eve" => (12, 31),
        "christmas" | "xmas" | "christmas time" | "christmas period" => {
            let days = (day(year, 12, 1)?, day(year + 1, 1, 6)?);
            return Some(doubtful(days, "Christmas without a day can be any of these"));
        }
        _ => return None,
    };
    let days = (day(year, month, date)?, day(year, month, date)?);
    let mut reading = Reading::of(days);
    reading.say(format!("read as {}", long_days(days)));
    Some(reading)
}
