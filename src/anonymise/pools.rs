//! *Pools*: false names and places that are drawn from, all invented or chosen for this (`rules/anonymise/false_names.toml`, `false_places.toml`).

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{anonymise::draw::Secret, model::case::Sex};

/// `rules/anonymise/false_names.toml`
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FalseNames {
    /// Names by where they come from; the first is taken where nothing tells.
    pub origin: Vec<Origin>,
}

/// Names of one origin.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Its short name.
    pub id: String,
    /// Surnames.
    pub surnames: Vec<String>,
    /// Given names of women.
    pub female: Vec<String>,
    /// Given names of men.
    pub male: Vec<String>,
    /// Names by which somebody's is told to be of this origin, in small letters.
    #[serde(default)]
    pub tells: BTreeSet<String>,
}

/// `rules/anonymise/false_places.toml`
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FalsePlaces {
    /// Towns and villages.
    #[serde(default)]
    pub towns: Vec<String>,
    /// Districts.
    #[serde(default)]
    pub districts: Vec<String>,
    /// First words of streets.
    #[serde(default)]
    pub streets: Vec<String>,
    /// First words of organisations.
    #[serde(default)]
    pub organisations: Vec<String>,
    /// First words of schools.
    #[serde(default)]
    pub schools: Vec<String>,
}

/// Which pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pool {
    /// Given names.
    Given(Option<Sex>),
    /// Surnames.
    Surname,
    /// Towns and streets.
    Place,
    /// Organisations and agencies.
    Organisation,
}

impl FalseNames {
    /// The origin that these words of a name tell, by its place.
    pub fn told_by<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Option<usize> {
        words
            .into_iter()
            .find_map(|word| self.origin.iter().position(|o| o.tells.contains(word)))
    }

    /// The names of a pool, first those of the origin, then all others in the order of the file; those of all origins together where none is
    /// to be told.
    pub fn of(&self, pool: Pool, origin: Option<usize>) -> Vec<Vec<&str>> {
        let Some(origin) = origin else {
            return vec![self.of_any(pool)];
        };
        let first = self.origin.get(origin).into_iter();
        let rest = self.origin.iter().enumerate().filter(|(at, _)| *at != origin);
        first
            .chain(rest.map(|(_, o)| o))
            .map(|o| o.of(pool).collect())
            .collect()
    }

    /// The names of a pool of all origins, but for those that are of the other sex, or of the other kind, in any of them.
    fn of_any(&self, pool: Pool) -> Vec<&str> {
        let others: &[Pool] = match pool {
            Pool::Given(Some(Sex::Female)) => &[Pool::Given(Some(Sex::Male)), Pool::Surname],
            Pool::Given(Some(Sex::Male)) => &[Pool::Given(Some(Sex::Female)), Pool::Surname],
            Pool::Given(None) => &[Pool::Surname],
            _ => &[Pool::Given(None)],
        };
        let all = |pool: Pool| self.origin.iter().flat_map(move |o| o.of(pool));
        let unfit: BTreeSet<&str> = others.iter().flat_map(|other| all(*other)).collect();
        all(pool).filter(|name| !unfit.contains(name)).collect()
    }
}

impl Origin {
    fn of(&self, pool: Pool) -> impl Iterator<Item = &str> {
        let lists: Vec<&Vec<String>> = match pool {
            Pool::Given(Some(Sex::Female)) => vec![&self.female],
            Pool::Given(Some(Sex::Male)) => vec![&self.male],
            Pool::Given(None) => vec![&self.female, &self.male],
            _ => vec![&self.surnames],
        };
        lists.into_iter().flatten().map(String::as_str)
    }
}

impl FalsePlaces {
    /// The names of a pool.
    pub fn of(&self, pool: Pool) -> Vec<&str> {
        let lists: Vec<&Vec<String>> = match pool {
            Pool::Organisation => vec![&self.organisations, &self.schools],
            _ => vec![&self.towns, &self.districts, &self.streets],
        };
        lists.into_iter().flatten().map(String::as_str).collect()
    }
}

/// A word that is no name of anybody, for when every pool is empty: syllables, so that it can be said.
pub fn made_up(secret: &Secret, purpose: &str, round: usize) -> String {
    const FIRST: [&str; 16] = [
        "Bra", "Cor", "Dal", "Fen", "Gar", "Hes", "Kel", "Lar", "Mor", "Nev", "Pel", "Ros", "Sten", "Tor", "Ven", "Wil",
    ];
    const MIDDLE: [&str; 8] = ["a", "e", "i", "o", "an", "er", "in", "ol"];
    const LAST: [&str; 16] = [
        "bridd", "combe", "dell", "fitt", "gan", "hurn", "ker", "lock", "mund", "nall", "pitt", "quen", "rick", "sby",
        "thorn", "vane",
    ];
    let number = secret.number(&[purpose, &round.to_string()]);
    let pick = |list: &[&str], by: u64| {
        let at = usize::try_from(by % list.len() as u64).unwrap_or(0);
        list.get(at).copied().unwrap_or_default().to_owned()
    };
    pick(&FIRST, number) + &pick(&MIDDLE, number >> 16) + &pick(&LAST, number >> 32)
}
