//! *Alike*: what of an order the case holds already under another name: the same bytes, or the same rows. It is said, and
//! nothing is held back: an agency may well supply one document twice, and only people know which file replaces which.

use std::collections::BTreeMap;

use crate::{
    app::importing::{Order, Ready},
    model::{
        entry::Entry,
        record::{Record, Supplied},
    },
    store::Stored,
};

/// What the case makes of the files of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alike {
    /// Notes for the person who imports, each a sentence.
    pub notes: Vec<String>,
    /// For every file of the order, in its order: is it new to the case?
    pub is_new: Vec<bool>,
}

/// Compares what was prepared with what the case held then, before anything is stored.
pub fn look(ready: &Ready, order: &Order) -> Alike {
    let supplied = &ready.bundle.supplied;
    let Some(stored) = &ready.stored else {
        return Alike {
            notes: Vec::new(),
            is_new: vec![true; supplied.len()],
        };
    };
    let mut out = Alike::default();
    for file in supplied {
        let new = &file.record;
        let is_held = stored.records.iter().any(|r| is_one(r, new) && r.sha256 == new.sha256);
        out.is_new.push(!is_held);
        if is_held {
            continue;
        }
        let same = stored
            .records
            .iter()
            .filter(|r| r.sha256 == new.sha256 && !new.sha256.is_empty());
        let same: Vec<String> = same
            .map(|r| format!("{} of {}", r.file, stored.case.agency_name(&r.agency)))
            .collect();
        if !same.is_empty() {
            let words = same.join(", ");
            out.notes
                .push(format!("{}: the case holds these bytes already, as {words}", new.file));
        } else if order.replaces.is_none() && !stored.records.iter().any(|r| is_one(r, new)) {
            out.notes.extend(repeated(file, stored));
        }
    }
    out
}

fn is_one(held: &Record, new: &Record) -> bool {
    held.file == new.file && held.agency == new.agency
}

/// What is said of a file whose rows the agency's other file holds already.
fn repeated(new: &Supplied, stored: &Stored) -> Option<String> {
    let (found, old) = most_in(new, stored)?;
    let (record, all) = (&new.record, new.entries.len());
    let typed = if old.file.contains(char::is_whitespace) {
        format!("\"{}\"", old.file)
    } else {
        old.file.clone()
    };
    Some(format!(
        "{}: {found} of {all} rows are in {} already; if this file replaces it, use --replaces {typed} (once it is kept, `forewarned take-back` comes first)",
        record.file, old.file
    ))
}

/// The file of the same agency that holds at least half of the rows of this one, if there is one, and how many.
pub(super) fn most_in<'a>(new: &Supplied, stored: &'a Stored) -> Option<(usize, &'a Record)> {
    let (record, all) = (&new.record, new.entries.len());
    let others = stored.records.iter().filter(|r| r.agency == record.agency);
    let (found, old) = others
        .map(|old| (in_both(new, old, &stored.entries), old))
        .max_by_key(|(found, _)| *found)?;
    (found > 0 && found * 2 >= all).then_some((found, old))
}

/// Rows of the new file that stand in the old one, each counted as often as it stands in both.
fn in_both(new: &Supplied, old: &Record, entries: &[Entry]) -> usize {
    let mut held: BTreeMap<_, usize> = BTreeMap::new();
    for entry in entries
        .iter()
        .filter(|e| e.agency == old.agency && e.origin.file == old.file)
    {
        *held.entry(row(entry)).or_default() += 1;
    }
    let mut found = 0;
    for entry in &new.entries {
        if let Some(left) = held.get_mut(&row(entry)).filter(|left| **left > 0) {
            *left -= 1;
            found += 1;
        }
    }
    found
}

/// What makes two rows the same: date, time, type and text.
fn row(entry: &Entry) -> impl Ord + '_ {
    let when = &entry.when;
    (
        when.earliest,
        when.latest,
        when.time,
        entry.entry_type.trim(),
        entry.text.trim(),
    )
}
