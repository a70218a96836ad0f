//! A *level*: what goes along in an anonymised case, for whom. Levels are data (`rules/anonymise/levels.toml`).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::anonymise::spot::What;

/// How people are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Called {
    /// By false names.
    Names,
    /// By what they are: `Victim A`, `Professional 2`.
    Roles,
    /// As they are.
    Kept,
}

/// How places and agencies are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Placed {
    /// By false names.
    Names,
    /// As they are.
    Kept,
}

/// What becomes of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dates {
    /// All move by the same number of whole weeks.
    Shifted,
    /// They stay.
    Kept,
}

/// A level.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Short name, in letters and hyphens.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// One or two sentences for people: for whom it is, and what goes along.
    pub about: String,
    /// People who are in the case as themselves: subject, victims, family, neighbours.
    pub people: Called,
    /// People who are there as professionals.
    pub professionals: Called,
    /// Towns, streets, schools, employers.
    pub places: Placed,
    /// Agencies of the case.
    pub agencies: Placed,
    /// Dates.
    pub dates: Dates,
    /// Do false names tell of the same cultural origin as the real ones?
    #[serde(default = "kept")]
    pub keeps_origin: bool,
    /// Identifiers that stay, by their codes: a panel may need its own reference numbers.
    #[serde(default)]
    pub keeps: BTreeSet<What>,
    /// Do notes, tags, stars, key points and lines of the reviewers go along?
    pub notes: bool,
    /// Do decisions on findings go along?
    pub decisions: bool,
}

fn kept() -> bool {
    true
}

/// `rules/anonymise/levels.toml`
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// The levels, as they are offered.
    pub level: Vec<Level>,
    /// What somebody of each role is called where people are called by what they are; `professional` for those.
    pub roles: BTreeMap<String, String>,
    /// The same for roles that stand nowhere else.
    pub other_role: String,
    /// What stands in the place of an identifier, by its code: `phone number` for `[phone number 1]`.
    pub marks: BTreeMap<String, String>,
}

impl Levels {
    /// The level of this short name.
    pub fn get(&self, id: &str) -> Option<&Level> {
        self.level.iter().find(|l| l.id == id)
    }

    /// What somebody of this role is called.
    pub fn role(&self, role: &str) -> &str {
        self.roles.get(role).unwrap_or(&self.other_role)
    }

    /// What stands in the place of an identifier.
    pub fn mark(&self, what: What) -> &str {
        self.marks.get(what.code()).map_or("reference", String::as_str)
    }
}
