//! *Grouping*: names that are likely one person's, by surname, initials, slips of the pen and first names.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Seen,
    likeness::{firsts_agree, parts},
};
use crate::text::one_name::{is_slip, sound};

/// Names that sound alike and are compared with one another, at most.
const COMPARED: usize = 200;

/// Places of names, a list a person, in the order of the first place.
/// `is_taken`: does the roster have somebody of this surname, or nearly? Then a surname alone may be that person's.
pub(super) fn group(all: &[Seen], is_taken: impl Fn(&str) -> bool) -> Vec<Vec<&Seen>> {
    let mut words: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for seen in all {
        words.entry(seen.name.as_str()).or_insert_with(|| parts(&seen.name));
    }
    let names: Vec<(&str, &Vec<String>)> = words.iter().map(|(n, w)| (*n, w)).collect();
    let mut joined = Joined((0..names.len()).collect());
    by_surname(&names, &is_taken, &mut joined);
    by_first_name(&names, &mut joined);
    let place: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, (n, _))| (*n, at)).collect();
    let mut out: BTreeMap<usize, Vec<&Seen>> = BTreeMap::new();
    let mut order: Vec<usize> = Vec::new();
    for seen in all {
        let Some(at) = place.get(seen.name.as_str()) else {
            continue;
        };
        let root = joined.root(*at);
        let list = out.entry(root).or_default();
        if list.is_empty() {
            order.push(root);
        }
        list.push(seen);
    }
    order.into_iter().filter_map(|root| out.remove(&root)).collect()
}

/// Names whose surnames are the same or a slip of one another, and whose first names may be one.
fn by_surname(names: &[(&str, &Vec<String>)], is_taken: &impl Fn(&str) -> bool, joined: &mut Joined) {
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, (_, words)) in names.iter().enumerate() {
        if let Some(last) = words.last() {
            alike.entry(sound(last)).or_default().push(at);
        }
    }
    for list in alike.values() {
        for (n, a) in list.iter().take(COMPARED).enumerate() {
            for b in list.iter().take(COMPARED).skip(n + 1) {
                let (Some((name_x, x)), Some((name_y, y))) = (names.get(*a), names.get(*b)) else {
                    continue;
                };
                let alone = x.len().min(y.len()) == 1;
                // A title is part of a name where only that tells it from one of the roster.
                let titled = x.len() == 1 && name_x.contains(' ') || y.len() == 1 && name_y.contains(' ');
                if titled || alone && x.len() != y.len() && x.last().is_some_and(|w| is_taken(w)) {
                    continue;
                }
                if is_one(x, y) && !is_between(list, names, (x, y)) {
                    joined.join(*a, *b);
                }
            }
        }
    }
}

fn is_one(x: &[String], y: &[String]) -> bool {
    let (Some(last_x), Some(last_y)) = (x.last(), y.last()) else {
        return false;
    };
    if !is_slip(last_x, last_y) {
        return false;
    }
    match (x.len() > 1, y.len() > 1) {
        (true, true) => matches!((x.first(), y.first()), (Some(a), Some(b)) if firsts_agree(a, b)),
        _ => true,
    }
}

/// A surname alone may be either of two people who share it: then it is nobody's, and stands by itself.
fn is_between(list: &[usize], names: &[(&str, &Vec<String>)], (x, y): (&[String], &[String])) -> bool {
    if x.len() > 1 && y.len() > 1 {
        return false;
    }
    let surname = if x.len() > 1 { x.last() } else { y.last() };
    let firsts: BTreeSet<&str> = list
        .iter()
        .take(COMPARED)
        .filter_map(|at| names.get(*at))
        .filter(|(_, w)| w.len() > 1 && w.last() == surname)
        .filter_map(|(_, w)| w.first().map(String::as_str))
        .collect();
    let mut several = firsts.iter();
    let Some(one) = several.next() else { return false };
    several.any(|other| !firsts_agree(one, other))
}

/// A first name alone belongs to the one full name that has it, if there is one.
fn by_first_name(names: &[(&str, &Vec<String>)], joined: &mut Joined) {
    let mut full: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (_, words)) in names.iter().enumerate() {
        if let (true, Some(first)) = (words.len() > 1, words.first()) {
            full.entry(first.as_str()).or_default().push(at);
        }
    }
    for (at, (_, words)) in names.iter().enumerate() {
        let ([only], true) = (words.as_slice(), words.len() == 1) else {
            continue;
        };
        let Some(list) = full.get(only.as_str()) else { continue };
        let roots: BTreeSet<usize> = list.iter().map(|a| joined.root(*a)).collect();
        if let (1, Some(one)) = (roots.len(), list.first()) {
            joined.join(*one, at);
        }
    }
}

/// Which names were joined: each points to another of its group, the first to itself.
struct Joined(Vec<usize>);

impl Joined {
    fn root(&self, at: usize) -> usize {
        let mut here = at;
        while let Some(next) = self.0.get(here).copied().filter(|n| *n != here) {
            here = next;
        }
        here
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        if let Some(slot) = self.0.get_mut(high) {
            *slot = low;
        }
    }
}
