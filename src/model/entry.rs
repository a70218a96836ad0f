//! An *entry*: one dated thing that one agency wrote. It is never altered, and can be traced to record and row.

use serde::{Deserialize, Serialize};

use crate::model::{case::AgencyId, when::When};

/// The `Ref` of an entry, unique in the case, for example `PRB-014`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub String);

impl std::fmt::Display for EntryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One dated thing that one agency wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Unique in the case.
    pub id: EntryId,
    /// Who kept the record.
    pub agency: AgencyId,
    /// When it happened, as far as the record says.
    pub when: When,
    /// The system or document it was copied from (`Source`), as written.
    pub source: String,
    /// Who wrote it (`Author`), as written.
    pub author: String,
    /// The coded kind of contact (`Type`), as written: `Office visit - attended`.
    pub entry_type: String,
    /// What was written (`Event`), byte for byte after decoding to UTF-8.
    pub text: String,
    /// Its place among the entries of its record on the same day, when the record numbers them (Chronolator's `Sequence`).
    #[serde(default)]
    pub sequence: Option<i64>,
    /// When it was typed into the record, where the record says so. Never used as the day on which it happened.
    #[serde(default)]
    pub recorded: Option<When>,
    /// Further columns of the row, each with its heading, as written. They are kept and shown, and not read for mentions.
    #[serde(default)]
    pub further: Vec<Further>,
    /// True when the program made the id, because the record gives none that can be used. Such an id follows the row's place and tells nothing of the row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub made_id: bool,
    /// Where it stands in the record.
    pub origin: Origin,
}

/// A further column of a row: what its heading is, and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Further {
    /// The heading, as written.
    pub name: String,
    /// The cell, as written.
    pub value: String,
}

/// Where an entry stands in the record it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// File name inside the case folder.
    pub file: String,
    /// SHA-256 of the file's bytes, lower-case hex.
    pub sha256: String,
    /// Where in the file, in words: `sheet 'Contacts'`, `page 3`, `attachment 'minutes.docx', table 1`. Empty when the file has one part.
    #[serde(default)]
    pub part: String,
    /// Row of a table, counted from 1 with the header as row 1, or first line of a text, counted from 1.
    pub row: usize,
}
