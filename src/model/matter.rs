//! The *matter*: everything known of a case after it was read and judged. What search, reports and screens are made from.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::model::{
    act::Act,
    case::Case,
    coverage::Coverage,
    deciding::Deciding,
    entry::{Entry, EntryId},
    finding::{Basis, Finding, FindingKind, Severity, Step, Warning},
    history::History,
    mention::Reading,
    places::Places,
    problem::Problem,
    record::Record,
    settled::{Settled, Settlement, words_of},
    timeline::Timeline,
    when::{day_in_words, days_in_words},
};

/// Everything known of a case after it was read and judged.
#[derive(Debug, Clone)]
pub struct Matter {
    /// The case.
    pub case: Case,
    /// Its records.
    pub records: Vec<Record>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Entries in the order of the timeline.
    pub entries: Vec<Entry>,
    /// Readings, one for each entry, in the same order.
    pub readings: Vec<Reading>,
    /// Order, duplicates, silences.
    pub timeline: Timeline,
    /// Days supplied, per agency.
    pub coverage: Vec<Coverage>,
    /// Findings, in a fixed order.
    pub findings: Vec<Finding>,
    /// Findings that a report leaves out by choice, as those that no reviewer accepted: what is not told is never said not to be there.
    pub untold: Vec<Finding>,
    /// Warnings, the gravest and clearest first; their numbers follow the timeline.
    pub warnings: Vec<Warning>,
    /// What reviewers said of readings, in order.
    pub acts: Vec<Act>,
    /// What people settled: decisions, people, days supplied, in order.
    pub settled: Vec<Settled>,
    /// Acts that could not be laid over the readings: number and why.
    pub strays: Vec<(u64, String)>,
    /// What stood in the case file before; empty unless it was asked for, and for cases that are not kept.
    pub history: History,
    /// The patterns that were judged, by id.
    pub patterns: BTreeMap<String, PatternCard>,
    /// Labels of concepts, by id.
    pub concepts: BTreeMap<String, String>,
    /// Headings under which reports tell of patterns.
    pub outline: Outline,
    /// What is judged otherwise than the rules say, in this case only.
    pub own: OwnRules,
    /// SHA-256 of the rules, lower-case hex.
    pub rules_sha256: String,
    /// Where each entry stands.
    pub places: Places,
    /// Is the end of the case masked? Then its last day and its event are not those that the case states.
    pub end_is_masked: bool,
    /// Is part of the case masked? Then no decision is shown, and nobody can tell whether there is one.
    pub decisions_are_masked: bool,
}

/// What stands in place of a day that is masked.
pub const NOT_SHOWN: &str = "not shown while masked";

/// A pattern as people read it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PatternCard {
    /// Id, for example those of the catalogue.
    pub id: String,
    /// What the records hold and what there is no record of, in words.
    pub title: String,
    /// `T1`, `T2` or `T3`.
    pub tier: String,
    /// Goes up when the logic changes.
    pub version: u32,
    /// How grave.
    pub severity: Severity,
    /// Gap, good or context.
    pub kind: FindingKind,
    /// One or two sentences.
    pub summary: String,
    /// Why it matters, with figures only where a source gives them.
    pub why: String,
    /// What a fair reader must rule out.
    pub consider: Vec<String>,
    /// Questions for the agency.
    pub ask: Vec<String>,
    /// The window in words, with its basis; empty when there is none.
    pub window: String,
    /// Where it comes from.
    pub sources: Vec<SourceCard>,
    /// Where it stands in reports.
    pub place: Place,
    /// What it looks for, step by step, so that reports can name the entries that speak of a step on other days.
    pub looked_for: Vec<LookedFor>,
}

/// What is judged otherwise than the rules say, in one case only: by its reviewers, each with a reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct OwnRules {
    /// Windows that they set, by pattern.
    pub windows: Vec<OwnWindow>,
    /// Patterns of the case's own that are judged, by id.
    pub patterns: Vec<OwnPattern>,
}

/// A window that reviewers set for their case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OwnWindow {
    /// Id of the pattern.
    pub pattern: String,
    /// Its title.
    pub title: String,
    /// Calendar days.
    pub days: u32,
    /// What the rules say instead, with the basis.
    pub rules_say: String,
    /// Is what the rules say read in a source, and not set by people?
    pub from_source: bool,
    /// Number of the settlement.
    pub number: u64,
    /// Who set it.
    pub who: String,
    /// When, as text.
    pub at: String,
    /// Why.
    pub because: String,
}

