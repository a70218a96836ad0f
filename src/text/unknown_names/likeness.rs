//! *Likeness*: is a name one that the roster has, and if not, whose on the roster may it be?

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use super::{Likely, Seen};
use crate::{
    model::{
        capital::capital,
        case::{Case, PersonId},
    },
    text::{
        known::{KnownNames, KnownPerson, NameWords, Whose},
        names::{Title, is_title, sexes_differ},
        one_name::{Fit, is_initial_of, is_slip, plain, sound},
        words::tokens,
    },
};

/// Words of a name, in small letters without accents.
pub(super) fn parts(name: &str) -> Vec<String> {
    let mut out: Vec<String> = tokens(name)
        .into_iter()
        .map(|t| plain(t.bare()))
        .filter(|w| !w.is_empty() && !is_title(w) && w != "dr")
        .collect();
    // "Duquesne A", as police logs write it, is A Duquesne.
    if let [surname, initial] = out.as_slice()
        && initial.chars().count() == 1
        && surname.chars().count() > 1
    {
        out.swap(0, 1);
    }
    out
}

/// May two first names be one: the same, an initial of the other, or a slip of it?
pub(super) fn firsts_agree(a: &str, b: &str) -> bool {
    a == b || is_initial_of(a, b) || is_initial_of(b, a) || is_slip(a, b)
}

/// How sure a hint is, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// It fits several people.
    Several,
    /// Read as this person, by a slip or short form of the first name.
    Read,
    /// A slip of the surname, with a first name that fits.
    Surname,
    /// A surname or first name alone, with a slip.
    Alone,
    /// A short form of a first name, alone.
    Short,
    /// The surname of somebody, and another first name.
    Relative,
    /// The first name of somebody, and another surname.
    First,
}

/// The names of the roster.
pub(super) struct Known<'a> {
    /// Words of each name form, and whose it is.
    forms: BTreeMap<Vec<String>, PersonId>,
    /// Forms with a title, as the roster has them, in small letters.
    titled: BTreeSet<String>,
    /// All words of each person's names.
    all_words: Vec<BTreeSet<String>>,
    names: KnownNames,
    words: &'a NameWords,
    widespread: &'a BTreeSet<String>,
}

impl<'a> Known<'a> {
    pub(super) fn new(case: &Case, words: &'a NameWords, widespread: &'a BTreeSet<String>) -> Self {
        let mut out = Self {
            forms: BTreeMap::new(),
            titled: case
                .people
                .iter()
                .flat_map(|p| &p.names)
                .map(|n| plain(&n.to_lowercase()))
                .collect(),
            all_words: Vec::new(),
            names: KnownNames::new(case, words),
            words,
            widespread,
        };
        for person in &case.people {
            let forms: Vec<Vec<String>> = person
                .names
                .iter()
                .map(|n| parts(n))
                .filter(|p| !p.is_empty())
                .collect();
            for form in &forms {
                out.forms.entry(form.clone()).or_insert_with(|| person.id.clone());
            }
            out.all_words.push(forms.into_iter().flatten().collect());
        }
        out
    }

    /// The place of a name, when the roster does not have the name; with its title, where only that tells it from the roster's.
    pub(super) fn unheld(&self, seen: Seen) -> Option<Seen> {
        let own = parts(&seen.name);
        let [.., last] = own.as_slice() else { return None };
        let titled = format!("{} {}", seen.title_words, seen.name);
        if seen.title.is_some() && self.titled.contains(&plain(&titled.to_lowercase())) {
            return None;
        }
        match self.whose(&own, &seen) {
            Some((Whose::One(_, None | Some((Fit::Same | Fit::Initial, _))), _)) => return None,
            Some((Whose::Several(_) | Whose::Another(_), _)) if own.len() > 1 => return Some(seen),
            Some((Whose::Several(_) | Whose::Another(_), _)) if seen.title.is_some() => {
                return Some(Seen { name: titled, ..seen });
            }
            Some((Whose::One(..), _)) => return Some(seen),
            _ => {}
        }
        let is_held = self.forms.contains_key(&own)
            || self.all_words.iter().any(|words| {
                // One word of a name is enough, an initial alone is not.
                own.iter().all(|w| words.contains(w)) && last.chars().count() > 1
            });
        (!is_held).then_some(seen)
    }

