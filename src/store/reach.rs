//! *Reaching* a case file: to be read and written or, where it may only be read or the disk has no room, to be read alone.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::store::{
    error::{Refused, StoreError},
    migrate,
};

/// Another program that writes is waited for so long.
const PATIENCE: Duration = Duration::from_secs(4);

/// A database that holds a case of this version, and why it may not be written to, where that is so.
pub(super) fn reach(path: &Path) -> Result<(Connection, Option<Refused>), StoreError> {
    match written(path) {
        Ok(db) => Ok((db, None)),
        Err(error) => match no_place_to_write(&error) {
            Some(why) => Ok((read_alone(path, error)?, Some(why))),
            None => Err(error),
        },
    }
}

/// What every connection that may write is told first.
pub(super) fn prepare(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)
}

fn written(path: &Path) -> Result<Connection, StoreError> {
    let wrap = wrap(path);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(path, flags).map_err(&wrap)?;
    if db.is_readonly("main").map_err(&wrap)? {
        return Err(StoreError::ReadOnly(path.to_owned()));
    }
    prepare(&db).map_err(&wrap)?;
    check(path, &db)?;
    migrate::migrate(&mut db).map_err(&wrap)?;
    // The first look makes what writers and readers share beside the file: where there is no room for it, that is found out here.
    db.query_row("SELECT count(*) FROM matter", [], |_| Ok(()))
        .map_err(&wrap)?;
    Ok(db)
}

/// Opened so that nothing at all is written, not even beside the file. What other programs have not yet brought into the file itself
/// would be missing then: such a file is left alone.
fn read_alone(path: &Path, refused: StoreError) -> Result<Connection, StoreError> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        return Err(refused);
    }
    let Some(address) = address(path) else {
        return Err(refused);
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(address, flags).map_err(wrap(path))?;
    // One that this program would have to bring to its version first cannot be read as it is.
    if check(path, &db)? < migrate::newest() {
        return Err(refused);
    }
    Ok(db)
}

/// The version of the case that it holds.
fn check(path: &Path, db: &Connection) -> Result<usize, StoreError> {
    match migrate::version(db).map_err(wrap(path))? {
        0 => Err(StoreError::NotACase {
            path: path.to_owned(),
            why: "it holds no case".to_owned(),
        }),
        version if version > migrate::newest() => Err(StoreError::Newer(path.to_owned())),
        version => Ok(version),
    }
}

/// Why the place refuses to be written to; nothing where it is the file that is damaged or held by somebody.
fn no_place_to_write(error: &StoreError) -> Option<Refused> {
    match error {
        StoreError::ReadOnly(_) => Some(Refused::ReadOnly),
        StoreError::Database { cause, .. } => match cause.sqlite_error_code()? {
            ErrorCode::DiskFull | ErrorCode::SystemIoFailure => Some(Refused::NoRoom),
            ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Some(Refused::ReadOnly),
            _ => None,
        },
        _ => None,
    }
}

fn wrap(path: &Path) -> impl Fn(rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    move |cause| StoreError::Database {
        path: path.clone(),
        cause,
    }
}

/// The address of a file by which the database opens it as one that nobody changes.
fn address(path: &Path) -> Option<String> {
    let path = path.canonicalize().ok()?;
    let text = path.to_str()?.replace('\\', "/");
    let text = text.strip_prefix("//?/").unwrap_or(&text);
    let mut out = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '?' => out.push_str("%3f"),
            '#' => out.push_str("%23"),
            c => out.push(c),
        }
    }
    out.push_str("?mode=ro&immutable=1");
    Some(out)
}
