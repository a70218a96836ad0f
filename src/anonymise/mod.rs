//! *Anonymise*: who and what a case tells of is found, and put in other words, so that it can be read by people who may not know them.
//!
//! Layer 2, pure. It finds (`recognisers`, `roster`), draws false names (`plan`), rewrites, and tries to undo what it did (`leaks`). Files,
//! keys made by chance, and what a person cleared are left to `app`. What is to be taken out for whom is data (`rules/anonymise/`).

pub mod leaks;
pub mod quasi;
pub mod recognisers;
pub mod spot;
