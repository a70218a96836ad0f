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
    /// Entries that belong together in another way: answers to e-mails, and pairs that perhaps tell of one event. Nothing that is
    /// judged rests on them, but that words quoted from an earlier e-mail are no further report in a series.
    #[serde(default)]
    pub related: Vec<Related>,
}

/// Two entries that belong together and are not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// The earlier in the order.
    pub first: EntryId,
    /// The later.
    pub second: EntryId,
    /// In what way.
    pub how: Relation,
    /// Why, in words.
    pub why: String,
}

/// In what way two entries belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Two agencies perhaps tell of one event: offered, for a person to confirm or to take apart.
    PerhapsSame,
    /// One e-mail answers the other, sends it on or quotes it.
    Thread,
}

impl Relation {
    /// In words, for screens and reports.
    pub fn words(self) -> &'static str {
        match self {
            Self::PerhapsSame => "perhaps the same event",
            Self::Thread => "one exchange of e-mails",
        }
    }
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
    /// At what time of the day.
    Time,
    /// What happened.
    Content,
}

impl About {
    /// In a word, for screens and reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Person => "person",
            Self::Time => "time",
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
    /// Two accounts of one event, each in its own words, that a person linked: neither tells what the other does.
    #[serde(default)]
    pub own_words: bool,
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
