//! A *case*: one review, with its people, agencies, conditions and facts, as `case.toml` states them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::columns::Field;

/// What kind of review this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CaseKind {
    /// Serious further offence review.
    Sfo,
    /// Domestic homicide review (since 2024 also called a domestic abuse related death review).
    Dhr,
}

impl CaseKind {
    /// The kind in words, for screens and reports.
    pub fn words(self) -> &'static str {
        match self {
            Self::Sfo => "Serious further offence review",
            Self::Dhr => "Domestic homicide review",
        }
    }

    /// The code used in files: `sfo` or `dhr`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sfo => "sfo",
            Self::Dhr => "dhr",
        }
    }
}

/// Identifies an agency inside a case, for example `probation`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AgencyId(pub String);

/// Identifies a person inside a case, for example `P1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub String);

impl std::fmt::Display for AgencyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for PersonId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Sex as the case file states it; used only to resolve pronouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// he, him, his
    Male,
    /// she, her, hers
    Female,
}

/// A pack of patterns; each holds those before it. A case chooses with `tier = "T2"`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    /// The first pack: what reviews ask first, and good practice.
    #[default]
    T1,
    /// The core pack too: finer points of assessment, checks and recording.
    T2,
    /// Extensions too.
    T3,
}

impl std::str::FromStr for Tier {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        match code.to_ascii_uppercase().as_str() {
            "T1" => Ok(Self::T1),
            "T2" => Ok(Self::T2),
            "T3" => Ok(Self::T3),
            _ => Err("there are the packs T1, T2 and T3".to_owned()),
        }
    }
}

impl Tier {
    /// As it is written in rules and `case.toml`.
    pub fn code(self) -> &'static str {
        match self {
            Self::T1 => "T1",
            Self::T2 => "T2",
            Self::T3 => "T3",
        }
    }
}

/// A case as `case.toml` states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Title, shown everywhere.
    pub title: String,
    /// Kind of review.
    pub kind: CaseKind,
    /// Which patterns are judged: the first pack when left out.
    #[serde(default)]
    pub tier: Tier,
    /// First day under review.
    pub review_from: NaiveDate,
    /// Last day under review.
    pub review_to: NaiveDate,
    /// Day of the offence or death, when there is one.
    #[serde(default)]
    pub event: Option<NaiveDate>,
    /// The roster.
    #[serde(default, rename = "person")]
    pub people: Vec<Person>,
    /// Agencies that supplied records or are known to be involved.
    #[serde(default, rename = "agency")]
    pub agencies: Vec<Agency>,
    /// Licence, order and bail conditions.
    #[serde(default, rename = "condition")]
    pub conditions: Vec<Condition>,
    /// Dated facts about management of the case.
    #[serde(default, rename = "fact")]
    pub facts: Vec<Fact>,
    /// Where nobody in it is real: `invented`, or the level of `rules/anonymise/levels.toml` by which it was anonymised. Nothing for a real case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disguised: Option<String>,
    /// Were its days moved when it was anonymised? Then nothing can be said of the rules that were in force on them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub days_moved: bool,
}

/// Somebody on the roster.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Identifier, unique in the case.
    pub id: PersonId,
    /// `subject` (the person supervised or complained of), `victim`, `ex-partner`, `partner`, `child`, `relative`,
    /// `neighbour`, `professional`, …
    pub role: String,
    /// Full name first, then every form in which records write it.
    pub names: Vec<String>,
    /// Sex, when known.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// The person this one is related to.
    #[serde(default)]
    pub of: Option<PersonId>,
    /// How, in words.
    #[serde(default)]
    pub relation: Option<String>,
    /// Day of birth, when known. Reading and judging do not rest on it, nor on what follows: it is found again in the records when the case
    /// is anonymised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<NaiveDate>,
    /// Where somebody lives or lived: each address as it is written on a letter, on one line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
    /// Telephone numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// Schools and colleges.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schools: Vec<String>,
    /// Employers, and where somebody works.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workplaces: Vec<String>,
}

