//! The sentences that findings say. They say what the record shows: no blame, no names of staff, no more than was searched.

use chrono::NaiveDate;

use crate::{
    model::{
        entry::Entry,
        finding::{Cited, Outcome, Rung, Step},
    },
    patterns::{
        pattern::{Pattern, Response},
        scene::Scene,
        unclear,
    },
};

/// A day as people here write it: `12 January 2018`.
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// What stands in the title of a pattern before what there is no record of.
const NO_RECORD: &str = "; no record that ";

/// The title of a finding: what the records hold, and whether they show what was looked for. A pattern's own title says that there is no
/// record; where there is one, or the records do not settle it, the finding does not bear it.
pub fn title(pattern: &str, outcome: Outcome) -> String {
    match (pattern.split_once(NO_RECORD), outcome) {
        (Some((held, sought)), Outcome::CannotTell) => format!("{held}; cannot tell whether {sought}"),
        (Some((held, _)), Outcome::Late) => format!("{held}; what was looked for is recorded late"),
        (Some((held, _)), Outcome::Met) => format!("{held}; what was looked for is on record"),
        (None, _) | (Some(_), Outcome::Missed) => pattern.to_owned(),
    }
}

/// Whether the records show that a promise was kept, to stand after it.
pub fn kept(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Missed => "no record that it was done",
        Outcome::Late => "recorded later as done",
        Outcome::CannotTell => "cannot tell whether it was done",
        Outcome::Met => "recorded as done",
    }
}

