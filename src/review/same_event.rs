//! *Perhaps the same event*: entries of two agencies that seem to tell of one event in words of their own. It is offered, with the
//! reason, and nothing rests on it before a person confirms it; what is offered never reaches the judging.
//!
//! What counts and how much is data (`rules/same_event.toml`). Copies of one text are left to `timeline`.

mod telling;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use chrono::NaiveDate;
use serde::Deserialize;

use crate::model::{
    case::{Case, PersonId},
    entry::{Entry, EntryId},
    mention::Reading,
    timeline::{Related, Relation, Timeline},
};

/// Entries of one day that tell of one concept, at most: more are a form of words, and no event.
const OF_ONE_DAY: usize = 40;
/// Rare words that a reason names.
const NAMED: usize = 5;

/// `rules/same_event.toml`; without it nothing is offered.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    days_apart: i64,
    told_within: i64,
    rare_in_100: usize,
    rare_entries: usize,
    enough: usize,
    rare_word: usize,
    rarest_word: usize,
    another_concept: usize,
    person_at_risk: usize,
    place: usize,
    same_day: usize,
    same_hour: usize,
    offers_per_entry: usize,
    /// Concepts that tell of an event.
    pub events: BTreeSet<String>,
    /// Words after a name that make it a place.
    pub places: BTreeSet<String>,
    no_places: BTreeSet<String>,
    no_rare_words: BTreeSet<String>,
    /// Pairs of texts with what is to be made of them.
    #[serde(default)]
    pub example: Vec<Example>,
}

/// Two texts of two agencies, each with its day as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Day and words of the one.
    pub first: [String; 2],
    /// Day and words of the other.
    pub second: [String; 2],
    /// Are they offered?
    pub offered: bool,
}

/// An event that an entry tells of, and the day on which it is said to have happened.
struct Event<'a> {
    concept: &'a str,
    day: NaiveDate,
    affirmed: bool,
}

/// What an entry tells, as far as it is compared.
struct Account<'a> {
    entry: &'a Entry,
    events: Vec<Event<'a>>,
    people: BTreeSet<&'a PersonId>,
    /// Places: how they are compared, and how they are written.
    places: BTreeMap<String, String>,
    /// Words: how they are compared, and how they are written.
    words: BTreeMap<String, &'a str>,
}

/// What two accounts have in common.
struct Shared {
    score: usize,
    why: String,
}

/// Pairs that perhaps tell of one event, the best for each entry. `readings` belong to `entries`, one for one.
pub fn find(
    case: &Case,
    (entries, readings): (&[Entry], &[Reading]),
    links: &Timeline,
    rules: &Rules,
    labels: &BTreeMap<String, String>,
) -> Vec<Related> {
    let names: BTreeSet<String> = case
        .people
        .iter()
        .flat_map(|p| p.names.iter().flat_map(|n| n.split_whitespace()))
        .map(str::to_lowercase)
        .collect();
    let accounts: Vec<Account<'_>> = entries
        .iter()
        .zip(readings)
        .map(|(e, r)| telling::account((case, &names), e, r, rules))
        .collect();
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    for stem in accounts.iter().flat_map(|a| a.words.keys()) {
        *held.entry(stem).or_default() += 1;
    }
    let linked: BTreeSet<(&EntryId, &EntryId)> = links.duplicates.iter().map(|d| (&d.first, &d.second)).collect();
    let compared = Compared {
        case,
        rules,
        labels,
        held: &held,
        most: (accounts.len() * rules.rare_in_100 / 100).max(rules.rare_entries),
    };
    let mut found: Vec<(usize, usize, Shared)> = candidates(&accounts, rules)
        .into_iter()
        .filter_map(|(a, b)| {
            let (first, second) = (accounts.get(a)?, accounts.get(b)?);
            if linked.contains(&(&first.entry.id, &second.entry.id)) {
                return None;
            }
            let shared = compared.shared(first, second)?;
            (shared.score >= rules.enough).then_some((a, b, shared))
        })
        .collect();
    found.sort_by(|x, y| (y.2.score, x.0, x.1).cmp(&(x.2.score, y.0, y.1)));
    let mut offers: BTreeMap<usize, usize> = BTreeMap::new();
    found.retain(|(a, b, _)| {
        let is_free = [a, b]
            .iter()
            .all(|at| offers.get(at).is_none_or(|n| *n < rules.offers_per_entry));
        if is_free {
            *offers.entry(*a).or_default() += 1;
            *offers.entry(*b).or_default() += 1;
        }
        is_free
    });
    found.sort_by_key(|(a, b, _)| (*a, *b));
    found
        .into_iter()
        .filter_map(|(a, b, shared)| {
            Some(Related {
                first: accounts.get(a)?.entry.id.clone(),
                second: accounts.get(b)?.entry.id.clone(),
                how: Relation::PerhapsSame,
                why: shared.why,
            })
        })
        .collect()
}

