//! The *parts* of a pattern file that only one shape reads: legs, runs, intervals, features, omissions, what was held.

use serde::Deserialize;

use crate::patterns::{
    length::Length,
    pattern::{Response, Trigger},
};

/// One kind of thing in a cluster.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leg {
    /// In words.
    pub label: String,
    /// Concepts; one is enough.
    pub any: Vec<String>,
    /// Who does it, as in a trigger.
    #[serde(default)]
    pub by: Vec<String>,
    /// Assertion words that do not set a mention aside.
    #[serde(default)]
    pub allow: Vec<String>,
}

/// A pattern that already asks what this one would ask of the same words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartOf {
    /// Id of that pattern.
    pub pattern: String,
    /// What both have to rest on.
    #[serde(default)]
    pub same: Same,
    /// Why the other one says it, in words shown to people.
    pub why: String,
    /// Also where the other one finds its answer on record in time: then this asks no more either.
    #[serde(default)]
    pub met: bool,
}

/// What two findings have in common.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Same {
    /// The words read, all of those on which the lesser one rests.
    #[default]
    Words,
    /// The entry on which both turn.
    Entry,
}

/// What an earlier entry says lapses when something else happens.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lapse {
    /// Words; a mention that holds one of them lapses.
    pub words: Vec<String>,
    /// Concepts that end it.
    pub ended_by: Vec<String>,
    /// Kinds of fact of the case file that end it.
    #[serde(default)]
    pub facts: Vec<String>,
}

/// A window for a risk level in force on the day.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// A word of the risk level in force: `high`.
    pub level: String,
    /// Its window.
    pub within: String,
}

/// Contacts of one kind, one after the other.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Concepts that make a contact one of the run.
    pub of: Vec<String>,
    /// Concepts that end it.
    pub broken_by: Vec<String>,
    /// An entry with one of these is a contact with somebody else, and neither one of the run nor its end.
    #[serde(default)]
    pub not_with: Vec<String>,
    /// Words of the coded type that make an entry a contact of the run, where its text does not say that it came to nothing.
    #[serde(default)]
    pub types: Vec<String>,
    /// Words of the coded type that rule that out.
    #[serde(default)]
    pub not_types: Vec<String>,
    /// Concepts by which a contact came to nothing.
    #[serde(default)]
    pub missed: Vec<String>,
    /// At least so many.
    pub count: usize,
    /// Kinds of agency whose contacts are looked at.
    pub known_to: Vec<String>,
}

/// What breaks a condition by itself, whether or not the entry calls it a breach.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breaking {
    /// Concepts.
    pub any: Vec<String>,
    /// Kinds of condition, one of which must be in force on the day and may be about the people of the entry.
    pub conditions: Vec<String>,
}

/// How often contact was planned, and what counts as contact.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Concepts of contact with the person.
    pub any: Vec<String>,
    /// Concepts at which a service ends: a gap up to there counts too.
    #[serde(default)]
    pub until: Vec<String>,
    /// Kinds of agency whose contacts are looked at.
    pub known_to: Vec<String>,
    /// Kinds of fact that state the frequency.
    #[serde(default)]
    pub facts: Vec<String>,
    /// Concepts whose sentence states it.
    #[serde(default)]
    pub concepts: Vec<String>,
    /// The gap may be so many per cent of what was planned.
    pub slack_percent: u64,
    /// Concepts by which a contact came to nothing.
    #[serde(default)]
    pub missed: Vec<String>,
    /// Words of the coded type (`Office`, `Phone`) that may mean contact, where the text does not say whether it was: such an
    /// entry ends a gap, since nobody can say that it was none.
    #[serde(default)]
    pub types: Vec<String>,
    /// Words of the coded type that rule that out (`DNA`, `Phone - professional`).
    #[serde(default)]
    pub not_types: Vec<String>,
    /// Concepts of `any` by which an entry's coded type alone does not tell whom the contact was with.
    #[serde(default)]
    pub remote: Vec<String>,
    /// Concepts of contact with somebody else: where an entry opens with one, its type alone makes it no contact with the person.
    #[serde(default)]
    pub others: Vec<String>,
    /// Concepts that say of a contact that it was the day after its entry: `DNA. Attended next day.`
    #[serde(default)]
    pub next_day: Vec<String>,
    /// Words for frequencies.
    #[serde(rename = "frequency")]
    pub frequencies: Vec<Frequency>,
}

