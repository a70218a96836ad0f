//! *Known*: the names of a roster cut up, and whose name a written one is: one person's, nobody can tell whose, or another's.

use std::{
    cmp::Ordering,
    collections::{BTreeSet, HashSet},
};

use crate::{
    model::case::{Case, PersonId, Sex},
    text::{
        names::{Title, is_title, sexes_differ},
        one_name::{Fit, Given, plain},
        people::is_generation,
        rules::ReadingRules,
        unknown_names::NameRules,
        words::tokens,
    },
};

/// Words that tell names from others, made once from the rules.
#[derive(Debug, Clone, Default)]
pub(super) struct NameWords {
    /// Given names.
    pub(super) given: Given,
    /// Words that are written of other things than people.
    pub(super) everyday: BTreeSet<String>,
    /// What only people do, after a name.
    pub(super) does: BTreeSet<String>,
    /// Before the name of a professional or of anybody.
    titles: BTreeSet<String>,
}

impl NameWords {
    pub(super) fn new(rules: &ReadingRules) -> Self {
        let names = &rules.names;
        let mut everyday = everyday(rules, names);
        for modifier in &rules.modifiers {
            everyday.extend(modifier.phrases.iter().flat_map(|p| tokens(p)).map(|t| t.lower));
        }
        everyday.extend(names.places_before.iter().chain(&names.jobs).chain(&names.kin).cloned());
        Self {
            given: Given::new(names),
            everyday,
            does: names.does.difference(&names.things_do).cloned().collect(),
            titles: names.titles.union(&names.professional_titles).cloned().collect(),
        }
    }
}

/// Words of the rules that are written of other things than people.
pub(super) fn everyday(rules: &ReadingRules, names: &NameRules) -> BTreeSet<String> {
    let agencies = rules.agencies.iter().flat_map(|r| r.words.iter().chain(&r.titles));
    let phrases = rules
        .concepts
        .iter()
        .flat_map(|c| c.phrases.iter().chain(&c.not).chain(&c.possible));
    let nouns = rules.roles.iter().flat_map(|r| &r.words);
    let mut out = names.never.clone();
    // Phrases have most of their words in common: each is cut up once. No word goes on over such a sign.
    let is_sign = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '\'';
    let mut seen = HashSet::new();
    for phrase in agencies.chain(phrases).chain(nouns).chain(rules.sets.all_words()) {
        for word in phrase.split(is_sign).filter(|w| seen.insert(*w)) {
            out.extend(tokens(word).into_iter().map(|t| t.lower));
        }
    }
    out
}

/// Somebody's names, cut up: small letters, no accents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownPerson {
    pub(super) id: PersonId,
    /// The name that the roster gives first.
    pub(super) name: String,
    pub(super) sex: Option<Sex>,
    is_child: bool,
    /// Given names, and whether each leads a form: only then is its letter an initial.
    pub(super) firsts: Vec<(String, bool)>,
    /// Surnames: more than one word where they are double-barrelled, or have `de` or `van` before them.
    pub(super) surnames: Vec<Vec<String>>,
}

/// Whose a name with a surname of the roster is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whose {
    /// This person's, and how the given name fits; nothing where only a title stands before the surname.
    One(usize, Option<(Fit, String)>),
    /// It fits several.
    Several(Vec<usize>),
    /// Somebody else's, who has the surname of this person.
    Another(usize),
    /// The roster does not say how somebody of this surname is called.
    Unsaid,
}

/// The people of a roster by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct KnownNames {
    pub(super) people: Vec<KnownPerson>,
    starts: BTreeSet<String>,
}

impl KnownNames {
    pub(super) fn new(case: &Case, words: &NameWords) -> Self {
        let mut out = Self::default();
        for person in &case.people {
            let mut known = KnownPerson {
                id: person.id.clone(),
                name: person.names.first().cloned().unwrap_or_default(),
                sex: person.sex,
                is_child: person.role == "child",
                firsts: Vec::new(),
                surnames: Vec::new(),
            };
            for name in person.names.iter().filter(|n| n.trim().contains(' ')) {
                known.add(name, words);
            }
            for name in person.names.iter().filter(|n| !n.trim().contains(' ')) {
                known.add_word(name);
            }
            out.starts
                .extend(known.surnames.iter().filter_map(|s| s.first().cloned()));
            out.people.push(known);
        }
        out
    }

