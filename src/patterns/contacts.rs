//! *Contacts* that only their coded type tells: `Office`, `Phone`, with a text about something else.

use crate::{
    model::mention::{ActionStatus, Mention, Polarity},
    patterns::scene::Scene,
    text::words::tokens,
};

/// What a pattern says of coded types.
#[derive(Debug, Clone, Copy)]
pub struct ByType<'a> {
    /// Concepts of contact.
    pub of: &'a [String],
    /// Words of the type that may mean contact.
    pub types: &'a [String],
    /// Words of the type that rule it out.
    pub not_types: &'a [String],
    /// Concepts by which a contact came to nothing.
    pub missed: &'a [String],
}

/// May an entry tell of contact by its coded type, where its text does not say that it came to nothing?
pub fn may_be_contact(rule: ByType<'_>, scene: &Scene<'_>, at: usize) -> bool {
    let Some(entry) = scene.entries.get(at).filter(|_| !rule.types.is_empty()) else {
        return false;
    };
    let coded: Vec<String> = tokens(&entry.entry_type).into_iter().map(|t| t.lower).collect();
    let has = |words: &[String]| coded.iter().any(|w| words.contains(w));
    let came_to_nothing = |m: &Mention| {
        let failed = matches!(m.assertion.action, ActionStatus::Attempted | ActionStatus::NotDone)
            || m.assertion.polarity == Polarity::Negated;
        rule.of.contains(&m.concept) && failed || rule.missed.contains(&m.concept)
    };
    has(rule.types) && !has(rule.not_types) && !scene.mentions_of(at).any(came_to_nothing)
}