/// Pairs of two agencies with one concept on days that lie near each other.
fn candidates(accounts: &[Account<'_>], rules: &Rules) -> BTreeSet<(usize, usize)> {
    let mut days: BTreeMap<(NaiveDate, &str), BTreeSet<usize>> = BTreeMap::new();
    for (at, account) in accounts.iter().enumerate() {
        for event in &account.events {
            days.entry((event.day, event.concept)).or_default().insert(at);
        }
    }
    days.retain(|_, all| all.len() <= OF_ONE_DAY);
    let mut out = BTreeSet::new();
    for ((day, concept), all) in &days {
        for next in day.iter_days().take(usize::try_from(rules.days_apart).unwrap_or(0) + 1) {
            let others = days.get(&(next, *concept));
            for b in others.into_iter().flatten() {
                for a in all {
                    let pair = (*a.min(b), *a.max(b));
                    let two = accounts.get(pair.0).zip(accounts.get(pair.1));
                    if two.is_some_and(|(x, y)| x.entry.agency != y.entry.agency) {
                        out.insert(pair);
                    }
                }
            }
        }
    }
    out
}

/// What pairs are compared by.
struct Compared<'a> {
    case: &'a Case,
    rules: &'a Rules,
    labels: &'a BTreeMap<String, String>,
    /// How many entries hold a word.
    held: &'a BTreeMap<&'a str, usize>,
    /// A word that more entries hold is not rare.
    most: usize,
}

impl Compared<'_> {
    fn shared(&self, a: &Account<'_>, b: &Account<'_>) -> Option<Shared> {
        let rules = self.rules;
        let mut concepts: BTreeSet<&str> = BTreeSet::new();
        let mut days: BTreeSet<NaiveDate> = BTreeSet::new();
        for x in &a.events {
            for y in b.events.iter().filter(|y| y.concept == x.concept) {
                if (x.day - y.day).num_days().abs() <= rules.days_apart && (x.affirmed || y.affirmed) {
                    concepts.insert(x.concept);
                    days.extend([x.day, y.day]);
                }
            }
        }
        let people: Vec<&PersonId> = a.people.intersection(&b.people).copied().collect();
        let places: Vec<&String> = a
            .places
            .iter()
            .filter(|(key, _)| b.places.contains_key(*key))
            .map(|(_, written)| written)
            .collect();
        if concepts.is_empty() || (people.is_empty() && places.is_empty()) {
            return None;
        }
        let mut rare: Vec<(usize, &str)> = a
            .words
            .iter()
            .filter(|(stem, _)| b.words.contains_key(*stem))
            .filter_map(|(stem, word)| Some((*self.held.get(stem.as_str())?, *word)))
            .filter(|(held, _)| *held <= self.most)
            .collect();
        rare.sort_unstable();
        let words: usize = rare
            .iter()
            .map(|(held, _)| if *held <= 2 { rules.rarest_word } else { rules.rare_word })
            .sum();
        let at_risk = people
            .iter()
            .any(|id| self.case.person(id).is_some_and(|p| p.role != "subject"));
        let one_day = days.len() == 1;
        let score = words
            + (concepts.len() - 1) * rules.another_concept
            + usize::from(at_risk) * rules.person_at_risk
            + usize::from(!places.is_empty()) * rules.place
            + usize::from(one_day) * rules.same_day
            + usize::from(one_hour(a.entry, b.entry)) * rules.same_hour;
        Some(Shared {
            score,
            why: self.words(&concepts, &days, (&people, &places), &rare),
        })
    }

    /// `both tell of an assault on 14 March 2022, of Ann Ward, at 12 Mill Road, with the words …`
    fn words(
        &self,
        concepts: &BTreeSet<&str>,
        days: &BTreeSet<NaiveDate>,
        (people, places): (&[&PersonId], &[&String]),
        rare: &[(usize, &str)],
    ) -> String {
        let labels = concepts
            .iter()
            .map(|c| lower_first(self.labels.get(*c).map_or(c, String::as_str)));
        let days = days.iter().map(|d| d.format("%-d %B %Y").to_string());
        let mut out = format!(
            "both tell of {} on {}",
            listed(labels.collect(), "and"),
            listed(days.collect(), "or")
        );
        let names: Vec<String> = people
            .iter()
            .filter_map(|id| self.case.person(id)?.names.first().cloned())
            .collect();
        if !names.is_empty() {
            let _ = write!(out, ", of {}", listed(names, "and"));
        }
        if !places.is_empty() {
            let places = places.iter().map(|p| (*p).clone()).collect();
            let _ = write!(out, ", at {}", listed(places, "and"));
        }
        if !rare.is_empty() {
            let words = rare.iter().take(NAMED).map(|(_, word)| format!("‘{word}’")).collect();
            let _ = write!(
                out,
                ", and share words that are rare in this case: {}",
                listed(words, "and")
            );
        }
        out
    }
}

/// Two entries of one day with times at most an hour apart.
fn one_hour(a: &Entry, b: &Entry) -> bool {
    let minutes = a.when.time.zip(b.when.time).map(|(x, y)| (x - y).num_minutes().abs());
    a.when.earliest == b.when.earliest && minutes.is_some_and(|m| m <= 60)
}

fn lower_first(label: &str) -> String {
    let mut chars = label.chars();
    // An abbreviation keeps its capitals.
    let rest = label.chars().nth(1).is_some_and(char::is_uppercase);
    match chars.next() {
        Some(first) if !rest => first.to_lowercase().chain(chars).collect(),
        _ => label.to_owned(),
    }
}

fn listed(all: Vec<String>, last: &str) -> String {
    match all.split_last() {
        Some((one, [])) => one.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
        None => String::new(),
    }
}
