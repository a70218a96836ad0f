//! *Loop*: a response that was planned, and whether an entry shows it done.

use std::collections::BTreeSet;

use crate::{
    model::{
        case::{Person, PersonId},
        finding::{Finding, Outcome, Step},
        mention::{ActionStatus, Factuality, Reading, Span as TextSpan, Who},
    },
    patterns::{
        engine::{Draft, finish},
        pattern::{Pattern, Response as Rule},
        responses::{Span, steps},
        scene::Scene,
        shapes::Shape,
        triggers::{Episode, Triggered, find},
    },
    text::rules::Value,
};

/// See the module.
#[derive(Debug)]
pub struct Loop;

impl Shape for Loop {
    fn name(&self) -> &'static str {
        "loop"
    }

    fn about(&self) -> &'static str {
        "a response that was planned, and no entry shows it done"
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let Ok(Some(lengths)) = pattern.lengths() else {
            return Vec::new();
        };
        let mut out: Vec<((usize, TextSpan), Finding)> = Vec::new();
        for (entry, concept, trigger) in promises(pattern, scene) {
            let place = (entry, trigger.mention.sentence);
            let Some(e) = scene.entries.get(entry) else {
                continue;
            };
            let span = Span::new(scene, &e.when, lengths);
            let episode = Episode {
                triggers: vec![trigger],
                opened: None,
            };
            // What closes the loop is the very thing that was promised.
            let label = pattern
                .responses
                .first()
                .map_or("Done", |r| r.label.as_str())
                .to_owned();
            let closing = Pattern {
                responses: vec![closing_rule(pattern, scene, &concept, (&episode, label))],
                ..pattern.clone()
            };
            let steps: Vec<Step> = steps(&closing, scene, &episode, span)
                .into_iter()
                .map(|s| without_itself(s, &e.id))
                .collect();
            let mut steps = steps;
            corroborate(scene, (entry, &episode), span, &mut steps);
            let outcome = steps.first().map_or(Outcome::Missed, |s| s.outcome);
            let Some(finding) = finish(
                pattern,
                scene,
                Draft {
                    first: entry,
                    triggers: episode.cited(),
                    steps,
                    outcome,
                    span: Some(span),
                    covering: Vec::new(),
                },
            ) else {
                continue;
            };
            // What one sentence promises is one finding, and stands as its worst part does.
            match out
                .iter_mut()
                .rev()
                .take_while(|((e, _), _)| *e == entry)
                .find(|(at, _)| *at == place)
            {
                Some((_, held)) if finding.outcome < held.outcome => *held = finding,
                Some(_) => {}
                None => out.push((place, finding)),
            }
        }
        out.into_iter().map(|(_, finding)| finding).collect()
    }
}

