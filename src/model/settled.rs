//! What people *settled* about a case: decisions on findings, people and names, days supplied, links, measures.
//!
//! A settlement is added, never changed; the last one about a thing holds, and `Undo` takes one back. Readings of entries
//! are settled by acts (`model::act`).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::model::{
    bare_fact::BareFact,
    beside::Beside,
    case::{AgencyId, Condition, Fact, Hole, Person, PersonId},
    disguise::{Clearing, Disguise},
    entry::{Entry, EntryId},
    hash::hex,
    row_date::RowDate,
};

/// What a reviewer says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It stands.
    Accept,
    /// It stands in other words, which are given.
    Amend,
    /// It does not stand, for the reason given.
    Reject,
    /// It cannot be decided before more is known; what is needed is given.
    NeedMore,
}

impl Verdict {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Accept, Self::Amend, Self::Reject, Self::NeedMore];

    /// The code used in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Amend => "amend",
            Self::Reject => "reject",
            Self::NeedMore => "need-more",
        }
    }

    /// In words, for screens and reports.
    pub fn words(self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Amend => "accepted with other words",
            Self::Reject => "not accepted",
            Self::NeedMore => "more is needed",
        }
    }
}

/// In what a finding of the program is wrong, as a reviewer says who does not accept it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wrong {
    /// The words do not say what was read in them.
    Misread,
    /// Somebody else is meant.
    OtherPerson,
    /// It is of another time than it was taken for.
    OtherTime,
    /// What was expected is on record; the program did not see it.
    OnRecord,
    /// Nothing was to be expected here.
    NotExpected,
    /// The rule was not in force, or not for this agency.
    NotInForce,
    /// The same is told by another finding.
    Twice,
    /// Something else; the reason says what.
    Other,
}

impl Wrong {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Misread,
        Self::OtherPerson,
        Self::OtherTime,
        Self::OnRecord,
        Self::NotExpected,
        Self::NotInForce,
        Self::Twice,
        Self::Other,
    ];

    /// The code used in files and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Misread => "misread",
            Self::OtherPerson => "other-person",
            Self::OtherTime => "other-time",
            Self::OnRecord => "on-record",
            Self::NotExpected => "not-expected",
            Self::NotInForce => "not-in-force",
            Self::Twice => "twice",
            Self::Other => "other",
        }
    }

    /// In words, after "because".
    pub fn words(self) -> &'static str {
        match self {
            Self::Misread => "the words do not say what was read in them",
            Self::OtherPerson => "somebody else is meant",
            Self::OtherTime => "it is of another time",
            Self::OnRecord => "what was expected is on record",
            Self::NotExpected => "nothing was to be expected here",
            Self::NotInForce => "the rule was not in force, or not for this agency",
            Self::Twice => "another finding tells the same",
            Self::Other => "of something else, which the reason says",
        }
    }
}

/// One thing that was settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Settlement {
    /// A decision on a finding.
    Decision {
        /// The finding's id: pattern and trigger entries, so that it survives a new run.
        finding: String,
        /// Version of the pattern that was decided on; a newer one opens the decision again.
        version: u32,
        /// What was decided.
        verdict: Verdict,
        /// In what the program's finding is wrong, where it was not accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wrong: Option<Wrong>,
        /// Who else decided it, where several decided together; empty for one person's own decision.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        together: Vec<String>,
    },
    /// Somebody is on the roster, or is there with other names and roles than before.
    Person(Person),
    /// A name that stands in the records is one of somebody on the roster.
    Name {
        /// The name as written.
        name: String,
        /// Whose it is.
        person: PersonId,
    },
    /// A name that was taken for somebody's is nobody's who matters here.
    NoPerson {
        /// The name as written.
        name: String,
    },
    /// The days for which an agency's records were supplied, confirmed by a person.
    Coverage {
        /// The agency.
        agency: AgencyId,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// Spans missing in between.
        holes: Vec<Hole>,
    },
    /// What was said when the case was started, as it is said since.
    BareFact(BareFact),
    /// A condition of a licence, order or bail, beside those that the case file states.
    Condition(Condition),
    /// A dated fact about how the case was managed, beside those that the case file states.
    Fact(Fact),
    /// Two entries that were linked do not tell the same thing.
    NotTheSame {
        /// One.
        first: EntryId,
        /// The other.
        second: EntryId,
    },
    /// Two entries tell of one event, in words of their own.
    TheSame {
        /// One.
        first: EntryId,
        /// The other.
        second: EntryId,
    },
    /// Two accounts that differ were looked at; the reason says which is relied on, if either.
    Conflict {
        /// One.
        first: EntryId,
        /// The other.
        second: EntryId,
        /// By which their words are known again ([`words_of`]); empty where that was not kept.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        words: String,
    },
    /// A measure of the thematic table, as a reviewer sees it for this case.
    Measure {
        /// Code of the measure, as in `rules/measures.toml`.
        measure: String,
        /// `met`, `not-evidenced`, `not-applicable` or `not-determinable`.
        result: String,
    },
    /// For this case, a pattern waits another number of days than its file says. The reason says why.
    Window {
        /// Id of the pattern.
        pattern: String,
        /// Calendar days; nothing for what the pattern's file says.
        days: Option<u32>,
    },
    /// A pattern of this case's own, kept apart from those of the rules.
    LocalPattern {
        /// Its id.
        id: String,
        /// Its file, as in `rules/patterns/`.
        toml: String,
        /// Is it judged from now on?
        on: bool,
    },
    /// What a word of the records is that nothing tells, so that the case can be anonymised. Small letters, no accents.
    Cleared {
        /// The word.
        word: String,
        /// What it is.
        what: Clearing,
    },
    /// How somebody on the roster is called in anonymised cases from now on.
    CalledAs {
        /// Who.
        person: PersonId,
        /// The false name; empty for one that is drawn.
        name: String,
    },
    /// An anonymised case was made of this one.
    Disguised(Box<Disguise>),
    /// The day of a row that became no entry, as a reviewer gives it: an entry is made of the row.
    RowDate(Box<RowDate>),
    /// Something beside the records.
    Beside(Beside),
    /// Takes an earlier settlement back, by its number.
    Undo(u64),
}

