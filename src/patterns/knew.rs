//! *Knew*: whether the agency of an entry had a concern on its own record. What others knew, and what follows from it, is left to the shapes.

use chrono::Days;

use crate::patterns::{length::Length, pattern::Pattern, scene::Scene};

/// Did the agency of a later entry have the same concern on its own record, so long before it, and was it certainly later? What an
/// agency said without either has nothing to do with the concern of another one.
pub(super) fn itself(pattern: &Pattern, scene: &Scene<'_>, (entry, later): (usize, usize), reach: Length) -> bool {
    let (Some(trigger), Some(act)) = (scene.entries.get(entry), scene.entries.get(later)) else {
        return false;
    };
    let days = Days::new(u64::try_from(reach.calendar_days()).unwrap_or(0));
    let first = trigger.when.earliest.checked_sub_days(days);
    let own = scene
        .mentions_between(
            &pattern.trigger.any,
            first.unwrap_or(trigger.when.earliest),
            act.when.earliest,
        )
        .into_iter()
        .any(|(at, m)| {
            at < later
                && scene.entries.get(at).is_some_and(|e| e.agency == act.agency)
                && Scene::may_trigger(m, &pattern.trigger.allow)
        });
    own && act.when.earliest >= trigger.when.latest
}
