//! The form of a pattern file (see `docs/writing-patterns.md`, section 5), and what makes one wrong.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::{
    model::{
        case::Tier,
        finding::{FindingKind, Severity, WindowBasis},
    },
    patterns::{
        length::Length,
        parts::{After, Before, Breaking, Contact, Due, Features, Held, LateBy, Leg, Omission, PartOf, Run},
        source::PatternSource,
    },
};

pub use crate::patterns::length::Lengths;

/// A pattern: a rule, as data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Id.
    pub id: String,
    /// What the records hold and what there is no record of, in words: `Stalking report; no record that it was passed to police`.
    pub title: String,
    /// The pack that it belongs to.
    pub tier: Tier,
    /// Goes up when the logic changes.
    pub version: u32,
    /// Gap or good.
    pub kind: FindingKind,
    /// Name of a shape in `patterns::shapes`.
    pub shape: String,
    /// How grave.
    pub severity: Severity,
    /// Inspection stage and dimension.
    #[serde(default)]
    pub hmip: String,
    /// At most 200 characters.
    pub summary: String,
    /// Why it matters.
    pub why: String,
    /// What a fair reader must rule out.
    pub consider: Vec<String>,
    /// Questions for the agency.
    pub ask: Vec<String>,
    /// Where it comes from.
    #[serde(rename = "source")]
    pub sources: Vec<PatternSource>,
    /// Days on which the rule was in force; always, when left out.
    #[serde(default)]
    pub in_force: InForce,
    /// Patterns that already ask this where they find a gap in the same words: this one is then shown inside theirs, and counted once.
    #[serde(default)]
    pub part_of: Vec<PartOf>,
    /// What should have led somebody to act.
    #[serde(default)]
    pub trigger: Trigger,
    /// Cluster only: kinds of thing that have to come together.
    #[serde(default, rename = "leg")]
    pub legs: Vec<Leg>,
    /// Absence and response: other windows for risk levels of the case file.
    #[serde(default, rename = "due")]
    pub due: Vec<Due>,
    /// Run only: contacts of one kind, one after the other.
    #[serde(default)]
    pub run: Option<Run>,
    /// Interval only: how often contact was planned.
    #[serde(default)]
    pub contact: Option<Contact>,
    /// Mirror only: what recurs.
    #[serde(default)]
    pub features: Option<Features>,
    /// Omission only: the next document, which says nothing of it.
    #[serde(default)]
    pub omission: Option<Omission>,
    /// Knowledge only: what another agency held at a decision.
    #[serde(default)]
    pub held: Option<Held>,
    /// Counts only if this came earlier.
    #[serde(default)]
    pub before: Option<Before>,
    /// Counts only if this came soon after.
    #[serde(default)]
    pub after: Option<After>,
    /// What was expected.
    #[serde(default, rename = "response")]
    pub responses: Vec<Response>,
    /// In what time.
    #[serde(default)]
    pub window: Option<WindowRule>,
    /// Its examples.
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
}

/// Days on which a rule was in force, both ends included.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InForce {
    /// First day.
    #[serde(default, with = "crate::model::day::optional")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(default, with = "crate::model::day::optional")]
    pub to: Option<NaiveDate>,
    /// Spans in which another rule was in force instead.
    #[serde(default, rename = "except")]
    pub exceptions: Vec<Exception>,
}

/// A span in which a rule was not in force.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// First day.
    #[serde(with = "crate::model::day::optional")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(with = "crate::model::day::optional")]
    pub to: Option<NaiveDate>,
    /// What was in force instead.
    pub why: String,
}

