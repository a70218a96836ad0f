//! A *record*: a file that an agency supplied, kept byte for byte with its SHA-256.

use serde::{Deserialize, Serialize};

use crate::model::{
    case::{AgencyId, Case},
    columns::Mapping,
    entry::Entry,
    problem::Problem,
};

/// What is known of a supplied file, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// File name inside the case folder.
    pub file: String,
    /// Agency that supplied it.
    pub agency: AgencyId,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Rows read, the header not counted (for prose: statements).
    pub rows: usize,
    /// Rows that became entries.
    pub entries: usize,
    /// Rows that became problems: always `rows - entries`.
    pub problems: usize,
    /// How the file is written: `UTF-8`, `UTF-8 with BOM`, `Windows-1252`, `Excel workbook`, `PDF`. Empty when nothing of it could be read.
    pub encoding: String,
    /// What its columns were taken for, a table each.
    #[serde(default)]
    pub columns: Vec<Mapping>,
}

impl Record {
    /// Could nothing of the file be read?
    pub fn is_unread(&self) -> bool {
        self.encoding.is_empty()
    }

    /// Were the columns of its tables taken for the same as those of the other, and were both read or neither? How a column was
    /// told makes no difference.
    pub fn is_read_like(&self, other: &Self) -> bool {
        let told = |of: &Self| -> Vec<_> {
            let fields = |m: &Mapping| -> Vec<_> { m.columns.iter().map(|c| (c.heading.clone(), c.field)).collect() };
            of.columns
                .iter()
                .map(|m| (m.part.clone(), m.header_row, m.month_first, fields(m)))
                .collect()
        };
        self.is_unread() == other.is_unread() && told(self) == told(other)
    }
}

/// A record with what was read from it: what an importer hands on and the store keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplied {
    /// What is known of the file.
    pub record: Record,
    /// Its bytes.
    pub content: Vec<u8>,
    /// Entries read, in the order of the file.
    pub entries: Vec<Entry>,
    /// Problems met.
    pub problems: Vec<Problem>,
}

impl Supplied {
    /// Is there a part of the file that could not be read? A loss that is no single row is one: a locked file in a zip, a page
    /// without text. A picture is none, since nobody expects entries of it.
    pub fn has_unread_part(&self) -> bool {
        self.problems.iter().any(|p| p.lost_row && p.row == 0)
    }
}

/// A whole case folder, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The case as `case.toml` states it.
    pub case: Case,
    /// The bytes of `case.toml`.
    pub case_toml: Vec<u8>,
    /// Its records.
    pub supplied: Vec<Supplied>,
    /// Problems that belong to no record that could be read (a named file is not there).
    pub problems: Vec<Problem>,
}
