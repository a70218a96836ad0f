//! *Proposed coverage*: which days an agency's records seem to cover, told from its entries and files, for a person to confirm.
//!
//! What is proposed is shown and used for nothing: only days that the case states or a person confirmed let anybody say that there is
//! no record of something.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use crate::model::{
    case::{Agency, AgencyId, Case, Hole},
    entry::Entry,
    matter::Matter,
    settled::Settled,
};

use super::stated::{self, Stated};

/// A silence shorter than this is none, whatever the agency's habit.
const LEAST_DAYS: i64 = 28;
/// A silence is this many times longer than nine in ten of the agency's gaps.
const TIMES_USUAL: i64 = 3;
/// Silences proposed as holes, at most, the longest first.
const MOST: usize = 10;
/// Words that tell of a changed system or of records that were lost or are kept elsewhere.
const SYSTEM: [&str; 14] = [
    "system change",
    "new system",
    "change of system",
    "system migration",
    "migrated",
    "migration",
    "records lost",
    "record lost",
    "not migrated",
    "previous system",
    "old system",
    "legacy system",
    "system outage",
    "system down",
];

/// What is known and proposed of the days for which one agency's records were supplied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The agency.
    pub agency: AgencyId,
    /// Days that hold: stated by the case file, or confirmed.
    pub holds: Option<(NaiveDate, NaiveDate)>,
    /// Spans missing in between, that hold.
    pub holes: Vec<Hole>,
    /// True when a person confirmed them; else the case file states them.
    pub is_confirmed: bool,
    /// What the agency answered in the blank chronology.
    pub stated: Stated,
    /// First and last day of its entries, of those whose day is known and that are of the time under review; nothing when there is none.
    pub entries: Option<(NaiveDate, NaiveDate)>,
    /// Entries counted.
    pub count: usize,
    /// Spans without an entry, long for this agency, with the reason why each is proposed as a hole.
    pub proposed_holes: Vec<Hole>,
    /// Entries that lie outside the days that hold: those days may be wider.
    pub outside: usize,
    /// Entries after the time under review, and messages after the event: they stretch no days, since they may be of the review itself.
    pub after: usize,
}

impl Cover {
    /// First and last day proposed: those that the agency says it searched, else those of its entries.
    pub fn proposed(&self) -> Option<(NaiveDate, NaiveDate)> {
        match (self.stated.from, self.stated.to, self.entries) {
            (Some(from), Some(to), _) => (from <= to).then_some((from, to)),
            (from, to, Some((first, last))) => {
                let days = (from.unwrap_or(first), to.unwrap_or(last));
                (days.0 <= days.1).then_some(days)
            }
            _ => None,
        }
    }
}

/// What holds and what is proposed, per agency, in the case's order.
pub fn propose(matter: &Matter) -> Vec<Cover> {
    let Matter {
        case, entries, settled, ..
    } = matter;
    let mut by_agency: BTreeMap<&AgencyId, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        by_agency.entry(&entry.agency).or_default().push(entry);
    }
    case.agencies
        .iter()
        .map(|a| {
            let entries = by_agency.get(&a.id).map_or(&[][..], Vec::as_slice);
            of_agency((case, a), entries, settled, stated::of(matter, a))
        })
        .collect()
}

