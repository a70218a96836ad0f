//! What a case file *holds* that bears on what its case states: for an import that adds to it. What becomes of it is left to `app`.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::{
    model::{
        case::{AgencyId, Case},
        record::Record,
    },
    store::{
        error::StoreError,
        file::{CaseFile, from_json},
    },
};

/// What a case file states, and what of its records that are in force could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The case.
    pub case: Case,
    /// The bytes of the `case.toml` that was taken over last; empty when there was none.
    pub case_toml: Vec<u8>,
    /// Agency and file name of every record that is in force.
    pub records: BTreeSet<(AgencyId, String)>,
    /// Those of which something was not read.
    pub unread: Vec<NotRead>,
}

/// A record of which something was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRead {
    /// Who supplied it.
    pub agency: AgencyId,
    /// Its file name.
    pub file: String,
    /// True when nothing of it was read, else a part.
    pub is_whole: bool,
}

impl CaseFile {
    /// What the case file holds that bears on what its case states.
    pub fn held(&self) -> Result<Held, StoreError> {
        self.read(held)
    }

    /// What the case states, and no more of it.
    pub fn case(&self) -> Result<Case, StoreError> {
        self.read(|db| {
            let text: String = db.query_row("SELECT case_json FROM matter", [], |row| row.get(0))?;
            from_json(&text)
        })
    }
}

/// Two agencies may have a file of one name; a part that was not read then counts for both, if each has rows that were not read.
pub(super) fn held(db: &Connection) -> rusqlite::Result<Held> {
    let (case, case_toml) = db.query_row("SELECT case_json, case_toml FROM matter", [], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?))
    })?;
    let in_part: BTreeSet<String> = db
        .prepare(
            "SELECT DISTINCT json_extract(problem_json, '$.file') FROM problem
             WHERE json_extract(problem_json, '$.lost_row') AND json_extract(problem_json, '$.row') = 0",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut out = Held {
        case: from_json(&case)?,
        case_toml,
        records: BTreeSet::new(),
        unread: Vec::new(),
    };
    let mut statement = db.prepare(
        "SELECT summary_json FROM record WHERE superseded_by IS NULL AND withdrawn_by IS NULL ORDER BY number",
    )?;
    let texts = statement.query_map([], |row| row.get::<_, String>(0))?;
    for text in texts {
        let record: Record = from_json(&text?)?;
        if record.is_unread() || record.problems > 0 && in_part.contains(&record.file) {
            out.unread.push(NotRead {
                agency: record.agency.clone(),
                file: record.file.clone(),
                is_whole: record.is_unread(),
            });
        }
        out.records.insert((record.agency, record.file));
    }
    Ok(out)
}
