//! Findings against the marks of a case: `gold.json` in a case folder.
//!
//! A finding counts when its kind is *gap*, its outcome is not *met*, and it does not rest on a suggestion. It is a *hit* when a clear
//! mark of the same pattern shares a trigger entry, *neutral* when an arguable one does, *false* otherwise.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::{
    app::evaluating::Counts,
    model::{
        finding::{Basis, Finding, FindingKind, Outcome},
        matter::Matter,
    },
};

/// The marks of a case.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Marks {
    /// What a fair reader would list.
    #[serde(default)]
    pub findings: Vec<Mark>,
    /// Warnings that were answered in time.
    #[serde(default)]
    pub met: Vec<Mark>,
    /// Entries that must not trigger the patterns named.
    #[serde(default)]
    pub quiet: Vec<Quiet>,
}

/// One mark.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Mark {
    /// Pattern id.
    pub pattern: String,
    /// Entries that a reader would cite.
    pub triggers: BTreeSet<String>,
    /// Outcome.
    #[serde(default)]
    pub outcome: String,
    /// `clear` or `arguable`; clear when left out.
    #[serde(default)]
    pub clarity: Option<String>,
    /// Why, in the reader's words.
    #[serde(default)]
    pub why: String,
}

/// Entries that must not trigger.
#[derive(Debug, Clone, Deserialize)]
pub struct Quiet {
    /// Entries.
    pub refs: BTreeSet<String>,
    /// Patterns.
    pub patterns: BTreeSet<String>,
}

/// How one case compares.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Score {
    /// Title of the case.
    pub case: String,
    /// Entries.
    pub entries: usize,
    /// Counts over the clear marks.
    pub counts: Counts,
    /// Hits whose outcome is the marked one.
    pub outcome_right: usize,
    /// Findings that share an entry with an arguable mark only.
    pub neutral: usize,
    /// Findings about a mark that was hit already.
    pub repeats: usize,
    /// Trigger entries of clear marks.
    pub marked: usize,
    /// Of those, entries that any counted finding cites.
    pub seen: usize,
    /// Warnings shown.
    pub warnings: usize,
    /// By pattern.
    pub patterns: BTreeMap<String, Counts>,
    /// By concept that made the first trigger count: hits and false alarms.
    pub concepts: BTreeMap<String, Counts>,
    /// Marks not found.
    pub not_found: Vec<Mark>,
    /// False alarms: pattern, entries, outcome, and the trap they fell into.
    pub false_alarms: Vec<FalseAlarm>,
}

/// A finding that no mark supports.
#[derive(Debug, Clone, Serialize)]
pub struct FalseAlarm {
    /// Finding id.
    pub id: String,
    /// Pattern id.
    pub pattern: String,
    /// Entries cited.
    pub entries: BTreeSet<String>,
    /// Outcome.
    pub outcome: String,
    /// Words that triggered it, and their concept.
    pub because: String,
    /// `met` or `quiet` when it was marked as such; empty otherwise.
    pub trap: String,
}

/// Reads `gold.json` of a case folder.
pub fn read(folder: &Path) -> anyhow::Result<Marks> {
    let path = folder.join("gold.json");
    let text = fs::read_to_string(&path).with_context(|| {
        format!(
            "{}: cannot be read; a marked case is a case folder with the marks in gold.json",
            path.display()
        )
    })?;
    serde_json::from_str(&text).with_context(|| format!("{}: is no list of marks", path.display()))
}

/// The outcome of a mark as the program writes it.
fn outcome(mark: &Mark) -> String {
    mark.outcome.replace([' ', '_'], "-")
}

/// What is wrong with marks: entries that the case does not have, and words for outcome and clarity that mean nothing. A mark that can
/// never be found would count as missed, and nobody would know why.
pub fn wrong(marks: &Marks, matter: &Matter) -> Vec<String> {
    const OUTCOMES: [&str; 5] = ["", "missed", "late", "cannot-tell", "met"];
    let known: BTreeSet<&str> = matter.entries.iter().map(|e| e.id.0.as_str()).collect();
    let unknown = |refs: &BTreeSet<String>, what: String| -> Vec<String> {
        let missing = refs.iter().filter(|r| !known.contains(r.as_str()));
        missing.map(|r| format!("{what}: the case has no entry {r}")).collect()
    };
    let mut out = Vec::new();
    for mark in marks.findings.iter().chain(&marks.met) {
        let what = format!("the mark of {}", mark.pattern);
        out.extend(unknown(&mark.triggers, what.clone()));
        if !OUTCOMES.contains(&outcome(mark).as_str()) {
            out.push(format!(
                "{what}: outcome `{}`; it is missed, late or cannot-tell",
                mark.outcome
            ));
        }
        if let Some(clarity) = mark.clarity.as_deref().filter(|c| !matches!(*c, "clear" | "arguable")) {
            out.push(format!("{what}: clarity `{clarity}`; it is clear or arguable"));
        }
    }
    for quiet in &marks.quiet {
        out.extend(unknown(&quiet.refs, "an entry that must stay quiet".to_owned()));
    }
    out
}

