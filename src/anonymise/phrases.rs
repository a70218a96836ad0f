//! *Phrases*: places, agencies and organisations of a case: words that stand together, and what stands in their place.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    anonymise::{pools::Pool, spot::What},
    text::{one_name::plain, words::Token},
};

/// A place, agency or organisation as it is named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Its words: small letters, no accents.
    pub words: Vec<String>,
    /// How many of the first words have to stand there and are no part of it: the number of a house.
    pub lead: usize,
    /// How many of the last words only say of what kind it is, and stay: `Street`, `Surgery`.
    pub tail: usize,
    /// What it is.
    pub what: What,
    /// Is it told by its capitals alone, because its words are ordinary ones too?
    pub capitals: bool,
    /// Is it found too where commas or line ends stand between its words?
    pub loose: bool,
}

impl Named {
    /// The words in whose place others stand.
    fn own(&self) -> &[String] {
        let end = self.words.len().saturating_sub(self.tail);
        self.words.get(self.lead..end).unwrap_or_default()
    }

    /// May these two tokens stand one after the other in it?
    fn joins(&self, before: &Token, token: &Token) -> bool {
        if !self.loose {
            return !token.stopped && !token.comma && !token.colon;
        }
        // `St. Mary's`: a full stop behind a short word ends no sentence.
        let is_near = token.span.start.saturating_sub(before.span.end) <= APART;
        is_near && !token.colon && (!token.stopped || before.lower.chars().count() <= SHORT)
    }
}

/// Commas, blanks and line ends between two words of one phrase are no more bytes than this.
const APART: usize = 8;
/// A word that a full stop may shorten is no longer.
const SHORT: usize = 3;

/// One phrase, and what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    named: Named,
    to: Option<String>,
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrases {
    /// By first word; the longest first.
    by_word: BTreeMap<String, Vec<Phrase>>,
}

/// A phrase found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    /// Tokens of it before those that are replaced.
    pub lead: usize,
    /// Tokens of it that are replaced.
    pub tokens: usize,
    /// Tokens of it in all.
    pub all: usize,
    /// What stands in their place; nothing where it stays.
    pub to: Option<&'a str>,
    /// What it is.
    pub what: What,
}

impl Phrases {
    /// Gives each its false name. The same words (without those that stay) have the same one, whatever stands after them.
    pub fn draw(named: Vec<Named>, draw: &mut dyn FnMut(Pool, &str) -> String) -> Self {
        let mut out = Self::default();
        let mut given: BTreeMap<String, String> = BTreeMap::new();
        let all: BTreeSet<Named> = named.into_iter().filter(|n| !n.own().is_empty()).collect();
        // The shortest first: `Fellside` and `Fellside Homes` are one body, and have one name.
        let mut all: Vec<Named> = all.into_iter().collect();
        all.sort_by_key(|n| n.own().len());
        for named in all {
            let first = named.own().first().filter(|w| given.contains_key(*w));
            let key = match (named.what, first) {
                (What::Agency, Some(first)) => first.clone(),
                _ => named.own().join(" "),
            };
            let pool = match named.what {
                What::Agency | What::Organisation => Pool::Organisation,
                _ => Pool::Place,
            };
            let to = given.entry(key.clone()).or_insert_with(|| draw(pool, &key)).clone();
            let first = named.words.first().cloned().unwrap_or_default();
            let list = out.by_word.entry(first).or_default();
            list.push(Phrase { named, to: Some(to) });
            list.sort_by_key(|p| std::cmp::Reverse(p.named.words.len()));
        }
        out
    }

    /// Leaves every phrase of this kind as it is.
    #[must_use]
    pub fn keeping(mut self, keeps: &dyn Fn(What) -> bool) -> Self {
        for phrase in self.by_word.values_mut().flatten() {
            if keeps(phrase.named.what) {
                phrase.to = None;
            }
        }
        self
    }

    /// The phrase that begins at this token.
    pub fn at(&self, tokens: &[Token], at: usize) -> Option<Found<'_>> {
        let list = self.by_word.get(&plain(tokens.get(at)?.bare()))?;
        list.iter().find_map(|phrase| {
            let words = &phrase.named.words;
            let there = tokens.get(at..at + words.len())?;
            let named = &phrase.named;
            let is_it = words
                .iter()
                .zip(there)
                .all(|(word, token)| plain(token.bare()) == *word);
            let joins = there.iter().zip(there.iter().skip(1)).all(|(a, b)| named.joins(a, b));
            let own = named.own().len();
            let has_capitals = there.iter().skip(named.lead).take(own).all(|t| t.capital);
            (is_it && joins && (has_capitals || !named.capitals)).then_some(Found {
                lead: named.lead,
                tokens: own,
                all: words.len(),
                to: phrase.to.as_deref(),
                what: phrase.named.what,
            })
        })
    }

    /// Every false name that was given out, in small letters.
    pub fn given_out(&self) -> Vec<String> {
        let all = self.by_word.values().flatten().filter_map(|p| p.to.as_deref());
        all.map(|to| plain(&to.to_lowercase())).collect()
    }

    /// What was named, with what stands in its place. A house is told by its street.
    pub fn all(&self) -> impl Iterator<Item = (String, &str, What)> {
        self.by_word
            .values()
            .flatten()
            .filter(|p| p.named.lead == 0)
            .filter_map(|p| Some((p.named.words.join(" "), p.to.as_deref()?, p.named.what)))
    }
}
