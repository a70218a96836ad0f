//! *Rules* of measures, as `rules/measures.toml` writes them, and the *ways* of contact that several of them share. Pure data.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::model::{case::Sex, finding::Severity};

/// How a case is measured.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Rule {
    /// Every finding of these patterns is met.
    Answered {
        /// Ids of patterns.
        patterns: Vec<String>,
    },
    /// No finding of these patterns is missed or late.
    Clear(Clear),
    /// A mention of `by` after the first of `after`.
    Followed(Followed),
    /// A visit where one was due.
    Visited(Visited),
    /// A first assessment that names its sources.
    Sourced(Sourced),
    /// No gap between contacts above `days`, and a meeting in private in every run of `days`.
    Contact {
        /// Days.
        days: i64,
    },
    /// No meeting in a public place.
    Private {},
    /// Work on domestic abuse in the last contacts.
    Progress(Progress),
    /// Every agency known to be involved was contacted: findings of these patterns, one an agency.
    Consulted {
        /// Ids of patterns.
        patterns: Vec<String>,
    },
    /// A number, no result.
    Counted {
        /// Concepts.
        mentions: Vec<String>,
        /// Concepts of what they are the end of; whether one is on record is told beside the number.
        #[serde(default)]
        after: Vec<String>,
    },
    /// Only a reviewer can say.
    Reviewer,
}

/// No finding of these patterns is missed or late.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clear {
    /// Ids of patterns.
    pub patterns: Vec<String>,
    /// Findings below this severity do not count.
    #[serde(default)]
    pub least: Option<Severity>,
    /// Applies when the case file has one of these facts, …
    #[serde(default)]
    pub facts: Vec<String>,
    /// … or the records one of these mentions, …
    #[serde(default)]
    pub mentions: Vec<String>,
    /// … or the roster one of these roles. Always, when none of the three is named.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Not met when so many contacts one after the other were by phone or in public.
    #[serde(default)]
    pub run: Option<usize>,
    /// Days of which contacts do not count in such a run: another rule was in force.
    #[serde(default)]
    pub except: Vec<Span>,
}

/// Days, both included.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// A mention of `by` after the first of `after`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Followed {
    /// Concepts that make it apply; none when `sex` does.
    #[serde(default)]
    pub after: Vec<String>,
    /// Concepts that answer.
    pub by: Vec<String>,
    /// Applies when the subject is of this sex.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// Concepts by which a record says that it was not so: then it is not evidenced, whatever the records cover.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Findings of these patterns count too.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// Each of `after` must be answered by its own agency inside so many days.
    #[serde(default)]
    pub within: Option<i64>,
}

/// A visit where one was due: by a framework, by a promise, or on a concern.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visited {
    /// Patterns whose findings tell of a day by which a visit was due.
    pub patterns: Vec<String>,
    /// Concepts of a promise or plan.
    pub promised: Vec<String>,
    /// Patterns whose findings are concerns on which a visit is due.
    pub concerns: Vec<String>,
    /// Concerns below this severity do not count.
    pub least: Severity,
    /// Concepts of a visit made.
    pub visit: Vec<String>,
    /// Days in which one counts after a promise or concern.
    pub within: i64,
}

/// A first assessment that names so many sources.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sourced {
    /// Concepts of a first assessment.
    pub assessment: Vec<String>,
    /// Patterns whose findings tell of an assessment that lacks something.
    pub patterns: Vec<String>,
    /// So many sources.
    pub least: usize,
    /// Words of which the sentence must hold one for an agency to be named as a source.
    pub with: Vec<String>,
    /// Words of which it must hold none.
    pub not_with: Vec<String>,
    /// Words for an agency in such a sentence beyond those by which it is found elsewhere, each with its kind.
    pub named: BTreeMap<String, String>,
}

/// Work on domestic abuse in the last contacts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// Applies from so many days of supervision on.
    pub days: i64,
    /// So many contacts are looked at, the last ones.
    pub contacts: usize,
    /// Concepts of work.
    pub work: Vec<String>,
}

/// How an entry of the supervising agency is told as contact with the subject: by its coded type, else by its text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ways {
    /// Words of the type that say: no contact with the subject.
    pub no_contact: Vec<String>,
    /// Words of the source that say so.
    pub no_contact_sources: Vec<String>,
    /// Words of the type that say: by phone.
    pub phone: Vec<String>,
    /// Words that leave open whose call it was; then the text decides.
    pub open: Vec<String>,
    /// Words of the type that say: in a public place.
    pub public: Vec<String>,
    /// Words of the type that say: at home.
    pub visit: Vec<String>,
    /// Words of the type that say: seen.
    pub seen: Vec<String>,
    /// Concepts, in the same order.
    pub phone_concepts: Vec<String>,
    /// Concepts of public places.
    pub public_concepts: Vec<String>,
    /// Concepts of visits.
    pub visit_concepts: Vec<String>,
    /// Concepts of meetings.
    pub seen_concepts: Vec<String>,
    /// Concepts by which an appointment came to nothing.
    pub missed: Vec<String>,
    /// Concepts by which a call was with somebody else, where the entry opens with them.
    pub others: Vec<String>,
    /// Concepts of what lies ahead; a mention that touches one is no contact.
    pub ahead: Vec<String>,
}

impl Ways {
    /// The concepts that it names.
    pub fn concepts(&self) -> impl Iterator<Item = &String> {
        [
            &self.phone_concepts,
            &self.public_concepts,
            &self.visit_concepts,
            &self.seen_concepts,
            &self.missed,
            &self.others,
            &self.ahead,
        ]
        .into_iter()
        .flatten()
    }
}
