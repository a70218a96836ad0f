//! *Revising*: a corrected file replaces the one before it. Every earlier version is kept; what is gone leaves the chronology, not the case.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params, params_from_iter};
use serde::de::DeserializeOwned;

use crate::{
    model::{
        entry::{Entry, EntryId},
        history::{Change, History, Revision, RevisionKind},
        record::{Record, Supplied},
    },
    review::changes::{self, Changes, Taken},
    store::{
        dated,
        error::StoreError,
        file::{CaseFile, from_json, json},
        rows,
    },
};

/// The log of changes. Acts kept by earlier versions of the program have their name with the act only.
const LOG: &str = "SELECT c.sequence, c.at, coalesce(nullif(c.who, ''), a.who, ''), c.what FROM change c
     LEFT JOIN act a ON c.what = 'act ' || a.number || ' of a reviewer' ORDER BY c.sequence";

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

impl Before {
    /// A record that is in force.
    pub(super) fn of(db: &Connection, number: i64, record: Record) -> rusqlite::Result<Self> {
        Ok(Self {
            number,
            record,
            entries: rows::entries_of(db, number)?,
            is_named: false,
        })
    }
}

/// What is done to a record, by whom and why.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn<'a> {
    pub(super) at: &'a str,
    pub(super) who: &'a str,
    pub(super) kind: RevisionKind,
    pub(super) part: &'a str,
    pub(super) why: &'a str,
    /// Entries that leave and on which something rests that people decided.
    pub(super) rests: &'a [EntryId],
}

impl<'a> Turn<'a> {
    /// Something that an import does.
    pub(super) fn of(at: &'a str, who: &'a str, kind: RevisionKind) -> Self {
        Self {
            at,
            who,
            kind,
            part: "",
            why: "",
            rests: &[],
        }
    }

    pub(super) fn revision(self, old: Record, new: Record, changes: Changes) -> Revision {
        Revision {
            at: self.at.to_owned(),
            who: self.who.to_owned(),
            kind: self.kind,
            part: self.part.to_owned(),
            why: self.why.to_owned(),
            old,
            new,
            changes,
        }
    }
}

impl CaseFile {
    /// Every replacement of a record, in order.
    pub fn revisions(&self) -> Result<Vec<Revision>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare(
                "SELECT at, who, old_json, new_json, changes_json, kind, part, why FROM revision ORDER BY number",
            )?;
            let all = statement.query_map([], |row| {
                let kind: String = row.get(5)?;
                let known = RevisionKind::ALL.iter().find(|k| k.code() == kind);
                Ok(Revision {
                    at: row.get(0)?,
                    who: row.get(1)?,
                    kind: known.copied().unwrap_or_default(),
                    part: row.get(6)?,
                    why: row.get(7)?,
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
            Ok(History {
                revisions,
                entries: earlier(db, "SELECT revision, entry_json FROM entry_before ORDER BY number")?,
                problems: earlier(db, "SELECT revision, problem_json FROM problem_before ORDER BY number")?,
                log: changes(db)?,
            })
        })
    }

    /// The log of its changes, in order.
    pub fn changes(&self) -> Result<Vec<Change>, StoreError> {
        self.read(changes)
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

/// The log.
fn changes(db: &Connection) -> rusqlite::Result<Vec<Change>> {
    let mut changes = db.prepare(LOG)?;
    let log = changes.query_map([], |row| {
        Ok(Change {
            sequence: number(row, 0)?,
            at: row.get(1)?,
            who: row.get(2)?,
            what: row.get(3)?,
        })
    })?;
    log.collect()
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
            "SELECT number, summary_json FROM record WHERE file = ?1 AND agency = ?2 AND sha256 <> ?3
                AND superseded_by IS NULL AND withdrawn_by IS NULL
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
        is_named,
        ..Before::of(db, number, from_json(&summary)?)?
    }))
}

/// File name of the record that stands now where this one stood; nothing when that was taken back.
pub(super) fn later(db: &Connection, number: i64) -> rusqlite::Result<Option<String>> {
    db.query_row(
        "WITH RECURSIVE later (number) AS (
             SELECT ?1 UNION SELECT superseded_by FROM record JOIN later USING (number) WHERE superseded_by IS NOT NULL
         ) SELECT file FROM record JOIN later USING (number) WHERE superseded_by IS NULL AND withdrawn_by IS NULL",
        [number],
        |row| row.get(0),
    )
    .optional()
}

/// Ids that are not free for a new row of this record. Earlier and later versions of a record are one with it. Ids of a record that was
/// taken back are free where nothing rests on them that people decided: the right file comes in under the names that its agency gave.
pub(super) fn taken(db: &Connection, record: i64) -> rusqlite::Result<Taken> {
    let mut taken = taken_by_entries(db, record)?;
    dated::take_names(db, record, &mut taken)?;
    Ok(taken)
}

