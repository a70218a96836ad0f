//! *Knowledge*: a decision of one agency, and what another already held and no record shows as shared.

use chrono::Days;

use crate::{
    model::finding::{Finding, Outcome},
    patterns::{
        engine::{Draft, finish},
        length::Length,
        parts::Held,
        pattern::Pattern,
        responses::{Span, same_steps},
        scene::Scene,
        shapes::Shape,
        triggers::{Triggered, find},
    },
};

/// See the module.
#[derive(Debug)]
pub struct Knowledge;

impl Shape for Knowledge {
    fn name(&self) -> &'static str {
        "knowledge"
    }

    fn about(&self) -> &'static str {
        "a decision, and what another agency already held and no record shows as shared"
    }

    fn wants_window(&self) -> bool {
        false
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let Some(rule) = &pattern.held else {
            return Vec::new();
        };
        find(pattern, scene)
            .into_iter()
            .filter_map(|decision| finding(pattern, rule, scene, &decision))
            .collect()
    }
}

fn finding(pattern: &Pattern, rule: &Held, scene: &Scene<'_>, decision: &Triggered<'_>) -> Option<Finding> {
    let d = scene.entries.get(decision.entry)?;
    let reach = Length::parse(&rule.within).map_or(60, Length::calendar_days);
    let from = d
        .when
        .earliest
        .checked_sub_days(Days::new(u64::try_from(reach).ok()?))?;
    let own_kind = scene.kind_of(decision.entry);
    let held: Vec<_> = scene
        .mentions_between(&rule.any, from, d.when.earliest)
        .into_iter()
        .filter(|(at, m)| {
            scene
                .entries
                .get(*at)
                .is_some_and(|e| e.when.earliest >= from && e.when.latest < d.when.earliest)
                && Scene::may_trigger(m, &[])
                && !scene.is_after_event(*at)
        })
        .collect();
    // The deciding agency knew of such a thing itself: then nothing was held back from it.
    if held
        .iter()
        .any(|(at, _)| scene.entries.get(*at).is_some_and(|e| e.agency == d.agency))
    {
        return None;
    }
    let shared = scene
        .mentions_between(&rule.shared_by, from, d.when.latest)
        .into_iter()
        .find(|(at, m)| {
            let Some(e) = scene.entries.get(*at) else {
                return false;
            };
            let between = e.agency == d.agency || m.toward.as_deref() == Some(own_kind);
            between && e.when.latest >= from && Scene::is_done(m) && held.iter().any(|(h, _)| h <= at)
        });
    let (_, first) = held.first()?;
    let outcome = if shared.is_some() {
        Outcome::Met
    } else {
        Outcome::Missed
    };
    let known_from = scene
        .place(&first.quote.entry)
        .and_then(|at| scene.entries.get(at))?
        .when
        .earliest;
    let span = Span::over(known_from, d.when.latest);
    let steps = same_steps(
        pattern,
        outcome,
        &shared.iter().map(|(_, m)| Scene::cite(m)).collect::<Vec<_>>(),
    );
    let mut triggers = vec![Scene::cite(decision.mention)];
    triggers.extend(held.iter().rev().take(4).map(|(_, m)| Scene::cite(m)));
    finish(
        pattern,
        scene,
        Draft {
            first: decision.entry,
            triggers,
            steps,
            outcome,
            span: Some(span),
            covering: Vec::new(),
        },
    )
}
