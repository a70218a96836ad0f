//! Findings that a measure *counts*: those of its patterns that no reviewer rejected, and what they amount to.

use super::{Measured, Shown, Standing, said::around};
use crate::{
    model::{
        finding::{Basis, Finding, FindingKind, Outcome, Severity},
        matter::Matter,
    },
    review::deciding::Deciding,
};

/// The words of so many findings are shown.
const SHOWN: usize = 4;

/// Findings of these patterns that count, and how many more there are that a reviewer did not accept.
pub(super) struct Counted<'a> {
    pub(super) stand: Vec<&'a Finding>,
    pub(super) rejected: usize,
}

pub(super) fn of_patterns<'a>(matter: &'a Matter, patterns: &[String], least: Option<Severity>) -> Counted<'a> {
    let all = matter
        .findings
        .iter()
        .filter(|f| f.kind == FindingKind::Gap && f.basis != Basis::Suggested && patterns.contains(&f.pattern))
        .filter(|f| least.is_none_or(|l| f.severity >= l));
    let deciding = Deciding::of_matter(matter);
    let (rejected, stand): (Vec<&Finding>, Vec<&Finding>) = all.partition(|f| deciding.is_set_aside(f));
    Counted {
        stand,
        rejected: rejected.len(),
    }
}

/// `2 not accepted by a reviewer, so not counted`
fn not_accepted(rejected: usize) -> String {
    format!("{rejected} not accepted by a reviewer, so not counted")
}

/// `3 missed, 1 late, 2 met`
fn tally_of(findings: &[&Finding]) -> String {
    let count = |outcome: Outcome| findings.iter().filter(|f| f.outcome == outcome).count();
    let parts: Vec<String> = [
        (count(Outcome::Missed), "with no response on record"),
        (count(Outcome::Late), "answered late"),
        (count(Outcome::CannotTell), "cannot be told"),
        (count(Outcome::Met), "met"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, words)| format!("{n} {words}"))
    .collect();
    parts.join(", ")
}

/// What findings amount to; `none` where there are none.
pub(super) fn result_of(matter: &Matter, counted: &Counted<'_>, none: Measured) -> Measured {
    let findings = &counted.stand;
    let has = |outcome: Outcome| findings.iter().any(|f| f.outcome == outcome);
    let mut out = if findings.is_empty() {
        none
    } else {
        let standing = if has(Outcome::Missed) || has(Outcome::Late) {
            Standing::NotEvidenced
        } else if has(Outcome::CannotTell) {
            Standing::NotDeterminable
        } else {
            Standing::Met
        };
        let refs = findings.iter().map(|f| f.id.clone()).collect();
        Measured {
            shown: words_of(matter, findings),
            ..Measured::new(standing, tally_of(findings)).resting_on(refs)
        }
    };
    if counted.rejected > 0 {
        out.why = format!("{}; {}", out.why, not_accepted(counted.rejected));
    }
    out
}

/// The words of the findings that decide, first those without a response.
fn words_of(matter: &Matter, findings: &[&Finding]) -> Vec<Shown> {
    let order = |f: &&&Finding| match f.outcome {
        Outcome::Missed => 0,
        Outcome::Late => 1,
        Outcome::CannotTell => 2,
        Outcome::Met => 3,
    };
    let mut all: Vec<&&Finding> = findings.iter().collect();
    all.sort_by_key(order);
    let shown = |f: &&Finding| {
        let quote = &f.triggers.first()?.quote;
        let (entry, reading) = matter.entry(&quote.entry)?;
        let words = around(entry, reading, quote);
        Some(Shown {
            of: f.id.clone(),
            day: format!("{}, {}", entry.id.0, words.day),
            ..words
        })
    };
    all.into_iter().filter_map(shown).take(SHOWN).collect()
}

/// Where every finding was rejected, the reason may be that nothing called for a response, or that there was one: only a person can say.
pub(super) fn none_accepted(counted: &Counted<'_>) -> Option<Measured> {
    (counted.rejected > 0).then(|| {
        Measured::new(
            Standing::NotDeterminable,
            "no finding stands; whether it applied and was met only a reviewer can say",
        )
    })
}