    /// Whose a name with a surname of the roster is, and who has the surname.
    fn whose(&self, own: &[String], seen: &Seen) -> Option<(Whose, Vec<usize>)> {
        (0..own.len()).find_map(|at| {
            let (length, owners) = self.names.surname(own.get(at..)?)?;
            let title = seen.title.filter(|_| seen.work.is_empty());
            (at + length == own.len() && (at > 0 || title.is_some())).then(|| {
                let firsts = own.get(..at).unwrap_or_default();
                let whose = self.names.whose(&self.words.given, &owners, title, firsts);
                (whose, owners)
            })
        })
    }

    /// Does somebody on the roster have this surname, or one of which it is a slip?
    pub(super) fn has_surname(&self, word: &str) -> bool {
        let mut surnames = self.names.people.iter().flat_map(|p| &p.surnames);
        surnames.any(|s| s.last().is_some_and(|l| is_slip(l, word)))
    }

    /// Somebody of whose name one of these may be another form.
    pub(super) fn likely(&self, places: &[&Seen]) -> Option<Likely> {
        let mut tried: BTreeSet<&str> = BTreeSet::new();
        let mut best: Option<(Rank, Likely)> = None;
        for seen in places.iter().filter(|s| tried.insert(s.name.as_str())) {
            let found = self.of_surname(seen).or_else(|| self.of_other(seen));
            if let Some((rank, likely)) = found
                && best.as_ref().is_none_or(|(b, _)| rank.cmp(b) == Ordering::Less)
            {
                best = Some((rank, likely));
            }
        }
        best.map(|(_, likely)| likely)
    }

    /// A name with a surname of the roster.
    fn of_surname(&self, seen: &Seen) -> Option<(Rank, Likely)> {
        let own = parts(&seen.name);
        let (whose, owners) = self.whose(&own, seen)?;
        let hint = |rank, number: usize, why: String| Some((rank, self.hint(number, why)?));
        let written = own.first().map_or("", String::as_str);
        match whose {
            Whose::One(number, Some((Fit::Slip(_), first))) => {
                let why = format!(
                    "is read as this person: “{}” is likely a slip of “{}”",
                    capital(written),
                    capital(&first)
                );
                hint(Rank::Read, number, why)
            }
            Whose::One(number, Some((Fit::Short, first))) => {
                let why = format!(
                    "is read as this person: “{}” is likely another form of “{}”",
                    capital(written),
                    capital(&first)
                );
                hint(Rank::Read, number, why)
            }
            Whose::Several(all) => {
                let people: Vec<String> = all
                    .iter()
                    .filter_map(|at| self.names.people.get(*at))
                    .map(|p| format!("{} {}", p.id, p.name))
                    .collect();
                let why = format!("“{}” fits {}; settle whose it is", seen.name, people.join(" and "));
                hint(Rank::Several, *all.first()?, why)
            }
            Whose::Another(_) if self.of_one(&own).is_some() => {
                let why = format!(
                    "is read as this person: “{}” is the first name of nobody else",
                    capital(written)
                );
                hint(Rank::Read, self.of_one(&own)?, why)
            }
            Whose::Another(number) => {
                let surname = own.last()?;
                // Of those who have the surname, the grown one of the roster's order is told.
                let number = owners.first().copied().unwrap_or(number);
                let why = if self.widespread.contains(surname) {
                    format!(
                        "has the surname “{}” too, as very many people do, with another first name",
                        capital(surname)
                    )
                } else if own.len() > 1 {
                    format!(
                        "has the surname “{}” too, with another first name: a relative?",
                        capital(surname)
                    )
                } else {
                    format!(
                        "has the surname “{}” too, with a title that is not this person's: a relative?",
                        capital(surname)
                    )
                };
                hint(Rank::Relative, number, why)
            }
            Whose::One(..) | Whose::Unsaid => None,
        }
    }

