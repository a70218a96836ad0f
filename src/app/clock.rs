//! The clock: the only place of the program that asks the time.

use chrono::{DateTime, FixedOffset, Local, NaiveDate};

/// Now, for the record of changes: `2026-11-24T13:05:00+00:00`.
#[allow(clippy::disallowed_methods, reason = "the one place that may ask the time")]
pub fn now() -> String {
    Local::now().format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Now, as people write it: `24 November 2026, 13:05`.
#[allow(clippy::disallowed_methods, reason = "the one place that may ask the time")]
pub fn now_in_words() -> String {
    Local::now().format("%-d %B %Y, %H:%M").to_string()
}

/// Today.
#[allow(clippy::disallowed_methods, reason = "the one place that may ask the time")]
pub fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// This very moment.
#[allow(clippy::disallowed_methods, reason = "the one place that may ask the time")]
pub fn instant() -> DateTime<FixedOffset> {
    Local::now().fixed_offset()
}
