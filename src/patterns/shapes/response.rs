//! *Response*: a trigger, then an expected response that is on record in time, late, or not at all.

use crate::{
    model::finding::Finding,
    patterns::{
        engine::{Draft, finish},
        pattern::Pattern,
        responses::{Span, outcome, steps},
        scene::Scene,
        shapes::Shape,
        triggers::{episodes, find},
    },
};

/// See the module.
#[derive(Debug)]
pub struct Response;

impl Shape for Response {
    fn name(&self) -> &'static str {
        "response"
    }

    fn about(&self) -> &'static str {
        "a trigger, then an expected response that is absent or late"
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let mut out = Vec::new();
        for episode in episodes(pattern, scene, find(pattern, scene)) {
            let Some(entry) = scene.entries.get(episode.first()) else {
                continue;
            };
            let level = scene.risk_level_on(entry.when.earliest);
            let Some(lengths) = pattern.lengths_on(level.as_deref()) else {
                continue;
            };
            let span = Span::new(scene, &entry.when, lengths);
            let steps = steps(pattern, scene, &episode, span);
            let outcome = outcome(pattern, &steps);
            out.extend(finish(
                pattern,
                scene,
                Draft {
                    first: episode.first(),
                    triggers: episode.cited(),
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
