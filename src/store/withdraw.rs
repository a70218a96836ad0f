//! *Withdrawing*: an import is taken back, whole or one file of it. The bytes, the entries, the problems and everything that people
//! decided on them stay in the case file as an earlier version; the record that had been replaced stands again. What the case states
//! from then on is left to `app`, coming again to `away`.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::{
    model::{
        case::Case,
        entry::{Entry, EntryId},
        history::{Changes, Revision, RevisionKind},
        problem::Problem,
        record::Record,
        settled::Settled,
    },
    review::changes,
    store::{
        away::LeftOut,
        error::StoreError,
        file::{CaseFile, Then, from_json, json},
        held::{self, Held},
        intake::Added,
        problems::{self, Of},
        put::{self, Work},
        revise::{self, Before, Turn},
        settled,
    },
};

/// A record, or a file inside it, that is taken back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leaving {
    /// Number of the record in the case file.
    pub record: u64,
    /// Place of the file inside it, in words; empty when the whole record is meant.
    pub place: String,
}

/// What is taken back, by whom and why.
#[derive(Debug, Clone)]
pub struct Withdrawal<'a> {
    /// When, as text.
    pub at: &'a str,
    /// Who.
    pub who: &'a str,
    /// Why, in words.
    pub why: &'a str,
    /// What was asked for, in words, for the log.
    pub words: &'a str,
    /// The records.
    pub leaving: &'a [Leaving],
    /// Entries among theirs on which something rests that people decided.
    pub rests: &'a [EntryId],
    /// Settlements that fall with it, each taken back by one of these.
    pub undo: &'a [Settled],
}

impl CaseFile {
    /// Takes records back, all or nothing. `settle` says what the case states from then on, by what it holds without them.
    pub fn withdraw(
        &mut self,
        withdrawal: &Withdrawal<'_>,
        settle: &dyn Fn(&Held) -> Case,
    ) -> Result<Option<Vec<Revision>>, StoreError> {
        self.change(Then::Kept, |change| withdraw(change, withdrawal, settle))
    }

    /// What that would do: it is done, looked at, and undone. Nothing where a record is not in force any more.
    pub fn rehearse_withdrawal(
        &mut self,
        withdrawal: &Withdrawal<'_>,
        settle: &dyn Fn(&Held) -> Case,
    ) -> Result<Option<Vec<Revision>>, StoreError> {
        self.change(Then::Undone, |change| withdraw(change, withdrawal, settle))
    }
}

fn withdraw(
    change: &Transaction<'_>,
    withdrawal: &Withdrawal<'_>,
    settle: &dyn Fn(&Held) -> Case,
) -> rusqlite::Result<Option<Vec<Revision>>> {
    let mut found = Vec::new();
    for leaving in withdrawal.leaving {
        let number = i64::try_from(leaving.record).unwrap_or(i64::MAX);
        let summary: Option<String> = change
            .query_row(
                "SELECT summary_json FROM record WHERE number = ?1 AND superseded_by IS NULL AND withdrawn_by IS NULL",
                [number],
                |row| row.get(0),
            )
            .optional()?;
        // Somebody else was quicker: nothing has been written yet.
        let Some(summary) = summary else { return Ok(None) };
        found.push((leaving, number, summary));
    }
    let mut done = Vec::new();
    for (leaving, number, summary) in found {
        let before = Before::of(change, number, from_json(&summary)?)?;
        let rests: Vec<EntryId> = withdrawal
            .rests
            .iter()
            .filter(|id| before.entries.iter().any(|e| e.id == **id))
            .cloned()
            .collect();
        let turn = Turn {
            at: withdrawal.at,
            who: withdrawal.who,
            kind: RevisionKind::TakenBack,
            part: &leaving.place,
            why: withdrawal.why,
            rests: &rests,
        };
        done.push(if leaving.place.is_empty() {
            whole(change, before, turn)?
        } else {
            part(change, before, turn)?
        });
    }
    change.execute(
        "INSERT INTO change (at, what, who) VALUES (?1, ?2, ?3)",
        params![withdrawal.at, withdrawal.words, withdrawal.who],
    )?;
    for undo in withdrawal.undo {
        settled::insert(change, undo)?;
    }
    let held = held::held(change)?;
    let case = settle(&held);
    put::case(change, &case, &[])?;
    Ok(Some(done))
}

