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
    /// Linked entries whose accounts disagree, to be shown side by side.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
}

/// Two entries about one matter whose accounts disagree. Which one is right is for people to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The earlier in the order.
    pub first: EntryId,
    /// The later.
    pub second: EntryId,
    /// What they disagree about.
    pub about: About,
    /// Why they are set against each other, in words.
    pub why: String,
    /// What the first says of it, in its own words.
    pub said_first: String,
    /// What the second says.
    pub said_second: String,
}

impl Conflict {
    /// What differs, and what each account says of it.
    pub fn in_words(&self) -> String {
        format!(
            "the {} differs: {} says “{}”, {} says “{}”; {}",
            self.about.word(),
            self.first,
            self.said_first,
            self.second,
            self.said_second,
            self.why
        )
    }
}

/// What two accounts disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// The day on which it happened.
    Date,
    /// Who it was.
    Person,
    /// What happened.
    Content,
}

impl About {
    /// In a word, for screens and reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Person => "person",
            Self::Content => "content",
        }
    }
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
