//! *Contrary*: contact or service was stepped down while a concern was still open.

use chrono::NaiveDate;

use crate::{
    model::{
        finding::{Cited, Finding, Outcome, Step},
        mention::Mention,
        when::{Order, When},
    },
    patterns::{
        engine::{Draft, finish},
        pattern::{Pattern, Response},
        responses::Span,
        scene::Scene,
        shapes::Shape,
        triggers::{Triggered, earlier, find},
        unclear,
    },
};

/// See the module.
#[derive(Debug)]
pub struct Contrary;

impl Shape for Contrary {
    fn name(&self) -> &'static str {
        "contrary"
    }

    fn about(&self) -> &'static str {
        "a trigger followed by the opposite of what it called for"
    }

    fn wants_window(&self) -> bool {
        false
    }

    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding> {
        let mut out = Vec::new();
        for trigger in find(pattern, scene) {
            let Some(down) = scene.entries.get(trigger.entry) else {
                continue;
            };
            let open: Vec<(Triggered<'_>, Outcome)> = earlier(pattern, scene, trigger.entry)
                .into_iter()
                .filter(|t| t.entry != trigger.entry)
                .map(|t| {
                    let closed = closed(pattern, scene, t.entry, trigger.entry);
                    (t, closed)
                })
                .collect();
            if open.len() < pattern.before.as_ref().and_then(|b| b.count).unwrap_or(1) {
                continue;
            }
            // The latest concern decides: what was open before it and closed after it is closed.
            let outcome = open
                .iter()
                .map(|(_, o)| *o)
                .min_by_key(|o| rank(*o))
                .unwrap_or(Outcome::Met);
            let mut triggers = vec![Scene::cite(trigger.mention)];
            triggers.extend(
                open.iter()
                    .filter(|(_, o)| *o == outcome && outcome != Outcome::Met)
                    .rev()
                    .take(3)
                    .map(|(t, _)| Scene::cite(t.mention)),
            );
            let steps = step(pattern, scene, &open, trigger.entry, outcome);
            let from = open
                .iter()
                .find(|(_, o)| *o == outcome)
                .and_then(|(t, _)| scene.entries.get(t.entry))
                .map_or(down.when.earliest, |e| e.when.earliest);
            let span = Span {
                from,
                sure: down.when.earliest,
                to: down.when.latest,
                late: down.when.latest,
                back: from,
            };
            let unknown = not_shown_to_know(scene, &triggers, trigger.entry);
            let finding = finish(
                pattern,
                scene,
                Draft {
                    first: trigger.entry,
                    triggers,
                    steps,
                    outcome,
                    span: Some(span),
                    covering: Vec::new(),
                },
            );
            out.extend(finding.map(|f| match f.outcome {
                Outcome::Met => f,
                _ => Finding {
                    says: format!("{}{unknown}", f.says),
                    ..f
                },
            }));
        }
        out
    }
}

/// Concerns that stand only in other agencies' records, in entries that do not name the agency that steps down: whether it knew of them
/// is said to be open. Nobody is to be read as having set aside what may never have reached them.
fn not_shown_to_know(scene: &Scene<'_>, triggers: &[Cited], down: usize) -> String {
    let Some(acts) = scene.entries.get(down) else {
        return String::new();
    };
    let kind = scene.kind_of(down);
    let is_of_others = |c: &&Cited| {
        let at = scene.place(&c.quote.entry);
        let is_other = at
            .and_then(|at| scene.entries.get(at))
            .is_some_and(|e| e.agency != acts.agency);
        let reading = at.and_then(|at| scene.readings.get(at));
        is_other && reading.is_none_or(|r| r.agencies.iter().all(|a| a.kind != kind))
    };
    let mut ids: Vec<String> = triggers
        .iter()
        .skip(1)
        .filter(is_of_others)
        .map(|c| c.quote.entry.to_string())
        .collect();
    ids.dedup();
    let Some((last, rest)) = ids.split_last() else {
        return String::new();
    };
    let (listed, them) = if rest.is_empty() {
        (format!("{last} stands in the records of another agency"), "it")
    } else {
        let listed = format!("{} and {last} stand in the records of other agencies", rest.join(", "));
        (listed, "them")
    };
    format!(
        " Of the concerns cited, {listed}; by these entries it is open whether {} knew of {them}.",
        scene.case.agency_name(&acts.agency)
    )
}

fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Missed | Outcome::Late => 0,
        Outcome::CannotTell => 1,
        Outcome::Met => 2,
    }
}

/// Was a concern closed on or before the step down, by one of the responses? The step-down entry itself may close it.
fn closed(pattern: &Pattern, scene: &Scene<'_>, concern: usize, down: usize) -> Outcome {
    let (Some(from), Some(to)) = (scene.entries.get(concern), scene.entries.get(down)) else {
        return Outcome::CannotTell;
    };
    let mut best = if from.when.order(&to.when) == Order::Unclear {
        Outcome::CannotTell
    } else {
        Outcome::Missed
    };
    for (at, mention) in answers(pattern, scene, (from.when.earliest, to.when.latest), down) {
        let Some(answer) = scene
            .entries
            .get(at)
            .filter(|_| at != concern || at == down || is_answered_here(pattern))
        else {
            continue;
        };
        let found = match between(&answer.when, &from.when, &to.when, at == concern || at == down) {
            // What it says cannot be seen, or is not sure: the entry itself tells that the document was not supplied, or doubts it.
            Outcome::Met
                if unclear::is_doubted(&Scene::cite(mention))
                    || scene.is_elsewhere(at)
                    || scene.disputed(at, mention).is_some() =>
            {
                Outcome::CannotTell
            }
            found => found,
        };
        if rank(found) > rank(best) {
            best = found;
        }
    }
    best
}