fn of_agency((case, agency): (&Case, &Agency), entries: &[&Entry], settled: &[Settled], stated: Stated) -> Cover {
    // A day that was only assumed because the record says nothing of it does not bound anything.
    let known: Vec<&&Entry> = entries.iter().filter(|e| !e.when.written.is_empty()).collect();
    // Nor does `2023`, which would stretch the days to the last of that year.
    let is_after = |e: &Entry| {
        let is_message = e.entry_type.to_lowercase().contains("e-mail");
        e.when.earliest > case.review_to || (is_message && case.event.is_some_and(|event| e.when.earliest > event))
    };
    let within = || known.iter().filter(|e| !is_after(e));
    let days = || within().filter(|e| e.when.is_known_day()).map(|e| e.when.earliest);
    let (first, last) = (days().min(), days().max());
    let holds = agency
        .supplied_from
        .zip(agency.supplied_to)
        .filter(|_| !agency.files.is_empty());
    let outside = holds.map_or(0, |(from, to)| {
        known
            .iter()
            .filter(|e| e.when.latest < from || e.when.earliest > to)
            .count()
    });
    Cover {
        agency: agency.id.clone(),
        holds,
        holes: agency.holes.clone(),
        is_confirmed: super::settling::is_confirmed(agency, settled),
        entries: first.zip(last),
        count: entries.len(),
        proposed_holes: holes(&within().copied().collect::<Vec<_>>(), agency, &stated),
        outside,
        after: known.iter().filter(|e| is_after(e)).count(),
        stated,
    }
}

/// Long silences between entries, measured against the agency's own rhythm, that nobody has stated already.
fn holes(entries: &[&&Entry], agency: &Agency, stated: &Stated) -> Vec<Hole> {
    let days: BTreeSet<(NaiveDate, NaiveDate)> = entries.iter().map(|e| (e.when.earliest, e.when.latest)).collect();
    let mut gaps: Vec<(i64, NaiveDate, NaiveDate)> = Vec::new();
    let mut reached: Option<NaiveDate> = None;
    for (from, to) in days {
        if let Some(before) = reached.filter(|r| *r < from) {
            let first = before.checked_add_days(Days::new(1)).unwrap_or(before);
            let last = from.checked_sub_days(Days::new(1)).unwrap_or(from);
            gaps.push(((from - before).num_days() - 1, first, last));
        }
        reached = Some(reached.map_or(to, |r| r.max(to)));
    }
    let mut lengths: Vec<i64> = gaps.iter().map(|(days, _, _)| *days).collect();
    lengths.sort_unstable();
    // A rhythm shows only in several gaps; with few, a long silence may be the habit.
    let usual = lengths
        .get(lengths.len() * 9 / 10)
        .copied()
        .filter(|_| lengths.len() >= 10);
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or(0).max(1);
    let mut long: Vec<(i64, NaiveDate, NaiveDate, String)> = gaps
        .into_iter()
        .filter(|(days, from, to)| {
            *days >= LEAST_DAYS
                && usual.is_some_and(|u| *days >= u.max(1).min(median * 4) * TIMES_USUAL)
                && !agency.holes.iter().any(|h| h.from <= *from && *to <= h.to)
                && !stated.explains(*from, *to)
        })
        .map(|(days, from, to)| (days, from, to, why(days, median, noted(entries, from, to))))
        .collect();
    long.sort_by_key(|(days, from, _, _)| (std::cmp::Reverse(*days), *from));
    long.truncate(MOST);
    long.sort_by_key(|(_, from, _, _)| *from);
    long.into_iter()
        .map(|(_, from, to, why)| Hole {
            from,
            to,
            why: Some(why),
        })
        .collect()
}

fn why(days: i64, median: i64, noted: Option<&Entry>) -> String {
    let beside = noted.map_or(String::new(), |entry| {
        format!("; entry {} beside it tells of a changed system", entry.id)
    });
    format!("no entry for {days} days, where half of this agency's gaps are of {median} days or fewer{beside}")
}

/// An entry within a fortnight of a silence that tells of a changed system.
fn noted<'a>(entries: &[&&'a Entry], from: NaiveDate, to: NaiveDate) -> Option<&'a Entry> {
    let near = |d: NaiveDate| (d - from).num_days().abs() <= 14 || (d - to).num_days().abs() <= 14;
    entries
        .iter()
        .filter(|e| near(e.when.earliest))
        .find(|e| {
            let text = e.text.to_lowercase();
            SYSTEM.iter().any(|words| text.contains(words))
        })
        .map(|e| **e)
}
