//! *Calendar items* (.ics) beside an e-mail: what they are about and when, told to the person who imports. They are no entries: an invitation says
//! that a meeting was to be held, and nobody knows from it that it was.

use std::fmt::Write as _;

use chrono::{NaiveDateTime, TimeZone as _, Utc};

use crate::import::{inner::shown, stamp};

/// Meetings of one item that are told one by one.
const TOLD: usize = 10;
/// No larger item is looked into.
const LARGEST: usize = 1 << 20;

/// What an item says of its meetings: `'Strategy meeting', 21/03/2022 10:00, at Town Hall, cancelled`; nothing when it cannot be told.
pub(crate) fn meetings(bytes: &[u8]) -> Option<String> {
    let text = unfolded(&String::from_utf8_lossy(bytes.get(..bytes.len().min(LARGEST))?));
    let mut out: Vec<String> = Vec::new();
    let mut more = 0;
    let cancelled = field(&text, "METHOD").is_some_and(|(_, m)| m.eq_ignore_ascii_case("CANCEL"));
    for event in text.split("BEGIN:VEVENT").skip(1) {
        let event = event.split("END:VEVENT").next().unwrap_or_default();
        if out.len() == TOLD {
            more += 1;
            continue;
        }
        let subject = field(event, "SUMMARY").map_or_else(|| "without subject".to_owned(), |(_, s)| plain(&s));
        let start = field(event, "DTSTART").map_or_else(|| "no day given".to_owned(), |(of, at)| moment(&of, &at));
        let mut one = format!("'{subject}', {start}");
        if let Some((_, place)) = field(event, "LOCATION").filter(|(_, p)| !p.trim().is_empty()) {
            let _ = write!(one, ", at {}", plain(&place));
        }
        for name in ["DESCRIPTION", "COMMENT"] {
            if let Some((_, words)) = field(event, name).filter(|(_, w)| !w.trim().is_empty()) {
                let _ = write!(one, ", which says '{}'", plain(&words));
            }
        }
        if let Some((_, rule)) = field(event, "RRULE") {
            let _ = write!(one, ", repeated ({})", plain(&rule));
        }
        if cancelled || field(event, "STATUS").is_some_and(|(_, s)| s.eq_ignore_ascii_case("CANCELLED")) {
            one.push_str(", cancelled");
        }
        out.push(one);
    }
    if more > 0 {
        out.push(format!("and {more} more"));
    }
    (!out.is_empty()).then(|| out.join("; "))
}

/// Long lines are folded: one that begins with a blank goes on with the one before.
fn unfolded(text: &str) -> String {
    text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
}

/// The first line of this name: its parameters and its value.
fn field(text: &str, name: &str) -> Option<(String, String)> {
    text.lines().find_map(|line| {
        let rest = line.strip_prefix(name).filter(|r| r.starts_with([':', ';']))?;
        let (parameters, value) = rest.split_once(':')?;
        Some((parameters.to_owned(), value.trim().to_owned()))
    })
}

fn plain(value: &str) -> String {
    let value = value
        .replace("\\,", ",")
        .replace("\\;", ";")
        .replace("\\n", " ")
        .replace("\\N", " ");
    shown(value.trim())
}

/// `20220321T100000Z` as people write it; what cannot be read is told as written.
fn moment(parameters: &str, value: &str) -> String {
    if let Ok(day) = chrono::NaiveDate::parse_from_str(value, "%Y%m%d") {
        return day.format("%d/%m/%Y").to_string();
    }
    let utc = value.strip_suffix('Z');
    let Ok(at) = NaiveDateTime::parse_from_str(utc.unwrap_or(value), "%Y%m%dT%H%M%S") else {
        return format!("'{}'", shown(value));
    };
    if utc.is_some() {
        let here = stamp::london(&Utc.from_utc_datetime(&at)).naive_local();
        return format!("{} (London)", here.format("%d/%m/%Y %H:%M"));
    }
    let zone = parameters.split(';').find_map(|p| p.strip_prefix("TZID="));
    let zone = zone.map_or(String::new(), |z| format!(" ({})", shown(z.trim_matches('"'))));
    format!("{}{zone}", at.format("%d/%m/%Y %H:%M"))
}
