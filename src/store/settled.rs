//! What people settled: added, listed, never changed.

use rusqlite::{Connection, Transaction, params};

use crate::{
    model::settled::Settled,
    store::{
        error::StoreError,
        file::{CaseFile, Then, from_json, json},
    },
};

impl CaseFile {
    /// Keeps a settlement; its number is given here. It counts as a change of the case, so that it is judged anew.
    pub fn settle(&mut self, settled: &Settled) -> Result<u64, StoreError> {
        let number = self.change(Then::Kept, |change| insert(change, settled))?;
        Ok(u64::try_from(number).unwrap_or(0))
    }
}

/// Writes a settlement and the change that it is, and gives its number.
pub(super) fn insert(change: &Transaction<'_>, settled: &Settled) -> rusqlite::Result<i64> {
    change.execute(
        "INSERT INTO settled (at, who, settled_json) VALUES (?1, ?2, ?3)",
        params![settled.at, settled.who, json(settled)?],
    )?;
    let number = change.last_insert_rowid();
    change.execute(
        "INSERT INTO change (at, what, who) VALUES (?1, ?2, ?3)",
        params![settled.at, format!("settlement {number}"), settled.who],
    )?;
    Ok(number)
}

/// All settlements, in the order in which they were made.
pub(super) fn settled(db: &Connection) -> rusqlite::Result<Vec<Settled>> {
    let mut statement = db.prepare("SELECT number, settled_json FROM settled ORDER BY number")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
    let mut out = Vec::new();
    for row in rows {
        let (number, text) = row?;
        let mut settled: Settled = from_json(&text)?;
        settled.number = u64::try_from(number).unwrap_or(0);
        out.push(settled);
    }
    Ok(out)
}
