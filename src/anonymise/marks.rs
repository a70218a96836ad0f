//! *Marks*: what stands in the place of identifiers: `[phone number 1]`. The same identifier has the same number in the whole case.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    anonymise::{
        level::Levels,
        recognisers::{in_full, national},
        spot::What,
    },
    text::dates::find_dates,
};

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// By what is the same however it is written: its number, and every way in which it was written.
    numbers: BTreeMap<(What, String), (usize, BTreeSet<String>)>,
    counts: BTreeMap<What, usize>,
}

/// An identifier without the signs and spaces that writers put into it.
pub fn normal(written: &str) -> String {
    written
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// What is the same of an identifier in every way of writing it: of a telephone number the figures behind 0 or +44, of a day of birth the day.
fn same(what: What, written: &str) -> String {
    let own = match what {
        What::Phone => Some(national(written)).filter(|figures| !figures.is_empty()),
        What::BirthDate => {
            let days = find_dates(written, None);
            let day = days.first().filter(|d| d.when.earliest == d.when.latest);
            day.map(|d| d.when.earliest.to_string())
        }
        _ => None,
    };
    own.unwrap_or_else(|| normal(written))
}

impl Marks {
    /// Gives an identifier its number; the first one has 1.
    pub fn learn(&mut self, what: What, written: &str) {
        let count = self.counts.entry(what).or_default();
        let held = self.numbers.entry((what, same(what, written))).or_insert_with(|| {
            *count += 1;
            (*count, BTreeSet::new())
        });
        held.1.insert(normal(written));
        if what == What::Phone {
            // Behind +44 or a 0: whoever looks for it finds both.
            held.1.insert(in_full(written));
        }
    }

    /// What stands in the place of an identifier.
    pub fn mark(&self, what: What, written: &str, levels: &Levels) -> String {
        let words = levels.mark(what);
        match self.numbers.get(&(what, same(what, written))) {
            Some((number, _)) => format!("[{words} {number}]"),
            None => format!("[{words}]"),
        }
    }

    /// What a number is that was met as an identifier elsewhere, in whatever signs it is written.
    pub fn what(&self, written: &str) -> Option<What> {
        let is_known = |what: &What| self.numbers.contains_key(&(*what, same(*what, written)));
        let kinds = self.counts.keys().copied();
        kinds.filter(|what| *what != What::BirthDate).find(is_known)
    }

    /// Every identifier that was met, in every way in which it was written: what it is, what is the same of it however it is written (of a
    /// day of birth the day, as 1987-04-03), and how it was written.
    pub fn all(&self) -> impl Iterator<Item = (What, &str, &str)> {
        let each = self.numbers.iter();
        each.flat_map(|((what, same), (_, written))| written.iter().map(|w| (*what, same.as_str(), w.as_str())))
    }

    /// How many of each kind.
    pub fn counts(&self) -> &BTreeMap<What, usize> {
        &self.counts
    }
}
