//! *Arrival*: a record and the import that brought it: when, by whom, and whether it is in force. Taking an import back is left to `app`.

use crate::model::{case::Agency, record::Record};

/// A record of a case with how it came and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The record's number in the case file.
    pub number: u64,
    /// The import that brought it last: the number of the change, as the log has it. None for records of case files that did not keep it.
    pub import: Option<Import>,
    /// What is known of the record.
    pub record: Record,
    /// Is it in force?
    pub standing: Standing,
    /// Files inside it that were taken back, by their place.
    pub left_out: Vec<String>,
    /// Places inside it at which its entries and problems stand, each once: `file 'gp.csv', sheet 'A'`.
    pub places: Vec<String>,
}

/// One import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its number: that of the change.
    pub number: u64,
    /// When, as text.
    pub at: String,
    /// Who; empty when nobody said.
    pub who: String,
    /// What the case stated of the record's agency before it; nothing when the agency was not in the case.
    pub before: Option<Agency>,
    /// The same after it.
    pub after: Option<Agency>,
    /// Number of the last settlement that there was.
    pub settled: u64,
}

/// How a record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Its entries are in the chronology.
    InForce,
    /// A later file took its place.
    Replaced {
        /// The later file's name.
        by: String,
    },
    /// It was taken back.
    TakenBack {
        /// When, as text.
        at: String,
        /// Who.
        who: String,
        /// Why.
        why: String,
    },
}
