//! The *vocabulary*: which words tell of nobody, which are names or places, and what a person said of those in between.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    anonymise::cast::Telling,
    model::disguise::Clearing,
    text::{one_name::plain, words::Token},
};

/// See the module. All words are in small letters without accents.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary<'a> {
    /// Ordinary words.
    pub ordinary: &'a BTreeSet<String>,
    /// Words and abbreviations of the field that stand with capitals and tell of nobody.
    pub known: &'a BTreeSet<String>,
    /// What tells of nobody only in these capitals.
    pub exact: &'a BTreeSet<String>,
    /// What tells of nobody only as a whole.
    pub phrases: &'a BTreeSet<Vec<String>>,
    /// Places of the country: first words, each with the rest of the names that begin so.
    pub places: &'a BTreeMap<String, Vec<Vec<String>>>,
    /// What people said of words of this case.
    pub cleared: &'a BTreeMap<String, Clearing>,
    /// What tells names from other words.
    pub telling: Telling<'a>,
}

impl Vocabulary<'_> {
    /// Is it a word that is written of other things than people and places?
    pub fn is_ordinary(&self, word: &str) -> bool {
        self.ordinary.contains(word) || self.known.contains(word)
    }

    /// Do these capitals mean something of their own?
    pub fn is_abbreviation(&self, letters: &str) -> bool {
        let small = letters.to_lowercase();
        self.known.contains(&small)
            || self.ordinary.contains(&small)
            || self.telling.is_title(&small)
            || self.exact.contains(letters)
    }

    /// How many tokens from this one on tell of nobody as a whole.
    pub fn phrase_at(&self, tokens: &[Token], at: usize) -> usize {
        (2..=5)
            .rev()
            .find(|length| {
                tokens.get(at..at + length).is_some_and(|there| {
                    let words: Vec<String> = there.iter().map(|t| plain(t.bare())).collect();
                    self.phrases.contains(&words)
                })
            })
            .unwrap_or(0)
    }

    /// How many tokens from this one on are the name of a place, and whether the first is an ordinary word or a given name too.
    pub fn place_at(&self, tokens: &[Token], at: usize) -> Option<(usize, bool)> {
        let first = tokens.get(at).filter(|t| t.capital)?;
        let word = plain(first.bare());
        let rests = self.places.get(&word)?;
        let fits = |rest: &&Vec<String>| {
            let there = tokens.get(at + 1..at + 1 + rest.len());
            there.is_some_and(|t| {
                t.iter()
                    .zip(rest.iter())
                    .all(|(t, w)| plain(t.bare()) == *w && !t.stopped && !t.comma)
            })
        };
        let longest = rests.iter().filter(fits).map(Vec::len).max()?;
        let is_doubtful = longest == 0 && (self.is_ordinary(&word) || self.telling.is_given(&word));
        Some((longest + 1, is_doubtful))
    }
}

/// Does a sentence begin with this token?
pub fn begins(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    let before = at.checked_sub(1).and_then(|b| tokens.get(b)).map_or(0, |t| t.span.end);
    let gap = text.get(before..token.span.start).unwrap_or_default();
    at == 0
        || token.stopped
        || token.colon
        || gap.contains(['\n', '"', '“', '‘', '•', '(', '/'])
        || gap.contains(" '")
        || gap.contains(" - ")
}
