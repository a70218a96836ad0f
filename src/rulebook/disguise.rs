//! `rules/anonymise/`: levels, lists and pools of false names by which cases are anonymised. They are read when they are asked for: no
//! other command needs them.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;

use crate::{
    anonymise::{
        cast::Telling,
        labels::{Labels, LabelsFile},
        level::Levels,
        lists::{Lists, lines},
        pools::{FalseNames, FalsePlaces},
    },
    rulebook::load::{RuleError, Rulebook, parse, wrong},
    text::one_name::plain,
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
    /// Words and abbreviations of the field that tell of nobody.
    pub known: BTreeSet<String>,
    /// Places, by their first words.
    pub gazetteer: BTreeMap<String, Vec<Vec<String>>>,
}

/// The folder of these rules.
const FOLDER: &str = "anonymise/";

impl Rulebook {
    /// Reads and checks the rules by which cases are anonymised.
    ///
    /// # Errors
    /// When a file is not in its form. A folder of rules without these files knows no levels, and the case cannot be anonymised by it.
    pub fn disguises(&self) -> Result<Disguises, RuleError> {
        let text = |name: &str| self.disguise.get(name).map(String::as_str);
        let list = |name: &str| text(name).unwrap_or_default();
        let file = |name: &str| format!("{FOLDER}{name}");
        let labels: LabelsFile = self.form("labels.toml")?;
        let known: BTreeMap<String, BTreeSet<String>> = self.form("known.toml")?;
        let mut ordinary: BTreeSet<String> = lines(list("words.txt")).map(|(word, _)| word.to_owned()).collect();
        let names = &self.names;
        let is_name = |w: &str| names.male.contains(w) || names.female.contains(w) || names.either.contains(w);
        // What the rules read is written of everybody; a name in it is a name all the same.
        let vocabulary = crate::text::everyday_words(self.lexicon.rules());
        ordinary.extend(vocabulary.into_iter().map(|w| plain(&w)).filter(|w| !is_name(w)));
        let lists = Lists {
            outcodes: lines(list("outcodes.txt")).map(|(code, _)| code.to_owned()).collect(),
            given: lines(list("given_names.txt"))
                .map(|(name, _)| name.to_owned())
                .collect(),
            words: lines(list("words.txt")).map(|(word, _)| word.to_owned()).collect(),
            places: lines(list("places.txt"))
                .map(|(place, mark)| (place.to_lowercase(), mark.is_some()))
                .collect(),
            labels: Labels::new(labels).map_err(|e| wrong(&file("labels.toml"), e))?,
            addresses: self.form("addresses.toml")?,
            people: self.form("people.toml")?,
            names: names.clone(),
            telling: self.form("telling.toml")?,
        };
        let mut gazetteer: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        for (place, _) in lines(list("places.txt")) {
            let mut words: Vec<String> = crate::text::words::tokens(place)
                .iter()
                .map(|t| plain(t.bare()))
                .collect();
            if !words.is_empty() {
                let first = words.remove(0);
                gazetteer.entry(first).or_default().push(words);
            }
        }
        let quasi = known.get("quasi").cloned().unwrap_or_default();
        let small = |w: &String| {
            crate::text::words::tokens(w)
                .into_iter()
                .map(|t| plain(t.bare()))
                .collect::<Vec<_>>()
        };
        let mut known: BTreeSet<String> = known
            .values()
            .flatten()
            .filter(|w| !quasi.contains(*w))
            .flat_map(small)
            .collect();
        known.extend(quasi.iter().flat_map(small));
        Ok(Disguises {
            levels: self.form("levels.toml")?,
            names: self.form("false_names.toml")?,
            places: self.form("false_places.toml")?,
            lists,
            ordinary,
            known,
            gazetteer,
        })
    }

    fn form<T: DeserializeOwned + Default>(&self, name: &str) -> Result<T, RuleError> {
        match self.disguise.get(name) {
            Some(text) => parse(&format!("{FOLDER}{name}"), text),
            None => Ok(T::default()),
        }
    }

    /// What tells names from other words.
    pub fn telling(&self) -> Telling<'_> {
        Telling { names: &self.names }
    }
}
