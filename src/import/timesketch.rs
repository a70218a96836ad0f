//! Timelines as Timesketch takes and gives them: `message`, `datetime`, `timestamp_desc`, `timestamp` and any other
//! columns, as CSV or one JSON object a line.
//!
//! `datetime` is the day; where it is blank, `timestamp` is, in millionths of a second. Where both are there and disagree,
//! the row says so.

use chrono::{DateTime, NaiveDateTime};

use crate::import::{
    Fit, Importer, NotThisKind, Supply,
    contents::{Contents, Part, Remark, Row, Value},
    csv::Csv,
    json,
    opening::decode,
    stamp::{self, Clock},
    workbook::figures,
};

/// Reads timelines.
#[derive(Debug)]
pub(super) struct Timeline;

impl Importer for Timeline {
    fn name(&self) -> &'static str {
        "timesketch"
    }

    fn about(&self) -> &'static str {
        "a timeline of Timesketch, .csv or .jsonl"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        let head = decode::glance(file.head());
        let first = head.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
        let words: Vec<&str> = first.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let has_all = ["message", "datetime", "timestamp_desc"]
            .iter()
            .all(|n| words.contains(n));
        if has_all { Fit::Special } else { Fit::No }
    }

    fn is_plain(&self) -> bool {
        true
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        let mut contents = if json::looks_so(file) {
            json::open_as(file, |_, cells| cells)?
        } else {
            Csv.open(file)?
        };
        let mut remarks = Vec::new();
        for part in &mut contents.parts {
            let Part::Table(grid) = part else { continue };
            let Some((head, rows)) = grid.rows.split_first_mut() else {
                continue;
            };
            let column = |name: &str| head.cells.iter().position(|c| c.text.trim() == name);
            let (day, counted) = (column("datetime"), column("timestamp"));
            for row in rows {
                remarks.extend(timed(row, day, counted));
            }
            if !json::looks_so(file) {
                remarks.extend(stamp::remark(grid.rows.iter().flat_map(|r| &r.cells)));
            }
        }
        contents.remarks.extend(remarks);
        Ok(contents)
    }
}

/// A whole number, also where a program wrote it with noughts behind a point or with an exponent.
fn whole_number(words: &str) -> Option<i64> {
    /// No whole number beyond is certain to be kept as a floating one.
    const CERTAIN: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    let floating = |f: f64| (f.fract() == 0.0 && f.abs() < CERTAIN).then_some(f as i64);
    words.parse().ok().or_else(|| words.parse().ok().and_then(floating))
}

/// Gives the day of a row its meaning, and says where the two columns that hold it disagree.
fn timed(row: &mut Row, day: Option<usize>, counted: Option<usize>) -> Option<Remark> {
    let micros = counted
        .and_then(|at| row.cells.get(at))
        .map(|c| c.text.trim().to_owned())
        .unwrap_or_default();
    let by_count = whole_number(&micros)
        .filter(|m| *m > 0)
        .and_then(|m| Some((m, stamp::counted(m)?)));
    let cell = row.cells.get_mut(day?)?;
    let say = |raw: String, what: String, next: &str| {
        Some(Remark {
            row: row.number,
            raw,
            what,
            next: next.to_owned(),
            ..Remark::default()
        })
    };
    if cell.text.trim().is_empty() {
        let (_, at) = by_count?;
        *cell = figures::moment(at, None).cell;
        let what = "the row has no datetime; its timestamp was read, on the clock in London".to_owned();
        return say(micros, what, "check it against the original");
    }
    let words = std::mem::take(&mut cell.text);
    *cell = stamp::cell(words);
    let (read, clock) = stamp::read(&cell.text)?;
    let (micros_count, at) = by_count?;
    let apart = |one: NaiveDateTime, other: NaiveDateTime| (one - other).num_seconds().abs() > 1;
    let universal = DateTime::from_timestamp_micros(micros_count)?.naive_utc();
    // A datetime that names no zone is universal time where the timestamp beside it proves so.
    if clock == Clock::Unsaid && !apart(read, universal) {
        cell.value = Value::Moment(at);
        return None;
    }
    if !apart(read, at) {
        return None;
    }
    let what = format!("datetime and timestamp of the row disagree; the first was read, the second is {at} in London");
    say(
        format!("{} / {micros}", cell.text),
        what,
        "look up in the original which of them is right",
    )
}
