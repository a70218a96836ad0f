//! The *tables* of the timeline: everything that the picture shows, in words.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::asked::Addresses;
use crate::{
    model::{
        case::in_words_first,
        coverage::Coverage,
        deciding::Deciding,
        entry::EntryId,
        finding::{Outcome, Severity, Warning},
        matter::Matter,
        when::first_and_last,
    },
    timeline::{
        picture::{LaneOf, Lanes, Seen, Ways as _},
        silences,
    },
    web::{
        asking::Link,
        words::{self, AgencyMark, Tag},
    },
};

/// Up to this many entries stand in a list.
const LISTED: usize = 200;
/// Up to this many warnings, and as many windows of expected responses, stand in a list.
const MANY: usize = 75;
/// Warnings that are named in the line of a lane.
const NAMED: usize = 6;

/// What is in view, in words.
#[derive(Serialize)]
pub(super) struct Tables {
    /// `Agency`, `Person` or `What was read`.
    head: &'static str,
    /// Are lanes of agencies shown, which have days supplied and silences?
    by_agency: bool,
    lanes: Vec<LaneRow>,
    note: &'static str,
    /// Entries in order; none where there are too many.
    entries: Vec<EntryRow>,
    entries_said: String,
    too_many: String,
    warnings: Vec<WarningRow>,
    warnings_said: String,
    more_warnings: String,
    expected: Vec<ExpectedRow>,
    expected_said: String,
    more_expected: String,
    silences: Vec<Quiet>,
    dates: Vec<Dated>,
}

#[derive(Serialize)]
struct LaneRow {
    agency: Option<AgencyMark>,
    name: String,
    /// Its number among the lanes that are drawn; empty where it is not drawn.
    drawn: String,
    entries: Link,
    first: String,
    last: String,
    supplied: String,
    silences: String,
    warnings: Vec<Link>,
    more: String,
}

#[derive(Serialize)]
struct EntryRow {
    entry: Link,
    written: String,
    agency: AgencyMark,
    kind: String,
    lanes: String,
    warnings: Vec<Link>,
}

#[derive(Serialize)]
struct WarningRow {
    warning: Link,
    day: String,
    title: String,
    severity: Tag,
    outcome: Tag,
}

#[derive(Serialize)]
struct ExpectedRow {
    warning: Link,
    days: String,
    length: String,
    outcome: Tag,
}

#[derive(Serialize)]
struct Quiet {
    agency: AgencyMark,
    days: String,
    span: String,
}

#[derive(Serialize)]
struct Dated {
    days: String,
    words: String,
}

/// Most in a list, and what is said of the others.
fn cut<T>(mut all: Vec<T>, what: &str) -> (Vec<T>, String) {
    let more = all.len().saturating_sub(MANY);
    all.truncate(MANY);
    let said = if more > 0 {
        format!("and {} more {what}: zoom in to list them", words::number(more))
    } else {
        String::new()
    };
    (all, said)
}

impl Tables {
    pub(super) fn of(seen: &Seen<'_>, ways: &Addresses<'_>) -> Self {
        let lanes = seen.view.lanes;
        let weights = Deciding::weights(seen.matter);
        let in_own_words = Deciding::in_own_words(seen.matter);
        let rows = seen.warnings.iter();
        let rows = rows.map(|w| warning(w, ways, (&weights, &in_own_words)));
        let (warnings, more_warnings) = cut(rows.collect(), "warnings");
        let expected = seen.expected();
        let count = words::count(expected.len(), "expected response", "expected responses");
        let expected = expected.into_iter().map(|e| ExpectedRow {
            warning: Link::new(e.warning.id.clone(), ways.warning(e.warning)),
            days: words::days(e.from, e.to),
            length: e.length.to_owned(),
            outcome: words::outcome(e.outcome),
        });
        let (expected, more_expected) = cut(expected.collect(), "expected responses");
        let is_listed = seen.entries.len() <= LISTED;
        Self {
            head: super::label(lanes),
            by_agency: lanes == Lanes::Agency,
            lanes: lane_rows(seen, ways),
            note: match lanes {
                Lanes::Agency => "",
                Lanes::Person => {
                    "An entry about two people stands in the lanes of both, so the numbers of the lanes can add up to more than there are entries."
                }
                Lanes::Concept => {
                    "An entry in which several things were read stands in a lane for each, whatever it says of them (denied, planned, of the past), so the numbers of the lanes can add up to more than there are entries."
                }
            },
            entries_said: format!(
                "List of {} in view",
                words::count(seen.entries.len(), "entry", "entries")
            ),
            warnings_said: format!(
                "List of {} in view",
                words::count(seen.warnings.len(), "warning", "warnings")
            ),
            expected_said: format!("List of {count} in view"),
            entries: if is_listed { entry_rows(seen, ways) } else { Vec::new() },
            too_many: if is_listed {
                String::new()
            } else {
                format!(
                    "{} are in view. They are listed here one by one when there are no more than {LISTED}: zoom in, or open them in the chronology.",
                    words::count(seen.entries.len(), "entry", "entries")
                )
            },
            warnings,
            more_warnings,
            expected,
            more_expected,
            silences: quiet(seen),
            dates: dated(seen),
        }
    }
}

