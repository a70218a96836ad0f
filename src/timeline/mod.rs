//! The *timeline*: merging agencies into one order, linking duplicates, measuring silences, drawing lanes.
//!
//! Layer 1, pure. What entries mean is left to `text`; what should have followed to `patterns`.

mod copies;
mod duplicates;
mod order;
pub mod picture;
pub mod silences;
mod threads;

use crate::model::{case::Case, entry::Entry, timeline::Timeline};

/// Puts entries in one total order, links duplicates and measures silences.
///
/// The order: earliest day, then latest day, then time of day; then agencies as the case lists them, file and part; then
/// the record's own sequence number; then row and `Ref`. An entry without a time stands at the time of the entry before it
/// in its own record, if that is of the same day, else at the start of the day; with sequence numbers, "before" is by
/// them. The order does not depend on the order given.
pub fn merge(case: &Case, entries: &mut [Entry]) -> Timeline {
    order::sort(case, entries);
    Timeline {
        order: entries.iter().map(|e| e.id.clone()).collect(),
        duplicates: duplicates::find(case, entries),
        silences: silences::find(case, entries),
        conflicts: Vec::new(),
        related: threads::find(entries),
    }
}

/// The words of a text, in small letters.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests;
