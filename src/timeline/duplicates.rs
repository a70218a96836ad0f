//! *Duplicates*: entries that tell the same thing, linked with the reason and never deleted.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    copies::{self, Mark, pairs},
    words,
};
use crate::model::{case::Case, entry::Entry, timeline::Duplicate};

/// Words in a row that two texts must share to be compared at all.
const SHINGLE: usize = 5;
/// Shared words of the shorter text, in hundredths.
const CONTAINED: usize = 70;
/// Words of the shorter text, at least.
const LEAST: usize = 12;

/// Words before a number that make it the reference of a log, crime or referral.
const REFERENCE: [&str; 10] = [
    "ref",
    "reference",
    "log",
    "crime",
    "incident",
    "occurrence",
    "urn",
    "cad",
    "case",
    "no",
];
/// Days between two agencies' entries that name one reference, at most.
const ONE_MATTER: i64 = 10;

/// Links entries whose texts largely repeat one another, and calls that both sides recorded.
pub(super) fn find(case: &Case, entries: &[Entry]) -> Vec<Duplicate> {
    let mut found: BTreeMap<(usize, usize), String> = BTreeMap::new();
    copies::same_message(entries, &mut found);
    same_words(entries, &mut found);
    same_call(case, entries, &mut found);
    same_reference(entries, &mut found);
    found
        .into_iter()
        .filter_map(|((a, b), why)| {
            Some(Duplicate {
                first: entries.get(a)?.id.clone(),
                second: entries.get(b)?.id.clone(),
                why,
                own_words: false,
            })
        })
        .collect()
}

fn shingles(words: &[String]) -> BTreeSet<String> {
    words.windows(SHINGLE).map(|w| w.join(" ")).collect()
}

fn same_words(entries: &[Entry], found: &mut BTreeMap<(usize, usize), String>) {
    let all: Vec<BTreeSet<String>> = entries
        .iter()
        .map(|e| words(&e.text).collect::<Vec<_>>())
        .map(|w| {
            if w.len() >= LEAST {
                shingles(&w)
            } else {
                BTreeSet::new()
            }
        })
        .collect();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, set) in all.iter().enumerate() {
        for shingle in set {
            holders.entry(shingle).or_default().push(at);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for list in holders.values().filter(|l| l.len() > 1 && !is_form(entries, l)) {
        for pair in pairs(list) {
            *shared.entry(pair).or_default() += 1;
        }
    }
    let marks: Vec<Mark> = entries.iter().map(copies::mark).collect();
    for ((a, b), count) in shared {
        let (Some(first), Some(second)) = (entries.get(a), entries.get(b)) else {
            continue;
        };
        let least = all
            .get(a)
            .map_or(0, BTreeSet::len)
            .min(all.get(b).map_or(0, BTreeSet::len));
        if least == 0 || count * 100 < least * CONTAINED {
            continue;
        }
        let mark = |at: usize| marks.get(at).copied().unwrap_or_default();
        if is_another_contact((first, mark(a)), (second, mark(b))) {
            continue;
        }
        let apart = (second.when.earliest - first.when.latest).num_days();
        if let Some(why) = copies::why((first, mark(a)), (second, mark(b)), apart, count * 100 / least) {
            found.entry((a, b)).or_insert(why);
        }
    }
}

/// Does one agency write of two contacts in one form of words? They stand under two days, each with a number of its own that the
/// other does not have, as of a call or a consultation.
fn is_another_contact((first, a): (&Entry, Mark), (second, b): (&Entry, Mark)) -> bool {
    const FIGURES: usize = 3;
    let numbers = |entry: &Entry| -> BTreeSet<String> {
        words(&entry.text)
            .filter(|w| w.len() >= FIGURES && w.bytes().all(|c| c.is_ascii_digit()))
            .collect()
    };
    let two_days =
        first.when.is_known_day() && second.when.is_known_day() && first.when.earliest != second.when.earliest;
    if first.agency != second.agency || !two_days || a != Mark::None || b != Mark::None {
        return false;
    }
    let (one, other) = (numbers(first), numbers(second));
    one.difference(&other).next().is_some() && other.difference(&one).next().is_some()
}

/// What stands in many entries is a form of words, not a copy. What many agencies have once each may be one paper, sent to all.
fn is_form(entries: &[Entry], holders: &[usize]) -> bool {
    const FEW: usize = 6;
    const ALL_AGENCIES: usize = 24;
    if holders.len() <= FEW {
        return false;
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in holders.iter().filter_map(|at| entries.get(*at)) {
        *counts.entry(entry.agency.0.as_str()).or_default() += 1;
    }
    holders.len() > ALL_AGENCIES || counts.values().any(|n| *n > 2)
}

/// The references that an entry names: at least four signs, with a figure, after a word such as `log` or `ref`.
fn references(entry: &Entry) -> BTreeSet<String> {
    let text = format!("{} {}", entry.source, entry.text).to_lowercase();
    let all: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '/' || c == '-'))
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|w| !w.is_empty())
        .collect();
    let is_number = |w: &str| {
        let figures = w.chars().filter(char::is_ascii_digit).count();
        // A date or a time of day is none: `14/06`, `12/06/2023`, `1102` after `at`.
        figures >= 4 && !(w.split(['/', '-']).count() == 3 && w.len() <= 10)
    };
    all.windows(2)
        .filter(|pair| matches!(pair, [word, number] if REFERENCE.contains(word) && is_number(number)))
        .filter_map(|pair| pair.last().map(|n| (*n).to_owned()))
        .collect()
}

