//! Acts of reviewers: added, listed, never changed.

use rusqlite::{Connection, params};

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
        self.change(Then::Kept, |change| {
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
        })
    }
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
