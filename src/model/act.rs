//! An *act*: what a reviewer said of the reading of an entry: added a mention, struck one out, corrected one, or took an act back.
//!
//! Acts are only added. The program's own mentions are kept beside them, so that anybody can see both.

use serde::{Deserialize, Serialize};

use crate::model::{
    entry::EntryId,
    mention::{Assertion, Who},
    quote::{Part, Quote},
};

/// Why a reviewer disagrees with the program's reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The words do not say this at all.
    NotThis,
    /// Somebody else is meant.
    NotThisPerson,
    /// It was only planned.
    PlannedOnly,
    /// It did not happen, or was said not to have happened.
    NotSo,
    /// It is of the past.
    Past,
    /// It is quoted from a form, a programme or somebody's homework.
    Quoted,
    /// The same thing is told elsewhere.
    Duplicate,
    /// The program did not see it.
    NotSeen,
    /// Something else; the words say what.
    Other,
}

impl Reason {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::NotThis,
        Self::NotThisPerson,
        Self::PlannedOnly,
        Self::NotSo,
        Self::Past,
        Self::Quoted,
        Self::Duplicate,
        Self::NotSeen,
        Self::Other,
    ];

    /// The code used in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotThis => "not-this",
            Self::NotThisPerson => "not-this-person",
            Self::PlannedOnly => "planned-only",
            Self::NotSo => "not-so",
            Self::Past => "past",
            Self::Quoted => "quoted",
            Self::Duplicate => "duplicate",
            Self::NotSeen => "not-seen",
            Self::Other => "other",
        }
    }

    /// In words, after "because", for screens.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotThis => "the words do not say this at all",
            Self::NotThisPerson => "somebody else is meant",
            Self::PlannedOnly => "it was only planned",
            Self::NotSo => "it did not happen, or was said not to have happened",
            Self::Past => "it is of the past",
            Self::Quoted => "it is quoted from a form, a programme or homework",
            Self::Duplicate => "the same thing is told elsewhere",
            Self::NotSeen => "the program did not see it",
            Self::Other => "of something else, which the words say",
        }
    }

    /// The reason with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|r| r.code() == code)
    }
}

/// A mention as a reviewer gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Concept id.
    pub concept: String,
    /// The words of the entry that say it.
    pub quote: Quote,
    /// What is said of it.
    pub assertion: Assertion,
    /// Who does it.
    pub actor: Who,
    /// To whom.
    pub target: Who,
    /// Kind of agency that it is directed to.
    #[serde(default)]
    pub toward: Option<String>,
}

/// Which mentions of an entry are meant: those of a concept, or only the one at this place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pointed {
    /// Concept id.
    pub concept: String,
    /// Part of the entry and first byte; all mentions of the concept when left out.
    #[serde(default)]
    pub at: Option<(Part, usize)>,
}

/// What a reviewer did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// Added a mention.
    Add(Given),
    /// Struck mentions out.
    Strike(Pointed),
    /// Struck mentions out and put another in their place.
    Correct(Pointed, Given),
    /// Took an earlier act back, by its number.
    Undo(u64),
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Number in the case, from 1; 0 before it is kept.
    #[serde(default)]
    pub number: u64,
    /// When, as text.
    pub at: String,
    /// Who, as the reviewer calls himself or herself.
    pub who: String,
    /// The entry.
    pub entry: EntryId,
    /// What.
    pub deed: Deed,
    /// Why.
    pub reason: Reason,
    /// Why, in words.
    #[serde(default)]
    pub because: String,
}

impl Act {
    /// Do both touch the same mention, so that who does the later one must know of the earlier?
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        if self.entry != other.entry {
            return false;
        }
        // Which mention an undoing touches is known only by the act that it takes back: anything done to the entry counts.
        if matches!((&self.deed, &other.deed), (Deed::Undo(_), _) | (_, Deed::Undo(_))) {
            return true;
        }
        let (mine, others) = (self.deed.touches(), other.deed.touches());
        let meet = |(concept, place): &(&str, Option<(Part, usize)>)| {
            others
                .iter()
                .any(|(other, there)| concept == other && (place.is_none() || there.is_none() || place == there))
        };
        mine.iter().any(meet)
    }
}

impl Deed {
    /// The mentions that it touches: concept and place, or any place.
    fn touches(&self) -> Vec<(&str, Option<(Part, usize)>)> {
        let of = |given: &'_ Given| Some((given.quote.part, given.quote.start));
        match self {
            Self::Add(given) => vec![(given.concept.as_str(), of(given))],
            Self::Strike(pointed) => vec![(pointed.concept.as_str(), pointed.at)],
            Self::Correct(pointed, given) => vec![
                (pointed.concept.as_str(), pointed.at),
                (given.concept.as_str(), of(given)),
            ],
            Self::Undo(_) => Vec::new(),
        }
    }
}
