//! A *mention*: a concept found in an entry, with its assertion: is it said to be so, by whom, of whom, done or only planned?

use serde::{Deserialize, Serialize};

use crate::model::{
    case::{AgencyId, PersonId},
    entry::EntryId,
    quote::Quote,
};

/// Half-open byte range of an entry's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// Whose reading a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hand {
    /// Lexicon and codes.
    Rules,
    /// A person, who ranks above all.
    Reviewer,
    /// A suggestion, never counted until a person accepts it.
    Reader,
}

/// Is the thing said to be so, or said not to be so?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// Said to be so.
    Affirmed,
    /// Said not to be so, by somebody in a position to say it. A denial by the subject is *not* this.
    Negated,
}

/// In what way the thing is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Factuality {
    /// It happened, or is happening.
    Actual,
    /// Somebody may or will do it.
    Planned,
    /// Somebody was told to do it, or not to do it.
    Instructed,
    /// If it should happen.
    Hypothetical,
    /// Said of nobody: training, a leaflet, a workbook.
    Generic,
}

/// How far an action got (only for concepts of practice).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionStatus {
    /// It was done.
    Done,
    /// Considered, and declined with a reason.
    Declined,
    /// Tried without getting through.
    Attempted,
    /// Promised or intended.
    Planned,
    /// Said not to have been done.
    NotDone,
}

/// Who is meant, as far as the note tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "who", content = "id")]
pub enum Who {
    /// Somebody on the roster.
    Person(PersonId),
    /// Somebody who is not on the roster.
    Other(String),
    /// Nobody could be named with confidence.
    Unresolved,
}

/// A modifier that was looked at, and whether it was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// Id of the modifier in `rules/context/`.
    pub modifier: String,
    /// Where its words stand.
    pub span: Span,
    /// Its words.
    pub words: String,
    /// What stopped it, when it was not applied.
    pub blocked_by: Option<String>,
}

/// The assertion of a mention. Never collapsed to yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assertion {
    /// Said to be so, or not.
    pub polarity: Polarity,
    /// Happened, planned, instructed, hypothetical or generic.
    pub factuality: Factuality,
    /// True when words of the past set it in an earlier time.
    pub historical: bool,
    /// True when it is said of somebody outside the case.
    pub other_person: bool,
    /// True when it stands inside quotation marks.
    pub quoted: bool,
    /// True when the subject denies it: an allegation and a denial, not a negation.
    pub denied: bool,
    /// True for `?`, `possible`, `may have`.
    pub uncertain: bool,
    /// How far an action got.
    pub action: ActionStatus,
}

impl Assertion {
    /// What is assumed until a modifier says otherwise.
    pub fn plain() -> Self {
        Self {
            polarity: Polarity::Affirmed,
            factuality: Factuality::Actual,
            historical: false,
            other_person: false,
            quoted: false,
            denied: false,
            uncertain: false,
            action: ActionStatus::Done,
        }
    }

    /// The assertion that these words mean, joined by `+`, as [`Self::words`] gives them; an error says which word is none.
    ///
    /// ```
    /// use forewarned::model::mention::Assertion;
    /// assert_eq!(Assertion::of_words("negated+historical").unwrap().words(), ["negated", "historical"]);
    /// assert!(Assertion::of_words("maybe").unwrap_err().contains("maybe"));
    /// ```
    pub fn of_words(words: &str) -> Result<Self, String> {
        let mut out = Self::plain();
        for word in words.split('+').map(str::trim).filter(|w| !w.is_empty()) {
            match word {
                "plain" => {}
                "negated" => out.polarity = Polarity::Negated,
                "denied" => out.denied = true,
                "planned" => {
                    out.factuality = Factuality::Planned;
                    out.action = ActionStatus::Planned;
                }
                "instructed" => out.factuality = Factuality::Instructed,
                "hypothetical" => out.factuality = Factuality::Hypothetical,
                "generic" => out.factuality = Factuality::Generic,
                "historical" => out.historical = true,
                "other-person" => out.other_person = true,
                "quoted" => out.quoted = true,
                "uncertain" => out.uncertain = true,
                "declined" => out.action = ActionStatus::Declined,
                "attempted" => out.action = ActionStatus::Attempted,
                "not-done" => out.action = ActionStatus::NotDone,
                other => {
                    return Err(format!(
                        "`{other}` is no word for what is said of a thing; there are plain, negated, denied, planned, instructed, hypothetical, generic, historical, other-person, quoted, uncertain, declined, attempted, not-done"
                    ));
                }
            }
        }
        Ok(out)
    }

