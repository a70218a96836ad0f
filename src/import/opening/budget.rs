//! *Budget*: how much may still be unpacked of one supplied file, over all files inside it.
//!
//! A small zip can unpack to any size, and hold zips that do so again. Whatever the nesting, one supplied file is given
//! one budget, and every importer that unpacks takes from it. What is done when it is spent is left to them.

use std::cell::Cell;

/// Bytes that may be unpacked of one supplied file.
const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// Files inside one supplied file that are opened.
const MOST_FILES: usize = 5_000;

/// How much may still be unpacked.
#[derive(Debug)]
pub struct Budget {
    bytes: Cell<u64>,
    files: Cell<usize>,
    /// Files that were to be opened when there were none left to open.
    beyond: Cell<usize>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            bytes: Cell::new(MOST_BYTES),
            files: Cell::new(MOST_FILES),
            beyond: Cell::new(0),
        }
    }
}

impl Budget {
    /// Bytes that may still be unpacked.
    pub fn bytes(&self) -> u64 {
        self.bytes.get()
    }

    /// Takes bytes that were unpacked. More than there are leave none.
    pub fn spend(&self, bytes: u64) {
        self.bytes.set(self.bytes.get().saturating_sub(bytes));
    }

    /// May no file inside it be opened any more, or nothing more be unpacked?
    pub fn is_spent(&self) -> bool {
        self.files.get() == 0 || self.bytes.get() == 0
    }

    /// Takes one file; false when none may be opened any more.
    pub fn take_file(&self) -> bool {
        let left = self.files.get();
        self.files.set(left.saturating_sub(1));
        if left == 0 {
            self.beyond.set(self.beyond.get() + 1);
        }
        left > 0
    }

    /// Files that were to be opened when none might be any more.
    pub fn beyond(&self) -> usize {
        self.beyond.get()
    }

    /// The limits, in words.
    pub fn limits() -> String {
        format!(
            "{MOST_FILES} files and {} MB unpacked are read of one supplied file",
            Self::megabytes()
        )
    }

    /// Megabytes that may be unpacked of one supplied file.
    pub fn megabytes() -> u64 {
        MOST_BYTES / (1024 * 1024)
    }
}
