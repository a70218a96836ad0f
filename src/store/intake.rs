//! *Intake*: how records come in, and what adding them did.

use crate::model::history::Revision;

/// How records come in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Intake<'a> {
    /// When, as text.
    pub at: &'a str,
    /// Who brings them, as the person calls himself or herself; may be empty.
    pub who: &'a str,
    /// File name of the record that the new one replaces, where that has another name.
    pub replaces: Option<&'a str>,
}

/// What adding records did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Added {
    /// Records that were not there.
    pub records_new: usize,
    /// Records that were there already, byte for byte.
    pub records_known: usize,
    /// Entries added; those that a corrected file found again are not counted.
    pub entries_new: usize,
    /// Problems added.
    pub problems_new: usize,
    /// Records that were replaced by a corrected file, and what that changed.
    pub revisions: Vec<Revision>,
    /// What the person who imports should know.
    pub remarks: Vec<String>,
    /// What was said of the case folder before and is said no more.
    pub folder_problems_gone: usize,
}

impl Added {
    /// Was anything added or replaced?
    pub(super) fn is_anything(&self) -> bool {
        self.records_new + self.problems_new + self.folder_problems_gone + self.revisions.len() > 0
    }
}
