//! *Matching*: which row of a new file is which row of the old one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};

use super::{Pairing, fields, likeness::Words, places};
use crate::model::{entry::Entry, when::When};

/// Words of the shorter of two texts that must stand in the other, in hundredths, for the two to be one row of the same `Ref`.
const SIMILAR_UNDER_ONE_REF: usize = 25;
/// Words that a text must have to be known by itself.
const LEAST_WORDS: usize = 5;

/// Old and new rows that are still to be matched.
pub(super) struct Open<'a> {
    pub(super) old: &'a [Entry],
    pub(super) new: &'a [Entry],
    pub(super) old_of_new: Vec<Option<usize>>,
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
    // The same words under the same head, however many rows there are.
    open.by_key(|e| (head(e), e.text.clone()));
    let words = Words::of(&open);
    open.by_likeness(&words);
    // The same words on the same day: the author, the time or the type was corrected, or a column is read as something else.
    open.by_key(|e| (e.when.earliest, e.when.latest, e.text.clone()));
    open.by_text();
    open.in_order(&words);
    Pairing {
        old_of_new: open.old_of_new,
    }
}

impl Open<'_> {
    pub(super) fn take(&mut self, old: usize, new: usize) {
        if let (Some(slot), Some(taken)) = (self.old_of_new.get_mut(new), self.is_taken.get_mut(old))
            && slot.is_none()
            && !*taken
        {
            *slot = Some(old);
            *taken = true;
        }
    }

    pub(super) fn open_old(&self) -> impl Iterator<Item = (usize, &Entry)> {
        let taken = &self.is_taken;
        self.old
            .iter()
            .enumerate()
            .filter(move |(at, _)| taken.get(*at) == Some(&false))
    }

    pub(super) fn open_new(&self) -> impl Iterator<Item = (usize, &Entry)> {
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
            .filter(|(_, e)| !e.made_id)
            .map(|(at, e)| (e.id.0.as_str(), (at, e)))
            .collect();
        let found: Vec<(usize, usize)> = self
            .open_new()
            .filter(|(_, e)| !e.made_id)
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

/// What was read from the words of a date.
type Read = (NaiveDate, NaiveDate, Option<NaiveTime>, bool);

/// Everything that a row says.
fn whole(e: &Entry) -> (Option<i64>, Vec<Read>, Vec<String>) {
    let read = |w: &When| (w.earliest, w.latest, w.time, w.doubtful);
    let mut days = vec![read(&e.when)];
    let mut cells = vec![
        e.when.written.clone(),
        e.when.remark.clone().unwrap_or_default(),
        e.source.clone(),
        e.author.clone(),
        e.entry_type.clone(),
        e.text.clone(),
    ];
    if let Some(recorded) = &e.recorded {
        days.push(read(recorded));
        cells.push(recorded.written.clone());
    }
    cells.extend(e.further.iter().map(|f| format!("{}\u{1f}{}", f.name, f.value)));
    (e.sequence, days, cells)
}

pub(super) type Head = (NaiveDate, NaiveDate, Option<NaiveTime>, String, String);

/// What a row says of itself beside its words.
pub(super) fn head(e: &Entry) -> Head {
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
    let set = |e: &Entry| -> BTreeSet<String> { words(&e.text).collect() };
    let (a, b) = (set(old), set(new));
    share(a.intersection(&b).count(), (a.len(), b.len()))
}

/// Words of a text, as they are compared.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
}

/// How much of the shorter of two sets is in both, in hundredths; two sets of nothing are alike.
pub(super) fn share(both: usize, (a, b): (usize, usize)) -> usize {
    match a.min(b) {
        0 if a == b => 100,
        0 => 0,
        shorter => both * 100 / shorter,
    }
}
