//! *Dated* rows: rows to which a reviewer gave their day, when files come anew. They are no rows of the case file's entries, and their
//! names are taken all the same: what was put beside one never passes to another. Which of them are laid is told by `review::row_dates`.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use crate::{
    model::{
        entry::{Entry, EntryId},
        problem::Problem,
        record::{Record, Supplied},
        row_date::RowDate,
        settled::{Settled, Settlement},
    },
    review::{
        changes::{Changes, Taken},
        row_dates,
    },
    store::{file::from_json, problems, revise::Before, settled},
};

/// Rows of a record that is in force to which a day was given.
fn of_record(db: &Connection, before: &Before) -> rusqlite::Result<Vec<Entry>> {
    let of = problems::of(db, before.number)?.into_iter().map(|(_, p)| p);
    laid(db, &before.record, &before.entries, of.collect())
}

/// Rows of a file on its way in to which a day was given, and which have it still.
pub(super) fn of_new(db: &Connection, supplied: &Supplied) -> rusqlite::Result<Vec<Entry>> {
    // A name that the program makes may still become another one.
    let named: Vec<Entry> = supplied.entries.iter().filter(|e| !e.made_id).cloned().collect();
    laid(db, &supplied.record, &named, supplied.problems.clone())
}

fn laid(
    db: &Connection,
    record: &Record,
    entries: &[Entry],
    mut problems: Vec<Problem>,
) -> rusqlite::Result<Vec<Entry>> {
    let settled = settled::settled(db)?;
    let is_taken = |id: &EntryId| entries.iter().any(|e| e.id == *id);
    Ok(row_dates::laid(
        (&mut problems, &mut [record.clone()]),
        &settled,
        &is_taken,
    ))
}

/// Lays what is known of dated rows over a file that is replaced and over the names that are taken: those that have their day in the new
/// file too keep their names, the others are rows of the old file like any other.
pub(super) fn beside(
    db: &Connection,
    (before, supplied): (&mut Before, &Supplied),
    taken: &mut Taken,
) -> rusqlite::Result<Vec<EntryId>> {
    let still: BTreeSet<EntryId> = of_new(db, supplied)?.into_iter().map(|e| e.id).collect();
    let fallen: Vec<Entry> = of_record(db, before)?
        .into_iter()
        .filter(|e| !still.contains(&e.id))
        .collect();
    for names in [&mut taken.all, &mut taken.bygone, &mut taken.now] {
        names.extend(still.iter().cloned());
    }
    let ids = fallen.iter().map(|e| e.id.clone()).collect();
    before.entries.extend(fallen);
    Ok(ids)
}

/// What who brings the file should know of rows that lose the day that was given for them.
pub(super) fn remarks(file: &str, fallen: &[EntryId], changes: &Changes) -> Vec<String> {
    let told = fallen.iter().map(|id| {
        let how = if changes.gone.contains(id) {
            "no row of this file has its words and no date, and what was put beside the entry stays under its name"
        } else {
            "the file dates that row itself now"
        };
        format!("{file}: the date that a reviewer gave for the row of entry {id} is not used any more: {how}")
    });
    told.collect()
}

/// Names that belong or belonged to dated rows are taken: those of rows of other files for every row, those of this one for names that
/// the program makes.
pub(super) fn take_names(db: &Connection, record: i64, taken: &mut Taken) -> rusqlite::Result<()> {
    let (file, agency): (String, String) = db.query_row(
        "SELECT file, agency FROM record WHERE number = ?1",
        params![record],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let is_own = |given: &RowDate| given.entry.origin.file == file && given.agency.0 == agency;
    for one in settled::settled(db)? {
        let Settlement::RowDate(given) = one.what else { continue };
        taken.all.insert(given.entry.id.clone());
        if !is_own(&given) && !taken.now.contains(&given.entry.id) {
            taken.bygone.insert(given.entry.id);
        }
    }
    Ok(())
}

/// Records as they stand with the rows that have their day: how many of their rows are entries and problems. Nothing where no row was dated.
pub(super) struct Counted {
    /// Records in force, by number.
    pub(super) records: Vec<(i64, Record)>,
    /// Rows that have their day.
    pub(super) laid: usize,
    /// Problems and remarks that are told of the case.
    pub(super) problems: usize,
}

/// Counts them.
pub(super) fn counted(db: &Connection) -> rusqlite::Result<Option<Counted>> {
    let settled = settled::settled(db)?;
    let is_day = |s: &Settled| matches!(s.what, Settlement::RowDate(_));
    if !settled.iter().any(is_day) {
        return Ok(None);
    }
    let mut all = db.prepare(
        "SELECT number, summary_json FROM record WHERE superseded_by IS NULL AND withdrawn_by IS NULL ORDER BY number",
    )?;
    let all = all.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?, from_json(&row.get::<_, String>(1)?)?))
    })?;
    let (numbers, mut records): (Vec<i64>, Vec<Record>) =
        all.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().unzip();
    let mut problems = db.prepare("SELECT problem_json FROM problem ORDER BY number")?;
    let problems = problems.query_map([], |row| from_json(&row.get::<_, String>(0)?))?;
    let mut problems: Vec<Problem> = problems.collect::<rusqlite::Result<_>>()?;
    let mut refs = db.prepare("SELECT ref FROM entry")?;
    let refs = refs.query_map([], |row| row.get(0).map(EntryId))?;
    let refs: BTreeSet<EntryId> = refs.collect::<rusqlite::Result<_>>()?;
    let laid = row_dates::laid((&mut problems, &mut records), &settled, &|id| refs.contains(id));
    Ok(Some(Counted {
        records: numbers.into_iter().zip(records).collect(),
        laid: laid.len(),
        problems: problems.len(),
    }))
}
