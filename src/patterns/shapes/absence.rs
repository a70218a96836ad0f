//! *Absence*: something due by a day that a fact of the case file or an entry sets: a check at the start, a first visit.

use chrono::{Days, NaiveDate};

use crate::{
    model::finding::{Cited, Finding},
    patterns::{
        engine::{Draft, finish},
        length::Length,
        pattern::Pattern,
        responses::{Span, outcome, steps},
        scene::Scene,
        shapes::Shape,
        triggers::{Episode, Triggered, find, holds},
    },
};

/// An entry that stands for a fact lies no further from its day than this.
const NEAR_DAYS: u64 = 30;

/// See the module.
#[derive(Debug)]
pub struct Absence;

/// A start: the day from which it is due, and the entries that show it.
struct Start<'a> {
    day: NaiveDate,
    entries: Vec<usize>,
    triggers: Vec<Triggered<'a>>,
}

impl Shape for Absence {
    fn name(&self) -> &'static str {
        "absence"
    }

    fn about(&self) -> &'static str {
        "something due by a day that a fact of the case file or an entry sets"
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let mut out = Vec::new();
        for start in starts(pattern, scene) {
            let Some(first) = start.entries.first().copied() else {
                continue;
            };
            let Some(lengths) = pattern.lengths_on(scene.risk_level_on(start.day).as_deref()) else {
                continue;
            };
            let Some(entry) = scene.entries.get(first) else {
                continue;
            };
            let span = Span::new(scene, &entry.when, lengths);
            let episode = Episode {
                triggers: start.triggers.clone(),
                opened: Some(first),
            };
            let steps = steps(pattern, scene, &episode, span);
            let outcome = outcome(pattern, &steps);
            let triggers: Vec<Cited> = start
                .entries
                .iter()
                .filter_map(|at| {
                    let mention = start.triggers.iter().find(|t| t.entry == *at);
                    mention
                        .map(|t| Scene::cite(t.mention))
                        .or_else(|| scene.cite_entry(*at))
                })
                .collect();
            out.extend(finish(
                pattern,
                scene,
                Draft {
                    first,
                    triggers,
                    steps,
                    outcome,
                    span: Some(span),
                    covering: Vec::new(),
                },
            ));
        }
        out
    }
}

/// Starts, in order; those no further apart than an episode are one.
fn starts<'a>(pattern: &Pattern, scene: &Scene<'a>) -> Vec<Start<'a>> {
    let mut points: Vec<(NaiveDate, usize, Option<Triggered<'a>>)> = find(pattern, scene)
        .into_iter()
        .filter_map(|t| Some((scene.entries.get(t.entry)?.when.earliest, t.entry, Some(t))))
        .collect();
    for fact in scene
        .case
        .facts
        .iter()
        .filter(|f| pattern.trigger.facts.contains(&f.kind))
    {
        if let Some(at) = entry_near(pattern, scene, fact.date).filter(|at| holds(pattern, scene, *at)) {
            points.push((fact.date, at, None));
        }
    }
    points.sort_by_key(|(day, at, _)| (*day, *at));
    let apart = pattern
        .trigger
        .episode
        .as_deref()
        .and_then(|e| Length::parse(e).ok())
        .unwrap_or(Length::Days(21));
    let mut out: Vec<Start<'a>> = Vec::new();
    for (day, at, trigger) in points {
        match out.last_mut().filter(|s| day <= apart.after(s.day, scene.calendar)) {
            Some(start) => {
                start.entries.push(at);
                start.triggers.extend(trigger);
            }
            None => out.push(Start {
                day,
                entries: vec![at],
                triggers: trigger.into_iter().collect(),
            }),
        }
    }
    for start in &mut out {
        start.entries.sort_unstable();
        start.entries.dedup();
    }
    out
}

/// The first entry on or after a fact's day of an agency that the pattern looks at.
fn entry_near(pattern: &Pattern, scene: &Scene<'_>, day: NaiveDate) -> Option<usize> {
    let last = day.checked_add_days(Days::new(NEAR_DAYS))?;
    scene
        .entries
        .iter()
        .enumerate()
        .filter(|(_, e)| e.when.earliest >= day && e.when.earliest <= last)
        .map(|(at, _)| at)
        .find(|at| !scene.is_after_event(*at) && pattern.trigger.looks_at(scene.kind_of(*at)))
}
