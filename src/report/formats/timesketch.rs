//! Timesketch: dated things as CSV that Timesketch imports: `message, datetime, timestamp_desc, timestamp, tag`, then every further field.
//!
//! A happening has a local time of the United Kingdom; the file has it in universal time. Of an hour that the clocks give
//! twice the first is taken, and an hour that they leave out is moved on by one; both are said under `time_note`. Words stand as they
//! are: the file is for a program that runs no formulas.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use chrono::{Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone as _, Utc};
use chrono_tz::Europe::London;
use csv::{Terminator, WriterBuilder};

use crate::report::{
    Format, Part,
    document::{Document, Happening},
};

/// See the module.
#[derive(Debug)]
pub struct Timesketch;

const FIXED: [&str; 5] = ["message", "datetime", "timestamp_desc", "timestamp", "tag"];
const NOTE: &str = "time_note";

impl Format for Timesketch {
    fn name(&self) -> &'static str {
        "timesketch"
    }

    fn title(&self) -> &'static str {
        "Timesketch CSV"
    }

    fn extension(&self) -> &'static str {
        "csv"
    }

    fn media_type(&self) -> &'static str {
        "text/csv; charset=utf-8"
    }

    fn needs(&self) -> Option<Part> {
        Some(Part::Happenings)
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        if document.happenings.is_empty() {
            let why = "the report tells of no dated things; choose a kind that does (chronology, timeline), or another format";
            return Err(io::Error::new(io::ErrorKind::Unsupported, why));
        }
        let names = field_names(&document.happenings);
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        writer.write_record(FIXED.iter().copied().chain(names.iter().map(|n| n.column.as_str())))?;
        for happening in &document.happenings {
            writer.write_record(row(happening, &names)?)?;
        }
        writer.flush()
    }
}

/// A further field: its name in the document, and the head of its column.
struct FieldName {
    name: String,
    column: String,
}

/// The further fields of all happenings, in the order in which they first come. A name that a fixed column has is told apart by `_2`.
fn field_names(happenings: &[Happening]) -> Vec<FieldName> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut taken: BTreeSet<String> = FIXED.iter().map(|f| (*f).to_owned()).collect();
    taken.insert(NOTE.to_owned());
    let mut out = Vec::new();
    for (name, _) in happenings.iter().flat_map(|h| &h.fields) {
        if seen.insert(name) {
            let mut column = name.clone();
            let mut again = 1;
            while !taken.insert(column.to_lowercase()) {
                again += 1;
                column = format!("{name}_{again}");
            }
            out.push(FieldName {
                name: name.clone(),
                column,
            });
        }
    }
    out.push(FieldName {
        name: NOTE.to_owned(),
        column: NOTE.to_owned(),
    });
    out
}

fn row(happening: &Happening, names: &[FieldName]) -> io::Result<Vec<String>> {
    let (at, note) = universal(&happening.at)?;
    let mut out = vec![
        happening.message.clone(),
        at.to_rfc3339_opts(SecondsFormat::Secs, false),
        happening.meaning.clone(),
        at.timestamp_micros().to_string(),
        serde_json::to_string(&happening.tags)?,
    ];
    let (last, further) = names.split_last().map_or((None, names), |(l, f)| (Some(l), f));
    out.extend(further.iter().map(|n| {
        let values: Vec<&str> = happening
            .fields
            .iter()
            .filter(|(name, _)| *name == n.name)
            .map(|(_, value)| value.as_str())
            .collect();
        values.join("; ")
    }));
    out.extend(last.map(|_| note.to_owned()));
    Ok(out)
}

/// A local time of the United Kingdom as universal time, and what must be said of it.
fn universal(at: &str) -> io::Result<(chrono::DateTime<Utc>, &'static str)> {
    let local = at
        .parse::<NaiveDateTime>()
        .ok()
        .or_else(|| Some(at.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN)))
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, format!("`{at}` is no day and time")))?;
    Ok(match London.from_local_datetime(&local) {
        LocalResult::Single(time) => (time.to_utc(), ""),
        LocalResult::Ambiguous(first, _) => (
            first.to_utc(),
            "the clocks went back: this local time came twice, and the first is given",
        ),
        LocalResult::None => {
            let later = London.from_local_datetime(&(local + Duration::hours(1))).earliest();
            let time = later.map_or_else(|| local.and_utc(), |t| t.to_utc());
            (
                time,
                "the clocks went forward: this local time did not come, and is given an hour later",
            )
        }
    })
}