    /// Does a surname begin with this word?
    pub(super) fn begins_surname(&self, word: &str) -> bool {
        self.starts.contains(word)
    }

    /// The longest surname with which these words begin: how many of them it has, and whose it is.
    pub(super) fn surname(&self, words: &[String]) -> Option<(usize, Vec<usize>)> {
        let length = self
            .people
            .iter()
            .flat_map(|p| &p.surnames)
            .filter(|s| words.starts_with(s))
            .map(Vec::len)
            .max()?;
        let found = words.get(..length)?;
        let owners = self.people.iter().enumerate();
        let owners = owners.filter(|(_, p)| p.surnames.iter().any(|s| s == found));
        Some((length, owners.map(|(at, _)| at).collect()))
    }

    /// The one person who has one of these first names; nothing when several have.
    pub(super) fn of_first_name(&self, firsts: &[String]) -> Option<usize> {
        let has = |p: &KnownPerson| {
            let mut own = p.firsts.iter();
            own.any(|(f, _)| f.chars().count() > 1 && firsts.contains(f))
        };
        let mut all = self.people.iter().enumerate().filter(|(_, p)| has(p));
        match (all.next(), all.next()) {
            (Some((one, _)), None) => Some(one),
            _ => None,
        }
    }

    /// Whose a name is, of those who have its surname. `title`: the sex of a title before it, when there is one.
    pub(super) fn whose(&self, given: &Given, owners: &[usize], title: Option<Title>, firsts: &[String]) -> Whose {
        let Some(first) = owners.first() else {
            return Whose::Unsaid;
        };
        let title_sex = title.and_then(Title::sex);
        let all: Vec<(usize, &KnownPerson)> = owners
            .iter()
            .filter_map(|at| Some((*at, self.people.get(*at)?)))
            .filter(|(_, p)| !sexes_differ(title_sex, p.sex))
            .collect();
        if all.is_empty() {
            return Whose::Another(*first);
        }
        if firsts.is_empty() {
            let grown = || all.iter().filter(|(_, p)| !p.is_child);
            return match (all.as_slice(), grown().count()) {
                ([(one, _)], _) => Whose::One(*one, None),
                (_, 1) => grown().next().map_or(Whose::Unsaid, |(one, _)| Whose::One(*one, None)),
                // A title is a grown person's, where there is one.
                (_, 0) => Whose::Several(all.iter().map(|(at, _)| *at).collect()),
                _ => Whose::Several(grown().map(|(at, _)| *at).collect()),
            };
        }
        let mut fits: Vec<(usize, Fit, String)> = all
            .iter()
            .filter_map(|(at, p)| p.fit(given, firsts).map(|(fit, name)| (*at, fit, name)))
            .collect();
        fits.sort_by_key(|f| (f.1, f.0));
        let Some((one, best, name)) = fits.first().cloned() else {
            let unsaid = all.iter().any(|(_, p)| p.firsts.is_empty());
            return if unsaid { Whose::Unsaid } else { Whose::Another(*first) };
        };
        // A short form fits as well as an initial does: who of two is meant by it nobody can tell.
        let rank = |f: Fit| if f == Fit::Short { Fit::Initial } else { f };
        let as_near: Vec<usize> = fits
            .iter()
            .filter(|(_, f, _)| rank(*f).cmp(&rank(best)) == Ordering::Equal)
            .map(|(at, ..)| *at)
            .collect();
        match as_near.as_slice() {
            [_] => Whose::One(one, Some((best, name))),
            _ => Whose::Several(as_near),
        }
    }
}

impl KnownPerson {
    pub(super) fn is_child(&self) -> bool {
        self.is_child
    }

