//! A *row date*: the day of a row that became no entry because its date could not be read, as a reviewer gives it. The row is left as it
//! was supplied; the entry is made of it, and says that its day was given.

use serde::{Deserialize, Serialize};

use crate::model::{case::AgencyId, columns::Mapping, entry::Entry};

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
    /// Was it the only row of its file with these words? Only then can it be told from others where the file is supplied anew.
    #[serde(default)]
    pub alone: bool,
    /// What the columns of its table were taken for; read otherwise, the row would be another entry.
    #[serde(default)]
    pub columns: Vec<Mapping>,
    /// What is to be known of the date as it was read: that it lies in the future, for example.
    #[serde(default)]
    pub remarks: Vec<String>,
    /// The entry that the row becomes. Its `when` has the words that were given.
    pub entry: Entry,
}

impl RowDate {
    /// Is this a row of the same agency and file that says the same? It need not be the same row.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.agency == other.agency && self.raw == other.raw && self.entry.origin.file == other.entry.origin.file
    }

    /// Are both about one row of one version of a file?
    pub fn is_of_same_row(&self, other: &Self) -> bool {
        let place = |of: &Self| {
            let origin = &of.entry.origin;
            (
                origin.file.clone(),
                origin.sha256.clone(),
                origin.part.clone(),
                origin.row,
            )
        };
        self.agency == other.agency && self.raw == other.raw && place(self) == place(other)
    }
}
