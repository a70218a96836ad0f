//! Rows of the case file to model types and back.

use chrono::{NaiveDate, NaiveTime};
use rusqlite::{
    Connection, Row, params_from_iter,
    types::{Type, Value},
};

use serde::{Deserialize, Serialize};

use crate::{
    model::{
        case::AgencyId,
        entry::{Entry, EntryId, Further, Origin},
        when::When,
    },
    review::changes::looks_made,
    store::file::{from_json, json},
};

/// What few entries have, kept together: a new fact about entries is a field here, not a column.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct More {
    #[serde(skip_serializing_if = "String::is_empty")]
    part: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded: Option<When>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    further: Vec<Further>,
    /// Nothing in files of a program that did not keep it yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    made_id: Option<bool>,
}

impl More {
    fn of(entry: &Entry) -> Self {
        Self {
            part: entry.origin.part.clone(),
            remark: entry.when.remark.clone(),
            sequence: entry.sequence,
            recorded: entry.recorded.clone(),
            further: entry.further.clone(),
            made_id: Some(entry.made_id),
        }
    }
}

const TIME: &str = "%H:%M:%S%.f";

/// Adds an entry of a record; nothing when its ref is taken.
pub(super) fn insert_entry(db: &Connection, record: i64, entry: &Entry) -> rusqlite::Result<bool> {
    let added = db
        .prepare_cached(
            "INSERT INTO entry (ref, record, agency, earliest, latest, time, written, doubtful, source, author, type, text, file, sha256, row, more_json)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) ON CONFLICT (ref) DO NOTHING",
        )?
        .execute(params_from_iter(values(record, entry)?))?;
    Ok(added == 1)
}

/// Writes an entry in the place of its earlier version, which is kept elsewhere before.
pub(super) fn rewrite_entry(db: &Connection, record: i64, entry: &Entry) -> rusqlite::Result<bool> {
    let rows = db
        .prepare_cached(
        "UPDATE entry SET record = ?2, agency = ?3, earliest = ?4, latest = ?5, time = ?6, written = ?7, doubtful = ?8, source = ?9,
         author = ?10, type = ?11, text = ?12, file = ?13, sha256 = ?14, row = ?15, more_json = ?16 WHERE ref = ?1",
    )?
    .execute(params_from_iter(values(record, entry)?))?;
    Ok(rows > 0)
}

fn values(record: i64, entry: &Entry) -> rusqlite::Result<Vec<Value>> {
    let when = &entry.when;
    let text = |s: &str| Value::Text(s.to_owned());
    Ok(vec![
        text(&entry.id.0),
        Value::Integer(record),
        text(&entry.agency.0),
        Value::Text(when.earliest.to_string()),
        Value::Text(when.latest.to_string()),
        when.time
            .map_or(Value::Null, |t| Value::Text(t.format(TIME).to_string())),
        text(&when.written),
        Value::Integer(i64::from(when.doubtful)),
        text(&entry.source),
        text(&entry.author),
        text(&entry.entry_type),
        text(&entry.text),
        text(&entry.origin.file),
        text(&entry.origin.sha256),
        Value::Integer(i64::try_from(entry.origin.row).unwrap_or(i64::MAX)),
        Value::Text(json(&More::of(entry))?),
    ])
}

const COLUMNS: &str =
    "ref, agency, earliest, latest, time, written, doubtful, source, author, type, text, file, sha256, row, more_json";

/// All entries, in the order in which they were added.
pub(super) fn entries(db: &Connection) -> rusqlite::Result<Vec<Entry>> {
    let mut statement = db.prepare(&format!("SELECT {COLUMNS} FROM entry ORDER BY number"))?;
    statement.query_map([], entry)?.collect()
}

/// The entries of one record, in the order in which they were added.
pub(super) fn entries_of(db: &Connection, record: i64) -> rusqlite::Result<Vec<Entry>> {
    let mut statement = db.prepare(&format!(
        "SELECT {COLUMNS} FROM entry WHERE record = ?1 ORDER BY number"
    ))?;
    statement.query_map([record], entry)?.collect()
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let more: More = from_json(&row.get::<_, String>(14)?)?;
    let mut entry = Entry {
        id: EntryId(row.get(0)?),
        agency: AgencyId(row.get(1)?),
        when: When {
            earliest: day(row, 2)?,
            latest: day(row, 3)?,
            time: time(row, 4)?,
            written: row.get(5)?,
            doubtful: row.get(6)?,
            remark: more.remark,
        },
        source: row.get(7)?,
        author: row.get(8)?,
        entry_type: row.get(9)?,
        text: row.get(10)?,
        sequence: more.sequence,
        recorded: more.recorded,
        further: more.further,
        made_id: false,
        origin: Origin {
            file: row.get(11)?,
            sha256: row.get(12)?,
            part: more.part,
            row: usize::try_from(row.get::<_, i64>(13)?).unwrap_or(0),
        },
    };
    entry.made_id = more.made_id.unwrap_or_else(|| looks_made(&entry));
    Ok(entry)
}

fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<NaiveDate> {
    row.get::<_, String>(at)?
        .parse()
        .map_err(|e: chrono::ParseError| rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(e)))
}

fn time(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<NaiveTime>> {
    let Some(written) = row.get::<_, Option<String>>(at)? else {
        return Ok(None);
    };
    NaiveTime::parse_from_str(&written, TIME)
        .map(Some)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(e)))
}
