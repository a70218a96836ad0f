//! *Revising*: a corrected file replaces the one before it. Every earlier version is kept; what is gone leaves the chronology, not the case.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::de::DeserializeOwned;

use crate::{
    model::{
        entry::{Entry, EntryId},
        history::{Change, History, Revision},
        record::{Record, Supplied},
    },
    review::changes::{self, Changes, Taken},
    store::{
        file::{CaseFile, StoreError, from_json, json},
        rows,
    },
};

/// A record that is replaced.
pub(super) struct Before {
    /// Its number.
    pub(super) number: i64,
    /// What was known of it.
    pub(super) record: Record,
    /// Its entries.
    pub(super) entries: Vec<Entry>,
    /// True when a person named it as the one to be replaced.
    pub(super) is_named: bool,
}

impl CaseFile {
    /// Every replacement of a record, in order.
    pub fn revisions(&self) -> Result<Vec<Revision>, StoreError> {
        self.read(|db| {
            let mut statement =
                db.prepare("SELECT at, who, old_json, new_json, changes_json FROM revision ORDER BY number")?;
            let all = statement.query_map([], |row| {
                Ok(Revision {
                    at: row.get(0)?,
                    who: row.get(1)?,
                    old: from_json(&row.get::<_, String>(2)?)?,
                    new: from_json(&row.get::<_, String>(3)?)?,
                    changes: from_json(&row.get::<_, String>(4)?)?,
                })
            })?;
            all.collect()
        })
    }

    /// Everything that stood in the case before, and the log of its changes.
    pub fn history(&self) -> Result<History, StoreError> {
        let revisions = self.revisions()?;
        self.read(|db| {
            let mut changes = db.prepare("SELECT sequence, at, who, what FROM change ORDER BY sequence")?;
            let log = changes.query_map([], |row| {
                Ok(Change {
                    sequence: number(row, 0)?,
                    at: row.get(1)?,
                    who: row.get(2)?,
                    what: row.get(3)?,
                })
            })?;
            Ok(History {
                revisions,
                entries: earlier(db, "SELECT revision, entry_json FROM entry_before ORDER BY number")?,
                problems: earlier(db, "SELECT revision, problem_json FROM problem_before ORDER BY number")?,
                log: log.collect::<rusqlite::Result<_>>()?,
            })
        })
    }

    /// Earlier versions of an entry, the oldest first, as they stood in the records that were replaced.
    pub fn earlier(&self, id: &EntryId) -> Result<Vec<Entry>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare("SELECT entry_json FROM entry_before WHERE ref = ?1 ORDER BY number")?;
            let all = statement.query_map([&id.0], |row| from_json(&row.get::<_, String>(0)?))?;
            all.collect()
        })
    }
}

/// A number of a row; SQLite numbers from 1.
fn number(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(at)?).unwrap_or(0))
}

/// What was put away, with the number of the revision that did it.
fn earlier<T: DeserializeOwned>(db: &Connection, sql: &str) -> rusqlite::Result<Vec<(u64, T)>> {
    let mut statement = db.prepare(sql)?;
    let all = statement.query_map([], |row| Ok((number(row, 0)?, from_json(&row.get::<_, String>(1)?)?)))?;
    all.collect()
}

/// The record that a new one is to replace: the one that is named, if its agency supplied it, or the one of the same file name and agency.
pub(super) fn before(db: &Connection, record: &Record, named: Option<&str>) -> rusqlite::Result<Option<Before>> {
    let find = |file: &str| -> rusqlite::Result<Option<(i64, String)>> {
        db.query_row(
            "SELECT number, summary_json FROM record WHERE file = ?1 AND agency = ?2 AND sha256 <> ?3 AND superseded_by IS NULL
             ORDER BY number DESC LIMIT 1",
            params![file, record.agency.0, record.sha256],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()
    };
    let by_name = match named {
        Some(file) => find(file)?,
        None => None,
    };
    let is_named = by_name.is_some();
    let found = match by_name {
        Some(found) => Some(found),
        None => find(&record.file)?,
    };
    let Some((number, summary)) = found else {
        return Ok(None);
    };
    Ok(Some(Before {
        number,
        record: from_json(&summary)?,
        entries: rows::entries_of(db, number)?,
        is_named,
    }))
}

/// File name of the record that stands now where this one stood.
pub(super) fn later(db: &Connection, number: i64) -> rusqlite::Result<String> {
    db.query_row(
        "WITH RECURSIVE later (number) AS (
             SELECT ?1 UNION SELECT superseded_by FROM record JOIN later USING (number) WHERE superseded_by IS NOT NULL
         ) SELECT file FROM record JOIN later USING (number) WHERE superseded_by IS NULL",
        [number],
        |row| row.get(0),
    )
}

