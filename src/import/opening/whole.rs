//! *Whole*: the bytes of a file, read at once. A file that is written to meanwhile is not read: what came of it would be half of one
//! version and half of another, and its hash that of neither.

use std::{
    fs::{self, File, Metadata},
    io::{self, Read as _},
    path::Path,
};

/// Why a file was not read.
#[derive(Debug)]
pub enum NotWhole {
    /// It has more bytes than are read at once.
    TooLarge(u64),
    /// It was changed while it was read.
    Changed,
    /// It is a folder, or something else that is no file.
    NoFile,
    /// The system refused.
    Refused(io::Error),
}

/// Reads a file whole: its size is asked first, and no more than the limit is ever read.
///
/// # Errors
/// When it cannot be read whole, and why.
pub fn read_whole(path: &Path, largest: u64) -> Result<Vec<u8>, NotWhole> {
    if !fs::metadata(path).map_err(NotWhole::Refused)?.is_file() {
        return Err(NotWhole::NoFile);
    }
    let file = File::open(path).map_err(NotWhole::Refused)?;
    let before = file.metadata().map_err(NotWhole::Refused)?;
    if before.len() > largest {
        return Err(NotWhole::TooLarge(before.len()));
    }
    let mut content = Vec::new();
    (&file)
        .take(largest + 1)
        .read_to_end(&mut content)
        .map_err(NotWhole::Refused)?;
    let after = file.metadata().map_err(NotWhole::Refused)?;
    if is_changed(&before, &after) || content.len() as u64 != before.len() {
        return Err(NotWhole::Changed);
    }
    Ok(content)
}

fn is_changed(before: &Metadata, after: &Metadata) -> bool {
    // Not every system keeps when a file was changed; the size is left then.
    let when = |of: &Metadata| of.modified().ok();
    before.len() != after.len() || when(before) != when(after)
}
