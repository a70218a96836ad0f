//! *Enquiry*: what is attached to a line of enquiry, found in the case as it stands now, in the order of its days. Screens and reports
//! tell it from here, so that one line is never told in two ways.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    model::{
        beside::About,
        entry::{Entry, EntryId},
        finding::{Cited, Finding, Warning},
        matter::Matter,
        settled::Settled,
    },
    review::{
        deciding::Deciding,
        margin::{Line, Margin},
    },
};

/// One thing attached to a line, as the case has it now.
#[derive(Debug)]
pub struct Attached<'a> {
    /// What is attached.
    pub about: &'a About,
    /// What it shows, as the panel sees it; may be empty.
    pub text: &'a str,
    /// Who attached it, and when.
    pub by: &'a Settled,
    /// Its first day; nothing for what has none.
    pub day: Option<NaiveDate>,
    /// The entry.
    pub entry: Option<&'a Entry>,
    /// The finding, or those of the warning.
    pub findings: Vec<&'a Finding>,
    /// The warning.
    pub warning: Option<&'a Warning>,
    /// Is it not in the case any more?
    pub is_gone: bool,
}

/// Finds what is attached to lines, however long the case is.
#[derive(Debug)]
pub struct Enquiry<'a> {
    matter: &'a Matter,
    entries: BTreeMap<&'a EntryId, &'a Entry>,
}

impl<'a> Enquiry<'a> {
    /// Of a case.
    pub fn new(matter: &'a Matter) -> Self {
        Self {
            matter,
            entries: matter.entries.iter().map(|e| (&e.id, e)).collect(),
        }
    }

    /// The lines that a case follows, with what is put beside the records otherwise.
    pub fn margin(&self) -> Margin<'a> {
        Margin::of(&self.matter.settled)
    }

    /// An entry by its id.
    pub fn entry(&self, id: &EntryId) -> Option<&'a Entry> {
        self.entries.get(id).copied()
    }

    /// What is attached to a line, in the order of its days; what has none comes last, in the order in which it was attached. Words on
    /// the line itself are left to [`own_words`].
    pub fn attached(&self, line: &Line<'a>) -> Vec<Attached<'a>> {
        let mut out: Vec<Attached<'a>> = line
            .evidence
            .iter()
            .filter(|(about, ..)| **about != About::Case)
            .map(|(about, text, by)| self.one(about, text, by))
            .collect();
        out.sort_by_key(|a| (a.day.is_none(), a.day, a.by.number));
        out
    }

    fn one(&self, about: &'a About, text: &'a str, by: &'a Settled) -> Attached<'a> {
        let mut out = Attached {
            about,
            text,
            by,
            day: None,
            entry: None,
            findings: Vec::new(),
            warning: None,
            is_gone: false,
        };
        match about {
            About::Case | About::Search(_) => {}
            About::Entry(id) => {
                out.entry = self.entry(id);
                out.day = out.entry.map(|e| e.when.earliest);
                out.is_gone = out.entry.is_none();
            }
            About::Finding(id) => {
                out.findings = self.matter.finding(id).into_iter().collect();
                out.day = self.cited(&out.findings).iter().filter_map(|c| self.day(c)).min();
                out.is_gone = out.findings.is_empty();
            }
            About::Warning(triggers) => {
                out.warning = self.matter.warnings.iter().find(|w| w.is_of(triggers));
                out.day = out.warning.map(|w| w.date);
                let ids = out.warning.map_or(&[][..], |w| w.findings.as_slice());
                out.findings = ids.iter().filter_map(|id| self.matter.finding(id)).collect();
                out.is_gone = out.warning.is_none();
            }
        }
        out
    }

    fn day(&self, cited: &Cited) -> Option<NaiveDate> {
        self.entry(&cited.quote.entry).map(|e| e.when.earliest)
    }

    /// The words on which findings rest, each once.
    pub fn cited(&self, findings: &[&'a Finding]) -> Vec<&'a Cited> {
        let mut out: Vec<&Cited> = Vec::new();
        for cited in findings.iter().flat_map(|f| &f.triggers) {
            if !out.iter().any(|o| o.quote == cited.quote) {
                out.push(cited);
            }
        }
        out
    }

    /// What the records show: the findings attached to a line that reviewers accepted, each once, with the decision that did.
    pub fn accepted(&self, attached: &[Attached<'a>]) -> Vec<(&'a Finding, &'a Settled)> {
        let deciding = Deciding::of_matter(self.matter);
        let mut out: Vec<(&Finding, &Settled)> = Vec::new();
        for finding in attached.iter().flat_map(|a| &a.findings) {
            let is_new = !out.iter().any(|(f, _)| f.id == finding.id);
            if let Some(accepted) = deciding.accepted(finding).filter(|_| is_new) {
                out.push((finding, accepted.by));
            }
        }
        out
    }
}

/// What the panel wrote on the line itself; nothing where it wrote nothing.
pub fn own_words<'a>(line: &Line<'a>) -> Option<(&'a str, &'a Settled)> {
    let own = line.evidence.iter().find(|(about, ..)| **about == About::Case);
    own.map(|(_, text, by)| (*text, *by))
        .filter(|(text, _)| !text.is_empty())
}
