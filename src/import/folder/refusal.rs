//! Why a case folder was not read at all. Anything smaller is a problem, and the rest of the folder is read.

use std::path::PathBuf;

/// Why a case folder was not read at all.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The folder is not there, or is no folder.
    #[error("{} is no folder that can be read; name the folder that holds case.toml", .0.display())]
    NoFolder(PathBuf),
    /// There is no `case.toml`.
    #[error("{} has no case.toml; add one that states title, kind, review dates and agencies", .0.display())]
    NoCaseFile(PathBuf),
    /// `case.toml` cannot be read as a file.
    #[error("{}: {what}; {next}", .path.display())]
    CaseFileUnreadable {
        /// The file.
        path: PathBuf,
        /// What happened.
        what: String,
        /// What to do next.
        next: &'static str,
    },
    /// `case.toml` is not TOML, or has a key that is not known, or lacks one.
    #[error("case.toml line {line}: {what}; correct that line and read the folder again")]
    CaseFileWrong {
        /// Line, counted from 1.
        line: usize,
        /// What happened, with the names that are allowed.
        what: String,
    },
    /// `case.toml` contradicts itself.
    #[error("case.toml: {what}; {next}")]
    CaseContradicts {
        /// What happened.
        what: String,
        /// What to do next.
        next: &'static str,
    },
}
