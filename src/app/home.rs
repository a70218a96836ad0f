//! The home folder: `cases/` holds the case files, `indexes/` the search indexes, and how large cases were read: what can be made again;
//! `exercises/` the exercises, `training/` their runs.

use std::path::{Path, PathBuf};

/// Extension of a case file.
pub const CASE_FILE: &str = "fwcase";

/// Extension of the file of a run of an exercise.
pub const RUN_FILE: &str = "fwrun";

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

    /// Where exercises are kept.
    pub fn exercises(&self) -> PathBuf {
        self.root.join("exercises")
    }

    /// The file of one exercise.
    pub fn exercise(&self, id: &str) -> PathBuf {
        self.exercises().join(format!("{id}.toml"))
    }

    /// Where runs of exercises are kept.
    pub fn training(&self) -> PathBuf {
        self.root.join("training")
    }

    /// The file of one run.
    pub fn run(&self, id: &str) -> PathBuf {
        self.training().join(format!("{id}.{RUN_FILE}"))
    }

    /// The home of the program's own samples: they never stand among real cases.
    #[must_use]
    pub fn samples(&self) -> Self {
        Self::new(self.root.join("demo"))
    }
}
