//! *Changes*: what a corrected file says otherwise than the one it replaces, row by row.
//!
//! A row that is there again keeps the id it had, so that readings, decisions and links stay with it. Rows are matched by
//! the `Ref` that the agency wrote, else by equal content, else by day, time, author and type with similar text, else by day and
//! text, else by a text that stands once in both files, else by their order. What cannot be matched is new, or gone. Keeping versions is
//! left to `store`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveTime, Timelike};

pub use crate::model::history::{Changed, Changes, FieldChange, Renamed};
use crate::model::{
    entry::{Entry, EntryId},
    when::When,
};

mod likeness;
mod matching;
mod place;

/// For each row of the new file, the old row that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    /// Place of the old row, for each new row; none when the row is new.
    pub old_of_new: Vec<Option<usize>>,
}

/// Ids that are not free for a new row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// Ids that belong or belonged to any row: no id that the program makes is one of them.
    pub all: BTreeSet<EntryId>,
    /// Ids of rows of other files that are there no more: what was decided on such a row would land on one that has its `Ref` by chance.
    pub bygone: BTreeSet<EntryId>,
    /// Ids of rows that are there now.
    pub now: BTreeSet<EntryId>,
}

impl Taken {
    /// Must this row get another id than the one it comes with? A `Ref` that a row of another file holds now is left as it is: the
    /// store keeps such a row as a problem.
    pub fn bars(&self, entry: &Entry) -> bool {
        let barred = if entry.made_id { &self.all } else { &self.bygone };
        barred.contains(&entry.id)
    }
}

/// What a new file changes of an old one. Nothing is stored: for a look before it is.
pub fn diff(old: &[Entry], new: &[Entry]) -> Changes {
    let mut kept = new.to_vec();
    settle(old, &mut kept, &Taken::default())
}

/// What reading the same file again with other columns changes. Nothing is stored.
pub fn diff_again(old: &[Entry], new: &[Entry]) -> Changes {
    let mut kept = new.to_vec();
    settle_again(old, &mut kept, &Taken::default())
}

/// Gives each new row its id (that of the old row which it is, or one of its own) and tells what changed.
pub fn settle(old: &[Entry], new: &mut [Entry], taken: &Taken) -> Changes {
    let pairing = matching::pair(old, new);
    settle_paired((&pairing, &[]), old, new, taken)
}

/// The same for one and the same file that was read again with other columns: a row is the one that stands at its place.
pub fn settle_again(old: &[Entry], new: &mut [Entry], taken: &Taken) -> Changes {
    let pairing = place::pair(old, new);
    settle_paired((&pairing, &[]), old, new, taken)
}

/// The same for a file that was taken back and comes again, in the place of `old` where that is something. A row that is none of
/// those has the id that it had in `own`, by its place, unless another row has it now.
pub fn settle_back(old: &[Entry], own: &[Entry], new: &mut [Entry], taken: &Taken) -> Changes {
    let file = |rows: &[Entry]| rows.first().map(|e| e.origin.sha256.clone());
    let pairing = if file(old) == file(new) {
        place::pair(old, new)
    } else {
        matching::pair(old, new)
    };
    let before: Vec<Option<&Entry>> = place::pair(own, new)
        .old_of_new
        .into_iter()
        .map(|at| own.get(at?))
        .collect();
    settle_paired((&pairing, &before), old, new, taken)
}

/// What became of rows that are known by their ids, as where an earlier version of a file stands again.
pub fn between(old: &[Entry], new: &[Entry]) -> Changes {
    let at: BTreeMap<&EntryId, usize> = old.iter().enumerate().map(|(at, e)| (&e.id, at)).collect();
    let pairing = Pairing {
        old_of_new: new.iter().map(|e| at.get(&e.id).copied()).collect(),
    };
    settle_paired((&pairing, &[]), old, &mut new.to_vec(), &Taken::default())
}

fn settle_paired(
    (pairing, own): (&Pairing, &[Option<&Entry>]),
    old: &[Entry],
    new: &mut [Entry],
    taken: &Taken,
) -> Changes {
    let mut out = Changes::default();
    let held: BTreeSet<EntryId> = pairing
        .old_of_new
        .iter()
        .flatten()
        .filter_map(|at| old.get(*at))
        .map(|e| e.id.clone())
        .collect();
    let mut used = held.clone();
    for (place, (entry, at)) in new.iter_mut().zip(&pairing.old_of_new).enumerate() {
        let written = entry.id.clone();
        let is_made = entry.made_id;
        let had = own.get(place).copied().flatten();
        let had = had.filter(|e| !used.contains(&e.id) && !taken.now.contains(&e.id));
        if let Some(before) = at.and_then(|at| old.get(at)) {
            entry.id = before.id.clone();
            entry.made_id = before.made_id;
            let fields = fields(before, entry);
            if fields.is_empty() {
                out.unchanged.push(entry.id.clone());
            } else {
                out.changed.push(Changed {
                    id: entry.id.clone(),
                    fields,
                });
            }
        } else {
            if let Some(had) = had {
                (entry.id, entry.made_id) = (had.id.clone(), had.made_id);
            } else if used.contains(&entry.id) || taken.bars(entry) {
                give_free_id(entry, &used, taken);
            }
            used.insert(entry.id.clone());
            out.new.push(entry.id.clone());
        }
        if entry.id != written && !is_made {
            out.renamed.push(Renamed {
                written,
                kept: entry.id.clone(),
            });
        }
    }
    let found: BTreeSet<usize> = pairing.old_of_new.iter().flatten().copied().collect();
    out.gone = old
        .iter()
        .enumerate()
        .filter(|(at, _)| !found.contains(at))
        .map(|(_, e)| e.id.clone())
        .collect();
    out
}

