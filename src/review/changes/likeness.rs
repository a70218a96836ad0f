//! *Likeness*: rows whose words were corrected, found by the words that they share with what stood there before.
//!
//! Few rows of one head are compared each with each. Of many, only those are that share a run of words which few rows have; what is
//! left is matched in the order of the files. So no number of rows of one day makes them new and gone.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    matching::{Head, Open, head, share, words},
    places,
};

/// Words of the shorter of two texts that must stand in the other, in hundredths, for the two to be one row that was corrected.
const SIMILAR: usize = 50;
/// Rows of one head that are compared each with each, and rows that one row is compared with where there are more.
const COMPARED: usize = 40;
/// Rows that may share a run of words for it to tell one from another.
const RARE: usize = 8;
/// Words of the longest run.
const LONGEST_RUN: usize = 3;
/// Words of all rows of one head that are looked at for runs: it bounds the memory that they take.
const MOST_WORDS: usize = 1_000_000;

/// An old row and a new one that may be the same: how alike they are, runs that they share, and their places.
type Likely = (Reverse<usize>, Reverse<usize>, usize, usize);

/// The words of rows that are not matched yet, each word as a number.
pub(super) struct Words {
    old: Vec<Said>,
    new: Vec<Said>,
}

/// The words of one row.
#[derive(Debug, Clone, Default)]
struct Said {
    /// As they follow one another.
    row: Vec<u32>,
    /// Each once, in order of their numbers.
    set: Vec<u32>,
}

impl Words {
    pub(super) fn of(open: &Open<'_>) -> Self {
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut said = |text: &str| {
            let mut out = Said::default();
            for word in words(text) {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                out.row.push(*numbers.entry(word).or_insert(next));
            }
            out.set = out.row.clone();
            out.set.sort_unstable();
            out.set.dedup();
            out
        };
        let mut all = Self {
            old: vec![Said::default(); open.old.len()],
            new: vec![Said::default(); open.new.len()],
        };
        for (at, entry) in open.open_old() {
            if let Some(slot) = all.old.get_mut(at) {
                *slot = said(&entry.text);
            }
        }
        for (at, entry) in open.open_new() {
            if let Some(slot) = all.new.get_mut(at) {
                *slot = said(&entry.text);
            }
        }
        all
    }

    /// How alike an old row and a new one are, in hundredths.
    fn similar(&self, old: usize, new: usize) -> usize {
        let (Some(a), Some(b)) = (self.old.get(old), self.new.get(new)) else {
            return 0;
        };
        let (few, many) = if a.set.len() <= b.set.len() { (a, b) } else { (b, a) };
        let both = few.set.iter().filter(|w| many.set.binary_search(w).is_ok()).count();
        share(both, (few.set.len(), many.set.len()))
    }

    /// Each old row with each new one.
    fn each_with_each(&self, before: &[usize], rows: &[usize]) -> Vec<Likely> {
        let with = |b: usize| {
            before
                .iter()
                .map(move |a| (Reverse(self.similar(*a, b)), Reverse(0), *a, b))
        };
        rows.iter().flat_map(|b| with(*b)).collect()
    }

    /// Each new row with the old ones that share the most runs of words which few rows have.
    fn by_runs(&self, before: &[usize], rows: &[usize]) -> Vec<Likely> {
        let most = (MOST_WORDS / before.len().max(1)).max(LONGEST_RUN);
        let mut holders: Vec<(&[u32], usize)> = Vec::new();
        for a in before {
            if let Some(said) = self.old.get(*a) {
                holders.extend(said.runs(most).into_iter().map(|run| (run, *a)));
            }
        }
        holders.sort_unstable();
        let mut out = Vec::new();
        for b in rows {
            let Some(said) = self.new.get(*b) else { continue };
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for run in said.runs(most) {
                let from = holders.partition_point(|(other, _)| *other < run);
                let found = holders.iter().skip(from).take_while(|(other, _)| *other == run);
                let found: Vec<usize> = found.take(RARE + 1).map(|(_, a)| *a).collect();
                if found.len() <= RARE {
                    for a in found {
                        *shared.entry(a).or_default() += 1;
                    }
                }
            }
            let mut best: Vec<(Reverse<usize>, usize)> = shared.into_iter().map(|(a, n)| (Reverse(n), a)).collect();
            best.sort_unstable();
            let best = best.into_iter().take(COMPARED);
            out.extend(best.map(|(n, a)| (Reverse(self.similar(a, *b)), n, a, *b)));
        }
        out
    }
}

impl Said {
    /// Runs of words among the first of a row, each once.
    fn runs(&self, most: usize) -> BTreeSet<&[u32]> {
        let row = self.row.get(..most).unwrap_or(&self.row);
        (1..=LONGEST_RUN).flat_map(|length| row.windows(length)).collect()
    }
}

impl Open<'_> {
    /// By day, time, author and type, the most similar text first.
    pub(super) fn by_likeness(&mut self, words: &Words) {
        let old = places(self.open_old().map(|(at, e)| (at, head(e))));
        let new = places(self.open_new().map(|(at, e)| (at, head(e))));
        for (key, rows) in new {
            let Some(before) = old.get(&key) else { continue };
            let mut likely = if before.len().max(rows.len()) <= COMPARED {
                words.each_with_each(before, &rows)
            } else {
                words.by_runs(before, &rows)
            };
            likely.retain(|(Reverse(likeness), ..)| *likeness >= SIMILAR);
            likely.sort_unstable();
            for (_, _, a, b) in likely {
                self.take(a, b);
            }
        }
    }

    /// By day, time, author and type, the next row after the one that was found last with it, if its text is similar.
    pub(super) fn in_order(&mut self, words: &Words) {
        let mut open: BTreeMap<Head, BTreeSet<usize>> = BTreeMap::new();
        for (at, entry) in self.open_old() {
            open.entry(head(entry)).or_default().insert(at);
        }
        let mut next = 0;
        for (at, entry) in self.new.iter().enumerate() {
            if let Some(Some(found)) = self.old_of_new.get(at) {
                next = found + 1;
                continue;
            }
            let Some(rows) = open.get_mut(&head(entry)) else {
                continue;
            };
            let near = rows.range(next..).chain(rows.range(..next)).take(COMPARED).copied();
            let best = near
                .enumerate()
                .map(|(nearness, a)| (Reverse(words.similar(a, at)), nearness, a))
                .filter(|(Reverse(likeness), ..)| *likeness >= SIMILAR)
                .min();
            if let Some((_, _, found)) = best {
                rows.remove(&found);
                self.take(found, at);
                next = found + 1;
            }
        }
    }
}