/// Words for a frequency.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frequency {
    /// The words; the longest that fits counts.
    pub words: Vec<String>,
    /// Days between contacts.
    pub days: u64,
}

/// What recurs of an earlier offence or relapse.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Features {
    /// Concepts of an entry that tells how the earlier one came about.
    pub from: Vec<String>,
    /// Concepts that can recur.
    pub any: Vec<String>,
    /// So many different ones.
    pub count: usize,
    /// Inside this span.
    pub within: String,
}

/// The next document after something became known.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Omission {
    /// Concepts of the document, as done.
    pub next: Vec<String>,
    /// Concepts that the information carries; the document says something of it when it mentions one of those that were carried.
    pub carries: Vec<String>,
    /// Concepts by which the document says that there is nothing new: then it speaks of nothing.
    #[serde(default)]
    pub nothing: Vec<String>,
    /// The document comes within this span.
    pub within: String,
}

/// What another agency held at a decision.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// Concepts.
    pub any: Vec<String>,
    /// Known to the other agency within this span before the decision.
    pub within: String,
    /// Concepts that show that it was shared or asked.
    pub shared_by: Vec<String>,
}

/// Something that must have come earlier.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    /// Concepts; one is enough.
    #[serde(default)]
    pub any: Vec<String>,
    /// Or a condition of one of these kinds in force.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Or a fact of one of these kinds, on or before the day.
    #[serde(default)]
    pub facts: Vec<String>,
    /// How far back.
    pub within: String,
    /// Contrary only: and no closing response in between.
    #[serde(default)]
    pub open: bool,
    /// At least so many entries; 1 when left out.
    #[serde(default)]
    pub count: Option<usize>,
    /// Who does it, as in a trigger.
    #[serde(default)]
    pub by: Vec<String>,
    /// Assertion words that do not set a mention aside.
    #[serde(default)]
    pub allow: Vec<String>,
    /// Only what stands in the same agency's own record: what it could know.
    #[serde(default)]
    pub own: bool,
    /// Only what was recorded after the same agency last said one of these or, where it never did, after its own first entry. A
    /// level that was set weighed what stood on record by then: only what came later is new to it.
    #[serde(default)]
    pub since: Vec<String>,
    /// What lapses before the trigger: conditions of bail end with the sentence.
    #[serde(default)]
    pub lapse: Vec<Lapse>,
}

/// Something that must have come soon after.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// Concepts; one is enough.
    pub any: Vec<String>,
    /// How soon.
    pub within: String,
    /// Assertion words that do not set a mention aside.
    #[serde(default)]
    pub allow: Vec<String>,
    /// Only what stands in the same agency's record.
    #[serde(default)]
    pub own: bool,
    /// With `own`: also what another agency did that had the same concern on its own record so long before, and certainly later.
    #[serde(default)]
    pub knew: bool,
}

/// Whose late step counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LateBy {
    /// That of the agency that knew.
    #[default]
    Knower,
    /// That of any agency.
    Anybody,
}

impl Response {
    /// Would an agency of this kind hold the answer? Its own record of being told repeats what it was told.
    pub fn would_be_held_by(&self, kind: &str) -> bool {
        self.held_by.iter().any(|k| k == kind)
    }
}

impl Trigger {
    /// Its span, or another where it states none.
    pub fn within_or(&self, other: Length) -> Length {
        self.within
            .as_deref()
            .and_then(|w| Length::parse(w).ok())
            .unwrap_or(other)
    }

    /// Does it look at what agencies of this kind knew?
    pub fn looks_at(&self, kind: &str) -> bool {
        (self.known_to.is_empty() || self.known_to.iter().any(|k| k == kind))
            && !self.not_known_to.iter().any(|k| k == kind)
    }
}
