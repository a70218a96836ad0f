//! *Repeat*: several triggers inside a span, with no step up after the last of them.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    model::{
        case::{Person, PersonId},
        finding::{Finding, Outcome},
        mention::{Reading, Who},
    },
    patterns::{
        engine::{Draft, finish},
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
        for group in by_report(scene, find(pattern, scene)) {
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
            let run = of_one(scene, run);
            let kinds: BTreeSet<&str> = run.iter().flatten().map(|t| t.mention.concept.as_str()).collect();
            if run.len() < count || kinds.len() < pattern.trigger.kinds.unwrap_or(1) {
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
            out.extend(finish(
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
            ));
        }
        out
    }
}

/// The reports of a run that may be about one person, told from the last back: where the last names nobody, the latest before it that
/// names somebody decides, and reports about another person are no part of the run.
fn of_one<'a>(scene: &Scene<'a>, run: Vec<Vec<Triggered<'a>>>) -> Vec<Vec<Triggered<'a>>> {
    let mut who = BTreeSet::new();
    let mut kept: Vec<Vec<Triggered<'a>>> = Vec::new();
    for group in run.into_iter().rev() {
        let names = named(scene, &group);
        if !who.is_empty() && !names.is_empty() && who.is_disjoint(&names) {
            continue;
        }
        if who.is_empty() {
            who = names;
        }
        kept.push(group);
    }
    kept.reverse();
    kept
}

/// May two reports be about the same person? Not when each names only others: by the words of harm or else anywhere in its entry.
fn may_be_of_one(scene: &Scene<'_>, a: &[Triggered<'_>], b: &[Triggered<'_>]) -> bool {
    let (a, b) = (named(scene, a), named(scene, b));
    a.is_empty() || b.is_empty() || !a.is_disjoint(&b)
}

fn named<'a>(scene: &Scene<'a>, group: &[Triggered<'a>]) -> BTreeSet<&'a PersonId> {
    let person = |who: &'a Who, is_meant: fn(&Person) -> bool| match who {
        Who::Person(id) => scene.case.person(id).filter(|p| is_meant(p)).map(|p| &p.id),
        _ => None,
    };
    let targets: BTreeSet<&PersonId> = group
        .iter()
        .filter_map(|t| person(&t.mention.target, |p| p.role != "subject"))
        .collect();
    if !targets.is_empty() {
        return targets;
    }
    group
        .iter()
        .filter_map(|t| scene.readings.get(t.entry))
        .flat_map(|r| &r.people)
        .filter_map(|p| person(&p.who, Person::is_at_risk))
        .collect()
}

/// Days in which an agency's word of another one's report is that report.
const RETOLD_DAYS: i64 = 4;

/// Days in which a report is put to the subject.
const PUT_DAYS: i64 = 14;

/// Does an entry tell of what an earlier one told? It names that one's day ("assault 10/12"), or it opens with the agency that wrote it,
/// days before ("Ambulance form in: bruising").
fn retells(scene: &Scene<'_>, trigger: &Triggered<'_>, earlier: usize) -> bool {
    const OPENING: usize = 30;
    let entry = trigger.entry;
    let (Some(now), Some(then)) = (scene.entries.get(entry), scene.entries.get(earlier)) else {
        return false;
    };
    let happened = trigger.mention.happened.as_ref().filter(|w| w.is_known_day());
    if happened.is_some_and(|w| then.when.is_known_day() && w.earliest == then.when.earliest) && entry != earlier {
        return true;
    }
    let apart = (now.when.earliest - then.when.latest).num_days();
    // What the subject denies when it is put to him is the report that was made before, and no second one.
    if trigger.mention.assertion.denied && now.agency == then.agency && apart <= PUT_DAYS {
        return true;
    }
    let is_source = |r: &Reading| {
        let mut named = r.agencies.iter().filter(|a| a.span.start < OPENING);
        named.any(|a| match &a.agency {
            Some(id) => *id == then.agency,
            None => a.kind == scene.kind_of(earlier),
        })
    };
    now.agency != then.agency && apart <= RETOLD_DAYS && scene.readings.get(entry).is_some_and(is_source)
}

/// Triggers of one day, and those that tell the same thing, are one report.
fn by_report<'a>(scene: &Scene<'_>, triggers: Vec<Triggered<'a>>) -> Vec<Vec<Triggered<'a>>> {
    let mut out: Vec<Vec<Triggered<'a>>> = Vec::new();
    for trigger in triggers {
        let day = scene.entries.get(trigger.entry).map(|e| e.when.earliest);
        let joins = out.iter_mut().rev().take(3).find(|group| {
            group
                .iter()
                .any(|t| scene.are_duplicates(t.entry, trigger.entry) || retells(scene, &trigger, t.entry))
                || group
                    .first()
                    .and_then(|t| scene.entries.get(t.entry))
                    .map(|e| e.when.earliest)
                    == day
        });
        match joins {
            Some(group) => group.push(trigger),
            None => out.push(vec![trigger]),
        }
    }
    out
}
