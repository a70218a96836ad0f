//! *Untied*: an agency's own entries of the days of a warning to which the program ties none of them, and which may tell of it all the
//! same. It claims no more than it sees: which words, which people and which days an entry shares is told, what it means is left to the
//! reader.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::{
    model::{
        case::{Agency, PersonId},
        entry::Entry,
        finding::Warning,
        matter::Matter,
        mention::{Hand, Mention, Reading, Who},
        quote::{Part, Quote},
    },
    review::{
        between::naming,
        consultation::{Supplied, looked_at, supplied},
        knowledge::Knowledge,
        lens::own_day,
    },
};

/// Days before and after a warning's own entries in which an entry may tell of it.
const ABOUT: u64 = 31;
/// Days in which an entry that names anybody in common, or the agency that wrote of it, may tell of it.
const NAMING: i64 = 14;

/// What of an agency's own is on record about the days of a warning.
#[derive(Debug)]
pub struct Untied<'a> {
    /// Entries that may tell of it, each with words of it, the nearest in time first.
    pub may_tell: Vec<(&'a Entry, Quote)>,
    /// Its other entries of these days, by the timeline.
    pub others: Vec<&'a Entry>,
    /// The days: those about the warning's own entries.
    pub days: (NaiveDate, NaiveDate),
    /// For which of these days, and of those in which a response was looked for, its records were supplied.
    pub supplied: Supplied,
}

/// A warning's own entry: what stands in it that another entry can share.
struct Own<'a> {
    entry: &'a Entry,
    concepts: BTreeSet<&'a str>,
    people: BTreeSet<&'a PersonId>,
}

/// What of an agency's own is on record about the days of a warning; of what it knew by a day, where one is asked for.
pub fn untied<'a>(
    matter: &'a Matter,
    known: &Knowledge<'a>,
    (warning, agency): (&Warning, &Agency),
    by: Option<NaiveDate>,
) -> Untied<'a> {
    let own = own(matter, known, warning);
    let (from, to) = about(warning, &own);
    let mut may_tell: Vec<(i64, &Entry, Quote)> = Vec::new();
    let mut others = Vec::new();
    for (entry, reading) in matter.entries.iter().zip(&matter.readings) {
        let is_of_days = entry.when.earliest <= to && entry.when.latest >= from;
        if entry.agency != agency.id || !is_of_days || by.is_some_and(|by| own_day(entry, reading) > by) {
            continue;
        }
        let near = own.iter().filter_map(|o| shares(known, (entry, reading), o));
        match near.min_by_key(|(days, _)| *days) {
            Some((days, quote)) => may_tell.push((days, entry, quote)),
            None => others.push(entry),
        }
    }
    may_tell.sort_by_key(|(days, entry, _)| (*days, entry.when.earliest));
    let looked = looked_at(warning, &known.findings_of(warning));
    Untied {
        may_tell: may_tell.into_iter().map(|(_, entry, quote)| (entry, quote)).collect(),
        others,
        days: (from, to),
        supplied: supplied(matter, agency, (from.min(looked.0), to.max(looked.1))),
    }
}

fn about(warning: &Warning, own: &[Own<'_>]) -> (NaiveDate, NaiveDate) {
    let first = own.iter().map(|o| o.entry.when.earliest).min().unwrap_or(warning.date);
    let last = own.iter().map(|o| o.entry.when.latest).max().unwrap_or(warning.date);
    let span = Days::new(ABOUT);
    (
        first.checked_sub_days(span).unwrap_or(first),
        last.checked_add_days(span).unwrap_or(last),
    )
}

/// The entries that a warning rests on, without those cited for what came before.
fn own<'a>(matter: &'a Matter, known: &Knowledge<'a>, warning: &Warning) -> Vec<Own<'a>> {
    let findings = known.findings_of(warning);
    let triggers = || findings.iter().flat_map(|f| &f.triggers);
    let cited = known.cited(warning).into_iter();
    let inside = cited.filter(|e| e.when.latest >= warning.date);
    inside
        .map(|entry| Own {
            entry,
            concepts: triggers()
                .filter(|t| t.quote.entry == entry.id && !t.concept.is_empty())
                .map(|t| t.concept.as_str())
                .collect(),
            people: known
                .place(&entry.id)
                .and_then(|at| matter.readings.get(at))
                .map(people)
                .unwrap_or_default(),
        })
        .collect()
}

fn people(reading: &Reading) -> BTreeSet<&PersonId> {
    let all = reading.people.iter();
    all.filter_map(|p| match &p.who {
        Who::Person(id) => Some(id),
        _ => None,
    })
    .collect()
}

/// What an entry shares with a warning's own: how many days apart they are at the least, and the words; nothing where it shares nothing.
fn shares(known: &Knowledge<'_>, (entry, reading): (&Entry, &Reading), own: &Own<'_>) -> Option<(i64, Quote)> {
    let days = apart(entry, own.entry);
    let told = |m: &&Mention| own.concepts.contains(m.concept.as_str()) && m.struck.is_none() && m.hand != Hand::Reader;
    let mention = reading.mentions.iter().find(told);
    if let Some(mention) = mention.filter(|m| m.quote.part == Part::Text) {
        let said = mention.sentence;
        return Some((days, Quote::of(entry, Part::Text, said.start, said.end)?));
    }
    let names =
        || !people(reading).is_disjoint(&own.people) || !naming(known, (entry, reading), &own.entry.agency).is_empty();
    let may_tell = mention.is_some() || (days <= NAMING && names());
    may_tell.then(|| Some((days, opening(entry, reading)?))).flatten()
}

/// The whole of a short entry, or as many of its first sentences as tell anything.
fn opening(entry: &Entry, reading: &Reading) -> Option<Quote> {
    const SHORT: usize = 160;
    const ENOUGH: usize = 80;
    let whole = entry.text.len();
    let mut ends = reading.sentences.iter().map(|s| s.end);
    let first = ends.find(|end| *end >= ENOUGH).filter(|_| whole > SHORT);
    Quote::of(entry, Part::Text, 0, first.unwrap_or(whole))
}

/// Days between two entries at the least; none where they can be of one day.
fn apart(one: &Entry, other: &Entry) -> i64 {
    let after = (one.when.earliest - other.when.latest).num_days();
    after.max((other.when.earliest - one.when.latest).num_days()).max(0)
}
