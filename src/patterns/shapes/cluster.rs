//! *Cluster*: several kinds of thing together within a span, each grave with the others.

use crate::{
    model::{
        finding::{Cited, Finding},
        mention::Mention,
    },
    patterns::{
        engine::{Draft, finish},
        length::Length,
        pattern::Pattern,
        responses::{Span, outcome, steps},
        scene::Scene,
        shapes::Shape,
        triggers::{Episode, Triggered, fits_by, holds, shows_done},
    },
};

/// See the module.
#[derive(Debug)]
pub struct Cluster;

/// An entry that is a leg of a cluster.
#[derive(Clone)]
struct Leg<'a> {
    entry: usize,
    part: usize,
    mention: &'a Mention,
}

impl Shape for Cluster {
    fn name(&self) -> &'static str {
        "cluster"
    }

    fn about(&self) -> &'static str {
        "several kinds of thing together within a span"
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let Ok(Some(lengths)) = pattern.lengths() else {
            return Vec::new();
        };
        let within = pattern.trigger.within_or(Length::Days(30));
        let all = legs(pattern, scene);
        let mut out: Vec<Finding> = Vec::new();
        let mut silent_until = None;
        for (place, last) in all.iter().enumerate() {
            let Some(entry) = scene.entries.get(last.entry) else {
                continue;
            };
            if silent_until.is_some_and(|day| entry.when.earliest <= day) || !holds(pattern, scene, last.entry) {
                continue;
            }
            let mut near: Vec<&Leg<'_>> = all
                .iter()
                .take(place + 1)
                .rev()
                .take_while(|l| scene.is_within(l.entry, last.entry, within))
                .collect();
            near.reverse();
            if !(0..pattern.legs.len()).all(|leg| near.iter().any(|l| l.part == leg)) {
                continue;
            }
            silent_until = Some(within.after(entry.when.earliest, scene.calendar));
            let span = Span::new(scene, &entry.when, lengths);
            let episode = Episode {
                triggers: vec![Triggered {
                    entry: last.entry,
                    mention: last.mention,
                }],
                opened: None,
            };
            let steps = steps(pattern, scene, &episode, span);
            let outcome = outcome(pattern, &steps);
            out.extend(finish(
                pattern,
                scene,
                Draft {
                    first: last.entry,
                    triggers: cited(last, &near),
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

/// All legs, in the order of the timeline: one for each entry and kind.
fn legs<'a>(pattern: &Pattern, scene: &Scene<'a>) -> Vec<Leg<'a>> {
    let rule = &pattern.trigger;
    let mut out: Vec<Leg<'a>> = Vec::new();
    for (number, leg) in pattern.legs.iter().enumerate() {
        let mut last = None;
        for (entry, mention) in scene.mentions(&leg.any) {
            let counts = !scene.is_after_event(entry)
                && Scene::may_trigger(mention, &leg.allow)
                && fits_by(&leg.by, scene, mention)
                && rule.looks_at(scene.kind_of(entry))
                && !shows_done(scene, entry, &rule.unless);
            if counts && last != Some(entry) {
                last = Some(entry);
                out.push(Leg {
                    entry,
                    part: number,
                    mention,
                });
            }
        }
    }
    out.sort_by_key(|l| (l.entry, l.part));
    out
}

/// The entry that completed the cluster first, then the others, latest first, each entry once.
fn cited(last: &Leg<'_>, near: &[&Leg<'_>]) -> Vec<Cited> {
    let mut entries = vec![last.entry];
    let mut out = vec![Scene::cite(last.mention)];
    for leg in near.iter().rev() {
        if !entries.contains(&leg.entry) && entries.len() < 8 {
            entries.push(leg.entry);
            out.push(Scene::cite(leg.mention));
        }
    }
    out
}
