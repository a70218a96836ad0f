//! What was *decided* on a finding: every decision, what holds, what each reviewer decided alone, and what was kept just now.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    model::{
        beside::Beside,
        finding::Finding,
        mention::Mention,
        settled::{Settled, Settlement, Verdict, Wrong},
        who::is_same,
    },
    review::{
        agreement::{self, Together},
        deciding::Decided,
        requests, settled_words,
    },
    web::{
        addresses,
        asking::{Ask, Link, Opened},
        dossier::Desk,
        queue::day_of,
        words,
    },
};

/// The decisions on a finding.
#[derive(Serialize)]
pub(super) struct Decisions {
    state: &'static str,
    words: &'static str,
    /// The last first.
    made: Vec<Made>,
    /// Each reviewer's own last decision, where several decided.
    own: Vec<String>,
    agreement: &'static str,
    is_disagreed: bool,
    others: String,
    /// The sentences that stand in letters for it, and to whom those go.
    letters: Vec<(String, String)>,
    /// Readings that stand although the words were said not to say them: what they are, and where each can be struck out.
    misread: Vec<Link>,
}

/// One decision.
#[derive(Serialize)]
struct Made {
    number: u64,
    who: String,
    at: String,
    verdict: &'static str,
    wrong: &'static str,
    because: String,
    version: u32,
    holds: bool,
    /// Can it be taken back by who looks?
    is_own: bool,
    /// Who is named and decided otherwise, as a sentence.
    unconfirmed: String,
    /// What who looks can say of a decision that names them: that it is theirs too, or not.
    named: Option<Named>,
}

/// What is sent by somebody whom another's decision names.
#[derive(Serialize)]
struct Named {
    who: String,
    verdict: &'static str,
    wrong: &'static str,
    together: String,
    because: String,
    /// Was it confirmed already?
    is_confirmed: bool,
}

impl Desk<'_> {
    /// The decisions on a finding, as this visitor sees them.
    pub(super) fn decisions(&self, finding: &Finding) -> Decisions {
        let state = self.deciding.state(finding);
        let is_disagreed = self.deciding.is_disagreed(finding);
        let own: BTreeMap<&str, Decided<'_>> = if is_disagreed {
            self.deciding.views(finding)
        } else {
            self.deciding.own_last(finding)
        };
        // Where they differ, what each of them decided last stands beside the other, and none is what was before.
        let holding: BTreeSet<u64> = if is_disagreed {
            own.values().map(|d| d.by.number).collect()
        } else {
            self.deciding
                .holding(finding)
                .map(|d| d.by.number)
                .into_iter()
                .collect()
        };
        let others: Vec<String> = own
            .keys()
            .filter(|w| !is_same(w, &self.who))
            .map(|w| (*w).to_owned())
            .collect();
        let all = self.deciding.on(finding).iter().rev();
        Decisions {
            state: state.code(),
            words: if is_disagreed {
                "reviewers differ"
            } else {
                state.words()
            },
            made: all.map(|d| self.made(finding, d, &holding)).collect(),
            own: if own.len() > 1 {
                own.iter()
                    .map(|(who, d)| format!("{who}: {}", d.verdict.words()))
                    .collect()
            } else {
                Vec::new()
            },
            agreement: match agreement::of_finding(self.deciding, finding) {
                Together::Agreed => "Reviewers decided the same, each alone.",
                Together::Differ => "Reviewers decided differently. Talk it over, then decide together.",
                Together::Settled => "Reviewers first decided differently, and then decided together.",
                Together::OneOnly | Together::Nobody => "",
            },
            is_disagreed,
            others: others.join(", "),
            letters: requests::sentences_for(&self.opened.matter, finding)
                .into_iter()
                .map(|(agency, text)| (self.opened.matter.case.agency_name(&agency).to_owned(), text))
                .collect(),
            misread: self.misread(finding, &holding),
        }
    }

    /// The readings that a finding rests on, where a decision that holds says that the words do not say them. The decision takes none of
    /// them out of the entry: that is an act of its own.
    fn misread(&self, finding: &Finding, holding: &BTreeSet<u64>) -> Vec<Link> {
        let says_so = |d: &Decided<'_>| {
            holding.contains(&d.by.number) && d.verdict == Verdict::Reject && d.wrong() == Some(Wrong::Misread)
        };
        if !self.deciding.on(finding).iter().any(says_so) {
            return Vec::new();
        }
        let mut out: Vec<Link> = Vec::new();
        for cited in &finding.triggers {
            let id = &cited.quote.entry;
            let read = self.opened.matter.entry(id);
            let stands = |m: &&Mention| m.struck.is_none() && m.concept == cited.concept && m.quote == cited.quote;
            let all = read.into_iter().flat_map(|(_, r)| r.mentions.iter());
            let Some(at) = all.map(|m| stands(&m)).position(|s| s) else {
                continue;
            };
            let entry = addresses::entry(&self.opened.slug, &id.0);
            let address = addresses::with_query(&entry, &[("mend", &(at + 1).to_string())]);
            let label = format!("Strike out “{}” in {id}", cited.quote.text);
            if out.iter().all(|l| l.label != label) {
                out.push(Link::new(label, format!("{address}#mend")));
            }
        }
        out
    }

    fn made(&self, finding: &Finding, decided: &Decided<'_>, holding: &BTreeSet<u64>) -> Made {
        let by = decided.by;
        let with = self.deciding.with(decided);
        let is_now = decided.version == finding.version;
        let waits = self.deciding.unconfirmed(finding, decided);
        let holds = holding.contains(&by.number);
        Made {
            number: by.number,
            who: people(by, &self.deciding.with_told(finding, decided)),
            unconfirmed: if is_now && !waits.is_empty() {
                format!("{} decided otherwise, and has not confirmed this.", names(&waits))
            } else {
                String::new()
            },
            named: is_now.then(|| self.named(finding, decided, &with)).flatten(),
            at: day_of(&by.at),
            verdict: decided.verdict.words(),
            wrong: decided.wrong().map_or("", Wrong::words),
            because: by.because.clone(),
            version: decided.version,
            holds,
            is_own: holds && !self.who.is_empty() && is_same(&by.who, &self.who),
        }
    }

    /// What who looks can say of a decision that names them.
    fn named(&self, finding: &Finding, decided: &Decided<'_>, with: &[&str]) -> Option<Named> {
        let by = decided.by;
        let is_named = !self.who.is_empty() && with.iter().any(|w| is_same(w, &self.who));
        is_named.then(|| Named {
            who: by.who.clone(),
            verdict: decided.verdict.code(),
            wrong: decided.wrong().map_or("", Wrong::code),
            together: std::iter::once(by.who.as_str())
                .chain(with.iter().copied().filter(|w| !is_same(w, &self.who)))
                .collect::<Vec<_>>()
                .join(", "),
            because: by.because.clone(),
            is_confirmed: self.deciding.has_confirmed(finding, decided, &self.who),
        })
    }
}

