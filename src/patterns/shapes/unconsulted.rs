//! *Unconsulted*: an agency is said to be involved, and no contact with it is on record.

use std::collections::BTreeSet;

use chrono::Days;

use crate::{
    model::{
        finding::{Cited, Finding, Outcome, Step},
        when::When,
    },
    patterns::{
        engine::{Draft, finish},
        pattern::Pattern,
        responses::Span,
        scene::Scene,
        shapes::Shape,
        triggers::find,
    },
    text::NAMED,
};

/// See the module.
#[derive(Debug)]
pub struct Unconsulted;

impl Shape for Unconsulted {
    fn name(&self) -> &'static str {
        "unconsulted"
    }

    fn about(&self) -> &'static str {
        "an agency known to be involved, and no contact with it on record"
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let Ok(Some(lengths)) = pattern.lengths() else {
            return Vec::new();
        };
        let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
        let mut out = Vec::new();
        for trigger in find(pattern, scene) {
            let Some(entry) = scene.entries.get(trigger.entry) else {
                continue;
            };
            let own = scene.kind_of(trigger.entry);
            let Some(other) = trigger.mention.toward.as_deref().filter(|k| *k != own) else {
                continue;
            };
            if !seen.insert((entry.agency.0.as_str(), other)) {
                continue;
            }
            let span = Span::new(scene, &entry.when, lengths);
            let step = step(pattern, scene, (trigger.entry, other), span);
            let outcome = step.outcome;
            out.extend(finish(
                pattern,
                scene,
                Draft {
                    first: trigger.entry,
                    triggers: vec![Scene::cite(trigger.mention)],
                    steps: vec![step],
                    outcome,
                    span: Some(span),
                    covering: Vec::new(),
                },
            ));
        }
        out
    }
}

/// Contact either way counts: in the agency's own entries, or in those of the agency that is said to be involved.
fn step(pattern: &Pattern, scene: &Scene<'_>, (trigger, other): (usize, &str), span: Span) -> Step {
    let own = scene.kind_of(trigger);
    let label = pattern
        .responses
        .first()
        .map_or("Contact with that agency", |r| r.label.as_str());
    let mut out = Step {
        label: format!("{label} ({})", other.trim_start_matches(NAMED).replace('-', " ")),
        required: true,
        outcome: Outcome::Missed,
        shown_by: Vec::new(),
        near: Vec::new(),
    };
    let concepts: Vec<String> = pattern.responses.iter().flat_map(|r| r.any.iter().cloned()).collect();
    // Contact in the two months before counts too: nobody rings the same agency anew at each mention.
    let before = span.from.checked_sub_days(Days::new(60)).unwrap_or(span.from);
    let mut best = 0_u8;
    for (at, mention) in scene.mentions(&concepts) {
        let Some(e) = scene.entries.get(at) else {
            continue;
        };
        let kind = scene.kind_of(at);
        let toward = mention.toward.as_deref().unwrap_or("");
        // What is known only by its name is contacted where an entry names it again.
        let names_it = other
            .strip_prefix(NAMED)
            .is_some_and(|name| at != trigger && kind == own && e.text.to_lowercase().contains(name));
        let is_between = names_it || (kind == own && toward == other) || (kind == other && toward == own);
        if !is_between || !Scene::is_done(mention) || scene.is_after_event(at) || e.when.latest < before {
            continue;
        }
        take(&mut out, &mut best, &e.when, span, || Some(Scene::cite(mention)));
    }
    // Both were at the table: each agency's own entry of the day tells of the meeting.
    let together: Vec<String> = pattern
        .responses
        .iter()
        .flat_map(|r| r.together.iter().cloned())
        .collect();
    let day = |at: usize| {
        scene
            .entries
            .get(at)
            .map(|e| &e.when)
            .filter(|w| w.is_known_day())
            .map(|w| w.earliest)
    };
    let shared = scene.mentions(&together).into_iter().filter(|(at, m)| {
        let tells = |o: usize| {
            scene
                .mentions_of(o)
                .any(|n| n.concept == m.concept && Scene::is_done(n))
        };
        let on_day = |o: &usize| day(*at).is_some() && day(*o) == day(*at);
        let before = (0..*at).rev().take_while(on_day);
        let after = (*at + 1..scene.entries.len()).take_while(on_day);
        scene.kind_of(*at) == own
            && *at != trigger
            && Scene::is_done(m)
            && !scene.is_after_event(*at)
            && before.chain(after).any(|o| scene.kind_of(o) == other && tells(o))
    });
    for (at, mention) in shared {
        if let Some(e) = scene.entries.get(at).filter(|e| e.when.latest >= before) {
            take(&mut out, &mut best, &e.when, span, || Some(Scene::cite(mention)));
        }
    }
    // "Brightwater. Meg: attends every week": an entry that opens with the agency's name tells what the agency said.
    for (at, e) in scene.entries.iter().enumerate() {
        let is_own = at != trigger && scene.kind_of(at) == own && e.when.latest >= before && !scene.is_after_event(at);
        if is_own && opens_with(scene, at, other) {
            take(&mut out, &mut best, &e.when, span, || scene.cite_entry(at));
        }
    }
    out
}

/// Takes an entry as contact, where it places the answer better than what was found before.
fn take(out: &mut Step, best: &mut u8, when: &When, span: Span, cite: impl FnOnce() -> Option<Cited>) {
    let (rank, outcome) = if when.latest <= span.sure {
        (3, Outcome::Met)
    } else if when.earliest > span.to {
        (1, Outcome::Late)
    } else {
        (2, Outcome::CannotTell)
    };
    if rank > *best && when.earliest <= span.late {
        *best = rank;
        out.outcome = outcome;
        out.shown_by = cite().into_iter().collect();
    }
}

/// Does an entry open with an agency's name?
fn opens_with(scene: &Scene<'_>, at: usize, other: &str) -> bool {
    let Some(entry) = scene.entries.get(at) else {
        return false;
    };
    match other.strip_prefix(NAMED) {
        Some(name) => {
            let opening = entry.text.chars().flat_map(char::to_lowercase);
            name.chars().eq(opening.take(name.chars().count()))
        }
        None => scene
            .readings
            .get(at)
            .is_some_and(|r| r.agencies.iter().any(|a| a.span.start == 0 && a.kind == other)),
    }
}
