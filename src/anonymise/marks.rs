//! *Marks*: what stands in the place of identifiers: `[phone number 1]`. The same identifier has the same number in the whole case.

use std::collections::BTreeMap;

use crate::{
    anonymise::{level::Levels, recognisers::national, spot::What},
    text::dates::find_dates,
};

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// By what is the same however it is written: its number, and how it was written first.
    numbers: BTreeMap<(What, String), (usize, String)>,
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
        self.numbers.entry((what, same(what, written))).or_insert_with(|| {
            *count += 1;
            (*count, normal(written))
        });
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
        let normal = normal(written);
        let all = self.numbers.iter();
        let mut known = all.filter(|((what, _), (_, own))| *what != What::BirthDate && *own == normal);
        known.next().map(|((what, _), _)| *what)
    }

    /// Every identifier that was met, with what it is.
    pub fn all(&self) -> impl Iterator<Item = (What, &str)> {
        let each = self.numbers.iter();
        each.map(|((what, _), (_, written))| (*what, written.as_str()))
    }

    /// How many of each kind.
    pub fn counts(&self) -> &BTreeMap<What, usize> {
        &self.counts
    }
}
