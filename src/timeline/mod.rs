//! The *timeline*: merging agencies into one order, linking duplicates, measuring silences, drawing lanes.
//!
//! Layer 1, pure. What entries mean is left to `text`; what should have followed to `patterns`.

use crate::model::{case::Case, entry::Entry, timeline::Timeline};

/// stub
pub fn merge(_case: &Case, entries: &mut Vec<Entry>) -> Timeline {
    entries.sort_by_key(|e| e.when.sort_key());
    Timeline { order: entries.iter().map(|e| e.id.clone()).collect(), ..Timeline::default() }
}