/// A pattern of a case's own.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OwnPattern {
    /// Its id.
    pub id: String,
    /// Its title; its id where it cannot be read.
    pub title: String,
    /// Its version.
    pub version: u32,
    /// Number of the settlement.
    pub number: u64,
    /// Who put it in.
    pub who: String,
    /// When, as text.
    pub at: String,
    /// Why.
    pub because: String,
    /// Why the rules in use cannot read it, so that it is not judged; empty otherwise.
    pub unread: String,
}

impl OwnRules {
    /// Is everything judged as the rules say?
    pub fn is_empty(&self) -> bool {
        self.windows.is_empty() && self.patterns.is_empty()
    }

    /// Is this a pattern of the case's own?
    pub fn holds(&self, pattern: &str) -> bool {
        self.patterns.iter().any(|p| p.id == pattern)
    }

    /// The window that reviewers set for a pattern.
    pub fn window(&self, pattern: &str) -> Option<&OwnWindow> {
        self.windows.iter().find(|w| w.pattern == pattern)
    }
}

/// A step that a pattern looks for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LookedFor {
    /// In words, as in a finding's steps.
    pub label: String,
    /// Concepts that show it.
    pub concepts: Vec<String>,
    /// Kinds of agency to which it has to be directed, where its words name one; any when empty.
    pub toward: Vec<String>,
    /// Kinds of agency that would hold a record of it.
    pub held_by: Vec<String>,
    /// Do only entries of the agency that knew count?
    pub own: bool,
}

/// Where a pattern stands in reports.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// Name of its shape in `patterns::shapes`.
    pub shape: String,
    /// Inspection stage and dimension, in words; empty when it has none.
    pub stage: String,
    /// Area of practice; empty when the rules name none.
    pub area: String,
    /// Lines of enquiry.
    pub lines: Vec<String>,
}

/// Headings under which reports tell of patterns, in their order, and what a step of practice is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Areas of practice.
    pub areas: Vec<String>,
    /// Lines of enquiry.
    pub lines: Vec<String>,
    /// Concepts of something that a professional does.
    pub practice: BTreeSet<String>,
    /// Concepts of what can make sense of what was done at the time: workload, what others had told them.
    pub sense: BTreeSet<String>,
    /// Concepts by family, for choosing one: what the family is called, and the ids of its concepts in the order of the rules.
    pub families: Vec<(String, Vec<String>)>,
}

/// A source as people read it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SourceCard {
    /// Key in `rules/sources.toml`.
    pub key: String,
    /// Title of the publication.
    pub title: String,
    /// Address, as text; never a link that is followed by the program.
    pub address: String,
    /// Place in it.
    pub at: String,
    /// What it says there, in our words or quoted.
    pub says: String,
    /// How it was read: `read`, `second-hand`, `historic`, `known-not-read`.
    pub tag: String,
}

impl Matter {
    /// Days under review or supplied, in words. Where the end of the case is masked, a last day that was cut with it is none to be told.
    pub fn days_in_words(&self, from: NaiveDate, to: NaiveDate) -> String {
        if self.end_is_masked && to >= self.case.review_to {
            format!("{}; the last day is {NOT_SHOWN}", day_in_words(from))
        } else {
            days_in_words(from, to)
        }
    }

    /// The day of the event in words; where there is none to tell, these words, unless it is masked.
    pub fn event_in_words(&self, otherwise: &str) -> String {
        match self.case.event {
            Some(event) => day_in_words(event),
            None if self.end_is_masked => NOT_SHOWN.to_owned(),
            None => otherwise.to_owned(),
        }
    }

    /// Were the words of one of two accounts changed since somebody looked at them?
    pub fn is_to_look_again(&self, looked: &Settlement) -> bool {
        let Settlement::Conflict { first, second, words } = looked else {
            return false;
        };
        let both = self.entry(first).zip(self.entry(second));
        !words.is_empty() && both.is_some_and(|((a, _), (b, _))| words_of(a, b) != *words)
    }

    /// The entry with this id, and its reading.
    pub fn entry(&self, id: &EntryId) -> Option<(&Entry, &Reading)> {
        let at = self.places.of(&self.entries, id)?;
        Some((self.entries.get(at)?, self.readings.get(at)?))
    }