/// Gives a row an id like its own that nobody has.
pub fn give_free_id(entry: &mut Entry, used: &BTreeSet<EntryId>, taken: &Taken) {
    let mut number = 2_usize;
    let free = loop {
        let next = EntryId(format!("{}-{number}", entry.id));
        if !used.contains(&next) && !taken.all.contains(&next) {
            break next;
        }
        number += 1;
    };
    (entry.id, entry.made_id) = (free, true);
}

/// Looks this id as if the program made it, from the name of the file and the row? For case files that do not say it.
pub fn looks_made(entry: &Entry) -> bool {
    let name = entry.origin.file.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = if stem.is_empty() { "row" } else { stem };
    entry
        .id
        .0
        .strip_prefix(stem)
        .and_then(|rest| rest.strip_prefix('-'))
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
}

/// Fields that differ. Where the row stands in its file is no field of it.
fn fields(old: &Entry, new: &Entry) -> Vec<FieldChange> {
    let time = |e: &Entry| e.when.time.map_or(String::new(), clock);
    // A date that is written in another way is a change of what the record says, even where it means the same day.
    let recorded = |e: &Entry| e.recorded.as_ref().map_or(String::new(), |w| w.written.clone());
    let sequence = |e: &Entry| e.sequence.map_or(String::new(), |n| n.to_string());
    let date = |e: &Entry| {
        if e.when.written.is_empty() {
            e.when.earliest.to_string()
        } else {
            e.when.written.clone()
        }
    };
    let mut all = vec![
        ("Date".to_owned(), date(old), date(new)),
        ("Time".to_owned(), time(old), time(new)),
        ("Source".to_owned(), old.source.clone(), new.source.clone()),
        ("Author".to_owned(), old.author.clone(), new.author.clone()),
        ("Type".to_owned(), old.entry_type.clone(), new.entry_type.clone()),
        ("Event".to_owned(), old.text.clone(), new.text.clone()),
        ("Sequence".to_owned(), sequence(old), sequence(new)),
        ("Recorded".to_owned(), recorded(old), recorded(new)),
        (
            "Date doubtful".to_owned(),
            yes(old.when.doubtful),
            yes(new.when.doubtful),
        ),
        ("How the date was read".to_owned(), remark(&old.when), remark(&new.when)),
    ];
    if date(old) == date(new) {
        all.push(("Date as read".to_owned(), span(&old.when), span(&new.when)));
    }
    if recorded(old) == recorded(new) {
        let read = |e: &Entry| e.recorded.as_ref().map_or(String::new(), as_read);
        all.push(("Recorded as read".to_owned(), read(old), read(new)));
    }
    let names: BTreeSet<&str> = old
        .further
        .iter()
        .chain(&new.further)
        .map(|f| f.name.as_str())
        .collect();
    for name in names {
        all.push((name.to_owned(), further(old, name), further(new, name)));
    }
    all.into_iter()
        .filter(|(_, a, b)| a != b)
        .map(|(field, old, new)| FieldChange { field, old, new })
        .collect()
}

/// A time of day, with its seconds only where there are any.
fn clock(time: NaiveTime) -> String {
    let seconds = time.num_seconds_from_midnight() % 60;
    let form = if seconds == 0 && time.nanosecond() == 0 {
        "%H:%M"
    } else {
        "%H:%M:%S%.f"
    };
    time.format(form).to_string()
}

fn yes(is_so: bool) -> String {
    String::from(if is_so { "yes" } else { "" })
}

fn remark(when: &When) -> String {
    when.remark.clone().unwrap_or_default()
}

fn span(when: &When) -> String {
    format!("{} to {}", when.earliest, when.latest)
}

/// Everything that was read from the words of a date.
fn as_read(when: &When) -> String {
    let mut out = span(when);
    if let Some(time) = when.time {
        out.push_str(", ");
        out.push_str(&clock(time));
    }
    if when.doubtful {
        out.push_str(", doubtful");
    }
    if let Some(how) = &when.remark {
        out.push_str(", ");
        out.push_str(how);
    }
    out
}

/// Cells of a row under one heading; a heading may stand twice.
fn further(entry: &Entry, name: &str) -> String {
    let cells: Vec<&str> = entry
        .further
        .iter()
        .filter(|f| f.name == name)
        .map(|f| f.value.as_str())
        .collect();
    cells.join(" | ")
}

/// Places of rows under a key, in the order of the file.
fn places<K: Ord>(rows: impl Iterator<Item = (usize, K)>) -> BTreeMap<K, Vec<usize>> {
    let mut out: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (at, key) in rows {
        out.entry(key).or_default().push(at);
    }
    out
}

#[cfg(test)]
mod tests;
