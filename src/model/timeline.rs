//! The *timeline*: all agencies' entries in one total order, with duplicates linked and silences measured.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::{case::AgencyId, entry::EntryId};

/// All agencies' entries in one order, and what joins and parts them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Timeline {
    /// Every entry once, in order.
    pub order: Vec<EntryId>,
    /// Entries that tell the same thing, linked and never deleted.
    pub duplicates: Vec<Duplicate>,
    /// Longest stretches without an entry, per agency.
    pub silences: Vec<Silence>,
}

/// Two entries that tell the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// The earlier in the order.
    pub first: EntryId,
    /// The later.
    pub second: EntryId,
    /// Why they are linked, in words.
    pub why: String,
}

/// A stretch in which an agency whose records were supplied wrote nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// The agency.
    pub agency: AgencyId,
    /// First day without an entry.
    pub from: NaiveDate,
    /// Last day without an entry.
    pub to: NaiveDate,
    /// Days without an entry, both ends counted.
    pub days: i64,
}
