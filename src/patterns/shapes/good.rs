//! *Good*: something that was done well, on record by itself: seen alone, asked, told what to look out for.

use crate::{
    model::finding::{Finding, Outcome},
    patterns::{
        engine::{Draft, finish},
        length::Length,
        pattern::Pattern,
        responses::same_steps,
        scene::Scene,
        shapes::{Shape, charged::is_act_of_another},
        triggers::{Triggered, find},
    },
};

/// See the module.
#[derive(Debug)]
pub struct Good;

impl Shape for Good {
    fn name(&self) -> &'static str {
        "good"
    }

    fn about(&self) -> &'static str {
        "something done well, on record by itself, or several times inside a span"
    }

    fn wants_window(&self) -> bool {
        false
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let found: Vec<Triggered<'_>> = find(pattern, scene)
            .into_iter()
            .filter(|t| Scene::is_done(t.mention) && !(pattern.trigger.own_act && is_act_of_another(scene, t)))
            .collect();
        let count = pattern.trigger.count.unwrap_or(1);
        let within = pattern.trigger.within_or(Length::Days(60));
        let mut out = Vec::new();
        let mut run: Vec<Triggered<'_>> = Vec::new();
        for trigger in found {
            let Some(entry) = scene.entries.get(trigger.entry) else {
                continue;
            };
            run.retain(|t| {
                scene.entries.get(t.entry).is_some_and(|e| {
                    e.agency == entry.agency
                        && (count == 1 || e.when.latest < entry.when.earliest)
                        && entry.when.earliest <= within.after(e.when.earliest, scene.calendar)
                })
            });
            run.push(trigger);
            if run.len() < count {
                continue;
            }
            let triggers: Vec<_> = run.iter().rev().map(|t| Scene::cite(t.mention)).collect();
            let first = run.last().map_or(0, |t| t.entry);
            let steps = same_steps(pattern, Outcome::Met, triggers.get(..1).unwrap_or(&[]));
            run.clear();
            out.extend(finish(
                pattern,
                scene,
                Draft {
                    first,
                    triggers,
                    steps,
                    outcome: Outcome::Met,
                    span: None,
                    covering: Vec::new(),
                },
            ));
        }
        out
    }
}