/// How grave each warning is and what it comes to, and which of them are told in reviewers' own words.
type Weighed<'a> = (&'a BTreeMap<&'a str, (Severity, Outcome)>, &'a BTreeSet<&'a str>);

fn warning(warning: &Warning, ways: &Addresses<'_>, (weights, in_own_words): Weighed<'_>) -> WarningRow {
    let stated = (warning.severity, warning.outcome);
    let (severity, outcome) = weights.get(warning.id.as_str()).copied().unwrap_or(stated);
    WarningRow {
        warning: Link::new(warning.id.clone(), ways.warning(warning)),
        day: words::day(warning.date),
        title: warning.title.clone(),
        severity: words::severity(severity),
        outcome: words::response_to(in_own_words, warning, outcome),
    }
}

fn lane_rows(seen: &Seen<'_>, ways: &Addresses<'_>) -> Vec<LaneRow> {
    let matter = seen.matter;
    let silent = seen.silences();
    let days = seen.view.days();
    let mut drawn = 0..;
    seen.lanes
        .iter()
        .map(|lane| {
            let agency = match &lane.of {
                LaneOf::Agency(id) => Some(id),
                _ => None,
            };
            let known = agency.and_then(|id| matter.coverage.iter().find(|c| &c.agency == id));
            let own = silent.iter().filter(|s| Some(&s.agency) == agency);
            let told: Vec<String> = own
                .map(|s| format!("{} days, {}", s.days, words::days(s.from, s.to)))
                .collect();
            let own = lane.entries.iter().filter_map(|at| matter.entries.get(*at));
            let none = || ("none".to_owned(), "none".to_owned());
            let (first, last) = first_and_last(own.map(|e| &e.when)).unwrap_or_else(none);
            let named = lane.warnings.iter().take(NAMED);
            LaneRow {
                agency: agency.map(|id| words::agency(&matter.case, id)),
                name: lane.name.clone(),
                drawn: lane
                    .is_drawn()
                    .then(|| drawn.next())
                    .flatten()
                    .map_or_else(String::new, |n: usize| n.to_string()),
                entries: Link::new(words::number(lane.entries.len()), ways.entries(days, &lane.of)),
                first,
                last,
                supplied: known.map_or_else(|| "not supplied".to_owned(), |c| supplied(matter, c, days)),
                silences: told.join("; "),
                warnings: named.map(|id| Link::new(id.clone(), ways.opened.warning(id))).collect(),
                more: match lane.warnings.len().saturating_sub(NAMED) {
                    0 => String::new(),
                    more => format!("and {} more", words::number(more)),
                },
            }
        })
        .collect()
}

/// The days supplied, and what is missing of those in view.
fn supplied(matter: &Matter, coverage: &Coverage, (first, last): (NaiveDate, NaiveDate)) -> String {
    let holes = coverage.holes.iter().filter(|h| h.from <= last && h.to >= first);
    let missing = holes.map(|hole| {
        let why = hole.why.as_deref().map_or(String::new(), |w| format!(" ({w})"));
        format!("missing {}{why}", words::days(hole.from, hole.to))
    });
    let supplied = if matter.end_is_masked {
        matter.days_in_words(coverage.from, coverage.to)
    } else {
        words::days(coverage.from, coverage.to)
    };
    [supplied].into_iter().chain(missing).collect::<Vec<_>>().join("; ")
}

