//! The *ledger* of knowledge: for each thing that a warning rests on, which agencies held it, since when, and by which entry.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    model::{
        case::Agency,
        entry::Entry,
        finding::{Cited, Warning},
        matter::Matter,
        quote::{Part, Quote},
    },
    review::{
        between::{self, Way},
        knowledge::Knowledge,
        lens::{How, Known, Telling, known_from, own_day, tellings},
        untied::{Untied, untied},
    },
};

/// The ledger of a matter: made once, so that many warnings need no search each.
#[derive(Debug)]
pub struct Ledger<'a> {
    matter: &'a Matter,
    /// Which entries warnings cite.
    pub cited: Knowledge<'a>,
    known: Vec<(&'a Agency, Vec<Option<Known>>)>,
    telling: Telling,
}

/// One thing that a warning rests on.
#[derive(Debug)]
pub struct Fact<'a> {
    /// The words that tell it.
    pub cited: &'a Cited,
    /// The entry in which they stand.
    pub entry: &'a Entry,
    /// Does the entry show a response to the warning, where the others are what it rests on?
    pub is_response: bool,
    /// The agencies of whom the records show that they knew of it, the first first.
    pub held: Vec<(&'a Agency, Known)>,
}

impl<'a> Ledger<'a> {
    /// The ledger of a matter.
    pub fn new(matter: &'a Matter, telling: &Telling) -> Self {
        let (agencies, tells) = (matter.case.agencies.iter(), tellings(matter, telling));
        Self {
            matter,
            cited: Knowledge::new(matter),
            known: agencies
                .map(|a| (a, known_from(&tells, matter, &a.id, telling)))
                .collect(),
            telling: telling.clone(),
        }
    }

    /// What stands in the records of an agency that holds nothing of a warning, as far as is known by a day.
    pub fn untied(&self, warning: &Warning, agency: &Agency, by: Option<NaiveDate>) -> Untied<'a> {
        untied(self.matter, &self.cited, (warning, agency), by)
    }

    /// What a warning rests on, and the responses to it that are on record, in the order of the timeline, each thing once. Who responds
    /// or is told in response knew of the warning; of how much of it, only the words can tell.
    pub fn facts(&self, warning: &Warning) -> Vec<Fact<'a>> {
        let mut seen = BTreeSet::new();
        let findings = self.cited.findings_of(warning);
        let mut out: Vec<(usize, Fact<'a>)> = Vec::new();
        let rests_on = findings.iter().flat_map(|f| &f.triggers).map(|c| (c, false));
        let steps = findings.iter().flat_map(|f| &f.steps).flat_map(|s| &s.shown_by);
        for (cited, is_response) in rests_on.chain(steps.map(|c| (c, true))) {
            let quote = &cited.quote;
            let is_new = seen.insert((&quote.entry, quote.start, &cited.concept));
            let Some(place) = self.cited.place(&quote.entry).filter(|_| is_new) else {
                continue;
            };
            let Some(entry) = self.matter.entries.get(place) else {
                continue;
            };
            // What was done before is no response to it.
            if is_response && entry.when.latest < warning.date {
                continue;
            }
            let mut held = self.holders(place);
            // Whoever was told in one sentence is not thereby told of every other step that the entry tells of.
            held.retain(|(_, known)| !is_response || self.is_of_sentence(place, &cited.quote, known));
            let fact = Fact {
                cited,
                entry,
                is_response,
                held,
            };
            out.push((place, fact));
        }
        out.sort_by_key(|(place, fact)| (*place, fact.cited.quote.start));
        out.into_iter().map(|(_, fact)| fact).collect()
    }

    /// What an entry itself says of an agency that it names: that it was told, or that it made the contact. Whoever rang to tell of a thing
    /// knew of it.
    fn in_its_words(&self, place: usize, agency: &Agency) -> Option<Known> {
        let (entry, reading) = self.matter.entries.get(place).zip(self.matter.readings.get(place))?;
        let said = between::says(&self.cited, (entry, reading), &agency.id, &self.telling)?;
        let how = match said.way {
            Way::Told => How::Told(said.quote),
            Way::Made => How::Made(said.quote),
            Way::Named | Way::Wrote => return None,
        };
        let from = own_day(entry, reading);
        Some(Known { from, how })
    }

    /// Do the words by which an agency was told stand in the sentence of a step? What is not told by a sentence is left as it is.
    fn is_of_sentence(&self, place: usize, step: &Quote, known: &Known) -> bool {
        let How::Told(told) = &known.how else { return true };
        let Some(reading) = self.matter.readings.get(place).filter(|_| step.part == Part::Text) else {
            return true;
        };
        let sentence = |at: usize| reading.sentences.iter().position(|s| s.start <= at && at < s.end);
        sentence(told.start) == sentence(step.start)
    }

    fn holders(&self, place: usize) -> Vec<(&'a Agency, Known)> {
        let known = self.known.iter().filter_map(|(agency, known)| {
            let shown = known.get(place)?.clone();
            Some((*agency, shown.or_else(|| self.in_its_words(place, agency))?))
        });
        let mut held: Vec<(&Agency, Known)> = known.collect();
        held.sort_by_key(|(_, known)| known.from);
        held
    }
}
