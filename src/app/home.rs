//! The home folder: `cases/` holds the case files, `indexes/` the search indexes, and how large cases were read: what can be made again.

use std::path::{Path, PathBuf};

/// Extension of a case file.
pub const CASE_FILE: &str = "fwcase";

/// The home folder.
#[derive(Debug, Clone)]
pub struct Home {
    root: PathBuf,
}

impl Home {
    /// The home folder at this path; nothing is made yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where case files are kept.
    pub fn cases(&self) -> PathBuf {
        self.root.join("cases")
    }

    /// The file of one case.
    pub fn case_file(&self, slug: &str) -> PathBuf {
        self.cases().join(format!("{slug}.{CASE_FILE}"))
    }

    /// The file in which it is kept how the entries of one case were read.
    pub fn readings(&self, slug: &str) -> PathBuf {
        self.root.join("indexes").join(format!("{slug}.read"))
    }

    /// The index folder of one case.
    pub fn index(&self, slug: &str) -> PathBuf {
        self.root.join("indexes").join(slug)
    }
}
