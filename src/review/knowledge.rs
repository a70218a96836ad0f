//! *Knowledge* of a warning: which agencies' entries it cites, and the first of each. An agency can have known before, from an entry that
//! the warning does not cite. Reports, screens and the command line tell it from here,
//! so that they never tell it differently. How it is worded is left to them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    model::{
        case::AgencyId,
        entry::{Entry, EntryId},
        finding::{Basis, Finding, Warning},
        matter::Matter,
        mention::{AgencyMention, Mention},
        settled::{Settlement, Verdict},
    },
    review::{between, deciding::Deciding, receipt::Receipts},
};

/// Where entries stand in the order, and which findings reviewers rejected: made once, so that many warnings need no search each.
#[derive(Debug)]
pub struct Knowledge<'a> {
    matter: &'a Matter,
    places: BTreeMap<&'a str, usize>,
    findings: BTreeMap<&'a str, &'a Finding>,
    rejected: BTreeSet<&'a str>,
    /// Findings that reviewers put in words of their own.
    reworded: BTreeSet<&'a str>,
    /// Surnames of those who write records, each with its agency.
    pub(super) staff: BTreeMap<&'a str, &'a AgencyId>,
    receipts: Receipts<'a>,
}

/// What a reviewer decided of a finding as it stands now.
pub fn verdict(matter: &Matter, finding: &Finding) -> Option<Verdict> {
    match matter.decision(finding)?.what {
        Settlement::Decision { verdict, .. } => Some(verdict),
        _ => None,
    }
}

impl<'a> Knowledge<'a> {
    /// The knowledge in a matter.
    pub fn new(matter: &'a Matter) -> Self {
        let deciding = Deciding::of_matter(matter);
        let reworded = matter.findings.iter().filter(|f| deciding.own_words(f).is_some());
        Self {
            reworded: reworded.map(|f| f.id.as_str()).collect(),
            matter,
            places: (0..).zip(&matter.entries).map(|(n, e)| (e.id.0.as_str(), n)).collect(),
            findings: matter.findings.iter().map(|f| (f.id.as_str(), f)).collect(),
            rejected: matter.not_accepted(),
            staff: between::staff(matter),
            receipts: Receipts::of(&matter.case, &matter.entries, &matter.readings),
        }
    }

    /// The words by which a later entry says that what this mention sent did not arrive.
    pub(super) fn disputed(&self, entry: &Entry, mention: &Mention) -> Option<&'a Mention> {
        let place = self.place(&entry.id)?;
        self.receipts.disputed(&self.matter.case, (place, entry), mention)
    }

    /// Was a finding that counts rejected by all who decided on it?
    pub fn is_rejected(&self, finding: &Finding) -> bool {
        finding.basis != Basis::Suggested && self.rejected.contains(finding.id.as_str())
    }

    /// Does a finding count, and did no reviewer reject it?
    pub fn stands(&self, finding: &Finding) -> bool {
        finding.basis != Basis::Suggested && !self.is_rejected(finding)
    }

    /// The findings of a warning that may be told.
    pub fn findings_of(&self, warning: &Warning) -> Vec<&'a Finding> {
        let all = warning.findings.iter().filter_map(|id| self.finding(id));
        all.filter(|f| self.stands(f)).collect()
    }

    /// Those of them whose results stand as the program tells them: that reviewers did not put in words of their own.
    pub fn results_of(&self, warning: &Warning) -> Vec<&'a Finding> {
        let mut out = self.findings_of(warning);
        out.retain(|f| !self.reworded.contains(f.id.as_str()));
        out
    }

    /// The finding with this id.
    pub fn finding(&self, id: &str) -> Option<&'a Finding> {
        self.findings.get(id).copied()
    }

    /// Does a name of an agency mean this one: by its own name, or by that of its kind where the case has one of the kind?
    pub(super) fn is_of(&self, named: &AgencyMention, agency: &AgencyId) -> bool {
        let case = &self.matter.case;
        let of_kind = |kind: &str| case.agencies.iter().filter(|a| a.kind == kind).count();
        match &named.agency {
            Some(id) => id == agency,
            None => named.kind == case.agency_kind(agency) && of_kind(&named.kind) == 1,
        }
    }

    /// The place of an entry in the order.
    pub fn place(&self, id: &EntryId) -> Option<usize> {
        self.places.get(id.0.as_str()).copied()
    }

    /// The entries that a warning rests on, each once, in the order of the timeline. One that only a rejected finding cites is none of them.
    pub fn cited(&self, warning: &Warning) -> Vec<&'a Entry> {
        let places: BTreeSet<usize> = self
            .findings_of(warning)
            .into_iter()
            .flat_map(|f| &f.triggers)
            .filter_map(|t| self.place(&t.quote.entry))
            .collect();
        places.into_iter().filter_map(|p| self.matter.entries.get(p)).collect()
    }

    /// The last day that a warning's first day can be; where no entry of that day gives it for certain, also the entry whose date stands
    /// for it. What was cited for what came before does not count.
    pub fn first_day(&self, warning: &Warning) -> (Option<&'a Entry>, NaiveDate) {
        let cited = self.cited(warning);
        let opens = || cited.iter().filter(|e| e.when.earliest == warning.date);
        let is_certain = |e: &&&Entry| e.when.is_known_day() && !e.when.doubtful;
        match opens().next().filter(|_| opens().all(|e| !is_certain(&e))) {
            Some(entry) => (Some(entry), entry.when.latest),
            None => (None, warning.date),
        }
    }

    /// For each agency the first of its entries that a warning rests on, in the order of the timeline. An entry that ends before the
    /// warning's first day was cited for what came before, and is no knowledge of this warning.
    pub fn knew(&self, warning: &Warning) -> Vec<&'a Entry> {
        let mut out: Vec<&Entry> = Vec::new();
        for entry in self.cited(warning) {
            let is_inside = entry.when.latest >= warning.date;
            if is_inside && !out.iter().any(|e| e.agency == entry.agency) {
                out.push(entry);
            }
        }
        out
    }
}
