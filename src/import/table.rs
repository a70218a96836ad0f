//! *Table*: rows in cells, whatever file they came in, into entries and problems. Which column holds what is told first.

pub(super) mod answers;
pub(super) mod columns;
pub(super) mod days;
pub(super) mod form;
pub(super) mod headings;
pub(super) mod heads;
mod in_parts;
mod inner_notes;
mod order;
pub(super) mod rows;
mod settled;
pub(super) mod several;
pub(super) mod suspect;
mod two_days;
pub(super) mod upright;