fn entry_rows(seen: &Seen<'_>, ways: &Addresses<'_>) -> Vec<EntryRow> {
    let matter = seen.matter;
    let mut lanes: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for lane in &seen.lanes {
        for at in &lane.entries {
            lanes.entry(*at).or_default().push(&lane.name);
        }
    }
    let mut warnings: BTreeMap<&EntryId, Vec<Link>> = BTreeMap::new();
    let mut numbered: Vec<&Warning> = matter.standing_warnings();
    numbered.sort_by_key(|w| (w.id.len(), w.id.as_str()));
    for warning in numbered {
        for id in &warning.triggers {
            let link = Link::new(warning.id.clone(), ways.warning(warning));
            warnings.entry(id).or_default().push(link);
        }
    }
    let own = seen
        .entries
        .iter()
        .filter_map(|at| Some((*at, matter.entries.get(*at)?)));
    own.map(|(at, entry)| EntryRow {
        entry: Link::new(entry.id.0.clone(), ways.entry(entry)),
        written: match entry.when.time.filter(|_| !entry.when.is_stamp()) {
            Some(time) => format!("{} {}", entry.when.shown(), time.format("%H:%M")),
            None => entry.when.shown(),
        },
        agency: words::agency(&matter.case, &entry.agency),
        kind: entry.entry_type.clone(),
        lanes: lanes.get(&at).map_or_else(String::new, |own| own.join("; ")),
        warnings: warnings.get(&entry.id).cloned().unwrap_or_default(),
    })
    .collect()
}

fn quiet(seen: &Seen<'_>) -> Vec<Quiet> {
    let matter = seen.matter;
    seen.silences()
        .into_iter()
        .map(|s| Quiet {
            agency: words::agency(&matter.case, &s.agency),
            days: words::count(usize::try_from(s.days).unwrap_or(0), "day", "days"),
            span: silences::with_place(words::days(s.from, s.to), s, &matter.entries),
        })
        .collect()
}

/// Key dates, levels, plans and conditions of the case that bear on the days in view.
fn dated(seen: &Seen<'_>) -> Vec<Dated> {
    let case = &seen.matter.case;
    let (first, last) = seen.view.days();
    let is_level = |kind: &str| matches!(kind, "risk-level" | "mappa-level" | "contact-plan");
    let mut out: Vec<(NaiveDate, Dated)> = Vec::new();
    for fact in &case.facts {
        let next = case.facts.iter().filter(|f| f.kind == fact.kind && f.date > fact.date);
        let next = next.map(|f| f.date).min();
        // A level holds until another is stated; any other fact is of its day.
        let is_in_view = if is_level(&fact.kind) {
            fact.date <= last && next.is_none_or(|n| n > first)
        } else {
            (first..=last).contains(&fact.date)
        };
        if is_in_view {
            let days = words::day(fact.date);
            let from = if is_level(&fact.kind) { "from " } else { "" };
            let dated = Dated {
                days: format!("{from}{days}"),
                words: format!("{}: {}", in_words_first(&fact.kind), fact.value),
            };
            out.push((fact.date, dated));
        }
    }
    if let Some(event) = case.event.filter(|e| (first..=last).contains(e)) {
        let dated = Dated {
            days: words::day(event),
            words: "Final event".to_owned(),
        };
        out.push((event, dated));
    }
    for c in &case.conditions {
        if c.from <= last && c.to.is_none_or(|to| to >= first) {
            let days = match c.to {
                Some(to) => words::days(c.from, to),
                None => format!("from {}", words::day(c.from)),
            };
            let words = format!("{}: {}", in_words_first(&c.kind), c.text);
            out.push((c.from, Dated { days, words }));
        }
    }
    out.sort_by(|a, b| (a.0, &a.1.words).cmp(&(b.0, &b.1.words)));
    out.into_iter().map(|(_, dated)| dated).collect()
}
