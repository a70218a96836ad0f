//! *Text*: reading what practitioners wrote: sentences, concepts, what is said of them, dates, people, agencies.
//!
//! Layer 1, pure: no IO, no clock. Judging what was read is left to `patterns`, finding files and rows to `import`.

pub mod dates;
