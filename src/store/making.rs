//! *Making* a case file: beside its place, by one process at a time, and moved there when it is whole. What a killed run left behind is
//! removed by the next.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

use crate::store::error::StoreError;

/// The place of a case file that is being made. While it is held nobody else makes this file.
pub(super) struct Place {
    path: PathBuf,
    partial: PathBuf,
    lock: PathBuf,
    // The system gives the lock back when this is closed, however the process ends.
    _held: File,
}

impl Place {
    /// Takes the place, if there is no such file yet and nobody else makes it.
    pub(super) fn take(path: &Path) -> Result<Self, StoreError> {
        let files = |cause| StoreError::Files {
            path: path.to_owned(),
            cause,
        };
        let lock = beside(path, "making");
        let held = File::create(&lock).map_err(files)?;
        match held.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::BeingMade(path.to_owned())),
            Err(TryLockError::Error(cause)) => return Err(files(cause)),
        }
        let place = Self {
            path: path.to_owned(),
            partial: beside(path, "partial"),
            lock,
            _held: held,
        };
        // It may have been made while the lock was waited for.
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        remove(&place.partial).map_err(files)?;
        Ok(place)
    }

    /// Where it is made.
    pub(super) fn partial(&self) -> &Path {
        &self.partial
    }

    /// Moves what was made to its place.
    pub(super) fn move_in(self) -> std::io::Result<()> {
        fs::rename(&self.partial, &self.path)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What is left of a file that could not be made is no case; the error says why.
        let _ = remove(&self.partial);
        let _ = fs::remove_file(&self.lock);
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    path.with_file_name(format!(".{name}.{ending}"))
}

fn remove(partial: &Path) -> std::io::Result<()> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = partial.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
