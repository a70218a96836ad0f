//! *Patterns*: judging what was read: trigger, expected response, window, outcome.
//!
//! Layer 2, pure. Reading rule files is left to `rulebook`; pattern ids occur only in `rules/`.
