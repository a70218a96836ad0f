//! Acts of reviewers: added, listed, never changed.

use rusqlite::{Connection, Transaction, params};

use crate::{
    model::act::Act,
    store::{
        error::StoreError,
        file::{CaseFile, Then, from_json, json},
    },
};

impl CaseFile {
    /// Keeps an act; its number is given here. The act counts as a change of the case, so that it is judged anew.
    pub fn keep_act(&mut self, act: &Act) -> Result<u64, StoreError> {
        self.change(Then::Kept, |change| insert(change, act))
    }

    /// Keeps acts of somebody who knows of those up to the number `seen`, all or none: later ones that touch a mention of theirs are given
    /// back instead.
    pub fn keep_acts_after(&mut self, all: &[Act], seen: u64) -> Result<Result<Vec<u64>, Vec<Act>>, StoreError> {
        // Nobody else writes between the look and the keeping.
        self.change(Then::Kept, |change| {
            let is_newer = |a: &Act| a.number > seen && all.iter().any(|one| a.is_about_the_same(one));
            let newer: Vec<Act> = acts(change)?.into_iter().filter(is_newer).collect();
            if !newer.is_empty() {
                return Ok(Err(newer));
            }
            let numbers = all.iter().map(|act| insert(change, act));
            numbers.collect::<rusqlite::Result<_>>().map(Ok)
        })
    }
}

/// Writes an act and the change that it is, and gives its number.
fn insert(change: &Transaction<'_>, act: &Act) -> rusqlite::Result<u64> {
    change.execute(
        "INSERT INTO act (at, who, entry, act_json) VALUES (?1, ?2, ?3, ?4)",
        params![act.at, act.who, act.entry.0, json(act)?],
    )?;
    let number = change.last_insert_rowid();
    change.execute(
        "INSERT INTO change (at, what, who) VALUES (?1, ?2, ?3)",
        params![act.at, format!("act {number} of a reviewer"), act.who],
    )?;
    Ok(u64::try_from(number).unwrap_or(0))
}

/// All acts, in the order in which they were done.
pub(super) fn acts(db: &Connection) -> rusqlite::Result<Vec<Act>> {
    let mut statement = db.prepare("SELECT number, act_json FROM act ORDER BY number")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
    let mut out = Vec::new();
    for row in rows {
        let (number, text) = row?;
        let mut act: Act = from_json(&text)?;
        act.number = u64::try_from(number).unwrap_or(0);
        out.push(act);
    }
    Ok(out)
}
