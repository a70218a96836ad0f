//! Times of day as written: `14:30`, `1430`, `2.30pm`, `04:00:00`, `c. 1430`, `14:30-15:00`, `13:30Z`.
//!
//! `morning` is no time of day: nothing is made up for it. Moving a time out of its zone is left to `zone`.

use chrono::{NaiveTime, Timelike as _};

use super::zone::{self, Zone};

/// No time is written in more bytes than this.
const LONGEST: usize = 80;

/// A time of day, and what else is written of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) time: NaiveTime,
    pub(super) zone: Option<Zone>,
    /// True when it is marked as approximate.
    pub(super) about: bool,
    /// True when it is the first of two: `14:30-15:00`.
    pub(super) first: bool,
    /// True when it is midnight with seconds, as systems write it behind a day that has no time.
    pub(super) bare_midnight: bool,
}

/// Why words are no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoClock {
    Unread,
    /// A zone whose local time here is not known for certain.
    Elsewhere,
}

/// Is nothing more written than a time of day?
pub(super) fn is_plain(written: &str) -> bool {
    read(written).is_some()
}

/// Words that say that the time is not known.
pub(super) fn is_unknown(written: &str) -> bool {
    let words = written
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '?')
        .to_ascii_lowercase();
    matches!(
        words.as_str(),
        "" | "?"
            | "??"
            | "??:??"
            | "????"
            | "unknown"
            | "not known"
            | "n/k"
            | "nk"
            | "n/a"
            | "na"
            | "not recorded"
            | "no time"
            | "not stated"
            | "time unknown"
            | "time not known"
            | "time not recorded"
            | "untimed"
            | "tbc"
            | "none"
    )
}

/// Words for a part of the day: a time was written, and not when.
pub(super) fn is_part_of_day(written: &str) -> bool {
    let words = written
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_ascii_lowercase();
    let words = ["in the ", "early ", "mid ", "mid-", "late "]
        .iter()
        .fold(words.as_str(), |w, lead| w.strip_prefix(lead).unwrap_or(w));
    matches!(
        words,
        "am" | "pm"
            | "a.m"
            | "p.m"
            | "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "overnight"
            | "midnight"
            | "lunchtime"
            | "early hours"
            | "hours"
            | "eve"
            | "daytime"
            | "teatime"
    )
}

