//! *Repeat*: several triggers inside a span, with no step up after the last of them.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    model::finding::{Finding, Outcome},
    patterns::{
        engine::{Draft, finish},
        events::{by_event, certain, may_be_of_one, of_one_person, told_in},
        length::Length,
        pattern::Pattern,
        responses::{Span, outcome, steps},
        scene::Scene,
        shapes::Shape,
        triggers::{Episode, Triggered, find},
    },
};

/// See the module.
#[derive(Debug)]
pub struct Repeat;

impl Shape for Repeat {
    fn name(&self) -> &'static str {
        "repeat"
    }

    fn about(&self) -> &'static str {
        "several triggers on different days inside a span, with no step up after the last"
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let Ok(Some(lengths)) = pattern.lengths() else {
            return Vec::new();
        };
        let within = pattern.trigger.within_or(Length::Days(60));
        let count = pattern.trigger.count.unwrap_or(2).max(2);
        let mut out = Vec::new();
        let again = pattern.trigger.again.as_deref().and_then(|a| Length::parse(a).ok());
        // Per person: reports about one neither add to nor silence those about another.
        let mut silent: Vec<(Vec<Triggered<'_>>, NaiveDate)> = Vec::new();
        let mut open: Vec<Vec<Triggered<'_>>> = Vec::new();
        for group in by_event(pattern, scene, find(pattern, scene)) {
            let Some(entry) = group.first().and_then(|t| scene.entries.get(t.entry)) else {
                continue;
            };
            // Only what still lies inside the span that ends here. Whether they are different days must be certain.
            let mut run: Vec<Vec<Triggered<'_>>> = open
                .iter()
                .filter(|earlier| {
                    let is_in_span = earlier
                        .first()
                        .and_then(|t| scene.entries.get(t.entry))
                        .is_some_and(|e| {
                            entry.when.earliest <= within.after(e.when.earliest, scene.calendar)
                                && e.when.latest < entry.when.earliest
                        });
                    is_in_span && may_be_of_one(scene, earlier, &group)
                })
                .cloned()
                .collect();
            open.push(group.clone());
            run.push(group);
            let run = of_one_person(scene, run);
            let kinds: BTreeSet<&str> = run.iter().flatten().map(|t| t.mention.concept.as_str()).collect();
            if certain(scene, &run) < count || kinds.len() < pattern.trigger.kinds.unwrap_or(1) {
                continue;
            }
            let last = run.last().cloned().unwrap_or_default();
            if silent
                .iter()
                .any(|(of, day)| entry.when.earliest <= *day && may_be_of_one(scene, of, &last))
            {
                continue;
            }
            if let Some(again) = again {
                silent.push((last.clone(), again.after(entry.when.earliest, scene.calendar)));
            }
            let span = Span::new(scene, &entry.when, lengths);
            let episode = Episode {
                triggers: last,
                opened: None,
            };
            let steps = steps(pattern, scene, &episode, span);
            let outcome = outcome(pattern, &steps);
            let mut triggers = episode.cited();
            triggers.extend(run.iter().rev().skip(1).flatten().map(|t| Scene::cite(t.mention)));
            let first = episode.first();
            if outcome == Outcome::Met {
                // A step up closes the run; what comes after begins anew.
                open.retain(|o| !may_be_of_one(scene, o, &episode.triggers));
            }
            let finding = finish(
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
            );
            let events = told_in(scene, &run);
            out.extend(finding.map(|f| Finding {
                says: format!("{}{events}", f.says),
                ..f
            }));
        }
        out
    }
}
