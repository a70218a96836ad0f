//! Measures that rest on contacts: how long the gaps were, and where people met.

use chrono::NaiveDate;

use super::{Measured, Rule, Standing};
use crate::model::{
    entry::Entry,
    matter::Matter,
    mention::{ActionStatus, Factuality, Hand, Mention, Polarity},
};

/// Kind of agency that supervises.
const SUPERVISES: &str = "probation";
/// Facts from which supervision in the community runs.
const STARTS: [&str; 2] = ["order-start", "release"];

/// Entries with a mention of one of these concepts that says it was done, in order, each once.
pub(super) fn done<'a>(matter: &'a Matter, concepts: &[String]) -> Vec<(&'a Entry, &'a Mention)> {
    matter
        .entries
        .iter()
        .zip(&matter.readings)
        .filter_map(|(entry, reading)| {
            let mention = reading
                .mentions
                .iter()
                .find(|m| concepts.contains(&m.concept) && is_done(m))?;
            Some((entry, mention))
        })
        .collect()
}

fn is_done(mention: &Mention) -> bool {
    let said = &mention.assertion;
    mention.struck.is_none()
        && mention.hand != Hand::Reader
        && said.polarity == Polarity::Affirmed
        && said.factuality == Factuality::Actual
        && said.action == ActionStatus::Done
        && !(said.historical || said.other_person || said.denied)
}

/// The days of supervision: from the order or release, if the case file states one, to the end of the review.
fn supervised(matter: &Matter) -> (NaiveDate, NaiveDate) {
    let case = &matter.case;
    let start = case
        .facts
        .iter()
        .filter(|f| STARTS.contains(&f.kind.as_str()))
        .map(|f| f.date)
        .min();
    let from = start.unwrap_or(case.review_from).max(case.review_from);
    let to = case.event.map_or(case.review_to, |e| e.min(case.review_to));
    (from, to.max(from))
}

/// Do the records of the agency that supervises cover those days?
pub(super) fn supervision_covered(matter: &Matter) -> bool {
    let (from, to) = supervised(matter);
    matter
        .coverage
        .iter()
        .any(|c| matter.case.agency_kind(&c.agency) == SUPERVISES && c.covers(from, to))
}

/// Measures gaps or places.
pub(super) fn measure(rule: &Rule, matter: &Matter) -> Measured {
    let (Rule::Contact { any, public, .. } | Rule::Private { any, public }) = rule else {
        return Measured::new(Standing::NotDeterminable, "");
    };
    let ours = |e: &Entry| matter.case.agency_kind(&e.agency) == SUPERVISES;
    let all: Vec<&Entry> = done(matter, any)
        .into_iter()
        .map(|(e, _)| e)
        .filter(|e| ours(e) && e.when.is_known_day())
        .collect();
    let outside: Vec<&Entry> = done(matter, public)
        .into_iter()
        .map(|(e, _)| e)
        .filter(|e| ours(e))
        .collect();
    if all.is_empty() && outside.is_empty() {
        let standing = if supervision_covered(matter) {
            Standing::NotApplicable
        } else {
            Standing::NotDeterminable
        };
        return Measured::new(standing, "no contact of the supervising agency on record");
    }
    let Rule::Contact { days, private, .. } = rule else {
        return places(matter, all.len(), &outside);
    };
    if !supervision_covered(matter) {
        return Measured::new(
            Standing::NotDeterminable,
            "the records of supervision do not cover the period, so a gap may be theirs",
        );
    }
    let met: Vec<&Entry> = done(matter, private)
        .into_iter()
        .map(|(e, _)| e)
        .filter(|e| ours(e) && e.when.is_known_day() && !outside.iter().any(|o| o.id == e.id))
        .collect();
    let (gap, gap_from) = longest(matter, &all);
    let (unmet, unmet_from) = longest(matter, &met);
    let why = format!(
        "longest gap between contacts {gap} days (from {}); longest time without a meeting in private {unmet} days (from {})",
        gap_from.format("%d/%m/%Y"),
        unmet_from.format("%d/%m/%Y")
    );
    let standing = if gap <= *days && unmet <= *days {
        Standing::Met
    } else {
        Standing::NotEvidenced
    };
    Measured::new(standing, why)
}

/// A meeting in a public place on record shows itself; that there was none, only records of all the days can show.
fn places(matter: &Matter, meetings: usize, outside: &[&Entry]) -> Measured {
    if outside.is_empty() && !supervision_covered(matter) {
        return Measured::new(
            Standing::NotDeterminable,
            format!(
                "none of {meetings} meetings is recorded in a public place, and the records of supervision do not cover the period"
            ),
        );
    }
    let all = meetings.max(outside.len());
    let why = format!("{} of {all} meetings are recorded in a public place", outside.len());
    let standing = if outside.is_empty() {
        Standing::Met
    } else {
        Standing::NotEvidenced
    };
    Measured::new(standing, why).resting_on(outside.iter().map(|e| e.id.0.clone()).collect())
}

/// The longest stretch of days without one of these entries in the days of supervision, and the day it began.
fn longest(matter: &Matter, entries: &[&Entry]) -> (i64, NaiveDate) {
    let (from, to) = supervised(matter);
    let days = entries
        .iter()
        .map(|e| e.when.earliest)
        .filter(|d| *d >= from && *d <= to);
    let mut best = (0, from);
    let mut last = from;
    for day in days.chain([to]) {
        let gap = (day - last).num_days();
        if gap > best.0 {
            best = (gap, last);
        }
        last = day;
    }
    best
}
