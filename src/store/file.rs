//! The case file: made, opened, added to, loaded.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    model::{
        act::Act,
        case::Case,
        entry::Entry,
        problem::Problem,
        record::{Bundle, Record},
        settled::Settled,
    },
    store::{
        acts, arrivals, dated,
        error::{Refused, StoreError},
        held::{self, Held},
        intake::{Added, Intake},
        making::Place,
        migrate, problems, put, reach, rows, settled,
    },
};

/// A case file, open.
#[derive(Debug)]
pub struct CaseFile {
    db: Connection,
    path: PathBuf,
    /// Why it may only be looked at, where that is so.
    refused: Option<Refused>,
}

/// Everything in a case file but the bytes of its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The case.
    pub case: Case,
    /// Its records, in the order in which they were added; those that a corrected file replaced are left out.
    pub records: Vec<Record>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Its entries, in the order in which they were added.
    pub entries: Vec<Entry>,
    /// What reviewers said of readings, in order.
    pub acts: Vec<Act>,
    /// What people settled, in order.
    pub settled: Vec<Settled>,
    /// Number of the last change.
    pub sequence: u64,
}

/// What a file became in the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Became {
    /// What is known of it.
    pub record: Record,
    /// Its entries that are in force.
    pub entries: Vec<Entry>,
    /// Its problems and remarks.
    pub problems: Vec<Problem>,
}

/// What becomes of a change once it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// It is kept.
    Kept,
    /// It was only to be looked at.
    Undone,
}

const HEADER: &[u8] = b"SQLite format 3\0";

impl CaseFile {
    /// Makes a case file that holds this bundle. It is made beside its place and moved there when it is whole. `at` is the time of the change, as text.
    pub fn create(path: &Path, bundle: &Bundle, at: &str) -> Result<Self, StoreError> {
        let intake = Intake {
            at,
            ..Intake::default()
        };
        Self::create_as(path, bundle, &intake)
    }

