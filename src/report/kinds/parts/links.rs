//! *Links*: for each entry, everything of the matter that is tied to it: warnings, findings, what it answers, other accounts of the same.
//!
//! Made once for a report, so that ten thousand rows need no search each.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        entry::{Entry, EntryId},
        finding::{Check, Cited, Finding, FindingKind, Outcome, Severity, Step, Warning},
        matter::Matter,
        mention::{Mention, Reading},
        settled::{Settlement, standing},
        when::{When, day_in_words as day},
    },
    patterns::warnings::checklist,
    report::kinds::parts::untold,
    review::{
        deciding::{Deciding, OTHERWISE},
        knowledge::Knowledge,
    },
};

pub(crate) use crate::review::said::{is_asserted, is_said_done};

/// See the module.
#[derive(Debug)]
pub(crate) struct Links<'a> {
    pub(crate) matter: &'a Matter,
    known: Knowledge<'a>,
    deciding: Deciding<'a>,
    warnings: BTreeMap<&'a str, Vec<&'a Warning>>,
    findings: BTreeMap<&'a str, Vec<&'a Finding>>,
    answers: BTreeMap<&'a str, Vec<(&'a Finding, &'a Step, &'a Cited)>>,
    others: BTreeMap<&'a str, Vec<Other<'a>>>,
    said_done: BTreeMap<&'a str, Vec<(usize, &'a Mention)>>,
    misread: BTreeSet<(&'a str, &'a str)>,
}

/// How entries are tied that tell of one event.
pub(crate) const SAME_EVENT: &str = "same event";
/// How entries are tied whose accounts differ.
pub(crate) const TWO_ACCOUNTS: &str = "two accounts";

/// Another entry that tells of the same, or differs.
#[derive(Debug, Clone)]
pub(crate) struct Other<'a> {
    pub(crate) entry: &'a EntryId,
    /// `same event`, `two accounts`, `not the same`, `perhaps the same event`, `one exchange of e-mails`.
    pub(crate) how: &'static str,
    pub(crate) why: String,
}

impl<'a> Links<'a> {
    /// The links of a matter.
    pub(crate) fn new(matter: &'a Matter) -> Self {
        let mut out = Self {
            matter,
            known: Knowledge::new(matter),
            deciding: Deciding::of_matter(matter),
            warnings: BTreeMap::new(),
            findings: BTreeMap::new(),
            answers: BTreeMap::new(),
            others: BTreeMap::new(),
            said_done: BTreeMap::new(),
            misread: untold::misread(matter),
        };
        for (place, reading) in matter.readings.iter().enumerate() {
            for mention in reading.mentions.iter().filter(|m| is_said_done(m)) {
                if out.is_misread(mention) {
                    continue;
                }
                out.said_done
                    .entry(&mention.concept)
                    .or_default()
                    .push((place, mention));
            }
        }
        let standing: Vec<&Finding> = matter.findings.iter().filter(|f| out.stands(f)).collect();
        for finding in standing {
            for trigger in &finding.triggers {
                let held = out.findings.entry(&trigger.quote.entry.0).or_default();
                if !held.iter().any(|f| f.id == finding.id) {
                    held.push(finding);
                }
            }
            // What reviewers put in other words is not told as the program read it.
            for step in finding
                .steps
                .iter()
                .filter(|_| out.deciding.own_words(finding).is_none())
            {
                for cited in &step.shown_by {
                    out.answers
                        .entry(&cited.quote.entry.0)
                        .or_default()
                        .push((finding, step, cited));
                }
            }
        }
        for warning in &matter.warnings {
            for entry in out.cited(warning) {
                out.warnings.entry(&entry.id.0).or_default().push(warning);
            }
        }
        out.accounts(matter);
        out
    }

