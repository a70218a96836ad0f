//! *Putting in*: records, entries and problems written in one transaction. Nothing is written over that is not kept elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, Transaction, params};

use crate::{
    model::{
        entry::{Entry, EntryId},
        problem::Problem,
        record::{Bundle, Record, Supplied},
    },
    review::changes::{Changes, Renamed, Taken, give_free_id},
    store::{
        file::json,
        revise::{self, Before, Revision},
        rows,
    },
};

/// How records come in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Intake<'a> {
    /// When, as text.
    pub at: &'a str,
    /// Who brings them, as the person calls himself or herself; may be empty.
    pub who: &'a str,
    /// File name of the record that the new one replaces, where that has another name.
    pub replaces: Option<&'a str>,
}

/// What adding records did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Added {
    /// Records that were not there.
    pub records_new: usize,
    /// Records that were there already, byte for byte.
    pub records_known: usize,
    /// Entries added; those that a corrected file found again are not counted.
    pub entries_new: usize,
    /// Problems added.
    pub problems_new: usize,
    /// Records that were replaced by a corrected file, and what that changed.
    pub revisions: Vec<Revision>,
    /// What the person who imports should know.
    pub remarks: Vec<String>,
}

pub(super) fn case(change: &Transaction<'_>, bundle: &Bundle) -> rusqlite::Result<()> {
    change.execute(
        "INSERT OR REPLACE INTO matter (only_row, case_json, case_toml) VALUES (1, ?1, ?2)",
        params![json(&bundle.case)?, bundle.case_toml],
    )?;
    Ok(())
}

/// Takes over what the case file states where only that was changed.
pub(super) fn changed_case(change: &Transaction<'_>, bundle: &Bundle, intake: &Intake<'_>) -> rusqlite::Result<()> {
    let held: Vec<u8> = change.query_row("SELECT case_toml FROM matter", [], |row| row.get(0))?;
    if bundle.case_toml.is_empty() || held == bundle.case_toml {
        return Ok(());
    }
    case(change, bundle)?;
    change.execute(
        "INSERT INTO change (at, what, who) VALUES (?1, 'what the case file states was changed', ?2)",
        params![intake.at, intake.who],
    )?;
    Ok(())
}

pub(super) fn all(change: &Transaction<'_>, bundle: &Bundle, intake: &Intake<'_>) -> rusqlite::Result<Added> {
    let mut added = Added::default();
    for supplied in &bundle.supplied {
        put_record(change, supplied, intake, &mut added)?;
    }
    put_problems(change, None, &bundle.problems, &mut added)?;
    if added.records_new + added.problems_new + added.revisions.len() > 0 {
        let mut what = format!("{} records and {} entries added", added.records_new, added.entries_new);
        for revision in &added.revisions {
            what.push_str("; a record was replaced: ");
            what.push_str(&revision.changes.in_words());
        }
        change.execute(
            "INSERT INTO change (at, what, who) VALUES (?1, ?2, ?3)",
            params![intake.at, what, intake.who],
        )?;
    }
    Ok(added)
}

/// How a record stands in the case before it is put in.
enum Standing {
    /// Not there: its new number.
    New(i64),
    /// There, and replaced by a later one: its number.
    Replaced(i64),
    /// There, and in force.
    Known,
}

fn standing(change: &Transaction<'_>, supplied: &Supplied) -> rusqlite::Result<Standing> {
    let record = &supplied.record;
    let known: Option<(i64, Option<i64>)> = change
        .query_row(
            "SELECT number, superseded_by FROM record WHERE sha256 = ?1 AND file = ?2 AND agency = ?3",
            params![record.sha256, record.file, record.agency.0],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(match known {
        Some((_, None)) => Standing::Known,
        Some((number, Some(_))) => Standing::Replaced(number),
        None => {
            change.execute(
                "INSERT INTO record (sha256, file, agency, content, summary_json) VALUES (?1, ?2, ?3, ?4, '')",
                params![record.sha256, record.file, record.agency.0, supplied.content],
            )?;
            Standing::New(change.last_insert_rowid())
        }
    })
}

fn put_record(
    change: &Transaction<'_>,
    supplied: &Supplied,
    intake: &Intake<'_>,
    added: &mut Added,
) -> rusqlite::Result<()> {
    let file = &supplied.record.file;
    let number = match standing(change, supplied)? {
        Standing::Known => {
            added.records_known += 1;
            return Ok(());
        }
        Standing::Replaced(_) if intake.replaces.is_none() => {
            added.records_known += 1;
            added.remarks.push(format!(
                "{file}: is an earlier version of a file that was replaced since, and was not taken again; to go back to it give --replaces {file}"
            ));
            return Ok(());
        }
        Standing::Replaced(number) | Standing::New(number) => number,
    };
    let mut work = Work {
        change,
        number,
        record: supplied.record.clone(),
        problems: supplied.problems.clone(),
    };
    added.records_new += 1;
    match replaced(&work, supplied, intake, added)? {
        Some((before, entries, changes)) => {
            work.remark_on_renamed(&entries, &changes.renamed);
            revise::put_away(
                change,
                &before,
                (number, &work.record),
                &changes,
                (intake.at, intake.who),
            )?;
            work.put_again(&entries, &changes, added)?;
            added.revisions.push(Revision {
                at: intake.at.to_owned(),
                who: intake.who.to_owned(),
                old: before.record,
                new: work.record.clone(),
                changes,
            });
        }
        None => work.put_first(&supplied.entries, &revise::taken(change, number)?, added)?,
    }
    put_problems(change, Some(number), &work.problems, added)?;
    change.execute(
        "UPDATE record SET summary_json = ?1 WHERE number = ?2",
        params![json(&work.record)?, number],
    )?;
    Ok(())
}

/// The record that this one replaces, its rows under the ids that they keep, and what changed. A file that has only the name in
/// common with one of the case replaces nothing, unless somebody says so.
fn replaced(
    work: &Work<'_>,
    supplied: &Supplied,
    intake: &Intake<'_>,
    added: &mut Added,
) -> rusqlite::Result<Option<(Before, Vec<Entry>, Changes)>> {
    let Some(before) = revise::before(work.change, &work.record, intake.replaces)? else {
        return Ok(None);
    };
    let (entries, changes) = revise::settle(&before, supplied, &revise::taken(work.change, before.number)?);
    if before.is_named || revise::is_correction(&before, &changes) {
        return Ok(Some((before, entries, changes)));
    }
    added.remarks.push(format!(
        "{file}: a file of this name is in the case already, and only {found} of its {rows} entries are in this one, so it was added beside that file; if it replaces it, import it into a copy of the case made before, with --replaces {file}",
        file = work.record.file,
        found = changes.found_again(),
        rows = before.entries.len(),
    ));
    Ok(None)
}

/// One record on its way in.
struct Work<'a> {
    change: &'a Transaction<'a>,
    number: i64,
    record: Record,
    problems: Vec<Problem>,
}

