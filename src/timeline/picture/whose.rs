//! *Whose* lane: in which lanes of a view each entry stands. An entry about two persons stands in the lanes of both.

use std::collections::{BTreeMap, BTreeSet};

use super::view::Lanes;
use crate::model::{
    case::{AgencyId, PersonId},
    matter::Matter,
    mention::{Hand, Reading, Who},
};

/// Most persons or concepts that have a lane of their own.
const OWN: usize = 14;

/// What a lane holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneOf {
    /// What an agency wrote.
    Agency(AgencyId),
    /// What is about a person of the roster.
    Person(PersonId),
    /// That in which words of a concept were read, whatever is said of it.
    Concept(String),
    /// What belongs to persons or concepts that have no lane of their own.
    Others,
    /// What belongs to none.
    Nobody,
}

/// The lanes of a view.
pub(super) struct Whose {
    /// Each with its name.
    pub(super) lanes: Vec<(LaneOf, String)>,
    /// For each entry, the lanes in which it stands: at least one.
    pub(super) of: Vec<Vec<usize>>,
}

impl Whose {
    pub(super) fn of(matter: &Matter, lanes: Lanes) -> Self {
        match lanes {
            Lanes::Agency => agencies(matter),
            Lanes::Person => {
                let keys: Vec<BTreeSet<LaneOf>> = matter.readings.iter().map(|r| persons(matter, r)).collect();
                let named = matter.case.people.iter().map(|p| {
                    let name = p.names.first().unwrap_or(&p.id.0);
                    (LaneOf::Person(p.id.clone()), format!("{name} ({})", p.role))
                });
                let words = ("Other people on the roster", "About nobody on the roster");
                most(named.collect(), keys, matter.entries.len(), words)
            }
            Lanes::Concept => {
                let keys: Vec<BTreeSet<LaneOf>> = matter.readings.iter().map(concepts).collect();
                let ids: BTreeSet<&LaneOf> = keys.iter().flatten().collect();
                let named = ids.into_iter().map(|lane| {
                    let LaneOf::Concept(id) = lane else {
                        return (lane.clone(), String::new());
                    };
                    (lane.clone(), matter.concepts.get(id).unwrap_or(id).clone())
                });
                let words = ("Other things read", "Nothing read in it");
                most(named.collect(), keys, matter.entries.len(), words)
            }
        }
    }
}

fn agencies(matter: &Matter) -> Whose {
    let mut lanes: Vec<(LaneOf, String)> = matter
        .case
        .agencies
        .iter()
        .map(|a| (LaneOf::Agency(a.id.clone()), a.name.clone()))
        .collect();
    let places: BTreeMap<&AgencyId, usize> = matter.case.agencies.iter().zip(0..).map(|(a, n)| (&a.id, n)).collect();
    let none = lanes.len();
    let of: Vec<Vec<usize>> = matter
        .entries
        .iter()
        .map(|e| vec![places.get(&e.agency).copied().unwrap_or(none)])
        .collect();
    if of.iter().flatten().any(|lane| *lane == none) {
        lanes.push((LaneOf::Nobody, "Of an agency that the case does not name".to_owned()));
    }
    Whose { lanes, of }
}

fn persons(matter: &Matter, reading: &Reading) -> BTreeSet<LaneOf> {
    let named = reading.people.iter().map(|p| &p.who);
    let meant = reading.mentions.iter().filter(|m| m.struck.is_none());
    named
        .chain(meant.flat_map(|m| [&m.actor, &m.target]))
        .filter_map(|who| match who {
            Who::Person(id) if matter.case.person(id).is_some() => Some(LaneOf::Person(id.clone())),
            _ => None,
        })
        .collect()
}

/// What was struck out, and what is only suggested, counts for nothing here either.
fn concepts(reading: &Reading) -> BTreeSet<LaneOf> {
    let all = reading.mentions.iter();
    all.filter(|m| m.struck.is_none() && m.hand != Hand::Reader)
        .map(|m| LaneOf::Concept(m.concept.clone()))
        .collect()
}

/// Lanes for those that the most entries belong to, in the order given where all have one; one for the rest, one for entries of none.
fn most(
    named: Vec<(LaneOf, String)>,
    keys: Vec<BTreeSet<LaneOf>>,
    entries: usize,
    (others, nobody): (&str, &str),
) -> Whose {
    let mut counts: BTreeMap<LaneOf, usize> = BTreeMap::new();
    for key in keys.iter().flatten() {
        *counts.entry(key.clone()).or_default() += 1;
    }
    let mut lanes = named;
    let is_roster = lanes.iter().any(|(l, _)| matches!(l, LaneOf::Person(_)));
    if lanes.len() > OWN || !is_roster {
        lanes.sort_by_key(|(lane, _)| std::cmp::Reverse(counts.get(lane).copied().unwrap_or(0)));
    }
    let rest = lanes.split_off(lanes.len().min(OWN));
    let places: BTreeMap<LaneOf, usize> = lanes.iter().zip(0..).map(|((l, _), n)| (l.clone(), n)).collect();
    let other = lanes.len();
    if !rest.is_empty() {
        lanes.push((LaneOf::Others, format!("{others} ({})", rest.len())));
    }
    let none = lanes.len();
    lanes.push((LaneOf::Nobody, nobody.to_owned()));
    let mut of: Vec<Vec<usize>> = keys
        .iter()
        .map(|own| {
            let places: BTreeSet<usize> = own.iter().map(|k| places.get(k).copied().unwrap_or(other)).collect();
            if places.is_empty() {
                vec![none]
            } else {
                places.into_iter().collect()
            }
        })
        .collect();
    // Readings stand beside entries one to one; should one be missing, its entry is shown all the same.
    of.resize(entries, vec![none]);
    Whose { lanes, of }
}
