//! *Untold*: findings that a report does not tell, because reviewers did not accept them, or not yet. What is not told is never said not to
//! be there, and a reading that reviewers called misread is told as no fact.

use std::collections::BTreeSet;

use crate::{
    model::{
        finding::{Basis, Finding},
        matter::Matter,
        settled::Wrong,
    },
    review::deciding::{Deciding, NOT_SHOWN},
};

/// That none of a sort was accepted, and how many there are; nothing where there are none.
pub(crate) fn none(matter: &Matter, is_of_sort: impl Fn(&Finding) -> bool) -> Option<String> {
    if matter.decisions_are_masked {
        let masked = matter
            .untold
            .iter()
            .any(|f| f.basis != Basis::Suggested && is_of_sort(f));
        return masked.then(|| format!("None told: {NOT_SHOWN}."));
    }
    let deciding = Deciding::of_matter(matter);
    let aside = matter.findings.iter().filter(|f| deciding.is_set_aside(f));
    let all = aside.chain(&matter.untold);
    let all = all.filter(|f| f.basis != Basis::Suggested && is_of_sort(f));
    let (aside, open): (Vec<&Finding>, Vec<&Finding>) = all.partition(|f| deciding.is_set_aside(f));
    let counts = [(open.len(), "undecided"), (aside.len(), "not accepted")];
    let told: Vec<String> = counts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, words)| format!("{n} {words}"))
        .collect();
    (!told.is_empty()).then(|| format!("None accepted: {}.", told.join(", ")))
}

/// How many findings are left out and wait for a decision.
pub(crate) fn undecided(matter: &Matter) -> usize {
    let deciding = Deciding::of_matter(matter);
    let counted = matter.untold.iter().filter(|f| f.basis != Basis::Suggested);
    counted.filter(|f| !deciding.is_set_aside(f)).count()
}

/// Entry and concept of each reading of which reviewers said, by not accepting what rests on it, that the words do not say it. Where the
/// finding rests on several, one that another finding rests on stays: which of them was meant was not said.
pub(crate) fn misread(matter: &Matter) -> BTreeSet<(&str, &str)> {
    let deciding = Deciding::of_matter(matter);
    let all = || matter.findings.iter().chain(&matter.untold);
    let is_misread = |f: &&Finding| {
        let is_so = deciding.holding(f).is_some_and(|d| d.wrong() == Some(Wrong::Misread));
        is_so && deciding.is_set_aside(f)
    };
    let mut out = BTreeSet::new();
    for finding in all().filter(is_misread) {
        let own = readings(finding);
        let keeps = |f: &Finding, reading: &(&str, &str)| {
            let stands = if own.len() == 1 {
                deciding.accepted(f).is_some()
            } else {
                !deciding.is_set_aside(f)
            };
            f.basis != Basis::Suggested && stands && readings(f).contains(reading)
        };
        out.extend(own.iter().filter(|r| !all().any(|f| keeps(f, r))).copied());
    }
    out
}

/// What a finding rests on: entries, and what was read in each.
fn readings(finding: &Finding) -> BTreeSet<(&str, &str)> {
    let cited = finding.triggers.iter();
    cited.map(|t| (t.quote.entry.0.as_str(), t.concept.as_str())).collect()
}
