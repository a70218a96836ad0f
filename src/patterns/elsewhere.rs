//! *Elsewhere*: what an entry did about something of its own, which is no answer to this warning.

use crate::{
    model::{
        finding::Outcome,
        mention::{Mention, Reading},
    },
    patterns::{
        parts::LateBy,
        pattern::{Pattern, Response},
        scene::Scene,
        triggers::Episode,
        unclear,
    },
    text::rules::Family,
};

/// Does an entry after the window tell of an event of its own? What it says was done answers that one: the police told of a van on
/// the 12th are no late answer to a report of the 19th before.
fn tells_another(
    pattern: &Pattern,
    rule: &Response,
    scene: &Scene<'_>,
    (episode, entry): (&Episode<'_>, usize),
) -> bool {
    !rule.would_be_held_by(scene.kind_of(entry))
        && episode.triggers.iter().all(|t| t.entry != entry)
        && dangers(scene, entry).any(|m| pattern.trigger.any.contains(&m.concept))
}

/// The dangers that an entry tells of.
fn dangers<'a>(scene: &'a Scene<'_>, entry: usize) -> impl Iterator<Item = &'a Mention> {
    let all = scene.mentions_of(entry);
    all.filter(|m| scene.family(&m.concept) == Family::Harm && Scene::may_trigger(m, &[]))
}

/// Does another agency's entry tell of dangers, and of none that this pattern is about? What it did was about those: its call to police
/// about a following told them nothing of a threat to kill.
fn tells_of_other_danger(
    pattern: &Pattern,
    rule: &Response,
    scene: &Scene<'_>,
    (episode, entry): (&Episode<'_>, usize),
) -> bool {
    let agency = |at: usize| scene.entries.get(at).map(|e| &e.agency);
    let mut told = dangers(scene, entry).peekable();
    !rule.would_be_held_by(scene.kind_of(entry))
        && !episode
            .triggers
            .iter()
            .any(|t| t.entry == entry || agency(t.entry) == agency(entry))
        && told.peek().is_some()
        && !told.any(|m| pattern.trigger.any.contains(&m.concept))
}

/// Why what an entry shows answers something else than this warning, if it does.
pub(super) fn untied(
    (pattern, rule): (&Pattern, &Response),
    scene: &Scene<'_>,
    (episode, entry): (&Episode<'_>, usize),
    (found, is_doubted): (Outcome, bool),
) -> Option<&'static str> {
    let at = (episode, entry);
    if rule.of_this && tells_of_other_danger(pattern, rule, scene, at) {
        return Some("in another agency's entry, about another danger; nothing ties it to this warning");
    }
    if found != Outcome::Late {
        return None;
    }
    if is_doubted {
        Some(unclear::DOUBTED)
    } else if tells_another(pattern, rule, scene, at) {
        Some("done after the window, in an entry that tells of a later event; nothing ties it to this warning")
    } else if may_be_late(pattern, rule, scene, at) {
        None
    } else {
        Some("done after the window by another agency; nothing ties it to this warning")
    }
}

/// Does a step after the window count as a late answer? That of the agency that knew does, and that of one which was to be told and
/// names it: "probation told us". What another agency did for reasons of its own answers something else.
fn may_be_late(pattern: &Pattern, rule: &Response, scene: &Scene<'_>, (episode, entry): (&Episode<'_>, usize)) -> bool {
    let by = pattern.window.as_ref().map_or(LateBy::Anybody, |w| w.late_by);
    let agency = |at: usize| scene.entries.get(at).map(|e| &e.agency);
    let mut knew = episode
        .triggers
        .iter()
        .map(|t| t.entry)
        .chain(std::iter::once(episode.first()));
    let reading = scene.readings.get(entry);
    let reading = reading.filter(|_| rule.would_be_held_by(scene.kind_of(entry)));
    by == LateBy::Anybody || knew.any(|at| agency(at) == agency(entry) || reading.is_some_and(|r| names(scene, r, at)))
}

/// Does an entry that reads so name the agency of another entry, or its kind?
pub(super) fn names(scene: &Scene<'_>, reading: &Reading, at: usize) -> bool {
    let agency = scene.entries.get(at).map(|e| &e.agency);
    reading.agencies.iter().any(|a| {
        a.agency
            .as_ref()
            .map_or(a.kind == scene.kind_of(at), |id| Some(id) == agency)
    })
}
