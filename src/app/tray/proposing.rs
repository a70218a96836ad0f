//! *Proposing* whose a file is: told from its name and from records that the case holds. A person says.

use std::collections::BTreeSet;

use super::{Batch, Owner};
use crate::{
    model::case::{Agency, Case},
    rulebook::load::Rulebook,
    store::Held,
    text::{agencies::kind_in_rules, words::tokens},
};

/// A word of an agency's name by which a file can be told has so many letters at least: `of` and `the` are in many.
const LEAST_LETTERS: usize = 4;

/// Proposes an owner for every file that has none.
pub(super) fn propose(batch: &mut Batch, held: &Held, book: &Rulebook) {
    for file in batch.files.iter_mut().filter(|f| f.owner == Owner::Unknown) {
        if let Some((owner, why)) = owner(&file.name, held, book) {
            (file.owner, file.why) = (owner, why);
        }
    }
}

fn owner(name: &str, held: &Held, book: &Rulebook) -> Option<(Owner, String)> {
    let case = &held.case;
    let same = held.records.iter().filter(|(_, file)| file == name);
    let owners: BTreeSet<_> = same.map(|(agency, _)| agency).collect();
    if let (1, Some(agency)) = (owners.len(), owners.first()) {
        return Some((
            Owner::Agency((*agency).clone()),
            "the case holds a file of this name of this agency".to_owned(),
        ));
    }
    let words = said(name);
    let by_name: Vec<_> = case
        .agencies
        .iter()
        .filter(|a| holds(&words, &said(&a.name)) || holds(&words, &said(&a.id.0)))
        .collect();
    if let [one] = by_name.as_slice() {
        return Some((Owner::Agency(one.id.clone()), "the file’s name names it".to_owned()));
    }
    if let Some(one) = by_own_word(case, &words, book) {
        return Some((
            Owner::Agency(one.id.clone()),
            "a word of its name is in the file’s".to_owned(),
        ));
    }
    let kind = kind_in_rules(book.lexicon.rules(), "other", &words.join(" "));
    if kind != "other" && !kind.is_empty() {
        return of_kind(case, &kind, book);
    }
    // That a case has one agency says nothing of whose a file is: where the file does not speak of anybody, a person chooses.
    None
}

/// The only agency in whose name a word of the file's stands, one that no kind of agency is called by.
fn by_own_word<'c>(case: &'c Case, words: &[String], book: &Rulebook) -> Option<&'c Agency> {
    let rules = &book.lexicon.rules().agencies;
    let called = rules
        .iter()
        .flat_map(|r| r.words.iter().chain(&r.titles).chain([&r.label]));
    let called: BTreeSet<String> = called.flat_map(|w| said(w)).collect();
    let is_own = |w: &&String| w.chars().count() >= LEAST_LETTERS && !called.contains(*w);
    let own: BTreeSet<&String> = words.iter().filter(is_own).collect();
    let mut named = case
        .agencies
        .iter()
        .filter(|a| said(&a.name).iter().any(|w| own.contains(w)));
    match (named.next(), named.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

fn of_kind(case: &Case, kind: &str, book: &Rulebook) -> Option<(Owner, String)> {
    let rules = book.lexicon.rules();
    let mut all = case
        .agencies
        .iter()
        .filter(|a| kind_in_rules(rules, &a.kind, &a.name) == kind);
    let rule = rules.agencies.iter().find(|r| r.kind == kind)?;
    let why = format!("the file’s name speaks of {}", rule.label.to_lowercase());
    match (all.next(), all.next()) {
        (Some(one), None) => Some((Owner::Agency(one.id.clone()), why)),
        (Some(_), Some(_)) => None,
        (None, _) => Some((
            Owner::New {
                name: rule.label.clone(),
                kind: kind.to_owned(),
            },
            format!("{why}, and the case has no such agency yet"),
        )),
    }
}

/// Words of a name in small letters, without its ending: `GP_records-2018.xlsx` is `gp records 2018`.
fn said(name: &str) -> Vec<String> {
    let spaced: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    tokens(&spaced).into_iter().map(|t| t.lower).collect()
}

fn holds(words: &[String], wanted: &[String]) -> bool {
    !wanted.is_empty() && words.windows(wanted.len()).any(|w| w == wanted)
}
