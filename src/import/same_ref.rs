//! *Same Ref*: one number on several rows of a file. A log numbers the incident or the case and not the row, and each update of it has
//! that number; no row is lost for it. A row that says the same as another of its number is a copy, and stays a problem.

use std::collections::BTreeMap;

use crate::{
    import::{Hints, ReadEntry},
    model::{
        columns::{Field, Mapping},
        entry::{Entry, EntryId, Further},
        problem::Problem,
    },
};

/// Numbers that the remark names, and rows of each, before it counts the rest.
const NAMED: usize = 3;

/// Numbers that stand on several rows of one file.
#[derive(Debug, Default)]
pub(super) struct SameRef {
    /// The heading under which the numbers stand.
    heading: String,
    /// By number: the places among the entries that were kept. The first is the row that has the number for its own.
    rows: BTreeMap<EntryId, Vec<usize>>,
}

impl SameRef {
    /// Nothing met so far, in a file whose columns were taken for these.
    pub(super) fn of(tables: &[Mapping]) -> Self {
        let mut columns = tables.iter().flat_map(|t| &t.columns);
        let heading = columns.find(|c| c.field == Field::Ref);
        Self {
            heading: heading.map_or_else(|| "Ref".to_owned(), |c| c.heading.clone()),
            rows: BTreeMap::new(),
        }
    }

    /// A number that is met for the first time, on the row that is kept at this place.
    pub(super) fn first(&mut self, id: &EntryId, place: usize) {
        self.rows.insert(id.clone(), vec![place]);
    }

    /// A further row of a number, unless it says the same as one before it: the number stays beside its words, and the program names the row.
    pub(super) fn takes(&mut self, read: &mut ReadEntry, kept: &[Option<ReadEntry>]) -> bool {
        let Some(rows) = self.rows.get_mut(&read.entry.id) else {
            return false;
        };
        let mut before = rows.iter().filter_map(|at| kept.get(*at)?.as_ref());
        if before.any(|b| says(&b.entry) == says(&read.entry)) {
            return false;
        }
        rows.push(kept.len());
        read.made_id = true;
        read.entry.further.insert(
            0,
            Further {
                name: self.heading.clone(),
                value: read.entry.id.0.clone(),
            },
        );
        true
    }

    /// What is said of the file where a number stood on several rows.
    pub(super) fn said(&self, kept: &[Option<ReadEntry>], hints: &Hints<'_>) -> Option<Problem> {
        let several: Vec<(&EntryId, &Vec<usize>)> = self.rows.iter().filter(|(_, rows)| rows.len() > 1).collect();
        let row = |at: &usize| Some(kept.get(*at)?.as_ref()?.entry.origin.row.to_string());
        let named = |(id, rows): &(&EntryId, &Vec<usize>)| {
            let (all, numbers) = (rows.len(), rows.iter().take(NAMED).filter_map(row));
            format!("'{id}' on rows {}", list(&numbers.collect::<Vec<_>>(), all))
        };
        let shown: Vec<String> = several.iter().take(NAMED).map(named).collect();
        let more: usize = several.iter().map(|(_, rows)| rows.len() - 1).sum();
        let (first, _) = several.first()?;
        let what = format!(
            "the number under '{}' stands on several rows: {}. The first row of each has it for its Ref, and {} like '{first}-2'",
            self.heading,
            match several.len() - shown.len() {
                0 => shown.join("; "),
                1 => format!("{}; and 1 more number", shown.join("; ")),
                more => format!("{}; and {more} more numbers", shown.join("; ")),
            },
            match more {
                1 => "1 other row was kept under a Ref".to_owned(),
                more => format!("{more} other rows were kept, each under a Ref"),
            }
        );
        let next = "nothing, if it is the number of an incident or a case that has several rows; if another column numbers the rows, choose that one for Ref";
        Some(hints.remark(0, "", what, next))
    }
}

/// What a row says: everything but its number.
fn says(entry: &Entry) -> (&str, [&str; 4], Vec<(&str, &str)>) {
    let further = entry.further.iter().filter(|f| f.value != entry.id.0);
    (
        &entry.when.written,
        [&entry.source, &entry.author, &entry.entry_type, &entry.text],
        further.map(|f| (f.name.as_str(), f.value.as_str())).collect(),
    )
}

/// Some of so many, and how many more there are.
fn list(some: &[String], all: usize) -> String {
    match (some.split_last(), all - some.len()) {
        (Some((last, rest)), 0) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        (_, 0) => some.join(", "),
        (_, more) => format!("{} and {more} more", some.join(", ")),
    }
}
