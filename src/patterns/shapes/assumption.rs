//! *Assumption*: an agency's record shows a belief that another is acting, and the other's record shows no such act.

use std::collections::BTreeSet;

use crate::{
    model::{
        case::AgencyId,
        finding::{Cited, Finding, Outcome, Step},
    },
    patterns::{
        engine::{Draft, finish},
        pattern::Pattern,
        responses::Span,
        scene::Scene,
        shapes::Shape,
        triggers::{Episode, episodes, find},
    },
};

/// See the module.
#[derive(Debug)]
pub struct Assumption;

impl Shape for Assumption {
    fn name(&self) -> &'static str {
        "assumption"
    }

    fn about(&self) -> &'static str {
        "a belief that another agency is acting, held against that agency's own record"
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let Ok(Some(lengths)) = pattern.lengths() else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for episode in episodes(pattern, scene, find(pattern, scene)) {
            let Some(entry) = scene.entries.get(episode.first()) else {
                continue;
            };
            let span = Span::new(scene, &entry.when, lengths);
            let others = others(scene, &episode);
            if others.is_empty() {
                continue;
            }
            let shown = shown(pattern, scene, &others, span);
            let known: Vec<&AgencyId> = others.iter().filter(|a| scene.covers(a, span.from, span.to)).collect();
            let outcome = if shown.is_empty() {
                Outcome::Missed
            } else {
                Outcome::Met
            };
            let steps = pattern
                .responses
                .iter()
                .map(|r| Step {
                    label: format!("{} ({})", r.label, names(scene, &others)),
                    required: r.required,
                    outcome,
                    shown_by: shown.clone(),
                    near: Vec::new(),
                })
                .collect();
            // One of them whose records are there is enough to look in; none of them leaves it open.
            let covering = if known.is_empty() {
                others.clone()
            } else {
                known.into_iter().cloned().collect()
            };
            out.extend(finish(
                pattern,
                scene,
                Draft {
                    first: episode.first(),
                    triggers: episode.cited(),
                    steps,
                    outcome,
                    span: Some(span),
                    covering,
                },
            ));
        }
        out
    }
}

/// Agencies that are believed to act: those that the words name, or else those that the entry names.
fn others(scene: &Scene<'_>, episode: &Episode<'_>) -> Vec<AgencyId> {
    let mut kinds: BTreeSet<String> = BTreeSet::new();
    let mut ids: BTreeSet<AgencyId> = BTreeSet::new();
    for trigger in &episode.triggers {
        let own = scene.kind_of(trigger.entry);
        let Some(reading) = scene.readings.get(trigger.entry) else {
            continue;
        };
        let sentence = trigger.mention.sentence;
        let in_sentence: Vec<_> = reading
            .agencies
            .iter()
            .filter(|a| a.span.start >= sentence.start && a.span.end <= sentence.end && a.kind != own)
            .collect();
        let named = if in_sentence.is_empty() {
            reading.agencies.iter().filter(|a| a.kind != own).collect()
        } else {
            in_sentence
        };
        for agency in named {
            match &agency.agency {
                Some(id) => {
                    ids.insert(id.clone());
                }
                None => {
                    kinds.insert(agency.kind.clone());
                }
            }
        }
    }
    let by_kind = scene
        .case
        .agencies
        .iter()
        .filter(|a| kinds.contains(&a.kind))
        .map(|a| a.id.clone());
    ids.extend(by_kind);
    ids.into_iter().collect()
}

/// Acts in the others' own records, from a week before the belief was written to the end of the window.
fn shown(pattern: &Pattern, scene: &Scene<'_>, others: &[AgencyId], span: Span) -> Vec<Cited> {
    let concepts: Vec<String> = pattern.responses.iter().flat_map(|r| r.any.iter().cloned()).collect();
    let mut out: Vec<Cited> = scene
        .mentions_between(&concepts, span.back, span.to)
        .into_iter()
        .filter(|(at, m)| {
            Scene::is_done(m)
                && !scene.is_after_event(*at)
                && scene.entries.get(*at).is_some_and(|e| {
                    others.contains(&e.agency) && e.when.latest >= span.back && e.when.earliest <= span.to
                })
        })
        .map(|(_, m)| Scene::cite(m))
        .collect();
    out.truncate(5);
    out
}

fn names(scene: &Scene<'_>, others: &[AgencyId]) -> String {
    others
        .iter()
        .map(|a| scene.case.agency_name(a))
        .collect::<Vec<_>>()
        .join(", ")
}