    /// Words for it, as used in `status` examples and on screen: `plain`, or the ones that apply, in a fixed order.
    pub fn words(&self) -> Vec<&'static str> {
        let mut out = Vec::new();
        if self.polarity == Polarity::Negated {
            out.push("negated");
        }
        if self.denied {
            out.push("denied");
        }
        match self.factuality {
            Factuality::Actual => {}
            Factuality::Planned => out.push("planned"),
            Factuality::Instructed => out.push("instructed"),
            Factuality::Hypothetical => out.push("hypothetical"),
            Factuality::Generic => out.push("generic"),
        }
        if self.historical {
            out.push("historical");
        }
        if self.other_person {
            out.push("other-person");
        }
        if self.quoted {
            out.push("quoted");
        }
        if self.uncertain {
            out.push("uncertain");
        }
        match self.action {
            ActionStatus::Done | ActionStatus::Planned => {}
            ActionStatus::Declined => out.push("declined"),
            ActionStatus::Attempted => out.push("attempted"),
            ActionStatus::NotDone => out.push("not-done"),
        }
        if out.is_empty() {
            out.push("plain");
        }
        out
    }
}

/// A concept found in an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Id of the concept in `rules/lexicons/` (or given by a code of `rules/codes/`).
    pub concept: String,
    /// The bytes that were matched.
    pub quote: Quote,
    /// The phrase or code of the rule that matched, as the rule file writes it.
    pub literal: String,
    /// The sentence around it, in the same part.
    pub sentence: Span,
    /// What is said of it.
    pub assertion: Assertion,
    /// Who does it.
    pub actor: Who,
    /// To whom.
    pub target: Who,
    /// Kind of agency that an act of practice is directed to, when the words name one (`police`).
    pub toward: Option<String>,
    /// Modifiers applied, and those considered and blocked.
    pub modifiers: Vec<Applied>,
    /// When it happened, as its sentence says (`last Tues`, `on 3/4/21`); nothing when the sentence does not say.
    pub happened: Option<crate::model::when::When>,
    /// How often, as its sentence says (`x3`); nothing when it does not say.
    pub times: Option<u32>,
    /// True when it comes from a coded field.
    pub coded: bool,
    /// Whose reading it is.
    pub hand: Hand,
    /// Number of the reviewer's act that struck it out; it is kept, shown, and counts for nothing.
    pub struck: Option<u64>,
}

/// Somebody named or meant in an entry's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonMention {
    /// Where.
    pub span: Span,
    /// The words.
    pub words: String,
    /// Who.
    pub who: Who,
    /// Why: one of the words in [`how`].
    pub how: String,
}

/// Why somebody is taken to be meant.
pub mod how {
    /// A name that the roster has.
    pub const NAME: &str = "name";
    /// Initials of one person.
    pub const INITIALS: &str = "initials";
    /// A title before a name.
    pub const TITLE: &str = "title";
    /// A noun for somebody: `her ex`.
    pub const ROLE: &str = "role";
    /// He, she, they.
    pub const PRONOUN: &str = "pronoun";
    /// A name with a slip of the pen.
    pub const SLIP: &str = "a slip of the name";
    /// A short form of a name, or another way to write it.
    pub const SHORT: &str = "another form of the name";
    /// A surname of the roster with a first name or title that nobody of that surname has: perhaps a relative.
    pub const ANOTHER: &str = "another first name or title";
    /// A name that fits several people of the roster.
    pub const SHARED: &str = "a name that fits several";
    /// Initials of somebody on the roster that somebody who writes for the agency has too.
    pub const AUTHOR: &str = "initials of somebody on the roster that somebody who writes for this agency has too";
}

/// An agency named in an entry's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyMention {
    /// Where.
    pub span: Span,
    /// The words.
    pub words: String,
    /// Kind of agency, as in `rules/agencies.toml`.
    pub kind: String,
    /// The agency of the case, when only one fits.
    pub agency: Option<AgencyId>,
}

/// Everything read in one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The entry.
    pub entry: EntryId,
    /// Its sentences.
    pub sentences: Vec<Span>,
    /// Concepts found, in order of place, then concept.
    pub mentions: Vec<Mention>,
    /// People found, in order of place.
    pub people: Vec<PersonMention>,
    /// Agencies found, in order of place.
    pub agencies: Vec<AgencyMention>,
    /// Who tells, when the entry opens with somebody: `at-risk`, `lay`, `child`, `subject`; empty when it cannot be told.
    pub teller: String,
    /// When the entry was typed, if its words say so: `(typed 22/03)`, `(added 26/11, found in inbox)`.
    pub typed: Option<crate::model::when::When>,
}

impl Mention {
    /// Where it comes from, in a word.
    pub fn hand_word(&self) -> &'static str {
        match self.hand {
            Hand::Rules if self.coded => "code",
            Hand::Rules => "rules",
            Hand::Reviewer => "reviewer",
            Hand::Reader => "suggested",
        }
    }
}
