//! A *finding*: a pattern applied to a warning. It says what the record shows, never what a person did wrong.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::{case::AgencyId, quote::Quote};

/// What the record shows of an expected response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// No record of it, in records that cover the window.
    Missed,
    /// Recorded, after the window.
    Late,
    /// The records supplied do not settle it.
    CannotTell,
    /// Recorded, inside the window.
    Met,
}

impl Outcome {
    /// The words shown to people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Missed => "no record",
            Self::Late => "recorded late",
            Self::CannotTell => "cannot tell",
            Self::Met => "recorded in time",
        }
    }

    /// The code used in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Late => "late",
            Self::CannotTell => "cannot-tell",
            Self::Met => "met",
        }
    }
}

/// What a pattern looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingKind {
    /// A warning, and whether what was expected followed.
    Gap,
    /// Something done well.
    Good,
    /// Shown beside findings, never one.
    Context,
}

/// What a finding rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Lexicon and coded mentions.
    Rule,
    /// A reviewer's mention.
    Reviewer,
    /// A suggested mention; never counted.
    Suggested,
}

/// How grave the matter is, S4 the gravest; never a score of a person or a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Context only.
    S1,
    /// Weakens assessment or oversight.
    S2,
    /// A duty or recognised standard, material to risk.
    S3,
    /// Potential for imminent serious harm and a protective act available.
    S4,
}

impl Severity {
    /// `S1` to `S4`.
    pub fn code(self) -> &'static str {
        match self {
            Self::S1 => "S1",
            Self::S2 => "S2",
            Self::S3 => "S3",
            Self::S4 => "S4",
        }
    }
}

/// Highest response on record: a description, not a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rung {
    /// Nothing recorded.
    R0,
    /// Noted only.
    R1,
    /// Spoke to the person complained of.
    R2,
    /// A further step by the agency itself: with a manager, another agency, a check, a review, a plan.
    R3,
    /// Told an agency able to act.
    R4,
    /// Protective action confirmed.
    R5,
}

impl Rung {
    /// `R0` to `R5`.
    pub fn code(self) -> &'static str {
        match self {
            Self::R0 => "R0",
            Self::R1 => "R1",
            Self::R2 => "R2",
            Self::R3 => "R3",
            Self::R4 => "R4",
            Self::R5 => "R5",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::R0 => "nothing in the records supplied",
            Self::R1 => "noted only",
            Self::R2 => "person complained of recorded as spoken to",
            Self::R3 => "a further step recorded: a contact, a check, a review, a plan or a word with a manager",
            Self::R4 => "an agency able to act recorded as told",
            Self::R5 => "protective action recorded as done",
        }
    }
}

/// Where a window's length comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WindowBasis {
    /// The words were read in the source.
    Read,
    /// Read in an unofficial or local source.
    SecondHand,
    /// Read in an official document since replaced.
    Historic,
    /// The document exists, its text was not read.
    KnownNotRead,
    /// No official figure: set by reviewers, never called policy.
    ReviewerSet,
    /// Set for this case by its reviewers, in place of what the pattern's file says; never called policy, and never in a file.
    ThisCase,
    /// No time limit: judged on the day, or over the days that the entries cited span.
    NoLimit,
}

