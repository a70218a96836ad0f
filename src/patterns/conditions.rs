//! *Conditions*: what the case file says was in force on a day, and whether an entry is about it.

use chrono::NaiveDate;

use crate::{
    model::{
        case::{Condition, PersonId, in_words},
        mention::{Mention, Who},
    },
    patterns::{parts::Before, pattern::Trigger, scene::Scene, wording},
    text::words::tokens,
};

/// Does it break a condition in force, without being called a breach?
pub fn breaks(rule: &Trigger, scene: &Scene<'_>, entry: usize, mention: &Mention) -> bool {
    let Some(day) = scene.entries.get(entry).map(|e| e.when.earliest) else {
        return false;
    };
    let broken: Vec<&String> = rule
        .breaking
        .iter()
        .filter(|b| b.any.contains(&mention.concept))
        .flat_map(|b| &b.conditions)
        .collect();
    in_force(scene, day)
        .filter(|c| broken.contains(&&c.kind) && is_about(scene, &c.text, entry))
        .any(|c| c.kind != EXCLUSION || names_place(scene, &c.text, entry))
}

/// The conditions in force on a day.
fn in_force<'a>(scene: &Scene<'a>, day: NaiveDate) -> impl Iterator<Item = &'a Condition> + use<'a> {
    let conditions = &scene.case.conditions;
    conditions
        .iter()
        .filter(move |c| c.from <= day && c.to.is_none_or(|to| day <= to))
}

/// The kind of condition that keeps somebody out of a place.
const EXCLUSION: &str = "exclusion";

/// Does an entry name a place that a condition names? Places are its capital words in the middle of a line.
fn names_place(scene: &Scene<'_>, condition: &str, entry: usize) -> bool {
    let places: Vec<String> = tokens(condition)
        .into_iter()
        .skip(1)
        .filter(|t| t.capital && t.lower.chars().count() > 3)
        .map(|t| t.lower)
        .collect();
    scene
        .entries
        .get(entry)
        .is_some_and(|e| tokens(&e.text).iter().any(|t| places.contains(&t.lower)))
}

/// What the case file itself says of what `[before]` asks for, in words: conditions in force, and facts by then.
pub fn by_case_file(rule: &Before, scene: &Scene<'_>, entry: usize) -> Vec<String> {
    let Some(day) = scene.entries.get(entry).map(|e| e.when.earliest) else {
        return Vec::new();
    };
    let conditions = in_force(scene, day)
        .filter(|c| rule.conditions.contains(&c.kind) && is_about(scene, &c.text, entry))
        .map(|c| format!("condition in force since {}: {}", wording::day(c.from), c.text));
    let facts = scene.case.facts.iter();
    let facts = facts
        .filter(|f| rule.facts.contains(&f.kind) && f.date <= day)
        .map(|f| format!("{} of {}: {}", in_words(&f.kind), wording::day(f.date), f.value));
    conditions.chain(facts).collect()
}

/// May a condition be about the people of an entry? One that names somebody is about nobody else whom the entry names.
fn is_about(scene: &Scene<'_>, condition: &str, entry: usize) -> bool {
    let text = condition.to_lowercase();
    let protected: Vec<&PersonId> = scene
        .case
        .people
        .iter()
        .filter(|p| {
            p.role != "subject"
                && p.names
                    .iter()
                    .any(|n| n.chars().count() > 3 && text.contains(&n.to_lowercase()))
        })
        .map(|p| &p.id)
        .collect();
    let Some(reading) = scene.readings.get(entry).filter(|_| !protected.is_empty()) else {
        return true;
    };
    let mut named = reading.people.iter().filter_map(|p| match &p.who {
        Who::Person(id) => scene.case.person(id).filter(|p| p.is_at_risk()).map(|p| &p.id),
        _ => None,
    });
    match named.next() {
        None => true,
        Some(first) => protected.contains(&first) || named.any(|id| protected.contains(&id)),
    }
}
