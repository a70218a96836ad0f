//! *Facets*: which matches are shown, and how many there are of each kind. Several values of one kind are alternatives; kinds must hold
//! together. Counts of a kind leave out what is chosen of that kind, so that each says what choosing it would show.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::{
    model::{entry::Entry, mention::Reading, when::When},
    search::{
        answer::{Answer, Facets, Request},
        index::{concepts, people},
        run::{Book, Found},
        stretch,
    },
};

/// The kinds, as bits of what a match does not fulfil.
const KINDS: usize = 8;
const CASE: usize = 0;
const AGENCY: usize = 1;
const TYPE: usize = 2;
const CONCEPT: usize = 3;
const PERSON: usize = 4;
const YEAR: usize = 5;
const WARNED: usize = 6;
const STRETCH: usize = 7;

/// What is counted.
#[derive(Default)]
struct Counts<'a> {
    kinds: [BTreeMap<&'a str, u64>; KINDS],
    years: BTreeMap<i32, u64>,
    days: BTreeMap<NaiveDate, u64>,
    first: Option<&'a When>,
    last: Option<&'a When>,
}

/// What one match is of.
struct Traits<'a> {
    case: &'a str,
    agency: &'a str,
    entry_type: &'a str,
    concepts: Vec<&'a str>,
    people: Vec<&'a str>,
    day: NaiveDate,
    warned: &'static str,
}

impl<'a> Traits<'a> {
    fn of(book: &'a Book<'a>, found: &Found, entry: &'a Entry, reading: &'a Reading) -> Self {
        Self {
            case: book.shelf.slug,
            agency: &entry.agency.0,
            entry_type: &entry.entry_type,
            concepts: concepts(reading),
            people: people(reading),
            day: entry.when.earliest,
            warned: if book.warned.get(found.place).copied().unwrap_or(false) {
                "yes"
            } else {
                "no"
            },
        }
    }

    /// The kinds of which something else was chosen.
    fn unfulfilled(&self, request: &Request, years: &[i32]) -> u32 {
        let lacks =
            |chosen: &[String], own: &[&str]| !chosen.is_empty() && !chosen.iter().any(|c| own.contains(&c.as_str()));
        let kinds = [
            (CASE, lacks(&request.cases, &[self.case])),
            (AGENCY, lacks(&request.agencies, &[self.agency])),
            (TYPE, lacks(&request.types, &[self.entry_type])),
            (CONCEPT, lacks(&request.concepts, &self.concepts)),
            (PERSON, lacks(&request.people, &self.people)),
            (YEAR, !request.years.is_empty() && !years.contains(&self.day.year())),
            (WARNED, lacks(&request.warned, &[self.warned])),
            (STRETCH, request.stretch.is_some_and(|s| !s.holds(self.day))),
        ];
        kinds
            .iter()
            .filter(|(_, lacks)| *lacks)
            .fold(0, |all, (kind, _)| all | 1 << kind)
    }
}

/// Leaves those that fulfil everything that was chosen, and counts.
pub(super) fn sift(books: &[Book<'_>], request: &Request, found: Vec<Found>, answer: &mut Answer) -> Vec<Found> {
    let mut counts = Counts::default();
    let years: Vec<i32> = request.years.iter().filter_map(|y| y.parse().ok()).collect();
    let mut kept = Vec::with_capacity(found.len());
    for one in found {
        let Some(book) = books.get(one.book) else { continue };
        let seen = book.shelf.seen;
        let (Some(entry), Some(reading)) = (seen.entries.get(one.place), seen.readings.get(one.place)) else {
            continue;
        };
        let traits = Traits::of(book, &one, entry, reading);
        let lacking = traits.unfulfilled(request, &years);
        count(&mut counts, &traits, lacking);
        if lacking == 0 {
            // Of several that open on one day, one that is known to the day tells it.
            let when = &entry.when;
            let opens = |w: &&When| (w.earliest, !w.is_known_day());
            let ends = |w: &&When| (w.latest, w.is_known_day());
            counts.first = counts.first.into_iter().chain([when]).min_by_key(opens);
            counts.last = counts.last.into_iter().chain([when]).max_by_key(ends);
            kept.push(one);
        }
    }
    answer.bars = stretch::bars(&counts.days, request.stretch);
    answer.first = counts.first.map(|w| w.earliest);
    answer.last = counts.last.map(|w| w.latest);
    let as_written = |when: Option<&When>| when.filter(|w| !w.is_known_day()).map(When::shown);
    answer.first_as_written = as_written(counts.first);
    answer.last_as_written = as_written(counts.last);
    answer.facets = facets(counts);
    kept
}

fn count<'a>(counts: &mut Counts<'a>, traits: &Traits<'a>, lacking: u32) {
    let is_counted = |kind: usize| lacking & !(1 << kind) == 0;
    for (kind, own) in [
        (CASE, &[traits.case][..]),
        (AGENCY, &[traits.agency]),
        (TYPE, &[traits.entry_type]),
        (CONCEPT, &traits.concepts),
        (PERSON, &traits.people),
        (WARNED, &[traits.warned]),
    ] {
        if is_counted(kind)
            && let Some(map) = counts.kinds.get_mut(kind)
        {
            for value in own.iter().filter(|v| !v.is_empty()) {
                *map.entry(value).or_insert(0) += 1;
            }
        }
    }
    if is_counted(YEAR) {
        *counts.years.entry(traits.day.year()).or_insert(0) += 1;
    }
    if is_counted(STRETCH) {
        *counts.days.entry(traits.day).or_insert(0) += 1;
    }
}

fn facets(counts: Counts<'_>) -> Facets {
    let years = counts.years.iter().map(|(y, n)| (y.to_string(), *n)).collect();
    let [cases, agencies, types, concepts, people, _, warned, _] = counts.kinds.map(|map| {
        let mut out: Vec<(String, u64)> = map.into_iter().map(|(v, n)| (v.to_owned(), n)).collect();
        out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        out
    });
    Facets {
        cases,
        agencies,
        types,
        concepts,
        people,
        years,
        warned,
    }
}
