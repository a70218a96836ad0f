//! The file of a *run* of an exercise: what it is of, and what happened, which is only added to. It holds no name of anybody. What its
//! events mean, and whether one may happen, is left to others.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use serde::{Serialize, de::DeserializeOwned};

use crate::store::{
    error::StoreError,
    file::{from_json, json},
    making::Place,
    migrate, reach,
};

/// What a new file of a run holds.
const FORM: &str = include_str!("migrations/run_0001.sql");
/// Its version. One that a newer program wrote is left alone.
const VERSION: i64 = 1;
/// By this a run is told from a case: the letters `FWRN`.
const OURS: i64 = 0x4657_524e;

/// What a run is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOf {
    /// The exercise, as it was when the run was started.
    pub exercise_toml: String,
    /// Is its case one of the program's own samples?
    pub samples: bool,
    /// By this groups join.
    pub code: String,
}

/// The file of a run, open.
#[derive(Debug)]
pub struct RunFile {
    db: Connection,
    path: PathBuf,
}

impl RunFile {
    /// Makes the file of a run with its first event. It is made beside its place and moved there when it is whole.
    pub fn create<E: Serialize>(path: &Path, of: &RunOf, first: &E) -> Result<Self, StoreError> {
        let place = Place::take(path)?;
        let wrap = wrap(path);
        let mut db = Connection::open(place.partial()).map_err(&wrap)?;
        reach::prepare(&db).map_err(&wrap)?;
        let fill = |db: &mut Connection| -> rusqlite::Result<()> {
            let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            change.execute_batch(FORM)?;
            change.execute(
                "INSERT INTO run (only_row, exercise_toml, samples, code) VALUES (1, ?1, ?2, ?3)",
                (&of.exercise_toml, of.samples, &of.code),
            )?;
            change.execute("INSERT INTO happened (event_json) VALUES (?1)", [json(first)?])?;
            change.pragma_update(None, "user_version", VERSION)?;
            change.pragma_update(None, "application_id", OURS)?;
            change.commit()?;
            db.pragma_update(None, "wal_checkpoint", "TRUNCATE")
        };
        fill(&mut db).map_err(&wrap)?;
        db.close().map_err(|(_, cause)| wrap(cause))?;
        place.move_in().map_err(|cause| StoreError::Files {
            path: path.to_owned(),
            cause,
        })?;
        Self::open(path)
    }

    /// Opens the file of a run.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let wrap = wrap(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(&wrap)?;
        let is_ours = db.query_row("PRAGMA application_id", [], |row| row.get::<_, i64>(0));
        if is_ours.map_err(&wrap)? != OURS {
            return Err(StoreError::NotARun(path.to_owned()));
        }
        if migrate::version(&db).map_err(&wrap)? > usize::try_from(VERSION).unwrap_or(0) {
            return Err(StoreError::Newer(path.to_owned()));
        }
        reach::prepare(&db).map_err(&wrap)?;
        Ok(Self {
            db,
            path: path.to_owned(),
        })
    }

    /// What the run is of.
    pub fn of(&self) -> Result<RunOf, StoreError> {
        let read = self
            .db
            .query_row("SELECT exercise_toml, samples, code FROM run", [], |row| {
                Ok(RunOf {
                    exercise_toml: row.get(0)?,
                    samples: row.get(1)?,
                    code: row.get(2)?,
                })
            });
        read.map_err(wrap(&self.path))
    }

    /// Everything that happened, in order.
    pub fn happened<E: DeserializeOwned>(&self) -> Result<Vec<E>, StoreError> {
        happened(&self.db).map_err(wrap(&self.path))
    }

    /// Adds what `decide` makes of everything that happened so far; nobody else adds anything in between. Nothing is added where it refuses.
    pub fn add<E, R>(&mut self, decide: impl FnOnce(&[E]) -> Result<E, R>) -> Result<Result<E, R>, StoreError>
    where
        E: Serialize + DeserializeOwned,
    {
        let in_one = || {
            let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let event = match decide(&happened(&change)?) {
                Ok(event) => event,
                Err(refusal) => return Ok(Err(refusal)),
            };
            change.execute("INSERT INTO happened (event_json) VALUES (?1)", [json(&event)?])?;
            change.commit()?;
            Ok(Ok(event))
        };
        in_one().map_err(wrap(&self.path))
    }

    /// Deletes a run whole, with what the database keeps beside it.
    pub fn delete(path: &Path) -> Result<(), StoreError> {
        // One that is no run of ours is not deleted by us.
        drop(Self::open(path)?);
        for suffix in ["", "-wal", "-shm"] {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            match fs::remove_file(PathBuf::from(name)) {
                Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::Files {
                        path: path.to_owned(),
                        cause,
                    });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn happened<E: DeserializeOwned>(db: &Connection) -> rusqlite::Result<Vec<E>> {
    let mut statement = db.prepare("SELECT event_json FROM happened ORDER BY number")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|text| from_json(&text?)).collect()
}

fn wrap(path: &Path) -> impl Fn(rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    move |cause| StoreError::Database {
        path: path.clone(),
        cause,
    }
}