impl WindowBasis {
    /// The words shown beside every window.
    pub fn words(self) -> &'static str {
        match self {
            Self::Read => "read in the source",
            Self::SecondHand => "second-hand source",
            Self::Historic => "historic source",
            Self::KnownNotRead => "source known, not read",
            Self::ReviewerSet => "set by reviewers, not policy",
            Self::ThisCase => "set by reviewers of this case, not policy",
            Self::NoLimit => "no time limit",
        }
    }

    /// Does the length of time come from a source, and was not set by people?
    pub fn is_from_source(self) -> bool {
        !matches!(self, Self::ReviewerSet | Self::ThisCase | Self::NoLimit)
    }

    /// What the basis means, in a sentence.
    pub fn means(self) -> &'static str {
        match self {
            Self::Read => "The length of time is stated in the source named, and its words were read.",
            Self::SecondHand => {
                "The length of time was read in an unofficial or local source, not in the official document itself."
            }
            Self::Historic => "The length of time was read in an official document that has been replaced since.",
            Self::KnownNotRead => "A document is known to state a length of time; its words were not read.",
            Self::ReviewerSet => {
                "No official figure was found. The people who wrote the rules chose the length of time; it is never to be called policy."
            }
            Self::ThisCase => {
                "The reviewers of this case chose the length of time, for this case only. It is never to be called policy."
            }
            Self::NoLimit => {
                "There is no time limit: what counts is looked at on the day, or over the days of the entries cited."
            }
        }
    }

    /// The code used in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::SecondHand => "second-hand",
            Self::Historic => "historic",
            Self::KnownNotRead => "known-not-read",
            Self::NoLimit => "no-limit",
            Self::ReviewerSet | Self::ThisCase => "reviewer-set",
        }
    }
}

/// The days in which a response was expected, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First day: the day on which the responsible agency first knew.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Its length as the pattern words it: `1 working day`.
    pub length: String,
    /// Where the length comes from.
    pub basis: WindowBasis,
}

/// An entry cited by a finding, with the bytes that made it count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// The quote.
    pub quote: Quote,
    /// Concept of the mention that was used; empty when the entry is cited as a whole.
    pub concept: String,
    /// Words of its assertion: `plain`, `denied`, …
    pub assertion: Vec<String>,
}

/// One expected response of a pattern, and what the record shows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What was expected, in words.
    pub label: String,
    /// Is the finding's outcome decided by it?
    pub required: bool,
    /// What the record shows.
    pub outcome: Outcome,
    /// Entries that show it.
    pub shown_by: Vec<Cited>,
    /// Entries that come near (planned, attempted, on the edge), each with the reason it does not count.
    pub near: Vec<NearMiss>,
}

/// An entry that comes near a response and does not count as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearMiss {
    /// The entry.
    pub cited: Cited,
    /// Why it does not count.
    pub why: String,
}

/// What was searched before saying that there is no record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Searched {
    /// Number of entries looked at.
    pub entries: usize,
    /// Agencies whose records cover the whole window.
    pub agencies: Vec<AgencyId>,
    /// First day looked at.
    pub from: NaiveDate,
    /// Last day looked at.
    pub to: NaiveDate,
    /// Agencies known to be involved whose records for the window were not supplied.
    pub not_supplied: Vec<AgencyId>,
}

/// A pattern applied to a warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Identity: made from the pattern and its trigger entries, so that decisions survive a re-run.
    pub id: String,
    /// Pattern id.
    pub pattern: String,
    /// Pattern version.
    pub version: u32,
    /// Pattern title.
    pub title: String,
    /// Gap, good or context.
    pub kind: FindingKind,
    /// What the record shows.
    pub outcome: Outcome,
    /// What it rests on.
    pub basis: Basis,
    /// The agency that knew, and whose response was expected.
    pub agency: AgencyId,
    /// How grave.
    pub severity: Severity,
    /// The days in which a response was expected; none for patterns judged on a day.
    pub window: Option<Window>,
    /// The entries that should have led somebody to act.
    pub triggers: Vec<Cited>,
    /// Expected responses.
    pub steps: Vec<Step>,
    /// Highest response on record in the window.
    pub rung: Rung,
    /// What was searched.
    pub searched: Searched,
    /// One or two sentences that say what the record shows, and no more.
    pub says: String,
    /// Why the outcome is *cannot tell*, in words; empty otherwise.
    pub unclear: String,
    /// Earlier entries that the pattern asks for before a trigger counts, the latest five.
    #[serde(default)]
    pub earlier: Vec<Cited>,
    /// Conditions and facts of the case file that it asks for, in words.
    #[serde(default)]
    pub in_force: Vec<String>,
    /// Id of the finding that already says this of the same words; empty otherwise. Such a finding is context.
    #[serde(default)]
    pub part_of: String,
}