/// Planned mentions, one for each concept of an entry, that the same entry does not already show as done.
fn promises<'a>(pattern: &Pattern, scene: &Scene<'a>) -> Vec<(usize, String, Triggered<'a>)> {
    let mut out = Vec::new();
    let is_planned = |t: &Triggered<'_>| {
        let a = &t.mention.assertion;
        a.factuality == Factuality::Planned && matches!(a.action, ActionStatus::Planned | ActionStatus::Done)
    };
    for concept in &pattern.trigger.any {
        let mut one = pattern.clone();
        one.trigger.any = vec![concept.clone()];
        one.trigger.allow.push("planned".to_owned());
        let all = scene.mentions(&one.trigger.any);
        let counting: Vec<usize> = find(&one, scene).into_iter().map(|t| t.entry).collect();
        for (entry, mention) in &all {
            let trigger = Triggered { entry: *entry, mention };
            let is_closed_here = scene
                .mentions_of(*entry)
                .any(|m| m.concept == *concept && m.quote != mention.quote && Scene::is_done(m));
            let is_taken = out
                .last()
                .is_some_and(|(at, c, _): &(usize, String, Triggered<'_>)| at == entry && c == concept);
            if is_planned(&trigger)
                && is_professional(scene, &trigger)
                && !is_closed_here
                && !is_taken
                && counting.binary_search(entry).is_ok()
            {
                out.push((*entry, concept.clone(), trigger));
            }
        }
    }
    out.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    // The same words are one promise, whatever it is called.
    out.dedup_by(|b, a| a.0 == b.0 && overlaps(&a.2, &b.2));
    out
}

/// Is it a professional who promises? "She says she'll apply herself", said of a sister, is her own intention.
fn is_professional(scene: &Scene<'_>, t: &Triggered<'_>) -> bool {
    let people = scene.readings.get(t.entry).map_or(&[][..], |r| &r.people);
    let is_of_the_case = |span: TextSpan| {
        people.iter().any(|p| {
            let is_lay =
                matches!(&p.who, Who::Person(id) if scene.case.person(id).is_some_and(|p| !p.is_professional()));
            p.span.start >= span.start && p.span.end <= span.end && is_lay
        })
    };
    let modifiers = &scene.lexicon.rules().modifiers;
    let plans = |id: &str| modifiers.iter().any(|m| m.id == id && m.value == Value::Planned);
    let mut planned = t
        .mention
        .modifiers
        .iter()
        .filter(|m| m.blocked_by.is_none() && plans(&m.modifier))
        .peekable();
    planned.peek().is_none() || planned.any(|m| !is_of_the_case(m.span))
}

fn overlaps(a: &Triggered<'_>, b: &Triggered<'_>) -> bool {
    let (a, b) = (&a.mention.quote, &b.mention.quote);
    a.start < b.end && b.start < a.end
}

/// What closes a promise: the same thing done, by the agency that promised or by one that the promise names.
fn closing_rule(pattern: &Pattern, scene: &Scene<'_>, concept: &str, (episode, label): (&Episode<'_>, String)) -> Rule {
    let first = pattern.responses.first();
    let mut by: Vec<String> = first.map(|r| r.by.clone()).unwrap_or_default();
    if by.is_empty() {
        by.push(scene.kind_of(episode.first()).to_owned());
        for trigger in &episode.triggers {
            by.extend(trigger.mention.toward.clone());
            let sentence = trigger.mention.sentence;
            let named = scene.readings.get(trigger.entry).into_iter().flat_map(|r| &r.agencies);
            by.extend(
                named
                    .filter(|a| a.span.start >= sentence.start && a.span.end <= sentence.end)
                    .map(|a| a.kind.clone()),
            );
        }
    }
    Rule {
        label,
        any: vec![concept.to_owned()],
        by,
        not_by: Vec::new(),
        entry_of: Vec::new(),
        own: false,
        held_by: first.map(|r| r.held_by.clone()).unwrap_or_default(),
        required: true,
        group: None,
        not_with: Vec::new(),
        names_concern: false,
        same_entry: true,
    }
}

/// The other side's own record may show it: an entry of the agency that was to be told or asked, in time, that names the one that
/// promised, or a service for the person at risk that speaks with the very person whom the promise is about.
fn corroborate(scene: &Scene<'_>, (entry, episode): (usize, &Episode<'_>), span: Span, steps: &mut [Step]) {
    let own = scene.kind_of(entry);
    let toward = episode.triggers.first().and_then(|t| t.mention.toward.as_deref());
    let (Some(toward), Some(step)) = (toward.filter(|k| *k != own), steps.first_mut()) else {
        return;
    };
    if step.outcome == Outcome::Met {
        return;
    }
    let begin = scene.entries.partition_point(|e| e.when.earliest < span.from);
    let shown = (begin..scene.entries.len())
        .take_while(|at| scene.entries.get(*at).is_some_and(|e| e.when.earliest <= span.to))
        .filter(|at| *at != entry && scene.kind_of(*at) == toward && !scene.is_after_event(*at))
        .filter(|at| scene.entries.get(*at).is_some_and(|e| e.when.latest <= span.sure))
        .find(|at| {
            let names_it = |r: &Reading| r.agencies.iter().any(|a| a.kind == own);
            scene.readings.get(*at).is_some_and(names_it)
                || toward == SERVICE && !at_risk(scene, *at).is_disjoint(&at_risk(scene, entry))
        });
    if let Some(cited) = shown.and_then(|at| scene.cite_entry(at)) {
        step.outcome = Outcome::Met;
        step.shown_by = vec![cited];
    }
}

/// The kind of service that is there for the person at risk.
const SERVICE: &str = "domestic-abuse-service";

/// People at risk whom an entry names.
fn at_risk<'a>(scene: &Scene<'a>, entry: usize) -> BTreeSet<&'a PersonId> {
    let people = scene.readings.get(entry).map_or(&[][..], |r| &r.people);
    let is_at_risk = |id: &&PersonId| scene.case.person(id).is_some_and(Person::is_at_risk);
    let named = people.iter().filter_map(|p| match &p.who {
        Who::Person(id) => Some(id),
        _ => None,
    });
    named.filter(is_at_risk).collect()
}

/// The promise itself is not a near miss of what was promised.
fn without_itself(mut step: Step, entry: &crate::model::entry::EntryId) -> Step {
    step.near.retain(|n| &n.cited.quote.entry != entry);
    step
}