/// Reads a time with all that may stand beside it.
pub(super) fn clock(written: &str) -> Result<Clock, NoClock> {
    let lower = written.trim().to_ascii_lowercase();
    if lower.len() > LONGEST {
        return Err(NoClock::Unread);
    }
    let iso = lower
        .strip_prefix('t')
        .filter(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    let text = iso.unwrap_or(&lower);
    let text = ["at ", "@", ","]
        .iter()
        .fold(text, |t, lead| t.strip_prefix(lead).unwrap_or(t).trim());
    let (text, about) = without_doubt(text);
    let made = |time, zone, first| Clock {
        time,
        zone,
        about,
        first,
        bare_midnight: text.starts_with("00:00:00") && !first,
    };
    if let Some(time) = read(text) {
        return Ok(made(time, None, false));
    }
    match zoned(text, iso.is_some()) {
        Ok(Some((time, zone))) => return Ok(made(time, Some(zone), false)),
        Err(elsewhere) => return Err(elsewhere),
        Ok(None) => {}
    }
    first_of_two(text)
        .map(|time| made(time, None, true))
        .ok_or(NoClock::Unread)
}

fn without_doubt(text: &str) -> (&str, bool) {
    const BEFORE: [&str; 11] = [
        "approximately",
        "approx.",
        "approx",
        "circa",
        "about",
        "around",
        "roughly",
        "ca.",
        "c.",
        "~",
        "?",
    ];
    const AFTER: [&str; 6] = ["(approximately)", "(approx)", "approximately", "approx.", "approx", "?"];
    let mut bare = BEFORE.iter().find_map(|w| text.strip_prefix(w)).unwrap_or(text).trim();
    bare = bare
        .strip_prefix('c')
        .filter(|r| r.trim_start().starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(bare);
    bare = AFTER.iter().find_map(|w| bare.strip_suffix(w)).unwrap_or(bare).trim();
    (bare, bare.len() < text.len())
}

/// A time with a zone behind it. A minus before hours can also join two times, and is a zone only where no second time
/// can stand: behind seconds, or in the ISO form.
fn zoned(text: &str, iso: bool) -> Result<Option<(NaiveTime, Zone)>, NoClock> {
    for (at, _) in text.char_indices().skip(1) {
        let Some((left, right)) = text.split_at_checked(at) else {
            continue;
        };
        let Some(time) = read(left) else {
            continue;
        };
        let right = right.trim();
        let can_join = right.starts_with('-') && !iso && left.matches(':').count() < 2;
        if let Some(zone) = zone::read(right).filter(|_| !can_join) {
            return Ok(Some((time, zone)));
        }
        if zone::is_elsewhere(right) {
            return Err(NoClock::Elsewhere);
        }
    }
    Ok(None)
}

/// The first time of `14:30-15:00`, `between 2pm and 3pm`. `2-3pm` is two o'clock in the afternoon; `11-1pm` is left alone.
fn first_of_two(text: &str) -> Option<NaiveTime> {
    let text = ["between ", "from "]
        .iter()
        .find_map(|w| text.strip_prefix(w))
        .unwrap_or(text);
    let (left, right) = ["-", "–", "—", " to ", " until ", " till ", " and ", "/"]
        .iter()
        .find_map(|join| text.split_once(join))?;
    let (left, right) = (left.trim(), right.trim());
    let last = read(right)?;
    let (bare_last, Some(_)) = half_of_day(right) else {
        return read(left);
    };
    if half_of_day(left).1.is_some() {
        return read(left);
    }
    if let Some(time) = read(left).filter(|t| t.hour() > 12) {
        return Some(time);
    }
    // The first takes its half of the day from the last, if it comes before it on the same dial.
    let half = right.get(bare_last.len()..)?;
    let first = read(&format!("{left}{half}"))?;
    (first < last && first.hour() % 12 != 0).then_some(first)
}

/// Reads a time of day; nothing when it is not one, or leaves a choice.
pub(super) fn read(written: &str) -> Option<NaiveTime> {
    let text = written.trim().to_ascii_lowercase();
    if text == "noon" || text == "midday" || text == "12 noon" {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let (text, half) = half_of_day(&text);
    let with_h = text
        .split_once('h')
        .filter(|(h, m)| {
            [h, m]
                .iter()
                .all(|p| matches!(p.len(), 1 | 2) && p.bytes().all(|b| b.is_ascii_digit()))
        })
        .map(|(h, m)| format!("{h}:{m}"));
    let text = with_h.as_deref().unwrap_or(text);
    let text = ["hours", "hrs.", "hrs", "hr", "h"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text)
        .trim();
    let (hour, minute, second) = figures(text, half.is_some())?;
    let hour = match (half, hour) {
        // `14:30pm` says it twice.
        (Some(Half::Afternoon), 13..=23) if text.len() > 2 => hour,
        (Some(_), 0 | 13..) => return None,
        (Some(Half::Morning), 12) => 0,
        (Some(Half::Afternoon), 1..=11) => hour + 12,
        (_, hour) => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

fn half_of_day(text: &str) -> (&str, Option<Half>) {
    for (ending, half) in [
        ("am", Half::Morning),
        ("a.m.", Half::Morning),
        ("a.m", Half::Morning),
        ("pm", Half::Afternoon),
        ("p.m.", Half::Afternoon),
        ("p.m", Half::Afternoon),
    ] {
        if let Some(rest) = text.strip_suffix(ending) {
            return (rest.trim(), Some(half));
        }
    }
    (text, None)
}

/// Hour, minute, second. Three digits are read as a time whose leading nought a spreadsheet took away.
fn figures(text: &str, with_half: bool) -> Option<(u32, u32, u32)> {
    // `14:30:00.000`: parts of a second are left aside.
    let text = text
        .split_once('.')
        .filter(|(whole, part)| whole.matches(':').count() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
        .map_or(text, |(whole, _)| whole);
    let parts: Vec<&str> = text.split([':', '.']).collect();
    if !parts
        .iter()
        .all(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let two = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() == 2);
    let hour = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    match parts.as_slice() {
        [whole] if whole.len() >= 3 => {
            let value: u32 = whole.parse().ok()?;
            Some((value / 100, value % 100, 0))
        }
        [whole] if with_half => Some((hour(whole)?, 0, 0)),
        [h, m] => Some((hour(h)?, two(m)?, 0)),
        [h, m, s] => Some((hour(h)?, two(m)?, two(s)?)),
        _ => None,
    }
}
