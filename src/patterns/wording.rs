//! The sentences that findings say. They say what the record shows: no blame, no names of staff, no more than was searched.

use chrono::NaiveDate;

use crate::{
    model::finding::{Outcome, Rung, Step},
    patterns::{pattern::Pattern, scene::Scene},
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

/// What the records hold, without what was looked for.
pub fn held(title: &str) -> &str {
    title.split_once("; ").map_or(title, |(held, _)| held)
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
    pattern: &Pattern,
    outcome: Outcome,
    steps: &[Step],
    (from, to): (NaiveDate, NaiveDate),
    rung: Rung,
) -> String {
    let wanted = wanted(pattern);
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
    let shown = shown_by(steps);
    match outcome {
        Outcome::Missed => {
            format!("In the records supplied there is no record of: {wanted}, {span}. {highest}")
        }
        Outcome::Late => format!(
            "The records supplied show: {wanted}, after {} ({shown}). {highest}",
            day(to)
        ),
        Outcome::CannotTell => {
            format!("The records supplied do not settle whether this followed: {wanted}, {span}.")
        }
        Outcome::Met => format!("The records supplied show: {wanted}, {span} ({shown})."),
    }
}

/// What was looked for, in the pattern's words: groups joined by *or*, steps by *and*.
pub fn wanted(pattern: &Pattern) -> String {
    let mut groups: Vec<(Option<&str>, Vec<String>)> = Vec::new();
    for rule in pattern.responses.iter().filter(|r| r.required) {
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

fn shown_by(steps: &[Step]) -> String {
    let mut refs: Vec<&str> = steps
        .iter()
        .filter(|s| s.required)
        .flat_map(|s| &s.shown_by)
        .map(|c| c.quote.entry.0.as_str())
        .collect();
    refs.dedup();
    refs.join(", ")
}

fn lower_first(label: &str) -> String {
    let mut chars = label.chars();
    match chars.next() {
        // Names and abbreviations (MARAC, OASys) keep their capitals.
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
        "The records of {} for {} to {} are not all among those supplied. To settle it, ask for them.",
        scene.case.agency_name(agency),
        day(from),
        day(to)
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
        "The record points to {}, whose records for {} to {} are not all among those supplied. To settle it, ask for them.",
        scene.case.agency_name(agency),
        day(from),
        day(to)
    )
}