    /// A name whose surname the roster does not have, or a name of one word.
    fn of_other(&self, seen: &Seen) -> Option<(Rank, Likely)> {
        let own = parts(&seen.name);
        let last = own.last()?;
        let firsts = own.get(..own.len() - 1).unwrap_or_default();
        let mut best: Option<(Rank, bool, usize, String)> = None;
        for (number, person) in self.names.people.iter().enumerate() {
            if sexes_differ(seen.title.and_then(Title::sex), person.sex) {
                continue;
            }
            let found = self
                .by_surname(seen, (firsts, last), person)
                .or_else(|| self.by_first(seen, (firsts, last), person));
            if let Some((rank, why)) = found {
                let is_better = |b: &(Rank, bool, usize, String)| (rank, person.is_child()) < (b.0, b.1);
                if best.as_ref().is_none_or(is_better) {
                    best = Some((rank, person.is_child(), number, why));
                }
            }
        }
        let (rank, _, number, why) = best?;
        Some((rank, self.hint(number, why)?))
    }

    fn by_surname(
        &self,
        seen: &Seen,
        (firsts, last): (&[String], &String),
        person: &KnownPerson,
    ) -> Option<(Rank, String)> {
        let fits = firsts.is_empty() || person.fit(&self.words.given, firsts).is_some();
        let name = &seen.name;
        person.surnames.iter().filter_map(|s| s.last()).find_map(|surname| {
            if is_slip(last, surname) && fits {
                let rank = if firsts.is_empty() { Rank::Alone } else { Rank::Surname };
                let why = format!("“{name}” is one or two letters from the surname of {}", person.name);
                return Some((rank, why));
            }
            if !firsts.is_empty() && fits && sound(last) == sound(surname) {
                return Some((Rank::Surname, format!("“{name}” sounds like “{}”", person.name)));
            }
            (!firsts.is_empty() && family(last) == family(surname)).then(|| {
                let why = format!(
                    "has the surname “{}” in the form “{}”, with another first name: a relative?",
                    capital(surname),
                    capital(last)
                );
                (Rank::Relative, why)
            })
        })
    }

    fn by_first(
        &self,
        seen: &Seen,
        (firsts, last): (&[String], &String),
        person: &KnownPerson,
    ) -> Option<(Rank, String)> {
        let name = &seen.name;
        if firsts.is_empty() && !seen.work.is_empty() {
            return None;
        }
        if firsts.is_empty() && seen.title.is_none() {
            let (fit, first) = person.fit(&self.words.given, std::slice::from_ref(last))?;
            return match fit {
                Fit::Slip(_) => Some((
                    Rank::Alone,
                    format!("“{name}” is a letter or two from the first name “{}”", capital(&first)),
                )),
                Fit::Short => Some((
                    Rank::Short,
                    format!("“{name}” may be short for the first name “{}”", capital(&first)),
                )),
                Fit::Same | Fit::Initial => None,
            };
        }
        let first = firsts.first().filter(|f| f.chars().count() > 1)?;
        person.firsts.iter().any(|(f, _)| f == first).then(|| {
            let why = format!(
                "has the first name “{}” too, with another surname: a former or married name?",
                capital(first)
            );
            (Rank::First, why)
        })
    }

    /// The one person whose first name a name begins with.
    fn of_one(&self, own: &[String]) -> Option<usize> {
        self.names.of_first_name(own.get(..1).filter(|_| own.len() > 1)?)
    }

    fn hint(&self, number: usize, why: String) -> Option<Likely> {
        let person = self.names.people.get(number)?.id.clone();
        Some(Likely { person, why })
    }
}

/// Surnames that have a form for men and one for women: Kowalski, Kowalska.
fn family(surname: &str) -> &str {
    const ENDS: [&str; 4] = ["ski", "ska", "cki", "cka"];
    let cut = ENDS.iter().any(|e| surname.ends_with(e)) && surname.len() > 5;
    surname.get(..surname.len() - usize::from(cut)).unwrap_or(surname)
}
