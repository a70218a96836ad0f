//! *Marks*: what stands in the place of identifiers: `[phone number 1]`. The same identifier has the same number in the whole case.

use std::collections::BTreeMap;

use crate::anonymise::{level::Levels, spot::What};

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    numbers: BTreeMap<(What, String), usize>,
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

impl Marks {
    /// Gives an identifier its number; the first one has 1.
    pub fn learn(&mut self, what: What, written: &str) {
        let count = self.counts.entry(what).or_default();
        self.numbers.entry((what, normal(written))).or_insert_with(|| {
            *count += 1;
            *count
        });
    }

    /// What stands in the place of an identifier.
    pub fn mark(&self, what: What, written: &str, levels: &Levels) -> String {
        let words = levels.mark(what);
        match self.numbers.get(&(what, normal(written))) {
            Some(number) => format!("[{words} {number}]"),
            None => format!("[{words}]"),
        }
    }

    /// Every identifier that was met, with what it is.
    pub fn all(&self) -> impl Iterator<Item = (What, &str)> {
        self.numbers.keys().map(|(what, written)| (*what, written.as_str()))
    }

    /// How many of each kind.
    pub fn counts(&self) -> &BTreeMap<What, usize> {
        &self.counts
    }
}
