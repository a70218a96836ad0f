//! What was *expected* to follow something that could be seen: of whom, within what time, and since when the entries that were released
//! show it. What groups chose is set beside it by `marking`.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{entry::EntryId, finding::Outcome};

/// A response that was expected, and what the records show of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expected {
    /// In words.
    pub label: String,
    /// Name of the agency whose finding expects it.
    pub of: String,
    /// Is that the agency through whose eyes the exercise is seen?
    pub is_own: bool,
    /// The first stage, from 0, by whose stop point an entry that shows it was released.
    pub on_record: Option<usize>,
    /// Was it on record by the stop point at which the point could first be seen? Then nobody had to choose it.
    pub was_on_record: bool,
    /// Within what time, each with where its length comes from; nothing where there is no limit.
    pub within: Vec<String>,
    /// Concepts that show it.
    pub concepts: BTreeSet<String>,
    /// What the records show.
    pub outcome: Outcome,
    /// Entries that show it.
    pub shown_by: Vec<EntryId>,
}

impl Expected {
    /// Of whom it was expected, and within what time. A length of time is never told without where it comes from. That it was expected of
    /// another agency, or was on record before anybody was asked, is told with it.
    pub fn asked_of(&self) -> String {
        let other = (!self.is_own).then_some("not of the agency through whose eyes you read");
        let all = std::iter::once(self.of.as_str())
            .chain(other)
            .chain(self.within.iter().map(String::as_str));
        let told = all.collect::<Vec<_>>().join(", ");
        if self.was_on_record {
            format!("{told}; already on record by this stop point")
        } else {
            told
        }
    }

    /// Could a group at the stop point of this stage be expected to choose it? Not what is another agency's to do, and not what the entries
    /// before it show.
    pub fn is_open_at(&self, stage: usize) -> bool {
        self.is_own && self.on_record.is_none_or(|s| s > stage)
    }
}