/// Ids that are not free for a new row of this record. Earlier and later versions of a record are one with it.
pub(super) fn taken(db: &Connection, record: i64) -> rusqlite::Result<Taken> {
    let mut all = db.prepare("SELECT ref FROM entry UNION SELECT ref FROM entry_before")?;
    let mut bygone = db.prepare(
        "WITH RECURSIVE own (number) AS (
             SELECT ?1
             UNION
             SELECT iif(r.old_record = own.number, r.new_record, r.old_record)
             FROM revision r JOIN own ON own.number IN (r.old_record, r.new_record)
         )
         SELECT b.ref FROM entry_before b JOIN revision r ON r.number = b.revision WHERE r.old_record NOT IN (SELECT number FROM own)
         EXCEPT SELECT ref FROM entry",
    )?;
    Ok(Taken {
        all: all
            .query_map([], |row| row.get(0).map(EntryId))?
            .collect::<Result<_, _>>()?,
        bygone: bygone
            .query_map([record], |row| row.get(0).map(EntryId))?
            .collect::<Result<_, _>>()?,
    })
}

/// Is this the corrected file, and not another that has the same name? At least half of the rows are there again.
pub(super) fn is_correction(before: &Before, changes: &Changes) -> bool {
    changes.found_again() * 2 >= before.entries.len()
}

/// Moves what stood in a record to the earlier versions. Entries that are found again stay in their place, to be written anew.
pub(super) fn put_away(
    db: &Transaction<'_>,
    before: &Before,
    new: (i64, &Record),
    changes: &Changes,
    (at, who): (&str, &str),
) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO revision (at, who, old_record, new_record, old_json, new_json, changes_json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![at, who, before.number, new.0, json(&before.record)?, json(new.1)?, json(changes)?],
    )?;
    let revision = db.last_insert_rowid();
    for entry in &before.entries {
        db.prepare_cached("INSERT INTO entry_before (revision, ref, entry_json) VALUES (?1, ?2, ?3)")?
            .execute(params![revision, entry.id.0, json(entry)?])?;
    }
    for gone in &changes.gone {
        db.prepare_cached("DELETE FROM entry WHERE ref = ?1")?
            .execute([&gone.0])?;
    }
    db.execute(
        "INSERT INTO problem_before (revision, problem_json)
         SELECT ?1, problem_json FROM problem WHERE record = ?2 ORDER BY number",
        params![revision, before.number],
    )?;
    db.execute("DELETE FROM problem WHERE record = ?1", [before.number])?;
    // What was said of the case because of this very file goes with it.
    let of_file = "record IS NULL AND json_extract(problem_json, '$.file') = ?1";
    db.execute(
        &format!("INSERT INTO problem_before (revision, problem_json) SELECT ?2, problem_json FROM problem WHERE {of_file} ORDER BY number"),
        params![before.record.file, revision],
    )?;
    db.execute(&format!("DELETE FROM problem WHERE {of_file}"), [&before.record.file])?;
    db.execute(
        "UPDATE record SET superseded_by = ?1 WHERE number = ?2",
        params![new.0, before.number],
    )?;
    db.execute("UPDATE record SET superseded_by = NULL WHERE number = ?1", [new.0])?;
    Ok(())
}

/// The rows of a file as they are kept beside the old ones, and what that changes.
pub(super) fn settle(before: &Before, supplied: &Supplied, taken: &Taken) -> (Vec<Entry>, Changes) {
    let mut entries = supplied.entries.clone();
    let changes = changes::settle(&before.entries, &mut entries, taken);
    (entries, changes)
}

/// The same for one and the same file that was read with other columns.
pub(super) fn settle_again(before: &Before, supplied: &Supplied, taken: &Taken) -> (Vec<Entry>, Changes) {
    let mut entries = supplied.entries.clone();
    let changes = changes::settle_again(&before.entries, &mut entries, taken);
    (entries, changes)
}