/// Takes a whole record back. One whose place it had taken stands again, as it stood then.
fn whole(change: &Transaction<'_>, before: Before, turn: Turn<'_>) -> rusqlite::Result<Revision> {
    let replaced: Option<(i64, i64, String)> = change
        .query_row(
            "SELECT r.number, o.number, o.summary_json FROM revision r JOIN record o ON o.number = r.old_record
             WHERE r.new_record = ?1 AND r.old_record <> r.new_record AND r.kind <> 'taken-back' AND o.superseded_by = ?1
             ORDER BY r.number DESC LIMIT 1",
            [before.number],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    let Some((revision, number, summary)) = replaced else {
        let changes = Changes {
            gone: before.entries.iter().map(|e| e.id.clone()).collect(),
            ..Changes::default()
        };
        revise::put_away(change, &before, (before.number, &before.record), &changes, turn)?;
        return Ok(turn.revision(before.record.clone(), before.record, changes));
    };
    let record: Record = from_json(&summary)?;
    let entries = revise::kept_entries(change, revision)?;
    let changes = changes::between(&before.entries, &entries);
    revise::put_away(change, &before, (number, &record), &changes, turn)?;
    let (problems, of_case) = problems_before(change, revision)?;
    let mut work = Work {
        change,
        number,
        record,
        problems,
    };
    let mut added = Added::default();
    work.put_again(&entries, &changes, &mut added)?;
    let record = work.record.clone();
    work.finish(&mut added)?;
    problems::put(change, Of::Case, &of_case, &mut added)?;
    Ok(turn.revision(before.record, record, changes))
}

/// What could not be read in a record as it stood before a revision, and what was said of the case because of it.
fn problems_before(change: &Transaction<'_>, revision: i64) -> rusqlite::Result<(Vec<Problem>, Vec<Problem>)> {
    let mut statement =
        change.prepare("SELECT problem_json, of_case FROM problem_before WHERE revision = ?1 ORDER BY number")?;
    let rows = statement.query_map([revision], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)))?;
    let (mut own, mut of_case) = (Vec::new(), Vec::new());
    for row in rows {
        let (problem, is_of_case) = row?;
        let to = if is_of_case { &mut of_case } else { &mut own };
        to.push(from_json(&problem)?);
    }
    Ok((own, of_case))
}

/// Is this place of a file the one named, or inside it?
pub fn is_within(place: &str, named: &str) -> bool {
    place
        .strip_prefix(named)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(", "))
}

/// Takes one file inside a record back: the record stays in force without it, and says so.
fn part(change: &Transaction<'_>, before: Before, turn: Turn<'_>) -> rusqlite::Result<Revision> {
    let leaves = |e: &&Entry| is_within(&e.origin.part, turn.part);
    let leaving: Vec<&Entry> = before.entries.iter().filter(leaves).collect();
    let (mut numbers, mut lost) = (Vec::new(), 0);
    for (number, problem) in problems::of(change, before.number)? {
        if is_within(&problem.part, turn.part) {
            lost += usize::from(problem.lost_row);
            numbers.push(number);
        }
    }
    let mut record = before.record.clone();
    record.rows = record.rows.saturating_sub(leaving.len() + lost);
    record.entries = record.entries.saturating_sub(leaving.len());
    record.problems = record.problems.saturating_sub(lost);
    let changes = Changes {
        unchanged: before
            .entries
            .iter()
            .filter(|e| !leaves(e))
            .map(|e| e.id.clone())
            .collect(),
        gone: leaving.iter().map(|e| e.id.clone()).collect(),
        ..Changes::default()
    };
    let (old, new) = ((before.number, &before.record), (before.number, &record));
    let revision = revise::note(change, old, new, &changes, turn)?;
    revise::keep_entries(change, revision, leaving.iter().copied())?;
    for id in &changes.gone {
        change.execute("DELETE FROM entry WHERE ref = ?1", [&id.0])?;
    }
    for number in numbers {
        change.execute(
            "INSERT INTO problem_before (revision, problem_json) SELECT ?1, problem_json FROM problem WHERE number = ?2",
            params![revision, number],
        )?;
        change.execute("DELETE FROM problem WHERE number = ?1", [number])?;
    }
    leave_out(change, (before.number, &record), revision, turn)?;
    Ok(turn.revision(before.record, record, changes))
}

/// Keeps with the record what was left out of it, and says so beside it.
fn leave_out(
    change: &Transaction<'_>,
    (number, record): (i64, &Record),
    revision: i64,
    turn: Turn<'_>,
) -> rusqlite::Result<()> {
    let text: String = change.query_row("SELECT left_out_json FROM record WHERE number = ?1", [number], |row| {
        row.get(0)
    })?;
    let mut left_out: Vec<LeftOut> = from_json(&text)?;
    left_out.push(LeftOut {
        revision,
        place: turn.part.to_owned(),
    });
    change.execute(
        "UPDATE record SET summary_json = ?1, left_out_json = ?2 WHERE number = ?3",
        params![json(record)?, json(&left_out)?, number],
    )?;
    let remark = Problem {
        file: record.file.clone(),
        part: turn.part.to_owned(),
        row: 0,
        lost_row: false,
        raw: turn.why.to_owned(),
        what: format!("this file inside it was taken back on {} by {}", turn.at, turn.who),
        next: "nothing, if that holds; import the whole file again to have it back".to_owned(),
        answer: None,
    };
    problems::put(change, Of::Record(number), &[remark], &mut Added::default())
}
