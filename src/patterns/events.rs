//! *Events*: what triggers tell, counted once however often it is told. Two agencies write of one evening, an e-mail is sent on, a report is
//! put to the person it is about: each is an entry of its own, and together they are one event.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    model::{
        case::{Person, PersonId},
        entry::Entry,
        mention::{Reading, Who},
    },
    patterns::{
        length::Length,
        pattern::Pattern,
        scene::Scene,
        triggers::{Triggered, shows_done},
    },
};

/// Days in which an agency's word of another one's report is that report.
const RETOLD_DAYS: i64 = 4;
/// Days in which a letter or call of a professional tells of what that very person wrote down.
const BY_ITS_WRITER: i64 = 14;
/// The start of a text, in which it stands who tells.
const OPENING: usize = 30;
/// Events before a report among which its own is looked for, where no link names it.
const NEAREST: usize = 40;

/// Triggers that tell of one event, together, in the order of the first of each.
pub(super) fn by_event<'a>(
    pattern: &Pattern,
    scene: &Scene<'_>,
    triggers: Vec<Triggered<'a>>,
) -> Vec<Vec<Triggered<'a>>> {
    let mut out: Vec<Vec<Triggered<'a>>> = Vec::new();
    for trigger in triggers {
        let from = out.len().saturating_sub(NEAREST);
        let is_told = |group: &Vec<Triggered<'a>>| {
            let mut told = group.iter();
            let day = |t: &Triggered<'_>| scene.entries.get(t.entry).map(|e| e.when.earliest);
            group.first().and_then(day) == day(&trigger)
                || told.any(|t| {
                    scene.is_quoted_from(trigger.mention, trigger.entry, t.entry)
                        || retells(scene, &trigger, t)
                        || is_put_to_him(pattern, scene, &trigger, t)
                })
        };
        let is_copy = |group: &Vec<Triggered<'a>>| group.iter().any(|t| scene.are_duplicates(t.entry, trigger.entry));
        let near = out.iter().skip(from).rposition(is_told).map(|at| at + from);
        match out.iter().rposition(is_copy).or(near).and_then(|at| out.get_mut(at)) {
            Some(group) => group.push(trigger),
            None => out.push(vec![trigger]),
        }
    }
    out
}

/// Does an entry tell of what an earlier one told? It names that one's day ("assault 10/12") or the day that it names, it opens with the
/// agency that wrote it, days before ("Ambulance form in: bruising"), or with the very person who did ("CPN Tierney, followed by ex").
fn retells(scene: &Scene<'_>, trigger: &Triggered<'_>, earlier: &Triggered<'_>) -> bool {
    let (Some(now), Some(then)) = (scene.entries.get(trigger.entry), scene.entries.get(earlier.entry)) else {
        return false;
    };
    let on = |t: &Triggered<'_>| {
        let happened = t.mention.happened.as_ref().filter(|w| w.is_known_day());
        happened.map(|w| w.earliest)
    };
    let written = then.when.is_known_day().then_some(then.when.earliest);
    let happened = on(trigger);
    if happened.is_some() && trigger.entry != earlier.entry && (happened == written || happened == on(earlier)) {
        return true;
    }
    let apart = (now.when.earliest - then.when.latest).num_days();
    let Some(reading) = scene.readings.get(trigger.entry).filter(|_| now.agency != then.agency) else {
        return false;
    };
    let mut named = reading.agencies.iter().filter(|a| a.span.start < OPENING);
    let is_source = apart <= RETOLD_DAYS
        && named.any(|a| match &a.agency {
            Some(id) => *id == then.agency,
            None => a.kind == scene.kind_of(earlier.entry),
        });
    is_source
        || apart <= BY_ITS_WRITER && opens_with_writer(scene, reading, then)
        || apart <= RETOLD_DAYS && have_one_source(scene, reading, earlier.entry)
}

/// Does a text open with the professional who wrote an earlier entry?
fn opens_with_writer(scene: &Scene<'_>, reading: &Reading, then: &Entry) -> bool {
    professionals(scene, reading).iter().any(|p| {
        p.names
            .iter()
            .any(|n| n.contains(' ') && then.author.contains(n.as_str()))
    })
}

/// Do two agencies' entries open with the same professional, who told both?
fn have_one_source(scene: &Scene<'_>, reading: &Reading, earlier: usize) -> bool {
    let now: BTreeSet<&PersonId> = professionals(scene, reading).into_iter().map(|p| &p.id).collect();
    let Some(then) = scene.readings.get(earlier).filter(|_| !now.is_empty()) else {
        return false;
    };
    professionals(scene, then).iter().any(|p| now.contains(&p.id))
}

