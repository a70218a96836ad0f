//! *Shapes*: from what the program knows to what the interface writes.

use std::collections::BTreeMap;

use crate::{
    model::{
        deciding::{Decided, Deciding},
        entry::Entry,
        finding::{self as found, Outcome, Severity},
        matter::Matter,
        mention as read, quote,
        settled::Settled,
    },
    review::agreement::{self, Together},
    web::api::answers::{Agency, Decision, Entry as EntryOut, Finding, Mention, Note, Quote, Step, Warning},
};

/// The warnings of each entry.
pub(super) fn warnings_by_entry(matter: &Matter) -> BTreeMap<&str, Vec<String>> {
    let mut out: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for warning in &matter.warnings {
        for id in &warning.triggers {
            out.entry(&id.0).or_default().push(warning.id.clone());
        }
    }
    out
}

pub(super) fn agencies(matter: &Matter) -> Vec<Agency> {
    let agencies = matter.case.agencies.iter();
    agencies
        .map(|a| Agency {
            id: a.id.0.clone(),
            name: a.name.clone(),
            kind: a.kind.clone(),
            supplied: !a.files.is_empty(),
        })
        .collect()
}

pub(super) fn entry(entry: &Entry, warnings: &BTreeMap<&str, Vec<String>>) -> EntryOut {
    EntryOut {
        id: entry.id.0.clone(),
        agency: entry.agency.0.clone(),
        written: entry.when.written.clone(),
        earliest: entry.when.earliest,
        latest: entry.when.latest,
        time: entry.when.time.map(|t| t.format("%H:%M").to_string()),
        doubtful: entry.when.doubtful,
        entry_type: entry.entry_type.clone(),
        source: entry.source.clone(),
        author: entry.author.clone(),
        text: entry.text.clone(),
        file: entry.origin.file.clone(),
        sha256: entry.origin.sha256.clone(),
        part: entry.origin.part.clone(),
        row: entry.origin.row,
        warnings: warnings.get(entry.id.0.as_str()).cloned().unwrap_or_default(),
    }
}

pub(super) fn quote(quote: &quote::Quote) -> Quote {
    Quote {
        entry: quote.entry.0.clone(),
        part: match quote.part {
            quote::Part::Text => "text",
            quote::Part::Type => "type",
            quote::Part::Source => "source",
            quote::Part::Author => "author",
        }
        .to_owned(),
        start: quote.start,
        end: quote.end,
        text: quote.text.clone(),
    }
}

pub(super) fn mention(matter: &Matter, mention: &read::Mention) -> Mention {
    Mention {
        label: matter
            .concepts
            .get(&mention.concept)
            .cloned()
            .unwrap_or_else(|| mention.concept.clone()),
        concept: mention.concept.clone(),
        quote: quote(&mention.quote),
        said: mention.assertion.words().iter().map(|w| (*w).to_owned()).collect(),
        hand: mention.hand_word().to_owned(),
        struck: mention.struck.is_some(),
    }
}

pub(super) fn note((text, by): &(&str, &Settled)) -> Note {
    Note {
        text: (*text).to_owned(),
        who: by.who.clone(),
        at: by.at.clone(),
    }
}

/// A warning, as grave as lists show it.
pub(super) fn warning(warning: &found::Warning, weights: &BTreeMap<&str, (Severity, Outcome)>) -> Warning {
    let stated = (warning.severity, warning.outcome);
    let (severity, outcome) = weights.get(warning.id.as_str()).copied().unwrap_or(stated);
    Warning {
        id: warning.id.clone(),
        date: warning.date,
        title: warning.title.clone(),
        severity: severity.code().to_owned(),
        outcome: outcome.code().to_owned(),
        rung: warning.rung.code().to_owned(),
        triggers: warning.triggers.iter().map(|t| t.0.clone()).collect(),
        findings: warning.findings.clone(),
        asks: warning.asks.clone(),
    }
}

pub(super) fn finding(deciding: &Deciding<'_>, one: &found::Finding) -> Finding {
    let window = one.window.as_ref();
    Finding {
        id: one.id.clone(),
        pattern: one.pattern.clone(),
        version: one.version,
        title: one.title.clone(),
        kind: match one.kind {
            found::FindingKind::Gap => "gap",
            found::FindingKind::Good => "good",
            found::FindingKind::Context => "context",
        }
        .to_owned(),
        outcome: one.outcome.code().to_owned(),
        basis: match one.basis {
            found::Basis::Rule => "rule",
            found::Basis::Reviewer => "reviewer",
            found::Basis::Suggested => "suggested",
        }
        .to_owned(),
        agency: one.agency.0.clone(),
        severity: one.severity.code().to_owned(),
        window_from: window.map(|w| w.from),
        window_to: window.map(|w| w.to),
        window_basis: window.map(|w| w.basis.words().to_owned()),
        triggers: one.triggers.iter().map(|t| quote(&t.quote)).collect(),
        steps: one.steps.iter().map(step).collect(),
        searched: one.searched.entries,
        not_supplied: one.searched.not_supplied.iter().map(|a| a.0.clone()).collect(),
        says: one.says.clone(),
        unclear: one.unclear.clone(),
        decision: deciding.holding(one).map(|d| decision(deciding, one, &d)),
        agreement: match agreement::of_finding(deciding, one) {
            _ if deciding.is_masked() => "not-shown",
            Together::Agreed => "agreed",
            Together::Differ => "differ",
            Together::Settled => "settled-together",
            Together::OneOnly => "one-only",
            Together::Nobody => "nobody",
        }
        .to_owned(),
        decisions: deciding
            .views(one)
            .values()
            .map(|d| decision(deciding, one, d))
            .collect(),
    }
}

fn step(step: &found::Step) -> Step {
    Step {
        label: step.label.clone(),
        required: step.required,
        outcome: step.outcome.code().to_owned(),
        shown_by: step.shown_by.iter().map(|c| quote(&c.quote)).collect(),
    }
}

fn decision(deciding: &Deciding<'_>, one: &found::Finding, decided: &Decided<'_>) -> Decision {
    let with = deciding.with(decided);
    let is_confirmed = |name: &&&str| deciding.is_of_one_mind(one, decided, name);
    Decision {
        verdict: decided.verdict.code().to_owned(),
        because: decided.by.because.clone(),
        who: decided.by.who.clone(),
        at: decided.by.at.clone(),
        together: with.iter().map(|n| (*n).to_owned()).collect(),
        confirmed_by: with.iter().filter(is_confirmed).map(|n| (*n).to_owned()).collect(),
    }
}
