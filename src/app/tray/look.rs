//! A *look* at files that wait: what was read of each, as it would stand in the case. Nothing of it is stored.

use crate::{
    app::{
        importing::Rehearsal,
        together::{self, Read},
    },
    import::{Ways, contents::Part},
    model::{
        columns::Mapping,
        entry::{Entry, EntryId},
        history::RevisionKind,
        problem::Problem,
        record::{Record, Supplied},
        when::When,
    },
};

/// Entries of each file that are shown.
const ENTRIES: usize = 5;
/// Problems and remarks of each file that are shown; the rest are counted.
const PROBLEMS: usize = 100;
/// Rows of a table that are shown as they stand.
const ROWS: usize = 5;
/// Cells of a row, and characters of a cell, that are shown.
const CELLS: usize = 30;
const CELL: usize = 120;
/// Tables of one file that are shown.
const TABLES: usize = 12;

/// What was read of a batch.
#[derive(Debug, Clone)]
pub struct Look {
    /// Its files, those left out not among them.
    pub files: Vec<FileLook>,
    /// What is to be known of the whole.
    pub notes: Vec<String>,
    /// What could not be read that belongs to no file, or follows for an agency.
    pub problems: Vec<Problem>,
    /// Entries, problems and remarks that would be added.
    pub added: (usize, usize, usize),
    /// Would keeping it change nothing?
    pub is_nothing: bool,
}

/// What was read of one file.
#[derive(Debug, Clone)]
pub struct FileLook {
    /// What is known of it.
    pub record: Record,
    /// The first entries, under the ids that they would get.
    pub entries: Vec<Entry>,
    /// Every entry's id and day.
    pub days: Vec<(EntryId, When)>,
    /// Problems and remarks.
    pub problems: Vec<Problem>,
    /// Remarks among all of its problems.
    pub remarks: usize,
    /// More problems and remarks than are shown.
    pub more: usize,
    /// What is to be known of it.
    pub notes: Vec<String>,
    /// Tables of which not every row became an entry, as they stand.
    pub tables: Vec<TableLook>,
}

/// The first rows of a table as they stand in the file.
#[derive(Debug, Clone)]
pub struct TableLook {
    /// Where it stands.
    pub place: String,
    /// Row numbers and cells.
    pub rows: Vec<(usize, Vec<String>)>,
}

impl Look {
    /// Would keeping the files do the same as what is shown here? What was only said on the way is passed over.
    pub(super) fn does_the_same(&self, other: &Self) -> bool {
        let notes = |look: &Self| -> Vec<String> {
            let mut all = look.notes.clone();
            all.retain(|n| n != super::work::OTHERWISE);
            all
        };
        let seen = |look: &Self| -> Vec<_> {
            let each = look.files.iter();
            each.map(|f| (f.record.clone(), f.entries.clone(), f.problems.clone(), f.notes.clone()))
                .collect()
        };
        (self.added, self.is_nothing, &self.problems) == (other.added, other.is_nothing, &other.problems)
            && notes(self) == notes(other)
            && seen(self) == seen(other)
    }
}

/// Makes the look.
pub(super) fn look(ways: Ways<'_>, read: &Read, rehearsal: &Rehearsal, replaces: Option<&str>) -> Look {
    let notes = together::notes(read, replaces);
    let mut files = Vec::new();
    for (at, supplied) in read.bundle.supplied.iter().enumerate() {
        let became = rehearsal
            .became
            .get(at)
            .filter(|b| !supplied.record.is_unread() && !b.entries.is_empty());
        let (record, entries, problems) = match became {
            Some(b) => (&b.record, &b.entries, &b.problems),
            None => (&supplied.record, &supplied.entries, &supplied.problems),
        };
        let mut notes = notes.get(at).cloned().unwrap_or_default();
        notes.extend(revised(supplied, rehearsal));
        files.push(FileLook {
            record: record.clone(),
            entries: entries.iter().take(ENTRIES).cloned().collect(),
            days: entries.iter().map(|e| (e.id.clone(), e.when.clone())).collect(),
            remarks: problems.iter().filter(|p| !p.lost_row).count(),
            more: problems.len().saturating_sub(PROBLEMS),
            problems: problems.iter().take(PROBLEMS).cloned().collect(),
            notes,
            tables: tables(ways, supplied),
        });
    }
    let added = &rehearsal.added;
    let lost: usize = read
        .bundle
        .supplied
        .iter()
        .map(|s| s.problems.iter().filter(|p| p.lost_row).count())
        .sum();
    let lost = lost.min(added.problems_new);
    Look {
        files,
        notes: added.remarks.clone(),
        problems: read.bundle.problems.clone(),
        added: (added.entries_new, lost, added.problems_new - lost),
        is_nothing: added.records_new == 0 && added.revisions.is_empty() && added.problems_new == 0,
    }
}

/// What would become of an earlier form of a file.
fn revised(supplied: &Supplied, rehearsal: &Rehearsal) -> Option<String> {
    let is_it = |r: &&crate::model::history::Revision| {
        r.new.file == supplied.record.file && r.new.agency == supplied.record.agency
    };
    let revision = rehearsal.added.revisions.iter().find(is_it)?;
    let words = revision.changes.in_words();
    Some(if revision.kind == RevisionKind::Returned {
        format!("It was taken back, and would be in the case again: {words}.")
    } else if revision.is_same_file() {
        format!("It would be read again with these columns: {words}.")
    } else {
        format!("It would take the place of {}: {words}.", revision.old.file)
    })
}

/// Tables as they stand, where the rows did not all become entries or where a column was not understood.
fn tables(ways: Ways<'_>, supplied: &Supplied) -> Vec<TableLook> {
    let is_plain = |m: &Mapping| !m.columns.is_empty();
    let record = &supplied.record;
    let is_clear = record.problems == 0 && record.columns.iter().all(is_plain) && record.entries > 0;
    if is_clear {
        return Vec::new();
    }
    let Ok(contents) = ways.opener.open(&record.file, &supplied.content) else {
        return Vec::new();
    };
    let grids = contents.parts.into_iter().filter_map(|part| match part {
        Part::Table(grid) => Some(grid),
        Part::Text(_) => None,
    });
    grids
        .take(TABLES)
        .map(|grid| TableLook {
            place: grid.place,
            rows: grid
                .rows
                .iter()
                .take(ROWS)
                .map(|row| {
                    let cells = row.cells.iter().take(CELLS);
                    (row.number, cells.map(|c| c.text.chars().take(CELL).collect()).collect())
                })
                .collect(),
        })
        .collect()
}
