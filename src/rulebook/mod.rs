//! The *rulebook*: loading `rules/` (built in, or from a folder) and checking them.
//!
//! Layer 3. What the rules do is left to `text` and `patterns`.

pub mod areas;
pub mod columns;
pub mod disguise;
pub mod files;
pub mod lists;
pub mod load;
pub mod measures;
pub mod names;
pub mod own;
pub mod own_file;
mod risk;
mod same_event;
pub mod selftest;
mod template;
