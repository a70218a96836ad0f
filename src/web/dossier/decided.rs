//! What was *decided* on a finding: every decision, what holds, what each reviewer decided alone, and what was kept just now.

use serde::Serialize;

use crate::{
    model::{
        beside::Beside,
        finding::Finding,
        settled::{Settled, Settlement, Verdict},
        who::is_same,
    },
    review::{
        agreement::{self, Together},
        deciding::Decided,
        requests, settled_words,
    },
    web::{
        asking::{Ask, Opened},
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
}

impl Desk<'_> {
    /// The decisions on a finding, as this visitor sees them.
    pub(super) fn decisions(&self, finding: &Finding) -> Decisions {
        let state = self.deciding.state(finding);
        let holding = self.deciding.holding(finding).map(|d| d.by.number);
        let own = self.deciding.own(finding);
        let others: Vec<String> = own
            .keys()
            .filter(|w| !is_same(w, &self.who))
            .map(|w| (*w).to_owned())
            .collect();
        let all = self.deciding.on(finding).iter().rev();
        Decisions {
            state: state.code(),
            words: state.words(),
            made: all.map(|d| self.made(d, holding)).collect(),
            own: if own.len() > 1 {
                own.iter().map(|(who, v)| format!("{who}: {}", v.words())).collect()
            } else {
                Vec::new()
            },
            agreement: match agreement::of_finding(self.deciding, finding) {
                Together::Agreed => "Reviewers decided the same, each alone.",
                Together::Differ => "Reviewers decided differently. Talk it over, then decide together.",
                Together::Settled => "Reviewers first decided differently, and then decided together.",
                Together::OneOnly | Together::Nobody => "",
            },
            is_disagreed: self.deciding.is_disagreed(finding),
            others: others.join(", "),
            letters: requests::sentences_for(&self.opened.matter, finding)
                .into_iter()
                .map(|(agency, text)| (self.opened.matter.case.agency_name(&agency).to_owned(), text))
                .collect(),
        }
    }

    fn made(&self, decided: &Decided<'_>, holding: Option<u64>) -> Made {
        let by = decided.by;
        let holds = Some(by.number) == holding;
        Made {
            number: by.number,
            who: people(by, decided.together),
            at: day_of(&by.at),
            verdict: decided.verdict.words(),
            wrong: wrong(by),
            because: by.because.clone(),
            version: decided.version,
            holds,
            is_own: holds && !self.who.is_empty() && is_same(&by.who, &self.who),
        }
    }
}

fn people(by: &Settled, together: &[String]) -> String {
    match together {
        [] => by.who.clone(),
        others => format!("{} together with {}", by.who, words::list(others)),
    }
}

fn wrong(by: &Settled) -> &'static str {
    match by.what {
        Settlement::Decision { wrong: Some(wrong), .. } => wrong.words(),
        _ => "",
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