/// Two agencies that name one log, crime or referral within days of each other tell of one matter.
fn same_reference(entries: &[Entry], found: &mut BTreeMap<(usize, usize), String>) {
    let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for reference in references(entry) {
            holders.entry(reference).or_default().push(at);
        }
    }
    for (reference, list) in holders.iter().filter(|(_, l)| l.len() > 1 && l.len() <= 8) {
        for (a, b) in pairs(list) {
            let (Some(first), Some(second)) = (entries.get(a), entries.get(b)) else {
                continue;
            };
            let apart = (second.when.earliest - first.when.latest).num_days();
            if first.agency != second.agency && apart <= ONE_MATTER {
                found
                    .entry((a, b))
                    .or_insert(format!("both name the reference {reference}"));
            }
        }
    }
}

/// A call that both sides recorded: the same day, two agencies, at most half an hour apart, with rare words in common.
///
/// Pairs are told from the few entries that hold a rare word, so that many entries of one day, or of no day, cost no more
/// than their words.
fn same_call(case: &Case, entries: &[Entry], found: &mut BTreeMap<(usize, usize), String>) {
    const RARE: usize = 6;
    const ENOUGH: usize = 3;
    let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let own: BTreeSet<String> = words(&entry.text).filter(|w| w.len() > 3).collect();
        for word in own {
            holders.entry(word).or_default().push(at);
        }
    }
    let mut shared: BTreeMap<(usize, usize), (usize, i64)> = BTreeMap::new();
    for list in holders.values().filter(|l| l.len() > 1 && l.len() <= RARE) {
        for (a, b) in pairs(list) {
            let two = entries.get(a).zip(entries.get(b));
            if let Some(minutes) = two.and_then(|(first, second)| minutes_between(first, second)) {
                shared.entry((a, b)).or_insert((0, minutes)).0 += 1;
            }
        }
    }
    for ((a, b), (rare, minutes)) in shared.into_iter().filter(|(_, (rare, _))| *rare >= ENOUGH) {
        let (Some(first), Some(second)) = (entries.get(a), entries.get(b)) else {
            continue;
        };
        let why = format!(
            "{} and {} recorded it on the same day, {minutes} minutes apart, with {rare} rare words in common",
            case.agency_name(&first.agency),
            case.agency_name(&second.agency)
        );
        found.entry((a, b)).or_insert(why);
    }
}

/// Minutes between two agencies' entries of one known day, if they are few enough to be one call.
fn minutes_between(first: &Entry, second: &Entry) -> Option<i64> {
    const ONE_CALL: i64 = 30;
    let is_one_day = first.when.is_known_day()
        && second.when.is_known_day()
        && first.when.earliest == second.when.earliest
        && first.agency != second.agency;
    let minutes = (second.when.time? - first.when.time?).num_minutes().abs();
    (is_one_day && minutes <= ONE_CALL).then_some(minutes)
}
