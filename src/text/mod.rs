//! *Text*: reading what practitioners wrote: sentences, concepts, what is said of them, dates, people, agencies.
//!
//! Layer 1, pure: no IO, no clock. Judging what was read is left to `patterns`, finding files and rows to `import`.
//! The way through: `words` cut a text into tokens, `sentences` part them, `people` and `agencies` mark who is meant,
//! `lexicon` finds concepts, `context` finds modifiers, `reading` joins them into mentions.

pub mod agencies;
mod around;
mod binding;
pub mod context;
pub mod dates;
mod doubt;
pub mod due;
pub mod frame;
mod known;
pub mod lexicon;
pub mod matcher;
mod names;
pub mod notation;
pub mod one_name;
pub mod people;
pub mod phrase;
pub mod reading;
pub mod relative;
pub mod rules;
pub mod sentences;
pub mod unknown_names;
pub mod voices;
pub mod words;
mod years;

pub use binding::NAMED;
pub(crate) use names::is_title;

/// Words of the rules that are written of other things than people, in small letters.
pub fn everyday_words(rules: &rules::ReadingRules) -> std::collections::BTreeSet<String> {
    known::everyday(rules, &rules.names)
}
