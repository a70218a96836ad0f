//! *Stamps*: days and times as machines write them, `2018-01-14T14:30:00Z`, on the clocks of the United Kingdom.
//!
//! The words of the file are kept beside what they mean. Dates as people write them are left to `text::dates`.

use chrono::{DateTime, FixedOffset, NaiveDateTime, NaiveTime, Offset as _, TimeZone, Utc};
use chrono_tz::Europe::London;

use crate::import::{
    contents::{Cell, Remark, Value},
    workbook::figures::iso,
};

/// Where a stamp says that its clock stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// It does not say; it is taken for the clock on the wall.
    Unsaid,
    /// It names its distance from universal time, and was set to the clock on the wall in London.
    Moved,
}

/// A moment on the clock in London, wherever it was noted. Every importer asks here.
pub(super) fn london<Z: TimeZone>(at: &DateTime<Z>) -> DateTime<FixedOffset> {
    let local = at.with_timezone(&London);
    local.with_timezone(&local.offset().fix())
}

/// A stamp, if these words are one and nothing else.
pub(super) fn read(words: &str) -> Option<(NaiveDateTime, Clock)> {
    let words = words.trim();
    let bytes = words.as_bytes();
    let is_stamp = words.is_ascii()
        && bytes.len() >= 16
        && bytes.get(4) == Some(&b'-')
        && matches!(bytes.get(10), Some(b'T' | b' '))
        && bytes.get(13) == Some(&b':');
    if !is_stamp {
        return None;
    }
    // Some programs write "+0000" or " UTC" where the standard has "+00:00".
    let tidy = words.replacen(' ', "T", 1).replace(" UTC", "Z").replace("UTC", "Z");
    let zoned = DateTime::parse_from_rfc3339(&tidy)
        .or_else(|_| DateTime::parse_from_str(&tidy, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .or_else(|_| DateTime::parse_from_str(&tidy.replace('Z', "+0000"), "%Y-%m-%dT%H:%M%z"));
    if let Ok(at) = zoned {
        return Some((london(&at).naive_local(), Clock::Moved));
    }
    if tidy.ends_with('Z') {
        return None;
    }
    Some((iso(&tidy)?, Clock::Unsaid))
}

/// A moment that is counted in millionths of a second since 1970.
pub(super) fn counted(micros: i64) -> Option<NaiveDateTime> {
    let at: DateTime<Utc> = DateTime::from_timestamp_micros(micros)?;
    Some(london(&at).naive_local())
}

/// A cell of these words, with what they mean where they are a stamp. Midnight sharp without a zone is how machines write
/// a day of which no time is known.
pub(super) fn cell(words: String) -> Cell {
    let value = match read(&words) {
        Some((at, Clock::Unsaid)) if at.time() == NaiveTime::MIN => Value::Day(at.date()),
        Some((at, _)) => Value::Moment(at),
        None => Value::Words,
    };
    Cell {
        text: words,
        value,
        from_above: false,
    }
}

/// A cell of a field that has this name: under one that speaks of a day or time, a number of seconds, thousandths or millionths
/// since 1970 is what machines write. So many figures stand for nothing before September 2001.
pub(super) fn named_cell(name: &str, words: String) -> Cell {
    const SPEAK: [&str; 8] = ["stamp", "epoch", "date", "time", "start", "end", "created", "occurred"];
    let name = name.rsplit('.').next().unwrap_or(name).to_lowercase();
    let counted = SPEAK.iter().any(|s| name.contains(s)).then(|| since_1970(&words));
    match counted.flatten() {
        Some(at) => Cell {
            text: words,
            value: Value::Moment(at),
            from_above: false,
        },
        None => cell(words),
    }
}

fn since_1970(words: &str) -> Option<NaiveDateTime> {
    let figures = words.trim();
    let is_whole = figures.bytes().all(|b| b.is_ascii_digit()) && !figures.starts_with('0');
    let times = match figures.len() {
        10 => 1_000_000,
        13 => 1_000,
        16 => 1,
        _ => return None,
    };
    let count: i64 = figures.parse().ok().filter(|_| is_whole)?;
    counted(count.checked_mul(times)?)
}

/// What a reader must know when days and times were counted from numbers.
pub(super) fn counted_remark<'a>(cells: impl Iterator<Item = &'a Cell>) -> Option<Remark> {
    let is_counted = |c: &&Cell| matches!(c.value, Value::Moment(_)) && since_1970(&c.text).is_some();
    let first = cells.into_iter().find(is_counted)?;
    let Value::Moment(at) = first.value else { return None };
    Some(Remark {
        raw: first.text.clone(),
        what: format!(
            "days and times are kept as numbers that count from 1970; they were read on the clock in London ('{}' is {})",
            first.text.trim(),
            at.format("%-d %B %Y %H:%M:%S")
        ),
        next: "check one or two against the original, in summer above all".to_owned(),
        ..Remark::default()
    })
}

/// What a reader must know when stamps were set to the clock on the wall.
pub(super) fn remark<'a>(cells: impl Iterator<Item = &'a Cell>) -> Option<Remark> {
    let typed = |c: &&Cell| c.value != Value::Words;
    let moved: Vec<&Cell> = cells
        .filter(typed)
        .filter(|c| matches!(read(&c.text), Some((_, Clock::Moved))))
        .collect();
    let first = moved.first()?;
    let what = match moved.len() {
        1 => "one day and time names its distance from universal time; it was set to the clock in London".to_owned(),
        n => {
            format!("{n} days and times name their distance from universal time; they were set to the clock in London")
        }
    };
    Some(Remark {
        raw: first.text.clone(),
        what,
        next: "check one or two against the original, in summer above all".to_owned(),
        ..Remark::default()
    })
}
