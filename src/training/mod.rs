//! *Training*: exercises made from invented cases, and anonymised ones whose days were moved, runs of them with groups, and what groups decided beside what was found.
//!
//! Layer 2, pure: the state of a run is reckoned from a list of events; clocks and files are left to `app`. Nobody is scored.

pub mod answer;
pub mod cards;
pub mod exercise;
pub mod expected;
pub mod marking;
pub mod offered;
pub mod run;
pub mod seen;