    /// The surest fit of written given names, and the known name that they fit.
    pub(super) fn fit(&self, given: &Given, written: &[String]) -> Option<(Fit, String)> {
        let mut best: Option<(Fit, String)> = None;
        for (at, word) in written.iter().enumerate() {
            for (name, leads) in &self.firsts {
                let Some(fit) = given.fit(word, name, self.sex) else {
                    continue;
                };
                // An initial tells only where it comes first, as that of the name by which somebody is called.
                let counts = match fit {
                    Fit::Same => word.chars().count() > 1 || at == 0,
                    Fit::Initial => at == 0 && *leads,
                    Fit::Slip(_) | Fit::Short => true,
                };
                if counts && best.as_ref().is_none_or(|(b, _)| fit < *b) {
                    best = Some((fit, name.clone()));
                }
            }
        }
        best
    }

    fn add(&mut self, name: &str, words: &NameWords) {
        let mut chunks: Vec<&str> = name.split_whitespace().collect();
        // "Aldcroft, Derren".
        if let Some(front) = chunks.first().filter(|c| c.ends_with(',') && chunks.len() > 1).copied() {
            chunks.rotate_left(1);
            if let Some(last) = chunks.last_mut() {
                *last = front.trim_end_matches(',');
            }
        }
        // "Aldcroft D", as logs write it, where no given name of this person is known: else the letter says nothing more.
        let is_letter = |c: &str| c.trim_end_matches('.').chars().count() == 1;
        let is_turned = matches!(chunks.as_slice(), [surname, letter] if is_letter(letter) && !is_letter(surname));
        if is_turned && self.firsts.is_empty() {
            chunks.rotate_left(1);
        }
        let is_before = |c: &str| {
            let word = c.trim_end_matches('.').to_lowercase();
            is_title(&word) || words.titles.contains(&word)
        };
        let bare: Vec<&str> = chunks.iter().copied().skip_while(|c| is_before(c)).collect();
        // "Mrs Oak senior": the last word is no surname.
        let is_generation = |c: &&&str| is_generation(&c.trim_matches(['(', ')', '.', ',']).to_lowercase());
        let after = bare.iter().rev().take_while(is_generation).count();
        let bare = bare.get(..bare.len() - after).unwrap_or(&bare);
        let Some((last, rest)) = bare.split_last() else { return };
        let surname = cut(last);
        if surname.iter().all(|w| w.chars().count() < 2) {
            return;
        }
        // "Maria de Souza": the small word may be left out, or not.
        let small = rest
            .iter()
            .rev()
            .take_while(|c| c.chars().next().is_some_and(char::is_lowercase))
            .count();
        let (firsts, particles) = rest.split_at(rest.len() - small);
        if small > 0 {
            let whole = particles.iter().flat_map(|p| cut(p)).chain(surname.iter().cloned());
            self.surnames.push(whole.collect());
        }
        if let (Some(end), true) = (surname.last().cloned(), surname.len() > 1) {
            self.surnames.push(vec![end]);
        }
        self.surnames.push(surname);
        for (at, first) in firsts.iter().enumerate() {
            for (part, word) in cut(first).into_iter().enumerate() {
                self.add_first(word, at == 0 && part == 0);
            }
        }
    }

    /// A name of one word: a given name, unless it is a surname or initials.
    fn add_word(&mut self, name: &str) {
        let cut = tokens(name);
        let [word] = cut.as_slice() else { return };
        let is_initials = word.shouted && word.lower.chars().count() <= 3;
        let word = plain(word.bare());
        if !is_initials && !self.surnames.iter().any(|s| s.contains(&word)) {
            self.add_first(word, true);
        }
    }

    fn add_first(&mut self, word: String, leads: bool) {
        match self.firsts.iter_mut().find(|(f, _)| *f == word) {
            Some((_, known)) => *known |= leads,
            None => self.firsts.push((word, leads)),
        }
    }
}

fn cut(word: &str) -> Vec<String> {
    tokens(word).into_iter().map(|t| plain(t.bare())).collect()
}