    /// What words that were read as this concept show of a step: where its label joins several kinds of step, only that kind.
    pub fn kind_of_step<'a>(&'a self, label: &'a str, concept: &'a str) -> &'a str {
        if label.contains(" or ") {
            self.concepts.get(concept).map_or(concept, String::as_str)
        } else {
            label
        }
    }

    /// The kinds of step that the entries show of this one, where its label joins several; nothing where it names one only.
    pub fn kinds_shown(&self, step: &Step) -> Vec<String> {
        let kinds = step.shown_by.iter().map(|c| self.kind_of_step(&step.label, &c.concept));
        let kinds: BTreeSet<&str> = kinds.filter(|k| *k != step.label).collect();
        kinds.into_iter().map(str::to_owned).collect()
    }

    /// Findings that count: those that rest on a suggestion are shown apart and wait for a person.
    pub fn counted(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.basis != Basis::Suggested)
    }

    /// Every warning with its findings that count, in their order.
    pub fn with_findings(&self) -> Vec<(&Warning, Vec<&Finding>)> {
        let by_id: BTreeMap<&str, &Finding> = self.counted().map(|f| (f.id.as_str(), f)).collect();
        let of = |w: &Warning| {
            w.findings
                .iter()
                .filter_map(|id| by_id.get(id.as_str()).copied())
                .collect()
        };
        self.warnings.iter().map(|w| (w, of(w))).collect()
    }

    /// Findings that rest on a suggestion: possible, to be read.
    pub fn possible(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.basis == Basis::Suggested)
    }

    /// The finding with this id.
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        self.findings.iter().find(|f| f.id == id)
    }

    /// The decision that holds on a finding: the last one on it, or nothing when its pattern has a newer version. For many findings
    /// [`Deciding`] tells the same without a search for each.
    pub fn decision(&self, finding: &Finding) -> Option<&Settled> {
        let is_undone = |number| self.settled.iter().any(|s| s.what == Settlement::Undo(number));
        self.settled.iter().rev().find(|s| {
            matches!(&s.what, Settlement::Decision { finding: id, version, .. } if *version == finding.version && *id == finding.id)
                && !is_undone(s.number)
        })
    }

    /// Ids of the findings that reviewers did not accept, as they stand now ([`Deciding::is_set_aside`]).
    pub fn not_accepted(&self) -> BTreeSet<&str> {
        let deciding = Deciding::of_matter(self);
        let gone = self.findings.iter().filter(|f| deciding.is_set_aside(f));
        gone.map(|f| f.id.as_str()).collect()
    }

    /// Lays over it what people settled; nothing is judged anew. A warning is called by its gravest finding: where reviewers did not accept
    /// that one, and accept or have yet to decide another, it is called by the gravest of the others. A result that does not stand, or that they
    /// put in words of their own, is told by no title.
    pub fn settle(&mut self, settled: Vec<Settled>) {
        self.settled = settled;
        let deciding = Deciding::of_matter(self);
        let gone = self.findings.iter().filter(|f| deciding.is_set_aside(f));
        let gone: BTreeSet<&str> = gone.map(|f| f.id.as_str()).collect();
        let other_words = self.findings.iter().filter(|f| deciding.own_words(f).is_some());
        let other_words: BTreeSet<&str> = other_words.map(|f| f.id.as_str()).collect();
        let title = |warning: &Warning| {
            let is_gone = |id: &String| gone.contains(id.as_str());
            let is_untold = |id: &str| gone.contains(id) || other_words.contains(id);
            let judged = || {
                let untold = warning.results.iter().filter(|r| is_untold(&r.finding));
                untold.fold(warning.judged_title.clone(), |t, r| t.replacen(&r.words, &r.bare, 1))
            };
            let other = warning.findings.first().filter(|first| is_gone(first)).and_then(|_| {
                let standing = warning.findings.iter().find(|id| !is_gone(id))?;
                self.findings.iter().find(|f| f.id == *standing)
            });
            match other {
                Some(f) if other_words.contains(f.id.as_str()) => f.held().to_owned(),
                Some(f) => f.title.clone(),
                None if warning.findings.iter().all(is_gone) => warning.judged_title.clone(),
                None => judged(),
            }
        };
        let titles: Vec<String> = self.warnings.iter().map(title).collect();
        for (warning, title) in self.warnings.iter_mut().zip(titles) {
            warning.title = title;
        }
    }

    /// The warnings of which a finding stands: those of which reviewers accepted none are left out.
    pub fn standing_warnings(&self) -> Vec<&Warning> {
        let gone = self.not_accepted();
        if gone.is_empty() {
            return self.warnings.iter().collect();
        }
        let stands: BTreeSet<&str> = self
            .counted()
            .map(|f| f.id.as_str())
            .filter(|id| !gone.contains(id))
            .collect();
        let is_gone = |w: &Warning| {
            let any = |set: &BTreeSet<&str>| w.findings.iter().any(|id| set.contains(id.as_str()));
            any(&gone) && !any(&stands)
        };
        self.warnings.iter().filter(|w| !is_gone(w)).collect()
    }

    /// The warnings that stand and cite this entry as a trigger.
    pub fn warnings_at<'a>(&'a self, id: &'a EntryId) -> impl Iterator<Item = &'a Warning> + 'a {
        let standing = self.standing_warnings().into_iter();
        standing.filter(move |w| w.triggers.contains(id))
    }
}
