//! *Import*: records in. One file per format; a row becomes an entry or a problem, never nothing.
//!
//! Layer 3. `folder` reads a whole case folder, `read_file` a single file into a case. An importer is one file here and
//! one line in `IMPORTERS`. Keeping what was read is left to `store`.

mod case_file;
mod csv;
mod decode;
mod folder;
mod keep;
mod prose;
mod refusal;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use self::{
    folder::read_folder,
    keep::{narrative_case, read_file},
    refusal::Refusal,
};
use crate::model::{
    case::AgencyId,
    entry::{Entry, EntryId, Origin},
    problem::Problem,
};

/// No larger file is read.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// No larger cell is kept as an entry.
pub const LARGEST_CELL: usize = 1_000_000;

/// Every importer. The one that is surest of a file reads it; on a tie, the first.
pub const IMPORTERS: &[&dyn Importer] = &[&csv::Table, &prose::Narrative];

/// Reads one kind of file into entries. An importer never drops a row: what it cannot read becomes a `Problem`.
///
/// `name` is one lower-case word, shown in messages. `about` is one sentence for people who choose a format.
/// `recognises` looks at a file's name and first bytes only. `read` gives `rows == entries + problems with lost_row`, and
/// refuses with `NotThisKind` only when nothing at all of the file can be read.
pub trait Importer: Sync {
    /// One lower-case word.
    fn name(&self) -> &'static str;
    /// One sentence for people.
    fn about(&self) -> &'static str;
    /// How sure this importer is that the file is for it.
    fn recognises(&self, file: &Sniff<'_>) -> Fit;
    /// Reads the file.
    fn read(&self, file: &[u8], hints: &Hints<'_>) -> Result<Imported, NotThisKind>;
}

/// What an importer sees of a file before it is chosen.
#[derive(Debug, Clone, Copy)]
pub struct Sniff<'a> {
    /// File name inside the case folder.
    pub name: &'a str,
    /// Its first bytes.
    pub head: &'a [u8],
}

impl Sniff<'_> {
    /// Does the file's name end in one of these (lower-case, without the dot)?
    pub fn has_extension(&self, extensions: &[&str]) -> bool {
        std::path::Path::new(self.name)
            .extension()
            .and_then(|e| e.to_str())
            .is_some_and(|e| extensions.iter().any(|x| e.eq_ignore_ascii_case(x)))
    }
}

/// How sure an importer is of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Not for this importer.
    No,
    /// By its name.
    Name,
    /// By what it holds.
    Content,
}

/// What an importer is told beside the bytes.
#[derive(Debug, Clone, Copy)]
pub struct Hints<'a> {
    /// Agency that supplied the file.
    pub agency: &'a AgencyId,
    /// File name inside the case folder.
    pub file: &'a str,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: &'a str,
    /// First day under review.
    pub review_from: NaiveDate,
    /// Last day under review.
    pub review_to: NaiveDate,
}

impl Hints<'_> {
    /// Where an entry of this file stands.
    pub fn origin(&self, row: usize) -> Origin {
        Origin {
            file: self.file.to_owned(),
            sha256: self.sha256.to_owned(),
            row,
        }
    }

    /// A remark on a row that became an entry, or (row 0) on the whole file.
    pub fn remark(&self, row: usize, raw: &str, what: String, next: &str) -> Problem {
        Problem {
            file: self.file.to_owned(),
            row,
            lost_row: false,
            raw: keep::shortened(raw),
            what,
            next: next.to_owned(),
        }
    }

    /// A problem that stands for a row that became no entry.
    pub fn lost(&self, row: usize, raw: &str, what: String, next: &str) -> Problem {
        Problem {
            lost_row: true,
            ..self.remark(row, raw, what, next)
        }
    }

    /// An identifier for a row that has none: the file's name without extension, and a number.
    pub fn made_id(&self, number: usize) -> EntryId {
        let stem = std::path::Path::new(self.file)
            .file_stem()
            .map_or_else(|| "row".into(), |s| s.to_string_lossy());
        EntryId(format!("{stem}-{number:03}"))
    }
}

/// What an importer read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// How the text was encoded.
    pub encoding: &'static str,
    /// Rows read, the header not counted.
    pub rows: usize,
    /// Rows that became entries, in the order of the file.
    pub entries: Vec<ReadEntry>,
    /// Rows that became none (`lost_row`), and remarks.
    pub problems: Vec<Problem>,
}

/// An entry as read, before its id is known to be unique in the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadEntry {
    /// The entry.
    pub entry: Entry,
    /// True when its id was made by the program; it then gives way to ids that were written.
    pub made_id: bool,
    /// The row as it stands in the file.
    pub raw: String,
}

/// Nothing of the file can be read by this importer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotThisKind {
    /// What happened.
    pub what: String,
    /// What to do next.
    pub next: String,
}

/// Ids taken in the case, each with the place of its entry.
pub type Taken = BTreeMap<EntryId, Origin>;
