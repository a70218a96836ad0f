//! A *row date*: the day of a row that became no entry because its date could not be read, as a reviewer gives it. The row is left as it
//! was supplied; the entry is made of it, and says that its day was given.

use serde::{Deserialize, Serialize};

use crate::model::{case::AgencyId, entry::Entry};

/// What was given for which row, and the entry that the row becomes by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowDate {
    /// The agency that supplied the row.
    pub agency: AgencyId,
    /// The row as it stands in the file, by which it is known again where the file is supplied anew.
    pub raw: String,
    /// What was said of the row when it could not be read.
    pub what: String,
    /// How one knows the date: what the agency said, where and when.
    pub source: String,
    /// The entry that the row becomes. Its `when` has the words that were given.
    pub entry: Entry,
}

impl RowDate {
    /// Are both about one row of one agency?
    pub fn is_of_same_row(&self, other: &Self) -> bool {
        let place = |of: &Self| {
            let origin = &of.entry.origin;
            (origin.file.clone(), origin.part.clone(), origin.row)
        };
        self.agency == other.agency && self.raw == other.raw && place(self) == place(other)
    }
}
