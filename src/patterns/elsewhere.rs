//! *Elsewhere*: what an entry did about something of its own, which is no answer to this warning.

use crate::{
    model::mention::Mention,
    patterns::{
        pattern::{Pattern, Response},
        scene::Scene,
        triggers::Episode,
    },
    text::rules::Family,
};

/// Does an entry after the window tell of an event of its own? What it says was done answers that one: the police told of a van on
/// the 12th are no late answer to a report of the 19th before.
pub(super) fn tells_another(
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
pub(super) fn tells_of_other_danger(
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
