//! *Elsewhere*: what an entry did about something of its own, which is no answer to this warning.

use crate::{
    patterns::{
        pattern::{Pattern, Response},
        responses::would_hold,
        scene::Scene,
        triggers::Episode,
    },
    text::rules::Family,
};

/// Does an entry after the window tell of an event of its own? What it says was done answers that one: the police told of a van on
/// the 12th are no late answer to a report of the 19th before.
pub(super) fn tells_another(pattern: &Pattern, scene: &Scene<'_>, episode: &Episode<'_>, entry: usize) -> bool {
    episode.triggers.iter().all(|t| t.entry != entry)
        && scene.mentions_of(entry).any(|m| {
            pattern.trigger.any.contains(&m.concept)
                && scene.family(&m.concept) == Family::Harm
                && Scene::may_trigger(m, &[])
        })
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
    let mut dangers = scene
        .mentions_of(entry)
        .filter(|m| scene.family(&m.concept) == Family::Harm && Scene::may_trigger(m, &[]))
        .peekable();
    !would_hold(rule, scene, entry)
        && !episode
            .triggers
            .iter()
            .any(|t| t.entry == entry || agency(t.entry) == agency(entry))
        && dangers.peek().is_some()
        && !dangers.any(|m| pattern.trigger.any.contains(&m.concept))
}