/// What should have led somebody to act.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Concepts; one is enough.
    #[serde(default)]
    pub any: Vec<String>,
    /// Or what breaks a condition in force.
    #[serde(default)]
    pub breaking: Vec<Breaking>,
    /// Absence only: facts of the case file that set the clock running.
    #[serde(default)]
    pub facts: Vec<String>,
    /// Who does it: `subject`, `others` (anybody but the subject) or `anybody`.
    #[serde(default)]
    pub by: Vec<String>,
    /// Kinds of agency that recorded it; all when empty.
    #[serde(default)]
    pub known_to: Vec<String>,
    /// Kinds of agency left out.
    #[serde(default)]
    pub not_known_to: Vec<String>,
    /// Concepts told again and again (a new partner): one counts only as news, when its agency has not said it inside `fresh_for`.
    #[serde(default)]
    pub fresh: Vec<String>,
    /// How long such news stays known; a year when left out.
    #[serde(default)]
    pub fresh_for: Option<String>,
    /// Concepts for which `unless` does not hold: a level lowered in a review is a decision, and no restatement.
    #[serde(default)]
    pub despite: Vec<String>,
    /// `good` only: not where another agency's worker stands before the words as the one who does it.
    #[serde(default)]
    pub own_act: bool,
    /// Words that rule a mention out where its own words hold one: a level that *remains high* was not left low.
    #[serde(default)]
    pub not_words: Vec<String>,
    /// Roles of people to whom it may be done without being meant: a partner's own home is no address he must not be at.
    #[serde(default)]
    pub not_of: Vec<String>,
    /// Assertion words that do not set a mention aside.
    #[serde(default)]
    pub allow: Vec<String>,
    /// Concepts (she tells of it herself) beside which a thing of the past counts too, when its agency has not said it before.
    #[serde(default)]
    pub first_told: Vec<String>,
    /// Concepts by which a professional of another agency, named at the entry's start, gets in touch; not asked when empty.
    #[serde(default)]
    pub reporter: Vec<String>,
    /// One of these too, in the same entry.
    #[serde(default)]
    pub with: Vec<String>,
    /// Or, instead of `with`, the entry opens with one of these: `at-risk`, `lay`, `child`, `subject`.
    #[serde(default)]
    pub teller: Vec<String>,
    /// One of these too, in the same sentence or the one before or after.
    #[serde(default)]
    pub beside: Vec<String>,
    /// Not if the entry shows one of these as done: a review restates reports, it is none.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Not if one of these stands in the same sentence.
    #[serde(default)]
    pub not_beside: Vec<String>,
    /// Triggers no further apart than this are one warning.
    #[serde(default)]
    pub episode: Option<String>,
    /// Repeat only: that many different days.
    #[serde(default)]
    pub count: Option<usize>,
    /// Repeat only: so many different concepts among them.
    #[serde(default)]
    pub kinds: Option<usize>,
    /// Repeat and cluster: inside this span.
    #[serde(default)]
    pub within: Option<String>,
    /// Repeat only: no further finding until so long after the last.
    #[serde(default)]
    pub again: Option<String>,
    /// Repeat only: what he denies in an entry that shows one of these as done is what the same agency was told before …
    #[serde(default)]
    pub put_by: Vec<String>,
    /// … inside this span, and no further report.
    #[serde(default)]
    pub put_within: Option<String>,
}

