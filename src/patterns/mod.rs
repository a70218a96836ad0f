//! *Patterns*: judging what was read: trigger, expected response, window, outcome.
//!
//! Layer 2, pure. Reading rule files is left to `rulebook`; pattern ids occur only in `rules/`. The way through: `scene` holds a
//! case as read, `triggers` finds the entries that should have led somebody to act, `shapes` judge what followed, `warnings`
//! groups findings into episodes, `examples` runs the examples that every pattern file carries.

pub mod calendar;
mod card;
pub mod conditions;
pub mod contacts;
mod elsewhere;
pub mod engine;
mod events;
pub mod examples;
mod held_before;
mod knew;
pub mod length;
mod lives;
pub mod measures;
pub mod parts;
pub mod pattern;
pub mod responses;
mod rungs;
pub mod scene;
pub mod shapes;
pub mod source;
mod speakers;
pub mod telling;
pub mod triggers;
mod unclear;
pub mod warnings;
pub mod wording;