fn refs(finding: &Finding) -> BTreeSet<String> {
    finding.triggers.iter().map(|t| t.quote.entry.0.clone()).collect()
}

fn shares(mark: &Mark, pattern: &str, refs: &BTreeSet<String>) -> bool {
    mark.pattern == pattern && !mark.triggers.is_disjoint(refs)
}

/// Compares a judged case with its marks.
pub fn score(matter: &Matter, marks: &Marks) -> Score {
    let is_clear = |m: &&Mark| m.clarity.as_deref().unwrap_or("clear") == "clear";
    let clear: Vec<&Mark> = marks.findings.iter().filter(is_clear).collect();
    let arguable: Vec<&Mark> = marks.findings.iter().filter(|m| !is_clear(m)).collect();
    let mut out = Score {
        case: matter.case.title.clone(),
        entries: matter.entries.len(),
        warnings: matter.warnings.len(),
        ..Score::default()
    };
    let mut hit: BTreeSet<usize> = BTreeSet::new();
    let mut cited: BTreeSet<String> = BTreeSet::new();
    let counted = |f: &&Finding| f.kind == FindingKind::Gap && f.outcome != Outcome::Met && f.basis != Basis::Suggested;
    for finding in matter.findings.iter().filter(counted) {
        let refs = refs(finding);
        let concept = finding.triggers.first().map_or(String::new(), |t| t.concept.clone());
        cited.extend(refs.iter().cloned());
        let same: Vec<usize> = (0..clear.len())
            .filter(|i| clear.get(*i).is_some_and(|m| shares(m, &finding.pattern, &refs)))
            .collect();
        let fresh: Vec<usize> = same.iter().copied().filter(|i| !hit.contains(i)).collect();
        if !fresh.is_empty() {
            let agrees = fresh
                .iter()
                .any(|i| clear.get(*i).is_some_and(|m| outcome(m) == finding.outcome.code()));
            out.outcome_right += usize::from(agrees);
            out.patterns.entry(finding.pattern.clone()).or_default().hit += fresh.len();
            out.concepts.entry(concept).or_default().hit += 1;
            hit.extend(fresh);
        } else if !same.is_empty() {
            out.repeats += 1;
        } else if arguable.iter().any(|m| shares(m, &finding.pattern, &refs)) {
            out.neutral += 1;
        } else {
            out.patterns.entry(finding.pattern.clone()).or_default().false_alarms += 1;
            out.concepts.entry(concept).or_default().false_alarms += 1;
            out.counts.false_alarms += 1;
            out.false_alarms.push(false_alarm(finding, refs, marks));
        }
    }
    for (number, mark) in clear.iter().enumerate().filter(|(n, _)| !hit.contains(n)) {
        debug_assert!(number < clear.len());
        out.patterns.entry(mark.pattern.clone()).or_default().missed += 1;
        out.not_found.push((*mark).clone());
    }
    let marked: BTreeSet<&String> = clear.iter().flat_map(|m| &m.triggers).collect();
    out.counts.hit = hit.len();
    out.counts.missed = clear.len() - hit.len();
    out.marked = marked.len();
    out.seen = marked.iter().filter(|r| cited.contains(**r)).count();
    out
}

fn false_alarm(finding: &Finding, refs: BTreeSet<String>, marks: &Marks) -> FalseAlarm {
    let trap = if marks.met.iter().any(|m| shares(m, &finding.pattern, &refs)) {
        "met"
    } else if marks
        .quiet
        .iter()
        .any(|q| q.patterns.contains(&finding.pattern) && !q.refs.is_disjoint(&refs))
    {
        "quiet"
    } else {
        ""
    };
    FalseAlarm {
        id: finding.id.clone(),
        pattern: finding.pattern.clone(),
        entries: refs,
        outcome: finding.outcome.code().to_owned(),
        because: finding
            .triggers
            .iter()
            .map(|t| format!("{} {} “{}”", t.quote.entry, t.concept, t.quote.text))
            .collect::<Vec<_>>()
            .join(" · "),
        trap: trap.to_owned(),
    }
}

/// Several cases together.
pub fn together(scores: &[Score]) -> Score {
    let mut out = Score {
        case: "all".to_owned(),
        ..Score::default()
    };
    let add = |to: &mut Counts, from: &Counts| {
        to.hit += from.hit;
        to.missed += from.missed;
        to.false_alarms += from.false_alarms;
    };
    for score in scores {
        out.entries += score.entries;
        add(&mut out.counts, &score.counts);
        out.outcome_right += score.outcome_right;
        out.neutral += score.neutral;
        out.repeats += score.repeats;
        out.marked += score.marked;
        out.seen += score.seen;
        out.warnings += score.warnings;
        for (pattern, counts) in &score.patterns {
            add(out.patterns.entry(pattern.clone()).or_default(), counts);
        }
        for (concept, counts) in &score.concepts {
            add(out.concepts.entry(concept.clone()).or_default(), counts);
        }
    }
    out
}
