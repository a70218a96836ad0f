//! What an entry tells, as far as it is compared with others: events and their days, people, places, words. What two have in common is left to
//! the module above.

use std::collections::{BTreeMap, BTreeSet};

use super::{Account, Event, Rules};
use crate::model::{
    case::Case,
    entry::Entry,
    mention::{Factuality, Hand, Mention, Polarity, Reading, Who},
};

/// Letters of a word by which its forms are compared: `assaulted` and `assault`.
const STEM: usize = 6;

/// What an entry tells, as far as it is compared. `names` are the parts of all names of the roster, in small letters.
pub(super) fn account<'a>(
    (case, names): (&Case, &BTreeSet<String>),
    entry: &'a Entry,
    reading: &'a Reading,
    rules: &Rules,
) -> Account<'a> {
    let events: Vec<Event<'a>> = reading
        .mentions
        .iter()
        .filter(|m| rules.events.contains(&m.concept) && is_told(m))
        .filter_map(|m| {
            let when = m.happened.as_ref().unwrap_or(&entry.when);
            let since = (entry.when.latest - when.earliest).num_days();
            (when.is_known_day() && (0..=rules.told_within).contains(&since)).then(|| Event {
                concept: &m.concept,
                day: when.earliest,
                affirmed: m.assertion.polarity == Polarity::Affirmed,
            })
        })
        .collect();
    let people = reading
        .people
        .iter()
        .filter_map(|p| match &p.who {
            Who::Person(id) => Some(id),
            Who::Other(_) | Who::Unresolved => None,
        })
        .filter(|id| case.person(id).is_some_and(|p| !p.is_professional()))
        .collect();
    Account {
        entry,
        events,
        people,
        places: places(&entry.text, rules),
        words: words(names, &entry.text, rules),
    }
}

/// Is it told as something that happened, or did not happen, at the time?
fn is_told(m: &Mention) -> bool {
    m.struck.is_none()
        && m.hand != Hand::Reader
        && m.assertion.factuality == Factuality::Actual
        && !m.assertion.historical
        && !m.assertion.other_person
}

/// Words of a text that may be rare: no names of the roster, no figures of one sign.
fn words<'a>(names: &BTreeSet<String>, text: &'a str, rules: &Rules) -> BTreeMap<String, &'a str> {
    let mut out = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let has_figure = word.bytes().any(|b| b.is_ascii_digit());
        let long = word.chars().count();
        // Figures of a day, a year and a time stand in most entries and tell nothing.
        let is_telling = if has_figure {
            long > 4 || word.bytes().any(|b| b.is_ascii_alphabetic()) && long > 2
        } else {
            long > 3
        };
        let lower = word.to_lowercase();
        if !is_telling || names.contains(&lower) {
            continue;
        }
        let stem: String = lower.chars().take(if has_figure { usize::MAX } else { STEM }).collect();
        if !rules.no_rare_words.contains(&stem) {
            out.entry(stem).or_insert(word);
        }
    }
    out
}

/// Places named in a text: words with a capital before one that makes them a place, and the number of the house.
fn places(text: &str, rules: &Rules) -> BTreeMap<String, String> {
    let all: Vec<&str> = text.split(' ').collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut out = BTreeMap::new();
    for (at, word) in all.iter().enumerate() {
        let word = bare(word);
        if !word.starts_with(char::is_uppercase) || !rules.places.contains(&word.to_lowercase()) {
            continue;
        }
        let mut name = vec![word];
        let mut number = None;
        for before in all.iter().take(at).rev().take(3) {
            if before.ends_with(['.', ',', ';', ':', ')', '\n']) {
                break;
            }
            let before = bare(before);
            if before.starts_with(|c: char| c.is_ascii_digit()) {
                number = Some(before);
                break;
            }
            if !before.starts_with(char::is_uppercase) {
                break;
            }
            name.insert(0, before);
        }
        let key = name.join(" ").to_lowercase();
        if name.len() > 1 && !rules.no_places.contains(&key) {
            let written = number.into_iter().chain(name).collect::<Vec<_>>().join(" ");
            out.entry(key).or_insert(written);
        }
    }
    out
}
