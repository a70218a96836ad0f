//! The *timeline*: merging agencies into one order, linking duplicates, measuring silences, drawing lanes.
//!
//! Layer 1, pure. What entries mean is left to `text`; what should have followed to `patterns`.

mod copies;
mod duplicates;
pub mod picture;
mod silences;

use std::collections::BTreeMap;

use chrono::NaiveTime;

use crate::model::{
    case::{AgencyId, Case},
    entry::Entry,
    timeline::Timeline,
};

/// Puts entries in one total order, links duplicates and measures silences.
///
/// The order: earliest day, then latest day, then time of day. An entry of a known day without a time stands at the time of the entry before it
/// in its own record, if that is of the same day, else at the start of the day. Then agencies as the case lists them, then row, then `Ref`. The order
/// does not depend on the order given.
pub fn merge(case: &Case, entries: &mut [Entry]) -> Timeline {
    let agency: BTreeMap<&AgencyId, usize> = case.agencies.iter().enumerate().map(|(n, a)| (&a.id, n)).collect();
    let place = |e: &Entry| {
        (
            agency.get(&e.agency).copied().unwrap_or(usize::MAX),
            e.origin.file.clone(),
            e.origin.row,
        )
    };
    entries.sort_by_cached_key(|e| (place(e), e.id.clone()));
    let times = times(entries);
    let mut keyed: Vec<(usize, Entry)> = entries.iter().cloned().enumerate().collect();
    keyed.sort_by_cached_key(|(at, e)| {
        (
            e.when.earliest,
            e.when.latest,
            times.get(*at).copied().flatten(),
            place(e),
            e.id.clone(),
        )
    });
    for (slot, (_, entry)) in entries.iter_mut().zip(keyed) {
        *slot = entry;
    }
    Timeline {
        order: entries.iter().map(|e| e.id.clone()).collect(),
        duplicates: duplicates::find(case, entries),
        silences: silences::find(case, entries),
        conflicts: Vec::new(),
    }
}

/// The time of each entry, or that of the entry before it in its record on the same day.
fn times(by_record: &[Entry]) -> Vec<Option<NaiveTime>> {
    let mut out: Vec<Option<NaiveTime>> = Vec::with_capacity(by_record.len());
    for (at, entry) in by_record.iter().enumerate() {
        let before = at
            .checked_sub(1)
            .and_then(|b| Some((by_record.get(b)?, out.get(b).copied().flatten())));
        let inherited = before
            .filter(|(b, _)| {
                b.origin.file == entry.origin.file
                    && b.when.earliest == entry.when.earliest
                    && b.when.latest == entry.when.latest
            })
            .and_then(|(_, t)| t);
        out.push(entry.when.time.or(inherited));
    }
    out
}

#[cfg(test)]
mod tests;