/// Professionals of the roster with whom a text opens.
fn professionals<'a>(scene: &Scene<'a>, reading: &Reading) -> Vec<&'a Person> {
    let opening = reading.people.iter().filter(|p| p.span.start < OPENING);
    let known = opening.filter_map(|p| match &p.who {
        Who::Person(id) => scene.case.person(id),
        _ => None,
    });
    known.filter(|p| p.is_professional()).collect()
}

/// Is what an agency was told put to the person it is about: "put her call to him, denies following her"?
fn is_put_to_him(pattern: &Pattern, scene: &Scene<'_>, trigger: &Triggered<'_>, earlier: &Triggered<'_>) -> bool {
    let rule = &pattern.trigger;
    let Some(within) = rule.put_within.as_deref().and_then(|w| Length::parse(w).ok()) else {
        return false;
    };
    let own = |t: &Triggered<'_>| scene.entries.get(t.entry).map(|e| &e.agency);
    own(trigger) == own(earlier)
        && trigger.mention.concept == earlier.mention.concept
        && trigger.mention.assertion.denied
        && trigger.mention.happened.is_none()
        && shows_done(scene, trigger.entry, &rule.put_by)
        && scene.is_within(earlier.entry, trigger.entry, within)
}

/// May two reports be about the same person? Not when each names only others: by the words of harm or else anywhere in its entry.
pub(super) fn may_be_of_one(scene: &Scene<'_>, a: &[Triggered<'_>], b: &[Triggered<'_>]) -> bool {
    let (a, b) = (named(scene, a), named(scene, b));
    a.is_empty() || b.is_empty() || !a.is_disjoint(&b)
}

/// The events that may be about one person: where the last names nobody, earlier ones that name two people are not counted together.
pub(super) fn of_one_person<'a>(scene: &Scene<'a>, run: Vec<Vec<Triggered<'a>>>) -> Vec<Vec<Triggered<'a>>> {
    let people: Vec<BTreeSet<&PersonId>> = run.iter().map(|e| named(scene, e)).collect();
    let is_of = |at: usize, id: &PersonId| people.get(at).is_none_or(|p| p.is_empty() || p.contains(id));
    let all: BTreeSet<&PersonId> = people.iter().flatten().copied().collect();
    let of = |id: &PersonId| -> Vec<Vec<Triggered<'a>>> {
        let kept = run.iter().enumerate().filter(|(at, _)| is_of(*at, id));
        kept.map(|(_, e)| e.clone()).collect()
    };
    let fits_last = |id: &&PersonId| run.len().checked_sub(1).is_none_or(|last| is_of(last, id));
    let best = all.into_iter().filter(fits_last).map(of);
    best.max_by_key(|kept| (certain(scene, kept), kept.len()))
        .unwrap_or(run)
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

/// How many events there are at least: so many stand on days that are certainly different.
pub(super) fn certain(scene: &Scene<'_>, events: &[Vec<Triggered<'_>>]) -> usize {
    let first = events.iter().filter_map(|e| scene.entries.get(e.first()?.entry));
    let mut days: Vec<(NaiveDate, NaiveDate)> = first.map(|e| (e.when.latest, e.when.earliest)).collect();
    days.sort_unstable();
    let mut last: Option<NaiveDate> = None;
    let mut count = 0;
    for (latest, earliest) in days {
        if last.is_none_or(|l| l < earliest) {
            count += 1;
            last = Some(latest);
        }
    }
    count
}

/// How many events the entries cited tell of, and which tell of one; nothing where each tells of its own.
pub(super) fn told_in(scene: &Scene<'_>, events: &[Vec<Triggered<'_>>]) -> String {
    let mut one: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        let ids = event.iter().filter_map(|t| scene.entries.get(t.entry));
        one.insert(at, ids.map(|e| e.id.0.as_str()).collect());
    }
    let entries: usize = one.values().map(Vec::len).sum();
    let sure = certain(scene, events);
    let least = if sure < events.len() { "at least " } else { "" };
    let together: Vec<String> = one.values().filter(|e| e.len() > 1).map(|e| e.join(", ")).collect();
    if sure == entries {
        return String::new();
    }
    let said = format!(" Counted by events, not by entries: {least}{sure} in {entries} entries");
    if together.is_empty() {
        format!("{said}; the days of some are not known exactly.")
    } else {
        let all = together.join("; ");
        format!("{said}. Counted once, because they tell of one event or of days that cannot be told apart: {all}.")
    }
}
