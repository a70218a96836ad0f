//! What people put *beside* the records: notes, stars, tags, key decision points, lines of enquiry and their evidence, terms of
//! reference. None of it changes what an agency wrote, what was read in it, or how it was judged.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::{case::AgencyId, entry::EntryId};

/// What something is put beside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// The case as a whole.
    Case,
    /// An entry.
    Entry(EntryId),
    /// A finding, by its id.
    Finding(String),
    /// A warning, by the entries that trigger it: its number changes when records or readings do.
    Warning(Vec<EntryId>),
    /// What a search was asked: the part of its address behind the `?`.
    Search(String),
}

/// One thing that somebody put beside the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beside {
    /// Words about something.
    Note {
        /// What it is about.
        about: About,
        /// The words.
        text: String,
    },
    /// A mark of one person's own, to find an entry again.
    Star {
        /// The entry.
        entry: EntryId,
        /// Is it there from now on?
        on: bool,
    },
    /// A word by which entries are put together.
    Tag {
        /// The entry.
        entry: EntryId,
        /// The word.
        tag: String,
        /// Is it there from now on?
        on: bool,
    },
    /// An entry at which something was decided that the review looks at: a key decision point.
    KeyPoint {
        /// The entry.
        entry: EntryId,
        /// What was decided there, as the panel sees it.
        text: String,
        /// Is it one from now on?
        on: bool,
    },
    /// A line of enquiry of this review.
    Line {
        /// Short name, in letters, digits and hyphens.
        id: String,
        /// What it is called.
        title: String,
        /// What it asks.
        question: String,
        /// Is it followed from now on?
        on: bool,
    },
    /// Something attached to a line of enquiry.
    Evidence {
        /// The line's short name.
        line: String,
        /// What is attached.
        about: About,
        /// What it shows, as the panel sees it.
        text: String,
        /// Is it attached from now on?
        on: bool,
    },
    /// A search that is kept under a name.
    Search {
        /// The name.
        name: String,
        /// What was asked: the part of its address behind the `?`.
        asked: String,
        /// Is it kept from now on?
        on: bool,
    },
    /// Why what was done might have made sense at the time: workload, guidance, what others had said.
    Sense {
        /// The finding.
        finding: String,
        /// The words.
        text: String,
    },
    /// What is asked of an agency before a finding can be decided, in the words in which it is sent; or that nothing is.
    Letter {
        /// The finding.
        finding: String,
        /// The agency that is asked; none where it stays with the panel.
        agency: Option<AgencyId>,
        /// The words that stand in the letter, after “please”.
        text: String,
    },
    /// Who signs this did not decide together with the writer of a decision that names them.
    Apart {
        /// The finding.
        finding: String,
        /// Number of the decision.
        decision: u64,
    },
    /// A judgement recorded before its writer saw what came after a day.
    Judgement {
        /// What it is about.
        about: About,
        /// The last day that its writer had seen; nothing when only the final event was masked.
        until: Option<NaiveDate>,
        /// The words.
        text: String,
    },
    /// The terms of reference of the review.
    Terms {
        /// The words.
        text: String,
    },
    /// Its writer works on the case without seeing the final event and what came after.
    Blind {
        /// Is it so from now on?
        on: bool,
        /// Where it ends without a judgement: why.
        text: String,
    },
    /// A problem or remark of the material was looked at.
    LookedAt {
        /// By which it is known again ([`crate::model::problem::Problem::key`]).
        problem: String,
        /// Where it stands and what it says, for those who read this when it is gone.
        what: String,
        /// Why nothing more is to be done about it.
        text: String,
        /// Is it so from now on?
        on: bool,
    },
}

impl Beside {
    /// The words that people write together, of which only the last version holds; nothing where words stand beside each other or there
    /// are none.
    pub fn shared_words(&self) -> Option<&str> {
        match self {
            Self::Terms { text }
            | Self::Sense { text, .. }
            | Self::KeyPoint { text, on: true, .. }
            | Self::Line {
                question: text,
                on: true,
                ..
            }
            | Self::Evidence { text, on: true, .. }
            | Self::LookedAt { text, on: true, .. } => Some(text),
            _ => None,
        }
    }

    /// Are both about the same thing, so that the later one holds? Notes stand beside each other; a star is one person's own, and so
    /// is a letter, which goes with its writer's decision.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::KeyPoint { entry: one, .. }, Self::KeyPoint { entry: other, .. }) => one == other,
            (Self::Evidence { line, about, .. }, Self::Evidence { line: l, about: a, .. }) => line == l && about == a,
            (Self::Line { id: one, .. }, Self::Line { id: other, .. })
            | (Self::Search { name: one, .. }, Self::Search { name: other, .. })
            | (Self::Sense { finding: one, .. }, Self::Sense { finding: other, .. })
            | (Self::LookedAt { problem: one, .. }, Self::LookedAt { problem: other, .. }) => one == other,
            (Self::Terms { .. }, Self::Terms { .. }) => true,
            _ => false,
        }
    }
}
