//! *Away*: a record that was taken back, or of which a file inside was, and that comes again. Its entries come back under the ids that they
//! had, so that what people decided on them holds again. Taking back is left to `withdraw`.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::{
    model::{
        entry::Entry,
        history::{Revision, RevisionKind},
        record::{Record, Supplied},
    },
    review::changes,
    store::{
        file::from_json,
        intake::{Added, Intake},
        put::Work,
        revise::{self, Before, Turn},
    },
};

/// A file inside a record that was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LeftOut {
    /// The revision that did it.
    pub(super) revision: i64,
    /// Its place in the record, in words.
    pub(super) place: String,
}

/// A record of which something was taken back.
pub(super) struct Away {
    number: i64,
    record: Record,
    /// The revision that took all of it back; none where it is in force without some of its files.
    whole: Option<i64>,
    /// Entries that were taken back, as they stood.
    own: Vec<Entry>,
    /// When, who and why, in words.
    told: String,
}

impl Away {
    /// What was taken back of this very file, if something was.
    pub(super) fn of(db: &Connection, record: &Record) -> rusqlite::Result<Option<Self>> {
        let found: Option<(i64, Option<i64>, String, String)> = db
            .query_row(
                "SELECT number, withdrawn_by, left_out_json, summary_json FROM record
                 WHERE sha256 = ?1 AND file = ?2 AND agency = ?3 AND superseded_by IS NULL",
                params![record.sha256, record.file, record.agency.0],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )
            .optional()?;
        let Some((number, whole, left_out, summary)) = found else {
            return Ok(None);
        };
        let left_out: Vec<LeftOut> = from_json(&left_out)?;
        let mut own = Vec::new();
        let mut told = String::new();
        for revision in whole.into_iter().chain(left_out.iter().map(|l| l.revision)) {
            own.extend(revise::kept_entries(db, revision)?);
            if told.is_empty() {
                told = db.query_row(
                    "SELECT 'on ' || at || ' by ' || who || ' (' || why || ')' FROM revision WHERE number = ?1",
                    [revision],
                    |row| row.get(0),
                )?;
            }
        }
        Ok((!told.is_empty()).then_some(Self {
            number,
            record: from_json(&summary)?,
            whole,
            own,
            told,
        }))
    }

    /// Puts it in force again. Gives the record's number where an import brings the record itself.
    pub(super) fn come_back(
        self,
        change: &Transaction<'_>,
        supplied: &Supplied,
        (intake, added): (&Intake<'_>, &mut Added),
    ) -> rusqlite::Result<Option<i64>> {
        if supplied.record.is_unread() && !self.record.is_unread() {
            added.records_known += 1;
            added.remarks.push(format!(
                "{file}: was taken back {told}, and nothing could be read of it this time, so it was not put in again; look at it with --preview",
                file = supplied.record.file,
                told = self.told,
            ));
            return Ok(None);
        }
        let mut work = Work::of(change, self.number, supplied);
        let taken = revise::taken(change, self.number)?;
        let before = self.before(change, &work.record, intake)?;
        let mut entries = supplied.entries.clone();
        let old: &[Entry] = before.as_ref().map_or(&[], |b| &b.entries);
        let changes = changes::settle_back(old, &self.own, &mut entries, &taken);
        let turn = Turn::of(intake.at, intake.who, RevisionKind::Returned);
        let what = if self.whole.is_some() {
            "was"
        } else {
            "a file inside it was"
        };
        added.remarks.push(format!(
            "{file}: {what} taken back {told}; it is in the case again, its entries with the ids and decisions that they had. To keep it out, take it back again, and its name out of case.toml if that names it",
            file = work.record.file,
            told = self.told,
        ));
        change.execute(
            "UPDATE record SET left_out_json = '[]' WHERE number = ?1",
            [self.number],
        )?;
        if let Some(before) = before {
            work.replace((before, entries, changes), turn, added)?;
        } else {
            work.remark_on_renamed(&entries, &changes.renamed);
            let since = changes::between(&self.own, &entries);
            let own = (self.number, &work.record);
            revise::note(change, (self.number, &self.record), own, &since, turn)?;
            change.execute("UPDATE record SET withdrawn_by = NULL WHERE number = ?1", [self.number])?;
            work.put_again(&entries, &changes, added)?;
            let revision: Revision = turn.revision(self.record.clone(), work.record.clone(), since);
            added.revisions.push(revision);
        }
        work.finish(added)?;
        added.records_new += usize::from(self.whole.is_some());
        added.records_known += usize::from(self.whole.is_none());
        Ok(self.whole.map(|_| self.number))
    }

    /// The record that this one replaces as it comes again: itself where only a part was away, else the one that a person names, else
    /// the one whose place it had taken, else the one of its name that it corrects.
    fn before(
        &self,
        change: &Transaction<'_>,
        record: &Record,
        intake: &Intake<'_>,
    ) -> rusqlite::Result<Option<Before>> {
        let Some(whole) = self.whole else {
            return Ok(Some(Before::of(change, self.number, self.record.clone())?));
        };
        let found = revise::before(change, record, intake.replaces)?;
        if found.as_ref().is_some_and(|b| b.is_named) {
            return Ok(found);
        }
        let gave_way: Option<(i64, String)> = change
            .query_row(
                "SELECT o.number, o.summary_json FROM revision r JOIN record o ON o.number = r.new_record
                 WHERE r.number = ?1 AND r.new_record <> r.old_record AND o.superseded_by IS NULL AND o.withdrawn_by IS NULL",
                [whole],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        if let Some((number, summary)) = gave_way {
            return Ok(Some(Before::of(change, number, from_json(&summary)?)?));
        }
        Ok(found.filter(|before| {
            let changes = changes::diff(&before.entries, &self.own);
            revise::is_correction(before, &changes)
        }))
    }
}