/// What a finding says.
pub fn says(
    (pattern, scene): (&Pattern, &Scene<'_>),
    outcome: Outcome,
    steps: &[Step],
    (from, to): (NaiveDate, NaiveDate),
    rung: Rung,
) -> String {
    let span = if from == to {
        format!("on {}", day(from))
    } else {
        format!("between {} and {}", day(from), day(to))
    };
    let highest = format!(
        "Highest response on record in that time: {} ({}).",
        rung.code(),
        rung.words()
    );
    match outcome {
        Outcome::Missed => {
            let is_shown = |label: &str| steps.iter().any(|s| s.label == label && is_on_record(s));
            let wanted = labels(pattern, |r| !is_shown(&r.label));
            let held = held_besides(pattern, scene, steps);
            if wanted.is_empty() {
                format!("In the records supplied there is no record that all of this followed, {span}.{held} {highest}")
            } else {
                format!("In the records supplied there is no record of: {wanted}, {span}.{held} {highest}")
            }
        }
        Outcome::Late => format!(
            "{} {highest}",
            shown(pattern, scene, steps, (from, to), &format!("after {}", day(to)))
        ),
        Outcome::CannotTell => {
            format!(
                "The records supplied do not settle whether this followed: {}, {span}.",
                labels(pattern, |r| steps.iter().all(|s| s.label != r.label || s.required))
            )
        }
        Outcome::Met => shown(pattern, scene, steps, (from, to), &span),
    }
}

/// What was looked for and is on record, although not all of what was looked for is.
fn held_besides(pattern: &Pattern, scene: &Scene<'_>, steps: &[Step]) -> String {
    let all = told(pattern, scene, steps, |_| true, Dated::No);
    match (all.is_empty(), pattern.shape == CONTRARY) {
        (true, _) => String::new(),
        (false, true) => format!(" On record, though not after every concern cited: {all}."),
        (false, false) => format!(" On record: {all}."),
    }
}

/// Shape of patterns that ask whether a step came after each of several concerns.
const CONTRARY: &str = "contrary";

/// What is on record, each entry beside the days in which it stands: a sentence never gives days that an entry it cites contradicts.
fn shown(
    pattern: &Pattern,
    scene: &Scene<'_>,
    steps: &[Step],
    (from, to): (NaiveDate, NaiveDate),
    span: &str,
) -> String {
    let is_before = |e: &Entry| e.when.latest < from;
    let is_after = |e: &Entry| e.when.earliest > to;
    let inside = told(pattern, scene, steps, |e| !is_before(e) && !is_after(e), Dated::No);
    let before = told(pattern, scene, steps, is_before, Dated::Yes);
    let after = told(pattern, scene, steps, is_after, Dated::Yes);
    let days = if from == to {
        format!("on {}", day(from))
    } else {
        // These are the days that were looked through, and not when it happened: its entry says that.
        format!("looked for between {} and {}", day(from), day(to))
    };
    let parts: Vec<String> = [
        (inside, days),
        (before, format!("before {}", day(from))),
        (after, format!("after {}", day(to))),
    ]
    .into_iter()
    .filter(|(words, _)| !words.is_empty())
    .map(|(words, when)| format!("{words}, {when}"))
    .collect();
    if parts.is_empty() {
        return format!("The records supplied show: {}, {span}.", wanted(pattern));
    }
    format!("The records supplied show: {}.", parts.join("; and "))
}

/// Is the day of an entry told beside it?
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dated {
    Yes,
    No,
}

/// Required steps that entries show, with those of their entries that fit. Steps that rest on the same entries are told together, for
/// nothing says which of them each entry shows.
fn told(pattern: &Pattern, scene: &Scene<'_>, steps: &[Step], fits: impl Fn(&Entry) -> bool, dated: Dated) -> String {
    let mut out: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for step in steps.iter().filter(|s| s.required && is_on_record(s)) {
        let mut by_words: Vec<(String, Vec<String>)> = Vec::new();
        for cited in &step.shown_by {
            let Some(entry) = scene
                .place(&cited.quote.entry)
                .and_then(|at| scene.entries.get(at))
                .filter(|e| fits(e))
            else {
                continue;
            };
            let words = which(pattern, scene, step, cited);
            // A day that the record itself doubts is told as it is written.
            let at = if dated == Dated::Yes || entry.when.doubtful {
                format!("{} of {}", entry.id, entry.when.written)
            } else {
                entry.id.to_string()
            };
            match by_words.iter_mut().find(|(w, _)| *w == words) {
                Some((_, refs)) if refs.contains(&at) => {}
                Some((_, refs)) => refs.push(at),
                None => by_words.push((words, vec![at])),
            }
        }
        for (words, refs) in by_words {
            match out.iter_mut().find(|(_, r)| *r == refs) {
                Some((labels, _)) if labels.contains(&words) => {}
                Some((labels, _)) => labels.push(words),
                None => out.push((vec![words], refs)),
            }
        }
    }
    let told = out
        .into_iter()
        .map(|(labels, refs)| format!("{} ({})", labels.join(" or "), refs.join(", ")));
    told.collect::<Vec<_>>().join("; ")
}

/// Do the records show a step, in time or late?
pub fn is_on_record(step: &Step) -> bool {
    matches!(step.outcome, Outcome::Met | Outcome::Late) && !step.shown_by.is_empty()
}

/// What an entry shows of a step. A label that joins several kinds of step would say more than its words do, so their own kind is told.
fn which(pattern: &Pattern, scene: &Scene<'_>, step: &Step, cited: &Cited) -> String {
    let joins = |r: &&Response| r.label == step.label && r.any.len() > 1 && r.label.contains(" or ");
    let rule = pattern.responses.iter().find(joins);
    let kind = rule
        .filter(|r| r.any.contains(&cited.concept))
        .and_then(|_| scene.lexicon.label(&cited.concept));
    lower_first(kind.unwrap_or(&step.label))
}

/// What was looked for, in the pattern's words: groups joined by *or*, steps by *and*.
pub fn wanted(pattern: &Pattern) -> String {
    labels(pattern, |_| true)
}

/// Labels of the required responses that fit.
fn labels(pattern: &Pattern, fits: impl Fn(&Response) -> bool) -> String {
    let mut groups: Vec<(Option<&str>, Vec<String>)> = Vec::new();
    for rule in pattern.responses.iter().filter(|r| r.required && fits(r)) {
        let label = lower_first(&rule.label);
        match groups
            .iter_mut()
            .find(|(g, _)| g.is_some() && *g == rule.group.as_deref())
        {
            Some((_, labels)) => labels.push(label),
            None => groups.push((rule.group.as_deref(), vec![label])),
        }
    }
    groups
        .into_iter()
        .map(|(_, labels)| {
            // Labels that hold an “or” or a comma themselves are kept apart.
            let is_long = labels.iter().any(|l| l.contains(" or ") || l.contains(", "));
            labels.join(if is_long { "; or " } else { " or " })
        })
        .collect::<Vec<_>>()
        .join("; and ")
}

/// A label that stands inside a sentence: it begins small, and names and abbreviations (MARAC, OASys) keep their capitals.
pub(super) fn lower_first(label: &str) -> String {
    let mut chars = label.chars();
    match chars.next() {
        Some(first) if !chars.as_str().chars().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => label.to_owned(),
    }
}

/// That a finding is part of another, which asks the same of the same words.
pub fn part_of(title: &str, why: &str) -> String {
    format!("Shown as part of “{title}”: {why}.")
}

/// Why an absence cannot be told, when the responsible agency's records do not cover the window.
pub fn not_covered(scene: &Scene<'_>, agency: &crate::model::case::AgencyId, from: NaiveDate, to: NaiveDate) -> String {
    format!(
        "The records of {} for {} to {} are not all among those supplied.{} To settle it, ask for them.",
        scene.case.agency_name(agency),
        day(from),
        day(to),
        unclear::days_missing(scene, agency, (from, to))
    )
}

/// Why an absence cannot be told, when the record itself tells of one that was not supplied.
pub fn elsewhere(mention: &crate::model::mention::Mention) -> String {
    format!(
        "Entry {} tells of a record that is not among those supplied (“{}”). To settle it, ask for that record.",
        mention.quote.entry, mention.quote.text
    )
}

/// Why an absence cannot be told, when the record points to an agency that would hold the answer.
pub fn points_to(scene: &Scene<'_>, agency: &crate::model::case::AgencyId, from: NaiveDate, to: NaiveDate) -> String {
    format!(
        "The record points to {}, whose records for {} to {} are not all among those supplied.{} To settle it, ask for them.",
        scene.case.agency_name(agency),
        day(from),
        day(to),
        unclear::days_missing(scene, agency, (from, to))
    )
}
