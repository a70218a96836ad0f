//! A *quote*: entry, byte range, and the very same bytes. Every derived fact is one.

use serde::{Deserialize, Serialize};

use crate::model::entry::{Entry, EntryId};

/// Which part of an entry a quote is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// `Event`: the text.
    Text,
    /// `Type`: the coded field.
    Type,
    /// `Source`: the system or document.
    Source,
    /// `Author`: who wrote it.
    Author,
}

/// Bytes of an entry, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// The entry quoted.
    pub entry: EntryId,
    /// Which part of it.
    pub part: Part,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The bytes.
    pub text: String,
}

impl Quote {
    /// Quotes `start..end` of a part of an entry; nothing if the range does not fall on characters.
    pub fn of(entry: &Entry, part: Part, start: usize, end: usize) -> Option<Self> {
        let text = part.of(entry).get(start..end)?.to_owned();
        Some(Self {
            entry: entry.id.clone(),
            part,
            start,
            end,
            text,
        })
    }

    /// Do two quotes of one part of one entry share words?
    pub fn overlaps(&self, other: &Self) -> bool {
        self.entry == other.entry && self.part == other.part && self.start < other.end && other.start < self.end
    }

    /// Does the entry still say exactly this, exactly here?
    pub fn holds_in(&self, entry: &Entry) -> bool {
        entry.id == self.entry && self.part.of(entry).get(self.start..self.end) == Some(self.text.as_str())
    }
}

impl Part {
    /// That part of an entry.
    pub fn of(self, entry: &Entry) -> &str {
        match self {
            Self::Text => &entry.text,
            Self::Type => &entry.entry_type,
            Self::Source => &entry.source,
            Self::Author => &entry.author,
        }
    }
}