fn is_answered_here(pattern: &Pattern) -> bool {
    pattern.responses.iter().any(|r| r.same_entry)
}

/// Responses shown as done that can lie between two days.
fn answers<'a>(
    pattern: &Pattern,
    scene: &Scene<'a>,
    (from, to): (NaiveDate, NaiveDate),
    down: usize,
) -> Vec<(usize, &'a Mention)> {
    asked(pattern, scene, down)
        .flat_map(|r| {
            let found = scene.mentions_between(&r.any, from, to);
            found
                .into_iter()
                .filter(move |(at, _)| may_answer(pattern, r, scene, (*at, down)))
        })
        .filter(|(at, m)| (Scene::is_done(m) || Scene::is_of_many(m)) && !scene.is_after_event(*at))
        .filter(|(at, _)| scene.entries.get(*at).is_some_and(|e| e.when.latest >= from))
        .collect()
}

/// The responses that are asked of the agency that steps down: that the police were told weighs nothing where the police step down.
fn asked<'a>(pattern: &'a Pattern, scene: &Scene<'_>, down: usize) -> impl Iterator<Item = &'a Response> {
    let kind = scene.kind_of(down).to_owned();
    pattern.responses.iter().filter(move |r| !r.unasked_of.contains(&kind))
}

/// Does the entry that steps down speak of any such concern itself? A review that names none has not weighed them.
fn speaks_of(pattern: &Pattern, scene: &Scene<'_>, down: usize) -> bool {
    let concerns = pattern.before.as_ref().map_or(&[][..], |b| &b.any);
    scene.mentions_of(down).any(|m| concerns.contains(&m.concept))
}

/// May an entry answer, when a response is the own one of the agency that steps down?
fn may_answer(pattern: &Pattern, rule: &Response, scene: &Scene<'_>, (at, down): (usize, usize)) -> bool {
    let agency = |at: usize| scene.entries.get(at).map(|e| &e.agency);
    (!rule.own || agency(at) == agency(down)) && (at != down || !rule.names_concern || speaks_of(pattern, scene, down))
}

fn between(when: &When, from: &When, to: &When, is_one_of_them: bool) -> Outcome {
    if is_one_of_them {
        return Outcome::Met;
    }
    match (when.order(from), when.order(to)) {
        (Order::Before, _) | (_, Order::After) => Outcome::Missed,
        (Order::Unclear, _) | (_, Order::Unclear) => Outcome::CannotTell,
        _ => Outcome::Met,
    }
}

/// The steps that follow the concern that decides, the latest one: what was done before it cannot answer it.
fn step(
    pattern: &Pattern,
    scene: &Scene<'_>,
    open: &[(Triggered<'_>, Outcome)],
    down: usize,
    outcome: Outcome,
) -> Vec<Step> {
    let decides = |o: Outcome| outcome == Outcome::Met || o == outcome;
    let last = open
        .iter()
        .filter(|(_, o)| decides(*o))
        .map(|(t, _)| t.entry)
        .max()
        .unwrap_or(down);
    asked(pattern, scene, down)
        .map(|r| {
            let mut shown_by = after_it(pattern, r, scene, (last, down));
            // The entry of such an agency is itself the record that it was told.
            let held = open
                .iter()
                .filter(|(t, o)| decides(*o) && r.entry_of.iter().any(|k| k == scene.kind_of(t.entry)));
            shown_by.extend(held.map(|(t, _)| Scene::cite(t.mention)).take(5));
            let found = if outcome == Outcome::CannotTell {
                outcome
            } else if shown_by.is_empty() {
                Outcome::Missed
            } else if shown_by.iter().all(unclear::is_doubted) {
                Outcome::CannotTell
            } else {
                Outcome::Met
            };
            Step {
                label: r.label.clone(),
                required: r.required,
                outcome: found,
                shown_by,
                near: Vec::new(),
            }
        })
        .collect()
}

/// What shows a response between the latest concern and the step down.
fn after_it(pattern: &Pattern, rule: &Response, scene: &Scene<'_>, (last, down): (usize, usize)) -> Vec<Cited> {
    let Some((from, to)) = scene.entries.get(last).zip(scene.entries.get(down)) else {
        return Vec::new();
    };
    scene
        .mentions_between(&rule.any, from.when.earliest, to.when.latest)
        .into_iter()
        .filter(|(at, m)| {
            let is_one_of_them = *at == down || (*at == last && is_answered_here(pattern));
            let is_placed = scene.entries.get(*at).is_some_and(|e| {
                (*at != last || is_one_of_them)
                    && between(&e.when, &from.when, &to.when, is_one_of_them) != Outcome::Missed
            });
            let is_stated = Scene::is_done(m) || Scene::is_of_many(m);
            is_placed && is_stated && may_answer(pattern, rule, scene, (*at, down))
        })
        .map(|(_, m)| Scene::cite(m))
        .take(5)
        .collect()
}
