//! The *cast*: everybody who has a name in a case, on the roster or not, with every word of their names and what it is in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    anonymise::lists::PeopleWords,
    model::case::{Case, Sex},
    text::{one_name::plain, unknown_names::NameRules, words::tokens},
};

/// Somebody who has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The id on the roster, or a key of the program's own for others.
    pub key: String,
    /// What somebody is in the case, as the roster says it.
    pub role: String,
    /// Sex, when known.
    pub sex: Option<Sex>,
    /// Every form of the name, the fullest first.
    pub names: Vec<String>,
    /// A name that a person chose for them.
    pub chosen: Option<String>,
}

/// What a word is in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A given name, or a short form of it.
    Given,
    /// A second or third given name.
    Middle,
    /// A surname.
    Surname,
}

/// A word of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// What it is.
    pub kind: Kind,
    /// Whose, by their places in the cast.
    pub owners: BTreeSet<usize>,
}

/// Letters that stand for somebody: `SM`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letters {
    /// Whose, by their places in the cast.
    pub owners: BTreeSet<usize>,
    /// Does the roster give them as a name?
    pub given: bool,
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cast {
    /// Everybody.
    pub figures: Vec<Figure>,
    /// Words of their names: small letters, no accents.
    pub words: BTreeMap<String, Word>,
    /// Letters that stand for them, in capitals.
    pub letters: BTreeMap<String, Letters>,
    /// The first word of each kind in the names of each of them.
    mains: Vec<BTreeMap<Kind, String>>,
}

/// Between the words of one name, and no part of it that tells of anybody.
pub(super) const PARTICLES: [&str; 16] = [
    "de", "da", "do", "dos", "della", "di", "van", "von", "der", "den", "la", "le", "al", "el", "bin", "ap",
];
const GENERATIONS: [&str; 6] = ["jr", "jnr", "snr", "sr", "junior", "senior"];

/// The words of a name, cut up: small letters without accents, possessives and titles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Parts {
    words: Vec<String>,
    letters: Vec<char>,
    had_title: bool,
    /// Were letters after the words (`Halloway D`)?
    reversed: bool,
}

/// Looks up what tells names from other words.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// Words of the reading rules.
    pub names: &'a NameRules,
    /// Words beside names.
    pub people: &'a PeopleWords,
}

impl Telling<'_> {
    /// Is it a title or a word of somebody's work before a name?
    pub fn is_title(self, word: &str) -> bool {
        ["mr", "mrs", "ms", "miss", "mx"].contains(&word)
            || self.names.titles.contains(word)
            || self.names.professional_titles.contains(word)
            || self.people.professional_titles.contains(word)
            || self.people.titles.contains(word)
    }

    /// Is it a word for somebody's own people: `daughter`?
    pub fn is_kin(self, word: &str) -> bool {
        self.names.kin.contains(word) || self.people.kin.contains(word)
    }

    /// Is it a given name?
    pub fn is_given(self, word: &str) -> bool {
        self.names.is_given(word)
    }

    /// The sex that a given name tells, where it tells one.
    pub fn sex(self, word: &str) -> Option<Sex> {
        if self.names.male.contains(word) {
            Some(Sex::Male)
        } else if self.names.female.contains(word) {
            Some(Sex::Female)
        } else {
            None
        }
    }

    fn cut(self, name: &str) -> Parts {
        let mut out = Parts::default();
        let all = tokens(name);
        let alone = all.len() == 1;
        for token in &all {
            let word = plain(token.bare());
            let count = word.chars().count();
            if (self.is_title(&word) && !alone) || GENERATIONS.contains(&word.as_str()) {
                out.had_title |= !GENERATIONS.contains(&word.as_str());
            } else if count == 1 || (alone && token.shouted && count <= 3) {
                out.reversed |= !out.words.is_empty();
                out.letters.extend(word.chars().filter(|c| c.is_alphabetic()));
            } else if PARTICLES.contains(&word.as_str()) || token.is_number() {
                // Neither tells of anybody.
            } else {
                out.words.push(word);
            }
        }
        out
    }
}

