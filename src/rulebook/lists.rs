//! `rules/anonymise/`: the words that finding people and identifiers rests on. They are read when they are wanted: they are long.

use crate::{
    anonymise::{
        labels::{Labels, LabelsFile},
        lists::{Lists, lines},
    },
    rulebook::load::{RuleError, Rulebook, parse, wrong},
};

/// Where they stand.
const FOLDER: &str = "anonymise";

/// The lists of a rulebook; a folder of rules without a file has nothing in its place.
///
/// # Errors
/// When a file is not in its form.
pub fn load(book: &Rulebook) -> Result<Lists, RuleError> {
    let text = |name: &str| book.disguise.get(name).map(String::as_str).unwrap_or_default();
    let words = |name: &str| lines(text(name)).map(|(w, _)| w.to_lowercase()).collect();
    let names = book.names.clone();
    let mut given: std::collections::BTreeSet<String> = words("given_names.txt");
    given.extend(names.male.iter().chain(&names.female).chain(&names.either).cloned());
    Ok(Lists {
        outcodes: lines(text("outcodes.txt")).map(|(w, _)| w.to_uppercase()).collect(),
        given,
        words: words("words.txt"),
        places: lines(text("places.txt"))
            .map(|(w, mark)| (w.to_lowercase(), mark.is_some()))
            .collect(),
        labels: labels(text("labels.toml"))?,
        addresses: or_none("addresses.toml", text("addresses.toml"))?,
        people: or_none("people.toml", text("people.toml"))?,
        telling: or_none("telling.toml", text("telling.toml"))?,
        names,
    })
}

fn labels(text: &str) -> Result<Labels, RuleError> {
    let file = format!("{FOLDER}/labels.toml");
    if text.is_empty() {
        return Ok(Labels::default());
    }
    in_small_letters(&file, text)?;
    let read: LabelsFile = parse(&file, text)?;
    Labels::new(read).map_err(|e| wrong(&file, e))
}

fn or_none<T: Default + serde::de::DeserializeOwned>(name: &str, text: &str) -> Result<T, RuleError> {
    if text.is_empty() {
        return Ok(T::default());
    }
    let file = format!("{FOLDER}/{name}");
    in_small_letters(&file, text)?;
    parse(&file, text)
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