fn taken_by_entries(db: &Connection, record: i64) -> rusqlite::Result<Taken> {
    let refs = |sql: &str, record: Option<i64>| -> rusqlite::Result<BTreeSet<EntryId>> {
        let mut statement = db.prepare(sql)?;
        let all = statement.query_map(params_from_iter(record), |row| row.get(0).map(EntryId))?;
        all.collect()
    };
    let now = refs("SELECT ref FROM entry", None)?;
    let mut all = refs("SELECT ref FROM entry_before", None)?;
    all.extend(now.iter().cloned());
    let mut bygone = refs(
        "WITH RECURSIVE own (number) AS (
             SELECT ?1
             UNION
             SELECT iif(r.old_record = own.number, r.new_record, r.old_record)
             FROM revision r JOIN own ON own.number IN (r.old_record, r.new_record)
         )
         SELECT b.ref FROM entry_before b JOIN revision r ON r.number = b.revision WHERE r.old_record NOT IN (SELECT number FROM own)
         EXCEPT SELECT ref FROM entry",
        Some(record),
    )?;
    let is_any_away = db.query_row(
        "SELECT EXISTS (SELECT 1 FROM record WHERE withdrawn_by IS NOT NULL)",
        [],
        |row| row.get::<_, bool>(0),
    )?;
    if !is_any_away {
        return Ok(Taken { all, bygone, now });
    }
    let free = refs(
        "SELECT b.ref FROM entry_before b JOIN record r ON r.withdrawn_by = b.revision WHERE r.number <> ?1
         EXCEPT SELECT ref FROM entry
         EXCEPT SELECT b.ref FROM entry_before b JOIN revision v ON v.number = b.revision
             WHERE v.old_record NOT IN (SELECT number FROM record WHERE withdrawn_by IS NOT NULL)
         EXCEPT SELECT value FROM revision, json_each(rests_json)
         EXCEPT SELECT entry FROM act",
        Some(record),
    )?;
    all.retain(|id| !free.contains(id));
    bygone.retain(|id| !free.contains(id));
    Ok(Taken { all, bygone, now })
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
    turn: Turn<'_>,
) -> rusqlite::Result<()> {
    let revision = note(db, (before.number, &before.record), new, changes, turn)?;
    keep_entries(db, revision, &before.entries)?;
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
        &format!("INSERT INTO problem_before (revision, problem_json, of_case) SELECT ?2, problem_json, 1 FROM problem WHERE {of_file} ORDER BY number"),
        params![before.record.file, revision],
    )?;
    db.execute(&format!("DELETE FROM problem WHERE {of_file}"), [&before.record.file])?;
    // A record that was taken back stands aside by itself; one that was replaced names the one in its place.
    if turn.kind == RevisionKind::TakenBack {
        db.execute(
            "UPDATE record SET withdrawn_by = ?1, superseded_by = NULL WHERE number = ?2",
            params![revision, before.number],
        )?;
    } else {
        db.execute(
            "UPDATE record SET superseded_by = ?1 WHERE number = ?2",
            params![new.0, before.number],
        )?;
    }
    if new.0 != before.number || turn.kind != RevisionKind::TakenBack {
        db.execute(
            "UPDATE record SET superseded_by = NULL, withdrawn_by = NULL WHERE number = ?1",
            [new.0],
        )?;
    }
    Ok(())
}

/// Writes down what was done to a record, and gives the number under which it stands.
pub(super) fn note(
    db: &Transaction<'_>,
    old: (i64, &Record),
    new: (i64, &Record),
    changes: &Changes,
    turn: Turn<'_>,
) -> rusqlite::Result<i64> {
    db.execute(
        "INSERT INTO revision (at, who, old_record, new_record, old_json, new_json, changes_json, kind, part, why, rests_json)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            turn.at,
            turn.who,
            old.0,
            new.0,
            json(old.1)?,
            json(new.1)?,
            json(changes)?,
            turn.kind.code(),
            turn.part,
            turn.why,
            json(&turn.rests)?
        ],
    )?;
    Ok(db.last_insert_rowid())
}

/// Keeps entries as they stood before a revision.
pub(super) fn keep_entries<'e>(
    db: &Transaction<'_>,
    revision: i64,
    entries: impl IntoIterator<Item = &'e Entry>,
) -> rusqlite::Result<()> {
    for entry in entries {
        db.prepare_cached("INSERT INTO entry_before (revision, ref, entry_json) VALUES (?1, ?2, ?3)")?
            .execute(params![revision, entry.id.0, json(entry)?])?;
    }
    Ok(())
}

/// Entries as they stood before a revision, in the order of their file.
pub(super) fn kept_entries(db: &Connection, revision: i64) -> rusqlite::Result<Vec<Entry>> {
    let mut statement = db.prepare_cached("SELECT entry_json FROM entry_before WHERE revision = ?1 ORDER BY number")?;
    let all = statement.query_map([revision], |row| from_json(&row.get::<_, String>(0)?))?;
    all.collect()
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