fn names(all: &[&str]) -> String {
    words::list(&all.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>())
}

fn people(by: &Settled, together: &[String]) -> String {
    match together {
        [] => by.who.clone(),
        others => format!("{} together with {}", by.who, words::list(others)),
    }
}

/// What the visitor settled just now, with the way to take it back.
#[derive(Serialize)]
pub(crate) struct Kept {
    lines: Vec<String>,
    numbers: String,
}

impl Kept {
    /// What the address says was kept, as far as it is this visitor's own and stands.
    pub(crate) fn of(ask: &Ask, opened: &Opened) -> Option<Self> {
        let who = ask.visitor.name();
        let matter = &opened.matter;
        let asked: Vec<u64> = ask.one("kept").split('.').filter_map(|n| n.parse().ok()).collect();
        if asked.is_empty() {
            return None;
        }
        let standing = crate::model::settled::standing(&matter.settled);
        let own: Vec<&Settled> = standing
            .into_iter()
            .filter(|s| asked.contains(&s.number) && is_same(&s.who, &who))
            .collect();
        let lines: Vec<String> = own.iter().filter_map(|s| line(opened, s)).collect();
        let numbers: Vec<String> = own.iter().map(|s| s.number.to_string()).collect();
        (!lines.is_empty()).then(|| Self {
            lines,
            numbers: numbers.join("."),
        })
    }
}

/// A decision as it is told to who made it.
fn line(opened: &Opened, settled: &Settled) -> Option<String> {
    if let Settlement::Beside(Beside::Letter { .. }) = &settled.what {
        return Some(format!(
            "{}.",
            words::capital(&settled_words::in_words(&opened.matter, &settled.what))
        ));
    }
    let Settlement::Decision { finding, verdict, .. } = &settled.what else {
        return None;
    };
    let found = opened.matter.finding(finding)?;
    let warning = opened.matter.warnings.iter().find(|w| w.findings.contains(finding));
    let of = warning.map_or(String::new(), |w| format!("{}, ", w.id));
    let verdict: &Verdict = verdict;
    Some(format!(
        "Your decision is kept: {}. ({of}{})",
        verdict.words(),
        found.title
    ))
}