/// The title of a pattern or finding without the result.
pub fn held(title: &str) -> &str {
    title.split_once("; ").map_or(title, |(held, _)| held)
}

impl Finding {
    /// The title without the result: what the records hold, whatever was looked for after it.
    pub fn held(&self) -> &str {
        held(&self.title)
    }

    /// The finding that leads among those of a warning, whose severity and outcome are told together: of the gaps that are not met the
    /// gravest, and of those the one of which least is on record. The outcome of one beside the severity of another says what none does.
    pub fn leading<'a>(findings: impl IntoIterator<Item = &'a Self>) -> Option<&'a Self> {
        let open = |f: &&Self| f.kind == FindingKind::Gap && f.outcome != Outcome::Met;
        findings
            .into_iter()
            .filter(open)
            .min_by_key(|f| (std::cmp::Reverse(f.severity), f.outcome))
    }
}

/// One expected response of a warning, put together from all findings about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What was expected, in words.
    pub label: String,
    /// What the record shows: the best that any finding about this warning found.
    pub outcome: Outcome,
    /// Entries that show it.
    pub shown_by: Vec<crate::model::entry::EntryId>,
    /// Patterns that expect it.
    pub patterns: Vec<String>,
    /// What came near.
    pub near: Vec<NearMiss>,
}

/// A rule that was in force on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InForce {
    /// What it says, in short.
    pub rule: String,
    /// First day in force.
    pub from: NaiveDate,
    /// Last day in force; open when none.
    pub to: Option<NaiveDate>,
    /// Key of the source; empty when none was found.
    pub source: String,
    /// How the source was read, in words.
    pub tag: String,
}

/// A result of a finding as the title of its warning tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleResult {
    /// Id of the finding.
    pub finding: String,
    /// The words of the title that tell it.
    pub words: String,
    /// The same words without the result.
    pub bare: String,
}

/// One episode: the entries that should have led somebody to act, and every finding about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// `W1`, `W2`, … in the order of the timeline.
    pub id: String,
    /// First day of the episode.
    pub date: NaiveDate,
    /// Plain words: what the entries say; of an act that was only promised, also whether a record shows it.
    pub title: String,
    /// The title that judging gave it. [`Matter::settle`](crate::model::matter::Matter::settle) gives it another where a reviewer did not accept the finding that it is made of.
    #[serde(skip)]
    pub judged_title: String,
    /// The entries with which judging made it: what was put beside it is known by them, also where a report tells only some of its findings.
    #[serde(skip)]
    pub judged_triggers: Vec<crate::model::entry::EntryId>,
    /// Results that this title tells, which it tells no more where reviewers did not accept them, or put them in words of their own.
    #[serde(skip)]
    pub results: Vec<TitleResult>,
    /// What the entries say, the gravest first: the title is made of it.
    #[serde(default)]
    pub about: Vec<String>,
    /// Severity of the gap finding that leads: the gravest, and of those the one of which least is on record.
    pub severity: Severity,
    /// Outcome of that same finding. A lesser one of which there is no record stands in the checklist.
    pub outcome: Outcome,
    /// Entries that triggered any of its findings, in the order of the timeline.
    pub triggers: Vec<crate::model::entry::EntryId>,
    /// Ids of its findings, gravest first.
    pub findings: Vec<String>,
    /// Highest response on record.
    pub rung: Rung,
    /// Expected responses, those without a record first.
    pub checklist: Vec<Check>,
    /// Ids of findings of good practice about the same entries, or in the days after.
    pub good: Vec<String>,
    /// Questions for the agencies, each once.
    pub asks: Vec<String>,
    /// Rules then in force that bear on it.
    pub policy: Vec<InForce>,
}

impl Warning {
    /// Is it the warning that was made of these entries?
    pub fn is_of(&self, triggers: &[crate::model::entry::EntryId]) -> bool {
        self.triggers == *triggers || self.judged_triggers == *triggers
    }
}