/// An expected response.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// In words.
    pub label: String,
    /// Concepts that count when done, or declined with a reason.
    pub any: Vec<String>,
    /// Kinds of agency whose entries count; all when empty.
    #[serde(default)]
    pub by: Vec<String>,
    /// Kinds of agency whose entries do not count.
    #[serde(default)]
    pub not_by: Vec<String>,
    /// An entry of such an agency that itself carries a trigger concept counts.
    #[serde(default)]
    pub entry_of: Vec<String>,
    /// Kinds of agency of which it is not asked: where one of them wrote the warning down, it holds it, and the step decides nothing.
    #[serde(default)]
    pub unasked_of: Vec<String>,
    /// Where one of `entry_of` had the same from the person at risk herself up to so long before, nobody can tell what there was to pass on;
    /// and where she told it herself afterwards, nobody can tell that it is the same matter.
    #[serde(default)]
    pub told_before: Option<String>,
    /// Only entries of the agency that knew count.
    #[serde(default)]
    pub own: bool,
    /// Not what another agency's entry did about a danger of another sort: a call to police about a following is none about a threat to kill.
    #[serde(default)]
    pub of_this: bool,
    /// Kinds of agency that would hold the answer. Where the record points to one whose records were not supplied, nobody can tell.
    #[serde(default)]
    pub held_by: Vec<String>,
    /// Kinds of agency whose own records would show it, besides `held_by` and `entry_of`: where days of theirs are missing, nobody can tell.
    #[serde(default)]
    pub kept_by: Vec<String>,
    /// Does it decide the outcome?
    #[serde(default)]
    pub required: bool,
    /// Steps of one group: one of them is enough.
    #[serde(default)]
    pub group: Option<String>,
    /// Not in an entry that also says one of these: a review that finds "nothing new" does not speak of what was new.
    #[serde(default)]
    pub not_with: Vec<String>,
    /// Not where the same words also say one of these: "police told, she says" is no act of the one who writes.
    #[serde(default)]
    pub not_as: Vec<String>,
    /// Only in an entry that also says one of these: reasons for a level stand where the level is named.
    #[serde(default)]
    pub with: Vec<String>,
    /// Contrary only: the trigger entry carries it only if it speaks of such a concern itself.
    #[serde(default)]
    pub names_concern: bool,
    /// May the trigger entry itself carry it?
    #[serde(default = "yes")]
    pub same_entry: bool,
    /// In the trigger entry itself, does only what is written after the trigger's words count?
    #[serde(default)]
    pub answers: bool,
    /// Kinds of agency to which it has to be directed, where its words name one or it is not of such an agency itself.
    #[serde(default)]
    pub toward: Vec<String>,
    /// Concepts that are a message to one kind of agency: where that one knew, the message is how it came to know and no answer by it.
    #[serde(default)]
    pub sent_to: BTreeMap<String, String>,
    /// A step that one of `held_by` had under way so long before the trigger already covers it: the right agency has it in hand.
    #[serde(default)]
    pub in_hand: Option<String>,
    /// Unconsulted only: what both agencies' entries of one day show was done together, and is contact between them.
    #[serde(default)]
    pub together: Vec<String>,
}

fn yes() -> bool {
    true
}

/// In what time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowRule {
    /// `N days` or `N working days`.
    pub within: String,
    /// A response this long before the trigger already covers it.
    #[serde(default)]
    pub back: Option<String>,
    /// After this a response is no longer late but missing.
    #[serde(default)]
    pub late_until: Option<String>,
    /// Whose step after the window counts as a late answer: that of `anybody`, or only that of the agency that knew.
    #[serde(default)]
    pub late_by: LateBy,
    /// Where the figure comes from.
    pub basis: WindowBasis,
    /// Key, when not reviewer-set.
    #[serde(default)]
    pub source: Option<String>,
    /// Words about it.
    #[serde(default)]
    pub note: Option<String>,
}

/// An example, which is a test.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// `missed`, `late`, `met`, `cannot-tell` or `silent`.
    pub expect: String,
    /// Its entries.
    pub chronology: String,
    /// Agencies supplied: `probation` or `probation until 2021-02-01`.
    #[serde(default)]
    pub supplied: Vec<String>,
    /// Kinds of condition in force.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Facts: `kind` or `kind: value`.
    #[serde(default)]
    pub facts: Vec<String>,
    /// Today's wrong answer, kept in view.
    #[serde(default)]
    pub known_gap: Option<String>,
}

