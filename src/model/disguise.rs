//! What people say so that a case can be *anonymised*: what a word is that nothing tells, how somebody is to be called; and that an anonymised
//! case was made, with what it was drawn from. All of it stays in the real case.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

/// What a person said of a word that is no ordinary one, or stands with a capital.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clearing {
    /// It tells of nobody: it stays.
    Ordinary,
    /// It is a name of somebody who is not on the roster.
    Person,
    /// It is a name of a professional who is not on the roster.
    Professional,
    /// It is a place: a town, a street, a building.
    Place,
    /// It is a school, an employer, a shop, a charity.
    Organisation,
    /// It is a number or code that tells of somebody.
    Reference,
    /// It tells of a year, where days are moved: it is put in other words there.
    Happening,
}

impl Clearing {
    /// All of them, as they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Ordinary,
        Self::Person,
        Self::Professional,
        Self::Place,
        Self::Organisation,
        Self::Reference,
        Self::Happening,
    ];

    /// The code used in files and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Person => "person",
            Self::Professional => "professional",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Reference => "reference",
            Self::Happening => "happening",
        }
    }

    /// The one with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.code() == code)
    }

    /// In words, after "it is".
    pub fn words(self) -> &'static str {
        match self {
            Self::Ordinary => "a word that tells of nobody",
            Self::Person => "the name of somebody who is not on the roster",
            Self::Professional => "the name of a professional who is not on the roster",
            Self::Place => "a place",
            Self::Organisation => "a school, an employer or another organisation",
            Self::Reference => "a number or code that tells of somebody",
            Self::Happening => "a happening that tells of a year",
        }
    }
}

impl std::str::FromStr for Clearing {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        Self::of_code(code).ok_or_else(|| {
            let all: Vec<&str> = Self::ALL.iter().map(|c| c.code()).collect();
            format!("`{code}` is none of {}", all.join(", "))
        })
    }
}

/// An anonymised case that was made of this one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disguise {
    /// Slug of the case that was made.
    pub slug: String,
    /// Short name of its level.
    pub level: String,
    /// What it was drawn from. It is never shown.
    pub secret: String,
    /// Were its false names drawn from any cultural origin, though its level keeps that?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub any_origin: bool,
    /// Weeks by which its dates were moved.
    pub weeks: i32,
    /// False names that were given out, in small letters: no later one takes them again.
    pub given_out: BTreeSet<String>,
}

impl fmt::Debug for Disguise {
    /// Without what it was drawn from, and by how much days were moved.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Disguise")
            .field("slug", &self.slug)
            .field("level", &self.level)
            .finish_non_exhaustive()
    }
}