    fn accounts(&mut self, matter: &'a Matter) {
        let mut pair = |first: &'a EntryId, second: &'a EntryId, how: &'static str, why: &str| {
            for (one, other) in [(first, second), (second, first)] {
                self.others.entry(&one.0).or_default().push(Other {
                    entry: other,
                    how,
                    why: why.to_owned(),
                });
            }
        };
        for link in &matter.timeline.duplicates {
            pair(&link.first, &link.second, SAME_EVENT, &link.why);
        }
        for conflict in &matter.timeline.conflicts {
            pair(&conflict.first, &conflict.second, TWO_ACCOUNTS, &conflict.in_words());
        }
        for related in &matter.timeline.related {
            pair(&related.first, &related.second, related.how.words(), &related.why);
        }
        for settled in standing(&matter.settled) {
            match &settled.what {
                Settlement::Conflict { first, second, .. } => pair(first, second, TWO_ACCOUNTS, &settled.because),
                Settlement::NotTheSame { first, second } => pair(first, second, "not the same", &settled.because),
                _ => {}
            }
        }
    }

    /// Does a finding count, and did no reviewer reject it?
    pub(crate) fn stands(&self, finding: &Finding) -> bool {
        self.known.stands(finding)
    }

    /// Whose entries each warning cites.
    pub(crate) fn known(&self) -> &Knowledge<'a> {
        &self.known
    }

    /// Findings that count, and that no reviewer rejected.
    pub(crate) fn standing(&self) -> impl Iterator<Item = &'a Finding> + '_ {
        self.matter.findings.iter().filter(|f| self.stands(f))
    }

    /// What was decided.
    pub(crate) fn deciding(&self) -> &Deciding<'a> {
        &self.deciding
    }

    /// Findings that count, and whose result stands as the program tells it: no reviewer rejected it or put it in other words.
    pub(crate) fn results(&self) -> impl Iterator<Item = &'a Finding> + '_ {
        self.standing().filter(|f| !self.is_reworded(f))
    }

    /// Did reviewers put what the program found in words of their own?
    pub(crate) fn is_reworded(&self, finding: &Finding) -> bool {
        self.deciding.own_words(finding).is_some()
    }

    /// The findings of a warning whose results stand as the program tells them.
    pub(crate) fn results_of(&self, warning: &Warning) -> Vec<&'a Finding> {
        self.known.results_of(warning)
    }

    /// Findings that reviewers rejected.
    pub(crate) fn rejected(&self) -> impl Iterator<Item = &'a Finding> + '_ {
        self.matter.findings.iter().filter(|f| self.known.is_rejected(f))
    }

    /// Did reviewers say that the words of a mention do not say what was read in them?
    pub(crate) fn is_misread(&self, mention: &Mention) -> bool {
        self.misread
            .contains(&(mention.quote.entry.0.as_str(), mention.concept.as_str()))
    }

    /// What stands where no finding of a sort is told: that none was accepted, where there are some, else these words.
    pub(crate) fn none(&self, is_of_sort: impl Fn(&Finding) -> bool, otherwise: &str) -> String {
        untold::none(self.matter, is_of_sort).unwrap_or_else(|| otherwise.to_owned())
    }

    /// The findings of a warning that a report may tell.
    pub(crate) fn findings_of(&self, warning: &Warning) -> Vec<&'a Finding> {
        self.known.findings_of(warning)
    }

    /// The entries that a warning rests on, in order.
    pub(crate) fn cited(&self, warning: &Warning) -> Vec<&'a Entry> {
        self.known.cited(warning)
    }

    /// For each agency the first of its entries that a warning rests on.
    pub(crate) fn knew(&self, warning: &Warning) -> Vec<&'a Entry> {
        self.known.knew(warning)
    }

    /// Warnings with a finding that stands, in the order of the timeline.
    pub(crate) fn warnings(&self) -> Vec<&'a Warning> {
        let mut out: Vec<&Warning> = self
            .matter
            .warnings
            .iter()
            .filter(|w| !self.findings_of(w).is_empty())
            .collect();
        out.sort_by(|a, b| (a.date, number(&a.id), &a.id).cmp(&(b.date, number(&b.id), &b.id)));
        out
    }

    /// Expected responses of a warning, and what the records show of them by the findings whose results stand.
    pub(crate) fn checklist(&self, warning: &Warning) -> Vec<Check> {
        checklist(&self.results_of(warning))
    }

    /// What an entry shows of a step: where the label joins several kinds of step, only the kind that its words were read as.
    pub(crate) fn kind_of_step(&self, label: &'a str, concept: &'a str) -> &'a str {
        self.matter.kind_of_step(label, concept)
    }

    /// The entries that show an expected response, with what each of them shows where the label joins several kinds of step.
    pub(crate) fn shown(&self, check: &Check, findings: &[&'a Finding]) -> String {
        let steps = findings
            .iter()
            .flat_map(|f| &f.steps)
            .filter(|s| s.label == check.label);
        let mut out: Vec<String> = steps
            .flat_map(|s| s.shown_by.iter().map(move |c| (s, c)))
            .map(|(step, cited)| match self.kind_of_step(&step.label, &cited.concept) {
                kind if kind == step.label => cited.quote.entry.to_string(),
                kind => format!("{}: {kind}", cited.quote.entry),
            })
            .collect();
        out.sort();
        out.dedup();
        out.join(", ")
    }

    /// Outcome and severity of the finding that leads among those of a warning that stand.
    pub(crate) fn standing_of(&self, warning: &Warning) -> (Outcome, Severity) {
        let findings = self.findings_of(warning);
        let severity = Finding::leading(findings.iter().copied()).map_or(Severity::S1, |f| f.severity);
        let leads = Finding::leading(self.results_of(warning));
        (leads.map_or(Outcome::Met, |f| f.outcome), severity)
    }

    /// Does a warning have something that was looked for, and of which the program's result stands?
    pub(crate) fn asks(&self, warning: &Warning) -> bool {
        self.results_of(warning).iter().any(|f| f.kind == FindingKind::Gap)
    }

    /// Is all that a warning looked for told in reviewers' own words?
    pub(crate) fn is_in_own_words(&self, warning: &Warning) -> bool {
        self.deciding.is_in_own_words(&self.findings_of(warning))
    }

    /// The best and the worst that the records show of what a warning called for. Every count and every cell is made of this.
    pub(crate) fn range_of(&self, warning: &Warning) -> (Outcome, Outcome) {
        let findings = self.results_of(warning);
        let worst = self.standing_of(warning).0;
        let shown = |o: Outcome| {
            let checks = self.checklist(warning);
            checks.iter().any(|c| c.outcome == o && !c.shown_by.is_empty())
        };
        let unclear = || {
            let gaps = findings.iter().filter(|f| f.kind == FindingKind::Gap);
            gaps.flat_map(|f| f.steps.iter().map(|s| s.outcome).chain([f.outcome]))
                .any(|o| o == Outcome::CannotTell)
        };
        let best = match () {
            () if shown(Outcome::Met) => Outcome::Met,
            () if shown(Outcome::Late) => Outcome::Late,
            () if unclear() => Outcome::CannotTell,
            () => worst,
        };
        (best, worst)
    }

    /// What the records show of what a warning called for, in words.
    pub(crate) fn response_to(&self, warning: &Warning) -> String {
        let (best, worst) = self.range_of(warning);
        match (self.asks(warning), best == worst) {
            (false, _) if self.is_in_own_words(warning) => OTHERWISE.to_owned(),
            (false, _) => "nothing was looked for".to_owned(),
            (true, true) => worst.words().to_owned(),
            (true, false) => format!("{} in part; of other steps: {}", best.words(), worst.words()),
        }
    }

    /// The place of an entry in the order.
    pub(crate) fn place(&self, id: &EntryId) -> Option<usize> {
        self.known.place(id)
    }

    /// The entry with this id.
    pub(crate) fn entry(&self, id: &EntryId) -> Option<&'a Entry> {
        self.place(id).and_then(|n| self.matter.entries.get(n))
    }

    /// The reading of the entry with this id.
    pub(crate) fn reading(&self, id: &EntryId) -> Option<&'a Reading> {
        self.place(id).and_then(|n| self.matter.readings.get(n))
    }

    /// Warnings that rest on an entry.
    pub(crate) fn warnings_at(&self, id: &EntryId) -> &[&'a Warning] {
        self.warnings.get(id.0.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Their numbers, in the order of the timeline.
    pub(crate) fn numbers_at(&self, id: &EntryId) -> Vec<&'a str> {
        let mut out: Vec<&str> = self.warnings_at(id).iter().map(|w| w.id.as_str()).collect();
        out.sort_by_key(|n| (n.len(), *n));
        out
    }

    /// Findings that rest on an entry.
    pub(crate) fn findings_at(&self, id: &EntryId) -> &[&'a Finding] {
        self.findings.get(id.0.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Expected responses that an entry shows.
    pub(crate) fn answers_at(&self, id: &EntryId) -> &[(&'a Finding, &'a Step, &'a Cited)] {
        self.answers.get(id.0.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Other accounts of the same.
    pub(crate) fn others(&self, id: &EntryId) -> &[Other<'a>] {
        self.others.get(id.0.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Mentions of a concept that say that it was done, with the places of their entries, in order.
    pub(crate) fn said_done(&self, concept: &str) -> &[(usize, &'a Mention)] {
        self.said_done.get(concept).map_or(&[], Vec::as_slice)
    }

    /// The first day of a warning as people read it: where no entry of it gives a certain day, as it is written.
    pub(crate) fn day_of(&self, warning: &Warning) -> String {
        let cited = self.cited(warning);
        let opens = || cited.iter().filter(|e| e.when.earliest == warning.date);
        match opens().next().filter(|_| !opens().any(|e| is_certain(&e.when))) {
            Some(entry) => entry.when.shown(),
            None => day(warning.date),
        }
    }

    /// Label of a concept.
    pub(crate) fn label(&self, concept: &'a str) -> &'a str {
        self.matter.concepts.get(concept).map_or(concept, String::as_str)
    }
}

/// Is a day known for certain?
fn is_certain(when: &When) -> bool {
    when.earliest == when.latest && !when.doubtful
}

/// A day as families and courts read it: in words where it is certain, as it is written where it is not.
pub(crate) fn dated(when: &When) -> String {
    match when.shown() {
        _ if is_certain(when) => day(when.earliest),
        written if written.is_empty() => "day not known".to_owned(),
        written => written,
    }
}

/// The number in `W12`.
fn number(id: &str) -> usize {
    id.trim_start_matches(|c: char| !c.is_ascii_digit())
        .parse()
        .unwrap_or(0)
}
