//! *Run*: contacts of one kind, one after the other, with nothing of another kind in between.

use std::collections::BTreeSet;

use crate::{
    model::{
        case::AgencyId,
        finding::{Finding, Outcome},
        mention::Mention,
    },
    patterns::{
        contacts::{ByType, may_be_contact},
        engine::{Draft, finish},
        parts::Run as Rule,
        pattern::Pattern,
        responses::{Span, same_steps},
        scene::Scene,
        shapes::Shape,
        triggers::holds,
    },
};

/// See the module.
#[derive(Debug)]
pub struct Run;

impl Shape for Run {
    fn name(&self) -> &'static str {
        "run"
    }

    fn about(&self) -> &'static str {
        "a run of contacts of one kind, with nothing of another kind in between"
    }

    fn wants_window(&self) -> bool {
        false
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let Some(rule) = &pattern.run else {
            return Vec::new();
        };
        let breaks: BTreeSet<usize> = scene.entries_showing(&rule.broken_by).into_iter().collect();
        let elsewhere: BTreeSet<usize> = scene.entries_showing(&rule.not_with).into_iter().collect();
        let mut contacts = scene.entries_showing(&rule.of);
        let by_type = ByType {
            of: &rule.of,
            types: &rule.types,
            not_types: &rule.not_types,
            missed: &rule.missed,
        };
        contacts.extend(
            (0..scene.entries.len()).filter(|at| !scene.is_after_event(*at) && may_be_contact(by_type, scene, *at)),
        );
        contacts.sort_unstable();
        contacts.dedup();
        contacts.retain(|at| !elsewhere.contains(at));
        let mut out = Vec::new();
        for agency in scene.case.agencies.iter().filter(|a| rule.known_to.contains(&a.kind)) {
            let mut both: Vec<(usize, bool)> = contacts
                .iter()
                .filter(|at| !breaks.contains(at))
                .map(|at| (*at, true))
                .chain(breaks.iter().map(|at| (*at, false)))
                .filter(|(at, _)| scene.entries.get(*at).is_some_and(|e| e.agency == agency.id))
                .collect();
            both.sort_unstable();
            out.extend(
                runs(&both, rule)
                    .into_iter()
                    .filter_map(|run| finding(pattern, scene, &run, &agency.id)),
            );
        }
        out
    }
}

/// Stretches of contacts that are long enough.
fn runs(both: &[(usize, bool)], rule: &Rule) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    for (at, is_of_run) in both.iter().copied().chain([(usize::MAX, false)]) {
        if is_of_run {
            run.push(at);
        } else if run.len() >= rule.count.max(2) {
            out.push(std::mem::take(&mut run));
        } else {
            run.clear();
        }
    }
    out
}

fn finding(pattern: &Pattern, scene: &Scene<'_>, run: &[usize], agency: &AgencyId) -> Option<Finding> {
    // It turns on the contact that made the run long enough.
    let count = pattern.run.as_ref().map_or(2, |r| r.count.max(2));
    let turn = run.get(count - 1).copied()?;
    if !holds(pattern, scene, turn) {
        return None;
    }
    let (first, last) = (scene.entries.get(*run.first()?)?, scene.entries.get(*run.last()?)?);
    let cite = |at: usize| {
        let is_of_run =
            |m: &&Mention| pattern.run.as_ref().is_some_and(|r| r.of.contains(&m.concept)) && Scene::is_done(m);
        scene
            .mentions_of(at)
            .find(is_of_run)
            .map(Scene::cite)
            .or_else(|| scene.cite_entry(at))
    };
    let triggers = std::iter::once(turn)
        .chain(run.iter().copied().filter(|at| *at != turn))
        .filter_map(cite)
        .collect();
    let span = Span::over(first.when.earliest, last.when.latest);
    let steps = same_steps(pattern, Outcome::Missed, &[]);
    finish(
        pattern,
        scene,
        Draft {
            first: turn,
            triggers,
            steps,
            outcome: Outcome::Missed,
            span: Some(span),
            covering: vec![agency.clone()],
        },
    )
}
