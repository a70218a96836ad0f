//! The *ledger* of knowledge: for each thing that a warning rests on, which agencies held it, since when, and by which entry.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    model::{
        case::Agency,
        entry::Entry,
        finding::{Cited, Warning},
        matter::Matter,
    },
    review::{
        knowledge::Knowledge,
        lens::{Known, Telling, known},
    },
};

/// The ledger of a matter: made once, so that many warnings need no search each.
#[derive(Debug)]
pub struct Ledger<'a> {
    matter: &'a Matter,
    /// Which entries warnings cite.
    pub cited: Knowledge<'a>,
    known: Vec<(&'a Agency, Vec<Option<Known>>)>,
}

/// One thing that a warning rests on.
#[derive(Debug)]
pub struct Fact<'a> {
    /// The words that tell it.
    pub cited: &'a Cited,
    /// The entry in which they stand.
    pub entry: &'a Entry,
    /// The agencies of whom the records show that they knew of it, the first first.
    pub held: Vec<(&'a Agency, Known)>,
}

impl<'a> Ledger<'a> {
    /// The ledger of a matter.
    pub fn new(matter: &'a Matter, telling: &Telling) -> Self {
        let agencies = matter.case.agencies.iter();
        Self {
            matter,
            cited: Knowledge::new(matter),
            known: agencies.map(|a| (a, known(matter, &a.id, telling))).collect(),
        }
    }

    /// What a warning rests on, in the order of the timeline, each thing once.
    pub fn facts(&self, warning: &Warning) -> Vec<Fact<'a>> {
        let mut seen = BTreeSet::new();
        let findings = self.cited.findings_of(warning);
        let mut out: Vec<(usize, Fact<'a>)> = Vec::new();
        for cited in findings.into_iter().flat_map(|f| &f.triggers) {
            let quote = &cited.quote;
            let is_new = seen.insert((&quote.entry, quote.start, &cited.concept));
            let Some(place) = self.cited.place(&quote.entry).filter(|_| is_new) else {
                continue;
            };
            let Some(entry) = self.matter.entries.get(place) else {
                continue;
            };
            let held = self.holders(place);
            out.push((place, Fact { cited, entry, held }));
        }
        out.sort_by_key(|(place, fact)| (*place, fact.cited.quote.start));
        out.into_iter().map(|(_, fact)| fact).collect()
    }

    fn holders(&self, place: usize) -> Vec<(&'a Agency, Known)> {
        let mut held: Vec<(&Agency, Known)> = self
            .known
            .iter()
            .filter_map(|(agency, known)| Some((*agency, known.get(place)?.clone()?)))
            .collect();
        held.sort_by_key(|(_, known)| known.from);
        held
    }

    /// Since when an agency knew anything of what a warning rests on, as far as the records show.
    pub fn first(&self, warning: &Warning, agency: &Agency) -> Option<NaiveDate> {
        let facts = self.facts(warning);
        let own = facts.iter().flat_map(|f| &f.held).filter(|(a, _)| a.id == agency.id);
        own.map(|(_, k)| k.from).min()
    }
}
