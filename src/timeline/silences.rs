//! *Silences*: stretches in which an agency whose records were supplied wrote nothing.

use chrono::{Days, NaiveDate};

use crate::model::{
    case::Case,
    coverage::{self, Coverage},
    entry::Entry,
    timeline::Silence,
};

/// Shorter stretches are no silence, whatever the agency's habit.
const LEAST_DAYS: i64 = 28;
/// A silence is this many times the agency's usual gap.
const TIMES_USUAL: i64 = 3;
/// Longest ones kept for each agency.
const KEPT: usize = 5;

/// What is to be told beside a silence: days before an agency's first entry, or after its last, are no break in what it wrote.
pub fn beside(silence: &Silence, entries: &[Entry]) -> &'static str {
    let own = || entries.iter().filter(|e| e.agency == silence.agency);
    if own().next().is_none() {
        "no entry at all"
    } else if own().all(|e| e.when.earliest > silence.to) {
        "before its first entry"
    } else if own().all(|e| e.when.latest < silence.from) {
        "after its last entry"
    } else {
        ""
    }
}

/// A silence in words, with what is to be told beside it.
pub fn with_place(words: String, silence: &Silence, entries: &[Entry]) -> String {
    match beside(silence, entries) {
        "" => words,
        place => format!("{words} ({place})"),
    }
}

/// The longest silences of each agency, in the case's order, then by day.
pub(super) fn find(case: &Case, entries: &[Entry]) -> Vec<Silence> {
    coverage::of_case(case)
        .iter()
        .flat_map(|c| of_agency(c, entries))
        .collect()
}

fn of_agency(coverage: &Coverage, entries: &[Entry]) -> Vec<Silence> {
    // Days on which something is or may be written: an imprecise entry fills its whole interval.
    let mut spans: Vec<(NaiveDate, NaiveDate)> = entries
        .iter()
        .filter(|e| e.agency == coverage.agency)
        .map(|e| (e.when.earliest, e.when.latest))
        .collect();
    spans.extend(coverage.holes.iter().map(|h| (h.from, h.to)));
    spans.sort_unstable();
    let mut gaps: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    let mut free = coverage.from;
    for (from, to) in spans {
        if from > free {
            gaps.extend(
                from.checked_sub_days(Days::new(1))
                    .map(|last| (free, last.min(coverage.to))),
            );
        }
        free = free.max(to.checked_add_days(Days::new(1)).unwrap_or(to));
    }
    if free <= coverage.to {
        gaps.push((free, coverage.to));
    }
    let mut lengths: Vec<i64> = gaps
        .iter()
        .map(|(a, b)| (*b - *a).num_days() + 1)
        .filter(|d| *d > 0)
        .collect();
    lengths.sort_unstable();
    // A habit shows only in several gaps.
    let usual = if lengths.len() < 4 {
        0
    } else {
        lengths.get(lengths.len() / 2).copied().unwrap_or(0)
    };
    let mut out: Vec<Silence> = gaps
        .into_iter()
        .map(|(from, to)| Silence {
            agency: coverage.agency.clone(),
            from,
            to,
            days: (to - from).num_days() + 1,
        })
        .filter(|s| s.days >= LEAST_DAYS && s.days >= usual * TIMES_USUAL)
        .collect();
    out.sort_by_key(|s| (std::cmp::Reverse(s.days), s.from));
    out.truncate(KEPT);
    out.sort_by_key(|s| s.from);
    out
}