impl Cast {
    /// The people of a case and these others.
    pub fn new(case: &Case, others: Vec<Figure>, chosen: &BTreeMap<String, String>, telling: Telling<'_>) -> Self {
        let roster = case.people.iter().map(|p| Figure {
            key: p.id.0.clone(),
            role: p.role.clone(),
            sex: p.sex,
            names: p.names.clone(),
            chosen: chosen.get(&p.id.0).cloned(),
        });
        let mut out = Self {
            figures: roster.chain(others).collect(),
            ..Self::default()
        };
        let cut: Vec<Vec<Parts>> = out
            .figures
            .iter()
            .map(|f| f.names.iter().map(|n| telling.cut(n)).collect())
            .collect();
        // What others are called tells nothing of the names of the roster: a slip there must make no surname of somebody's given name.
        let known = case.people.len();
        let of_roster = surnames(cut.get(..known).unwrap_or(&cut));
        let of_all = surnames(&cut);
        for (at, names) in cut.iter().enumerate() {
            let surnames = if at < known { &of_roster } else { &of_all };
            out.learn((at, known), names, surnames, telling);
        }
        out.mains = cut.iter().map(|names| out.mains_of(names)).collect();
        for (figure, names) in out.figures.iter_mut().zip(&cut) {
            let words = || names.iter().flat_map(|n| &n.words);
            figure.sex = figure.sex.or_else(|| words().find_map(|w| telling.sex(w)));
        }
        out
    }

    fn mains_of(&self, names: &[Parts]) -> BTreeMap<Kind, String> {
        let mut out = BTreeMap::new();
        for word in names.iter().flat_map(|n| &n.words) {
            if let Some(held) = self.words.get(word) {
                out.entry(held.kind).or_insert_with(|| word.clone());
            }
        }
        out
    }

    fn learn(
        &mut self,
        (at, known): (usize, usize),
        names: &[Parts],
        surnames: &BTreeSet<String>,
        telling: Telling<'_>,
    ) {
        let is_professional = self.figures.get(at).is_some_and(Figure::is_professional);
        for name in names {
            let last = name.words.len().saturating_sub(1);
            for (place, word) in name.words.iter().enumerate() {
                let kind = if name.words.len() == 1 {
                    let is_surname = name.had_title && !telling.is_given(word)
                        || !name.letters.is_empty()
                        || surnames.contains(word)
                        || (is_professional && !telling.is_given(word));
                    if is_surname { Kind::Surname } else { Kind::Given }
                } else if place == 0 {
                    Kind::Given
                } else if place == last || surnames.contains(word) {
                    Kind::Surname
                } else {
                    Kind::Middle
                };
                self.own(word, kind, (at, known));
            }
            if name.words.is_empty() && !name.letters.is_empty() {
                self.letter(&name.letters.iter().collect::<String>(), at, true);
            }
        }
        // Letters that nobody listed tell as much.
        for name in names.iter().filter(|n| !n.words.is_empty()) {
            for letter in &name.letters {
                self.letter(&letter.to_string(), at, false);
            }
            let first = |w: &String| w.chars().next();
            let mut letters: Vec<char> = name.words.iter().filter_map(first).collect();
            if name.reversed {
                letters.splice(0..0, name.letters.iter().copied());
            } else if !name.letters.is_empty() {
                letters = name.letters.iter().copied().chain(letters).collect();
            }
            if (2..=3).contains(&letters.len()) {
                self.letter(&letters.into_iter().collect::<String>(), at, false);
            }
        }
    }

    fn own(&mut self, word: &str, kind: Kind, (at, known): (usize, usize)) {
        let held = self.words.entry(word.to_owned()).or_insert(Word {
            kind,
            owners: BTreeSet::new(),
        });
        // What is a surname for one and a given name for another is both; as a surname it goes with the family.
        if at < known || held.owners.iter().all(|o| *o >= known) {
            held.kind = held.kind.max(kind);
        }
        held.owners.insert(at);
    }

    fn letter(&mut self, letters: &str, at: usize, given: bool) {
        let held = self.letters.entry(letters.to_uppercase()).or_insert(Letters {
            owners: BTreeSet::new(),
            given: false,
        });
        held.owners.insert(at);
        held.given |= given;
    }

    /// The words of somebody's names of this kind, in order of their letters.
    pub fn words_of(&self, at: usize, kind: Kind) -> impl Iterator<Item = &str> {
        self.words
            .iter()
            .filter(move |(_, w)| w.kind == kind && w.owners.contains(&at))
            .map(|(word, _)| word.as_str())
    }

    /// The word of the given name by which somebody is mainly called, or that of the surname: that of the first form that has one.
    pub fn main(&self, at: usize, kind: Kind) -> Option<&str> {
        self.mains.get(at)?.get(&kind).map(String::as_str)
    }
}

impl Figure {
    /// Is it somebody who is there as a professional?
    pub fn is_professional(&self) -> bool {
        self.role == "professional"
    }
}

/// Words that are surnames of somebody beyond doubt: the last of several, or beside initials or a title.
fn surnames(cut: &[Vec<Parts>]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for name in cut.iter().flatten() {
        let is_sure = name.words.len() > 1 || !name.letters.is_empty();
        if let Some(word) = name.words.last().filter(|_| is_sure) {
            out.insert(word.clone());
        }
    }
    out
}