impl Work<'_> {
    fn put_first(&mut self, entries: &[Entry], taken: &Taken, added: &mut Added) -> rusqlite::Result<()> {
        let mut entries = entries.to_vec();
        let mut used: BTreeSet<EntryId> = entries.iter().map(|e| e.id.clone()).collect();
        let mut renamed = Vec::new();
        for entry in entries.iter_mut().filter(|e| taken.bars(e)) {
            let (written, is_made) = (entry.id.clone(), entry.made_id);
            give_free_id(entry, &used, taken);
            used.insert(entry.id.clone());
            if !is_made {
                let kept = entry.id.clone();
                renamed.push(Renamed { written, kept });
            }
        }
        self.remark_on_renamed(&entries, &renamed);
        for entry in &entries {
            self.put_entry(entry, added)?;
        }
        Ok(())
    }

    fn put_again(&mut self, entries: &[Entry], changes: &Changes, added: &mut Added) -> rusqlite::Result<()> {
        let held: BTreeSet<&EntryId> = changes
            .unchanged
            .iter()
            .chain(changes.changed.iter().map(|c| &c.id))
            .collect();
        for entry in entries {
            if held.contains(&entry.id) {
                rows::rewrite_entry(self.change, self.number, entry)?;
            } else {
                self.put_entry(entry, added)?;
            }
        }
        Ok(())
    }

    /// Nothing is written over: what was there first stays, and a row whose `Ref` is taken is kept as a problem.
    fn put_entry(&mut self, entry: &Entry, added: &mut Added) -> rusqlite::Result<()> {
        if rows::insert_entry(self.change, self.number, entry)? {
            added.entries_new += 1;
            return Ok(());
        }
        self.record.entries = self.record.entries.saturating_sub(1);
        self.record.problems += 1;
        self.problems.push(Problem {
            file: self.record.file.clone(),
            part: entry.origin.part.clone(),
            row: entry.origin.row,
            lost_row: true,
            raw: entry.text.clone(),
            what: format!("the Ref {} is in the case already, from another record", entry.id),
            next: "give the row a Ref of its own; if this file replaces that record, import it with --replaces and that file's name"
                .to_owned(),
        });
        Ok(())
    }

    /// A row that is kept under another id than the file gives it says so beside it.
    fn remark_on_renamed(&mut self, entries: &[Entry], renamed: &[Renamed]) {
        let by_id: BTreeMap<&EntryId, &Entry> = entries.iter().map(|e| (&e.id, e)).collect();
        for renamed in renamed {
            let Some(entry) = by_id.get(&renamed.kept) else {
                continue;
            };
            self.problems.push(Problem {
                file: self.record.file.clone(),
                part: entry.origin.part.clone(),
                row: entry.origin.row,
                lost_row: false,
                raw: renamed.written.0.clone(),
                what: format!(
                    "the Ref {} is not the one under which this row is kept, which is {}",
                    renamed.written, renamed.kept
                ),
                next: "nothing, if the rows were numbered anew or the Ref was another row's before: readings and decisions stay with the words they were made on"
                    .to_owned(),
            });
        }
    }
}

/// Problems of a record, or of the case. Two that read the same count twice: each stands for a row of its own.
fn put_problems(
    change: &Transaction<'_>,
    record: Option<i64>,
    problems: &[Problem],
    added: &mut Added,
) -> rusqlite::Result<()> {
    let mut copies: BTreeMap<String, i64> = BTreeMap::new();
    for problem in problems {
        let problem = json(problem)?;
        let copy = copies.entry(problem.clone()).or_default();
        *copy += 1;
        added.problems_new += change
            .prepare_cached(
                "INSERT INTO problem (record, problem_json, copy) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            )?
            .execute(params![record, problem, *copy])?;
    }
    Ok(())
}
