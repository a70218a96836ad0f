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
    /// How many of the last words only say of what kind it is, and stay: `Street`, `Surgery`.
    pub tail: usize,
    /// What it is.
    pub what: What,
    /// Is it told by its capitals alone, because its words are ordinary ones too?
    pub capitals: bool,
}

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
        let all: BTreeSet<Named> = named.into_iter().filter(|n| n.words.len() > n.tail).collect();
        for named in all {
            let own = named.words.len() - named.tail;
            let key = named.words.get(..own).unwrap_or_default().join(" ");
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
            let is_it = words.iter().zip(there).enumerate().all(|(n, (word, token))| {
                plain(token.bare()) == *word && (n == 0 || !token.stopped && !token.comma && !token.colon)
            });
            let own = words.len() - phrase.named.tail;
            let has_capitals = there.iter().take(own).all(|t| t.capital);
            (is_it && (has_capitals || !phrase.named.capitals)).then_some(Found {
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

    /// What was named, with what stands in its place.
    pub fn all(&self) -> impl Iterator<Item = (String, &str, What)> {
        self.by_word
            .values()
            .flatten()
            .filter_map(|p| Some((p.named.words.join(" "), p.to.as_deref()?, p.named.what)))
    }
}
