//! Times in another zone, and the two hours of the year at which the clock changes.
//!
//! Records are read in the local time of Great Britain, `Europe/London`. The rules of that zone are part of the program:
//! no clock and no setting of the machine is asked.

use chrono::{FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, TimeZone as _};
use chrono_tz::Europe::London;

use super::field::long;

/// A zone that is written behind a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// `Z`, `UTC`, `GMT`, `+01:00`: minutes ahead of UTC.
    Ahead(i32),
    /// `BST`.
    British,
}

/// A moment in local time, and how it came about where that is not plain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Local {
    pub(super) day: NaiveDate,
    pub(super) time: NaiveTime,
    pub(super) remark: Option<String>,
}

/// Reads what is written behind a time, in lower case.
pub(super) fn read(text: &str) -> Option<Zone> {
    // `(British Summer Time)`, `[Europe/London]` repeat what stands before.
    let text = text.split(['(', '[']).next().unwrap_or_default().trim();
    if matches!(text, "bst" | "british summer time") {
        return Some(Zone::British);
    }
    let behind = ["gmt", "utc", "z"].iter().find_map(|z| text.strip_prefix(z));
    match behind.map(str::trim) {
        Some("") => Some(Zone::Ahead(0)),
        Some(offset) => minutes(offset).map(Zone::Ahead),
        None => minutes(text).map(Zone::Ahead),
    }
}

/// `+01:00`, `+0100`, `+01`, `+1`.
fn minutes(text: &str) -> Option<i32> {
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix(['-', '−'])?),
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some((h, m)) => (h, m),
        None if rest.len() == 4 && rest.is_ascii() => rest.split_at_checked(2)?,
        None => (rest, "00"),
    };
    let sound = |p: &str, least: usize| (least..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
    if !sound(hours, 1) || !sound(minutes, 2) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// The words for a zone that is known by name and not by an offset that is the same for everybody.
pub(super) fn is_elsewhere(text: &str) -> bool {
    const NAMES: [&str; 19] = [
        "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet", "cest", "ist", "eet", "eest", "wet", "west",
        "aest", "msk", "et", "pt",
    ];
    NAMES.contains(&text)
}

/// The local moment of a time that is written with a zone.
pub(super) fn local(day: NaiveDate, time: NaiveTime, zone: Zone) -> Local {
    let kept = |remark: Option<String>| Local { day, time, remark };
    let written = day.and_time(time);
    let (ahead, name) = match zone {
        Zone::Ahead(0) => (0, "UTC".to_owned()),
        Zone::Ahead(m) => {
            let sign = if m < 0 { '-' } else { '+' };
            (m, format!("UTC{sign}{:02}:{:02}", m.abs() / 60, m.abs() % 60))
        }
        Zone::British if !is_summer(written) => {
            return kept(Some(format!(
                "kept at {} as written: British Summer Time does not apply on that day",
                time.format("%H:%M")
            )));
        }
        Zone::British => (60, "British Summer Time".to_owned()),
    };
    let moved = FixedOffset::east_opt(ahead * 60)
        .and_then(|offset| offset.from_local_datetime(&written).single())
        .map(|at| at.with_timezone(&London).naive_local());
    let Some(here) = moved else {
        return kept(None);
    };
    if here == written {
        return kept(None);
    }
    let turned = match here.date().cmp(&day) {
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => ", which is the next day",
        std::cmp::Ordering::Less => ", which is the day before",
    };
    Local {
        day: here.date(),
        time: here.time(),
        remark: Some(format!(
            "moved from {} at {} {name} to local time in Great Britain: {} at {}{turned}",
            long(day),
            time.format("%H:%M"),
            long(here.date()),
            here.format("%H:%M")
        )),
    }
}

/// Does the clock stand an hour ahead at this local time?
fn is_summer(at: NaiveDateTime) -> bool {
    London
        .from_local_datetime(&at)
        .earliest()
        .is_some_and(|t| t.offset().fix().local_minus_utc() != 0)
}

/// What a reader must know of a local time at which the clock changed.
pub(super) fn at_change(day: NaiveDate, time: NaiveTime) -> Option<String> {
    let shown = time.format("%H:%M");
    match London.from_local_datetime(&day.and_time(time)) {
        LocalResult::Single(_) => None,
        LocalResult::None => Some(format!(
            "given the time {shown}, which did not exist on that day: the clock went forward; it is kept as written"
        )),
        LocalResult::Ambiguous(..) => Some(format!(
            "given the time {shown}, which came twice on that day: the clock went back; it is kept as written"
        )),
    }
}
