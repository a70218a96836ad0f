//! *Relative* expressions: `last Tues`, `yesterday`, `over the weekend`, `two mornings running`, `x3`, told from the day of the note.
//!
//! They say when something happened, which is not when it was known. Whatever looks forward says nothing of the kind and is left out.
//! Dates with figures are left to `dates`.

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::text::words::Token;

/// An expression found: tokens `first..end` and the days that it leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relative {
    /// First token.
    pub first: usize,
    /// Token after the last.
    pub end: usize,
    /// Earliest day.
    pub earliest: NaiveDate,
    /// Latest day.
    pub latest: NaiveDate,
}

/// Words before a weekday that make it one to come.
const FORWARD: &[&str] = &[
    "next",
    "until",
    "till",
    "by",
    "before",
    "from",
    "booked",
    "due",
    "will",
    "appt",
    "appointment",
    "see",
    "seeing",
    "tomorrow",
    "every",
    "each",
    "offered",
    "rebooked",
    "back",
];

/// Finds relative expressions in a range of tokens, in order. `day` is the day of the note.
pub fn find(tokens: &[Token], range: Range<usize>, day: NaiveDate) -> Vec<Relative> {
    let mut out = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match expression(tokens, at, range.clone(), day) {
            Some((end, earliest, latest)) => {
                out.push(Relative {
                    first: at,
                    end,
                    earliest,
                    latest: latest.min(day).max(earliest),
                });
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

/// How often something is said to have happened: `x3`, `twice`, `third time`, `two nights running`; nothing when not said.
pub fn times(tokens: &[Token], range: Range<usize>) -> Option<u32> {
    let words = tokens.get(range)?;
    words.iter().enumerate().find_map(|(at, token)| {
        let word = token.lower.as_str();
        let next = words.get(at + 1).map_or("", |t| t.lower.as_str());
        if word == "x" {
            return number(next);
        }
        if let Some(count) = word.strip_prefix('x').and_then(|n| n.parse().ok()).filter(|n| *n < 100) {
            return Some(count);
        }
        match word {
            "twice" => Some(2),
            "thrice" => Some(3),
            "both" if matches!(next, "days" | "nights" | "times" | "mornings" | "evenings") => Some(2),
            _ if next == "times" || next == "occasions" => number(word),
            _ if matches!(next, "time" | "day" | "night" | "morning" | "week")
                && words
                    .get(at + 2)
                    .is_some_and(|t| matches!(t.lower.as_str(), "running" | "this")) =>
            {
                ordinal(word)
            }
            _ if words
                .get(at + 2)
                .is_some_and(|t| matches!(t.lower.as_str(), "running" | "consecutive")) =>
            {
                number(word)
            }
            _ => None,
        }
    })
}

type Days2 = (usize, NaiveDate, NaiveDate);

fn expression(tokens: &[Token], at: usize, range: Range<usize>, day: NaiveDate) -> Option<Days2> {
    let (start, stop) = (range.start, range.end);
    let word = |n: usize| {
        tokens
            .get(at + n)
            .filter(|_| at + n < stop)
            .map_or("", |t| t.lower.as_str())
    };
    let back = |n: u64| day.checked_sub_days(Days::new(n)).unwrap_or(day);
    match (word(0), word(1), word(2)) {
        ("today" | "tonight", ..) => Some((at + 1, day, day)),
        ("this", "morning" | "afternoon" | "evening" | "am" | "pm", _) => Some((at + 2, day, day)),
        ("yesterday" | "yest", ..) => Some((at + 1, back(1), back(1))),
        ("last", "night" | "evening", _) => Some((at + 2, back(1), back(1))),
        ("overnight", ..) => Some((at + 1, back(1), day)),
        ("last" | "previous", "week" | "wk", _) => {
            let monday = back(u64::from(day.weekday().num_days_from_monday()) + 7);
            Some((at + 2, monday, monday.checked_add_days(Days::new(6)).unwrap_or(monday)))
        }
        ("this", "week" | "wk", _) => Some((at + 2, back(u64::from(day.weekday().num_days_from_monday())), day)),
        ("last", "month", _) => {
            let from = day.checked_sub_months(Months::new(1))?.with_day(1)?;
            Some((at + 2, from, from.checked_add_months(Months::new(1))?.pred_opt()?))
        }
        ("last", "year", _) => Some((
            at + 2,
            NaiveDate::from_ymd_opt(day.year() - 1, 1, 1)?,
            NaiveDate::from_ymd_opt(day.year() - 1, 12, 31)?,
        )),
        ("weekend" | "w" | "wkend", second, _) if word(0) != "w" || second == "e" => {
            if looks_forward(tokens, at, start) {
                return None;
            }
            let sunday = back(u64::from(day.weekday().num_days_from_sunday()));
            let end = at + if word(0) == "w" { 2 } else { 1 };
            Some((end, sunday.checked_sub_days(Days::new(1))?, sunday))
        }
        ("last", name, _) | (name, "last", _) if weekday(name).is_some() => {
            let found = weekday_before(day, weekday(name)?, 1)?;
            Some((at + 2, found, found))
        }
        (name, ..)
            if weekday(name).is_some() && is_name_of_day(tokens, at, start) && !looks_forward(tokens, at, start) =>
        {
            let found = weekday_before(day, weekday(name)?, 0)?;
            Some((at + 1, found, found))
        }
        _ => ago(tokens, at, stop, day),
    }
}

/// `three weeks ago`, `2 days back`, `two nights running`.
fn ago(tokens: &[Token], at: usize, stop: usize, day: NaiveDate) -> Option<Days2> {
    let word = |n: usize| {
        tokens
            .get(at + n)
            .filter(|_| at + n < stop)
            .map_or("", |t| t.lower.as_str())
    };
    let count = number(word(0))?;
    let unit = match word(1) {
        "day" | "days" | "night" | "nights" | "morning" | "mornings" | "evening" | "evenings" => 1,
        "week" | "weeks" | "wk" | "wks" => 7,
        "month" | "months" | "mths" => 30,
        "year" | "years" | "yrs" => 365,
        _ => return None,
    };
    let days = u64::from(count) * unit;
    let back = |n: u64| day.checked_sub_days(Days::new(n));
    match word(2) {
        "ago" | "back" | "since" => Some((at + 3, back(days + unit / 2)?, back(days.saturating_sub(unit / 2))?)),
        "running" | "consecutively" if unit == 1 => Some((at + 3, back(days)?, day)),
        _ => None,
    }
}

fn looks_forward(tokens: &[Token], at: usize, start: usize) -> bool {
    (1..=3).any(|n| {
        at.checked_sub(n)
            .filter(|b| *b >= start)
            .and_then(|b| tokens.get(b))
            .is_some_and(|t| FORWARD.contains(&t.lower.as_str()))
    })
}

/// `sat` and `sun` are days only with a capital, and never `he sat outside`.
/// "Sat outside all night" begins a sentence with no day.
fn is_name_of_day(tokens: &[Token], at: usize, start: usize) -> bool {
    tokens.get(at).is_some_and(|t| {
        t.lower.ends_with("day")
            || t.capital && (at > start || !matches!(t.lower.as_str(), "sat" | "sun" | "wed" | "fri")) && !t.shouted
    })
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Mon,
        "tuesday" | "tues" | "tue" => Weekday::Tue,
        "wednesday" | "weds" | "wed" => Weekday::Wed,
        "thursday" | "thurs" | "thur" | "thu" => Weekday::Thu,
        "friday" | "fri" => Weekday::Fri,
        "saturday" | "sat" => Weekday::Sat,
        "sunday" | "sun" => Weekday::Sun,
        _ => return None,
    })
}

fn weekday_before(day: NaiveDate, wanted: Weekday, least: u64) -> Option<NaiveDate> {
    (least..least + 7)
        .filter_map(|n| day.checked_sub_days(Days::new(n)))
        .find(|d| d.weekday() == wanted)
}

pub(super) fn number(word: &str) -> Option<u32> {
    Some(match word {
        "a" | "one" => 1,
        "two" | "couple" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        _ => return word.parse().ok().filter(|n| (1..100).contains(n)),
    })
}

fn ordinal(word: &str) -> Option<u32> {
    Some(match word {
        "second" | "2nd" => 2,
        "third" | "3rd" => 3,
        "fourth" | "4th" => 4,
        "fifth" | "5th" => 5,
        "sixth" | "6th" => 6,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{find, times};
    use crate::text::words::tokens;
    use chrono::NaiveDate;

    fn days(text: &str) -> Vec<String> {
        // A Wednesday.
        let day = NaiveDate::from_ymd_opt(2021, 3, 10).unwrap();
        let words = tokens(text);
        find(&words, 0..words.len(), day)
            .into_iter()
            .map(|r| {
                if r.earliest == r.latest {
                    r.earliest.to_string()
                } else {
                    format!("{}..{}", r.earliest, r.latest)
                }
            })
            .collect()
    }

    #[test]
    fn expressions_look_back_from_the_day_of_the_note() {
        assert_eq!(days("He followed her last night."), ["2021-03-09"]);
        assert_eq!(
            days("It was Tues last, and again on Sunday."),
            ["2021-03-09", "2021-03-07"]
        );
        assert_eq!(days("outside hers over the weekend"), ["2021-03-06..2021-03-07"]);
        assert_eq!(days("two mornings running"), ["2021-03-08..2021-03-10"]);
        assert_eq!(days("grabbed her three weeks ago"), ["2021-02-14..2021-02-20"]);
        assert_eq!(days("last week"), ["2021-03-01..2021-03-07"]);
    }

    #[test]
    fn what_is_to_come_or_no_day_is_left_out() {
        assert!(days("Next appt Friday. Back on Monday.").is_empty());
        assert!(days("he sat outside in the sun").is_empty());
        assert!(days("Sat outside her house.").is_empty());
    }

    #[test]
    fn how_often_is_read() {
        let often = |text: &str| {
            let words = tokens(text);
            times(&words, 0..words.len())
        };
        assert_eq!(often("seen outside x3 this week"), Some(3));
        assert_eq!(often("followed her, second day running"), Some(2));
        assert_eq!(often("rang four times"), Some(4));
        assert_eq!(often("two nights running"), Some(2));
        assert_eq!(often("took two tablets"), None);
    }
}
