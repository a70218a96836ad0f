//! Why a case file cannot be used: what happened, and what to do next.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why a case file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is one already.
    #[error("{path}: this case is there already; import adds to it, or choose another name", path = .0.display())]
    Exists(PathBuf),
    /// Somebody else makes it at this moment.
    #[error("{path}: another import is making this case at this moment; nothing was changed; wait until it is done, and import again", path = .0.display())]
    BeingMade(PathBuf),
    /// It may be read and not written.
    #[error("{path}: may only be read, so nothing can be kept in it; nothing was changed; allow writing to the file and its folder, make room on the disk if it is full, or work on a copy", path = .0.display())]
    ReadOnly(PathBuf),
    /// There is no room on the disk.
    #[error("{path}: nothing can be kept in it now: the disk is full, or takes no bytes; nothing was changed; make room on the disk, and do it again", path = .0.display())]
    NoRoom(PathBuf),
    /// Not a case file.
    #[error("{path}: is no case file of this program ({why}); choose another file, or restore it from a copy", path = .path.display())]
    NotACase {
        /// Which.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// Not the file of a run.
    #[error("{path}: is no run of an exercise; choose another file, or restore it from a copy", path = .0.display())]
    NotARun(PathBuf),
    /// Made by a newer program.
    #[error("{path}: was written by a newer version of this program; open it with that version", path = .0.display())]
    Newer(PathBuf),
    /// The database refused.
    #[error("{path}: {cause}; nothing was changed; {next}", path = .path.display(), next = next_of(.cause))]
    Database {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: rusqlite::Error,
    },
    /// The file system refused.
    #[error("{path}: {cause}; nothing was changed; check that there is room on the disk and that you may write there", path = .path.display())]
    Files {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
}

/// Why a case file can be looked at only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It may only be read.
    ReadOnly,
    /// The disk takes no bytes.
    NoRoom,
}

impl Refused {
    /// Told of the file at this path.
    pub(super) fn at(self, path: &Path) -> StoreError {
        match self {
            Self::ReadOnly => StoreError::ReadOnly(path.to_owned()),
            Self::NoRoom => StoreError::NoRoom(path.to_owned()),
        }
    }
}

/// What to do about an error of the database.
fn next_of(cause: &rusqlite::Error) -> &'static str {
    match cause.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "the disk is full: make room on it, and do it again",
        Some(ErrorCode::SystemIoFailure) => {
            "the disk took or gave no bytes: make room on it, check that it is still there, and do it again"
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program is writing to the case: wait until it is done, and do it again"
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => "the file is damaged: restore it from a copy",
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            "check that you may read and write the file and its folder"
        }
        _ => "do it again; if it comes again, restore the case from a copy",
    }
}
