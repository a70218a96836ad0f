//! `rules/anonymise/`: levels, lists and pools of false names by which cases are anonymised. They are read when they are asked for: no
//! other command needs them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    anonymise::{
        cast::Telling,
        happenings::Happenings,
        level::Levels,
        lists::Lists,
        pools::{FalseNames, FalsePlaces},
        vocabulary::Vocabulary,
    },
    model::disguise::Clearing,
    rulebook::{
        lists,
        load::{RuleError, Rulebook, parse},
    },
    text::{one_name::plain, words::tokens},
};

/// Everything by which cases are anonymised.
#[derive(Debug, Clone, Default)]
pub struct Disguises {
    /// For whom, and what goes along.
    pub levels: Levels,
    /// False names.
    pub names: FalseNames,
    /// False places.
    pub places: FalsePlaces,
    /// What the recognisers know of words.
    pub lists: Lists,
    /// Ordinary words: small letters, no accents.
    pub ordinary: BTreeSet<String>,
    /// Words and abbreviations of the field that tell of nobody by themselves.
    pub known: BTreeSet<String>,
    /// What tells of nobody only in these capitals.
    pub exact: BTreeSet<String>,
    /// What tells of nobody only as a whole.
    pub phrases: BTreeSet<Vec<String>>,
    /// Places, by their first words.
    pub gazetteer: BTreeMap<String, Vec<Vec<String>>>,
    /// Happenings that tell of a year.
    pub happenings: Happenings,
}

impl Disguises {
    /// What tells names from other words.
    pub fn telling(&self) -> Telling<'_> {
        Telling {
            names: &self.lists.names,
            people: &self.lists.people,
        }
    }

    /// Which words tell of nobody in a case of which this was said.
    pub fn vocabulary<'a>(
        &'a self,
        known: &'a BTreeSet<String>,
        cleared: &'a BTreeMap<String, Clearing>,
    ) -> Vocabulary<'a> {
        Vocabulary {
            ordinary: &self.ordinary,
            known,
            exact: &self.exact,
            phrases: &self.phrases,
            places: &self.gazetteer,
            cleared,
            telling: self.telling(),
        }
    }
}

/// `rules/anonymise/known_with_care.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Care {
    pub(super) capitals: Vec<String>,
    pub(super) short: Vec<String>,
    /// Names of people too: a person is shown them.
    #[serde(rename = "also_names")]
    _also_names: Vec<String>,
    phrases: Vec<String>,
    quasi_phrases: Vec<String>,
    pub(super) shorthand_names: Vec<String>,
}

impl Care {
    /// Every phrase, cut into words.
    fn all(&self) -> impl Iterator<Item = Vec<String>> {
        self.phrases.iter().chain(&self.quasi_phrases).map(|p| small(p))
    }

    /// The rest of every phrase, by its first word.
    pub(super) fn by_first_word(&self) -> BTreeMap<String, Vec<Vec<String>>> {
        by_first_word(self.all())
    }
}

/// The words of an entry of a list: small letters, no accents, no possessives.
fn small(entry: &str) -> Vec<String> {
    tokens(entry).iter().map(|t| plain(t.bare())).collect()
}

fn by_first_word(all: impl Iterator<Item = Vec<String>>) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut out: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for words in all {
        let mut words = words.into_iter();
        if let Some(first) = words.next() {
            out.entry(first).or_default().push(words.collect());
        }
    }
    out
}

/// The folder of these rules.
pub(super) const FOLDER: &str = "anonymise";

impl Rulebook {
    /// Reads and checks the rules by which cases are anonymised.
    ///
    /// # Errors
    /// When a file is not in its form. A folder of rules without these files knows no levels, and the case cannot be anonymised by it.
    pub fn disguises(&self) -> Result<Disguises, RuleError> {
        let lists = lists::load(self)?;
        let mut ordinary = lists.words.clone();
        // What the rules read is written of everybody; a name in it is a name all the same.
        let vocabulary = crate::text::everyday_words(self.lexicon.rules());
        ordinary.extend(vocabulary.iter().map(|w| plain(w)).filter(|w| !self.names.is_given(w)));
        let gazetteer = by_first_word(lists.places.keys().map(|p| small(p)));
        // A word of `Ivory Coast` is an ordinary word, and with a capital alone a person looks at it; the whole tells of nobody.
        let (known, wholes): (Vec<_>, Vec<_>) = self.known_entries()?.into_iter().partition(|words| words.len() == 1);
        ordinary.extend(wholes.iter().flatten().filter(|w| !self.names.is_given(w)).cloned());
        let known = known
            .into_iter()
            .flatten()
            .filter(|w| !self.names.is_given(w))
            .collect();
        let phrases = self.care()?.all().chain(wholes).collect();
        Ok(Disguises {
            levels: self.form("levels.toml")?,
            names: self.form("false_names.toml")?,
            places: self.form("false_places.toml")?,
            known,
            exact: lists.exact.clone(),
            lists,
            ordinary,
            phrases,
            gazetteer,
            happenings: self.happenings()?,
        })
    }

    /// Words that tell of nobody; a name in them is a name all the same.
    pub(super) fn known(&self) -> Result<BTreeSet<String>, RuleError> {
        let words = self.known_entries()?.into_iter().flatten();
        Ok(words.filter(|w| !self.names.is_given(w)).collect())
    }

    /// The entries of `known.toml`, cut into words.
    fn known_entries(&self) -> Result<Vec<Vec<String>>, RuleError> {
        let known: BTreeMap<String, BTreeSet<String>> = self.form("known.toml")?;
        Ok(known.values().flatten().map(|entry| small(entry)).collect())
    }

    /// Words that tell of nobody only as they stand there.
    pub(super) fn care(&self) -> Result<Care, RuleError> {
        self.form("known_with_care.toml")
    }

    /// A file of these rules in its form; a folder of rules without it has nothing in its place.
    pub(super) fn form<T: DeserializeOwned + Default>(&self, name: &str) -> Result<T, RuleError> {
        match self.disguise.get(name) {
            Some(text) => parse(&format!("{FOLDER}/{name}"), text),
            None => Ok(T::default()),
        }
    }
}
