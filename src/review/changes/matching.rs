//! *Matching*: which row of a new file is which row of the old one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};

use super::{Pairing, fields, is_made_id, places};
use crate::model::entry::Entry;

/// Words of the shorter of two texts that must stand in the other, in hundredths, for the two to be one row that was corrected.
const SIMILAR: usize = 50;
/// The same, where the `Ref` is the same too.
const SIMILAR_UNDER_ONE_REF: usize = 25;
/// Words that a text must have to be known by itself.
const LEAST_WORDS: usize = 5;
/// Rows of one key that are compared with one another; beyond it they are matched in their order.
const COMPARED: usize = 40;

/// Old and new rows that are still to be matched.
struct Open<'a> {
    old: &'a [Entry],
    new: &'a [Entry],
    old_of_new: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

/// Finds for each new row the old row that it is.
pub(super) fn pair(old: &[Entry], new: &[Entry]) -> Pairing {
    let mut open = Open {
        old,
        new,
        old_of_new: vec![None; new.len()],
        is_taken: vec![false; old.len()],
    };
    open.by_ref(|old, new| {
        fields(old, new).is_empty() || similar(old, new) >= SIMILAR_UNDER_ONE_REF || same_day(old, new)
    });
    open.by_key(whole);
    // Nothing else in the new file is like it, and the agency gave it the same Ref: its words were replaced.
    open.by_ref(|_, _| true);
    open.by_likeness();
    // The same words on the same day: the author, the time or the type was corrected, or a column is read as something else.
    open.by_key(|e| (e.when.earliest, e.when.latest, e.text.clone()));
    open.by_text();
    Pairing {
        old_of_new: open.old_of_new,
    }
}

impl Open<'_> {
    fn take(&mut self, old: usize, new: usize) {
        if let (Some(slot), Some(taken)) = (self.old_of_new.get_mut(new), self.is_taken.get_mut(old))
            && slot.is_none()
            && !*taken
        {
            *slot = Some(old);
            *taken = true;
        }
    }

    fn open_old(&self) -> impl Iterator<Item = (usize, &Entry)> {
        let taken = &self.is_taken;
        self.old
            .iter()
            .enumerate()
            .filter(move |(at, _)| taken.get(*at) == Some(&false))
    }

    fn open_new(&self) -> impl Iterator<Item = (usize, &Entry)> {
        let matched = &self.old_of_new;
        self.new
            .iter()
            .enumerate()
            .filter(move |(at, _)| matched.get(*at) == Some(&None))
    }

    /// By the Ref that the agency wrote; ids that the program made follow the row's place and tell nothing.
    fn by_ref(&mut self, is_same: impl Fn(&Entry, &Entry) -> bool) {
        let by_id: BTreeMap<&str, (usize, &Entry)> = self
            .open_old()
            .filter(|(_, e)| !is_made_id(e))
            .map(|(at, e)| (e.id.0.as_str(), (at, e)))
            .collect();
        let found: Vec<(usize, usize)> = self
            .open_new()
            .filter(|(_, e)| !is_made_id(e))
            .filter_map(|(at, e)| {
                let (old_at, old) = by_id.get(e.id.0.as_str())?;
                is_same(old, e).then_some((*old_at, at))
            })
            .collect();
        for (old, new) in found {
            self.take(old, new);
        }
    }

    /// By what stands in the row: the first with the first, the second with the second.
    fn by_key<K: Ord>(&mut self, key: impl Fn(&Entry) -> K) {
        let old = places(self.open_old().map(|(at, e)| (at, key(e))));
        let new = places(self.open_new().map(|(at, e)| (at, key(e))));
        for (key, rows) in new {
            for (old, new) in old.get(&key).into_iter().flatten().zip(rows) {
                self.take(*old, new);
            }
        }
    }

    /// By day, time, author and type, the most similar text first.
    fn by_likeness(&mut self) {
        let old = places(self.open_old().map(|(at, e)| (at, head(e))));
        let new = places(self.open_new().map(|(at, e)| (at, head(e))));
        for (key, rows) in new {
            let Some(before) = old.get(&key) else { continue };
            let mut likely: Vec<(usize, usize, usize)> = Vec::new();
            for a in before.iter().take(COMPARED) {
                for b in rows.iter().take(COMPARED) {
                    if let (Some(x), Some(y)) = (self.old.get(*a), self.new.get(*b)) {
                        likely.push((similar(x, y), *a, *b));
                    }
                }
            }
            likely.retain(|(likeness, _, _)| *likeness >= SIMILAR);
            likely.sort_by_key(|(likeness, a, b)| (std::cmp::Reverse(*likeness), *a, *b));
            for (_, a, b) in likely {
                self.take(a, b);
            }
        }
    }

    /// By a text that stands once in each file: its date, time or author was corrected.
    fn by_text(&mut self) {
        let old = places(self.open_old().map(|(at, e)| (at, e.text.clone())));
        let new = places(self.open_new().map(|(at, e)| (at, e.text.clone())));
        for (text, rows) in new {
            if let ([b], Some([a])) = (rows.as_slice(), old.get(&text).map(Vec::as_slice))
                && text.split_whitespace().count() >= LEAST_WORDS
            {
                self.take(*a, *b);
            }
        }
    }
}

/// Everything that a row says.
fn whole(e: &Entry) -> (NaiveDate, NaiveDate, Option<NaiveTime>, Vec<String>) {
    let mut cells = vec![
        e.when.written.clone(),
        e.source.clone(),
        e.author.clone(),
        e.entry_type.clone(),
        e.text.clone(),
    ];
    cells.extend(e.further.iter().map(|f| format!("{}\u{1f}{}", f.name, f.value)));
    (e.when.earliest, e.when.latest, e.when.time, cells)
}

type Head = (NaiveDate, NaiveDate, Option<NaiveTime>, String, String);

fn head(e: &Entry) -> Head {
    (
        e.when.earliest,
        e.when.latest,
        e.when.time,
        e.author.clone(),
        e.entry_type.clone(),
    )
}

fn same_day(old: &Entry, new: &Entry) -> bool {
    old.when.earliest == new.when.earliest && old.when.latest == new.when.latest
}

/// Words of the shorter text that the other has too, in hundredths.
fn similar(old: &Entry, new: &Entry) -> usize {
    let words = |e: &Entry| -> BTreeSet<String> {
        e.text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (a, b) = (words(old), words(new));
    let shorter = a.len().min(b.len());
    if shorter == 0 {
        return if a.len() == b.len() { 100 } else { 0 };
    }
    a.intersection(&b).count() * 100 / shorter
}
