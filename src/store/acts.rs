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

    /// Keeps an act of somebody who knows of those up to the number `seen`. Later ones that touch the same mention are given back
    /// instead, and nothing is kept.
    pub fn keep_act_after(&mut self, act: &Act, seen: u64) -> Result<Result<u64, Vec<Act>>, StoreError> {
        // Nobody else writes between the look and the keeping.
        self.change(Then::Kept, |change| {
            let newer: Vec<Act> = acts(change)?
                .into_iter()
                .filter(|a| a.number > seen && a.is_about_the_same(act))
                .collect();
            if !newer.is_empty() {
                return Ok(Err(newer));
            }
            Ok(Ok(insert(change, act)?))
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
