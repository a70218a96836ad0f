//! *Problems* on their way into the case file: those of a record, and those of the case.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction, params};

use crate::{
    model::problem::Problem,
    store::{
        file::{from_json, json},
        intake::Added,
    },
};

/// Where problems belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// To a record, by its number.
    Record(i64),
    /// To the case.
    Case,
    /// To the case folder: they hold until it is imported again.
    Folder,
}

/// Problems and remarks of a record, by number.
pub(super) fn of(db: &Connection, record: i64) -> rusqlite::Result<Vec<(i64, Problem)>> {
    let mut statement =
        db.prepare_cached("SELECT number, problem_json FROM problem WHERE record = ?1 ORDER BY number")?;
    let all = statement.query_map([record], |row| Ok((row.get(0)?, from_json(&row.get::<_, String>(1)?)?)))?;
    all.collect()
}

/// Problems that read the same count twice: each stands for a row of its own.
pub(super) fn put(change: &Transaction<'_>, of: Of, problems: &[Problem], added: &mut Added) -> rusqlite::Result<()> {
    let mut copies: BTreeMap<String, i64> = BTreeMap::new();
    let record = match of {
        Of::Record(number) => Some(number),
        Of::Case | Of::Folder => None,
    };
    for problem in problems {
        let problem = json(problem)?;
        let copy = copies.entry(problem.clone()).or_default();
        *copy += 1;
        added.problems_new += change
            .prepare_cached(
                "INSERT INTO problem (record, problem_json, copy, of_folder) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            )?
            .execute(params![record, problem, *copy, of == Of::Folder])?;
        if of == Of::Folder {
            change.execute(
                "UPDATE problem SET of_folder = 1 WHERE record IS NULL AND problem_json = ?1",
                [&problem],
            )?;
        }
    }
    Ok(())
}

/// What an earlier import of the case folder said of it and this one does not say again: taken out of the case, and given to be kept.
pub(super) fn outdated(change: &Transaction<'_>, problems: &[Problem]) -> rusqlite::Result<Vec<String>> {
    let again: Vec<String> = problems.iter().map(json).collect::<rusqlite::Result<_>>()?;
    let mut statement = change.prepare("SELECT number, problem_json FROM problem WHERE of_folder ORDER BY number")?;
    let all = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
    let mut out = Vec::new();
    for row in all {
        let (number, problem) = row?;
        if !again.contains(&problem) {
            change.execute("DELETE FROM problem WHERE number = ?1", [number])?;
            out.push(problem);
        }
    }
    Ok(out)
}

/// Keeps what was taken out, beside the change that did it.
pub(super) fn keep_outdated(change: &Transaction<'_>, number: i64, problems: &[String]) -> rusqlite::Result<()> {
    for problem in problems {
        change.execute(
            "INSERT INTO folder_problem_before (change, problem_json) VALUES (?1, ?2)",
            params![number, problem],
        )?;
    }
    Ok(())
}