impl Settlement {
    /// Are both about the same thing, so that the later one holds?
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Decision { finding: one, .. }, Self::Decision { finding: other, .. })
            | (Self::Cleared { word: one, .. }, Self::Cleared { word: other, .. })
            | (Self::Measure { measure: one, .. }, Self::Measure { measure: other, .. })
            | (Self::Window { pattern: one, .. }, Self::Window { pattern: other, .. })
            | (Self::LocalPattern { id: one, .. }, Self::LocalPattern { id: other, .. }) => one == other,
            (Self::Person(one), Self::Person(other)) => one.id == other.id,
            (Self::CalledAs { person: one, .. }, Self::CalledAs { person: other, .. }) => one == other,
            (Self::RowDate(one), Self::RowDate(other)) => one.is_of_same_row(other),
            (
                Self::Name { name: one, .. } | Self::NoPerson { name: one },
                Self::Name { name, .. } | Self::NoPerson { name },
            ) => one == name,
            (Self::Coverage { agency: one, .. }, Self::Coverage { agency: other, .. }) => one == other,
            (Self::Beside(one), Self::Beside(other)) => one.is_about_the_same(other),
            (Self::BareFact(one), Self::BareFact(other)) => one.is_about_the_same(other),
            (Self::Undo(one), Self::Undo(other)) => one == other,
            _ => self.pair().is_some_and(|(first, second)| {
                other
                    .pair()
                    .is_some_and(|pair| pair == (first, second) || pair == (second, first))
            }),
        }
    }

    /// Does the case read and judge as before when this is settled? What is told beside it may change. Of a settlement that takes
    /// another back this is said of the other one.
    pub fn is_beside(&self, all: &[Settled]) -> bool {
        match self {
            Self::Decision { .. }
            | Self::Measure { .. }
            | Self::Conflict { .. }
            | Self::Cleared { .. }
            | Self::CalledAs { .. }
            | Self::Disguised(_)
            | Self::Beside(_) => true,
            // Only what was not itself an undoing can be taken back, so this goes one step deep.
            Self::Undo(number) => all
                .iter()
                .find(|s| s.number == *number)
                .is_some_and(|s| !matches!(s.what, Self::Undo(_)) && s.what.is_beside(all)),
            _ => false,
        }
    }

    /// The two entries that it is about, if it is about two.
    fn pair(&self) -> Option<(&EntryId, &EntryId)> {
        match self {
            Self::TheSame { first, second }
            | Self::NotTheSame { first, second }
            | Self::Conflict { first, second, .. } => Some((first, second)),
            _ => None,
        }
    }
}

/// Who settled what, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    /// Number in the case, from 1; 0 before it is kept.
    #[serde(default)]
    pub number: u64,
    /// When, as text.
    pub at: String,
    /// Who, as the person calls himself or herself.
    pub who: String,
    /// What.
    pub what: Settlement,
    /// Why, in words.
    #[serde(default)]
    pub because: String,
}

/// By which the words of two entries are known again, whichever is named first: so that a look at them is not taken for one at
/// other words.
pub fn words_of(first: &Entry, second: &Entry) -> String {
    let mut both = [first, second];
    both.sort_by(|a, b| a.id.cmp(&b.id));
    let mut hash = Sha256::new();
    for entry in both {
        hash.update(entry.when.earliest.to_string());
        hash.update([0]);
        hash.update(&entry.text);
        hash.update([0]);
    }
    hex(&hash.finalize())
}

/// The numbers of these settlements, where they are the last that their writer made and the writer had not seen them kept.
pub fn sent_before(before: &[Settled], all: &[Settled], seen: u64) -> Option<Vec<u64>> {
    let who = &all.first()?.who;
    let own: Vec<&Settled> = before.iter().filter(|s| s.who == *who).collect();
    let last = own.get(own.len().checked_sub(all.len())?..)?;
    let is_it = |(kept, sent): (&&Settled, &Settled)| {
        kept.number > seen && kept.what == sent.what && kept.because == sent.because
    };
    let is_all = last.iter().zip(all).all(is_it);
    is_all.then(|| last.iter().map(|s| s.number).collect())
}

/// Those that hold: what was taken back is left out.
pub fn standing(all: &[Settled]) -> Vec<&Settled> {
    let undone: BTreeSet<u64> = all
        .iter()
        .filter_map(|s| match s.what {
            Settlement::Undo(number) => Some(number),
            _ => None,
        })
        .collect();
    all.iter()
        .filter(|s| !undone.contains(&s.number) && !matches!(s.what, Settlement::Undo(_)))
        .collect()
}
