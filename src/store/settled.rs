//! What people settled: added, listed, never changed.

use rusqlite::{Connection, Transaction, params};

use crate::{
    model::settled::{Settled, sent_before},
    store::{
        error::StoreError,
        file::{CaseFile, Then, from_json, json},
    },
};

/// How the log of changes names a settlement, before its number.
const CHANGE: &str = "settlement ";

impl CaseFile {
    /// Keeps a settlement; its number is given here. It counts as a change of the case, so that it is judged anew.
    pub fn settle(&mut self, settled: &Settled) -> Result<u64, StoreError> {
        let number = self.change(Then::Kept, |change| insert(change, settled))?;
        Ok(u64::try_from(number).unwrap_or(0))
    }

    /// All settlements, in the order in which they were made.
    pub fn settlements(&self) -> Result<Vec<Settled>, StoreError> {
        self.read(self::settled)
    }

    /// Number of the last change on which reading and judging rest: what was only put beside the records since does not count.
    pub fn basis(&self) -> Result<u64, StoreError> {
        self.read(|db| {
            let settled = self::settled(db)?;
            let mut changes = db.prepare("SELECT sequence, what FROM change ORDER BY sequence DESC")?;
            let mut rows = changes.query([])?;
            while let Some(row) = rows.next()? {
                let (number, what): (i64, String) = (row.get(0)?, row.get(1)?);
                let of = what.strip_prefix(CHANGE).and_then(|n| n.parse::<u64>().ok());
                let at = of.and_then(|of| settled.binary_search_by_key(&of, |s| s.number).ok());
                let one = at.and_then(|at| settled.get(at));
                if !one.is_some_and(|one| one.what.is_beside(&settled)) {
                    return Ok(u64::try_from(number).unwrap_or(0));
                }
            }
            Ok(0)
        })
    }

    /// Keeps settlements of somebody who knows of those up to the number `seen`, all of them or none, and gives their numbers. Later ones
    /// about the same things are given back instead, and nothing is kept. What the same person sent just before in the very same
    /// words is not kept a second time: a button was pressed twice.
    pub fn settle_all_after(
        &mut self,
        all: &[Settled],
        seen: u64,
    ) -> Result<Result<Vec<u64>, Vec<Settled>>, StoreError> {
        // Nobody else writes between the look and the keeping.
        self.change(Then::Kept, |change| {
            let before = self::settled(change)?;
            if let Some(numbers) = sent_before(&before, all, seen) {
                return Ok(Ok(numbers));
            }
            let is_same = |s: &Settled| all.iter().any(|one| s.what.is_about_the_same(&one.what));
            let newer: Vec<Settled> = before.into_iter().filter(|s| s.number > seen && is_same(s)).collect();
            if !newer.is_empty() {
                return Ok(Err(newer));
            }
            let mut numbers = Vec::new();
            for one in all {
                numbers.push(u64::try_from(insert(change, one)?).unwrap_or(0));
            }
            Ok(Ok(numbers))
        })
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
        params![settled.at, format!("{CHANGE}{number}"), settled.who],
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
