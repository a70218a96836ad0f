//! `rules/anonymise/`: the words that finding people and identifiers rests on. They are read when they are wanted: they are long.

use std::collections::BTreeSet;

use crate::{
    anonymise::{
        labels::{Labels, LabelsFile},
        lists::{Lists, PeopleWords, lines},
    },
    rulebook::{
        disguise::FOLDER,
        load::{RuleError, Rulebook, parse, wrong},
    },
};

const LABELS: &str = "labels.toml";

/// The lists of a rulebook; a folder of rules without a file has nothing in its place.
///
/// # Errors
/// When a file is not in its form.
pub fn load(book: &Rulebook) -> Result<Lists, RuleError> {
    let text = |name: &str| book.disguise.get(name).map(String::as_str).unwrap_or_default();
    let words = |name: &str| lines(text(name)).map(|(w, _)| w.to_lowercase()).collect();
    let names = book.names.clone();
    let people: PeopleWords = beside(book, "people.toml")?;
    let more = || lines(text("more_names.txt"));
    let mut given: BTreeSet<String> = words("given_names.txt");
    given.extend(names.male.iter().chain(&names.female).chain(&names.either).cloned());
    given.extend(people.given.iter().cloned());
    given.extend(more().filter(|(_, mark)| *mark == Some("g")).map(|(w, _)| w.to_owned()));
    let surnames = more().filter(|(_, mark)| *mark != Some("g")).map(|(w, _)| w.to_owned());
    let surnames = surnames.chain(names.widespread.iter().cloned()).collect();
    let care = book.care()?;
    Ok(Lists {
        outcodes: lines(text("outcodes.txt")).map(|(w, _)| w.to_uppercase()).collect(),
        given,
        surnames,
        known: book.known()?,
        exact: care.capitals.iter().chain(&care.short).cloned().collect(),
        phrases: care.by_first_word(),
        shorthand: care.shorthand_names.iter().cloned().collect(),
        words: words("words.txt"),
        places: lines(text("places.txt"))
            .map(|(w, mark)| (w.to_lowercase(), mark.is_some()))
            .collect(),
        labels: Labels::new(beside::<LabelsFile>(book, LABELS)?)
            .map_err(|e| wrong(&format!("{FOLDER}/{LABELS}"), e))?,
        addresses: beside(book, "addresses.toml")?,
        days: beside(book, "days.toml")?,
        people,
        telling: beside(book, "telling.toml")?,
        names,
    })
}

/// A file of words beside others.
fn beside<T: Default + serde::de::DeserializeOwned>(book: &Rulebook, name: &str) -> Result<T, RuleError> {
    if let Some(text) = book.disguise.get(name) {
        in_small_letters(&format!("{FOLDER}/{name}"), text)?;
    }
    book.form(name)
}

/// Words are compared in small letters: one with a capital could never be found.
fn in_small_letters(file: &str, text: &str) -> Result<(), RuleError> {
    fn capital(value: &toml::Value) -> Option<&str> {
        match value {
            toml::Value::String(word) => (*word != word.to_lowercase()).then_some(word),
            toml::Value::Array(all) => all.iter().find_map(capital),
            toml::Value::Table(table) => table.values().find_map(capital),
            _ => None,
        }
    }
    let table: toml::Table = parse(file, text)?;
    match table.values().find_map(capital) {
        Some(word) => Err(wrong(
            file,
            format!("`{word}` is to be written `{}`", word.to_lowercase()),
        )),
        None => Ok(()),
    }
}