/// An agency: who kept the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Identifier, unique in the case.
    pub id: AgencyId,
    /// Name, as panels write it.
    pub name: String,
    /// Kind, one of those in `rules/agencies.toml` (`probation`, `police`, `gp`, …).
    pub kind: String,
    /// Files of the case folder that this agency supplied.
    #[serde(default)]
    pub files: Vec<String>,
    /// First day its records cover.
    #[serde(default)]
    pub supplied_from: Option<NaiveDate>,
    /// Last day its records cover.
    #[serde(default)]
    pub supplied_to: Option<NaiveDate>,
    /// What columns of its tables mean, where their headings do not tell: heading to field. Headings are compared without capitals and signs.
    #[serde(default)]
    pub columns: BTreeMap<String, Field>,
    /// Known to be involved, records not supplied.
    #[serde(default)]
    pub involved: bool,
    /// Spans inside the supplied dates that are missing, for example a changed system.
    #[serde(default, rename = "hole")]
    pub holes: Vec<Hole>,
}

/// A span missing from an agency's records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hole {
    /// First missing day.
    pub from: NaiveDate,
    /// Last missing day.
    pub to: NaiveDate,
    /// Why, in the agency's words.
    #[serde(default)]
    pub why: Option<String>,
}

/// A condition of a licence, order or bail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// First day in force.
    pub from: NaiveDate,
    /// Last day in force; open when absent.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// `no-contact`, `exclusion`, `residence`, `disclose-relationship`, `curfew`, …
    pub kind: String,
    /// Its words.
    pub text: String,
}

/// A dated fact about how the case was managed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// `risk-level`, `mappa-level`, `contact-plan`, `index-offence`, `release`, `order-start`, `allocation`.
    pub kind: String,
    /// Day from which it held.
    pub date: NaiveDate,
    /// Its value, as the case file words it.
    pub value: String,
}

impl Person {
    /// Somebody at risk from the subject: a victim, partner or former partner.
    pub fn is_at_risk(&self) -> bool {
        matches!(self.role.as_str(), "victim" | "partner" | "ex-partner")
    }

    /// Somebody who is there as a professional.
    pub fn is_professional(&self) -> bool {
        self.role == "professional"
    }
}

impl Agency {
    /// An agency that is known to be involved and has supplied nothing.
    pub fn involved(id: AgencyId, name: String, kind: String) -> Self {
        Self {
            id,
            name,
            kind,
            files: Vec::new(),
            supplied_from: None,
            supplied_to: None,
            columns: BTreeMap::new(),
            involved: true,
            holes: Vec::new(),
        }
    }
}

impl Case {
    /// Was it made of a real case by anonymising?
    pub fn is_anonymised(&self) -> bool {
        is_anonymised(self.disguised.as_deref())
    }

    /// Is nobody in it real because it was invented?
    pub fn is_invented(&self) -> bool {
        self.disguised.as_deref() == Some(INVENTED)
    }

    /// The agency with this id.
    pub fn agency(&self, id: &AgencyId) -> Option<&Agency> {
        self.agencies.iter().find(|a| &a.id == id)
    }

    /// Kind of the agency with this id; empty when the case does not know it.
    pub fn agency_kind(&self, id: &AgencyId) -> &str {
        self.agency(id).map_or("", |a| a.kind.as_str())
    }

    /// Name of the agency with this id, or the id itself.
    pub fn agency_name<'a>(&'a self, id: &'a AgencyId) -> &'a str {
        self.agency(id).map_or(id.0.as_str(), |a| a.name.as_str())
    }

    /// The person with this id.
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.people.iter().find(|p| &p.id == id)
    }

    /// The first person on the roster with the role `subject`.
    pub fn subject(&self) -> Option<&Person> {
        self.people.iter().find(|p| p.role == "subject")
    }
}

/// What stands at [`Case::disguised`] of an invented case.
const INVENTED: &str = "invented";

/// Does [`Case::disguised`] say that a case was anonymised?
pub fn is_anonymised(disguised: Option<&str>) -> bool {
    disguised.is_some_and(|level| level != INVENTED)
}

/// A code of the case file in words: `mappa-level` is “MAPPA level”.
pub fn in_words(code: &str) -> String {
    let word = |w: &str| match w {
        "mappa" | "marac" | "gp" | "csc" | "idva" | "dash" => w.to_uppercase(),
        _ => w.to_owned(),
    };
    code.split('-').map(word).collect::<Vec<_>>().join(" ")
}

/// The same, to begin a line with.
pub fn in_words_first(code: &str) -> String {
    let words = in_words(code);
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
