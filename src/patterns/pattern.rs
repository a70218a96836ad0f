//! The form of a pattern file (see `docs/writing-patterns.md`, section 5), and what makes one wrong.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::{
    model::{
        finding::{FindingKind, Severity, WindowBasis},
        matter::{PatternCard, SourceCard},
    },
    patterns::length::Length,
};

/// A pattern: a rule, as data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Id.
    pub id: String,
    /// What was missed, in words.
    pub title: String,
    /// `T1`, `T2`, `T3`.
    pub tier: String,
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
    /// What should have led somebody to act.
    pub trigger: Trigger,
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

/// A source of a pattern.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternSource {
    /// Key in `rules/sources.toml`.
    pub key: String,
    /// Place in it.
    pub at: String,
    /// What it says there.
    pub says: String,
    /// How it was read.
    pub tag: SourceTag,
}

/// How a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceTag {
    /// The words were read in the source.
    Read,
    /// Read in an unofficial or local source.
    SecondHand,
    /// Read in an official document since replaced.
    Historic,
    /// The document exists, its text was not read.
    KnownNotRead,
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
}

/// What should have led somebody to act.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Concepts; one is enough.
    pub any: Vec<String>,
    /// Who does it: `subject` or `anybody`.
    #[serde(default)]
    pub by: Vec<String>,
    /// Kinds of agency that recorded it; all when empty.
    #[serde(default)]
    pub known_to: Vec<String>,
    /// Kinds of agency left out.
    #[serde(default)]
    pub not_known_to: Vec<String>,
    /// Assertion words that do not set a mention aside.
    #[serde(default)]
    pub allow: Vec<String>,
    /// `professional`: the entry tells of a professional of another agency getting in touch.
    #[serde(default)]
    pub reporter: Option<String>,
    /// One of these too, in the same entry.
    #[serde(default)]
    pub with: Vec<String>,
    /// Not if the entry shows one of these as done: a review restates reports, it is none.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Triggers no further apart than this are one warning.
    #[serde(default)]
    pub episode: Option<String>,
    /// Repeat only: that many different days.
    #[serde(default)]
    pub count: Option<usize>,
    /// Repeat only: inside this span.
    #[serde(default)]
    pub within: Option<String>,
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
    /// Assertion words that do not set a mention aside.
    #[serde(default)]
    pub allow: Vec<String>,
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
    /// An entry of such an agency that itself carries a trigger concept counts.
    #[serde(default)]
    pub entry_of: Vec<String>,
    /// Does it decide the outcome?
    #[serde(default)]
    pub required: bool,
    /// Steps of one group: one of them is enough.
    #[serde(default)]
    pub group: Option<String>,
    /// May the trigger entry itself carry it?
    #[serde(default = "yes")]
    pub same_entry: bool,
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

/// The lengths of a pattern's window, parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lengths {
    /// In time.
    pub within: Length,
    /// Still counted as late.
    pub late: Length,
    /// Already covered before.
    pub back: Length,
}

impl Pattern {
    /// The lengths of its window; nothing when it has none.
    pub fn lengths(&self) -> Result<Option<Lengths>, String> {
        let Some(rule) = &self.window else {
            return Ok(None);
        };
        let within = Length::parse(&rule.within)?;
        let late = rule.late_until.as_deref().map_or(Ok(Length::Days(28)), Length::parse)?;
        let back = rule.back.as_deref().map_or(Ok(Length::Days(0)), Length::parse)?;
        Ok(Some(Lengths { within, late, back }))
    }

    /// Was the rule in force on this day?
    pub fn in_force_on(&self, day: NaiveDate) -> bool {
        self.in_force.from.is_none_or(|from| from <= day) && self.in_force.to.is_none_or(|to| day <= to)
    }

    /// The pattern as people read it; `sources` gives title and address of a key.
    pub fn card(&self, sources: &dyn Fn(&str) -> Option<(String, String)>) -> PatternCard {
        let window = self.window.as_ref().map_or(String::new(), |w| {
            let late = w
                .late_until
                .as_deref()
                .map_or(String::new(), |l| format!(", counted as late until {l}"));
            let note = w.note.as_deref().map_or(String::new(), |n| format!(". {n}"));
            format!("{} ({}{late}){note}", w.within, w.basis.words())
        });
        PatternCard {
            id: self.id.clone(),
            title: self.title.clone(),
            tier: self.tier.clone(),
            version: self.version,
            severity: self.severity,
            kind: self.kind,
            summary: self.summary.clone(),
            why: self.why.trim().to_owned(),
            consider: self.consider.clone(),
            ask: self.ask.clone(),
            window,
            sources: self
                .sources
                .iter()
                .map(|s| {
                    let (title, address) = sources(&s.key).unwrap_or_default();
                    SourceCard {
                        key: s.key.clone(),
                        title,
                        address,
                        at: s.at.clone(),
                        says: s.says.clone(),
                        tag: s.tag.words().to_owned(),
                    }
                })
                .collect(),
        }
    }
}

impl SourceTag {
    /// The words shown beside a source.
    pub fn words(self) -> &'static str {
        match self {
            Self::Read => "read in the source",
            Self::SecondHand => "second-hand",
            Self::Historic => "historic",
            Self::KnownNotRead => "known, not read",
        }
    }
}
