//! *History*: what stood in a case before corrected files replaced others, and the log of its changes. A case as it stands needs none of
//! it; a report that holds everything does. Telling what changed is left to `review::changes`, keeping it to `store`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{
    entry::{Entry, EntryId},
    problem::Problem,
    record::Record,
};

/// What stood in a case before, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// Replaced records, in order.
    pub revisions: Vec<Revision>,
    /// Entries as they stood in them: the place of the revision, counted from 1, and the entry.
    pub entries: Vec<(u64, Entry)>,
    /// What could not be read in them, likewise.
    pub problems: Vec<(u64, Problem)>,
    /// Every change of the case file, in order.
    pub log: Vec<Change>,
}

/// A change of the case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number.
    pub sequence: u64,
    /// When, as text.
    pub at: String,
    /// Who; empty when nobody said.
    pub who: String,
    /// What, in words.
    pub what: String,
}

/// One file put in the place of another, taken back, or brought again after that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// When, as text.
    pub at: String,
    /// Who did it; empty when nobody said.
    pub who: String,
    /// What was done.
    pub kind: RevisionKind,
    /// The file inside the record that was taken back, in words; empty when the whole record is meant.
    pub part: String,
    /// Why, in the words of the person; empty where nobody is asked.
    pub why: String,
    /// The record that stood; its bytes are kept.
    pub old: Record,
    /// The record that stands now; the same where nothing took its place.
    pub new: Record,
    /// What became of its rows.
    pub changes: Changes,
}

/// What was done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RevisionKind {
    /// A corrected file took its place, or it was read again with other columns.
    #[default]
    Replaced,
    /// Its import was taken back; the record that it had replaced stands again, if there was one.
    TakenBack,
    /// It was imported again after it was taken back.
    Returned,
}

impl RevisionKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Replaced, Self::TakenBack, Self::Returned];

    /// The code used in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::TakenBack => "taken-back",
            Self::Returned => "returned",
        }
    }
}

impl Revision {
    /// Was the file itself the same, and only read with other columns?
    pub fn is_same_file(&self) -> bool {
        self.kind == RevisionKind::Replaced && self.old.sha256 == self.new.sha256
    }

    /// Was something taken back that had taken no other record's place?
    pub fn leaves_nothing(&self) -> bool {
        self.kind == RevisionKind::TakenBack && (&self.old.sha256, &self.old.file) == (&self.new.sha256, &self.new.file)
    }
}

/// What became of the rows of a file that was replaced by another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Changes {
    /// Rows that say the same as before, by the id that they keep.
    pub unchanged: Vec<EntryId>,
    /// Rows that say something else, in the order of the new file.
    pub changed: Vec<Changed>,
    /// Rows that were not there before, by the id under which they are kept, in the order of the new file.
    pub new: Vec<EntryId>,
    /// Rows that are there no more, in the order of the old file.
    pub gone: Vec<EntryId>,
    /// Rows that are kept under another id than the `Ref` which the new file gives them.
    pub renamed: Vec<Renamed>,
}

/// A row that says something else than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Its id, which it keeps.
    pub id: EntryId,
    /// Field by field, what it said and what it says.
    pub fields: Vec<FieldChange>,
}

/// One field of a row, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// `Date`, `Event`, … or the heading of a further column.
    pub field: String,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

/// A row whose `Ref` in the new file is not the id under which it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renamed {
    /// The `Ref` as the new file writes it.
    pub written: EntryId,
    /// The id under which the row is kept.
    pub kept: EntryId,
}

impl Changes {
    /// Rows of the old file that were found again.
    pub fn found_again(&self) -> usize {
        self.unchanged.len() + self.changed.len()
    }

    /// Ids whose words are not what they were: decisions that rest on them are to be looked at again. A new row of which somebody
    /// decided already is one that was gone and came back.
    pub fn touched(&self) -> BTreeSet<&EntryId> {
        let changed = self.changed.iter().map(|c| &c.id);
        changed.chain(&self.gone).chain(&self.new).collect()
    }

    /// Counts in words: `94 unchanged, 2 changed, 1 new, 1 no longer there`.
    pub fn in_words(&self) -> String {
        format!(
            "{} unchanged, {} changed, {} new, {} no longer there",
            self.unchanged.len(),
            self.changed.len(),
            self.new.len(),
            self.gone.len()
        )
    }
}