    /// The same, and it is kept who made it.
    pub fn create_as(path: &Path, bundle: &Bundle, intake: &Intake<'_>) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        let files = |cause| StoreError::Files {
            path: path.to_owned(),
            cause,
        };
        let place = Place::take(path)?;
        Self::fill(place.partial(), bundle, intake)?;
        place.move_in().map_err(files)?;
        Self::open(path)
    }

    fn fill(partial: &Path, bundle: &Bundle, intake: &Intake<'_>) -> Result<(), StoreError> {
        let wrap = |cause| StoreError::Database {
            path: partial.to_owned(),
            cause,
        };
        let mut db = Connection::open(partial).map_err(wrap)?;
        reach::prepare(&db).map_err(wrap)?;
        migrate::migrate(&mut db).map_err(wrap)?;
        let change = db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(wrap)?;
        put::case(&change, &bundle.case, &bundle.case_toml).map_err(wrap)?;
        let (added, came) = put::all(&change, bundle, intake).map_err(wrap)?;
        if !added.is_anything() {
            put::started(&change, intake).map_err(wrap)?;
        }
        arrivals::keep(&change, &came, (None, &bundle.case)).map_err(wrap)?;
        change.commit().map_err(wrap)?;
        db.pragma_update(None, "wal_checkpoint", "TRUNCATE").map_err(wrap)?;
        db.close().map_err(|(_, cause)| wrap(cause))
    }

    /// Opens a case file, bringing an older one to this version. One that cannot be written to is opened to be looked at.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let not_a_case = |why: &str| StoreError::NotACase {
            path: path.to_owned(),
            why: why.to_owned(),
        };
        let mut header = [0_u8; 16];
        let read = fs::File::open(path).and_then(|mut f| f.read_exact(&mut header));
        match read {
            Err(cause) if cause.kind() == std::io::ErrorKind::UnexpectedEof => {
                return Err(not_a_case("it is too short"));
            }
            Err(cause) => {
                return Err(StoreError::Files {
                    path: path.to_owned(),
                    cause,
                });
            }
            Ok(()) if header != HEADER => return Err(not_a_case("it is no database")),
            Ok(()) => {}
        }
        let (db, refused) = reach::reach(path)?;
        Ok(Self {
            db,
            path: path.to_owned(),
            refused,
        })
    }

    /// May it be written to? Otherwise it can be looked at, and whatever would change it is refused.
    pub fn may_write(&self) -> bool {
        self.refused.is_none()
    }

    /// Adds records, all or nothing. A record that is there byte for byte adds nothing; one of the same name and agency with other
    /// bytes replaces the one before it, if it holds its rows again; a ref that another record has becomes a problem.
    pub fn add(&mut self, bundle: &Bundle, at: &str) -> Result<Added, StoreError> {
        let intake = Intake {
            at,
            ..Intake::default()
        };
        self.add_as(bundle, &intake)
    }

    /// The same, and it is kept who did it; a record may replace one of another name. The case is from now on what the bundle states.
    pub fn add_as(&mut self, bundle: &Bundle, intake: &Intake<'_>) -> Result<Added, StoreError> {
        self.add_with(bundle, intake, &|_| bundle.case.clone())
    }

    /// The same, and `settle` says what the case states from now on, by what the case file holds once the records are in it.
    /// Nobody else can write in between, so that two imports at once lose nothing of each other. A bundle without a
    /// `case.toml` leaves the one that is held.
    pub fn add_with(
        &mut self,
        bundle: &Bundle,
        intake: &Intake<'_>,
        settle: &dyn Fn(&Held) -> Case,
    ) -> Result<Added, StoreError> {
        self.change(Then::Kept, |change| add(change, bundle, intake, settle))
    }

    /// What adding them would do: it is done, looked at, and undone, so that a preview and the import itself go one way. Beside what was
    /// done stands what each record became: entries under the ids that they get, and problems.
    pub fn rehearse(
        &mut self,
        bundle: &Bundle,
        intake: &Intake<'_>,
        settle: &dyn Fn(&Held) -> Case,
    ) -> Result<(Added, Vec<Became>), StoreError> {
        self.change(Then::Undone, |change| {
            let added = add(change, bundle, intake, settle)?;
            let became = bundle.supplied.iter().map(|s| became(change, &s.record));
            Ok((added, became.collect::<rusqlite::Result<_>>()?))
        })
    }

    /// Everything but the bytes of the records.
    pub fn load(&self) -> Result<Stored, StoreError> {
        self.read(|db| {
            let case = db.query_row("SELECT case_json FROM matter", [], |row| row.get::<_, String>(0))?;
            let records = texts(
                db,
                "SELECT summary_json FROM record WHERE superseded_by IS NULL AND withdrawn_by IS NULL ORDER BY number",
            )?;
            let problems = texts(db, "SELECT problem_json FROM problem ORDER BY number")?;
            Ok(Stored {
                case: from_json(&case)?,
                records: all_from_json(&records)?,
                problems: all_from_json(&problems)?,
                entries: rows::entries(db)?,
                acts: acts::acts(db)?,
                settled: settled::settled(db)?,
                sequence: sequence(db)?,
            })
        })
    }

    /// The case, and how many entries and problems it has; nothing else is read.
    pub fn counted(&self) -> Result<(Case, usize, usize), StoreError> {
        self.read(|db| {
            let case = db.query_row("SELECT case_json FROM matter", [], |row| row.get::<_, String>(0))?;
            let count = |sql| db.query_row(sql, [], |row| row.get::<_, u32>(0)).map(|n| n as usize);
            let (case, entries) = (from_json(&case)?, count("SELECT count(*) FROM entry")?);
            Ok(match dated::counted(db)? {
                Some(dated) => (case, entries + dated.laid, dated.problems),
                None => (case, entries, count("SELECT count(*) FROM problem")?),
            })
        })
    }

    /// Number of the last change.
    pub fn sequence(&self) -> Result<u64, StoreError> {
        self.read(sequence)
    }

    /// The bytes of the record with this SHA-256; nothing when there is none.
    pub fn content(&self, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|db| {
            db.query_row("SELECT content FROM record WHERE sha256 = ?1", [sha256], |row| {
                row.get(0)
            })
            .optional()
        })
    }

    /// The bytes of a case file that holds the same and nothing else: no page that was freed, and nothing beside the file.
    pub fn copied(&self) -> Result<Vec<u8>, StoreError> {
        let name = format!("forewarned-{}.partial", uuid::Uuid::new_v4().simple());
        let place = std::env::temp_dir().join(name);
        let copied = self.read(|db| db.execute("VACUUM INTO ?1", [place.to_string_lossy()]));
        let bytes = copied.and_then(|_| {
            fs::read(&place).map_err(|cause| StoreError::Files {
                path: place.clone(),
                cause,
            })
        });
        let _ = fs::remove_file(&place);
        bytes
    }

    /// Changes the case file, all or nothing, while nobody else can write to it.
    pub(super) fn change<T>(
        &mut self,
        then: Then,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        if let Some(refused) = self.refused {
            return Err(refused.at(&self.path));
        }
        let in_one = || {
            let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&change)?;
            match then {
                Then::Kept => change.commit()?,
                Then::Undone => change.rollback()?,
            }
            Ok(done)
        };
        in_one().map_err(|cause| StoreError::Database {
            path: self.path.clone(),
            cause,
        })
    }

    pub(super) fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        work(&self.db).map_err(|cause| StoreError::Database {
            path: self.path.clone(),
            cause,
        })
    }
}

fn add(
    change: &Transaction<'_>,
    bundle: &Bundle,
    intake: &Intake<'_>,
    settle: &dyn Fn(&Held) -> Case,
) -> rusqlite::Result<Added> {
    let (added, brought) = put::all(change, bundle, intake)?;
    let held = held::held(change)?;
    let case = settle(&held);
    put::changed_case(change, &held, (&case, &bundle.case_toml), (intake, &added))?;
    arrivals::keep(change, &brought, (Some(&held.case), &case))?;
    Ok(added)
}

/// What stands in the case of a file as it was supplied.
fn became(db: &Connection, record: &Record) -> rusqlite::Result<Became> {
    let (number, summary) = db.query_row(
        "SELECT number, summary_json FROM record WHERE sha256 = ?1 AND file = ?2 AND agency = ?3",
        [&record.sha256, &record.file, &record.agency.0],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)),
    )?;
    Ok(Became {
        record: from_json(&summary)?,
        entries: rows::entries_of(db, number)?,
        problems: problems::of(db, number)?.into_iter().map(|(_, p)| p).collect(),
    })
}

fn sequence(db: &Connection) -> rusqlite::Result<u64> {
    db.query_row("SELECT coalesce(max(sequence), 0) FROM change", [], |row| {
        row.get::<_, i64>(0)
    })
    .map(|n| u64::try_from(n).unwrap_or(0))
}

fn texts(db: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    db.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

pub(super) fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}

pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|e| {
        // What is wrong is told by its place alone: the words of the error may quote what an agency wrote.
        let place = format!(
            "what is kept there cannot be read, at its line {}, column {}",
            e.line(),
            e.column()
        );
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, place.into())
    })
}

fn all_from_json<T: DeserializeOwned>(texts: &[String]) -> rusqlite::Result<Vec<T>> {
    texts.iter().map(|t| from_json(t)).collect()
}
