//! *Held before*: what an agency that was to be told holds already: because it wrote the warning down itself, or because the person at risk
//! told it the same a few days before.

use std::cmp::Reverse;

use chrono::Days;

use crate::{
    model::{
        entry::Entry,
        finding::{Cited, NearMiss},
    },
    patterns::{
        elsewhere::names, length::Length, pattern::Response, responses::is_of_same_person, scene::Scene,
        triggers::Episode,
    },
};

/// The teller of a reading who is the person at risk.
const HERSELF: &str = "at-risk";

/// The trigger of a warning that an agency of `unasked_of` wrote down itself.
pub(super) fn unasked(rule: &Response, scene: &Scene<'_>, episode: &Episode<'_>) -> Option<Cited> {
    let kind = scene.kind_of(episode.first());
    let first = episode.triggers.first()?;
    rule.unasked_of
        .iter()
        .any(|k| k == kind)
        .then(|| Scene::cite(first.mention))
}

/// What the person at risk tells an agency, and an entry of an agency of `entry_of`, up to so long before, in which she herself tells of
/// the same kind of thing: whether there was anything new to pass on is not told. What anybody else tells, the person complained of
/// above all, is news.
pub(super) fn told_before(rule: &Response, scene: &Scene<'_>, episode: &Episode<'_>) -> Option<NearMiss> {
    let reach = rule.told_before.as_deref().and_then(|w| Length::parse(w).ok())?;
    let knew = scene.entries.get(episode.first())?;
    let days = Days::new(u64::try_from(reach.calendar_days()).ok()?);
    let from = knew.when.earliest.checked_sub_days(days)?;
    let concepts: Vec<String> = episode.triggers.iter().map(|t| t.mention.concept.clone()).collect();
    let is_hers = |at: usize| scene.readings.get(at).is_some_and(|r| r.teller == HERSELF);
    if !is_hers(episode.first()) {
        return None;
    }
    let (at, mention) = scene
        .mentions_between(&concepts, from, knew.when.earliest)
        .into_iter()
        .filter(|(at, _)| *at < episode.first() && rule.entry_of.iter().any(|k| k == scene.kind_of(*at)))
        .filter(|(at, m)| Scene::may_trigger(m, &[]) && !scene.is_of_others(*at))
        .filter(|(at, _)| is_hers(*at) && is_of_same_person(scene, episode, *at))
        .filter(|(at, _)| scene.entries.get(*at).is_some_and(|e| e.when.earliest >= from))
        .max_by_key(|(at, m)| (*at, Reverse(m.quote.start)))?;
    let entry = scene.entries.get(at)?;
    Some(NearMiss {
        cited: Scene::cite(mention),
        why: from_herself(scene, entry),
    })
}

/// What the person at risk told an agency of `entry_of` herself, afterwards and of the same kind of thing, is no word that the agency
/// which knew passed anything on: whether it was the same matter is not told, unless the entry names that agency.
pub(super) fn told_by_herself(
    rule: &Response,
    scene: &Scene<'_>,
    (episode, entry): (&Episode<'_>, usize),
) -> Option<String> {
    rule.told_before.as_deref()?;
    let (knew, e) = scene.entries.get(episode.first()).zip(scene.entries.get(entry))?;
    let reading = scene.readings.get(entry).filter(|r| r.teller == HERSELF)?;
    let names_it = names(scene, reading, episode.first());
    let is_linked = scene.are_duplicates(episode.first(), entry);
    (e.agency != knew.agency && !names_it && !is_linked).then(|| from_herself(scene, e))
}

fn from_herself(scene: &Scene<'_>, entry: &Entry) -> String {
    format!(
        "{} had a report of this kind from the person herself ({}); whether this was the same matter is not told",
        scene.case.agency_name(&entry.agency),
        entry.when.written
    )
}
