//! *Order*: one total order of all entries, by a stated rule, whatever order they come in.
//!
//! 1. The earliest day that an entry can be of, then the latest.
//! 2. The time of day. An entry without a time stands at the time of the entry before it in its own record, if that is of
//!    the same day or days, else before those of that day that have a time.
//! 3. Agencies as the case lists them, then file, then part of the file.
//! 4. The record's own sequence number. An entry without one stands with the entry before it in its own record, if that is
//!    of the same day or days, else before those that have one.
//! 5. Row, then `Ref`.
//!
//! A sequence number counts within its own record only: no number of one agency says anything of another's.

use std::collections::BTreeMap;

use chrono::NaiveTime;

use crate::model::{
    case::{AgencyId, Case},
    entry::Entry,
};

/// Where an entry stands: the agency's place in the case, file, part.
type Record = (usize, String, Vec<(String, u64)>);

/// Puts entries in order.
pub(super) fn sort(case: &Case, entries: &mut [Entry]) {
    let agency: BTreeMap<&AgencyId, usize> = case.agencies.iter().enumerate().map(|(n, a)| (&a.id, n)).collect();
    let record = |e: &Entry| -> Record {
        (
            agency.get(&e.agency).copied().unwrap_or(usize::MAX),
            e.origin.file.clone(),
            by_number(&e.origin.part),
        )
    };
    entries.sort_by_cached_key(|e| (record(e), e.origin.row, e.id.clone()));
    let places = places(entries);
    let mut keyed: Vec<(usize, Entry)> = entries.iter().cloned().enumerate().collect();
    keyed.sort_by_cached_key(|(at, e)| {
        let (time, sequence) = places.get(*at).copied().unwrap_or_default();
        let days = (e.when.earliest, e.when.latest);
        (days, time, record(e), sequence, e.origin.row, e.id.clone())
    });
    for (slot, (_, entry)) in entries.iter_mut().zip(keyed) {
        *slot = entry;
    }
}

/// Time and sequence number of each entry of these, which stand as in their records.
fn places(by_record: &[Entry]) -> Vec<(Option<NaiveTime>, Option<i64>)> {
    let mut out = vec![(None, None); by_record.len()];
    for run in runs(by_record) {
        // Numbers come first: which entry is "the one before" is what they are for.
        let mut number = None;
        let mut numbered: Vec<(Option<i64>, usize)> = run
            .map(|at| {
                number = by_record.get(at).and_then(|e| e.sequence).or(number);
                (number, at)
            })
            .collect();
        numbered.sort_unstable();
        let mut time = None;
        for (number, at) in numbered {
            time = by_record.get(at).and_then(|e| e.when.time).or(time);
            if let Some(place) = out.get_mut(at) {
                *place = (time, number);
            }
        }
    }
    out
}

/// Neighbours of one record that are of the same day or days.
fn runs(by_record: &[Entry]) -> Vec<std::ops::Range<usize>> {
    let same = |a: &Entry, b: &Entry| {
        a.agency == b.agency
            && (&a.origin.file, &a.origin.part) == (&b.origin.file, &b.origin.part)
            && (a.when.earliest, a.when.latest) == (b.when.earliest, b.when.latest)
    };
    let mut out = Vec::new();
    let mut start = 0;
    for run in by_record.chunk_by(same) {
        out.push(start..start + run.len());
        start += run.len();
    }
    out
}

/// A part's name cut into words and numbers, so that page 10 comes after page 2.
fn by_number(part: &str) -> Vec<(String, u64)> {
    let mut out = Vec::new();
    let mut rest = part;
    while !rest.is_empty() {
        let digit = |c: char| c.is_ascii_digit();
        let (words, after) = rest
            .split_at_checked(rest.find(digit).unwrap_or(rest.len()))
            .unwrap_or((rest, ""));
        let end = after.find(|c| !digit(c)).unwrap_or(after.len());
        let (number, after) = after.split_at_checked(end).unwrap_or((after, ""));
        out.push((words.to_owned(), number.parse().unwrap_or(u64::MAX)));
        rest = after;
    }
    out
}