impl Pattern {
    /// Every concept that the file names.
    pub fn concepts(&self) -> Vec<&str> {
        let (t, steps) = (&self.trigger, self.responses.iter());
        let lists: Vec<&Vec<String>> = [
            &t.any,
            &t.with,
            &t.unless,
            &t.reporter,
            &t.first_told,
            &t.beside,
            &t.not_beside,
            &t.fresh,
            &t.put_by,
        ]
        .into_iter()
        .chain(steps.flat_map(|r| [&r.any, &r.with, &r.not_with, &r.not_as, &r.together]))
        .chain(self.before.iter().flat_map(|b| [&b.any, &b.since]))
        .chain(self.before.iter().flat_map(|b| b.lapse.iter().map(|l| &l.ended_by)))
        .chain(self.after.iter().map(|a| &a.any))
        .chain(self.legs.iter().map(|l| &l.any))
        .chain(
            self.run
                .iter()
                .flat_map(|r| [&r.of, &r.broken_by, &r.not_with, &r.missed]),
        )
        .chain(
            self.contact
                .iter()
                .flat_map(|c| [&c.any, &c.until, &c.concepts, &c.missed]),
        )
        .chain(self.features.iter().flat_map(|f| [&f.from, &f.any]))
        .chain(self.omission.iter().flat_map(|o| [&o.next, &o.carries, &o.nothing]))
        .chain(self.held.iter().flat_map(|h| [&h.any, &h.shared_by]))
        .collect();
        lists.into_iter().flatten().map(String::as_str).collect()
    }

    /// Every length that the file writes, but those of its window.
    pub fn spans(&self) -> Vec<&str> {
        let written = [
            self.trigger.episode.as_deref(),
            self.trigger.within.as_deref(),
            self.trigger.again.as_deref(),
            self.trigger.fresh_for.as_deref(),
            self.trigger.put_within.as_deref(),
            self.before.as_ref().map(|b| b.within.as_str()),
            self.after.as_ref().map(|a| a.within.as_str()),
            self.features.as_ref().map(|f| f.within.as_str()),
            self.omission.as_ref().map(|o| o.within.as_str()),
            self.held.as_ref().map(|h| h.within.as_str()),
        ];
        written
            .into_iter()
            .flatten()
            .chain(self.due.iter().map(|d| d.within.as_str()))
            .chain(self.responses.iter().filter_map(|r| r.in_hand.as_deref()))
            .chain(self.responses.iter().filter_map(|r| r.told_before.as_deref()))
            .collect()
    }

    /// The lengths of its window; nothing when it has none.
    pub fn lengths(&self) -> Result<Option<Lengths>, String> {
        let Some(rule) = &self.window else { return Ok(None) };
        let within = Length::parse(&rule.within)?;
        let late = rule.late_until.as_deref().map_or(Ok(Length::Days(28)), Length::parse)?;
        let back = rule.back.as_deref().map_or(Ok(Length::Days(0)), Length::parse)?;
        Ok(Some(Lengths { within, late, back }))
    }

    /// The lengths of its window where a risk level is in force; those of the window itself when no level is known or none fits.
    pub fn lengths_on(&self, level: Option<&str>) -> Option<Lengths> {
        let mut lengths = self.lengths().ok()??;
        if let Some(within) = self.length_on(level).and_then(|w| Length::parse(w).ok()) {
            lengths.within = within;
        }
        Some(lengths)
    }

    /// The length that a risk level has of its own, as it is written: the first level that its words name decides.
    pub fn length_on(&self, level: Option<&str>) -> Option<&str> {
        let level = level?.to_lowercase();
        level
            .split(|c: char| !c.is_alphanumeric())
            .find_map(|word| self.due.iter().find(|d| d.level.to_lowercase() == word))
            .map(|d| d.within.as_str())
    }

    /// Was the rule in force on this day?
    pub fn in_force_on(&self, day: NaiveDate) -> bool {
        let inside = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
            from.is_none_or(|f| f <= day) && to.is_none_or(|t| day <= t)
        };
        inside(self.in_force.from, self.in_force.to) && !self.in_force.exceptions.iter().any(|e| inside(e.from, e.to))
    }
}
