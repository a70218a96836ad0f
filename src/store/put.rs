//! *Putting in*: records, entries and problems written in one transaction. Nothing is written over that is not kept elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, Transaction, params};

use crate::{
    model::{
        case::Case,
        entry::{Entry, EntryId},
        history::RevisionKind,
        problem::Problem,
        record::{Bundle, Record, Supplied},
    },
    review::changes::{Changes, Renamed, Taken, give_free_id},
    store::{
        away::Away,
        dated,
        file::{from_json, json},
        held::Held,
        intake::{Added, Intake},
        problems::{self, Of},
        revise::{self, Before, Turn},
        rows,
    },
};

/// Writes what the case states. The bytes of the `case.toml` stay where there are no new ones.
pub(super) fn case(change: &Transaction<'_>, case: &Case, case_toml: &[u8]) -> rusqlite::Result<()> {
    change.execute(
        "INSERT INTO matter (only_row, case_json, case_toml) VALUES (1, ?1, ?2)
         ON CONFLICT (only_row) DO UPDATE SET case_json = ?1, case_toml = iif(length(?2) = 0, case_toml, ?2)",
        params![json(case)?, case_toml],
    )?;
    Ok(())
}

/// Takes over what the case states from now on, if that is not what it stated.
pub(super) fn changed_case(
    change: &Transaction<'_>,
    held: &Held,
    (new, case_toml): (&Case, &[u8]),
    (intake, added): (&Intake<'_>, &Added),
) -> rusqlite::Result<()> {
    let is_same_file = case_toml.is_empty() || held.case_toml == case_toml;
    if is_same_file && held.case == *new {
        return Ok(());
    }
    case(change, new, case_toml)?;
    if added.is_anything() {
        return Ok(());
    }
    let what = if is_same_file {
        "what is stated of an agency was changed"
    } else {
        "what the case file states was changed"
    };
    change.execute(
        "INSERT INTO change (at, what, who) VALUES (?1, ?2, ?3)",
        params![intake.at, what, intake.who],
    )?;
    Ok(())
}

/// Keeps who started a case that holds nothing yet.
pub(super) fn started(change: &Transaction<'_>, intake: &Intake<'_>) -> rusqlite::Result<()> {
    change.execute(
        "INSERT INTO change (at, what, who) VALUES (?1, ?2, ?3)",
        params![intake.at, "the case was started", intake.who],
    )?;
    Ok(())
}

/// Puts records and problems in, and gives what that did and which records came, by number.
pub(super) fn all(
    change: &Transaction<'_>,
    bundle: &Bundle,
    intake: &Intake<'_>,
) -> rusqlite::Result<(Added, Vec<i64>)> {
    let mut added = Added::default();
    let mut came = Vec::new();
    for supplied in &bundle.supplied {
        came.extend(put_record(change, supplied, intake, &mut added)?);
    }
    let mut outdated = Vec::new();
    if bundle.case_toml.is_empty() {
        problems::put(change, Of::Case, &bundle.problems, &mut added)?;
    } else {
        outdated = problems::outdated(change, &bundle.problems)?;
        problems::put(change, Of::Folder, &bundle.problems, &mut added)?;
        added.folder_problems_gone = outdated.len();
    }
    if added.is_anything() {
        let mut what = format!("{} records and {} entries added", added.records_new, added.entries_new);
        for revision in &added.revisions {
            what.push_str(match revision.kind {
                _ if revision.is_same_file() => "; a record was read again with other columns: ",
                RevisionKind::Returned => "; what was taken back came again: ",
                RevisionKind::Replaced | RevisionKind::TakenBack => "; a record was replaced: ",
            });
            what.push_str(&revision.changes.in_words());
        }
        if !outdated.is_empty() {
            let gone = outdated.len().to_string();
            what.push_str("; problems of the case folder that are no more: ");
            what.push_str(&gone);
        }
        change.execute(
            "INSERT INTO change (at, what, who) VALUES (?1, ?2, ?3)",
            params![intake.at, what, intake.who],
        )?;
        problems::keep_outdated(change, change.last_insert_rowid(), &outdated)?;
    }
    Ok((added, came))
}

/// How a record stands in the case before it is put in.
enum Standing {
    /// Not there: its new number.
    New(i64),
    /// There, and replaced by a later one: its number.
    Replaced(i64),
    /// There, in force, and its columns were taken for the same.
    Known,
    /// There and in force, and its columns were taken for something else.
    ReadOtherwise(Before),
    /// There, and taken back: its import, or a file inside it.
    Away(Away),
}

fn standing(change: &Transaction<'_>, supplied: &Supplied) -> rusqlite::Result<Standing> {
    let record = &supplied.record;
    if let Some(away) = Away::of(change, record)? {
        return Ok(Standing::Away(away));
    }
    let known: Option<(i64, Option<i64>, String)> = change
        .query_row(
            "SELECT number, superseded_by, summary_json FROM record WHERE sha256 = ?1 AND file = ?2 AND agency = ?3",
            params![record.sha256, record.file, record.agency.0],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    match known {
        Some((number, Some(_), _)) => Ok(Standing::Replaced(number)),
        Some((number, None, summary)) => {
            let held: Record = from_json(&summary)?;
            if held.is_read_like(record) {
                return Ok(Standing::Known);
            }
            Ok(Standing::ReadOtherwise(Before::of(change, number, held)?))
        }
        None => {
            change.execute(
                "INSERT INTO record (sha256, file, agency, content, summary_json) VALUES (?1, ?2, ?3, ?4, '')",
                params![record.sha256, record.file, record.agency.0, supplied.content],
            )?;
            Ok(Standing::New(change.last_insert_rowid()))
        }
    }
}

fn put_record(
    change: &Transaction<'_>,
    supplied: &Supplied,
    intake: &Intake<'_>,
    added: &mut Added,
) -> rusqlite::Result<Option<i64>> {
    let number = match standing(change, supplied)? {
        Standing::Known => {
            added.records_known += 1;
            return Ok(None);
        }
        Standing::ReadOtherwise(before) => {
            read_again(change, supplied, before, (intake, added))?;
            return Ok(None);
        }
        Standing::Away(away) => return away.come_back(change, supplied, (intake, added)),
        Standing::Replaced(number) => {
            // Only the file that a person named goes back to what it was; others of the same import stay as they are.
            let later = revise::later(change, number)?;
            if let Some(later) = later.filter(|l| intake.replaces != Some(l.as_str())) {
                added.records_known += 1;
                added.remarks.push(format!(
                    "{file}: is an earlier version of a file that was replaced since, and was not taken again; to go back to it give --replaces {later}",
                    file = supplied.record.file,
                ));
                return Ok(None);
            }
            number
        }
        Standing::New(number) => number,
    };
    let mut work = Work::of(change, number, supplied);
    let taken = revise::taken(change, number)?;
    added.records_new += 1;
    match replaced(&work, supplied, intake, added)? {
        Some(settled) => work.replace(settled, Turn::of(intake.at, intake.who, RevisionKind::Replaced), added)?,
        None => work.put_first(&supplied.entries, &taken, added)?,
    }
    work.finish(added)?;
    Ok(Some(number))
}

/// A file that is in force, and was now read with other columns: the same bytes, revised like a corrected file.
fn read_again(
    change: &Transaction<'_>,
    supplied: &Supplied,
    mut before: Before,
    (intake, added): (&Intake<'_>, &mut Added),
) -> rusqlite::Result<()> {
    added.records_known += 1;
    // Reading can also come to nothing because a column was named wrongly or the machine was busy; what was read once stays.
    if supplied.record.is_unread() && !before.record.is_unread() {
        added.remarks.push(format!(
            "{file}: nothing could be read of it this time, so it stands in the case as it was read before; look at the columns with --preview",
            file = supplied.record.file,
        ));
        return Ok(());
    }
    let mut taken = revise::taken(change, before.number)?;
    let fallen = dated::beside(change, (&mut before, supplied), &mut taken)?;
    let (entries, changes) = revise::settle_again(&before, supplied, &taken);
    added
        .remarks
        .extend(dated::remarks(&supplied.record.file, &fallen, &changes));
    let mut work = Work::of(change, before.number, supplied);
    let turn = Turn::of(intake.at, intake.who, RevisionKind::Replaced);
    work.replace((before, entries, changes), turn, added)?;
    work.finish(added)
}

/// The record that this one replaces, its rows under the ids that they keep, and what changed. A file that has only the name in
/// common with one of the case replaces nothing, unless somebody says so.
fn replaced(
    work: &Work<'_>,
    supplied: &Supplied,
    intake: &Intake<'_>,
    added: &mut Added,
) -> rusqlite::Result<Option<(Before, Vec<Entry>, Changes)>> {
    let Some(mut before) = revise::before(work.change, &work.record, intake.replaces)? else {
        return Ok(None);
    };
    let mut taken = revise::taken(work.change, before.number)?;
    let fallen = dated::beside(work.change, (&mut before, supplied), &mut taken)?;
    let (entries, changes) = revise::settle(&before, supplied, &taken);
    if before.is_named || revise::is_correction(&before, &changes) {
        added
            .remarks
            .extend(dated::remarks(&work.record.file, &fallen, &changes));
        return Ok(Some((before, entries, changes)));
    }
    added.remarks.push(format!(
        "{file}: a file of this name is in the case already, and only {found} of its {rows} entries are in this one, so it was added beside that file; if it replaces it, take it back (`forewarned files` shows its number, `forewarned take-back` does it) and import it again with --replaces {file}",
        file = work.record.file,
        found = changes.found_again(),
        rows = before.entries.len(),
    ));
    Ok(None)
}

/// One record on its way in.
pub(super) struct Work<'a> {
    pub(super) change: &'a Transaction<'a>,
    pub(super) number: i64,
    pub(super) record: Record,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Work<'a> {
    pub(super) fn of(change: &'a Transaction<'a>, number: i64, supplied: &Supplied) -> Self {
        Self {
            change,
            number,
            record: supplied.record.clone(),
            problems: supplied.problems.clone(),
        }
    }

    /// Puts the rows in the place of those of the record before, which are kept as earlier versions.
    pub(super) fn replace(
        &mut self,
        (before, entries, changes): (Before, Vec<Entry>, Changes),
        turn: Turn<'_>,
        added: &mut Added,
    ) -> rusqlite::Result<()> {
        self.remark_on_renamed(&entries, &changes.renamed);
        revise::put_away(self.change, &before, (self.number, &self.record), &changes, turn)?;
        self.put_again(&entries, &changes, added)?;
        added
            .revisions
            .push(turn.revision(before.record, self.record.clone(), changes));
        Ok(())
    }

    /// Keeps the problems, and what is known of the record when all its rows are in.
    pub(super) fn finish(self, added: &mut Added) -> rusqlite::Result<()> {
        problems::put(self.change, Of::Record(self.number), &self.problems, added)?;
        self.change.execute(
            "UPDATE record SET summary_json = ?1 WHERE number = ?2",
            params![json(&self.record)?, self.number],
        )?;
        Ok(())
    }

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

    pub(super) fn put_again(
        &mut self,
        entries: &[Entry],
        changes: &Changes,
        added: &mut Added,
    ) -> rusqlite::Result<()> {
        let held: BTreeSet<&EntryId> = changes
            .unchanged
            .iter()
            .chain(changes.changed.iter().map(|c| &c.id))
            .collect();
        for entry in entries {
            if held.contains(&entry.id) {
                // A row that a reviewer dated was no entry of the case file yet.
                if !rows::rewrite_entry(self.change, self.number, entry)? {
                    self.put_entry(entry, added)?;
                }
            } else {
                self.put_entry(entry, added)?;
            }
        }
        Ok(())
    }

    /// Nothing is written over: what was there first stays, and a row whose `Ref` is taken is kept as a problem.
    pub(super) fn put_entry(&mut self, entry: &Entry, added: &mut Added) -> rusqlite::Result<()> {
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
            answer: None,
        });
        Ok(())
    }

    /// A row that is kept under another id than the file gives it says so beside it.
    pub(super) fn remark_on_renamed(&mut self, entries: &[Entry], renamed: &[Renamed]) {
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
                answer: None,
            });
        }
    }
}
