//! *Training*: exercises made from anonymised cases, runs of them with groups, and what groups decided beside what the panel found.
//!
//! Layer 2, pure: state is reckoned from a list of events; clocks and files are left to `app`. Nobody is scored.
