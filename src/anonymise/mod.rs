//! *Anonymise*: who and what a case tells of is found, and put in other words, so that it can be read by people who may not know them.
//!
//! Layer 2, pure. It finds (`recognisers`, `cast`, `phrases`), draws false names (`plan`), moves dates (`shift`), rewrites, and tries to undo
//! what it did (`leaks`). Files, keys made by chance, and what a person cleared are left to `app`. What is to be taken out for whom is data
//! (`rules/anonymise/`).

mod bare_days;
pub mod blind;
pub mod cast;
pub mod draw;
pub mod happenings;
pub mod labels;
pub mod leaks;
pub mod level;
pub mod lists;
pub mod marks;
pub mod named;
mod people;
pub mod phrases;
pub mod plan;
pub mod pools;
pub mod quasi;
pub mod recognisers;
pub mod residual;
pub mod rewrite;
pub mod roster;
pub mod shift;
pub mod spot;
pub mod vocabulary;
pub mod whole;
